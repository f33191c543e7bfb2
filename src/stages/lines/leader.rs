//! Leaders: the dots of a table of contents, and the number of a page behind them.

use super::limits;

/// Dots that lead the eye to the number of a page, and what stands behind them.
pub(super) fn leader(line: &str) -> Option<(usize, &str)> {
    let end = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '（' | '）' | '(' | ')' | '—')).len();
    let (head, page) = line.split_at_checked(end)?;
    let start = head.trim_end_matches(['.', '·', '…', '．', '‥', '•', '⋯', '。', ' ']).len();
    // Three dots stand in one … .
    let dots = head.get(start..)?.chars().map(|c| if matches!(c, '…' | '⋯') { 3 } else { usize::from(c != ' ') }).sum::<usize>();
    (dots >= limits::LEADER_DOTS && page.trim().len() <= limits::LEADER_PAGE && !head.get(start..)?.starts_with('。')).then_some((start, page.trim()))
}

/// Whether a line is the end of an entry of a table of contents: leaders and the number of a page.
pub(super) fn is_entry(line: &str) -> bool {
    leader(line).is_some_and(|(_, page)| page.bytes().any(|b| b.is_ascii_alphanumeric()))
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
