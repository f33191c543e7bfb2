//! Training a model from clean text.
//!
//! Lines are read, folded and counted up to [`Options::order`] symbols; sentences that repeat count once for every
//! doubling; probabilities come from weighted counts by interpolated absolute discounting; then the runs that are worth
//! most are kept within [`Options::bytes`] and everything is rounded. The same input gives the same bytes.

mod count;
mod estimate;
mod pack;
mod prune;

use super::model::{self, Evaluation, FORMAT, Header, JudgeError, MAX_ORDER, SourceSummary};
use super::symbol::{Alphabet, Class, Symbol, fold, members};
use super::{Judge, State};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Weights and shares of training texts by file stem; see the file.
static WEIGHTS: &str = include_str!("../../rules/judge.toml");
/// Traditional characters with their simplified form; see the file.
static SIMPLIFIED: &str = include_str!("../../rules/judge-simplified.tsv");

/// Why a model could not be trained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// The built-in table of weights is not as it should be.
    #[error("the weights of the training texts cannot be read")]
    Weights(#[from] toml::de::Error),
    /// The options ask for what the file format cannot hold.
    #[error("a model of order {0} cannot be made; 2 to {max} can", max = MAX_ORDER)]
    Order(usize),
    /// There was nothing to count.
    #[error("the texts hold nothing to learn from")]
    Empty,
    /// More texts have weights or shares of their own than are counted apart.
    #[error("more than 256 texts have a weight or share of their own")]
    Weightings,
    /// The size asked for holds less than what every model needs.
    #[error("the model came out at {found} bytes, more than the {most} asked for")]
    Size {
        /// Bytes of the model.
        found: usize,
        /// Bytes asked for.
        most: usize,
    },
    /// The model just made cannot be read.
    #[error("the model just made cannot be read")]
    Judge(#[from] JudgeError),
}

/// One training text.
#[derive(Clone, Debug)]
pub struct Source {
    /// A name for the header.
    pub name: String,
    /// How much one occurrence counts.
    pub weight: f64,
    /// How much of the probability comes from its counts alone; what the shares of all leave comes from all counts together.
    pub share: f64,
    /// The text, one block a line.
    pub text: String,
}

/// What shorter runs are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lower {
    /// How often they occur.
    Occurrences,
    /// How many different symbols stand before them (Kneser and Ney).
    Continuations,
}

/// How a model is made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Longest run counted.
    pub order: usize,
    /// The file's size at most.
    pub bytes: usize,
    /// Bits of a rounded probability, at most 8.
    pub value_bits: u32,
    /// Bits of a rounded back-off weight, at most 8.
    pub backoff_bits: u32,
    /// What shorter runs are counted by.
    pub lower: Lower,
    /// A run seen n times that is given up leaves n to this power to the run without its first symbol.
    pub legacy: f32,
    /// A factor on the discounts.
    pub discount: f64,
    /// Sentences of at least so many characters count once for every doubling.
    pub sentence: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { order: 5, bytes: Options::SIZE - SPARE, value_bits: 4, backoff_bits: 4, lower: Lower::Continuations, discount: 1.0, legacy: 1.3, sentence: 6 }
    }
}

/// Bytes left free of a size asked for, so that no reader of sizes can call the file larger than it.
const SPARE: usize = 10_000;

impl Options {
    /// The size of the model shipped with the program, in bytes.
    pub const SIZE: usize = 8_000_000;

    /// The defaults for a model whose file has at most so many bytes.
    pub fn sized(bytes: usize) -> Options {
        Options { bytes: bytes.saturating_sub(SPARE), ..Options::default() }
    }
}

/// Weights and shares of training texts by file stem, as `rules/judge.toml` gives them.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    weights: BTreeMap<String, f64>,
    shares: BTreeMap<String, f64>,
}

impl Source {
    /// A training text with the weight and share that `rules/judge.toml` gives its name, which is the stem of its file.
    pub fn named(name: String, text: String) -> Result<Source, TrainError> {
        let table: Weights = toml::from_str(WEIGHTS)?;
        let weight = table.weights.get(&name).copied().unwrap_or(1.0);
        let share = table.shares.get(&name).copied().unwrap_or(0.0);
        Ok(Source { name, weight, share, text })
    }
}

/// Text kept apart to measure a model on.
#[derive(Clone, Debug)]
pub struct HeldOut {
    /// A name for the header.
    pub name: String,
    /// The lines; lines of training texts that are the same are not learnt.
    pub lines: Vec<String>,
}

/// Lines shorter than this are formulas that any two documents share; learning them gives nothing away.
const TELLING_LINE: usize = 8;

/// Makes a model from texts and gives the bytes of its file.
pub fn train(sources: &[Source], options: &Options, evaluation: Option<&HeldOut>) -> Result<Vec<u8>, TrainError> {
    train_reporting(sources, options, evaluation, &mut |_| ())
}

/// The same, saying what it does.
pub fn train_reporting(sources: &[Source], options: &Options, evaluation: Option<&HeldOut>, report: &mut dyn FnMut(&str)) -> Result<Vec<u8>, TrainError> {
    if !(2..=MAX_ORDER).contains(&options.order) {
        return Err(TrainError::Order(options.order));
    }
    let excluded: HashSet<&str> =
        evaluation.iter().flat_map(|held_out| &held_out.lines).map(|line| line.trim()).filter(|line| line.chars().count() >= TELLING_LINE).collect();
    let alphabet = Alphabet::build(&count_characters(sources), &simplified_forms());
    let table = alphabet.table();
    let members = members(&table);
    let slots = Slots::new(sources)?;
    let (stream, summaries, excluded_lines) = read(sources, &slots, &table, options, &excluded);
    if stream.symbols.is_empty() {
        return Err(TrainError::Empty);
    }
    report(&format!("{} symbols, {} characters to count", alphabet.symbols(), stream.symbols.len()));
    let Slots { weights, shares, .. } = slots;
    let mut levels = vec![count::count_symbols(&stream, &weights, alphabet.symbols())];
    for order in 2..=options.order {
        let level = count::count_runs(&stream, &weights, order, &levels[order - 2]);
        report(&format!("{} different runs of {order}", level.len()));
        levels.push(level);
    }
    drop(stream);
    let mixing = estimate::Mixing { weights: &weights, shares: &shares };
    let room = prune::room(&alphabet, &members, options);
    let mut estimate = estimate::estimate(&levels, mixing, &members, options, room);
    report("probabilities estimated");
    let mut header = Header {
        format: FORMAT,
        order: options.order,
        symbols: alphabet.symbols(),
        grams: Vec::new(),
        contexts: 0,
        sources: summaries,
        evaluation: None,
        body: String::new(),
        layout: model::Layout::default(),
    };
    // JSON may write a byte of a name as six.
    let evaluation_bytes = EVALUATION_BYTES + evaluation.map_or(0, |held_out| 6 * held_out.name.len());
    let mut fitting = Fitting { room, full: options.bytes.saturating_sub(evaluation_bytes), fits: None, exceeds: None, step: 0 };
    let (packed, file) = loop {
        let packed = pack::pack(&levels, &estimate, &alphabet, &members, options);
        let file = describe(&mut header, &packed)?;
        if !fitting.again(file.len(), estimate.all_kept()) {
            break (packed, file);
        }
        estimate.choose(&levels, options, fitting.room);
    };
    report(&format!("kept {:?} runs, {} of them contexts", header.grams, header.contexts));
    if !estimate.all_kept() && file.len() < options.bytes / 10 * 9 {
        report("much of the size is left: too many runs are worth the same to take any of them");
    }
    let Some(held_out) = evaluation else { return within(file, options) };
    let judge = Judge::from_bytes(file)?;
    let mut measured = evaluate(&judge, &held_out.name, held_out.lines.iter().map(String::as_str));
    measured.excluded_lines = excluded_lines;
    report(&format!(
        "perplexity {:.3} a character of {} with line breaks, {:.3} within lines",
        measured.perplexity, measured.name, measured.perplexity_within_lines
    ));
    header.evaluation = Some(measured);
    within(model::pack(&mut header, &packed.body)?, options)
}

/// The header's words on text kept apart take fewer bytes than this, its name aside.
const EVALUATION_BYTES: usize = 400;
/// A file is full when less than this part of it is free.
const FULL: usize = 1000;
/// Times that the room is halved between what fits and what does not: runs that are worth the same go together, so a file can be far
/// from full and the next larger one too large.
const HALVINGS: usize = 1 << 12;

/// How long a file is shows only when it is written. This sets the room right until the file is full.
struct Fitting {
    /// Bytes for the runs.
    room: usize,
    /// Bytes for the file.
    full: usize,
    /// The largest room that made a file which fits.
    fits: Option<usize>,
    /// The least room that made one which does not.
    exceeds: Option<usize>,
    /// Bytes by which the room grew last.
    step: usize,
}

impl Fitting {
    /// Whether to pack again, after a file of so many bytes, with another room.
    fn again(&mut self, length: usize, all_kept: bool) -> bool {
        let before = self.room;
        if length > self.full {
            self.exceeds = Some(self.room);
            self.room = match self.fits {
                Some(fits) if self.room - fits <= self.full / HALVINGS => fits,
                Some(fits) => fits.midpoint(self.room),
                None => self.room.saturating_sub(length - self.full + self.full / FULL / 2),
            };
        } else if length < self.full - self.full / FULL && !all_kept {
            // A room that was tried and fits is taken when all between it and what does not fit has been tried.
            let last = self.fits == Some(self.room);
            self.fits = Some(self.room);
            self.room = match self.exceeds {
                _ if last => self.room,
                Some(exceeds) if exceeds - self.room <= self.full / HALVINGS => self.room,
                Some(exceeds) => exceeds.midpoint(self.room),
                // Twice as far each time: where many runs are worth the same, a few bytes more bring none of them.
                None => {
                    self.step = (2 * self.step).max(self.full - length);
                    self.room.saturating_add(self.step)
                }
            };
        }
        self.room != before
    }
}

/// The file of a packed model, and what its header says of it.
fn describe(header: &mut Header, packed: &pack::Packed) -> Result<Vec<u8>, JudgeError> {
    header.grams.clone_from(&packed.grams);
    header.contexts = packed.contexts;
    header.layout = packed.layout.clone();
    model::pack(header, &packed.body)
}

/// A file, where it keeps to the size asked for.
fn within(file: Vec<u8>, options: &Options) -> Result<Vec<u8>, TrainError> {
    if file.len() > options.bytes { Err(TrainError::Size { found: file.len(), most: options.bytes }) } else { Ok(file) }
}

/// Perplexity of a character where each line break is one character and is predicted.
pub fn perplexity<'a>(judge: &Judge, lines: impl IntoIterator<Item = &'a str>) -> f64 {
    evaluate(judge, "", lines).perplexity
}

/// Scores lines, each from the start of a line.
pub fn evaluate<'a>(judge: &Judge, name: &str, lines: impl IntoIterator<Item = &'a str>) -> Evaluation {
    let (mut within, mut ends) = (0f64, 0f64);
    let (mut count, mut characters) = (0usize, 0usize);
    for line in lines.into_iter().map(str::trim).filter(|line| !line.is_empty()) {
        let mut state = judge.line_start();
        for c in line.chars() {
            let (next, probability) = judge.step(state, c);
            state = next;
            within -= f64::from(probability);
            characters += 1;
        }
        ends -= f64::from(judge.end(state));
        count += 1;
    }
    let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
    Evaluation {
        name: name.to_owned(),
        lines: count,
        characters,
        perplexity: rounded(((within + ends) / (characters + count).max(1) as f64).exp()),
        perplexity_within_lines: rounded((within / characters.max(1) as f64).exp()),
        excluded_lines: 0,
    }
}

fn simplified_forms() -> Vec<(char, char)> {
    SIMPLIFIED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.chars().next()?, to.chars().next()?))
        })
        .collect()
}

/// Lines worth learning: text, and mostly Chinese.
fn lines(source: &Source) -> impl Iterator<Item = &str> {
    source.text.lines().map(str::trim).filter(|line| {
        let foreign = line.chars().filter(|&c| c.is_alphabetic() && !is_han(c)).count();
        !line.is_empty() && foreign * 2 <= line.chars().count()
    })
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn count_characters(sources: &[Source]) -> BTreeMap<char, u64> {
    let mut basic = vec![0u64; 0x1_0000];
    for line in sources.iter().flat_map(lines) {
        for c in line.chars() {
            if let Some(count) = basic.get_mut(fold(c) as usize) {
                *count += 1;
            }
        }
    }
    (0u32..).zip(basic).filter(|&(_, count)| count > 0).filter_map(|(code, count)| Some((char::from_u32(code)?, count))).collect()
}

/// What is counted apart: a text that has a share of its own, and all others of one weight together.
struct Slots {
    /// The slot of each text.
    of: Vec<u8>,
    weights: Vec<f64>,
    shares: Vec<f64>,
}

impl Slots {
    fn new(sources: &[Source]) -> Result<Slots, TrainError> {
        let mut slots = Slots { of: Vec::new(), weights: Vec::new(), shares: Vec::new() };
        for source in sources {
            let same = |slot: &usize| source.share == 0.0 && slots.shares[*slot] == 0.0 && slots.weights[*slot] == source.weight;
            let slot = (0..slots.weights.len()).find(same).unwrap_or_else(|| {
                slots.weights.push(source.weight);
                slots.shares.push(source.share);
                slots.weights.len() - 1
            });
            slots.of.push(u8::try_from(slot).map_err(|_| TrainError::Weightings)?);
        }
        Ok(slots)
    }
}

/// Turns texts into symbols, leaving out repeated sentences and excluded lines.
fn read(sources: &[Source], slots: &Slots, table: &[u16], options: &Options, excluded: &HashSet<&str>) -> (count::Stream, Vec<SourceSummary>, usize) {
    let mut stream = count::Stream::default();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let mut summaries = Vec::new();
    let mut excluded_lines = 0;
    // A character that only a class stands for tells nothing about what stands beside it.
    let classes = Class::Common as u16..Symbol::FIRST_CHARACTER;
    for (number, source) in sources.iter().enumerate() {
        let number = slots.of.get(number).copied().unwrap_or_default();
        let mut summary =
            SourceSummary { name: source.name.clone(), weight: source.weight, share: source.share, lines: 0, characters: 0, counted: 0, blake3: String::new() };
        let mut hasher = blake3::Hasher::new();
        for line in source.text.lines() {
            hasher.update(line.as_bytes()).update(b"\n");
        }
        summary.blake3 = hasher.finalize().to_hex().to_string();
        for line in lines(source) {
            summary.lines += 1;
            summary.characters += line.chars().count();
            if excluded.contains(line) {
                excluded_lines += 1;
                continue;
            }
            stream.push(Symbol::NONE, number);
            stream.push(Symbol::LINE, number);
            let mut ended = true;
            for sentence in line.split_inclusive(['。', '；', '！', '？']) {
                ended = counts(&mut seen, sentence, options.sentence);
                if !ended {
                    stream.push(Symbol::NONE, number);
                    continue;
                }
                for c in sentence.chars() {
                    let symbol = table.get(c as usize).copied().unwrap_or_default();
                    let unknown = classes.contains(&symbol) || [Symbol::QUOTE.0, Symbol::SINGLE_QUOTE.0].contains(&symbol);
                    stream.push(if unknown { Symbol::NONE } else { Symbol(symbol) }, number);
                    summary.counted += 1;
                }
            }
            if ended {
                stream.push(Symbol::LINE, number);
            }
        }
        summaries.push(summary);
    }
    (stream, summaries, excluded_lines)
}

/// Whether this occurrence of a sentence counts: the first, second, fourth, eighth and so on do.
fn counts(seen: &mut HashMap<u64, u32>, sentence: &str, at_least: usize) -> bool {
    if sentence.chars().count() < at_least {
        return true;
    }
    let hash = sentence.chars().fold(0u64, |hash, c| {
        let mixed = (hash ^ u64::from(u32::from(fold(c)))).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 31)
    });
    let times = seen.entry(hash).or_default();
    *times += 1;
    times.is_power_of_two()
}

/// The probabilities of all symbols after a state, for tests and measurements; a symbol of many members counts as all of them.
#[doc(hidden)]
pub fn total_probability(judge: &Judge, state: State) -> f64 {
    let members = members(&judge.table);
    (1..judge.symbols() as u16)
        .map(Symbol)
        .filter(|&symbol| symbol != Symbol::QUOTE && symbol != Symbol::SINGLE_QUOTE)
        .map(|symbol| {
            let share = members.get(usize::from(symbol.0)).map_or(1, |&count| count.max(1));
            f64::from(judge.step_symbol(state, symbol).1).exp() * f64::from(share)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts without end, all of the same few characters in other orders, so that runs are many and the model is full.
    fn sources(count: usize) -> Vec<Source> {
        let mut seed = 1u64;
        let mut character = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4E00 + ((seed >> 33) % 600) as u32).unwrap_or('一')
        };
        let mut text = || (0..200_000 / count).map(|i| if i % 30 == 29 { '\n' } else { character() }).collect::<String>();
        (0..count).map(|number| Source { name: format!("text \"{number}\""), weight: 1.0, share: 0.0, text: text() }).collect()
    }

    #[test]
    fn a_model_keeps_to_its_size_and_fills_it() {
        assert_eq!(Options::sized(Options::SIZE).bytes, Options::default().bytes);
        for (count, size) in [(1, 1_000_000), (100, 1_000_000)] {
            let file = train(&sources(count), &Options::sized(size), None).expect("a model");
            assert!((950_000..=size).contains(&file.len()), "{count} texts: {} bytes", file.len());
            assert_eq!(Judge::from_bytes(file).expect("whole").header().sources.len(), count);
        }
    }

    #[test]
    fn a_size_that_holds_nothing_is_refused() {
        assert!(matches!(train(&sources(1), &Options::sized(20_000), None), Err(TrainError::Size { most: 10_000, .. })));
    }
}
