//! Blanks: none inside a sentence, one between the members of a list.

use std::ops::Range;

use crate::chars::is_han;
use crate::code::Code;

use super::context::{is_blank, is_numeral, is_stop, is_wide_letter};
use super::limits;
use super::line::Line;

/// Trailing blanks go.
const EDGE: Code = Code::new("W030");
/// Blanks inside Chinese sentences go.
const INNER: Code = Code::new("W031");
/// A blank that stays is one ASCII space.
const ONE: Code = Code::new("W032");
/// Letter-spaced words close up.
const SPACED: Code = Code::new("W033");

/// Before the number of an article put in behind another: 第二十四条之一.
const BRANCH: char = '之';

/// What the line is as a whole: said by marks and letters only, so that blanks and widths may change.
struct Shape {
    /// It has a comma, a full stop or the like: a sentence.
    sentence: bool,
    /// It has many members, or numbers like a row of a table.
    row: bool,
}

/// A run of blanks with what stands beside it.
struct Gap {
    at: Range<usize>,
    left: char,
    right: char,
}

fn gaps(line: &Line) -> Vec<Gap> {
    let mut all = Vec::new();
    let mut i = 0;
    while i < line.len() {
        if !is_blank(line.at(i)) {
            i += 1;
            continue;
        }
        let start = i;
        while is_blank(line.at(i)) {
            i += 1;
        }
        all.push(Gap { at: start..i, left: line.before(start), right: line.at(i) });
    }
    all
}

/// Takes blanks off the end.
pub(super) fn trim(line: &mut Line) {
    let end = line.chars().rev().take_while(|c| is_blank(*c)).count();
    line.remove(line.len() - end..line.len(), EDGE);
}

/// Blanks of other kinds become ASCII ones, each for itself.
pub(super) fn plain(line: &mut Line) {
    for i in 0..line.len() {
        if is_blank(line.at(i)) {
            line.set(i, ' ', ONE);
        }
    }
}

/// Decides every inner blank of a line that has Han. In a `row` of a table each keeps two cells apart.
pub(super) fn mend(line: &mut Line, row: bool) {
    if !row {
        spaced(line);
    }
    let all = gaps(line);
    if all.is_empty() {
        return;
    }
    let shape = shape(line, &all);
    let keep: Vec<bool> = (0..all.len()).map(|n| row || stays(line, &all, n, &shape)).collect();
    let mut gone = Vec::with_capacity(all.len());
    for (gap, keep) in all.into_iter().zip(keep) {
        if keep {
            line.set(gap.at.start, ' ', ONE);
            gone.push((gap.at.start + 1..gap.at.end, ONE));
        } else {
            gone.push((gap.at, INNER));
        }
    }
    line.remove_all(&gone);
}

fn shape(line: &Line, all: &[Gap]) -> Shape {
    let sentence = (0..line.len()).any(|i| is_stop(line.at(i)) && !(line.before(i).is_ascii_digit() && line.at(i + 1).is_ascii_digit()) && line.beside_han(i));
    let numbers = all.iter().filter(|gap| gap.right.is_ascii_digit()).count();
    Shape { sentence, row: !sentence && (all.len() >= limits::ROW_BLANKS || all.len() >= limits::ROW_BLANKS_NUMBERED && numbers >= limits::ROW_NUMBERS) }
}

/// Marks beside which no blank stands.
fn closes_up(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '·' | '…')
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '《' | '〈' | '“' | '‘' | '【' | '〔' | '「' | '『')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '》' | '〉' | '”' | '’' | '】' | '〕' | '」' | '』')
}

/// Whether the `n`th blank separates something.
fn stays(line: &Line, all: &[Gap], n: usize, shape: &Shape) -> bool {
    let Some(gap) = all.get(n) else { return true };
    let (left, right) = (gap.left, gap.right);
    if closes_up(left) || closes_up(right) || opens(left) || closes(right) {
        return false;
    }
    // （3） Linux: an enumerator stands at its block, whatever begins it.
    if matches!(left, '）' | ')') && is_enumerator(line, gap.at.start) || is_era(line, gap) {
        return false;
    }
    if in_names(line, all, n) {
        return true;
    }
    if super::marks::begins_word(line, gap.at.end) && left != '：' {
        return true;
    }
    let beside_stop = |i: usize, c: char| is_stop(c) && line.beside_han(i) || c == ':' && line.beside_han(i);
    if beside_stop(gap.at.start.wrapping_sub(1), left) && !left.is_ascii_digit() || beside_stop(gap.at.end, right) {
        return false;
    }
    // What a bracket says belongs to the word before it, whatever the line is; but not to a date: 2014年3月7日 （此件公开发布）.
    let date = line.words.date.contains(left) && line.before(gap.at.start.saturating_sub(1)).is_ascii_digit();
    if is_wide_letter(left) && matches!(right, '（' | '(') && !date && !after_head(line, gap.at.start) {
        return false;
    }
    let wide = |c: char| is_wide_letter(c) || opens(c) || closes(c) || matches!(c, '—' | '％' | '%');
    let (left_wide, right_wide) = (wide(left), wide(right));
    if !(is_wide_letter(left) || is_wide_letter(right) || left_wide && right_wide && (left != '%' || right != '%')) {
        return true;
    }
    if after_head(line, gap.at.start) {
        return true;
    }
    // ——加强: a double dash belongs to what it introduces.
    if left == '—' && line.before(gap.at.start - 1) == '—' || right == '—' && line.at(gap.at.end + 1) == '—' {
        return false;
    }
    // Separators of a navigation line or a title keep their blanks.
    if [left, right].iter().any(|c| matches!(c, '|' | '/' | '>' | '<' | '-' | '=' | '+' | '*' | '#' | '&' | '~' | '｜')) {
        return true;
    }
    if is_enumerator(line, gap.at.start) || right.is_ascii_digit() && gap.at.start <= limits::HEADING_WORD && is_heading_word(line, line.range(0..gap.at.start))
    {
        return false;
    }
    if shape.row {
        return true;
    }
    if left_wide && right_wide {
        return !shape.sentence || in_list(line, all, n) || in_title(line, gap) || in_signature(line, gap);
    }
    // Han beside Latin or a number.
    let (latin, number) = if left_wide { (right, right.is_ascii_digit()) } else { (left, left.is_ascii_digit()) };
    if !latin.is_ascii() {
        return true;
    }
    if shape.sentence {
        return false;
    }
    if !number {
        // In a headline, 平稳 CPI环比: the word belongs to one side only.
        let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '%');
        let beyond = if left_wide { line.range(gap.at.end..line.len()).find(|c| !word(c)) } else { line.range(0..gap.at.start).rev().find(|c| !word(c)) };
        return beyond.is_some_and(is_han);
    }
    // In a headline a number with blanks on both sides, or before its unit, is only set apart.
    if left_wide {
        let digits = line.range(gap.at.end..line.len()).take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%')).count();
        let after = gap.at.end + digits;
        !(is_blank(line.at(after)) && is_unit(line, after) || line.words.count.contains(left))
    } else {
        !is_unit(line, gap.at.end)
    }
}

/// Whether the name of a calendar ends before a blank, and a year begins behind it: 中华民国 101年.
fn is_era(line: &Line, gap: &Gap) -> bool {
    let digits = line.range(gap.at.end..line.len()).take_while(|c| c.is_ascii_digit() || is_numeral(*c)).count();
    let era = |era: &String| line.range(0..gap.at.start).rev().zip(era.chars().rev()).filter(|(a, b)| a == b).count() == era.chars().count();
    (1..=limits::YEAR).contains(&digits) && line.words.date.starts_with(next_letter(line, gap.at.end + digits)) && line.words.era.iter().any(era)
}

/// Whether the `n`th blank stands between two names of a list in which some have a Latin part: 廖国栋Sufin 郑天财Sra Kacaw 高金素梅. The line has no sentence,
/// and every member begins with Han, to which Latin words are joined without a blank.
fn in_names(line: &Line, all: &[Gap], n: usize) -> bool {
    let Some(gap) = all.get(n) else { return false };
    if !(gap.left.is_ascii_alphabetic() && is_han(gap.right)) || all.len() + 1 < limits::LATIN_NAMES || all.len() > limits::LATIN_NAMES_MOST {
        return false;
    }
    let label = line.range(0..limits::LABEL.min(line.len())).position(|c| matches!(c, '：' | ':')).map_or(0, |at| at + 1);
    let names = all.iter().filter(|gap| is_han(gap.right)).map(|gap| gap.at.clone());
    let begins = std::iter::once(label).chain(names.clone().map(|at| at.end));
    let ends = names.map(|at| at.start).chain([line.len()]);
    let members: Vec<Range<usize>> = begins.zip(ends).map(|(from, to)| from..to).collect();
    members.len() >= limits::LATIN_NAMES
        && members.into_iter().all(|member| {
            let han = line.range(member.clone()).take_while(|c| is_han(*c)).count();
            let tail = line.range(member.start + han..member.end);
            let latin = |c: char| c.is_ascii_alphabetic() || is_blank(c) || matches!(c, '·' | '‧' | '-' | '\'');
            limits::MEMBER.contains(&han) && tail.clone().all(latin) && !tail.clone().next().is_some_and(is_blank)
        })
}

/// The first character from `i` on that is no blank; NUL if there is none.
fn next_letter(line: &Line, i: usize) -> char {
    line.range(i..line.len()).find(|c| !is_blank(*c)).unwrap_or('\0')
}

/// Whether the unit of a number stands at `i` or behind the blank there.
fn is_unit(line: &Line, i: usize) -> bool {
    line.words.unit.contains(next_letter(line, i))
}

/// Whether a text is one of the words that a heading's number follows: 专栏, 附件.
fn is_heading_word(line: &Line, text: impl Iterator<Item = char> + Clone) -> bool {
    line.words.heading.iter().any(|word| word.chars().eq(text.clone()))
}

/// Whether a heading's number ends at `i`: 第三条, 第二章, 专栏4, 附件1, 表2.
fn after_head(line: &Line, i: usize) -> bool {
    let from = i.saturating_sub(limits::HEADING);
    let head: Vec<char> = line.range(from..i).rev().take_while(|c| is_han(*c) || c.is_ascii_digit() || *c == '—' || *c == '-').collect();
    // The number begins the line or a sentence.
    let start = i - head.len();
    if !(start == 0 || matches!(line.before(start), '。' | '；' | '：' | '”' | '）' | '》') || is_blank(line.before(start))) {
        return false;
    }
    let numeral = |c: &char| is_numeral(*c) || *c == '两' || c.is_ascii_digit();
    let digits = head.iter().take_while(|c| numeral(c)).count();
    if (1..=limits::HEADING_DIGITS).contains(&digits) && is_heading_word(line, head[digits..].iter().rev().copied()) {
        return true;
    }
    // 4.2.2 转移安置
    let short = |part: &str| (1..=limits::PART_DIGITS).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let text: String = line.range(0..i.min(limits::PARTS + 1)).collect();
    let next = next_letter(line, i);
    if i <= limits::PARTS && text.contains('.') && text.split('.').all(short) {
        return is_han(next);
    }
    if digits == head.len() && start == 0 && short(&text) {
        return is_han(next) && !is_unit(line, i);
    }
    // 第二十四条之一
    let branch = head.iter().take_while(|c| numeral(c)).count();
    let head = if branch > 0 && head.get(branch) == Some(&BRANCH) { head.get(branch + 1..).unwrap_or_default() } else { &head };
    let Some((unit, rest)) = head.split_first() else { return false };
    let Some((first, middle)) = rest.split_last() else { return false };
    let ordinal = *first == '第'
        && !middle.is_empty()
        && "条章节编款篇卷回课讲集".contains(*unit)
        && middle.iter().all(|c| numeral(c) || matches!(*c, BRANCH | '-' | '—'));
    ordinal || line.words.opening.iter().any(|opening| line.range(0..i).eq(opening.chars()))
}

/// Whether an enumerator ends at `i`: `1.`, `（一）`, `(1)`, `①` at the line's start.
fn is_enumerator(line: &Line, i: usize) -> bool {
    if i > limits::ENUMERATOR {
        return false;
    }
    let text: Vec<char> = line.range(0..i).collect();
    match &text[..] {
        [number @ .., '.'] => !number.is_empty() && number.iter().all(char::is_ascii_digit),
        ['（' | '(', number @ .., '）' | ')'] => !number.is_empty() && number.iter().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)),
        [c] => matches!(c, '①'..='⑳'),
        _ => false,
    }
}

/// The piece of text that ends (or, with `forward`, begins) at a blank: how many Han it has, up to the next blank, stop or open bracket.
fn piece(line: &Line, from: usize, forward: bool) -> usize {
    let mut han = 0;
    let mut depth = 0i32;
    let mut step = |c: char| {
        let (enter, leave) = if forward { (opens(c), closes(c)) } else { (closes(c), opens(c)) };
        if leave && depth == 0 || is_blank(c) || closes_up(c) || is_stop(c) || c == ':' {
            return false;
        }
        depth += i32::from(enter) - i32::from(leave);
        han += usize::from(is_wide_letter(c) && depth == 0);
        true
    };
    if forward {
        line.range(from..from + limits::PIECE).all(&mut step);
    } else {
        line.range(from.saturating_sub(limits::PIECE)..from).rev().all(&mut step);
    }
    han
}

/// Whether a blank of a sentence stands in a list of names: three short members in a row, or after 记者.
fn in_list(line: &Line, all: &[Gap], n: usize) -> bool {
    let short = |han: usize| limits::MEMBER.contains(&han);
    let Some(gap) = all.get(n) else { return false };
    let left = piece(line, gap.at.start, false);
    let right = piece(line, gap.at.end, true);
    if !short(right) || left < *limits::MEMBER.start() {
        return false;
    }
    // Another short member beyond the right or the left one.
    let beyond = |k: Option<&Gap>, forward: bool| {
        k.is_some_and(|other| {
            let (from, to) = if forward { (gap.at.end, other.at.start) } else { (other.at.end, gap.at.start) };
            from <= to
                && !line.range(from..to).any(|c| closes_up(c) || is_stop(c) || c == ':')
                && short(piece(line, if forward { other.at.end } else { other.at.start }, forward))
        })
    };
    let word = line.range(gap.at.start.saturating_sub(limits::ROLE)..gap.at.start).skip_while(|c| !opens(*c)).skip(1);
    if line.words.role.iter().any(|role| role.chars().eq(word.clone())) {
        return true;
    }
    if !short(left) && left > limits::MEMBER_TITLE {
        return false;
    }
    beyond(all.get(n + 1), true) || short(left) && beyond(n.checked_sub(1).and_then(|n| all.get(n)), false)
}

/// Whether a blank stands between the names of a signature: brackets that hold nothing but names, （李明 王小芳）.
fn in_signature(line: &Line, gap: &Gap) -> bool {
    let is_bracket = |i: &usize| opens(line.at(*i)) || closes(line.at(*i));
    let Some(open) = (gap.at.start.saturating_sub(limits::SIGNATURE)..gap.at.start).rev().find(is_bracket) else { return false };
    let Some(close) = (gap.at.end..gap.at.end + limits::SIGNATURE).find(is_bracket) else { return false };
    if !matches!((line.at(open), line.at(close)), ('（' | '(', '）' | ')')) {
        return false;
    }
    let inside: String = line.range(open + 1..close).collect();
    inside.split(is_blank).filter(|name| !name.is_empty()).all(|name| {
        let mut letters = name.chars();
        letters.next().is_some_and(|c| line.words.surname.contains(c)) && letters.all(is_han) && limits::NAME.contains(&name.chars().count())
    })
}

/// Whether a blank of a sentence stands inside 《》 or “”, between two parts of a title or motto: nothing but such parts is
/// between the marks, and both are of some length.
fn in_title(line: &Line, gap: &Gap) -> bool {
    let ends = |c: char| matches!(c, '，' | '。' | '；' | '、' | '？' | '！' | ',' | ';' | '?');
    let opened = line.range(0..gap.at.start).rev().take_while(|c| !ends(*c)).find(|c| matches!(c, '《' | '》' | '“' | '”' | '"'));
    let closed = line.range(gap.at.end..line.len()).take_while(|c| !ends(*c)).find(|c| matches!(c, '《' | '》' | '“' | '”' | '"'));
    if !matches!((opened, closed), (Some('《' | '“' | '"'), Some('》' | '”' | '"')) | (Some('《'), Some('“')) | (Some('”'), Some('》'))) {
        return false;
    }
    let (left, right) = (piece(line, gap.at.start, false), piece(line, gap.at.end, true));
    left.min(right) >= limits::TITLE_PART || left == right && left == limits::MOTTO_PART
}

/// 政 府 工 作 报 告 closes up, and so do names and words of two characters that were padded to three (王 霞, 总 则).
fn spaced(line: &mut Line) {
    tracked(line);
    let all = gaps(line);
    // Where the pieces between the blanks begin and end; those of a single Han character in a row are read together.
    let begins = std::iter::once(0).chain(all.iter().map(|gap| gap.at.end));
    let ends = all.iter().map(|gap| gap.at.start).chain([line.len()]);
    let pieces: Vec<(usize, bool)> =
        begins.zip(ends).map(|(from, to)| (from, to == from + 1 && is_han(line.at(from)) || is_spaced_number(line, from..to))).collect();
    let mut close: Vec<(Range<usize>, Code)> = Vec::new();
    let mut n = 0;
    for run in pieces.chunk_by(|(_, single), (_, next)| single == next) {
        if run.iter().all(|(_, single)| *single) && !are_answers(line, run) {
            let surnames = run.iter().step_by(2).all(|&(at, _)| line.words.surname.contains(line.at(at)));
            let names = run.len() >= limits::SPACED_NAMES && run.len().is_multiple_of(2) && surnames;
            let inside = all.iter().skip(n).take(run.len() - 1).step_by(if names { 2 } else { 1 });
            close.extend(inside.filter(|gap| !divides_dates(line, gap)).map(|gap| (gap.at.clone(), SPACED)));
        }
        n += run.len();
    }
    line.remove_all(&close);
}

/// Whether single characters are the cells of a row and no word: no word of three and more is made of two characters. 否 否 否, 是 否 是.
fn are_answers(line: &Line, run: &[(usize, bool)]) -> bool {
    let mut seen: Vec<char> = run.iter().map(|&(at, _)| line.at(at)).collect();
    let all_han = seen.iter().all(|c| is_han(*c));
    seen.sort_unstable();
    seen.dedup();
    run.len() > 2 && seen.len() <= 2 && all_han
}

/// Tracked type closes up: 我們固 然 希望能 在 兩 方 面達 致 平 衡 ，. In a clause that a stop ends, most pieces are single Han, which no list of names has, and some are
/// longer, which no word spread over its line has.
fn tracked(line: &mut Line) {
    let all = gaps(line);
    if all.len() < limits::TRACKED {
        return;
    }
    let mut close: Vec<Range<usize>> = Vec::new();
    let mut n = 0;
    while n < all.len() {
        // The blanks of one clause: between them nothing but Han stands.
        let han = |range: Range<usize>| !range.is_empty() && line.range(range).all(is_han);
        let more = all[n..].windows(2).take(limits::CLAUSE_GAPS).take_while(|two| han(two[0].at.end..two[1].at.start)).count();
        let Some(clause) = all.get(n..n + more + 1) else { break };
        n += more + 1;
        let (Some(first), Some(last)) = (clause.first(), clause.last()) else { break };
        let head = line.range(0..first.at.start).rev().take(limits::PIECE).take_while(|c| is_han(*c)).count();
        let tail = line.range(last.at.end..line.len()).take(limits::PIECE).take_while(|c| is_han(*c)).count();
        let stops = is_stop(line.at(last.at.end + tail));
        let lengths: Vec<usize> =
            std::iter::once(head).chain(clause.windows(2).map(|two| two[1].at.start - two[0].at.end)).chain([tail]).filter(|n| *n > 0).collect();
        let single = lengths.iter().filter(|n| **n == 1).count();
        let surnames = clause.iter().filter(|gap| line.words.surname.contains(gap.right)).count();
        if stops && single >= limits::TRACKED && single * 2 >= lengths.len() && surnames * 2 < single {
            close.extend(clause.iter().filter(|gap| is_wide_letter(gap.left) && (is_wide_letter(gap.right) || is_stop(gap.right))).map(|gap| gap.at.clone()));
        }
    }
    for at in close.into_iter().rev() {
        line.remove(at, SPACED);
    }
}

/// Whether a piece between blanks is the number of a year, month or day, or of an article, that stands apart from it: 九十 年 五 月, 第 6-1 条.
fn is_spaced_number(line: &Line, piece: Range<usize>) -> bool {
    let number = |c: char| is_numeral(c) || c.is_ascii_digit() || c == '-';
    let unit = (piece.end..line.len()).find(|&i| !is_blank(line.at(i))).unwrap_or(line.len());
    (1..=limits::YEAR).contains(&piece.len())
        && line.range(piece).all(number)
        && line.words.numbered.contains(line.at(unit))
        && (unit + 1 == line.len() || is_blank(line.at(unit + 1)))
}

/// Whether a blank stands between two dates, 2019 年 12 月 31 日 2018 年 12 月 31 日, and not inside one: a unit before it, and behind it a number whose unit is not the
/// next smaller one.
fn divides_dates(line: &Line, gap: &Gap) -> bool {
    let rank = |c: char| line.words.date.chars().position(|unit| unit == c);
    let digits = line.range(gap.at.end..line.len()).take(limits::YEAR).take_while(|c| is_numeral(*c) || c.is_ascii_digit() || *c == '-').count();
    rank(gap.left).is_some_and(|left| digits > 0 && rank(next_letter(line, gap.at.end + digits)) != Some(left + 1))
}
