//! Torn and lost characters are restored or marked.
//!
//! Somewhere on a page's way a tool cut GB2312 text at a full-width mark found at any byte offset, or lost a byte. What is left is
//! evidence of every byte but a few: the lattice of all texts that look like this when damaged so is searched with the judge, and
//! each character gets its probability. What is sure is restored, what is not becomes `〓` with its candidates. `docs/lacuna.md` says more.

mod cells;
#[cfg(test)]
mod damage;
mod dots;
mod foreign;
mod lattice;
mod limits;
mod number;
mod scan;
mod score;
mod write;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::code::Code;
use crate::code::StageName;
use crate::edit::{Layer, Proposal};
use crate::finding::{Damage, Fact};
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};
use crate::stage::{Setup, SetupError, Stage};
use crate::text::Text;
use cells::is_private;
use lattice::{Answer, Budget};
use scan::{Forms, Run, Triggers, is_lone};
use score::{PageMemory, Reader, Score};

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
pub struct Lacuna {
    judge: Arc<Judge>,
    accept: f64,
    converted: Vec<(char, char)>,
    names: BTreeSet<char>,
    /// Simplified characters that no traditional text has.
    other_form: BTreeSet<char>,
    forms: OnceLock<Forms>,
}

impl Lacuna {
    /// Sets the stage up.
    pub fn new(setup: &Setup) -> Result<Self, SetupError> {
        let mut names = BTreeSet::new();
        for (_, row) in setup.rules.rows(NAMES_FILE)? {
            names.extend(row.iter().flat_map(|field| field.chars()));
        }
        let mut other_form = BTreeSet::new();
        for (_, row) in setup.rules.rows(TRADITIONAL_FILE)? {
            if let [simplified, forms] = row.as_slice()
                && let Some(c) = simplified.chars().next().filter(|&c| !forms.contains(c))
            {
                other_form.insert(c);
            }
        }
        let accept = f64::from(setup.config.accept);
        Ok(Self { judge: setup.judge.clone(), accept, converted: read_converted(&setup.rules)?, names, other_form, forms: OnceLock::new() })
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
        let mut taken = Vec::new();
        self.mend(text, &mut taken, out);
        taken.sort_by_key(|range| range.start);
        dots::restore(text, &self.names, &taken, out);
    }
}

impl Lacuna {
    /// Proposes what is to be said of torn, shifted and lost characters; the places of these edits are added to `taken`.
    fn mend(&self, text: &str, taken: &mut Vec<Range<usize>>, out: &mut Proposal) {
        let mut budget = Budget((limits::WORK_PER_BYTE * text.len() as u64).clamp(limits::WORK, limits::WORK_MOST));
        let Some((mut first, undecided)) = self.read(text, &mut budget) else { return };
        let findings = first.take_findings();
        let Ok(layer) = Layer::settle(text, first, self.accept as f32) else { return };
        let mut more = Vec::new();
        // What was restored is evidence for what was not: a second reading, so that cleaning the clean text finds nothing new.
        if undecided && !layer.is_empty() && budget.0 > 0 {
            let restored = layer.apply(text).unwrap_or_default();
            let again = self.read(&restored, &mut budget).map(|(again, _)| again).unwrap_or_default();
            let later = Layer::settle(&restored, again, self.accept as f32).unwrap_or_default();
            for edit in later.edits() {
                let at = layer.to_input(edit.at.clone());
                if text.get(at.clone()) == Some(edit.old) {
                    more.push((at, edit.with.to_owned(), edit.rule, edit.confidence, edit.note.map(str::to_owned), edit.candidates.to_vec()));
                }
            }
        }
        taken.extend(layer.edits().map(|edit| edit.at).chain(layer.doubtful().iter().map(|edit| edit.at.clone())));
        taken.extend(more.iter().map(|edit| edit.0.clone()));
        for edit in layer.edits() {
            let proposing = out.replace(edit.at, edit.with, edit.rule, edit.confidence).candidates(edit.candidates.to_vec());
            if let Some(note) = edit.note {
                proposing.note(note);
            }
        }
        for edit in layer.doubtful() {
            if more.iter().any(|later| later.0.start < edit.at.end && edit.at.start < later.0.end) {
                continue;
            }
            let proposing = out.replace(edit.at.clone(), &edit.with, edit.rule, edit.confidence).candidates(edit.candidates.clone());
            if let Some(note) = &edit.note {
                proposing.note(note.clone());
            }
        }
        for (at, with, rule, confidence, note, candidates) in more {
            let proposing = out.replace(at, &with, rule, confidence).candidates(candidates);
            if let Some(note) = note {
                proposing.note(note);
            }
        }
        for finding in findings {
            out.add_finding(finding);
        }
    }
    /// Reads a text once: what is to be said of it, and whether something that looks like damage was left as it stands. `None` for a text
    /// without a suspicious place.
    fn read(&self, text: &str, budget: &mut Budget) -> Option<(Proposal, bool)> {
        let mut places = collect(text, 0..text.len(), || self.forms(), self.judge.as_ref());
        foreign::leave(text, &mut places);
        if places.is_empty() {
            return None;
        }
        let mut out = Proposal::default();
        let undecided = Page::new(self.judge.as_ref(), self.forms(), text, self.accept, &places, budget).clean(places, &mut out);
        Some((out, undecided))
    }
}

/// A place that needs a decision.
#[derive(Debug)]
enum Place {
    /// It may be damage of a known mechanism: the runs it may consist of.
    Damaged(Code, Vec<Run>),
    /// So many bytes of replacement characters.
    Replaced(Range<usize>),
    /// A private-use character.
    Private(Range<usize>),
}

impl Place {
    /// Where it begins.
    fn start(&self) -> usize {
        match self {
            Place::Damaged(_, runs) => runs.first().map_or(0, |run| run.at.start),
            Place::Replaced(at) | Place::Private(at) => at.start,
        }
    }
}

/// The places that begin in a range of a text, in order. The tables are built only when a place looks like damage.
fn collect<'f, M: Score>(text: &str, range: Range<usize>, forms: impl Fn() -> &'f Forms, model: &M) -> Vec<Place> {
    let mut places = Vec::new();
    let mut triggers = Triggers::new(text, range.clone());
    let mut from = range.start;
    let mut line = from;
    while let Some(at) = triggers.next(from) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let end = at + c.len_utf8();
        let before = from;
        from = end;
        if places.len() >= limits::PLACES {
            break;
        }
        if is_lone(c) {
            let rest = text.get(end..).unwrap_or_default();
            if let Some(length) = foreign::unknown_text(text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default()) {
                from = at + length;
                continue;
            }
            let same = rest.chars().take_while(|&other| other == c).count();
            if c != '\u{fffd}' && same >= 3 {
                // No mechanism of this stage leaves four in a row.
                from = end + same * c.len_utf8();
                continue;
            }
            if rest.chars().next().is_some_and(may_be_delimiter) {
                let runs = forms().torn(text, at);
                if let Some(last) = runs.last() {
                    from = last.at.end;
                    places.push(Place::Damaged(TORN, runs));
                    continue;
                }
            }
            // 何以堪?” in a text that the judge finds odd: a question before a closing quote is a question.
            let asks = c == '?' && rest.starts_with(['”', '’', '"', '」', '』', '）']);
            if c != '？' && !asks {
                let line = memchr::memrchr(b'\n', text.as_bytes().get(before..at).unwrap_or_default()).map_or(before, |newline| before + newline + 1);
                if reads_badly(model, text.get(line..at).unwrap_or_default())
                    && let Some(run) = forms().shifted(text, line, at)
                {
                    from = run.at.end.max(end);
                    places.push(Place::Damaged(SHIFTED, vec![run]));
                    continue;
                }
            }
            if c == '\u{fffd}' {
                from = end + same * c.len_utf8();
                places.push(Place::Replaced(at..from));
            }
        } else if is_private(c) {
            if let Some(newline) = memchr::memrchr(b'\n', text.as_bytes().get(before..at).unwrap_or_default()) {
                line = before + newline + 1;
            }
            let floor = line.max(before);
            match forms().shifted(text, floor, at) {
                Some(run) => {
                    from = run.at.end.max(end);
                    places.push(Place::Damaged(SHIFTED, vec![run]));
                }
                None => places.push(Place::Private(at..end)),
            }
        }
    }
    none_dropped(&mut places);
    places
}

/// A cleaner drops all private-use characters of a page or none: where one run shows some, no other one lacks any.
fn none_dropped(places: &mut [Place]) {
    if places.iter().any(|place| matches!(place, Place::Damaged(_, runs) if runs.iter().any(|run| run.gaps == 0))) {
        for place in places {
            if let Place::Damaged(_, runs) = place {
                runs.iter_mut().for_each(|run| run.gaps = 0);
            }
        }
    }
}

/// Whether the end of a line's beginning makes so little sense that it may be shifted by a byte.
fn reads_badly<M: Score>(model: &M, text: &str) -> bool {
    let tail = preceding(text, limits::BAD_TAIL);
    let (mut state, mut sum, mut count) = (M::State::default(), 0.0, 0);
    for c in tail.chars() {
        let (next, score) = model.step(state, c);
        state = next;
        if count > 0 || crate::chars::is_han(c) {
            count += 1;
            sum += f64::from(score);
        }
    }
    count >= limits::BAD_TAIL / 2 && sum < limits::BAD_MEAN * count as f64
}

/// Whether a false delimiter may look like this. Cheap, because it is asked at every question mark.
fn may_be_delimiter(c: char) -> bool {
    matches!(c, '?' | '!' | ';' | ':' | '。' | '\u{ff01}'..='\u{ff5e}' | '￥' | '￣')
}

/// One page on its way through the stage.
struct Page<'a, M: Score> {
    model: &'a M,
    forms: &'a Forms,
    text: &'a str,
    accept: f64,
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
    fn new(model: &'a M, forms: &'a Forms, text: &'a str, accept: f64, places: &[Place], budget: &'a mut Budget) -> Self {
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
        Page { model, forms, text, accept, memory, budget, wrapped: is_wrapped(text), same: BTreeMap::new(), restored: String::new(), copied: 0 }
    }

    /// Goes through the places. Whether one that looks like damage was left as it stands.
    fn clean(mut self, places: Vec<Place>, out: &mut Proposal) -> bool {
        self.read_together(&places);
        let too_many = places.len() >= limits::PLACES;
        let mut places = VecDeque::from(places);
        let mut undecided = false;
        let mut reported: Vec<Code> = Vec::new();
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
                Place::Replaced(at) => write::replaced(self.text, at, out),
                Place::Private(at) => {
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
        let mut verdict = write::Verdict { damaged: probability(odds), together: None };
        if let Some(same) = self.text.get(run.at.clone()).and_then(|shown| self.same.get(shown)) {
            verdict = same.support(&answer, odds, run.prior);
        }
        let written = write::run(self.text, run, &answer, rule, verdict, self.accept, out);
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
        shown.chars().any(|c| is_private(c) || c == '\u{fffd}') || shifted > limits::SHIFTED_SHOWN
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
        let plain = Reader { model: self.model, memory: &forgetful, cut: false };
        let reader = Reader { model: self.model, memory: &self.memory, cut: rule == TORN };
        let ahead = following(self.text, last.at.end, limits::CONTEXT_AFTER);
        let stop = last.at.end + ahead.len();
        let line_ends = !self.wrapped && matches!(self.text.as_bytes().get(stop), None | Some(b'\n'));
        let standing = self.text.get(first.at.start..stop).unwrap_or_default();
        let (unaided, fluency) = standing_score(&plain, plain.after(context, whole), standing, first.at.len(), line_ends);
        // The page's phrases speak for what stands here as well as for what it may have been.
        let aided = Reader { model: self.model, memory: &self.memory, cut: false };
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
            let mut solve = |gaps| lattice::solve(&reader, self.forms.cells_of(run), before, &items, after, line_ends, gaps, self.budget);
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
                    let reader = Reader { model: self.model, memory: &PageMemory::default(), cut: true };
                    let items: Vec<_> = run.items.iter().map(|(_, item)| item.clone()).collect();
                    let alone = lattice::solve(&reader, self.forms.cells_of(run), score::Place::default(), &items, "", false, run.gaps, self.budget);
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
        let mut verdict = write::Verdict { damaged: probability(odds), together: None };
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
        verdict.damaged = probability(self.places.iter().map(|(_, odds)| odds).sum::<f64>() + prior).max(verdict.damaged);
        verdict
    }
}

fn probability(odds: f64) -> f64 {
    if odds > 30.0 { 1.0 } else { 1.0 - 1.0 / (1.0 + number::exp(odds)) }
}

/// Whether most long lines end within a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut long, mut broken) = (0.0, 0.0);
    for line in text.lines().filter(|line| line.chars().nth(limits::LONG_LINE).is_some()) {
        long += 1.0;
        if line.trim_end().chars().next_back().is_some_and(crate::chars::is_han) {
            broken += 1.0;
        }
    }
    long > 2.0 && broken > limits::WRAPPED * long
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
        } else if marks(previous) && (marks(c) || !crate::chars::is_han(c) && !matches!(c, ';' | '；' | ':' | '：' | ',' | '，' | '、' | '。')) {
            score = score.max(limits::REPEATED_MARK);
        } else if is_lone(c) {
            score = score.max(limits::UNKNOWN_CHARACTER);
        }
        if at < inside && crate::chars::is_han(c) {
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

/// The last `count` characters of a text.
fn preceding(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// At most `count` characters from `start` to the end of the line or to what may be damaged itself.
fn following(text: &str, start: usize, count: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.char_indices().take(count).find(|&(_, c)| c == '\n' || is_lone(c) || is_private(c)).map(|(at, _)| at);
    let end = end.or_else(|| rest.char_indices().nth(count).map(|(at, _)| at)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
