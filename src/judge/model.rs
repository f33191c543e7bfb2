//! The model file: a readable header (JSON) and sections of little-endian integers, read in place.

use super::bits::READ;
use super::symbol::Alphabet;
use super::trie::{BLOCK, Level};
use serde::{Deserialize, Serialize};

/// First bytes of every model file.
pub(crate) const MAGIC: &[u8; 8] = b"jiaokanJ";
/// The version of the layout; others are refused.
pub(crate) const FORMAT: u32 = 2;
/// Longest run of symbols a model may count.
pub(crate) const MAX_ORDER: usize = 6;
/// All logarithms in the file are natural ones in steps of 1/1024, so that their sums are exact in `f32`.
pub(crate) const STEPS: f32 = 1024.0;
/// The back-off weight of a symbol that nothing was seen after.
pub(crate) const NO_CONTEXT: i16 = i16::MIN;

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// The file does not start as a model does.
    #[error("not a model of the judge (it does not start with its magic bytes)")]
    NotAModel,
    /// The layout is of another version.
    #[error("the model has layout {found}, this program reads layout {expected}; train it again")]
    Format {
        /// The version in the file.
        found: u32,
        /// The version this program reads.
        expected: u32,
    },
    /// The header is not what a header should be.
    #[error("the model's header cannot be read")]
    Header(#[from] serde_json::Error),
    /// The bytes do not match the header.
    #[error("the model is damaged: {0}")]
    Damaged(&'static str),
}

/// What a model says about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Header {
    /// Version of the file's layout.
    pub format: u32,
    /// Longest run of symbols the model counts.
    pub order: usize,
    /// Symbols, reserved ones included.
    pub symbols: usize,
    /// Runs kept of each length from 2 on.
    pub grams: Vec<usize>,
    /// Runs kept that have a back-off weight, single symbols aside.
    pub contexts: usize,
    /// The texts the model was trained on.
    pub sources: Vec<SourceSummary>,
    /// The measurement on text kept apart, where one was made.
    pub evaluation: Option<Evaluation>,
    /// BLAKE3 of the whole file without this checksum, in hexadecimal.
    pub body: String,
    pub(crate) layout: Layout,
}

/// One training text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SourceSummary {
    /// Its name: the stem of the file.
    pub name: String,
    /// How much one occurrence in it counts.
    pub weight: f64,
    /// How much of the probability comes from it alone.
    pub share: f64,
    /// Lines read.
    pub lines: usize,
    /// Characters read, line breaks not counted.
    pub characters: usize,
    /// Characters counted after repeated sentences and lines of the evaluation were left out.
    pub counted: usize,
    /// BLAKE3 of its lines, each followed by a line feed.
    pub blake3: String,
}

/// How well a model predicts a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// What was read: the name of the folder.
    pub name: String,
    /// Lines that were scored.
    pub lines: usize,
    /// Characters scored, line breaks not counted.
    pub characters: usize,
    /// Perplexity of a character where every line break counts as one character and is predicted.
    pub perplexity: f64,
    /// Perplexity of a character where line breaks are neither counted nor predicted.
    pub perplexity_within_lines: f64,
    /// Lines left out of training because the evaluation has the same.
    pub excluded_lines: usize,
}

/// Where the sections of the body are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Layout {
    pub(crate) known: usize,
    pub(crate) aliases: usize,
    /// Contexts of one symbol, of two and so on.
    pub(crate) levels: Vec<Section>,
    /// What the codes of back-off weights stand for.
    pub(crate) backoffs: Vec<i16>,
}

/// The contexts of one length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Section {
    pub(crate) contexts: usize,
    pub(crate) bytes: usize,
    pub(crate) backoff_bits: u32,
    pub(crate) value_bits: u32,
}

/// Classes of a run's probability; a code of the probability of the run longer by one symbol at its start stands for another value in
/// each. The longer run is seldom the less likely one, so what is left to say takes a bit less.
pub(crate) const VALUE_CLASSES: usize = 32;

/// The class of a probability in the file's steps: half nats.
pub(crate) fn value_class(steps: i16) -> usize {
    (usize::from(steps.unsigned_abs()) >> 9).min(VALUE_CLASSES - 1)
}

/// A level with the probabilities that its codes stand for, in the file's steps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) level: Level,
    values: Vec<i16>,
}

impl Table {
    /// The probability that a code stands for where the shorter run's is `shorter`; both in the file's steps.
    #[inline]
    pub(crate) fn value(&self, shorter: i16, code: u32) -> i16 {
        self.values.get(value_class(shorter) << self.level.value_bits | code as usize).copied().unwrap_or(shorter)
    }
}

/// A model unpacked as far as it needs to be: small tables copied, large ones located.
pub(crate) struct Unpacked {
    pub(crate) header: Header,
    pub(crate) alphabet: Alphabet,
    /// Probability and back-off weight of each symbol.
    pub(crate) unigrams: Vec<(i16, i16)>,
    /// What one member of each reserved symbol has of its probability.
    pub(crate) shares: Vec<i16>,
    /// Contexts of one symbol, of two and so on.
    pub(crate) tables: Vec<Table>,
    /// What the codes of back-off weights stand for.
    pub(crate) backoffs: Vec<f32>,
}

/// Number of reserved symbols, each with a share.
const RESERVED: usize = super::symbol::Symbol::FIRST_CHARACTER as usize;

#[derive(Deserialize)]
struct Version {
    format: u32,
}

/// Splits a file into header and the place where its body starts.
pub(crate) fn read_header(bytes: &[u8]) -> Result<(Header, usize), JudgeError> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(JudgeError::NotAModel)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(JudgeError::Damaged("it ends in its header"))?;
    let length = u32::from_le_bytes(*length) as usize;
    let text = rest.get(..length).ok_or(JudgeError::Damaged("it ends in its header"))?;
    // The version first: the rest of another version's header need not look like this one's.
    let Version { format } = serde_json::from_slice(text)?;
    if format != FORMAT {
        return Err(JudgeError::Format { found: format, expected: FORMAT });
    }
    let header: Header = serde_json::from_slice(text)?;
    Ok((header, MAGIC.len() + 4 + length))
}

/// The checksum of a file: of everything before its body with the checksum itself blanked, and of the body.
fn checksum(head: &[u8], checksum: &str, body: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    match memchr::memmem::find(head, checksum.as_bytes()).filter(|_| !checksum.is_empty()) {
        Some(at) => hasher.update(&head[..at]).update(&head[at + checksum.len()..]),
        None => hasher.update(head),
    };
    hasher.update(body).finalize().to_hex().to_string()
}

/// Reads a model; with `verify`, the file must have the checksum that the header names.
pub(crate) fn unpack(bytes: &[u8], verify: bool) -> Result<Unpacked, JudgeError> {
    let (header, start) = read_header(bytes)?;
    let body = bytes.get(start..).unwrap_or_default();
    if verify && checksum(bytes.get(..start).unwrap_or_default(), &header.body, body) != header.body {
        return Err(JudgeError::Damaged("its checksum differs"));
    }
    let layout = &header.layout;
    if !(1..=MAX_ORDER).contains(&header.order) || layout.levels.len() + 1 != header.order {
        return Err(JudgeError::Damaged("its order is impossible"));
    }
    if RESERVED.checked_add(layout.known) != Some(header.symbols) || header.symbols > usize::from(u16::MAX) {
        return Err(JudgeError::Damaged("its alphabet is impossible"));
    }
    let mut reader = Reader { bytes, at: start };
    let known = reader.numbers(layout.known)?;
    let pairs = reader.numbers(layout.aliases.saturating_mul(2))?;
    let aliases: Vec<(u16, u16)> = pairs.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    if aliases.iter().any(|&(_, symbol)| usize::from(symbol) >= header.symbols) {
        return Err(JudgeError::Damaged("its alphabet is impossible"));
    }
    let numbers = reader.numbers(header.symbols * 2)?;
    let unigrams = numbers.chunks_exact(2).map(|pair| (pair[0] as i16, pair[1] as i16)).collect();
    let shares = reader.numbers(RESERVED)?.into_iter().map(|share| share as i16).collect();
    let mut tables = Vec::with_capacity(layout.levels.len());
    for (place, section) in layout.levels.iter().enumerate() {
        if place == 0 && section.contexts != header.symbols {
            return Err(JudgeError::Damaged("its contexts are not its symbols"));
        }
        tables.push(reader.table(section, place + 1 < layout.levels.len())?);
    }
    if reader.at != bytes.len() {
        return Err(JudgeError::Damaged("it is longer than its header says"));
    }
    let backoffs = real(&layout.backoffs);
    Ok(Unpacked { alphabet: Alphabet { known, aliases }, unigrams, shares, tables, backoffs, header })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn numbers(&mut self, count: usize) -> Result<Vec<u16>, JudgeError> {
        let end = count.checked_mul(2).and_then(|length| self.at.checked_add(length));
        let part = end.and_then(|end| self.bytes.get(self.at..end)).ok_or(JudgeError::Damaged("it is cut short"))?;
        self.at += part.len();
        Ok(part.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect())
    }

    fn table(&mut self, section: &Section, deeper: bool) -> Result<Table, JudgeError> {
        if section.backoff_bits > READ / 4 || section.value_bits > READ / 4 {
            return Err(JudgeError::Damaged("a table has an impossible width"));
        }
        let values = self.numbers(VALUE_CLASSES << section.value_bits)?.into_iter().map(|value| value as i16).collect();
        let index = self.at;
        let length = section.contexts.div_ceil(BLOCK).checked_mul(4).filter(|&length| length <= section.bytes);
        let blocks = length.and_then(|length| index.checked_add(length)).ok_or(JudgeError::Damaged("a table has an impossible shape"))?;
        self.at = index.checked_add(section.bytes).filter(|&end| end <= self.bytes.len()).ok_or(JudgeError::Damaged("it is cut short"))?;
        let level = Level { index, blocks, contexts: section.contexts, backoff_bits: section.backoff_bits, value_bits: section.value_bits, deeper };
        Ok(Table { level, values })
    }
}

/// Logarithms from steps.
fn real(steps: &[i16]) -> Vec<f32> {
    steps.iter().map(|&value| f32::from(value) / STEPS).collect()
}

/// Puts a file together: `header` gets the checksum of the whole.
pub(crate) fn pack(header: &mut Header, body: &[u8]) -> Result<Vec<u8>, JudgeError> {
    // A checksum of the right length stands in while the checksum is taken: the length of the header is under it, too.
    header.body = "0".repeat(2 * blake3::OUT_LEN);
    let head = |header: &Header| -> Result<Vec<u8>, JudgeError> {
        let text = serde_json::to_vec(header)?;
        let length = u32::try_from(text.len()).map_err(|_| JudgeError::Damaged("its header is too long"))?;
        Ok([MAGIC.as_slice(), &length.to_le_bytes(), &text].concat())
    };
    header.body = checksum(&head(header)?, &header.body, body);
    let mut file = head(header)?;
    file.extend_from_slice(body);
    Ok(file)
}
