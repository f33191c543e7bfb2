//! The model file: a readable header (JSON) and sections of little-endian integers, read in place.

use super::retrieval::{Function, Shape};
use super::symbol::Alphabet;
use serde::{Deserialize, Serialize};

/// First bytes of every model file.
pub(crate) const MAGIC: &[u8; 8] = b"jiaokanJ";
/// The version of the layout; others are refused.
pub(crate) const FORMAT: u32 = 1;
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
    pub(crate) grams: Vec<Section>,
    pub(crate) backoffs: Section,
}

/// One static function and its codebook.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Section {
    pub(crate) shape: [u32; 3],
    pub(crate) seed: u64,
    pub(crate) width: u32,
    pub(crate) fingerprint: u32,
    pub(crate) codebook: Vec<i16>,
}

/// A static function with the values that its codes stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) function: Function,
    pub(crate) values: Vec<f32>,
}

/// A model unpacked as far as it needs to be: small tables copied, large ones located.
pub(crate) struct Unpacked {
    pub(crate) header: Header,
    pub(crate) alphabet: Alphabet,
    /// Probability and back-off weight of each symbol.
    pub(crate) unigrams: Vec<(i16, i16)>,
    /// What one member of each reserved symbol has of its probability.
    pub(crate) shares: Vec<i16>,
    pub(crate) grams: Vec<Table>,
    pub(crate) backoffs: Table,
}

/// Number of reserved symbols, each with a share.
const RESERVED: usize = super::symbol::Symbol::FIRST_CHARACTER as usize;

/// Splits a file into header and the place where its body starts.
pub(crate) fn read_header(bytes: &[u8]) -> Result<(Header, usize), JudgeError> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(JudgeError::NotAModel)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(JudgeError::Damaged("it ends in its header"))?;
    let length = u32::from_le_bytes(*length) as usize;
    let text = rest.get(..length).ok_or(JudgeError::Damaged("it ends in its header"))?;
    let header: Header = serde_json::from_slice(text)?;
    if header.format != FORMAT {
        return Err(JudgeError::Format { found: header.format, expected: FORMAT });
    }
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
    if !(1..=MAX_ORDER).contains(&header.order) || layout.grams.len() + 1 != header.order {
        return Err(JudgeError::Damaged("its order is impossible"));
    }
    if header.symbols != RESERVED + layout.known || header.symbols > usize::from(u16::MAX) {
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
    let mut grams = Vec::with_capacity(layout.grams.len());
    for section in &layout.grams {
        grams.push(reader.table(section)?);
    }
    let backoffs = reader.table(&layout.backoffs)?;
    if reader.at != bytes.len() {
        return Err(JudgeError::Damaged("it is longer than its header says"));
    }
    Ok(Unpacked { alphabet: Alphabet { known, aliases }, unigrams, shares, grams, backoffs, header })
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

    fn table(&mut self, section: &Section) -> Result<Table, JudgeError> {
        let shape = Shape::from_numbers(section.shape).ok_or(JudgeError::Damaged("a table has an impossible shape"))?;
        let value_bits = section.width.checked_sub(section.fingerprint);
        if section.width > 25 || !value_bits.is_some_and(|bits| (1..=12).contains(&bits)) {
            return Err(JudgeError::Damaged("a table has an impossible width"));
        }
        let function = Function { shape, seed: section.seed, width: section.width, fingerprint: section.fingerprint, start: self.at };
        self.at += shape.bytes(section.width);
        if self.at > self.bytes.len() {
            return Err(JudgeError::Damaged("it is cut short"));
        }
        Ok(Table { function, values: section.codebook.iter().map(|&value| f32::from(value) / STEPS).collect() })
    }
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
