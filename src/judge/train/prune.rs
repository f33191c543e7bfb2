//! Choosing what fits into a model of a given size.

use super::super::retrieval::Shape;
use super::super::symbol::Alphabet;
use super::Options;

/// Room left for the header.
const HEADER_BYTES: usize = 12_000;

/// The bytes that the tables of runs may fill.
pub(super) fn room(alphabet: &Alphabet, members: &[u32], options: &Options) -> usize {
    let fixed = HEADER_BYTES + alphabet.known.len() * 2 + alphabet.aliases.len() * 4 + members.len() * 2 + alphabet.symbols() * 4;
    options.bytes.saturating_sub(fixed)
}

/// The lowest score at which everything that reaches it fits.
pub(super) fn threshold(scores: &[Vec<f32>], continued: &[Vec<f32>], options: &Options, bytes: usize) -> f32 {
    let size = |threshold: f32| -> usize {
        let mut size = 0;
        let mut contexts = 0;
        let orders = scores.len();
        for order in 1..orders {
            let count = scores[order].iter().filter(|&&score| score >= threshold).count();
            size += Shape::new(count, 0).bytes(options.width(order, order + 1 == orders));
            if order + 1 < orders {
                contexts += continued[order].iter().filter(|&&score| score >= threshold).count();
            }
        }
        size + Shape::new(contexts, 0).bytes(options.backoff_bits)
    };
    // A run whose score is 0 says nothing that a shorter one does not.
    let (mut low, mut high) = (f32::MIN_POSITIVE, 1e9f32);
    if size(low) <= bytes {
        return low;
    }
    // Positive floats are ordered as their bits are.
    while high.to_bits() - low.to_bits() > 64 {
        let middle = f32::from_bits(low.to_bits() + (high.to_bits() - low.to_bits()) / 2);
        if size(middle) <= bytes {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}
