//! One gap between two lines: what speaks for the block going on, and what against.

use super::Line;
use super::limits::{self, AFTER_GAP, BEFORE_GAP, JUDGE_LIMIT};
use super::number as torn;
use super::page::{Likes, PageView};
use super::wrap::closes;
use crate::chars::is_han;
use crate::features::{self, features};
use crate::judge::{Judge, State};
use crate::number;
use crate::rule::{RuleBook, RuleError};
use crate::structure::{self, Enumeration};

/// What is seen at a gap; each value is in −1..=1 or thereabouts, so that the weights compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features(pub [f32; NAMES.len()]);

/// The file with the weights.
const FILE: &str = "lines/weights.tsv";

/// The model that weighs the features.
pub(super) struct Model([f32; NAMES.len()]);

impl Model {
    /// Reads the weights.
    pub(super) fn load(rules: &RuleBook) -> Result<Model, RuleError> {
        features::weights(rules, FILE, &NAMES).map(Model)
    }

    /// The weights, in the order of [`NAMES`].
    #[cfg(feature = "measure")]
    pub(super) fn weights(&self) -> [f32; NAMES.len()] {
        self.0
    }

    /// The probability that the block goes on.
    pub(super) fn probability(&self, features: &Features) -> f32 {
        let sum: f64 = features.0.iter().zip(self.0).map(|(&value, weight)| f64::from(value) * f64::from(weight)).sum();
        number::weighed(number::probability(sum))
    }
}

/// What the width says of a gap.
#[derive(Clone, Copy, Debug, Default)]
struct Fit {
    wrapped: bool,
    /// The line ended because the next did not fit into it.
    full: bool,
    /// The line is wider than its place in the block allows.
    over: bool,
    /// The next line is wider than the first line of a block could be.
    next_over: bool,
    /// The next line was ended by the width if it begins a block, and only then.
    next_as_first: bool,
    /// The next line was ended by the width if it goes on with the block, and only then.
    next_as_later: bool,
    lost: bool,
}

impl Fit {
    fn of(page: &PageView<'_>, i: usize, begins_block: bool) -> Fit {
        let (Some(wrap), Some(&line), Some(&next)) = (page.wrap, page.measures.get(i), page.measures.get(i + 1)) else { return Fit::default() };
        // Where indentation was kept, it says itself which lines begin a block, and `lost` is zero.
        let ends = |first: bool| page.measures.get(i + 2).is_some_and(|&after| wrap.is_full(next, after, first) && !wrap.is_over(next, first));
        Fit {
            wrapped: true,
            full: wrap.is_full(line, next, begins_block),
            over: wrap.is_over(line, begins_block),
            next_over: wrap.is_over(next, true),
            next_as_first: ends(true) && !ends(false),
            next_as_later: ends(false) && !ends(true),
            lost: wrap.lost > 0,
        }
    }
}

/// A gap, with what its features are made of.
struct Gap<'a> {
    page: &'a PageView<'a>,
    /// The line before it.
    i: usize,
    /// The line that began the block.
    start: usize,
    before: &'a str,
    after: &'a str,
    next: &'a Line,
    /// The last character before it.
    last: char,
    /// A sentence ends before it.
    sentence: bool,
    /// A sentence breaks off before it.
    off: bool,
    /// The line before it is a numbered one without the marks of a sentence.
    numbered: bool,
    /// A block may begin after it: an enumerator or a bullet stands there.
    begins: bool,
    /// A note in brackets stands after it.
    note: bool,
    fit: Fit,
    likes: Likes,
    /// The judge's odds that the block goes on, in −1..=1.
    odds: f32,
}

/// What is seen at the gap after line `i` of a block that began with the line `start`; `None` where it is certain that the block ends.
pub(super) fn features(page: &PageView<'_>, i: usize, start: usize, judge: &Judge) -> Option<Features> {
    Gap::see(page, i, start, judge).map(|gap| Features(read(&gap)))
}

impl<'a> Gap<'a> {
    fn see(page: &'a PageView<'a>, i: usize, start: usize, judge: &Judge) -> Option<Gap<'a>> {
        let (before, after) = (page.text(i)?, page.text(i + 1)?);
        let (this, next) = (page.lines.get(i)?, page.lines.get(i + 1)?);
        if page.is_shut(i) {
            return None;
        }
        let last = before.chars().next_back()?;
        let sentence = matches!(last, '。' | '！' | '？' | '…') || (matches!(last, '”' | '’' | '）') && structure::ends_sentence(before));
        // Most gaps of a clean page: a sentence ended, and the page breaks its lines nowhere else.
        if sentence && !page.breaks_lines() {
            return None;
        }
        let enumerator = next.facts.enumerator(after);
        let begins = enumerator.is_some_and(|e| e.kind.begins_block()) || begins_item(after);
        let fit = Fit::of(page, i, start == i);
        if (begins && !page.breaks_lines())
            || (sentence && begins && !fit.full)
            // A paragraph has ended: the page sets no empty line before each of its lines.
            || (sentence && next.apart && !page.spaces)
        {
            return None;
        }
        if torn::touch(before, after) && !torn::is_torn(before, after, fit.full) {
            return None;
        }
        let numbered = this.facts.enumerator(before).is_some_and(|e| e.kind.begins_block()) && !before.contains(['。', '，', '；']);
        // A heading, and a word of letters before a name: the judge, who reads Han, says nothing of letters.
        let letters = last.is_ascii_alphabetic() && after.starts_with(|c: char| c.is_ascii_uppercase());
        let odds = judge_odds(judge, before, after).clamp(-JUDGE_LIMIT, JUDGE_LIMIT) / JUDGE_LIMIT;
        if (numbered && !page.breaks_lines() && odds < limits::CUT_HEADING) || (letters && !fit.wrapped) {
            return None;
        }
        Some(Gap {
            page,
            i,
            start,
            before,
            after,
            next,
            last,
            sentence,
            off: !sentence && (is_han(last) || is_comma(last) || last.is_alphanumeric()) && before.contains(['。', '，', '；', '、']),
            numbered: numbered && (is_han(last) || last == '）'),
            begins,
            note: after.starts_with('（') && enumerator.is_none(),
            fit,
            likes: page.likes(i),
            odds,
        })
    }

    /// A long line breaks off, and the next is a few characters and a full stop, which the judge finds likelier behind it than alone: no block is that short.
    fn is_tailed(&self) -> bool {
        let tail = self.after.strip_suffix('。').is_some_and(|tail| tail.chars().all(is_han) && tail.chars().count() <= limits::TAIL);
        tail && is_han(self.last) && self.off && self.odds >= limits::TOGETHER && self.before.chars().nth(limits::TAILED).is_some()
    }

    /// A sentence ends, and the page has no width.
    fn unwrapped_end(&self) -> bool {
        self.sentence && !self.fit.wrapped
    }

    /// A sentence ends in a block that is numbered, as its neighbours are, and the next line is not.
    fn unnumbered(&self) -> bool {
        let starts = |i: usize| {
            let (Some(text), Some(line)) = (self.page.text(i), self.page.lines.get(i)) else { return false };
            line.facts.enumerator(text).is_some_and(|mark| mark.kind.begins_block())
        };
        self.unwrapped_end() && !self.begins && starts(self.start)
    }

    /// A sentence breaks off after a whole one.
    fn off_after(&self) -> bool {
        self.off && !is_comma(self.last) && self.before.contains('。')
    }

    /// Both lines are short.
    fn is_short(&self) -> bool {
        [self.i, self.i + 1].iter().all(|&i| self.page.measures.get(i).is_some_and(|line| line.width <= limits::SHORT_LINE))
    }

    /// Lines are broken nowhere else, nothing ends this one, and the next is prose.
    fn is_bare(&self) -> bool {
        !self.page.breaks_lines() && !self.sentence && is_han(self.last) && self.after.contains('。') && self.after.len() >= limits::PROSE
    }

    /// The length of the block so far, as a share of that of a long one.
    fn length(&self) -> f32 {
        self.page.length(self.start, self.i, limits::LONG_BLOCK) / limits::LONG_BLOCK
    }
}

/// 1 where a condition holds.
fn on(condition: bool) -> f32 {
    if condition { 1.0 } else { 0.0 }
}

/// The value where a condition holds.
fn only(condition: bool, value: f32) -> f32 {
    if condition { value } else { 0.0 }
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | '、')
}

features! {
    pub const NAMES;

    /// Reads the features of a gap.
    fn read(gap: &Gap<'_>) -> [f32] {
        "bias" => 1.0,
        "judge" => gap.odds,
        "judge where the line ends a sentence" => only(gap.sentence, gap.odds),
        "ends a sentence" => on(gap.sentence),
        "ends with a semicolon" => on(gap.last == '；'),
        "ends with a colon" => on(gap.last == '：'),
        "ends with a comma" => on(is_comma(gap.last)),
        "ends with a closing bracket or quote" => on(!gap.sentence && matches!(gap.last, '”' | '’' | '）' | '》' | '】')),
        "an enumerator begins the next line" => on(gap.begins),
        "wrapped, and the line is full" => on(gap.fit.full),
        "wrapped, and there was room" => on(gap.fit.wrapped && !gap.fit.full),
        "wrapped, full, and the line ends a sentence" => on(gap.fit.full && gap.sentence),
        "wrapped, full, and an enumerator begins the next line" => on(gap.fit.full && gap.begins),
        "an empty line between" => on(gap.next.apart && !gap.page.spaces) - on(!gap.next.apart && gap.page.spaces),
        "the page indents, and the next line is indented" => on(gap.page.indents && gap.next.indented),
        "the page indents, and the next line is not" => on(gap.page.indents && !gap.next.indented),
        "the line is a heading" => on(gap.numbered && !gap.fit.full),
        "before the first sentence of the page" => on(gap.i < gap.page.body && !gap.fit.full),
        "a bracket or quote is open" => on(is_open(gap.before)),
        "the page breaks lines at commas" => gap.page.commas.min(0.5) * 2.0,
        "the page breaks at commas, and the line ends a sentence" => only(gap.sentence, gap.page.commas.min(0.5) * 2.0),
        "both lines are short" => on(gap.is_short() && !gap.fit.full && !gap.sentence),
        "a sentence breaks off" => on(gap.off),
        "a sentence breaks off, and the page has no width" => on(gap.off && !gap.fit.wrapped),
        "judge, and the page has no width" => only(!gap.fit.wrapped, gap.odds),
        "judge where a sentence breaks off" => only(gap.off, gap.odds),
        "wrapped, and the line is wider than the first of a block could be" => on(gap.fit.over),
        "wrapped, and the next line is wider than the first of a block could be" => on(gap.fit.next_over),
        "wrapped, and the next line is full only if it begins a block" => on(gap.fit.next_as_first),
        "wrapped, and the next line is full only if it goes on with one" => on(gap.fit.next_as_later),
        "wrapped, full, a sentence ends, and the next line is full only if it begins a block" => on(gap.fit.full && gap.sentence && gap.fit.next_as_first),
        "wrapped, full, a sentence ends, and the next line is full only if it goes on with one" => on(gap.fit.full && gap.sentence && gap.fit.next_as_later),
        "wrapped with lost indentation, full, and a sentence ends" => on(gap.fit.lost && gap.fit.full && gap.sentence),
        "no width, and how often the page breaks after such a mark" => only(!gap.fit.wrapped && !is_comma(gap.last), gap.page.prior(gap.last)),
        "no width, and lines like this one go on" => on(!gap.fit.wrapped && gap.likes.go_on),
        "no width, and lines like this one stand alone" => on(!gap.fit.wrapped && gap.likes.alone),
        "the next line begins with a mark that begins none" => on(gap.after.starts_with(closes) && !gap.after.starts_with(['“', '‘', '…', '—'])),
        "the next line is a note in brackets" => on(gap.note),
        "a short sentence" => on(gap.sentence && gap.before.chars().nth(limits::SHORT_SENTENCE).is_none()),
        "a sentence breaks off after a whole one" => on(gap.off_after()),
        "a sentence breaks off after a whole one, judge" => only(gap.off_after(), gap.odds),
        "wrapped, the page indents, full, and the next line is not indented" => on(gap.page.indents && gap.fit.full && !gap.next.indented),
        "no width, and lines like this one stand alone in this part" => on(!gap.fit.wrapped && gap.likes.siblings_alone),
        "no width, a sentence ends, and the block is long" => if gap.unwrapped_end() { gap.length() } else { 0.0 },
        "no width, a sentence ends, and the next line begins as the block began" => on(gap.unwrapped_end() && alike(gap.page.text(gap.start).unwrap_or(gap.before), gap.after)),
        "wrapped, a numbered line without marks is full, and the next line is full only if it begins a block" => on(gap.numbered && gap.fit.full && gap.fit.next_as_first),
        "wrapped, a numbered line without marks is full" => on(gap.numbered && gap.fit.full),
        "lines are broken nowhere else, nothing ends the line, and the next is prose" => on(gap.is_bare()),
        "lines are broken nowhere else, nothing ends the line, and the next is prose, judge" => only(gap.is_bare(), gap.odds),
        "no mark in either line, and no width" => on(!gap.fit.wrapped && is_unmarked(gap.before) && is_unmarked(gap.after)),
        "the next line begins with a label" => on(begins_with_label(gap.after)),
        "the next line begins with a label, and a sentence ends" => on(gap.sentence && begins_with_label(gap.after)),
        "the line is a label" => on(gap.last == '：' && gap.before.chars().nth(limits::LABEL).is_none()),
        "no width, judge where the line ends a sentence" => only(gap.unwrapped_end(), gap.odds),
        "no width, a sentence ends in a numbered block, and the next line has no number" => on(gap.unnumbered()),
        "no width, a sentence ends in a numbered block, and the next line has no number, judge" => only(gap.unnumbered(), gap.odds),
        "the next line goes on counting" => on(gap.next.facts.enumerator(gap.after).is_some_and(|mark| mark.kind == Enumeration::Clause)),
        "a page ends, and a sentence breaks off" => on(gap.off && gap.next.page && gap.odds >= limits::TOGETHER),
        "the next line is the tail of a sentence" => on(gap.is_tailed()),
        "both lines are short, and a sentence ends" => on(gap.is_short() && !gap.fit.full && gap.sentence),
    }
}

/// Whether a line has none of the marks of sentences.
fn is_unmarked(line: &str) -> bool {
    !line.contains(['，', '。', '；', '：', '、', '！', '？', '…'])
}

/// Whether a line begins with a short label and a colon, and says more.
fn begins_with_label(line: &str) -> bool {
    let colon = line.char_indices().take(limits::SPEAKER).find(|(_, c)| *c == '：');
    colon.is_some_and(|(at, c)| {
        at > 0 && at + c.len_utf8() < line.len() && line.get(..at).is_some_and(|label| is_unmarked(label) && !label.contains(['“', '《', '（']))
    })
}

/// Whether two blocks begin alike, as the members of a list without numbers do.
fn alike(one: &str, other: &str) -> bool {
    let head = |text: &str| text.char_indices().nth(2).map(|(at, _)| text[..at].to_owned());
    head(one).is_some() && head(one) == head(other)
}

/// How much likelier the judge finds `after` as what follows `before` than as a new line, as a difference of natural logarithms.
fn judge_odds(judge: &Judge, before: &str, after: &str) -> f32 {
    let from = before.char_indices().rev().nth(BEFORE_GAP - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(AFTER_GAP).map_or(after.len(), |(at, _)| at);
    let (left, right) = (&before[from..], &after[..to]);
    let start = if from == 0 { judge.line_start() } else { State::default() };
    let (state, _) = judge.score(start, left);
    let (_, on) = judge.score(state, right);
    let (_, anew) = judge.score(judge.line_start(), right);
    on - (judge.end(state) + anew)
}

/// Whether a line begins an item that no enumerator numbers: a dash, a bullet, an article of a dialogue.
fn begins_item(line: &str) -> bool {
    line.starts_with("——") || line.starts_with("* ") || line.starts_with(['●', '○', '■', '□', '◆', '◇', '★', '☆', '▲', '△', '•', '·', '※', '【'])
}

/// Whether a bracket or quote opened in the line is still open at its end.
fn is_open(line: &str) -> bool {
    let mut depth = 0i32;
    for c in line.chars() {
        match c {
            '（' | '《' | '“' | '〔' | '【' => depth += 1,
            '）' | '》' | '”' | '〕' | '】' => depth = (depth - 1).max(0),
            '。' => depth = 0, // a pair that goes over sentences is no help
            _ => {}
        }
    }
    depth > 0
}
