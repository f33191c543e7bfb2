//! Numbers that a reader of pictures has torn or misread: `54. 3%`, `14. 70万条`, `90.7一119.3`.
//!
//! A dot with a blank behind it ends a sentence of Latin text or numbers an item, too. So the number has to be one that something is said of (Han, or a mark inside a sentence, before it;
//! no 图 or 第), and what stands behind it has to be counted in fractions.

use std::ops::Range;

use crate::chars::is_han;
use crate::code::Code;

use super::context::is_blank;
use super::limits;
use super::line::Line;

/// A number is closed up, or its dash restored.
const NUMBER: Code = Code::new("W035");

/// Closes torn decimals up and reads 一 between two numbers as the dash it was.
pub(super) fn mend(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        match line.at(i) {
            '.' => {
                if let Some(blanks) = torn(line, i) {
                    line.remove(blanks, NUMBER);
                }
            }
            '\u{4e00}' if is_dash(line, i) => line.set(i, '—', NUMBER),
            _ => {}
        }
        i += 1;
    }
}

/// The blanks behind the dot at `i`, where it is the point of a decimal.
fn torn(line: &Line, i: usize) -> Option<Range<usize>> {
    let digits = line.range(0..i).rev().take(limits::WHOLE + 1).take_while(char::is_ascii_digit).count();
    let blanks = line.range(i + 1..line.len()).take(limits::TORN_BLANKS + 1).take_while(|c| is_blank(*c)).count();
    let from = i + 1 + blanks;
    let fraction = line.range(from..line.len()).take(limits::FRACTION + 1).take_while(char::is_ascii_digit).count();
    if !(1..=limits::WHOLE).contains(&digits) || !(1..=limits::TORN_BLANKS).contains(&blanks) || !(1..=limits::FRACTION).contains(&fraction) {
        return None;
    }
    let start = i - digits;
    // 007. 5 is no number.
    if digits > 1 && line.at(start) == '0' {
        return None;
    }
    let before = line.range(0..start).rev().find(|c| !is_blank(*c))?;
    let end = from + fraction;
    let unit = end + line.range(end..line.len()).take(limits::TORN_BLANKS).take_while(|c| is_blank(*c)).count();
    let percent = matches!(line.at(unit), '%' | '％' | '‰' | '℃');
    let said = is_han(before) && !line.words.named.contains(before) && !line.words.heading.iter().any(|word| word.ends_with(before));
    // Behind a mark a small number may be that of an item: ，2. 10%的企业.
    let listed = percent && (digits > 1 || line.at(start) == '0') && matches!(before, '，' | '、' | ',' | '（' | '(' | '—' | '～' | '~');
    let fine = fraction > 1 || line.at(start) == '0';
    let measured = line.words.large.contains(line.at(unit)) || fine && line.words.measure.contains(line.at(unit));
    // 于2020. 3万人: a year ends a clause.
    let year = digits == limits::WHOLE && !percent;
    ((said || listed) && (percent || measured) && !year).then_some(i + 1..from)
}

/// Whether the 一 at `i` stands between two numbers of which the second is larger, and which are decimals or have several digits.
fn is_dash(line: &Line, i: usize) -> bool {
    let number = |c: &char| c.is_ascii_digit() || *c == '.';
    let left: String = line.range(i.saturating_sub(limits::LONG_NUMBER)..i).rev().take_while(number).collect();
    let left: String = left.chars().rev().collect();
    let right: String = line.range(i + 1..(i + 1 + limits::LONG_NUMBER).min(line.len())).take_while(number).collect();
    let value =
        |text: &str| text.parse::<f64>().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(|c: char| c.is_ascii_digit()));
    let (Some(from), Some(to)) = (value(&left), value(&right)) else { return false };
    let decimal = |text: &str| text.contains('.');
    from < to && (decimal(&left) && decimal(&right) || !decimal(&left) && !decimal(&right) && left.len() > 1 && right.len() > 1)
}
