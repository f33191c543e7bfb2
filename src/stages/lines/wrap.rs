//! The width at which a page was wrapped.
//!
//! Widths are in cells: a Han character or full-width mark takes two, the rest one, as in the fixed pitch that wrapping
//! programs count in. A wrapped line ends within a few cells of the width, because the next character did
//! not fit, a word or number was not to be cut, or a mark was not to begin a line.

use crate::thresholds::lines::{WRAP_FEWEST, WRAP_SHARE, WRAP_SLACK};

/// Bytes from which on a line is no line of a page that was wrapped: 133 Han characters and more.
const LONG: usize = 400;

/// Cells that a text takes; of a text too long to be a wrapped line, about as many.
pub(crate) fn cells(text: &str) -> usize {
    if text.len() >= LONG {
        return text.len() / 3 * 2;
    }
    text.chars().map(cell).sum()
}

fn cell(c: char) -> usize {
    match u32::from(c) {
        0..=0x2ff => 1,
        0x2010..=0x2027 | 0x2030..=0x205e => 2, // — … “ ” stand in a full cell in Chinese type
        0x300..=0x2e7f | 0xff61..=0xffdc => 1,
        _ => 2,
    }
}

/// Cells of the part of `text` that cannot be broken off from what follows: a Han character with the marks that
/// may not begin a line, or a whole word or number.
pub(crate) fn first_unit(text: &str) -> usize {
    let mut chars = text.chars().peekable();
    let Some(first) = chars.next() else { return 0 };
    let mut width = cell(first);
    if first.is_ascii_alphanumeric() {
        while let Some(&c) = chars.peek() {
            if !(c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-')) {
                break;
            }
            width += cell(c);
            chars.next();
        }
    } else if "“‘（《〈〔【".contains(first) {
        width += chars.next().map_or(0, cell);
    }
    while let Some(&c) = chars.peek() {
        if !"，。、；：？！”’）》〉〕】…—%".contains(c) {
            break;
        }
        width += cell(c);
        chars.next();
    }
    width
}

/// The width a page was wrapped at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wrap {
    /// In cells.
    pub(crate) width: usize,
}

impl Wrap {
    /// Finds the width from the widths of all lines (indentation included), if there is one: hardly any line is wider, and a
    /// good part of all lines comes within [`WRAP_SLACK`] cells of it.
    pub(crate) fn find(widths: &[usize]) -> Option<Wrap> {
        if widths.len() < WRAP_FEWEST {
            return None;
        }
        let mut sorted = widths.to_vec();
        sorted.sort_unstable();
        // A few lines stick out: a mark that hangs over, a heading that was not wrapped, a table.
        let highest = sorted[sorted.len() - 1 - sorted.len() / 50];
        let mut best: Option<(usize, usize)> = None;
        for width in highest.saturating_sub(2 * WRAP_SLACK).max(8)..=highest {
            let from = sorted.partition_point(|&w| w + WRAP_SLACK < width);
            let to = sorted.partition_point(|&w| w <= width);
            let over = sorted.len() - sorted.partition_point(|&w| w <= width + WRAP_SLACK);
            if over * 25 > sorted.len() {
                continue;
            }
            // Equal counts: the narrower width, the one that its own lines reach.
            if best.is_none_or(|(most, _)| to - from > most) {
                best = Some((to - from, width));
            }
        }
        let (near, width) = best?;
        (near as f32 >= WRAP_SHARE * sorted.len() as f32).then_some(Wrap { width })
    }

    /// Cells left in a line of `width` cells after the first unit of the next line would have been put into it;
    /// negative where it would not have fitted.
    pub(crate) fn room(self, width: usize, next: &str) -> i32 {
        self.width as i32 - width as i32 - first_unit(next) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_width_of_wrapped_lines() {
        assert_eq!(Wrap::find(&[44, 43, 44, 20, 44, 44, 42, 12, 44, 44]), Some(Wrap { width: 44 }));
    }

    #[test]
    fn paragraphs_of_all_lengths_have_none() {
        assert_eq!(Wrap::find(&[24, 310, 180, 30, 544, 96, 412, 28, 150, 700, 33, 260]), None);
    }

    #[test]
    fn a_mark_stays_with_the_character_before_it() {
        assert_eq!(first_unit("质，量"), 4);
        assert_eq!(first_unit("2025年"), 4);
        assert_eq!(first_unit("（一）"), 6);
    }
}
