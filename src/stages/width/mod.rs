//! Punctuation, quotes, brackets, blanks and numerals in canonical form.
//!
//! The stage works line by line. A line that is canonical already is recognised from its bytes and passed over. Any other is rewritten until a
//! rewriting changes nothing; a line that would not come to rest is left alone. So what the stage has written
//! it leaves as it is. Lines without Han, lines of code and rows of Markdown tables keep their marks.

mod blanks;
mod clean;
mod context;
mod corners;
mod dots;
mod limits;
mod line;
mod marks;
mod numbers;
pub mod pairing;
mod quotes;
mod rows;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chars::is_kana;
use crate::chars::without_blanks;
use crate::code::Code;
use crate::code::StageName;
use crate::edit::Proposal;
use crate::finding::Fact;
use crate::reread::until_at_rest;
use crate::stage::{BuildError, Resources, Stage};
use crate::structure::date_line;
use crate::text::{Lines, Text};

use context::{is_blank, is_numeral, is_wide_letter};
use line::Line;
use pairing::Weights;
use rows::Cut;
use words::Words;

/// A paragraph's indent in the middle of a line is a lost line end.
const LOST_BREAK: Code = Code::new("W034");
/// A quote without a partner is reported.
const UNPAIRED: Code = Code::new("W023");

/// The stage.
pub(crate) struct Width {
    words: Words,
    weights: Weights,
}

impl Width {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        Ok(Self { words: Words::read(&resources.rules, &resources.judge)?, weights: Weights::read(&resources.rules)? })
    }
}

/// What is done with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Han text.
    Han,
    /// No Han: letters and blanks only.
    Latin,
    /// Code or a table row: left alone but for blanks at its end.
    Code,
    /// Japanese, which has marks of its own: left alone like code.
    Japanese,
}

/// A line that may need work.
struct Suspect {
    at: Range<usize>,
    kind: Kind,
    /// Its number among all lines, to see neighbours.
    number: usize,
}

impl Stage for Width {
    fn name(&self) -> StageName {
        StageName::Width
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        self.propose_but_for(clean::is_clean, text, &text.spared(self.name()), out);
    }
}

impl Width {
    /// Proposes for every line but those that `is_clean` passes over and those that are spared.
    fn propose_but_for(&self, is_clean: fn(&[u8]) -> bool, text: &str, spared: &[Range<usize>], out: &mut Proposal) {
        let (suspects, code_page) = self.suspects(is_clean, text, spared, out);
        let prose = suspects.iter().filter(|suspect| suspect.kind == Kind::Han && !code_page).map(|suspect| suspect.at.clone());
        let corners = corners::pair(text, prose);
        let cuts: Vec<(usize, Cut)> = suspects.iter().map(|suspect| (suspect.number, Cut::of(&text[suspect.at.clone()]))).collect();
        let rows = rows::find(&cuts);
        let (mut open, mut alone) = (Vec::new(), Vec::new());
        for paragraph in quotes::paragraphs(text, &suspects, spared) {
            let (own, rows) = (suspects.get(paragraph.clone()).unwrap_or_default(), rows.get(paragraph).unwrap_or_default());
            let rewritten = own.iter().zip(rows).map(|(suspect, &row)| {
                let kind = if code_page { Kind::Code } else { suspect.kind };
                self.rewrite(&text[suspect.at.clone()], suspect.at.start, kind, &corners, row)
            });
            let mut lines: Vec<Option<Line>> = rewritten.collect();
            if !code_page && own.iter().any(|suspect| suspect.kind == Kind::Han) {
                let row = |number: usize| rows.get(number).copied().unwrap_or_default();
                quotes::pair(text, own, &mut lines, &self.weights, &self.words.judge, |number, line| mend(line, &corners, row(number)));
            }
            for (suspect, line) in own.iter().zip(lines) {
                let Some(line) = line else { continue };
                if suspect.kind == Kind::Han && !code_page {
                    quotes::unpaired(&line, &mut open, &mut alone);
                }
                line.write(text, out);
            }
        }
        alone.append(&mut open);
        alone.sort_by_key(|at| at.start);
        for at in alone.into_iter().take(limits::UNPAIRED) {
            out.find(Fact::Remark("a quotation mark has no pair".into()), at, UNPAIRED);
        }
    }

    /// The lines that may need work, those that lost breaks divide apart, and whether the page is one of code. The breaks are proposed.
    fn suspects(&self, is_clean: fn(&[u8]) -> bool, text: &str, mut spared: &[Range<usize>], out: &mut Proposal) -> (Vec<Suspect>, bool) {
        let mut suspects: Vec<Suspect> = Vec::new();
        let mut number = 0;
        for whole in Lines::of(text) {
            number += 1;
            while spared.first().is_some_and(|at| at.end <= whole.start) {
                spared = &spared[1..];
            }
            if spared.first().is_some_and(|at| at.start < whole.end) || is_clean(&text.as_bytes()[whole.clone()]) {
                continue;
            }
            let mut suspect = |at: Range<usize>, number: usize| {
                let kind = kind_of(&text[at.clone()]);
                suspects.push(Suspect { at, kind, number });
            };
            let mut at = whole.start;
            let breaks = if is_spaced_date(&text[whole.clone()]) { Vec::new() } else { lost_breaks(text, &whole) };
            if !breaks.is_empty() && kind_of(&text[whole.clone()]) == Kind::Han {
                for gap in breaks {
                    out.replace(gap.clone(), "\n", LOST_BREAK, self.words.sure(LOST_BREAK));
                    suspect(at..gap.start, number);
                    number += 1;
                    at = gap.end;
                }
            }
            suspect(at..whole.end, number);
        }
        let code = suspects.iter().filter(|suspect| suspect.kind == Kind::Code).count();
        (suspects, code >= limits::CODE_LINES && code * limits::CODE_SHARE >= number)
    }

    /// Rewrites a line until nothing changes; `None` if it does not come to rest. In a `row` of a table blanks keep cells apart.
    fn rewrite(&self, text: &str, start: usize, kind: Kind, corners: &BTreeMap<usize, char>, row: bool) -> Option<Line<'_>> {
        // Indentation is evidence of where paragraphs begin: stage lines reads it, and takes it away.
        let indent = text.len() - text.trim_start_matches(is_blank).len();
        let mut line = Line::new(&text[indent..], start + indent, &self.words);
        if kind != Kind::Han {
            blanks::trim(&mut line);
            if kind == Kind::Latin {
                blanks::plain(&mut line);
                marks::fold(&mut line);
            }
            return Some(line);
        }
        mend(&mut line, corners, row).then_some(line)
    }
}

/// Mends a line until nothing changes. Whether it came to rest.
fn mend(line: &mut Line, corners: &BTreeMap<usize, char>, row: bool) -> bool {
    until_at_rest(limits::ROUNDS, || {
        let before: Vec<char> = line.chars().collect();
        blanks::trim(line);
        marks::fold(line);
        quotes::corners(line, corners);
        numbers::mend(line);
        marks::mend(line);
        blanks::mend(line, row);
        !line.chars().eq(before)
    })
}

/// Whether a line is the date of a signature, spread out over the page: 中　华　民　国　101　年　6　月　4　日.
fn is_spaced_date(line: &str) -> bool {
    let short = line.len() <= limits::SPACED_DATE && line.contains('\u{3000}');
    short && date_line(&without_blanks(line)).is_some_and(|date| date.day.is_some())
}

/// The indent of a paragraph whose line end was lost: blanks as wide as two ideographic ones or nearly so, after the end of a sentence or before
/// the number of an article or a heading.
fn lost_breaks(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let body = &text[line.clone()];
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(hit) = body[at..].find('\u{3000}').map(|i| at + i) {
        let start = hit - body[at..hit].chars().rev().take_while(|c| is_blank(*c)).map(char::len_utf8).sum::<usize>();
        let end = hit + body[hit..].chars().take_while(|c| is_blank(*c)).map(char::len_utf8).sum::<usize>();
        let width: usize = body[start..end].chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        let ended = body[..start].ends_with(['。', '；', '：', '！', '？', '”', '）']);
        let goes_on = body[end..].starts_with(|c: char| is_wide_letter(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '(' | '—' | '“' | '《'));
        if width >= limits::INDENT && start > 0 && goes_on && (ended || begins_block(&body[end..])) {
            all.push(line.start + start..line.start + end);
        }
        at = end;
    }
    all
}

/// Whether a text begins with the number of an article, a chapter or a heading.
fn begins_block(text: &str) -> bool {
    // What follows the Han number behind `prefix`.
    let numbered = |prefix: &str| {
        let rest = text.strip_prefix(prefix)?;
        rest.strip_prefix(is_numeral).map(|rest| rest.trim_start_matches(is_numeral))
    };
    if text.starts_with(['第', '（']) || text.starts_with(is_numeral) {
        return numbered("第").is_some_and(|after| after.starts_with(['条', '章', '节']))
            || numbered("（").is_some_and(|after| after.starts_with('）'))
            || numbered("").is_some_and(|after| after.starts_with('、'));
    }
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    after.len() < text.len()
        && text.len() - after.len() <= limits::BLOCK_NUMBER
        && after.starts_with(is_blank)
        && after.trim_start_matches(is_blank).starts_with(is_wide_letter)
}

/// What sort of line it is; said so that no edit of this stage changes the answer.
fn kind_of(line: &str) -> Kind {
    let (mut han, mut kana, mut latin, mut signs) = (0usize, 0usize, 0usize, 0usize);
    let mut before = '\0';
    let mut past_address = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\0', |(_, next)| *next);
        if c == 'h' && matches!(before, ':' | '：') {
            past_address = past_address.max(at + address(&line[at..]));
        }
        if at < past_address {
            // The address that a label names is no code, whatever signs it holds.
        } else if is_wide_letter(c) {
            han += 1;
            kana += usize::from(is_kana(c));
        } else if c.is_ascii_alphabetic() {
            latin += 1;
        } else if matches!(c, '{' | '}' | '=' | '`' | '|' | '\\' | '$' | '_')
            // Before Han it divides clauses.
            || c == ';' && before.is_ascii() && !is_blank(before) && !is_wide_letter(next)
            || c == '(' && before.is_ascii_alphabetic()
            || c == '/' && before == '/'
        {
            signs += 1;
        }
        before = c;
    }
    let head = line.trim_start_matches(is_blank);
    let marked = ["//", "/*", "*/", "```", "|", "#!", "#include", "<!--"].iter().any(|mark| head.starts_with(mark));
    if marked || signs >= limits::CODE_SIGNS && latin * 2 >= han {
        Kind::Code
    } else if kana >= limits::KANA && kana * limits::KANA_SHARE >= han {
        Kind::Japanese
    } else if han == 0 {
        Kind::Latin
    } else {
        Kind::Han
    }
}

/// The length of the address that begins a text, up to a mark that may end it; 0 where none does.
fn address(text: &str) -> usize {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    if is_address { text.bytes().take_while(|b| b.is_ascii_graphic() && !b"\"'<>(){}|;,`".contains(b)).count() } else { 0 }
}

#[cfg(test)]
mod tests;
