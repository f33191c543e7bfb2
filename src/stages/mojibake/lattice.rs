//! Reading bytes some of which are lost.
//!
//! The bytes of a run stand in a row of [`Slot`]s: known ones, lost ones, places where a decoder swallowed a mark.
//! The right encoding says which sequences of bytes are characters, the judge how likely the characters are. All readings together form
//! a lattice; the best path through it is the repair, and what the other paths weigh beside it is the doubt.

use std::collections::HashMap;

use super::codec::{Codec, Fed, Pending, Table};
use crate::edit::Candidate;
use crate::judge::{Judge, State};
use crate::number::{exp, ln_add};

/// One place in the damaged bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A byte that survived.
    Byte(u8),
    /// One byte is lost that was not ASCII.
    Lost,
    /// A `?`: itself, or one lost byte that was not ASCII.
    Question,
    /// A browser's U+FFFD: two lost bytes, or one before ASCII or the end of the line.
    Pair,
    /// An ASCII character below `@` was swallowed; at the end of a line perhaps none.
    Swallowed {
        /// Whether the line ends here, so that nothing need have stood here.
        end: bool,
        /// What the text after it asks for: a line feed before a list mark, `*` before `*`.
        wanted: Option<char>,
    },
    /// A blank: itself or the byte A0.
    Blank,
    /// A whole character is lost, of any bytes.
    Character,
}

/// Bytes that a cleaner took out wherever they stood.
pub(super) type Stripped<'a> = &'a [u8];

/// How the search is bounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Readings kept at a time.
    pub(super) readings: usize,
    /// Readings this much worse than the best (natural logarithm) are dropped.
    pub(super) beam: f32,
}

/// A character of the reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    /// The character.
    pub(super) character: char,
    /// The slot that completed it.
    pub(super) slot: usize,
    /// Its probability among the readings; 1.0 where all agree.
    pub(super) probability: f32,
    /// The readings of the place, best first, where it is not certain.
    pub(super) candidates: Vec<Candidate>,
}

/// The best reading of a row of slots.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// Its characters.
    pub(super) characters: Vec<Read>,
    /// The logarithm of its probability, by the judge alone.
    pub(super) log_prob: f32,
}

impl Reading {
    /// The text.
    pub(super) fn text(&self) -> String {
        self.characters.iter().map(|read| read.character).collect()
    }
}

#[derive(Clone, Copy)]
struct Node {
    pending: Pending,
    state: State,
    best: f32,
    edge: u32,
    forward: f64,
    backward: f64,
    live: bool,
}

#[derive(Clone, Copy)]
struct Edge {
    from: u32,
    to: u32,
    weight: f32,
    character: Option<char>,
}

/// What a search reads with.
pub(super) struct Lattice<'a> {
    /// The judge.
    pub(super) judge: &'a Judge,
    /// The right encoding.
    pub(super) right: Codec,
    /// Its table, where it has one.
    pub(super) table: Option<&'a Table>,
    /// Bytes taken out wherever they stood.
    pub(super) stripped: Stripped<'a>,
    /// Characters that may stand for a lost one.
    pub(super) vocabulary: &'a [char],
    /// The bounds.
    pub(super) bounds: Bounds,
    /// The logarithm of how much rarer a form is than the one the judge folds it to.
    pub(super) form: &'a dyn Fn(char) -> f32,
    /// Whether the wrong decoder loses the first byte where the second follows.
    pub(super) loses: &'a dyn Fn(u8, u8) -> bool,
    /// What a [`Slot::Pair`] may stand for.
    pub(super) pairs: &'a [(u8, Option<u8>)],
}

/// The logarithm of the prior that a `?` in damaged text is a question mark all the same.
const LITERAL: f32 = -8.0;
/// The same for a mark that was swallowed at the end of a line, where nothing need have stood.
const SWALLOWED_AT_END: f32 = -6.0;
/// A swallowed line feed, against a swallowed mark.
const SWALLOWED_FEED: f32 = -1.0;

/// The same for a mark that the text after it asks for.
const WANTED: f32 = 8.0;

/// Readings of a place that are weighed further; the apparatus takes the first five.
const CANDIDATES: usize = 64;

struct Growth {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// First node and first edge of each layer; edges lead into the layer.
    layers: Vec<(usize, usize, usize)>,
    seen: HashMap<(Pending, State), u32>,
    layer_start: usize,
}

impl Growth {
    fn start(state: State) -> Growth {
        let first = Node { pending: Pending::default(), state, best: 0.0, edge: u32::MAX, forward: 0.0, backward: 0.0, live: true };
        Growth { nodes: vec![first], edges: Vec::new(), layers: vec![(0, 0, 0)], seen: HashMap::new(), layer_start: 0 }
    }

    /// Opens the next layer; returns the readings to go on from, each with what it is in the middle of.
    fn open(&mut self, slot: usize) -> Vec<(usize, Pending, State)> {
        let live = self.layer().filter(|&node| self.nodes[node].live).map(|node| (node, self.nodes[node].pending, self.nodes[node].state)).collect();
        self.seen.clear();
        self.layer_start = self.nodes.len();
        self.layers.push((self.nodes.len(), self.edges.len(), slot));
        live
    }

    fn join(&mut self, from: usize, pending: Pending, state: State, weight: f32, character: Option<char>) {
        let before = self.nodes[from];
        let best = before.best + weight;
        let edge = self.edges.len() as u32;
        let few = self.nodes.len() - self.layer_start < 8;
        let known = if few {
            self.nodes[self.layer_start..].iter().position(|node| node.pending == pending && node.state == state).map(|place| (self.layer_start + place) as u32)
        } else {
            if self.seen.is_empty() {
                for (place, node) in self.nodes.iter().enumerate().skip(self.layer_start) {
                    self.seen.insert((node.pending, node.state), place as u32);
                }
            }
            self.seen.get(&(pending, state)).copied()
        };
        let to = match known {
            Some(to) => {
                let node = &mut self.nodes[to as usize];
                if best > node.best {
                    node.best = best;
                    node.edge = edge;
                }
                to
            }
            None => {
                let to = self.nodes.len() as u32;
                self.nodes.push(Node { pending, state, best, edge, forward: f64::NEG_INFINITY, backward: f64::NEG_INFINITY, live: true });
                if !few {
                    self.seen.insert((pending, state), to);
                }
                to
            }
        };
        self.edges.push(Edge { from: from as u32, to, weight, character });
    }

    fn layer(&self) -> std::ops::Range<usize> {
        self.layer_start..self.nodes.len()
    }

    /// Drops the readings that are too unlikely. Unfinished characters have not been weighed yet, so they are compared among themselves only.
    fn prune(&mut self, bounds: Bounds) {
        let range = self.layer();
        if range.len() < 2 {
            return;
        }
        for length in 0..4 {
            let of = |node: &Node| node.live && node.pending.len() == length;
            let best = self.nodes[range.clone()].iter().filter(|node| of(node)).map(|node| node.best).fold(f32::NEG_INFINITY, f32::max);
            let limit = if length == 0 { bounds.readings } else { bounds.readings * 16 };
            let mut scores: Vec<f32> = self.nodes[range.clone()].iter().filter(|node| of(node)).map(|node| node.best).collect();
            let mut floor = best - bounds.beam;
            if scores.len() > limit {
                scores.sort_by(|a, b| b.total_cmp(a));
                floor = floor.max(scores.get(limit).copied().unwrap_or(floor));
            }
            for node in &mut self.nodes[range.clone()] {
                if node.live && node.pending.len() == length && node.best < floor {
                    node.live = false;
                }
            }
        }
    }
}

impl Lattice<'_> {
    /// The best reading of the slots after `state`. `then` is what follows in the text and helps to judge the last characters; where it
    /// is empty and `line_ends`, the line ends. `None` when the bytes cannot be read.
    pub(super) fn read(&self, state: State, slots: &[Slot], then: &str, line_ends: bool) -> Option<Reading> {
        let mut growth = Growth::start(state);
        for (place, &slot) in slots.iter().enumerate() {
            if !self.stripped.is_empty() && growth.nodes[growth.layer()].iter().any(|node| !node.pending.is_empty()) {
                self.fill(&mut growth, place);
            }
            self.step(&mut growth, place, slot, slots.get(place + 1).copied());
            if growth.layer().is_empty() {
                return None;
            }
        }
        if !self.stripped.is_empty() {
            self.fill(&mut growth, slots.len().saturating_sub(1));
        }
        self.finish(growth, then, line_ends)
    }

    /// Puts back up to two bytes that were taken out.
    fn fill(&self, growth: &mut Growth, place: usize) {
        for (node, pending, state) in growth.open(place) {
            growth.join(node, pending, state, 0.0, None);
            if pending.is_empty() {
                continue;
            }
            for &first in self.stripped {
                match pending.feed(self.right, self.table, first) {
                    Fed::Wrong => {}
                    Fed::Done(c) => self.emit(growth, node, state, c, 0.0),
                    Fed::More(next) => {
                        growth.join(node, next, state, 0.0, None);
                        for &second in self.stripped {
                            match next.feed(self.right, self.table, second) {
                                Fed::Done(c) => self.emit(growth, node, state, c, 0.0),
                                Fed::More(last) => growth.join(node, last, state, 0.0, None),
                                Fed::Wrong => {}
                            }
                        }
                    }
                }
            }
        }
        growth.prune(self.bounds);
    }

    fn emit(&self, growth: &mut Growth, node: usize, state: State, c: char, prior: f32) {
        let (next, weight) = self.judge.step(state, c);
        growth.join(node, Pending::default(), next, weight + prior + (self.form)(c), Some(c));
    }

    fn feed(&self, growth: &mut Growth, node: usize, byte: u8, prior: f32) {
        let Node { pending, state, .. } = growth.nodes[node];
        match pending.feed(self.right, self.table, byte) {
            Fed::More(next) => growth.join(node, next, state, prior, None),
            Fed::Done(c) => self.emit(growth, node, state, c, prior),
            Fed::Wrong => {}
        }
    }

    /// Goes on with all that one mark of a browser may stand for. Bytes before ASCII may have been lost alone.
    fn feed_pairs(&self, growth: &mut Growth, node: usize, next: Option<Slot>) {
        let Node { pending, state, .. } = growth.nodes[node];
        let alone = !matches!(next, Some(Slot::Byte(0x80..) | Slot::Pair));
        let mut first = None;
        for &(lead, trail) in self.pairs {
            let fed = match first {
                Some((known, fed)) if known == lead => fed,
                _ => {
                    let fed = pending.feed(self.right, self.table, lead);
                    first = Some((lead, fed));
                    if alone && trail.is_some() {
                        self.feed(growth, node, lead, 0.0);
                    }
                    fed
                }
            };
            match (fed, trail) {
                (Fed::Wrong, _) => {}
                (_, None) => self.feed(growth, node, lead, 0.0),
                (Fed::More(middle), Some(trail)) => match middle.feed(self.right, self.table, trail) {
                    Fed::More(last) => growth.join(node, last, state, 0.0, None),
                    Fed::Done(c) => self.emit(growth, node, state, c, 0.0),
                    Fed::Wrong => {}
                },
                (Fed::Done(c), Some(trail)) => {
                    if let Fed::More(last) = Pending::default().feed(self.right, self.table, trail) {
                        let (after, weight) = self.judge.step(state, c);
                        growth.join(node, last, after, weight + (self.form)(c), Some(c));
                    }
                }
            }
        }
    }

    /// The bytes that may be lost before the slot `next`.
    fn lost(&self, next: Option<Slot>) -> Vec<u8> {
        let loses = |byte: &u8| match next {
            Some(Slot::Byte(next)) => (self.loses)(*byte, next),
            // GB2312 has no second bytes below A1.
            Some(Slot::Lost | Slot::Question | Slot::Pair) => {
                let least = if self.right == Codec::Gbk { 0xa1 } else { 0x80 };
                (least..=0xfe).any(|next| (self.loses)(*byte, next))
            }
            _ => (self.loses)(*byte, b' '),
        };
        // Lost text is Chinese: marks and hanzi of the basic plane.
        let chinese = |byte: &u8| self.right != Codec::Utf8 || matches!(byte, 0x80..=0xbf | 0xc2 | 0xe2..=0xe9 | 0xef);
        (0x80..=0xff).filter(chinese).filter(loses).collect()
    }

    fn step(&self, growth: &mut Growth, place: usize, slot: Slot, next: Option<Slot>) {
        let lost = if matches!(slot, Slot::Lost | Slot::Question) { self.lost(next) } else { Vec::new() };
        for (node, pending, state) in growth.open(place) {
            match slot {
                Slot::Byte(byte) => self.feed(growth, node, byte, 0.0),
                Slot::Lost => lost.iter().for_each(|&byte| self.feed(growth, node, byte, 0.0)),
                Slot::Question => {
                    if pending.is_empty() || self.right == Codec::Utf16Le {
                        self.feed(growth, node, b'?', LITERAL);
                    }
                    lost.iter().for_each(|&byte| self.feed(growth, node, byte, 0.0));
                }
                Slot::Pair => self.feed_pairs(growth, node, next),
                Slot::Swallowed { end, wanted } => {
                    if !pending.is_empty() {
                        continue;
                    }
                    if end {
                        growth.join(node, pending, state, 0.0, None);
                    } else {
                        let prior = if wanted == Some('\n') { WANTED } else { SWALLOWED_FEED };
                        self.emit(growth, node, state, '\n', prior);
                    }
                    let prior = if end { SWALLOWED_AT_END } else { 0.0 };
                    for c in (0x20..0x40u8).map(char::from) {
                        let prior = if wanted == Some(c) { WANTED } else { prior };
                        self.emit(growth, node, state, c, prior);
                    }
                }
                Slot::Blank => {
                    if pending.is_empty() {
                        self.emit(growth, node, state, ' ', 0.0);
                    } else {
                        self.feed(growth, node, 0xa0, 0.0);
                    }
                }
                Slot::Character => {
                    if pending.is_empty() {
                        self.vocabulary.iter().for_each(|&c| self.emit(growth, node, state, c, 0.0));
                    }
                }
            }
        }
        growth.prune(self.bounds);
    }

    fn finish(&self, mut growth: Growth, then: &str, line_ends: bool) -> Option<Reading> {
        let last = growth.layer();
        let mut chosen: Option<(usize, f32)> = None;
        for place in last.clone() {
            let Node { pending, state, best, live, .. } = growth.nodes[place];
            if !live || !pending.is_empty() {
                continue;
            }
            let (after, mut tail) = self.judge.score(state, then);
            if line_ends {
                tail += self.judge.end(after);
            }
            growth.nodes[place].backward = f64::from(tail);
            if chosen.is_none_or(|(_, score)| best + tail > score) {
                chosen = Some((place, best + tail));
            }
        }
        let (mut node, _) = chosen?;
        let log_prob = growth.nodes[node].best;
        let total = weigh(&mut growth, last);
        let mut characters = Vec::new();
        while let Some(&edge) = growth.edges.get(growth.nodes[node].edge as usize) {
            if let Some(character) = edge.character {
                let layer = growth.layers.partition_point(|&(start, ..)| start <= node) - 1;
                let (_, first_edge, slot) = growth.layers[layer];
                let end_edge = growth.layers.get(layer + 1).map_or(growth.edges.len(), |next| next.1);
                let (probability, candidates) = posterior(&growth, first_edge..end_edge, character, total);
                characters.push(Read { character, slot, probability, candidates });
            }
            node = edge.from as usize;
        }
        characters.reverse();
        Some(Reading { characters, log_prob })
    }
}

/// Adds the weights of all readings, forwards and backwards; returns the logarithm of their sum.
fn weigh(growth: &mut Growth, last: std::ops::Range<usize>) -> f64 {
    growth.nodes[0].forward = 0.0;
    for edge in &growth.edges {
        let from = growth.nodes[edge.from as usize].forward;
        let to = &mut growth.nodes[edge.to as usize].forward;
        *to = ln_add(*to, from + f64::from(edge.weight));
    }
    for edge in growth.edges.iter().rev() {
        let to = growth.nodes[edge.to as usize].backward;
        let from = &mut growth.nodes[edge.from as usize].backward;
        *from = ln_add(*from, to + f64::from(edge.weight));
    }
    last.map(|place| growth.nodes[place].forward + growth.nodes[place].backward).fold(f64::NEG_INFINITY, ln_add)
}

/// The probability that a layer reads `character`, and what else it may read.
fn posterior(growth: &Growth, edges: std::ops::Range<usize>, character: char, total: f64) -> (f32, Vec<Candidate>) {
    let edges = &growth.edges[edges];
    if edges.len() == 1 {
        return (1.0, Vec::new());
    }
    let mut weights: Vec<(char, f64)> = Vec::new();
    for edge in edges {
        let weight = growth.nodes[edge.from as usize].forward + f64::from(edge.weight) + growth.nodes[edge.to as usize].backward - total;
        let Some(c) = edge.character.filter(|_| weight > -12.0) else { continue };
        match weights.iter_mut().find(|(known, _)| *known == c) {
            Some((_, sum)) => *sum += exp(weight),
            None => weights.push((c, exp(weight))),
        }
    }
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let rounded = |p: f64| (p.clamp(0.0, 1.0) * 10_000.0).round() as f32 / 10_000.0;
    let probability = weights.iter().find(|(c, _)| *c == character).map_or(0.0, |(_, p)| rounded(*p));
    if probability >= 0.9999 {
        return (1.0, Vec::new());
    }
    let candidates = weights.iter().take(CANDIDATES).map(|&(c, p)| Candidate { text: c.to_string(), probability: rounded(p) }).collect();
    (probability, candidates)
}
