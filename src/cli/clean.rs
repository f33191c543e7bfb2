//! `jiaokan clean`

use std::collections::HashMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use jiaokan::corpus::run::{Event, Run, Summary};
use jiaokan::corpus::{Inputs, PageStatus, Record, json, page, records};
use jiaokan::{Metadata, Origin, Pipeline, Status};
use rayon::prelude::*;

use super::{Outcome, Settings, read_page};

/// Bytes of JSONL that are cleaned at once; a longer line makes a batch of its own.
const BATCH_BYTES: usize = 4 << 20;

/// What is written of a page.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
}

impl From<Format> for page::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => page::Format::Text,
            Format::Json => page::Format::Json,
            Format::Jsonl => page::Format::Jsonl,
        }
    }
}

#[derive(Args)]
pub(super) struct Clean {
    /// Files, folders or globs; `-` reads stdin. Pages end in .txt .md .html .htm .jsonl, packed or not (.gz .zst).
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<String>,
    /// The folder the corpus goes to.
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Read records {"id", "text" | "bytes"} and write them back cleaned, in order.
    #[arg(long, conflicts_with = "out")]
    jsonl: bool,
    /// What to write of a page: its clean text; a JSON file with text, metadata and the document as a tree beside it; or one line of JSON a page in
    /// OUT/corpus.jsonl. A page on stdout is the one or the other; records of --jsonl get a "tree".
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Clean every page again, changed or not.
    #[arg(long)]
    fresh: bool,
    /// Which articles of a page with several become documents: the main one, or all, each its own (as markup.articles).
    #[arg(long, value_name = "main|all", value_parser = ["main", "all"])]
    articles: Option<String>,
    /// Write a report of the run for people.
    #[arg(long, value_name = "FILE.html", requires = "out")]
    report: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

impl Clean {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let mut settings = self.settings.clone();
        settings.config.extend(self.articles.iter().map(|which| format!("markup.articles={which:?}")));
        let pipeline = settings.pipeline()?;
        match (&self.out, self.inputs.as_slice()) {
            (None, [input]) if self.jsonl => clean_records(&pipeline, input, self.format.into()),
            (None, [input]) => clean_one(&pipeline, input, self.format),
            (None, _) => anyhow::bail!("several pages need an output folder: -o OUT"),
            (Some(_), inputs) if inputs.iter().any(|input| input == "-") => {
                anyhow::bail!("a page on stdin goes to stdout: leave out -o, or name a file")
            }
            (Some(out), _) => self.clean_corpus(&pipeline, out.clone()),
        }
    }

    fn clean_corpus(&self, pipeline: &Pipeline, out: PathBuf) -> anyhow::Result<Outcome> {
        let started = Instant::now();
        let progress = progress(self.settings.quiet);
        let mut listed = Vec::new();
        let mut again: HashMap<String, Record> = HashMap::new();
        let summary =
            Run::new(pipeline, &out, self.fresh).format(self.format.into()).clean(Inputs::new(self.inputs.clone()).outside(&out), |event| match event {
                Event::Again(record) => {
                    if self.settings.verbose {
                        progress.suspend(|| say!("{}: cleaned again without what repeats across the run", record.path));
                    }
                    if self.report.is_some() {
                        again.insert(record.id.clone(), record.clone());
                    }
                }
                Event::Input(error) => progress.suspend(|| say!("jiaokan: {error}")),
                Event::Page { record, cached } => {
                    progress.inc(1);
                    let name = &record.path;
                    match (record.status, &record.reason) {
                        (PageStatus::Done, _) if self.settings.verbose => {
                            let edits: u64 = record.edits.values().flat_map(|rules| rules.values()).sum();
                            let how = if cached {
                                "unchanged".to_owned()
                            } else {
                                format!("{edits} edits, {} lacunae, {} doubtful", record.lacunae, record.doubtful)
                            };
                            progress.suspend(|| say!("{name}: {how}"));
                        }
                        (PageStatus::Done, _) => {}
                        (PageStatus::Rejected, reason) => progress.suspend(|| say!("jiaokan: {name}: rejected: {}", reason.as_deref().unwrap_or("no reason"))),
                        (_, reason) => progress.suspend(|| say!("jiaokan: {name}: {}", reason.as_deref().unwrap_or("failed"))),
                    }
                    if self.report.is_some() {
                        listed.push(record.clone());
                    }
                }
                _ => {}
            })?;
        progress.finish_and_clear();
        if let Some(file) = &self.report {
            let listed: Vec<Record> = listed.into_iter().map(|record: Record| again.remove(&record.id).unwrap_or(record)).collect();
            let page = super::explain::report(&listed, &summary, &pipeline.setup().rules);
            jiaokan::corpus::run::write_whole(file, page.as_bytes()).map_err(|e| anyhow::anyhow!("cannot write {}: {e}", file.display()))?;
        }
        if !self.settings.quiet {
            say!("{}", describe(&summary, started));
        }
        Ok(Outcome::failed_if(summary.rejected + summary.failed > 0))
    }
}

fn describe(summary: &Summary, started: Instant) -> String {
    let count = |n: usize, what: &str| if n == 0 { String::new() } else { format!(", {n} {what}") };
    format!(
        "{} pages cleaned{}{}{}{} ({:.1} MB in {:.1} s)",
        summary.done,
        count(summary.cached, "unchanged"),
        count(summary.again, "again without what repeats"),
        count(summary.rejected, "rejected"),
        count(summary.failed, "failed"),
        summary.bytes as f64 / 1e6,
        started.elapsed().as_secs_f64()
    )
}

fn progress(quiet: bool) -> indicatif::ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner();
    if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} {pos} pages, {elapsed}, {per_sec}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    bar
}

fn clean_one(pipeline: &Pipeline, input: &str, format: Format) -> anyhow::Result<Outcome> {
    let raw = read_page(input)?;
    let name = if input == "-" { "stdin" } else { input };
    let mut out = io::stdout().lock();
    let mut rejected = false;
    for (i, document) in pipeline.clean_articles(&raw, &Origin::named(input)).into_iter().enumerate() {
        if format == Format::Text {
            // Between two articles stands an empty line.
            out.write_all(if i > 0 { b"\n" } else { b"" })?;
            out.write_all(document.text().as_bytes())?;
        } else {
            let metadata = Metadata::of(&document);
            writeln!(out, "{}", json::to_line(&page::Page::alone(name, &document, &metadata))?)?;
        }
        if let Status::Rejected { rule, reason } = document.status() {
            say!("jiaokan: {name}: rejected: {reason} ({rule})");
            rejected = true;
        }
    }
    out.flush()?;
    Ok(Outcome::failed_if(rejected))
}

fn clean_records(pipeline: &Pipeline, input: &str, format: page::Format) -> anyhow::Result<Outcome> {
    for_each_record(input, |line| records::clean(pipeline, line, format))
}

/// Reads lines of JSONL from a file or stdin, works on a batch of them on all threads, and writes the answers in order.
/// Each line that could not be worked on is named on stderr.
pub(super) fn for_each_record(input: &str, work: impl Fn(&str) -> Vec<(serde_json::Value, bool)> + Sync) -> anyhow::Result<Outcome> {
    let mut reader: Box<dyn BufRead> = match input {
        "-" => Box::new(io::BufReader::new(io::stdin())),
        file => Box::new(io::BufReader::new(std::fs::File::open(file).map_err(|e| super::page(anyhow::anyhow!("{file}: {e}")))?)),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut number, mut failed) = (0, false);
    loop {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES {
            let mut line = Vec::new();
            if reader.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            bytes += line.len();
            batch.push(line);
        }
        if batch.is_empty() {
            break;
        }
        let answers: Vec<_> = batch
            .par_iter()
            .map(|line| {
                let line = String::from_utf8_lossy(line);
                (!line.trim().is_empty()).then(|| work(&line))
            })
            .collect();
        for answer in answers {
            number += 1;
            for (value, whole) in answer.into_iter().flatten() {
                if !whole {
                    failed = true;
                    let id = value.get("id").map_or_else(|| format!("line {number}"), |id| format!("record {id}"));
                    let reason = value.get("reason").and_then(|r| r.as_str()).unwrap_or("failed");
                    say!("jiaokan: {id}: {reason}");
                }
                out.write_all(json::to_line(&value)?.as_bytes())?;
                out.write_all(b"\n")?;
            }
        }
        // A reader that waits for each answer must get it.
        out.flush()?;
    }
    Ok(Outcome::failed_if(failed))
}
