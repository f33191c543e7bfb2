//! Cells that come one a line, as programs take tables out of PDFs: short lines of which many are figures and nothing else.

use std::collections::HashMap;

use super::limits;
use super::shape::Shape;
use crate::chars::is_han;

/// What a line may be among cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// A sum, a date, a share, a code, a stroke for nothing.
    Figure,
    /// A few words without the marks of a sentence.
    Words,
}

/// A figure that stands alone: `1,234.56`, `(23.00)`, `2020-01-01`, `7.14%`, `-`.
fn is_figure(body: &str) -> bool {
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let signs = body.bytes().all(|b| b.is_ascii_digit() || b".,:%-+/()* ".contains(&b)) && !body.ends_with([',', ':', '+', '/', '*']);
    // A number with its blank is two.
    digits > 0 && signs && body.len() <= limits::CELL && !body.starts_with(['+', '*', '/', ',', ':', '.']) && !is_enumerator(body)
}

/// `1.`, `(2)`, `3)`: what an item begins with.
fn is_enumerator(body: &str) -> bool {
    let number = body.trim_start_matches('(');
    let short = number.trim_end_matches(['.', ')']);
    short.len() < body.len() && short.len() <= 2 && short.bytes().all(|b| b.is_ascii_digit())
}

fn cell(shape: &Shape<'_>) -> Option<Cell> {
    if shape.visible > limits::CELL || shape.comment == '#' || shape.fence.is_some() || shape.signs > 1 {
        return None;
    }
    if is_figure(shape.body) {
        return Some(Cell::Figure);
    }
    let nothing = matches!(shape.body, "-" | "--" | "—" | "——" | "–" | "/");
    // A blank in words may be one too many; whether it is, is asked where they are prose.
    let words = shape.stops == 0
        && !shape.body.contains(char::is_whitespace)
        && !shape.marked
        && !shape.body.contains(['，', '\t', '|', '=', '"', '“', '{', '}', '<', '>'])
        && shape.body.chars().any(is_han);
    (nothing || words).then_some(if nothing { Cell::Figure } else { Cell::Words })
}

/// Marks the lines that are cells one a line. Words that come back again and again may be the head of a page: the figures beside them say nothing of them.
pub(super) fn mark(all: &mut [Shape<'_>]) {
    let cells: Vec<Option<Cell>> = all.iter().map(cell).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for shape in all.iter().filter(|shape| shape.visible <= limits::CELL) {
        *seen.entry(shape.body).or_default() += 1;
    }
    let mut from = 0;
    let mut marked = vec![false; all.len()];
    for run in cells.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let range = from..from + run.len();
        from += run.len();
        let figures = run.iter().filter(|cell| **cell == Some(Cell::Figure)).count();
        if figures < limits::COLUMN_FIGURES {
            continue;
        }
        for (i, slot) in marked.iter_mut().enumerate().take(range.end).skip(range.start) {
            let near = i.saturating_sub(limits::COLUMN_REACH).max(range.start)..(i + limits::COLUMN_REACH + 1).min(range.end);
            let own = cells.get(near.clone()).unwrap_or_default();
            let figures = own.iter().filter(|cell| **cell == Some(Cell::Figure)).count();
            let again = all.get(i).and_then(|shape| seen.get(shape.body)).copied().unwrap_or_default();
            let said = cells.get(i) == Some(&Some(Cell::Words)) && again >= limits::COLUMN_AGAIN;
            *slot = figures * limits::COLUMN_SHARE >= own.len() && figures > 1 && !said;
        }
    }
    all.iter_mut().zip(marked).for_each(|(shape, marked)| shape.column = marked);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_alone() {
        assert!(["5,755.11", "(1,234.56)", "2020-01-01", "7.14%", "0", "-1.5", "12:30"].into_iter().all(is_figure));
        assert!(["1.", "(2)", "12,", "1.5万元", "A1", "1 + 2 ="].into_iter().all(|body| !is_figure(body)));
    }
}
