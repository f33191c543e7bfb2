//! The search for what a damaged run may have been: it builds the lattice of all readings.
//!
//! A shifted run shows pairs of bytes: the trail byte of one character and the lead byte of the next. Between two visible pairs there may
//! have been others that a decoder shows as private-use characters and a cleaner dropped. A *unit* is what
//! stands for one visible item: the characters from the one before it to the one that has its first byte. The
//! forward sums, the backward sums and the best path are exact within the beam.

use std::collections::HashMap;

use super::answer::Answer;
use super::cells::{Cell, Cells, Opening};
use super::lattice::{Lattice, Step};
use super::limits;
use super::score::{Outlook, Place, Reader, Score};
use crate::calibration::Lacuna as Scale;
use crate::lattice::Graph;
use crate::number::ln_add;

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
    Plain { character: char, cell: Cell },
}

/// A step that has been scored and not yet been accepted into the lattice.
struct Draft<S> {
    /// The number of the state it ends in.
    group: u32,
    place: Place<S>,
    pending: u8,
    from: u32,
    weight: f64,
    total: f64,
    step: Step,
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
    /// ln: the most that a character can gain: that a pair was dropped before it, and that it closes a bracket.
    most_gained: f64,
}

impl<S: Copy> Drafts<S> {
    fn new(scale: &Scale) -> Self {
        Drafts { list: Vec::new(), best: f64::NEG_INFINITY, scored: 0, most_gained: scale.dropped.max(0.0) + limits::BRACKET_CLOSES }
    }

    /// Adds a step to the place `scored.0` at ln P `scored.1`, after which the byte `pending` waits for its other half.
    fn push(&mut self, from: &Front<S>, scored: (Place<S>, f64), pending: u8, step: Step) {
        self.scored += 1;
        let (place, weight) = scored;
        let total = from.forward + weight;
        // Text that the shift has not reached is kept whatever it says: a rare word is no reason to doubt it.
        if !step.plain && total < self.best - limits::SPAN {
            return;
        }
        self.best = self.best.max(total);
        self.list.push(Draft { group: 0, place, pending, from: from.node, weight, total, step });
    }

    /// Whether nothing that follows a hypothesis can come within reach of the best: looking is spared, the answer is the same.
    fn out_of_reach(&self, hypothesis: &Front<S>) -> bool {
        hypothesis.forward + self.most_gained < self.best - limits::SPAN
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
    let mut lattice = Lattice { graph: Graph::new(), units: Vec::new(), ends: Vec::new() };
    let mut front = vec![Front { node: 0, place: before, pending: 0, forward: 0.0 }];
    for (unit, item) in items.iter().enumerate() {
        let from = lattice.graph.arcs().len();
        let mut search = Search { reader, cells, graph: &mut lattice.graph, unit: unit as u16, budget: &mut *budget };
        front = search.unit(front, item, gaps);
        if front.is_empty() || !budget.spend(1) {
            return None;
        }
        lattice.units.push(from..lattice.graph.arcs().len());
        let start = front.first().map_or(0, |f| f.node as usize);
        lattice.ends.push(start..start + front.len());
    }
    let onward = |hypothesis: &Front<M::State>| {
        let (place, score) = reader.read_all(hypothesis.place, after);
        (hypothesis.node, if line_ends { score + reader.end(place) } else { score })
    };
    Answer::new(lattice, before.brackets(), &front.iter().map(onward).collect::<Vec<_>>())
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
    graph: &'a mut Graph<Step>,
    unit: u16,
    budget: &'a mut Budget,
}

impl<M: Score> Search<'_, '_, M> {
    fn unit(&mut self, front: Vec<Front<M::State>>, item: &Item, gaps: usize) -> Vec<Front<M::State>> {
        let mut exits = Drafts::new(self.reader.scale);
        match item {
            Item::TornStart(mark) => {
                for hypothesis in &front {
                    let outlook = self.reader.outlook(hypothesis.place);
                    for c in self.cells.ending(mark.lead) {
                        exits.push(hypothesis, self.read(&outlook, c), mark.trail, self.last(c, 0));
                    }
                }
            }
            Item::Pair(alternatives) => self.gap(&front, Goal::Pair(alternatives), gaps, &mut exits),
            Item::Plain { character, cell } => {
                let (shifted, aligned): (Vec<_>, Vec<_>) = front.iter().copied().partition(|f| f.pending != 0);
                self.plain(&aligned, *character, *cell, &mut exits);
                self.gap(&shifted, Goal::Pair(&[(*cell, 0.0)]), gaps, &mut exits);
            }
            Item::Lone { swallows } => {
                self.lone(&front, *swallows, &mut exits);
                self.gap(&front, Goal::Any, gaps.min(limits::GAPS_AT_END), &mut exits);
            }
            Item::Cut => {
                for hypothesis in &front {
                    let outlook = self.reader.outlook(hypothesis.place);
                    for c in self.cells.beginning(hypothesis.pending) {
                        exits.push(hypothesis, self.reader.read(&outlook, c), 0, self.last(c, 0));
                    }
                }
            }
            Item::Letter(trail, letter) => {
                let mut inner = Drafts::new(self.reader.scale);
                for hypothesis in &front {
                    let Some(c) = self.cells.character(hypothesis.pending, *trail) else { continue };
                    inner.push(hypothesis, self.read(&self.reader.outlook(hypothesis.place), c), 0, self.inside(c, 0));
                }
                for middle in self.accept(inner, limits::BEAM) {
                    exits.push(&middle, self.reader.read(&self.reader.outlook(middle.place), *letter), 0, self.last(*letter, 1));
                }
            }
        }
        self.accept(exits, limits::BEAM)
    }

    /// The step to a unit's last character, after `depth` others.
    fn last(&self, character: char, depth: u8) -> Step {
        Step { character, unit: self.unit, depth, last: true, plain: false }
    }

    /// The step to a character of a unit after which others follow.
    fn inside(&self, character: char, depth: u8) -> Step {
        Step { last: false, ..self.last(character, depth) }
    }

    /// What an aligned character may be: itself, or the first that the shift has reached.
    fn plain(&self, aligned: &[Front<M::State>], character: char, cell: Cell, exits: &mut Drafts<M::State>) {
        for hypothesis in aligned {
            let outlook = self.reader.outlook(hypothesis.place);
            if !super::cells::is_private(character) {
                exits.push(hypothesis, self.reader.read(&outlook, character), 0, Step { plain: true, ..self.last(character, 0) });
            }
            for c in self.cells.ending(cell.lead) {
                exits.push(hypothesis, plus(self.reader.read(&outlook, c), limits::LEAD_LOST), cell.trail, self.last(c, 0));
            }
            for c in self.cells.beginning(cell.lead) {
                exits.push(hypothesis, plus(self.reader.read(&outlook, c), limits::TRAIL_LOST), cell.trail, self.last(c, 0));
            }
        }
    }

    /// What a lone byte at the end of a run may be, no pairs missing before it.
    fn lone(&mut self, front: &[Front<M::State>], swallows: bool, exits: &mut Drafts<M::State>) {
        for hypothesis in front {
            let outlook = self.reader.outlook(hypothesis.place);
            if hypothesis.pending == 0 {
                exits.push(hypothesis, self.reader.read(&outlook, '?'), 0, Step { plain: true, ..self.last('?', 0) });
                continue;
            }
            let mut inner = Drafts::new(self.reader.scale);
            for c in self.cells.beginning(hypothesis.pending) {
                let scored = self.read(&outlook, c);
                exits.push(hypothesis, if swallows { plus(scored, limits::NOT_SWALLOWED) } else { scored }, 0, self.last(c, 0));
                if swallows {
                    inner.push(hypothesis, scored, 0, self.inside(c, 0));
                }
            }
            for middle in self.accept(inner, limits::BEAM) {
                let outlook = self.reader.outlook(middle.place);
                for c in SWALLOWED.chars() {
                    exits.push(&middle, self.reader.read(&outlook, c), 0, self.last(c, 1));
                }
            }
        }
    }

    /// Scores a character that lies next to the false delimiter as if no mark could have been cut there, and others as they are.
    fn read(&self, outlook: &Outlook<'_, M>, c: char) -> (Place<M::State>, f64) {
        let scored = self.reader.read(outlook, c);
        // The first cut may have gone through a mark that later cuts were to find.
        if self.unit <= 1 && self.reader.ends_run(c) { plus(scored, -limits::CUT_HERE) } else { scored }
    }

    /// From pending bytes to the next visible pair, over 0, 1, 2 … dropped pairs.
    fn gap(&mut self, front: &[Front<M::State>], goal: Goal<'_>, gaps: usize, exits: &mut Drafts<M::State>) {
        for hypothesis in front {
            let Goal::Pair(alternatives) = goal else { break };
            let outlook = self.reader.outlook(hypothesis.place);
            for &(cell, loss) in alternatives {
                if let Some(c) = self.cells.character(hypothesis.pending, cell.lead) {
                    exits.push(hypothesis, plus(self.read(&outlook, c), loss), cell.trail, self.last(c, 0));
                }
            }
        }
        if gaps == 0 {
            return;
        }
        let (beam, opening_cost) = match goal {
            Goal::Pair(_) => (limits::BEAM, self.reader.scale.dropped),
            Goal::Any => (limits::BEAM_AT_END, self.reader.scale.dropped + limits::GAP_AT_END),
        };
        let mut drafts = Drafts::new(self.reader.scale);
        for hypothesis in front {
            if drafts.out_of_reach(hypothesis) {
                continue;
            }
            let outlook = self.reader.outlook(hypothesis.place);
            for Opening { character, class } in self.cells.openings(hypothesis.pending) {
                drafts.push(hypothesis, plus(self.reader.read(&outlook, character), opening_cost), class, self.inside(character, 0));
            }
        }
        for depth in 1..=gaps as u8 {
            drafts.best = drafts.best.max(exits.best);
            let inside = self.accept(drafts, beam);
            if inside.is_empty() || !self.budget.spend(1) {
                return;
            }
            drafts = Drafts::new(self.reader.scale);
            for hypothesis in &inside {
                if exits.out_of_reach(hypothesis) && drafts.out_of_reach(hypothesis) {
                    continue;
                }
                let outlook = self.reader.outlook(hypothesis.place);
                self.leave_gap(hypothesis, &outlook, goal, depth, exits);
                if (depth as usize) < gaps && !drafts.out_of_reach(hypothesis) {
                    self.inner(hypothesis, &outlook, depth, &mut drafts);
                }
            }
        }
    }

    /// From within dropped pairs to what a unit leads to.
    fn leave_gap(&self, hypothesis: &Front<M::State>, outlook: &Outlook<'_, M>, goal: Goal<'_>, depth: u8, exits: &mut Drafts<M::State>) {
        let seconds = self.cells.seconds(hypothesis.pending);
        match goal {
            Goal::Pair(alternatives) => {
                for &(cell, loss) in alternatives {
                    for c in seconds.iter().filter_map(|&second| self.cells.character(second, cell.lead)) {
                        exits.push(hypothesis, plus(self.reader.read(outlook, c), loss), cell.trail, self.last(c, depth));
                    }
                }
            }
            Goal::Any => {
                for c in seconds.iter().filter(|&&second| second <= LAST_COMMON_LEAD).flat_map(|&second| self.cells.beginning(second)) {
                    exits.push(hypothesis, self.reader.read(outlook, c), 0, self.last(c, depth));
                }
            }
        }
    }

    /// From one dropped pair to the next.
    fn inner(&self, hypothesis: &Front<M::State>, outlook: &Outlook<'_, M>, depth: u8, drafts: &mut Drafts<M::State>) {
        let seconds = self.cells.seconds(hypothesis.pending);
        let few = seconds.len() < limits::FEW_SECONDS;
        for inner in self.cells.inner().iter().filter(|inner| !few || seconds.contains(&inner.lead)) {
            let scored = plus(self.reader.read(outlook, inner.character), self.reader.scale.dropped);
            drafts.push(hypothesis, scored, inner.class, self.inside(inner.character, depth));
        }
    }

    /// Takes the best drafts into the lattice; those that end in the same place become one node.
    fn accept(&mut self, drafts: Drafts<M::State>, beam: usize) -> Vec<Front<M::State>> {
        self.budget.spend(drafts.scored);
        let floor = drafts.best - limits::SPAN;
        let mut list = drafts.list;
        list.retain(|draft| draft.step.plain || draft.total >= floor);
        let mut known = HashMap::with_capacity(list.len());
        for draft in &mut list {
            let next = known.len() as u32;
            draft.group = *known.entry((draft.place, draft.pending)).or_insert(next);
        }
        list.sort_by_key(|draft| draft.group);
        let weigh = |same: &[Draft<M::State>]| same.iter().map(|draft| draft.total).fold(f64::NEG_INFINITY, ln_add);
        let mut groups: Vec<_> = list.chunk_by(|a, b| a.group == b.group).map(|same| (same.iter().any(|draft| draft.step.plain), weigh(same), same)).collect();
        groups.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
        let mut front = Vec::with_capacity(groups.len().min(beam));
        for (_, forward, drafts) in groups.into_iter().take(beam) {
            let node = self.graph.add_node(forward);
            drafts.iter().for_each(|draft| self.graph.add_arc(draft.from, node, draft.weight, draft.step));
            front.extend(drafts.first().map(|draft| Front { node, place: draft.place, pending: draft.pending, forward }));
        }
        front
    }
}

/// ASCII characters that a decoder eats with a lone byte before them.
const SWALLOWED: &str = "0123456789 %()+-.,/:<=>\"";

/// A scored step that costs or gains this much more.
fn plus<S>((place, score): (Place<S>, f64), extra: f64) -> (Place<S>, f64) {
    (place, score + extra)
}
