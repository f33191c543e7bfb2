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
mod language;
mod limits;
mod names;
#[cfg(feature = "opencc")]
mod opencc;
mod readings;
mod sense;
mod wiki;

pub use engine::Engine;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::chars::decode;
use crate::code::Code;
use crate::code::StageName;
use crate::config::{ScriptEngine, ScriptGate};
use crate::edit::{Layer, Proposal};
use crate::finding::{Fact, Finding, FindingKind, Heading, Script as PageScript};
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};
use crate::stage::{BuildError, Resources, Stage};
use crate::text::Text;

use chain::Chain;
use classes::{Classes, TRADITIONAL};
use engine::TableEngine;
use evidence::{Line, Reach, Surroundings, Verdict};
use language::Language;
use sense::{Sense, Spot};

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
/// Marks of MediaWiki for text in several scripts.
const WIKI: Code = Code::new("S007");

/// The stage.
pub struct Script {
    gate: ScriptGate,
    accept: f32,
    engine: Box<dyn Engine>,
    classes: Classes,
    language: Language,
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
        let beyond: HashSet<String> = resources.rules.rows("script/beyond.tsv")?.filter_map(|(_, row)| row.first().map(|c| (*c).to_owned())).collect();
        chain.correct(&exceptions(&resources.rules)?, &sense.defaults(), &beyond);
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
        let language = Language::read(&resources.rules)?;
        let classes = Classes::read(&resources.rules, entries.map(|(key, value)| (key.as_str(), value.as_str())), language.japanese())?;
        Ok(Self {
            gate: resources.config.script.gate,
            accept: resources.config.accept,
            engine: engine_of(resources, &chain)?,
            classes,
            language,
            sense,
            judge: resources.judge.clone(),
        })
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
    fn convert(&self, page: &Page<'_>, line: &Line, reach: Reach, out: &mut Proposal) {
        let Some(words) = page.text.get(line.at.clone()) else { return };
        let mut growing = Growing::default();
        self.engine.convert(words, &mut |change| {
            if line.stays.iter().any(|stays| stays.start < change.at.end && change.at.start < stays.end) {
                return;
            }
            let at = line.at.start + change.at.start..line.at.start + change.at.end;
            let plain = change.rule != BY_SENSE && self.is_traditional(words, change.at.clone());
            let surroundings = || Surroundings { line: words, at: change.at.clone(), classes: &self.classes };
            if page.script != PageScript::Traditional && surroundings().is_misread() {
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
            let spot = Spot { line: words, at: change.at.clone(), writes: &|c| page.writes(c) };
            let decision = self.sense.decide(&self.judge, &spot, old);
            if decision.reading != old {
                growing.flush(out);
                let certainty = decision.probability.min(confidence);
                out.replace(at, decision.reading, BY_SENSE, certainty).candidates(decision.candidates);
            }
        });
        growing.flush(out);
    }

    /// How far conversion goes in a line of such a page.
    fn reach(&self, page: PageScript, line: &Line) -> Option<Reach> {
        match self.gate {
            ScriptGate::Always => Some(Reach::Everything),
            ScriptGate::Never => None,
            ScriptGate::Auto => evidence::reach(page, &line.census),
        }
    }

    /// Proposes what is to change in the lines that the verdict leaves.
    fn convert_lines(&self, text: &str, verdict: &Verdict, out: &mut Proposal) {
        let page = Page { text, script: verdict.script };
        for line in &verdict.lines {
            if let Some(reach) = self.reach(verdict.script, line) {
                self.convert(&page, line, reach, out);
            }
        }
    }

    /// The words of a fact in the script of a page of this script; `None` where they stay.
    fn words_in_script(&self, page: PageScript, words: &str) -> Option<String> {
        let mut verdict = evidence::judge_page(words, self.classes.survey(words), &self.classes, &self.language);
        if page != PageScript::Mixed {
            verdict.script = page;
        }
        let mut proposal = Proposal::default();
        self.convert_lines(words, &verdict, &mut proposal);
        let layer = Layer::decide(words, proposal, self.accept).ok()?;
        if layer.is_empty() { None } else { layer.apply(words).ok() }
    }
}

/// A page whose lines are converted.
struct Page<'a> {
    text: &'a str,
    script: PageScript,
}

impl Page<'_> {
    /// Whether a traditional page writes a character so often that it keeps it apart from others.
    fn writes(&self, c: char) -> bool {
        self.script == PageScript::Traditional && self.text.matches(c).take(limits::APART).count() == limits::APART
    }
}

impl Stage for Script {
    fn name(&self) -> StageName {
        StageName::Script
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        // What the marks leave is converted with the lines around it, in the next reading.
        let marks = if self.gate == ScriptGate::Never { Vec::new() } else { wiki::marks(text) };
        if !marks.is_empty() {
            for marked in &marks {
                out.replace(marked.at.clone(), text.get(marked.shown.clone()).unwrap_or_default(), WIKI, limits::WIKI);
            }
            out.ask_again();
            return;
        }
        let verdict = evidence::judge_page(text, self.classes.survey(text), &self.classes, &self.language);
        out.find(Fact::Script(verdict.script), 0..text.len(), SCRIPT);
        self.convert_lines(text, &verdict, out);
    }

    /// A document has one script: what was read from its markup is converted with its text.
    fn restate(&self, text: &Text<'_>, finding: &Finding) -> Option<Fact> {
        let Fact::Script(script) = text.last_found(FindingKind::Script)?.fact else { return None };
        if script == PageScript::None {
            return None;
        }
        match &finding.fact {
            Fact::Url(_) => None,
            Fact::Heading(heading) => {
                let text = self.words_in_script(script, &heading.text)?;
                Some(Fact::Heading(Heading { text, ..heading.clone() }))
            }
            fact => Fact::read(fact.kind(), &self.words_in_script(script, fact.words()?)?),
        }
    }
}

#[cfg(test)]
mod tests;
