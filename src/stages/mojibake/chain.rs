//! How text went wrong, and the edits that mend it.

use std::ops::Range;

use super::codec::Codec;
use super::lattice::{Read, Searched, rounded_down};
use super::limits;
use super::pages::Pages;
use crate::code::Code;
use crate::edit::Candidate;
use crate::number;

/// The mark of a character that is lost.
pub(super) const GETA: char = '〓';

/// A way text went wrong: the right encoding of the bytes, and the one they were read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    /// What the bytes are.
    pub(super) right: Codec,
    pub(super) wrong: Codec,
    /// Whether it happened twice.
    pub(super) twice: bool,
    /// Whether bytes were taken out afterwards.
    pub(super) stripped: bool,
    /// Whether code units of two bytes were read the wrong way round.
    pub(super) swapped: bool,
    /// The page of one byte it was read in.
    pub(super) page: Option<u8>,
    /// The page it was read in after that, having been saved as UTF-8.
    pub(super) outer: Option<u8>,
}

impl Chain {
    pub(super) const fn new(right: Codec, wrong: Codec) -> Chain {
        Chain { right, wrong, twice: false, stripped: false, swapped: false, page: None, outer: None }
    }

    /// Whether both code pages have characters of two bytes, so that kana are remapped like hanzi.
    pub(super) fn is_of_pairs(self) -> bool {
        let pairs = |codec| matches!(codec, Codec::Gbk | Codec::Big5 | Codec::EucKr);
        pairs(self.right) && pairs(self.wrong)
    }

    /// Whether the wrong decoder lost about half of the bytes.
    pub(super) fn is_sparse(self) -> bool {
        self == Chain::new(Codec::Utf8, Codec::Big5)
    }

    /// The rule that speaks of it.
    pub(super) fn rule(self) -> Code {
        match (self.right, self.wrong) {
            _ if self.swapped => Code::new("M012"),
            (Codec::Utf8, Codec::Gbk) if self.twice => Code::new("M002"),
            (Codec::Utf8, Codec::Gbk) => Code::new("M001"),
            (Codec::Utf8, Codec::Latin) if self.stripped => Code::new("M004"),
            (Codec::Utf8, Codec::Latin) => Code::new("M003"),
            (Codec::Utf8, Codec::Page) if self.is_latin() => Code::new("M003"),
            (Codec::Utf8, Codec::Page) => Code::new("M005"),
            (Codec::Utf8, _) => Code::new("M006"),
            (_, Codec::Page) if self.is_latin() => Code::new("M007"),
            (_, Codec::Page) => Code::new("M008"),
            (Codec::Gbk, Codec::Big5) => Code::new("M009"),
            (Codec::Gbk, _) => Code::new("M010"),
            (Codec::Big5, _) => Code::new("M011"),
            _ => Code::new("M013"),
        }
    }

    /// Whether it was read as Latin-1 only.
    fn is_latin(self) -> bool {
        self.page == Some(0) && self.outer.is_none_or(|page| page == 0)
    }

    pub(super) fn describe(self, pages: &Pages) -> String {
        if self.swapped {
            return "UTF-16 with its bytes swapped".to_owned();
        }
        if self.right == Codec::Utf8 && self.wrong == Codec::Gbk && self.twice {
            return "UTF-8 read as GBK, saved and read as UTF-8 again".to_owned();
        }
        if let Some(page) = self.page {
            let (right, name) = (self.right.name(), pages.name(page));
            return match self.outer {
                None => format!("{right} read as {name}"),
                Some(outer) if outer == page => format!("{right} read as {name} twice"),
                Some(outer) => format!("{right} read as {name}, saved and read as {}", pages.name(outer)),
            };
        }
        let twice = if self.twice { " twice" } else { "" };
        let stripped = if self.stripped { ", control bytes taken out" } else { "" };
        format!("{} read as {}{twice}{stripped}", self.right.name(), self.wrong.name())
    }
}

/// One edit of a repair.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    pub(super) with: String,
    /// How sure it is, given that the run is damaged in this way.
    pub(super) confidence: f32,
    /// Other readings of a lost character.
    pub(super) candidates: Vec<Candidate>,
    /// What the search said of the reading, where one character of it is not certain.
    pub(super) searched: Option<(String, Searched)>,
}

impl Piece {
    /// An edit without doubt about single characters.
    pub(super) fn sure(at: Range<usize>, with: String) -> Piece {
        Piece { at, with, confidence: 1.0, candidates: Vec::new(), searched: None }
    }
}

/// A candidate repair of one run.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    pub(super) at: Range<usize>,
    pub(super) pieces: Vec<Piece>,
    /// How it went wrong.
    pub(super) chain: Chain,
    /// The judge's gain, natural logarithm.
    pub(super) gain: f32,
    /// How many Chinese characters came back.
    pub(super) weight: usize,
    /// The judge's mean log probability of a character of the right reading that is not ASCII.
    pub(super) mean: f32,
    /// Whether the text itself proves the damage, so that no judge need weigh it against the text as it stands.
    pub(super) proven: bool,
}

impl Repair {
    /// Whether the right reading is likely enough to be text; a few characters may be rare. What is proven may be a list of names.
    pub(super) fn is_text(&self) -> bool {
        self.proven || self.mean > limits::MEAN - limits::MEAN_FEW / self.weight.max(1) as f32
    }

    /// The confidence that the run is damaged so, with `prior` as the logarithm of the odds beforehand. Certain is only what is proven,
    /// however much a judge gains by the other runs.
    pub(super) fn confidence(&self, prior: f32) -> f32 {
        if self.proven { 1.0 } else { rounded_down(self.probability(prior)) }
    }

    /// Whether it makes its chain likely for the rest of the page.
    pub(super) fn establishes(&self) -> bool {
        self.weight >= limits::ESTABLISHING && self.probability(limits::PRIOR) > limits::ESTABLISHED
    }

    /// The judge's probability that the run is damaged so.
    fn probability(&self, prior: f32) -> f64 {
        // What was never Chinese may gain much and still be no text.
        if !self.is_text() {
            return 0.0;
        }
        let rare = match self.chain {
            Chain { swapped: true, .. } => limits::SWAPPED,
            Chain { right: Codec::Utf8, wrong: Codec::Page, .. } => limits::SEQUENCES,
            _ => 0.0,
        };
        number::probability(f64::from(self.gain + prior + rare))
    }
}

/// An edit in the making.
pub(super) struct Open {
    pub(super) start: usize,
    reads: Vec<(char, f32)>,
    candidates: Vec<Candidate>,
    /// The characters that are not certain: what the search said of each, unless it is not believed.
    doubts: Vec<Option<Searched>>,
}

impl Open {
    pub(super) fn at(start: usize) -> Open {
        Open { start, reads: Vec::new(), candidates: Vec::new(), doubts: Vec::new() }
    }

    /// Adds a character of the reading, believed so far. The edit has the candidates of its least sure character.
    pub(super) fn push(&mut self, read: &Read, belief: f32) {
        let known = self.reads.iter().map(|&(_, p)| p).fold(1.0, f32::min);
        if belief < known {
            self.candidates.clone_from(&read.candidates);
        }
        if belief < 1.0 {
            self.doubts.push(read.searched.filter(|_| belief == read.probability));
        }
        self.reads.push((read.character, belief));
    }

    /// Ends the edit; what is certain goes on with a certain edit before it. What is less sure than `needed` becomes the mark of a lost character,
    /// which itself is certain: it claims nothing.
    pub(super) fn close(mut self, end: usize, needed: f32, pieces: &mut Vec<Piece>) {
        let sure = self.reads.iter().all(|&(_, p)| p >= 1.0);
        if let Some(last) = pieces.last_mut().filter(|last| sure && last.confidence == 1.0) {
            last.at.end = end;
            let more = || self.reads.iter().map(|&(c, _)| c);
            last.with.extend(more());
            if let Some((text, _)) = &mut last.searched {
                text.extend(more());
            }
            return;
        }
        let searched = match self.doubts.as_slice() {
            [Some(searched)] => Some((self.reads.iter().map(|&(c, _)| c).collect(), *searched)),
            _ => None,
        };
        let product = |reads: &[(char, f32)]| -> f32 { reads.iter().map(|&(_, p)| p).product() };
        while product(&self.reads) < needed {
            let Some(worst) = self.reads.iter_mut().min_by(|a, b| a.1.total_cmp(&b.1)) else { break };
            *worst = (GETA, 1.0);
        }
        self.candidates.truncate(limits::TOLD);
        let (with, confidence) = (self.reads.iter().map(|&(c, _)| c).collect(), product(&self.reads));
        pieces.push(Piece { at: self.start..end, with, confidence, candidates: self.candidates, searched });
    }
}
