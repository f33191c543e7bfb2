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
    /// The tables could not be filled, which chance makes all but impossible.
    #[error("the tables could not be filled")]
    Unfillable,
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
    /// Bits of the fingerprint of runs of two symbols, of three, and of longer ones.
    pub fingerprints: [u32; 3],
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
        Options {
            order: 5,
            bytes: Options::SIZE - SPARE,
            value_bits: 5,
            backoff_bits: 5,
            fingerprints: [18, 15, 12],
            lower: Lower::Continuations,
            discount: 1.0,
            legacy: 0.5,
            sentence: 6,
        }
    }
}

/// Bytes left free of a size asked for. Chosen: the file is laid out before its header is known.
const SPARE: usize = 10_000;

impl Options {
    /// The size of the model shipped with the program, in bytes.
    pub const SIZE: usize = 8_000_000;

    /// The defaults for a model whose file has at most so many bytes.
    pub fn sized(bytes: usize) -> Options {
        Options { bytes: bytes.saturating_sub(SPARE), ..Options::default() }
    }

    fn fingerprint_bits(&self, order: usize) -> u32 {
        self.fingerprints[order.clamp(1, 3) - 1]
    }

    fn width(&self, order: usize, last: bool) -> u32 {
        self.fingerprint_bits(order) + self.value_bits + u32::from(!last)
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
    let (stream, summaries, excluded_lines) = read(sources, &table, options, &excluded);
    if stream.symbols.is_empty() {
        return Err(TrainError::Empty);
    }
    report(&format!("{} symbols, {} characters to count", alphabet.symbols(), stream.symbols.len()));
    let weights: Vec<f64> = sources.iter().map(|source| source.weight).collect();
    let mut levels = vec![count::count_symbols(&stream, &weights, alphabet.symbols())];
    for order in 2..=options.order {
        let level = count::count_runs(&stream, &weights, order, &levels[order - 2]);
        report(&format!("{} different runs of {order}", level.len()));
        levels.push(level);
    }
    drop(stream);
    let shares: Vec<f64> = sources.iter().map(|source| source.share).collect();
    let mixing = estimate::Mixing { weights: &weights, shares: &shares };
    let room = prune::room(&alphabet, &members, options).saturating_sub(summaries_beyond(&summaries));
    let estimate = estimate::estimate(&levels, mixing, &members, options, room);
    report("probabilities estimated");
    let packed = pack::pack(&levels, &estimate, &alphabet, &members, options)?;
    report(&format!("kept {:?} runs, {} of them contexts", packed.grams, packed.contexts));
    let mut header = Header {
        format: FORMAT,
        order: options.order,
        symbols: alphabet.symbols(),
        grams: packed.grams,
        contexts: packed.contexts,
        sources: summaries,
        evaluation: None,
        body: String::new(),
        layout: packed.layout,
    };
    let file = model::pack(&mut header, &packed.body)?;
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

/// A text's summary in the header, without its name, takes fewer bytes than this.
const SUMMARY_BYTES: usize = 300;
/// The room left for a header holds so many summaries beside everything else.
const SUMMARIES: usize = 8;

/// Bytes that the summaries of many texts take of what runs would fill.
fn summaries_beyond(summaries: &[SourceSummary]) -> usize {
    // JSON may write a byte of a name as six.
    summaries.iter().skip(SUMMARIES).map(|summary| SUMMARY_BYTES + 6 * summary.name.len()).sum()
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

/// Turns texts into symbols, leaving out repeated sentences and excluded lines.
fn read(sources: &[Source], table: &[u16], options: &Options, excluded: &HashSet<&str>) -> (count::Stream, Vec<SourceSummary>, usize) {
    let mut stream = count::Stream::default();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let mut summaries = Vec::new();
    let mut excluded_lines = 0;
    // A character that only a class stands for tells nothing about what stands beside it.
    let classes = Class::Common as u16..Symbol::FIRST_CHARACTER;
    for (number, source) in sources.iter().enumerate() {
        let number = number as u8;
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
