//! Fits everything that stands on the judge's scale to a judge, on text that the judge has not read, and says how well what is then stated holds.
//!
//!     cargo run --release --features measure --example calibrate -- [options] CORPUS
//!       --judge FILE     the judge, trained on CORPUS with the same blocks kept apart; without it one is trained, which takes two minutes
//!       --apart N        every N-th block of 200 lines of each text of CORPUS is kept apart (default 20)
//!       --each N         damaged pages of each text and stage (default 450)
//!       --search N       so many damaged pages of each text for choosing how sharp the search is and what a dropped character gains (default 0: both stay)
//!       --labelled FILE  lines with labels, as `bench/rejoin` has them; may stand several times
//!       --check PATH     clean files that no judge has read and nothing is fitted to; may stand several times
//!       --only STAGE     lacuna, mojibake or lines alone; the others stay as the rules have them
//!       --fails          prints every wrong claim of .9 and more
//!       --write          writes rules/calibration.tsv
//!       --write-lines    writes rules/lines/weights.tsv
//!
//! For each stage the table of what is stated against what is right is printed as the rules have it, and as it is with maps fitted to the
//! documents of the other half. What is written is fitted to both halves. `docs/judge.md` says more.

mod breaks;
mod claims;
mod damage;
mod fit;
mod maps;
mod text;
mod truth;

#[path = "../figures/damage.rs"]
#[allow(dead_code)]
mod families;
#[path = "../../src/stages/lacuna/damage.rs"]
#[allow(dead_code)]
mod tear;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use jiaokan::judge::Judge;
use jiaokan::judge::train::{Options as Training, train_reporting};
use jiaokan::measure::{NAMES, weights_of};
use jiaokan::{RuleBook, StageName};

use breaks::Gap;
use claims::{Bench, Claimed, Outcome};
use damage::Page;
use fit::{Table, probability};
use maps::Maps;
use text::Text;

const MAPS: &str = "calibration.tsv";
const WEIGHTS: &str = "lines/weights.tsv";
/// A page of lines has so many gaps that one is enough for so many damaged pages.
const PAGES_TO_BREAK: usize = 10;

struct Options {
    judge: Option<PathBuf>,
    apart: usize,
    each: usize,
    search: usize,
    labelled: Vec<PathBuf>,
    check: Vec<PathBuf>,
    write: bool,
    write_lines: bool,
    fails: bool,
    only: Option<String>,
    corpus: PathBuf,
}

fn options() -> anyhow::Result<Options> {
    let (mut options, mut corpus) = (
        Options {
            judge: None,
            apart: 20,
            each: 450,
            search: 0,
            labelled: Vec::new(),
            check: Vec::new(),
            write: false,
            write_lines: false,
            fails: false,
            only: None,
            corpus: PathBuf::new(),
        },
        None,
    );
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} wants a value"));
        match argument.as_str() {
            "--judge" => options.judge = Some(value()?.into()),
            "--apart" => options.apart = value()?.parse()?,
            "--each" => options.each = value()?.parse()?,
            "--search" => options.search = value()?.parse()?,
            "--labelled" => options.labelled.push(value()?.into()),
            "--check" => options.check.push(value()?.into()),
            "--write" => options.write = true,
            "--write-lines" => options.write_lines = true,
            "--fails" => options.fails = true,
            "--only" => options.only = Some(value()?),
            path if corpus.is_none() && !path.starts_with("--") => corpus = Some(path.into()),
            other => anyhow::bail!("what is {other}?"),
        }
    }
    options.corpus = corpus.context("which corpus? its folder is due")?;
    Ok(options)
}

fn main() -> anyhow::Result<()> {
    let options = options()?;
    let started = Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", started.elapsed().as_secs_f64());
    let (sources, texts) = text::apart(&options.corpus, options.apart)?;
    say(&format!("{} documents of {} lines that the judge has not read", texts.len(), texts.iter().map(|text| text.lines.len()).sum::<usize>()));
    let bytes = match &options.judge {
        Some(path) => std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => train_reporting(&sources, &Training::default(), None, &mut |line| say(line))?,
    };
    drop(sources);
    let judge = Arc::new(Judge::from_bytes(bytes)?);
    let check = text::files(&options.check)?;
    let rules = RuleBook::embedded();
    let mut maps = Maps::read(&rules)?;

    let torn = damage::pages(&texts, &damage::torn(), options.each);
    let misread = damage::pages(&texts, &damage::misread(), options.each);
    if options.search > 0 {
        (maps.sharpness, maps.dropped) = search(&judge, &rules, &texts, options.search, &maps)?;
        say("searched");
    }
    let readings = [(StageName::Lacuna, &torn, damage::torn()), (StageName::Mojibake, &misread, damage::misread())];
    let asked = |stage: StageName| options.only.as_deref().is_none_or(|only| only == stage.to_string());
    for (stage, pages, forms) in readings.iter().filter(|(stage, ..)| asked(*stage)) {
        println!("\n## {stage}");
        let clean = |maps: &Maps| -> anyhow::Result<Outcome> { Ok(Bench::new(*stage, &judge, &overlaid(&rules, &[(MAPS, maps.text(""))])?)?.run(pages)) };
        // Which readings are written together depends on the maps, so that they are fitted twice.
        let before = clean(&maps)?;
        stated("as the rules have it", &before);
        maps.fit(before.claims.iter());
        let after = clean(&maps)?;
        say(&format!("{stage}: cleaned twice"));
        let mut halves = [maps.clone(), maps.clone()];
        for (half, fitted) in halves.iter_mut().enumerate() {
            fitted.fit(after.claims.iter().filter(|claim| claim.half == half));
        }
        maps.fit(after.claims.iter());
        left_out(&after.claims, &halves);
        if options.fails {
            for claim in after.claims.iter().filter(|claim| maps.state(claim) >= 0.9) {
                claim.told.iter().for_each(|told| println!("- {:.3} {} {}: {told}", maps.state(claim), claim.source, claim.form));
            }
        }
        println!("\nLines that came out as they were: {:?} of {:?} before, {:?} after.", before.exact, before.lines, after.exact);
        if !check.is_empty() {
            let pages = damage::pages(&check, forms, 1_000_000);
            let outcome = Bench::new(*stage, &judge, &overlaid(&rules, &[(MAPS, maps.text(""))])?)?.run(&pages);
            stated("files that nothing was fitted to", &outcome);
            println!("\nLines that came out as they were: {:?} of {:?}.", outcome.exact, outcome.lines);
        }
    }
    say("lines");
    let weights = if asked(StageName::Lines) { Some(lines(&options, &judge, &rules, &texts, &check)?) } else { None };
    let made = format!("{} damaged pages of each of the texts of the corpus, every {}th block of which the judge had not read", options.each, options.apart);
    println!("\n## rules/{MAPS}\n\n{}", maps.text(&made));
    let rules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules");
    if options.write {
        std::fs::write(rules.join(MAPS), maps.text(&made)).context("cannot write the maps")?;
    }
    if let Some(weights) = weights.filter(|_| options.write_lines) {
        let header = format!(
            "# Weights of the features of a gap between two lines (stage lines, rules L001 and L002), as log-odds that the block goes on.\n# Source: examples/calibrate, ridge logistic regression on pages broken in four ways, of text that the judge had not read, {} of each of its texts, and on {} files of labelled lines;\n# docs/lines.md has the figures on documents left out of the fit. Licence: as the program.\n# Columns: name of the feature (src/stages/lines/gap.rs), weight.\n",
            options.each / PAGES_TO_BREAK,
            options.labelled.len()
        );
        let rows: String = NAMES.iter().zip(&weights).map(|(name, weight)| format!("{name}\t{weight:.2}\n")).collect();
        std::fs::write(rules.join(WEIGHTS), header + &rows).context("cannot write the weights")?;
    }
    say("done");
    Ok(())
}

/// Rules with files laid over them.
fn overlaid(rules: &RuleBook, files: &[(&str, String)]) -> anyhow::Result<RuleBook> {
    let mut rules = rules.clone();
    rules.overlay(files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())))?;
    Ok(rules)
}

/// The table of what was written: what the apparatus states of it, and what is right.
fn stated(what: &str, outcome: &Outcome) {
    Table::of(outcome.claims.iter().filter_map(|claim| Some((claim.stated?, claim.right)))).print(&format!("written, {what}"));
}

/// The table of all claims, each stated by the map that was fitted to the other half of the documents; whole, and for each text and form.
fn left_out(claims: &[Claimed], halves: &[Maps; 2]) {
    let state = |claim: &Claimed| (halves[1 - claim.half].state(claim), claim.right);
    Table::of(claims.iter().map(state)).print("claimed, the map fitted to the other half");
    let mut sources: Vec<&str> = claims.iter().map(|claim| claim.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    for source in sources {
        Table::of(claims.iter().filter(|claim| claim.source == source).map(state)).print(&format!("of these, {source}"));
    }
    let mut forms: Vec<&str> = claims.iter().map(|claim| claim.form).collect();
    forms.sort_unstable();
    forms.dedup();
    for form in forms {
        Table::of(claims.iter().filter(|claim| claim.form == form).map(state)).print(&format!("of these, {form}"));
    }
}

/// Chooses sharpness and gain of a dropped character by the lines of one half that come out as they were, with the maps that each choice needs, one after the other.
fn search(judge: &Arc<Judge>, rules: &RuleBook, texts: &[Text], each: usize, maps: &Maps) -> anyhow::Result<(f64, f64)> {
    let forms: Vec<_> = damage::torn().into_iter().filter(|(name, _)| name.contains("dropped")).collect();
    let pages: Vec<Page> = damage::pages(texts, &forms, each);
    let mut tried: Vec<((f64, f64), [usize; 2])> = Vec::new();
    println!("\n## How sharp the search is\n\n| sharpness | a dropped character | lines exact, half that chooses | other half |\n|---|---|---|---|");
    let mut exact = |sharpness: f64, dropped: f64| -> anyhow::Result<[usize; 2]> {
        if let Some((_, exact)) = tried.iter().find(|(known, _)| *known == (sharpness, dropped)) {
            return Ok(*exact);
        }
        let mut maps = Maps { sharpness, dropped, ..maps.clone() };
        let clean =
            |maps: &Maps| -> anyhow::Result<Outcome> { Ok(Bench::new(StageName::Lacuna, judge, &overlaid(rules, &[(MAPS, maps.text(""))])?)?.run(&pages)) };
        maps.fit(clean(&maps)?.claims.iter());
        let outcome = clean(&maps)?;
        println!("| {sharpness} | {dropped} | {} of {} | {} of {} |", outcome.exact[0], outcome.lines[0], outcome.exact[1], outcome.lines[1]);
        tried.push(((sharpness, dropped), outcome.exact));
        Ok(outcome.exact)
    };
    let mut best = (maps.sharpness, maps.dropped);
    for sharpness in [1.0, 1.25, 1.5] {
        if exact(sharpness, best.1)?[0] > exact(best.0, best.1)?[0] {
            best.0 = sharpness;
        }
    }
    for dropped in [0.25, 0.75] {
        if exact(best.0, dropped)?[0] > exact(best.0, best.1)?[0] {
            best.1 = dropped;
        }
    }
    Ok(best)
}

/// Fits the weights of the stage lines. A logistic model is fitted to be right as often as it says, so that it needs no map.
fn lines(options: &Options, judge: &Judge, rules: &RuleBook, texts: &[Text], check: &[Text]) -> anyhow::Result<Vec<f64>> {
    println!("\n## lines");
    let mut pages = breaks::broken(texts, options.each / PAGES_TO_BREAK);
    for path in &options.labelled {
        pages.extend(breaks::labelled(path)?);
    }
    let gaps = breaks::gaps(&pages, judge);
    let shipped = weights_of(rules)?.map(f64::from);
    let stated = |weights: &[f64], gaps: &[Gap]| Table::of(gaps.iter().map(|gap| (probability(breaks::odds(weights, gap)), gap.example.holds)));
    stated(&shipped, &gaps).print("joins, as the rules have the weights");
    // What weights fitted to one half make of the other.
    let halves = [0, 1].map(|half| breaks::weights(gaps.iter().filter(|gap| gap.half == half), &shipped));
    let state = |gap: &Gap| probability(breaks::odds(&halves[1 - gap.half], gap));
    let table = |what: &str, chosen: &dyn Fn(&Gap) -> bool, weight: &dyn Fn(&Gap) -> f64| {
        let mut table = Table::default();
        gaps.iter().filter(|gap| chosen(gap)).for_each(|gap| table.count(weight(gap), state(gap), gap.example.holds));
        table.print(what);
    };
    table("joins, weights fitted to the other half, each kind of page weighing the same", &|_| true, &|gap| gap.example.weight);
    table("joins, weights fitted to the other half, each gap weighing the same", &|_| true, &|_| 1.0);
    if options.fails {
        for gap in gaps.iter().filter(|gap| state(gap) >= 0.9 && !gap.example.holds) {
            println!("- {:.3} {}: {}", state(gap), gap.kind, gap.told(&pages));
        }
    }
    let mut kinds: Vec<&str> = gaps.iter().map(|gap| gap.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        table(&format!("of these, {kind}"), &|gap| gap.kind == kind, &|_| 1.0);
    }
    let weights = breaks::weights(gaps.iter(), &shipped);
    if !check.is_empty() {
        let more = breaks::gaps(&breaks::broken(check, 1_000_000), judge);
        stated(&shipped, &more).print("joins, as the rules have the weights, files that nothing was fitted to");
        stated(&weights, &more).print("joins, files that nothing was fitted to");
    }
    Ok(weights)
}
