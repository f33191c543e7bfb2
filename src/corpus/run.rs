//! A whole corpus through the pipeline, in parallel.
//!
//! Pages are taken in batches, each batch is cleaned on all threads, every worker writes its own page, and only the
//! manifest records come back, in order. Memory is bounded by the largest page times the threads.
//!
//! Where the pages show at their edges what repeats across the run ([`crate::corpus::repeated`]), a second pass cleans those pages again that
//! have it; all others are taken from the first.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::config::Learn;
use crate::corpus::apparatus::Edges;
use crate::corpus::batch::in_batches;
use crate::corpus::cleaned::{Cleaned, Cleaner, document_id};
use crate::corpus::discover::{self, Inputs, PageError};
use crate::corpus::folder::{Folder, Left, WriteError, writing};
use crate::corpus::items::{Item, items};
use crate::corpus::json;
use crate::corpus::manifest::{PageStatus, Record};
use crate::corpus::page::Format;
use crate::corpus::repeated::{Counted, Group, Repeated};
use crate::pipeline::Pipeline;
use crate::structure::Words;
use crate::text::Origin;

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

impl Summary {
    fn count(&mut self, outcome: &Outcome) {
        self.bytes += outcome.bytes;
        self.cached += usize::from(outcome.cached);
        match outcome.record.status {
            PageStatus::Done => self.done += 1,
            PageStatus::Rejected => self.rejected += 1,
            PageStatus::Failed => self.failed += 1,
        }
    }
}

/// A run over a corpus.
pub struct Run<'a> {
    cleaner: Cleaner<'a>,
    folder: Folder,
    fresh: bool,
    format: Format,
}

/// What happens while a run goes on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A page is through. `cached` pages had not changed.
    Page {
        /// Its record; [`Folder::read`] has its document.
        record: &'a Record,
        /// Whether it was taken from the last run.
        cached: bool,
    },
    /// A page that was through was cleaned again without what repeats across the run.
    Again(&'a Record),
    /// An input could not be used.
    Input(&'a PageError),
}

/// What is left in memory of a page that is through.
struct Outcome {
    record: Record,
    edges: Edges,
    cached: bool,
    bytes: u64,
    /// Its line of `corpus.jsonl`.
    line: Option<String>,
}

impl Outcome {
    fn failed(cleaned: Cleaned) -> Outcome {
        Outcome { record: cleaned.record, edges: Edges::default(), cached: false, bytes: 0, line: None }
    }
}

/// One pass over the inputs.
struct Pass<'a> {
    /// What the pass before has learnt; `None` in the first.
    repeated: Option<&'a Repeated>,
    /// Whether pages that have not changed are cleaned, too.
    fresh: bool,
}

/// The files that a run writes as a whole. They are written beside the old ones and put in their place at the end, so that a run that is cut
/// short leaves the last complete ones.
struct Lists(Vec<(PathBuf, io::BufWriter<fs::File>)>);

impl Lists {
    fn names(format: Format) -> &'static [&'static str] {
        if format == Format::Jsonl { &["manifest.jsonl", "corpus.jsonl"] } else { &["manifest.jsonl"] }
    }

    fn partial(folder: &Folder, name: &str) -> PathBuf {
        folder.root().join(format!("{name}.partial"))
    }

    fn begin(folder: &Folder, format: Format) -> Result<Lists, WriteError> {
        let open = |name: &&str| -> Result<_, WriteError> {
            let partial = Lists::partial(folder, name);
            let file = fs::File::create(&partial).map_err(writing(&partial))?;
            Ok((partial, io::BufWriter::new(file)))
        };
        Ok(Lists(Lists::names(format).iter().map(open).collect::<Result<_, _>>()?))
    }

    /// Adds a page: its record to the manifest, its line to the list of the corpus.
    fn add(&mut self, outcome: Outcome) -> Result<(), WriteError> {
        let lines = [Some(json::to_line(&outcome.record).map_err(io::Error::from)), outcome.line.map(Ok)];
        for ((partial, file), line) in self.0.iter_mut().zip(lines) {
            if let Some(line) = line {
                line.and_then(|line| writeln!(file, "{line}")).map_err(writing(partial))?;
            }
        }
        Ok(())
    }

    fn flush(self) -> Result<(), WriteError> {
        self.0.into_iter().try_for_each(|(partial, mut file)| file.flush().map_err(writing(&partial)))
    }

    /// Puts the lists in the place of the old ones, or leaves the old ones.
    fn end(folder: &Folder, format: Format, keep_old: bool) -> Result<(), WriteError> {
        for name in Lists::names(format) {
            let (partial, whole) = (Lists::partial(folder, name), folder.root().join(name));
            if keep_old {
                fs::remove_file(&partial).map_err(writing(&partial))?;
            } else {
                fs::rename(&partial, &whole).map_err(writing(&whole))?;
            }
        }
        Ok(())
    }
}

impl<'a> Run<'a> {
    /// A run that writes to the folder `out`. Pages that have not changed are not cleaned again unless `fresh`.
    pub fn new(pipeline: &'a Pipeline, out: impl Into<PathBuf>, fresh: bool) -> Run<'a> {
        Run { cleaner: Cleaner::new(pipeline), folder: Folder::new(out), fresh, format: Format::default() }
    }

    fn words(&self) -> &'a Words {
        self.cleaner.pipeline().words()
    }

    /// What is written for each page besides its apparatus.
    pub fn format(mut self, format: Format) -> Run<'a> {
        self.format = format;
        self
    }

    /// Cleans all pages and writes texts, apparatus and `manifest.jsonl`, and what the format asks for.
    pub fn clean(&self, inputs: Inputs, mut event: impl FnMut(Event<'_>)) -> Result<Summary, WriteError> {
        let root = self.folder.root();
        fs::create_dir_all(root).map_err(writing(root))?;
        let again = inputs.again();
        let (mut counted, mut had_repeated, mut unusable) = (Counted::default(), false, 0);
        let mut summary = self.pass(&Pass { repeated: None, fresh: self.fresh }, inputs, |step| match step {
            Err(error) => {
                unusable += 1;
                event(Event::Input(error));
            }
            Ok(outcome) => {
                if outcome.record.status == PageStatus::Done {
                    counted.add(&outcome.record, &outcome.edges.seen);
                }
                had_repeated |= !outcome.edges.repeated.is_empty();
                event(Event::Page { record: &outcome.record, cached: outcome.cached });
            }
        })?;
        let repeated = counted.learn();
        // Pages that an earlier run cleaned of what no longer repeats must have it back.
        if had_repeated || !repeated.is_empty() {
            let mut cleaned = 0;
            let second = self.pass(&Pass { repeated: Some(&repeated), fresh: false }, again, |step| {
                if let Ok(outcome) = step
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
        Lists::end(&self.folder, self.format, !reached)?;
        Ok(summary)
    }

    /// Goes over the inputs once; `step` hears of every page and of every input that cannot be used, in order.
    fn pass(&self, pass: &Pass<'_>, inputs: Inputs, mut step: impl FnMut(Result<&Outcome, &PageError>)) -> Result<Summary, WriteError> {
        let mut lists = Lists::begin(&self.folder, self.format)?;
        let mut summary = Summary::default();
        in_batches(
            items(inputs),
            Item::bytes,
            |item| self.clean_item(pass, item),
            |batch| {
                for answer in batch {
                    match answer {
                        Err(error) => {
                            summary.failed += 1;
                            step(Err(&error));
                        }
                        Ok(outcomes) => outcomes.into_iter().try_for_each(|outcome| {
                            summary.count(&outcome);
                            step(Ok(&outcome));
                            lists.add(outcome)
                        })?,
                    }
                }
                Ok(())
            },
        )?;
        lists.flush()?;
        Ok(summary)
    }

    fn clean_item(&self, pass: &Pass<'_>, item: Item) -> Result<Vec<Outcome>, PageError> {
        let failed = |id: &str, path: &str, reason: String| vec![Outcome::failed(self.cleaner.failed(id, path, reason))];
        Ok(match item {
            Item::File(page) => match discover::read(&page) {
                Ok(raw) => self.clean_page(pass, &page.id, &page.path, &raw, Origin::named(page.path.clone())),
                Err(error) => failed(&page.id, &page.path, error.to_string()),
            },
            Item::Record { id, place, record } => self.clean_page(pass, &id, &place, &record.bytes, Origin::named(record.name())),
            Item::Unreadable { id, place, reason } => failed(&id, &place, reason),
            Item::Unusable(error) => return Err(error),
        })
    }

    /// Cleans a page, every article of it that the settings ask for.
    fn clean_page(&self, pass: &Pass<'_>, id: &str, path: &str, raw: &[u8], mut origin: Origin) -> Vec<Outcome> {
        let there = if pass.fresh { None } else { self.folder.unchanged(id, path, raw, self.cleaner.fingerprint()) };
        // What the run has learnt is given only to pages that show it.
        let mut edges = Edges::default();
        if let Some(left) = there {
            let due = pass.repeated.map(|repeated| repeated.among(&Group::of(&left.record), &left.edges.seen));
            if due.as_ref().is_none_or(|due| *due == left.edges.repeated) {
                return vec![self.unchanged(left, raw.len())];
            }
            edges = Edges { seen: left.edges.seen, repeated: due.unwrap_or_default() };
            origin.known_edge_lines.clone_from(&edges.repeated);
        } else if !pass.fresh
            && let Some(outcomes) = self.unchanged_articles(id, path, raw)
        {
            return outcomes;
        }
        let all = self.cleaner.clean(id, path, raw, &origin);
        let alone = all.len() == 1;
        let outcome = |(i, cleaned): (usize, Cleaned)| {
            let mut edges = edges.clone();
            // An article that shares its page has no edges of a page.
            if alone && edges.seen.is_empty() && self.cleaner.pipeline().config().furniture.learn == Learn::Auto {
                edges.seen = seen(cleaned.text(), self.words());
            }
            let written = self.folder.write(&cleaned, &edges, self.format);
            let written = written.and_then(|()| self.folder.write_format(&cleaned.record, cleaned.text(), self.format, self.words()));
            // The bytes of the page are counted once.
            self.outcome(cleaned.record, edges, false, if i == 0 { raw.len() } else { 0 }, written)
        };
        all.into_iter().enumerate().map(outcome).collect()
    }

    fn unchanged(&self, left: Left, bytes: usize) -> Outcome {
        let written = self.folder.write_format(&left.record, &left.text, self.format, self.words());
        self.outcome(left.record, left.edges, true, bytes, written)
    }

    /// All articles of a page as the last run left them, if nothing has changed since.
    fn unchanged_articles(&self, id: &str, path: &str, raw: &[u8]) -> Option<Vec<Outcome>> {
        let left = |i, of| self.folder.unchanged(&document_id(id, i, of), path, raw, self.cleaner.fingerprint());
        // Two stand for any number of more than one.
        let first = left(0, 2)?;
        let of = first.record.metadata.article?.of;
        let all: Option<Vec<_>> = std::iter::once(Some(first)).chain((1..of).map(|i| left(i, of))).collect();
        Some(all?.into_iter().enumerate().map(|(i, left)| self.unchanged(left, if i == 0 { raw.len() } else { 0 })).collect())
    }

    fn outcome(&self, record: Record, edges: Edges, cached: bool, bytes: usize, written: Result<Option<String>, WriteError>) -> Outcome {
        match written {
            Ok(line) => Outcome { record, edges, cached, bytes: bytes as u64, line },
            Err(error) => Outcome::failed(self.cleaner.failed(&record.id, &record.path, format!("{error}: {}", error.source))),
        }
    }
}

/// The hashes of the lines at the edges of a clean text, ascending.
fn seen(text: &str, words: &Words) -> Vec<u64> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut seen: Vec<u64> = words.edges(&lines).into_iter().map(|(_, hash)| hash).collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}
