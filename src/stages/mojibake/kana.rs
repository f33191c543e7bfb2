//! Telling Japanese from mojibake with kana in it.
//!
//! Big5 read as GBK has kana for every hanzi of the row A4, GBK read as Big5 has some too: they stand by chance. In Japanese most kana stand beside
//! kana, and the pairs are those of endings, particles and loan words.

use super::words::Words;

/// Letters of kana and the length mark between them.
fn is_kana(c: char) -> bool {
    crate::chars::is_kana(c) || c == 'ー'
}

/// Whether the kana of a run stand side by side as Japanese has them: a third of their pairs are common ones.
pub(super) fn is_japanese(words: &Words, text: &str) -> bool {
    let (mut pairs, mut common) = (0usize, 0usize);
    let mut before = ' ';
    for c in text.chars() {
        if is_kana(before) && is_kana(c) {
            pairs += 1;
            common += usize::from(words.kana.contains(&[before, c]));
        }
        before = c;
    }
    common > 0 && common * 3 >= pairs
}

/// Whether the letters of bopomofo in a run stand side by side or before a tone mark, as syllables have them, most of them.
pub(super) fn is_bopomofo(text: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{3105}'..='\u{312f}');
    let is_part = |c: char| is_letter(c) || matches!(c, 'ˉ' | 'ˊ' | 'ˇ' | 'ˋ' | '˙');
    let (mut letters, mut joined) = (0usize, 0usize);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if is_letter(c) {
            letters += 1;
            joined += usize::from(is_part(before) || rest.peek().is_some_and(|&next| is_part(next)));
        }
        before = c;
    }
    letters > 1 && joined * 3 > letters * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleBook;

    #[test]
    fn endings_and_loan_words_are_japanese() {
        let words = Words::new(&RuleBook::embedded()).unwrap();
        for text in ["勢いよく窓を開けた", "設定ファイルを編集します", "サーバーの電源を入れる", "今日は雨だから傘を持っていく"]
        {
            assert!(is_japanese(&words, text), "{text}");
        }
    }

    #[test]
    fn syllables_of_bopomofo_are_told() {
        assert!(is_bopomofo("小刀(ㄉㄠ)刃(ㄖㄣˋ)") && !is_bopomofo("ㄏ甭そ瞷竒ㄩ") && !is_bopomofo("小刀"));
    }

    #[test]
    fn kana_by_chance_are_not() {
        let words = Words::new(&RuleBook::embedded()).unwrap();
        for text in ["矗蔼玻珇借秖㎝狝叭非", "枑詢莉こ窐講睿督昢阨す﹝", "いゅ地跋"] {
            assert!(!is_japanese(&words, text), "{text}");
        }
    }
}
