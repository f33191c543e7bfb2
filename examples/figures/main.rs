//! The figures of `docs/decode.md`, `docs/mojibake.md` and `docs/false-edits.md`, measured on any clean Chinese text:
//! `cargo run --release --features measure --example figures -- TEXT...` prints them as Markdown tables.
//!
//! With `--only detection,repair,false-edits` the others are left out. Text that the judge was trained on flatters it.

mod damage;
mod detection;
mod false_edits;
mod repair;

use std::path::PathBuf;

use anyhow::Context;
use jiaokan::StageName;
use jiaokan::measure::is_han;
use jiaokan::{Config, Pipeline};

/// Lines taken for each family of damage.
const LINES: usize = 400;

/// A file and what it holds.
struct Page {
    path: PathBuf,
    text: String,
}

fn main() -> anyhow::Result<()> {
    let mut only: Option<String> = None;
    let mut pages = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--only" {
            only = arguments.next();
            continue;
        }
        let path = PathBuf::from(argument);
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        pages.push(Page { path, text });
    }
    anyhow::ensure!(!pages.is_empty(), "call: figures [--only detection,repair,false-edits] TEXT...");
    let asked = |name: &str| only.as_deref().is_none_or(|list| list.split(',').any(|one| one == name));
    let lines = lines(&pages);
    if asked("detection") {
        detection::print(&pages)?;
    }
    if asked("repair") {
        repair::print(&lines)?;
    }
    if asked("false-edits") {
        false_edits::print(&pages)?;
    }
    Ok(())
}

/// A pipeline of these stages; all where there are none.
fn pipeline(only: &[StageName]) -> anyhow::Result<Pipeline> {
    let mut config = Config::default();
    config.only = only.to_vec();
    Ok(Pipeline::builder().config(config).build()?)
}

/// Lines of 12 to 120 characters with eight hanzi or more, spread over all pages.
fn lines(pages: &[Page]) -> Vec<&str> {
    let fits = |line: &&str| (12..=120).contains(&line.chars().count()) && line.chars().filter(|&c| is_han(c)).count() >= 8;
    let all: Vec<&str> = pages.iter().flat_map(|page| page.text.lines()).map(str::trim).filter(fits).collect();
    let step = all.len().div_ceil(LINES).max(1);
    all.into_iter().step_by(step).collect()
}
