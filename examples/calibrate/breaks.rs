//! Pages whose lines were broken, and the logistic model of the stage lines.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use jiaokan::judge::Judge;
use jiaokan::measure::{features_of, is_han};
use rayon::prelude::*;

use crate::fit::{Example, logistic};
use crate::text::{Text, hash};

/// A page of lines, each with whether the block goes on in the next one.
pub(crate) struct Broken {
    pub(crate) kind: String,
    pub(crate) half: usize,
    text: String,
    joined: Vec<bool>,
}

/// Lines of a page before it is broken.
const PAGE: usize = 40;

/// Numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// How a page sets its blocks apart.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    Plain,
    /// An empty line before each block.
    Spaced,
    /// An empty line before some, and now and then one within a block.
    Loose,
    /// The first line of each block is indented.
    Indented,
}

impl Layout {
    /// Whether an empty line stands before a part of a block.
    fn apart(self, random: &mut Random, first: bool) -> bool {
        match self {
            Layout::Spaced => first,
            Layout::Loose if first => random.below(4) == 0,
            Layout::Loose => random.below(30) == 0,
            _ => false,
        }
    }
}

/// Pages that nothing has broken.
const WHOLE: &str = "whole";

/// Pages whose blocks are cut anywhere. They are measured and not fitted to: a third of all blocks cut after two characters and more
/// taught the weights to join headings to what follows (`四、建议意见`).
const CUT: &str = "cut at random";

/// A way to break a page: each block becomes its parts.
type Breaking = fn(&mut Random, usize, &str) -> Vec<String>;

const KINDS: [(&str, Breaking); 4] = [("wrapped", wrapped), ("clause lines", clauses), (CUT, cut), (WHOLE, |_, _, block| vec![block.to_owned()])];

/// Breaks a block at a width: closing marks hang over, opening ones go to the next line. The page says the width, and whether first lines are indented by
/// two characters that were lost.
fn wrapped(_: &mut Random, page: usize, block: &str) -> Vec<String> {
    let (width, lost) = (2 * (16 + page % 31), page / 31 % 2 == 1);
    let (mut parts, mut part, mut cells) = (Vec::new(), String::new(), if lost { 4 } else { 0 });
    for c in block.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if cells + wide > width && !"，。；：！？、”’）》〉】〕".contains(c) && !part.is_empty() {
            let opened: String = part.chars().rev().take_while(|c| "“‘（《〈【〔".contains(*c)).collect::<Vec<_>>().into_iter().rev().collect();
            let kept = part.strip_suffix(opened.as_str()).unwrap_or(&part).to_owned();
            if !kept.is_empty() {
                parts.push(kept);
                part = opened;
            }
            cells = part.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        }
        part.push(c);
        cells += wide;
    }
    parts.push(part);
    parts
}

/// Breaks half of the blocks after some of their marks.
fn clauses(random: &mut Random, page: usize, block: &str) -> Vec<String> {
    let broken = random.below(4) < 2 + page % 3;
    let mut parts = vec![String::new()];
    for c in block.chars() {
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        if broken && "，；。".contains(c) && random.below(10) < 4 {
            parts.push(String::new());
        }
    }
    parts
}

/// Cuts a third of the long blocks anywhere, as a page or column ends there.
fn cut(random: &mut Random, _: usize, block: &str) -> Vec<String> {
    let length = block.chars().count();
    if length < 30 || random.below(3) > 0 {
        return vec![block.to_owned()];
    }
    let at = 2 + random.below(length - 4);
    vec![block.chars().take(at).collect(), block.chars().skip(at).collect()]
}

/// Pages of each kind from documents of whole blocks.
pub(crate) fn broken(texts: &[Text], each: usize) -> Vec<Broken> {
    let mut sources: BTreeMap<&str, Vec<(usize, &[String])>> = BTreeMap::new();
    // Transcripts of press conferences have their own blocks broken in places.
    for text in texts.iter().filter(|text| text.source != "press") {
        sources.entry(&text.source).or_default().extend(text.lines.chunks(PAGE).map(|page| (text.half(), page)));
    }
    let mut all = Vec::new();
    for (_, mut pages) in sources {
        // A text that is broken itself is no truth.
        let broken = |line: &String| line.ends_with(['，', '、', '（', '《', '“', '〔']) || line.contains('。') && line.ends_with(is_han);
        pages.retain(|(_, lines)| lines.len() > PAGE / 4 && !lines.iter().any(broken));
        pages.sort_by_key(|(_, lines)| lines.first().map(|line| hash(line)));
        for (number, &(half, lines)) in pages.iter().take(each).enumerate() {
            for (kind, breaking) in KINDS {
                let layout = [Layout::Plain, Layout::Spaced, Layout::Plain, Layout::Loose, Layout::Indented][number % 5];
                let mut random = Random(hash(&format!("{kind}{}", lines[0])));
                let (mut text, mut joined) = (Vec::new(), Vec::new());
                for block in lines {
                    let parts: Vec<String> =
                        breaking(&mut random, number, block).into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
                    let last = parts.len().saturating_sub(1);
                    joined.extend((0..parts.len()).map(|part| part < last));
                    for (part, line) in parts.into_iter().enumerate() {
                        if layout.apart(&mut random, part == 0) {
                            text.push(String::new());
                        }
                        text.push(if part == 0 && layout == Layout::Indented { format!("　　{line}") } else { line });
                    }
                }
                joined.pop();
                all.push(Broken { kind: kind.to_owned(), half, text: text.join("\n"), joined });
            }
        }
    }
    all
}

/// Pages from a file of labelled lines, as `bench/rejoin` has them: S where the block goes on, H where it ends, F for a line that is left out.
pub(crate) fn labelled(path: &Path) -> anyhow::Result<Vec<Broken>> {
    #[derive(serde::Deserialize)]
    struct Page {
        id: String,
        lines: Vec<String>,
        labels: Vec<String>,
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let pages: Vec<Page> = serde_json::from_str(&text).with_context(|| format!("{} is no list of labelled pages", path.display()))?;
    let kind = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let page = |page: Page| {
        let kept = page.lines.iter().zip(&page.labels).filter(|(_, label)| *label != "F");
        let (lines, mut joined): (Vec<&str>, Vec<bool>) = kept.map(|(line, label)| (line.trim(), label == "S")).filter(|(line, _)| !line.is_empty()).unzip();
        joined.pop();
        Broken { kind: kind.clone(), half: (hash(&page.id) % 2) as usize, text: lines.join("\n"), joined }
    };
    Ok(pages.into_iter().map(page).collect())
}

/// A gap: what kind of page it is on, which half, and its features with whether the block goes on; without features where a rule decides.
pub(crate) struct Gap {
    pub(crate) kind: String,
    pub(crate) half: usize,
    pub(crate) example: Example,
    /// The page, and the line before it that is not empty.
    place: (usize, usize),
}

impl Gap {
    /// What stands before and after it.
    pub(crate) fn told(&self, pages: &[Broken]) -> String {
        let lines: Vec<&str> = pages.get(self.place.0).map_or("", |page| &page.text).lines().filter(|line| !line.is_empty()).collect();
        let line = |at: usize| lines.get(at).copied().unwrap_or_default();
        let head: String = line(self.place.1 + 1).chars().take(20).collect();
        format!("{} | {head}", line(self.place.1))
    }
}

/// Every gap that no rule decides, those of one kind of page weighing together as much as those of another, and those of whole pages as much as all others.
pub(crate) fn gaps(pages: &[Broken], judge: &Judge) -> Vec<Gap> {
    let read = |(number, page): (usize, &Broken)| -> Vec<Gap> {
        let features = features_of(&page.text, &page.joined, judge);
        let gap = |(line, (features, &holds)): (usize, (Option<jiaokan::measure::Features>, &bool))| {
            let features = features?.0.iter().enumerate().filter(|(_, value)| **value != 0.0).map(|(i, &value)| (i, f64::from(value))).collect();
            Some(Gap { kind: page.kind.clone(), half: page.half, example: Example { weight: 1.0, features, holds }, place: (number, line) })
        };
        features.into_iter().zip(&page.joined).enumerate().filter_map(gap).collect()
    };
    let mut all: Vec<Gap> = pages.par_iter().enumerate().flat_map_iter(read).collect();
    let mut numbers: BTreeMap<String, f64> = BTreeMap::new();
    all.iter().for_each(|gap| *numbers.entry(gap.kind.clone()).or_default() += 1.0);
    // Most pages of a corpus break nothing. Weighing one kind in ten, they left headings without a mark to be joined to what follows.
    let kinds = numbers.len().saturating_sub(1).max(1) as f64;
    for gap in &mut all {
        let share = if gap.kind == WHOLE {
            kinds
        } else if gap.kind == CUT {
            0.0
        } else {
            1.0
        };
        gap.example.weight = 4000.0 * share / numbers.get(&gap.kind).copied().unwrap_or(1.0).max(500.0);
    }
    all
}

/// The weights fitted on these gaps, drawn towards those in use: what the pages do not show (empty lines, indentation where they have none) stays as it was.
pub(crate) fn weights<'a>(gaps: impl Iterator<Item = &'a Gap>, prior: &[f64]) -> Vec<f64> {
    let examples: Vec<&Example> = gaps.map(|gap| &gap.example).collect();
    logistic(&examples, prior, 1.0)
}

/// The log odds that the weights give a gap.
pub(crate) fn odds(weights: &[f64], gap: &Gap) -> f64 {
    gap.example.features.iter().filter_map(|&(i, x)| Some(weights.get(i)? * x)).sum()
}
