//! Wrongly decoded runs are decoded rightly.
//!
//! A table of characters finds the lines that can be damaged at all (`scan`); there every chain of a wrong and a right encoding
//! is tried on every run (`repair`), lost bytes are searched (`lattice`), and the judge decides. `docs/mojibake.md` has the figures.

mod chain;
mod codec;
mod control;
mod dense;
mod doubt;
mod escapes;
mod kana;
mod lattice;
mod letters;
mod limits;
mod mapped;
mod mark;
mod pages;
mod repair;
mod scan;
mod sequences;
mod seven;
mod single;
#[cfg(test)]
mod tests;
mod walk;
mod words;
mod wreck;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::chain::{Chain, Piece, Repair};
use self::codec::{Codec, Codecs};
use self::escapes::Unescaper;
use self::lattice::{Searched, rounded_down};
use self::letters::Letters;
use self::repair::Reader;
use self::scan::{Classes, Suspect};
use self::words::Words;
use crate::calibration::{Calibration, Claim, Mojibake as Scale, Seen};
use crate::code::Code;
use crate::code::StageName;
use crate::config::Marks;
use crate::edit::Proposal;
use crate::finding::{Damage, Fact};
use crate::judge::Judge;
use crate::number;
use crate::stage::{BuildError, Resources, Stage};
use crate::text::Text;

const HZ: Code = Code::new("M020");
const SEVEN_BIT: Code = Code::new("M021");
const BYTE_ORDER_MARK: Code = Code::new("M022");
const KUNKAO: Code = Code::new("M023");
const FILL: Code = Code::new("M024");
const UNREADABLE: Code = Code::new("M025");
/// Marks of windows-1252 as C1 controls.
const MARKS: Code = Code::new("M027");
const UNKNOWN: Code = Code::new("M026");

/// The stage.
pub(crate) struct Mojibake {
    judge: Arc<Judge>,
    codecs: Codecs,
    classes: Classes,
    words: Words,
    letters: Letters,
    vocabulary: OnceLock<Vec<char>>,
    /// From which confidence edits are applied.
    needed: Marks,
    /// What the probabilities of readings are worth.
    scale: Scale,
}

impl Mojibake {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        Ok(Self {
            judge: Arc::clone(&resources.judge),
            codecs: Codecs::new(&resources.rules)?,
            classes: Classes::new(&resources.judge),
            words: Words::new(&resources.rules)?,
            letters: Letters::new(&resources.rules)?,
            vocabulary: OnceLock::new(),
            needed: resources.config.marks(),
            scale: Calibration::load(&resources.rules)?.mojibake,
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

    /// The repairs that are worth proposing, in the order of the text, none overlapping.
    fn repairs(&self, text: &str, suspects: &[Suspect]) -> Vec<Decided> {
        let reader = Reader {
            judge: &self.judge,
            codecs: &self.codecs,
            classes: &self.classes,
            words: &self.words,
            letters: &self.letters,
            vocabulary: self.vocabulary(),
            needed: self.needed.damage,
            scale: &self.scale,
            text,
            patience: Cell::new(limits::PATIENCE),
        };
        let unescaper = Unescaper { codecs: &self.codecs, classes: &self.classes, text };
        let mut decided: Vec<Decided> = Vec::new();
        let mut repairs: Vec<Repair> = Vec::new();
        for suspect in suspects {
            self.certain(&unescaper, text, suspect, &mut decided);
            repairs.extend(self.candidates(&reader, suspect));
        }
        self.without_lines(&reader, suspects, &mut repairs);
        // What is established somewhere on the page is likely elsewhere on the page.
        let established: BTreeSet<Chain> = repairs.iter().filter(|repair| repair.establishes()).map(|repair| repair.chain).collect();
        for repair in repairs {
            let sure = repair.confidence(if established.contains(&repair.chain) { limits::PRIOR_KNOWN } else { limits::PRIOR });
            if sure >= limits::WORTH_SAYING {
                decided.push(Decided {
                    at: repair.at,
                    pieces: repair.pieces,
                    rule: repair.chain.rule(),
                    what: repair.chain.describe(&self.codecs.pages),
                    sure,
                });
            }
        }
        // Stable: of two at one place the first stands, and what a rule reads was put in first.
        decided.sort_by_key(|decided| decided.at.start);
        let mut taken = 0;
        decided.retain(|repair| {
            let free = repair.at.start >= taken;
            if free {
                taken = repair.at.end;
            }
            free
        });
        self.control_marks(text, suspects, &mut decided);
        decided
    }

    /// Adds the C1 controls that no repair takes and that are marks.
    fn control_marks(&self, text: &str, suspects: &[Suspect], decided: &mut Vec<Decided>) {
        let known = decided.len();
        for suspect in suspects.iter().filter(|suspect| suspect.signs.marks) {
            let line = &suspect.line;
            let first = decided.get(..known).unwrap_or_default().partition_point(|repair| repair.at.end <= line.start);
            let inside = decided.get(first..known).unwrap_or_default().iter().take_while(|repair| repair.at.start < line.end);
            let taken: Vec<Range<usize>> = inside.map(|repair| repair.at.clone()).collect();
            for (at, mark) in control::marks(&self.classes, text, line, &taken) {
                let pieces = vec![Piece::sure(at.clone(), mark.to_string())];
                decided.push(Decided { at, pieces, rule: MARKS, what: "marks of windows-1252 read as ISO-8859-1".to_owned(), sure: limits::CONTROL_IS_MARK });
            }
        }
        decided.sort_by_key(|decided| decided.at.start);
    }

    /// Stretches outside of the repairs that are damaged though no chain reads them.
    fn unknown(&self, text: &str, suspects: &[Suspect], repairs: &[Decided]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for suspect in suspects.iter().filter(|suspect| suspect.signs.dense) {
            let line = &suspect.line;
            let first = repairs.partition_point(|repair| repair.at.end <= line.start);
            let inside = || repairs.iter().skip(first).take_while(|repair| repair.at.start < line.end);
            // What is left of 锟斤拷 is marked as lost by the stage lacuna.
            if inside().any(|repair| repair.rule == KUNKAO) {
                continue;
            }
            let mut start = line.start;
            for repair in inside() {
                found.extend(self.classes.wounded(text, &(start..repair.at.start.max(start))));
                start = start.max(repair.at.end);
            }
            found.extend(self.classes.wounded(text, &(start..line.end.max(start))));
        }
        found
    }

    /// UTF-16 has line feeds in the middle of characters: where that gains more, a stretch of lines is read as one.
    fn without_lines(&self, reader: &Reader<'_>, suspects: &[Suspect], repairs: &mut Vec<Repair>) {
        repairs.sort_by_key(|repair| repair.at.start);
        let mut lines = std::mem::take(repairs).into_iter().peekable();
        for stretch in self.classes.stretches(reader.text, suspects) {
            repairs.extend(std::iter::from_fn(|| lines.next_if(|repair| repair.at.start < stretch.start)));
            let inside: Vec<Repair> = std::iter::from_fn(|| lines.next_if(|repair| repair.at.start < stretch.end)).collect();
            let apart: f32 = inside.iter().map(|repair| repair.gain.max(0.0)).sum();
            match reader.utf16(&stretch).filter(|whole| whole.gain > apart + limits::REPLACE_GAIN) {
                Some(whole) => repairs.push(whole),
                None => repairs.extend(inside),
            }
        }
        repairs.extend(lines);
    }

    /// Repairs that need no judge to weigh them against the text as it stands.
    fn certain(&self, unescaper: &Unescaper<'_>, text: &str, suspect: &Suspect, out: &mut Vec<Decided>) {
        let (line, signs) = (&suspect.line, suspect.signs);
        let mut say = |at: Range<usize>, with: String, rule: Code, what: &str, sure: f32| {
            out.push(Decided { at: at.clone(), pieces: vec![Piece::sure(at, with)], rule, what: what.to_owned(), sure });
        };
        if (signs.lead || signs.dense)
            && let Some((at, with, sure, what)) = mark::byte_order_mark(&self.codecs, text, line)
        {
            say(at, with, BYTE_ORDER_MARK, what, sure);
        }
        if signs.lead {
            for (at, with) in wreck::kunkao(&self.codecs, text, line) {
                say(at, with, KUNKAO, "锟斤拷: two U+FFFD read as GBK; the text is lost", 1.0);
            }
        }
        if signs.fill {
            for at in wreck::fill(&self.words, text, line) {
                say(at, String::new(), FILL, "fill of unset memory", limits::FILL_IS_DAMAGE);
            }
        }
        let mut escaped = false;
        if signs.escape {
            for (at, with) in seven::shifted(&self.codecs, text, line) {
                say(at, with, HZ, "HZ", 1.0);
                escaped = true;
            }
            for found in unescaper.line(line) {
                say(found.at, found.with, found.rule, found.what, 1.0);
                escaped = true;
            }
        }
        if signs.seven
            && !escaped
            && let Some((at, with, gain)) = seven::unshifted(&self.judge, &self.codecs, text, line)
        {
            let sure = rounded_down(number::probability(f64::from(gain + limits::PRIOR)));
            say(at, with, SEVEN_BIT, "GB2312 without its eighth bits", sure);
        }
    }

    fn candidates(&self, reader: &Reader<'_>, suspect: &Suspect) -> Vec<Repair> {
        let mut found = Vec::new();
        let line = &suspect.line;
        if suspect.signs.lead {
            reader.walked(Codec::Gbk, line, &mut found);
            found.retain(|repair| repair.gain > 0.0 && repair.weight > 0);
        }
        // A few characters of another kind of mojibake may walk as UTF-8 by chance.
        let covered: usize = found.iter().map(|repair: &Repair| repair.at.len()).sum();
        let dense = suspect.signs.dense && covered * limits::COVERED_SHARE < line.len();
        if dense || suspect.signs.beside {
            let mut more = Vec::new();
            reader.paged(line, &mut more);
            let (have, get): (f32, f32) = (found.iter().map(|r: &Repair| r.gain).sum(), more.iter().map(|r| r.gain).sum());
            if get > have {
                found = more;
            }
        }
        if dense {
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

/// A repair that will be proposed.
struct Decided {
    at: Range<usize>,
    pieces: Vec<Piece>,
    rule: Code,
    what: String,
    sure: f32,
}

impl Stage for Mojibake {
    fn name(&self) -> StageName {
        StageName::Mojibake
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let (suspects, counts) = self.classes.scan(text, &self.codecs);
        let asked = memchr::memchr_iter(b'?', text.as_bytes()).take(limits::LOST_LEAST).count();
        if suspects.is_empty() && counts.replacements + asked < limits::LOST_LEAST {
            return;
        }
        let repairs = self.repairs(text.as_str(), &suspects);
        // Most of a page may be question marks because it is damaged in a way that can be mended.
        if repairs.iter().all(|repair| repair.rule == KUNKAO)
            && let Some(reason) = wreck::unreadable(text)
        {
            out.find(Fact::Damage(Damage::Mechanism(reason.clone())), 0..text.len(), UNREADABLE);
            out.reject(UNREADABLE, reason);
            return;
        }
        if counts.replacements > 0 {
            out.find(Fact::Damage(Damage::ReplacementCharacters(counts.replacements)), 0..0, UNREADABLE);
        }
        // What is mended shows what was damaged beside it: the result is read again, as a second cleaning would.
        if !repairs.is_empty() {
            out.ask_again();
        }
        out.accept_from(self.needed.damage);
        let refused = repairs.iter().filter(|repair| repair.sure < self.needed.accept).map(|repair| (repair.at.clone(), repair.what.as_str(), repair.rule));
        let unknown = self.unknown(text.as_str(), &suspects, &repairs).into_iter().map(|at| (at, "damaged in a way that is not known", UNKNOWN));
        let mut unread: Vec<_> = refused.chain(unknown).collect();
        unread.sort_by_key(|(at, ..)| at.start);
        for (at, what, rule) in unread {
            out.find(Fact::Unread(what.to_owned()), at, rule);
        }
        let mut told: Vec<&str> = Vec::new();
        for repair in &repairs {
            if repair.sure >= self.needed.accept && !told.contains(&repair.what.as_str()) {
                told.push(&repair.what);
                out.find(Fact::Damage(Damage::Mechanism(repair.what.clone())), repair.at.clone(), repair.rule);
            }
            for piece in &repair.pieces {
                if let Some((text, Searched { probability, strange, whole })) = &piece.searched {
                    let (probability, times, seen) = (f64::from(*probability), f64::from(repair.sure), Seen::Mojibake { strange: *strange, whole: *whole });
                    out.claim(|| Claim { at: piece.at.clone(), text: text.clone(), probability, times, seen });
                }
                let edit = out.replace(piece.at.clone(), &piece.with, repair.rule, piece.confidence * repair.sure);
                let edit = edit.note(repair.what.clone()).candidates(piece.candidates.clone());
                // The doubt that is allowed is over how a run is read, not over whether it is damaged.
                if repair.sure < self.needed.accept {
                    edit.withheld();
                }
            }
        }
    }
}
