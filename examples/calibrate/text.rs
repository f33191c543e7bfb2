//! Clean text that the judge has not read, in documents.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiaokan::corpus::training::{keep_apart, read_sources};
use jiaokan::judge::train::Source;
use jiaokan::measure::is_han;

/// A block of text, or a file: what is fitted on one half of the documents is tried on the other.
pub(crate) struct Text {
    /// The text that it is part of.
    pub(crate) source: String,
    /// Its number among all.
    pub(crate) number: usize,
    /// Its lines, those left out that the judge has read.
    pub(crate) lines: Vec<String>,
}

impl Text {
    pub(crate) fn half(&self) -> usize {
        self.number % 2
    }

    /// Lines of 12 to 120 characters and sentences of longer ones.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &str> {
        let pieces = self.lines.iter().flat_map(|line| if line.chars().count() <= 120 { vec![line.as_str()] } else { line.split_inclusive('。').collect() });
        pieces.filter(|piece| (12..=120).contains(&piece.chars().count()) && piece.chars().filter(|&c| is_han(c)).count() >= 8)
    }
}

/// Characters from which on a sentence tells where it comes from.
const TELLING: usize = 12;

/// A checksum that is the same everywhere.
pub(crate) fn hash(text: &str) -> u64 {
    let sum = text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    sum ^ sum >> 29
}

/// The sentences of a line that tell where it comes from, as checksums.
fn telling(line: &str) -> impl Iterator<Item = u64> {
    let sentences = line.split(['。', '；', '！', '？']).map(str::trim).filter(|sentence| sentence.chars().nth(TELLING - 1).is_some());
    sentences.map(hash)
}

/// The texts of a training folder: what a judge may read, and what is kept apart. Of that lines with a sentence that the judge reads elsewhere are left out (statutes
/// repeat each other), and all but the first of those that repeat.
pub(crate) fn apart(folder: &Path, every: usize) -> anyhow::Result<(Vec<Source>, Vec<Text>)> {
    let mut sources = read_sources(folder)?;
    let apart = keep_apart(&mut sources, every);
    let mut read: HashSet<u64> = sources.iter().flat_map(|source| source.text.lines()).flat_map(telling).collect();
    let mut texts = Vec::new();
    for (source, blocks) in sources.iter().zip(apart) {
        for block in blocks {
            let mut lines = Vec::new();
            for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
                let new = telling(line).all(|sentence| !read.contains(&sentence));
                if new {
                    lines.push(line.to_owned());
                }
                read.extend(telling(line));
            }
            texts.push(Text { source: source.name.clone(), number: texts.len(), lines });
        }
    }
    Ok((sources, texts))
}

/// Files, or folders of them, a document each.
pub(crate) fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<Text>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries: Result<Vec<_>, _> = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?.collect();
            all.extend(entries?.into_iter().map(|entry| entry.path()));
        } else {
            all.push(path.clone());
        }
    }
    all.sort();
    let read = |(number, path): (usize, PathBuf)| {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Text { source: "files".to_owned(), number, lines })
    };
    all.into_iter().enumerate().map(read).collect()
}
