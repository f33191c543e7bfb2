//! Lists in which each line repeats the one before it (`A`, `A B`, `B C`, …): what is left of a carousel or a list of links whose picture text and
//! link text ran together.

use super::Page;
use super::limits;
use crate::code::Code;

const ECHO: Code = Code::new("F006");

/// How many characters of the end of `line` the next line begins with, where they are a good part of both and, in each of the two, all of it or what a
/// blank sets apart: the headlines of a carousel. The entries of a list of words (`甲`, `甲乙`, `甲乙丙`) begin alike, too, and nothing sets them apart.
fn echoes(line: &str, next: &str) -> Option<usize> {
    if line == next {
        return None;
    }
    let least = next.chars().count().min(line.chars().count());
    let ends = next.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([next.len()]);
    let parts = ends.filter_map(|at| next.get(..at)).filter_map(|head| {
        let before = line.strip_suffix(head)?;
        (before.is_empty() || before.ends_with(char::is_whitespace)).then(|| head.chars().count())
    });
    parts.filter(|size| *size >= limits::ECHO_CHARS && size * 10 >= least * limits::ECHO_TENTHS).max()
}

/// Marks the lists.
pub(super) fn lists(page: &mut Page<'_>) {
    let mut at = 0;
    while at + 1 < page.lines.len() {
        let (mut end, mut said, mut last) = (at, 0, 0);
        while let (Some(line), Some(next)) = (page.lines.get(end), page.lines.get(end + 1)) {
            if line.count > limits::ECHO_LINE || next.count > limits::ECHO_LINE || line.ends_sentence() {
                break;
            }
            let Some(size) = echoes(line.text, next.text) else { break };
            said += size;
            last = size;
            end += 1;
        }
        // Headlines are sentences; names may be the places of a way (甲站 乙站, 乙站 丙站), unless the list is long and begins and ends with one of them alone.
        let links = end - at;
        let lone = |line: usize, size: Option<usize>| page.lines.get(line).map(|line| line.text.chars().count()) == size;
        let first = || page.lines.get(at).zip(page.lines.get(at + 1)).and_then(|(line, next)| echoes(line.text, next.text));
        let headlines = said >= links * limits::ECHO_MEAN;
        if links >= limits::ECHO_LINKS && (headlines || links >= limits::ECHO_MANY && lone(at, first()) && lone(end, Some(last))) {
            let note = format!("{} lines, each repeating the one before it", links + 1);
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
        assert_eq!(echoes("某项目开工", "某项目开工 某协会看好"), Some(5));
        assert_eq!(echoes("某项目开工 某协会看好", "某协会看好 某人辞职"), Some(5));
        assert_eq!(echoes("某某 李四", "李四"), Some(2));
        assert_eq!(echoes("定量", "定量"), None);
        assert_eq!(echoes("加强质量管理", "推进质量提升"), None);
        assert_eq!(echoes("水", "水利"), None, "entries of a list");
        assert_eq!(echoes("一心一意", "意气风发"), None);
    }
}
