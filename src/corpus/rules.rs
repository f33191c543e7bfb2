//! A folder of rules laid over the embedded ones: `--rules DIR`.

use std::path::{Path, PathBuf};

use crate::rule::{RuleBook, RuleError};

/// Why a folder of rules could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// A file or folder could not be read.
    #[error("cannot read {path}")]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not be.
        source: std::io::Error,
    },
    /// A file does not say what such a file must.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

/// Lays all files of a folder, in the order of their names, over `book`; see [`RuleBook::overlay`].
pub fn overlay(mut book: RuleBook, folder: &Path) -> Result<RuleBook, RulesError> {
    let mut waiting = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(next) = waiting.pop() {
        let read = |source| RulesError::Read { path: next.clone(), source };
        for entry in std::fs::read_dir(&next).map_err(read)? {
            let path = entry.map_err(read)?.path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    let mut files = Vec::new();
    for path in found {
        let Ok(name) = path.strip_prefix(folder) else { continue };
        let name = name.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&path).map_err(|source| RulesError::Read { path: path.clone(), source })?;
        files.push((name, bytes));
    }
    book.overlay(files)?;
    Ok(book)
}
