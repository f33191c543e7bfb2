//! One gap between two lines: what speaks for the block going on, and what against.

use super::limits::{AFTER_GAP, BEFORE_GAP, JUDGE_LIMIT, WEIGHTS};
use super::page::PageView;
use super::wrap::closes;
use crate::chars::is_han;
use crate::judge::{Judge, State};
use crate::structure::{self, Words};

/// The names of the features, in the order of [`Features`] and of [`WEIGHTS`].
pub const FEATURES: [&str; 50] = [
    "bias",
    "judge",
    "judge where the line ends a sentence",
    "ends a sentence",
    "ends with a semicolon",
    "ends with a colon",
    "ends with a comma",
    "ends with a closing bracket or quote",
    "an enumerator begins the next line",
    "wrapped, and the line is full",
    "wrapped, and there was room",
    "wrapped, full, and the line ends a sentence",
    "wrapped, full, and an enumerator begins the next line",
    "an empty line between",
    "the page indents, and the next line is indented",
    "the page indents, and the next line is not",
    "the line is a heading",
    "before the first sentence of the page",
    "a bracket or quote is open",
    "the page breaks lines at commas",
    "the page breaks at commas, and the line ends a sentence",
    "both lines are short",
    "a sentence breaks off",
    "a sentence breaks off, and the page has no width",
    "judge, and the page has no width",
    "judge where a sentence breaks off",
    "wrapped, and the line is wider than the first of a block could be",
    "wrapped, and the next line is wider than the first of a block could be",
    "wrapped, and the next line is full only if it begins a block",
    "wrapped, and the next line is full only if it goes on with one",
    "wrapped, full, a sentence ends, and the next line is full only if it begins a block",
    "wrapped, full, a sentence ends, and the next line is full only if it goes on with one",
    "wrapped with lost indentation, full, and a sentence ends",
    "no width, and how often the page breaks after such a mark",
    "no width, and lines like this one go on",
    "no width, and lines like this one stand alone",
    "the next line begins with a mark that begins none",
    "the next line is a note in brackets",
    "a short sentence",
    "a sentence breaks off after a whole one",
    "a sentence breaks off after a whole one, judge",
    "wrapped, the page indents, full, and the next line is not indented",
    "no width, and lines like this one stand alone in this part",
    "no width, a sentence ends, and the block is long",
    "no width, a sentence ends, and the next line begins as the block began",
    "wrapped, a numbered line without marks is full, and the next line is full only if it begins a block",
    "wrapped, a numbered line without marks is full",
    "lines are broken nowhere else, nothing ends the line, and the next is prose",
    "lines are broken nowhere else, nothing ends the line, and the next is prose, judge",
    "both lines are short, and a sentence ends",
];

/// What is seen at a gap; each value is in −1..=1 or thereabouts, so that the weights compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features(pub [f32; FEATURES.len()]);

impl Features {
    /// The probability that the block goes on.
    pub fn probability(&self) -> f32 {
        let sum: f64 = self.0.iter().zip(WEIGHTS).map(|(&value, weight)| f64::from(value) * f64::from(weight)).sum();
        crate::number::probability(sum) as f32
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

/// What is seen at the gap after line `i` of a block that began with the line `start`; `None` where it is certain that the block ends.
pub(super) fn features(page: &PageView<'_>, i: usize, start: usize, judge: &Judge, words: &Words) -> Option<Features> {
    let (before, after) = (page.text(i)?, page.text(i + 1)?);
    let next = page.lines.get(i + 1)?;
    let last = before.chars().next_back()?;
    let sentence = matches!(last, '。' | '！' | '？' | '…') || (matches!(last, '”' | '’' | '）') && structure::ends_sentence(before));
    // Most gaps of a clean page: a sentence ended, and the page breaks its lines nowhere else.
    if sentence && !page.breaks_lines() {
        return None;
    }
    let enumerator = structure::enumerator(after);
    let begins = enumerator.as_ref().is_some_and(|e| e.kind.begins_block()) || begins_item(after);
    let fit = Fit::of(page, i, start == i);
    if (begins && !page.breaks_lines())
        || (sentence && begins && !fit.full)
        || words.is_addressee(before)
        || stands_alone(before, words)
        || stands_alone(after, words)
        || is_code(before)
        || is_code(after)
    {
        return None;
    }
    let numbered =
        structure::enumerator(before).is_some_and(|e| e.kind.begins_block()) && !before.contains(['。', '，', '；']) && (is_han(last) || last == '）');
    let odds = judge_odds(judge, before, after).clamp(-JUDGE_LIMIT, JUDGE_LIMIT) / JUDGE_LIMIT;
    let on = |condition: bool| if condition { 1.0 } else { 0.0 };
    let comma = matches!(last, '，' | '、');
    let off = !sentence && (is_han(last) || comma || last.is_alphanumeric()) && before.contains(['。', '，', '；', '、']);
    let off_after = off && !comma && before.contains('。');
    let short = |i: usize| page.measures.get(i).is_some_and(|line| line.width <= 60);
    let Fit { wrapped, full, .. } = fit;
    let likes = page.likes(i);
    let opened = page.text(start).unwrap_or(before);
    let unwrapped_end = sentence && !wrapped;
    let bare = !page.breaks_lines() && !sentence && is_han(last) && after.contains('。') && after.len() >= PROSE;
    let note = after.starts_with('（') && enumerator.is_none();
    Some(Features([
        1.0,
        odds,
        if sentence { odds } else { 0.0 },
        on(sentence),
        on(last == '；'),
        on(last == '：'),
        on(comma),
        on(!sentence && matches!(last, '”' | '’' | '）' | '》' | '】')),
        on(begins),
        on(full),
        on(wrapped && !full),
        on(full && sentence),
        on(full && begins),
        on(next.apart && !page.spaces) - on(!next.apart && page.spaces),
        on(page.indents && next.indented),
        on(page.indents && !next.indented),
        on(numbered && !full),
        on(i < page.body && !full),
        on(is_open(before)),
        page.commas.min(0.5) * 2.0,
        if sentence { page.commas.min(0.5) * 2.0 } else { 0.0 },
        on(short(i) && short(i + 1) && !full && !sentence),
        on(off),
        on(off && !wrapped),
        if wrapped { 0.0 } else { odds },
        if off { odds } else { 0.0 },
        on(fit.over),
        on(fit.next_over),
        on(fit.next_as_first),
        on(fit.next_as_later),
        on(full && sentence && fit.next_as_first),
        on(full && sentence && fit.next_as_later),
        on(fit.lost && full && sentence),
        if wrapped || comma { 0.0 } else { page.prior(last) },
        on(!wrapped && likes.go_on),
        on(!wrapped && likes.alone),
        on(after.starts_with(closes) && !after.starts_with(['“', '‘', '…', '—'])),
        on(note),
        on(sentence && before.chars().nth(SHORT_SENTENCE).is_none()),
        on(off_after),
        if off_after { odds } else { 0.0 },
        on(page.indents && full && !next.indented),
        on(!wrapped && likes.siblings_alone),
        if unwrapped_end { page.length(start, i, LONG_BLOCK) / LONG_BLOCK } else { 0.0 },
        on(unwrapped_end && alike(opened, after)),
        on(numbered && full && fit.next_as_first),
        on(numbered && full),
        on(bare),
        if bare { odds } else { 0.0 },
        on(short(i) && short(i + 1) && !full && sentence),
    ]))
}

/// Characters of a sentence that is short enough to be a heading.
const SHORT_SENTENCE: usize = 14;

/// Bytes of a line of prose: thirty Han characters.
const PROSE: usize = 90;

/// Cells of a long block.
const LONG_BLOCK: f32 = 600.0;

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

/// Whether a line is a block of its own by its form: a document number, a date, a signature, an address, a release note.
fn stands_alone(line: &str, words: &Words) -> bool {
    line.len() <= 360
        && (words.number_line(line).is_some()
            || structure::date_line(line).is_some()
            || words.is_release_note(line)
            || (line.contains(' ') && words.issuers_of_line(line).len() > 1))
}

/// Whether a line is one of a program or of its documentation: a comment, a fence, a heading behind `#`, or a statement that ends as statements do.
fn is_code(line: &str) -> bool {
    let unhashed = line.trim_start_matches('#');
    (unhashed.len() < line.len() && unhashed.starts_with(' '))
        || ["```", "//", "/*", "*/", "#include", "#define"].iter().any(|start| line.starts_with(start))
        || ["{", "}", ");", "};", "*/", "\";"].iter().any(|end| line.ends_with(end))
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
