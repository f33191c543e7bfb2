//! What programs that did not know Big5, or knew another Big5, have left in pages from Taiwan.
//!
//! The second byte of some characters (the ones of the cells xx5C) is that of a backslash; programs put another one behind it, which is left when the page is read as Big5. And
//! cells that a page's own font fills are read as characters of Hong Kong.

use std::ops::Range;

use super::hong_kong::is_traditional;
use super::limits;
use super::{ALONE, BACKSLASH, sure};
use crate::chars::is_han;
use crate::edit::{Candidate, Proposal};
use crate::encoding::Encoding;
use crate::encoding::codec::Codec;
use crate::judge::{Judge, State};

/// The byte of a backslash.
const SLASH: u8 = 0x5c;

/// Deletes the backslashes behind characters whose second byte is one, where no backslash of the page stands behind another Han.
pub(super) fn backslashes(text: &str, judge: &Judge, out: &mut Proposal) {
    if !text.contains('\\') || !is_traditional(text) {
        return;
    }
    let codec = Codec::of(Encoding::Big5);
    let mut places: Vec<(char, Range<usize>)> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('\\').map(|n| from + n) {
        let end = at + text[at..].bytes().take_while(|b| *b == SLASH).count();
        from = end;
        let Some(before) = text[..at].chars().next_back().filter(|c| is_han(*c)) else { continue };
        // One behind any other Han is of the text, and so may all be.
        if codec.pair_of(before).is_none_or(|[_, trail]| trail != SLASH) {
            return;
        }
        let goes_on = text[end..].chars().next().is_none_or(|c| !c.is_ascii_alphanumeric());
        if goes_on {
            places.push((before, at..end));
        }
    }
    let alone = places.len() < limits::BACKSLASHES;
    for (before, at) in places {
        let next = text[at.end..].chars().next().unwrap_or('\n');
        let state = judge.step(State::default(), before).0;
        if !alone || judge.step(state, next).1 >= limits::BACKSLASH_NEXT {
            out.delete(at, BACKSLASH, sure(BACKSLASH));
        }
    }
}

/// Marks the one character of Hong Kong's rows in a page of Big5 that has no other, where the judge does not know it there: the cell is user-defined in Taiwan.
pub(super) fn alone(text: &str, judge: &Judge, out: &mut Proposal) {
    let codec = Codec::of(Encoding::Big5);
    let supplementary = |c: char| !c.is_ascii() && codec.pair_of(c).is_some_and(|[lead, _]| !(0xa1..=0xf9).contains(&lead));
    let mut places = text.char_indices().filter(|(_, c)| supplementary(*c));
    let Some((first, is)) = places.next() else { return };
    let mut all = vec![first];
    for (at, c) in places {
        if c != is {
            return;
        }
        all.push(at);
    }
    if judge.known(is) {
        return;
    }
    for at in all {
        let candidate = Candidate { text: is.to_string(), probability: 1.0 - limits::ALONE };
        out.replace(at..at + is.len_utf8(), "〓", ALONE, sure(ALONE)).candidates(vec![candidate]);
    }
}

#[cfg(test)]
mod tests {
    fn applied(text: &str) -> String {
        crate::stages::testing::cleaned(&super::super::tests::stage(), text)
    }

    #[test]
    fn backslashes_behind_their_characters_go() {
        assert_eq!(applied("這項功\\能許\\多人會用"), "這項功能許多人會用");
        assert_eq!(applied("這項功\\能會用，說明書"), "這項功能會用，說明書");
    }

    #[test]
    fn backslashes_of_the_text_stay() {
        for text in ["成功\\失敗、教育\\體育", "放在 D:\\公\\功\\能 裡，說明書", "功\\能正常", "這項成功\\title的說明書"] {
            assert_eq!(applied(text), text);
        }
    }
}
