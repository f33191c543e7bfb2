//! What single lines show about themselves: how they end, whether they address, close or release a document.

use super::limits;
use super::words::Words;
use crate::chars::is_han;

/// Whether a line ends as a sentence does, closing quotes and brackets after the mark allowed.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end().trim_end_matches(['”', '’', '）', ')', '」', '』', '】', '"']);
    let bare = if bare.is_empty() { line.trim_end() } else { bare };
    bare.ends_with(['。', '！', '？', '…', '；', '.', '!', '?', ';'])
}

/// Whether a line ends at a mark of any kind that may end a block: a sentence's end, a colon, a comma of a list item.
pub(crate) fn ends_with_mark(line: &str) -> bool {
    ends_sentence(line) || line.trim_end().ends_with(['：', ':', '，', '、', ',', '—', '”', '》', '）'])
}

/// Whether a line breaks off: its last character is Han, a letter, a digit or a comma, so that a sentence may go on in the next.
pub(crate) fn breaks_off(line: &str) -> bool {
    line.trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| is_han(c) || c.is_alphanumeric() || matches!(c, '，' | '、' | '《' | '〈' | '“' | '‘' | '（' | '〔' | '—' | '％' | '%'))
}

/// Whether the first of two lines is the beginning of a sentence that the second ends, as in wrapped text: it has commas and no end.
pub(crate) fn breaks_off_sentence(line: &str, next: &str) -> bool {
    breaks_off(line) && line.contains('，') && ends_sentence(next)
}

impl Words {
    /// Whether a line addresses a document: `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：`.
    pub(crate) fn is_addressee(&self, line: &str) -> bool {
        let Some(body) = line.trim().strip_suffix(['：', ':']) else { return false };
        let count = body.chars().count();
        if !limits::ADDRESSEES.contains(&count) || body.contains(['。', '；', '？', '！', '：', '“']) || super::enumerator(body).is_some() {
            return false;
        }
        let person = count <= limits::ADDRESSED_PERSON && self.addressed_persons.end(body);
        let bodies = self.addressed_bodies.end(body.trim_end_matches(['）', ')']));
        let everyone = body.starts_with('各') || body.contains("，各") || body.contains("、各");
        // A sentence that announces a list ends with a colon, too.
        let announces = self.announcing.end(body);
        !announces && (person || (bodies && (everyone || count <= limits::ADDRESSED_BODY || body.contains('、'))))
    }

    /// The release note under a signature: `（此件公开发布）`, `（此件主动公开）`, `（此件有删减）`.
    pub(crate) fn is_release_note(&self, line: &str) -> bool {
        let bare = line.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        self.release_starts.begin(bare) && bare.chars().count() <= limits::RELEASE_NOTE && self.release_words.stand_in(bare)
    }

    /// The end mark of a wire report at the end of a line: its byte range, `（完）` with the blanks before it.
    pub(crate) fn end_mark(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let bare = line.trim_end();
        let head = self.end_marks.before(bare)?;
        let head = head.trim_end();
        Some(head.len()..line.len())
    }
}

/// Whether a line is a page number and nothing else: `12`, `— 12 —`, `第3页 共10页`, `- 3 -`. See [`counted_page`] for `3 / 10`.
pub(crate) fn is_page_number(line: &str) -> bool {
    let bare = line.trim();
    let count = bare.chars().count();
    if bare.is_empty() || count > limits::PAGE_NUMBER || !bare.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let framed = bare.trim_matches(['-', '—', '－', '·', ' ', '~', '―', '–']);
    let digits = |text: &str| limits::PAGE_DIGITS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if framed != bare && digits(framed) {
        return true;
    }
    let spelt = framed.replace(' ', "");
    if let Some(rest) = spelt.strip_prefix('第')
        && let Some((page, rest)) = rest.split_once('页')
    {
        let rest = rest.trim_matches(['，', ',', '/']);
        let total = rest.strip_prefix('共').and_then(|total| total.strip_suffix('页'));
        return digits(page) && (rest.is_empty() || total.is_some_and(digits));
    }
    digits(bare) && bare.len() <= limits::BARE_PAGE_DIGITS
}

/// The number and the count of a line that numbers pages of so many: `3 / 12`, `3/12`, `Page 3 of 12`. A fraction looks the same: who asks has to look at
/// what stands around it.
pub(crate) fn counted_page(line: &str) -> Option<(u32, u32)> {
    let bare = line.trim();
    if bare.len() > limits::PAGE_NUMBER {
        return None;
    }
    let named = ["Page ", "page ", "PAGE "].iter().find_map(|word| bare.strip_prefix(word));
    let (number, count) = match named.and_then(|rest| rest.split_once(" of ")) {
        Some(parts) => parts,
        None => named.unwrap_or(bare).split_once('/')?,
    };
    let value = |text: &str| {
        let text = text.trim();
        let digits = limits::PAGE_DIGITS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if digits { text.parse::<u32>().ok() } else { None }
    };
    let (number, count) = (value(number)?, value(count)?);
    (1..=count).contains(&number).then_some((number, count))
}

/// How much of a text is Han: characters that are Han, and all characters but blanks.
pub(crate) fn han_share(text: &str) -> (usize, usize) {
    text.chars().filter(|c| !c.is_whitespace()).fold((0, 0), |(han, all), c| (han + usize::from(is_han(c)), all + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_lines() {
        assert!(ends_sentence("他说：“好。”"));
        assert!(ends_sentence("（由教育部负责。）"));
        assert!(!ends_sentence("涉及人民群众"));
        for line in
            ["各省、自治区、直辖市人民政府，国务院各部委、各直属机构：", "民航总局：", "邓明义代表：", "黑龙江省人民政府，教育部、外交部：", "武警总部："]
        {
            assert!(Words::embedded().is_addressee(line), "{line}");
        }
        for line in ["现将有关事项通知如下：", "主要任务包括：", "一、主要任务：", "来源："] {
            assert!(!Words::embedded().is_addressee(line), "{line}");
        }
        assert!(Words::embedded().is_release_note("（此件公开发布）") && Words::embedded().is_release_note("（本文有删减）"));
        assert_eq!(Words::embedded().end_mark("提升质量。（完）"), Some(15..24));
        for line in ["— 12 —", "第3页 共10页", "- 3 -", "12"] {
            assert!(is_page_number(line), "{line}");
        }
        assert_eq!(["3 / 12", "12/12", "Page 3 of 12", "page 1/6"].map(counted_page), [Some((3, 12)), Some((12, 12)), Some((3, 12)), Some((1, 6))]);
        assert_eq!(["13/12", "3/12人", "2021/3/5", "0 / 3"].map(counted_page), [None; 4]);
        for line in ["2022", "第3条", "1.2", "12月", "3人"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
