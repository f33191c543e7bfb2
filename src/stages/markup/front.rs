//! The front matter of a page of Markdown: the settings between two lines of three hyphens say what the page is, and are none of its text.

use std::ops::Range;

use super::limits;
use super::rules;
use crate::chars::is_han;
use crate::date::Date;
use crate::edit::Proposal;
use crate::finding::{Fact, Witness};
use crate::text::Lines;

/// What a setting says, and where it stands.
type Said = (Fact, Range<usize>);

/// What is proposed of a text that begins with front matter; `None` of any other.
pub(super) fn propose(text: &str) -> Option<Proposal> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    if !text[start..].starts_with("---") {
        return None;
    }
    let (block, facts) = read(text)?;
    let mut proposal = Proposal::default();
    for (fact, at) in facts {
        proposal.find_in(Witness::Head, fact, at, rules::FRONT_MATTER);
    }
    proposal.delete(block, rules::FRONT_MATTER, limits::RECORD);
    proposal.ask_again();
    Some(proposal)
}

/// The front matter of a text and what it says. It has a title, a date or an author, hardly any line that is no setting, and sentences after it: a file of
/// settings alone has none.
fn read(text: &str) -> Option<(Range<usize>, Vec<Said>)> {
    let mut lines = Lines::of(text);
    let first = lines.next()?;
    if text[first].trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let mut facts = Vec::new();
    let (mut settings, mut others, mut end) = (0, 0, None);
    for at in lines.take(limits::FRONT_LINES) {
        let line = text[at.clone()].trim_end();
        if line == "---" {
            end = Some((at.end + 1).min(text.len()));
            break;
        }
        match line.split_once(':').filter(|(key, _)| is_key(key)) {
            Some((key, value)) => {
                settings += 1;
                facts.extend(fact(key, value).map(|fact| (fact, at)));
            }
            None => others += usize::from(!line.is_empty() && !line.starts_with([' ', '\t', '-', '#'])),
        }
    }
    let (end, says) = (end?, facts.iter().any(|(fact, _)| matches!(fact, Fact::Title(_) | Fact::DatePublished(_) | Fact::Byline(_))));
    let sentences = || {
        let rest: String = text[end..].chars().take(limits::FRONT_SEEN).collect();
        rest.chars().filter(|c| is_han(*c)).count() >= limits::FRONT_HAN && rest.contains(['。', '！', '？'])
    };
    (says && others * limits::FRONT_OTHERS <= settings && sentences()).then_some((0..end, facts))
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// What a setting says of the page.
fn fact(key: &str, value: &str) -> Option<Fact> {
    let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
    if value.is_empty() || value.contains(['|', '{']) && value.len() < 3 {
        return None;
    }
    let plain = || value.replace(['"', '\''], "");
    match key.to_ascii_lowercase().as_str() {
        "title" => Some(Fact::Title(value.to_owned())),
        "author" | "authors" => Some(Fact::Byline(plain())),
        "date" | "published" | "pubdate" | "publishdate" => date(value).map(Fact::DatePublished),
        "url" | "permalink" | "canonical_url" if value.starts_with("http") => Some(Fact::Url(value.to_owned())),
        "keywords" => Some(Fact::Keywords(plain())),
        _ => None,
    }
}

/// A date as YAML writes it, with the time of day or without.
fn date(value: &str) -> Option<Date> {
    let day: Date = value.get(..10)?.replace('/', "-").parse().ok()?;
    let time = value.get(10..19).and_then(|rest| format!("{}{rest}", value[..10].replace('/', "-")).parse().ok());
    let found = time.unwrap_or(day);
    ((1..=12).contains(&found.month) && found.day.is_some_and(|day| (1..=31).contains(&day))).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_says_what_the_page_is() {
        let page = "---\ntitle: \"春天\"\ndate: 2021-12-01 10:30:00 +0800\ntags:\n  - 甲\n---\n\n我们在菜园里种下了豆角和黄瓜，每个小组负责一垄。\n";
        let (at, facts) = read(page).expect("it is front matter");
        assert!(page[at.end..].starts_with("\n我们"));
        assert_eq!(facts.first().map(|(fact, _)| fact.clone()), Some(Fact::Title("春天".to_owned())));
        assert!(matches!(facts.get(1), Some((Fact::DatePublished(date), _)) if date.to_string() == "2021-12-01T10:30:00"));
    }

    #[test]
    fn settings_alone_stay() {
        assert_eq!(read("---\ntitle: 春天\n---\nname: 夏天\n"), None);
        assert_eq!(read("---\n我们在菜园里种下了豆角和黄瓜。\n---\n每个小组负责一垄，浇水要趁早晨，中午的水会烫伤根。\n"), None);
        assert_eq!(read("---\na: 1\nb: 2\n---\n我们在菜园里种下了豆角和黄瓜，每个小组负责一垄。\n"), None);
        assert_eq!(read("---\ntitle: 春天\n"), None);
    }
}
