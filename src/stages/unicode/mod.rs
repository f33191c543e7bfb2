//! One code point per character: radicals, compatibility ideographs, presentation forms, private-use characters with a
//! known meaning, composition, line ends, and characters that cannot be seen.
//!
//! Clean text is passed over byte by byte through one table. What is not inert is gathered in runs; a run is read from left to
//! right, each character kept, replaced or dropped by what it is and by what is left of it in the output, and the result is composed (NFC). So the
//! stage finds nothing to do in what it has written.

mod big5;
mod doubled;
mod glyphs;
mod hong_kong;
mod limits;
mod tables;

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::chars::{decode, is_han};
use crate::code::Code;
use crate::code::StageName;
use crate::edit::Proposal;
use crate::encoding::Encoding;
use crate::finding::{Fact, FindingKind};
use crate::judge::Judge;
use crate::stage::{BuildError, Resources, Stage};
use crate::text::Text;

use hong_kong::Areas;
use tables::{Meaning, Meanings, inert_at, is_combining};

/// Radicals become the ordinary character.
const RADICAL: Code = Code::new("U001");
/// Compatibility ideographs become the unified one.
const COMPATIBILITY: Code = Code::new("U002");
/// Vertical, small and half-width forms become the ordinary mark.
const FORM: Code = Code::new("U003");
/// Private-use characters with a standard code become it.
const PRIVATE: Code = Code::new("U004");
/// Letters and their accents are composed.
const COMPOSED: Code = Code::new("U005");
/// Line ends become LF.
const LINE_END: Code = Code::new("U006");
/// Control characters go.
const CONTROL: Code = Code::new("U007");
/// Characters without width go.
const ZERO_WIDTH: Code = Code::new("U008");
/// Variation selectors after Han go.
const SELECTOR: Code = Code::new("U009");
/// Private-use bullets and padding go.
const BULLET: Code = Code::new("U010");
/// Rare characters spelt by their parts.
const SPELT: Code = Code::new("U011");

/// ㄧ of bopomofo stands for 一.
const BOPOMOFO: Code = Code::new("U013");
/// Private-use characters of Hong Kong pages.
const HONG_KONG: Code = Code::new("U014");
/// Boxes to tick, of symbol fonts.
const BOX: Code = Code::new("U015");

/// A glyph without a character.
const CID: Code = Code::new("U016");
/// Bold type that was drawn several times.
const DOUBLED: Code = Code::new("U017");
/// Letters of a ligature.
const LIGATURE: Code = Code::new("U018");
/// A font without a table of characters.
const FONT: Code = Code::new("U019");
/// ETEN's characters in the private area.
const ETEN: Code = Code::new("U020");
/// A backslash behind a character whose second byte is one.
const BACKSLASH: Code = Code::new("U021");
/// A user-defined cell that was read as a character of Hong Kong.
const ALONE: Code = Code::new("U022");

/// Between two pages.
const FORM_FEED: u8 = 0x0c;

/// The stage.
pub(crate) struct Unicode {
    meanings: Meanings,
    judge: Arc<Judge>,
}

impl Unicode {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        Ok(Self { meanings: Meanings::read(&resources.rules)?, judge: Arc::clone(&resources.judge) })
    }
}

/// Where a character stands.
#[derive(Clone, Copy)]
struct Spot<'t> {
    text: &'t str,
    at: usize,
    /// The character left of it in the output.
    left: Option<char>,
    /// The next one right of it that stays.
    right: Option<char>,
    /// Only blanks and what goes stand between it and the line's start.
    fresh: bool,
    /// Whose private-use characters the page has.
    areas: Areas,
}

impl Spot<'_> {
    /// Whether other boxes stand in its line: then it is one to tick, no bullet.
    fn is_among_boxes(&self, meanings: &Meanings) -> bool {
        let boxes = |c: &char| matches!(c, '□' | '☐' | '☑' | '☒' | '■' | '√') || meanings.tick(*c).is_some();
        let line = |chars: &mut dyn Iterator<Item = char>| chars.take(limits::BOXES).take_while(|c| *c != '\n').any(|c| boxes(&c));
        let here = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        line(&mut self.text[..self.at].chars().rev()) || line(&mut self.text[self.at + here..].chars())
    }

    /// Whether nothing else stands in its line: what it says, it says itself, as in the cell of a table.
    fn is_alone(&self) -> bool {
        let here = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        let blank = |chars: &mut dyn Iterator<Item = char>| chars.take(limits::BOXES).find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n');
        blank(&mut self.text[..self.at].chars().rev()) && blank(&mut self.text[self.at + here..].chars())
    }

    /// Whether a half-width mark stands beside what it may belong to: a letter, or a mark that closes. In a face made of signs, (｡･∀･), it does not.
    fn is_beside_text(&self) -> bool {
        let text = |c: char| c.is_alphanumeric() || matches!(c, '）' | '》' | '」' | '』' | '”' | '’' | '】' | ')' | ']');
        // An accent belongs to the letter that it will be composed with.
        let letter = |c: char| (c.is_alphanumeric() || is_combining(c)) && !matches!(c, '\u{ff66}'..='\u{ff9f}');
        // What stands right of it may still become a letter: a radical, a private-use character.
        let letter_yet = |c: char| letter(c) || matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{e000}'..='\u{f8ff}');
        self.left.is_some_and(|c| letter(c) || text(c) && is_wide_mark(c)) || self.right.is_some_and(letter_yet)
    }
}

/// How sure an edit of a rule is. What cannot be seen, and what is the same character by definition, is certain; what a reader sees is not.
fn sure(rule: Code) -> f32 {
    match rule {
        RADICAL => limits::SAME_SHAPE,
        FORM => limits::FORM,
        PRIVATE | BULLET | SPELT | BOX => limits::SYMBOL,
        BOPOMOFO => limits::BOPOMOFO,
        HONG_KONG => limits::HONG_KONG,
        CID => limits::CID,
        DOUBLED => limits::DOUBLED,
        LIGATURE => limits::LIGATURE,
        FONT => limits::FONT,
        ETEN => limits::ETEN,
        BACKSLASH => limits::BACKSLASH,
        ALONE => limits::ALONE,
        _ => 1.0,
    }
}

/// A character of a run that shall change.
struct Change {
    at: Range<usize>,
    with: Option<char>,
    rule: Code,
}

impl Stage for Unicode {
    fn name(&self) -> StageName {
        StageName::Unicode
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let big5 = text.found(FindingKind::Encoding).any(|finding| matches!(&finding.fact, Fact::Encoding(share) if share.encoding == Encoding::Big5));
        let text = text.as_str();
        let areas = Areas::of(text, &self.judge);
        // What no font can read is marked first: its letters are not to be composed.
        let mut from = 0;
        for gone in glyphs::fonts(text, out) {
            self.read(text, from..gone.start, areas, out);
            from = gone.end;
        }
        self.read(text, from..text.len(), areas, out);
        glyphs::numbers(text, out);
        glyphs::ligatures(text, out);
        glyphs::bullets(text, out);
        doubled::propose(text, &self.judge, out);
        big5::backslashes(text, &self.judge, out);
        if big5 {
            big5::alone(text, &self.judge, out);
        }
        self.meanings.spelt(text, |range, with| {
            out.replace(range, with, SPELT, sure(SPELT));
        });
    }
}

/// The first byte from `at` on that begins a character which is not inert.
fn skip_inert(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        if tables::PASS[bytes[at] as usize] {
            at += 1;
        } else if inert_at(&bytes[at..]) {
            at += decode(bytes, at).1;
        } else {
            return at;
        }
    }
    at
}

impl Unicode {
    /// Reads a part of the text.
    fn read(&self, text: &str, part: Range<usize>, areas: Areas, out: &mut Proposal) {
        let Some(bytes) = text.as_bytes().get(..part.end) else { return };
        let mut at = part.start;
        let mut before: Option<(usize, char)> = None;
        while at < bytes.len() {
            at = skip_inert(bytes, at);
            if at >= bytes.len() {
                break;
            }
            // Leaves out the run before this one: what stood there may have become something else.
            if let Some(c) = text[part.start..at].chars().next_back() {
                before = Some((at - c.len_utf8(), c));
            }
            at = self.read_run(text, at..part.end, before, areas, out);
        }
    }

    /// Reads the run of characters at the start of a part that are not inert; `before` is the inert character left of it. Returns its end.
    fn read_run(&self, text: &str, part: Range<usize>, before: Option<(usize, char)>, areas: Areas, out: &mut Proposal) -> usize {
        let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
        let start = part.start;
        let mut at = start;
        let mut changes: Vec<Change> = Vec::new();
        let mut written = String::new();
        let mut accents = false;
        // Only blanks and what goes stand between here and the line's start.
        let mut fresh = self.fresh_line(text, start, areas);
        while at < bytes.len() && !inert_at(&bytes[at..]) {
            let Some(c) = text[at..].chars().next() else { break };
            let next = at + c.len_utf8();
            let left = written.chars().next_back().or(before.map(|(_, c)| c));
            let (with, rule) = self.decide(c, Spot { text, at, left, right: self.next_kept(text, next, areas), fresh, areas });
            accents |= with.is_some_and(is_combining);
            if with != Some(c) {
                changes.push(Change { at: at..next, with, rule });
            }
            if let Some(w) = with {
                written.push(w);
                fresh = if w == '\n' { true } else { fresh && is_blank(w) };
            }
            at = next;
        }
        // Composition reaches back to the letter before the run.
        if accents {
            let (from, base) = before.filter(|(_, c)| !c.is_control()).map_or((start, None), |(i, c)| (i, Some(c)));
            let whole: String = base.into_iter().chain(written.chars()).collect();
            let composed: String = whole.nfc().collect();
            if composed != whole {
                out.replace(from..at, &composed, COMPOSED, 1.0);
                return at;
            }
        }
        let mut buffer = [0; 4];
        for change in changes {
            if text.as_bytes().get(change.at.start) == Some(&FORM_FEED) {
                out.find(Fact::Page(String::new()), change.at.clone(), LINE_END);
            }
            let with = change.with.map_or("", |c| c.encode_utf8(&mut buffer));
            out.replace(change.at, with, change.rule, sure(change.rule));
        }
        at
    }

    /// Whether only blanks and characters that go stand between the line's start and `at`.
    fn fresh_line(&self, text: &str, at: usize, areas: Areas) -> bool {
        for (seen, (i, c)) in text[..at].char_indices().rev().enumerate() {
            if seen == limits::INDENT {
                return false;
            }
            let kept =
                if inert_at(&text.as_bytes()[i..]) { Some(c) } else { self.decide(c, Spot { text, at: i, left: None, right: None, fresh: true, areas }).0 };
            match kept {
                Some('\n') => return true,
                Some(c) if !is_blank(c) => return false,
                _ => {}
            }
        }
        true
    }

    /// The first character from `at` on that does not go.
    fn next_kept(&self, text: &str, at: usize, areas: Areas) -> Option<char> {
        text[at..]
            .char_indices()
            .take(limits::INVISIBLE)
            .find(|&(i, c)| {
                inert_at(&text.as_bytes()[at + i..]) || self.decide(c, Spot { text, at: at + i, left: None, right: None, fresh: false, areas }).0.is_some()
            })
            .map(|(_, c)| c)
    }

    /// What becomes of `c` where it stands.
    fn decide(&self, c: char, spot: Spot) -> (Option<char>, Code) {
        let Spot { left, right, fresh, .. } = spot;
        match c {
            // A CR before LF goes, one alone ends a line.
            '\r' => (if right == Some('\n') { None } else { Some('\n') }, LINE_END),
            // A form feed at the start of a line ends nothing more.
            '\u{c}' if left == Some('\n') => (None, LINE_END),
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (Some('\n'), LINE_END),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => (None, CONTROL),
            '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' | '\u{fff9}'..='\u{fffc}' => (None, CONTROL),
            '\u{200c}' | '\u{200d}' if left.is_some_and(joins) && right.is_some_and(joins) => (Some(c), ZERO_WIDTH),
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                (None, ZERO_WIDTH)
            }
            // Tags spell the name of a flag behind it.
            '\u{e0020}'..='\u{e007f}' if left.is_some_and(|l| matches!(l, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')) => (Some(c), ZERO_WIDTH),
            '\u{e0001}'..='\u{e007f}' => (None, ZERO_WIDTH),
            '\u{fe0e}' | '\u{fe0f}' if left.is_some_and(|l| !is_han(l) && !l.is_whitespace() && !is_wide_mark(l)) => (Some(c), SELECTOR),
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => (None, SELECTOR),
            // A3A0 is the cell before the first of row 3: typesetters used it as a blank.
            '\u{e5e5}' => (if fresh { None } else { Some('\u{3000}') }, BULLET),
            'ㄧ' => (Some(if stands_for_one(left, right) { '\u{4e00}' } else { c }), BOPOMOFO),
            // A vertical dash is two of them; one is a bar.
            '\u{fe31}' if left != Some('—') && right != Some(c) => (Some(c), FORM),
            '\u{ff61}'..='\u{ff65}' if !spot.is_beside_text() => (Some(c), FORM),
            _ if spot.areas.eten && hong_kong::eten(c, left).is_some() => (hong_kong::eten(c, left), ETEN),
            _ if spot.areas.hong_kong && u32::from(c) < hong_kong::FONTS && hong_kong::meaning(c).is_some() => (hong_kong::meaning(c), HONG_KONG),
            _ if self.meanings.tick(c).is_some_and(|sign| spot.is_among_boxes(&self.meanings) || is_tick(sign) && spot.is_alone()) => {
                (self.meanings.tick(c), BOX)
            }
            _ => match self.meanings.of(c) {
                Some(Meaning::Radical(w)) => (Some(w), RADICAL),
                Some(Meaning::Form(w)) => (Some(w), FORM),
                Some(Meaning::Private(w)) => (Some(w), PRIVATE),
                Some(Meaning::Sign(w)) if [left, right].iter().flatten().any(char::is_ascii_digit) => (Some(w), PRIVATE),
                Some(Meaning::Bullet) if fresh => (None, BULLET),
                Some(Meaning::Sign(_) | Meaning::Bullet) => (Some(c), PRIVATE),
                None => {
                    let mut composed = std::iter::once(c).nfc();
                    match (composed.next(), composed.next()) {
                        (Some(w), None) => (Some(w), if is_han(w) { COMPATIBILITY } else { COMPOSED }),
                        _ => (Some(c), COMPOSED),
                    }
                }
            },
        }
    }
}

/// Whether a sign says yes or no, as an empty box does not.
fn is_tick(sign: char) -> bool {
    matches!(sign, '☑' | '☒' | '✓' | '✗')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Whether a bopomofo ㄧ was typed for 一: Han or the mark of an enumerator beside it, and no other letter of bopomofo.
fn stands_for_one(left: Option<char>, right: Option<char>) -> bool {
    let bopomofo = |c: char| matches!(c, '\u{3105}'..='\u{312f}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙');
    let beside = [left, right].into_iter().flatten();
    let starts = left.is_none_or(|c| c == '\n' || is_blank(c) || matches!(c, '（' | '('));
    !beside.clone().any(bopomofo)
        && (left.is_some_and(is_han) && right.is_none_or(|c| is_han(c) || is_wide_mark(c) || c == '\n')
            || starts && right.is_some_and(|c| is_han(c) || matches!(c, '、' | '.' | '．' | '）' | ')')))
}

/// CJK marks and full-width forms.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2027}')
}

/// Letters and signs that a joiner may stand between: scripts that need it for spelling, and pictures.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{2190}'..='\u{2bff}' | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests;
