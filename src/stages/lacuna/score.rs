//! How likely a reading is: the judge, what the page itself says elsewhere, and the balance of brackets.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use super::limits;
use crate::calibration::Lacuna as Scale;
use crate::judge::{After, Judge, State};
use crate::lattice::brackets::{PAIRS, widened};
use crate::number::{exp, ln};

/// A language model, so that the search can be tested without the judge.
pub(super) trait Score {
    /// What the model knows of the text so far.
    type State: Copy + Eq + Hash + Default;
    /// What it knows after a state, looked up once.
    type After<'m>: Copy
    where
        Self: 'm;
    /// Looks up what it knows after a state.
    fn after(&self, state: Self::State) -> Self::After<'_>;
    /// Reads one character: the next state and ln P.
    fn step(after: &Self::After<'_>, c: char) -> (Self::State, f32);
    /// The state at the start of a line.
    fn line_start(&self) -> Self::State;
    /// ln P that the line ends here.
    fn end(&self, state: Self::State) -> f32;
}

impl Score for Judge {
    type State = State;
    type After<'m> = After<'m>;
    fn after(&self, state: State) -> After<'_> {
        Judge::after(self, state)
    }
    fn step(after: &After<'_>, c: char) -> (State, f32) {
        after.step(c)
    }
    fn line_start(&self) -> State {
        Judge::line_start(self)
    }
    fn end(&self, state: State) -> f32 {
        Judge::end(self, state)
    }
}

/// How many characters back the page's own phrases reach.
pub(super) const REACH: usize = 4;

/// What follows what on this page: the strongest evidence there is for a phrase that stands whole elsewhere.
///
/// The page is a sample of the same text as the damaged place, so its counts refine the judge's probability from the
/// shorter context to the longer: `p ← (count + weight · p) / (total + weight)`.
#[derive(Default)]
pub(super) struct PageMemory {
    bytes: usize,
    after: HashMap<u64, Followers>,
}

#[derive(Default)]
struct Followers {
    total: u32,
    counts: BTreeMap<char, u32>,
}

/// The last characters, the latest in the low bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tail(u64);

impl Tail {
    fn push(self, c: char) -> Tail {
        // Characters beyond the basic plane collide, which costs nothing here.
        Tail(self.0 << 16 | u64::from(c as u32 & 0xffff))
    }

    /// The last `n` characters, marked with their number; `None` when there are fewer.
    fn last(self, n: usize) -> Option<u64> {
        let kept = if n >= REACH { self.0 } else { self.0 & ((1 << (16 * n)) - 1) };
        (kept >> (16 * (n - 1)) != 0).then_some(kept.rotate_left(17) ^ n as u64)
    }
}

impl PageMemory {
    /// Reads the lines of a text, as long as there is room.
    pub(super) fn read(&mut self, text: &str) {
        for line in text.lines() {
            if self.bytes > limits::MEMORY_BYTES {
                return;
            }
            self.bytes += line.len();
            self.add(line);
        }
    }

    fn add(&mut self, text: &str) {
        let mut tail = Tail::default();
        for c in text.chars().map(fold) {
            for n in 2..=REACH {
                let Some(key) = tail.last(n) else { break };
                let followers = self.after.entry(key).or_default();
                followers.total += 1;
                *followers.counts.entry(c).or_default() += 1;
            }
            tail = tail.push(c);
        }
    }

    fn seen(&self, tail: Tail) -> [Option<&Followers>; REACH - 1] {
        let mut seen = [None; REACH - 1];
        for (n, slot) in (2..).zip(seen.iter_mut()) {
            *slot = tail.last(n).and_then(|key| self.after.get(&key));
            if slot.is_none() {
                break; // a longer context of an unseen one is unseen
            }
        }
        seen
    }
}

/// One place of the page as the search reads it: the model's state, the last characters, the brackets that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Place<S> {
    state: S,
    tail: Tail,
    open: u8,
}

/// The brackets that are open at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brackets(u8);

impl Brackets {
    /// Reads a character. Whether it closes a bracket that none opened.
    pub(super) fn read(&mut self, c: char) -> bool {
        let (open, adjusted) = balance(self.0, c);
        self.0 = open;
        adjusted < 0.0
    }
}

impl<S> Place<S> {
    pub(super) fn brackets(&self) -> Brackets {
        Brackets(self.open)
    }
}

/// What a [`Place`] says of every character that may follow, looked up once.
pub(super) struct Outlook<'a, M: Score + 'a> {
    place: Place<M::State>,
    after: M::After<'a>,
    seen: [Option<&'a Followers>; REACH - 1],
    /// ln of what is left of the judge's probability for a character the page never has here.
    unseen: f64,
}

/// The scorer of one page.
pub(super) struct Reader<'a, M: Score> {
    pub(super) model: &'a M,
    pub(super) memory: &'a PageMemory,
    /// Whether the text was cut at marks: then a mark inside a run would have ended it.
    pub(super) cut: bool,
    /// The judge's scale.
    pub(super) scale: &'a Scale,
}

/// The brackets whose balance counts: all but the corner ones, which lose for their form.
const BALANCED: &[(char, char)] = PAIRS.split_at(7).0;

impl<'a, M: Score> Reader<'a, M> {
    /// The place after `text`, which begins at a line's start if `whole`.
    pub(super) fn after(&self, text: &str, whole: bool) -> Place<M::State> {
        let start = if whole { self.model.line_start() } else { M::State::default() };
        // The model looks a few characters back, the brackets much further.
        let near = text.char_indices().rev().nth(limits::MODEL_BEFORE).map(|(at, _)| at);
        let (far, near) = text.split_at(near.unwrap_or(0));
        let mut place = Place { state: if far.is_empty() { start } else { M::State::default() }, tail: Tail::default(), open: 0 };
        place.open = far.chars().fold(0, |open, c| balance(open, c).0);
        for c in near.chars() {
            place = Place { state: M::step(&self.model.after(place.state), c).0, tail: place.tail.push(fold(c)), open: balance(place.open, c).0 };
        }
        place
    }

    /// What can be said of the character that follows.
    pub(super) fn outlook(&self, place: Place<M::State>) -> Outlook<'a, M> {
        let seen = self.memory.seen(place.tail);
        let mut unseen = 0.0;
        for (followers, weight) in seen.iter().zip(limits::MEMORY_WEIGHTS) {
            if let Some(followers) = followers {
                unseen += ln(weight / (f64::from(followers.total) + weight));
            }
        }
        Outlook { place, after: self.model.after(place.state), seen, unseen }
    }

    /// ln P of `c` at a place, and the place after it.
    pub(super) fn read(&self, outlook: &Outlook<'_, M>, c: char) -> (Place<M::State>, f64) {
        let (state, judged) = M::step(&outlook.after, c);
        let judged = f64::from(judged) * self.scale.sharpness;
        let folded = fold(c);
        let mut score = judged + outlook.unseen;
        if outlook.seen.iter().flatten().any(|followers| followers.counts.contains_key(&folded)) {
            let mut p = exp(judged);
            for (followers, weight) in outlook.seen.iter().zip(limits::MEMORY_WEIGHTS) {
                let Some(followers) = followers else { break };
                let count = followers.counts.get(&folded).copied().unwrap_or(0);
                p = (f64::from(count) + weight * p) / (f64::from(followers.total) + weight);
            }
            score = ln(p);
        }
        let (open, mut adjusted) = balance(outlook.place.open, c);
        match c {
            _ if self.ends_run(c) => adjusted += limits::CUT_HERE,
            '，' | '！' | '？' | '；' | '：' | '（' | '）' => {}
            '「' | '」' | '『' | '』' | '〖' | '〗' | '\u{ff01}'..='\u{ff5e}' | '\u{3000}' => adjusted += limits::UNUSUAL_FORM,
            _ => {}
        }
        (Place { state, tail: outlook.place.tail.push(folded), open }, score + adjusted)
    }

    /// Whether the text would have been cut at this character, so that no run goes on over it.
    pub(super) fn ends_run(&self, c: char) -> bool {
        self.cut && matches!(c, '，' | '。' | '；' | '？')
    }

    /// ln P of a whole text at a place, and the place after it.
    pub(super) fn read_all(&self, mut place: Place<M::State>, text: &str) -> (Place<M::State>, f64) {
        let mut sum = 0.0;
        for c in text.chars() {
            let (next, score) = self.read(&self.outlook(place), c);
            place = next;
            sum += score;
        }
        (place, sum)
    }

    /// ln P that the line ends at a place.
    pub(super) fn end(&self, place: Place<M::State>) -> f64 {
        let unclosed = if place.open == 0 { 0.0 } else { limits::BRACKET_LEFT_OPEN };
        f64::from(self.model.end(place.state)).max(limits::LINE_END_FLOOR) + unclosed
    }
}

/// The open brackets after `c`, and what `c` gains or loses by them. The model sees a few characters; a bracket is open for longer.
fn balance(open: u8, c: char) -> (u8, f64) {
    let c = widened(c);
    let kind = |pair: &(char, char)| pair.0 == c || pair.1 == c;
    match BALANCED.iter().position(kind).zip(BALANCED.iter().find(|pair| kind(pair))) {
        None => (open, 0.0),
        Some((kind, pair)) if pair.0 == c => (open | 1 << kind, 0.0),
        Some((kind, _)) if open & 1 << kind != 0 => (open & !(1 << kind), limits::BRACKET_CLOSES),
        Some(_) => (open, limits::BRACKET_UNOPENED),
    }
}

/// The form in which characters are counted: width does not matter.
fn fold(c: char) -> char {
    crate::judge::fold(c)
}
