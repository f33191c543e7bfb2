//! All readings of damaged text at once, and the sums over them.
//!
//! A reading is a path through a graph: nodes are states of the search, arcs are steps with ln of their probability. The stages that restore text from
//! its bytes (mojibake, lacuna) grow such a graph each with moves and a beam of its own; what follows from the graph is the same for both: the best
//! path, and the probability of every step among all paths. It stands below the stages because stages do not know each other.

pub(crate) mod brackets;

use crate::number::{exp, ln_add};

/// A state of the search.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// ln of the sum over all paths that lead here.
    forward: f64,
    /// ln of the sum over all paths that lead on from here.
    backward: f64,
    /// ln of the best path that leads here.
    best: f64,
    /// The arc which that path comes by.
    by: u32,
}

/// A step from one state to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc<S> {
    /// The node it leaves.
    pub(crate) from: u32,
    /// The node it leads to.
    pub(crate) to: u32,
    /// ln of its probability.
    pub(crate) weight: f64,
    /// What is read.
    pub(crate) step: S,
}

/// The readings, from the one node 0 on. All arcs that lead to a node are added before any that leaves it.
#[derive(Clone, Debug)]
pub(crate) struct Graph<S> {
    nodes: Vec<Node>,
    arcs: Vec<Arc<S>>,
    /// ln of the sum over all paths from the start to an end.
    evidence: f64,
}

impl<S> Graph<S> {
    /// The start alone.
    pub(crate) fn new() -> Graph<S> {
        Graph { nodes: vec![Node { forward: 0.0, backward: f64::NEG_INFINITY, best: 0.0, by: u32::MAX }], arcs: Vec::new(), evidence: f64::NEG_INFINITY }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The arcs, in the order they were added.
    pub(crate) fn arcs(&self) -> &[Arc<S>] {
        &self.arcs
    }

    /// Adds a node. `forward` is the sum over what will lead to it, where the search knows it already; see [`Graph::sum_forward`].
    pub(crate) fn add_node(&mut self, forward: f64) -> u32 {
        self.nodes.push(Node { forward, backward: f64::NEG_INFINITY, best: f64::NEG_INFINITY, by: u32::MAX });
        (self.nodes.len() - 1) as u32
    }

    /// Adds an arc between two nodes.
    pub(crate) fn add_arc(&mut self, from: u32, to: u32, weight: f64, step: S) {
        let reached = self.best(from) + weight;
        let by = self.arcs.len() as u32;
        let node = &mut self.nodes[to as usize];
        if reached > node.best {
            (node.best, node.by) = (reached, by);
        }
        self.arcs.push(Arc { from, to, weight, step });
    }

    /// ln of the best path to a node.
    pub(crate) fn best(&self, node: u32) -> f64 {
        self.nodes[node as usize].best
    }

    /// Sums forwards, for a search whose beam does not need these sums.
    pub(crate) fn sum_forward(&mut self) {
        for arc in &self.arcs {
            let from = self.nodes[arc.from as usize].forward;
            let to = &mut self.nodes[arc.to as usize].forward;
            *to = ln_add(*to, from + arc.weight);
        }
    }

    /// Ends the readings in these nodes, each with ln of how well the text goes on from it, and sums backwards. Returns the node that the best reading
    /// ends in, if there is any.
    pub(crate) fn close(&mut self, ends: &[(u32, f64)]) -> Option<u32> {
        let mut chosen: Option<(f64, u32)> = None;
        for &(end, onward) in ends {
            let node = &mut self.nodes[end as usize];
            node.backward = onward;
            self.evidence = ln_add(self.evidence, node.forward + onward);
            if chosen.is_none_or(|(best, _)| node.best + onward > best) {
                chosen = Some((node.best + onward, end));
            }
        }
        for arc in self.arcs.iter().rev() {
            let onward = self.nodes[arc.to as usize].backward + arc.weight;
            let from = &mut self.nodes[arc.from as usize].backward;
            *from = ln_add(*from, onward);
        }
        chosen.map(|(_, end)| end)
    }

    /// The arcs of the best path to a node, by number.
    pub(crate) fn path(&self, end: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut at = end;
        while let Some(arc) = self.arcs.get(self.nodes[at as usize].by as usize) {
            path.push(self.nodes[at as usize].by);
            at = arc.from;
        }
        path.reverse();
        path
    }

    /// ln of the sum over all readings.
    pub(crate) fn evidence(&self) -> f64 {
        self.evidence
    }

    /// ln of the share of the readings that take an arc.
    pub(crate) fn share_through(&self, arc: &Arc<S>) -> f64 {
        self.nodes[arc.from as usize].forward + arc.weight + self.nodes[arc.to as usize].backward - self.evidence
    }

    /// The share of the readings that come through a node.
    pub(crate) fn share_at(&self, node: u32) -> f64 {
        self.nodes.get(node as usize).map_or(0.0, |here| exp(here.forward + here.backward - self.evidence))
    }

    /// Which share of the readings that come to an arc's first node take the arc; of a node that the beam left without a way on, none.
    pub(crate) fn share_onward(&self, arc: &Arc<S>) -> f64 {
        let from = self.nodes[arc.from as usize].backward;
        if from == f64::NEG_INFINITY { 0.0 } else { exp(arc.weight + self.nodes[arc.to as usize].backward - from) }
    }

    /// ln of the share that the best reading has which ends in a node.
    pub(crate) fn share_of_best(&self, end: u32) -> f64 {
        let node = self.nodes[end as usize];
        node.best + node.backward - self.evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_single_paths() {
        // Two ways to a node, one past it: .5 · .6 + .25 · .6 + .25 · .8.
        let mut graph = Graph::new();
        let ln = |p: f64| p.ln();
        let (middle, end) = (graph.add_node(f64::NEG_INFINITY), graph.add_node(f64::NEG_INFINITY));
        for (from, to, p, step) in [(0, middle, 0.5, 'a'), (0, middle, 0.25, 'b'), (middle, end, 0.6, 'c'), (0, end, 0.25, 'd')] {
            graph.add_arc(from, to, ln(p), step);
        }
        graph.sum_forward();
        let chosen = graph.close(&[(end, ln(0.8))]).unwrap();
        let path: String = graph.path(chosen).iter().map(|&by| graph.arcs()[by as usize].step).collect();
        assert_eq!((chosen, path.as_str()), (end, "ac"));
        let total = (0.75 * 0.6 + 0.25) * 0.8;
        assert!((exp(graph.evidence()) - total).abs() < 1e-12);
        assert!((graph.share_at(middle) - 0.75 * 0.6 * 0.8 / total).abs() < 1e-12);
        assert!((exp(graph.share_through(&graph.arcs()[1])) - 0.25 * 0.6 * 0.8 / total).abs() < 1e-12);
        assert!((exp(graph.share_of_best(end)) - 0.5 * 0.6 * 0.8 / total).abs() < 1e-12);
        assert!((graph.share_onward(&graph.arcs()[2]) - 1.0).abs() < 1e-12);
        assert_eq!(graph.close(&[]), None);
    }
}
