//! Which language a line or a quotation is in: Japanese and Korean stay as they are, and the Chinese around them is converted.

use std::collections::HashMap;
use std::ops::Range;

use super::limits;
use crate::chars::{is_han, is_kana};
use crate::rule::{RuleBook, RuleError};

/// The list of characters that show a language.
const FILE: &str = "script/language.tsv";

/// The particle that Chinese shop signs and titles borrow.
const BORROWED: char = '\u{306e}';

/// What characters say of the language of the text they stand in.
pub(super) struct Language {
    /// Above zero for Japanese, below for Chinese.
    weights: HashMap<char, f32>,
}

/// What a stretch of text shows.
#[derive(Clone, Copy, Debug, Default)]
struct Weighed {
    foreign: f32,
    chinese: f32,
    /// Letters of kana and hangul.
    letters: u32,
    han: u32,
}

/// What of a line stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stays {
    /// Everything: the line is not Chinese.
    Whole,
    /// These quotations, by their bytes in the line.
    Parts(Vec<Range<usize>>),
}

impl Language {
    /// Reads the list: characters, language, weight of each, reason.
    pub(super) fn read(rules: &RuleBook) -> Result<Language, RuleError> {
        let mut weights = HashMap::new();
        for (line, row) in rules.rows(FILE)? {
            let wrong = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: a row is characters, language, weight and reason") };
            let [characters, language, weight, _reason] = row.as_slice() else { return Err(wrong()) };
            let weight: f32 = weight.parse().map_err(|_| wrong())?;
            let sign = match *language {
                "japanese" => 1.0,
                "chinese" => -1.0,
                _ => return Err(wrong()),
            };
            weights.extend(characters.chars().map(|c| (c, sign * weight)));
        }
        Ok(Language { weights })
    }

    /// The characters that only Japanese writes.
    pub(super) fn japanese(&self) -> impl Iterator<Item = char> + '_ {
        self.weights.iter().filter(|(_, weight)| **weight > 0.0).map(|(c, _)| *c)
    }

    fn weigh(&self, text: &str, weighed: &mut Weighed) {
        let mut in_word = false;
        for c in text.chars() {
            let continues = std::mem::take(&mut in_word);
            if is_han(c) {
                weighed.han += 1;
                match self.weights.get(&c) {
                    Some(&weight) if weight > 0.0 => weighed.foreign += weight,
                    Some(&weight) => weighed.chinese -= weight,
                    None => {}
                }
            } else if is_kana(c) || is_hangul(c) {
                weighed.letters += 1;
                // Foreign names and the borrowed particle stand in Chinese as well; inflections and other particles do not.
                let borrowed = c == BORROWED || c > '\u{3096}' && is_kana(c);
                in_word = !borrowed;
                weighed.foreign += if borrowed || continues { limits::FURTHER_LETTER } else { limits::LETTER };
            }
        }
    }

    /// What of a line stays. `foreign_page` says that most of its page is not Chinese, so that a line has to show that it is.
    pub(super) fn stays(&self, line: &str, foreign_page: bool) -> Stays {
        let mut parts = Vec::new();
        let mut rest = Weighed::default();
        let mut done = 0;
        for (at, title) in quotations(line) {
            let inner = line.get(at.clone()).unwrap_or_default();
            let mut weighed = Weighed::default();
            self.weigh(inner, &mut weighed);
            if weighed.is_quoted(inner, title) {
                self.weigh(line.get(done..at.start).unwrap_or_default(), &mut rest);
                done = at.end;
                parts.push(at);
            }
        }
        self.weigh(line.get(done..).unwrap_or_default(), &mut rest);
        let chinese = rest.chinese >= limits::CHINESE && rest.chinese > rest.foreign;
        if rest.is_foreign() || foreign_page && !chinese { Stays::Whole } else { Stays::Parts(parts) }
    }
}

impl Weighed {
    /// Whether the stretch is Japanese or Korean: much of it is written in their letters, or the little that is outweighs what is Chinese.
    fn is_foreign(self) -> bool {
        let share = f64::from(self.letters) / f64::from((self.letters + self.han).max(1));
        let many = self.letters >= limits::EVIDENCE && share >= limits::FOREIGN_SHARE;
        let bar = match self.letters {
            _ if many => f32::EPSILON,
            0 => limits::JAPANESE_FORMS,
            _ => limits::JAPANESE,
        };
        self.foreign - self.chinese >= bar
    }

    /// Whether a quotation is in another language. What stands in marks for titles is a title, for which less is enough where nothing is Chinese.
    fn is_quoted(self, inner: &str, title: bool) -> bool {
        let borrowed = title && self.chinese == 0.0 && inner.contains(BORROWED);
        let bar = if title { limits::QUOTED_TITLE } else { limits::QUOTED };
        borrowed || self.foreign > self.chinese && self.foreign >= bar
    }
}

fn is_hangul(c: char) -> bool {
    // Single letters are spoken of, in Chinese as well.
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The mark that closes what this one opens, and whether titles stand in them.
fn closing(open: char) -> Option<(char, bool)> {
    let titles = [('『', '』'), ('《', '》'), ('〈', '〉')];
    let others = [('「', '」'), ('“', '”'), ('‘', '’'), ('（', '）'), ('(', ')'), ('【', '】')];
    let closes = |pairs: &[(char, char)]| pairs.iter().find(|pair| pair.0 == open).map(|pair| pair.1);
    closes(&titles).map(|close| (close, true)).or(closes(&others).map(|close| (close, false)))
}

/// What stands between marks that belong together, from left to right, and whether the marks are those of titles; what is quoted inside a quotation
/// belongs to it.
fn quotations(line: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut open: Option<(char, bool, usize)> = None;
    let mut length = 0;
    for (at, c) in line.char_indices() {
        length += 1;
        match open {
            Some((close, title, start)) if c == close => {
                found.push((start..at, title));
                open = None;
            }
            Some(_) if length <= limits::QUOTATION => {}
            _ => {
                open = closing(c).map(|(close, title)| (close, title, at + c.len_utf8()));
                length = 0;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(line: &str, foreign_page: bool) -> Stays {
        Language::read(&RuleBook::embedded()).unwrap().stays(line, foreign_page)
    }

    #[test]
    fn a_japanese_line_with_few_kana_stays_whole() {
        assert_eq!(stays("京都大学附属図書館と国立公文書館の蔵書目録", false), Stays::Whole);
        assert_eq!(stays("国立国会図書館所蔵資料目録", false), Stays::Whole);
        assert_eq!(stays("鉄道総合技術研究所", false), Stays::Whole);
        assert_eq!(stays("東京大学と京都大学の共同研究", false), Stays::Whole);
    }

    #[test]
    fn chinese_with_a_borrowed_letter_is_chinese() {
        for line in ["這間「優の良品」開在東區，生意興隆。", "他在日本の旅館住了兩夜，覺得很舒服。"] {
            assert_eq!(stays(line, false), Stays::Parts(vec![]), "{line}");
        }
    }

    #[test]
    fn a_quotation_stays_by_itself() {
        let line = "導演黃明川拍過《東京の夏まつり》，觀眾很喜歡這部電影。";
        let Stays::Parts(parts) = stays(line, false) else { panic!("the line is Chinese") };
        assert_eq!(parts.iter().map(|at| &line[at.clone()]).collect::<Vec<_>>(), ["東京の夏まつり"]);
    }

    #[test]
    fn on_a_japanese_page_a_line_has_to_show_that_it_is_chinese() {
        assert_eq!(stays("東京都千代田区霞関 電話", true), Stays::Whole);
        assert_eq!(stays("這個展覽將於六月結束，歡迎參觀。", true), Stays::Parts(vec![]));
    }

    #[test]
    fn marks_that_nothing_closes_quote_nothing() {
        assert_eq!(quotations("他說「好，我去《海」。"), [(9..27, false)]);
        assert_eq!(quotations("（一"), Vec::new());
    }
}
