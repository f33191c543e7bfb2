//! Glyphs that a program could not read out of a printed document: numbers of glyphs in brackets, ligatures, and letters of a font whose table of
//! characters was missing.

use std::ops::Range;

use memchr::memmem;

use super::limits;
use super::{BULLET, CID, FONT, LIGATURE, sure};
use crate::chars::is_han;
use crate::edit::Proposal;
use crate::finding::{Damage, Fact};
use crate::text::Lines;

/// The printer's mark for a glyph that is missing.
const MISSING: &str = "〓";
/// How a program writes a glyph without a character.
const OPEN: &str = "(cid:";

/// Proposes a mark for every `(cid:123)`. Where it begins the lines of a list and stands nowhere else it is their bullet.
pub(super) fn numbers(text: &str, out: &mut Proposal) {
    let places: Vec<Range<usize>> = memmem::find_iter(text.as_bytes(), OPEN).filter_map(|at| number(text, at)).collect();
    if places.is_empty() || speaks_of(text, places.len()) {
        return;
    }
    let bullet = bullet(text, &places);
    for at in places {
        let quoted = text[..at.start].ends_with(['“', '"', '`', '‘', '「']) && text[at.end..].starts_with(['”', '"', '`', '’', '」']);
        if quoted {
            continue;
        }
        let with = if bullet { "" } else { MISSING };
        out.replace(at, with, CID, sure(CID));
    }
}

fn number(text: &str, at: usize) -> Option<Range<usize>> {
    let digits = text[at + OPEN.len()..].bytes().take(limits::GLYPH_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    let end = at + OPEN.len() + digits;
    ((1..=limits::GLYPH_DIGITS).contains(&digits) && text[end..].starts_with(')')).then_some(at..end + 1)
}

/// Whether the text speaks of such numbers: it names them elsewhere, too.
fn speaks_of(text: &str, places: usize) -> bool {
    text.as_bytes().windows(3).filter(|three| three.eq_ignore_ascii_case(b"cid")).count() > places
}

/// Whether all of them are the same one, at the start of a line each, a blank behind it: the bullet of a list.
fn bullet(text: &str, places: &[Range<usize>]) -> bool {
    let [first, ..] = places else { return false };
    places.len() >= limits::LIST_ITEMS
        && places.iter().all(|at| {
            let line = text[..at.start].trim_end_matches([' ', '\t', '\u{3000}']);
            text[at.clone()] == text[first.clone()]
                && (line.is_empty() || line.ends_with('\n'))
                && text[at.end..].starts_with([' ', '\t', '\u{3000}', '\u{a0}'])
        })
}

/// The letters of a Latin ligature.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// Proposes the letters of ligatures that stand beside letters: alone, a text speaks of the sign.
pub(super) fn ligatures(text: &str, out: &mut Proposal) {
    for (at, sign) in text.match_indices(|c| ligature(c).is_some()) {
        let end = at + sign.len();
        let letter = |c: char| c.is_alphabetic() && !is_han(c);
        let beside = text[..at].chars().next_back().is_some_and(letter) || text[end..].chars().next().is_some_and(letter);
        if let Some(with) = sign.chars().next().and_then(ligature).filter(|_| beside) {
            out.replace(at..end, with, LIGATURE, sure(LIGATURE));
        }
    }
}

/// Letters that Wingdings draws as bullets, as a word processor's list comes out as text.
const BULLET_LETTERS: [char; 12] = ['l', 'n', 'u', 'q', 'v', 'w', 'p', 'Ø', 'ü', '§', 'Ÿ', '²'];

/// Proposes that the bullets of a list go which are letters of a font of signs: several items near each other begin with the same one, Han behind it, different words each
/// time, and nowhere else does it stand before Han. Letters of ASCII (`n型`, `u盘`) need more items than signs that begin no word.
pub(super) fn bullets(text: &str, out: &mut Proposal) {
    let lines: Vec<Range<usize>> = Lines::of(text).collect();
    let opens = |line: &Range<usize>| {
        let body = text[line.clone()].trim_start();
        let first = body.chars().next().filter(|c| BULLET_LETTERS.contains(c))?;
        let rest = &body[first.len_utf8()..];
        let rest = rest.trim_start();
        rest.chars().next().filter(|c| is_han(*c) || matches!(c, '《' | '“' | '（'))?;
        let word = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
        Some((first, line.end - body.len(), &rest[..word]))
    };
    let items: Vec<(usize, char, usize, &str)> =
        lines.iter().enumerate().filter_map(|(n, line)| opens(line).map(|(first, at, next)| (n, first, at, next))).collect();
    if items.len() < limits::SIGN_ITEMS {
        return;
    }
    for letter in BULLET_LETTERS {
        let own: Vec<&(usize, char, usize, &str)> = items.iter().filter(|item| item.1 == letter).collect();
        let least = if letter.is_ascii() { limits::LETTER_ITEMS } else { limits::SIGN_ITEMS };
        let near = own.windows(2).filter(|two| two[1].0 - two[0].0 <= limits::ITEM_LINES).count() + 1;
        // n型材料, n型器件: a word that begins with the letter goes on with the same Han.
        let words = if letter.is_ascii() { 1 } else { 2 };
        let mut next: Vec<String> = own.iter().map(|item| item.3.chars().take(words).collect()).collect();
        next.sort();
        next.dedup();
        if own.len() < least || near < least || next.len() * 3 < own.len() * 2 {
            continue;
        }
        // Elsewhere before Han it is a word of the text.
        let elsewhere = text.match_indices(letter).filter(|(at, sign)| text[at + sign.len()..].chars().next().is_some_and(is_han)).count();
        let attached = own.iter().filter(|item| text[item.2 + letter.len_utf8()..].chars().next().is_some_and(is_han)).count();
        if elsewhere > attached {
            continue;
        }
        for &&(_, _, at, _) in &own {
            let end = at + letter.len_utf8();
            let blanks = text[end..].len() - text[end..].trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
            out.delete(at..end + blanks, BULLET, sure(BULLET));
        }
    }
}

/// A number for the script of a letter that no Chinese text mixes with others: scripts from Armenian to Mongolian. `None` for all other characters.
fn strange_script(c: char) -> Option<u32> {
    match u32::from(c) {
        code @ (0x530..=0x7ff | 0x900..=0xeff) => Some(code >> 7),
        0x800..=0x8ff => Some(0x800 >> 7),
        0xf00..=0xfff => Some(0xf00 >> 7),
        0x1000..=0x109f => Some(0x1000 >> 7),
        0x10a0..=0x10ff => Some(0x10a0 >> 7),
        0x1100..=0x11ff => Some(0x1100 >> 7),
        0x1200..=0x139f => Some(0x1200 >> 7),
        0x13a0..=0x167f => Some(0x1400 >> 7),
        code @ 0x1680..=0x18af => Some(code >> 7),
        _ => None,
    }
}

/// A stretch of letters of strange scripts, and what stands between them.
struct Stretch {
    at: Range<usize>,
    /// How many letters it has.
    letters: usize,
    /// Which scripts, a bit each.
    scripts: u64,
    /// How often a letter of one script touches one of another: no word of any language does.
    mixed: usize,
}

impl Stretch {
    fn is_unreadable(&self) -> bool {
        self.mixed >= limits::MIXED && self.scripts.count_ones() >= limits::SCRIPTS
    }
}

/// Proposes one mark for each stretch that a font without a table of characters has left, and names the damage.
pub(super) fn fonts(text: &str, out: &mut Proposal) -> Vec<Range<usize>> {
    if !text.contains(|c| strange_script(c).is_some()) {
        return Vec::new();
    }
    let lines: Vec<(Range<usize>, Vec<Stretch>)> = Lines::of(text).map(|line| (line.clone(), stretches(text, &line))).collect();
    let bad: usize = lines.iter().flat_map(|(_, all)| all).filter(|stretch| stretch.is_unreadable()).map(|stretch| stretch.letters).sum();
    if bad == 0 {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let mut lost = 0;
    for (line, all) in lines {
        let han = text[line.clone()].chars().filter(|c| is_han(*c)).count();
        let letters: usize = all.iter().map(|stretch| stretch.letters).sum();
        // On such a page single words of mixed letters are of the same font, and lines that have nothing else.
        let whole = bad >= limits::FONT_LETTERS && han == 0;
        let gone = |stretch: &&Stretch| stretch.is_unreadable() || whole || stretch.mixed > 0 && bad >= limits::FONT_LETTERS;
        let stretches: Vec<Range<usize>> = all.iter().filter(gone).map(|stretch| stretch.at.clone()).collect();
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { continue };
        lost += letters;
        let trimmed = text[line.clone()].trim();
        let start = line.start + text[line.clone()].find(trimmed).unwrap_or(0);
        let body = start..start + trimmed.len();
        if han * limits::HAN_SHARE <= letters && !trimmed.is_empty() {
            taken.push(body.start.min(first.start)..body.end.max(last.end));
        } else {
            taken.extend(stretches);
        }
    }
    for at in &taken {
        out.replace(at.clone(), MISSING, FONT, sure(FONT));
    }
    if let (Some(first), Some(last)) = (taken.first(), taken.last()) {
        let words = format!("a font without a table of characters: {lost} letters are not readable");
        out.find(Fact::Damage(Damage::Mechanism(words)), first.start..last.end, FONT);
    }
    taken
}

fn stretches(text: &str, line: &Range<usize>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    // How many characters that may be of the font stand behind the last letter; `None` where something else does.
    let mut since = None;
    let mut last = None;
    for (i, c) in text[line.clone()].char_indices() {
        let (at, end) = (line.start + i, line.start + i + c.len_utf8());
        let Some(script) = strange_script(c) else {
            since = since.filter(|n| *n < limits::BETWEEN && !is_han(c) && !matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')).map(|n| n + 1);
            last = None;
            continue;
        };
        let mixed = usize::from(last.is_some_and(|before| before != script));
        match all.last_mut().filter(|_| since.is_some()) {
            Some(stretch) => {
                stretch.at.end = end;
                stretch.letters += 1;
                stretch.scripts |= 1 << (script & 63);
                stretch.mixed += mixed;
            }
            None => all.push(Stretch { at: at..end, letters: 1, scripts: 1 << (script & 63), mixed: 0 }),
        }
        since = Some(0);
        last = Some(script);
    }
    all
}

#[cfg(test)]
mod tests {
    fn applied(text: &str) -> String {
        crate::stages::testing::cleaned(&super::super::tests::stage(), text)
    }

    #[test]
    fn glyphs_without_a_character_are_marked() {
        assert_eq!(applied("规定了(cid:1234)(cid:7)产品"), "规定了〓〓产品");
        assert_eq!(applied("(cid:122) 甲\n(cid:122) 乙\n(cid:122) 丙"), " 甲\n 乙\n 丙");
    }

    #[test]
    fn a_text_that_speaks_of_them_keeps_them() {
        for text in ["出现“(cid:12)”时", "CID字体没有映射时写作(cid:12)，见下", "(cid:)、(cid:1234567)"] {
            assert_eq!(applied(text), text);
        }
    }

    #[test]
    fn ligatures_are_letters_in_words() {
        assert_eq!(applied("在\u{fb01}nancial与e\u{fb03}cient"), "在financial与efficient");
        assert_eq!(applied("连字“\u{fb01}”"), "连字“\u{fb01}”");
    }

    #[test]
    fn languages_of_many_scripts_are_text() {
        let text = "ქართული、አማርኛ、བོད་སྐད、தமிழ்、ދިވެހި、മലയാളം、हिन्दी、ไทย";
        assert_eq!(applied(text), text);
    }

    #[test]
    fn a_font_without_a_table_is_marked() {
        assert_eq!(applied("ཌྟଆ\u{1254}\u{1030}ཆ\u{d80}ֻ_ბ߀\n正文从这里开始。"), "〓\n正文从这里开始。");
    }
}
