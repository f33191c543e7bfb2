//! A whole corpus through the pipeline, in parallel.
//!
//! Pages are taken in batches, each batch is cleaned on all threads, every worker writes its own page, and only the
//! manifest records come back, in order. Memory is bounded by the largest page times the threads.
//!
//! Where the pages show at their edges what repeats across the run ([`crate::corpus::repeated`]), a second pass cleans those pages again that
//! have it; all others are taken from the first.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Learn;
use crate::corpus::apparatus::{self, Edges};
use crate::corpus::discover::{self, Inputs, Page, PageError};
use crate::corpus::json;
use crate::corpus::manifest::{PageStatus, Record, blake3_hex};
use crate::corpus::page::{self, Format};
use crate::corpus::records;
use crate::corpus::repeated::{Counted, Group, Repeated};
use crate::document::{Document, Status};
use crate::pipeline::Pipeline;
use crate::structure::edge;
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
    /// Of these, pages that were cleaned again without what repeats across the run.
    pub again: usize,
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
    format: Format,
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
    /// A page that was through was cleaned again without what repeats across the run.
    Again(&'a Record),
    /// An input could not be used.
    Input(&'a PageError),
}

struct Outcome {
    record: Record,
    edges: Edges,
    cached: bool,
    bytes: u64,
    /// Its line of `corpus.jsonl`.
    line: Option<String>,
}

impl Outcome {
    fn failed(record: Record) -> Outcome {
        Outcome { record, edges: Edges::default(), cached: false, bytes: 0, line: None }
    }
}

/// One pass over the inputs.
struct Pass<'a> {
    /// What the pass before has learnt; `None` in the first.
    repeated: Option<&'a Repeated>,
    /// Whether pages that have not changed are cleaned, too.
    fresh: bool,
}

impl<'a> Run<'a> {
    /// A run that writes to the folder `out`. Pages that have not changed are not cleaned again unless `fresh`.
    pub fn new(pipeline: &'a Pipeline, out: impl Into<PathBuf>, fresh: bool) -> Run<'a> {
        Run { pipeline, out: out.into(), fresh, format: Format::default(), fingerprint: pipeline.fingerprint() }
    }

    /// What is written for each page besides its apparatus.
    pub fn format(mut self, format: Format) -> Run<'a> {
        self.format = format;
        self
    }

    /// Cleans all pages and writes texts, apparatus and `manifest.jsonl`, and what the format asks for.
    pub fn clean(&self, inputs: Inputs, mut event: impl FnMut(Event<'_>)) -> Result<Summary, RunError> {
        fs::create_dir_all(&self.out).map_err(failed(&self.out))?;
        let again = inputs.again();
        let (mut counted, mut told, mut unusable) = (Counted::default(), false, 0);
        let mut summary = self.pass(&Pass { repeated: None, fresh: self.fresh }, inputs, |step| match step {
            Step::Input(error) => {
                unusable += 1;
                event(Event::Input(error));
            }
            Step::Page(outcome) => {
                if outcome.record.status == PageStatus::Done {
                    counted.add(&outcome.record, &outcome.edges.seen);
                }
                told |= !outcome.edges.repeated.is_empty();
                event(Event::Page { record: &outcome.record, cached: outcome.cached });
            }
        })?;
        let repeated = counted.learn();
        // Pages that an earlier run cleaned of what no longer repeats must have it back.
        if told || !repeated.is_empty() {
            let mut cleaned = 0;
            let second = self.pass(&Pass { repeated: Some(&repeated), fresh: false }, again, |step| {
                if let Step::Page(outcome) = step
                    && outcome.record.status == PageStatus::Done
                    && !outcome.cached
                {
                    cleaned += 1;
                    event(Event::Again(&outcome.record));
                }
            })?;
            summary = Summary { cached: summary.cached, bytes: summary.bytes, again: cleaned, ..second };
        }
        // A wrong name on the command line must not empty the lists of an earlier run.
        let reached = summary.done + summary.rejected + summary.failed > unusable;
        for name in self.lists() {
            let (partial, whole) = (self.out.join(format!("{name}.partial")), self.out.join(name));
            if !reached {
                fs::remove_file(&partial).map_err(failed(&partial))?;
                continue;
            }
            fs::rename(&partial, &whole).map_err(failed(&whole))?;
        }
        Ok(summary)
    }

    /// The files that a run writes as a whole. They are written beside the old ones and put in their place at the end, so that a run that is cut
    /// short leaves the last complete ones.
    fn lists(&self) -> &'static [&'static str] {
        if self.format == Format::Jsonl { &["manifest.jsonl", "corpus.jsonl"] } else { &["manifest.jsonl"] }
    }

    fn pass(&self, pass: &Pass<'_>, inputs: Inputs, mut step: impl FnMut(Step<'_>)) -> Result<Summary, RunError> {
        let mut lists = Vec::new();
        for name in self.lists() {
            let partial = self.out.join(format!("{name}.partial"));
            let file = fs::File::create(&partial).map_err(failed(&partial))?;
            lists.push((partial, io::BufWriter::new(file)));
        }
        let mut summary = Summary::default();
        let mut note = |outcome: Outcome, step: &mut dyn FnMut(Step<'_>)| -> Result<(), RunError> {
            summary.bytes += outcome.bytes;
            summary.cached += usize::from(outcome.cached);
            match outcome.record.status {
                PageStatus::Done => summary.done += 1,
                PageStatus::Rejected => summary.rejected += 1,
                PageStatus::Failed => summary.failed += 1,
            }
            step(Step::Page(&outcome));
            let lines = [Some(json::to_line(&outcome.record).map_err(io::Error::from)), outcome.line.map(Ok)];
            for ((partial, file), line) in lists.iter_mut().zip(lines) {
                if let Some(line) = line {
                    line.and_then(|line| writeln!(file, "{line}")).map_err(failed(partial))?;
                }
            }
            Ok(())
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
                        step(Step::Input(&error));
                    }
                }
            }
            let outcomes: Vec<Vec<Outcome>> = batch.par_iter().map(|page| self.clean_file(pass, page)).collect();
            batch.clear();
            for outcome in outcomes.into_iter().flatten() {
                note(outcome, &mut step)?;
            }
            if let Some(page) = records_file {
                self.clean_records(pass, &page, |outcome| note(outcome, &mut step))?;
            }
        }
        for (partial, mut file) in lists {
            file.flush().map_err(failed(&partial))?;
        }
        summary.failed += unusable;
        Ok(summary)
    }

    fn clean_file(&self, pass: &Pass<'_>, page: &Page) -> Vec<Outcome> {
        match discover::read(page) {
            Ok(raw) => self.clean_page(pass, &page.id, &page.path, &raw, Origin::named(page.path.clone())),
            Err(error) => vec![Outcome::failed(self.failure(&page.id, &page.path, &error.to_string()))],
        }
    }

    fn failure(&self, id: &str, path: &str, reason: &str) -> Record {
        // The path is named in front of every message already.
        Record::failed(id, path, reason, &self.fingerprint)
    }

    /// Cleans a page, every article of it that the settings ask for.
    fn clean_page(&self, pass: &Pass<'_>, id: &str, path: &str, raw: &[u8], mut origin: Origin) -> Vec<Outcome> {
        let bytes = raw.len() as u64;
        let there = if pass.fresh { None } else { self.cached(id, path, raw) };
        // What the run has learnt is told only to pages that show it.
        let mut edges = Edges::default();
        if let Some((record, text, known)) = there {
            let due = pass.repeated.map(|repeated| repeated.among(&Group::of(&record), &known.seen));
            if due.as_ref().is_none_or(|due| *due == known.repeated) {
                return vec![self.done(Outcome { record, edges: known, cached: true, bytes, line: None }, &text)];
            }
            edges = Edges { seen: known.seen, repeated: due.unwrap_or_default() };
            origin.repeated.clone_from(&edges.repeated);
        } else if !pass.fresh
            && let Some(outcomes) = self.cached_articles(id, path, raw)
        {
            return outcomes;
        }
        let documents = self.pipeline.clean_articles(raw, &origin);
        let of = documents.len();
        let outcome = |(i, document): (usize, Document)| {
            let id = document_id(id, i, of);
            let mut edges = edges.clone();
            // An article that shares its page has no edges of a page.
            if of == 1 && edges.seen.is_empty() && self.pipeline.setup().config.furniture.learn == Learn::Auto {
                edges.seen = seen(document.text());
            }
            let record = Record::new(&id, path, raw, &document, &self.fingerprint);
            match self.write(&id, &record, &document, &edges) {
                // The bytes of the page are counted once.
                Ok(()) => self.done(Outcome { record, edges, cached: false, bytes: if i == 0 { bytes } else { 0 }, line: None }, document.text()),
                Err((path_written, source)) => Outcome::failed(self.failure(&id, path, &format!("cannot write {}: {source}", path_written.display()))),
            }
        };
        documents.into_iter().enumerate().map(outcome).collect()
    }

    /// All articles of a page as the last run left them, if nothing has changed since.
    fn cached_articles(&self, id: &str, path: &str, raw: &[u8]) -> Option<Vec<Outcome>> {
        // Two stand for any number of more than one.
        let first = self.cached(&document_id(id, 0, 2), path, raw)?;
        let of: usize = first.0.metadata.article?.of;
        let others = (1..of).map(|i| self.cached(&document_id(id, i, of), path, raw));
        let all: Option<Vec<_>> = std::iter::once(Some(first)).chain(others).collect();
        let outcome = |(i, (record, text, edges)): (usize, (Record, String, Edges))| {
            let bytes = if i == 0 { raw.len() as u64 } else { 0 };
            self.done(Outcome { record, edges, cached: true, bytes, line: None }, &text)
        };
        Some(all?.into_iter().enumerate().map(outcome).collect())
    }

    /// Makes what the format asks for of a page that is through.
    fn done(&self, mut outcome: Outcome, text: &str) -> Outcome {
        let Outcome { record, .. } = &outcome;
        if record.status != PageStatus::Done || self.format == Format::Text {
            return outcome;
        }
        let file = self.json(&record.id);
        let written = json::to_line(&page::Page::of(record, text)).map_err(io::Error::from).and_then(|line| match self.format {
            Format::Json => write_whole(&file, format!("{line}\n").as_bytes()).map(|()| None),
            _ => Ok(Some(line)),
        });
        match written {
            Ok(line) => outcome.line = line,
            Err(error) => return Outcome::failed(self.failure(&record.id, &record.path, &format!("cannot write {}: {error}", file.display()))),
        }
        outcome
    }

    /// Record, clean text and edges of the last run, if raw page, text, program, rules and settings are all the same.
    fn cached(&self, id: &str, path: &str, raw: &[u8]) -> Option<(Record, String, Edges)> {
        let (text, apparatus) = self.paths(id);
        let head = apparatus::read_head(fs::File::open(apparatus).ok()?).ok()?;
        let record = head.page;
        let text = fs::read_to_string(text).ok()?;
        let same = record.path == path
            && record.rules == self.fingerprint
            && record.version == env!("CARGO_PKG_VERSION")
            && record.raw_bytes == raw.len()
            && record.raw_blake3 == blake3_hex(raw)
            && record.clean_blake3 == blake3_hex(text.as_bytes());
        same.then_some((record, text, head.edges))
    }

    fn paths(&self, id: &str) -> (PathBuf, PathBuf) {
        (self.out.join(format!("{id}.txt")), self.out.join(format!("{id}.apparatus.jsonl")))
    }

    fn json(&self, id: &str) -> PathBuf {
        self.out.join(format!("{id}.json"))
    }

    fn write(&self, id: &str, record: &Record, document: &Document, edges: &Edges) -> Result<(), (PathBuf, io::Error)> {
        let (text, apparatus) = self.paths(id);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| (path, source)
        };
        if let Some(folder) = text.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        let rejected = matches!(document.status(), Status::Rejected { .. });
        // Nothing of an earlier run may be taken for this page's.
        let json = self.json(id);
        let stale = [(&text, rejected), (&apparatus, rejected), (&json, rejected || self.format != Format::Json)];
        for (old, _) in stale.iter().filter(|(_, stale)| *stale) {
            match fs::remove_file(old) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((old.to_path_buf(), error)),
                _ => {}
            }
        }
        if rejected {
            return Ok(());
        }
        let mut lines = Vec::new();
        apparatus::write(&mut lines, record, document, edges).map_err(at(&apparatus))?;
        write_whole(&text, document.text().as_bytes()).map_err(at(&text))?;
        write_whole(&apparatus, &lines).map_err(at(&apparatus))
    }

    /// Cleans the records of a `.jsonl` file, each a page of its own in a folder named after the file.
    fn clean_records(&self, pass: &Pass<'_>, page: &Page, mut note: impl FnMut(Outcome) -> Result<(), RunError>) -> Result<(), RunError> {
        let bytes = match discover::read(page) {
            Ok(bytes) => bytes,
            Err(error) => return note(Outcome::failed(self.failure(&page.id, &page.path, &error.to_string()))),
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
                    Ok(record) => self.clean_page(pass, id, place, &record.bytes, Origin::named(record.name())),
                    Err(reason) => vec![Outcome::failed(self.failure(id, place, reason))],
                })
                .collect();
            for outcome in outcomes.into_iter().flatten() {
                note(outcome)?;
            }
        }
    }
}

/// The id of the document that article `article`, from 0, of a page with `of` articles becomes: `page.1`, `page.2`, …, or the page's own where it has one.
pub fn document_id(page: &str, article: usize, of: usize) -> String {
    if of > 1 { format!("{page}.{}", article + 1) } else { page.to_owned() }
}

/// What a pass says of its progress.
enum Step<'a> {
    Page(&'a Outcome),
    Input(&'a PageError),
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> RunError + use<> {
    let path = path.to_owned();
    move |source| RunError::Write { path, source }
}

/// The hashes of the lines at the edges of a clean text, ascending.
fn seen(text: &str) -> Vec<u64> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut seen: Vec<u64> = edge::edges(&lines).into_iter().map(|(_, hash)| hash).collect();
    seen.sort_unstable();
    seen.dedup();
    seen
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
