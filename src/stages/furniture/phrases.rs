//! The lexicon of furniture phrases (`rules/furniture/phrases.tsv`).

use std::collections::HashMap;

use regex::Regex;

use super::lexicon::Lexicon;
use super::limits;
use crate::rule::{RuleBook, RuleError};

/// The file with the phrases.
const FILE: &str = "furniture/phrases.tsv";

/// Kinds of furniture that phrases tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Menu,
    Account,
    Tool,
    List,
    Table,
    Legal,
    Share,
    Comment,
    Press,
    Chrome,
}

impl Kind {
    /// Every kind with its name in the file.
    const ALL: [(&'static str, Kind); 10] = [
        ("menu", Kind::Menu),
        ("account", Kind::Account),
        ("tool", Kind::Tool),
        ("list", Kind::List),
        ("table", Kind::Table),
        ("legal", Kind::Legal),
        ("share", Kind::Share),
        ("comment", Kind::Comment),
        ("press", Kind::Press),
        ("chrome", Kind::Chrome),
    ];
}

/// What the phrases say of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hits {
    /// The kind of the phrase that is the whole line.
    pub(super) line: Option<Kind>,
    /// Whether that phrase is safe: furniture wherever it stands alone.
    pub(super) line_safe: bool,
    /// Safe phrases inside the line, by kind.
    pub(super) legal: u8,
    pub(super) share: u8,
    pub(super) comment: u8,
    pub(super) list: u8,
    /// Unsafe phrases inside the line.
    pub(super) press: u8,
    pub(super) chrome: u8,
}

impl Hits {
    /// The kinds of safe phrases in the line.
    pub(super) fn safe_kinds(&self) -> impl Iterator<Item = Kind> {
        let inside = [(self.legal, Kind::Legal), (self.share, Kind::Share), (self.comment, Kind::Comment), (self.list, Kind::List)];
        let line = self.line.filter(|kind| self.line_safe && [Kind::Account, Kind::Tool, Kind::List, Kind::Table].contains(kind));
        inside.into_iter().filter_map(|(count, kind)| (count > 0).then_some(kind)).chain(line)
    }

    /// Safe phrases in the line, the line itself counted.
    pub(super) fn safe(&self) -> usize {
        usize::from(self.legal) + usize::from(self.share) + usize::from(self.comment) + usize::from(self.list) + usize::from(self.line_safe)
    }
}

/// The lexicon, ready for use.
#[derive(Debug)]
pub(super) struct Phrases {
    lines: HashMap<String, (Kind, bool)>,
    parts: Regex,
    kinds: HashMap<String, Kind>,
    /// The other words of the stage.
    pub(super) lexicon: Lexicon,
}

impl Phrases {
    /// Reads the lexicon.
    pub(super) fn load(rules: &RuleBook) -> Result<Phrases, RuleError> {
        let mut lines = HashMap::new();
        let mut kinds = HashMap::new();
        let mut parts: Vec<&str> = Vec::new();
        for (number, row) in rules.rows(FILE)? {
            let wrong = |reason: &str| RuleError::Format { file: FILE.to_owned(), reason: format!("line {number}: {reason}") };
            let &[phrase, place, kind, safety] = row.as_slice() else { return Err(wrong("four columns are due")) };
            let kind = Kind::ALL.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind).ok_or_else(|| wrong("unknown kind of furniture"))?;
            match place {
                "line" => {
                    lines.insert(bare(phrase), (kind, safety == "safe"));
                }
                "part" => {
                    kinds.insert(phrase.to_owned(), kind);
                    parts.push(phrase);
                }
                _ => return Err(wrong("the place is line or part")),
            }
        }
        // The first alternative wins: longer phrases first.
        parts.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        let pattern = parts.iter().map(|phrase| regex::escape(phrase)).collect::<Vec<_>>().join("|");
        let parts = Regex::new(&pattern).map_err(|error| RuleError::Format { file: FILE.to_owned(), reason: error.to_string() })?;
        Ok(Phrases { lines, parts, kinds, lexicon: Lexicon::load(rules)? })
    }

    /// What the lexicon says of a line.
    pub(super) fn read(&self, line: &str) -> Hits {
        let mut hits = Hits::default();
        if line.len() > limits::PHRASE_LINE {
            return hits;
        }
        // Nearly every line of a document ends here.
        if line.len() > limits::LONG_PHRASE_LINE && line.ends_with('。') && !self.lexicon.imprint.stand_in(line) {
            return hits;
        }
        if line.len() <= limits::PHRASE_ALONE
            && let Some(&(kind, safe)) = self.lines.get(&bare(line))
        {
            hits.line = Some(kind);
            hits.line_safe = safe;
        }
        for found in self.parts.find_iter(line) {
            let slot = match self.kinds.get(found.as_str()) {
                Some(Kind::Legal) => &mut hits.legal,
                Some(Kind::Share) => &mut hits.share,
                Some(Kind::Comment) => &mut hits.comment,
                Some(Kind::List) => &mut hits.list,
                Some(Kind::Press) => &mut hits.press,
                _ => &mut hits.chrome,
            };
            *slot = slot.saturating_add(1);
        }
        if line.len() > limits::LONG_PHRASE_LINE && hits.safe() < 2 {
            hits = Hits { press: hits.press, chrome: hits.chrome, ..Hits::default() };
        }
        hits
    }
}

/// A line or phrase as whole lines are compared: without blanks and framing marks.
fn bare(line: &str) -> String {
    let framed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = framed.trim_matches(['：', ':', '>', '»', '>', '·', '•', '|', '｜', '【', '】', '[', ']', '-', '…', '.', '×', '▼', '∨', '＞', '！']);
    if bare.is_empty() { framed } else { bare.to_owned() }
}
