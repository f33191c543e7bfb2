//! Bits in bytes, the lowest first: read at any bit offset, written one number after another.

/// Bits that [`read`] gives at most.
pub(crate) const READ: u32 = 56;

/// `width` bits (at most [`READ`]) from bit `at` on. Beyond the end of the bytes there are zeros.
#[inline]
pub(crate) fn read(bytes: &[u8], at: usize, width: u32) -> u64 {
    (word(bytes, at >> 3) >> (at & 7)) & ((1 << width) - 1)
}

/// The eight bytes from byte `from` on as a number.
#[inline]
pub(crate) fn word(bytes: &[u8], from: usize) -> u64 {
    match bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_word(bytes, from),
    }
}

#[cold]
fn last_word(bytes: &[u8], from: usize) -> u64 {
    bytes.get(from..).unwrap_or_default().iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The place of the one that `before` other ones of the word lie below; the word must have that many and one more.
#[inline]
pub(crate) fn select(word: u64, before: u32) -> u32 {
    // Ones in each byte and all below it, by the usual addition in halves.
    let pairs = word - ((word >> 1) & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + ((pairs >> 2) & 0x3333_3333_3333_3333);
    let sums = ((fours + (fours >> 4)) & 0x0F0F_0F0F_0F0F_0F0F).wrapping_mul(ONES);
    // Bytes whose sum is not above `before` lie wholly below the place.
    let below = ((u64::from(before).wrapping_mul(ONES) | HIGHS).wrapping_sub(sums) & HIGHS) >> 7;
    let shift = (below.wrapping_mul(ONES) >> 56).min(7) as u32 * 8;
    let skipped = ((sums << 8) >> shift) as u8;
    let mut byte = (word >> shift) as u8;
    for _ in u32::from(skipped)..before {
        byte &= byte.wrapping_sub(1);
    }
    shift + byte.trailing_zeros()
}

/// Numbers written bit after bit.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    bits: usize,
}

impl Writer {
    /// Appends the lowest `width` bits (at most 64) of a number.
    pub(crate) fn push(&mut self, value: u64, width: u32) {
        for bit in 0..width {
            if self.bits & 7 == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> bit & 1) as u8) << (self.bits & 7);
            }
            self.bits += 1;
        }
    }

    /// Appends what another one has written.
    pub(crate) fn append(&mut self, other: &Writer) {
        let mut at = 0;
        while at < other.bits {
            let width = (other.bits - at).min(READ as usize) as u32;
            self.push(read(&other.bytes, at, width), width);
            at += width as usize;
        }
    }

    /// Fills the last byte, so that the next number begins a new one.
    pub(crate) fn align(&mut self) {
        self.bits = self.bytes.len() * 8;
    }

    /// Bits written.
    pub(crate) fn bits(&self) -> usize {
        self.bits
    }

    /// What was written.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((any::<u64>(), 0..=READ), 0..60)) {
            let mut writer = Writer::default();
            for &(number, width) in &numbers {
                writer.push(number, width);
            }
            let mut at = 0;
            for (number, width) in numbers {
                prop_assert_eq!(read(writer.bytes(), at, width), number & ((1 << width) - 1));
                at += width as usize;
            }
            prop_assert_eq!(read(writer.bytes(), at + 8, READ), 0);
        }

        #[test]
        fn ones_are_found(word in any::<u64>()) {
            let places: Vec<u32> = (0..64).filter(|bit| word >> bit & 1 == 1).collect();
            for (before, place) in places.into_iter().enumerate() {
                prop_assert_eq!(select(word, before as u32), place);
            }
        }
    }
}
