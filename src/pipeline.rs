//! One document through the stages.

use std::ops::Range;
use std::sync::Arc;

use crate::code::Code;
use crate::code::StageName;
use crate::config::Config;
use crate::document::{Document, Status};
use crate::edit::Proposal;
use crate::finding::{Fact, Finding, FindingKind, Witness};
use crate::gate::Gate;
use crate::judge::Judge;
use crate::ledger::{Bookkeeper, Ledger};
use crate::reread::{Reread, reread};
use crate::rule::RuleBook;
use crate::stage::{BuildError, Resources, Stage};
use crate::stages;
use crate::structure::{Kinds, Words};
use crate::text::{Origin, Text};

/// Lines that are no prose are said to be of their kind.
const NO_PROSE: Code = Code::new("U012");

/// A page is too large: offsets are kept in 32 bits.
const TOO_LARGE: Code = Code::new("D001");

/// The stages whose deletions take what a reader of the page would have seen; none of them is certain.
const SEEN: [StageName; 4] = [StageName::Gloss, StageName::Width, StageName::Furniture, StageName::Lines];

/// How often a stage reads its own result at most. Three readings suffice on all development pages; made-up mixtures of broken lines took six.
const MOST_READINGS: usize = 17;

/// Some of the stages, in order, asked so many times.
struct Pass {
    stages: &'static [StageName],
    /// At most; a round in which no line was joined is the last.
    times: usize,
}

/// All stages once, then mojibake, width and lines again where lines were joined: what was damaged over a line end is whole now, a blank at the end of a
/// broken line may stand between two Han characters now, and a line that was joined is of another width. Without it, one page in forty of a mixed collection changed when it was cleaned a second
/// time; two rounds were enough for every page seen.
const SCHEDULE: &[Pass] = &[Pass { stages: StageName::ALL, times: 1 }, Pass { stages: &[StageName::Mojibake, StageName::Width, StageName::Lines], times: 3 }];

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
    resources: Resources,
    stages: Vec<Box<dyn Stage>>,
    bookkeeper: Bookkeeper,
}

/// A page on its way through the stages.
#[derive(Clone)]
struct Page<'a> {
    document: Document,
    /// What is known of it, with offsets of the text as it stands.
    known: Vec<Finding>,
    /// The stage that found each of these.
    found_by: Vec<StageName>,
    /// Where stages have doubted what, with offsets of the text as it stands.
    doubted: Vec<(Code, Range<usize>)>,
    origin: &'a Origin,
    /// Whether the lines that are no prose have been looked for.
    kinds_known: bool,
    /// How often stages have been asked before.
    round: u32,
}

impl Page<'_> {
    fn note(&mut self, stage: StageName, finding: Finding) {
        self.known.push(finding);
        self.found_by.push(stage);
    }
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

    /// Takes this judge in place of the embedded one, and of one that the rules bring.
    pub fn judge(mut self, judge: Arc<Judge>) -> Self {
        self.judge = Some(judge);
        self
    }

    /// Builds the stages that the settings ask for.
    pub fn build(self) -> Result<Pipeline, BuildError> {
        if let (None, Some(folder)) = (&self.rules, &self.config.rules) {
            return Err(BuildError::Config(format!("the folder of rules {} was not read: give its rules to the builder", folder.display())));
        }
        if let (None, Some(file)) = (&self.judge, &self.config.judge) {
            return Err(BuildError::Config(format!("the model {} was not read: give its judge to the builder", file.display())));
        }
        let rules = self.rules.unwrap_or_else(RuleBook::embedded);
        let judge = match (self.judge, rules.model()) {
            (Some(judge), _) => judge,
            (None, Some(model)) => Arc::new(Judge::from_bytes(model.to_vec())?),
            (None, None) => Arc::new(Judge::embedded()),
        };
        let (words, kinds) = (Arc::new(Words::read(&rules)?), Arc::new(Kinds::read(&rules)?));
        let resources = Resources { judge, words, kinds, rules: Arc::new(rules), config: Arc::new(self.config) };
        let stages = stages::build(&resources)?;
        let bookkeeper = Bookkeeper::read(&resources.rules)?;
        Ok(Pipeline { resources, stages, bookkeeper })
    }
}

impl Pipeline {
    /// Starts from the defaults.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

    /// The rules that the stages were built from.
    pub fn rules(&self) -> &RuleBook {
        &self.resources.rules
    }

    /// The words of documents that the stages were given.
    pub fn words(&self) -> &Arc<Words> {
        &self.resources.words
    }

    /// Which encoding a page is in, with the other candidates; nothing is decoded.
    pub fn detect(&self, bytes: &[u8], origin: &Origin) -> stages::decode::Detection {
        stages::decode::detect(bytes, origin, &self.resources)
    }

    /// What became of the visible text of a document: how much was kept, and what kinds of it went. A document that comes back from its files
    /// ([`Folder::read`](crate::corpus::Folder::read)) has the same ledger.
    pub fn ledger(&self, document: &Document) -> Ledger {
        self.bookkeeper.ledger(document)
    }

    /// The settings that the stages were built for.
    pub fn config(&self) -> &Config {
        &self.resources.config
    }

    /// What the stages were built from.
    #[cfg(any(test, feature = "measure"))]
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// A fingerprint of everything besides the page that decides what comes out: version, rules, judge, settings.
    /// Equal fingerprints and equal bytes give equal documents.
    pub fn fingerprint(&self) -> String {
        let resources = &self.resources;
        // What the folder of rules says is in the fingerprint of the rules, and the model is in its own checksum; where they lie decides nothing.
        let settings = Config { rules: None, judge: None, ..(*resources.config).clone() };
        let all = format!("{} {} {} {:?}", env!("CARGO_PKG_VERSION"), resources.rules.fingerprint(), resources.judge.header().body, settings);
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
        let page = self.decode(bytes, origin);
        let (Some((first, rest)), Status::Done) = (self.stages.split_first(), &page.document.status) else { return vec![self.finish(&[], page)] };
        let mut documents = Vec::new();
        first.propose_each(&Text::new(&page.document.text, &page.known, origin), &mut |proposal| {
            let mut article = page.clone();
            self.apply(first.as_ref(), proposal, &mut article);
            documents.push(self.finish(rest, article));
        });
        documents
    }

    /// Cleans one page of known origin.
    pub fn clean_page(&self, bytes: &[u8], origin: &Origin) -> Document {
        self.finish(&self.stages, self.decode(bytes, origin))
    }

    fn decode<'a>(&self, bytes: &[u8], origin: &'a Origin) -> Page<'a> {
        let decoded = stages::decode::decode(bytes, origin, &self.resources);
        let document = Document {
            text: decoded.text,
            status: Status::Done,
            decoding: decoded.decoding,
            layers: Vec::new(),
            findings: Vec::new(),
            raw_length: bytes.len(),
            words: Arc::clone(&self.resources.words),
        };
        let mut proposal = decoded.proposal;
        if u32::try_from(document.text.len()).is_err() {
            proposal.reject(TOO_LARGE, format!("the page has {} bytes of text; at most 4 GiB are handled", document.text.len()));
        }
        let known = proposal.take_findings();
        let mut page = Page { round: 0, kinds_known: false, found_by: vec![StageName::Decode; known.len()], known, doubted: Vec::new(), document, origin };
        if let Some((rule, reason)) = proposal.rejection() {
            page.document.status = Status::Rejected { rule: *rule, reason: reason.clone() };
        }
        page
    }

    /// Lets the stages work on a page, in the first pass only `first` of them, and makes a document of it.
    fn finish(&self, first: &[Box<dyn Stage>], mut page: Page<'_>) -> Document {
        let mut joined = true;
        for (i, pass) in SCHEDULE.iter().enumerate() {
            let stages = if i == 0 { first } else { &self.stages };
            for _ in 0..pass.times {
                if !joined {
                    break;
                }
                let since = if i == 0 { 0 } else { page.document.layers.len() };
                for stage in stages.iter().filter(|stage| pass.stages.contains(&stage.name())) {
                    self.run(stage.as_ref(), &mut page);
                }
                page.round += 1;
                joined =
                    page.document.layers.get(since..).is_some_and(|layers| layers.iter().any(|(stage, layer)| *stage == StageName::Lines && !layer.is_empty()));
            }
        }
        let Page { mut document, known, found_by, .. } = page;
        document.findings = found_by.into_iter().zip(known).collect();
        document
    }

    /// Says which lines of a page are no prose, before the first stage that reads the text of it: its encoding and its markup are undone.
    fn read_kinds(&self, stage: StageName, page: &mut Page<'_>) {
        if page.kinds_known || stage < StageName::Unicode {
            return;
        }
        page.kinds_known = true;
        let text = Text::new(&page.document.text, &page.known, page.origin);
        let known = text.stretches();
        for stretch in self.resources.kinds.stretches(&text) {
            let next = known.partition_point(|(at, _)| at.end <= stretch.at.start);
            if known.get(next).is_none_or(|(at, _)| stretch.at.end <= at.start) {
                page.note(StageName::Unicode, Finding { fact: Fact::Kind(stretch.share), witness: Witness::Text, at: stretch.at, rule: NO_PROSE });
            }
        }
    }

    /// Lets a stage read the page, and its own result where it asks to, and applies what it proposes.
    fn run(&self, stage: &dyn Stage, page: &mut Page<'_>) {
        if matches!(page.document.status, Status::Rejected { .. }) {
            return;
        }
        self.read_kinds(stage.name(), page);
        let first = self.ask(stage, &page.document.text, &page.known, page.origin);
        self.apply(stage, first, page);
    }

    /// Applies what a stage proposes first, and what it proposes for its own result where it asks to read that.
    fn apply(&self, stage: &dyn Stage, first: Proposal, page: &mut Page<'_>) {
        let name = stage.name();
        if let Some((rule, reason)) = first.rejection() {
            page.document.status = Status::Rejected { rule: *rule, reason: reason.clone() };
        }
        // A stage whose edits overlap has a bug; the page must not suffer. The edits that fit are applied and the clash is left in the
        // findings for all to see.
        let mut clashes = Vec::new();
        let (known, origin) = (&page.known, page.origin);
        let reread = reread(
            &page.document.text,
            first,
            MOST_READINGS,
            self.resources.config.marks().accept,
            |error| clashes.push(error),
            |text, layer| {
                let moved: Vec<Finding> = known.iter().map(|finding| Finding { at: layer.to_output(finding.at.clone()), ..finding.clone() }).collect();
                self.ask(stage, text, &moved, origin)
            },
        );
        let Reread { mut layer, findings, output, .. } = match reread {
            Ok(reread) => reread,
            Err(error) => {
                clashes.push(error);
                Reread::default()
            }
        };
        // A stage that is asked in a later round says again what it has found and what it doubts.
        let new: Vec<Finding> = findings.into_iter().filter(|finding| page.round == 0 || !known.iter().any(|known| known.says_what(finding))).collect();
        let earlier = page.known.len();
        new.into_iter().for_each(|finding| page.note(name, finding));
        if page.round == 0 {
            let text = Text::new(&page.document.text, &page.known, page.origin);
            let restated: Vec<(usize, Fact)> =
                page.known.iter().take(earlier).enumerate().filter_map(|(i, finding)| Some((i, stage.restate(&text, finding)?))).collect();
            for (i, fact) in restated {
                if let Some(finding) = page.known.get_mut(i) {
                    finding.fact = fact;
                }
            }
        }
        for clash in clashes {
            debug_assert!(false, "stage {name}: {clash}");
            let rule = clash.rule().unwrap_or(TOO_LARGE);
            page.note(name, Finding { fact: Fact::Remark(format!("refused: {clash}")), witness: Witness::Text, at: 0..0, rule });
        }
        if page.round > 0 {
            layer.retain_doubtful(|edit| !page.doubted.iter().any(|(rule, at)| *rule == edit.rule && at.start <= edit.at.end && edit.at.start <= at.end));
        }
        page.doubted.extend(layer.doubtful().iter().map(|edit| (edit.rule, edit.at.clone())));
        if layer.is_empty() && layer.doubtful().is_empty() {
            return;
        }
        if let Some(output) = output {
            page.document.text = output;
            for at in page.known.iter_mut().map(|finding| &mut finding.at).chain(page.doubted.iter_mut().map(|(_, at)| at)) {
                *at = layer.to_output(at.clone());
            }
        }
        page.document.layers.push((name, layer.in_round(page.round)));
    }

    /// What a stage proposes for a text.
    fn ask(&self, stage: &dyn Stage, text: &str, known: &[Finding], origin: &Origin) -> Proposal {
        let mut proposal = Proposal::default();
        let text = Text::new(text, known, origin);
        stage.propose(&text, &mut proposal);
        Gate::new(&text, &self.resources.kinds).hold(stage.name(), &mut proposal);
        if SEEN.contains(&stage.name()) {
            proposal.doubt_what_was_seen(text.as_str());
        }
        // What could not be read is no text: a stage that took it for text would make the damage worse.
        let unread: Vec<_> =
            known.iter().filter(|finding| finding.kind() == FindingKind::Unread && !finding.at.is_empty()).map(|finding| finding.at.clone()).collect();
        proposal.withhold(&unread);
        proposal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stage that replaces one string by another, and says so.
    struct Replaces(StageName, &'static str, &'static str);

    impl Stage for Replaces {
        fn name(&self) -> StageName {
            self.0
        }

        fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
            for (at, old) in text.as_str().match_indices(self.1) {
                out.replace(at..at + old.len(), self.2, Code::new("W001"), 1.0);
            }
            out.find(Fact::Remark("read".into()), 0..0, Code::new("W001"));
        }
    }

    #[test]
    fn what_joined_lines_show_is_read_again() {
        let resources = Pipeline::builder().build().unwrap().resources().clone();
        let width = Replaces(StageName::Width, "手 册", "手册");
        let lines = Replaces(StageName::Lines, " \n", " ");
        let bookkeeper = Bookkeeper::read(&resources.rules).unwrap();
        let pipeline = Pipeline { resources, stages: vec![Box::new(width), Box::new(lines)], bookkeeper };
        let raw = "说明手 \n册".as_bytes();
        let document = pipeline.clean(raw);
        assert_eq!(document.text(), "说明手册");
        assert_eq!(document.restore().unwrap(), raw);
        assert_eq!(document.rounds().map(|(round, stage, _)| (round, stage)).collect::<Vec<_>>(), [(0, StageName::Lines), (1, StageName::Width)]);
        // What is found is said once.
        assert_eq!(document.found(FindingKind::Remark).count(), 2);
    }
}
