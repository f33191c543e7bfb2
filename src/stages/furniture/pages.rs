//! The lines of a document that belong to its pages: numbers and running heads that come back at the distance of pages (`structure::pages`).

use std::ops::Range;

use super::page::Line;
use super::{Decision, Found, heads, marks};
use crate::finding::{Fact, Finding, FindingKind, Witness};
use crate::structure::Words;
use crate::structure::pages::{self, PageLine, Part};
use crate::text::Text;

/// Takes what belongs to pages out of the lines that are left, and says where pages begin. Where a sentence goes on over them, the blank lines around
/// go, too. Whether anything goes: it is asked again when other furniture is gone, because what then stands side by side shows more.
pub(super) fn furniture(text: &Text<'_>, words: &Words, accept: f32, left: &mut Vec<Line<'_>>, found: &mut Found) -> bool {
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
    found.doubts.clear();
    let is_blank = |at: Range<usize>| text.get(at).is_some_and(|between| between.trim().is_empty());
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
        // No further than what went before: that is deleted already.
        let before = one.line.checked_sub(1).and_then(|at| left.get(at)).map(|before| before.whole.end..line.whole.start);
        let after = left.get(one.line + 1).map(|after| line.whole.end..after.whole.start);
        let start = before.filter(|between| one.torn && is_blank(between.clone())).map_or(line.whole.start, |between| between.start);
        let end = after.filter(|between| one.torn && is_blank(between.clone())).map_or(line.whole.end, |between| between.end);
        // The blank lines between two lines that go belong to the first of them.
        let whole = start.max(last)..end;
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
    let count = left.len();
    left.retain(|_| !goes.next().unwrap_or(false));
    left.len() < count
}
