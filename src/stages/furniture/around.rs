//! What stands around the body of a web page that came as text: menus, share bars, lists of links, comments, imprints.
//!
//! The blocks of the page are labelled by the model that labels those of HTML (`src/blocks/`), which sees no elements here. What it calls furniture goes as far
//! as a decision about blocks allows, on a page that shows to be a web page; in an official document, and elsewhere, only where phrases that stand on
//! web pages alone fill it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::articles::pairs;
use super::credits;
use super::lexicon::Lexicon;
use super::limits;
use super::page::Line;
use super::phrases::{Hits, Kind};
use super::{Decision, Page};
use crate::blocks::{self, Block, Labeller, decide};
use crate::code::Code;
use crate::config::Marks;
use crate::number::weighed;
use crate::structure::{TitleForm, Words, date_line};

pub(super) const AROUND: Code = Code::new("F020");

/// What is seen of the lines that are still there.
struct View<'a> {
    words: &'a Words,
    lines: Vec<Line<'a>>,
    hits: Vec<Hits>,
    lexicon: &'a Lexicon,
    official: bool,
}

impl View<'_> {
    /// Whether safe phrases show the page to be a web page: three kinds of them, two where they are dense, one on a page of a few lines. Web pages have an
    /// account, a share bar, an imprint, lists of links; of a manual one word in a hundred lines is the name of a button.
    fn is_web_page(&self) -> bool {
        let kinds = self.hits.iter().flat_map(|hits| hits.safe_kinds()).collect::<HashSet<Kind>>().len();
        let proofs = proofs(&self.hits);
        let dense = |lines: usize| proofs * lines >= self.lines.len();
        kinds >= limits::WEB_KINDS
            || kinds >= limits::DENSE_KINDS && proofs >= limits::WEB_PROOF && dense(limits::DENSE_LINES)
            || proofs >= limits::PROOFS && dense(limits::DENSEST_LINES)
    }

    fn is_prose(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(Line::is_prose)
    }
}

/// How many lines have a safe phrase of another kind than notes on rights: licences and manuals have those, too.
fn proofs(hits: &[Hits]) -> usize {
    hits.iter().filter(|hits| hits.safe_kinds().any(|kind| kind != Kind::Legal)).count()
}

/// Marks what stands around the body. `marks` say how sure an edit has to be.
pub(super) fn surroundings(page: &mut Page<'_>, labeller: &Labeller, marks: Marks) {
    let kept = page.kept();
    let lines: Vec<Line<'_>> = kept.iter().filter_map(|&at| page.lines.get(at).cloned()).collect();
    let hits: Vec<Hits> = kept.iter().filter_map(|&at| page.hits.get(at).copied()).collect();
    // One phrase proves nothing, and the labels were learnt from Chinese pages.
    let han: usize = lines.iter().map(|line| line.han().0).sum();
    let looked: usize = lines.iter().map(|line| line.han().1).sum();
    let proofs = proofs(&hits);
    if proofs < limits::PROOFS || proofs * limits::SPARSE_LINES < lines.len() || (han as f32) < limits::HAN_SHARE * looked as f32 {
        return;
    }
    let view = View { words: page.words, lines, hits, lexicon: page.lexicon, official: page.is_official() };
    let seen = blocks::Page { blocks: view.lines.iter().map(block).collect(), outline: None };
    let labels = labeller.label(&seen, view.words);
    let said: Vec<f32> = labels.iter().map(|label| label.text).collect();
    let mut body: Vec<bool> = decide(&seen.blocks, &said, marks).into_iter().map(|goes| !goes).collect();
    if view.official {
        keep_form(&view, &mut body);
    }
    keep_formal_title(&view, &mut body);
    keep_signing(&view, &mut body);
    if view.official || !view.is_web_page() {
        keep_unproved(&view, &mut body);
    }
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
    let first = body.iter().position(|body| *body).unwrap_or_default();
    for (nth, (&at, body)) in kept.iter().zip(&body).enumerate() {
        let doubt = said.get(nth).copied().unwrap_or(1.0);
        let confidence = weighed(1.0 - f64::from(doubt));
        if !body {
            if nth < first {
                credits::told_above(page, at);
            }
            page.drop(at, AROUND, confidence, None);
        } else if doubt < limits::AROUND_IN_DOUBT
            && let Some(line) = view.lines.get(nth)
        {
            page.doubts.push((line.whole.clone(), Decision { rule: AROUND, confidence, note: None }));
        }
    }
}

/// A line as a block that shows no elements.
fn block<'t>(line: &Line<'t>) -> Block<'t> {
    let (mut chars, mut stops) = (0, 0);
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        chars += 1;
        stops += u32::from(matches!(c, '。' | '！' | '？' | '；'));
    }
    let end = line.text.char_indices().nth(limits::MOST_COUNTED).map_or(line.text.len(), |(at, _)| at);
    Block { text: Cow::Borrowed(line.text.get(..end).unwrap_or(line.text)), chars, stops, ..Block::default() }
}

/// In an official document what has its forms stands.
fn keep_form(view: &View<'_>, body: &mut [bool]) {
    for ((slot, hits), line) in body.iter_mut().zip(&view.hits).zip(&view.lines) {
        let form = || line.is_prose() || line.enumerator().is_some() || line.is_number() || line.is_addressee() || line.is_release_note();
        *slot |= line.count <= limits::FORM_LINE && hits.safe() == 0 && form();
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

/// Where no web page shows, shortness proves nothing: tables, lists of names and headings are short, too. A run of lines goes only where safe phrases fill it.
fn keep_unproved(view: &View<'_>, body: &mut [bool]) {
    for (from, to) in runs(body, false) {
        let certain = view.hits.iter().take(to).skip(from).filter(|hits| hits.safe() > 0).count();
        if certain == 0 || (certain as f32) < limits::OFFICIAL_DENSITY * (to - from) as f32 {
            mark(body, from..to, true);
        }
    }
}

/// The line above the body that is its title: a phrase that stands on the page again, or whose pairs of characters the body has.
fn title_above(view: &View<'_>, body: &[bool]) -> Option<usize> {
    let first = (0..body.len()).find(|&at| body.get(at) == Some(&true) && view.is_prose(at))?;
    let from = first.saturating_sub(limits::TITLE_REACH);
    if (from..first).any(|at| view.lines.get(at).is_some_and(|line| line.title_form() == Some(TitleForm::Formal))) {
        return None;
    }
    let known = pairs(view.lines.iter().skip(first).take(limits::TITLE_LINES).map(|line| line.text));
    let mut best: Option<(usize, usize)> = None;
    for at in from..first {
        let Some((line, hits)) = view.lines.get(at).zip(view.hits.get(at)) else { continue };
        if !may_be_title(line, hits) {
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
fn may_be_title(line: &Line<'_>, hits: &Hits) -> bool {
    limits::TITLE_CHARS.contains(&line.count)
        && line.han().0 * 2 > line.count
        && !line.text.contains(['|', '｜', '│', '>', '＞', '»', '：', ':', '【', '[', '•', '。', '；'])
        && !line.text.ends_with(['，', '、'])
        && hits.safe() == 0
        && hits.line.is_none()
        && line.words.labels(line.text).is_empty()
        && date_line(line.text).is_none()
        && line.words.byline(line.text).is_none()
        && !line.names_issuers()
}
