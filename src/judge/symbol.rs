//! What the model counts: characters after folding, as small numbers.
//!
//! Raw pages and canonical pages must score alike, so widths are folded before anything is counted, in training and in
//! use, by the same function. Characters that training never saw fall into classes, each with a floor of its own.

use std::collections::BTreeMap;

/// One unit the model counts: a character after folding, or a class of characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Symbol(pub(crate) u16);

impl Symbol {
    /// No symbol: what stands before the first one in an empty context.
    pub(crate) const NONE: Symbol = Symbol(0);
    /// The boundary between two lines; `\n` is this symbol.
    pub const LINE: Symbol = Symbol(1);
    /// Any blank, U+3000 included.
    pub const BLANK: Symbol = Symbol(2);
    /// Any ASCII or full-width Latin letter.
    pub const LETTER: Symbol = Symbol(3);
    /// A straight double quote, which may open or close.
    pub(crate) const QUOTE: Symbol = Symbol(4);
    /// A straight single quote, which may open or close.
    pub(crate) const SINGLE_QUOTE: Symbol = Symbol(5);
    /// Symbols from here on are single characters that training saw.
    pub(crate) const FIRST_CHARACTER: u16 = 32;

    /// The number of the symbol, below [`Judge::symbols`](super::Judge::symbols).
    pub fn number(self) -> u16 {
        self.0
    }
}

/// Classes of characters that training never saw, best first. The number is the symbol's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    /// GB2312 level 1: the 3,755 commonest characters.
    Common = 8,
    /// GB2312 level 2: 3,008 less common ones.
    Secondary = 9,
    /// Other characters of the basic Han block.
    Han = 10,
    /// Extension A, compatibility ideographs and radicals.
    RareHan = 11,
    /// Kana and bopomofo.
    Kana = 12,
    /// Hangul.
    Hangul = 13,
    /// Alphabets other than ASCII: accented Latin, Greek, Cyrillic and so on.
    Alphabet = 14,
    /// Marks, numbers in circles, box drawing and everything else.
    Mark = 15,
    /// Private use.
    Private = 16,
    /// Controls, formats, U+FFFD, non-characters.
    Control = 17,
    /// Han beyond the basic plane.
    SupplementaryHan = 18,
    /// Anything else beyond the basic plane.
    Supplementary = 19,
}

impl Class {
    pub(crate) const ALL: [Class; 12] = [
        Class::Common,
        Class::Secondary,
        Class::Han,
        Class::RareHan,
        Class::Kana,
        Class::Hangul,
        Class::Alphabet,
        Class::Mark,
        Class::Private,
        Class::Control,
        Class::SupplementaryHan,
        Class::Supplementary,
    ];

    pub(crate) fn symbol(self) -> Symbol {
        Symbol(self as u16)
    }

    /// How often one character of the class is taken to have occurred in training, as a count. These are judgements,
    /// not measurements: only the order matters, and that a character seen once beats every one of them.
    pub(crate) fn floor(self) -> f64 {
        match self {
            Class::Common => 0.3,
            Class::Secondary => 0.15,
            Class::Han => 0.01,
            Class::RareHan => 0.003,
            Class::Kana => 0.01,
            Class::Hangul => 0.001,
            Class::Alphabet => 0.01,
            Class::Mark => 0.01,
            Class::Private => 0.0003,
            Class::Control => 0.0003,
            Class::SupplementaryHan => 0.000_5,
            Class::Supplementary => 0.000_1,
        }
    }

    /// The class of a code point of the basic plane by its block alone; GB2312's levels come from the model's table.
    fn of_block(code: u16) -> Class {
        match code {
            0x4E00..=0x9FFF => Class::Han,
            0x2E80..=0x2FDF | 0x3400..=0x4DBF | 0xF900..=0xFAFF => Class::RareHan,
            0x3041..=0x312F | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D => Class::Kana,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Class::Hangul,
            0xE000..=0xF8FF => Class::Private,
            0x0000..=0x001F | 0x007F..=0x009F | 0x00AD | 0x200B..=0x200F | 0x202A..=0x202E => Class::Control,
            0x2060..=0x206F | 0xD800..=0xDFFF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF0..=0xFFFF => Class::Control,
            0x00A1..=0x00BF | 0x00D7 | 0x00F7 => Class::Mark,
            0x00C0..=0x10FF | 0x1200..=0x1FFF | 0xA000..=0xABFF | 0xFB00..=0xFDFF | 0xFE70..=0xFEFE => Class::Alphabet,
            _ => Class::Mark,
        }
    }
}

/// The symbol of a character beyond the basic plane.
pub(crate) fn beyond(c: char) -> Symbol {
    match u32::from(c) {
        0x20000..=0x3FFFF => Class::SupplementaryHan.symbol(),
        _ => Class::Supplementary.symbol(),
    }
}

/// Folds the width and the form of one mark, letter, digit or blank. What Han text writes full-width is full-width
/// afterwards; letters, digits and `% + - . /` are ASCII. Straight quotes stay straight, because one
/// character alone does not say whether it opens or closes.
pub fn fold(c: char) -> char {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        '[' => '〔',
        ']' => '〕',
        '｡' => '。',
        '､' => '、',
        '「' | '｢' | '〝' | '„' | '‟' => '“',
        '」' | '｣' | '〞' => '”',
        '『' | '‛' => '‘',
        '』' => '’',
        '―' | '─' | '━' | '–' => '—',
        '‐' | '‑' | '‒' | '−' => '-',
        '～' | '〜' | '∼' => '~',
        '⋯' => '…',
        '•' | '・' | '･' | '‧' | '∙' | '⋅' | '⸱' => '·',
        '\t' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether a character may become a symbol of its own when training meets it.
fn may_be_known(c: char) -> bool {
    u16::try_from(u32::from(c)).is_ok_and(|code| {
        !matches!(Class::of_block(code), Class::Private | Class::Control | Class::Hangul | Class::Alphabet | Class::Kana) && reserved(c).is_none()
    })
}

/// The reserved symbol of a folded character, if it has one.
fn reserved(c: char) -> Option<Symbol> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some(Symbol::LINE),
        ' ' => Some(Symbol::BLANK),
        '"' => Some(Symbol::QUOTE),
        '\'' => Some(Symbol::SINGLE_QUOTE),
        'a'..='z' | 'A'..='Z' => Some(Symbol::LETTER),
        _ => None,
    }
}

/// The characters a model knows and how every other one is looked up, in the form the model file keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alphabet {
    /// Known characters in order; the symbol of `known[i]` is `FIRST_CHARACTER + i`.
    pub(crate) known: Vec<u16>,
    /// Code points of the basic plane that are not known but have a symbol other than that of their block, in order.
    pub(crate) aliases: Vec<(u16, u16)>,
}

impl Alphabet {
    /// The alphabet of a text whose characters, already folded, are counted in `counts`. `simplified` gives the
    /// simplified form of traditional characters, used for those that the text lacks or has a thousand times less
    /// often than their simplified form.
    pub(crate) fn build(counts: &BTreeMap<char, u64>, simplified: &[(char, char)]) -> Alphabet {
        const RARER: u64 = 1000;
        let count = |c: char| counts.get(&c).copied().unwrap_or(0);
        let mut forms: BTreeMap<char, char> = BTreeMap::new();
        for &(from, to) in simplified {
            if from != to && count(to) > 0 && count(from) * RARER <= count(to) {
                forms.insert(from, to);
            }
        }
        let known: Vec<u16> = counts
            .iter()
            .filter(|&(&c, &n)| n > 0 && may_be_known(c) && !forms.contains_key(&c))
            .filter_map(|(&c, _)| u16::try_from(u32::from(c)).ok())
            .collect();
        let number = |c: char| -> Option<u16> {
            let code = u16::try_from(u32::from(c)).ok()?;
            let place = known.binary_search(&code).ok()?;
            Some(Symbol::FIRST_CHARACTER + u16::try_from(place).ok()?)
        };
        let levels = gb2312_levels();
        let mut aliases = Vec::new();
        for code in 0..=u16::MAX {
            if known.binary_search(&code).is_ok() {
                continue;
            }
            let Some(c) = char::from_u32(u32::from(code)) else { continue };
            let folded = fold(c);
            let plain = reserved(folded).map(|s| s.0).or_else(|| number(folded));
            let form = || forms.get(&c).and_then(|&to| number(to));
            let compatible = || compatible_form(c).and_then(|to| number(to).or_else(|| number(*forms.get(&to)?)));
            let level = || levels.get(&code).map(|class| class.symbol().0);
            if let Some(symbol) = plain.or_else(form).or_else(compatible).or_else(level) {
                aliases.push((code, symbol));
            }
        }
        Alphabet { known, aliases }
    }

    /// The number of symbols, reserved ones included.
    pub(crate) fn symbols(&self) -> usize {
        usize::from(Symbol::FIRST_CHARACTER) + self.known.len()
    }

    /// The symbol of every code point of the basic plane.
    pub(crate) fn table(&self) -> Vec<u16> {
        let mut table: Vec<u16> = (0..=u16::MAX).map(|code| Class::of_block(code).symbol().0).collect();
        for (place, &code) in self.known.iter().enumerate() {
            if let (Some(cell), Ok(place)) = (table.get_mut(usize::from(code)), u16::try_from(place)) {
                *cell = Symbol::FIRST_CHARACTER.saturating_add(place);
            }
        }
        for &(code, symbol) in &self.aliases {
            if let Some(cell) = table.get_mut(usize::from(code)) {
                *cell = symbol;
            }
        }
        table
    }
}

/// How many characters share each reserved symbol: those of a class share its probability evenly.
pub(crate) fn members(table: &[u16]) -> [u32; Symbol::FIRST_CHARACTER as usize] {
    let mut members = [0u32; Symbol::FIRST_CHARACTER as usize];
    for &symbol in table {
        if let Some(count) = members.get_mut(usize::from(symbol)) {
            *count += 1;
        }
    }
    for single in [Symbol::NONE, Symbol::LINE, Symbol::BLANK, Symbol::QUOTE, Symbol::SINGLE_QUOTE] {
        members[usize::from(single.0)] = 1;
    }
    // Case and width are folded: 26 letters remain to choose from.
    members[usize::from(Symbol::LETTER.0)] = 26;
    members[Class::SupplementaryHan as usize] = 70_000;
    members[Class::Supplementary as usize] = 50_000;
    members
}

/// The ordinary character that a radical or compatibility ideograph stands for.
fn compatible_form(c: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    if !matches!(u32::from(c), 0x2E80..=0x2FDF | 0xF900..=0xFAFF) {
        return None;
    }
    let mut form = std::iter::once(c).nfkc();
    let first = form.next()?;
    (form.next().is_none() && first != c).then_some(first)
}

/// The levels of GB2312, read off the order of its rows: 16 to 55 are level 1, 56 to 87 level 2.
fn gb2312_levels() -> BTreeMap<u16, Class> {
    let mut levels = BTreeMap::new();
    for row in 16..=87u8 {
        let class = if row <= 55 { Class::Common } else { Class::Secondary };
        for cell in 1..=94u8 {
            let pair = [0xA0 + row, 0xA0 + cell];
            if let Some(text) = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair) {
                for code in text.chars().filter_map(|c| u16::try_from(u32::from(c)).ok()) {
                    if Class::of_block(code) == Class::Han {
                        levels.insert(code, class);
                    }
                }
            }
        }
    }
    levels
}
