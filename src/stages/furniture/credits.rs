//! What content systems and papers put above and under a document: breadcrumbs, labelled lines, bylines, the name of the paper, tables of record. It becomes metadata.

use std::collections::HashMap;
use std::ops::Range;

use super::Page;
use super::lexicon::Lexicon;
use super::limits;
use super::page::Line;
use super::phrases::Kind;
use super::rows::is_field;
use crate::chars::is_han;
use crate::code::Code;
use crate::finding::{Fact, Finding, Witness};
use crate::structure::press::published;
use crate::structure::{Enumeration, Label, Labelled, date_line, ends_sentence};

const BREADCRUMB: Code = Code::new("F007");
const LABELLED: Code = Code::new("F008");
const BYLINE: Code = Code::new("F009");
const PAPER: Code = Code::new("F010");
const CLOCK: Code = Code::new("F011");
const RECORD: Code = Code::new("F012");
const LINKS: Code = Code::new("F013");

/// Separators in a path of pages.
const PATH: [char; 4] = ['>', '＞', '»', '›'];

/// A path of pages: `首页>要闻>天下`.
fn is_breadcrumb(text: &str, lexicon: &Lexicon) -> bool {
    let marks = text.matches(PATH).count();
    if marks == 0 || text.chars().count() > limits::PATH_CHARS || text.contains('。') {
        return false;
    }
    // An arrow (`-->`, `=>`) is no separator.
    let arrow = text.match_indices(PATH).any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with(['-', '=', '—', '–', '─'])));
    let short = text.split(PATH).all(|part| part.trim().chars().count() <= limits::PATH_PART);
    let placed = lexicon.path_start.begin(text.trim_start_matches(['【', '[']));
    short && !arrow && (placed || lexicon.home.begin(text) || marks >= 2 && !text.contains(['=', '<', '+', '：', ':', '，']))
}

/// Breadcrumbs, at the head of a page only.
pub(super) fn breadcrumbs(page: &mut Page<'_>) {
    for at in 0..page.lines.len().min(limits::HEAD_ZONE) {
        let Some(line) = page.lines.get(at) else { break };
        if is_text(line) {
            break;
        }
        if is_breadcrumb(line.text, page.lexicon) {
            page.drop(at, BREADCRUMB, limits::BREADCRUMB, None);
        }
    }
}

/// Whether a line is text of a document: prose, or a short sentence.
pub(super) fn is_text(line: &Line<'_>) -> bool {
    line.is_prose() || line.count >= limits::SENTENCE && line.text.ends_with(['。', '！', '？', '；'])
}

fn first_prose(page: &Page<'_>) -> usize {
    page.lines.iter().position(is_text).unwrap_or(page.lines.len())
}

fn after_last_prose(page: &Page<'_>) -> usize {
    (0..page.lines.len()).rev().find(|&at| !page.dropped(at) && page.lines.get(at).is_some_and(is_text)).map_or(0, |at| at + 1)
}

/// Where the document's own last part ends: an annex, a signature with its date or a release note after the last prose. What stands above it stands inside
/// the document, whatever its label. The line after the last prose where the document has no such part.
fn own_end(page: &Page<'_>, last: usize) -> usize {
    let most = (last + limits::OWN_TAIL).min(page.lines.len());
    let line = |at: usize| page.lines.get(at).filter(|line| !page.dropped(at) && line.count <= limits::SHORT_LINE);
    let day = |at: usize| line(at).is_some_and(|line| date_line(line.text).is_some_and(|date| date.day.is_some() && date.time.is_none()));
    let own = |at: usize| {
        line(at).is_some_and(|line| {
            line.is_release_note() || line.names_issuers() && day(at + 1) || line.enumerator().is_some_and(|mark| mark.kind == Enumeration::Annex)
        })
    };
    (last..most).rev().find(|&at| own(at)).map_or(last, |at| at + 1)
}

/// Whether a line is the end of what a bracket opened in the line before (`（数据` / `来源：某局）`), or opens one that it does not close.
fn is_torn(line: &str) -> bool {
    let mut depth = 0i32;
    let closes_first = line.chars().any(|c| {
        depth += match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        };
        depth < 0
    });
    closes_first || depth != 0
}

/// Whether a label and its value have the shape of a credit: names for editors and authors, a short name for a source, a date for a date.
fn credible(label: Label, value: &str) -> bool {
    let count = value.chars().count();
    if ends_sentence(value) {
        return false;
    }
    match label {
        Label::Editor | Label::Author => {
            limits::NAMES.contains(&count)
                && value
                    .chars()
                    .all(|c| is_han(c) || c.is_whitespace() || matches!(c, '、' | '·' | '|' | '｜' | '/' | '，' | '（' | '）') || c.is_ascii_alphanumeric())
        }
        Label::Source => limits::SOURCE.contains(&count) && !value.contains(['；', '，']),
        Label::Published | Label::Signed => published(value).is_some(),
        Label::Keywords => limits::KEYWORDS.contains(&count),
        Label::Title | Label::DocumentNumber | Label::Issuer | Label::Other => true,
    }
}

/// What a line of credits tells.
fn credit(fact: Fact, at: Range<usize>, rule: Code) -> Finding {
    Finding { fact, witness: Witness::Credits, at, rule }
}

/// Reports what a label says; lists of keywords and of bodies one by one.
fn tell(page: &mut Page<'_>, label: Label, value: &str, span: Range<usize>, (witness, rule): (Witness, Code)) {
    let words = page.words;
    let mut find = |fact: Fact| page.findings.push(Finding { fact, witness, at: span.clone(), rule });
    match label {
        Label::Published => published(value).into_iter().for_each(|(date, _)| find(Fact::DatePublished(date))),
        Label::Signed => published(value).into_iter().for_each(|(date, _)| find(Fact::DateSigned(date))),
        Label::Keywords => {
            let words = value.split([' ', '，', ',', '、', '；', ';', '\u{3000}']).filter(|word| !word.is_empty());
            words.for_each(|word| find(Fact::Keywords(word.to_owned())));
        }
        Label::Issuer => {
            let bodies = value.split([' ', '、', '\u{3000}']).filter(|body| words.is_issuer(body));
            bodies.for_each(|body| find(Fact::Issuer(body.to_owned())));
        }
        _ => label.fact(value).into_iter().for_each(find),
    }
}

/// What the labels of a line tell, each with its value and the place of that in the page.
fn values(line: &Line<'_>, found: &[Labelled]) -> Vec<(Label, String, Range<usize>)> {
    let value = |one: &Labelled| line.text.get(one.value.clone()).unwrap_or_default().to_owned();
    found.iter().map(|one| (one.label, value(one), line.start + one.value.start..line.start + one.value.end)).collect()
}

/// How often a label is the first of a line. The same label on line after line is a column of a table.
fn first_labels(page: &Page<'_>) -> HashMap<Label, usize> {
    let mut times = HashMap::new();
    for line in page.lines.iter().filter(|line| line.count <= limits::LABELLED_CELL && line.text.contains(['：', ':'])) {
        if let Some(found) = line.words.labels(line.text).first() {
            *times.entry(found.label).or_default() += 1;
        }
    }
    times
}

/// Whether the values of a line have the shapes that their labels ask for, and one of the labels says more than a title or a number does.
fn are_credits(values: &[(Label, String, Range<usize>)]) -> bool {
    // A label with nothing that only a content system writes proves little; 来源, 时间, 标题 and 作者 need a value of the right shape.
    let strong = |label: Label| matches!(label, Label::Editor | Label::Keywords | Label::Published | Label::Source | Label::Author);
    values.iter().all(|(label, value, _)| value.is_empty() || credible(*label, value))
        && values.iter().any(|(label, value, _)| strong(*label) && !value.is_empty())
}

/// What stands before the colon of a line.
fn label_text(line: &str) -> &str {
    line.split_once(['：', ':']).map_or("", |(label, _)| label.trim())
}

/// Lines that consist of labels and their values, in the head or the tail of the page.
pub(super) fn labelled(page: &mut Page<'_>) {
    let count = page.lines.len();
    let (first, last) = (first_prose(page), after_last_prose(page));
    // Below the addressee the document has begun.
    let first = page.lines.iter().take(first).position(Line::is_addressee).unwrap_or(first);
    let own = own_end(page, last);
    let times = first_labels(page);
    let mut entries: HashMap<String, Vec<String>> = HashMap::new();
    for line in page.lines.get(first..last).unwrap_or_default().iter().filter(|line| is_field(line.text)) {
        entries.entry(label_text(line.text).to_owned()).or_default().push(line.text.to_owned());
    }
    for at in 0..count {
        let head = at < first && at < limits::LABEL_ZONE;
        let tail = at >= own && (at + limits::LABEL_ZONE >= count || at < own + limits::LABELS_AFTER_PROSE);
        if !head && !tail || page.dropped(at) {
            continue;
        }
        let Some(line) = page.lines.get(at).filter(|line| line.count <= limits::LABELLED_LINE) else { continue };
        if is_torn(line.text) {
            continue;
        }
        let line_span = line.span();
        let found = line.words.labels(line.text);
        let Some(one) = found.first() else { continue };
        let lead = line.text.get(..one.label_at.start).unwrap_or_default();
        // `2024-05-06 18:05 来源：某报`: what stands before the labels is when it was published.
        let dated = date_line(lead).filter(|date| date.day.is_some());
        if dated.is_none() && !lead.trim().chars().all(|c| matches!(c, '（' | '(' | '【' | '[' | '|' | '｜')) {
            continue;
        }
        let values = values(line, &found);
        // `责任编辑：` whose name was lost.
        if tail && line.text.len() <= limits::NAMELESS && values.iter().all(|(label, value, _)| *label == Label::Editor && value.is_empty()) {
            page.drop(at, LABELLED, limits::LABELLED, None);
            continue;
        }
        // 时间 and 日期 alone announce a meeting as well.
        let vague = values.len() == 1
            && line.text.get(one.label_at.clone()).is_some_and(|label| page.lexicon.vague_label.begin(label))
            && !page.hits.iter().any(|hits| hits.safe() > 0);
        // 出处：《甲书》 under each of several entries is a part of them; a source that head and foot name alike is one credit.
        let is_entry = tail && entries.get(label_text(line.text)).is_some_and(|values| values.iter().any(|value| *value != line.text));
        if vague || is_entry || times.get(&one.label).is_some_and(|&times| times > limits::COLUMN) || !are_credits(&values) {
            continue;
        }
        page.drop(at, LABELLED, limits::LABELLED, None);
        if let Some(date) = dated {
            page.findings.push(credit(Fact::DatePublished(date), line_span, LABELLED));
        }
        for (label, value, span) in values {
            if !value.is_empty() {
                tell(page, label, &value, span, (Witness::Credits, LABELLED));
            }
        }
    }
}

/// Reports what a line above the text, which goes for another reason, says of source and publication.
pub(super) fn told_above(page: &mut Page<'_>, at: usize) {
    let Some(line) = page.lines.get(at).filter(|line| line.count <= limits::LABELLED_LINE) else { return };
    let (text, start) = (line.text, line.start);
    for found in line.words.labels(text).into_iter().filter(|found| matches!(found.label, Label::Source | Label::Published | Label::Editor)) {
        let value = text.get(found.value.clone()).unwrap_or_default();
        if !value.is_empty() && credible(found.label, value) {
            tell(page, found.label, value, start + found.value.start..start + found.value.end, (Witness::Credits, LABELLED));
        }
    }
}

/// Bylines (`□ 张 三`, `本报记者 李四`) at the head or the end, the clock time of publication, and the name of the paper as last line.
pub(super) fn bylines(page: &mut Page<'_>) {
    let count = page.lines.len();
    let (first, last) = (first_prose(page), after_last_prose(page));
    if first >= count {
        return; // without prose nothing is a byline
    }
    let own = own_end(page, last);
    // Where each of several texts names its author, the names are part of them.
    let signed = page.lines.iter().filter(|line| line.count <= limits::BYLINE_LINE && line.words.byline(line.text).is_some());
    let collected = signed.take(limits::COLUMN + 1).count() > limits::COLUMN;
    for at in 0..count {
        let head = at <= first && at < limits::BYLINE_HEAD;
        let tail = at >= own && at < own + limits::BYLINE_TAIL && last > 0;
        if !head && !tail || page.dropped(at) {
            continue;
        }
        let Some(line) = page.lines.get(at).filter(|line| line.count <= limits::BYLINE_LINE) else { continue };
        let span = line.span();
        if let Some(names) = line.words.byline(line.text).filter(|_| !collected) {
            page.findings.push(credit(Fact::Byline(names), span, BYLINE));
            page.drop(at, BYLINE, limits::BYLINE, None);
            continue;
        }
        if head && let Some(date) = date_line(line.text).filter(|date| date.time.is_some()) {
            page.findings.push(credit(Fact::DatePublished(date), span, CLOCK));
            page.drop(at, CLOCK, limits::CLOCK, None);
        }
    }
    // The last line that stands.
    let Some(end) = (0..count).rev().find(|&at| !page.dropped(at)).filter(|&at| at >= last && at > first) else { return };
    let Some(line) = page.lines.get(end) else { return };
    let name = line.text.trim_start_matches(['（', '(', '—', '-', ' ']).trim_end_matches(['）', ')', ' ']);
    if let Some(inner) = name.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'))
        && inner.chars().count() <= limits::PAPER_NAME
        && !inner.contains(['《', '》'])
        && page.lexicon.paper_end.strip_end(inner).is_some()
        && page.kept_before(end).and_then(|before| page.line(before)).is_some_and(|before| before.ends_sentence())
    {
        let at = line.start + line.text.find(inner).unwrap_or(0);
        page.findings.push(credit(Fact::Source(inner.to_owned()), at..at + inner.len(), PAPER));
        page.drop(end, PAPER, limits::PAPER, None);
    }
}

/// The table of record with label and value on one line, above the prose: one of its labels is one that only such tables have.
pub(super) fn inline_record(page: &mut Page<'_>) {
    let mut rows = Vec::new();
    let mut own = false;
    for at in 0..first_prose(page).min(limits::HEAD_ZONE) {
        let Some(line) = page.lines.get(at).filter(|line| line.count <= limits::RECORD_ROW && !page.dropped(at)) else { continue };
        let found = line.words.labels(line.text);
        if found.first().is_some_and(|one| one.label_at.start == 0 && !matches!(one.label, Label::Author | Label::Editor)) {
            own |= page.lexicon.record.begin(line.text);
            rows.push((at, values(line, &found)));
        }
    }
    let close = rows.first().zip(rows.last()).is_some_and(|((start, _), (end, _))| end - start < rows.len() * limits::RECORD_LINES_A_ROW);
    if rows.len() < limits::RECORD_LABELS || !own || !close {
        return;
    }
    for (at, values) in rows {
        for (label, value, span) in values.into_iter().filter(|(_, value, _)| !value.is_empty()) {
            tell(page, label, &value, span, (Witness::Record, RECORD));
        }
        page.drop(at, RECORD, limits::RECORD, None);
    }
}

/// What a label of the table of record tells.
fn field(lexicon: &Lexicon, label: &str) -> Label {
    let fields = [
        (&lexicon.record_title, Label::Title),
        (&lexicon.record_number, Label::DocumentNumber),
        (&lexicon.record_issuer, Label::Issuer),
        (&lexicon.record_signed, Label::Signed),
        (&lexicon.record_published, Label::Published),
        (&lexicon.record_keywords, Label::Keywords),
    ];
    fields.into_iter().find(|(words, _)| words.have(label)).map_or(Label::Other, |(_, label)| label)
}

/// The table of record at the head of a page: label and value in turn, each on its line.
pub(super) fn record(page: &mut Page<'_>) {
    let count = page.lines.len().min(limits::RECORD_ZONE);
    let is_label = |page: &Page<'_>, at: usize| page.hits.get(at).is_some_and(|hits| hits.line == Some(Kind::Table));
    let spots: Vec<usize> = (0..count).filter(|&at| is_label(page, at)).collect();
    let (Some(&start), Some(&end)) = (spots.first(), spots.last()) else { return };
    if spots.len() < limits::RECORD_LABELS || end - start > spots.len() * limits::RECORD_LINES_A_FIELD {
        return;
    }
    let mut until = end + 1;
    for (nth, &spot) in spots.iter().enumerate() {
        let next = spots.get(nth + 1).copied().unwrap_or(count);
        let label: String = page.lines.get(spot).map(|line| line.text.chars().filter(|c| is_han(*c)).collect()).unwrap_or_default();
        let kind = field(page.lexicon, &label);
        let Some(line) = page.lines.get(spot + 1).filter(|_| spot + 1 < next) else { continue };
        let (value, span) = (line.text.to_owned(), line.span());
        let shaped = match kind {
            Label::Signed | Label::Published => date_line(&value).is_some(),
            Label::DocumentNumber => page.words.number_line(&value).is_some(),
            Label::Issuer => value.split([' ', '\u{3000}']).all(|body| page.words.is_issuer(body)),
            _ => nth + 1 < spots.len(),
        };
        if shaped {
            tell(page, kind, &value, span, (Witness::Record, RECORD));
            until = until.max(spot + 2);
        }
    }
    for at in start..until.min(page.lines.len()) {
        page.drop(at, RECORD, limits::RECORD, None);
    }
}

/// A heading of a list of links (相关稿件, 延伸阅读) at the end of the page, with nothing but short lines after it.
pub(super) fn links_at_end(page: &mut Page<'_>) {
    let count = page.lines.len();
    let last = after_last_prose(page);
    if last == 0 {
        return;
    }
    let Some(start) = (last..count).find(|&at| page.hits.get(at).is_some_and(|hits| hits.line == Some(Kind::List) && hits.line_safe)) else { return };
    let plain =
        (start..count).all(|at| page.lines.get(at).is_some_and(|line| line.count <= limits::SHORT_LINE && !line.ends_sentence() && !is_part_of_document(line)));
    if plain {
        for at in start..count {
            page.drop(at, LINKS, limits::LINKS, None);
        }
    }
}

/// Whether a line is a part of an official document that no sentence mark shows: an enumerator, a number, bodies, an address, a release note.
fn is_part_of_document(line: &Line<'_>) -> bool {
    let of_short_line = || line.enumerator().is_some() || line.is_number() || line.is_release_note() || line.names_issuers();
    line.count <= limits::SHORT_LINE && of_short_line() || line.is_addressee()
}
