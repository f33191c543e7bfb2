//! The ledger of a page: how much visible text there was, how much was kept, what kinds of it went, and what a person should look at.
//!
//! It is a sum over the layers of a document, so a document that comes back from its files has the same. `docs/ledger.md` says what is counted.

mod limits;
mod stretch;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::code::{Code, StageName};
use crate::document::{Document, Status};
use crate::edit::EditRef;
use crate::rule::{DropKind, Drops, RuleBook, RuleError};
use crate::stages::markup::visible::{Seen, Sight};
use stretch::{Found, Place, Stretches};

/// Why a person should look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// There was text, and nothing of it was kept.
    NothingKept,
    /// Far more prose went than was kept, or no prose was kept of a page with much text.
    LittleKept,
    /// A stretch of prose went that is long beside what was kept.
    ProseDropped,
    /// What follows the text was cut off with a signature in it, and the text has none.
    EndCut,
}

impl Reason {
    /// The reason as it stands in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NothingKept => "nothing_kept",
            Reason::LittleKept => "little_kept",
            Reason::ProseDropped => "prose_dropped",
            Reason::EndCut => "end_cut",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// The longest stretch of prose that was dropped in one piece.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DroppedProse {
    /// The letters of its prose.
    pub letters: usize,
    /// What kind of text its rule takes out.
    pub kind: DropKind,
    /// The rule that dropped it.
    pub rule: Code,
    /// Its first byte in the decoded page.
    pub at: usize,
    /// Its first characters.
    pub text: String,
}

/// What became of the visible text of a page. Everything is counted in letters: characters that Unicode calls alphanumeric, Han among them.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Ledger {
    /// What was visible: what was kept and what was dropped, together.
    pub visible: usize,
    /// What stands in the clean text.
    pub kept: usize,
    /// The part of the visible text that was kept, from 0 to 1, with four digits; 1 for a page without any.
    pub kept_share: f64,
    /// What was dropped, by kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dropped: BTreeMap<DropKind, usize>,
    /// How many letters more there are because text was mended (escapes, mojibake, torn characters), or fewer. So many fewer, or more, stood visible on the decoded page.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub converted: i64,
    /// The longest stretch of prose that was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest_drop: Option<DroppedProse>,
    /// Why a person should look at the page; empty where nothing is out of line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_me: Vec<Reason>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_zero(count: &i64) -> bool {
    *count == 0
}

/// What ledgers are made with.
#[derive(Debug)]
pub(crate) struct Bookkeeper {
    drops: Drops,
    sight: Sight,
}

impl Bookkeeper {
    /// Reads from the rules what each of them takes out.
    pub(crate) fn read(rules: &RuleBook) -> Result<Bookkeeper, RuleError> {
        Ok(Bookkeeper { drops: rules.drops()?, sight: Sight::read(rules)? })
    }

    /// The ledger of a document.
    pub(crate) fn ledger(&self, document: &Document) -> Ledger {
        if let Status::Rejected { rule, .. } = document.status() {
            return self.of_rejected(document, *rule);
        }
        let mut count = Count::default();
        for (number, (stage, layer)) in document.layers().iter().enumerate() {
            count.begin_layer(number);
            for (nth, edit) in layer.edits().enumerate() {
                count.edit(self, *stage, nth, &edit);
            }
            count.stretches.end();
        }
        let (kept, kept_prose) = stretch::measure(document.text());
        let mut ledger = Ledger::of(kept, count.dropped, count.converted);
        let found = count.stretches.longest();
        ledger.largest_drop = found.as_ref().and_then(|found| self.show(document, found));
        ledger.check_me = self.reasons(document, &ledger, kept_prose, &count.stretches);
        ledger
    }

    /// The ledger of a page that was given up: all its text went.
    fn of_rejected(&self, document: &Document, rule: Code) -> Ledger {
        let mut letters = 0;
        let mut see = |seen: Seen<'_>| {
            match seen {
                Seen::Text(_, text) => letters += stretch::letters(text),
                Seen::Character(_, c) => letters += usize::from(stretch::is_letter(c)),
                _ => {}
            }
            true
        };
        if rule.letter() == StageName::Markup.letter() {
            self.sight.look(&document.text, 0, see);
        } else {
            see(Seen::Text(0, &document.text));
        }
        let mut ledger = Ledger::of(0, [(DropKind::Rejected, letters)].into(), 0);
        if letters > 0 {
            ledger.check_me.push(Reason::NothingKept);
        }
        ledger
    }

    /// Shows what an edit removes: markup where it is the stage markup's, else lines.
    fn look<'a>(&self, stage: StageName, old: &'a str, from: usize, mut see: impl FnMut(Seen<'a>) -> bool) {
        if stage == StageName::Markup {
            return self.sight.look(old, from, see);
        }
        let mut at = from;
        for line in old.get(from..).unwrap_or_default().split_inclusive('\n') {
            if !see(Seen::Text(at, line)) || line.ends_with('\n') && !see(Seen::Break) {
                return;
            }
            at += line.len();
        }
    }

    /// A stretch as it is written down.
    fn show(&self, document: &Document, found: &Found) -> Option<DroppedProse> {
        let (stage, layer) = document.layers().get(found.from.layer)?;
        let edit = layer.edits().nth(found.from.edit)?;
        let mut text = String::new();
        let mut shown = 0;
        let mut put = |c: char| {
            let blank = c.is_whitespace() && (text.is_empty() || text.ends_with(' '));
            if !blank && shown < limits::SHOWN {
                text.push(if c.is_whitespace() { ' ' } else { c });
                shown += 1;
            }
            shown < limits::SHOWN
        };
        self.look(*stage, edit.old, found.from.byte, |seen| match seen {
            Seen::Text(_, text) => text.chars().all(&mut put),
            Seen::Character(_, c) => put(c),
            Seen::Break => put(' '),
            Seen::Link(_) => true,
        });
        let at = edit.at.start + found.from.byte;
        let place = document.layers()[..found.from.layer].iter().rev().fold(at..at, |at, (_, layer)| layer.to_input(at));
        let text = text.trim_end().to_owned();
        Some(DroppedProse { letters: found.letters, kind: found.kind, rule: found.rule, at: place.start, text })
    }

    fn reasons(&self, document: &Document, ledger: &Ledger, kept_prose: usize, stretches: &Stretches) -> Vec<Reason> {
        let mut reasons = Vec::new();
        // The other articles of a page that is several documents are kept elsewhere.
        let elsewhere = document.article().is_some();
        let prose = if elsewhere { 0 } else { stretches.prose() };
        let little_prose = prose >= limits::MUCH_PROSE && kept_prose * limits::LITTLE_KEPT_SHARE < prose;
        let no_prose = kept_prose == 0 && ledger.visible >= limits::MUCH_TEXT && ledger.kept * limits::NO_PROSE_SHARE < ledger.visible;
        if ledger.kept == 0 && ledger.visible > 0 {
            reasons.push(Reason::NothingKept);
        } else if little_prose || no_prose && !elsewhere {
            reasons.push(Reason::LittleKept);
        }
        let long = |(kind, letters): (DropKind, usize)| letters >= limits::PROSE_DROPPED && letters * share(kind) > kept_prose;
        if !elsewhere && stretches.by_kind().any(long) {
            reasons.push(Reason::ProseDropped);
        }
        if ledger.kept > 0 && !stretches.tails().is_empty() && self.cuts_signature(document, stretches.tails()) {
            reasons.push(Reason::EndCut);
        }
        reasons
    }

    /// Whether the first blocks behind the text have a signature, and the end of the text has none.
    fn cuts_signature(&self, document: &Document, tails: &[Place]) -> bool {
        let words = &document.words;
        let mut end = document.text().len();
        let mut cut = false;
        for (number, (stage, layer)) in document.layers().iter().enumerate().rev() {
            // How long the text before the layer was tells whether its last edits reach the end.
            let sizes = |(old, with, _), edit: EditRef<'_>| (old + edit.old.len(), with + edit.with.len(), edit.at.end);
            let (old, with, last) = layer.edits().fold((0usize, 0usize, 0usize), sizes);
            end = (end + old).saturating_sub(with);
            let Some(tail) = tails.iter().find(|tail| tail.layer == number) else { continue };
            let reaches = last == end;
            if cut || !reaches {
                continue;
            }
            let lines = self.tail(*stage, layer.edits().skip(tail.edit));
            let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
            cut = words.signatures(&lines).iter().any(|signature| !signature.issuers.is_empty() && signature.date.is_some());
        }
        if !cut {
            return false;
        }
        let mut lines: Vec<&str> = document.text().lines().rev().filter(|line| !line.trim().is_empty()).take(limits::END_LINES).collect();
        lines.reverse();
        words.signatures(&lines).is_empty() && words.lone_dates(&lines).is_empty()
    }

    /// The first blocks of some edits that drop.
    fn tail<'a>(&self, stage: StageName, edits: impl Iterator<Item = EditRef<'a>>) -> Vec<String> {
        let (mut lines, mut line) = (Vec::new(), String::new());
        let mut room = 0;
        for edit in edits.filter(|edit| self.drops.of(edit.rule).is_some()) {
            self.look(stage, edit.old, 0, |seen| {
                match seen {
                    Seen::Text(_, text) => text.chars().take(limits::TAIL_CHARS).for_each(|c| {
                        if room < limits::TAIL_CHARS && !(line.is_empty() && c.is_whitespace()) {
                            line.push(c);
                            room += 1;
                        }
                    }),
                    Seen::Character(_, c) => line.push(c),
                    Seen::Break if line.trim().is_empty() => line.clear(),
                    Seen::Break => {
                        lines.push(std::mem::take(&mut line));
                        room = 0;
                    }
                    Seen::Link(_) => {}
                }
                lines.len() < limits::TAIL_BLOCKS
            });
            if lines.len() >= limits::TAIL_BLOCKS {
                break;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// A stretch of this kind is long beside kept prose of so many times its letters.
fn share(kind: DropKind) -> usize {
    match kind {
        DropKind::OtherArticle | DropKind::Comment => limits::OTHER_TEXT_SHARE,
        DropKind::Hidden => limits::HIDDEN_SHARE,
        _ => limits::PROSE_SHARE,
    }
}

impl Ledger {
    fn of(kept: usize, dropped: BTreeMap<DropKind, usize>, converted: i64) -> Ledger {
        let visible = kept + dropped.values().sum::<usize>();
        let kept_share = if visible == 0 { 1.0 } else { (kept as f64 / visible as f64 * 1e4).round() / 1e4 };
        Ledger { visible, kept, kept_share, dropped, converted, ..Ledger::default() }
    }
}

/// What has been counted so far.
#[derive(Default)]
struct Count {
    dropped: BTreeMap<DropKind, usize>,
    converted: i64,
    stretches: Stretches,
    layer: usize,
    /// The byte after the last edit of the layer.
    cursor: usize,
}

impl Count {
    fn begin_layer(&mut self, number: usize) {
        (self.layer, self.cursor) = (number, 0);
        self.stretches.begin(number);
    }

    fn edit(&mut self, keeper: &Bookkeeper, stage: StageName, nth: usize, edit: &EditRef<'_>) {
        if edit.at.start > self.cursor {
            self.stretches.kept(nth);
        }
        self.cursor = edit.at.end;
        let put = stretch::letters(edit.with);
        match keeper.drops.of(edit.rule) {
            Some(kind) => {
                let from = Place { layer: self.layer, edit: nth, byte: 0 };
                let mut letters = 0;
                self.stretches.rule(edit.rule, kind);
                keeper.look(stage, edit.old, 0, |seen| {
                    letters += self.stretches.see(seen, from);
                    true
                });
                if letters > 0 {
                    *self.dropped.entry(kind).or_default() += letters;
                }
                self.converted += put as i64;
            }
            // What the stage markup takes out without a kind is markup.
            None if stage == StageName::Markup => {}
            None => self.converted += put as i64 - stretch::letters(edit.old) as i64,
        }
        if put > 0 {
            self.stretches.kept(nth + 1);
        }
    }
}
