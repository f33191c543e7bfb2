//! Reading bytes some of which are lost.
//!
//! The bytes of a run stand in a row of [`Slot`]s: known ones, lost ones, places where a decoder swallowed a mark.
//! The right encoding says which sequences of bytes are characters, the judge how likely the characters are. All readings together form
//! a lattice; the best path through it is the repair, and what the other paths weigh beside it is the doubt.

use std::collections::HashMap;
use std::ops::Range;

use super::codec::{Codec, Fed, Pending, Table};
use super::limits;
use crate::edit::Candidate;
use crate::judge::{After, Judge, State};
use crate::lattice::Graph;
use crate::number::{self, exp};

/// Bytes that are blanks in Latin-1: the hard blank, and the next line.
const TRIMMED: [u8; 2] = [0xa0, 0x85];

/// One place in the damaged bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
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

/// A character of the reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) character: char,
    /// The slot that completed it.
    pub(super) slot: usize,
    /// Its probability among the readings; 1.0 only where all agree, as where no byte is lost.
    pub(super) probability: f32,
    /// The readings of the place, best first, where they do not agree.
    pub(super) candidates: Vec<Candidate>,
    /// What the probability was made from, where readings do not agree.
    pub(super) searched: Option<Searched>,
}

/// What is known of a reading before its probability is made one that measurement bears out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Searched {
    /// Its probability by the search and what was weighed after.
    pub(super) probability: f32,
    /// How little the judge knows such text: 0 to 1.
    pub(super) strange: f64,
    /// Whether the character may be any.
    pub(super) whole: bool,
}

impl Read {
    /// Whether it is so likely that nothing beside the lattice need be asked.
    pub(super) fn is_clear(&self) -> bool {
        self.probability >= number::MOST_WEIGHED
    }
}

/// The best reading of a row of slots.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) characters: Vec<Read>,
    /// The logarithm of its probability, by the judge alone.
    pub(super) log_prob: f32,
}

impl Reading {
    pub(super) fn text(&self) -> String {
        self.characters.iter().map(|read| read.character).collect()
    }
}

/// What a search reads with.
pub(super) struct Lattice<'a> {
    pub(super) judge: &'a Judge,
    /// The right encoding.
    pub(super) right: Codec,
    pub(super) table: Option<&'a Table>,
    /// Bytes taken out wherever they stood.
    pub(super) stripped: &'a [u8],
    /// Characters that may stand for a lost one.
    pub(super) vocabulary: &'a [char],
    /// Readings kept at a time.
    pub(super) readings: usize,
    /// The logarithm of how much rarer a form is than the one the judge folds it to.
    pub(super) form: &'a dyn Fn(char) -> f32,
    /// Whether the wrong decoder loses the first byte where the second follows.
    pub(super) loses: &'a dyn Fn(u8, u8) -> bool,
    /// What a [`Slot::Pair`] may stand for.
    pub(super) pairs: &'a [(u8, Option<u8>)],
}

/// What a path is in the middle of: the bytes of a character that is not complete, and what the judge has read.
#[derive(Clone, Copy)]
struct Front {
    node: u32,
    pending: Pending,
    state: State,
    live: bool,
}

/// A path with what the judge knows after it, looked up once for all characters that may follow.
struct Opened<'j> {
    front: Front,
    after: After<'j>,
}

/// The arcs that lead into a layer, and the slot that it reads.
struct Layer {
    first_node: u32,
    first_arc: usize,
    slot: usize,
}

/// The graph, which grows by one layer a slot.
struct Growth {
    graph: Graph<Option<char>>,
    layers: Vec<Layer>,
    /// The nodes of the open layer.
    front: Vec<Front>,
    seen: HashMap<(Pending, State), u32>,
}

impl Growth {
    fn start(state: State) -> Growth {
        let front = vec![Front { node: 0, pending: Pending::default(), state, live: true }];
        Growth { graph: Graph::new(), layers: vec![Layer { first_node: 0, first_arc: 0, slot: 0 }], front, seen: HashMap::new() }
    }

    /// Opens the next layer; returns the readings to go on from.
    fn open(&mut self, slot: usize) -> Vec<Front> {
        let mut live = std::mem::take(&mut self.front);
        live.retain(|front| front.live);
        self.seen.clear();
        self.layers.push(Layer { first_node: self.graph.len() as u32, first_arc: self.graph.arcs().len(), slot });
        live
    }

    fn join(&mut self, from: Front, pending: Pending, state: State, weight: f32, character: Option<char>) {
        let few = self.front.len() < limits::SEARCHED_IN_A_ROW;
        let known = if few {
            self.front.iter().find(|front| front.pending == pending && front.state == state).map(|front| front.node)
        } else {
            if self.seen.is_empty() {
                self.seen.extend(self.front.iter().map(|front| ((front.pending, front.state), front.node)));
            }
            self.seen.get(&(pending, state)).copied()
        };
        let node = known.unwrap_or_else(|| {
            let node = self.graph.add_node(f64::NEG_INFINITY);
            self.front.push(Front { node, pending, state, live: true });
            if !few {
                self.seen.insert((pending, state), node);
            }
            node
        });
        self.graph.add_arc(from.node, node, f64::from(weight), character);
    }

    /// Drops the readings that are too unlikely. Unfinished characters have not been weighed yet, so they are compared among themselves only.
    fn prune(&mut self, readings: usize) {
        if self.front.len() < 2 {
            return;
        }
        for length in 0..Pending::MOST {
            let limit = if length == 0 { readings } else { readings * limits::READINGS_UNFINISHED };
            let best = |front: &Front| self.graph.best(front.node);
            let mut scores: Vec<f64> = self.front.iter().filter(|front| front.pending.len() == length).map(best).collect();
            let mut floor = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max) - f64::from(limits::BEAM);
            if scores.len() > limit {
                scores.sort_by(|a, b| b.total_cmp(a));
                floor = floor.max(scores.get(limit).copied().unwrap_or(floor));
            }
            for front in self.front.iter_mut().filter(|front| front.pending.len() == length) {
                front.live = self.graph.best(front.node) >= floor;
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
            if !self.stripped.is_empty() && growth.front.iter().any(|front| !front.pending.is_empty()) {
                self.fill(&mut growth, place, self.stripped);
            }
            self.step(&mut growth, place, slot, slots.get(place + 1).copied());
            if growth.front.is_empty() {
                return None;
            }
        }
        if !self.stripped.is_empty() {
            let last = slots.len().saturating_sub(1);
            // What looks like a blank was trimmed with the blanks at the end of the line.
            if line_ends && then.is_empty() {
                let trimmed: Vec<u8> = self.stripped.iter().copied().chain(TRIMMED.into_iter().filter(|byte| !self.stripped.contains(byte))).collect();
                self.fill(&mut growth, last, &trimmed);
            } else {
                self.fill(&mut growth, last, self.stripped);
            }
        }
        self.finish(growth, then, line_ends)
    }

    /// Puts back up to two bytes that were taken out.
    fn fill(&self, growth: &mut Growth, place: usize, bytes: &[u8]) {
        for from in growth.open(place) {
            growth.join(from, from.pending, from.state, 0.0, None);
            if from.pending.is_empty() {
                continue;
            }
            let from = &self.opened(from);
            for &first in bytes {
                let fed = from.front.pending.feed(self.right, self.table, first);
                self.take(growth, from, fed, 0.0);
                if let Fed::More(next) = fed {
                    bytes.iter().for_each(|&second| self.take(growth, from, next.feed(self.right, self.table, second), 0.0));
                }
            }
        }
        growth.prune(self.readings);
    }

    fn opened(&self, front: Front) -> Opened<'_> {
        Opened { after: self.judge.after(front.state), front }
    }

    fn emit(&self, growth: &mut Growth, from: &Opened<'_>, c: char, prior: f32) {
        let (next, weight) = from.after.step(c);
        growth.join(from.front, Pending::default(), next, weight + prior + (self.form)(c), Some(c));
    }

    /// Goes on with what a byte made.
    fn take(&self, growth: &mut Growth, from: &Opened<'_>, fed: Fed, prior: f32) {
        match fed {
            Fed::More(next) => growth.join(from.front, next, from.front.state, prior, None),
            Fed::Done(c) => self.emit(growth, from, c, prior),
            Fed::Wrong => {}
        }
    }

    fn feed(&self, growth: &mut Growth, from: &Opened<'_>, byte: u8, prior: f32) {
        self.take(growth, from, from.front.pending.feed(self.right, self.table, byte), prior);
    }

    /// Goes on with all that one mark of a browser may stand for. Bytes before ASCII may have been lost alone.
    fn feed_pairs(&self, growth: &mut Growth, from: &Opened<'_>, next: Option<Slot>) {
        let alone = !matches!(next, Some(Slot::Byte(0x80..) | Slot::Pair));
        let mut first = None;
        for &(lead, trail) in self.pairs {
            let fed = match first {
                Some((known, fed)) if known == lead => fed,
                _ => {
                    let fed = from.front.pending.feed(self.right, self.table, lead);
                    first = Some((lead, fed));
                    if alone && trail.is_some() {
                        self.take(growth, from, fed, 0.0);
                    }
                    fed
                }
            };
            match (fed, trail) {
                (Fed::Wrong, _) => {}
                (_, None) => self.take(growth, from, fed, 0.0),
                (Fed::More(middle), Some(trail)) => self.take(growth, from, middle.feed(self.right, self.table, trail), 0.0),
                (Fed::Done(c), Some(trail)) => {
                    if let Fed::More(last) = Pending::default().feed(self.right, self.table, trail) {
                        let (after, weight) = from.after.step(c);
                        growth.join(from.front, last, after, weight + (self.form)(c), Some(c));
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
        for front in growth.open(place) {
            let whole = front.pending.is_empty();
            let from = &self.opened(front);
            match slot {
                Slot::Byte(byte) => self.feed(growth, from, byte, 0.0),
                Slot::Lost => lost.iter().for_each(|&byte| self.feed(growth, from, byte, 0.0)),
                Slot::Question => {
                    if whole || self.right == Codec::Utf16Le {
                        self.feed(growth, from, b'?', limits::LITERAL);
                    }
                    lost.iter().for_each(|&byte| self.feed(growth, from, byte, 0.0));
                }
                Slot::Pair => self.feed_pairs(growth, from, next),
                Slot::Swallowed { end, wanted } => {
                    if !whole {
                        continue;
                    }
                    if end {
                        growth.join(front, front.pending, front.state, 0.0, None);
                    } else {
                        let prior = if wanted == Some('\n') { limits::WANTED } else { limits::SWALLOWED_FEED };
                        self.emit(growth, from, '\n', prior);
                    }
                    let prior = if end { limits::SWALLOWED_AT_END } else { 0.0 };
                    for c in (0x20..0x40u8).map(char::from) {
                        let prior = if wanted == Some(c) { limits::WANTED } else { prior };
                        self.emit(growth, from, c, prior);
                    }
                }
                Slot::Blank => {
                    if whole {
                        self.emit(growth, from, ' ', 0.0);
                    } else {
                        self.feed(growth, from, 0xa0, 0.0);
                    }
                }
                Slot::Character => {
                    if whole {
                        self.vocabulary.iter().for_each(|&c| self.emit(growth, from, c, 0.0));
                    }
                }
            }
        }
        growth.prune(self.readings);
    }

    fn finish(&self, mut growth: Growth, then: &str, line_ends: bool) -> Option<Reading> {
        let mut ends = Vec::new();
        for front in growth.front.iter().filter(|front| front.live && front.pending.is_empty()) {
            let (after, mut tail) = self.judge.score(front.state, then);
            if line_ends {
                tail += self.judge.end(after);
            }
            ends.push((front.node, f64::from(tail)));
        }
        growth.graph.sum_forward();
        let end = growth.graph.close(&ends)?;
        let (mut log_prob, mut characters) = (0.0, Vec::new());
        for by in growth.graph.path(end) {
            let Some(arc) = growth.graph.arcs().get(by as usize) else { break };
            // In the precision of the judge, so that text which is read as it stands gains nothing.
            log_prob += arc.weight as f32;
            let Some(character) = arc.step else { continue };
            let after = growth.layers.partition_point(|layer| layer.first_node <= arc.to);
            let Some(layer) = growth.layers.get(after.saturating_sub(1)) else { break };
            let end_arc = growth.layers.get(after).map_or(growth.graph.arcs().len(), |next| next.first_arc);
            let (probability, candidates) = posterior(&growth.graph, layer.first_arc..end_arc, character);
            characters.push(Read { character, slot: layer.slot, probability, candidates, searched: None });
        }
        Some(Reading { characters, log_prob })
    }
}

/// The probability that a layer reads `character`, and what else it may read.
fn posterior(graph: &Graph<Option<char>>, arcs: Range<usize>, character: char) -> (f32, Vec<Candidate>) {
    let arcs = graph.arcs().get(arcs).unwrap_or_default();
    // What all readings have no judge chose.
    if arcs.iter().all(|arc| arc.step == Some(character)) {
        return (1.0, Vec::new());
    }
    let mut shares: Vec<(char, f64)> = Vec::new();
    for arc in arcs {
        let share = graph.share_through(arc);
        let Some(c) = arc.step.filter(|_| share > limits::FORGOTTEN) else { continue };
        match shares.iter_mut().find(|(known, _)| *known == c) {
            Some((_, sum)) => *sum += exp(share),
            None => shares.push((c, exp(share))),
        }
    }
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let probability = shares.iter().find(|(c, _)| *c == character).map_or(0.0, |(_, p)| rounded_down(*p));
    let candidates = shares.iter().take(limits::CANDIDATES).map(|&(c, p)| Candidate { text: c.to_string(), probability: rounded_down(p) }).collect();
    (probability, candidates)
}

/// A probability that a judge weighed, to the four digits that the apparatus shows; it is never certain.
pub(super) fn rounded_down(probability: f64) -> f32 {
    number::weighed((probability * 10_000.0).floor() / 10_000.0)
}
