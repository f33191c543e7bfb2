//! One page on its way through the stage: each place is weighed as damage against text as it stands.

use std::collections::{BTreeMap, VecDeque};

use super::answer::Answer;
use super::cells::is_private;
use super::places::{Place, collect, following, may_be_delimiter, preceding};
use super::scan::{Forms, Run, is_lone};
use super::score::{self, PageMemory, Reader, Score};
use super::search::{self, Budget};
use super::{SHIFTED, TORN, UNFINISHED, foreign, limits, write};
use crate::calibration::Lacuna as Scale;
use crate::chars::is_han;
use crate::code::Code;
use crate::config::Marks;
use crate::edit::Proposal;
use crate::finding::{Damage, Fact};
use crate::number;

/// One page on its way through the stage.
pub(super) struct Page<'a, M: Score> {
    model: &'a M,
    forms: &'a Forms,
    text: &'a str,
    /// How sure what is written must be.
    needed: Marks,
    /// What the judge's logarithms, and what the search makes of them, are worth.
    scale: &'a Scale,
    memory: PageMemory,
    budget: &'a mut Budget,
    /// Whether lines end anywhere, as in columns.
    wrapped: bool,
    /// Short runs that look the same.
    same: BTreeMap<&'a str, Same>,
    /// The page as restored so far, up to `copied` of the text.
    restored: String,
    copied: usize,
}

impl<'a, M: Score> Page<'a, M> {
    pub(super) fn new(model: &'a M, forms: &'a Forms, text: &'a str, (needed, scale): (Marks, &'a Scale), places: &[Place], budget: &'a mut Budget) -> Self {
        // What surrounds a damaged place is no witness of how it read.
        let mut memory = PageMemory::default();
        let mut done = 0;
        for place in places {
            if let Place::Damaged(_, runs) = place {
                let (Some(first), Some(last)) = (runs.first(), runs.last()) else { continue };
                memory.read(text.get(done..first.at.start).unwrap_or_default());
                done = last.at.end + following(text, last.at.end, limits::CONTEXT_AFTER).len();
            }
        }
        // Marks of lost characters need no witness.
        if places.iter().any(|place| matches!(place, Place::Damaged(..))) {
            memory.read(text.get(done..).unwrap_or_default());
        }
        Page { model, forms, text, needed, scale, memory, budget, wrapped: is_wrapped(text), same: BTreeMap::new(), restored: String::new(), copied: 0 }
    }

    /// Goes through the places. Whether one that looks like damage was left as it stands.
    pub(super) fn clean(mut self, places: Vec<Place>, out: &mut Proposal) -> bool {
        self.read_together(&places);
        let too_many = places.len() >= limits::PLACES;
        let mut places = VecDeque::from(places);
        let mut undecided = false;
        let mut reported: Vec<Code> = Vec::new();
        let mut marked = 0;
        while let Some(place) = places.pop_front() {
            if place.start() < self.copied {
                // A run took it in whole or in part.
                undecided = true;
                continue;
            }
            match place {
                Place::Damaged(rule, runs) => {
                    let done = self.restore(rule, &runs, out);
                    undecided |= !done;
                    // A run that ends sooner than it might have leaves text that may be torn again.
                    let looked_at = runs.last().map_or(0, |run| run.at.end);
                    if done && self.copied < looked_at {
                        let forms = self.forms;
                        let mut more = collect(self.text, self.copied..looked_at, || forms, self.model);
                        more.retain(|place| !foreign::is_beside(self.text, place));
                        more.into_iter().rev().for_each(|place| places.push_front(place));
                    }
                    if done && !reported.contains(&rule) {
                        reported.push(rule);
                        let damage = if rule == TORN { Damage::TornCharacters } else { Damage::LostByte };
                        let at = runs.first().map_or(0..0, |run| run.at.clone());
                        out.find(Fact::Damage(damage), at, rule);
                    }
                    if !done && rule == SHIFTED {
                        for run in &runs {
                            for (at, c) in self.text.get(run.at.clone()).unwrap_or_default().char_indices() {
                                let at = run.at.start + at..run.at.start + at + c.len_utf8();
                                match c {
                                    '\u{fffd}' => write::replaced(self.text, at, out),
                                    c if is_private(c) => write::private(at, c, out),
                                    _ => {}
                                }
                            }
                        }
                    }
                }
                // Text that is looked at once more has the marks again that stand in the list already.
                Place::Replaced(at) | Place::Private(at) if at.start < marked => {}
                Place::Replaced(at) => {
                    marked = at.end;
                    write::replaced(self.text, at, out);
                }
                Place::Private(at) => {
                    marked = at.end;
                    if let Some(c) = self.text.get(at.clone()).and_then(|t| t.chars().next()) {
                        write::private(at, c, out);
                    }
                }
            }
        }
        if self.budget.0 == 0 || too_many {
            out.find(Fact::Remark("the page has more damaged places than are searched; some were left as they stand".into()), 0..0, UNFINISHED);
        }
        undecided
    }

    /// Decides about one place. Whether it was found to be damage.
    fn restore(&mut self, rule: Code, runs: &[Run], out: &mut Proposal) -> bool {
        let Some(first) = runs.first() else { return false };
        let start = first.at.start;
        self.restored.push_str(self.text.get(self.copied..start).unwrap_or_default());
        self.copied = start;
        // Only what is read of it is looked at: a page may be one line.
        let line = preceding(&self.restored, limits::CONTEXT_BEFORE + 1);
        let line = line.rsplit('\n').next().unwrap_or_default().to_owned();
        let Some((run, answer, odds)) = self.weigh(&line, rule, runs) else { return false };
        if rule == SHIFTED && !self.is_shown_enough(run, &answer) {
            return false;
        }
        let mut verdict = write::Verdict { damaged: number::probability(odds), together: None };
        if let Some(same) = self.text.get(run.at.clone()).and_then(|shown| self.same.get(shown)) {
            verdict = same.support(&answer, odds, run.prior);
        }
        let written = write::run(self.text, run, &answer, rule, verdict, (self.needed, self.scale), out);
        if let Some(written) = &written {
            self.restored.push_str(written);
            self.copied = run.at.end;
        }
        written.is_some()
    }

    /// Whether enough of a shifted run is to be seen. A `?` alone says nothing of a lost byte, and one or two characters before it can be
    /// read as half of others in so many ways that some of them always make sense.
    fn is_shown_enough(&self, run: &Run, answer: &Answer) -> bool {
        let shown = self.text.get(run.at.clone()).unwrap_or_default();
        let shifted = answer.plain.iter().zip(&run.items).filter(|(plain, (at, _))| !**plain && !at.is_empty()).count();
        shown.chars().any(is_private) || shifted > limits::SHIFTED_SHOWN
    }

    /// The likeliest run at a place, its readings, and the ln odds that it is damage. `line` is what stands before it.
    fn weigh<'r>(&mut self, line: &str, rule: Code, runs: &'r [Run]) -> Option<(&'r Run, Answer, f64)> {
        let (first, last) = (runs.first()?, runs.last()?);
        if self.budget.0 == 0 {
            return None;
        }
        let context = preceding(line, limits::CONTEXT_BEFORE);
        let whole = context.len() == line.len();
        let forgetful = PageMemory::default();
        let plain = Reader { model: self.model, memory: &forgetful, cut: false, scale: self.scale };
        let reader = Reader { model: self.model, memory: &self.memory, cut: rule == TORN, scale: self.scale };
        let ahead = following(self.text, last.at.end, limits::CONTEXT_AFTER);
        let stop = last.at.end + ahead.len();
        let line_ends = !self.wrapped && matches!(self.text.as_bytes().get(stop), None | Some(b'\n'));
        let standing = self.text.get(first.at.start..stop).unwrap_or_default();
        let (unaided, fluency) = standing_score(&plain, plain.after(context, whole), standing, first.at.len(), line_ends);
        // The page's phrases speak for what stands here as well as for what it may have been.
        let aided = Reader { model: self.model, memory: &self.memory, cut: false, scale: self.scale };
        let as_it_is = unaided.max(standing_score(&aided, aided.after(context, whole), standing, first.at.len(), line_ends).0);
        self.budget.spend(standing.len() as u64);
        if rule == TORN && fluency > limits::FLUENT {
            return None;
        }
        let mut best: Option<(f64, &Run, Answer)> = None;
        let (traditional, usual): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.traditional);
        for run in usual.into_iter().chain(traditional) {
            // The search over all of GBK is dear: it is spared where the usual reading is beyond doubt.
            if run.traditional && best.as_ref().is_some_and(|(total, ..)| *total > as_it_is + limits::USUAL_IS_CLEAR) {
                continue;
            }
            // What lies between this end and a later one is text as it stands; the next lone byte ends what the judge can follow.
            let after = following(self.text, run.at.end, limits::CONTEXT_AFTER.max(stop - run.at.end));
            let after = after.get(..stop - run.at.end).unwrap_or(after);
            let rest = self.text.get(run.at.end + after.len()..stop).unwrap_or_default();
            let line_ends = line_ends && rest.is_empty();
            let items: Vec<_> = run.items.iter().map(|(_, item)| item.clone()).collect();
            let before = reader.after(context, whole);
            let mut solve = |gaps| search::solve(&reader, self.forms.cells_of(run), before, &items, after, line_ends, gaps, self.budget);
            let Some(mut answer) = solve(run.gaps) else { continue };
            // Few characters may show none of private use though no cleaner dropped any.
            if rule == SHIFTED
                && run.gaps > 0
                && let Some(whole) = solve(0).filter(|whole| answer.evidence < whole.evidence + limits::SHIFTED_DROPPED)
            {
                answer = whole;
            }
            let total = answer.evidence + number::ln(answer.shifted_share()) + run.prior + beyond(&plain, rest);
            if best.as_ref().is_none_or(|(known, _, _)| total > *known) {
                best = Some((total, run, answer));
            }
        }
        let (total, run, answer) = best?;
        Some((run, answer, total - as_it_is))
    }

    /// Reads short runs that look the same together: what several places say is worth more than what one does.
    fn read_together(&mut self, places: &[Place]) {
        let mut groups: BTreeMap<&'a str, Vec<&Run>> = BTreeMap::new();
        for place in places {
            let Place::Damaged(rule, runs) = place else { continue };
            let mut usual = runs.iter().filter(|run| !run.traditional);
            let (Some(run), None) = (usual.next(), usual.next()) else { continue };
            if *rule == TORN && run.items.len() <= limits::TOGETHER_ITEMS {
                let shown: &'a str = self.text.get(run.at.clone()).unwrap_or_default();
                groups.entry(shown).or_default().push(run);
            }
        }
        for (shown, group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
            let mut same = Same::default();
            for run in group.into_iter().take(limits::TOGETHER_PLACES) {
                let before = preceding(self.text.get(..run.at.start).unwrap_or_default(), limits::CONTEXT_BEFORE + 1);
                let line = before.rsplit('\n').next().unwrap_or_default();
                let Some((run, answer, odds)) = self.weigh(line, TORN, std::slice::from_ref(run)) else { continue };
                if same.alone.is_empty() {
                    let reader = Reader { model: self.model, memory: &PageMemory::default(), cut: true, scale: self.scale };
                    let items: Vec<_> = run.items.iter().map(|(_, item)| item.clone()).collect();
                    let alone = search::solve(&reader, self.forms.cells_of(run), score::Place::default(), &items, "", false, run.gaps, self.budget);
                    same.alone = alone.map(|answer| answer.distribution(0, items.len())).unwrap_or_default();
                }
                same.places.push((answer.distribution(0, run.items.len()), odds - run.prior));
            }
            if same.places.len() > 1 {
                self.same.insert(shown, same);
            }
        }
    }
}

/// Places that look the same, as they read each for itself.
#[derive(Default)]
struct Same {
    /// What each place may read, and the ln odds for damage without the prior ones.
    places: Vec<(Vec<(String, f64)>, f64)>,
    /// What the run may read where nothing is known of what stands around it.
    alone: Vec<(String, f64)>,
}

impl Same {
    /// The verdict on one of the places: the product of what all say, each counted against what the run says by itself.
    fn support(&self, answer: &Answer, odds: f64, prior: f64) -> write::Verdict {
        let mut verdict = write::Verdict { damaged: number::probability(odds), together: None };
        let own = answer.distribution(0, answer.units.len());
        let Some((reading, share)) = own.first().filter(|(_, share)| *share >= limits::TOGETHER_OWN) else { return verdict };
        let of = |list: &[(String, f64)], text: &str| list.iter().find(|(other, _)| other == text).map_or(limits::FORGOTTEN, |(_, p)| *p);
        let mut weights: Vec<(&String, f64)> = Vec::new();
        for (text, p) in &own {
            let mut weight = number::ln(*p);
            // One of the places is this one: it cancels against one share of its own.
            for (list, _) in &self.places {
                weight += number::ln(of(list, text)) - number::ln(of(&self.alone, text).max(limits::FORGOTTEN));
            }
            weight -= number::ln(*p) - number::ln(of(&self.alone, text).max(limits::FORGOTTEN));
            weights.push((text, weight));
        }
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let Some(&(best, top)) = weights.first() else { return verdict };
        if best != reading || *share < limits::TOGETHER_OWN {
            return verdict;
        }
        let sum: f64 = weights.iter().map(|(_, weight)| number::exp(weight - top)).sum();
        verdict.together = Some((reading.clone(), 1.0 / sum));
        // The places are damaged together or not at all.
        verdict.damaged = number::probability(self.places.iter().map(|(_, odds)| odds).sum::<f64>() + prior).max(verdict.damaged);
        verdict
    }
}

/// Whether most long lines end within a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut long, mut broken) = (0.0, 0.0);
    for line in text.lines().filter(|line| line.chars().nth(limits::LONG_LINE).is_some()) {
        long += 1.0;
        if line.trim_end().chars().next_back().is_some_and(is_han) {
            broken += 1.0;
        }
    }
    long > limits::LONG_LINES && broken > limits::WRAPPED * long
}

/// ln P of a text as it stands, and the mean over the Han characters of its first `inside` bytes.
fn standing_score<M: Score>(reader: &Reader<'_, M>, place: score::Place<M::State>, text: &str, inside: usize, line_ends: bool) -> (f64, f64) {
    let mut place = place;
    let (mut sum, mut han, mut count) = (0.0, 0.0, 0);
    let mut previous = ' ';
    // Where a `?` stands for a mark that a codec lacked, what follows it follows what stands before it.
    let mut without = None;
    for (at, c) in text.char_indices() {
        let (mut next, mut score) = reader.read(&reader.outlook(place), c);
        if let Some(without) = without.take() {
            let (other, likelier) = reader.read(&reader.outlook(without), c);
            if likelier > score {
                (next, score) = (other, likelier);
            }
        }
        if is_lone(c) {
            without = Some(place);
        }
        place = next;
        let marks = |c: char| matches!(c, '?' | '？' | '!' | '！');
        if is_private(c) {
            score = limits::PRIVATE_CHARACTER;
        } else if marks(previous) && (marks(c) || !is_han(c) && !matches!(c, ';' | '；' | ':' | '：' | ',' | '，' | '、' | '。')) {
            score = score.max(limits::REPEATED_MARK);
        } else if is_lone(c) {
            score = score.max(limits::UNKNOWN_CHARACTER);
        }
        if at < inside && is_han(c) {
            han += score;
            count += 1;
        }
        sum += score;
        previous = c;
    }
    if line_ends {
        sum += reader.end(place);
    }
    (sum, if count == 0 { f64::NEG_INFINITY } else { han / f64::from(count) })
}

/// ln P of the text between the end of a run and the last place where it may have ended. It may be torn again.
fn beyond<M: Score>(reader: &Reader<'_, M>, text: &str) -> f64 {
    let torn = text.char_indices().zip(text.chars().skip(1)).find(|&((_, c), next)| is_lone(c) && may_be_delimiter(next));
    let (whole, torn) = text.split_at(torn.map_or(text.len(), |((at, _), _)| at));
    let torn_score = standing_score(reader, score::Place::default(), torn, 0, false).0;
    standing_score(reader, score::Place::default(), whole, 0, false).0 + torn_score.max(limits::TORN_CHARACTER * torn.chars().count() as f64)
}
