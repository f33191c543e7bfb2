//! `jiaokan clean`

use std::collections::HashMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiaokan::corpus::{Cleaner, Format, Inputs, PageStatus, Record, in_batches, json, page, records, write_whole};
use jiaokan::corpus::{Event, Run, Summary};
use jiaokan::{Origin, Pipeline};

use super::ledger::Losses;
use super::{Outcome, Settings, read_page};

/// Reads the value of `--format`.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["text", "json", "jsonl"]).map(|name| match name.as_str() {
        "json" => Format::Json,
        "jsonl" => Format::Jsonl,
        _ => Format::Text,
    })
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
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format())]
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
            (None, [input]) if self.jsonl => clean_records(&pipeline, input, self.format),
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
        let mut watch = Watch { command: self, progress: progress(self.settings.quiet), listed: Vec::new(), again: HashMap::new(), losses: Losses::default() };
        let inputs = Inputs::new(self.inputs.clone()).outside(&out);
        let summary = Run::new(pipeline, &out, self.fresh).format(self.format).clean(inputs, |event| watch.event(&event))?;
        watch.progress.finish_and_clear();
        if let Some(file) = &self.report {
            let mut again = watch.again;
            let listed: Vec<Record> = watch.listed.into_iter().map(|record| again.remove(&record.id).unwrap_or(record)).collect();
            let page = super::html::report(&listed, &summary, pipeline.rules());
            write_whole(file, page.as_bytes()).map_err(|e| anyhow::anyhow!("cannot write {}: {e}", file.display()))?;
        }
        if !self.settings.quiet {
            say!("{}", describe(&summary, started));
            watch.losses.lines().iter().for_each(|line| say!("{line}"));
        }
        Ok(Outcome::failed_if(summary.rejected + summary.failed > 0))
    }
}

/// Says on stderr how a run goes, and keeps what its report needs.
struct Watch<'a> {
    command: &'a Clean,
    progress: indicatif::ProgressBar,
    listed: Vec<Record>,
    /// The records of pages that were cleaned again, by id.
    again: HashMap<String, Record>,
    /// The pages that lost most prose.
    losses: Losses,
}

impl Watch<'_> {
    fn event(&mut self, event: &Event<'_>) {
        let (verbose, report) = (self.command.settings.verbose, self.command.report.is_some());
        let line = match event {
            Event::Again(record) => {
                self.losses.take(record);
                if report {
                    self.again.insert(record.id.clone(), (*record).clone());
                }
                verbose.then(|| format!("{}: cleaned again without what repeats across the run", record.path))
            }
            Event::Input(error) => Some(format!("jiaokan: {error}")),
            Event::Page { record, cached } => {
                self.progress.inc(1);
                self.losses.take(record);
                if report {
                    self.listed.push((*record).clone());
                }
                of_page(record, *cached, verbose)
            }
            _ => None,
        };
        if let Some(line) = line {
            self.progress.suspend(|| say!("{line}"));
        }
    }
}

/// What is said of a page that is through; nothing of one that was cleaned, unless more is asked for.
fn of_page(record: &Record, cached: bool, verbose: bool) -> Option<String> {
    let (name, reason) = (&record.path, record.reason.as_deref());
    match record.status {
        PageStatus::Done if !verbose => None,
        PageStatus::Done if cached => Some(format!("{name}: unchanged")),
        PageStatus::Done => Some(format!("{name}: {} edits, {} lacunae, {} doubtful", record.edit_count(), record.lacunae, record.doubtful)),
        PageStatus::Rejected => Some(format!("jiaokan: {name}: rejected: {}", reason.unwrap_or("no reason"))),
        _ => Some(format!("jiaokan: {name}: {}", reason.unwrap_or("failed"))),
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
    for (i, cleaned) in Cleaner::new(pipeline).clean(name, name, &raw, &Origin::named(input)).iter().enumerate() {
        if format == Format::Text {
            // Between two articles stands an empty line.
            out.write_all(if i > 0 { b"\n" } else { b"" })?;
            out.write_all(cleaned.text().as_bytes())?;
        } else {
            // Articles of a page that is cleaned by itself are told apart by their metadata.
            writeln!(out, "{}", json::to_line(&page::Page { id: name, ..page::Page::of(&cleaned.record, cleaned.text(), pipeline.words()) })?)?;
        }
        if let (PageStatus::Rejected, Some(reason)) = (cleaned.record.status, &cleaned.record.reason) {
            say!("jiaokan: {name}: rejected: {reason}");
            rejected = true;
        }
    }
    out.flush()?;
    Ok(Outcome::failed_if(rejected))
}

fn clean_records(pipeline: &Pipeline, input: &str, format: Format) -> anyhow::Result<Outcome> {
    let cleaner = Cleaner::new(pipeline);
    for_each_record(input, |line| {
        let answer = |answer: records::Answer| {
            let done = answer.cleaned.record.status == PageStatus::Done;
            (answer.json(format), done)
        };
        records::clean(&cleaner, line).into_iter().map(answer).collect()
    })
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
    let lines = std::iter::from_fn(|| {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    });
    let length = |line: &io::Result<Vec<u8>>| line.as_ref().map_or(0, Vec::len);
    let answer = |line: io::Result<Vec<u8>>| {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        Ok(if line.trim().is_empty() { Vec::new() } else { work(&line) })
    };
    in_batches(lines, length, answer, |answers: Vec<io::Result<_>>| {
        for answers in answers {
            number += 1;
            for (value, whole) in answers? {
                if !whole {
                    failed = true;
                    let id = value.get("id").map_or_else(|| format!("line {number}"), |id| format!("record {id}"));
                    let reason = value.get("reason").and_then(|r| r.as_str()).unwrap_or("failed");
                    say!("jiaokan: {id}: {reason}");
                }
                writeln!(out, "{}", json::to_line(&value)?)?;
            }
        }
        // A reader that waits for each answer must get it.
        out.flush()
    })?;
    Ok(Outcome::failed_if(failed))
}
