//! Escapes left in the text: character references, `\u`, `%u`, `%XX`, `\x`, quoted-printable.
//!
//! An escape is undone where it stands for text. Source code, JSON, queries of addresses and HTML listings keep theirs: what stands
//! around the escapes on the line decides.

use std::ops::Range;

use super::codec::{Codec, Codecs, decode};
use super::limits;
use super::scan::{Classes, LATIN, ODD, RARE};
use crate::chars::is_han;
use crate::code::Code;
use crate::structure::han_share;

/// A run of escapes and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unescaped {
    pub(super) at: Range<usize>,
    pub(super) with: String,
    pub(super) rule: Code,
    /// The kind of escape, for the note.
    pub(super) what: &'static str,
}

/// The longest name of the characters A0 to FF has as many letters.
const LONGEST_NAME: usize = 8;
/// The names of the characters A0 to FF in HTML 4, in order.
const NAMES: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// One escape: the bytes of the text it takes, and the character or the byte it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    length: usize,
    code: u32,
}

/// A kind of escape.
#[derive(Clone, Copy)]
struct Kind {
    form: Form,
    /// The byte it begins with.
    first: u8,
    rule: Code,
    what: &'static str,
    /// The escape at the head of a text.
    unit: fn(&str) -> Option<Unit>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Reference,
    Marked,
    Bare,
    Bytes,
}

/// The kinds, in the order they are looked for.
const KINDS: [Kind; 5] = [
    Kind { form: Form::Reference, first: b'&', rule: Code::new("M014"), what: "character references", unit: reference },
    Kind { form: Form::Marked, first: b'%', rule: Code::new("M016"), what: "%u escapes", unit: |rest| hex_unit(rest, "%u", 4) },
    Kind {
        form: Form::Marked,
        first: b'\\',
        rule: Code::new("M016"),
        what: "\\u escapes",
        unit: |rest| hex_unit(rest, "\\u", 4).or_else(|| hex_unit(rest, "\\U000", 5)),
    },
    Kind { form: Form::Bare, first: b'u', rule: Code::new("M016"), what: "\\u escapes without the backslash", unit: |rest| hex_unit(rest, "u", 4) },
    Kind { form: Form::Bytes, first: b'\\', rule: Code::new("M018"), what: "\\x escapes", unit: |rest| hex_unit(rest, "\\x", 2) },
];

fn hex_unit(rest: &str, mark: &str, digits: usize) -> Option<Unit> {
    let hex = rest.strip_prefix(mark)?.get(..digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some(Unit { length: mark.len() + digits, code: u32::from_str_radix(hex, 16).ok()? })
}

/// The byte that two hexadecimal digits at `at` stand for.
fn hex_byte(text: &str, at: usize) -> Option<u8> {
    let unit = hex_unit(text.get(at..)?, "", 2)?;
    u8::try_from(unit.code).ok()
}

/// A character reference, also one escaped again (`&amp;#20013;`) or without its semicolon.
fn reference(rest: &str) -> Option<Unit> {
    let mut inner = rest.strip_prefix('&')?;
    while let Some(deeper) = inner.strip_prefix("amp;") {
        inner = deeper;
    }
    let before = rest.len() - inner.len();
    let Some(number) = inner.strip_prefix('#') else {
        let name = inner.get(..inner.bytes().take(LONGEST_NAME + 1).position(|b| b == b';')?)?;
        let place = NAMES.split_whitespace().position(|known| known == name)?;
        return Some(Unit { length: before + name.len() + 1, code: 0xa0 + u32::try_from(place).ok()? });
    };
    let (digits, radix, mark) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 2),
        None => (number, 10, 1),
    };
    let count = digits.bytes().take(8).take_while(|b| (*b as char).is_digit(radix)).count();
    if digits.as_bytes().get(count) == Some(&b';') && count > 0 {
        return Some(Unit { length: before + mark + count + 1, code: u32::from_str_radix(digits.get(..count)?, radix).ok()? });
    }
    // Without the semicolon digits of the text may follow: five digits if they make a Chinese character, else four.
    let code = |count: usize| digits.get(..count).and_then(|d| u32::from_str_radix(d, radix).ok());
    let (long, short) = if radix == 10 { (5, 4) } else { (4, 4) };
    if count >= long && code(long).is_some_and(|c| (0x2e80..=0xffef).contains(&c)) {
        return Some(Unit { length: before + mark + long, code: code(long)? });
    }
    if count >= short && code(short).is_some_and(|c| (0x2010..=0x2e7f).contains(&c) || (radix == 16 && c >= 0x2e80)) {
        return Some(Unit { length: before + mark + short, code: code(short)? });
    }
    None
}

/// Whether the rest of a line, without its escapes, looks like source code or markup.
fn is_code(outside: &str) -> bool {
    let trimmed = outside.trim();
    outside.contains(['=', '{', '}', '<', '>', '[', ']', '`', '|'])
        || outside.contains("\";")
        || outside.contains("\":")
        || outside.contains("(\"")
        || outside.contains("('")
        || outside.contains("b'")
        || outside.contains("b\"")
        || outside.contains("//")
        || (trimmed.starts_with(['"', '\'']) && trimmed.trim_end_matches([',', ';']).ends_with(['"', '\'']))
}

/// Whether a line is data in JSON: an object or array with a key and its string, and nothing of a program. Escapes of letters may be undone in its
/// strings without a change of what it says.
fn is_json(line: &str) -> bool {
    let line = line.trim().trim_end_matches(',');
    let closed = line.starts_with('{') && line.ends_with('}') || line.starts_with('[') && line.ends_with(']') || line.starts_with('"') && line.ends_with('"');
    closed && (line.contains("\":\"") || line.contains("\": \"")) && !line.contains([';', '=', '(', '`', '<']) && !line.contains("//")
}

/// Escapes of what cannot be seen that stand alone inside Chinese (`质量\u200b发展`): what stands on both sides is Han or a mark of Chinese, and the line has
/// no letter besides, so that nothing in it speaks of code.
fn written_out(text: &str, offset: usize) -> Vec<Unescaped> {
    const MARK: &str = "\\u";
    let mut found: Vec<Unescaped> = Vec::new();
    let (mut outside, mut done) = (String::new(), 0);
    for (at, _) in text.match_indices(MARK) {
        let Some(unit) = hex_unit(&text[at..], MARK, 4) else { return Vec::new() };
        let with = match unit.code {
            0x200b..=0x200f | 0x2060 | 0xfeff | 0x00ad => "",
            0x00a0 | 0x2002 | 0x2003 | 0x2009 | 0x3000 => " ",
            _ => return Vec::new(),
        };
        outside.push_str(text.get(done..at).unwrap_or_default());
        done = at + unit.length;
        found.push(Unescaped { at: offset + at..offset + done, with: with.to_owned(), rule: Code::new("M016"), what: "\\u escapes" });
    }
    outside.push_str(&text[done..]);
    let chinese = |c: Option<char>| c.is_none_or(|c| is_han(c) || matches!(c, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff1f}' | '“' | '”' | '\\'));
    let beside = |piece: &Unescaped| {
        let (from, to) = (piece.at.start - offset, piece.at.end - offset);
        chinese(text[..from].chars().next_back().filter(|c| !c.is_ascii_hexdigit())) && chinese(text[to..].chars().next())
    };
    if outside.contains(|c: char| c.is_ascii_alphabetic()) || is_code(&outside) || !outside.contains(is_han) || !found.iter().all(beside) {
        return Vec::new();
    }
    found
}

/// Undoes escapes on lines.
pub(super) struct Unescaper<'a> {
    pub(super) codecs: &'a Codecs,
    pub(super) classes: &'a Classes,
    pub(super) text: &'a str,
}

impl Unescaper<'_> {
    /// Whether text looks like Chinese that someone wrote: mostly characters that are not suspicious, at least two of them hanzi or one beside others.
    fn is_plausible(&self, text: &str) -> bool {
        let (mut hanzi, mut good, mut all) = (0, 0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            all += 1;
            hanzi += usize::from(is_han(c));
            good += usize::from(self.classes.of(c) & (LATIN | ODD | RARE) == 0 && c != '\u{fffd}');
        }
        hanzi >= 1 && good * 10 >= all * limits::PLAUSIBLE_TENTHS
    }

    pub(super) fn line(&self, line: &Range<usize>) -> Vec<Unescaped> {
        let Some(text) = self.text.get(line.clone()) else { return Vec::new() };
        for kind in KINDS {
            if memchr::memchr(kind.first, text.as_bytes()).is_some()
                && let Some(found) = self.units(kind, text, line.start)
            {
                return vec![found];
            }
        }
        // A line that ends with `=` goes on in the next.
        let mut end = line.end;
        while let Some(rest) = self.text.get(line.start..end).filter(|block| block.trim_end_matches('\r').ends_with('=')).and_then(|_| self.text.get(end + 1..))
        {
            end += 1 + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            if end - line.start > limits::LONGEST {
                break;
            }
        }
        if let Some(found) = self.text.get(line.start..end).and_then(|block| self.quoted_printable(block, line.start)) {
            return vec![found];
        }
        match written_out(text, line.start) {
            blanks if blanks.is_empty() => self.percent(text, line.start),
            blanks => blanks,
        }
    }

    /// One run from the first to the last escape of a kind on the line.
    fn units(&self, kind: Kind, text: &str, offset: usize) -> Option<Unescaped> {
        let mut characters = String::new();
        let mut bytes: Vec<u8> = Vec::new();
        let mut outside = String::new();
        let (mut run, mut count, mut adjacent, mut last_end) = (None::<(usize, usize)>, 0, 0, usize::MAX);
        let mut pieces: Vec<(usize, usize, u32)> = Vec::new();
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &text[at..];
            let unit = if c == char::from(kind.first) { (kind.unit)(rest) } else { None };
            let Some(unit) = unit else {
                outside.push(c);
                at += c.len_utf8();
                continue;
            };
            adjacent += usize::from(last_end == at);
            count += 1;
            pieces.push((at, at + unit.length, unit.code));
            run = Some((run.map_or(at, |(start, _)| start), at + unit.length));
            at += unit.length;
            last_end = at;
        }
        let (start, end) = run?;
        if is_code(&outside) && !(kind.form == Form::Marked && is_json(text))
            || (kind.form == Form::Bare && count < limits::BARE_ESCAPES)
            || (kind.form != Form::Reference && adjacent == 0)
        {
            return None;
        }
        let (rule, what) = (kind.rule, kind.what);
        if kind.form == Form::Bytes {
            let mut done = start;
            for &(from, to, code) in &pieces {
                bytes.extend_from_slice(text.get(done..from)?.as_bytes());
                bytes.push(u8::try_from(code).ok()?);
                done = to;
            }
            let with = self.read_bytes(&bytes)?;
            return self.is_plausible(&with).then_some(Unescaped { at: offset + start..offset + end, with, rule, what });
        }
        let mut done = start;
        let mut high = None::<u32>;
        for &(from, to, code) in &pieces {
            characters.push_str(text.get(done..from)?);
            done = to;
            match (high.take(), code) {
                (_, 0xd800..=0xdbff) => high = Some(code),
                (Some(first), 0xdc00..=0xdfff) => characters.push(char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (code - 0xdc00))?),
                // Escapes for ASCII are not text's; undone, they might make new escapes.
                (None, 0x80..) => characters.push(char::from_u32(code)?),
                (None, 0x20..=0x7f) if !matches!(code, 0x22 | 0x26 | 0x3c | 0x3e | 0x5c) => characters.push(char::from_u32(code)?),
                _ => return None,
            }
        }
        if kind.form == Form::Reference && characters.chars().any(|c| matches!(c, '\u{a1}'..='\u{ff}')) && !characters.chars().any(is_han) {
            return self.latin(&characters, offset + start..offset + end);
        }
        self.is_plausible(&characters).then_some(Unescaped { at: offset + start..offset + end, with: characters, rule, what })
    }

    /// Named references that spell bytes: `&Ouml;&ETH;` is the GBK of 中.
    fn latin(&self, characters: &str, at: Range<usize>) -> Option<Unescaped> {
        let table = self.codecs.table(Codec::Latin)?;
        let bytes: Option<Vec<u8>> =
            characters.chars().map(|c| if c.is_ascii() { Some(c as u8) } else { table.code(c).and_then(|code| u8::try_from(code).ok()) }).collect();
        let with = self.read_bytes(&bytes?)?;
        let (hanzi, _) = han_share(&with);
        (hanzi >= 2 && self.is_plausible(&with)).then_some(Unescaped { at, with, rule: Code::new("M015"), what: "bytes as named references" })
    }

    /// Bytes as UTF-8, or else as GB18030.
    fn read_bytes(&self, bytes: &[u8]) -> Option<String> {
        decode(Codec::Utf8, None, bytes).or_else(|| decode(Codec::Gbk, self.codecs.table(Codec::Gbk), bytes))
    }

    /// A line of quoted-printable, if every `=` on it begins an escape.
    fn quoted_printable(&self, text: &str, offset: usize) -> Option<Unescaped> {
        let source = text.trim_end().as_bytes();
        let first = memchr::memchr(b'=', source)?;
        let (mut bytes, mut at, mut high, mut end) = (Vec::new(), first, 0, first);
        while let Some(&byte) = source.get(at) {
            if !byte.is_ascii() {
                return None;
            }
            let rest = source.get(at + 1..).unwrap_or_default();
            if byte == b'=' && (rest.starts_with(b"\n") || rest.starts_with(b"\r\n")) {
                at += if rest.starts_with(b"\n") { 2 } else { 3 };
            } else if byte == b'=' {
                let value = hex_byte(text, at + 1).filter(|_| !text[at + 1..at + 3].contains(|c: char| c.is_ascii_lowercase()))?;
                high += usize::from(value >= 0x80);
                bytes.push(value);
                at += 3;
                end = at;
            } else {
                bytes.push(byte);
                at += 1;
                // The trail byte of a GBK character may be an ASCII letter.
                if bytes.len() >= 2 && bytes.get(bytes.len() - 2).is_some_and(|&lead| lead >= 0x81) {
                    end = at;
                }
            }
        }
        if high < limits::ESCAPED_HIGH {
            return None;
        }
        bytes.truncate(bytes.len() - (at - end));
        let with = self.read_bytes(&bytes)?;
        self.is_plausible(&with).then_some(Unescaped { at: offset + first..offset + end, with, rule: Code::new("M019"), what: "quoted-printable" })
    }

    /// Words with `%XX` that are no part of an address.
    fn percent(&self, text: &str, offset: usize) -> Vec<Unescaped> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let start = at + rest.len() - rest.trim_start_matches(|c: char| !c.is_ascii_graphic()).len();
            let end = text[start..].find(|c: char| !c.is_ascii_graphic()).map_or(text.len(), |n| start + n);
            at = end.max(at + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            let word = &text[start..end];
            if memchr::memchr(b'%', word.as_bytes()).is_none() || is_address(word) {
                continue;
            }
            let source = word.as_bytes();
            let (mut bytes, mut place, mut high) = (Vec::new(), 0, 0);
            while let Some(&byte) = source.get(place) {
                let value = hex_byte(word, place + 1).filter(|_| byte == b'%');
                high += usize::from(value.is_some_and(|value| value >= 0x80));
                bytes.push(value.unwrap_or(byte));
                place += if value.is_some() { 3 } else { 1 };
            }
            let Some(with) =
                self.read_bytes(&bytes).filter(|with| high >= limits::ESCAPED_HIGH && self.is_plausible(with) && !with.chars().any(char::is_control))
            else {
                continue;
            };
            let again = with.as_bytes().windows(3).any(|w| w[0] == b'%' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit());
            if !again {
                found.push(Unescaped { at: offset + start..offset + end, with, rule: Code::new("M017"), what: "% escapes" });
            }
        }
        found
    }
}

/// Whether an ASCII word is an address, a path or a query, whose escapes belong there.
fn is_address(word: &str) -> bool {
    word.contains(['=', '?', '&', '#', '@', ':', '"', '\'', '<', '>', '\\', '`', '(', '[', '{']) || word.contains("www.") || word.starts_with(['/', '.']) || {
        let path = word.split('/').filter(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'-')).count();
        path > 0
    }
}
