//! The judge: a character n-gram model of Chinese that settles questions of sense.
//!
//! It is asked for the logarithm of the probability of one character after those before it; larger is better, 0 is
//! certain. Everything is natural logarithms in exact steps of 1/1024, so that a score is the same on every machine, whatever
//! the order of its additions. The model lies in the program as it lies in its file: nothing is decompressed.
//!
//! `docs/judge.md` says how it is trained and how good it is.

mod model;
mod retrieval;
mod simplify;
mod symbol;
#[cfg(test)]
mod tests;
pub mod train;

pub use model::{Evaluation, Header, JudgeError, SourceSummary};
pub(crate) use simplify::simplify_char;
pub use symbol::{Symbol, fold};

use model::{MAX_ORDER, NO_CONTEXT, STEPS, Table, Unpacked};
use retrieval::extend;
use std::borrow::Cow;

/// The model shipped with the program.
static EMBEDDED: &[u8] = include_bytes!("../../rules/judge.model");

/// The logarithm of the probability of a symbol that the model lacks, which only a model that knows nothing does.
const UNKNOWN: f32 = -32.0;

/// The last symbols read, as far as the model can make use of them. The default is the empty context: nothing is known
/// of what came before, not even that a line began.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct State {
    /// The symbols, the latest first; those beyond `length` are zero.
    symbols: [u16; MAX_ORDER - 1],
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
    /// Runs of two symbols, of three and so on.
    grams: Vec<Table>,
    backoffs: Table,
    /// The readings of a straight double quote and of a straight single one.
    quotes: [[Symbol; 2]; 2],
}

#[derive(Clone, Copy)]
struct Unigram {
    probability: f32,
    backoff: f32,
    /// Whether the model knows anything that follows the symbol.
    context: bool,
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
                probability: f32::from(probability) / STEPS,
                backoff: if backoff == NO_CONTEXT { 0.0 } else { f32::from(backoff) / STEPS },
                context: backoff != NO_CONTEXT,
            })
            .collect();
        Judge {
            header: unpacked.header,
            unigrams,
            shares: unpacked.shares.iter().map(|&share| f32::from(share) / STEPS).collect(),
            grams: unpacked.grams,
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
            grams: Vec::new(),
            backoffs: Table::default(),
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
            state.symbols[0] = Symbol::LINE.0;
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
    pub fn step_symbol(&self, state: State, symbol: Symbol) -> (State, f32) {
        let quotes = match symbol {
            Symbol::QUOTE => self.quotes[0],
            Symbol::SINGLE_QUOTE => self.quotes[1],
            _ => return self.step_certain(state, symbol),
        };
        let opening = self.step_certain(state, quotes[0]);
        let closing = self.step_certain(state, quotes[1]);
        if closing.1 > opening.1 { closing } else { opening }
    }

    fn step_certain(&self, state: State, symbol: Symbol) -> (State, f32) {
        let Some(unigram) = self.unigrams.get(usize::from(symbol.0)) else {
            return (State::default(), UNKNOWN);
        };
        let known = usize::from(state.length).min(MAX_ORDER - 1);
        let mut probability = unigram.probability;
        // The longest run found has `found` symbols before the last; `kept` symbols are worth remembering.
        let mut found = 0;
        let mut kept = usize::from(unigram.context);
        let mut hash = extend(0, symbol.0);
        for (before, (table, &previous)) in self.grams.iter().zip(&state.symbols[..known]).enumerate() {
            hash = extend(hash, previous);
            let Some(code) = table.function.get(&self.bytes, hash) else { break };
            found = before + 1;
            // The lowest bit says that something is known to follow; the longest runs have no such bit.
            let code = if found + 1 < self.header.order {
                if code & 1 == 1 {
                    kept = found + 1;
                }
                code >> 1
            } else {
                code
            };
            probability = table.values.get(code as usize).copied().unwrap_or_default();
        }
        if found < known {
            probability += self.backoff(&state.symbols[..known], found);
        }
        if symbol.0 < Symbol::FIRST_CHARACTER {
            probability += self.shares.get(usize::from(symbol.0)).copied().unwrap_or_default();
        }
        let mut next = State { symbols: [0; MAX_ORDER - 1], length: kept as u8 };
        if let Some((first, rest)) = next.symbols[..kept].split_first_mut() {
            *first = symbol.0;
            rest.copy_from_slice(&state.symbols[..rest.len()]);
        }
        (next, probability)
    }

    /// The weights for giving up the contexts longer than `found` symbols.
    fn backoff(&self, symbols: &[u16], found: usize) -> f32 {
        let mut hash = 0;
        let mut sum = 0.0;
        for (place, &symbol) in symbols.iter().enumerate() {
            hash = extend(hash, symbol);
            if place < found {
                continue;
            }
            sum += match place {
                0 => self.unigrams.get(usize::from(symbol)).map_or(0.0, |unigram| unigram.backoff),
                _ => {
                    let code = self.backoffs.function.get(&self.bytes, hash).unwrap_or_default();
                    self.backoffs.values.get(code as usize).copied().unwrap_or_default()
                }
            };
        }
        sum
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
                match symbol.0 < Symbol::FIRST_CHARACTER {
                    true => unigram.probability + self.shares.get(usize::from(symbol.0)).copied().unwrap_or_default(),
                    false => unigram.probability,
                }
            }
        }
    }

    /// Whether training saw the character, or the form that it is folded to.
    pub fn known(&self, c: char) -> bool {
        let number = self.symbol(c).0;
        number >= Symbol::FIRST_CHARACTER || (Symbol::LINE.0..=Symbol::SINGLE_QUOTE.0).contains(&number)
    }
}
