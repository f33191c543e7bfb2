//! The folder a corpus is written to: text, apparatus and JSON of each document, and back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::corpus::apparatus::{self, Apparatus, ApparatusError, Edges};
use crate::corpus::cleaned::Cleaned;
use crate::corpus::json;
use crate::corpus::manifest::{PageStatus, Record, blake3_hex};
use crate::corpus::page::{Format, Page};
use crate::structure::Words;

/// A file that could not be written, and why.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}")]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    pub source: io::Error,
}

/// A function that says of an error which file it happened to.
pub(super) fn writing(path: &Path) -> impl FnOnce(io::Error) -> WriteError + use<> {
    let path = path.to_owned();
    move |source| WriteError { path, source }
}

/// A folder with a corpus.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// What the last run left of a document.
pub(super) struct Left {
    pub(super) record: Record,
    pub(super) text: String,
    pub(super) edges: Edges,
}

impl Folder {
    /// The corpus at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of a document's clean text.
    pub fn text(&self, id: &str) -> PathBuf {
        self.root.join(format!("{id}.txt"))
    }

    /// The file of a document's apparatus.
    pub fn apparatus(&self, id: &str) -> PathBuf {
        self.root.join(format!("{id}.apparatus.jsonl"))
    }

    fn json(&self, id: &str) -> PathBuf {
        self.root.join(format!("{id}.json"))
    }

    /// Reads a document back: the same that cleaning gave, read by these words. Pages that were rejected are not kept.
    pub fn read(&self, id: &str, words: &Arc<Words>) -> Result<Cleaned, ApparatusError> {
        let apparatus = Apparatus::read(io::BufReader::new(fs::File::open(self.apparatus(id))?))?;
        let record = apparatus.head.page.clone();
        let document = apparatus.into_document(fs::read_to_string(self.text(id))?, words)?;
        Ok(Cleaned { record, document: Some(document) })
    }

    /// What the manifest said of a document and what its page was told in its run.
    pub fn head(&self, id: &str) -> Option<apparatus::Head> {
        apparatus::read_head(fs::File::open(self.apparatus(id)).ok()?).ok()
    }

    /// What the last run left of a document, if raw page, text, program, rules and settings are the same.
    pub(super) fn unchanged(&self, id: &str, path: &str, raw: &[u8], fingerprint: &str) -> Option<Left> {
        let apparatus::Head { page: record, edges, .. } = self.head(id)?;
        let text = fs::read_to_string(self.text(id)).ok()?;
        let same = record.path == path
            && record.rules == fingerprint
            && record.version == env!("CARGO_PKG_VERSION")
            && record.raw_bytes == raw.len()
            && record.raw_blake3 == blake3_hex(raw)
            && record.clean_blake3 == blake3_hex(text.as_bytes());
        same.then_some(Left { record, text, edges })
    }

    /// Writes text and apparatus of a page that came through; of one that was rejected nothing is left.
    pub(super) fn write(&self, cleaned: &Cleaned, edges: &Edges, format: Format) -> Result<(), WriteError> {
        let id = &cleaned.record.id;
        let (text, apparatus, json) = (self.text(id), self.apparatus(id), self.json(id));
        if let Some(folder) = text.parent() {
            fs::create_dir_all(folder).map_err(writing(folder))?;
        }
        let document = cleaned.document.as_ref().filter(|_| cleaned.record.status == PageStatus::Done);
        // Nothing of an earlier run may be taken for this page's.
        let gone = document.is_none();
        for (file, _) in [(&text, gone), (&apparatus, gone), (&json, gone || format != Format::Json)].into_iter().filter(|(_, stale)| *stale) {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(writing(file)(error)),
                _ => {}
            }
        }
        let Some(document) = document else { return Ok(()) };
        let mut lines = Vec::new();
        apparatus::write(&mut lines, &cleaned.record, document, edges).map_err(writing(&apparatus))?;
        write_whole(&text, document.text().as_bytes()).map_err(writing(&text))?;
        write_whole(&apparatus, &lines).map_err(writing(&apparatus))
    }

    /// Writes what the format asks for besides, of a page that came through: a file, or the line of a list, which is given back.
    pub(super) fn write_format(&self, record: &Record, text: &str, format: Format, words: &Words) -> Result<Option<String>, WriteError> {
        if record.status != PageStatus::Done || format == Format::Text {
            return Ok(None);
        }
        let file = self.json(&record.id);
        let line = json::to_line(&Page::of(record, text, words)).map_err(|error| writing(&file)(error.into()))?;
        if format == Format::Jsonl {
            return Ok(Some(line));
        }
        write_whole(&file, format!("{line}\n").as_bytes()).map_err(writing(&file))?;
        Ok(None)
    }
}

/// Writes a file whole or not at all: beside its place first, then moved there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.partial", std::process::id()));
    let partial = path.with_file_name(name);
    fs::write(&partial, bytes)?;
    fs::rename(&partial, path).inspect_err(|_| {
        let _ = fs::remove_file(&partial);
    })
}
