//! Marks: letters and digits to ASCII, stops and brackets beside Han to full width, dashes, ellipses, dots.

use std::ops::Range;

use crate::code::Code;

use super::context::{is_blank, is_transparent, is_wide_letter, past_blanks, run, set_two};
use super::dots;
use super::limits;
use super::line::Line;

/// Full-width letters and digits become ASCII.
const ASCII: Code = Code::new("W001");
/// Full-width signs inside numbers and Latin become ASCII.
const SIGN: Code = Code::new("W002");
/// ASCII stops beside Han become full-width.
const STOP: Code = Code::new("W003");
/// ASCII brackets beside Han become full-width.
const BRACKET: Code = Code::new("W004");
/// The brackets of a document number are 〔〕.
const NUMBER: Code = Code::new("W005");
/// A dash is ——
const DASH: Code = Code::new("W009");
/// A range keeps one —
const RANGE: Code = Code::new("W010");
/// << >> are 《》
const TITLE: Code = Code::new("W012");
/// A mark written twice is one.
const DOUBLED: Code = Code::new("W013");

/// Letters and digits to ASCII.
pub(super) fn fold_letters(line: &mut Line) {
    for i in 0..line.len() {
        let c = line.at(i);
        if let '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' = c {
            line.set(i, narrow(c), ASCII);
        }
    }
}

/// Letters and digits, and the signs that go with them, to ASCII.
pub(super) fn fold(line: &mut Line) {
    fold_letters(line);
    for i in 0..line.len() {
        let c = line.at(i);
        let beside = line.before(i).is_ascii_alphanumeric() || line.at(i + 1).is_ascii_alphanumeric();
        match c {
            '％' | '＋' => line.set(i, narrow(c), SIGN),
            '＝' | '＆' | '＠' | '＃' | '＄' | '＊' | '＿' | '＼' | '／' if beside => line.set(i, narrow(c), SIGN),
            '－' if line.before(i).is_ascii_alphabetic() || line.at(i + 1).is_ascii_alphabetic() => line.set(i, '-', SIGN),
            // 10：30 and 1：500, but not 附件1：2022年
            '：' if is_ratio(line, i) => line.set(i, ':', SIGN),
            '，' if is_grouped(line, i) => line.set(i, ',', SIGN),
            // Between digits, or after the number that begins a line, a dot; elsewhere it may be a full stop or a middle dot.
            '．' if line.before(i).is_ascii_alphanumeric() => line.set(i, '.', SIGN),
            _ => {}
        }
    }
}

/// Whether the colon at `i` stands in a time or a ratio: between two numbers, the left one no number of an annex, the right one no date.
fn is_ratio(line: &Line, i: usize) -> bool {
    let left = line.range(0..i).rev().take_while(char::is_ascii_digit).count();
    let right = line.range(i + 1..line.len()).take_while(char::is_ascii_digit).count();
    let name = line.before(i - left);
    let unit = line.at(i + 1 + right);
    (1..=limits::RATIO_DIGITS).contains(&left)
        && right >= 1
        && (is_wide_letter(name) || is_transparent(name) || matches!(name, '\0' | '～' | '~'))
        && !line.words.named.contains(name)
        && (!is_date_part(unit) && !matches!(unit, '.' | '、') || unit == '.' && line.at(i + 2 + right).is_ascii_digit() && name == '.')
}

/// Whether the full-width comma at `i` groups the digits of a number, on a page that has full-width digits, so that the width of the comma says nothing:
/// １，０００. Three digits stand in every group behind it; three before it are the first group of a number only where something is counted, of a list else.
fn is_grouped(line: &Line, i: usize) -> bool {
    if !line.changed(i.wrapping_sub(1)) || !line.changed(i + 1) {
        return false;
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '，');
    let from = i - line.range(0..i).rev().take_while(|c| number(*c)).count();
    let to = i + run(line, i, number);
    let text: String = line.range(from..to).collect();
    let groups: Vec<usize> = text.split([',', '，']).map(str::len).collect();
    let Some((first, rest)) = groups.split_first() else { return false };
    let name = line.before(from);
    let counted = line.words.unit.contains(line.at(to)) || matches!(line.at(to), '.' | '%' | '％' | '．') || text.ends_with(GROUP_OF_NONE);
    let grouped = (1..=limits::GROUP).contains(first) && rest.iter().all(|digits| *digits == limits::GROUP);
    grouped && !line.words.named.contains(name) && (*first < limits::GROUP || counted)
}

/// A group of a round number.
const GROUP_OF_NONE: &str = "000";

fn narrow(c: char) -> char {
    u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
}

/// Stops, brackets, dashes, dots of a line that has Han.
pub(super) fn mend(line: &mut Line) {
    document_numbers(line);
    titles(line);
    dots::enumerators(line);
    dots::mend(line);
    stops(line);
    brackets(line);
    dashes(line);
    dots::middle(line);
    doubled(line);
}

/// Writes document numbers as 国发〔2022〕95号. A blank that goes moves what follows it, so the line is read again from its start.
fn document_numbers(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        if let Some((close, number)) = document_number(line, i) {
            line.set(i, '〔', NUMBER);
            line.set(close, '〕', NUMBER);
            let before = line.range(0..i).rev().take_while(|c| is_blank(*c)).count();
            let mut places = (close + 1..number).rev().chain(i + 1..close).chain((i - before..i).rev());
            if let Some(k) = places.find(|&k| is_blank(line.at(k))) {
                line.remove(k..k + 1, NUMBER);
                return document_numbers(line);
            }
        }
        i += 1;
    }
}

/// `[2022]95号` at `i`, after Han: where the bracket closes and where the number begins.
fn document_number(line: &Line, i: usize) -> Option<(usize, usize)> {
    if !matches!(line.at(i), '[' | '(' | '（' | '【' | '［' | '〔' | '{' | '﹝') {
        return None;
    }
    let before = line.range(0..i).rev().find(|c| !is_blank(*c))?;
    let mut k = past_blanks(line, i + 1);
    let year: Vec<char> = line.range(k..k + 4).collect();
    if !is_wide_letter(before) || !matches!(year[..], ['1', '9', a, b] | ['2', '0', a, b] if a.is_ascii_digit() && b.is_ascii_digit()) {
        return None;
    }
    k = past_blanks(line, k + 4);
    if !matches!(line.at(k), ']' | ')' | '）' | '】' | '］' | '〕' | '}' | '﹞') {
        return None;
    }
    let close = k;
    k = past_blanks(line, k + 1);
    let number = k;
    if line.at(k) == '第' {
        k = past_blanks(line, k + 1);
    }
    let digits = line.range(k..line.len()).take_while(char::is_ascii_digit).count();
    k = past_blanks(line, k + digits);
    let numbered = (1..=limits::DOCUMENT_DIGITS).contains(&digits) && line.at(k) == '号' && !line.words.house.contains(line.at(k + 1));
    numbered.then_some((close, number))
}

/// <<质量强国>> → 《质量强国》
fn titles(line: &mut Line) {
    let mut i = 0;
    while i + 1 < line.len() {
        if line.has(i, "<<") && line.at(i + 2) != '<' && line.before(i) != '<' {
            let close = (i + 2..line.len().min(i + limits::TITLE)).find(|&k| line.has(k, ">>") && line.at(k + 2) != '>');
            if let Some(close) = close.filter(|&close| is_titled(line, i + 2..close)) {
                line.set(close, '》', TITLE);
                line.remove(close + 1..close + 2, TITLE);
                line.set(i, '《', TITLE);
                line.remove(i + 1..i + 2, TITLE);
            }
        }
        i += 1;
    }
}

/// Whether what stands between << and >> is a title. One begins with its words, and signs that are only spoken of stand apart: `<<、<= 和 >>`.
fn is_titled(line: &Line, inside: Range<usize>) -> bool {
    !matches!(line.at(inside.start), ',' | '，' | '、' | '。' | ' ' | '”' | '"') && line.range(inside).any(is_wide_letter)
}

/// Whether the clause that ends at `i` asks something.
fn asks(line: &Line, i: usize) -> bool {
    let clause: String = line.range(i.saturating_sub(limits::QUESTION)..i).collect();
    let clause = clause.rsplit(['。', '！', '？', '；', ';', '!', '?']).next().unwrap_or_default();
    let clause = line.words.ask_never.iter().fold(clause.to_owned(), |clause, word| clause.replace(word, ""));
    let letters: Vec<char> = clause.chars().filter(|c| is_wide_letter(*c)).collect();
    // 行不行, 有没有
    let either = letters.windows(3).any(|three| matches!(three, [a, '不' | '没', b] if a == b));
    either || letters.last().is_some_and(|last| line.words.ask_at_end.contains(*last)) || line.words.ask.iter().any(|word| clause.contains(word))
}

/// Whether the last character before `i` asks.
fn asks_at_end(line: &Line, i: usize) -> bool {
    let last = line.before(i);
    line.words.ask_at_end.contains(last) || line.words.ask.iter().any(|word| word.chars().eq([last]))
}

/// Whether the mark at `i` ends what somebody says: a clause of some length before it, a closing quote behind it.
fn ends_speech(line: &Line, i: usize) -> bool {
    matches!(line.at(i + 1), '”' | '’' | '」' | '』')
        && line.range(i.saturating_sub(limits::SPEECH)..i).filter(|c| is_wide_letter(*c)).count() >= limits::SPEECH_HAN
}

/// Whether the colon at `i` begins a command or a name of code: `:wq`, after a blank or a full-width colon.
pub(super) fn begins_word(line: &Line, i: usize) -> bool {
    line.at(i) == ':' && line.at(i + 1).is_ascii_lowercase() && (i == 0 || is_blank(line.before(i)) || line.before(i) == '：')
}

/// Whether the mark at `i` belongs to a command that a colon begins: `:q!`.
fn belongs_to_word(line: &Line, i: usize) -> bool {
    let word = line.range(i.saturating_sub(limits::COMMAND)..i).rev().take_while(char::is_ascii_lowercase).count();
    word > 0 && i > word && begins_word(line, i - word - 1)
}

/// Commas, colons, semicolons, question and exclamation marks.
fn stops(line: &mut Line) {
    // `key: value` of some format, not of prose.
    let word = run(line, 0, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let key = (word > 0 && line.at(0).is_ascii_alphabetic() && line.at(word) == ':' && line.at(word + 1) == ' ').then_some(word);
    for i in 0..line.len() {
        let full = match line.at(i) {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '!' => '！',
            '?' => '？',
            '∶' if !line.before(i).is_ascii_digit() => '：',
            _ => continue,
        };
        let year = full == '：' && line.before(i).is_ascii_digit() && numbered_year(line, i);
        if !line.beside_han(i) && !year || key == Some(i) {
            continue;
        }
        let (before, after) = (line.before(i), line.at(i + 1));
        let keep = match full {
            '：' => {
                begins_word(line, i)
                    // `::1`, a name in a program; 名称::质量 is a mark written twice.
                    || before == ':'
                    || after == ':' && !is_wide_letter(line.at(i + 2))
                    || matches!(after, '/' | '\\') && before.is_ascii_alphabetic()
                    || before.is_ascii_digit() && after.is_ascii_digit() && !year
            }
            '；' => is_entity(line, i) || torn(line, i),
            '？' => torn(line, i) || !asks(line, i) && !ends_speech(line, i) && before != '？',
            '！' => torn(line, i) || belongs_to_word(line, i),
            '，' => before.is_ascii_digit() && after.is_ascii_digit() || torn(line, i),
            _ => torn(line, i),
        };
        if !keep {
            line.set(i, full, STOP);
        }
    }
}

/// `附件1:2022年`: after a number that is a name, a year.
fn numbered_year(line: &Line, i: usize) -> bool {
    line.range(i + 1..i + 5).filter(char::is_ascii_digit).count() == 4 && line.at(i + 5) == '年'
}

/// The semicolon of `&nbsp;`
fn is_entity(line: &Line, i: usize) -> bool {
    let name = line.range(i.saturating_sub(limits::ENTITY)..i).rev().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').count();
    name > 0 && name < i && line.before(i - name) == '&'
}

/// The marks of a tear that was not mended (`?;?`, `?!?`, `??`) are evidence, not punctuation.
fn torn(line: &Line, i: usize) -> bool {
    let is_mark = |c: char| matches!(c, '?' | ';' | '!' | ':' | ',' | '\u{fffd}');
    let mut from = i;
    while from > 0 && i - from < limits::TEAR && is_mark(line.at(from - 1)) {
        from -= 1;
    }
    let to = i + run(line, i, is_mark).min(limits::TEAR);
    // 真的吗?? asks twice.
    if line.range(from..to).all(|c| c == '?') && (line.before(from) == '？' || to - from <= limits::ASKED_TIMES && asks_at_end(line, from)) {
        return false;
    }
    line.range(from..to).filter(|c| matches!(c, '?' | '\u{fffd}')).count() > usize::from(to - from == 1 || to - from == 2 && line.has(from, "?!"))
}

/// Round brackets, in pairs.
fn brackets(line: &mut Line) {
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    for i in 0..line.len() {
        match line.at(i) {
            '(' | '（' => open.push(i),
            ')' | '）' => match open.pop() {
                Some(j) if pair_is_wide(line, j, i) => {
                    line.set(j, '（', BRACKET);
                    line.set(i, '）', BRACKET);
                }
                Some(_) => {}
                None => alone.push(i),
            },
            _ => {}
        }
    }
    for i in alone.into_iter().chain(open) {
        if line.beside_han(i) {
            line.set(i, if matches!(line.at(i), '(' | '（') { '（' } else { '）' }, BRACKET);
        }
    }
}

fn pair_is_wide(line: &Line, open: usize, close: usize) -> bool {
    if line.at(open) == '（' || line.at(close) == '）' || line.range(open..close).any(is_wide_letter) {
        return true;
    }
    // (cid:4512): what a program wrote.
    let inside: String = line.range(open + 1..close).collect();
    let named = inside.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()) && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit())
    });
    if named {
        return false;
    }
    // f(x), CO(2): part of a formula.
    let formula = line.before(open).is_ascii_alphanumeric() && close - open <= limits::FORMULA;
    !formula && (is_wide_letter(line.left(open)) || is_wide_letter(line.right(close)))
}

/// Whether two hyphens are those of an option of a command (`使用--force选项`), or are only spoken of (“--”).
fn is_option(line: &Line, from: usize, to: usize) -> bool {
    line.at(to).is_ascii_lowercase() || (matches!(line.before(from), '“' | '"') && matches!(line.at(to), '”' | '"'))
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '─' | '━' | '－' | '-' | '⸺')
}

/// Dashes and ranges.
fn dashes(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let c = line.at(i);
        if !is_dash(c) {
            i += 1;
            continue;
        }
        let length = run(line, i, is_dash);
        let end = i + length;
        // a-->b: the shaft of an arrow.
        if matches!(line.at(end), '>' | '＞') || matches!(line.before(i), '<' | '＜') {
            i = end;
            continue;
        }
        if is_year_range(line, i, end) || is_date_range(line, i, end) || length == 1 && is_counted_range(line, i) {
            line.remove(i + 1..end, RANGE);
            line.set(i, '—', RANGE);
            i += 1;
            continue;
        }
        let han = is_wide_letter(line.left(i)) || is_wide_letter(line.right(end - 1));
        let in_number = |c: &char| c.is_ascii_digit() || matches!(c, '%' | '.' | ',');
        let numbers_beside_han = line.range(0..i).rev().find(|c| !in_number(c)).is_some_and(is_wide_letter)
            || line.range(end..line.len()).find(|c| !in_number(c)).is_some_and(is_wide_letter);
        let amounts = is_amount(line.range(0..i).rev()) && is_amount(line.range(end..line.len()));
        let between_digits = line.before(i).is_ascii_digit() && line.at(end).is_ascii_digit();
        // A line that begins with one dash and Han is an item of a list.
        let item = i == 0 && matches!(c, '—' | '―' | '─') && is_wide_letter(line.at(end));
        let spoken_of = c == '-' && (line.before(i).is_ascii_alphanumeric() || is_option(line, i, end));
        let long = limits::LONG_DASH.contains(&length) && i > 0 && end < line.len() && line.range(i..end).all(|c| matches!(c, '—' | '―'));
        if length == 1 && amounts && matches!(c, '–' | '―' | '─' | '－') && numbers_beside_han {
            line.set(i, '—', RANGE);
        } else if length == 1 && c == '－' && between_digits {
            line.set(i, '-', SIGN);
        } else if length == 1 && (item || c == '⸺' && han) || length == 2 && han && !spoken_of || han && long {
            set_two(line, i..end, '—', DASH);
            i += 2;
            continue;
        }
        i = end;
    }
}

/// Whether these characters begin with an amount (read from either end), not with a telephone number.
fn is_amount(characters: impl Iterator<Item = char>) -> bool {
    let digits = characters.skip_while(|c| *c == '%').take_while(|c| c.is_ascii_digit() || *c == '.').filter(char::is_ascii_digit).count();
    limits::AMOUNT_DIGITS.contains(&digits)
}

fn is_date_part(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

/// `2022年1月--2025年`: a date on both sides.
fn is_date_range(line: &Line, start: usize, end: usize) -> bool {
    let digits = line.range(end..end + 5).take_while(char::is_ascii_digit).count();
    is_date_part(line.before(start))
        && line.before(start.saturating_sub(1)).is_ascii_digit()
        && (1..=4).contains(&digits)
        && is_date_part(line.at(end + digits))
        && end - start <= 2
}

/// `2022--2025年`, `2022年-2025年`, `2022－2025`: two years in order, and 年 behind the second unless the dash says enough.
fn is_year_range(line: &Line, start: usize, end: usize) -> bool {
    let mut before = start;
    if line.before(before) == '年' {
        before -= 1;
    }
    let year = |range: Range<usize>| -> Option<u32> {
        let text: String = line.range(range).collect();
        text.parse().ok().filter(|year| text.len() == 4 && limits::YEARS.contains(year))
    };
    let Some(from) = before.checked_sub(4).and_then(|k| year(k..before)) else { return false };
    let Some(to) = year(end..end + 4) else { return false };
    let alone = !line.before(before - 4).is_ascii_alphanumeric() && !line.at(end + 4).is_ascii_digit() && !is_dash(line.before(before - 4));
    let named = line.at(end + 4) == '年';
    let ascii = line.range(start..end).all(|c| c == '-');
    from < to && alone && end - start <= 2 && (named || !ascii && line.beside_han(end + 3))
}

/// `第3-5页`, `增长10-20%`: two numbers in order with one hyphen between them, 第 before the first and what is counted behind the second, or a word before
/// the first and % behind the second.
fn is_counted_range(line: &Line, i: usize) -> bool {
    let digit = |c: &char| c.is_ascii_digit() || *c == '.';
    let left = line.range(0..i).rev().take_while(digit).count();
    let right = line.range(i + 1..line.len()).take_while(digit).count();
    let number = |range: Range<usize>| -> Option<f32> { line.range(range).collect::<String>().parse().ok() };
    let (Some(from), Some(to)) = (number(i - left..i), number(i + 1..i + 1 + right)) else { return false };
    let (name, counted) = (line.before(i - left), line.at(i + 1 + right));
    let named = line.words.ordinal.contains(name) && line.words.ordered.contains(counted);
    let share = is_wide_letter(name) && matches!(counted, '%' | '％');
    from < to && left.max(right) <= *limits::AMOUNT_DIGITS.end() && (named || share)
}

/// ，， and 。。 are slips; ！！ and ？？ are not. Of ，。 and ，、 the second is meant: sites against copying put a comma before any mark.
fn doubled(line: &mut Line) {
    let mut i = 0;
    while i + 1 < line.len() {
        let c = line.at(i);
        if matches!(c, '，' | '。' | '、' | '；' | '：') && line.at(i + 1) == c && run(line, i, |d| d == c) == 2 && line.before(i) != c {
            line.remove(i + 1..i + 2, DOUBLED);
        } else if c == '，' && matches!(line.at(i + 1), '。' | '、' | '；' | '：' | '！') {
            line.remove(i..i + 1, DOUBLED);
        }
        i += 1;
    }
}
