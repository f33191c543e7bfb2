//! A whole corpus through the pipeline, in parallel.
//!
//! Pages are taken in batches, each batch is cleaned on all threads, every worker writes its own page, and only the
//! manifest records come back, in order. Memory is bounded by the largest page times the threads.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::corpus::apparatus;
use crate::corpus::discover::{self, Inputs, Page, PageError};
use crate::corpus::json;
use crate::corpus::manifest::{PageStatus, Record, blake3_hex};
use crate::corpus::records;
use crate::document::{Document, Status};
use crate::pipeline::Pipeline;
use crate::text::Origin;

/// Pages a thread gets in a batch: enough to even out long and short pages, few enough to report soon.
const BATCH: usize = 32;

/// Why a run stops. A page that fails does not stop it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The output folder cannot be written.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages cleaned, those taken from the cache included.
    pub done: usize,
    /// Of these, pages that had not changed since the last run.
    pub cached: usize,
    /// Pages given up.
    pub rejected: usize,
    /// Pages and inputs that could not be read or written.
    pub failed: usize,
    /// Bytes read.
    pub bytes: u64,
}

/// A run over a corpus.
pub struct Run<'a> {
    pipeline: &'a Pipeline,
    out: PathBuf,
    fresh: bool,
    fingerprint: String,
}

/// What happens while a run goes on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A page is through. `cached` pages had not changed.
    Page {
        /// Its record.
        record: &'a Record,
        /// Whether it was taken from the last run.
        cached: bool,
    },
    /// An input could not be used.
    Input(&'a PageError),
}

struct Outcome {
    record: Record,
    cached: bool,
    bytes: u64,
}

impl<'a> Run<'a> {
    /// A run that writes to the folder `out`. Pages that have not changed are not cleaned again unless `fresh`.
    pub fn new(pipeline: &'a Pipeline, out: impl Into<PathBuf>, fresh: bool) -> Run<'a> {
        Run { pipeline, out: out.into(), fresh, fingerprint: pipeline.fingerprint() }
    }

    /// Cleans all pages and writes texts, apparatus and `manifest.jsonl`.
    pub fn clean(&self, inputs: Inputs, mut event: impl FnMut(Event<'_>)) -> Result<Summary, RunError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| RunError::Write { path, source }
        };
        fs::create_dir_all(&self.out).map_err(failed(&self.out))?;
        // Written beside the old one and put in its place at the end, so that a run that is cut short
        // leaves the last complete manifest.
        let partial = self.out.join("manifest.jsonl.partial");
        let mut manifest = io::BufWriter::new(fs::File::create(&partial).map_err(failed(&partial))?);
        let mut summary = Summary::default();
        let mut note = |outcome: Outcome, event: &mut dyn FnMut(Event<'_>)| -> Result<(), RunError> {
            summary.bytes += outcome.bytes;
            summary.cached += usize::from(outcome.cached);
            match outcome.record.status {
                PageStatus::Done => summary.done += 1,
                PageStatus::Rejected => summary.rejected += 1,
                PageStatus::Failed => summary.failed += 1,
            }
            event(Event::Page { record: &outcome.record, cached: outcome.cached });
            let line = json::to_line(&outcome.record).map_err(io::Error::from).map_err(failed(&partial))?;
            writeln!(manifest, "{line}").map_err(failed(&partial))
        };
        let size = BATCH * rayon::current_num_threads();
        let mut batch: Vec<Page> = Vec::with_capacity(size);
        let mut inputs = inputs.peekable();
        let mut unusable = 0;
        while inputs.peek().is_some() {
            let mut records_file = None;
            while batch.len() < size && records_file.is_none() {
                match inputs.next() {
                    None => break,
                    Some(Ok(page)) if is_records(&page) => records_file = Some(page),
                    Some(Ok(page)) => batch.push(page),
                    Some(Err(error)) => {
                        unusable += 1;
                        event(Event::Input(&error));
                    }
                }
            }
            let outcomes: Vec<Vec<Outcome>> = batch.par_iter().map(|page| self.clean_file(page)).collect();
            batch.clear();
            for outcome in outcomes.into_iter().flatten() {
                note(outcome, &mut event)?;
            }
            if let Some(page) = records_file {
                self.clean_records(&page, |outcome| note(outcome, &mut event))?;
            }
        }
        manifest.flush().map_err(failed(&partial))?;
        drop(manifest);
        let whole = self.out.join("manifest.jsonl");
        // A wrong name on the command line must not empty the manifest of an earlier run.
        if summary.done + summary.rejected + summary.failed == 0 {
            fs::remove_file(&partial).map_err(failed(&partial))?;
        } else {
            fs::rename(&partial, &whole).map_err(failed(&whole))?;
        }
        summary.failed += unusable;
        Ok(summary)
    }

    fn clean_file(&self, page: &Page) -> Vec<Outcome> {
        match discover::read(page) {
            Ok(raw) => self.clean_page(&page.id, &page.path, &raw, &Origin::named(page.path.clone())),
            Err(error) => vec![Outcome { record: self.failure(&page.id, &page.path, &error.to_string()), cached: false, bytes: 0 }],
        }
    }

    fn failure(&self, id: &str, path: &str, reason: &str) -> Record {
        // The path is named in front of every message already.
        Record::failed(id, path, reason, &self.fingerprint)
    }

    /// Cleans a page, every article of it that the settings ask for.
    fn clean_page(&self, id: &str, path: &str, raw: &[u8], origin: &Origin) -> Vec<Outcome> {
        let bytes = raw.len() as u64;
        if !self.fresh
            && let Some(records) = self.cached_articles(id, path, raw)
        {
            // The bytes of the page are counted once.
            return records.into_iter().enumerate().map(|(i, record)| Outcome { record, cached: true, bytes: if i == 0 { bytes } else { 0 } }).collect();
        }
        let documents = self.pipeline.clean_articles(raw, origin);
        let several = documents.len() > 1;
        let outcome = |(i, document): (usize, Document)| {
            let id = if several { article_id(id, i) } else { id.to_owned() };
            let record = Record::new(&id, path, raw, &document, &self.fingerprint);
            let record = match self.write(&id, &record, &document) {
                Ok(()) => record,
                Err((path_written, source)) => self.failure(&id, path, &format!("cannot write {}: {source}", path_written.display())),
            };
            Outcome { record, cached: false, bytes: if i == 0 { bytes } else { 0 } }
        };
        documents.into_iter().enumerate().map(outcome).collect()
    }

    /// The records of the last run of all articles of a page, if nothing has changed since.
    fn cached_articles(&self, id: &str, path: &str, raw: &[u8]) -> Option<Vec<Record>> {
        if let Some(record) = self.cached(id, path, raw) {
            return Some(vec![record]);
        }
        let first = self.cached(&article_id(id, 0), path, raw)?;
        let of: usize = first.metadata.article.as_deref()?.split_once('/')?.1.parse().ok()?;
        let others = (1..of).map(|i| self.cached(&article_id(id, i), path, raw));
        std::iter::once(Some(first)).chain(others).collect()
    }

    /// The record of the last run, if raw page, text, program, rules and settings are all the same.
    fn cached(&self, id: &str, path: &str, raw: &[u8]) -> Option<Record> {
        let (text, apparatus) = self.paths(id);
        let head = apparatus::read_head(fs::File::open(apparatus).ok()?).ok()?;
        let record = head.page;
        let same = record.path == path
            && record.rules == self.fingerprint
            && record.version == env!("CARGO_PKG_VERSION")
            && record.raw_bytes == raw.len()
            && record.raw_blake3 == blake3_hex(raw)
            && record.clean_blake3 == blake3_hex(&fs::read(text).ok()?);
        same.then_some(record)
    }

    fn paths(&self, id: &str) -> (PathBuf, PathBuf) {
        (self.out.join(format!("{id}.txt")), self.out.join(format!("{id}.apparatus.jsonl")))
    }

    fn write(&self, id: &str, record: &Record, document: &Document) -> Result<(), (PathBuf, io::Error)> {
        let (text, apparatus) = self.paths(id);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| (path, source)
        };
        if let Some(folder) = text.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        if matches!(document.status(), Status::Rejected { .. }) {
            // No text of an earlier run may be taken for this page's.
            for old in [&text, &apparatus] {
                match fs::remove_file(old) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((old.clone(), error)),
                    _ => {}
                }
            }
            return Ok(());
        }
        let mut lines = Vec::new();
        apparatus::write(&mut lines, record, document).map_err(at(&apparatus))?;
        write_whole(&text, document.text().as_bytes()).map_err(at(&text))?;
        write_whole(&apparatus, &lines).map_err(at(&apparatus))
    }

    /// Cleans the records of a `.jsonl` file, each a page of its own in a folder named after the file.
    fn clean_records(&self, page: &Page, mut note: impl FnMut(Outcome) -> Result<(), RunError>) -> Result<(), RunError> {
        let bytes = match discover::read(page) {
            Ok(bytes) => bytes,
            Err(error) => return note(Outcome { record: self.failure(&page.id, &page.path, &error.to_string()), cached: false, bytes: 0 }),
        };
        let mut names = std::collections::HashSet::new();
        let mut lines = bytes.lines().enumerate().filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
        loop {
            let mut batch = Vec::new();
            for (number, line) in lines.by_ref().take(BATCH * rayon::current_num_threads()) {
                let place = format!("{}:{}", page.path, number + 1);
                let parsed = line.map_err(|e| e.to_string()).and_then(|line| records::Input::parse(&line).map_err(|e| e.to_string()));
                let mut name = match &parsed {
                    Ok(record) => file_name(&record.name()),
                    Err(_) => format!("line-{}", number + 1),
                };
                if !names.insert(name.clone()) {
                    name = format!("{name}.{}", number + 1);
                    names.insert(name.clone());
                }
                batch.push((format!("{}/{name}", page.id), place, parsed));
            }
            if batch.is_empty() {
                return Ok(());
            }
            let outcomes: Vec<Vec<Outcome>> = batch
                .par_iter()
                .map(|(id, place, parsed)| match parsed {
                    Ok(record) => self.clean_page(id, place, &record.bytes, &Origin::named(record.name())),
                    Err(reason) => vec![Outcome { record: self.failure(id, place, reason), cached: false, bytes: 0 }],
                })
                .collect();
            for outcome in outcomes.into_iter().flatten() {
                note(outcome)?;
            }
        }
    }
}

/// The name of one article of a page, from 0: `page.1`, `page.2`, …
fn article_id(id: &str, article: usize) -> String {
    format!("{id}.{}", article + 1)
}

fn is_records(page: &Page) -> bool {
    let path = page.path.trim_end_matches(".gz").trim_end_matches(".zst");
    path.len() > 6 && path.get(path.len() - 6..).is_some_and(|end| end.eq_ignore_ascii_case(".jsonl"))
}

/// A record's id as a file name: nothing that leaves the folder or that a file system refuses.
fn file_name(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(100).collect();
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() { "record".to_owned() } else { name.to_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_the_folder() {
        assert_eq!(file_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(file_name(""), "record");
        assert_eq!(file_name("国发〔2022〕1号"), "国发〔2022〕1号");
    }
}
