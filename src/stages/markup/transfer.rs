//! The transfer encodings of mail, quoted-printable and base64, and the character set of what was in them.

use std::ops::Range;

use encoding_rs::Encoding;

use super::limits;
use crate::judge::Judge;

/// A stretch of a page in a transfer encoding, and what it means.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    pub(super) means: String,
}

/// What is known of the character set of bytes.
pub(super) struct Charset<'a> {
    /// The name that their head says: evidence, not truth.
    pub(super) said: Option<&'a str>,
    pub(super) judge: &'a Judge,
}

impl Charset<'_> {
    /// The encoding in which bytes make most sense: what was declared, or one of those that Chinese pages are in.
    fn of(&self, bytes: &[u8]) -> &'static Encoding {
        let sample = bytes.get(..limits::CHARSET_SAMPLE).unwrap_or(bytes);
        let said = self.said.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        let candidates = [said.unwrap_or(encoding_rs::UTF_8), encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5];
        let belief = |encoding: &'static Encoding| {
            let (text, _) = encoding.decode_without_bom_handling(sample);
            let beyond: String = text.chars().filter(|c| !c.is_ascii()).collect();
            let lost = beyond.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() as f32;
            let declared = if said == Some(encoding) { limits::CHARSET_DECLARED } else { 0.0 };
            let share = lost / beyond.chars().count().max(1) as f32;
            self.judge.mean(&beyond) + declared - share * limits::CHARSET_LOST
        };
        // The first of those that make as much sense wins.
        let mut best = (encoding_rs::UTF_8, f32::NEG_INFINITY);
        for encoding in candidates {
            let found = belief(encoding);
            if found > best.1 {
                best = (encoding, found);
            }
        }
        best.0
    }
}

/// The stretches with escapes in a part of a page in quoted-printable, soft line breaks among them.
pub(super) fn quoted_printable(text: &str, part: Range<usize>, charset: &Charset<'_>) -> Vec<Piece> {
    let source = text.as_bytes().get(..part.end).unwrap_or_default();
    let mut found: Vec<(Range<usize>, Vec<u8>)> = Vec::new();
    let (mut at, mut from, mut bytes, mut open) = (part.start, part.start, Vec::new(), false);
    loop {
        let escape = source.get(at..).and_then(escape);
        // No code of two bytes has one of these for its second, so a stretch ends with it.
        let ends = escape.is_none() && source.get(at).is_none_or(|b| matches!(b, 0..=0x2f | 0x3a..=0x3f | 0x80..));
        match escape {
            Some((length, byte)) => {
                if !open {
                    (from, open) = (at, true);
                }
                bytes.extend(byte);
                at += length;
            }
            None if ends && open => {
                found.push((from..at, std::mem::take(&mut bytes)));
                open = false;
            }
            None => {
                let Some(byte) = source.get(at) else { break };
                if open {
                    bytes.push(*byte);
                }
                at += 1;
            }
        }
    }
    let all: Vec<u8> = found.iter().flat_map(|(_, bytes)| bytes).copied().collect();
    let encoding = charset.of(&all);
    found.into_iter().map(|(at, bytes)| Piece { at, means: encoding.decode_without_bom_handling(&bytes).0.into_owned() }).collect()
}

/// The length of the escape that begins here, and the byte it stands for: none for a soft line break.
fn escape(rest: &[u8]) -> Option<(usize, Option<u8>)> {
    let inner = rest.strip_prefix(b"=")?;
    if let [a, b, ..] = inner
        && let (Some(high), Some(low)) = (char::from(*a).to_digit(16), char::from(*b).to_digit(16))
    {
        return Some((3, u8::try_from(high * 16 + low).ok()));
    }
    let blanks = inner.iter().take(limits::SOFT_BLANKS).take_while(|b| matches!(b, b' ' | b'\t')).count();
    match inner.get(blanks..)? {
        [b'\r', b'\n', ..] => Some((blanks + 3, None)),
        [b'\n', ..] => Some((blanks + 2, None)),
        _ => None,
    }
}

/// What a part of a page in base64 means; `None` if it is none. What is cut off at its end is lost.
pub(super) fn base64(text: &str, part: Range<usize>, charset: &Charset<'_>) -> Option<Piece> {
    let mut digits: Vec<u8> = text.get(part.clone())?.bytes().filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/')).collect();
    digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
    while !digits.len().is_multiple_of(4) {
        digits.push(b'=');
    }
    let bytes = mail_parser::decoders::base64::base64_decode(&digits)?;
    let means = charset.of(&bytes).decode_without_bom_handling(&bytes).0.into_owned();
    Some(Piece { at: part, means: means.replace("\r\n", "\n") + "\n" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, said: Option<&str>) -> String {
        let judge = Judge::embedded();
        let mut result = String::new();
        let mut at = 0;
        for piece in quoted_printable(text, 0..text.len(), &Charset { said, judge: &judge }) {
            result.push_str(&text[at..piece.at.start]);
            result.push_str(&piece.means);
            at = piece.at.end;
        }
        result + &text[at..]
    }

    #[test]
    fn escapes_and_soft_breaks_are_read() {
        assert_eq!(read("a=3Db, wo=\nrd =E4=B8=AD=\r\n=E5=9B=BD.", None), "a=b, word 中国.");
        // The second byte of a hanzi may be a letter.
        let (want, _) = encoding_rs::GBK.decode_without_bom_handling(b"\xd6\xd0\xb9\xfa\xc8\xcb\xc3\xf1\x8aW");
        assert_eq!(read("=D6=D0=B9=FA=C8=CB=C3=F1=8AW", Some("gb2312")), want);
        assert_eq!(read("100=% =zz", None), "100=% =zz");
    }

    #[test]
    fn a_wrong_declaration_is_no_obstacle() {
        let big5: String = encoding_rs::BIG5.encode("今天天氣很好，我們去公園").0.iter().map(|b| format!("={b:02X}")).collect();
        assert_eq!(read(&big5, Some("gb2312")), "今天天氣很好，我們去公園");
    }
}
