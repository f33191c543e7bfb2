//! What a run works on: the pages of its inputs, and each record of their files of records.

use std::collections::HashSet;
use std::io::{self, BufRead};

use crate::corpus::discover::{self, Inputs, Page, PageError};
use crate::corpus::records;

/// One thing to work on.
pub(super) enum Item {
    /// A file with a page.
    File(Page),
    /// A record with a page.
    Record {
        /// Its name in the corpus, in a folder named after its file.
        id: String,
        /// Its file and line.
        place: String,
        /// The record.
        record: records::Input,
    },
    /// A page that cannot be read.
    Unreadable {
        /// Its name in the corpus.
        id: String,
        /// Its file, and line of a record.
        place: String,
        /// Why it cannot.
        reason: String,
    },
    /// An input that cannot be used.
    Unusable(PageError),
}

impl Item {
    /// The bytes that are held in memory for it.
    pub(super) fn bytes(&self) -> usize {
        if let Item::Record { record, .. } = self { record.bytes.len() } else { 0 }
    }
}

/// The items of some inputs, in order.
pub(super) fn items(inputs: Inputs) -> impl Iterator<Item = Item> {
    inputs.flat_map(|page| -> Box<dyn Iterator<Item = Item>> {
        match page {
            Ok(page) if is_records(&page) => match discover::read(&page) {
                Ok(bytes) => Box::new(records_of(page, bytes)),
                Err(error) => Box::new(std::iter::once(Item::Unreadable { id: page.id, place: page.path, reason: error.to_string() })),
            },
            Ok(page) => Box::new(std::iter::once(Item::File(page))),
            Err(error) => Box::new(std::iter::once(Item::Unusable(error))),
        }
    })
}

fn records_of(page: Page, bytes: Vec<u8>) -> impl Iterator<Item = Item> {
    let mut names = HashSet::new();
    let lines = io::Cursor::new(bytes).lines().enumerate().filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
    lines.map(move |(i, line)| {
        let number = i + 1;
        let place = format!("{}:{number}", page.path);
        let parsed = line.map_err(|e| e.to_string()).and_then(|line| records::Input::parse(&line).map_err(|e| e.to_string()));
        let mut name = match &parsed {
            Ok(record) => file_name(&record.name()),
            Err(_) => format!("line-{number}"),
        };
        if !names.insert(name.clone()) {
            name = format!("{name}.{number}");
            names.insert(name.clone());
        }
        let id = format!("{}/{name}", page.id);
        match parsed {
            Ok(record) => Item::Record { id, place, record },
            Err(reason) => Item::Unreadable { id, place, reason },
        }
    })
}

fn is_records(page: &Page) -> bool {
    let path = page.path.trim_end_matches(".gz").trim_end_matches(".zst");
    path.len() > 6 && path.get(path.len() - 6..).is_some_and(|end| end.eq_ignore_ascii_case(".jsonl"))
}

/// A record's id as a file name: nothing that leaves the folder or that a file system refuses.
fn file_name(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(100).collect();
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() { "record".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_the_folder() {
        assert_eq!(file_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(file_name(""), "record");
        assert_eq!(file_name("国发〔2022〕1号"), "国发〔2022〕1号");
    }
}
