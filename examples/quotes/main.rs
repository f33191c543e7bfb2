//! Fits the weights by which quotation marks are paired, and counts how often they are paired right.
//!
//!     cargo run --release --features measure --example quotes -- FOLDER... [options]
//!       FOLDER      clean text: .txt files and .txt.zst, a paragraph a line. Of those with quotes every fourth is for the words, every fourth for the weights, the others are only counted
//!       --most N    paragraphs of one file at most (default 4000); only the words are learnt from the others
//!       --rounds N  steps of the fit (default 0: the weights of rules/width/quotes.tsv are counted)
//!       -o FILE     writes the weights
//!       --words FILE writes what words say
//!       --worst N   prints paragraphs with a mark the wrong way
//!
//! A paragraph loses the direction of its marks, and marks; what stands in it otherwise stays. What is printed: paragraphs, of these with every mark as it was, with
//! marks left open, with a mark the wrong way.

mod damage;
mod fit;
mod words;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use damage::{Damaged, Plan, Truth, damage};
use fit::{Sample, fit, role};
use jiaokan::measure::quotes::{NAMES, Paragraph, Weights};
use jiaokan::{RuleBook, judge::Judge};
use rayon::prelude::*;

/// How often a paragraph is damaged to fit.
const TIMES: u64 = 3;
/// Paragraphs of fewer characters say nothing; longer ones are no paragraphs.
const LENGTH: std::ops::Range<usize> = 8..3000;

fn main() -> anyhow::Result<()> {
    let (mut folders, mut most, mut rounds, mut out, mut worst) = (Vec::new(), 4000usize, 0usize, None, 0usize);
    let mut words_out = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--most" => most = value()?.parse()?,
            "--rounds" => rounds = value()?.parse()?,
            "--words" => words_out = Some(PathBuf::from(value()?)),
            "-o" => out = Some(PathBuf::from(value()?)),
            "--worst" => worst = value()?.parse()?,
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let mut paragraphs: Vec<(String, Vec<String>)> = Vec::new();
    let mut others = Vec::new();
    for folder in &folders {
        paragraphs.push((folder.display().to_string(), Vec::new()));
        read(folder, most, &mut paragraphs, &mut others)?;
    }
    let judge = Judge::embedded();
    let weights = if rounds > 0 {
        let texts: Vec<&String> = paragraphs.iter().flat_map(|(_, all)| all.iter().skip(2).step_by(4)).collect();
        let (collocations, rows) = words::collocations(paragraphs.iter().flat_map(|(_, all)| all.iter().step_by(4)).chain(&others));
        if let Some(out) = &words_out {
            write(out, &rows)?;
        }
        let samples: Vec<Sample> = texts
            .par_iter()
            .flat_map_iter(|text| (0..TIMES).filter_map(|salt| damage(text, Plan::Any, salt)))
            .map(|damaged| {
                let sights = Paragraph::of(damaged.text.lines().map(str::chars)).sights(&judge, &collocations);
                Sample { sights, roles: damaged.truth.into_iter().map(role).collect() }
            })
            .collect();
        fit(&samples, &collocations, rounds)
    } else {
        Weights::read(&RuleBook::embedded())?
    };
    if let Some(out) = out {
        let rows: Vec<String> = NAMES.iter().zip(weights.values()).map(|(name, weight)| format!("{name}\t{weight}\n")).collect();
        write(&out, &rows.concat())?;
    }
    for (name, all) in paragraphs.iter().filter(|(_, all)| !all.is_empty()) {
        println!("{name}: {} paragraphs with quotes", all.len());
        let left: Vec<&String> = all.iter().skip(1).step_by(2).collect();
        for (title, plan) in [
            ("straight, complete", Plan::Straight { lost: 0 }),
            ("straight, one lost", Plan::Straight { lost: 1 }),
            ("straight, two lost", Plan::Straight { lost: 2 }),
            ("straight, cut into lines", Plan::Cut { straight: true }),
            ("cut into lines", Plan::Cut { straight: false }),
            ("single for double", Plan::Single),
            ("turned", Plan::Turned),
        ] {
            let counted: Vec<(Damaged, String)> = left
                .par_iter()
                .filter_map(|text| damage(text, plan, 77))
                .map(|damaged| {
                    let settled = settle(&damaged.text, &weights, &judge);
                    (damaged, settled)
                })
                .collect();
            count(title, &counted, worst);
        }
    }
    Ok(())
}

/// Writes rows under the header that the file has.
fn write(path: &Path, rows: &str) -> anyhow::Result<()> {
    let header: Vec<String> =
        std::fs::read_to_string(path).unwrap_or_default().lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    Ok(std::fs::write(path, header.concat() + rows)?)
}

/// Reads the paragraphs with quotes of a folder: `most` of each file into the last of `paragraphs`, what is left into `others`.
fn read(folder: &Path, most: usize, paragraphs: &mut [(String, Vec<String>)], others: &mut Vec<String>) -> anyhow::Result<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.sort();
    for path in files {
        if path.is_dir() {
            read(&path, most, paragraphs, others)?;
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let reader: Box<dyn Read> = match name {
            name if name.ends_with(".txt.zst") => Box::new(zstd::Decoder::new(std::fs::File::open(&path)?)?),
            name if name.ends_with(".txt") => Box::new(std::fs::File::open(&path)?),
            _ => continue,
        };
        let quoted = |line: &String| line.contains('“') && LENGTH.contains(&line.chars().count());
        let all: Vec<String> = BufReader::new(reader).lines().collect::<Result<Vec<_>, _>>()?.into_iter().filter(quoted).collect();
        let step = all.len().div_ceil(most.max(1)).max(1);
        for (number, line) in all.into_iter().enumerate() {
            match paragraphs.last_mut() {
                Some((_, taken)) if number.is_multiple_of(step) => taken.push(line),
                _ => others.push(line),
            }
        }
    }
    Ok(())
}

/// Readings of one's own result at most.
const READINGS: usize = 6;

/// The paragraph with its marks settled.
fn settle(text: &str, weights: &Weights, judge: &Judge) -> String {
    let mut text = text.to_owned();
    for _ in 0..READINGS {
        let paragraph = Paragraph::of(text.lines().map(str::chars));
        let changes = weights.changes(&paragraph, judge);
        if changes.is_empty() {
            break;
        }
        let mut marks = 0;
        let new = text.chars().map(|c| {
            if !is_mark(c) {
                return c;
            }
            marks += 1;
            changes.iter().find(|change| change.mark + 1 == marks).map_or(c, |change| change.to)
        });
        text = new.collect();
    }
    text
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'')
}

/// Prints what became of paragraphs.
fn count(title: &str, counted: &[(Damaged, String)], worst: usize) {
    let (mut right, mut open, mut wrong, mut false_pairs) = (0, 0, 0, 0);
    for (damaged, settled) in counted {
        let (mut left, mut turned, mut joined) = (0, 0, 0);
        let both = damaged.text.chars().filter(|c| is_mark(*c)).zip(settled.chars().filter(|c| is_mark(*c)));
        for (truth, (was, is)) in damaged.truth.iter().zip(both) {
            let opens = matches!(is, '“' | '‘');
            match truth {
                Truth::Opens | Truth::Closes if !matches!(is, '"' | '\'') && opens == (*truth == Truth::Opens) => {}
                Truth::Opens | Truth::Closes if was == is => left += 1,
                Truth::None | Truth::Alone { .. } if was == is => {}
                Truth::Alone { opens: due } if opens == *due => joined += 1,
                _ => turned += 1,
            }
        }
        match (turned, joined, left) {
            (0, 0, 0) => right += 1,
            (0, 0, _) => open += 1,
            (0, ..) => false_pairs += 1,
            _ => wrong += 1,
        }
        if turned > 0 && wrong <= worst {
            println!("      {}\n      {}", damaged.text.replace('\n', "⏎"), settled.replace('\n', "⏎"));
        }
    }
    let share = |n: usize| 100.0 * n as f64 / counted.len().max(1) as f64;
    println!(
        "   {title:26} {:6}: right {right} ({:.2} %), some left {open} ({:.2} %), right way with a wrong partner {false_pairs}, wrong way {wrong} ({:.2} %)",
        counted.len(),
        share(right),
        share(open),
        share(wrong)
    );
}
