//! The lines of a document that belong to its pages: numbers and running heads that come back at the distance of pages (`structure::pages`).

use super::page::Line;
use super::{Decision, Found, heads, marks};
use crate::finding::{Fact, Finding, FindingKind, Witness};
use crate::structure::Words;
use crate::structure::pages::{self, PageLine, Part};
use crate::text::Text;

/// Takes what belongs to pages out of the lines that are left, and says where pages begin. Where a sentence goes on over them, the blank lines around
/// go, too.
pub(super) fn furniture(text: &Text<'_>, words: &Words, accept: f32, left: &mut Vec<Line<'_>>, found: &mut Found) {
    let mut feeds = text.found(FindingKind::Page).map(|finding| finding.at.start).collect::<Vec<_>>();
    feeds.sort_unstable();
    let mut feeds = feeds.into_iter().peekable();
    let mut seen = Vec::with_capacity(left.len());
    for line in left.iter() {
        let mut feed = false;
        while feeds.next_if(|at| *at <= line.start).is_some() {
            feed = true;
        }
        seen.push(PageLine { text: line.text, feed });
    }
    let mut goes = vec![false; left.len()];
    let mut last = 0;
    for one in pages::find(&seen, words) {
        let Some(line) = left.get(one.line) else { continue };
        let rule = if one.part == Part::Number { marks::PAGE_NUMBER } else { heads::RUNNING_HEAD };
        let note = if one.part == Part::Number { "it counts up with the pages" } else { "it comes back with the pages" };
        let decision = Decision { rule, confidence: one.probability, note: Some(note.to_owned()) };
        if one.probability < accept {
            found.doubts.push((line.whole.clone(), decision));
            continue;
        }
        let before = one.line.checked_sub(1).and_then(|at| left.get(at)).map_or(line.whole.start, |before| before.whole.end);
        let after = left.get(one.line + 1).map_or(line.whole.end, |after| after.whole.start);
        let whole = if one.torn { before.min(line.whole.start)..line.whole.end.max(after) } else { line.whole.clone() };
        // The blank lines between two lines that go belong to the first of them.
        let whole = whole.start.max(last)..whole.end;
        last = whole.end;
        if let Some(page) = one.page {
            let fact = Fact::Page(page.to_string());
            found.findings.push(Finding { fact, witness: Witness::Text, at: line.span(), rule });
        }
        found.dropped.push((whole, decision));
        if let Some(slot) = goes.get_mut(one.line) {
            *slot = true;
        }
    }
    found.kept_doubts = found.doubts.len();
    let mut goes = goes.into_iter();
    left.retain(|_| !goes.next().unwrap_or(false));
}
