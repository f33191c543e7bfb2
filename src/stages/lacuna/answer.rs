//! The likeliest reading of a run, and how sure each part of it is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lattice::{Lattice, Step};
use super::limits;
use super::score::Brackets;
use crate::number::exp;

/// A character of the answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
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
    pub(super) units: Vec<Vec<Reading>>,
    /// Whether the best path leaves the item as it stands.
    pub(super) plain: Vec<bool>,
    /// ln of the sum over all paths: how likely the run is as damage.
    pub(super) evidence: f64,
    lattice: Lattice,
    /// The best path and the node it ends in.
    path: Vec<Step>,
    end: u32,
}

/// The probability that reaches each node at the end of a unit. Carried on unit by unit, a stretch of any length costs what its units cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow(BTreeMap<u32, f64>);

impl Flow {
    pub(super) fn share(&self) -> f64 {
        self.0.values().sum::<f64>().min(1.0)
    }
}

impl Answer {
    /// Closes a lattice whose readings end in the nodes `ends`, each with ln of how well the text goes on from there. `brackets` are open before it.
    pub(super) fn new(mut lattice: Lattice, mut brackets: Brackets, ends: &[(u32, f64)]) -> Option<Answer> {
        let end = lattice.graph.close(ends)?;
        let (graph, evidence) = (&lattice.graph, lattice.graph.evidence());
        if !evidence.is_finite() {
            return None;
        }
        let mut units: Vec<Vec<Reading>> = vec![Vec::new(); lattice.units.len()];
        let mut plain = vec![false; lattice.units.len()];
        let mut path = Vec::new();
        for by in graph.path(end) {
            let chosen = graph.arcs()[by as usize];
            let step = chosen.step;
            // The last character of a unit is the same place however many came before it.
            let same = |other: &Step| other.character == step.character && other.last == step.last && (step.last || other.depth == step.depth);
            let unit = usize::from(step.unit);
            let alike = graph.arcs()[lattice.units[unit].clone()].iter().filter(|arc| same(&arc.step));
            let probability = alike.map(|arc| exp(graph.share_through(arc))).sum::<f64>().min(1.0);
            units[unit].push(Reading { character: step.character, probability, score: chosen.weight, unopened: brackets.read(step.character) });
            plain[unit] = step.plain;
            path.push(step);
        }
        (!path.is_empty()).then_some(Answer { units, plain, evidence, lattice, path, end })
    }

    fn starts(&self, unit: usize) -> Range<usize> {
        match unit.checked_sub(1) {
            None => 0..1,
            Some(before) => self.lattice.ends.get(before).cloned().unwrap_or(0..0),
        }
    }

    /// What reaches the nodes before a unit, whatever is read there: where [`Answer::carry`] begins.
    pub(super) fn flow(&self, unit: usize) -> Flow {
        Flow(self.starts(unit).map(|node| (node as u32, self.lattice.graph.share_at(node as u32))).collect())
    }

    /// What is left of a flow after a unit of which the readings that `sure` names must be right. `sure` is asked with the unit and the
    /// number of the character in it.
    pub(super) fn carry(&self, flow: &Flow, unit: usize, sure: impl Fn(usize, usize) -> bool) -> Flow {
        let lattice = &self.lattice;
        let (Some(arcs), Some(ends)) = (lattice.units.get(unit), lattice.ends.get(unit)) else { return Flow::default() };
        let first = self.path.partition_point(|step| usize::from(step.unit) < unit);
        let chosen = self.path[first..].iter().take_while(|step| usize::from(step.unit) == unit);
        // The reading at each place of the best path, if it is asked for: by depth, and for the last one.
        let mut wanted: Vec<(u8, bool, char)> = Vec::new();
        let mut whole = true;
        for (number, step) in chosen.enumerate() {
            if sure(unit, number) {
                wanted.push((step.depth, step.last, step.character));
            } else {
                whole = false;
            }
        }
        let mut mass = flow.0.clone();
        // Arcs lie in the order in which their starts were made, so one pass carries the whole flow.
        for arc in &lattice.graph.arcs()[arcs.clone()] {
            let step = arc.step;
            let allowed = if whole {
                wanted.contains(&(step.depth, step.last, step.character))
            } else {
                wanted.iter().all(|&(depth, is_last, c)| c == step.character || if is_last { !step.last } else { step.last || step.depth != depth })
            };
            if !allowed {
                continue;
            }
            let Some(&here) = mass.get(&arc.from) else { continue };
            *mass.entry(arc.to).or_insert(0.0) += here * lattice.graph.share_onward(arc);
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
        for node in self.starts(from).map(|node| node as u32) {
            let mass = lattice.graph.share_at(node);
            if mass > limits::FORGOTTEN {
                reached.insert(node, BTreeMap::from([(String::new(), mass)]));
            }
        }
        for arc in &lattice.graph.arcs()[first.start..last.end] {
            let share = lattice.graph.share_onward(arc);
            let Some(here) = reached.get(&arc.from) else { continue };
            let next: Vec<(String, f64)> = here
                .iter()
                .filter(|(_, mass)| *mass * share > limits::FORGOTTEN)
                .map(|(text, mass)| (format!("{text}{}", arc.step.character), mass * share))
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
        let Some(last) = self.lattice.units.last().and_then(|arcs| self.lattice.graph.arcs().get(arcs.clone())) else { return 1.0 };
        let plain = last.iter().filter(|arc| arc.step.plain).map(|arc| exp(self.lattice.graph.share_through(arc)));
        (1.0 - plain.sum::<f64>()).clamp(0.0, 1.0)
    }

    /// ln of the best path's share of the evidence.
    pub(super) fn best_share(&self) -> f64 {
        self.lattice.graph.share_of_best(self.end)
    }
}
