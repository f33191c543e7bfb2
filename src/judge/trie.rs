//! Which runs of symbols the model keeps, and what it says of each.
//!
//! A *context* is a run of symbols that something is known to follow; all contexts of one length make a level, numbered in the
//! order of their symbols. What follows a context also follows the context without its first symbol, because the kept set is
//! closed under leaving out either end. So a follower is written down not as a symbol (13 bits) but as its place among the
//! followers of the shorter context, which costs 2 to 6 bits, and a set of places costs less together than apart. Nothing is
//! hashed: a run that was not kept is never found.
//!
//! A level is an index, the byte at which each block of 32 contexts begins, and the blocks:
//!
//! | part of a block | bits |
//! |---|---|
//! | number of the first context of the next level that continues one of this block | 32 |
//! | width of such numbers within the block; width of the low parts of record offsets | 8; 8 |
//! | high parts of the 32 record offsets, in unary (Elias and Fano) | 64 |
//! | low parts | 32 times the width |
//! | records | |
//!
//! and a record is: code of the back-off weight; whether any follower makes a longer context; number of followers (Elias gamma);
//! if any makes a longer context, the number of the first, less the block's, and a bit for each follower; codes of their
//! probabilities; the set of places ([`Set`]).

use super::bits::{READ, Writer, read, select, word};

/// Bits by which the low parts are wider than the logarithm of the mean record, on average; measured on the shipped model.
const LOW_ROUNDED: f64 = 0.5;
/// Contexts of a block.
pub(crate) const BLOCK: usize = 32;
/// Bytes before the low parts of a block's offsets.
const BLOCK_HEAD: usize = 14;
/// Bits of a long row of bits after which the ones before are written down: two reads.
const STRIDE: usize = 2 * READ as usize;
/// Zeros of a long unary row after which the ones before are written down.
const ZEROS: usize = 32;
/// Bits of such a count: there are fewer symbols than it holds.
const COUNT: u32 = 16;

/// How a set of places among `universe` ones is written: the shortest of four ways, which the two numbers decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    /// Every place: nothing is written.
    All,
    /// A bit for each place.
    Bitmap,
    /// The places one after another, in so many bits each.
    List(u32),
    /// The high parts in unary, the low parts of so many bits after them (Elias and Fano).
    Split(u32),
}

impl Set {
    /// The way for `count` of `universe` places, and its length in bits.
    #[inline]
    pub(crate) fn of(count: usize, universe: usize) -> (Set, usize) {
        if count >= universe {
            return (Set::All, 0);
        }
        let width = bits_below(universe);
        let list = count * width as usize;
        let low = Set::low(count, universe);
        let zeros = Set::zeros(universe, low);
        let split = zero_counts(zeros) + count + zeros + count * low as usize;
        let bitmap = universe + counts(universe);
        if list <= split && list <= bitmap {
            (Set::List(width), list)
        } else if bitmap <= split {
            (Set::Bitmap, bitmap)
        } else {
            (Set::Split(low), split)
        }
    }

    /// Bits of the low parts: about the logarithm of `universe / count`. A division would cost as much as the rest.
    #[inline]
    fn low(count: usize, universe: usize) -> u32 {
        (universe | 1).ilog2().saturating_sub((count | 1).ilog2())
    }

    /// Zeros of the unary part.
    #[inline]
    fn zeros(universe: usize, low: u32) -> usize {
        (universe.saturating_sub(1) >> low) + 1
    }

    /// Writes places in order.
    fn write(places: &[u32], universe: usize, out: &mut Writer) {
        match Set::of(places.len(), universe).0 {
            Set::All => (),
            Set::List(width) => places.iter().for_each(|&place| out.push(u64::from(place), width)),
            Set::Bitmap => {
                let mut row = vec![false; universe];
                places.iter().for_each(|&place| row[place as usize] = true);
                write_row(&row, out);
            }
            Set::Split(low) => {
                let zeros = Set::zeros(universe, low);
                let before = |zero: usize| places.partition_point(|&place| (place as usize >> low) < zero);
                (1..=zero_counts(zeros) / COUNT as usize).for_each(|number| out.push(before(number * ZEROS) as u64, COUNT));
                let mut row = vec![false; places.len() + zeros];
                places.iter().enumerate().for_each(|(before, &place)| row[(place as usize >> low) + before] = true);
                row.iter().for_each(|&bit| out.push(u64::from(bit), 1));
                places.iter().for_each(|&place| out.push(u64::from(place), low));
            }
        }
    }

    /// How many places of the set, which is written at bit `at`, lie before `place`, if it has that.
    #[inline]
    fn find(bytes: &[u8], at: usize, count: usize, universe: usize, place: usize) -> Option<usize> {
        match Set::of(count, universe).0 {
            Set::All => (place < universe).then_some(place),
            Set::List(width) => search(bytes, at, width, 0, count, place as u64),
            Set::Bitmap => rank(bytes, at, universe, place),
            Set::Split(low) => {
                let (zeros, high) = (Set::zeros(universe, low), place >> low);
                let row = at + zero_counts(zeros);
                let start = after_zeros(bytes, at, row, count + zeros, high)?;
                let first = start.checked_sub(high)?;
                let lows = row + count + zeros;
                search(bytes, lows, low, first, ones_from(bytes, row + start, first, count), place as u64 & ((1 << low) - 1))
            }
        }
    }
}

/// The place of a number in a sorted part of a list of numbers of `width` bits.
#[inline]
fn search(bytes: &[u8], at: usize, width: u32, mut low: usize, mut high: usize, number: u64) -> Option<usize> {
    while low < high {
        let middle = (low + high) / 2;
        let here = read(bytes, at + middle * width as usize, width);
        if here == number {
            return Some(middle);
        }
        if here < number {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

/// Bits that numbers below `universe` take.
#[inline]
pub(crate) fn bits_below(universe: usize) -> u32 {
    usize::BITS - universe.saturating_sub(1).leading_zeros()
}

/// Bits of the counts before a row of `length` bits: the ones before every [`STRIDE`] of it but the first.
#[inline]
fn counts(length: usize) -> usize {
    if length <= STRIDE { 0 } else { (length - 1) / STRIDE * COUNT as usize }
}

/// Bits of the counts before a unary row of so many zeros: the ones before every [`ZEROS`] of them but the first.
#[inline]
fn zero_counts(zeros: usize) -> usize {
    if zeros <= 2 * ZEROS { 0 } else { (zeros - 1) / ZEROS * COUNT as usize }
}

/// The ones before a place of a row with its counts, which begin at bit `at`, if the place has one itself.
#[inline]
fn rank(bytes: &[u8], at: usize, length: usize, place: usize) -> Option<usize> {
    if place >= length {
        return None;
    }
    let (mut ones, mut from) = (0, 0);
    if length > STRIDE && place >= STRIDE {
        let stride = place / STRIDE;
        ones = read(bytes, at + (stride - 1) * COUNT as usize, COUNT) as usize;
        from = stride * STRIDE;
    }
    let row = at + counts(length);
    while place - from >= READ as usize {
        ones += read(bytes, row + from, READ).count_ones() as usize;
        from += READ as usize;
    }
    let word = read(bytes, row + from, READ);
    let within = place - from;
    (word >> within & 1 == 1).then(|| ones + (word & ((1 << within) - 1)).count_ones() as usize)
}

/// The place after the first `zeros` zeros of a unary row of `length` bits at bit `row`; its counts begin at bit `at`.
#[inline]
fn after_zeros(bytes: &[u8], at: usize, row: usize, length: usize, zeros: usize) -> Option<usize> {
    let (mut from, mut left) = (0, zeros);
    if row > at && zeros > ZEROS {
        let number = (zeros - 1) / ZEROS;
        let skipped = number * ZEROS;
        from = skipped + read(bytes, at + (number - 1) * COUNT as usize, COUNT) as usize;
        left -= skipped;
    }
    while left > 0 {
        if from >= length {
            return None;
        }
        let open = !read(bytes, row + from, READ) & ((1 << READ) - 1);
        let here = open.count_ones() as usize;
        if here >= left {
            return Some(from + select(open, left as u32 - 1) as usize + 1);
        }
        left -= here;
        from += READ as usize;
    }
    Some(from)
}

/// How many ones stand in a row from bit `at` on, counted from `first` and up to `most`.
#[inline]
fn ones_from(bytes: &[u8], mut at: usize, first: usize, most: usize) -> usize {
    let mut ones = first;
    while ones < most {
        let run = (!read(bytes, at, READ)).trailing_zeros();
        ones += run as usize;
        at += run as usize;
        if run < READ {
            break;
        }
    }
    ones.min(most)
}

/// Writes a row of bits after its counts.
fn write_row(row: &[bool], out: &mut Writer) {
    let mut ones = 0usize;
    for (place, &bit) in row.iter().enumerate() {
        if place > 0 && place % STRIDE == 0 && counts(row.len()) > 0 {
            out.push(ones as u64, COUNT);
        }
        ones += usize::from(bit);
    }
    row.iter().for_each(|&bit| out.push(u64::from(bit), 1));
}

/// All contexts of one length, in the bytes of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    /// The byte at which the index begins.
    pub(crate) index: usize,
    /// The byte at which the blocks begin.
    pub(crate) blocks: usize,
    /// Contexts.
    pub(crate) contexts: usize,
    /// Bits of a code of a back-off weight; none where the weights lie elsewhere.
    pub(crate) backoff_bits: u32,
    /// Bits of a code of a probability.
    pub(crate) value_bits: u32,
    /// Whether there is a level of longer contexts.
    pub(crate) deeper: bool,
}

/// What a context knows of a follower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Follower {
    /// The code of its probability.
    pub(crate) code: u32,
    /// Its place among the followers.
    pub(crate) place: usize,
    /// Followers of the context.
    pub(crate) of: usize,
    /// The number of the context longer by it, if there is one.
    pub(crate) context: Option<u32>,
}

/// A record, as far as its block and its head say where its parts are. One without followers says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Record {
    /// The code of the back-off weight.
    pub(crate) backoff: u32,
    /// Followers.
    of: u32,
    /// Whether any of them makes a longer context.
    deeper: bool,
    /// The number of the first longer context.
    child: u32,
    /// The bit at which the followers begin.
    at: usize,
}

/// Where a record begins, and what its block says of the numbers of longer contexts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    at: usize,
    first_child: u32,
    child_bits: u32,
}

impl Level {
    /// The byte at which the block of a context begins.
    #[inline]
    pub(crate) fn block(&self, bytes: &[u8], context: u32) -> usize {
        self.blocks + word(bytes, self.index + context as usize / BLOCK * 4) as u32 as usize
    }

    /// Where the record of a context begins.
    #[inline]
    pub(crate) fn place(&self, bytes: &[u8], context: u32, block: usize) -> Place {
        let within = context as usize % BLOCK;
        let head = word(bytes, block);
        let (first_child, child_bits, low_bits) = (head as u32, (head >> 32) as u32 & 31, (head >> 40) as u32 & 31);
        let lows = (block + BLOCK_HEAD) * 8;
        let high = u64::from(select(word(bytes, block + 6), within as u32)).saturating_sub(within as u64);
        let low = read(bytes, lows + within * low_bits as usize, low_bits);
        let here = (self.contexts - (context as usize - within).min(self.contexts)).min(BLOCK);
        Place { at: lows + here * low_bits as usize + (high << low_bits | low) as usize, first_child, child_bits }
    }

    /// Reads the head of a record.
    #[inline]
    pub(crate) fn record(&self, bytes: &[u8], place: Place) -> Record {
        let all = read(bytes, place.at, READ);
        let backoff = (all & ((1 << self.backoff_bits) - 1)) as u32;
        let head = all >> self.backoff_bits;
        let deeper = self.deeper && head & 1 == 1;
        let head = head >> u32::from(self.deeper);
        // Sixteen bits count more followers than there are symbols.
        let length = head.trailing_zeros().min(16);
        let of = ((head >> (length + 1)) & ((1 << length) - 1)) as u32 | 1 << length;
        let mut at = place.at + (self.backoff_bits + u32::from(self.deeper) + 2 * length + 1) as usize;
        let mut child = 0;
        if deeper {
            child = place.first_child.wrapping_add(read(bytes, at, place.child_bits) as u32);
            at += place.child_bits as usize;
        }
        Record { backoff, of, deeper, child, at }
    }

    /// The follower at a place among `universe` followers of the shorter context.
    #[inline]
    pub(crate) fn find(&self, bytes: &[u8], record: &Record, place: usize, universe: usize) -> Option<Follower> {
        let (of, row, value) = (record.of as usize, record.at, self.value_bits as usize);
        if of > universe {
            return None;
        }
        if of == 1 {
            // The one follower is the one that makes a longer context, if there is one.
            let width = bits_below(universe);
            let both = read(bytes, row, self.value_bits + width);
            let found = (both >> value) as usize == place;
            return found.then(|| Follower { code: (both & ((1 << value) - 1)) as u32, place: 0, of, context: record.deeper.then_some(record.child) });
        }
        let codes = row + if record.deeper { counts(of) + of } else { 0 };
        let place = Set::find(bytes, codes + of * value, of, universe, place)?;
        let code = read(bytes, codes + place * value, self.value_bits) as u32;
        let context = if record.deeper { rank(bytes, row, of, place).map(|before| record.child.wrapping_add(before as u32)) } else { None };
        Some(Follower { code, place, of, context })
    }
}

/// One context to be written: its back-off weight's code and its followers in order.
pub(crate) struct Entry<'a> {
    /// The code of the back-off weight.
    pub(crate) backoff: u32,
    /// Places of the followers among the followers of the shorter context.
    pub(crate) places: &'a [u32],
    /// How many followers the shorter context has.
    pub(crate) universe: usize,
    /// Codes of the probabilities.
    pub(crate) codes: &'a [u32],
    /// For each follower whether there is a context longer by it.
    pub(crate) continued: &'a [bool],
}

/// Writes a level.
pub(crate) struct LevelWriter {
    level: Level,
    index: Vec<u8>,
    blocks: Writer,
    children: u32,
    block: Vec<(Writer, Option<u32>, Writer)>,
}

impl LevelWriter {
    pub(crate) fn new(backoff_bits: u32, value_bits: u32, deeper: bool) -> LevelWriter {
        let level = Level { backoff_bits, value_bits, deeper, ..Level::default() };
        LevelWriter { level, index: Vec::new(), blocks: Writer::default(), children: 0, block: Vec::new() }
    }

    /// Appends a context; those without followers take no bits, and must not be asked.
    pub(crate) fn push(&mut self, entry: &Entry<'_>) {
        let (mut head, mut tail, mut child) = (Writer::default(), Writer::default(), None);
        if !entry.places.is_empty() {
            head.push(u64::from(entry.backoff), self.level.backoff_bits);
            let children = entry.continued.iter().filter(|&&continued| continued).count() as u32;
            if self.level.deeper {
                head.push(u64::from(children > 0), 1);
            }
            let length = entry.places.len().ilog2();
            head.push(1 << length, length + 1);
            head.push(entry.places.len() as u64, length);
            if self.level.deeper && children > 0 {
                child = Some(self.children);
                self.children += children;
                if entry.places.len() > 1 {
                    write_row(entry.continued, &mut tail);
                }
            }
            entry.codes.iter().for_each(|&code| tail.push(u64::from(code), self.level.value_bits));
            Set::write(entry.places, entry.universe, &mut tail);
        }
        self.block.push((head, child, tail));
        self.level.contexts += 1;
        if self.block.len() == BLOCK {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let mut children = block.iter().filter_map(|&(_, child, _)| child);
        let first = children.next().unwrap_or(self.children);
        let child_bits = bits_below((children.next_back().unwrap_or(first) - first) as usize + 1);
        let mut records = Writer::default();
        let mut offsets = Vec::new();
        for (head, child, tail) in &block {
            offsets.push(records.bits() as u64);
            records.append(head);
            if let Some(child) = child {
                records.push(u64::from(child - first), child_bits);
            }
            records.append(tail);
        }
        // The last of 32 offsets has its one at most at bit 63.
        let last = offsets.last().copied().unwrap_or_default();
        let low_bits = (0..).find(|&low| last >> low <= (64 - BLOCK) as u64).unwrap_or_default();
        let unary = offsets.iter().enumerate().fold(0u64, |unary, (before, offset)| unary | 1 << ((offset >> low_bits) + before as u64));
        self.index.extend_from_slice(&(self.blocks.bytes().len() as u32).to_le_bytes());
        for (number, width) in [(u64::from(first), 32), (u64::from(child_bits), 8), (low_bits, 8), (unary, 64)] {
            self.blocks.push(number, width);
        }
        offsets.iter().for_each(|&offset| self.blocks.push(offset, low_bits as u32));
        self.blocks.append(&records);
        self.blocks.align();
    }

    /// The level, its places counted from the start of the bytes that are given with it.
    pub(crate) fn finish(mut self) -> (Level, Vec<u8>) {
        if !self.block.is_empty() {
            self.end_block();
        }
        self.level.blocks = self.index.len();
        let mut bytes = self.index;
        bytes.extend_from_slice(self.blocks.bytes());
        (self.level, bytes)
    }
}

/// About how many bits a level takes, block heads and lengths of numbers of children included: for choosing what fits.
pub(crate) struct Size {
    bits: usize,
    contexts: usize,
}

impl Size {
    pub(crate) fn new() -> Size {
        Size { bits: 0, contexts: 0 }
    }

    /// Counts a context with `count` followers of `universe`, `children` of which make longer contexts.
    pub(crate) fn add(&mut self, level: &Level, count: usize, universe: usize, children: usize) {
        self.contexts += 1;
        if count == 0 {
            return;
        }
        self.bits += level.backoff_bits as usize + usize::from(level.deeper) + 2 * count.ilog2() as usize + 1;
        self.bits += count * level.value_bits as usize + Set::of(count, universe).1;
        if children > 0 {
            // Numbers of children within a block: six bits stand for what is four to nine.
            self.bits += 6 + if count > 1 { counts(count) + count } else { 0 };
        }
    }

    /// Bytes of the whole level.
    pub(crate) fn bytes(&self) -> usize {
        let blocks = self.contexts.div_ceil(BLOCK);
        // The unary part of 32 offsets has room for 33 steps, so the low parts count a little less than the mean record.
        let low = (self.bits as f64 / self.contexts.max(1) as f64).max(1.0).log2().max(0.0);
        (self.bits + (self.contexts as f64 * (low + LOW_ROUNDED)) as usize) / 8 + blocks * (BLOCK_HEAD + 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A set of places, as many as asked for, spread by a seed.
    fn places(universe: usize, count: usize, seed: u64) -> Vec<u32> {
        let mut all: Vec<(u64, u32)> = (0..universe as u32).map(|place| ((u64::from(place) + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15), place)).collect();
        all.sort_unstable();
        let mut chosen: Vec<u32> = all.into_iter().take(count).map(|(_, place)| place).collect();
        chosen.sort_unstable();
        chosen
    }

    fn record(level: &Level, bytes: &[u8], context: u32) -> Record {
        level.record(bytes, level.place(bytes, context, level.block(bytes, context)))
    }

    proptest! {
        #[test]
        fn every_place_of_a_set_is_found_and_no_other(universe in 1usize..6000, share in 1usize..400, seed in any::<u64>()) {
            let places = places(universe, (universe / share).max(1), seed);
            let mut writer = Writer::default();
            writer.push(5, 3);
            Set::write(&places, universe, &mut writer);
            prop_assert_eq!(writer.bits(), 3 + Set::of(places.len(), universe).1);
            for place in 0..universe {
                let found = Set::find(writer.bytes(), 3, places.len(), universe, place);
                prop_assert_eq!(found, places.binary_search(&(place as u32)).ok());
            }
        }

        #[test]
        fn followers_come_back(counts in prop::collection::vec(0usize..40, 1..200), seed in any::<u64>()) {
            let universe = 60;
            let mut writer = LevelWriter::new(5, 5, true);
            let mut written = Vec::new();
            for (number, &count) in counts.iter().enumerate() {
                let places = places(universe, count, seed ^ number as u64);
                let codes: Vec<u32> = places.iter().map(|place| place % 32).collect();
                let continued: Vec<bool> = places.iter().map(|place| place % 3 == 0).collect();
                writer.push(&Entry { backoff: number as u32 % 32, places: &places, universe, codes: &codes, continued: &continued });
                written.push((places, codes, continued));
            }
            let (level, bytes) = writer.finish();
            let mut children = 0;
            for (number, (places, codes, continued)) in written.iter().enumerate() {
                if places.is_empty() {
                    continue;
                }
                let record = record(&level, &bytes, number as u32);
                prop_assert_eq!(record.backoff, number as u32 % 32);
                for place in 0..universe {
                    let found = level.find(&bytes, &record, place, universe);
                    let wanted = places.binary_search(&(place as u32)).ok().map(|at| {
                        let context = continued[at].then(|| children + continued[..at].iter().filter(|&&continued| continued).count() as u32);
                        Follower { code: codes[at], place: at, of: places.len(), context }
                    });
                    prop_assert_eq!(found, wanted);
                }
                children += continued.iter().filter(|&&continued| continued).count() as u32;
            }
        }

        #[test]
        fn damaged_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300), context in 0u32..100, place in 0usize..50) {
            let level = Level { index: 0, blocks: 16, contexts: 100, backoff_bits: 5, value_bits: 5, deeper: true };
            let _ = level.find(&bytes, &record(&level, &bytes, context), place, 50);
        }
    }
}
