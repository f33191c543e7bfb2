//! The width at which a page was wrapped, and the arithmetic of wrapping.
//!
//! Widths are in cells: a Han character or full-width mark takes two, ASCII one, as in the fixed pitch that wrapping programs count in. A
//! line is filled until the next character does not fit; a closing mark may hang over the width, an opening one is taken to the next line, words and
//! numbers are kept together by some programs and cut by others. First lines of blocks are indented by two Han characters; where the
//! blanks were lost, they are shorter by as much.

use super::limits::{
    self, INDENTATION, PITCH_LINES, STRICT_SHARE, WRAP_FEWEST, WRAP_NARROWEST, WRAP_OVER, WRAP_OVER_FULL, WRAP_SHARE, WRAP_SLACK, WRAP_WIDEST,
};

/// How wide digits and letters were when a page was wrapped. Stage width has made the full-width ones of old pages narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pitch {
    /// One cell.
    Half,
    /// Two, as a Han character.
    Full,
}

impl Pitch {
    /// Cells that a text takes; of a text too long to be a wrapped line, about as many.
    fn cells(self, text: &str) -> usize {
        if text.len() >= limits::LONG_LINE {
            return text.len() / 3 * 2;
        }
        text.chars().map(|c| self.cell(c)).sum()
    }

    fn cell(self, c: char) -> usize {
        match u32::from(c) {
            0x21..=0x7e if self == Pitch::Full => 2,
            0..=0x7f => 1,
            0xa1..=0xbf | 0xd7 | 0xf7 => 2,         // · × ± ° stand in a full cell in Chinese type
            0x2010..=0x2027 | 0x2030..=0x205e => 2, // so do — … “ ”
            0x80..=0x2e7f | 0xff61..=0xffdc => 1,
            _ => 2,
        }
    }
}

/// Marks that may not begin a line.
pub(super) fn closes(c: char) -> bool {
    "，。、；：？！”’）》〉〕】…—%".contains(c)
}

/// Marks that may not end a line.
fn opens(c: char) -> bool {
    "“‘（《〈〔【".contains(c)
}

/// Cells of the least part of `text` that had to fit for the line before it to go on: its first character, and the next if the first may not
/// end a line.
fn least_unit(text: &str, pitch: Pitch) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    pitch.cell(first) + if opens(first) { chars.next().map_or(0, |c| pitch.cell(c)) } else { 0 }
}

/// Cells of the most that some program keeps together at the start of `text`: a Han character with the marks that may not begin a line, or a
/// whole word or number.
fn first_unit(text: &str, pitch: Pitch) -> usize {
    let mut chars = text.chars().peekable();
    let Some(first) = chars.next() else { return 0 };
    let mut width = pitch.cell(first);
    if pitch == Pitch::Half && first.is_ascii_alphanumeric() {
        while let Some(&c) = chars.peek() {
            if !(c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-')) {
                break;
            }
            width += pitch.cell(c);
            chars.next();
        }
    } else if opens(first) {
        width += chars.next().map_or(0, |c| pitch.cell(c));
    }
    while let Some(&c) = chars.peek() {
        if !closes(c) {
            break;
        }
        width += pitch.cell(c);
        chars.next();
    }
    width
}

/// What wrapping needs to know of a line, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// Its width, indentation included.
    pub(super) width: usize,
    /// Its width without closing marks at its end, which may hang over.
    bare: usize,
    /// See [`least_unit`].
    least: usize,
    /// See [`first_unit`].
    most: usize,
}

impl Measure {
    /// Measures a line without the blanks around it.
    pub(super) fn of(text: &str, indented: bool, pitch: Pitch) -> Measure {
        // Indentation is two Han characters wide where there is any.
        let width = pitch.cells(text) + if indented { INDENTATION } else { 0 };
        let bare = width - text.chars().rev().take_while(|&c| closes(c)).map(|c| pitch.cell(c)).sum::<usize>().min(width);
        Measure { width, bare, least: least_unit(text, pitch), most: first_unit(text, pitch) }
    }
}

/// The width a page was wrapped at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrap {
    /// In cells.
    pub(super) width: usize,
    /// Whether lines were filled to the last character, words cut and marks hung over where need be.
    strict: bool,
    /// Lines that end just where the next character did not fit.
    filled: usize,
    /// By how many cells first lines of blocks are shorter because their indentation was lost.
    pub(super) lost: usize,
}

impl Wrap {
    /// Whether the lines of a page, measured with full-width digits, show a sharper edge than with narrow ones: more of them end just there, and
    /// none has room left.
    pub(super) fn is_sharper_than(self, half: Option<Wrap>) -> bool {
        self.strict && half.is_none_or(|half| self.filled >= half.filled + PITCH_LINES)
    }

    /// Finds the width of a page, if it has one: hardly any line is wider, and a good part of the lines of more than half the width end where the
    /// first unit of the next line would not have fitted.
    pub(super) fn find(lines: &[Measure]) -> Option<Wrap> {
        if lines.len() < WRAP_FEWEST {
            return None;
        }
        let mut sorted: Vec<usize> = lines.iter().map(|line| line.width).collect();
        sorted.sort_unstable();
        // A few lines stick out: a mark that hangs over, a heading that was not wrapped, a table.
        let highest = *sorted.get(sorted.len() - 1 - sorted.len() / limits::WIDEST_LEFT_OUT)?;
        if highest > WRAP_WIDEST {
            return None;
        }
        let mut best: Option<(usize, usize)> = None;
        for width in highest.saturating_sub(2 * WRAP_SLACK).max(WRAP_NARROWEST)..=highest {
            let over = lines.iter().filter(|line| line.bare > width).count();
            let exactly = Filled::count(lines, width).exactly;
            let most = if exactly * 2 < lines.len() { WRAP_OVER } else { WRAP_OVER_FULL };
            if over * most > lines.len() {
                continue;
            }
            // First lines of blocks are counted where they end if their indentation was lost.
            let filled = exactly + Filled::count(lines, width - INDENTATION).exactly;
            // Equal counts: the narrower width, the one that its own lines reach.
            if best.is_none_or(|(most, _)| filled > most) {
                best = Some((filled, width));
            }
        }
        let (filled, width) = best?;
        let lost = lost_indentation(lines, width);
        let mut full = Filled::count(lines, width);
        let strict = full.exactly as f32 >= STRICT_SHARE * full.about as f32;
        if lost > 0 {
            full.about += Filled::count(lines, width - lost).exactly;
        }
        let long = lines.iter().filter(|line| line.width * 2 > width).count();
        // One paragraph of a few wide lines: all but the last end just at the width, and at least half of them inside a clause.
        let inside = lines.iter().filter(|line| line.bare == line.width && line.bare <= width && line.width + WRAP_SLACK >= width).count();
        let one = width >= limits::WIDE && strict && full.exactly >= limits::WIDE_FILLED && full.exactly + 1 >= lines.len() && inside * 2 >= full.exactly;
        let found = one || full.about >= WRAP_FEWEST && full.about as f32 >= WRAP_SHARE * long as f32;
        found.then_some(Wrap { width, strict, filled, lost })
    }

    /// Cells left in a line of the page after what had to be put into it before it could be broken; negative where it would not have fitted.
    /// `first`: the line begins a block.
    pub(super) fn room(self, line: Measure, next: Measure, first: bool) -> i32 {
        let need = if self.strict { next.least } else { next.most };
        self.limit(first) - line.width as i32 - need as i32
    }

    /// Whether a line is full: what follows did not fit.
    pub(super) fn is_full(self, line: Measure, next: Measure, first: bool) -> bool {
        self.room(line, next, first) < i32::from(!self.strict)
    }

    /// Whether a line is wider than it could have been.
    pub(super) fn is_over(self, line: Measure, first: bool) -> bool {
        line.bare as i32 > self.limit(first)
    }

    fn limit(self, first: bool) -> i32 {
        self.width as i32 - if first { self.lost as i32 } else { 0 }
    }
}

/// Of the lines that end near a width: how many were ended by it.
#[derive(Clone, Copy, Debug, Default)]
struct Filled {
    /// Lines into which the first unit of the next would not have fitted.
    about: usize,
    /// Lines into which not even its first character would have.
    exactly: usize,
}

impl Filled {
    fn count(lines: &[Measure], width: usize) -> Filled {
        let mut filled = Filled::default();
        for pair in lines.windows(2) {
            let &[line, next] = pair else { continue };
            if line.bare <= width && line.width + WRAP_SLACK >= width {
                filled.about += usize::from(line.width + next.most > width);
                filled.exactly += usize::from(line.width + next.least > width && line.width <= width + 2);
            }
        }
        filled
    }
}

/// By how much first lines are shorter: they follow lines that had room, so that a block ended there.
fn lost_indentation(lines: &[Measure], width: usize) -> usize {
    let (mut short, mut whole) = (0usize, 0usize);
    for three in lines.windows(3) {
        let &[before, line, next] = three else { continue };
        if before.width + before.least.max(WRAP_SLACK) + INDENTATION > width {
            continue;
        }
        let ends = |limit: usize| line.bare <= limit && line.width + next.least > limit;
        short += usize::from(ends(width - INDENTATION));
        whole += usize::from(ends(width));
    }
    if short > whole { INDENTATION } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(widths: &[usize]) -> Vec<Measure> {
        widths.iter().map(|&width| Measure { width, bare: width, least: 2, most: 2 }).collect()
    }

    #[test]
    fn finds_the_width_of_wrapped_lines() {
        let wrap = Wrap::find(&measures(&[44, 43, 44, 20, 44, 44, 43, 12, 44, 44])).expect("a width");
        assert_eq!((wrap.width, wrap.strict, wrap.lost), (44, true, 0));
    }

    #[test]
    fn marks_may_stick_out_of_a_width_that_most_lines_fill() {
        let mut widths = [44; 20];
        widths[4] = 46;
        widths[11] = 46;
        widths[17] = 12;
        assert_eq!(Wrap::find(&measures(&widths)).map(|wrap| wrap.width), Some(44));
        // Of lines of many widths the widest is the page's.
        for (at, width) in widths.iter_mut().enumerate().filter(|(_, width)| **width == 44) {
            *width = 38 + at % 6;
        }
        assert_ne!(Wrap::find(&measures(&widths)).map(|wrap| wrap.width), Some(44));
    }

    #[test]
    fn a_paragraph_of_a_few_wide_lines_has_one() {
        assert_eq!(Wrap::find(&measures(&[56, 56, 56, 56, 44])).map(|wrap| wrap.width), Some(56));
        assert_eq!(Wrap::find(&measures(&[56, 56, 50, 56, 44])), None);
        assert_eq!(Wrap::find(&measures(&[24, 24, 24, 24, 20])), None);
    }

    #[test]
    fn finds_that_indentation_was_lost() {
        let wrap = Wrap::find(&measures(&[40, 44, 44, 20, 40, 44, 43, 12, 40, 44, 10])).expect("a width");
        assert_eq!((wrap.width, wrap.lost), (44, 4));
    }

    #[test]
    fn paragraphs_of_all_lengths_have_none() {
        assert_eq!(Wrap::find(&measures(&[24, 310, 180, 30, 544, 96, 412, 28, 150, 700, 33, 260])), None);
        assert_eq!(Wrap::find(&measures(&[24, 110, 80, 30, 144, 96, 12, 28, 150, 70, 33, 60])), None);
    }

    #[test]
    fn a_mark_stays_with_the_character_before_it() {
        assert_eq!((least_unit("质，量", Pitch::Half), first_unit("质，量", Pitch::Half)), (2, 4));
        assert_eq!((least_unit("2025年", Pitch::Half), first_unit("2025年", Pitch::Half)), (1, 4));
        assert_eq!((least_unit("（一）", Pitch::Half), first_unit("（一）", Pitch::Half)), (4, 6));
    }
}
