//! What stands in the margins of every page of a printed document: the same line with a number that counts up, and the same line beside numbers of
//! pages. That a line repeats proves nothing; where each copy stands does.

use std::collections::HashMap;

use super::Page;
use super::heads::{RUNNING_HEAD, key};
use super::limits;
use super::marks::PAGE_NUMBER;

/// A line that says the same on every page beside a number.
struct Foot {
    at: usize,
    number: u32,
}

/// Marks lines that say the same but for a number at their end that counts up from copy to copy (`请阅读最后一页的声明 2`, … `3`): three copies at the least, the last of
/// them the last line of the text or the first the first, and prose between all of them.
pub(super) fn numbered(page: &mut Page<'_>) {
    let mut feet: HashMap<String, Vec<Foot>> = HashMap::new();
    for (at, line) in page.lines.iter().enumerate().filter(|(_, line)| line.count <= limits::RUNNING_HEAD_CHARS) {
        let Some((said, number)) = with_number(line.text) else { continue };
        if said.chars().filter(|c| c.is_alphabetic()).count() >= limits::FOOT_LETTERS {
            feet.entry(key(said)).or_default().push(Foot { at, number });
        }
    }
    let last = page.lines.len().saturating_sub(1);
    let mut gone: Vec<usize> = Vec::new();
    for copies in feet.into_values().filter(|copies| copies.len() >= limits::FOOTS) {
        let edge = copies.first().is_some_and(|foot| foot.at == 0) || copies.last().is_some_and(|foot| foot.at == last);
        let apart = copies.windows(2).all(|pair| {
            let [one, two] = pair else { return false };
            let prose = || page.lines.get(one.at + 1..two.at).is_some_and(|lines| lines.iter().any(super::credits::is_text));
            two.number == one.number.saturating_add(1) && prose()
        });
        if edge && apart {
            gone.extend(copies.iter().map(|foot| foot.at));
        }
    }
    gone.sort_unstable();
    for at in gone {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, Some("the same line on every page, with a number that counts up".into()));
    }
}

/// A line without the number that it ends with, and that number.
fn with_number(line: &str) -> Option<(&str, u32)> {
    let said = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = line.get(said.len()..)?.parse().ok()?;
    // A blank sets the number of a page apart from what is said.
    said.ends_with(char::is_whitespace).then_some((said, number))
}

/// Marks lines that stand beside a number of a page that goes, or at the very edge of the text, and say the same in another such place: the name of a journal and its issue.
/// The title of the document may do so too, and its first copy stays.
pub(super) fn beside_numbers(page: &mut Page<'_>) {
    let is_number = |at: usize| page.decisions.get(at).is_some_and(|decision| decision.as_ref().is_some_and(|decision| decision.rule == PAGE_NUMBER));
    let numbers: Vec<usize> = (0..page.lines.len()).filter(|&at| is_number(at)).collect();
    if numbers.is_empty() {
        return;
    }
    let last = page.lines.len().saturating_sub(1);
    let mut spots: Vec<usize> = numbers.iter().flat_map(|&at| [at.checked_sub(1), Some(at + 1)]).flatten().chain([0, last]).collect();
    spots.sort_unstable();
    spots.dedup();
    let may_stand = |at: &usize| !page.dropped(*at) && page.line(*at).is_some_and(super::heads::may_be_head);
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for at in spots.into_iter().filter(may_stand) {
        places.entry(page.line(at).map(|line| key(line.text)).unwrap_or_default()).or_default().push(at);
    }
    let mut gone: Vec<usize> = Vec::new();
    let all = |own: &String| page.lines.iter().filter(|line| super::heads::may_be_head(line) && key(line.text) == *own).count();
    // What stands elsewhere, too, stands beside numbers by chance: the words of a form.
    for (_, copies) in places.into_iter().filter(|(own, copies)| copies.len() >= 2 && all(own) == copies.len()) {
        let titled = copies.first().and_then(|&at| page.line(at)).is_some_and(|line| line.title_form().is_some());
        gone.extend(copies.into_iter().skip(usize::from(titled)));
    }
    gone.sort_unstable();
    for at in gone {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, Some("the same line beside numbers of pages".into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_apart() {
        assert_eq!(with_number("请阅读最后一页的声明 12"), Some(("请阅读最后一页的声明 ", 12)));
        assert_eq!(with_number("请阅读最后一页的声明12"), None);
        assert_eq!(with_number("请阅读最后一页的声明"), None);
    }
}
