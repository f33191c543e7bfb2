//! The marks of MediaWiki for text in several scripts: `-{zh-hans:…; zh-hant:…;}-`, `-{…}-`.

use std::ops::Range;

use super::limits;
use crate::chars::is_han;

/// The variants that stand in simplified text, the nearest to the mainland's first.
const SIMPLIFIED: [&str; 5] = ["zh-cn", "zh-hans", "zh", "zh-sg", "zh-my"];

/// All variants that the marks name.
const OTHERS: [&str; 4] = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];

const OPEN: &str = "-{";
const CLOSE: &str = "}-";

/// One pair of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The bytes of the line from mark to mark.
    pub(super) at: Range<usize>,
    /// What a reader of simplified text is shown, by its bytes in the line.
    pub(super) shown: Range<usize>,
}

/// Where variants are named, the one that a reader of simplified text is shown.
fn chosen(text: &str, inner: Range<usize>) -> Option<Range<usize>> {
    let mut named: Vec<(&str, Range<usize>)> = Vec::new();
    let mut start = inner.start;
    for part in text.get(inner)?.split(';') {
        let at = start..start + part.len();
        start = at.end + 1;
        if part.trim().is_empty() {
            continue;
        }
        let (variant, shown) = part.split_once(':')?;
        let variant = variant.trim();
        if !SIMPLIFIED.contains(&variant) && !OTHERS.contains(&variant) {
            return None;
        }
        let from = at.end - shown.len() + (shown.len() - shown.trim_start().len());
        named.push((variant, from..from + shown.trim().len()));
    }
    SIMPLIFIED.iter().find_map(|variant| named.iter().find(|(name, _)| name == variant)).or(named.first()).map(|(_, shown)| shown.clone())
}

/// What one pair of marks shows; `None` where it is none of MediaWiki's.
fn shown(text: &str, inner: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(inner.clone())?;
    // Flags: A and R show what follows; H, T, D and the like show nothing; a variant as a flag is a language.
    if let Some((flags, rest)) = words.split_once('|') {
        let flag = |flag: &str| flag.len() == 1 && flag.bytes().all(|byte| byte.is_ascii_uppercase());
        if !flags.split(';').map(str::trim).all(|name| flag(name) || SIMPLIFIED.contains(&name) || OTHERS.contains(&name)) {
            return None;
        }
        let from = inner.end - rest.len();
        let silent = flags.split(';').map(str::trim).any(|name| matches!(name, "H" | "T" | "D" | "-"));
        return if silent { Some(from..from) } else { chosen(text, from..inner.end).or(Some(from..inner.end)) };
    }
    if words.contains(':') && words.contains("zh") {
        return chosen(text, inner);
    }
    // Words that are not to be converted: Han, and what stands in names.
    let plain = words.chars().any(is_han) && words.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || limits::WIKI_MARKS.contains(&c));
    plain.then_some(inner)
}

/// The marks of a text, from left to right.
pub(super) fn marks(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut done = 0;
    for (start, _) in text.match_indices(OPEN) {
        let from = start + OPEN.len();
        if start < done {
            continue;
        }
        let Some(rest) = text.get(from..) else { break };
        let Some(line) = rest.split('\n').next() else { break };
        // A pair inside another is left to the next reading, so the nearest closing mark must come before the next opening one.
        let Some(length) = line.find(CLOSE) else { continue };
        if line.get(..length).is_some_and(|inner| inner.contains(OPEN)) {
            continue;
        }
        let at = start..from + length + CLOSE.len();
        if let Some(shown) = shown(text, from..from + length) {
            done = at.end;
            found.push(Marked { at, shown });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        marks(text).into_iter().map(|marked| text[marked.shown].to_owned()).collect()
    }

    #[test]
    fn the_mainland_variant_is_shown() {
        assert_eq!(read("-{zh-tw:滑鼠; zh-cn:鼠标;}-和-{zh-hant:網路;zh-hans:网络}-"), ["鼠标", "网络"]);
        assert_eq!(read("-{zh-hk:單車}-、-{A|zh-cn:自行车;zh-tw:腳踏車}-、-{H|zh-cn:甲;zh-tw:乙}-"), ["單車", "自行车", ""]);
    }

    #[test]
    fn protected_words_lose_their_marks() {
        assert_eq!(read("-{于}-先生在-{T|標題}-"), ["于", ""]);
    }

    #[test]
    fn other_braces_are_left() {
        assert!(read("x^-{a}-b，-{\\sum 和}-，{里}，-{里\n}-").is_empty());
    }
}
