//! Candidate repairs of a line: which wrong decoding a run may have gone through, and how it would read rightly.
//!
//! A candidate is weighed as evidence is: the judge's probability of the right reading against its probability of the text
//! as it stands, with a prior for damage. A right reading is found or not; a mapping is one to one, so no other factor comes in.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::codec::{Codec, Codecs, Table, decode};
use super::doubt;
use super::kana;
use super::lattice::{Bounds, Lattice, Read, Reading, Slot};
use super::limits;
use super::scan::{Classes, LATIN, LEAD, ODD, ODD_FORM, RARE};
use super::walk::{Walk, walk};
use crate::chars::floor_boundary;
use crate::code::Code;
use crate::edit::Candidate;
use crate::judge::{Judge, State};
use crate::number;

/// The mark of a character that is lost.
pub(super) const GETA: char = '〓';

/// A way text went wrong: the right encoding of the bytes, and the one they were read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    /// What the bytes are.
    pub(super) right: Codec,
    /// What they were taken for.
    pub(super) wrong: Codec,
    /// Whether it happened twice.
    pub(super) twice: bool,
    /// Whether bytes were taken out afterwards.
    pub(super) stripped: bool,
    /// Whether code units of two bytes were read the wrong way round.
    pub(super) swapped: bool,
}

impl Chain {
    const fn new(right: Codec, wrong: Codec) -> Chain {
        Chain { right, wrong, twice: false, stripped: false, swapped: false }
    }

    /// Whether both code pages have characters of two bytes, so that kana are remapped like hanzi.
    fn is_of_pairs(self) -> bool {
        let pairs = |codec| matches!(codec, Codec::Gbk | Codec::Big5 | Codec::EucKr);
        pairs(self.right) && pairs(self.wrong)
    }

    /// Whether the wrong decoder lost about half of the bytes.
    fn is_sparse(self) -> bool {
        self == Chain::new(Codec::Utf8, Codec::Big5)
    }

    /// The rule that speaks of it.
    pub(super) fn rule(self) -> Code {
        match (self.right, self.wrong) {
            _ if self.swapped => Code::new("M012"),
            (Codec::Utf8, Codec::Gbk) if self.twice => Code::new("M002"),
            (Codec::Utf8, Codec::Gbk) => Code::new("M001"),
            (Codec::Utf8, Codec::Latin) if self.stripped => Code::new("M004"),
            (Codec::Utf8, Codec::Latin) => Code::new("M003"),
            (Codec::Utf8, Codec::MacRoman | Codec::Cyrillic | Codec::MacCyrillic) => Code::new("M005"),
            (Codec::Utf8, _) => Code::new("M006"),
            (Codec::Gbk, Codec::Latin) => Code::new("M007"),
            (Codec::Gbk, Codec::Cp437 | Codec::Cyrillic | Codec::MacRoman) => Code::new("M008"),
            (Codec::Gbk, Codec::Big5) => Code::new("M009"),
            (Codec::Gbk, _) => Code::new("M010"),
            (Codec::Big5, _) => Code::new("M011"),
            _ => Code::new("M013"),
        }
    }

    /// What to tell the reader.
    pub(super) fn describe(self) -> String {
        if self.swapped {
            return "UTF-16 with its bytes swapped".to_owned();
        }
        if self.right == Codec::Utf8 && self.wrong == Codec::Gbk && self.twice {
            return "UTF-8 read as GBK, saved and read as UTF-8 again".to_owned();
        }
        let twice = if self.twice { " twice" } else { "" };
        let stripped = if self.stripped { ", control bytes taken out" } else { "" };
        format!("{} read as {}{twice}{stripped}", self.right.name(), self.wrong.name())
    }
}

/// One edit of a repair.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Byte range of the text.
    pub(super) at: Range<usize>,
    /// What shall stand there.
    pub(super) with: String,
    /// How sure it is, given that the run is damaged in this way.
    pub(super) confidence: f32,
    /// Other readings of a lost character.
    pub(super) candidates: Vec<Candidate>,
}

impl Piece {
    /// An edit without doubt about single characters.
    pub(super) fn sure(at: Range<usize>, with: String) -> Piece {
        Piece { at, with, confidence: 1.0, candidates: Vec::new() }
    }
}

/// A candidate repair of one run.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    /// Byte range of the text.
    pub(super) at: Range<usize>,
    /// The edits.
    pub(super) pieces: Vec<Piece>,
    /// How it went wrong.
    pub(super) chain: Chain,
    /// The judge's gain, natural logarithm.
    pub(super) gain: f32,
    /// How many Chinese characters came back.
    pub(super) weight: usize,
    /// The judge's mean log probability of a character of the right reading that is not ASCII.
    pub(super) mean: f32,
}

impl Repair {
    /// Whether the right reading is likely enough to be text; a few characters may be rare.
    pub(super) fn is_text(&self) -> bool {
        self.mean > limits::MEAN - limits::MEAN_FEW / self.weight.max(1) as f32
    }

    /// The probability that the run is damaged so, with `prior` as the logarithm of the odds beforehand.
    pub(super) fn probability(&self, prior: f32) -> f32 {
        // What was never Chinese may gain much and still be no text.
        if !self.is_text() {
            return 0.0;
        }
        let rare = if self.chain.swapped { limits::SWAPPED } else { 0.0 };
        let p = number::probability(f64::from(self.gain + prior + rare));
        if p > 0.9995 { 1.0 } else { (p * 1000.0).floor() as f32 / 1000.0 }
    }
}

/// Finds repairs.
pub(super) struct Reader<'a> {
    /// The judge.
    pub(super) judge: &'a Judge,
    /// The code pages.
    pub(super) codecs: &'a Codecs,
    /// The classes of characters.
    pub(super) classes: &'a Classes,
    /// Characters that a lost one may be.
    pub(super) vocabulary: &'a [char],
    /// From which confidence edits are applied.
    pub(super) accept: f32,
    /// The page.
    pub(super) text: &'a str,
    /// How many more bytes of the page that are lost one beside the other are searched.
    pub(super) patience: Cell<usize>,
}

/// The bytes that windows-1252 leaves undefined, and the soft hyphen: cleaners take them out.
const UNDEFINED: &[u8] = &[0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xad];
/// The same and the non-breaking blank.
const UNDEFINED_OR_BLANK: &[u8] = &[0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xa0, 0xad];
/// All C1 controls and the soft hyphen.
const CONTROLS: &[u8] = &[
    0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
    0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xad,
];

fn is_chinese(c: char) -> bool {
    crate::chars::is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}')
}

fn chinese(text: &str) -> usize {
    text.chars().filter(|&c| is_chinese(c) && c != '\u{3000}').count()
}

/// How many different hanzi a text has. Of a few characters over and over any encoding makes something.
fn hanzi(text: &str) -> usize {
    text.chars().filter(|&c| crate::chars::is_han(c)).collect::<BTreeSet<char>>().len()
}

/// Whether a walk is so long that no text walks so far by chance, whatever the judge thinks of what it reads: lists of names.
fn is_proof(walk: &Walk, reading: &str) -> bool {
    let plain = |c: char| !matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
    walk.complete >= limits::PROOF && walk.lost * 3 <= walk.complete && reading.chars().all(plain)
}

impl Reader<'_> {
    /// Reads slots between `before` and `after` in their line.
    fn read(&self, chain: Chain, stripped: &'static [u8], slots: &[Slot], line: &Range<usize>, at: &Range<usize>) -> Option<Reading> {
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
        let sure = || reading.characters.iter().filter(|read| read.probability >= 1.0 && crate::chars::is_han(read.character));
        let traditional = sure().filter(|read| self.classes.of(read.character) & ODD_FORM != 0).count();
        if traditional * 10 > sure().count() {
            reading = self.lattice(chain, stripped, &letters, &loses, &pairs).read(state, slots, then, ends)?;
        }
        let (start, end) = (line.start.max(at.start.saturating_sub(limits::LONGEST)), line.end.min(at.end.saturating_add(limits::LONGEST)));
        let (start, end) = (floor_boundary(self.text, start), floor_boundary(self.text, end));
        doubt::weigh(&mut reading.characters, self.text.get(start..at.start).unwrap_or_default(), self.text.get(at.end..end).unwrap_or_default());
        let mean = self.mean_around(line, at, &reading);
        doubt::calibrate(&mut reading.characters, mean);
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
        let bounds = Bounds { readings, beam: limits::BEAM };
        Lattice {
            judge: self.judge,
            right: chain.right,
            table: self.codecs.table(chain.right),
            stripped,
            vocabulary: self.vocabulary,
            bounds,
            form,
            loses,
            pairs,
        }
    }

    /// The judge's state before byte `at` of a line.
    fn state_before(&self, line: &Range<usize>, at: usize) -> State {
        let before = self.text.get(line.start..at).unwrap_or_default();
        let start = before.char_indices().rev().take(limits::CONTEXT).last().map_or(0, |(start, _)| start);
        let state = if start == 0 { self.judge.line_start() } else { State::default() };
        self.judge.score(state, &before[start..]).0
    }

    /// What follows byte `at` in a line, as far as it helps the judge; and whether the line ends before more follows.
    fn following(&self, line: &Range<usize>, at: usize) -> (&str, bool) {
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
    fn mean(&self, state: State, text: &str) -> f32 {
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
            let mean = if is_proof(walk, &with) { 0.0 } else { mean };
            return Some(Repair { at: start..walk.end, pieces: vec![Piece::sure(start..walk.end, with)], chain, gain, weight, mean });
        }
        let reading = self.read(chain, &[], &walk.slots, line, &(start..walk.end))?;
        let mut repair = self.repair(chain, start..walk.end, &reading, &walk.offsets, before);
        if is_proof(walk, &reading.text()) {
            repair.mean = 0.0;
        }
        Some(repair)
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
    fn repair(&self, chain: Chain, at: Range<usize>, reading: &Reading, offsets: &[usize], before: f32) -> Repair {
        let gain = reading.log_prob - before;
        let weight = chinese(&reading.text());
        let mut pieces: Vec<Piece> = Vec::new();
        let mut piece = Open { start: at.start, ..Open::default() };
        let count = reading.characters.len();
        for (i, read) in reading.characters.iter().enumerate() {
            piece.reads.push((read.character, belief(read)));
            if read.probability < 1.0 {
                piece.candidates.clone_from(&read.candidates);
            }
            let next = offsets.get(read.slot + 1).copied();
            let cut = next.is_none_or(|next| Some(&next) != offsets.get(read.slot)) && reading.characters.get(i + 1).is_none_or(|after| after.slot > read.slot);
            if !cut || i + 1 == count {
                continue;
            }
            let Some(end) = next else { continue };
            let sure = piece.sure();
            match pieces.last_mut().filter(|last| sure && last.confidence == 1.0) {
                Some(last) => {
                    last.at.end = end;
                    last.with.extend(piece.reads.iter().map(|(c, _)| c));
                }
                None => pieces.push(piece.close(end, self.accept)),
            }
            piece = Open { start: end, ..Open::default() };
        }
        let sure = piece.sure();
        match pieces.last_mut().filter(|last| sure && last.confidence == 1.0) {
            Some(last) => {
                last.at.end = at.end;
                last.with.extend(piece.reads.iter().map(|(c, _)| c));
            }
            None => pieces.push(piece.close(at.end, self.accept)),
        }
        // A stretch that is certain but for a mark put for what is lost must not be merged with a certain one: it has candidates.
        let mean = self.mean(State::default(), &reading.text());
        Repair { at, pieces, chain, gain, weight, mean }
    }

    /// The better of a repair and one for which the non-breaking blank was taken out with the controls, where none stands in the line: 章 is
    /// E7 AB A0, and without that reading it becomes 火, E7 81 AB.
    fn without_blanks(&self, chain: Chain, line: &Range<usize>, segment: Range<usize>, repair: Repair) -> Repair {
        if self.text[segment.clone()].contains([' ', '\u{a0}']) {
            return repair;
        }
        match self.lossy(chain, line, segment, UNDEFINED_OR_BLANK) {
            Some(other) if other.gain > repair.gain + limits::BLANKS_TAKEN_OUT => other,
            _ => repair,
        }
    }

    /// Repairs of a line in which suspicious characters stand close together.
    pub(super) fn dense(&self, line: &Range<usize>, out: &mut Vec<Repair>) {
        let mut found: Vec<Repair> = Vec::new();
        for (right, wrong) in [(Codec::Gbk, Codec::Latin), (Codec::Gbk, Codec::Cp437), (Codec::Gbk, Codec::Cyrillic), (Codec::Gbk, Codec::MacRoman)] {
            self.for_segments(wrong, line, false, |segment| {
                found.extend(self.lossy(Chain::new(right, wrong), line, segment.clone(), &[]));
                let inner = self.without_marks(segment.clone());
                if inner != segment {
                    found.extend(self.lossy(Chain::new(right, wrong), line, inner, &[]));
                }
            });
        }
        self.for_segments(Codec::Latin, line, false, |segment| {
            let chain = Chain { stripped: true, ..Chain::new(Codec::Utf8, Codec::Latin) };
            match self.lossy(chain, line, segment.clone(), UNDEFINED) {
                Some(repair) => found.push(self.without_blanks(chain, line, segment, repair)),
                None => found.extend(self.lossy(chain, line, segment, CONTROLS)),
            }
        });
        for (right, wrong) in [(Codec::Gbk, Codec::Big5), (Codec::Big5, Codec::Gbk), (Codec::Gbk, Codec::EucKr)] {
            self.for_segments(wrong, line, true, |segment| {
                found.extend(self.aligned(Chain::new(right, wrong), line, segment.clone()));
                if right == Codec::Gbk && self.text[segment.clone()].contains(['?', '\u{fffd}']) {
                    found.extend(self.lossy(Chain::new(right, wrong), line, segment, &[]));
                }
            });
        }
        for wrong in [Codec::Big5, Codec::ShiftJis] {
            self.for_segments(wrong, line, true, |segment| found.extend(self.lossy(Chain::new(Codec::Utf8, wrong), line, segment, &[])));
        }
        found.extend(self.aligned(Chain { swapped: true, ..Chain::new(Codec::Utf16Le, Codec::Utf16Le) }, line, line.clone()));
        found.extend(self.utf16(line));
        for repair in found.iter_mut().filter(|repair| repair.chain.is_of_pairs()) {
            repair.gain += self.repeated(line, &repair.at);
        }
        found.retain(|repair| !repair.chain.is_of_pairs() || !kana::is_japanese(&self.text[repair.at.clone()]));
        found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        for repair in found {
            if repair.gain > 0.0
                && repair.weight > 0
                && repair.is_text()
                && !out.iter().any(|taken| taken.at.start < repair.at.end && repair.at.start < taken.at.end)
            {
                out.push(repair);
            }
        }
    }

    /// What the judge thinks of the characters of a run that are the same as one of the two before: sobs and laughter are no evidence.
    fn repeated(&self, line: &Range<usize>, at: &Range<usize>) -> f32 {
        let mut state = self.state_before(line, at.start);
        let (mut sum, mut before) = (0.0, [' '; 2]);
        for c in self.text.get(at.clone()).unwrap_or_default().chars() {
            let (next, weight) = self.judge.step(state, c);
            state = next;
            if before.contains(&c) && !c.is_ascii() && c != '\u{fffd}' {
                sum += weight;
            }
            before = [c, before[0]];
        }
        sum
    }

    /// A line, or a stretch of what look like lines, read as UTF-16.
    pub(super) fn utf16(&self, line: &Range<usize>) -> Option<Repair> {
        let text = self.text.get(line.clone())?;
        // The second half of the line feed before it.
        let rest_of_feed = line.start > 0 && text.starts_with('\0');
        let at = line.start + usize::from(rest_of_feed)..line.end;
        if !text.bytes().any(|byte| byte.is_ascii()) {
            return None;
        }
        self.lossy(Chain::new(Codec::Utf16Le, Codec::Gbk), line, at, &[]).filter(|repair| repair.gain > 0.0 && repair.weight > 0 && repair.is_text())
    }

    /// Calls `then` for every stretch of the line that code page `wrong` can hold and that holds enough suspicious characters. `marks` says that
    /// `?` and U+FFFD may stand for lost bytes, so they count as part.
    fn for_segments(&self, wrong: Codec, line: &Range<usize>, marks: bool, mut then: impl FnMut(Range<usize>)) {
        let Some(table) = self.codecs.table(wrong) else { return };
        let mut open: Option<(usize, usize, usize)> = None;
        let mut close = |open: &mut Option<(usize, usize, usize)>| {
            if let Some((start, end, suspicious)) = open.take()
                && suspicious >= limits::SUSPICIOUS
            {
                then(start..end);
            }
        };
        let mut long = 0;
        for (place, c) in self.text[line.clone()].char_indices() {
            let at = line.start + place;
            let mark = marks && (c == '?' || c == '\u{fffd}');
            // A whole number of characters of two bytes and of three.
            if long >= 2 * limits::LONGEST {
                close(&mut open);
                long = 0;
            }
            if !(c.is_ascii() || mark || table.code(c).is_some()) || long > limits::LONGEST && c.is_ascii() {
                close(&mut open);
                long = 0;
                continue;
            }
            if c.is_ascii() && !mark {
                continue;
            }
            let suspicious = usize::from(self.classes.of(c) & (LATIN | ODD | RARE) != 0);
            match &mut open {
                Some((_, end, count)) => {
                    *end = at + c.len_utf8();
                    *count += suspicious;
                }
                // A question mark begins a stretch only where it may stand for half a character.
                None if c == '?' && self.text[at..].chars().take(limits::QUESTIONS).find(|&next| next != '?').is_none_or(|next| next.is_ascii()) => {}
                None => open = Some((at, at + c.len_utf8(), suspicious)),
            }
            long += 1;
        }
        close(&mut open);
    }

    /// A stretch without the quotation marks and dashes around it, which may be whole.
    fn without_marks(&self, segment: Range<usize>) -> Range<usize> {
        let text = &self.text[segment.clone()];
        let mark = |c: char| matches!(c, '‘'..='„' | '–'..='—' | '…' | '·' | '•');
        let start = text.len() - text.trim_start_matches(mark).len();
        let end = text.trim_end_matches(mark).len();
        if start < end { segment.start + start..segment.start + end } else { segment }
    }

    /// A repair of a stretch some of whose bytes may be lost. The first few characters that the code page has twice are tried with either code.
    fn lossy(&self, chain: Chain, line: &Range<usize>, segment: Range<usize>, stripped: &'static [u8]) -> Option<Repair> {
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

    /// The same with the second code of those characters whose bit is set in `second`, and one mark for two bytes if a `browser` made it.
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
        let single = matches!(chain.wrong, Codec::Latin | Codec::MacRoman | Codec::Cyrillic | Codec::MacCyrillic | Codec::Cp437);
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
        // Tables are drawn with half of what code page 437 makes of GBK, and never with the other half.
        if chain.wrong == Codec::Cp437 && text.chars().all(|c| c.is_ascii() || matches!(c, '\u{2500}'..='\u{259f}')) {
            return None;
        }
        let state = self.state_before(line, segment.start);
        let before = self.judge.score(state, text).1;
        let mut reading = self.read(chain, stripped, &slots, line, &segment)?;
        if chain.is_sparse() || browser && chain.right == Codec::Utf8 {
            doubt_invented(&mut reading, &slots, usize::from(!chain.is_sparse()));
        }
        let few = chain.right != Codec::Utf8 && hanzi(&reading.text()) < limits::ALIGNED_LEAST;
        (!few).then(|| self.repair(chain, segment, &reading, &offsets, before))
    }

    /// A repair where every character becomes one character: the part of the stretch that gains most.
    fn aligned(&self, chain: Chain, line: &Range<usize>, segment: Range<usize>) -> Option<Repair> {
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
        let gain = after - self.judge.score(state, old).1;
        let (weight, mean, hanzi) = (chinese(&with), self.mean(state, &with), hanzi(&with));
        let piece = Piece::sure(at.clone(), with);
        // A few characters, kana above all, may look like another encoding's by chance.
        (hanzi >= limits::ALIGNED_LEAST && mean > limits::MEAN).then(|| Repair { at, pieces: vec![piece], chain, gain, weight, mean })
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

    /// Repairs of text that was read as GBK, saved and read as UTF-8 again (问句码): `U+FFFD ?` stands for a character and perhaps a mark.
    pub(super) fn roundtrip(&self, line: &Range<usize>, out: &mut Vec<Repair>) {
        let chain = Chain { twice: true, ..Chain::new(Codec::Utf8, Codec::Gbk) };
        let mut at = line.start;
        let text = self.text.get(line.clone()).unwrap_or_default();
        let mostly = chinese(text) * 2 > text.chars().count();
        while let Some(place) = self.text.get(at..line.end).and_then(|rest| rest.find("\u{fffd}?")) {
            let start = at + place;
            let end = start + '\u{fffd}'.len_utf8() + 1;
            at = end;
            let before = self.text[line.start..start].chars().next_back();
            let (then, ends) = self.following(line, end);
            if !before.map_or(mostly, |c| is_chinese(c) || mostly && "“”‘’—…·".contains(c)) {
                continue;
            }
            let Some(patience) = self.patience.get().checked_sub(limits::PATIENCE_CHARACTER) else { return };
            self.patience.set(patience);
            let slots = [Slot::Character, Slot::Swallowed { end: ends && then.is_empty(), wanted: None }];
            let Some(reading) = self.read(chain, &[], &slots, line, &(start..end)) else { continue };
            out.push(Repair { gain: f32::INFINITY, mean: 0.0, ..self.repair(chain, start..end, &reading, &[start, start], 0.0) });
        }
    }
}

/// Whether a character is a digit, Arabic or Han; 一 and 十 are as often words.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇二三四五六七八九".contains(c)
}

/// How far a reading is believed. Numbers are facts: sense does not tell one digit from another, and 一 and 十 are digits where another may stand.
fn belief(read: &Read) -> f32 {
    let rival = |candidate: &Candidate| candidate.probability > limits::RIVAL_DIGIT && candidate.text.chars().all(|c| c != read.character && is_numeral(c));
    let digit = is_numeral(read.character) || matches!(read.character, '一' | '十') && read.candidates.iter().any(rival);
    if digit && read.probability < limits::DIGIT { 0.0 } else { read.probability }
}

/// Takes the belief from characters more than `most` bytes of which are lost: they are invented from their neighbours, not read.
fn doubt_invented(reading: &mut Reading, slots: &[Slot], most: usize) {
    let mut next = 0;
    for read in &mut reading.characters {
        let bytes = |slot: &Slot| match slot {
            Slot::Question | Slot::Lost => 1,
            Slot::Pair => 2,
            _ => 0,
        };
        let lost: usize = slots.get(next..=read.slot).unwrap_or_default().iter().map(bytes).sum();
        if lost > most {
            read.probability = 0.0;
        }
        next = read.slot + 1;
    }
}

/// An edit in the making.
#[derive(Default)]
struct Open {
    start: usize,
    reads: Vec<(char, f32)>,
    candidates: Vec<Candidate>,
}

impl Open {
    fn sure(&self) -> bool {
        self.reads.iter().all(|&(_, p)| p >= 1.0)
    }

    /// Ends the edit. What is less sure than `accept` becomes the mark of a lost character, which itself is certain.
    fn close(&self, end: usize, accept: f32) -> Piece {
        let mut reads = self.reads.clone();
        loop {
            let sure: f32 = reads.iter().map(|&(_, p)| p).product();
            if sure >= accept {
                let with = reads.iter().map(|&(c, _)| c).collect();
                return Piece { at: self.start..end, with, confidence: sure, candidates: self.candidates.iter().take(limits::TOLD).cloned().collect() };
            }
            let Some(worst) = reads.iter_mut().min_by(|a, b| a.1.total_cmp(&b.1)) else {
                return Piece { at: self.start..end, with: String::new(), confidence: 0.0, candidates: Vec::new() };
            };
            *worst = (GETA, 1.0);
        }
    }
}
