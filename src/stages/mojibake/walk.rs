//! Following a run of characters as the bytes of UTF-8, and saying where bytes are lost.

use super::codec::{Codec, Fed, Pending, Table};
use super::lattice::Slot;

/// A stretch of text that reads as UTF-8 sequences in another code page.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// The bytes, and the places where some are lost.
    pub(super) slots: Vec<Slot>,
    /// For each slot the byte offset in the text of the character it came from.
    pub(super) offsets: Vec<usize>,
    /// Byte offset after the last character of the stretch.
    pub(super) end: usize,
    /// Sequences of several bytes that are complete.
    pub(super) complete: usize,
    /// Sequences that lack a byte.
    pub(super) lost: usize,
}

impl Walk {
    fn push(&mut self, slot: Slot, offset: usize) {
        self.slots.push(slot);
        self.offsets.push(offset);
    }
}

/// How many bytes a sequence still needs.
fn needs(pending: Pending, first: u8) -> usize {
    let whole = match first {
        0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    whole - pending.len()
}

/// Whether two bytes of UTF-8 are a mark, a Greek letter or a letter of pinyin, which stand among hanzi. The other characters below U+0800 do not.
fn is_usual(bytes: [u8; 2]) -> bool {
    let usual =
        |c: char| matches!(c, '·' | '×' | '÷' | '°' | '±' | '§' | '²' | '³' | 'µ' | 'Α'..='Ω' | 'α'..='ω') || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ".contains(c);
    std::str::from_utf8(&bytes).is_ok_and(|text| text.chars().all(usual))
}

/// The ASCII mark that must have stood before `rest`, if its beginning says so: list marks, headings, keys and numbers with a full stop
/// begin lines, `*` stands before `*`.
fn wanted(rest: &str) -> Option<char> {
    let indented = rest.trim_start_matches(' ');
    let digits = indented.bytes().take_while(u8::is_ascii_digit).count();
    let word = indented.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
    let after = |count: usize| indented.get(count..).unwrap_or_default();
    let begins = indented.starts_with("- ")
        || indented.starts_with('#')
        || indented.starts_with("```")
        || (digits > 0 && after(digits).starts_with(". "))
        || (word > 2 && after(word).starts_with(": "))
        || (indented.starts_with("**") && !indented.starts_with("***"));
    if begins { Some('\n') } else { (rest.starts_with('*') && !rest.starts_with("**")).then_some('*') }
}

/// The code of `€` in GBK: the byte 80, unless only A2 E3 fits what follows where a sequence lacks one byte.
fn euro(table: &Table, next: Option<char>, lacks_one: bool) -> u16 {
    let lead = next.and_then(|next| table.code(next)).map(|code| code.to_be_bytes()[0]);
    let continues = lead.is_some_and(|byte| (0x80..=0xbf).contains(&byte)) || next == Some('€');
    if continues && lacks_one { 0xa2e3 } else { 0x80 }
}

/// Walks from byte `start` of `text`, whose characters were made by `codec`. The walk ends where the bytes are no UTF-8 any more, at a line
/// feed, or after about `longest` characters. Trailing ASCII is not part of it. `hanzi` says that the bytes were Chinese text: of the characters
/// below U+0800 only usual ones are read, and only inside a run.
pub(super) fn walk(codec: Codec, table: &Table, text: &str, start: usize, longest: usize, hanzi: bool) -> Walk {
    let mut walk = Walk { end: start, ..Walk::default() };
    let mut pending = Pending::default();
    let mut first = 0;
    let mut characters = text.get(start..).unwrap_or_default().char_indices().map(|(at, c)| (start + at, c)).peekable();
    // The last place after a sequence of several bytes: ASCII behind it is not part of the run.
    let mut sound = (0, start, 0);
    'walk: while let Some((at, c)) = characters.next() {
        let after = at + c.len_utf8();
        let line_ends = matches!(characters.peek(), None | Some((_, '\n' | '\r')));
        if c == '\n' || c == '\r' || (pending.is_empty() && walk.slots.len() > longest) {
            break;
        }
        if !pending.is_empty() && needs(pending, first) == 1 && codec == Codec::Gbk && (c == '?' || c == '\u{fffd}') {
            walk.push(Slot::Lost, at);
            if c == '?' {
                walk.push(Slot::Swallowed { end: line_ends, wanted: wanted(text.get(after..).unwrap_or_default()) }, at);
            }
            walk.lost += 1;
            pending = Pending::default();
            sound = (walk.slots.len(), after, walk.complete);
            continue;
        }
        if c.is_ascii() {
            if !pending.is_empty() {
                break;
            }
            walk.push(Slot::Byte(c as u8), at);
            continue;
        }
        let lacks_one = !pending.is_empty() && needs(pending, first) == 1;
        let code = match (codec, c) {
            (Codec::Gbk, '€') => Some(euro(table, characters.peek().map(|&(_, next)| next), lacks_one)),
            _ => table.code(c),
        };
        let Some(code) = code else { break };
        let pair = code.to_be_bytes();
        let bytes = if code < 0x100 { &pair[1..] } else { &pair[..] };
        // One character that is a whole sequence may be a true one beside the run: 转 would be a Hebrew letter.
        let alone = hanzi && pending.is_empty() && codec == Codec::Gbk && matches!(pair[0], 0xc2..=0xdf);
        if alone && (walk.complete == 0 || !is_usual(pair)) {
            break;
        }
        for &byte in bytes {
            if pending.is_empty() {
                first = byte;
            }
            pending = match pending.feed(Codec::Utf8, None, byte) {
                Fed::More(next) => next,
                Fed::Done(_) => {
                    walk.complete += usize::from(byte >= 0x80);
                    Pending::default()
                }
                Fed::Wrong => break 'walk,
            };
            walk.push(Slot::Byte(byte), at);
        }
        if alone {
            continue;
        }
        if pending.is_empty() {
            sound = (walk.slots.len(), after, walk.complete);
        } else if line_ends && needs(pending, first) == 1 && codec == Codec::Gbk && sound.2 > 1 {
            // The mark of the lost byte was itself taken out.
            walk.push(Slot::Lost, at);
            walk.lost += 1;
            sound = (walk.slots.len(), after, walk.complete);
            break;
        }
    }
    walk.slots.truncate(sound.0);
    walk.offsets.truncate(sound.0);
    walk.complete = sound.2;
    walk.end = sound.1;
    walk
}
