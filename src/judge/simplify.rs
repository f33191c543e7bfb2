//! The simplified form of a character on its own, for whoever looks at text before the script stage has converted it.

use std::sync::LazyLock;

/// First simplified form of each character of the basic plane, 0 where it is the character itself.
static SIMPLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut simple = vec![0; 0x10000];
    for line in include_str!("../../rules/script/TSCharacters.txt").lines() {
        // Keys of one character; the first of several candidates counts.
        let Some((key, values)) = line.split_once('\t') else { continue };
        let (Some(key), Some(value)) = (key.chars().next(), values.chars().next()) else { continue };
        if let (Some(slot), Ok(value)) = (simple.get_mut(key as usize), u16::try_from(value as u32)) {
            *slot = value;
        }
    }
    simple
});

/// The simplified form of a character on its own: OpenCC's first candidate, the character itself where there is none. Forms beyond
/// the basic plane are left out. One array look-up after the first call.
pub(crate) fn simplify_char(c: char) -> char {
    match SIMPLE.get(c as usize) {
        Some(&simple) if simple != 0 => char::from_u32(u32::from(simple)).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_characters_are_simplified() {
        assert_eq!("國務院后乾a".chars().map(simplify_char).collect::<String>(), "国务院后干a");
    }
}
