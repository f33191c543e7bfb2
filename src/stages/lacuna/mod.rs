//! Torn and lost characters are restored or marked.
//!
//! Somewhere on a page's way a tool cut GB2312 text at a full-width mark found at any byte offset, or lost a byte. What is left is
//! evidence of every byte but a few: the lattice of all texts that look like this when damaged so is searched with the judge, and
//! each character gets its probability. What is sure is restored, what is not becomes `〓` with its candidates. `docs/lacuna.md` says more.

mod answer;
mod cells;
#[cfg(test)]
mod damage;
mod dots;
mod foreign;
mod lattice;
mod limits;
mod page;
mod places;
mod scan;
mod score;
mod search;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use self::page::Page;
use self::places::collect;
use self::scan::Forms;
use self::search::Budget;
use crate::calibration::{Calibration, Lacuna as Scale};
use crate::code::{Code, StageName};
use crate::config::Marks;
use crate::edit::Proposal;
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};
use crate::stage::{BuildError, Resources, Stage};
use crate::text::Text;

/// Restored from a false delimiter.
const TORN: Code = Code::new("E001");
/// Restored from a shift by a lost byte.
const SHIFTED: Code = Code::new("E002");
/// A replacement character.
const REPLACEMENT: Code = Code::new("E003");
/// A private-use character that nothing explains.
const PRIVATE: Code = Code::new("E004");
/// The page is too damaged to be searched to its end.
const UNFINISHED: Code = Code::new("E005");

/// The middle dot of a name or title that became `?`.
const DOT: Code = Code::new("E006");

/// Which file has the characters of foreign names.
const NAMES_FILE: &str = "lacuna/transliteration.tsv";

/// Which file says how a converter writes simplified characters.
const TRADITIONAL_FILE: &str = "script/STCharacters.txt";

/// Which file says what script conversion makes of the characters of a damaged run.
const CONVERTED_FILE: &str = "lacuna/converted.tsv";

/// The mark of a missing character.
const MISSING: char = '〓';

/// The stage.
pub(crate) struct Lacuna {
    judge: Arc<Judge>,
    /// From which confidence edits are applied: which characters are written and which are marked `〓` depends on it.
    needed: Marks,
    /// What the judge's logarithms are worth.
    scale: Scale,
    converted: Vec<(char, char)>,
    names: BTreeSet<char>,
    /// Simplified characters that no traditional text has.
    other_form: BTreeSet<char>,
    forms: OnceLock<Forms>,
}

impl Lacuna {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        let mut names = BTreeSet::new();
        for (_, row) in resources.rules.rows(NAMES_FILE)? {
            names.extend(row.iter().flat_map(|field| field.chars()));
        }
        let mut other_form = BTreeSet::new();
        for (_, row) in resources.rules.rows(TRADITIONAL_FILE)? {
            if let [simplified, forms] = row.as_slice()
                && let Some(c) = simplified.chars().next().filter(|&c| !forms.contains(c))
            {
                other_form.insert(c);
            }
        }
        let needed = resources.config.marks();
        let scale = Calibration::load(&resources.rules)?.lacuna;
        Ok(Self { judge: resources.judge.clone(), needed, scale, converted: read_converted(&resources.rules)?, names, other_form, forms: OnceLock::new() })
    }

    fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| Forms::new(self.converted.clone(), &self.other_form))
    }
}

fn read_converted(rules: &RuleBook) -> Result<Vec<(char, char)>, RuleError> {
    let mut pairs = Vec::new();
    for (line, row) in rules.rows(CONVERTED_FILE)? {
        let chars: Vec<char> = row.iter().flat_map(|field| field.chars()).collect();
        let &[shown, was] = chars.as_slice() else {
            return Err(RuleError::Format { file: CONVERTED_FILE.to_owned(), reason: format!("line {line}: two columns of one character each") });
        };
        pairs.push((shown, was));
    }
    Ok(pairs)
}

impl Stage for Lacuna {
    fn name(&self) -> StageName {
        StageName::Lacuna
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let work = (limits::WORK_PER_BYTE * text.len() as u64).clamp(limits::WORK, limits::WORK_MOST);
        let mut budget = Budget(work);
        out.accept_from(self.needed.damage);
        let undecided = self.read(text, &mut budget, out);
        // What is restored is evidence for what is not, so that cleaning the clean text finds nothing new.
        if undecided && budget.0 > work / limits::WORK_LEFT_TO_READ_AGAIN {
            out.ask_again();
        }
        dots::restore(text, &self.names, out);
    }
}

impl Lacuna {
    /// Proposes what is to be said of torn, shifted and lost characters. Whether something that looks like damage was left as it stands.
    fn read(&self, text: &str, budget: &mut Budget, out: &mut Proposal) -> bool {
        let mut places = collect(text, 0..text.len(), || self.forms(), self.judge.as_ref());
        foreign::leave(text, &mut places);
        !places.is_empty() && Page::new(self.judge.as_ref(), self.forms(), text, (self.needed, &self.scale), &places, budget).clean(places, out)
    }
}
