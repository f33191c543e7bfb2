//! Short lines of pages by what they are (credits, titles, fields of a record), from the patterns of `rules/markup/lines.tsv`.

use std::collections::HashMap;
use std::sync::Arc;

use regex::{Match, Regex, RegexSet};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::limits;
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
        let (mut labels, mut names) = (Vec::new(), Vec::new());
        for (line, row) in &rows {
            let in_line = |e: Error| error(format!("line {line}: {e}"));
            let field = |gives: &str| Field::deserialize(gives.into_deserializer()).map_err(in_line);
            match row[..] {
                ["label", pattern, gives] => labels.push((regex(pattern)?, field(gives)?)),
                ["name", pattern, gives] => names.push((regex(&pattern.replace("{name}", name))?, field(gives)?)),
                ["name", _] => {}
                [sort, pattern] if !pattern.is_empty() => {
                    let sort = Sort::deserialize(sort.into_deserializer()).map_err(in_line)?;
                    patterns.entry(sort).or_default().push(pattern);
                }
                _ => return Err(error(format!("line {line}: a sort and a pattern"))),
            }
        }
        let set = |(sort, patterns): (Sort, Vec<&str>)| Ok((sort, RegexSet::new(patterns).map_err(|e| error(e.to_string()))?));
        Ok(Lexicon { sorts: patterns.into_iter().map(set).collect::<Result<_, RuleError>>()?, labels, names, words: Arc::clone(words) })
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
        let labels = |name: &Match<'_>| {
            line.get(name.start()..).is_some_and(|rest| self.names.iter().any(|(pattern, _)| pattern.find(rest).is_some_and(|found| found.start() == 0)))
        };
        names.filter_map(|(pattern, _)| pattern.captures(line)?.get(1)).filter(|name| !labels(name)).map(|name| name.as_str()).next()
    }
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
        assert_eq!(lexicon.credited(Field::Editor, "（责编：李四、王五）"), Some("李四、王五"));
    }
}
