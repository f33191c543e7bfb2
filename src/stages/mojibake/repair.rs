//! Candidate repairs of a line: which wrong decoding a run may have gone through, and how it would read rightly.
//!
//! A candidate is weighed as evidence is: the judge's probability of the right reading against its probability of the text
//! as it stands, with a prior for damage. A right reading is found or not; a mapping is one to one, so no other factor comes in.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::chain::{Chain, Open, Piece, Repair};
use super::codec::{Codec, Codecs, Table, decode};
use super::doubt;
use super::lattice::{Lattice, Reading, Slot};
use super::letters::Letters;
use super::limits;
use super::scan::{Classes, LATIN, LEAD, ODD, ODD_FORM, RARE};
use super::walk::{Walk, walk};
use super::words::Words;
use crate::calibration::Mojibake as Scale;
use crate::chars::floor_boundary;
use crate::judge::{Judge, State};

pub(super) struct Reader<'a> {
    pub(super) judge: &'a Judge,
    pub(super) codecs: &'a Codecs,
    pub(super) classes: &'a Classes,
    pub(super) words: &'a Words,
    pub(super) letters: &'a Letters,
    /// Characters that a lost one may be.
    pub(super) vocabulary: &'a [char],
    /// From which confidence edits are applied: which characters are written and which are marked `〓` depends on it.
    pub(super) needed: f32,
    /// What the probabilities of readings are worth.
    pub(super) scale: &'a Scale,
    pub(super) text: &'a str,
    /// How many more bytes of the page that are lost one beside the other are searched.
    pub(super) patience: Cell<usize>,
}

pub(super) fn is_chinese(c: char) -> bool {
    crate::chars::is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}')
}

pub(super) fn chinese(text: &str) -> usize {
    text.chars().filter(|&c| is_chinese(c) && c != '\u{3000}').count()
}

/// How many different hanzi a text has. Of a few characters over and over any encoding makes something.
pub(super) fn hanzi(text: &str) -> usize {
    text.chars().filter(|&c| crate::chars::is_han(c)).collect::<BTreeSet<char>>().len()
}

/// Whether a walk is so long that no text walks so far by chance, whatever the judge thinks of what it reads: lists of names.
fn is_proof(walk: &Walk, reading: &str) -> bool {
    let plain = |c: char| !matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
    walk.complete >= limits::PROOF && walk.lost * limits::PROOF_PER_LOST <= walk.complete && reading.chars().all(plain)
}

impl Reader<'_> {
    /// Reads slots between `before` and `after` in their line.
    pub(super) fn read(&self, chain: Chain, stripped: &'static [u8], slots: &[Slot], line: &Range<usize>, at: &Range<usize>) -> Option<Reading> {
        let state = self.state_before(line, at.start);
        let (then, ends) = self.following(line, at.end);
        let letters = |c: char| if matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') { limits::WIDE_LETTER } else { 0.0 };
        let odd = |c: char| match c {
            '―' | '–' => limits::ODD_DASH,
            _ if self.classes.of(c) & ODD_FORM != 0 => limits::ODD_FORM + letters(c),
            _ => 0.0,
        };
        let wrong = self.codecs.table(chain.wrong);
        let loses = |byte: u8, next: u8| wrong.is_none_or(|table| chain.wrong.loses(table, byte, next));
        let pairs = match wrong.filter(|_| slots.contains(&Slot::Pair)) {
            Some(table) => self.pairs(chain, table),
            None => Vec::new(),
        };
        let mut reading = self.lattice(chain, stripped, &odd, &loses, &pairs).read(state, slots, then, ends)?;
        // Traditional text is told by its certain characters.
        let sure = || reading.characters.iter().filter(|read| read.is_clear() && crate::chars::is_han(read.character));
        let traditional = sure().filter(|read| self.classes.of(read.character) & ODD_FORM != 0).count();
        if traditional * limits::TRADITIONAL_SHARE > sure().count() {
            reading = self.lattice(chain, stripped, &letters, &loses, &pairs).read(state, slots, then, ends)?;
        }
        let (start, end) = (line.start.max(at.start.saturating_sub(limits::LONGEST)), line.end.min(at.end.saturating_add(limits::LONGEST)));
        let (start, end) = (floor_boundary(self.text, start), floor_boundary(self.text, end));
        let (before, after) = (self.text.get(start..at.start).unwrap_or_default(), self.text.get(at.end..end).unwrap_or_default());
        doubt::weigh(self.words, &mut reading.characters, before, after);
        let mean = self.mean_around(line, at, &reading);
        doubt::calibrate(&mut reading.characters, mean, self.scale);
        Some(reading)
    }

    /// The judge's mean log probability of a character of the reading and what stands around it in the line.
    fn mean_around(&self, line: &Range<usize>, at: &Range<usize>, reading: &Reading) -> f32 {
        let (before, after) = (self.text.get(line.start..at.start).unwrap_or_default(), self.text.get(at.end..line.end).unwrap_or_default());
        let start = before.char_indices().rev().take(limits::NEIGHBOURHOOD).last().map_or(before.len(), |(start, _)| start);
        let text: String = before[start..].chars().chain(reading.text().chars()).chain(after.chars().take(limits::NEIGHBOURHOOD)).collect();
        self.mean(State::default(), &text)
    }

    /// What one mark of a browser may stand for, if what is lost is Chinese.
    fn pairs(&self, chain: Chain, table: &Table) -> Vec<(u8, Option<u8>)> {
        let chinese = |byte: u8| match chain.right {
            Codec::Utf8 => matches!(byte, 0x80..=0xbf | 0xc2 | 0xe2..=0xe9 | 0xef),
            // GB2312, whichever of the two bytes it is.
            _ => byte >= 0xa1,
        };
        chain.wrong.marked(table).into_iter().filter(|&(lead, trail)| chinese(lead) && trail.is_none_or(chinese)).collect()
    }

    fn lattice<'b>(
        &'b self,
        chain: Chain,
        stripped: &'static [u8],
        form: &'b dyn Fn(char) -> f32,
        loses: &'b dyn Fn(u8, u8) -> bool,
        pairs: &'b [(u8, Option<u8>)],
    ) -> Lattice<'b> {
        // Where most characters are lost whole, all readings of them are worth the same, which is nothing.
        let readings = if chain.is_sparse() { limits::READINGS_SPARSE } else { limits::READINGS };
        Lattice {
            judge: self.judge,
            right: chain.right,
            table: self.codecs.table(chain.right),
            stripped,
            vocabulary: self.vocabulary,
            readings,
            form,
            loses,
            pairs,
        }
    }

    /// The judge's state before byte `at` of a line.
    pub(super) fn state_before(&self, line: &Range<usize>, at: usize) -> State {
        let before = self.text.get(line.start..at).unwrap_or_default();
        let start = before.char_indices().rev().take(limits::CONTEXT).last().map_or(0, |(start, _)| start);
        let state = if start == 0 { self.judge.line_start() } else { State::default() };
        self.judge.score(state, &before[start..]).0
    }

    /// What follows byte `at` in a line, as far as it helps the judge; and whether the line ends before more follows.
    pub(super) fn following(&self, line: &Range<usize>, at: usize) -> (&str, bool) {
        let rest = self.text.get(at..line.end).unwrap_or_default();
        let suspicious = |c: char| c == '?' || self.classes.of(c) & (LATIN | ODD | RARE | LEAD) != 0 || c == '\u{fffd}';
        let end = rest.char_indices().take(limits::CONTEXT).find(|&(_, c)| suspicious(c)).map(|(end, _)| end);
        let end = end.or_else(|| rest.char_indices().nth(limits::CONTEXT).map(|(end, _)| end));
        match end {
            Some(end) => (&rest[..end], false),
            None => (rest.trim_end(), true),
        }
    }

    /// The mean log probability of the characters that are not ASCII, of which any text has its own.
    pub(super) fn mean(&self, state: State, text: &str) -> f32 {
        let (mut state, mut sum, mut count) = (state, 0.0, 0);
        for c in text.chars() {
            let (next, weight) = self.judge.step(state, c);
            state = next;
            if !c.is_ascii() {
                sum += weight;
                count += 1;
            }
        }
        sum / count.max(1) as f32
    }

    /// Repairs of UTF-8 that was read in code page `wrong`: every stretch of the line that walks as UTF-8.
    pub(super) fn walked(&self, wrong: Codec, line: &Range<usize>, out: &mut Vec<Repair>) {
        let Some(table) = self.codecs.table(wrong) else { return };
        let text = self.text.get(..line.end).unwrap_or_default();
        let mut at = line.start;
        while let Some((place, c)) = text.get(at..).and_then(|rest| rest.char_indices().find(|&(_, c)| self.begins(wrong, c, table))) {
            let start = at + place;
            at = start + c.len_utf8();
            let walk = walk(wrong, table, text, start, limits::LONGEST, true);
            // A lead and a lost byte alone say nothing.
            if walk.complete == 0 {
                continue;
            }
            if let Some(repair) = self.weigh_walk(Chain::new(Codec::Utf8, wrong), line, start, &walk) {
                at = walk.end;
                out.push(repair);
            }
        }
    }

    fn begins(&self, wrong: Codec, c: char, table: &Table) -> bool {
        match wrong {
            Codec::Gbk => {
                self.classes.of(c) & LEAD != 0
                    || (!c.is_ascii()
                        && table.code(c).is_some_and(|code| (0xc2..=0xf4).contains(&code.to_be_bytes()[0]) && (0x80..=0xbf).contains(&(code as u8))))
            }
            _ => !c.is_ascii() && table.code(c).is_some_and(|code| (0xc2..=0xf4).contains(&code)),
        }
    }

    fn weigh_walk(&self, chain: Chain, line: &Range<usize>, start: usize, walk: &Walk) -> Option<Repair> {
        let state = self.state_before(line, start);
        let old = self.text.get(start..walk.end)?;
        let before = self.judge.score(state, old).1;
        if walk.lost == 0 {
            let bytes: Vec<u8> = walk.slots.iter().filter_map(|slot| if let Slot::Byte(byte) = slot { Some(*byte) } else { None }).collect();
            let mut with = decode(Codec::Utf8, None, &bytes)?;
            let mut chain = chain;
            if let Some(deeper) = self.again(chain.wrong, &with) {
                with = deeper;
                chain.twice = true;
            }
            let with = with.trim_start_matches('\u{feff}').to_owned();
            let (state_after, after) = self.judge.score(state, &with);
            let (weight, mean) = (chinese(&with), self.mean(state, &with));
            // What follows must go on from either reading.
            let then = self.following(line, walk.end).0;
            let gain = after - before + self.judge.score(state_after, then).1 - self.judge.score(self.judge.score(state, old).0, then).1;
            let proven = is_proof(walk, &with);
            return Some(Repair { at: start..walk.end, pieces: vec![Piece::sure(start..walk.end, with)], chain, gain, weight, mean, proven });
        }
        let reading = self.read(chain, &[], &walk.slots, line, &(start..walk.end))?;
        let repair = self.repair(chain, start..walk.end, &reading, &walk.offsets, before);
        Some(Repair { proven: is_proof(walk, &reading.text()), ..repair })
    }

    /// Reads once more what was read wrongly twice; `None` unless all of it reads.
    fn again(&self, wrong: Codec, text: &str) -> Option<String> {
        let table = self.codecs.table(wrong)?;
        if wrong == Codec::Gbk || text.chars().any(is_chinese) {
            return None;
        }
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.chars() {
            bytes.push(if c.is_ascii() { c as u8 } else { u8::try_from(table.code(c)?).ok()? });
        }
        decode(Codec::Utf8, None, &bytes).filter(|deeper| deeper != text)
    }

    /// Cuts a reading into edits: one for each certain stretch, one for each place that is not certain.
    pub(super) fn repair(&self, chain: Chain, at: Range<usize>, reading: &Reading, offsets: &[usize], before: f32) -> Repair {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open = Open::at(at.start);
        let mut characters = reading.characters.iter().peekable();
        while let Some(read) = characters.next() {
            open.push(read, doubt::belief(read));
            let (Some(after), Some(&end)) = (characters.peek(), offsets.get(read.slot + 1)) else { continue };
            if offsets.get(read.slot) != Some(&end) && after.slot > read.slot {
                std::mem::replace(&mut open, Open::at(end)).close(end, self.needed, &mut pieces);
            }
        }
        open.close(at.end, self.needed, &mut pieces);
        let text = reading.text();
        Repair { at, pieces, chain, gain: reading.log_prob - before, weight: chinese(&text), mean: self.mean(State::default(), &text), proven: false }
    }
}
