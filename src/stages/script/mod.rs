//! Traditional becomes simplified.
//!
//! An [`Engine`] says what OpenCC's dictionaries would change, corrected by our exception list; this stage decides what of
//! it is done. A character that only traditional text has is converted wherever it stands; one that both scripts have is
//! converted only where the text around it is traditional. `docs/script.md` says how the decision is made.

mod chain;
mod classes;
mod dictionary;
mod engine;
mod evidence;
mod limits;
#[cfg(feature = "opencc")]
mod opencc;
mod sense;

pub use engine::Engine;

use std::ops::Range;
use std::sync::Arc;

use crate::chars::decode;
use crate::code::Code;
use crate::code::StageName;
use crate::config::{ScriptEngine, ScriptGate};
use crate::edit::Proposal;
use crate::finding::{Fact, Script as PageScript};
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};
use crate::stage::{BuildError, Resources, Stage};
use crate::text::Text;

use chain::Chain;
use classes::{Classes, TRADITIONAL};
use engine::TableEngine;
use evidence::{Reach, Surroundings};
use sense::Sense;

/// A character that only traditional text has.
pub(crate) const BY_CHARACTER: Code = Code::new("S001");
/// OpenCC's tables, on a character that simplified text has too.
pub(crate) const BY_TABLE: Code = Code::new("S002");
/// The exception list.
pub(crate) const BY_EXCEPTION: Code = Code::new("S003");
/// A character with several readings, decided by its sentence.
pub(crate) const BY_SENSE: Code = Code::new("S004");
/// A character that is mentioned, not used.
const MENTIONED: Code = Code::new("S005");
/// The script of the page.
const SCRIPT: Code = Code::new("S006");

/// The stage.
pub struct Script {
    gate: ScriptGate,
    engine: Box<dyn Engine>,
    classes: Classes,
    sense: Sense,
    judge: Arc<Judge>,
}

/// The exception list: key, value.
fn exceptions(rules: &RuleBook) -> Result<Vec<(String, String)>, RuleError> {
    let file = "script/exceptions.tsv";
    rules
        .rows(file)?
        .map(|(line, row)| match row.as_slice() {
            [key, value, _reason] if !key.is_empty() && !value.is_empty() => Ok(((*key).to_owned(), (*value).to_owned())),
            _ => Err(RuleError::Format { file: file.to_owned(), reason: format!("line {line}: a row is key, value and reason") }),
        })
        .collect()
}

/// The chain of dictionaries that the settings ask for.
fn chain(resources: &Resources, sense: &Sense) -> Result<Chain, RuleError> {
    let mut chain = Chain::read(&resources.rules, resources.config.script.profile)?;
    if resources.config.script.exceptions {
        chain.correct(&exceptions(&resources.rules)?, &sense.defaults());
    }
    Ok(chain)
}

#[cfg(feature = "opencc")]
fn second_engine(chain: &Chain) -> Result<Box<dyn Engine>, BuildError> {
    Ok(Box::new(opencc::OpenCc::new(chain)?))
}

#[cfg(not(feature = "opencc"))]
fn second_engine(_chain: &Chain) -> Result<Box<dyn Engine>, BuildError> {
    Err(BuildError::Config("script.engine = \"opencc\" needs a program built with the feature opencc (cargo build --features opencc)".to_owned()))
}

/// The engine that the settings ask for, without the stage's decisions: for tests and benchmarks.
#[cfg(feature = "measure")]
pub fn engine(resources: &Resources) -> Result<Box<dyn Engine>, BuildError> {
    engine_of(resources, &chain(resources, &Sense::read(&resources.rules)?)?)
}

fn engine_of(resources: &Resources, chain: &Chain) -> Result<Box<dyn Engine>, BuildError> {
    match resources.config.script.engine {
        ScriptEngine::Table => Ok(Box::new(TableEngine::new(chain))),
        ScriptEngine::Opencc => second_engine(chain),
    }
}

impl Script {
    /// Sets the stage up.
    pub fn new(resources: &Resources) -> Result<Self, BuildError> {
        let sense = Sense::read(&resources.rules)?;
        let chain = chain(resources, &sense)?;
        let groups = chain.normalization.iter().chain(&chain.steps);
        let entries = groups.flatten().flat_map(|(_, dictionary)| &dictionary.entries);
        let classes = Classes::read(&resources.rules, entries.map(|(key, value)| (key.as_str(), value.as_str())))?;
        Ok(Self { gate: resources.config.script.gate, engine: engine_of(resources, &chain)?, classes, sense, judge: resources.judge.clone() })
    }
}

/// An edit that grows as long as changes by one rule and with one confidence touch it.
#[derive(Default)]
struct Growing {
    at: Range<usize>,
    with: String,
    rule: Option<Code>,
    confidence: f32,
}

impl Growing {
    fn add(&mut self, at: Range<usize>, with: &str, rule: Code, confidence: f32, out: &mut Proposal) {
        if self.rule == Some(rule) && self.at.end == at.start && self.confidence == confidence {
            self.at.end = at.end;
            self.with.push_str(with);
            return;
        }
        self.flush(out);
        self.at = at;
        self.with.push_str(with);
        self.rule = Some(rule);
        self.confidence = confidence;
    }

    fn flush(&mut self, out: &mut Proposal) {
        if let Some(rule) = self.rule.take() {
            out.replace(self.at.clone(), &self.with, rule, self.confidence);
        }
        self.with.clear();
    }
}

impl Script {
    /// Whether all that stands at a place is traditional and nothing else.
    #[inline]
    fn is_traditional(&self, line: &str, mut at: Range<usize>) -> bool {
        while at.start < at.end {
            let (code_point, length) = decode(line.as_bytes(), at.start);
            if self.classes.of(code_point) != TRADITIONAL {
                return false;
            }
            at.start += length;
        }
        true
    }

    /// Goes through one line and proposes what `reach` allows. On a traditional page nothing is taken for the rest of mojibake.
    fn convert(&self, text: &str, line: Range<usize>, reach: Reach, traditional_page: bool, out: &mut Proposal) {
        let Some(words) = text.get(line.clone()) else { return };
        let mut growing = Growing::default();
        self.engine.convert(words, &mut |change| {
            let at = line.start + change.at.start..line.start + change.at.end;
            let plain = change.rule != BY_SENSE && self.is_traditional(words, change.at.clone());
            let surroundings = || Surroundings { line: words, at: change.at.clone(), classes: &self.classes };
            if !traditional_page && surroundings().is_misread() {
                return;
            }
            if plain {
                let rule = if change.rule == BY_TABLE { BY_CHARACTER } else { change.rule };
                if reach != Reach::Everything && surroundings().is_mention() {
                    growing.flush(out);
                    out.replace(at, change.with, MENTIONED, limits::MENTION).note("mentioned, not used");
                } else {
                    growing.add(at, change.with, rule, 1.0, out);
                }
                return;
            }
            let confidence = match reach {
                Reach::Everything => 1.0,
                Reach::Traditional => return,
                Reach::Nearby if surroundings().are_traditional() => limits::NEARBY,
                Reach::Nearby => return,
            };
            if change.rule != BY_SENSE {
                growing.add(at, change.with, change.rule, confidence, out);
                return;
            }
            let old = words.get(change.at.clone()).unwrap_or_default();
            let decision = self.sense.decide(&self.judge, words, change.at.clone(), old);
            if decision.reading != old {
                growing.flush(out);
                let certainty = decision.probability.min(confidence);
                out.replace(at, decision.reading, BY_SENSE, certainty).candidates(decision.candidates);
            }
        });
        growing.flush(out);
    }
}

impl Stage for Script {
    fn name(&self) -> StageName {
        StageName::Script
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let survey = self.classes.survey(text);
        let verdict = evidence::judge_page(&survey);
        out.find(Fact::Script(verdict.script), 0..text.len(), SCRIPT);
        if self.gate == ScriptGate::Never {
            return;
        }
        for suspect in &survey.suspects {
            let reach = match self.gate {
                ScriptGate::Always => Some(Reach::Everything),
                _ => verdict.reach(&suspect.census),
            };
            if let Some(reach) = reach {
                self.convert(text, suspect.line.clone(), reach, verdict.script == PageScript::Traditional, out);
            }
        }
    }
}

#[cfg(test)]
mod tests;
