//! What stands around the body of a web page: menus, share bars, lists of links, comments, imprints.

use std::ops::Range;

use super::articles::pairs;
use super::credits;
use super::features::{self, Facts, Features};
use super::lexicon::Lexicon;
use super::limits::{self, MOST_COUNTED};
use super::model::{self, Model};
use super::page::Line;
use super::phrases::Hits;
use super::{Decision, Page};
use crate::code::Code;
use crate::structure::{TitleForm, Words, date_line};

const AROUND: Code = Code::new("F020");

/// What is seen of the lines that are still there.
struct View<'a> {
    words: &'a Words,
    lines: Vec<Line<'a>>,
    facts: Vec<Facts>,
    sets: Vec<Features>,
    lexicon: &'a Lexicon,
    official: bool,
}

impl View<'_> {
    /// The best path through the page that has a body. Of two paragraphs among hundreds of links each line by itself is taken for furniture, and yet
    /// the page has a body: then all lines are lifted until one is found.
    fn body(&self, model: &Model) -> Vec<bool> {
        let scores = model::scores(model, &self.sets);
        let prose = |body: &[bool]| -> usize {
            let lines = self.lines.iter().zip(&self.facts).zip(body);
            lines.filter(|((_, fact), body)| **body && fact.prose).map(|((line, _), _)| line.count).sum()
        };
        let lifted = (0..limits::LIFTS).map(|lift| {
            let scores: Vec<f32> = scores.iter().map(|score| score + f32::from(lift)).collect();
            model::path(&scores)
        });
        let mut body = Vec::new();
        for path in lifted {
            body = path;
            if prose(&body) >= limits::LEAST_BODY {
                break;
            }
        }
        body
    }

    /// Whether safe phrases show the page to be a web page: three kinds of them, two where they are dense, one on a page of a few lines.
    fn is_web_page(&self) -> bool {
        let kinds = model::kinds(&self.sets);
        let proofs = self.sets.iter().filter(|set| model::proves(set)).count();
        let dense = |lines: usize| proofs * lines >= self.lines.len();
        kinds >= limits::WEB_KINDS
            || kinds >= limits::DENSE_KINDS && proofs >= limits::WEB_PROOF && dense(limits::DENSE_LINES)
            || proofs > 0 && dense(limits::DENSEST_LINES)
    }
}

/// Marks what stands around the body.
pub(super) fn surroundings(page: &mut Page<'_>, model: &Model) {
    let kept = page.kept();
    let lines: Vec<Line<'_>> = kept.iter().filter_map(|&at| page.lines.get(at).cloned()).collect();
    let hits: Vec<Hits> = kept.iter().filter_map(|&at| page.hits.get(at).copied()).collect();
    if !hits.iter().any(|hits| hits.safe() > 0) {
        return;
    }
    let mut facts = features::facts(&lines, &hits);
    let official = page.is_official();
    if !official {
        features::pass_over_items(&lines, &mut facts, page.lexicon);
    }
    let sets = features::features(&lines, &facts);
    let view = View { words: page.words, lines, facts, sets, lexicon: page.lexicon, official };
    let mut body = view.body(model);
    if view.official {
        keep_form(&view, &mut body);
    }
    keep_formal_title(&view, &mut body);
    keep_signing(&view, &mut body);
    let doubts = keep_unproved(&view, &mut body);
    if !view.official {
        drop_headlines(&view, &mut body);
    }
    keep_beside(&view, &mut body);
    keep_lead(&view, &mut body);
    keep_references(&view, &mut body);
    let title = title_above(&view, &body);
    if let Some(slot) = title.and_then(|title| body.get_mut(title)) {
        *slot = true;
    }
    let left: usize = view.lines.iter().zip(&body).filter(|(_, body)| **body).map(|(line, _)| line.count).sum();
    if left < limits::LEAST_BODY {
        return; // a page without a body is better kept whole than emptied
    }
    if let Some(line) = title.and_then(|title| view.lines.get(title)) {
        page.title = Some((line.text.to_owned(), line.span(), AROUND));
    }
    for line in doubts.into_iter().filter_map(|at| view.lines.get(at)) {
        let note = "stands where furniture may be, but reads like text".to_owned();
        page.doubts.push((line.whole.clone(), Decision { rule: AROUND, confidence: limits::AROUND_IN_DOUBT, note: Some(note) }));
    }
    let first = body.iter().position(|body| *body).unwrap_or_default();
    for (nth, (&at, body)) in kept.iter().zip(&body).enumerate() {
        if !body {
            if nth < first {
                credits::told_above(page, at);
            }
            page.drop(at, AROUND, limits::AROUND, None);
        }
    }
}

/// In an official document, prose and what has its forms stand.
fn keep_form(view: &View<'_>, body: &mut [bool]) {
    for ((slot, fact), line) in body.iter_mut().zip(&view.facts).zip(&view.lines) {
        let stands = fact.prose
            || line.enumerator().is_some() && fact.document
            || line.count <= limits::FORM_LINE && (line.is_number() || line.is_addressee() || line.is_release_note());
        *slot |= stands && fact.hits.safe() == 0;
    }
    // A clause that goes on in the next line is text, whatever words it has.
    for at in 0..view.lines.len() {
        if view.lines.get(at).is_some_and(|line| line.text.ends_with(['，', '、'])) {
            mark(body, at..at + 2, true);
        }
    }
}

/// The title stands shortly before the body.
fn keep_formal_title(view: &View<'_>, body: &mut [bool]) {
    let Some(first) = body.iter().position(|body| *body) else { return };
    let from = first.saturating_sub(limits::TITLE_REACH);
    let formal = |at: &usize| view.lines.get(*at).is_some_and(|line| line.title_form() == Some(TitleForm::Formal));
    if let Some(title) = (from..first).rev().find(formal) {
        mark(body, title..title + 1, true);
    }
}

/// What signs a document without a body: the date in brackets under its title, and the formula that closes it (特此公告。) with the date under that.
fn keep_signing(view: &View<'_>, body: &mut [bool]) {
    let text = |at: usize| view.lines.get(at).map_or("", |line| line.text);
    let day = |at: usize| date_line(text(at)).is_some_and(|date| date.day.is_some() && date.time.is_none());
    for at in 1..view.lines.len() {
        let bracketed = text(at).starts_with(['（', '(']) && text(at).contains('年') && day(at);
        let titled = || {
            (at.saturating_sub(limits::DATE_REACH)..at)
                .any(|above| body.get(above) == Some(&true) && view.words.title_form(text(above)) == Some(TitleForm::Formal))
        };
        let closes = view.lexicon.closing.begin(text(at)) && text(at).ends_with('。') && text(at).chars().count() <= limits::CLOSING;
        if bracketed && titled() || closes {
            mark(body, at..at + 1 + usize::from(closes && day(at + 1)), true);
        }
    }
}

/// Headlines in a row below the body, with furniture above and below them, are links to other articles: none of them is a sentence.
fn drop_headlines(view: &View<'_>, body: &mut [bool]) {
    let Some((_, main_end)) = main_run(view, body) else { return };
    let end = body.len();
    for (from, to) in runs(body, true).into_iter().filter(|(from, to)| *from >= main_end && *to < end) {
        let lines = view.lines.get(from..to).unwrap_or_default();
        let headlines = lines.iter().filter(|line| is_headline(line)).count();
        if headlines >= limits::HEADLINES && headlines * 4 >= lines.len() * 3 {
            mark(body, from..to, false);
        }
    }
}

/// Marks lines as body or not.
fn mark(body: &mut [bool], lines: Range<usize>, kept: bool) {
    body.iter_mut().take(lines.end).skip(lines.start).for_each(|slot| *slot = kept);
}

/// The runs of lines that are kept, or of those that are not.
fn runs(body: &[bool], kept: bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in (0..body.len()).filter(|&at| body.get(at) == Some(&kept)) {
        match runs.last_mut() {
            Some((_, to)) if *to == at => *to = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

/// Whether a line is a headline, perhaps with the beginning of its summary: as long as one, not a sentence to its end, and with no enumerator.
fn is_headline(line: &Line<'_>) -> bool {
    (limits::LEAST_HEADLINE..MOST_COUNTED).contains(&line.count)
        && line.han().0 * 2 > line.han().1
        && !line.text.ends_with(['。', '；', '，', '、', '：', '）', ')'])
        && line.enumerator().is_none()
}

/// A paragraph that stands next to the body, with a caption or a heading between at most, belongs to it.
fn keep_beside(view: &View<'_>, body: &mut [bool]) {
    let clear = |at: usize| view.facts.get(at).is_some_and(|fact| fact.hits.safe() == 0 && fact.hits.line.is_none() && !fact.item);
    let paragraph = |at: usize| {
        let (line, fact) = (view.lines.get(at), view.facts.get(at));
        clear(at) && fact.is_some_and(|fact| fact.prose) && line.is_some_and(|line| line.count >= limits::BESIDE && line.ends_sentence())
    };
    let Some((mut from, mut to)) = main_run(view, body) else { return };
    while let Some(at) = (from.saturating_sub(limits::BESIDE_REACH)..from).rev().take_while(|&at| clear(at)).find(|&at| paragraph(at)) {
        mark(body, at..from, true);
        from = at;
    }
    while let Some(at) = (to..to + limits::BESIDE_REACH).take_while(|&at| clear(at)).find(|&at| paragraph(at)) {
        mark(body, to..at + 1, true);
        to = at + 1;
    }
}

/// The kept run with most prose.
fn main_run(view: &View<'_>, body: &[bool]) -> Option<(usize, usize)> {
    let prose = |&(from, to): &(usize, usize)| -> usize {
        let lines = view.facts.iter().zip(&view.lines).take(to).skip(from);
        lines.filter(|(fact, _)| fact.prose).map(|(_, line)| line.count).sum()
    };
    runs(body, true).into_iter().max_by_key(prose)
}

/// The short lines that lead into a body set in clauses, a line each (下周一，): most of them end with a mark, and one goes on in the next.
fn keep_lead(view: &View<'_>, body: &mut [bool]) {
    let Some(first) = body.iter().position(|body| *body) else { return };
    let (mut marked, mut open, mut from) = (0, false, first);
    for at in (0..first).rev() {
        let Some((line, fact)) = view.lines.get(at).zip(view.facts.get(at)) else { break };
        if !may_be_clause(line, fact) {
            break;
        }
        if line.text.ends_with(CLAUSE_MARKS) {
            marked += 1;
            open |= line.text.ends_with(['，', '、']);
            if marked * 3 >= (first - at) * 2 {
                from = at;
            }
        }
    }
    // An address (女士们、先生们：) or what announces the text stands alone.
    let colon = |at: &usize| view.lines.get(*at).zip(view.facts.get(*at)).is_some_and(|(line, fact)| line.text.ends_with('：') && may_be_clause(line, fact));
    if open && marked >= limits::LEAD_LINES {
        mark(body, from..first, true);
    } else if let Some(slot) = first.checked_sub(1).filter(colon).and_then(|at| body.get_mut(at)) {
        *slot = true;
    }
}

/// Marks that end a clause.
const CLAUSE_MARKS: [char; 8] = ['，', '、', '；', '。', '！', '？', '!', '?'];

/// Whether a line may be a clause by itself, with or without a mark: words, and nothing that a web page shows.
fn may_be_clause(line: &Line<'_>, fact: &Facts) -> bool {
    let (han, looked) = line.han();
    line.count <= limits::CLAUSE
        && (han * 2 >= looked || han >= limits::CLAUSE_HAN && line.text.ends_with(CLAUSE_MARKS))
        && !line.text.contains(['|', '｜', '>', '·', '【'])
        && fact.hits.safe() == 0
        && fact.hits.line.is_none()
        && fact.copies == 1
        && line.words.labels(line.text).is_empty()
        && date_line(line.text).is_none()
        && line.words.byline(line.text).is_none()
}

/// Numbered references go on ([1], [2], …) as long as their numbers do.
fn keep_references(view: &View<'_>, body: &mut [bool]) {
    let number = |at: usize| view.lines.get(at).and_then(|line| reference(line.text));
    let mut last: Option<(usize, u32)> = None;
    for at in 0..view.lines.len() {
        let Some(value) = number(at) else { continue };
        match last {
            Some((before, of)) if value == of + 1 && at - before <= limits::REFERENCE_LINES && body.get(before) == Some(&true) => {
                // The last one has as many lines as the one before it.
                let to = (at + (at - before)).min(body.len());
                let end = (at + 1..to).find(|&next| number(next).is_some() || view.facts.get(next).is_some_and(|fact| fact.hits.safe() > 0)).unwrap_or(to);
                mark(body, before..end, true);
            }
            _ => {}
        }
        last = Some((at, value));
    }
}

/// The number in brackets that a line begins with.
fn reference(text: &str) -> Option<u32> {
    text.strip_prefix('[')?.split_once(']')?.0.parse().ok()
}

/// A run of lines that the model takes for furniture.
struct Run {
    from: usize,
    to: usize,
    /// What lines without a safe phrase prove.
    hints: f32,
    /// Lines with a safe phrase.
    certain: usize,
    /// Lines that read like text, and their characters.
    sentences: usize,
    told: usize,
    /// Characters of all its lines.
    all: usize,
}

impl Run {
    fn of(view: &View<'_>, from: usize, to: usize) -> Run {
        let mut run = Run { from, to, hints: 0.0, certain: 0, sentences: 0, told: 0, all: 0 };
        let lines = view.lines.get(from..to).unwrap_or_default();
        let facts = view.facts.get(from..to).unwrap_or_default();
        for ((set, line), fact) in view.sets.get(from..to).unwrap_or_default().iter().zip(lines).zip(facts) {
            let certain = model::proves(set);
            run.hints += if certain { 0.0 } else { model::hints(set) };
            run.certain += usize::from(certain);
            run.all += line.count;
            if !certain && !fact.item && reads_like_text(line) {
                run.sentences += 1;
                run.told += line.count;
            }
        }
        run
    }

    /// Whether safe phrases prove furniture in it; in an official document they must fill it. What only hints at furniture (repeated lines, dates,
    /// dots) is common in tables and manuals, and counts (`hinted`) where more than one line of the page has such a phrase.
    fn is_proved(&self, official: bool, hinted: bool) -> bool {
        let proof = self.certain as f32 + if hinted && !official { self.hints } else { 0.0 };
        let (least, density) = if official { (limits::OFFICIAL_EVIDENCE, limits::OFFICIAL_DENSITY) } else { (limits::EVIDENCE, limits::DENSITY) };
        let density = if proof >= limits::MUCH_EVIDENCE { density.min(limits::DENSITY_OF_MUCH) } else { density };
        proof >= least && proof >= density * (self.to - self.from) as f32
    }

    /// Whether it reads like text: many sentences to each safe phrase, or mostly sentences. Comments read so, too, on a page that other lines show to be
    /// a web page.
    fn reads_like_text(&self) -> bool {
        self.sentences >= limits::SENTENCES
            && (self.certain * limits::SENTENCES_TO_PROOF < self.sentences || self.told * 2 > self.all && self.certain * 2 < self.sentences)
    }
}

/// Whether a line has a mark that sentences have and lists of links, references and addresses hardly.
fn reads_like_text(line: &Line<'_>) -> bool {
    let (han, looked) = line.han();
    let bare = line.text.trim_end_matches(['”', '’', '）', '」', '』']);
    line.count >= limits::TEXT
        && han * 2 > looked
        && !line.text.starts_with('^')
        && (bare.ends_with(['。', '！', '？', '…', '；']) || line.text.contains('。') || line.count >= limits::HEADLINE && line.text.contains('，'))
}

/// Shortness alone proves nothing: tables, lists of names and headings are short, too. So runs without proof are body, and runs that read like
/// text on a page that little else shows to be a web page; the lines of the latter are returned.
fn keep_unproved(view: &View<'_>, body: &mut [bool]) -> Vec<usize> {
    let runs: Vec<Run> = runs(body, false).into_iter().map(|(from, to)| Run::of(view, from, to)).collect();
    let certain: usize = runs.iter().map(|run| run.certain).sum();
    let sentences: usize = runs.iter().map(|run| run.sentences).sum();
    let shown = view.is_web_page();
    let web = shown && certain >= limits::WEB_PROOF && certain * limits::WEB_SENTENCES >= sentences;
    let told = |at: &usize| body.get(*at) == Some(&true) && view.facts.get(*at).is_some_and(|fact| fact.prose);
    let first = (0..body.len()).find(told).unwrap_or(body.len());
    let last = (0..body.len()).rfind(told).unwrap_or(0);
    let mut doubts = Vec::new();
    for run in runs {
        let text = run.reads_like_text() && !web;
        let proved = run.is_proved(view.official || !shown, certain >= 2)
            || shown && !view.official && certain >= limits::PAGE_PROOF && run.told * 2 < run.all && (run.to <= first || run.from > last);
        if text || !proved {
            mark(body, run.from..run.to, true);
        }
        if text {
            doubts.extend(run.from..run.to);
        }
    }
    doubts
}

/// The line above the body that is its title: a phrase that stands on the page again, or whose pairs of characters the body has.
fn title_above(view: &View<'_>, body: &[bool]) -> Option<usize> {
    let first = (0..body.len()).find(|&at| body.get(at) == Some(&true) && view.facts.get(at).is_some_and(|fact| fact.prose))?;
    let from = first.saturating_sub(limits::TITLE_REACH);
    if (from..first).any(|at| view.lines.get(at).is_some_and(|line| line.title_form() == Some(TitleForm::Formal))) {
        return None;
    }
    let known = pairs(view.lines.iter().skip(first).take(limits::TITLE_LINES).map(|line| line.text));
    let mut best: Option<(usize, usize)> = None;
    for at in from..first {
        let Some((line, fact)) = view.lines.get(at).zip(view.facts.get(at)) else { continue };
        if !may_be_title(line, fact) {
            continue;
        }
        let mine = pairs(std::iter::once(line.text));
        let common = mine.iter().filter(|pair| known.contains(pair)).count();
        let least = if line.han().0 < limits::TITLE_HAN { limits::SHORT_TITLE_SHARE } else { limits::TITLE_SHARE };
        if common >= 2 && common as f32 >= least * mine.len() as f32 && best.is_none_or(|(_, most)| common >= most) {
            best = Some((at, common));
        }
    }
    best.map(|(at, _)| at).filter(|&at| body.get(at) == Some(&false))
}

/// Whether a line has the shape of a title: a phrase, and no path, label, date, name or word of a web page.
fn may_be_title(line: &Line<'_>, fact: &Facts) -> bool {
    limits::TITLE_CHARS.contains(&line.count)
        && line.han().0 * 2 > line.count
        && !line.text.contains(['|', '｜', '│', '>', '＞', '»', '：', ':', '【', '[', '•', '。', '；'])
        && !line.text.ends_with(['，', '、'])
        && fact.hits.safe() == 0
        && fact.hits.line.is_none()
        && line.words.labels(line.text).is_empty()
        && date_line(line.text).is_none()
        && line.words.byline(line.text).is_none()
        && !line.names_issuers()
}
