//! A file with the model of a judge: `--judge FILE`.

use std::path::{Path, PathBuf};

use crate::judge::{Judge, JudgeError};

/// Why a file could not be used as a judge.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeFileError {
    /// It could not be read.
    #[error("cannot read the judge {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why it could not be.
        source: std::io::Error,
    },
    /// It is no model, a damaged one, or one of another layout.
    #[error("cannot use {path} as a judge")]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: JudgeError,
    },
}

/// Reads the model that `jiaokan train` has written to a file. It is checked against its checksum.
pub fn read_judge(file: &Path) -> Result<Judge, JudgeFileError> {
    let bytes = std::fs::read(file).map_err(|source| JudgeFileError::Read { path: file.to_owned(), source })?;
    Judge::from_bytes(bytes).map_err(|source| JudgeFileError::Model { path: file.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The model in the repository with its bytes changed, as a file.
    fn changed(change: impl FnOnce(&mut Vec<u8>)) -> Result<Judge, JudgeFileError> {
        let mut bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/judge.model")).expect("the shipped model");
        change(&mut bytes);
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("written");
        read_judge(file.path())
    }

    #[test]
    fn a_model_is_read_and_what_is_none_is_told_apart() {
        assert_eq!(changed(|_| ()).expect("whole").header(), Judge::embedded().header());
        let wrong = |change: fn(&mut Vec<u8>)| match changed(change).expect_err("no model") {
            JudgeFileError::Model { source, .. } => source,
            other => panic!("{other}"),
        };
        assert!(matches!(wrong(Vec::clear), JudgeError::NotAModel));
        assert!(matches!(wrong(|bytes| bytes.truncate(1_000_000)), JudgeError::Damaged(_)));
        assert!(matches!(wrong(|bytes| bytes[2_000_000] ^= 1), JudgeError::Damaged(_)));
        let other_layout = |bytes: &mut Vec<u8>| {
            let key = b"\"format\":";
            let at = bytes.windows(key.len()).position(|window| window == key).expect("the header") + key.len();
            bytes[at] = b'9';
        };
        assert!(matches!(wrong(other_layout), JudgeError::Format { found: 9, .. }));
        assert!(matches!(read_judge(Path::new("nowhere.model")), Err(JudgeFileError::Read { .. })));
    }
}
