//! Training texts in a folder: `jiaokan train`.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::judge::train::{HeldOut, Options, Source, TrainError, train_reporting};

/// Why a model could not be trained from a folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// A file or folder could not be read.
    #[error("cannot read {path}")]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not be.
        source: std::io::Error,
    },
    /// The folder has no text.
    #[error("{0} has no *.txt, *.txt.zst or *.txt.gz to learn from")]
    NoText(PathBuf),
    /// Two files would count as one text: `policy.txt` and the `policy.txt.gz` that it was unpacked from.
    #[error("{folder} has two files called {name}")]
    Twice {
        /// The folder.
        folder: PathBuf,
        /// Their name without its ending.
        name: String,
    },
    /// The texts make no model.
    #[error(transparent)]
    Train(#[from] TrainError),
}

/// Makes a model of at most `size` bytes from the texts of a folder, with the weights of `rules/judge.toml`.
pub fn train_folder(corpus: &Path, size: usize, evaluate: Option<&Path>, report: &mut dyn FnMut(&str)) -> Result<Vec<u8>, TrainingError> {
    let sources = read_sources(corpus)?;
    let held_out = evaluate.map(read_held_out).transpose()?;
    Ok(train_reporting(&sources, &Options::sized(size), held_out.as_ref(), report)?)
}

/// Reads the texts of a folder in the order of their names.
pub fn read_sources(folder: &Path) -> Result<Vec<Source>, TrainingError> {
    let mut sources = Vec::new();
    for (name, path) in text_files(folder)? {
        sources.push(Source::named(name, read_text(&path)?)?);
    }
    Ok(sources)
}

/// Reads the lines of all texts of a folder.
pub fn read_held_out(folder: &Path) -> Result<HeldOut, TrainingError> {
    let mut lines = Vec::new();
    for (_, path) in text_files(folder)? {
        lines.extend(read_text(&path)?.lines().map(str::to_owned));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(HeldOut { name, lines })
}

/// Lines of a block that is kept apart as a whole.
const BLOCK: usize = 200;

/// Takes every so manyth block of 200 lines out of the texts, so that what is trained on the rest can be measured on them. For each text its blocks.
pub fn keep_apart(sources: &mut [Source], every: usize) -> Vec<Vec<String>> {
    let mut apart = Vec::new();
    for source in sources {
        let (mut rest, mut blocks) = (String::with_capacity(source.text.len()), Vec::new());
        let lines: Vec<&str> = source.text.lines().collect();
        for (number, block) in lines.chunks(BLOCK).enumerate() {
            let whole = block.join("\n") + "\n";
            if number % every.max(1) == 0 { blocks.push(whole) } else { rest.push_str(&whole) }
        }
        source.text = rest;
        apart.push(blocks);
    }
    apart
}

fn text_files(folder: &Path) -> Result<Vec<(String, PathBuf)>, TrainingError> {
    let failed = |source| TrainingError::Read { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = [".txt", ".txt.zst", ".txt.gz"].iter().find_map(|ending| name.strip_suffix(ending));
        if let Some(stem) = stem {
            files.push((stem.to_owned(), path));
        }
    }
    if files.is_empty() {
        return Err(TrainingError::NoText(folder.to_owned()));
    }
    files.sort();
    match files.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(TrainingError::Twice { folder: folder.to_owned(), name: pair[0].0.clone() }),
        None => Ok(files),
    }
}

fn read_text(path: &Path) -> Result<String, TrainingError> {
    let failed = |source| TrainingError::Read { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending {
        "zst" => zstd::Decoder::new(file).and_then(|mut reader| reader.read_to_end(&mut bytes)),
        "gz" => flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes),
        _ => std::io::BufReader::new(file).read_to_end(&mut bytes),
    }
    .map_err(failed)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
