//! The text a stage reads, and what is known about its page so far.

use std::ops::{Deref, Range};

use crate::code::StageName;
use crate::finding::{Fact, Finding, FindingKind, TextKind};

/// What sort of page the bytes are said to be, from the name they came under. Content decides in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageKind {
    /// Nothing is said.
    #[default]
    Unknown,
    /// `.txt`
    Plain,
    /// `.md`
    Markdown,
    /// `.html`, `.htm`, …
    Html,
}

/// Where a page comes from. Never part of what decides about its content, but for the kind and for what a run has learnt from its other pages.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The name it goes by in messages and in the manifest.
    pub name: String,
    /// What sort of page its name promises.
    pub kind: PageKind,
    /// The character set a transport header named, if one did: evidence, not truth.
    pub charset: Option<String>,
    /// Which of the articles of the page is meant, from 0, where `markup.articles` asks for all of them.
    pub article: usize,
    /// What the run has learnt of the page's edges: hashes of lines that many pages of its folder have there.
    pub known_edge_lines: Vec<u64>,
}

impl Origin {
    /// An origin from a file name or record id: the ending tells the kind.
    pub fn named(name: impl Into<String>) -> Origin {
        let name = name.into();
        let lower = name.to_ascii_lowercase();
        let stem = lower.trim_end_matches(".gz").trim_end_matches(".zst");
        let kind = match stem.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html" | "htm" | "xhtml" | "shtml" | "asp" | "aspx" | "jsp" | "php") => PageKind::Html,
            Some("md" | "markdown") => PageKind::Markdown,
            Some("txt" | "text") => PageKind::Plain,
            _ => PageKind::Unknown,
        };
        Origin { name, kind, charset: None, article: 0, known_edge_lines: Vec::new() }
    }
}

/// The input of a stage. It reads as a `str`; all offsets are byte offsets in it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    text: &'a str,
    findings: &'a [Finding],
    origin: &'a Origin,
}

impl<'a> Text<'a> {
    /// A view of a text with what earlier stages found; the findings' offsets are of this text.
    pub fn new(text: &'a str, findings: &'a [Finding], origin: &'a Origin) -> Text<'a> {
        Text { text, findings, origin }
    }

    /// The characters.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The findings of one kind.
    pub fn found(&self, kind: FindingKind) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.findings.iter().filter(move |finding| finding.kind() == kind)
    }

    /// The last finding of one kind.
    pub(crate) fn last_found(&self, kind: FindingKind) -> Option<&'a Finding> {
        self.findings.iter().rev().find(|finding| finding.kind() == kind)
    }

    /// The stretches that are no prose, in order.
    pub(crate) fn stretches(&self) -> Vec<(Range<usize>, TextKind)> {
        let stretch = |finding: &Finding| match finding.fact {
            Fact::Kind(share) if !finding.at.is_empty() => Some((finding.at.clone(), share.kind)),
            _ => None,
        };
        let mut all: Vec<(Range<usize>, TextKind)> = self.found(FindingKind::Kind).filter_map(stretch).collect();
        all.sort_by_key(|(at, _)| at.start);
        all
    }

    /// Those of them that a stage leaves as they are.
    pub(crate) fn spared(&self, stage: StageName) -> Vec<Range<usize>> {
        self.stretches().into_iter().filter(|(_, kind)| kind.is_spared_by(stage)).map(|(at, _)| at).collect()
    }

    /// Where the page comes from.
    pub fn origin(&self) -> &'a Origin {
        self.origin
    }
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        self.text
    }
}

/// The lines of a text, as byte ranges without their ends.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// The lines of any text.
    pub(crate) fn of(text: &'a str) -> Lines<'a> {
        Lines { text, at: 0 }
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;
    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |n| start + n);
        self.at = end + 1;
        Some(start..end)
    }
}
