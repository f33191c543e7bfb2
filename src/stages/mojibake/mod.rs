//! Wrongly decoded runs are decoded rightly.
//!
//! A table of characters finds the lines that can be damaged at all ([`scan`]); there every chain of a wrong and a right encoding
//! is tried on every run ([`repair`]), lost bytes are searched ([`lattice`]), and the judge decides. `docs/mojibake.md` has the figures.

mod codec;
mod doubt;
mod lattice;
mod repair;
mod scan;
mod walk;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::codec::{Codec, Codecs};
use self::repair::{Chain, Reader, Repair};
use self::scan::{Classes, Suspect};
use crate::edit::Proposal;
use crate::finding::FindingKind;
use crate::judge::Judge;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;
use crate::thresholds::mojibake as limits;

/// The stage.
pub struct Mojibake {
    judge: Arc<Judge>,
    codecs: Codecs,
    classes: Classes,
    vocabulary: OnceLock<Vec<char>>,
    accept: f32,
}

impl Mojibake {
    /// Sets the stage up.
    pub fn new(setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {
            judge: Arc::clone(&setup.judge),
            codecs: Codecs::new(&setup.rules)?,
            classes: Classes::new(&setup.judge),
            vocabulary: OnceLock::new(),
            accept: setup.config.accept,
        })
    }

    /// The characters that a lost one may be: marks and every hanzi that is not rare.
    fn vocabulary(&self) -> &[char] {
        self.vocabulary.get_or_init(|| {
            let marks = "，。、；：？！（）“”‘’《》〈〉【】—…·";
            let common = ('\u{4e00}'..='\u{9fff}').filter(|&c| self.judge.unigram(c) >= limits::RARE && self.classes.of(c) & scan::ODD_FORM == 0);
            marks.chars().chain(common).collect()
        })
    }

    fn candidates(&self, reader: &Reader<'_>, suspect: &Suspect) -> Vec<Repair> {
        let mut found = Vec::new();
        let line = &suspect.line;
        if suspect.signs.lead {
            reader.walked(Codec::Gbk, line, &mut found);
            found.retain(|repair| repair.gain > 0.0 && repair.weight > 0);
        }
        if suspect.signs.dense && found.is_empty() {
            for wrong in [Codec::Latin, Codec::MacRoman] {
                let mut more = Vec::new();
                reader.walked(wrong, line, &mut more);
                more.retain(|repair| repair.gain > 0.0 && (repair.weight > 0 || repair.gain > limits::FOREIGN_GAIN));
                let (have, get): (f32, f32) = (found.iter().map(|r: &Repair| r.gain).sum(), more.iter().map(|r| r.gain).sum());
                if get > have {
                    found = more;
                }
            }
            let walked: f32 = found.iter().map(|repair| repair.gain).sum();
            let mut dense = Vec::new();
            reader.dense(line, &mut dense);
            if dense.iter().map(|repair| repair.gain).sum::<f32>() > walked + limits::REPLACE_GAIN {
                found = dense;
            }
        }
        if suspect.signs.roundtrip {
            reader.roundtrip(line, &mut found);
        }
        found
    }
}

/// Whether two ranges share a byte.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

impl Stage for Mojibake {
    fn name(&self) -> StageName {
        StageName::Mojibake
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let (suspects, _counts) = self.classes.scan(text, &self.codecs);
        if suspects.is_empty() {
            return;
        }
        let reader = Reader { judge: &self.judge, codecs: &self.codecs, classes: &self.classes, vocabulary: self.vocabulary(), accept: self.accept, text: text.as_str() };
        let mut repairs: Vec<Repair> = suspects.iter().flat_map(|suspect| self.candidates(&reader, suspect)).collect();
        repairs.sort_by_key(|repair| (repair.at.start, repair.at.end));
        // What is certain somewhere on the page makes it likely elsewhere on the page.
        let mut established: BTreeMap<Chain, usize> = BTreeMap::new();
        for repair in &repairs {
            if repair.weight >= limits::ESTABLISHING && repair.probability(limits::PRIOR) >= 1.0 {
                *established.entry(repair.chain).or_default() += 1;
            }
        }
        let mut taken = 0;
        let mut told: Vec<Chain> = Vec::new();
        for repair in &repairs {
            if repair.at.start < taken || repair.pieces.iter().any(|piece| meet(&piece.at, &(0..taken))) {
                continue;
            }
            let known = established.contains_key(&repair.chain);
            let sure = repair.probability(if known { limits::PRIOR_KNOWN } else { limits::PRIOR });
            if sure < 0.5 {
                continue;
            }
            taken = repair.at.end;
            let rule = repair.chain.rule();
            if sure >= self.accept && !told.contains(&repair.chain) {
                told.push(repair.chain);
                out.find(FindingKind::Damage, repair.chain.describe(), repair.at.clone(), rule);
            }
            for piece in &repair.pieces {
                out.replace(piece.at.clone(), &piece.with, rule, (piece.confidence * sure).min(sure)).note(repair.chain.describe()).candidates(piece.candidates.clone());
            }
        }
    }
}
