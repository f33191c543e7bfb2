//! Short lines of pages by what they are (credits, titles, fields of a record), from the patterns of `rules/markup/lines.tsv`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use regex::{Match, Regex, RegexSet};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::limits;
use crate::chars::is_han;
use crate::rule::{RuleBook, RuleError};
use crate::structure::Words;

/// The file of the patterns.
const FILE: &str = "markup/lines.tsv";

/// A sort of line, or of what a line holds. The file writes the names in lower case.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sort {
    /// Between headline and text it speaks about the document.
    Credit,
    /// A credit that says by a label what it is: 发布时间：, 来源：.
    Imprint,
    /// Holds a date with a time of day, as posts and comments do.
    Stamp,
    /// Says when something was posted: a date, or how long ago.
    Posted,
    /// Opens an article with place and date (`新华社北京5月9日电`).
    Dateline,
    /// Holds a document number (文号).
    Number,
    /// Ends like the title of an official document.
    Form,
    /// Holds a verb of such titles.
    Act,
    /// Says what such a title is about.
    About,
    /// The heading of what stands before a text: 前言, 摘要.
    Front,
    /// Opens with the word for an annex.
    Annex,
    /// What follows a tag that the text speaks of.
    Term,
    /// Ends with a word after which a thing is named.
    Named,
    /// What follows a thing of which something is said.
    Spoken,
    /// Begins as a note on rights does.
    Rights,
    /// Heads links to other pages.
    More,
    /// Ends with who took an image.
    Photo,
}

/// What a field of a record, or a credit, gives.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Field {
    Index,
    Subject,
    Issuer,
    Signed,
    Title,
    Number,
    Published,
    Keywords,
    Source,
    Author,
    Editor,
    Other,
}

/// The patterns, ready for use.
#[derive(Debug)]
pub(super) struct Lexicon {
    sorts: HashMap<Sort, RegexSet>,
    labels: Vec<(Regex, Field)>,
    /// Patterns whose first group is a name in a credit.
    names: Vec<(Regex, Field)>,
    /// Patterns of scripts whose first group names the source or the author.
    scripts: Vec<(Regex, Field)>,
    /// Names of elements (`#` and an id, `.` and a class) that hold the source or the author.
    elements: Vec<(String, Field)>,
    /// The vocabulary of documents.
    pub(super) words: Arc<Words>,
}

impl Lexicon {
    /// Reads the patterns.
    pub(super) fn read(rules: &RuleBook, words: &Arc<Words>) -> Result<Lexicon, RuleError> {
        let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let regex = |pattern: &str| Regex::new(pattern).map_err(|e| error(e.to_string()));
        let rows: Vec<_> = rules.rows(FILE)?.collect();
        let name = rows.iter().find_map(|(_, row)| if let ["name", pattern] = row[..] { Some(pattern) } else { None }).unwrap_or_default();
        let mut patterns: HashMap<Sort, Vec<&str>> = HashMap::new();
        let (mut labels, mut names, mut scripts, mut elements) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (line, row) in &rows {
            let in_line = |e: Error| error(format!("line {line}: {e}"));
            let field = |gives: &str| Field::deserialize(gives.into_deserializer()).map_err(in_line);
            match row[..] {
                ["label", pattern, gives] => labels.push((regex(pattern)?, field(gives)?)),
                ["name", pattern, gives] => names.push((regex(&pattern.replace("{name}", name))?, field(gives)?)),
                ["script", pattern, gives] => scripts.push((regex(pattern)?, field(gives)?)),
                ["element", name, gives] => elements.push((name.to_owned(), field(gives)?)),
                ["name", _] => {}
                [sort, pattern] if !pattern.is_empty() => {
                    let sort = Sort::deserialize(sort.into_deserializer()).map_err(in_line)?;
                    patterns.entry(sort).or_default().push(pattern);
                }
                _ => return Err(error(format!("line {line}: a sort and a pattern"))),
            }
        }
        let set = |(sort, patterns): (Sort, Vec<&str>)| Ok((sort, RegexSet::new(patterns).map_err(|e| error(e.to_string()))?));
        Ok(Lexicon { sorts: patterns.into_iter().map(set).collect::<Result<_, RuleError>>()?, labels, names, scripts, elements, words: Arc::clone(words) })
    }

    /// Whether a line is of a sort, or holds something of it. Lines are without blanks.
    pub(super) fn is(&self, sort: Sort, line: &str) -> bool {
        self.sorts.get(&sort).is_some_and(|set| set.is_match(line))
    }

    /// Whether a title is that of an official document.
    pub(super) fn is_official(&self, title: &str) -> bool {
        self.is(Sort::Form, title) && (self.is(Sort::Act, title) || title.chars().count() >= limits::OFFICIAL_CHARS)
    }

    /// The field that a line names, and what follows the name in the same line.
    pub(super) fn label<'t>(&self, line: &'t str) -> Option<(Field, &'t str)> {
        if line.chars().count() > limits::LABEL_CHARS as usize {
            return None;
        }
        self.labels.iter().find_map(|(pattern, field)| {
            let rest = &line[pattern.find(line)?.end()..];
            // A name without a colon is a field only when it stands alone.
            let value = rest.strip_prefix(['：', ':', '】', ']']).map(|v| v.trim_start_matches(['：', ':']));
            value.or(rest.is_empty().then_some("")).map(|value| (*field, value))
        })
    }

    /// The source, author or editor that a credit names.
    pub(super) fn credited<'t>(&self, field: Field, line: &'t str) -> Option<&'t str> {
        let names = self.names.iter().filter(|(_, gives)| *gives == field);
        // `作者：责任编辑：王某`: what follows the first label is the second one, and no name.
        let labels = |name: &Match<'_>| line.get(name.start()..).is_some_and(|rest| self.names.iter().any(|(pattern, _)| labels_value(pattern, rest)));
        let name = names.filter_map(|(pattern, _)| pattern.captures(line)?.get(1)).find(|name| !labels(name))?;
        let end = if matches!(field, Field::Author | Field::Editor) { self.names_end(line, name.end()) } else { name.end() };
        line.get(name.start()..end)
    }

    /// Where the names end that follow a first one, blanks between them: `作者：马某 李某 来源：某处`. A word before a colon is a label, and words of a page's
    /// furniture and names of papers are no persons.
    fn names_end(&self, line: &str, first: usize) -> usize {
        let mut end = first;
        for _ in 0..limits::MORE_NAMES {
            let rest = line.get(end..).unwrap_or_default();
            let Some(after) = rest.strip_prefix([' ', '\u{3000}']) else { break };
            let word = after.split(|c: char| !c.is_alphabetic() && c != '·').next().unwrap_or_default();
            let follows = after.get(word.len()..).unwrap_or_default().trim_start();
            let person = (2..=4).contains(&word.chars().count()) && word.chars().all(is_han) && !follows.starts_with(['：', ':', '／', '/', '丨', '｜']);
            let other = self.words.no_persons.end(word) || self.words.run_into.iter().any(|known| word.starts_with(known)) || self.words.is_issuer(word);
            if !person || other {
                break;
            }
            end += rest.len() - after.len() + word.len();
        }
        end
    }

    /// What a script says of source (`false`) and author (`true`), with its place in the script.
    pub(super) fn in_script(&self, script: &str) -> Vec<(bool, String, Range<usize>)> {
        let told = |(pattern, field): &(Regex, Field)| {
            let found = pattern.captures(script)?.get(1)?;
            Some((*field == Field::Author, found.as_str().to_owned(), found.range()))
        };
        self.scripts.iter().filter_map(told).collect()
    }

    /// Whether an element with this id and these classes holds the source (`false`) or the author (`true`) of its page.
    pub(super) fn of_element(&self, id: &str, classes: &str) -> Option<bool> {
        let is = |name: &str| match name.strip_prefix('.') {
            Some(class) => classes.split_whitespace().any(|own| own == class),
            None => name.strip_prefix('#') == Some(id),
        };
        if id.is_empty() && classes.is_empty() {
            return None;
        }
        self.elements.iter().find(|(name, _)| is(name)).map(|(_, field)| *field == Field::Author)
    }
}

/// Whether a text begins with the label of a credit and not with the name that it gives.
fn labels_value(pattern: &Regex, text: &str) -> bool {
    pattern.captures(text).and_then(|found| Some(found.get(0)?.start() == 0 && found.get(1)?.start() > 0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_name_their_sources() {
        let lexicon = Lexicon::read(&RuleBook::embedded(), &Words::embedded()).expect("the embedded patterns are well-formed");
        assert_eq!(lexicon.credited(Field::Source, "2024-05-12 17:19 来源：新华网 字号"), Some("新华网"));
        assert_eq!(lexicon.credited(Field::Author, "作者：张三 来源：某报"), Some("张三"));
        assert_eq!(lexicon.credited(Field::Author, "2021-06-01来源：某报作者：责任编辑：王某某"), None);
        assert_eq!(lexicon.credited(Field::Author, "作者：马某琳 李某亭 来源：某处"), Some("马某琳 李某亭"));
        assert_eq!(lexicon.credited(Field::Author, "作者：马某琳 字号：大"), Some("马某琳"));
        assert_eq!(lexicon.credited(Field::Author, "记者王小明／高雄报导"), Some("记者王小明"));
        assert_eq!(lexicon.credited(Field::Source, "来源｜新周刊（ID：a-b）"), Some("新周刊"));
        assert_eq!(lexicon.credited(Field::Editor, "（责编：李四、王五）"), Some("李四、王五"));
    }
}
