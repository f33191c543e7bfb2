//! Choosing what fits into a model of a given size.

use super::super::symbol::Alphabet;
use super::super::trie::{Level as Shape, Size};
use super::Options;
use super::count::Level;

/// Room left for the header.
const HEADER_BYTES: usize = 12_000;

/// What the record of a context takes besides its followers, in followers: back-off weight, offset, lengths.
const CONTEXT_COST: f64 = 1.1;

/// The bytes that the tables of runs may fill.
pub(super) fn room(alphabet: &Alphabet, members: &[u32], options: &Options) -> usize {
    let fixed = HEADER_BYTES + alphabet.known.len() * 2 + alphabet.aliases.len() * 4 + members.len() * 2 + alphabet.symbols() * 4;
    options.bytes.saturating_sub(fixed)
}

/// The shape of the level that says what follows contexts of `length` symbols.
pub(super) fn shape(length: usize, options: &Options) -> Shape {
    let backoff_bits = if length == 1 { 0 } else { options.backoff_bits };
    Shape { backoff_bits, value_bits: options.value_bits, deeper: length + 1 < options.order, ..Shape::default() }
}

/// A run that continues a context.
pub(super) struct Worth {
    /// Its number.
    pub(super) gram: usize,
    /// What the model loses without it alone.
    pub(super) own: f32,
    /// The best score of the longer runs that need it.
    pub(super) needed: f32,
}

/// The scores of the runs that continue one context, which costs something itself: where keeping it for the best few of them is
/// worth less a byte than the best one alone, they all are worth what they are worth together. A run that is needed is kept as long as
/// what needs it, and then the others have the context for nothing.
pub(super) fn score(runs: &mut [Worth], costs: bool) -> impl Iterator<Item = (usize, f32)> + '_ {
    let kept_anyway = runs.iter().map(|run| run.needed).fold(0f32, f32::max);
    runs.sort_unstable_by(|one, other| other.own.total_cmp(&one.own).then(one.gram.cmp(&other.gram)));
    let (mut sum, mut best, mut until) = (0f64, 0f64, 0);
    for (number, run) in runs.iter().enumerate().take_while(|_| costs) {
        sum += f64::from(run.own);
        let together = sum / (number as f64 + 1.0 + CONTEXT_COST);
        if together <= best {
            break;
        }
        (best, until) = (together, number + 1);
    }
    runs.iter().enumerate().map(move |(number, run)| {
        let own = if number < until { run.own.min(kept_anyway.max(best as f32)) } else { run.own };
        (run.gram, own.max(run.needed))
    })
}

/// The lowest score at which everything that reaches it fits.
pub(super) fn threshold(levels: &[Level], scores: &[Vec<f32>], continued: &[Vec<f32>], options: &Options, bytes: usize) -> f32 {
    // A run whose score is 0 says nothing that a shorter one does not.
    let (mut low, mut high) = (f32::MIN_POSITIVE, 1e9f32);
    if size(levels, scores, continued, options, low) <= bytes {
        return low;
    }
    // Positive floats are ordered as their bits are. The last bits decide a few hundred runs of millions.
    while high.to_bits() - low.to_bits() > 1 << 10 {
        let middle = f32::from_bits(low.to_bits() + (high.to_bits() - low.to_bits()) / 2);
        if size(levels, scores, continued, options, middle) <= bytes {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// Bytes of the levels with all runs of a score.
fn size(levels: &[Level], scores: &[Vec<f32>], continued: &[Vec<f32>], options: &Options, threshold: f32) -> usize {
    let mut bytes = 0;
    // Followers of each run of the length before.
    let mut shorter: Vec<u32> = Vec::new();
    for order in 1..levels.len() {
        let level = &levels[order];
        let (mut followers, mut children) = (vec![0u32; levels[order - 1].len()], vec![0u32; levels[order - 1].len()]);
        for (gram, &prefix) in level.prefixes.iter().enumerate() {
            if scores[order][gram] >= threshold {
                followers[prefix as usize] += 1;
                children[prefix as usize] += u32::from(continued[order][gram] >= threshold);
            }
        }
        let shape = shape(order, options);
        let mut size = Size::new();
        for (context, (&count, &children)) in followers.iter().zip(&children).enumerate() {
            let universe = match levels[order - 1].suffixes.get(context) {
                Some(&suffix) if order > 1 => shorter.get(suffix as usize).map_or(0, |&count| count as usize),
                _ => levels[0].len(),
            };
            if count > 0 || order == 1 {
                size.add(&shape, count as usize, universe, children as usize);
            }
        }
        bytes += size.bytes();
        shorter = followers;
    }
    bytes
}
