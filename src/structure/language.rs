//! The language of a line or of a quotation, by evidence: which letters it has, the small words between them, the characters that only one language has.
//!
//! Nothing decides alone: の is a name of shops in Chinese, 図 a slip, "the" part of a title. What speaks for each language is added up, and what speaks
//! for Chinese counts against it. Cheap: one walk over the characters, and one over the words of Latin or Cyrillic letters.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::limits;
use crate::chars::{is_han, is_kana};
use crate::prose::Language;
use crate::rule::{RuleBook, RuleError};

/// The file of words.
const FILE: &str = "structure/language.tsv";

/// The words that speak for a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Languages {
    chinese: HashSet<char>,
    japanese: HashSet<char>,
    latin: HashSet<String>,
    cyrillic: HashSet<String>,
}

/// What a text shows, counted.
#[derive(Clone, Copy, Debug, Default)]
struct Census {
    han: usize,
    hiragana: usize,
    katakana: usize,
    /// Hiragana behind Han, kana or a closing bracket and before Han, kana or an opening one: の, と, を between two words.
    particles: usize,
    hangul: usize,
    chinese: usize,
    japanese: usize,
    latin: usize,
    cyrillic: usize,
    /// Marks that only Chinese and Japanese have.
    wide_marks: usize,
    /// Whether a character of Han comes before any letter.
    begins_han: bool,
}

impl Languages {
    pub(crate) fn read(rules: &RuleBook) -> Result<Languages, RuleError> {
        let mut languages = Languages::default();
        for (line, list, words) in rules.pairs(FILE)? {
            let words = words.split(' ').filter(|word| !word.is_empty());
            match list {
                "chinese" => languages.chinese.extend(words.filter_map(|word| word.chars().next())),
                "japanese" => languages.japanese.extend(words.filter_map(|word| word.chars().next())),
                "latin" => languages.latin.extend(words.map(str::to_owned)),
                "cyrillic" => languages.cyrillic.extend(words.map(str::to_owned)),
                _ => return Err(RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: there is no list {list:?}") }),
            }
        }
        Ok(languages)
    }

    fn count(&self, text: &str) -> Census {
        let mut census = Census::default();
        let mut before = ' ';
        let mut chars = text.chars().take(limits::LANGUAGE_CHARS).peekable();
        while let Some(c) = chars.next() {
            match c {
                '\u{3041}'..='\u{3096}' => {
                    census.hiragana += 1;
                    let wide = |c: char| is_han(c) || is_kana(c) || matches!(c, '」' | '』' | '）' | '「' | '『' | '（' | '”' | '“' | 'ー');
                    census.particles +=
                        usize::from(wide(before) && !is_hiragana(before) && chars.peek().is_some_and(|next| wide(*next) || next.is_ascii_alphanumeric()));
                }
                '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => census.katakana += 1,
                '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => census.hangul += 1,
                '\u{400}'..='\u{52f}' => census.cyrillic += 1,
                '，' | '。' | '、' | '；' => census.wide_marks += 1,
                _ if is_han(c) => {
                    census.begins_han |= census.latin + census.cyrillic == 0;
                    census.han += 1;
                    census.chinese += usize::from(self.chinese.contains(&c));
                    census.japanese += usize::from(self.japanese.contains(&c));
                }
                _ if is_latin(c) => census.latin += 1,
                _ => {}
            }
            before = c;
        }
        census
    }

    /// The words of a text and how many of them are small words of a language; a word is letters, with an apostrophe before or in it left out.
    fn words(text: &str, is_letter: fn(char) -> bool, small: &HashSet<String>) -> (usize, usize) {
        let end = text.char_indices().nth(limits::LANGUAGE_CHARS).map_or(text.len(), |(end, _)| end);
        // An address, a path, a name of a program is no word of a language.
        let plain = |token: &&str| !token.contains(['/', '@', '_', '=', '\\']) && !token.trim_end_matches('.').contains('.');
        let tokens = text[..end].split(char::is_whitespace).filter(plain);
        let words = tokens.flat_map(|token| token.split(|c: char| !is_letter(c))).filter(|word| !word.is_empty());
        words.fold((0, 0), |(all, known), word| {
            let lower = word.len() <= limits::SMALL_WORD && (small.contains(word) || small.contains(&word.to_lowercase()));
            (all + 1, known + usize::from(lower))
        })
    }

    /// The language of a text; `None` where too little speaks for any. What stands in brackets and quotation marks is in a language of its own, and is asked
    /// only where little stands outside.
    pub(crate) fn of(&self, text: &str) -> Option<Language> {
        let outside = outside(text);
        let letters = outside.chars().filter(|c| c.is_alphabetic()).count();
        self.read_off(if letters >= limits::OUTSIDE { &outside } else { text })
    }

    fn read_off(&self, text: &str) -> Option<Language> {
        let census = self.count(text);
        let number = |count: usize| count as f32;
        let chinese = limits::CHINESE_WORD * number(census.chinese);
        let japanese = limits::PARTICLE * number(census.particles)
            + limits::KANA * number(census.hiragana) / 2.0
            + limits::KANA * number(census.katakana) / 3.0
            + limits::JAPANESE_FORM * number(census.japanese);
        let kana = census.hiragana + census.katakana;
        let enough = kana >= limits::LEAST_KANA || kana > 0 && census.japanese >= limits::LEAST_FORMS;
        if enough && japanese - chinese - limits::CHINESE_HAN * number(census.han) >= limits::LANGUAGE
            || census.katakana + census.hiragana > census.han && census.hiragana + census.katakana > limits::LEAST_KANA
        {
            return Some(Language::Japanese);
        }
        if census.hangul >= limits::LEAST_HANGUL
            && limits::HANGUL * number(census.hangul) - chinese - limits::CHINESE_HAN * number(census.han) >= limits::LANGUAGE
        {
            return Some(Language::Korean);
        }
        // Of a line that is all letters the small words need only be some; between Han they have to outweigh these.
        let alphabetic = |words: (usize, usize)| {
            limits::ALPHABETIC_WORD * number(words.0) + limits::SMALL_WORDS * number(words.1)
                - limits::HAN_BETWEEN * number(census.han)
                - chinese
                - number(census.wide_marks)
                - if census.begins_han { limits::BEGINS_HAN } else { 0.0 }
        };
        if census.latin >= limits::LEAST_LETTERS && census.latin > 2 * census.han {
            let words = Languages::words(text, is_latin, &self.latin);
            if words.1 > 0 && words.0 >= limits::LEAST_WORDS && alphabetic(words) >= limits::LANGUAGE {
                return Some(Language::Latin);
            }
        }
        if census.cyrillic >= limits::LEAST_LETTERS && census.cyrillic > 2 * census.han {
            let words = Languages::words(text, |c| matches!(c, '\u{400}'..='\u{52f}'), &self.cyrillic);
            if words.0 >= 2 && alphabetic(words) >= limits::LANGUAGE {
                return Some(Language::Cyrillic);
            }
        }
        (census.han > 0).then_some(Language::Chinese)
    }

    /// The quotations of a line whose language is not Chinese, without the marks around them, in order.
    pub(crate) fn quotations(&self, line: &str) -> Vec<(Range<usize>, Language)> {
        let mut found = Vec::new();
        if line.is_ascii() || !line.chars().any(|c| is_kana(c) || is_latin(c) || matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{400}'..='\u{52f}')) {
            return found;
        }
        let mut from = 0;
        while let Some((open, closing)) = line[from..].char_indices().find_map(|(at, c)| closing(c).map(|closing| (from + at + c.len_utf8(), closing))) {
            let Some(end) = line[open..].find(closing).map(|at| open + at) else {
                from = open;
                continue;
            };
            match self.of(&line[open..end]) {
                Some(language) if language != Language::Chinese => {
                    // Blanks at its edges are none of it.
                    let inner = &line[open..end];
                    let start = open + inner.len() - inner.trim_start().len();
                    found.push((start..open + inner.trim_end().len(), language));
                    from = end;
                }
                _ => from = open,
            }
        }
        found
    }
}

/// A text without what its brackets and quotation marks enclose; all of it where they are not paired.
fn outside(text: &str) -> Cow<'_, str> {
    let opens = |c: char| matches!(c, '(' | '（' | '“' | '《' | '〈' | '「' | '『');
    let closes = |c: char| matches!(c, ')' | '）' | '”' | '》' | '〉' | '」' | '』');
    if !text.contains(opens) {
        return text.into();
    }
    let (mut depth, mut outside) = (0usize, String::with_capacity(text.len()));
    for c in text.chars().take(limits::LANGUAGE_CHARS) {
        if opens(c) {
            depth += 1;
        } else if closes(c) && depth > 0 {
            depth -= 1;
            outside.push(' ');
        } else if depth == 0 {
            outside.push(c);
        }
    }
    if depth == 0 { outside.into() } else { text.into() }
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// A letter of the Latin script.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// The mark that closes what this one opens.
fn closing(c: char) -> Option<char> {
    Some(match c {
        '“' | '＂' => '”',
        '‘' => '’',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn languages() -> Languages {
        Languages::read(&RuleBook::embedded()).expect("the embedded rules are sound")
    }

    #[test]
    fn lines_are_of_a_language() {
        let languages = languages();
        for (text, language) in [
            ("東京都は「働き方改革」について、2021年4月から「テレワーク」を推進すると発表した。", Language::Japanese),
            ("東京大学図書館と国立国会図書館の蔵書。", Language::Japanese),
            ("株式会社山田製作所の代表取締役社長は売上を発表した", Language::Japanese),
            ("鲜の每日是一家卖水果的小店，开在学校门口。", Language::Chinese),
            ("日语里“の”的用法和汉语的“的”很像，初学的人容易混淆。", Language::Chinese),
            ("大韓民國의 主權은 國民에게 있고, 모든 權力은 國民으로부터 나온다.", Language::Korean),
            ("韩语的“안녕하세요”就是“你好”的意思。", Language::Chinese),
            ("The word 字 (zì) means \"character\", and 字典 means \"dictionary\".", Language::Latin),
            ("Le comité a parlé de l’année prochaine, ça va sans dire.", Language::Latin),
            ("用 Python 的 requests 库请求 https://example.org/the/index.html, 然后解析返回的内容。", Language::Chinese),
            ("郊狼作怪 (Coyote Steals the Sun and Moon)", Language::Chinese),
            ("日月的来历 (Why the sun and the moon live in the sky)", Language::Chinese),
            ("資料來源：http://www.example.com.tw/the/of.asp?to=1", Language::Chinese),
            ("Он сказал: «всё хорошо», и ушёл.", Language::Cyrillic),
        ] {
            assert_eq!(languages.of(text), Some(language), "{text}");
        }
        for text in ["TEL: 010-12345678", "ABC 123", "", "№ 7"] {
            assert_eq!(languages.of(text), None, "{text}");
        }
    }

    #[test]
    fn quotations_have_their_own() {
        let line = "他在《東京大学図書館の歴史》里写道：“The library of the university was small.”后来才扩建。";
        let found: Vec<(&str, Language)> = languages().quotations(line).into_iter().map(|(at, language)| (&line[at], language)).collect();
        assert_eq!(found, [("東京大学図書館の歴史", Language::Japanese), ("The library of the university was small.", Language::Latin)]);
    }

    proptest! {
        #[test]
        fn any_text_has_one_or_none(text in "\\PC{0,60}") {
            let languages = languages();
            let _ = languages.of(&text);
            for (at, _) in languages.quotations(&text) {
                prop_assert!(text.get(at).is_some());
            }
        }
    }
}
