//! The gate between what a stage proposes and what is applied: an edit that changes what the text keeps there is taken back. What a rule changes and what
//! keeps it is said in `prose`; which lines are no prose is known from the findings, and what stands inside a line, and its language, is read here,
//! from the lines that edits touch and no other.

use std::ops::Range;

use crate::chars::is_han;
use crate::code::{Code, StageName};
use crate::edit::Proposal;
use crate::finding::{Fact, FindingKind, TextKind};
use crate::prose::{Concern, Language, Span};
use crate::structure::{Kinds, spans};
use crate::text::Text;

/// The rule that reads headings from their marks.
const MARKED: Code = Code::new("K030");

/// What is known of the line that was asked for last.
struct Line {
    at: Range<usize>,
    spans: Vec<(Range<usize>, Span)>,
    language: Option<Language>,
    quotations: Vec<(Range<usize>, Language)>,
}

/// The gate for one text.
pub(crate) struct Gate<'a> {
    text: &'a str,
    kinds: &'a Kinds,
    stretches: Vec<(Range<usize>, TextKind)>,
    /// Lines that marks of Markdown say are headings.
    headings: Vec<(Range<usize>, u8)>,
    line: Option<Line>,
}

impl<'a> Gate<'a> {
    pub(crate) fn new(text: &Text<'a>, kinds: &'a Kinds) -> Gate<'a> {
        let marked = text.found(FindingKind::Heading).filter(|finding| finding.rule == MARKED && !finding.at.is_empty());
        let mut headings: Vec<(Range<usize>, u8)> =
            marked.filter_map(|finding| if let Fact::Heading(heading) = &finding.fact { Some((finding.at.clone(), heading.level)) } else { None }).collect();
        headings.sort_by_key(|(at, _)| at.start);
        Gate { text: text.as_str(), kinds, stretches: text.stretches(), headings, line: None }
    }

    /// Takes back what the text keeps. Stage markup comes before there is a text: it asks for itself.
    pub(crate) fn hold(&mut self, stage: StageName, proposal: &mut Proposal) {
        if stage != StageName::Markup {
            proposal.withhold_where(|rule, at| self.keeps(rule, at));
            // A repair of mojibake reads the bytes again: what parts the figures there is not what the document had between them (UTF-16 read as GBK).
            if stage != StageName::Mojibake {
                proposal.keep_numbers_apart(self.text);
            }
        }
    }

    fn keeps(&mut self, rule: Code, at: Range<usize>) -> bool {
        let concern = Concern::of(rule);
        self.kind_keeps(concern, &at) || self.heading_keeps(concern, &at) || self.line_keeps(concern, &at)
    }

    /// Whether the edit would join a marked heading to the line before or after it, or take it for one that is said again.
    fn heading_keeps(&self, concern: Concern, at: &Range<usize>) -> bool {
        let next = self.headings.partition_point(|(range, _)| range.end < at.start);
        let touched = self.headings.get(next).filter(|(range, _)| range.start <= at.end);
        // The heading of the whole page may be said again by a press between two columns; none below it is.
        touched.is_some_and(|(_, level)| concern == Concern::Breaks || concern == Concern::Repeats && *level > 1)
    }

    /// Whether the edit touches lines of a kind that keeps what it changes.
    fn kind_keeps(&self, concern: Concern, at: &Range<usize>) -> bool {
        let next = self.stretches.partition_point(|(range, _)| range.end <= at.start);
        let touched = self.stretches.iter().skip(next).take_while(|(range, _)| range.start < at.end.max(at.start + 1));
        touched.into_iter().any(|(_, kind)| match (kind, concern) {
            // Beside a mark of Chinese no blank separates cells.
            (TextKind::Rows, Concern::Gaps) => !self.is_beside_mark(at),
            // # 吭 hang: a word and its reading. The number of an item has no blank behind it.
            (TextKind::List, Concern::Gaps) => self.is_between_scripts(at),
            // (1,234.56): a sum below zero.
            (TextKind::Rows | TextKind::List | TextKind::Table, Concern::Marks) => kind.keeps(concern) || self.is_of_sum(at),
            // 畀 俾: cells of one character, not a word spaced out.
            (TextKind::Rows, Concern::SpacedOut) => self.is_between_characters(at),
            _ => kind.keeps(concern),
        })
    }

    /// Whether Han stand on one side, and a letter of another script on the other.
    fn is_between_scripts(&self, at: &Range<usize>) -> bool {
        let before = self.text.get(..at.start).and_then(|text| text.chars().next_back());
        let after = self.text.get(at.end..).and_then(|text| text.chars().next());
        let letter = |c: char| c.is_alphabetic() && !is_han(c);
        before.zip(after).is_some_and(|(before, after)| is_han(before) && letter(after) || letter(before) && is_han(after))
    }

    fn is_beside_mark(&self, at: &Range<usize>) -> bool {
        let mark = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '\u{3001}'..='\u{301b}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' | '“' | '”' | '‘' | '’' | '—' | '…'))
        };
        let before = self.text.get(..at.start).and_then(|text| text.chars().next_back());
        mark(before) || mark(self.text.get(at.end..).and_then(|text| text.chars().next()))
    }

    /// Whether an edit is at a bracket of a cell that is a sum in brackets.
    fn is_of_sum(&self, at: &Range<usize>) -> bool {
        let (start, end) = self.bounds(at.start);
        let from = self.text.get(start..at.start).and_then(|text| text.rfind(char::is_whitespace)).map_or(start, |n| start + n);
        let to = self.text.get(at.end..end).and_then(|text| text.find(char::is_whitespace)).map_or(end, |n| at.end + n);
        let cell = self.text.get(from..to).unwrap_or_default().trim();
        let sum = cell.strip_prefix('(').and_then(|cell| cell.strip_suffix(')'));
        at.len() == 1 && sum.is_some_and(|sum| sum.bytes().any(|b| b.is_ascii_digit()) && sum.bytes().all(|b| b.is_ascii_digit() || b",.%-".contains(&b)))
    }

    /// Whether an edit would close the one blank between two cells of one character each, of which the first is no surname.
    fn is_between_characters(&self, at: &Range<usize>) -> bool {
        let (start, end) = self.bounds(at.start);
        let before = self.text.get(start..at.start).and_then(|text| text.rsplit(' ').next()).unwrap_or_default();
        let after = self.text.get(at.end..end).and_then(|text| text.split(' ').next()).unwrap_or_default();
        let single = |cell: &str| cell.chars().next().is_some_and(is_han) && cell.chars().nth(1).is_none();
        self.text.get(at.clone()) == Some(" ") && single(before) && single(after) && !self.kinds.is_surname(before)
    }

    /// Where the line of a byte begins and ends.
    fn bounds(&self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr(b'\n', bytes.get(..at).unwrap_or_default()).map_or(0, |n| n + 1);
        let end = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |n| at + n);
        (start, end)
    }

    /// Whether what stands in the line, or its language, keeps what the edit changes. An edit over several lines is asked of the first.
    fn line_keeps(&mut self, concern: Concern, at: &Range<usize>) -> bool {
        let asked = [Span::Code, Span::Face].iter().any(|span| span.keeps(concern)) || Language::Japanese.keeps(concern);
        if !asked {
            return false;
        }
        let text = self.text;
        let french = || {
            let before = text.get(..at.start).and_then(|text| text.chars().next_back());
            let after = text.get(at.end..).and_then(|text| text.chars().next());
            before == Some('«') || after.is_some_and(|c| matches!(c, '»' | ':' | ';' | '!' | '?' | '%'))
        };
        let line = self.line(at.start);
        let touches = |range: &Range<usize>| range.start < at.end.max(at.start + 1) && at.start < range.end;
        line.spans.iter().any(|(range, span)| touches(range) && span.keeps(concern))
            || line.language.is_some_and(|language| language.keeps(concern))
            // French keeps a mark on the line with a blank of its own.
            || concern == Concern::Spacing && line.language == Some(Language::Latin) && french()
            || line.quotations.iter().any(|(range, language)| touches(range) && language.keeps(concern))
    }

    /// The line in which a byte stands.
    fn line(&mut self, at: usize) -> &Line {
        let known = self.line.take().filter(|line| line.at.start <= at && at <= line.at.end);
        let (text, languages) = (self.text, self.kinds.languages());
        let (start, end) = if known.is_some() { (0, 0) } else { self.bounds(at) };
        self.line.insert(known.unwrap_or_else(|| {
            let line = text.get(start..end).unwrap_or_default();
            let place = |range: Range<usize>| start + range.start..start + range.end;
            let language = languages.of(line);
            let quotations = if language == Some(Language::Chinese) { languages.quotations(line) } else { Vec::new() };
            Line {
                at: start..end,
                spans: spans(line).into_iter().map(|(range, span)| (place(range), span)).collect(),
                language,
                quotations: quotations.into_iter().map(|(range, language)| (place(range), language)).collect(),
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, KindShare, Witness};
    use crate::rule::RuleBook;
    use crate::text::Origin;

    /// Which of the edits by these rules at the first place of these strings are left.
    fn left(text: &str, kinds: &[(&str, TextKind)], edits: &[(&'static str, &str)]) -> Vec<bool> {
        let place = |part: &str| text.find(part).map_or(0..0, |at| at..at + part.len());
        let known: Vec<Finding> = kinds
            .iter()
            .map(|(part, kind)| Finding { fact: Fact::Kind(KindShare::new(*kind, 1.0)), witness: Witness::Text, at: place(part), rule: Code::new("U012") })
            .collect();
        let (origin, kinds_of) = (Origin::default(), Kinds::read(&RuleBook::embedded()).expect("sound rules"));
        let mut gate = Gate::new(&Text::new(text, &known, &origin), &kinds_of);
        edits.iter().map(|(rule, part)| !gate.keeps(Code::new(rule), place(part))).collect()
    }

    #[test]
    fn what_text_keeps_is_taken_back() {
        let code = "运行`a, b`,然后";
        assert_eq!(left(code, &[], &[("W003", ", "), ("W003", ",然"), ("U006", ", ")]), [false, true, true]);
        let japanese = "東京都は「働き方改革」について、推進すると発表した。\n他说「好」。";
        assert_eq!(left(japanese, &[], &[("W021", "「働"), ("S001", "東"), ("W021", "「好")]), [false, false, true]);
        let list = "# 吭 hang\n1. 甲";
        assert_eq!(left(list, &[(list, TextKind::List)], &[("W031", " hang"), ("W031", " 甲")]), [true, true]);
        let rows = "畀 俾\n甲 1";
        assert_eq!(left(rows, &[(rows, TextKind::Rows)], &[("W031", " 1"), ("W033", " "), ("F005", "甲"), ("W003", "甲")]), [false, false, false, true]);
    }
}
