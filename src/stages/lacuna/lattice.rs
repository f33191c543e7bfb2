//! The lattice of what a damaged run may have been, and what is most likely.
//!
//! A shifted run shows pairs of bytes: the trail byte of one character and the lead byte of the next. Between two visible pairs there may
//! have been others that a decoder shows as private-use characters and a cleaner dropped. A *unit* is what
//! stands for one visible item: the characters from the one before it to the one that has its first byte. The
//! forward sums, the backward sums and the best path are exact within the beam.

use super::cells::{Cell, Cells};
use super::limits;
use super::score::{Mixer, Outlook, Place, Reader, Score};
use crate::number::{exp, ln_add};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// What one visible item of a damaged run can stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A lone lead byte and the false delimiter after it, which has the character's trail byte and the next one's lead byte.
    TornStart(Cell),
    /// A pair of bytes, or one of several, each with what ln P it loses.
    Pair(Vec<(Cell, f64)>),
    /// A lone trail byte, which ends the run; `swallows` tells whether the decoder may have eaten an ASCII byte with it.
    Lone {
        /// Whether an ASCII byte may be gone.
        swallows: bool,
    },
    /// A lone trail byte that made one character with the letter after it.
    Letter(u8, char),
    /// Nothing visible: the text ends within a character.
    Cut,
    /// A character that the shift has not reached, or may begin at.
    Plain {
        /// The character as it stands.
        character: char,
        /// Its bytes.
        cell: Cell,
    },
}

/// A character of the answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The likeliest character.
    pub(super) character: char,
    /// Its probability at its place.
    pub(super) probability: f64,
    /// ln P of it after what stands before it.
    pub(super) score: f64,
    /// Whether it is a closing bracket that no opening one stands before on its line.
    pub(super) unopened: bool,
}

/// The likeliest reading of a run, unit by unit.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The readings of each item.
    pub(super) units: Vec<Vec<Reading>>,
    /// Whether the best path leaves the item as it stands.
    pub(super) plain: Vec<bool>,
    /// ln of the sum over all paths: how likely the run is as damage.
    pub(super) evidence: f64,
    lattice: Lattice,
    path: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    forward: f64,
    backward: f64,
    best: f64,
    /// The arc the best path comes by.
    by: u32,
}

#[derive(Clone, Copy, Debug)]
struct Arc {
    from: u32,
    to: u32,
    character: char,
    weight: f64,
    unit: u16,
    /// How many characters of the unit come before this one.
    depth: u8,
    /// Whether the unit's own bytes are reached.
    last: bool,
    /// Whether the character stands in the text as it is.
    plain: bool,
}

#[derive(Clone, Debug, Default)]
struct Lattice {
    nodes: Vec<Node>,
    arcs: Vec<Arc>,
    /// The arcs of each unit.
    units: Vec<std::ops::Range<usize>>,
    /// The nodes each unit ends in.
    ends: Vec<std::ops::Range<usize>>,
}

/// A step that has been scored and not yet been accepted into the lattice.
struct Draft<S> {
    key: u64,
    place: Place<S>,
    pending: u8,
    from: u32,
    character: char,
    weight: f64,
    total: f64,
    depth: u8,
    last: bool,
    plain: bool,
}

impl<S: Copy + PartialEq> Draft<S> {
    /// Whether both end in one state. The key only brings such drafts together: two states may have one hash.
    fn ends_as(&self, other: &Self) -> bool {
        self.key == other.key && self.pending == other.pending && self.place == other.place
    }
}

/// A node in the front of the search.
#[derive(Clone, Copy)]
struct Front<S> {
    node: u32,
    place: Place<S>,
    /// The lead byte of the next character, 0 when the text is aligned; in gaps the class of the first byte of a pair.
    pending: u8,
    forward: f64,
}

/// The probability that reaches each node at the end of a unit. Carried on unit by unit, a stretch of any length costs what its units cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow(BTreeMap<u32, f64>);

impl Flow {
    /// All of it.
    pub(super) fn share(&self) -> f64 {
        self.0.values().sum::<f64>().min(1.0)
    }
}

/// How much work is left, in characters scored.
pub(super) struct Budget(pub(super) u64);

impl Budget {
    pub(super) fn spend(&mut self, n: u64) -> bool {
        self.0 = self.0.saturating_sub(n);
        self.0 > 0
    }
}

struct Drafts<S> {
    list: Vec<Draft<S>>,
    best: f64,
    /// Characters scored for them, those given up at once included.
    scored: u64,
}

impl<S: Copy + Hash> Drafts<S> {
    fn new() -> Self {
        Drafts { list: Vec::new(), best: f64::NEG_INFINITY, scored: 0 }
    }

    #[allow(clippy::too_many_arguments)]
    fn push(&mut self, from: &Front<S>, scored: (Place<S>, f64), pending: u8, character: char, depth: u8, last: bool, plain: bool, extra: f64) {
        self.scored += 1;
        let weight = scored.1 + extra;
        let total = from.forward + weight;
        // Text that the shift has not reached is kept whatever it says: a rare word is no reason to doubt it.
        if !plain && total < self.best - limits::SPAN {
            return;
        }
        self.best = self.best.max(total);
        let mut mixer = Mixer::default();
        scored.0.hash(&mut mixer);
        mixer.write_u8(pending);
        self.list.push(Draft { key: mixer.finish(), place: scored.0, pending, from: from.node, character, weight, total, depth, last, plain });
    }

    /// Whether nothing that follows a hypothesis can come within reach of the best: looking is spared, the answer is the same.
    fn out_of_reach(&self, hypothesis: &Front<S>) -> bool {
        hypothesis.forward + limits::MOST_GAINED < self.best - limits::SPAN
    }
}

/// Searches a run. `before` is the place the run begins at, `after` the text that follows it, which ends the line if `line_ends`.
pub(super) fn solve<M: Score>(
    reader: &Reader<'_, M>,
    cells: &Cells,
    before: Place<M::State>,
    items: &[Item],
    after: &str,
    line_ends: bool,
    gaps: usize,
    budget: &mut Budget,
) -> Option<Answer> {
    let mut lattice = Lattice::default();
    lattice.nodes.push(Node { forward: 0.0, backward: 0.0, best: 0.0, by: u32::MAX });
    let mut front = vec![Front { node: 0, place: before, pending: 0, forward: 0.0 }];
    for (unit, item) in items.iter().enumerate() {
        let from = lattice.arcs.len();
        let mut search = Search { reader, cells, lattice: &mut lattice, unit: unit as u16, budget: &mut *budget };
        front = search.unit(front, item, gaps);
        if front.is_empty() || !budget.spend(1) {
            return None;
        }
        lattice.units.push(from..lattice.arcs.len());
        let start = front.first().map_or(0, |f| f.node as usize);
        lattice.ends.push(start..start + front.len());
    }
    lattice.close(reader, before, &front, after, line_ends)
}

/// Where a unit leads.
#[derive(Clone, Copy)]
enum Goal<'a> {
    /// To the first byte of a visible pair.
    Pair(&'a [(Cell, f64)]),
    /// To the end of the run, whose last byte is not known.
    Any,
}

/// The last lead byte of the common characters; those above it are sorted by radical and rare.
const LAST_COMMON_LEAD: u8 = 0xD7;

struct Search<'a, 'b, M: Score> {
    reader: &'a Reader<'b, M>,
    cells: &'a Cells,
    lattice: &'a mut Lattice,
    unit: u16,
    budget: &'a mut Budget,
}

impl<M: Score> Search<'_, '_, M> {
    fn unit(&mut self, front: Vec<Front<M::State>>, item: &Item, gaps: usize) -> Vec<Front<M::State>> {
        let mut exits = Drafts::new();
        match item {
            Item::TornStart(mark) => {
                for hypothesis in &front {
                    let outlook = self.reader.outlook(hypothesis.place);
                    for c in self.cells.ending(mark.lead) {
                        exits.push(hypothesis, self.read(&outlook, c), mark.trail, c, 0, true, false, 0.0);
                    }
                }
            }
            Item::Pair(alternatives) => self.gap(&front, Goal::Pair(alternatives), gaps, &mut exits),
            Item::Plain { character, cell } => {
                let (shifted, aligned): (Vec<_>, Vec<_>) = front.iter().copied().partition(|f| f.pending != 0);
                for hypothesis in &aligned {
                    let outlook = self.reader.outlook(hypothesis.place);
                    if !super::cells::is_private(*character) {
                        exits.push(hypothesis, self.reader.read(&outlook, *character), 0, *character, 0, true, true, 0.0);
                    }
                    for c in self.cells.ending(cell.lead) {
                        exits.push(hypothesis, self.reader.read(&outlook, c), cell.trail, c, 0, true, false, limits::LEAD_LOST);
                    }
                    for c in self.cells.beginning(cell.lead) {
                        exits.push(hypothesis, self.reader.read(&outlook, c), cell.trail, c, 0, true, false, limits::TRAIL_LOST);
                    }
                }
                self.gap(&shifted, Goal::Pair(&[(*cell, 0.0)]), gaps, &mut exits);
            }
            Item::Lone { swallows } => {
                for hypothesis in &front {
                    let outlook = self.reader.outlook(hypothesis.place);
                    if hypothesis.pending == 0 {
                        exits.push(hypothesis, self.reader.read(&outlook, '?'), 0, '?', 0, true, true, 0.0);
                        continue;
                    }
                    let mut inner = Drafts::new();
                    for c in self.cells.beginning(hypothesis.pending) {
                        let scored = self.read(&outlook, c);
                        exits.push(hypothesis, scored, 0, c, 0, true, false, if *swallows { limits::NOT_SWALLOWED } else { 0.0 });
                        if *swallows {
                            inner.push(hypothesis, scored, 0, c, 0, false, false, 0.0);
                        }
                    }
                    for middle in self.accept(inner, limits::BEAM) {
                        let outlook = self.reader.outlook(middle.place);
                        for c in SWALLOWED.chars() {
                            exits.push(&middle, self.reader.read(&outlook, c), 0, c, 1, true, false, 0.0);
                        }
                    }
                }
                self.gap(&front, Goal::Any, gaps.min(limits::GAPS_AT_END), &mut exits);
            }
            Item::Cut => {
                for hypothesis in &front {
                    let outlook = self.reader.outlook(hypothesis.place);
                    for c in self.cells.beginning(hypothesis.pending) {
                        exits.push(hypothesis, self.reader.read(&outlook, c), 0, c, 0, true, false, 0.0);
                    }
                }
            }
            Item::Letter(trail, letter) => {
                let mut inner = Drafts::new();
                for hypothesis in &front {
                    let Some(c) = self.cells.character(hypothesis.pending, *trail) else { continue };
                    inner.push(hypothesis, self.read(&self.reader.outlook(hypothesis.place), c), 0, c, 0, false, false, 0.0);
                }
                for middle in self.accept(inner, limits::BEAM) {
                    exits.push(&middle, self.reader.read(&self.reader.outlook(middle.place), *letter), 0, *letter, 1, true, false, 0.0);
                }
            }
        }
        self.accept(exits, limits::BEAM)
    }

    /// Scores a character that lies next to the false delimiter as if no mark could have been cut there, and others as they are.
    fn read(&self, outlook: &Outlook<'_, M::State>, c: char) -> (Place<M::State>, f64) {
        let (place, score) = self.reader.read(outlook, c);
        // The first cut may have gone through a mark that later cuts were to find.
        if self.unit <= 1 && self.reader.ends_run(c) { (place, score - limits::CUT_HERE) } else { (place, score) }
    }

    /// From pending bytes to the next visible pair, over 0, 1, 2 … dropped pairs.
    fn gap(&mut self, front: &[Front<M::State>], goal: Goal<'_>, gaps: usize, exits: &mut Drafts<M::State>) {
        for hypothesis in front {
            let Goal::Pair(alternatives) = goal else { break };
            let outlook = self.reader.outlook(hypothesis.place);
            for &(cell, loss) in alternatives {
                if let Some(c) = self.cells.character(hypothesis.pending, cell.lead) {
                    exits.push(hypothesis, self.read(&outlook, c), cell.trail, c, 0, true, false, loss);
                }
            }
        }
        if gaps == 0 {
            return;
        }
        let mut drafts = Drafts::new();
        for hypothesis in front {
            if drafts.out_of_reach(hypothesis) {
                continue;
            }
            let outlook = self.reader.outlook(hypothesis.place);
            for opening in self.cells.openings(hypothesis.pending) {
                drafts.push(
                    hypothesis,
                    self.reader.read(&outlook, opening.character),
                    opening.class,
                    opening.character,
                    0,
                    false,
                    false,
                    limits::DROPPED + if matches!(goal, Goal::Any) { limits::GAP_AT_END } else { 0.0 },
                );
            }
        }
        for depth in 1..=gaps as u8 {
            drafts.best = drafts.best.max(exits.best);
            let inside = self.accept(drafts, if matches!(goal, Goal::Any) { limits::BEAM_AT_END } else { limits::BEAM });
            if inside.is_empty() || !self.budget.spend(1) {
                return;
            }
            drafts = Drafts::new();
            for hypothesis in &inside {
                if exits.out_of_reach(hypothesis) && drafts.out_of_reach(hypothesis) {
                    continue;
                }
                let outlook = self.reader.outlook(hypothesis.place);
                match goal {
                    Goal::Pair(alternatives) => {
                        for &(cell, loss) in alternatives {
                            for &second in self.cells.seconds(hypothesis.pending) {
                                if let Some(c) = self.cells.character(second, cell.lead) {
                                    exits.push(hypothesis, self.reader.read(&outlook, c), cell.trail, c, depth, true, false, loss);
                                }
                            }
                        }
                    }
                    Goal::Any => {
                        for &second in self.cells.seconds(hypothesis.pending).iter().filter(|&&second| second <= LAST_COMMON_LEAD) {
                            for c in self.cells.beginning(second) {
                                exits.push(hypothesis, self.reader.read(&outlook, c), 0, c, depth, true, false, 0.0);
                            }
                        }
                    }
                }
                if (depth as usize) < gaps && !drafts.out_of_reach(hypothesis) {
                    self.inner(hypothesis, &outlook, depth, &mut drafts);
                }
            }
        }
    }

    fn inner(&mut self, hypothesis: &Front<M::State>, outlook: &Outlook<'_, M::State>, depth: u8, drafts: &mut Drafts<M::State>) {
        let seconds = self.cells.seconds(hypothesis.pending);
        let few = seconds.len() < 20;
        for inner in self.cells.inner() {
            if few && !seconds.contains(&inner.lead) {
                continue;
            }
            drafts.push(hypothesis, self.reader.read(outlook, inner.character), inner.class, inner.character, depth, false, false, limits::DROPPED);
        }
    }

    /// Takes the best drafts into the lattice; those that end in the same place become one node.
    fn accept(&mut self, drafts: Drafts<M::State>, beam: usize) -> Vec<Front<M::State>> {
        self.budget.spend(drafts.scored);
        let floor = drafts.best - limits::SPAN;
        let mut list = drafts.list;
        list.retain(|draft| draft.plain || draft.total >= floor);
        list.sort_by_key(|a| (a.key, a.pending, a.from, a.depth, a.character));
        let mut groups: Vec<(f64, std::ops::Range<usize>)> = Vec::new();
        for (i, draft) in list.iter().enumerate() {
            match groups.last_mut() {
                Some((total, range)) if list[range.start].ends_as(draft) => {
                    *total = ln_add(*total, draft.total);
                    range.end = i + 1;
                }
                _ => groups.push((draft.total, i..i + 1)),
            }
        }
        let plain = |group: &(f64, std::ops::Range<usize>)| list[group.1.clone()].iter().any(|draft| draft.plain);
        groups.sort_by(|a, b| plain(b).cmp(&plain(a)).then(b.0.total_cmp(&a.0)).then(a.1.start.cmp(&b.1.start)));
        groups.truncate(beam);
        let mut front = Vec::with_capacity(groups.len());
        for (forward, range) in groups {
            let node = self.lattice.nodes.len() as u32;
            let (mut best, mut by) = (f64::NEG_INFINITY, u32::MAX);
            for draft in &list[range.clone()] {
                let reached = self.lattice.nodes[draft.from as usize].best + draft.weight;
                if reached > best {
                    (best, by) = (reached, self.lattice.arcs.len() as u32);
                }
                self.lattice.arcs.push(Arc {
                    from: draft.from,
                    to: node,
                    character: draft.character,
                    weight: draft.weight,
                    unit: self.unit,
                    depth: draft.depth,
                    last: draft.last,
                    plain: draft.plain,
                });
            }
            self.lattice.nodes.push(Node { forward, backward: f64::NEG_INFINITY, best, by });
            let draft = &list[range.start];
            front.push(Front { node, place: draft.place, pending: draft.pending, forward });
        }
        front
    }
}

/// ASCII characters that a decoder eats with a lone byte before them.
const SWALLOWED: &str = "0123456789 %()+-.,/:<=>\"";

impl Lattice {
    /// Which share of the readings that come to an arc's first node take the arc; of a node that the beam left without a way on, none.
    fn share_onward(&self, arc: &Arc) -> f64 {
        let from = self.nodes[arc.from as usize].backward;
        if from == f64::NEG_INFINITY { 0.0 } else { exp(arc.weight + self.nodes[arc.to as usize].backward - from) }
    }

    fn close<M: Score>(mut self, reader: &Reader<'_, M>, before: Place<M::State>, front: &[Front<M::State>], after: &str, line_ends: bool) -> Option<Answer> {
        let mut evidence = f64::NEG_INFINITY;
        let mut best = (f64::NEG_INFINITY, u32::MAX);
        for hypothesis in front {
            let (place, mut score) = reader.read_all(hypothesis.place, after);
            if line_ends {
                score += reader.end(place);
            }
            let node = &mut self.nodes[hypothesis.node as usize];
            node.backward = score;
            evidence = ln_add(evidence, node.forward + score);
            if node.best + score > best.0 {
                best = (node.best + score, hypothesis.node);
            }
        }
        for i in (0..self.arcs.len()).rev() {
            let arc = self.arcs[i];
            let onward = self.nodes[arc.to as usize].backward + arc.weight;
            let from = &mut self.nodes[arc.from as usize];
            from.backward = ln_add(from.backward, onward);
        }
        let mut path = Vec::new();
        let mut at = best.1;
        while let Some(node) = self.nodes.get(at as usize) {
            let Some(arc) = self.arcs.get(node.by as usize) else { break };
            path.push(node.by);
            at = arc.from;
        }
        path.reverse();
        if path.is_empty() || !evidence.is_finite() {
            return None;
        }
        let mut units: Vec<Vec<Reading>> = vec![Vec::new(); self.units.len()];
        let mut plain = vec![false; self.units.len()];
        let mut brackets = before.brackets();
        for &by in &path {
            let chosen = self.arcs[by as usize];
            let mut probability = 0.0;
            for arc in &self.arcs[self.units[chosen.unit as usize].clone()] {
                // The last character of a unit is the same place however many came before it.
                let same_place = arc.last == chosen.last && (arc.last || arc.depth == chosen.depth);
                if same_place && arc.character == chosen.character {
                    probability += exp(self.nodes[arc.from as usize].forward + arc.weight + self.nodes[arc.to as usize].backward - evidence);
                }
            }
            units[chosen.unit as usize].push(Reading {
                character: chosen.character,
                probability: probability.min(1.0),
                score: chosen.weight,
                unopened: brackets.read(chosen.character),
            });
            plain[chosen.unit as usize] = chosen.plain;
        }
        Some(Answer { units, plain, evidence, lattice: self, path })
    }
}

impl Answer {
    /// What reaches the nodes before a unit, whatever is read there: where [`Answer::carry`] begins.
    pub(super) fn flow(&self, unit: usize) -> Flow {
        let starts = match unit.checked_sub(1) {
            None => 0..1,
            Some(before) => self.lattice.ends.get(before).cloned().unwrap_or(0..0),
        };
        let share = |node: usize| self.lattice.nodes.get(node).map_or(0.0, |here| exp(here.forward + here.backward - self.evidence));
        Flow(starts.map(|node| (node as u32, share(node))).collect())
    }

    /// What is left of a flow after a unit of which the readings that `sure` names must be right. `sure` is asked with the unit and the
    /// number of the character in it.
    pub(super) fn carry(&self, flow: &Flow, unit: usize, sure: impl Fn(usize, usize) -> bool) -> Flow {
        let lattice = &self.lattice;
        let (Some(arcs), Some(ends)) = (lattice.units.get(unit), lattice.ends.get(unit)) else { return Flow::default() };
        let in_unit = |by: u32| lattice.arcs[by as usize].unit as usize;
        let first = self.path.partition_point(|&by| in_unit(by) < unit);
        let chosen = self.path[first..].iter().take_while(|&&by| in_unit(by) == unit).map(|&by| &lattice.arcs[by as usize]);
        // The reading at each place of the best path, if it is asked for: by depth, and for the last one.
        let mut wanted: Vec<(u8, bool, char)> = Vec::new();
        let mut whole = true;
        for (number, arc) in chosen.enumerate() {
            if sure(unit, number) {
                wanted.push((arc.depth, arc.last, arc.character));
            } else {
                whole = false;
            }
        }
        let mut mass = flow.0.clone();
        // Arcs lie in the order in which their starts were made, so one pass carries the whole flow.
        for arc in &lattice.arcs[arcs.clone()] {
            let allowed = if whole {
                wanted.contains(&(arc.depth, arc.last, arc.character))
            } else {
                wanted.iter().all(|&(depth, is_last, c)| c == arc.character || if is_last { !arc.last } else { arc.last || arc.depth != depth })
            };
            if !allowed {
                continue;
            }
            let Some(&here) = mass.get(&arc.from) else { continue };
            let share = lattice.share_onward(arc);
            *mass.entry(arc.to).or_insert(0.0) += here * share;
        }
        mass.retain(|node, _| ends.contains(&(*node as usize)));
        Flow(mass)
    }

    /// What the units `from..to` may read, with probabilities, best first; what is hardly possible is left out.
    pub(super) fn distribution(&self, from: usize, to: usize) -> Vec<(String, f64)> {
        let lattice = &self.lattice;
        let (Some(first), Some(last), Some(ends)) = (lattice.units.get(from), lattice.units.get(to.wrapping_sub(1)), lattice.ends.get(to.wrapping_sub(1)))
        else {
            return Vec::new();
        };
        let mut reached: BTreeMap<u32, BTreeMap<String, f64>> = BTreeMap::new();
        let starts = match from.checked_sub(1) {
            None => 0..1,
            Some(before) => lattice.ends[before].clone(),
        };
        for node in starts {
            let here = lattice.nodes[node];
            let mass = exp(here.forward + here.backward - self.evidence);
            if mass > limits::FORGOTTEN {
                reached.insert(node as u32, BTreeMap::from([(String::new(), mass)]));
            }
        }
        for arc in &lattice.arcs[first.start..last.end] {
            let share = lattice.share_onward(arc);
            let Some(here) = reached.get(&arc.from) else { continue };
            let next: Vec<(String, f64)> = here
                .iter()
                .filter(|(_, mass)| *mass * share > limits::FORGOTTEN)
                .map(|(text, mass)| (format!("{text}{}", arc.character), mass * share))
                .collect();
            let there = reached.entry(arc.to).or_default();
            for (text, mass) in next {
                *there.entry(text).or_insert(0.0) += mass;
            }
        }
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for node in ends.clone() {
            for (text, mass) in reached.remove(&(node as u32)).unwrap_or_default() {
                *sums.entry(text).or_insert(0.0) += mass;
            }
        }
        let mut list: Vec<(String, f64)> = sums.into_iter().collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }

    /// How much of the evidence comes from readings in which some byte was lost. Text that no shift has reached is the rest; a shift never ends
    /// before the run does, so the run's last item tells the two apart.
    pub(super) fn shifted_share(&self) -> f64 {
        let Some(last) = self.lattice.units.last().and_then(|arcs| self.lattice.arcs.get(arcs.clone())) else { return 1.0 };
        let through =
            |arc: &Arc| exp(self.lattice.nodes[arc.from as usize].forward + arc.weight + self.lattice.nodes[arc.to as usize].backward - self.evidence);
        (1.0 - last.iter().filter(|arc| arc.plain).map(through).sum::<f64>()).clamp(0.0, 1.0)
    }

    /// ln of the best path's share of the evidence.
    pub(super) fn best_share(&self) -> f64 {
        let Some(&last) = self.path.last() else { return 0.0 };
        let end = self.lattice.nodes[self.lattice.arcs[last as usize].to as usize];
        end.best + end.backward - self.evidence
    }
}
