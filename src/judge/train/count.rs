//! Counting runs of symbols.

use super::super::symbol::Symbol;

/// Symbols of all training texts in a row. [`Symbol::NONE`] stands where the context is unknown; a line break straight
/// after it starts a line and is not predicted, every other symbol is.
#[derive(Default)]
pub(super) struct Stream {
    pub(super) symbols: Vec<u16>,
    /// The number of the source of each symbol.
    pub(super) sources: Vec<u8>,
}

impl Stream {
    pub(super) fn push(&mut self, symbol: Symbol, source: u8) {
        self.symbols.push(symbol.0);
        self.sources.push(source);
    }
}

/// All runs of one length, in the order of their symbols.
#[derive(Default)]
pub(super) struct Level {
    /// Sixteen bits a symbol, the last symbol lowest.
    pub(super) keys: Vec<u128>,
    /// Occurrences in each source.
    pub(super) counts: Vec<Vec<u32>>,
    /// Occurrences times the weight of their source.
    pub(super) weights: Vec<f32>,
    /// Where the run without its last symbol is, a level lower.
    pub(super) prefixes: Vec<u32>,
    /// Where the run without its first symbol is, a level lower.
    pub(super) suffixes: Vec<u32>,
}

impl Level {
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}

/// Counts single symbols; the place of a symbol is its number.
pub(super) fn count_symbols(stream: &Stream, weights: &[f64], symbols: usize) -> Level {
    let mut level = Level { keys: (0..symbols as u128).collect(), counts: vec![vec![0; symbols]; weights.len()], ..Level::default() };
    let mut sums = vec![0f64; symbols];
    let mut before = Symbol::NONE.0;
    for (&symbol, &source) in stream.symbols.iter().zip(&stream.sources) {
        let starts_line = symbol == Symbol::LINE.0 && before == Symbol::NONE.0;
        if symbol != Symbol::NONE.0 && !starts_line {
            level.counts[usize::from(source)][usize::from(symbol)] += 1;
            sums[usize::from(symbol)] += weights[usize::from(source)];
        }
        before = symbol;
    }
    level.weights = sums.into_iter().map(|sum| sum as f32).collect();
    level
}

/// Counts runs of `order` symbols; `lower` is the level below.
pub(super) fn count_runs(stream: &Stream, weights: &[f64], order: usize, lower: &Level) -> Level {
    let mask = (1u128 << (16 * order)) - 1;
    let mut occurrences: Vec<u128> = Vec::with_capacity(stream.symbols.len());
    let mut key = 0u128;
    let mut length = 0;
    for (&symbol, &source) in stream.symbols.iter().zip(&stream.sources) {
        if symbol == Symbol::NONE.0 {
            length = 0;
            continue;
        }
        key = ((key << 16) | u128::from(symbol)) & mask;
        length += 1;
        if length >= order {
            occurrences.push(key << 8 | u128::from(source));
        }
    }
    occurrences.sort_unstable();
    let mut level = Level { counts: vec![Vec::new(); weights.len()], ..Level::default() };
    let mut sum = 0f64;
    for &occurrence in &occurrences {
        let (key, source) = (occurrence >> 8, usize::from(occurrence as u8));
        if level.keys.last() != Some(&key) {
            level.keys.push(key);
            level.counts.iter_mut().for_each(|counts| counts.push(0));
            level.weights.push(0.0);
            sum = 0.0;
        }
        sum += weights[source];
        let last = level.keys.len() - 1;
        level.counts[source][last] += 1;
        level.weights[last] = sum as f32;
    }
    drop(occurrences);
    if order == 2 {
        level.prefixes = level.keys.iter().map(|key| (key >> 16) as u32).collect();
        level.suffixes = level.keys.iter().map(|key| (key & 0xFFFF) as u32).collect();
        return level;
    }
    let mut place = 0;
    level.prefixes = level
        .keys
        .iter()
        .map(|key| {
            let prefix = key >> 16;
            while lower.keys[place] < prefix {
                place += 1;
            }
            debug_assert_eq!(lower.keys[place], prefix);
            place as u32
        })
        .collect();
    // A run without its first symbol: found through the sorted level below, whose runs that start with one symbol lie together.
    let finder = Finder::new(lower);
    let shorter = (1u128 << (16 * (order - 1))) - 1;
    level.suffixes = level.keys.iter().map(|key| finder.find(lower, key & shorter)).collect();
    level
}

/// An open-addressing index of a level's keys.
struct Finder {
    slots: Vec<u32>,
}

impl Finder {
    fn new(level: &Level) -> Finder {
        let size = (level.len() * 2).next_power_of_two();
        let mut slots = vec![u32::MAX; size];
        for (place, &key) in level.keys.iter().enumerate() {
            let mut slot = Finder::hash(key) & (size - 1);
            while slots[slot] != u32::MAX {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = place as u32;
        }
        Finder { slots }
    }

    fn hash(key: u128) -> usize {
        let folded = (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        let mixed = folded.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 32)) as usize
    }

    /// The place of a key that is there.
    fn find(&self, level: &Level, key: u128) -> u32 {
        let mut slot = Finder::hash(key) & (self.slots.len() - 1);
        loop {
            let place = self.slots[slot];
            if level.keys[place as usize] == key {
                return place;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}
