//! One document through the stages.

use std::sync::Arc;

use crate::config::Config;
use crate::document::{Document, Status};
use crate::edit::{Layer, Proposal};
use crate::finding::{Finding, FindingKind};
use crate::judge::Judge;
use crate::rule::{Code, RuleBook};
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::stages;
use crate::text::{Origin, Text};

/// A page is too large: offsets are kept in 32 bits.
const TOO_LARGE: Code = Code::new("D001");

/// The ordered list of stages. It is `Sync`, holds no state of a page, and is cheap to share.
///
/// ```
/// let pipeline = jiaokan::Pipeline::builder().build()?;
/// let raw = "為推進質量強國建設,現印發給你們。";
/// let document = pipeline.clean(raw.as_bytes());
/// assert_eq!(document.text(), "为推进质量强国建设，现印发给你们。\n");
/// // The comma of the clean text came from the ASCII one: byte offsets of the clean text, then of the raw page.
/// let comma = document.text().find('，').unwrap_or_default();
/// let place = document.locate(comma..comma + '，'.len_utf8())?;
/// assert_eq!(&raw[place], ",");
/// assert_eq!(document.restore()?, raw.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pipeline {
    setup: Setup,
    stages: Vec<Box<dyn Stage>>,
}

/// Puts a [`Pipeline`] together.
#[derive(Default)]
pub struct PipelineBuilder {
    config: Config,
    rules: Option<RuleBook>,
    judge: Option<Arc<Judge>>,
}

impl PipelineBuilder {
    /// Takes these settings.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Applies edits with at least this confidence.
    pub fn accept(mut self, accept: f32) -> Self {
        self.config.accept = accept;
        self
    }

    /// Takes these rules in place of the embedded ones.
    pub fn rules(mut self, rules: RuleBook) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Takes this judge in place of the embedded one.
    pub fn judge(mut self, judge: Arc<Judge>) -> Self {
        self.judge = Some(judge);
        self
    }

    /// Builds the stages that the settings ask for.
    pub fn build(self) -> Result<Pipeline, SetupError> {
        let mut rules = self.rules.unwrap_or_else(RuleBook::embedded);
        if let Some(folder) = &self.config.rules {
            rules.overlay(folder)?;
        }
        let judge = self.judge.unwrap_or_else(|| Arc::new(Judge::embedded()));
        let setup = Setup { judge, rules: Arc::new(rules), config: Arc::new(self.config) };
        let stages = stages::build(&setup)?;
        Ok(Pipeline { setup, stages })
    }
}

impl Pipeline {
    /// Starts from the defaults.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

    /// What the stages were built from.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// A fingerprint of everything besides the page that decides what comes out: version, rules, settings.
    /// Equal fingerprints and equal bytes give equal documents.
    pub fn fingerprint(&self) -> String {
        let setup = &self.setup;
        let all = format!("{} {} {} {:?}", env!("CARGO_PKG_VERSION"), setup.rules.fingerprint(), setup.judge.header().body, setup.config);
        blake3::hash(all.as_bytes()).to_hex()[..16].to_owned()
    }

    /// The stages that run, in order, decode included.
    pub fn stages(&self) -> impl Iterator<Item = StageName> + '_ {
        std::iter::once(StageName::Decode).chain(self.stages.iter().map(|stage| stage.name()))
    }

    /// Cleans one page. Never fails: a page that cannot be read comes back rejected, with the reason.
    pub fn clean(&self, bytes: &[u8]) -> Document {
        self.clean_page(bytes, &Origin::default())
    }

    /// Cleans every article of a page: one document where the page has one, or where the settings ask for the main one only. Each
    /// restores the whole page.
    pub fn clean_articles(&self, bytes: &[u8], origin: &Origin) -> Vec<Document> {
        let first = self.clean_page(bytes, origin);
        let of = first.found(FindingKind::Article).find_map(|finding| finding.value.split_once('/')?.1.parse::<usize>().ok());
        let mut documents = vec![first];
        for article in 1..of.unwrap_or(1) {
            documents.push(self.clean_page(bytes, &Origin { article, ..origin.clone() }));
        }
        documents
    }

    /// Cleans one page of known origin.
    pub fn clean_page(&self, bytes: &[u8], origin: &Origin) -> Document {
        let decoded = stages::decode::decode(bytes, origin, &self.setup);
        let mut document = Document {
            text: decoded.text,
            status: Status::Done,
            decoding: decoded.decoding,
            layers: Vec::new(),
            findings: Vec::new(),
            raw_length: bytes.len(),
        };
        let mut said = decoded.said;
        if u32::try_from(document.text.len()).is_err() {
            said.reject(TOO_LARGE, format!("the page has {} bytes of text; at most 4 GiB are handled", document.text.len()));
        }
        let mut known = said.take_findings();
        let mut found_by = vec![StageName::Decode; known.len()];
        if let Some((rule, reason)) = said.rejection() {
            document.status = Status::Rejected { rule: *rule, reason: reason.clone() };
        }
        for stage in &self.stages {
            if matches!(document.status, Status::Rejected { .. }) {
                break;
            }
            let mut proposal = Proposal::default();
            stage.propose(&Text::new(&document.text, &known, origin), &mut proposal);
            if let Some((rule, reason)) = proposal.rejection() {
                document.status = Status::Rejected { rule: *rule, reason: reason.clone() };
            }
            // What could not be read is no text: a stage that took it for text would make the damage worse.
            let unread: Vec<_> =
                known.iter().filter(|finding| finding.kind == FindingKind::Unread && !finding.at.is_empty()).map(|finding| finding.at.clone()).collect();
            proposal.withhold(&unread);
            let findings = proposal.take_findings();
            found_by.resize(found_by.len() + findings.len(), stage.name());
            known.extend(findings);
            if proposal.is_empty() {
                continue;
            }
            // A stage whose edits overlap has a bug; the page must not suffer. The edits that fit are
            // applied and the clash is left in the findings for all to see.
            let mut clashes = Vec::new();
            let settled = Layer::settle_with(&document.text, proposal, self.setup.config.accept, |error| {
                clashes.push(error.to_string());
                Ok(())
            });
            let layer = match settled {
                Ok(layer) => layer,
                Err(error) => {
                    clashes.push(error.to_string());
                    Layer::default()
                }
            };
            for clash in clashes {
                debug_assert!(false, "stage {}: {clash}", stage.name());
                known.push(Finding { kind: FindingKind::Remark, value: format!("refused: {clash}"), at: 0..0, rule: TOO_LARGE });
                found_by.push(stage.name());
            }
            if layer.is_empty() && layer.doubtful().is_empty() {
                continue;
            }
            if let Ok(output) = layer.apply(&document.text) {
                document.text = output;
                for finding in &mut known {
                    finding.at = layer.to_output(finding.at.clone());
                }
                document.layers.push((stage.name(), layer));
            }
        }
        document.findings = found_by.into_iter().zip(known).collect();
        document
    }
}
