//! One gap between two lines: what speaks for the block going on, and what against.

use crate::judge::{Judge, State};
use crate::structure;
use crate::text::is_han;
use crate::thresholds::lines::{AFTER_GAP, BEFORE_GAP, COMMA_SHARE, INDENTATION, JUDGE_LIMIT, ROOM, WEIGHTS};

use super::Line;
use super::wrap::{Wrap, cells};

/// The names of the features, in the order of [`Features`] and of [`WEIGHTS`].
pub const FEATURES: [&str; 28] = [
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
    "wrapped, and short of the width by an indentation",
    "wrapped, short by an indentation, and the line begins a block",
];

/// What is seen at a gap; each value is in −1..=1 or thereabouts, so that the weights compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features(pub [f32; FEATURES.len()]);

impl Features {
    /// The probability that the block goes on.
    pub fn probability(&self) -> f32 {
        let sum: f64 = self.0.iter().zip(WEIGHTS).map(|(&value, weight)| f64::from(value) * f64::from(weight)).sum();
        (1.0 / (1.0 + (-sum).exp())) as f32
    }
}

/// What a page's lines show together.
pub(crate) struct PageView<'a> {
    source: &'a str,
    lines: &'a [Line],
    wrap: Option<Wrap>,
    widths: Vec<usize>,
    /// Whether the page marks its paragraphs by indentation.
    indents: bool,
    /// Whether its empty lines set blocks apart: most blocks have one before them.
    spaces: bool,
    /// The share of lines that end with a comma.
    commas: f32,
    /// Index of the first line with the mark of a sentence; before it stand titles and numbers.
    body: usize,
}

impl<'a> PageView<'a> {
    pub(crate) fn new(source: &'a str, lines: &'a [Line]) -> PageView<'a> {
        let text = |line: &Line| &source[line.at.clone()];
        // Indentation is two Han characters wide where there is any.
        let widths: Vec<usize> = lines.iter().map(|line| cells(text(line)) + if line.indented { 4 } else { 0 }).collect();
        let wrap = Wrap::find(&widths);
        let indented = lines.iter().filter(|line| line.indented).count();
        let apart = lines.iter().filter(|line| line.apart).count();
        let commas = lines.iter().filter(|line| text(line).ends_with('，')).count();
        let body = lines.iter().position(|line| text(line).contains(['。', '；', '：', '，'])).unwrap_or(lines.len());
        PageView {
            source,
            lines,
            wrap,
            indents: indented >= 2 && indented * 10 >= lines.len() && indented * 20 <= lines.len() * 19,
            spaces: apart * 10 >= lines.len() * 8,
            commas: commas as f32 / lines.len().max(1) as f32,
            body,
            widths,
        }
    }

    pub(crate) fn is_wrapped(&self) -> bool {
        self.wrap.is_some()
    }

    /// Whether the page breaks its lines without regard to blocks: at a width or at commas.
    pub(crate) fn breaks_lines(&self) -> bool {
        self.wrap.is_some() || self.commas >= COMMA_SHARE
    }

    /// What is seen at the gap after line `i`, which begins a block or goes on with one; `None` where it is certain that the block ends.
    pub(crate) fn features(&self, i: usize, begins_block: bool, judge: &Judge) -> Option<Features> {
        let (line, next) = (self.lines.get(i)?, self.lines.get(i + 1)?);
        let (before, after) = (&self.source[line.at.clone()], &self.source[next.at.clone()]);
        let last = before.chars().next_back()?;
        let sentence = matches!(last, '。' | '！' | '？' | '…') || (matches!(last, '”' | '’' | '）') && structure::ends_sentence(before));
        // Most gaps of a clean page: a sentence ended, and the page breaks its lines nowhere else.
        if sentence && !self.breaks_lines() {
            return None;
        }
        let enumerator = structure::enumerator(after);
        let begins = enumerator.as_ref().is_some_and(|e| e.kind.begins_block()) || begins_item(after);
        let room = self.wrap.map(|wrap| wrap.room(self.widths[i], after));
        let full = room.is_some_and(|room| room < ROOM);
        let near = room.is_some_and(|room| (ROOM..ROOM + INDENTATION).contains(&room));
        if (begins && !self.breaks_lines()) || (sentence && begins && !full) || structure::is_addressee(before) || stands_alone(before) || stands_alone(after) {
            return None;
        }
        let heading = !full
            && structure::enumerator(before).is_some_and(|e| e.kind.begins_block())
            && !before.contains(['。', '，', '；'])
            && (is_han(last) || last == '）');
        let odds = judge_odds(judge, before, after).clamp(-JUDGE_LIMIT, JUDGE_LIMIT) / JUDGE_LIMIT;
        let on = |condition: bool| if condition { 1.0 } else { 0.0 };
        let comma = matches!(last, '，' | '、');
        let off = !sentence && (is_han(last) || comma || last.is_alphanumeric()) && before.contains(['。', '，', '；', '、']);
        let short = |width: usize| width <= 60;
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
            on(self.wrap.is_some() && !full && !near),
            on(full && sentence),
            on(full && begins),
            on(next.apart && !self.spaces) - on(!next.apart && self.spaces),
            on(self.indents && next.indented),
            on(self.indents && !next.indented),
            on(heading),
            on(i < self.body && !full),
            on(is_open(before)),
            self.commas.min(0.5) * 2.0,
            if sentence { self.commas.min(0.5) * 2.0 } else { 0.0 },
            on(short(self.widths[i]) && short(self.widths[i + 1]) && !full),
            on(off),
            on(off && self.wrap.is_none()),
            if self.wrap.is_none() { odds } else { 0.0 },
            if off { odds } else { 0.0 },
            on(near),
            on(near && begins_block),
        ]))
    }
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
    line.starts_with("——") || line.starts_with(['●', '○', '■', '□', '◆', '◇', '★', '☆', '▲', '△', '•', '·', '※', '【'])
}

/// Whether a line is a block of its own by its form: a document number, a date, a signature, an address, a release note.
fn stands_alone(line: &str) -> bool {
    line.len() <= 360
        && (structure::number_line(line).is_some()
            || structure::date_line(line).is_some()
            || structure::is_release_note(line)
            || (line.contains(' ') && structure::issuers_of_line(line).len() > 1))
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
