//! A static function: from a 64-bit hash to a few bits, without keeping the keys.
//!
//! The value of a key is the exclusive or of four cells that its hash points at (a binary fuse layout: four neighbouring
//! segments, 1.075 cells a key). A key that was not put in gives bits at random; the model spends some bits of a cell on a
//! fingerprint to notice that. Cells are read from the file's bytes in place, at any bit offset.

/// How many cells a key has.
const CELLS: u32 = 4;

/// Spreads one more symbol into the hash of a run of symbols.
#[inline]
pub(crate) fn extend(hash: u64, symbol: u16) -> u64 {
    let mixed = (hash ^ (u64::from(symbol) + 0x5851_F42D)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    mixed ^ (mixed >> 29)
}

#[inline]
fn finish(hash: u64, seed: u64) -> u64 {
    let mixed = (hash ^ seed).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 32)
}

/// The shape of the cell array for a number of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Shape {
    segment: u32,
    span: u32,
    cells: u32,
}

impl Shape {
    /// The shape for `keys` keys; `slack` is 0 at first and grows by one after failed attempts to fill it.
    pub(crate) fn new(keys: usize, slack: u32) -> Shape {
        if keys == 0 {
            return Shape::default();
        }
        // The constants are those of Graf and Lemire, "Binary Fuse Filters" (2022), for four cells.
        let count = keys.max(2) as f64;
        let exponent = (count.ln() / 2.91f64.ln() - 0.5).floor().clamp(1.0, 18.0) as u32;
        let segment = 1u32 << exponent;
        let factor = (0.77 + 0.305 * 600_000f64.ln() / count.ln()).max(1.075) + 0.02 * f64::from(slack);
        let wanted = (count * factor).ceil() as u32 + 8;
        let segments = wanted.div_ceil(segment).saturating_sub(CELLS - 1).max(1);
        Shape { segment, span: segments * segment, cells: (segments + CELLS - 1) * segment }
    }

    /// The shape as three numbers, for the header: the same on every machine, which the logarithms above might not be.
    pub(crate) fn numbers(self) -> [u32; 3] {
        [self.segment, self.span, self.cells]
    }

    /// The shape from three numbers, where they fit together.
    pub(crate) fn from_numbers([segment, span, cells]: [u32; 3]) -> Option<Shape> {
        let empty = cells == 0 && span == 0 && segment == 0;
        let fits =
            segment.is_power_of_two() && segment <= 1 << 20 && span > 0 && cells <= 1 << 27 && span.checked_add(segment.checked_mul(CELLS - 1)?) == Some(cells);
        (empty || fits).then_some(Shape { segment, span, cells })
    }

    /// Bytes of an array of cells of `width` bits, with room to read past the last one.
    pub(crate) fn bytes(self, width: u32) -> usize {
        if self.cells == 0 { 0 } else { (self.cells as usize * width as usize).div_ceil(8) + 4 }
    }

    #[inline]
    fn places(self, mixed: u64) -> [u32; CELLS as usize] {
        let first = ((u128::from(mixed) * u128::from(self.span)) >> 64) as u32;
        let offsets = mixed.wrapping_mul(0xA24B_AED4_963E_E407);
        let mask = self.segment.wrapping_sub(1);
        [
            first,
            (first + self.segment) ^ ((offsets >> 44) as u32 & mask),
            (first + 2 * self.segment) ^ ((offsets >> 24) as u32 & mask),
            (first + 3 * self.segment) ^ ((offsets >> 4) as u32 & mask),
        ]
    }
}

/// A static function over cells that lie in someone else's bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Function {
    pub(crate) shape: Shape,
    pub(crate) seed: u64,
    /// Bits of a cell, at most 25.
    pub(crate) width: u32,
    /// Bits of a cell, the highest, that hold the fingerprint.
    pub(crate) fingerprint: u32,
    /// Where the cells start in the bytes.
    pub(crate) start: usize,
}

impl Function {
    /// The value under `hash`, or nothing where the fingerprint differs. Without a fingerprint, any key has a value.
    #[inline]
    pub(crate) fn get(&self, bytes: &[u8], hash: u64) -> Option<u32> {
        let mixed = finish(hash, self.seed);
        let mut cell = 0;
        for place in self.shape.places(mixed) {
            cell ^= self.cell(bytes, place)?;
        }
        let value_bits = self.width - self.fingerprint;
        let cell = cell & ((1 << self.width) - 1);
        (cell >> value_bits == self.print(mixed)).then_some(cell & ((1 << value_bits) - 1))
    }

    #[inline]
    fn print(&self, mixed: u64) -> u32 {
        let spread = mixed.wrapping_mul(0xE703_7ED1_A0B4_28DB);
        ((spread >> 40) as u32) & ((1 << self.fingerprint) - 1)
    }

    /// The bits from the start of a cell on; those above the width belong to the next cell.
    #[inline]
    fn cell(&self, bytes: &[u8], place: u32) -> Option<u32> {
        let bit = place as usize * self.width as usize;
        let from = self.start + (bit >> 3);
        let four = bytes.get(from..from + 4)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*four) >> (bit & 7))
    }

    /// Fills a new array with `values` under `hashes`; the hashes must differ. Gives the function, its `start` still 0, and the cells.
    pub(crate) fn build(hashes: &[u64], values: &[u32], width: u32, fingerprint: u32) -> Option<(Function, Vec<u8>)> {
        for attempt in 0..400u32 {
            let shape = Shape::new(hashes.len(), attempt / 20);
            let seed = u64::from(attempt + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let function = Function { shape, seed, width, fingerprint, start: 0 };
            if hashes.is_empty() {
                return Some((function, Vec::new()));
            }
            if let Some(cells) = function.fill(hashes, values) {
                return Some((function, cells));
            }
        }
        None
    }

    fn fill(&self, hashes: &[u64], values: &[u32]) -> Option<Vec<u8>> {
        let size = self.shape.cells as usize;
        let mut load = vec![0u32; size];
        let mut owners = vec![0u32; size];
        let places = |key: usize| self.shape.places(finish(hashes[key], self.seed));
        for key in 0..hashes.len() {
            for place in places(key) {
                load[place as usize] += 1;
                owners[place as usize] ^= key as u32;
            }
        }
        let mut alone: Vec<u32> = (0..size as u32).filter(|&place| load[place as usize] == 1).collect();
        let mut order: Vec<(u32, u32)> = Vec::with_capacity(hashes.len());
        while let Some(cell) = alone.pop() {
            if load[cell as usize] != 1 {
                continue;
            }
            let key = owners[cell as usize];
            order.push((key, cell));
            for place in places(key as usize) {
                load[place as usize] -= 1;
                owners[place as usize] ^= key;
                if load[place as usize] == 1 {
                    alone.push(place);
                }
            }
        }
        if order.len() != hashes.len() {
            return None;
        }
        let mut cells = vec![0u32; size];
        let value_bits = self.width - self.fingerprint;
        for &(key, cell) in order.iter().rev() {
            let mixed = finish(hashes[key as usize], self.seed);
            let mut bits = values[key as usize] | (self.print(mixed) << value_bits);
            for place in self.shape.places(mixed) {
                bits ^= cells[place as usize];
            }
            cells[cell as usize] ^= bits;
        }
        let mut bytes = vec![0u8; self.shape.bytes(self.width)];
        for (place, &cell) in cells.iter().enumerate() {
            let bit = place * self.width as usize;
            let shifted = u64::from(cell) << (bit & 7);
            for (byte, part) in bytes[bit >> 3..].iter_mut().zip(shifted.to_le_bytes()).take(5) {
                *byte |= part;
            }
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_comes_back_and_strangers_rarely_do() {
        for count in [1usize, 2, 3, 10, 1000, 50_000] {
            let hashes: Vec<u64> = (0..count).map(|key| extend(extend(7, key as u16), (key >> 16) as u16 + 9)).collect();
            let values: Vec<u32> = (0..count).map(|key| key as u32 % 61).collect();
            let (function, bytes) = Function::build(&hashes, &values, 20, 14).expect("fills");
            for (hash, value) in hashes.iter().zip(&values) {
                assert_eq!(function.get(&bytes, *hash), Some(*value));
            }
            let strangers = (0..60_000u16).filter(|&key| function.get(&bytes, extend(3, key)).is_some()).count();
            assert!(strangers < 20, "{strangers} strangers of 60,000 pass 14 bits");
        }
    }
}
