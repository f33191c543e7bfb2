//! Titles that a site or a catalogue gives again above the document.

use super::Page;
use super::credits::is_text;
use super::heads::key;
use super::limits;
use super::page::Line;
use crate::code::Code;

const TITLE_AGAIN: Code = Code::new("F016");

/// Marks the earlier copies of a title above the first text: with the document's number before it, or on a web page (`web`: a safe phrase stands
/// somewhere). Elsewhere a statute or communiqué may give its title twice itself. A number that stands nowhere else in the head keeps its line.
pub(super) fn titles(page: &mut Page<'_>, web: bool) {
    let kept: Vec<usize> = page.kept().into_iter().take(limits::AGAIN_HEAD).collect();
    let end = kept.iter().position(|&at| page.line(at).is_some_and(begins)).unwrap_or(kept.len());
    let head: Vec<(usize, Entry)> = kept.iter().take(end).filter_map(|&at| Some((at, Entry::of(page.line(at)?)))).collect();
    let again: Vec<usize> = head
        .iter()
        .enumerate()
        .filter(|(nth, (_, one))| {
            one.key.len() >= limits::AGAIN_BYTES
                && (web || !one.numbers.is_empty())
                && head.iter().skip(nth + 1).take(limits::AGAIN_REACH).any(|(_, other)| other.repeats(one, &head))
        })
        .map(|(_, (at, _))| *at)
        .collect();
    for at in again {
        page.drop(at, TITLE_AGAIN, limits::TITLE_AGAIN, None);
    }
}

/// Whether a line begins the document below its title: text, an address, the first part of either.
fn begins(line: &Line<'_>) -> bool {
    is_text(line) || line.is_addressee() || line.text.ends_with(['，', '、'])
}

/// A line of the head: its characters without document numbers, and these.
struct Entry {
    key: String,
    numbers: Vec<String>,
}

impl Entry {
    fn of(line: &Line<'_>) -> Entry {
        let (mut rest, mut numbers, mut at) = (String::new(), Vec::new(), 0);
        for number in line.words.document_numbers(line.text) {
            rest.push_str(line.text.get(at..number.span.start).unwrap_or_default());
            at = number.span.end;
            numbers.push(number.value);
        }
        rest.push_str(line.text.get(at..).unwrap_or_default());
        Entry { key: key(&rest), numbers }
    }

    /// Whether this line says what `one` says; a number may be said elsewhere in the head.
    fn repeats(&self, one: &Entry, head: &[(usize, Entry)]) -> bool {
        self.key == one.key && one.numbers.iter().all(|number| head.iter().filter(|(_, entry)| entry.numbers.contains(number)).count() >= 2)
    }
}
