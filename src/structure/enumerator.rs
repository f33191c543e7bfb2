//! Enumerators: what numbers a part, a section, an item or an article, and where a block may begin.

use std::ops::Range;

use super::limits;
use super::numeral::{arabic_number, circled_number, han_number, number, to_han};
use crate::chars::is_han;

/// The sorts of enumerators, from the outermost to the innermost as official documents nest them (GB/T 9704-2012: 一、（一）1.（1）).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Enumeration {
    /// 附件1
    Annex,
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. and 1．
    Dot,
    /// 1、
    Comma,
    /// （1）
    Bracket,
    /// 1）
    HalfBracket,
    /// ①
    Circled,
    /// 一是, 第一，
    Clause,
    /// 专栏1: a box, which stands outside the order.
    Box,
}

/// An enumerator read at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enumerator {
    /// Its sort.
    pub kind: Enumeration,
    /// Its number; 0 for an annex without one.
    pub number: u32,
    /// Its bytes in the text it was read from, blanks after it not included.
    pub span: Range<usize>,
}

impl Enumeration {
    /// The enumerator of this sort for a number, as documents write it: `（三）`, `第三条`, `3.`.
    pub(crate) fn write(self, number: u32) -> String {
        let han = || to_han(number);
        match self {
            Enumeration::Annex => format!("附件{number}"),
            Enumeration::Part => format!("第{}部分", han()),
            Enumeration::Chapter => format!("第{}章", han()),
            Enumeration::Section => format!("第{}节", han()),
            Enumeration::Article => format!("第{}条", han()),
            Enumeration::Han => format!("{}、", han()),
            Enumeration::HanBracket => format!("（{}）", han()),
            Enumeration::Dot => format!("{number}."),
            Enumeration::Comma => format!("{number}、"),
            Enumeration::Bracket => format!("（{number}）"),
            Enumeration::HalfBracket => format!("{number}）"),
            Enumeration::Circled => {
                number.checked_sub(1).filter(|n| *n < 20).and_then(|n| char::from_u32('①' as u32 + n)).map_or(number.to_string(), String::from)
            }
            Enumeration::Clause => format!("{}是", han()),
            Enumeration::Box => format!("专栏{number}"),
        }
    }

    /// Whether it begins a block wherever a line begins with it. `一是` and `第一，` as often continue a paragraph.
    pub(crate) fn begins_block(self) -> bool {
        self != Enumeration::Clause
    }
}

fn strip_open(text: &str) -> Option<&str> {
    text.strip_prefix('（').or_else(|| text.strip_prefix('('))
}

fn strip_close(text: &str) -> Option<&str> {
    text.strip_prefix('）').or_else(|| text.strip_prefix(')'))
}

/// Words after 第…条 that make it a reference in a sentence, not the number of an article.
const REFERENCE_TAILS: [&str; 17] = ["规定", "所", "、", "和", "至", "第", "中", "之", "的", "，", "以", "及", "或", "与", "到", "—", "。"];

/// Whether a number in brackets speaks of an item elsewhere, by what follows it: （一）至（三）项所列人员, （四）、（五）项.
fn refers(rest: &str) -> bool {
    ["、（", "、(", "至（", "至(", "和（", "和(", "项规定", "项所"].iter().any(|word| rest.starts_with(word))
}

fn ordinal(text: &str) -> Option<(Enumeration, u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = number(rest.trim_start_matches(' '), limits::ENUMERATOR_DIGITS)?;
    let skipped = rest.len() - rest.trim_start_matches(' ').len();
    let after = rest.get(skipped + length..)?;
    let unit = after.trim_start_matches(' ');
    let at = text.len() - unit.len();
    let (kind, size) = match unit.chars().next()? {
        '编' | '篇' => (Enumeration::Part, 3),
        '章' => (Enumeration::Chapter, 3),
        '节' => (Enumeration::Section, 3),
        '条' => (Enumeration::Article, 3),
        '部' if unit.starts_with("部分") => (Enumeration::Part, 6),
        _ => return None,
    };
    let mut end = at + size;
    let mut tail = text.get(end..)?;
    // 第十二条之一 is an article of its own.
    if kind == Enumeration::Article
        && let Some((_, length)) = tail.strip_prefix('之').and_then(han_number)
    {
        end += 3 + length;
        tail = text.get(end..)?;
    }
    if REFERENCE_TAILS.iter().any(|word| tail.starts_with(word)) || tail.starts_with('款') || tail.starts_with('项') {
        return None;
    }
    Some((kind, value, end))
}

/// Reads the enumerator that `text` begins with. Blanks before it are skipped and not part of its span.
///
/// ASCII brackets and full stops are read as well as full-width ones. A number that is a quantity (`1.5亿元`, `3个`),
/// a reference (`第三条规定`) or a year is none.
pub(crate) fn enumerator(text: &str) -> Option<Enumerator> {
    let body = text.trim_start_matches([' ', '\u{3000}', '\t']);
    let start = text.len() - body.len();
    let first = body.chars().next()?;
    // Nearly every line of prose is turned away here.
    let possible = match first {
        '第' | '（' | '(' | '附' | '专' | '〇' => true,
        '0'..='9' | '０'..='９' => true,
        c if circled_number(c).is_some() => true,
        c => han_number(c.encode_utf8(&mut [0; 4])).is_some(),
    };
    if !possible {
        return None;
    }
    let (kind, value, length) = read(body, first)?;
    Some(Enumerator { kind, number: value, span: start..start + length })
}

fn read(body: &str, first: char) -> Option<(Enumeration, u32, usize)> {
    let eaten = |rest: &str| body.len() - rest.len();
    match first {
        '第' => return ordinal(body).or_else(|| clause_ordinal(body)),
        '（' | '(' => {
            let inner = strip_open(body)?.trim_start_matches(' ');
            if let Some((value, length)) = arabic_number(inner, limits::ENUMERATOR_DIGITS) {
                let rest = strip_close(inner.get(length..)?.trim_start_matches(' '))?;
                return (value > 0 && !refers(rest)).then_some((Enumeration::Bracket, value, eaten(rest)));
            }
            let (value, length) = han_number(inner)?;
            let rest = strip_close(inner.get(length..)?.trim_start_matches(' '))?;
            return (value > 0 && value < limits::HAN_NUMBERS && !refers(rest)).then_some((Enumeration::HanBracket, value, eaten(rest)));
        }
        '附' => {
            let rest = body
                .strip_prefix("附件")
                .or_else(|| body.strip_prefix("附录"))
                .or_else(|| body.strip_prefix('附').filter(|rest| rest.starts_with(['：', ':'])))?;
            let digits = rest.trim_start_matches(' ');
            let (value, length) = number(digits, limits::ANNEX_DIGITS).unwrap_or((0, 0));
            let (value, rest) = if length > 0 { (value, digits.get(length..)?) } else { (0, rest) };
            let tail = rest.trim_start_matches(' ');
            let plain = tail.is_empty() || tail.starts_with(['：', ':']);
            return (plain || (value > 0 && rest.starts_with(' '))).then_some((Enumeration::Annex, value, eaten(rest)));
        }
        '专' => {
            let rest = body.strip_prefix("专栏")?.trim_start_matches(' ');
            let (value, length) = number(rest, limits::ANNEX_DIGITS)?;
            let rest = rest.get(length..)?;
            let tail = rest.chars().next();
            return tail.is_none_or(|c| c == ' ' || c == '：' || is_han(c) || c == '“').then_some((Enumeration::Box, value, eaten(rest)));
        }
        c if circled_number(c).is_some() => return Some((Enumeration::Circled, circled_number(c)?, c.len_utf8())),
        _ => {}
    }
    if let Some((value, length)) = arabic_number(body, limits::ENUMERATOR_DIGITS) {
        let rest = body.get(length..)?;
        let mark = rest.chars().next()?;
        let tail = rest.get(mark.len_utf8()..)?;
        return match mark {
            '.' | '．' if !tail.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase()) => Some((Enumeration::Dot, value, eaten(tail))),
            '、' if !tail.starts_with(|c: char| c.is_ascii_digit()) => Some((Enumeration::Comma, value, eaten(tail))),
            '）' | ')' => Some((Enumeration::HalfBracket, value, eaten(tail))),
            _ => None,
        };
    }
    let (value, length) = han_number(body)?;
    let rest = body.get(length..)?.trim_start_matches(' ');
    if let Some(tail) = rest.strip_prefix('、').or_else(|| rest.strip_prefix('．')) {
        // 一、二、三等奖 and 三、四月 count; they do not number.
        if tail.chars().next().is_some_and(|c| han_number(c.encode_utf8(&mut [0; 4])).is_some())
            && value > 0
            && han_number(tail).is_some_and(|(v, n)| v == value + 1 && !tail.get(n..).unwrap_or_default().starts_with("是"))
        {
            return None;
        }
        return (value > 0 && value < limits::HAN_NUMBERS).then_some((Enumeration::Han, value, eaten(tail)));
    }
    let tail = rest.strip_prefix('是').or_else(|| rest.strip_prefix("要"))?;
    (value > 0 && value <= limits::CLAUSES).then_some((Enumeration::Clause, value, eaten(tail)))
}

fn clause_ordinal(body: &str) -> Option<(Enumeration, u32, usize)> {
    let (value, length) = han_number(body.strip_prefix('第')?)?;
    let rest = body.get(3 + length..)?.strip_prefix('，')?;
    (value > 0 && value <= limits::CLAUSES).then_some((Enumeration::Clause, value, body.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Option<(Enumeration, u32, &str)> {
        enumerator(text).map(|e| (e.kind, e.number, &text[e.span]))
    }

    #[test]
    fn reads_every_sort() {
        use Enumeration::*;
        for (text, want) in [
            ("一、总体要求", (Han, 1, "一、")),
            ("十一、组织保障", (Han, 11, "十一、")),
            ("五、 改革完善", (Han, 5, "五、")),
            ("（三十二）开展评估。", (HanBracket, 32, "（三十二）")),
            ("(四)推动", (HanBracket, 4, "(四)")),
            ("12.提升水平。", (Dot, 12, "12.")),
            ("3．提升", (Dot, 3, "3．")),
            ("3、提升", (Comma, 3, "3、")),
            ("（2）提升", (Bracket, 2, "（2）")),
            ("2）提升", (HalfBracket, 2, "2）")),
            ("③提升", (Circled, 3, "③")),
            ("第一条 为了规范", (Article, 1, "第一条")),
            ("第一百二十条为了规范", (Article, 120, "第一百二十条")),
            ("第十条之一 本章", (Article, 10, "第十条之一")),
            ("第二章 职责", (Chapter, 2, "第二章")),
            ("第三节 责任", (Section, 3, "第三节")),
            ("第一部分 总论", (Part, 1, "第一部分")),
            ("附件1", (Annex, 1, "附件1")),
            ("附件：", (Annex, 0, "附件")),
            ("附：申请表", (Annex, 0, "附")),
            ("附件2：申请表", (Annex, 2, "附件2")),
            ("专栏 4 服务工程", (Box, 4, "专栏 4")),
            ("一是抓落实；", (Clause, 1, "一是")),
            ("　　二、范围", (Han, 2, "二、")),
        ] {
            assert_eq!(read_as(text), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        use Enumeration::*;
        for kind in [Part, Chapter, Section, Article, Han, HanBracket, Dot, Comma, Bracket, HalfBracket, Circled] {
            for number in [1, 10, 13, 20] {
                let text = kind.write(number);
                assert_eq!(read_as(&text), Some((kind, number, text.as_str())), "{text}");
            }
        }
        assert_eq!(Article.write(105), "第一百零五条");
        assert_eq!(HanBracket.write(230), "（二百三十）");
    }

    #[test]
    fn quantities_and_references_are_none() {
        for text in [
            "1.5亿元",
            "2022年11月",
            "第三条规定的情形",
            "（一）至（三）项所列人员",
            "（四）、（五）项所列人员",
            "第三条、第四条",
            "一二线城市",
            "三个方面",
            "专栏作家",
            "附件中所列",
            "一、二、三等奖",
            "（2022—2025年）",
            "十分重要",
            "3个工作日",
            "1.html",
        ] {
            assert_eq!(read_as(text), None, "{text}");
        }
    }
}
