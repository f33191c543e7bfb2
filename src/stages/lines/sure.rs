//! Gaps that are hardly a question: before a mark that begins no line, inside a word that a hyphen broke, before the leaders of a table of contents.

use super::leader::leader;
use super::limits;
use super::page::PageView;
use crate::chars::is_han;

/// How probable it is that the block goes on after line `i`, where that is hardly a question.
pub(super) fn goes_on(page: &PageView<'_>, i: usize) -> Option<f32> {
    let (before, after) = (page.text(i)?, page.text(i + 1)?);
    let next = page.lines.get(i + 1)?;
    if page.is_shut(i) || next.apart && !page.spaces {
        return None;
    }
    let contents = page.entries >= limits::LEADERS && leader(after).is_some_and(|(start, page)| start == 0 && !page.is_empty());
    let words = before.chars().any(is_han) && !crate::structure::ends_sentence(before);
    let mark = after.starts_with(['，', '。', '、', '；', '！', '？'])
        && !after.starts_with("。。")
        && before.ends_with(goes_before_mark)
        && before.chars().any(is_han);
    (contents && words || mark || super::hyphen::parts(before, after).is_some() && [before, after].iter().all(|line| line.chars().any(is_han)))
        .then_some(limits::SURE)
}

/// Whether a mark may stand behind a character.
fn goes_before_mark(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() || matches!(c, '）' | '》' | '”' | '’' | '】' | '%' | '〕')
}
