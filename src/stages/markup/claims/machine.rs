//! What a page says for machines: tags of its head, data for search engines, variables of its scripts, the address.

use std::ops::Range;

use super::dates::DateWords;
use crate::date::Date;
use crate::stages::markup::limits;
use crate::stages::markup::selection::Parsed;
use crate::stages::markup::tags::{Element, attribute};

/// A date that a machine is told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) date: Date,
    pub(super) at: Range<usize>,
    pub(super) by: Teller,
}

/// Who tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// A tag of the head or an attribute of the text that says when it was published.
    Tag,
    /// Data or variables of a script.
    Script,
    /// The address of the page.
    Address,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Machine {
    pub(super) dates: Vec<Told>,
    pub(super) titles: Vec<String>,
}

/// Reads it.
pub(super) fn read(page: &Parsed<'_>, words: &DateWords) -> Machine {
    let mut machine = Machine::default();
    for (name, value, at) in &page.titles.meta {
        if words.tag.iter().any(|known| known == name)
            && let Some(date) = words.date(value)
        {
            machine.dates.push(Told { date, at: at.clone(), by: Teller::Tag });
        }
        if name.ends_with("url")
            && let Some(date) = words.of_address(value)
        {
            machine.dates.push(Told { date, at: at.clone(), by: Teller::Address });
        }
    }
    let tree = page.tree;
    for (i, node) in tree.nodes.iter().enumerate() {
        if node.element == Element::Raw && machine.dates.len() < limits::MACHINE_DATES {
            let start = node.inner as usize;
            let script = tree.text.get(start..node.end as usize).unwrap_or_default();
            for (date, at) in words.in_script(script) {
                machine.dates.push(Told { date, at: start + at.start..start + at.end, by: Teller::Script });
            }
            machine.titles.extend(words.titles_in_script(script).take(2).map(unescaped));
        } else if node.element != Element::Text && machine.dates.len() < limits::MACHINE_DATES {
            let Some(tag) = tree.short_tag(i).filter(|tag| tag.contains("date")) else { continue };
            let published = attribute(tag, "itemprop").is_some_and(|name| words.tag.iter().any(|known| name.eq_ignore_ascii_case(known)));
            let given = attribute(tag, "datetime").or_else(|| attribute(tag, "content").filter(|_| published));
            if (published || tree.is_named(i, "time"))
                && let Some(date) = given.and_then(|given| words.date(given))
            {
                machine.dates.push(Told { date, at: node.start as usize..node.inner as usize, by: Teller::Tag });
            }
        }
    }
    machine
}

/// A string of a script, its escapes resolved as far as titles have them.
fn unescaped(text: &str) -> String {
    serde_json::from_str::<String>(&format!("\"{text}\"")).unwrap_or_else(|_| text.to_owned())
}
