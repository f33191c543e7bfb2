//! From an answer to edits.

use std::collections::BTreeMap;
use std::ops::Range;

use super::answer::{Answer, Flow};
use super::limits;
use super::scan::Run;
use super::{MISSING, PRIVATE, REPLACEMENT};
use crate::calibration::{Claim, Lacuna as Scale, Seen};
use crate::code::Code;
use crate::config::Marks;
use crate::edit::{Candidate, Proposal};
use crate::number::{exp, weighed};

/// Adjoining units that are restored, or left open, together.
struct Stretch {
    from: usize,
    to: usize,
    /// How often it is right.
    confidence: f64,
    /// What of the probability goes through its readings.
    flow: Flow,
    /// Characters of its longest unit.
    longest: usize,
}

/// What is known of a run beyond its lattice.
pub(super) struct Verdict {
    /// The probability that it is damage at all.
    pub(super) damaged: f64,
    /// The reading of the whole run that places which look the same support, with its probability.
    pub(super) together: Option<(String, f64)>,
}

/// Writes down what is known of a run: sure stretches as text, the rest as `〓`. Returns the text that the run became, or `None` when it
/// was not sure enough that it is damage at all; then the best guess is withheld. How sure is sure enough is `accept`, and for a reading
/// `damage.accept`: it decides which characters are written and which are marked, and no confidence is made from it.
pub(super) fn run(text: &str, run: &Run, answer: &Answer, rule: Code, verdict: Verdict, (marks, scale): (Marks, &Scale), out: &mut Proposal) -> Option<String> {
    let damaged = verdict.damaged;
    // How sure a reading must be; whether the run is damage has to be as sure as anything.
    let (needed, readable) = (f64::from(marks.accept), f64::from(marks.damage));
    let longest = answer.units.iter().map(Vec::len).max().unwrap_or(0);
    let state = |probability: f64| scale.of(longest).state(probability) * damaged;
    if let Some((reading, probability)) = verdict.together.filter(|(_, probability)| damaged >= needed && state(*probability) >= readable) {
        let seen = Seen::Lacuna { longest, units: answer.units.len() };
        out.claim(|| Claim { at: run.at.clone(), text: reading.clone(), probability, times: damaged, seen });
        out.replace(run.at.clone(), &reading, rule, weighed(state(probability))).note("read together with places that look the same");
        return Some(reading);
    }
    if answer.plain.iter().all(|&plain| plain) {
        return None;
    }
    if damaged < needed {
        if damaged > limits::WORTH_SAYING {
            let guess: String = answer.units.iter().flatten().map(|reading| reading.character).collect();
            let confidence = weighed(damaged * scale.of(longest).state(exp(answer.best_share())));
            out.replace(run.at.clone(), &guess, rule, confidence).withheld().note(format!("damaged with probability {damaged:.3}"));
        }
        return None;
    }
    let need = (readable / damaged).min(1.0);
    let mut writer = Writer { text, run, answer, rule, damaged, need, scale, restored: String::new(), open: None, known_before: true, out };
    for unit in 0..answer.units.len() {
        if answer.plain[unit] {
            writer.plain(unit);
        } else if !writer.extend(unit) {
            writer.gap(unit);
        }
    }
    writer.close();
    Some(writer.restored)
}

/// Writes a run that is damage, unit by unit.
struct Writer<'a> {
    text: &'a str,
    run: &'a Run,
    answer: &'a Answer,
    rule: Code,
    damaged: f64,
    /// How sure a reading must be, given that the run is damage.
    need: f64,
    /// What probabilities are worth.
    scale: &'a Scale,
    restored: String,
    open: Option<Stretch>,
    /// Whether the character before the unit is known.
    known_before: bool,
    out: &'a mut Proposal,
}

impl Writer<'_> {
    /// Whether the character `number` of a unit is beyond doubt.
    fn is_sure(&self, unit: usize, number: usize) -> bool {
        let Some(reading) = self.answer.units.get(unit).and_then(|readings| readings.get(number)) else { return false };
        // Where pairs may be missing, a reading that surprises is the best of what was searched, not of what there is.
        // What no bracket opened none can close.
        if self.run.gaps > 0 && reading.score < limits::SURPRISE || reading.unopened {
            return false;
        }
        // Numbers are facts: sense does not tell one digit from another.
        let probability = self.scale.of(length(self.answer, unit)).state(reading.probability);
        probability >= if reading.character.is_ascii_digit() { self.need.max(limits::DIGIT) } else { self.need }
    }

    fn is_all_sure(&self, unit: usize) -> bool {
        self.answer.units.get(unit).is_some_and(|readings| (0..readings.len()).all(|number| self.is_sure(unit, number)))
    }

    /// Where units stand.
    fn place(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.run.items.get(from).map_or(self.run.at.start, |(at, _)| at.start);
        let end = self.run.items.get(to - 1).map_or(self.run.at.end, |(at, _)| at.end);
        start..end
    }

    /// A stretch with one unit more, or one that begins with the unit: how likely it is that all that is sure of it is right.
    fn extended(&self, stretch: Option<&Stretch>, unit: usize) -> Stretch {
        let (from, flow, longest) = match stretch {
            Some(stretch) => (stretch.from, self.answer.carry(&stretch.flow, unit, |unit, number| self.is_sure(unit, number)), stretch.longest),
            None => (unit, self.answer.carry(&self.answer.flow(unit), unit, |unit, number| self.is_sure(unit, number)), 0),
        };
        let longest = longest.max(length(self.answer, unit));
        Stretch { from, to: unit + 1, confidence: self.scale.of(longest).state(flow.share()), flow, longest }
    }

    /// Proposes the open stretch.
    fn close(&mut self) {
        let Some(stretch) = self.open.take() else { return };
        let with: String = self.answer.units[stretch.from..stretch.to].iter().flatten().map(|reading| reading.character).collect();
        self.restored.push_str(&with);
        let at = self.place(stretch.from, stretch.to);
        let confidence = weighed(stretch.confidence * self.damaged);
        self.out.replace(at.clone(), &with, self.rule, confidence);
        self.claim(at, &with, &stretch);
    }

    /// Says what the search made of a stretch.
    fn claim(&mut self, at: Range<usize>, with: &str, stretch: &Stretch) {
        let seen = Seen::Lacuna { longest: stretch.longest, units: stretch.to - stretch.from };
        let (probability, times) = (stretch.flow.share(), self.damaged);
        self.out.claim(|| Claim { at, text: with.to_owned(), probability, times, seen });
    }

    /// A unit that stands as it is, unless it is open whether the shift had begun there.
    fn plain(&mut self, unit: usize) {
        self.close();
        let place = self.place(unit, unit + 1);
        let kept = self.text.get(place.clone()).unwrap_or_default();
        self.known_before = !self.answer.units[unit].first().is_some_and(|reading| reading.probability < self.need);
        if self.known_before {
            self.restored.push_str(kept);
            return;
        }
        self.restored.push(MISSING);
        let edit = self.out.replace(place, MISSING.encode_utf8(&mut [0; 4]), self.rule, weighed(self.damaged));
        edit.note("one character lost").candidates(candidates(self.answer, unit, self.scale));
        self.known_before = kept.chars().eq([MISSING]);
    }

    /// Goes on with a unit all of which is sure, in the open stretch or in a new one; false where it is not sure enough for either.
    fn extend(&mut self, unit: usize) -> bool {
        if !self.is_all_sure(unit) {
            return false;
        }
        let mut longer = self.extended(self.open.as_ref(), unit);
        if longer.confidence < self.need && self.open.is_some() {
            self.close();
            longer = self.extended(None, unit);
        }
        let enough = longer.confidence >= self.need;
        if enough {
            self.open = Some(longer);
            self.known_before = true;
        }
        enough
    }

    /// A unit that is not sure as a whole.
    fn gap(&mut self, unit: usize) {
        self.close();
        // Part of the unit may still be sure; if not all of that at once, none of it is written.
        let part = self.extended(None, unit);
        let share = part.confidence;
        // A part is read by what stands before it: after what is open itself it says nothing.
        let partly = self.known_before && share >= self.need && !self.is_all_sure(unit);
        let readings = self.answer.units[unit].iter().enumerate();
        let known: Vec<Option<char>> = readings.map(|(number, reading)| (partly && self.is_sure(unit, number)).then_some(reading.character)).collect();
        self.known_before = known.last().is_some_and(Option::is_some);
        let readings = self.answer.distribution(unit, unit + 1);
        let with = with_gaps(&known, likeliest_length(&readings));
        let missing = with.chars().filter(|&c| c == MISSING).count();
        let confidence = if known.iter().any(Option::is_some) { share * self.damaged } else { self.damaged };
        let note = match missing {
            _ if !is_length_known(&readings) => "characters lost; how many is open".to_owned(),
            1 => "one character lost".to_owned(),
            _ => format!("{missing} characters lost"),
        };
        self.restored.push_str(&with);
        let at = self.place(unit, unit + 1);
        if known.iter().any(Option::is_some) {
            self.claim(at.clone(), &with, &part);
        } else if let Some((text, probability)) = readings.into_iter().next() {
            let (longest, times) = (text.chars().count(), self.damaged);
            // What is left out for another reason than its probability tells nothing of what probabilities are worth.
            if self.scale.of(longest).state(probability) < self.need {
                self.out.claim(|| Claim { at: at.clone(), text, probability, times, seen: Seen::Lacuna { longest, units: 1 } });
            }
        }
        let edit = self.out.replace(at, &with, self.rule, weighed(confidence));
        edit.note(note).candidates(candidates(self.answer, unit, self.scale));
    }
}

/// How many characters the best reading of a unit has. The more, the less a judge of five characters sees of it.
fn length(answer: &Answer, unit: usize) -> usize {
    answer.units.get(unit).map_or(0, Vec::len)
}

/// How many characters a unit most likely has, whichever they are; the shorter of two lengths as likely.
fn likeliest_length(readings: &[(String, f64)]) -> Option<usize> {
    let mut lengths: BTreeMap<usize, f64> = BTreeMap::new();
    for (text, probability) in readings {
        *lengths.entry(text.chars().count()).or_default() += probability;
    }
    lengths.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(length, _)| length)
}

/// Whether hardly any reading of a unit has another length than most.
fn is_length_known(readings: &[(String, f64)]) -> bool {
    let likeliest = likeliest_length(readings);
    let (mut same, mut all) = (0.0, 0.0);
    for (text, probability) in readings {
        all += probability;
        same += if Some(text.chars().count()) == likeliest { *probability } else { 0.0 };
    }
    same >= limits::LENGTH_KNOWN * all
}

/// What is known of a unit with one `〓` for each other character. Where the likeliest length is not that of the best reading, what is known
/// stays at the unit's ends.
fn with_gaps(known: &[Option<char>], length: Option<usize>) -> String {
    let front = known.iter().map_while(|&c| c).count();
    let back = usize::from(front < known.len() && known.last().is_some_and(Option::is_some));
    match length {
        Some(length) if length != known.len() && length > front + back => {
            let gap = std::iter::repeat_n(MISSING, length - front - back);
            let tail = known.iter().flatten().next_back().filter(|_| back > 0);
            known.iter().take(front).flatten().copied().chain(gap).chain(tail.copied()).collect()
        }
        _ => known.iter().map(|c| c.unwrap_or(MISSING)).collect(),
    }
}

/// What a unit may read, best first.
fn candidates(answer: &Answer, unit: usize, scale: &Scale) -> Vec<Candidate> {
    let mut list = answer.distribution(unit, unit + 1);
    list.truncate(limits::CANDIDATES);
    // A flatter line lifts what is unlikely: together readings are worth no more than one.
    let worth: Vec<f64> = list.iter().map(|(text, probability)| scale.of(text.chars().count()).state(*probability)).collect();
    let total = worth.iter().sum::<f64>().max(1.0);
    let candidate = |((text, _), worth): ((String, f64), f64)| Candidate { probability: (worth / total) as f32, text };
    let mut candidates: Vec<Candidate> = list.into_iter().zip(worth).map(candidate).collect();
    candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.text.cmp(&b.text)));
    candidates
}

/// Marks replacement characters: decoders show a lost character as one of them, or as one for each of its two or three bytes.
pub(super) fn replaced(text: &str, at: Range<usize>, out: &mut Proposal) {
    let count = text.get(at.clone()).unwrap_or_default().chars().count();
    let characters = match count {
        0..=3 => 1,
        more => more.div_ceil(2),
    };
    let with: String = std::iter::repeat_n(MISSING, characters).collect();
    out.replace(at, &with, REPLACEMENT, 1.0).note(format!("{count} × U+FFFD: bytes that did not decode"));
}

/// Marks a private-use character. Known bullets and blanks were read by the stage unicode before; what an icon at the edge of a line was
/// nobody can tell either, and once lines are joined it would stand within text.
pub(super) fn private(at: Range<usize>, c: char, out: &mut Proposal) {
    let code = format!("U+{:04X}, a private-use character of unknown meaning", c as u32);
    out.replace(at, &MISSING.to_string(), PRIVATE, 1.0).note(code);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mark_stands_for_each_missing_character() {
        let list = [("旭".to_owned(), 0.4), ("协同服务".to_owned(), 0.3), ("协作服务".to_owned(), 0.25), ("信息".to_owned(), 0.05)];
        assert_eq!(likeliest_length(&list), Some(4));
        assert_eq!(with_gaps(&[None], Some(4)), "〓〓〓〓");
        assert_eq!(with_gaps(&[Some('政'), None, None, Some('行')], Some(3)), "政〓行");
        assert_eq!(with_gaps(&[Some('政'), None, Some('行')], None), "政〓行");
        // A length that leaves no room for what is missing is no length.
        assert_eq!(with_gaps(&[Some('政'), None, Some('行')], Some(2)), "政〓行");
    }
}
