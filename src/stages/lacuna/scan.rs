//! Where a page may be torn, and what the damaged run consists of.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cells::{self, Cell, Cells, MARK_ROW, is_lead, is_private};
use super::limits;
use super::search::Item;
use crate::chars::is_han;
use crate::judge::simplify_char;

/// The first place from `from` to `end` with a character that may stand for a lone byte or is of private use. Clean text has hardly any of them, so it
/// is passed over at the speed of memchr.
pub(super) fn next_trigger(text: &str, from: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(..end)?;
    memchr::memchr3_iter(b'?', 0xEE, 0xEF, bytes.get(from..)?).map(|at| from + at).find(|&at| match bytes.get(at..) {
        // Private use from U+F000 on, the full-width question mark, U+FFFD.
        Some([0xEF, second, third, ..]) => *second <= 0xA3 || matches!([*second, *third], [0xBC, 0x9F] | [0xBF, 0xBD]),
        _ => true,
    })
}

/// A damaged run as it may be: what each visible item stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) at: Range<usize>,
    pub(super) items: Vec<(Range<usize>, Item)>,
    /// How many pairs may be missing between two visible ones.
    pub(super) gaps: usize,
    /// ln of how often this form is damage rather than writing.
    pub(super) prior: f64,
    /// Whether the characters are those of a page made traditional before it was torn.
    pub(super) traditional: bool,
}

/// Whether a character can stand for a lone byte.
pub(super) fn is_lone(c: char) -> bool {
    matches!(c, '?' | '？' | '\u{fffd}')
}

/// Whether one pair of a traditional page may stand after another. A lead byte beyond GB2312 has trail bytes below A1, with which no private-use pair
/// begins, so that none can be missing between the two.
fn may_follow(before: Option<&Item>, item: &Item) -> bool {
    let (Some(Item::Pair(before)), Item::Pair(after)) = (before, item) else { return true };
    let low = after.iter().any(|(cell, _)| cell.lead < 0xA1);
    low || before.iter().any(|(cell, _)| is_lead(cell.trail) || cell.trail < 0xA1)
}

/// What the cell tables and the script conversion say of visible characters.
pub(super) struct Forms {
    pub(super) cells: Cells,
    /// The cells of pages made traditional before they were torn.
    pub(super) traditional: Cells,
    /// What script conversion, which comes before this stage, made characters of such pages of, beside itself.
    pub(super) simplified_of: BTreeMap<char, Vec<char>>,
    /// Characters that script conversion may have made of others: the visible one and what it may have been.
    pub(super) converted: Vec<(char, char)>,
}

impl Forms {
    /// Makes the tables. `converted` is what script conversion may have made of simplified characters and `other_form` has the simplified characters
    /// that no traditional text has.
    pub(super) fn new(converted: Vec<(char, char)>, other_form: &BTreeSet<char>) -> Forms {
        let cells = Cells::new();
        let traditional = Cells::traditional(&cells, |c| other_form.contains(&c));
        let mut simplified_of: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for c in traditional.shown().filter(|&c| is_han(c)) {
            let simplified = simplify_char(c);
            if simplified != c {
                simplified_of.entry(simplified).or_default().push(c);
            }
        }
        Forms { cells, traditional, simplified_of, converted }
    }

    pub(super) fn cells_of(&self, run: &Run) -> &Cells {
        if run.traditional { &self.traditional } else { &self.cells }
    }

    /// The pair that `rest` begins with, and its length in bytes.
    fn pair(&self, rest: &str) -> Option<(Item, usize)> {
        let c = rest.chars().next()?;
        if let Some(cell) = self.cells.cell(c) {
            if !is_lead(cell.trail) && cells::swallowed_letter(c).is_none() {
                return None;
            }
            let mut alternatives = vec![(cell, 0.0)];
            let earlier = self.converted.iter().filter(|(shown, _)| *shown == c).filter_map(|(_, was)| self.cells.cell(*was));
            alternatives.extend(earlier.filter(|was| is_lead(was.trail)).map(|was| (was, limits::CONVERTED)));
            return Some((Item::Pair(alternatives), c.len_utf8()));
        }
        if let Some((trail, letter)) = cells::swallowed_letter(c) {
            return Some((Item::Letter(trail, letter), c.len_utf8()));
        }
        let (cell, length) = self.cells.folded(rest)?;
        is_lead(cell.trail).then(|| (Item::Pair(vec![(cell, 0.0)]), length))
    }

    /// The pair of a traditional page that `rest` begins with, its length in bytes, and whether it ends the run: a trail byte that is ASCII, after which
    /// the text is in step again.
    fn traditional_pair(&self, rest: &str) -> Option<(Item, usize, bool)> {
        let c = rest.chars().next()?;
        if matches!(c, '@'..='~') {
            return Some((Item::Pair(vec![(Cell { lead: c as u8, trail: 0 }, 0.0)]), 1, true));
        }
        let was = self.simplified_of.get(&c).into_iter().flatten().copied();
        let cells = std::iter::once(c).chain(was).filter_map(|c| self.traditional.cell(c));
        let alternatives: Vec<_> = cells.filter(|cell| self.traditional.is_lead(cell.trail)).map(|cell| (cell, 0.0)).collect();
        if !alternatives.is_empty() {
            return Some((Item::Pair(alternatives), c.len_utf8(), false));
        }
        let (cell, length) = self.traditional.folded(rest)?;
        Some((Item::Pair(vec![(cell, 0.0)]), length, false))
    }

    /// The runs that a false delimiter may have begun at `start`, one for each place where it may end, nearest first.
    pub(super) fn torn(&self, text: &str, start: usize) -> Vec<Run> {
        let mut runs = self.torn_in(text, start, false);
        runs.extend(self.torn_in(text, start, true));
        runs.sort_by_key(|run| run.at.end);
        runs
    }

    /// The pair that a false delimiter shows, and ln of the odds that it is one.
    fn delimiter(&self, lone: char, mark: char) -> Option<(Cell, f64)> {
        let (cell, mut prior) = match mark {
            '?' | '？' => (Cell { lead: MARK_ROW, trail: 0xBF }, limits::TORN_AT_QUESTION),
            '!' | '！' => (Cell { lead: MARK_ROW, trail: 0xA1 }, limits::TORN_AT_QUESTION),
            ';' | '；' => (Cell { lead: MARK_ROW, trail: 0xBB }, limits::TORN_AT_MARK),
            ':' | '：' => (Cell { lead: MARK_ROW, trail: 0xBA }, limits::TORN_AT_MARK),
            '。' => (Cell { lead: 0xA1, trail: 0xA3 }, limits::TORN_AT_STOP),
            // In the raw form any pair with the row of marks may follow the lone byte.
            _ => (self.cells.cell(mark).filter(|cell| cell.lead == MARK_ROW && is_lead(cell.trail))?, limits::TORN_AT_OTHER),
        };
        if lone == '?' && matches!(mark, '？' | '！') {
            prior += limits::MIXED_WIDTH;
        }
        if lone == '？' {
            prior += limits::FULL_WIDTH_LONE;
        }
        Some((cell, prior))
    }

    /// The runs of a page made traditional before it was torn, or of others. Of the former only those that the latter cannot have.
    fn torn_in(&self, text: &str, start: usize, traditional: bool) -> Vec<Run> {
        let mut runs = Vec::new();
        let Some(rest) = text.get(start..) else { return runs };
        let mut chars = rest.chars();
        let (Some(lone), Some(mark)) = (chars.next(), chars.next()) else { return runs };
        if !is_lone(lone) {
            return runs;
        }
        let Some((cell, mut prior)) = self.delimiter(lone, mark) else { return runs };
        let mut at = start + lone.len_utf8() + mark.len_utf8();
        let mut items = vec![(start..at, Item::TornStart(cell))];
        let mut private = false;
        let mut beyond = false;
        if traditional {
            prior += limits::TORN_TRADITIONAL;
        }
        while items.len() < limits::RUN_ITEMS && runs.len() < limits::RUN_ENDS {
            let Some(rest) = text.get(at..) else { break };
            let Some(c) = rest.chars().next() else { break };
            if c == '\n' {
                break;
            }
            if is_lone(c) && (beyond || !traditional) {
                let next = rest.chars().nth(1);
                if next.is_none_or(|n| !is_han(n) && !is_private(n)) {
                    let end = at + c.len_utf8();
                    let mut whole = items.clone();
                    whole.push((at..end, Item::Lone { swallows: false }));
                    let mark_follows = next.is_some_and(|n| matches!(n, '、' | '，' | '。' | '；' | '：' | ',' | ';' | ':'));
                    let outcry = matches!(mark, '!' | '！');
                    let prior = prior
                        + match (mark_follows, outcry) {
                            (true, true) => limits::MARK_FOLLOWS_OUTCRY,
                            (true, false) => limits::MARK_FOLLOWS,
                            (false, _) => 0.0,
                        };
                    runs.push(Run { at: start..end, items: whole, gaps: 0, prior, traditional });
                }
            }
            let pair = if traditional { self.traditional_pair(rest) } else { self.pair(rest).map(|(item, length)| (item, length, false)) };
            let Some((mut item, length, in_step)) = pair else { break };
            if traditional && !may_follow(items.last().map(|(_, item)| item), &item) {
                break;
            }
            beyond |= in_step || self.pair(rest).is_none();
            if in_step && items.len() == 1 {
                // A letter after a question and an exclamation mark is one.
                break;
            }
            if let (true, Item::Pair(alternatives)) = (is_lone(c), &mut item) {
                // A question mark within a run is a pair that looks like one, which is rarer than a lone byte.
                alternatives.iter_mut().for_each(|(_, loss)| *loss += limits::INNER_QUESTION);
            }
            private |= is_private(c);
            let ends = in_step || matches!(item, Item::Letter(..));
            items.push((at..at + length, item));
            at += length;
            if ends {
                runs.push(Run { at: start..at, items, gaps: 0, prior, traditional });
                break;
            }
        }
        // Between Latin letters a question mark is one.
        if text.get(..start).and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_ascii_alphanumeric()) {
            runs.retain(|run| text.get(run.at.clone()).is_some_and(|shown| shown.chars().any(is_han)));
        }
        // Where private-use characters are to be seen, none was dropped.
        for run in &mut runs {
            run.gaps = if private { 0 } else { limits::GAPS };
        }
        runs
    }

    /// The run around a private-use character or a lone byte at `seen` that a lost byte may have shifted; it does not reach before `floor`.
    pub(super) fn shifted(&self, text: &str, floor: usize, seen: usize) -> Option<Run> {
        let first = text.get(seen..)?.chars().next()?;
        if !is_lone(first) {
            self.cells.cell(first)?;
        }
        let mut start = seen;
        for (at, c) in text.get(floor..seen)?.char_indices().rev().take(limits::LOOK_BACK) {
            if is_lone(first) && is_han(c) && self.cells.cell(c).is_none() {
                // What is shown before it is shifted as well, of a page with more characters than GB2312 has.
                return None;
            }
            if is_lone(c) || self.cells.cell(c).is_none() {
                break;
            }
            start = floor + at;
        }
        let mut items = Vec::new();
        let mut at = start;
        let mut ended = false;
        while items.len() < limits::SHIFTED_ITEMS {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            let end = at + c.len_utf8();
            if matches!(c, '?' | '\u{fffd}') {
                let next = text.get(end..).and_then(|rest| rest.chars().next());
                let swallows = c == '?' && next.is_some_and(|next| next != '\n');
                items.push((at..end, Item::Lone { swallows }));
                (at, ended) = (end, true);
                break;
            }
            if let Some((trail, letter)) = cells::swallowed_letter(c) {
                items.push((at..end, Item::Letter(trail, letter)));
                (at, ended) = (end, true);
                break;
            }
            let Some(cell) = self.cells.cell(c) else { break };
            items.push((at..end, Item::Plain { character: c, cell }));
            at = end;
        }
        if items.is_empty() {
            return None;
        }
        if !ended {
            items.push((at..at, Item::Cut));
        }
        let private = text.get(start..at).is_some_and(|shown| shown.chars().any(is_private));
        let gaps = if private { 0 } else { limits::GAPS };
        let prior = if is_lone(first) { limits::BYTE_LOST_UNSEEN } else { limits::BYTE_LOST };
        Some(Run { at: start..at, items, gaps, prior, traditional: false })
    }
}
