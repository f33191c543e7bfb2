//! Where the text is traditional: the verdict on a page, on a line, and on a place in a line.

use std::ops::Range;

use super::classes::{Census, Classes, SIMPLIFIED, Survey, Suspect, TRADITIONAL};
use super::language::{Language, Stays};
use super::limits;
use crate::chars::is_han;
use crate::finding::Script;
use crate::judge::simplify_char;

/// How far conversion goes in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Everything the engine says.
    Everything,
    /// Characters that only traditional text has, and others where their neighbourhood is traditional.
    Nearby,
    /// Only characters that only traditional text has.
    Traditional,
}

/// A line in which something may change, and what of it may.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, without the line feed.
    pub(super) at: Range<usize>,
    /// Of what is Chinese in it.
    pub(super) census: Census,
    /// Quotations in another language, by their bytes in the line.
    pub(super) stays: Vec<Range<usize>>,
}

/// The verdict on a page.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) script: Script,
    /// The Chinese lines in which something may change.
    pub(super) lines: Vec<Line>,
}

/// Weighs the evidence of a whole page. Lines and quotations in another language say nothing of the Chinese on the page, and stay as they are.
pub(super) fn judge_page(text: &str, survey: Survey, classes: &Classes, language: &Language) -> Verdict {
    let foreign_page = survey.census.is_foreign();
    let mut simplified = survey.census.simplified - survey.aside;
    let mut lines = Vec::new();
    for Suspect { line: at, census } in survey.suspects {
        let line = text.get(at.clone()).unwrap_or_default();
        let stays = if foreign_page || census.shows_other() { language.stays(line, foreign_page) } else { Stays::Parts(Vec::new()) };
        match stays {
            Stays::Whole => simplified -= census.simplified,
            Stays::Parts(stays) if stays.is_empty() => lines.push(Line { at, census, stays }),
            Stays::Parts(stays) => {
                let chinese = classes.census(&without(line, &stays));
                simplified -= census.simplified - chinese.simplified;
                lines.push(Line { at, census: chinese, stays });
            }
        }
    }
    let traditional: u64 = lines.iter().map(|line| u64::from(line.census.traditional)).sum();
    let simplified = u64::from(simplified);
    let minority = traditional.min(simplified);
    let script = if traditional + simplified == 0 || foreign_page && lines.is_empty() {
        Script::None
    } else if minority >= u64::from(limits::EVIDENCE) && minority as f64 >= limits::MIXED_SHARE * (traditional + simplified) as f64 {
        Script::Mixed
    } else if traditional > simplified {
        Script::Traditional
    } else {
        Script::Simplified
    };
    Verdict { script, lines }
}

/// A line without some stretches of it.
fn without(line: &str, stretches: &[Range<usize>]) -> String {
    let mut rest = String::new();
    let mut done = 0;
    for stretch in stretches {
        rest.push_str(line.get(done..stretch.start).unwrap_or_default());
        done = stretch.end;
    }
    rest.push_str(line.get(done..).unwrap_or_default());
    rest
}

/// How far conversion goes in a line of a page of this script; `None` where nothing in it is touched.
pub(super) fn reach(page: Script, line: &Census) -> Option<Reach> {
    let traditional_page = page == Script::Traditional;
    match (line.traditional, line.simplified) {
        (0, 0) => traditional_page.then_some(Reach::Everything),
        (0, _) => None,
        (1, 0) if !traditional_page => Some(Reach::Traditional),
        (_, 0) => Some(Reach::Everything),
        (traditional, simplified) if traditional_page && f64::from(simplified) <= limits::MIXED_SHARE * f64::from(traditional) => Some(Reach::Everything),
        (1, _) if !traditional_page => Some(Reach::Traditional),
        _ => Some(Reach::Nearby),
    }
}

/// A place in a line, and what stands around it.
pub(super) struct Surroundings<'a> {
    pub(super) line: &'a str,
    pub(super) at: Range<usize>,
    pub(super) classes: &'a Classes,
}

impl Surroundings<'_> {
    /// Whether the nearest evidence in the line is traditional: what is near counts for more, and a lone character for nothing.
    pub(super) fn are_traditional(&self) -> bool {
        let before = self.line.get(..self.at.start).unwrap_or_default();
        let after = self.line.get(self.at.end..).unwrap_or_default();
        let (mut balance, mut traditional) = (0.0f64, 0u32);
        let mut weigh = |c: char, weight: f64| match self.classes.of(c as u32) {
            TRADITIONAL => {
                balance += weight;
                traditional += 1;
            }
            SIMPLIFIED => balance -= weight,
            _ => {}
        };
        let mut weight = 1.0;
        for (left, right) in padded(before.chars().rev()).zip(padded(after.chars())).take(limits::WINDOW) {
            left.into_iter().chain(right).for_each(|c| weigh(c, weight));
            weight *= limits::NEARNESS;
        }
        balance > 0.0 && traditional >= limits::EVIDENCE
    }

    /// Whether the character is half of mojibake that could not be mended (鍚敤): one that the bytes of UTF-8 make when they are read as GBK, beside
    /// another of the kind that no script has. Converted, it would be lost for good.
    pub(super) fn is_misread(&self) -> bool {
        let before = self.line.get(..self.at.start).unwrap_or_default().chars().next_back();
        let after = self.line.get(self.at.end..).unwrap_or_default().chars().next();
        let fits = |c: char| gbk_pair(c).is_some_and(|(lead, trail)| is_utf8_part(lead) && is_utf8_part(trail));
        // Beyond GB2312, and neither of two scripts: a rare character.
        let rare = |c: char| fits(c) && self.classes.of(c as u32) != TRADITIONAL && gbk_pair(c).is_some_and(|(lead, trail)| lead < 0xb0 || trail < 0xa1);
        self.line.get(self.at.clone()).unwrap_or_default().chars().all(fits) && [before, after].into_iter().flatten().any(rare)
    }

    /// Whether the character is spoken of instead of used: in brackets after its own simplified form, 国（國）, alone or among others,
    /// 干（乾、幹）; before its simplified form in brackets, 臺灣（台湾）; or alone in quotation marks, “發”.
    pub(super) fn is_mention(&self) -> bool {
        let before = self.line.get(..self.at.start).unwrap_or_default();
        let after = self.line.get(self.at.end..).unwrap_or_default();
        let inner = |c: &char| is_han(*c) || matches!(c, '、' | '／' | '/' | '，' | ',' | ' ');
        let left: usize = before.chars().rev().take(limits::MENTIONED).take_while(inner).map(char::len_utf8).sum();
        let right: usize = after.chars().take(limits::MENTIONED).take_while(inner).map(char::len_utf8).sum();
        let start = before.len() - left;
        let outside = before.get(..start).unwrap_or_default();
        let close = after.get(right..).and_then(|rest| rest.chars().next());
        if close.and_then(closing).is_some() && self.is_explained(right) {
            return true;
        }
        let Some(open) = outside.chars().next_back() else { return false };
        let inside = self.line.get(start..self.at.end + right).unwrap_or_default();
        match (open, close) {
            ('“', Some('”')) | ('「', Some('」')) | ('‘', Some('’')) | ('"', Some('"')) => inside.chars().nth(1).is_none(),
            (open, Some(close)) if closing(open) == Some(close) => {
                let lead = outside.get(..outside.len() - open.len_utf8()).unwrap_or_default();
                let mut forms = inside.split(['、', '／', '/', '，', ',', ' ']).filter(|form| !form.is_empty());
                forms.any(|form| {
                    let simplified: String = form.chars().map(simplify_char).collect();
                    simplified != form && lead.ends_with(&simplified)
                })
            }
            _ => false,
        }
    }

    /// Whether the word that goes on for `right` bytes is followed by its simplified form in brackets.
    fn is_explained(&self, right: usize) -> bool {
        let (word, rest) = self.line.split_at_checked(self.at.end + right).unwrap_or_default();
        let mut inside = rest.chars();
        let close = inside.next().and_then(closing);
        let form: Vec<char> = inside.by_ref().take_while(|c| is_han(*c)).take(limits::EXPLANATION).collect();
        let ends = rest.chars().nth(form.len() + 1) == close;
        let (mut length, mut compared) = (0, 0);
        let alike = form.iter().rev().zip(word.chars().rev()).all(|(simple, c)| {
            length += c.len_utf8();
            compared += 1;
            *simple == simplify_char(c)
        });
        // The character itself must be among those explained.
        ends && alike && compared == form.len() && word.len() - length <= self.at.start
    }
}

/// The two bytes of a Han character in GBK.
fn gbk_pair(c: char) -> Option<(u8, u8)> {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [lead, trail] if !unmappable && is_han(c) => Some((lead, trail)),
        _ => None,
    }
}

/// Whether a byte may stand in the UTF-8 of a Han character.
fn is_utf8_part(byte: u8) -> bool {
    matches!(byte, 0x80..=0xbf | 0xe4..=0xe9)
}

/// The bracket that closes what this one opens.
fn closing(open: char) -> Option<char> {
    let pairs = [('（', '）'), ('(', ')'), ('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】')];
    pairs.iter().find(|pair| pair.0 == open).map(|pair| pair.1)
}

/// The characters, and then nothing for ever.
fn padded(chars: impl Iterator<Item = char>) -> impl Iterator<Item = Option<char>> {
    chars.map(Some).chain(std::iter::repeat(None))
}
