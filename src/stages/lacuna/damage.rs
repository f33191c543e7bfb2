//! Makes the damage that this stage mends, for tests and for the reliability table: GB2312 bytes cut at a pair that looks like a
//! full-width mark at any byte offset, and text that has lost one byte.

use encoding_rs::GBK;

/// How a page was torn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tear<'a> {
    /// The marks the text was cut at, in the order of the cuts.
    pub(super) marks: &'a [char],
    /// Whether a later cleaner dropped the private-use characters.
    pub(super) dropped: bool,
}

/// The marks of the page that showed the damage first: `？；，。`.
pub(super) const FOUR_MARKS: &[char] = &['？', '；', '，', '。'];
/// A wider set of other sites.
pub(super) const SIX_MARKS: &[char] = &['？', '；', '！', '：', '，', '。'];

/// The GB2312 bytes of a text, if it has no other characters.
pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, failed) = GBK.encode(text);
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let trail = *bytes.get(at + 1)?;
        if !matches!(lead, 0xA1..=0xA9 | 0xB0..=0xF7) || trail < 0xA1 {
            return None;
        }
        at += 2;
    }
    (!failed).then(|| bytes.into_owned())
}

fn decode_piece(piece: &[u8], dropped: bool, out: &mut String) {
    let mut at = 0;
    while let Some(&lead) = piece.get(at) {
        match piece.get(at + 1) {
            _ if lead < 0x80 => {
                out.push(lead as char);
                at += 1;
            }
            Some(&trail) if trail >= 0x40 => {
                let (text, _) = GBK.decode_without_bom_handling(&piece[at..at + 2]);
                let private = text.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
                if !(private && dropped) {
                    out.push_str(&text);
                }
                at += 2;
            }
            _ => {
                out.push('?');
                at += 1;
            }
        }
    }
}

/// Tears a text; `None` when it has other characters than GB2312 has, or none of the marks stands across two characters.
pub(super) fn tear(text: &str, how: Tear<'_>) -> Option<String> {
    let bytes = bytes_of(text)?;
    let mut aligned = vec![false; bytes.len() + 1];
    let mut at = 0;
    while at < bytes.len() {
        aligned[at] = true;
        at += if bytes[at] < 0x80 { 1 } else { 2 };
    }
    let mut pieces: Vec<(usize, usize, Option<char>)> = vec![(0, bytes.len(), None)];
    let mut torn = false;
    for &mark in how.marks {
        let pair = bytes_of(mark.encode_utf8(&mut [0; 4]))?;
        let mut next = Vec::new();
        for (start, end, is_mark) in pieces {
            if is_mark.is_some() {
                next.push((start, end, is_mark));
                continue;
            }
            let mut from = start;
            while let Some(found) = bytes[from..end].windows(2).position(|window| window == pair) {
                let here = from + found;
                torn |= !aligned[here];
                next.push((from, here, None));
                next.push((here, here + 2, Some(mark)));
                from = here + 2;
            }
            next.push((from, end, None));
        }
        pieces = next;
    }
    let mut out = String::new();
    for (start, end, mark) in pieces {
        match mark {
            Some(mark) => out.push(mark),
            None => decode_piece(&bytes[start..end], how.dropped, &mut out),
        }
    }
    torn.then_some(out)
}

/// The raw form of a news dump: the lead byte of a character whose trail byte is A3 became `?`, the bytes after it are as they were, and so
/// is the trail byte of the last character before the next of `marks`. `None` where no such character stands before another one.
pub(super) fn tear_raw(text: &str, marks: &[char]) -> Option<Vec<u8>> {
    let mut bytes = bytes_of(text)?;
    let is_mark = |pair: &[u8]| marks.iter().any(|mark| bytes_of(mark.encode_utf8(&mut [0; 4])).as_deref() == Some(pair));
    let mut torn = false;
    // The place of the last trail byte of the run that is open.
    let (mut at, mut last) = (0, None);
    while at < bytes.len() {
        let length = if bytes[at] < 0x80 { 1 } else { 2 };
        let ends = length == 1 || is_mark(&bytes[at..at + 2]);
        match last {
            Some(trail) if ends => {
                bytes[trail] = b'?';
                last = None;
            }
            Some(_) => last = Some(at + 1),
            None if !ends && bytes[at + 1] == 0xA3 && bytes.get(at + 2).is_some_and(|&next| next >= 0xB0) => {
                bytes[at] = b'?';
                (torn, last) = (true, Some(at + 1));
            }
            None => {}
        }
        at += length;
    }
    if let Some(trail) = last {
        bytes[trail] = b'?';
    }
    torn.then_some(bytes)
}

/// Takes the byte `which` out and decodes as Windows does: a bad pair becomes one `?` and is swallowed whole.
pub(super) fn lose_byte(text: &str, which: usize) -> Option<String> {
    let mut bytes = bytes_of(text)?;
    if which >= bytes.len() || bytes[which] < 0x80 {
        return None;
    }
    bytes.remove(which);
    let mut out = String::new();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        match bytes.get(at + 1) {
            _ if lead < 0x80 => {
                out.push(lead as char);
                at += 1;
                continue;
            }
            Some(&trail) if trail >= 0x40 && trail != 0x7F => out.push_str(&GBK.decode_without_bom_handling(&bytes[at..at + 2]).0),
            _ => out.push('?'),
        }
        at += 2;
    }
    Some(out)
}

/// What a width fold makes of it afterwards.
pub(super) fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_the_raw_form() {
        let torn = tear_raw("要依法保护耕地。", FOUR_MARKS).unwrap();
        let whole = bytes_of("要依法保护耕地。").unwrap();
        let lost: Vec<usize> = (0..whole.len()).filter(|&at| torn[at] != whole[at]).collect();
        assert_eq!(lost, [6, 13], "the lead byte of 保 and the trail byte of 地");
        assert!(lost.iter().all(|&at| torn[at] == b'?'));
        assert_eq!(tear_raw("没有什么", FOUR_MARKS), None);
    }

    #[test]
    fn makes_the_damage_of_the_pages() {
        let four = Tear { marks: FOUR_MARKS, dropped: true };
        assert_eq!(tear("引导、保护。研究", four).as_deref(), Some("引导、?；?。研究"));
        assert_eq!(fold(&tear("体系。开展国家质量基础设施协同服务及应用示范基地建设，助推", four).unwrap()), "体系??构抑柿炕∩枋┬窦坝τ檬痉痘亟ㄉ?,助推");
        let site = Tear { marks: &['！', '、'], dropped: true };
        assert_eq!(tear("全包维保”、", site).as_deref(), Some("全包维?！?、"));
        assert_eq!(tear("没有什么", four), None);
        assert_eq!(tear("保护镕", four), None);
    }
}
