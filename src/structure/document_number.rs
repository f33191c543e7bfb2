//! 文号, the number of an official document: `国市监质发〔2022〕95号`, `国务院令第745号`, `2022年第12号`.

use std::ops::Range;

use super::date::{Date, date_line};
use super::limits;
use super::numeral::{arabic_number, number};
use super::words::Words;
use crate::chars::is_han;

/// A document number found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentNumber {
    /// The number with `〔〕` and without blanks.
    pub value: String,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

impl Words {
    /// Every document number with a bracketed year in a text.
    pub(crate) fn document_numbers(&self, text: &str) -> Vec<DocumentNumber> {
        let mut found = Vec::new();
        for (at, c) in text.char_indices() {
            if !matches!(c, '〔' | '［' | '[' | '（' | '(' | '【') {
                continue;
            }
            let Some((tail, length)) = text.get(at + c.len_utf8()..).and_then(bracketed_year) else { continue };
            let Some(before) = text.get(..at) else { continue };
            let mut start = at;
            for (taken, (p, q)) in before.char_indices().rev().enumerate() {
                if !is_han(q) || taken >= limits::NUMBER_PREFIX {
                    break;
                }
                start = p;
            }
            let mut prefix = before.get(start..).unwrap_or_default();
            while let Some(rest) = self.before_number.after(prefix).filter(|rest| rest.chars().count() >= limits::NUMBER_PREFIX_LEAST) {
                prefix = rest;
            }
            if prefix.chars().count() < limits::NUMBER_PREFIX_LEAST {
                continue;
            }
            let start = at - prefix.len();
            found.push(DocumentNumber { value: format!("{prefix}{tail}"), span: start..at + c.len_utf8() + length });
        }
        found
    }
}

/// `2022〕95号` after the opening bracket: as `〔2022〕95号`, and its length.
fn bracketed_year(text: &str) -> Option<(String, usize)> {
    let eaten = |rest: &str| text.len() - rest.len();
    let body = text.trim_start_matches(' ');
    let (year, length) = arabic_number(body, 4).filter(|&(year, _)| limits::NUMBER_YEARS.contains(&year))?;
    let rest = body.get(length..)?.trim_start_matches(' ').strip_prefix(['〕', '］', ']', '）', ')', '】'])?.trim_start_matches(' ');
    let (ordinal, rest) = rest.strip_prefix('第').map_or(("", rest), |rest| ("第", rest));
    let digits = rest.trim_start_matches(' ');
    let (value, length) = arabic_number(digits, limits::NUMBER_DIGITS)?;
    let rest = digits.get(length..)?.trim_start_matches(' ').strip_prefix('号')?;
    Some((format!("〔{year}〕{ordinal}{value}号"), eaten(rest)))
}

impl Words {
    /// The document number that a line consists of, or `None`. Besides the form with a bracketed year this reads orders and announcements:
    /// `国务院令第745号`, `第745号`, `2022年第12号`, `公告2022年第5号`.
    pub(crate) fn number_line(&self, line: &str) -> Option<DocumentNumber> {
        let bare = line.trim();
        let offset = line.find(bare)?;
        let count = bare.chars().count();
        if !limits::NUMBER_LINE.contains(&count) || !bare.contains('号') {
            return None;
        }
        let labelled = self.number_labels.after(bare).unwrap_or(bare).trim();
        if let Some(value) = self.form_number(labelled) {
            return Some(DocumentNumber { value, span: offset..offset + bare.len() });
        }
        if let Some(one) = self.document_numbers(labelled).into_iter().next() {
            let head = labelled.get(..one.span.start)?;
            let tail = labelled.get(one.span.end..)?;
            // A date may stand beside it, and brackets around both: （国发〔1998〕23号 一九九八年七月三日）.
            let alone = head.trim().trim_end_matches(['（', '(']).is_empty() && (tail.trim().is_empty() || date_line(tail).is_some());
            let shift = offset + bare.len() - labelled.len();
            return alone.then(|| DocumentNumber { value: one.value, span: shift + one.span.start..shift + one.span.end });
        }
        if let Some((order, ordinal)) = labelled.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '('])) {
            // 主席令（九届第37号）
            let numbered = ordinal
                .split_once('第')
                .and_then(|(_, rest)| rest.strip_suffix('号'))
                .is_some_and(|digits| number(digits, limits::NUMBER_DIGITS).is_some_and(|(_, length)| length == digits.len()));
            if numbered && order.ends_with('令') && order.chars().chain(ordinal.chars()).all(|c| is_han(c) || c.is_ascii_digit() || c == '〇') {
                return Some(DocumentNumber { value: labelled.replace('(', "（").replace(')', "）"), span: offset..offset + bare.len() });
            }
        }
        // Orders: a body and 令 or 公告, then the number.
        let inner = labelled.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).unwrap_or(labelled);
        let ordinal = inner.rfind('第')?;
        let (_, length) = number(inner.get(ordinal + 3..)?.trim_start_matches(' '), limits::NUMBER_DIGITS)?;
        let rest = inner.get(ordinal + 3..)?.trim_start_matches(' ').get(length..)?;
        if rest.trim() != "号" {
            return None;
        }
        let mut head = inner.get(..ordinal)?.trim_end();
        if let Some(before) = head.strip_suffix('年') {
            let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            if digits != 4 {
                return None;
            }
            head = before.get(..before.len() - 4)?.trim_end();
        }
        let named = head.is_empty() || self.numbered.end(head);
        // A mark of serial numbers without the office before it is a piece of one.
        let piece = self.serial_marks.iter().any(|mark| mark.strip_suffix('第') == Some(head));
        let clean = !piece && head.chars().all(|c| is_han(c) || c == ' ');
        (named && clean).then(|| DocumentNumber { value: inner.replace(' ', ""), span: offset..offset + bare.len() })
    }

    /// The date that stands beside the number of a line (`川办发〔2009〕59号 二○○九年十二月八日`).
    pub(crate) fn date_beside_number(&self, line: &str) -> Option<Date> {
        let number = self.number_line(line)?;
        let beside = line.get(number.span.end..).and_then(date_line);
        beside.or_else(|| super::date::date(line.trim()).map(|(date, _)| date)).filter(|date| date.day.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers() {
        for (line, value) in [
            ("国市监质发〔2022〕95号", "国市监质发〔2022〕95号"),
            ("国办函[2004] 36 号", "国办函〔2004〕36号"),
            ("鲁政办字（2019）第12号", "鲁政办字〔2019〕第12号"),
            ("国务院令第745号", "国务院令第745号"),
            ("第 745 号", "第745号"),
            ("（2022年第12号）", "2022年第12号"),
            ("发文字号：国发〔2019〕5号", "国发〔2019〕5号"),
            ("某办发〔2009〕5号 二○○九年十二月八日", "某办发〔2009〕5号"),
            ("（某发〔1998〕3号　一九九八年七月三日）", "某发〔1998〕3号"),
            ("中华人民共和国主席令(九届第7号)", "中华人民共和国主席令（九届第7号）"),
        ] {
            assert_eq!(Words::embedded().number_line(line).map(|n| n.value).as_deref(), Some(value), "{line}");
        }
        for line in ["根据国发〔2019〕5号的要求，现通知如下。", "第12号台风", "全国人大四次会议第7264号建议"] {
            assert_eq!(Words::embedded().number_line(line), None, "{line}");
        }
    }

    #[test]
    fn reads_the_date_beside() {
        assert_eq!(Words::embedded().date_beside_number("某办发〔2009〕5号 二○○九年十二月八日").map(|date| date.to_string()).as_deref(), Some("2009-12-08"));
        assert_eq!(Words::embedded().date_beside_number("某办发〔2009〕5号"), None);
    }

    #[test]
    fn finds_those_in_sentences() {
        let text = "根据国发〔2019〕5号和《办法》（国办发〔2018〕128号）";
        let values: Vec<_> = Words::embedded().document_numbers(text).into_iter().map(|n| n.value).collect();
        assert_eq!(values, ["国发〔2019〕5号", "国办发〔2018〕128号"]);
    }
}
