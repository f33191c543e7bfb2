//! Gaps that are hardly a question: before a mark that begins no line, inside a word that a hyphen broke, before the leaders of a table of contents.

use super::limits;
use super::page::PageView;
use crate::chars::is_han;

/// Dots that lead the eye to the number of a page, and what stands behind them.
fn leader(line: &str) -> Option<(usize, &str)> {
    let end = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '（' | '）' | '(' | ')' | '—')).len();
    let (head, page) = line.split_at_checked(end)?;
    let start = head.trim_end_matches(|c: char| matches!(c, '.' | '·' | '…' | '．' | '‥' | '•' | '⋯' | '。' | ' ')).len();
    // Three dots stand in one … .
    let dots = head.get(start..)?.chars().map(|c| if matches!(c, '…' | '⋯') { 3 } else { usize::from(c != ' ') }).sum::<usize>();
    (dots >= limits::LEADER_DOTS && page.trim().len() <= limits::LEADER_PAGE && !head.get(start..)?.starts_with('。')).then_some((start, page.trim()))
}

/// Whether a line is the end of an entry of a table of contents: leaders and the number of a page.
pub(super) fn is_entry(line: &str) -> bool {
    leader(line).is_some_and(|(_, page)| page.bytes().any(|b| b.is_ascii_alphanumeric()))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_end_an_entry() {
        assert!(
            is_entry("第一节 释义................ 11") && is_entry("二、目标……………… 3") && is_entry("附录 · · · · · · · · iv") && is_entry("........... 182")
        );
        assert!(
            !is_entry("他想了很久……")
                && !is_entry("共有1.5")
                && !is_entry("签名.........")
                && !is_entry("没办法把它拿过来……40")
                && !is_entry("等等......... 后来他又说了很多别的话")
        );
    }
}
