//! The judge: a character n-gram model of Chinese that settles questions of sense.
//!
//! It is asked for the logarithm of the probability of one character after those before it; larger is better, 0 is
//! certain. Everything is natural logarithms in exact steps of 1/1024, so that a score is the same on every machine, whatever
//! the order of its additions. The model lies in the program as it lies in its file: nothing is decompressed.
//!
//! `docs/judge.md` says how it is trained and how good it is.

mod bits;
mod model;
mod simplify;
mod symbol;
#[cfg(test)]
mod tests;
pub mod train;
mod trie;

pub use model::{Evaluation, Header, JudgeError, SourceSummary};
pub(crate) use simplify::simplify_char;
pub use symbol::{Symbol, fold};

use model::{MAX_ORDER, NO_CONTEXT, STEPS, Table, Unpacked};
use std::borrow::Cow;
use trie::{Place, Record};

/// The model shipped with the program.
static EMBEDDED: &[u8] = include_bytes!("../../rules/judge.model");

/// The logarithm of the probability of a symbol that the model lacks, which only a model that knows nothing does.
const UNKNOWN: f32 = -32.0;

/// The last symbols read, as far as the model can make use of them. The default is the empty context: nothing is known
/// of what came before, not even that a line began.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct State {
    /// The numbers of the contexts: of the last symbol, the last two and so on; those beyond `length` are zero.
    contexts: [u32; MAX_ORDER - 1],
    length: u8,
}

/// A character n-gram model. Sharing is by reference; it has no inner mutability.
pub struct Judge {
    bytes: Cow<'static, [u8]>,
    header: Header,
    /// The symbol of each code point of the basic plane.
    table: Vec<u16>,
    unigrams: Vec<Unigram>,
    /// What one member of a reserved symbol has of its probability.
    shares: Vec<f32>,
    /// Contexts of one symbol, of two and so on.
    tables: Vec<Table>,
    /// What the codes of back-off weights stand for.
    backoffs: Vec<f32>,
    /// The readings of a straight double quote and of a straight single one.
    quotes: [[Symbol; 2]; 2],
}

#[derive(Clone, Copy)]
struct Unigram {
    /// In the file's steps.
    probability: i16,
    backoff: f32,
    /// Whether the model knows anything that follows the symbol.
    context: bool,
}

/// What the model knows after a state; see [`Judge::after`].
///
/// ```
/// use jiaokan::judge::Judge;
/// let judge = Judge::embedded();
/// let (state, _) = judge.score(judge.line_start(), "质");
/// let after = judge.after(state);
/// assert_eq!(after.step('量'), judge.step(state, '量'));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct After<'j> {
    judge: &'j Judge,
    /// The records of the state's contexts.
    records: [Record; MAX_ORDER - 1],
    length: usize,
    /// The last symbol read, if `length` is not 0.
    last: u32,
}

impl After<'_> {
    /// [`Judge::step`] from the state.
    #[inline]
    pub fn step(&self, c: char) -> (State, f32) {
        self.step_symbol(self.judge.symbol(c))
    }

    /// [`Judge::step_symbol`] from the state.
    pub fn step_symbol(&self, symbol: Symbol) -> (State, f32) {
        let quotes = match symbol {
            Symbol::QUOTE => self.judge.quotes[0],
            Symbol::SINGLE_QUOTE => self.judge.quotes[1],
            _ => return self.step_certain(symbol),
        };
        let opening = self.step_certain(quotes[0]);
        let closing = self.step_certain(quotes[1]);
        if closing.1 > opening.1 { closing } else { opening }
    }

    fn step_certain(&self, symbol: Symbol) -> (State, f32) {
        let judge = self.judge;
        let Some(unigram) = judge.unigrams.get(usize::from(symbol.0)) else {
            return (State::default(), UNKNOWN);
        };
        let mut next = State::default();
        if unigram.context {
            next = State { contexts: [0; MAX_ORDER - 1], length: 1 };
            next.contexts[0] = u32::from(symbol.0);
        }
        let mut steps = unigram.probability;
        let records = &self.records[..self.length];
        // The longest context that knows the symbol has `found` symbols. A follower is known by its place among those of the
        // context before.
        let (mut found, mut place, mut universe) = (0, usize::from(symbol.0), judge.unigrams.len());
        for (table, record) in judge.tables.iter().zip(records) {
            let Some(follower) = table.level.find(&judge.bytes, record, place, universe) else { break };
            found += 1;
            steps = table.value(steps, follower.code);
            (place, universe) = (follower.place, follower.of);
            if let (Some(longer), Some(slot)) = (follower.context, next.contexts.get_mut(found)) {
                *slot = longer;
                next.length = found as u8 + 1;
            }
        }
        let mut probability = f32::from(steps) / STEPS;
        // The weights for giving up the contexts that do not know it.
        for (place, record) in records.iter().enumerate().skip(found) {
            probability += match place {
                0 => judge.unigrams.get(self.last as usize).map_or(0.0, |unigram| unigram.backoff),
                _ => judge.backoffs.get(record.backoff as usize).copied().unwrap_or_default(),
            };
        }
        if symbol.0 < Symbol::FIRST_CHARACTER {
            probability += judge.shares.get(usize::from(symbol.0)).copied().unwrap_or_default();
        }
        (next, probability)
    }
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Judge").field("order", &self.header.order).field("grams", &self.header.grams).finish()
    }
}

impl Judge {
    /// The judge over the model shipped with the program.
    pub fn embedded() -> Judge {
        // The shipped file is checked by a test, checksum included; a judge that knows nothing stands in for the impossible.
        match model::unpack(EMBEDDED, false) {
            Ok(unpacked) => Judge::assemble(Cow::Borrowed(EMBEDDED), unpacked),
            Err(_) => Judge::ignorant(),
        }
    }

    /// A judge over a model file's bytes, checked against their checksum.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Judge, JudgeError> {
        let bytes = bytes.into();
        let unpacked = model::unpack(&bytes, true)?;
        Ok(Judge::assemble(bytes, unpacked))
    }

    fn assemble(bytes: Cow<'static, [u8]>, unpacked: Unpacked) -> Judge {
        let table = unpacked.alphabet.table();
        let symbol = |c: char| Symbol(table.get(c as usize).copied().unwrap_or_default());
        let quotes = [[symbol('“'), symbol('”')], [symbol('‘'), symbol('’')]];
        let unigrams = unpacked
            .unigrams
            .iter()
            .map(|&(probability, backoff)| Unigram {
                probability,
                backoff: if backoff == NO_CONTEXT { 0.0 } else { f32::from(backoff) / STEPS },
                context: backoff != NO_CONTEXT,
            })
            .collect();
        Judge {
            header: unpacked.header,
            unigrams,
            shares: unpacked.shares.iter().map(|&share| f32::from(share) / STEPS).collect(),
            tables: unpacked.tables,
            backoffs: unpacked.backoffs,
            quotes,
            table,
            bytes,
        }
    }

    /// A judge that finds everything equally likely.
    fn ignorant() -> Judge {
        Judge {
            bytes: Cow::Borrowed(&[]),
            header: Header {
                format: model::FORMAT,
                order: 1,
                symbols: 0,
                grams: Vec::new(),
                contexts: 0,
                sources: Vec::new(),
                evaluation: None,
                body: String::new(),
                layout: model::Layout::default(),
            },
            table: Vec::new(),
            unigrams: Vec::new(),
            shares: Vec::new(),
            tables: Vec::new(),
            backoffs: Vec::new(),
            quotes: [[Symbol::NONE; 2]; 2],
        }
    }

    /// What the model says about itself: texts, weights, size, perplexity.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The number of symbols; every symbol's number is below it.
    pub fn symbols(&self) -> usize {
        self.unigrams.len()
    }

    /// The symbol of a character: width and form are folded, traditional characters that training lacked are looked up
    /// as their simplified form, and other unseen ones fall into classes.
    #[inline]
    pub fn symbol(&self, c: char) -> Symbol {
        match self.table.get(c as usize) {
            Some(&symbol) => Symbol(symbol),
            None => symbol::beyond(c),
        }
    }

    /// The state after a line boundary.
    pub fn line_start(&self) -> State {
        let mut state = State::default();
        if self.unigrams.get(usize::from(Symbol::LINE.0)).is_some_and(|unigram| unigram.context) {
            state.contexts[0] = u32::from(Symbol::LINE.0);
            state.length = 1;
        }
        state
    }

    /// The logarithm of the probability of `c` after `state`, and the state after `c`. A line feed is a line boundary. A
    /// straight quote is taken as the opening or the closing one, whichever is likelier.
    #[inline]
    pub fn step(&self, state: State, c: char) -> (State, f32) {
        self.step_symbol(state, self.symbol(c))
    }

    /// The same for a symbol. A symbol that stands for many characters gives the probability of one of them.
    #[inline]
    pub fn step_symbol(&self, state: State, symbol: Symbol) -> (State, f32) {
        self.after(state).step_symbol(symbol)
    }

    /// What the model knows after a state. A search that tries many characters after one state asks this once and steps from it: half
    /// of what a step costs is the same for all of them.
    pub fn after(&self, state: State) -> After<'_> {
        let length = usize::from(state.length).min(MAX_ORDER - 1).min(self.tables.len());
        After { judge: self, records: self.records(&state.contexts[..length]), length, last: state.contexts[0] }
    }

    /// The records of all contexts of a state. Every one is needed, to look for a follower or to back off, so they are fetched side by
    /// side, each step for all: one after the other, a look-up waited for the memory a dozen times (610 ns in place of 430 on the documents
    /// of bench/policy).
    fn records(&self, contexts: &[u32]) -> [Record; MAX_ORDER - 1] {
        let mut blocks = [0; MAX_ORDER - 1];
        for ((block, table), &context) in blocks.iter_mut().zip(&self.tables).zip(contexts) {
            *block = table.level.block(&self.bytes, context);
        }
        let mut places = [Place::default(); MAX_ORDER - 1];
        for (((place, table), &context), block) in places.iter_mut().zip(&self.tables).zip(contexts).zip(blocks) {
            *place = table.level.place(&self.bytes, context, block);
        }
        let mut records = [Record::default(); MAX_ORDER - 1];
        for (((record, table), place), _) in records.iter_mut().zip(&self.tables).zip(places).zip(contexts) {
            *record = table.level.record(&self.bytes, place);
        }
        records
    }

    /// The logarithm of the probability that the line ends here.
    pub fn end(&self, state: State) -> f32 {
        self.step_symbol(state, Symbol::LINE).1
    }

    /// The sum over the characters of `text`, and the state after it.
    pub fn score(&self, state: State, text: &str) -> (State, f32) {
        let mut state = state;
        let mut sum = 0.0;
        for c in text.chars() {
            let (next, probability) = self.step(state, c);
            state = next;
            sum += probability;
        }
        (state, sum)
    }

    /// The sum over the characters of `text` where nothing is known of what stands around it.
    pub fn log_prob(&self, text: &str) -> f32 {
        self.score(State::default(), text).1
    }

    /// [`Judge::log_prob`] for each character; 0 for an empty text.
    pub fn mean(&self, text: &str) -> f32 {
        let count = text.chars().count();
        if count == 0 { 0.0 } else { self.log_prob(text) / count as f32 }
    }

    /// The logarithm of the probability of a character without any context.
    #[inline]
    pub fn unigram(&self, c: char) -> f32 {
        match self.symbol(c) {
            symbol @ (Symbol::QUOTE | Symbol::SINGLE_QUOTE) => self.step_symbol(State::default(), symbol).1,
            symbol => {
                let Some(unigram) = self.unigrams.get(usize::from(symbol.0)) else { return UNKNOWN };
                let share = if symbol.0 < Symbol::FIRST_CHARACTER { self.shares.get(usize::from(symbol.0)).copied() } else { None };
                f32::from(unigram.probability) / STEPS + share.unwrap_or_default()
            }
        }
    }

    /// Whether training saw the character, or the form that it is folded to.
    pub fn known(&self, c: char) -> bool {
        let number = self.symbol(c).0;
        number >= Symbol::FIRST_CHARACTER || (Symbol::LINE.0..=Symbol::SINGLE_QUOTE.0).contains(&number)
    }
}
