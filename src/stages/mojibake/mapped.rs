//! Repairs of one stretch in one code page: byte for byte where some are lost, character for character where both code pages have pairs.

use std::ops::Range;

use super::chain::{Chain, Piece, Repair};
use super::codec::Codec;
use super::lattice::Slot;
use super::repair::{Reader, chinese, hanzi};
use super::{doubt, limits};
use crate::judge::State;

impl Reader<'_> {
    /// A repair of a stretch some of whose bytes may be lost. The first few characters that the code page has twice are tried with either code.
    pub(super) fn lossy(&self, chain: Chain, line: &Range<usize>, segment: Range<usize>, stripped: &'static [u8]) -> Option<Repair> {
        let table = self.codecs.table(chain.wrong)?;
        let twice = match chain.wrong {
            Codec::ShiftJis => self.text.get(segment.clone())?.chars().filter(|&c| table.second(c).is_some()).take(limits::TWICE_MOST).count(),
            _ => 0,
        };
        let read = |browser: bool| (0..1usize << twice).find_map(|second| self.lossy_with(chain, line, segment.clone(), stripped, second, browser));
        let single = read(false);
        // Browsers have one mark for both bytes of a pair, others one for each byte.
        let pairs = matches!(chain.wrong, Codec::Big5 | Codec::ShiftJis | Codec::EucKr) && self.text.get(segment.clone())?.contains('\u{fffd}');
        let double = if pairs { read(true) } else { None };
        match (single, double) {
            (Some(single), Some(double)) => Some(if double.gain > single.gain { double } else { single }),
            (single, double) => single.or(double),
        }
    }

    /// A repair of a stretch with the second code of those characters whose bit is set in `second`, and one mark for two bytes if a `browser` made it.
    /// Good text of letters is likelier to the model of letters than to the judge; as it stands the text is worth the better of the two.
    fn lossy_with(
        &self,
        chain: Chain,
        line: &Range<usize>,
        segment: Range<usize>,
        stripped: &'static [u8],
        mut second: usize,
        browser: bool,
    ) -> Option<Repair> {
        let table = self.codecs.table(chain.wrong)?;
        let text = self.text.get(segment.clone())?;
        let (mut slots, mut offsets) = (Vec::new(), Vec::new());
        let single = chain.wrong == Codec::Latin;
        let (mut known, mut lost) = (0, 0);
        // A decoder has one mark for what it loses; in UTF-16 a question mark is half of many a character.
        let single = single || chain.right == Codec::Utf16Le && text.contains('\u{fffd}');
        let mut previous = ' ';
        for (place, c) in text.char_indices() {
            let mut push = |slot: Slot| {
                match slot {
                    Slot::Question | Slot::Lost => lost += 1,
                    Slot::Pair => lost += 2,
                    // In UTF-16 every byte tells something, elsewhere those that are not ASCII.
                    Slot::Byte(byte) if byte >= 0x80 || chain.right == Codec::Utf16Le => known += 1,
                    _ => {}
                }
                slots.push(slot);
                offsets.push(segment.start + place);
            };
            // A question mark among ASCII is one.
            let beside = !previous.is_ascii()
                || previous == '?'
                || text.get(place + c.len_utf8()..).and_then(|rest| rest.chars().next()).is_some_and(|next| !next.is_ascii());
            previous = c;
            match c {
                '?' if !single && beside => push(Slot::Question),
                '\u{fffd}' => push(if browser { Slot::Pair } else { Slot::Lost }),
                ' ' if !stripped.is_empty() => push(Slot::Blank),
                '€' if chain.wrong == Codec::Gbk => push(Slot::Byte(0x80)),
                _ if c.is_ascii() => push(Slot::Byte(c as u8)),
                _ => {
                    let mut code = table.code(c)?;
                    if let Some(other) = table.second(c).filter(|_| second > 0) {
                        code = if second & 1 == 1 { other } else { code };
                        second >>= 1;
                    }
                    let [lead, trail] = code.to_be_bytes();
                    if lead != 0 {
                        push(Slot::Byte(lead));
                    }
                    push(Slot::Byte(trail));
                }
            }
        }
        // Where most bytes are lost any text could be read.
        let share = match browser {
            _ if chain.is_sparse() => limits::LOST_SHARE_BIG5,
            true => limits::LOST_SHARE_BROWSER,
            false => limits::LOST_SHARE,
        };
        if lost * 10 > known * share || lost > limits::LOST_MOST {
            return None;
        }
        if chain.is_sparse() || browser {
            self.patience.set(self.patience.get().checked_sub(lost * limits::PATIENCE_BYTE)?);
        }
        let state = self.state_before(line, segment.start);
        let judged = self.judge.score(state, text).1;
        let before = if chain.wrong == Codec::Latin { judged.max(self.scorer(line, segment.start).read(text)) } else { judged };
        let mut reading = self.read(chain, stripped, &slots, line, &segment)?;
        if chain.is_sparse() || browser && chain.right == Codec::Utf8 {
            doubt::distrust_invented(&mut reading, &slots, usize::from(!chain.is_sparse()));
        }
        let bytes: usize = reading.characters.iter().map(|read| read.character.len_utf8()).filter(|&length| length > 1).sum();
        if !stripped.is_empty() && bytes.saturating_sub(known) * 10 > known * limits::PUT_BACK_SHARE {
            return None;
        }
        let few = chain.right != Codec::Utf8 && hanzi(&reading.text()) < limits::ALIGNED_LEAST;
        (!few).then(|| self.repair(chain, segment, &reading, &offsets, before))
    }

    /// A repair where every character becomes one character: the part of the stretch that gains most.
    pub(super) fn aligned(&self, chain: Chain, line: &Range<usize>, segment: Range<usize>) -> Option<Repair> {
        let text = self.text.get(segment.clone())?;
        let mut best: Option<(f32, Range<usize>)> = None;
        let mut sum = 0.0f32;
        let mut start = segment.start;
        // The gain of the whole stretch of characters that can be mapped, and where it began.
        let (mut whole, mut whole_start) = (0.0f32, segment.start);
        let state = self.state_before(line, segment.start);
        let (mut old, mut new) = (state, state);
        for (place, c) in text.char_indices() {
            let at = segment.start + place;
            let (next_old, was) = self.judge.step(old, c);
            old = next_old;
            let Some(with) = self.mapped_after(chain, c, new) else {
                (sum, start, new) = (0.0, at + c.len_utf8(), old);
                (whole, whole_start) = (0.0, start);
                continue;
            };
            let (next_new, is) = self.judge.step(new, with);
            new = next_new;
            sum += is - was;
            whole += is - was;
            if let Some((most, range)) = &mut best
                && whole > *most - limits::EDGE_LOSS
                && whole_start <= range.start
                && text
                    .get(place + c.len_utf8()..)
                    .is_some_and(|rest| rest.chars().next().is_none_or(|next| next.is_ascii() || self.mapped(chain, next).is_none()))
            {
                *range = whole_start..at + c.len_utf8();
                *most = most.max(whole);
                continue;
            }
            if sum <= 0.0 {
                (sum, start, new) = (0.0, at + c.len_utf8(), old);
            } else if best.as_ref().is_none_or(|(most, _)| sum > *most) {
                best = Some((sum, start..at + c.len_utf8()));
            }
        }
        let (_, at) = best?;
        let old = self.text.get(at.clone())?;
        let state = self.state_before(line, at.start);
        let mut last = state;
        let next = |c: char| {
            let with = self.mapped_after(chain, c, last)?;
            last = self.judge.step(last, with).0;
            Some(with)
        };
        let with: String = old.chars().filter_map(next).collect();
        let after = self.judge.score(state, &with).1;
        // What could have been made so as well and is left over counts against it: rare hanzi side by side are names and verse first.
        let beside = [
            text.get(..at.start - segment.start).and_then(|before| before.chars().next_back()),
            text.get(at.end - segment.start..).and_then(|after| after.chars().next()),
        ];
        let left_over = beside.into_iter().flatten().filter(|&c| crate::chars::is_han(c) && self.mapped(chain, c).is_some()).count();
        let gain = after - self.judge.score(state, old).1 + limits::LEFT_OVER * left_over as f32;
        let (weight, mean, hanzi) = (chinese(&with), self.mean(state, &with), hanzi(&with));
        let piece = Piece::sure(at.clone(), with);
        // A few characters, kana above all, may look like another encoding's by chance.
        (hanzi >= limits::ALIGNED_LEAST && mean > limits::MEAN).then(|| Repair { at, pieces: vec![piece], chain, gain, weight, mean, proven: false })
    }

    /// What a character stands for after `state`, where decoders differ and it has two codes: the browsers' Big5 and code page 950 have their
    /// Cyrillic letters in different places.
    fn mapped_after(&self, chain: Chain, c: char, state: State) -> Option<char> {
        let first = self.mapped(chain, c)?;
        let other = self.codecs.table(chain.wrong).and_then(|table| table.second(c)).filter(|_| !chain.swapped);
        let second = other.map(u16::to_be_bytes).and_then(|[lead, trail]| self.codecs.table(chain.right)?.pair(lead, trail));
        Some(second.filter(|&second| self.judge.step(state, second).1 > self.judge.step(state, first).1).unwrap_or(first))
    }

    fn mapped(&self, chain: Chain, c: char) -> Option<char> {
        // 一 is U+4E00, turned round the letter N; 开 is the low line.
        if chain.swapped && c.is_ascii() && !('N'..='~').contains(&c) {
            return None;
        }
        if chain.swapped {
            let unit = u16::try_from(u32::from(c)).ok()?;
            return char::from_u32(u32::from(unit.swap_bytes())).filter(|&c| c != '\0');
        }
        if c.is_ascii() {
            return Some(c);
        }
        let [lead, trail] = self.codecs.table(chain.wrong)?.code(c)?.to_be_bytes();
        self.codecs.table(chain.right)?.pair(lead, trail).filter(|_| lead != 0)
    }
}
