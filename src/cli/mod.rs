//! The commands, one file each.

/// Writes a line to stderr. Whoever reads it may have gone (`2>&1 | head`): that is no reason to stop, let alone to panic.
macro_rules! say {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($part)*);
    }};
}

mod check;
mod clean;
mod completions;
mod detect;
mod explain;
mod html;
mod ledger;
mod restore;
mod rules;
mod show;
mod train;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, CommandFactory, Parser, Subcommand};
use jiaokan::{Config, Pipeline, RuleBook};

/// Turns scraped and OCR'd Chinese pages into a clean canonical corpus; every change is recorded, explained and reversible.
#[derive(Parser)]
#[command(name = "jiaokan", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done; 1 some page failed, or drift (the rest is finished first, each failure is named on \
                        stderr); 2 wrong call or configuration.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Clean pages: files, folders, globs, stdin or JSONL in; texts, apparatus and manifest out.
    Clean(clean::Clean),
    /// Clean again and compare with what is there: nothing is written, exit 1 on drift.
    Check(check::Check),
    /// Show the changes of one page, with rule, confidence, before and after.
    Explain(explain::Explain),
    /// Make the raw bytes again from a clean text and its apparatus.
    Restore(restore::Restore),
    /// Say encoding, script and kinds of damage, with the evidence.
    Detect(detect::Detect),
    /// List the rules, or show one.
    Rules(rules::Rules),
    /// Train a judge from clean text.
    Train(train::Train),
    /// Print completions for a shell.
    Completions(completions::Completions),
    /// Print the manual page.
    Man,
}

/// What every command that cleans can be told.
#[derive(Args, Clone, Default)]
struct Settings {
    /// Run only these stages (decode always runs).
    #[arg(long, value_name = "STAGE", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these stages out.
    #[arg(long, value_name = "STAGE", value_delimiter = ',')]
    skip: Vec<String>,
    /// Apply edits with at least this probability (default .9; never under .5). Unless they are set apart (--config lines.accept=0.9), joins of lines
    /// (lines.accept) and readings of damaged runs (damage.accept) need .8 where this is .9, blocks that are labelled furniture .7 (furniture.accept), paragraphs of them .8
    /// (furniture.accept_paragraphs).
    #[arg(long, value_name = "P")]
    accept: Option<f32>,
    /// Lay this folder over the built-in rules.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Ask this judge in place of the built-in one: a model made by `jiaokan train`.
    #[arg(long, value_name = "MODEL")]
    judge: Option<PathBuf>,
    /// A configuration file, or one setting as in jiaokan.toml (script.gate="always"). May be given several times.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    config: Vec<String>,
    /// Threads (default: one a core).
    #[arg(short = 'j', long = "threads", value_name = "N")]
    threads: Option<usize>,
    /// Say only what failed.
    #[arg(short, long)]
    quiet: bool,
    /// Say more.
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
}

impl Settings {
    /// The configuration: the nearest `jiaokan.toml` upwards or the file given, then single settings, then flags.
    fn load(&self) -> anyhow::Result<Config> {
        let (files, mut settings): (Vec<_>, Vec<_>) = self.config.iter().cloned().partition(|given| !given.contains('='));
        let file = match files.as_slice() {
            [] => nearest_configuration(),
            [file] => Some(PathBuf::from(file)),
            [_, second, ..] => anyhow::bail!("--config: one configuration file, not two ({second})"),
        };
        let list = |names: &[String]| format!("[{}]", names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "));
        if !self.only.is_empty() {
            settings.push(format!("only={}", list(&self.only)));
        }
        if !self.skip.is_empty() {
            settings.push(format!("skip={}", list(&self.skip)));
        }
        if let Some(accept) = self.accept {
            settings.push(format!("accept={accept:?}"));
        }
        let text = match &file {
            Some(path) => Some(std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?),
            None => None,
        };
        let name = file.as_ref().map(|path| path.display().to_string());
        let mut config = Config::load(name.as_deref().zip(text.as_deref()), &settings)?;
        if let Some(rules) = &self.rules {
            config.rules = Some(rules.clone());
        }
        if let Some(judge) = &self.judge {
            config.judge = Some(judge.clone());
        }
        Ok(config)
    }

    /// The pipeline these settings ask for, and the threads it runs on.
    fn pipeline(&self) -> anyhow::Result<Pipeline> {
        if let Some(threads) = self.threads {
            anyhow::ensure!(threads > 0, "-j: at least one thread");
            rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("cannot start the threads")?;
        }
        let config = self.load()?;
        let mut builder = Pipeline::builder().rules(rule_book(&config)?);
        if let Some(file) = &config.judge {
            builder = builder.judge(Arc::new(jiaokan::corpus::read_judge(file)?));
        }
        Ok(builder.config(config).build()?)
    }
}

/// The embedded rules with the folder of the settings laid over them.
fn rule_book(config: &Config) -> anyhow::Result<RuleBook> {
    Ok(match &config.rules {
        Some(folder) => jiaokan::corpus::overlay(RuleBook::embedded(), folder)?,
        None => RuleBook::embedded(),
    })
}

fn nearest_configuration() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("jiaokan.toml")).find(|file| file.is_file())
}

/// How a command ended when it did not fail as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    SomeFailed,
}

impl Outcome {
    fn failed_if(failed: bool) -> Outcome {
        if failed { Outcome::SomeFailed } else { Outcome::Done }
    }
}

/// An error of a page or file, as against one of the call: exit 1, not 2.
#[derive(Debug, thiserror::Error)]
#[error("{0:#}")]
struct PageFailed(anyhow::Error);

/// Marks an error as one of the page.
fn page(error: impl Into<anyhow::Error>) -> anyhow::Error {
    PageFailed(error.into()).into()
}

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse(); // wrong calls end here, with status 2
    let outcome = match cli.command {
        Command::Clean(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Detect(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Train(command) => command.run(),
        Command::Completions(command) => command.run(&mut Cli::command()),
        Command::Man => completions::man(&Cli::command()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::FAILURE,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say!("jiaokan: {error:#}");
            if error.is::<PageFailed>() { ExitCode::FAILURE } else { ExitCode::from(2) }
        }
    }
}

/// Whether the reader of our output has gone: that is no error of ours (`jiaokan clean - | head`).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

/// Reads a page: a file, or stdin for `-`.
fn read_page(name: &str) -> anyhow::Result<Vec<u8>> {
    if name == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).context("cannot read stdin").map_err(page)?;
        return Ok(bytes);
    }
    let file = Path::new(name);
    let found = jiaokan::corpus::Page { file: file.to_owned(), path: name.to_owned(), id: String::new() };
    jiaokan::corpus::discover::read(&found).map_err(page)
}
