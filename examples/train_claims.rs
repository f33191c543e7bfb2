//! Fits the weights by which a page's title and date of publication are chosen, and says how well they do on sites that they have not seen.
//!
//!     cargo run --release --features measure --example train_claims -- LABELS PAGES [LABELS PAGES ...] [--write rules/markup] [--worst]
//!       LABELS   pages, one a line, as in benches/pages: file, site, and what a reader sees: title, published. A page that gives neither tells nothing;
//!                a page with a title and no date shows none.
//!       PAGES    the folder of these pages
//!       --write  writes the weights
//!       --worst  lists the pages that are wrong when their site is left out
//!
//! A page has candidates and the answer *none*; the model is a logistic regression over all of them (softmax), with ridge 1 towards what is known. Pages of one owner are
//! left out together, in ten parts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiaokan::Origin;
use jiaokan::measure::{Candidate, Markup, PUBLISHED_FEATURES, Resources, TITLE_FEATURES, Text, decode};
use rayon::prelude::*;

#[derive(serde::Deserialize)]
struct Labelled {
    file: String,
    #[serde(default)]
    site: String,
    title: Option<String>,
    published: Option<String>,
}

/// A page with its candidates and which of them are right; none, if nothing is to be found there.
struct Page {
    id: String,
    site: String,
    wanted: String,
    said: Vec<String>,
    rows: Vec<Vec<f32>>,
    right: Vec<bool>,
}

/// Letters and digits in simplified script, character by character: some references were converted.
struct Letters(std::collections::HashMap<char, char>);

impl Letters {
    fn of(&self, text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| *self.0.get(&c).unwrap_or(&c)).collect()
    }
}

fn page<T>(id: &str, site: &str, wanted: &str, candidates: &[Candidate<T>], show: impl Fn(&T) -> String, is: impl Fn(&str) -> bool) -> Page {
    let visible: Vec<_> = candidates.iter().filter(|candidate| !candidate.features.is_empty()).collect();
    let said: Vec<String> = visible.iter().map(|candidate| show(&candidate.value)).collect();
    let right = said.iter().map(|said| is(said)).collect();
    Page {
        id: id.to_owned(),
        site: site.to_owned(),
        wanted: wanted.to_owned(),
        said,
        right,
        rows: visible.iter().map(|candidate| candidate.features.clone()).collect(),
    }
}

/// The probabilities of a page's candidates, and of none.
fn weighed(page: &Page, weights: &[f64]) -> (Vec<f64>, f64) {
    let scores: Vec<f64> = page.rows.iter().map(|row| row.iter().zip(weights).map(|(x, w)| f64::from(*x) * w).sum()).collect();
    let most = scores.iter().copied().fold(0.0, f64::max);
    let all = (-most).exp() + scores.iter().map(|s| (s - most).exp()).sum::<f64>();
    (scores.iter().map(|s| (s - most).exp() / all).collect(), (-most).exp() / all)
}

/// What is known before any page is seen: records of documents are filled in with care, and few of the pages have one. Ridge draws towards these; all
/// other weights are drawn to 0.
const KNOWN: [(&str, f64); 2] = [("the record says publication", 3.0), ("named by the record", 2.0)];

/// Weights that make the right answers most probable, by gradient descent with momentum of each weight's own scale (Adam).
fn fit(pages: &[&Page], names: &[&str]) -> Vec<f64> {
    let width = names.len();
    let known: Vec<f64> = names.iter().map(|name| KNOWN.iter().find(|(known, _)| known == name).map_or(0.0, |(_, weight)| *weight)).collect();
    let (mut weights, mut first, mut second) = (known.clone(), vec![0.0; width], vec![0.0; width]);
    const ROUNDS: i32 = 600;
    for round in 1..=ROUNDS {
        let gradient = pages
            .par_iter()
            .fold(
                || vec![0.0; width],
                |mut sum, page| {
                    let (said, none) = weighed(page, &weights);
                    let right: f64 = page.right.iter().zip(&said).filter(|(right, _)| **right).map(|(_, p)| p).sum();
                    let any = page.right.iter().any(|right| *right);
                    if !any && !page.wanted.is_empty() {
                        return sum; // nothing to choose is right
                    }
                    let share = if any { right.max(1e-12) } else { none.max(1e-12) };
                    for ((row, p), right) in page.rows.iter().zip(&said).zip(&page.right) {
                        let due = if *right { p / share } else { 0.0 };
                        let push = p - due;
                        for (slot, x) in sum.iter_mut().zip(row) {
                            *slot += push * f64::from(*x);
                        }
                    }
                    sum
                },
            )
            .reduce(
                || vec![0.0; width],
                |mut one, other| {
                    one.iter_mut().zip(other).for_each(|(a, b)| *a += b);
                    one
                },
            );
        let rate = 0.1 * (1.0 - f64::from(round) / f64::from(ROUNDS + 1));
        for i in 0..width {
            let slope = gradient[i] + weights[i] - known[i];
            first[i] = 0.9 * first[i] + 0.1 * slope;
            second[i] = 0.999 * second[i] + 0.001 * slope * slope;
            let (m, v) = (first[i] / (1.0 - 0.9f64.powi(round)), second[i] / (1.0 - 0.999f64.powi(round)));
            weights[i] -= rate * m / (v.sqrt() + 1e-8);
        }
    }
    weights
}

/// What is chosen of a page: the number of a candidate, or none.
fn choice(page: &Page, weights: &[f64]) -> Option<usize> {
    let (said, none) = weighed(page, weights);
    let best = (0..said.len()).max_by(|a, b| said[*a].total_cmp(&said[*b]))?;
    (said[best] > none).then_some(best)
}

fn report(name: &str, pages: &[Page], names: &[&str], worst: bool) {
    const PARTS: usize = 10;
    let part = |site: &str| site.bytes().fold(7usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte))) % PARTS;
    let mut figures: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut out_of_reach = 0;
    for left in 0..PARTS {
        let learnt: Vec<&Page> = pages.iter().filter(|page| part(&page.site) != left).collect();
        let weights = fit(&learnt, names);
        for page in pages.iter().filter(|page| part(&page.site) == left) {
            let chosen = choice(page, &weights);
            let right = match chosen {
                Some(at) => page.right[at],
                None => page.wanted.is_empty(),
            };
            let reachable = page.wanted.is_empty() || page.right.iter().any(|right| *right);
            out_of_reach += usize::from(!reachable);
            let slot = figures.entry(if page.wanted.is_empty() { "pages that show none" } else { "pages that show one" }).or_default();
            slot.0 += usize::from(right);
            slot.1 += 1;
            if worst && !right {
                println!(
                    "{name} {}: {:?} wanted{}, {:?} chosen",
                    page.id,
                    page.wanted,
                    if reachable { "" } else { " (no candidate)" },
                    chosen.map(|at| &page.said[at])
                );
            }
        }
    }
    for (kind, (right, all)) in figures {
        println!("{name}, sites left out: {kind}: {right} of {all}");
    }
    println!("{name}: {out_of_reach} pages have no right candidate");
}

fn write(path: &Path, what: &str, names: &[&str], weights: &[f64]) -> anyhow::Result<()> {
    let mut text = format!(
        "# Weights of the features of a candidate for the {what} of a page, in log odds against none (src/stages/markup/claims/).\n\
         # Source: examples/train_claims.rs, logistic regression over the candidates of each labelled page; docs/structure.md has the call and the figures. Licence: as the project.\n\
         # Columns: name of the feature, weight.\n"
    );
    for (name, weight) in names.iter().zip(weights) {
        text.push_str(&format!("{name}\t{weight:.3}\n"));
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

fn main() -> anyhow::Result<()> {
    let (mut paths, mut out, mut worst) = (Vec::new(), None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => out = Some(PathBuf::from(arguments.next().context("--write needs a folder")?)),
            "--worst" => worst = true,
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    anyhow::ensure!(!paths.is_empty() && paths.len().is_multiple_of(2), "LABELS and PAGES are needed, one or more pairs of them");
    let resources = Resources::embedded();
    let markup = Markup::new(&resources).map_err(|error| anyhow::anyhow!("{error}"))?;
    let table = resources.rules.rows("script/TSCharacters.txt")?;
    let pair = |row: Vec<&str>| Some((row.first()?.chars().next()?, row.get(1)?.chars().next()?));
    let letters = Letters(table.filter_map(|(_, row)| pair(row)).collect());
    let mut labelled = Vec::new();
    for pair in paths.chunks(2) {
        let [labels, root] = pair else { continue };
        for line in std::fs::read_to_string(labels).with_context(|| format!("reading {}", labels.display()))?.lines() {
            labelled.push((serde_json::from_str::<Labelled>(line)?, root.clone()));
        }
    }
    let read: Vec<(Page, Option<Page>)> = labelled
        .par_iter()
        .filter(|(label, _)| label.title.is_some())
        .filter_map(|(label, root)| {
            let bytes = std::fs::read(root.join(&label.file)).ok()?;
            let origin = Origin::named(label.file.as_str());
            let decoded = decode(&bytes, &origin, &resources);
            let said = markup.said(&Text::new(&decoded.text, &[], &origin))?;
            let title = label.title.clone().unwrap_or_default();
            let published = label.published.clone().unwrap_or_default();
            let day: String = published.chars().take(10).collect();
            let titles = page(&label.file, &label.site, &title, &said.titles, Clone::clone, |said| letters.of(said) == letters.of(&title));
            let dates = page(&label.file, &label.site, &day, &said.published, |date| date.to_string(), |said| !day.is_empty() && said.starts_with(&day));
            // A page whose label has no field for the date says nothing of it.
            Some((titles, Some(dates)))
        })
        .collect();
    let (titles, dates): (Vec<Page>, Vec<Option<Page>>) = read.into_iter().unzip();
    let dates: Vec<Page> = dates.into_iter().flatten().filter(|page| !page.id.starts_with("press/")).collect();
    eprintln!("{} pages with a title, {} with or without a date", titles.len(), dates.len());
    report("title", &titles, &TITLE_FEATURES, worst);
    report("published", &dates, &PUBLISHED_FEATURES, worst);
    if let Some(folder) = out {
        let all = |pages: &[Page], names: &[&str]| fit(&pages.iter().collect::<Vec<_>>(), names);
        write(&folder.join("title_weights.tsv"), "title", &TITLE_FEATURES, &all(&titles, &TITLE_FEATURES))?;
        write(&folder.join("published_weights.tsv"), "date of publication", &PUBLISHED_FEATURES, &all(&dates, &PUBLISHED_FEATURES))?;
    }
    Ok(())
}
