//! What content systems and papers put above and under a document: breadcrumbs, labelled lines, bylines, the name of the paper, tables of record. It becomes metadata.

use std::ops::Range;

use super::Page;
use super::limits;
use super::phrases::Kind;
use crate::chars::is_han;
use crate::code::Code;
use crate::finding::{Fact, Finding, Witness};
use crate::structure::press::published;
use crate::structure::{Label, date_line, ends_sentence};

const BREADCRUMB: Code = Code::new("F007");
const LABELLED: Code = Code::new("F008");
const BYLINE: Code = Code::new("F009");
const PAPER: Code = Code::new("F010");
const CLOCK: Code = Code::new("F011");
const RECORD: Code = Code::new("F012");
const LINKS: Code = Code::new("F013");

/// Lines at the head and the tail of a page among which labels are looked for.
const ZONE: usize = 12;

/// Bytes of a label without a value.
const NAMELESS: usize = 18;

/// A path of pages: `首页>要闻>天下`.
fn is_breadcrumb(text: &str) -> bool {
    let marks = text.matches(['>', '＞', '»', '›']).count();
    let placed = ["当前位置", "您的位置", "您现在的位置", "所在位置", "现在位置"].iter().any(|start| text.trim_start_matches(['【', '[']).starts_with(start));
    if marks == 0 || text.chars().count() > 80 || text.contains('。') {
        return false;
    }
    let short = text.split(['>', '＞', '»', '›']).all(|part| part.trim().chars().count() <= 24);
    short && (placed || (text.starts_with("首页") || text.starts_with("网站首页") || text.starts_with("主页")) || marks >= 2 && !text.contains(['=', '<', '+']))
}

/// Breadcrumbs, at the head of a page only.
pub(super) fn breadcrumbs(page: &mut Page<'_>) {
    for at in 0..page.lines.len().min(40) {
        let Some(line) = page.lines.get(at) else { break };
        if is_text(line) {
            break;
        }
        if is_breadcrumb(line.text) {
            page.drop(at, BREADCRUMB, limits::BREADCRUMB, None);
        }
    }
}

/// Whether a line is text of a document: prose, or a short sentence.
pub(super) fn is_text(line: &super::page::Line<'_>) -> bool {
    line.is_prose() || line.count >= 10 && line.text.ends_with(['。', '！', '？', '；'])
}

fn first_prose(page: &Page<'_>) -> usize {
    page.lines.iter().position(is_text).unwrap_or(page.lines.len())
}

fn after_last_prose(page: &Page<'_>) -> usize {
    (0..page.lines.len()).rev().find(|&at| !page.dropped(at) && page.lines.get(at).is_some_and(is_text)).map_or(0, |at| at + 1)
}

/// Whether a label and its value have the shape of a credit: names for editors and authors, a short name for a source, a date for a date.
fn credible(label: Label, value: &str) -> bool {
    let count = value.chars().count();
    if ends_sentence(value) {
        return false;
    }
    match label {
        Label::Editor | Label::Author => {
            (2..=24).contains(&count)
                && value
                    .chars()
                    .all(|c| is_han(c) || c.is_whitespace() || matches!(c, '、' | '·' | '|' | '｜' | '/' | '，' | '（' | '）') || c.is_ascii_alphanumeric())
        }
        Label::Source => (2..=30).contains(&count) && !value.contains(['；', '，']),
        Label::Published | Label::Signed => published(value).is_some(),
        Label::Keywords => (1..=80).contains(&count),
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
    let claim = value.to_owned();
    match label {
        Label::Source => find(Fact::Source(claim)),
        Label::Author => find(Fact::Byline(claim)),
        Label::Editor => find(Fact::Editor(claim)),
        Label::Title => find(Fact::Title(claim)),
        Label::DocumentNumber => find(Fact::DocumentNumber(claim)),
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
        Label::Other => {}
    }
}

/// Lines that consist of labels and their values, in the head or the tail of the page.
pub(super) fn labelled(page: &mut Page<'_>) {
    let count = page.lines.len();
    let first = first_prose(page);
    let last = after_last_prose(page);
    // The same label on line after line is a column of a table.
    let mut seen: Vec<(Label, u32)> = Vec::new();
    for line in page.lines.iter().filter(|line| line.count <= 80) {
        if !line.text.contains(['：', ':']) {
            continue;
        }
        if let Some(found) = line.words.labels(line.text).first() {
            match seen.iter_mut().find(|(label, _)| *label == found.label) {
                Some((_, times)) => *times += 1,
                None => seen.push((found.label, 1)),
            }
        }
    }
    for at in 0..count {
        let head = at < first && at < ZONE;
        let tail = at >= last && (at + ZONE >= count || at < last + 4);
        if !head && !tail || page.dropped(at) {
            continue;
        }
        let Some(line) = page.lines.get(at).filter(|line| line.count <= 100) else { continue };
        let line_span = line.start..line.start + line.text.len();
        let found = line.words.labels(line.text);
        let Some(one) = found.first() else { continue };
        let lead = line.text.get(..one.label_at.start).unwrap_or_default();
        // `2024-05-06 18:05 来源：某报`: what stands before the labels is when it was published.
        let dated = date_line(lead).filter(|date| date.day.is_some());
        if dated.is_none() && !lead.trim().chars().all(|c| matches!(c, '（' | '(' | '【' | '[' | '|' | '｜')) {
            continue;
        }
        let values: Vec<(Label, String, Range<usize>)> = found
            .iter()
            .map(|l| (l.label, line.text.get(l.value.clone()).unwrap_or_default().to_owned(), line.start + l.value.start..line.start + l.value.end))
            .collect();
        // `责任编辑：` whose name was lost.
        let nameless = tail && line.text.len() <= NAMELESS && values.iter().all(|(label, value, _)| *label == Label::Editor && value.is_empty());
        if nameless {
            page.drop(at, LABELLED, limits::LABELLED, None);
            continue;
        }
        let repeated = seen.iter().find(|(label, _)| *label == one.label).map_or(1, |(_, times)| *times);
        let all_credible = values.iter().all(|(label, value, _)| value.is_empty() || credible(*label, value));
        let any = values.iter().any(|(_, value, _)| !value.is_empty());
        // A label with nothing that only a content system writes proves little; 来源, 时间, 标题 and 作者 need a value of the right shape.
        let strong = values
            .iter()
            .filter(|(label, value, _)| {
                matches!(label, Label::Editor | Label::Keywords | Label::Published | Label::Source | Label::Author) && !value.is_empty()
            })
            .count();
        let weak_title = values.iter().any(|(label, ..)| matches!(label, Label::Title | Label::DocumentNumber | Label::Issuer | Label::Signed));
        // 时间 and 日期 alone as well announce a meeting.
        let vague = values.len() == 1
            && line.text.get(one.label_at.clone()).is_some_and(|label| label.starts_with("时间") || label.starts_with("日期"))
            && !page.hits.iter().any(|hits| hits.safe() > 0);
        if !all_credible || !any || strong == 0 || weak_title && values.len() == 1 || repeated > 2 || vague {
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
    let Some(line) = page.lines.get(at).filter(|line| line.count <= 100) else { return };
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
    let first = first_prose(page);
    let last = after_last_prose(page);
    if first >= count {
        return; // without prose nothing is a byline
    }
    for at in 0..count {
        let head = at <= first && at < 6;
        let tail = at >= last && at < last + 3 && last > 0;
        if !head && !tail || page.dropped(at) {
            continue;
        }
        let Some(line) = page.lines.get(at).filter(|line| line.count <= 40) else { continue };
        let span = line.start..line.start + line.text.len();
        if let Some(names) = line.words.byline(line.text) {
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
        && inner.chars().count() <= 14
        && !inner.contains(['《', '》'])
        && ["报", "日报", "时报", "网", "杂志", "周刊", "月刊", "晚报", "早报", "新闻"].iter().any(|end| inner.ends_with(end))
        && page.kept_before(end).and_then(|before| page.line(before)).is_some_and(|before| before.ends_sentence())
    {
        let at = line.start + line.text.find(inner).unwrap_or(0);
        page.findings.push(credit(Fact::Source(inner.to_owned()), at..at + inner.len(), PAPER));
        page.drop(end, PAPER, limits::PAPER, None);
    }
}

/// Labels of the table of record that government sites print above a document (索引号, 发文机关, 成文日期, …): at least this many make one.
const RECORD_LABELS: usize = 4;

/// The table of record with label and value on one line: four such lines above the prose, among them one that only such tables have.
pub(super) fn inline_record(page: &mut Page<'_>) {
    let first = first_prose(page).min(40);
    let mut rows = Vec::new();
    for at in 0..first {
        let Some(line) = page.lines.get(at).filter(|line| line.count <= 120 && !page.dropped(at)) else { continue };
        let found = line.words.labels(line.text);
        if let Some(one) = found.first().filter(|one| one.label_at.start == 0)
            && one.label != Label::Author
            && one.label != Label::Editor
        {
            rows.push((at, found));
        }
    }
    let own = rows.iter().any(|(at, _)| {
        page.lines
            .get(*at)
            .is_some_and(|line| ["索引号", "索 引 号", "主题分类", "公文种类", "发文字号", "发文机关"].iter().any(|label| line.text.starts_with(label)))
    });
    let close = rows.first().zip(rows.last()).is_some_and(|((start, _), (end, _))| end - start < rows.len() * 2);
    if rows.len() < RECORD_LABELS || !own || !close {
        return;
    }
    for (at, found) in rows {
        let values: Vec<(Label, String, Range<usize>)> = page
            .lines
            .get(at)
            .map(|line| {
                found
                    .iter()
                    .map(|l| (l.label, line.text.get(l.value.clone()).unwrap_or_default().to_owned(), line.start + l.value.start..line.start + l.value.end))
                    .collect()
            })
            .unwrap_or_default();
        for (label, value, span) in values.into_iter().filter(|(_, value, _)| !value.is_empty()) {
            tell(page, label, &value, span, (Witness::Record, RECORD));
        }
        page.drop(at, RECORD, limits::RECORD, None);
    }
}

/// The table of record at the head of a page: label and value in turn, each on its line.
pub(super) fn record(page: &mut Page<'_>) {
    let count = page.lines.len().min(60);
    let is_label = |page: &Page<'_>, at: usize| page.hits.get(at).is_some_and(|hits| hits.line == Some(Kind::Table));
    let spots: Vec<usize> = (0..count).filter(|&at| is_label(page, at)).collect();
    let (Some(&start), Some(&end)) = (spots.first(), spots.last()) else { return };
    if spots.len() < RECORD_LABELS || end - start > spots.len() * 3 {
        return;
    }
    let mut until = end + 1;
    for (nth, &spot) in spots.iter().enumerate() {
        let next = spots.get(nth + 1).copied().unwrap_or(count);
        let label: String = page.lines.get(spot).map(|line| line.text.chars().filter(|c| is_han(*c)).collect()).unwrap_or_default();
        let kind = match label.as_str() {
            "标题" | "名称" => Label::Title,
            "发文字号" | "文号" => Label::DocumentNumber,
            "发文机关" | "发布机构" => Label::Issuer,
            "成文日期" | "生成日期" => Label::Signed,
            "发布日期" | "公开日期" => Label::Published,
            "主题词" => Label::Keywords,
            _ => Label::Other,
        };
        let Some((value, span)) =
            page.lines.get(spot + 1).filter(|_| spot + 1 < next).map(|line| (line.text.to_owned(), line.start..line.start + line.text.len()))
        else {
            continue;
        };
        let shaped = match kind {
            Label::Signed | Label::Published => date_line(&value).is_some(),
            Label::DocumentNumber => page.words.number_line(&value).is_some(),
            Label::Issuer => value.split([' ', '\u{3000}']).all(|body| page.words.is_issuer(body)),
            Label::Keywords => nth + 1 < spots.len(),
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
    let plain = (start..count)
        .all(|at| page.lines.get(at).is_some_and(|line| line.count <= 60 && !line.ends_sentence()) && !page.facts.get(at).is_some_and(|fact| fact.document));
    if plain {
        for at in start..count {
            page.drop(at, LINKS, limits::LINKS, None);
        }
    }
}
