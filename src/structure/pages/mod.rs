//! A document of pages: where one page ends and the next begins, and which lines belong to the pages and not to the text: their numbers, their running
//! heads and feet, the marks that programs leave between them.
//!
//! Lines are compared with their numbers left open ([`template`]). Numbers of one form that count up at the distance of pages are page numbers
//! ([`numbers`]); what comes back with the pages, once on each, beside the number or at the edge, is a head ([`heads`]). Each answer is a probability
//! from several witnesses; none decides alone. All of it is linear in the text.

mod heads;
mod limits;
mod numbers;
mod template;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::chars::is_han;
use crate::structure::{Words, breaks_off, enumerator};
use template::Template;

/// A line that is not empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageLine<'t> {
    /// What it says, without blanks around it.
    pub(crate) text: &'t str,
    /// Whether a form feed stands between it and the line before.
    pub(crate) feed: bool,
}

/// What of a page a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its number, with a running head in the same line or without.
    Number,
    /// A line that stands on many pages.
    Head,
}

/// A line that belongs to its page and not to the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Which of the lines.
    pub(crate) line: usize,
    /// What it is.
    pub(crate) part: Part,
    /// How probable that is.
    pub(crate) probability: f32,
    /// The number of the page, where it says it.
    pub(crate) page: Option<u32>,
    /// Whether a sentence goes on over it and what else of the page stands beside it.
    pub(crate) torn: bool,
}

/// A document while its pages are looked for.
struct Document<'a> {
    lines: &'a [PageLine<'a>],
    words: &'a Words,
    /// Of each line that is short enough.
    templates: Vec<Option<Template>>,
    /// For each line the number of its template.
    alike: Vec<Option<usize>>,
    /// The lines of each template, in order.
    groups: Vec<Vec<usize>>,
    /// The number of each template by its key.
    places: HashMap<String, usize>,
    /// Sentences before each line.
    sentences: Vec<usize>,
    /// Bytes before each line.
    bytes: Vec<usize>,
    /// Form feeds before each line, its own counted.
    feeds: Vec<usize>,
}

impl<'a> Document<'a> {
    fn of(lines: &'a [PageLine<'a>], words: &'a Words) -> Document<'a> {
        let templates: Vec<Option<Template>> = lines.iter().map(|line| Template::of(line.text)).collect();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut alike = Vec::with_capacity(lines.len());
        for (at, template) in templates.iter().enumerate() {
            let group = template.as_ref().map(|template| {
                places.get(&template.key).copied().unwrap_or_else(|| {
                    groups.push(Vec::new());
                    places.insert(template.key.clone(), groups.len() - 1);
                    groups.len() - 1
                })
            });
            if let Some(group) = group.and_then(|group| groups.get_mut(group)) {
                group.push(at);
            }
            alike.push(group);
        }
        let (mut sum, mut bytes) = (0, Vec::with_capacity(lines.len()));
        let (mut count, mut feeds) = (0, Vec::with_capacity(lines.len()));
        let (mut ended, mut sentences) = (0, Vec::with_capacity(lines.len()));
        for line in lines {
            sentences.push(ended);
            ended += usize::from(line.text.contains(['。', '；', '，']) && han(line.text) >= limits::SENTENCE_HAN);
            bytes.push(sum);
            sum += line.text.len();
            count += usize::from(line.feed);
            feeds.push(count);
        }
        Document { lines, words, templates, alike, groups, places, sentences, bytes, feeds }
    }

    fn template(&self, line: usize) -> Option<&Template> {
        self.templates.get(line)?.as_ref()
    }

    /// Whether a form feed stands within so many lines of a line.
    fn is_near_feed(&self, line: usize, reach: usize) -> bool {
        let first = self.feeds.get(line.saturating_sub(reach));
        let last = self.feeds.get((line + reach).min(self.feeds.len().saturating_sub(1)));
        first.zip(last).is_some_and(|(first, last)| first < last) || line < reach || line + reach >= self.lines.len()
    }

    /// Whether lines of a template are long enough for a running head, or name a date.
    fn is_like_head(&self, group: usize) -> bool {
        let template = self.groups.get(group).and_then(|group| self.template(*group.first()?));
        template.is_some_and(|t| t.letters().saturating_sub(t.numbers.len()) >= limits::HEAD_LONG || t.numbers.len() >= 3)
    }

    /// Whether a sentence goes on over a line and those beside it that come again with letters in them.
    fn is_torn_around(&self, line: usize) -> bool {
        let comes_again = |at: &usize| {
            let group = self.alike.get(*at).copied().flatten().and_then(|group| self.groups.get(group));
            group.is_some_and(|group| group.len() >= 2) && self.template(*at).is_some_and(|t| t.letters() > t.numbers.len() && !t.amount)
        };
        let from = line.checked_sub(1).filter(comes_again).unwrap_or(line);
        let to = Some(line + 1).filter(comes_again).unwrap_or(line);
        self.is_torn(from, to)
    }

    /// Whether a sentence goes on over the lines `from` to `to` that belong to pages.
    fn is_torn(&self, from: usize, to: usize) -> bool {
        let before = from.checked_sub(1).and_then(|at| self.lines.get(at));
        let (Some(before), Some(after)) = (before, self.lines.get(to + 1)) else { return false };
        breaks_off(before.text) && han(before.text) >= limits::TORN_BEFORE && han(after.text) >= limits::TORN_AFTER && enumerator(after.text).is_none()
    }
}

/// How many Han a line has.
fn han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

fn probability(odds: f64) -> f32 {
    crate::number::weighed(crate::number::probability(odds))
}

/// The lines that belong to pages, in order. `lines` are those of a text that are not empty.
pub(crate) fn find(lines: &[PageLine<'_>], words: &Words) -> Vec<Found> {
    if lines.len() < 3 {
        return Vec::new();
    }
    let document = Document::of(lines, words);
    let mut found = numbers::find(&document);
    found.extend(heads::find(&document, &found));
    found.sort_by(|a, b| a.line.cmp(&b.line).then(b.probability.total_cmp(&a.probability)));
    found.dedup_by_key(|found| found.line);
    for cluster in found.chunk_by_mut(|a, b| b.line == a.line + 1) {
        let torn = cluster.first().zip(cluster.last()).is_some_and(|(first, last)| document.is_torn(first.line, last.line));
        cluster.iter_mut().for_each(|found| found.torn = torn);
    }
    found
}

impl Words {
    /// Whether the letters of a line without its numbers are words of pages only (`第#页`, `Page#of#`), one of them at least.
    fn names_pages(&self, key: &str) -> bool {
        let mut rest = key;
        let mut named = false;
        while let Some(c) = rest.chars().next() {
            let longest = self.page_words.iter().filter_map(|word| rest.strip_prefix(word)).min_by_key(|after| after.len());
            if let Some(after) = longest {
                (rest, named) = (after, true);
            } else if c.is_alphanumeric() {
                return false;
            } else {
                rest = &rest[c.len_utf8()..];
            }
        }
        named
    }
}
