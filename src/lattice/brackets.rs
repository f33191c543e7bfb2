//! Pairs of brackets and quotation marks, for searches that must know across a whole line what a language model of a few characters forgets.

/// The opening and the closing marks. Corner brackets, which mainland text hardly has, stand last.
pub(crate) const PAIRS: [(char, char); 8] = [('“', '”'), ('‘', '’'), ('《', '》'), ('〈', '〉'), ('（', '）'), ('【', '】'), ('〔', '〕'), ('「', '」')];

/// The opening mark that a closing one closes.
pub(crate) fn opener_of(c: char) -> Option<char> {
    PAIRS.iter().find(|pair| pair.1 == c).map(|pair| pair.0)
}

/// The closing mark that closes an opening one.
pub(crate) fn closer_of(c: char) -> Option<char> {
    PAIRS.iter().find(|pair| pair.0 == c).map(|pair| pair.1)
}

/// A bracket of ASCII as the full-width one that it stands for: width may have been folded, and a decoder may have eaten the other one of a pair.
pub(crate) fn widened(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        _ => c,
    }
}
