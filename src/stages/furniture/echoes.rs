//! Lists in which each line repeats the one before it (`A`, `A B`, `B C`, …): what is left of a carousel or a list of links whose picture text and
//! link text ran together.

use super::Page;
use super::limits;
use crate::code::Code;

const ECHO: Code = Code::new("F006");

/// Whether `next` begins with the end of `line`, by at least two characters that are a good part of both, and the two are not the same.
fn echoes(line: &str, next: &str) -> bool {
    if line == next {
        return false;
    }
    let least = next.chars().count().min(line.chars().count());
    next.char_indices().skip(2).map(|(at, _)| at).chain([next.len()]).any(|at| {
        next.get(..at).is_some_and(|head| {
            let head = head.trim_end();
            let size = head.chars().count();
            size >= limits::ECHO_CHARS && size * 10 >= least * limits::ECHO_TENTHS && line.ends_with(head)
        })
    })
}

/// Marks the lists.
pub(super) fn lists(page: &mut Page<'_>) {
    let mut at = 0;
    while at + 1 < page.lines.len() {
        let mut end = at;
        while let (Some(line), Some(next)) = (page.lines.get(end), page.lines.get(end + 1)) {
            if line.count > limits::ECHO_LINE || next.count > limits::ECHO_LINE || line.ends_sentence() || !echoes(line.text, next.text) {
                break;
            }
            end += 1;
        }
        if end - at >= limits::ECHO_LINKS {
            let note = format!("{} lines, each repeating the one before it", end - at + 1);
            for line in at..=end {
                page.drop(line, ECHO, limits::ECHO, Some(note.clone()));
            }
        }
        at = end.max(at) + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn echoes_are_heard() {
        assert!(echoes("某项目开工", "某项目开工 某协会看好"));
        assert!(echoes("某项目开工 某协会看好", "某协会看好 某人辞职"));
        assert!(echoes("某某 李四", "李四"));
        assert!(!echoes("定量", "定量"));
        assert!(!echoes("加强质量管理", "推进质量提升"));
    }
}
