//! Marks: letters and digits to ASCII, stops and brackets beside Han to full width, dashes, ellipses, dots.

use std::ops::Range;

use crate::code::Code;

use super::context::{is_blank, is_transparent, is_wide_letter};
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
/// A full stop after Han at the end of the line.
const FULL_STOP: Code = Code::new("W006");
/// Han enumerators take 、.
const ENUMERATOR: Code = Code::new("W007");
/// An ellipsis is ……
const ELLIPSIS: Code = Code::new("W008");
/// A dash is ——
const DASH: Code = Code::new("W009");
/// A range keeps one —
const RANGE: Code = Code::new("W010");
/// A middle dot is ·
const DOT: Code = Code::new("W011");
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
    (1..=3).contains(&left)
        && right >= 1
        && (is_wide_letter(name) || is_transparent(name) || name == '\0')
        && !"件表图栏例注题问答第号章节则款项步组".contains(name)
        && (!matches!(unit, '年' | '月' | '日' | '.' | '、') || unit == '.' && line.at(i + 2 + right).is_ascii_digit() && line.before(i - left) == '.')
}

fn narrow(c: char) -> char {
    u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
}

/// Stops, brackets, dashes, dots of a line that has Han.
pub(super) fn mend(line: &mut Line) {
    document_numbers(line);
    titles(line);
    dots(line);
    stops(line);
    brackets(line);
    dashes(line);
    middle_dots(line);
    doubled(line);
}

/// The next position from `i` on that holds no blank.
fn past_blanks(line: &Line, mut i: usize) -> usize {
    while is_blank(line.at(i)) {
        i += 1;
    }
    i
}

fn document_numbers(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        if let Some((close, number)) = document_number(line, i) {
            line.set(i, '〔', NUMBER);
            line.set(close, '〕', NUMBER);
            for k in (close + 1..number).rev().chain(i + 1..close).chain((0..i).rev().take_while(|&k| is_blank(line.at(k))).collect::<Vec<_>>()) {
                if is_blank(line.at(k)) {
                    line.remove(k..k + 1, NUMBER);
                    return document_numbers(line);
                }
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
    let digits = line.range(k..k + 6).take_while(char::is_ascii_digit).count();
    k = past_blanks(line, k + digits);
    let numbered = (1..=5).contains(&digits) && line.at(k) == '号' && !matches!(line.at(k + 1), '楼' | '线' | '院' | '店' | '门' | '井' | '矿' | '机');
    numbered.then_some((close, number))
}

/// <<质量强国>> → 《质量强国》
fn titles(line: &mut Line) {
    let mut i = 0;
    while i + 1 < line.len() {
        if line.has(i, "<<") && line.at(i + 2) != '<' && line.before(i) != '<' {
            let close = (i + 2..line.len().min(i + 60)).find(|&k| line.has(k, ">>") && line.at(k + 2) != '>');
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

fn run(line: &Line, i: usize, is: impl Fn(char) -> bool) -> usize {
    line.range(i..line.len()).take_while(|c| is(*c)).count()
}

/// Full stops and ellipses.
fn dots(line: &mut Line) {
    // 一. 总则
    let numeral = run(line, 0, |c| "一二三四五六七八九十百".contains(c));
    if (1..=4).contains(&numeral) && matches!(line.at(numeral), '.' | '．') {
        let next = past_blanks(line, numeral + 1);
        if is_wide_letter(line.at(next)) {
            line.set(numeral, '、', ENUMERATOR);
        }
    }
    let mut i = 0;
    while i < line.len() {
        let c = line.at(i);
        if !matches!(c, '.' | '．' | '。' | '…' | '⋯' | '·') {
            i += 1;
            continue;
        }
        let length = run(line, i, |d| d == c);
        let end = i + length;
        let beside = is_wide_letter(line.left(i)) || is_wide_letter(line.right(end - 1));
        match (c, length) {
            // Six dots are an ellipsis, more are leaders of a table of contents.
            ('.', 3..=6) | ('。', 3..=6) | ('·', 3..=6) | ('⋯', 1..=2) | ('…', 1) if beside => {
                if length == 1 {
                    line.double(i, '…', ELLIPSIS);
                } else {
                    line.remove(i + 2..end, ELLIPSIS);
                    line.set(i + 1, '…', ELLIPSIS);
                }
                line.set(i, '…', ELLIPSIS);
                i += 2;
                continue;
            }
            ('.' | '．', 1) if end == line.len() && ends_sentence(line, i) => line.set(i, '。', FULL_STOP),
            ('.' | '．', 1) if divides_sentences(line, i) => line.set(i, '。', FULL_STOP),
            _ => {}
        }
        i = end;
    }
}

/// Whether the dot at `i`, the last of its line, ends a sentence: Han before it, and enough of it for one.
fn ends_sentence(line: &Line, i: usize) -> bool {
    let before = line.before(i);
    (is_wide_letter(before) || matches!(before, '”' | '）' | '》' | ')')) && line.han() >= 6
}

/// Whether the dot at `i` stands between two sentences: a clause of six Han characters before it, a blank and Han behind it. Without the blank it may
/// stand in a name (卡尔.马克思), after fewer characters behind an enumerator (一是. 坚持).
fn divides_sentences(line: &Line, i: usize) -> bool {
    let next = past_blanks(line, i + 1);
    if !is_wide_letter(line.before(i)) || next == i + 1 || !is_wide_letter(line.at(next)) {
        return false;
    }
    let clause: Vec<char> = line.range(i.saturating_sub(40)..i).collect();
    clause.iter().rev().take_while(|c| is_wide_letter(**c) || c.is_ascii_alphanumeric() || is_blank(**c)).filter(|c| is_wide_letter(**c)).count() >= 6
}

const QUESTION_WORDS: &[&str] =
    &["吗", "呢", "么", "谁", "孰", "哪", "何", "啥", "是否", "怎", "几", "多少", "能否", "可否", "会否", "有无", "岂", "难道", "嘛", "吧"];

/// Words that ask at the end of a clause, and are parts of other words elsewhere (似乎, 不是).
const CLOSING_WORDS: &[char] = &['乎', '耶', '欤', '否', '未', '没', '不'];

/// Whether the clause that ends at `i` asks something.
fn asks(line: &Line, i: usize) -> bool {
    let from = i.saturating_sub(60);
    let clause: String = line.range(from..i).collect();
    let clause = clause.rsplit(['。', '！', '？', '；', ';', '!', '?']).next().unwrap_or_default().replace("任何", "");
    let letters: Vec<char> = clause.chars().filter(|c| is_wide_letter(*c)).collect();
    // 行不行, 有没有
    let either = letters.windows(3).any(|three| matches!(three, [a, '不' | '没', b] if a == b));
    either || letters.last().is_some_and(|last| CLOSING_WORDS.contains(last)) || QUESTION_WORDS.iter().any(|word| clause.contains(word))
}

/// Whether the mark at `i` ends what somebody says: a clause of some length before it, a closing quote behind it.
fn ends_speech(line: &Line, i: usize) -> bool {
    matches!(line.at(i + 1), '”' | '’' | '」' | '』') && line.range(i.saturating_sub(4)..i).filter(|c| is_wide_letter(*c)).count() >= 3
}

/// Whether the colon at `i` begins a command or a name of code: `:wq`, after a blank or a full-width colon.
pub(super) fn begins_word(line: &Line, i: usize) -> bool {
    line.at(i) == ':' && line.at(i + 1).is_ascii_lowercase() && (i == 0 || is_blank(line.before(i)) || line.before(i) == '：')
}

/// Whether the mark at `i` belongs to a command that a colon begins: `:q!`.
fn belongs_to_word(line: &Line, i: usize) -> bool {
    let word = line.range(i.saturating_sub(12)..i).rev().take_while(char::is_ascii_lowercase).count();
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
            '？' => torn(line, i) || !asks(line, i) && !ends_speech(line, i),
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
    let name = line.range(i.saturating_sub(9)..i).rev().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').count();
    name > 0 && name < i && line.before(i - name) == '&'
}

/// The marks of a tear that was not mended (`?;?`, `?!?`, `??`) are evidence, not punctuation.
fn torn(line: &Line, i: usize) -> bool {
    let is_mark = |c: char| matches!(c, '?' | ';' | '!' | ':' | ',' | '\u{fffd}');
    let mut from = i;
    while from > 0 && i - from < 8 && is_mark(line.at(from - 1)) {
        from -= 1;
    }
    let to = i + run(line, i, is_mark).min(8);
    line.range(from..to).filter(|c| matches!(c, '?' | '\u{fffd}')).count() > usize::from(to - from == 1 || to - from == 2 && line.has(from, "?!"))
}

/// Round brackets, in pairs.
fn brackets(line: &mut Line) {
    let mut open: Vec<usize> = Vec::new();
    let mut matched = vec![false; line.len()];
    for i in 0..line.len() {
        match line.at(i) {
            '(' | '（' => open.push(i),
            ')' | '）' => {
                if let Some(j) = open.pop() {
                    matched[i] = true;
                    matched[j] = true;
                    if pair_is_wide(line, j, i) {
                        line.set(j, '（', BRACKET);
                        line.set(i, '）', BRACKET);
                    }
                }
            }
            _ => {}
        }
    }
    for (i, matched) in matched.into_iter().enumerate() {
        if !matched && line.beside_han(i) {
            match line.at(i) {
                '(' => line.set(i, '（', BRACKET),
                ')' => line.set(i, '）', BRACKET),
                _ => {}
            }
        }
    }
}

fn pair_is_wide(line: &Line, open: usize, close: usize) -> bool {
    if line.at(open) == '（' || line.at(close) == '）' || line.range(open..close).any(is_wide_letter) {
        return true;
    }
    // f(x), CO(2): part of a formula.
    let formula = line.before(open).is_ascii_alphanumeric() && close - open <= 4;
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
        if is_year_range(line, i, end) || is_date_range(line, i, end) {
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
        match length {
            1 if amounts && matches!(c, '–' | '―' | '─' | '－') && numbers_beside_han => line.set(i, '—', RANGE),
            1 if c == '－' && line.before(i).is_ascii_digit() && line.at(end).is_ascii_digit() => line.set(i, '-', SIGN),
            // A line that begins with one dash and Han is an item of a list.
            1 if i == 0 && matches!(c, '—' | '―' | '─') && is_wide_letter(line.at(end)) => {
                line.set(i, '—', DASH);
                line.double(i, '—', DASH);
                i += 2;
                continue;
            }
            1 if c == '⸺' && han => {
                line.set(i, '—', DASH);
                line.double(i, '—', DASH);
                i += 2;
                continue;
            }
            2 if han && !(c == '-' && (line.before(i).is_ascii_alphanumeric() || is_option(line, i, end))) => {
                line.set(i, '—', DASH);
                line.set(i + 1, '—', DASH);
            }
            3..=4 if han && i > 0 && end < line.len() && line.range(i..end).all(|c| matches!(c, '—' | '―')) => {
                line.remove(i + 2..end, DASH);
                line.set(i, '—', DASH);
                line.set(i + 1, '—', DASH);
                i += 2;
                continue;
            }
            _ => {}
        }
        i = end;
    }
}

/// Whether these characters begin with a number of at most four digits (read from either end): longer ones are telephone numbers.
fn is_amount(characters: impl Iterator<Item = char>) -> bool {
    let digits = characters.skip_while(|c| *c == '%').take_while(|c| c.is_ascii_digit() || *c == '.').filter(char::is_ascii_digit).count();
    (1..=4).contains(&digits)
}

/// `2022年1月--2025年`: a date on both sides.
fn is_date_range(line: &Line, start: usize, end: usize) -> bool {
    let digits = line.range(end..end + 5).take_while(char::is_ascii_digit).count();
    let part = |c: char| matches!(c, '年' | '月' | '日');
    part(line.before(start))
        && line.before(start.saturating_sub(1)).is_ascii_digit()
        && (1..=4).contains(&digits)
        && part(line.at(end + digits))
        && end - start <= 2
}

/// `2022--2025年`, `2022年-2025年`, `2022－2025`: two years in order, and 年 behind the second unless the dash says enough.
fn is_year_range(line: &Line, start: usize, end: usize) -> bool {
    let mut before = start;
    if line.before(before) == '年' {
        before -= 1;
    }
    let year = |range: std::ops::Range<usize>| -> Option<u32> {
        let text: String = line.range(range).collect();
        text.parse().ok().filter(|year| text.len() == 4 && (1000..2200).contains(year))
    };
    let Some(from) = before.checked_sub(4).and_then(|k| year(k..before)) else { return false };
    let Some(to) = year(end..end + 4) else { return false };
    let alone = !line.before(before - 4).is_ascii_alphanumeric() && !line.at(end + 4).is_ascii_digit() && !is_dash(line.before(before - 4));
    let named = line.at(end + 4) == '年';
    let ascii = line.range(start..end).all(|c| c == '-');
    from < to && alone && end - start <= 2 && (named || !ascii && line.beside_han(end + 3))
}

/// Middle dots of names.
fn middle_dots(line: &mut Line) {
    for i in 1..line.len() {
        if matches!(line.at(i), '・' | '•' | '‧' | '∙' | '⋅' | '･') && crate::chars::is_han(line.before(i)) && crate::chars::is_han(line.at(i + 1)) {
            line.set(i, '·', DOT);
        }
    }
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
