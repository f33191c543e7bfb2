//! Blanks: none inside a sentence, one between the members of a list.

use std::ops::Range;

use crate::chars::is_han;
use crate::code::Code;

use super::context::{is_blank, is_stop, is_wide_letter};
use super::line::Line;

/// Trailing blanks go.
const EDGE: Code = Code::new("W030");
/// Blanks inside Chinese sentences go.
const INNER: Code = Code::new("W031");
/// A blank that stays is one ASCII space.
const ONE: Code = Code::new("W032");
/// Letter-spaced words close up.
const SPACED: Code = Code::new("W033");

/// Surnames that are common enough to tell 王 霞 李 明 from 工 作 报 告.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖石贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤施冀";

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

/// Settles every inner blank of a line that has Han. In a `row` of a table each keeps two cells apart.
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
    for (gap, keep) in all.iter().zip(keep).rev() {
        if keep {
            line.remove(gap.at.start + 1..gap.at.end, ONE);
            line.set(gap.at.start, ' ', ONE);
        } else {
            line.remove(gap.at.clone(), INNER);
        }
    }
}

fn shape(line: &Line, all: &[Gap]) -> Shape {
    let sentence = (0..line.len()).any(|i| is_stop(line.at(i)) && !(line.before(i).is_ascii_digit() && line.at(i + 1).is_ascii_digit()) && line.beside_han(i));
    let numbers = all.iter().filter(|gap| gap.right.is_ascii_digit()).count();
    Shape { sentence, row: !sentence && (all.len() >= 4 || all.len() >= 3 && numbers >= 2) }
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
    if super::marks::begins_word(line, gap.at.end) && left != '：' {
        return true;
    }
    let beside_stop = |i: usize, c: char| is_stop(c) && line.beside_han(i) || c == ':' && line.beside_han(i);
    if beside_stop(gap.at.start.wrapping_sub(1), left) && !left.is_ascii_digit() || beside_stop(gap.at.end, right) {
        return false;
    }
    // What a bracket says belongs to the word before it, whatever the line is; but not to a date: 2014年3月7日 （此件公开发布）.
    let date = matches!(left, '年' | '月' | '日') && line.before(gap.at.start.saturating_sub(1)).is_ascii_digit();
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
    if is_enumerator(line, gap.at.start) || right.is_ascii_digit() && is_heading_word(line, gap.at.start) {
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
        !(is_blank(line.at(after)) && is_unit(line.range(after..line.len()).find(|c| !is_blank(*c))) || matches!(left, '第' | '约' | '近' | '达' | '共'))
    } else {
        !is_unit(Some(right))
    }
}

fn is_unit(c: Option<char>) -> bool {
    c.is_some_and(|c| "年月日号时分秒个届次名条项家人万亿元倍岁位级类期款章页米吨户所座台件种".contains(c))
}

/// Words that a heading's number follows.
const HEADING_WORDS: &[&str] = &["专栏", "附件", "附表", "附图", "表", "图", "附录", "案例", "例"];

/// 专栏 1: whether a line begins with such a word and it ends at `i`.
fn is_heading_word(line: &Line, i: usize) -> bool {
    i <= 2 && HEADING_WORDS.contains(&line.range(0..i).collect::<String>().as_str())
}

/// Whether a heading's number ends at `i`: 第三条, 第二章, 专栏4, 附件1, 表2.
fn after_head(line: &Line, i: usize) -> bool {
    let from = i.saturating_sub(10);
    let head: Vec<char> = line.range(from..i).rev().take_while(|c| is_han(*c) || c.is_ascii_digit() || *c == '—' || *c == '-').collect();
    // The number begins the line or a sentence.
    let start = i - head.len();
    if !(start == 0 || matches!(line.before(start), '。' | '；' | '：' | '”' | '）' | '》') || is_blank(line.before(start))) {
        return false;
    }
    let numeral = |c: &char| "〇零一二三四五六七八九十百千两".contains(*c) || c.is_ascii_digit();
    let digits = head.iter().take_while(|c| numeral(c)).count();
    let named: String = head[digits..].iter().rev().collect();
    if (1..=3).contains(&digits) && HEADING_WORDS.contains(&named.as_str()) {
        return true;
    }
    // 4.2.2 转移安置
    let text: String = line.range(0..i.min(12)).collect();
    if i <= 11 && text.contains('.') && text.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())) {
        return is_han(line.range(i..line.len()).find(|c| !is_blank(*c)).unwrap_or('\0'));
    }
    if digits == head.len() && start == 0 && (1..=2).contains(&digits) && head.iter().all(char::is_ascii_digit) {
        return is_han(line.range(i..line.len()).find(|c| !is_blank(*c)).unwrap_or('\0')) && !is_unit(line.range(i..line.len()).find(|c| !is_blank(*c)));
    }
    let Some((unit, rest)) = head.split_first() else { return false };
    let Some((first, middle)) = rest.split_last() else { return false };
    *first == '第'
        && !middle.is_empty()
        && matches!(unit, '条' | '章' | '节' | '编' | '款' | '篇' | '卷' | '回' | '课' | '讲' | '集')
        && middle.iter().all(|c| numeral(c) || *c == '之')
        || line.range(0..i).eq("第一部分".chars())
        || line.range(0..i).eq("第二部分".chars())
        || line.range(0..i).eq("第三部分".chars())
}

/// Whether an enumerator ends at `i`: `1.`, `（一）`, `(1)`, `①` at the line's start.
fn is_enumerator(line: &Line, i: usize) -> bool {
    let text: Vec<char> = line.range(0..i.min(8)).collect();
    if i > 6 {
        return false;
    }
    match text[..] {
        [.., '.'] => text[..text.len() - 1].iter().all(|c| c.is_ascii_digit()) && text.len() > 1,
        ['（' | '(', .., '）' | ')'] => text.len() > 2 && text[1..text.len() - 1].iter().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)),
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
    // Pieces of lists are short; a longer look would make long lines slow.
    let reach = 40;
    if forward {
        line.range(from..from + reach).all(&mut step);
    } else {
        line.range(from.saturating_sub(reach)..from).rev().all(&mut step);
    }
    han
}

/// Whether a blank of a sentence stands in a list of names: three short members in a row, or after 记者.
fn in_list(line: &Line, all: &[Gap], n: usize) -> bool {
    let short = |han: usize| (2..=5).contains(&han);
    let Some(gap) = all.get(n) else { return false };
    let left = piece(line, gap.at.start, false);
    let right = piece(line, gap.at.end, true);
    if !short(right) || left < 2 {
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
    let left_word: String = {
        let from = gap.at.start.saturating_sub(5);
        line.range(from..gap.at.start).skip_while(|c| !opens(*c)).skip(1).collect()
    };
    if ["记者", "通讯员", "摄影", "编辑", "见习记者", "实习生"].contains(&left_word.as_str()) {
        return true;
    }
    if !short(left) && left > 8 {
        return false;
    }
    beyond(all.get(n + 1), true) || short(left) && beyond(n.checked_sub(1).and_then(|n| all.get(n)), false)
}

/// Whether a blank stands between the names of a signature: brackets that hold nothing but names, （李明 王小芳）.
fn in_signature(line: &Line, gap: &Gap) -> bool {
    const LONGEST: usize = 30;
    let from = gap.at.start.saturating_sub(LONGEST);
    let Some(open) = (from..gap.at.start).rev().find(|&i| opens(line.at(i)) || closes(line.at(i))) else { return false };
    let Some(close) = (gap.at.end..gap.at.end + LONGEST).find(|&i| opens(line.at(i)) || closes(line.at(i))) else { return false };
    if !matches!((line.at(open), line.at(close)), ('（' | '(', '）' | ')')) {
        return false;
    }
    let inside: String = line.range(open + 1..close).collect();
    inside.split(is_blank).filter(|name| !name.is_empty()).all(|name| {
        let mut letters = name.chars();
        letters.next().is_some_and(|c| SURNAMES.contains(c)) && letters.all(is_han) && (2..=4).contains(&name.chars().count())
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
    left >= 4 && right >= 4 || left == right && left == 3
}

/// 政 府 工 作 报 告 closes up, and so do names and words of two characters that were padded to three (王 霞, 总 则).
fn spaced(line: &mut Line) {
    let all = gaps(line);
    if all.is_empty() {
        return;
    }
    // Runs of single Han characters set apart.
    let single = |from: usize, to: usize| to == from + 1 && is_han(line.at(from));
    let mut close: Vec<usize> = Vec::new();
    let mut n = 0;
    while n < all.len() {
        let Some(gap) = all.get(n) else { break };
        let start = n.checked_sub(1).and_then(|n| all.get(n)).map_or(0, |before| before.at.end);
        if !single(start, gap.at.start) {
            n += 1;
            continue;
        }
        // The run: gaps n..m have a single character on both sides.
        let mut m = n;
        let mut letters = vec![line.at(start)];
        while let Some(gap) = all.get(m) {
            let end = all.get(m + 1).map_or(line.len(), |next| next.at.start);
            if !single(gap.at.end, end) {
                break;
            }
            letters.push(line.at(gap.at.end));
            m += 1;
        }
        let names = letters.len() >= 4 && letters.len() % 2 == 0 && letters.iter().step_by(2).all(|c| SURNAMES.contains(*c));
        close.extend((n..m).filter(|k| !names || (k - n) % 2 == 0));
        n = m + 1;
    }
    for k in close.into_iter().rev() {
        if let Some(gap) = all.get(k) {
            line.remove(gap.at.clone(), SPACED);
        }
    }
}
