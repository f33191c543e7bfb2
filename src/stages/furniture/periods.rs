//! Lists of teasers, comments and messages: items of a few lines, each with a line that is a time or a number alone.
//!
//! Such an item has a sentence or two, so that line by line it reads like the text of an article; that the times come again and again does not.

use super::lexicon::Lexicon;
use super::limits;
use super::page::Line;

/// What a line that stands once in each item shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beat {
    /// A time of publication, a date in figures, or how long ago it was.
    Time,
    /// A number alone (readers, votes).
    Number(u64),
}

/// One or more such lines under each other.
#[derive(Clone, Copy, Debug)]
struct Group {
    from: usize,
    to: usize,
    /// The number, where the group is one number and nothing else.
    number: Option<u64>,
}

/// For each line whether it stands in a list whose items have such a line each.
pub(super) fn periods(lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let groups = groups(lines, lexicon);
    let mut rest = groups.as_slice();
    while let Some(first) = rest.first() {
        let near = |pair: &&[Group]| matches!(pair, [a, b] if b.from - a.to < limits::ITEM_LINES);
        let length = 1 + rest.windows(2).take_while(near).count();
        let (chain, after) = rest.split_at(length);
        let alone = chain.iter().map(|group| group.to - group.from).sum::<usize>() >= limits::ITEMS * 2;
        if (chain.len() >= limits::ITEMS || alone) && !counts(chain) {
            let end = chain.last().map_or(first.to, |last| last.to);
            marked.iter_mut().take(end).skip(first.from).for_each(|slot| *slot = true);
        }
        rest = after;
    }
    marked
}

fn groups(lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(beat) = beat(line, lexicon) else { continue };
        match groups.last_mut() {
            Some(last) if last.to == at => *last = Group { from: last.from, to: at + 1, number: None },
            _ => groups.push(Group { from: at, to: at + 1, number: if let Beat::Number(number) = beat { Some(number) } else { None } }),
        }
    }
    groups
}

/// Whether most of the numbers count: then they number the parts of a text.
fn counts(chain: &[Group]) -> bool {
    let steps = chain.windows(2).filter(|pair| matches!(pair, [Group { number: Some(a), .. }, Group { number: Some(b), .. }] if *b == a + 1)).count();
    steps * 2 >= chain.len() - 1
}

fn beat(line: &Line<'_>, lexicon: &Lexicon) -> Option<Beat> {
    let text = line.text;
    if line.count <= limits::BEAT_DIGITS && text.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return text.replace(',', "").parse().ok().map(Beat::Number);
    }
    (line.count <= limits::BEAT && !line.ends_sentence() && (has_figures(text) || is_ago(text, lexicon))).then_some(Beat::Time)
}

/// Whether a text has a time of day (07:42) or a date in figures (2019-09-30, 06-01, 2019/9/30).
fn has_figures(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '-' | '/')).any(|token| {
        let clock = token.contains(':');
        let parts: Vec<usize> = token.split([':', '-', '/']).map(str::len).collect();
        let (Some((&first, rest)), Some(&last)) = (parts.split_first(), parts.last()) else { return false };
        // Some pages write date and time without a space: 2019-09-3007:42.
        let fits = |part: &usize| (1..=2).contains(part) || clock && *part == 4;
        !rest.is_empty()
            && rest.iter().all(fits)
            && if clock { matches!(first, 1 | 2 | 4) && last == 2 } else { first == 4 && rest.len() == 2 || first == 2 && last == 2 }
    })
}

/// Whether a line says how long ago something was (3小时前).
fn is_ago(text: &str, lexicon: &Lexicon) -> bool {
    let number = text.strip_suffix('前').and_then(|bare| lexicon.ago_unit.strip_end(bare));
    number.is_some_and(|number| number.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::load(&crate::RuleBook::embedded()).expect("words")
    }

    fn marks(text: &str) -> Vec<bool> {
        periods(&page::read(text, &crate::structure::Words::embedded()), &lexicon())
    }

    #[test]
    fn teasers_come_at_times() {
        let item = "城南新桥今晨通车\n经过三年施工，城南新桥今晨通车，往来两岸只要五分钟。\n2019-09-30 07:42\n";
        let text = format!("正文的一句话。\n{}", item.repeat(5));
        let marks = marks(&text);
        assert_eq!(marks.iter().filter(|mark| **mark).count(), 13);
        assert_eq!(marks.first(), Some(&false));
    }

    #[test]
    fn numbers_that_count_are_headings() {
        let text: String = (1..8).map(|n| format!("0{n}\n小标题\n这一段讲的是第{n}件事，讲完就换下一件。\n")).collect();
        assert!(marks(&text).iter().all(|mark| !mark));
    }

    #[test]
    fn times_and_what_is_none() {
        for time in ["2019-09-30 07:42", "06-01", "王老师今天 12:08:48", "2019/09/30", "3小时前"] {
            assert!(has_figures(time) || is_ago(time, &lexicon()), "{time}");
        }
        for none in ["2019年9月30日", "电话：010-6487-0663", "第3-4页", "三天前"] {
            assert!(!has_figures(none) && !is_ago(none, &lexicon()), "{none}");
        }
    }
}
