//! Fits the trees that label blocks of pages to labelled pages, and says how well they do on sites that they have not seen.
//!
//!     cargo run --release --features measure --example train_blocks -- LABELS PAGES [LABELS PAGES ...] [options]
//!       LABELS           a file of labels, a page a line (benches/pages/labels.py)
//!       PAGES            the folder that the names of its pages start from
//!       --lines FILE     labelled lines, as bench/plain has them; every page is taken as a text of lines, too
//!       --clean FOLDER   clean text, of which nothing is furniture: .txt files are documents, of .txt.zst sixty pieces are taken; may stand several times
//!       --folds N        sites are left out in so many parts (default 6; with 0 nothing is measured, and probabilities are as fitted)
//!       -o FILE          writes the trees, and beside them odds.tsv, fitted to all pages
//!       --without N      leaves out the sites of part N (of 3) altogether
//!       --worst SET      lists what is wrong most in a set when left out
//!       --trees, --leaves, --rate, --features, --rows, --ridge, --least   settings of the boosting
//!
//! The trees in rules/blocks/ were made by the call in docs/blocks.md.

mod boost;
mod data;
mod report;

use std::path::PathBuf;

use anyhow::Context;
use boost::{Binned, Settings, Target};
use data::{Counts, Labelled, Reader, Sample};
use jiaokan::measure::{BlockKind as Kind, Forest, Odds, feature_names};
use rayon::prelude::*;

fn main() -> anyhow::Result<()> {
    let (mut paths, mut folds, mut out, mut worst, mut without) = (Vec::new(), 6usize, None, None, None);
    let (mut plain, mut clean) = (None, Vec::new());
    let mut settings = Settings::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--folds" => folds = value()?.parse()?,
            "--trees" => settings.trees = value()?.parse()?,
            "--leaves" => settings.leaves = value()?.parse()?,
            "--features" => settings.features = value()?.parse()?,
            "--rows" => settings.rows = value()?.parse()?,
            "--ridge" => settings.ridge = value()?.parse()?,
            "--least" => settings.least_rows = value()?.parse()?,
            "--rate" => settings.rate = value()?.parse()?,
            "--lines" => plain = Some(PathBuf::from(value()?)),
            "--clean" => clean.push(PathBuf::from(value()?)),
            "--without" => without = Some(value()?.parse::<usize>()?),
            "-o" => out = Some(PathBuf::from(value()?)),
            "--worst" => worst = Some(value()?),
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let takes = |site: &str| without.is_none_or(|left| part(site, 3) != left);
    anyhow::ensure!(!paths.is_empty() && paths.len().is_multiple_of(2), "LABELS and PAGES are needed, one or more pairs of them");
    let reader = Reader::new()?;
    let mut samples = Vec::new();
    for pair in paths.chunks(2) {
        let [labels, root] = pair else { continue };
        for line in std::fs::read_to_string(labels).with_context(|| format!("reading {}", labels.display()))?.lines() {
            let labelled: Labelled = serde_json::from_str(line)?;
            samples.extend(reader.read(&labelled, root)?);
        }
    }
    samples.retain(|sample| !sample.label.is_empty());
    eprintln!("{} pages, {} blocks", samples.len(), samples.iter().map(|s| s.label.len()).sum::<usize>());
    samples.retain(|sample| takes(&sample.site));
    let counts = Counts::of(&samples);
    if plain.is_some() {
        let texts: Vec<Sample> = samples.iter().map(data::as_lines).collect();
        samples.extend(texts);
    }
    if let Some(file) = plain {
        #[derive(serde::Deserialize)]
        struct Lines {
            id: String,
            lines: Vec<(String, Option<bool>)>,
        }
        let pages: Vec<Lines> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        samples.extend(pages.iter().map(|page| data::lines(&page.id, "t-plain", &page.lines, 0.7)));
    }
    for folder in clean {
        for (name, lines) in data::clean(&folder)? {
            let lines: Vec<(String, Option<bool>)> = lines.into_iter().map(|line| (line, Some(true))).collect();
            samples.push(data::lines(&name, "t-clean", &lines, 0.7));
        }
    }
    samples.par_iter_mut().for_each(|sample| reader.measure(sample, &counts));
    let rows: Vec<&[Vec<f32>]> = samples.iter().map(|s| s.features.rows.as_slice()).collect();
    let (mut slope, mut shift) = (1.0, 0.0);
    if folds > 1 {
        let mut said = left_out(&samples, &rows, folds, settings);
        report::reliability(&samples, &said);
        (slope, shift) = platt(&samples, &said);
        println!("odds as stated times {slope:.3} plus {shift:.3} are odds as they are");
        for p in said.iter_mut().flatten() {
            *p = scaled(*p, slope, shift);
        }
        report::report(&samples, &said);
        report::reliability(&samples, &said);
        if let Some(set) = worst {
            report::worst(&samples, &said, &set);
        }
    }
    if let Some(out) = out {
        let mut text = fit(&samples, &rows, &|_| true, settings);
        scale(&mut text, slope, shift);
        let mut forests = vec![("text", text)];
        let few = Settings { trees: settings.trees / 5, leaves: 8, rate: settings.rate * 2.0, ..settings };
        for (name, _) in Kind::FITTED {
            forests.push((name, fit_kind(&samples, &rows, name, &|_| true, few)));
        }
        write(&out, &forests, &feature_names(&reader.words))?;
        write_odds(&out.with_file_name("odds.tsv"), &counts.odds(""))?;
    }
    Ok(())
}

fn write(out: &PathBuf, forests: &[(&str, Forest)], names: &[String]) -> anyhow::Result<()> {
    let mut text = String::from(
        "# The trees that label blocks of pages (src/blocks/). Columns: what they tell, tree: questions and leaves, each question followed by the branch of\n\
         # smaller values, then the other. Written by examples/train_blocks; not to be edited. Licence: as the project.\n",
    );
    for (name, forest) in forests {
        for tree in &forest.trees {
            text.push_str(&format!("{name}\t{}\n", tree.write(names)));
        }
    }
    std::fs::write(out, text).with_context(|| format!("writing {}", out.display()))
}

fn write_odds(out: &PathBuf, odds: &Odds) -> anyhow::Result<()> {
    let mut rows: Vec<String> = odds.pairs.iter().map(|((one, two), odds)| format!("pair\t{one}{two}\t{odds}\n")).collect();
    rows.extend(odds.names.iter().map(|(name, odds)| format!("name\t{name}\t{odds}\n")));
    rows.sort();
    let head = "# Log odds of furniture for pairs of characters and words in names of elements (src/blocks/lexicon.rs). Columns: pair or name, what, log odds.\n\
                # Written by examples/train_blocks; not to be edited. Licence: as the project.\n";
    std::fs::write(out, format!("{head}{}", rows.concat())).with_context(|| format!("writing {}", out.display()))
}

/// Trees that tell one kind of furniture from the others; those of captions tell them from text, too, as far as pages were labelled by hand: references of
/// text hold captions or leave them out as they please.
fn fit_kind(samples: &[Sample], rows: &[&[Vec<f32>]], kind: &str, takes: &dyn Fn(&Sample) -> bool, settings: Settings) -> Forest {
    let (mut all, mut label, mut weight): (Vec<&[f32]>, Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new(), Vec::new());
    for (sample, rows) in samples.iter().zip(rows).filter(|(sample, _)| takes(sample)) {
        let page = 10.0 / (sample.label.len().max(20) as f32).sqrt();
        for (at, class) in
            sample.class.iter().enumerate().filter(|(_, class)| FURNITURE.contains(&class.as_str()) || kind == CAPTION && TEXT.contains(&class.as_str()))
        {
            all.push(&rows[at]);
            label.push(f32::from(u8::from(class == kind)));
            weight.push(page);
        }
    }
    boost::fit(&Binned::of(&all), &Target { label: &label, weight: &weight }, settings, 2)
}

/// The kind that is told from text.
const CAPTION: &str = "caption";
/// The classes of labels by hand that are text.
const TEXT: [&str; 6] = ["body", "heading", "list", "table", "signature", "annex"];
/// The classes of labels that are furniture and say which.
const FURNITURE: [&str; 5] = ["navigation", "comment", "other", "credit", "caption"];

/// Makes what a forest says what it is worth: the first tree is a leaf alone, the share of text.
fn scale(forest: &mut Forest, slope: f64, shift: f64) {
    for (nth, node) in forest.trees.iter_mut().enumerate().flat_map(|(nth, tree)| tree.nodes.iter_mut().map(move |node| (nth, node))) {
        if node.is_leaf() {
            let value = f64::from(node.value) * slope + if nth == 0 { shift } else { 0.0 };
            node.value = boost::short(value as f32);
        }
    }
}

fn odds(p: f32) -> f64 {
    let p = f64::from(p.clamp(1e-6, 1.0 - 1e-6));
    (p / (1.0 - p)).ln()
}

fn scaled(p: f32, slope: f64, shift: f64) -> f32 {
    (1.0 / (1.0 + (-(odds(p) * slope + shift)).exp())) as f32
}

/// The line through log odds that makes what is stated of sites left out true, by Newton's method.
fn platt(samples: &[Sample], said: &[Vec<f32>]) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0, 0.0);
    for _ in 0..30 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for (sample, said) in samples.iter().zip(said) {
            let page = 10.0 / (sample.label.len().max(20) as f64).sqrt();
            for (at, p) in said.iter().enumerate().filter(|(at, _)| sample.weight[*at] >= 1.0) {
                let x = odds(*p);
                let q = 1.0 / (1.0 + (-(x * slope + shift)).exp());
                let (d, h) = (page * (f64::from(sample.label[at]) - q), page * q * (1.0 - q));
                g0 += d;
                g1 += d * x;
                h00 += h;
                h01 += h * x;
                h11 += h * x * x;
            }
        }
        let det = h00 * h11 - h01 * h01;
        shift += (h11 * g0 - h01 * g1) / det;
        slope += (h00 * g1 - h01 * g0) / det;
    }
    (slope, shift)
}

/// The part that a site belongs to.
fn part(site: &str, parts: usize) -> usize {
    site.bytes().fold(0x811c_9dc5u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193)) as usize % parts
}

fn fit(samples: &[Sample], rows: &[&[Vec<f32>]], takes: &dyn Fn(&Sample) -> bool, settings: Settings) -> Forest {
    let (mut all, mut label, mut weight): (Vec<&[f32]>, Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new(), Vec::new());
    for (sample, rows) in samples.iter().zip(rows).filter(|(sample, _)| takes(sample)) {
        // A page of many blocks weighs more, but not as much more as it has blocks.
        let page = 10.0 / (sample.label.len().max(20) as f32).sqrt();
        all.extend(rows.iter().map(Vec::as_slice));
        label.extend(&sample.label);
        weight.extend(sample.weight.iter().map(|w| w * page));
    }
    boost::fit(&Binned::of(&all), &Target { label: &label, weight: &weight }, settings, 1)
}

fn left_out(samples: &[Sample], rows: &[&[Vec<f32>]], folds: usize, settings: Settings) -> Vec<Vec<f32>> {
    let mut out = vec![Vec::new(); samples.len()];
    for fold in 0..folds {
        let forest = fit(samples, rows, &|sample| part(&sample.site, folds) != fold, settings);
        for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| part(&sample.site, folds) == fold) {
            let _ = sample;
            out[at] = forest.predict(rows[at]);
        }
    }
    out
}
