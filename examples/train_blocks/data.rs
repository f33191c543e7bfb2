//! Labelled pages: their blocks' features, and a label for each block.

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use std::path::Path;

use anyhow::Context;
use jiaokan::Origin;
use jiaokan::measure::{Block, BlockFeatures, BlockPage, BlockWords, Markup, Odds, Resources, Text, decode, name_words, pairs};
use jiaokan::structure::Words;
use serde::Deserialize;

/// A page as the file of labels has it: runs of letters and digits with a class each, and a hash of the six letters that a run begins with.
#[derive(Deserialize)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) site: String,
    pub(crate) set: String,
    pub(crate) runs: Vec<(String, u32, u32)>,
}

/// A page ready for fitting.
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) set: String,
    pub(crate) features: BlockFeatures,
    pub(crate) page: BlockPage<'static>,
    /// For each block how many letters it has.
    pub(crate) letters: Vec<u32>,
    /// For each block the share of its letters that is text of the document, and the class of most of its letters.
    pub(crate) label: Vec<f32>,
    pub(crate) class: Vec<String>,
    /// 0 where a block may stay or go.
    pub(crate) weight: Vec<f32>,
}

fn fnv(letters: &[char]) -> u32 {
    let text: String = letters.iter().collect();
    text.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// How far from where it is due the beginning of a run is looked for, in letters.
const REACH: usize = 4000;

/// The class of each letter of a page. The letters that the labels were counted on may differ by parts that one reader hides and another shows.
fn classes(letters: &[char], runs: &[(String, u32, u32)]) -> Vec<Option<usize>> {
    let mut of = vec![None; letters.len()];
    let (mut shift, mut due) = (0i64, 0i64);
    let mut starts = Vec::new();
    let mut floor = 0usize;
    for (nth, (_, count, anchor)) in runs.iter().enumerate() {
        let guess = (due + shift).clamp(0, letters.len() as i64) as usize;
        let is = |at: usize| at >= floor && at <= letters.len() && fnv(&letters[at..(at + 6).min(letters.len())]) == *anchor;
        let found = (0..REACH).flat_map(|d| [guess.checked_sub(d), guess.checked_add(d)]).flatten().find(|at| is(*at));
        if let Some(at) = found {
            shift = at as i64 - due;
            floor = at + 1;
            starts.push((nth, at));
        }
        due += i64::from(*count);
    }
    for (n, (nth, at)) in starts.iter().enumerate() {
        let next = starts.get(n + 1).map_or(letters.len(), |next| next.1);
        // A run that was not found takes its share of what lies between, by its count.
        let until = starts.get(n + 1).map_or(runs.len(), |next| next.0);
        let mut at = *at;
        for (run, (_, count, _)) in runs.iter().enumerate().take(until).skip(*nth) {
            let end = if run + 1 == until { next } else { (at + *count as usize).min(next) };
            of[at.min(end)..end].fill(Some(run));
            at = end;
        }
    }
    of
}

pub(crate) struct Reader {
    resources: Resources,
    markup: Markup,
    pub(crate) words: BlockWords,
    structure: std::sync::Arc<Words>,
}

impl Reader {
    pub(crate) fn new() -> anyhow::Result<Reader> {
        let resources = Resources::embedded();
        let markup = Markup::new(&resources).map_err(|e| anyhow::anyhow!("{e}"))?;
        Ok(Reader { markup, words: BlockWords::read(&resources.rules)?, structure: resources.words.clone(), resources })
    }

    /// Measures a page with odds that its own site had no part in.
    pub(crate) fn measure(&self, sample: &mut Sample, counts: &Counts) {
        sample.features = BlockFeatures::of(&sample.page, &self.words, &counts.odds(&sample.site), &self.structure);
    }

    /// Reads a page; `None` where it is no HTML.
    pub(crate) fn read(&self, labelled: &Labelled, root: &Path) -> anyhow::Result<Option<Sample>> {
        let path = root.join(&labelled.file);
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let origin = Origin::named(labelled.file.as_str());
        let decoded = decode(&bytes, &origin, &self.resources);
        let text = Text::new(&decoded.text, &[], &origin);
        Ok(self.markup.observe(&text, |page, letters| sample(labelled, page.clone().into_owned(), letters)))
    }
}

fn sample(labelled: &Labelled, page: BlockPage<'static>, letters: &[String]) -> Sample {
    let all: Vec<char> = letters.iter().flat_map(|text| text.chars()).collect();
    let of = classes(&all, &labelled.runs);
    let mut at = 0;
    let (mut label, mut class, mut weight, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for text in letters {
        let n = text.chars().count();
        let mut votes: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for run in of[at..at + n].iter().flatten() {
            *votes.entry(labelled.runs[*run].0.as_str()).or_default() += 1;
        }
        at += n;
        let most = votes.iter().max_by_key(|(_, n)| **n).map_or("", |(c, _)| c);
        let text_letters: usize = votes.iter().filter(|(c, _)| is_text(c)).map(|(_, n)| n).sum();
        let counted: usize = votes.values().sum();
        label.push(if counted == 0 {
            0.0
        } else if text_letters * 2 >= counted {
            1.0
        } else {
            0.0
        });
        weight.push(match most {
            "" | "may" | "title" => 0.0,
            // References of text hold the headline or leave it out as they please.
            "not" if page.blocks.get(weight.len()).is_some_and(|block| block.names_title) => 0.0,
            "credit" | "caption" => 0.5,
            _ => 1.0,
        });
        class.push(most.to_owned());
        counts.push(n as u32);
    }
    Sample {
        id: labelled.id.clone(),
        site: labelled.site.clone(),
        set: labelled.set.clone(),
        features: BlockFeatures::default(),
        page,
        letters: counts,
        label,
        class,
        weight,
    }
}

/// The page as a text of lines, as which it is labelled without its elements.
pub(crate) fn as_lines(sample: &Sample) -> Sample {
    let bare = |block: &Block<'static>| Block { text: block.text.clone(), chars: block.chars, stops: block.stops, ..Block::default() };
    let page = BlockPage { blocks: sample.page.blocks.iter().map(bare).collect(), outline: None };
    Sample {
        id: sample.id.clone(),
        site: sample.site.clone(),
        set: format!("t-{}", sample.set),
        page,
        features: BlockFeatures::default(),
        letters: sample.letters.clone(),
        label: sample.label.clone(),
        class: sample.class.clone(),
        weight: sample.weight.iter().map(|w| w * LINES_WEIGHT).collect(),
    }
}

/// What a page as a text of lines weighs beside the page itself.
const LINES_WEIGHT: f32 = 0.5;

/// A text of lines with a label each: true for text.
pub(crate) fn lines(id: &str, set: &str, lines: &[(String, Option<bool>)], weight: f32) -> Sample {
    let block = |text: &str| {
        let kept: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let chars = kept.chars().filter(|c| !c.is_whitespace()).count() as u32;
        let stops = kept.chars().filter(|c| matches!(c, '。' | '！' | '？' | '；')).count() as u32;
        Block { text: kept.chars().take(160).collect::<String>().into(), chars, stops, ..Block::default() }
    };
    let lines: Vec<&(String, Option<bool>)> = lines.iter().filter(|(text, _)| !text.trim().is_empty()).collect();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() as u32;
    Sample {
        id: id.to_owned(),
        site: id.to_owned(),
        set: set.to_owned(),
        page: BlockPage { blocks: lines.iter().map(|(text, _)| block(text)).collect(), outline: None },
        features: BlockFeatures::default(),
        letters: lines.iter().map(|(text, _)| letters(text)).collect(),
        label: lines.iter().map(|(_, label)| f32::from(u8::from(*label == Some(true)))).collect(),
        class: lines.iter().map(|_| String::new()).collect(),
        weight: lines.iter().map(|(_, label)| if label.is_some() { weight } else { 0.0 }).collect(),
    }
}

/// Whether a class is text of the document.
fn is_text(class: &str) -> bool {
    matches!(class, "text" | "body" | "heading" | "list" | "table" | "signature" | "annex")
}

/// On how many sites text, and furniture, has a pair of characters or a word in the names of its elements.
#[derive(Default)]
pub(crate) struct Counts {
    pairs: HashMap<(char, char), [BTreeSet<String>; 2]>,
    names: HashMap<String, [BTreeSet<String>; 2]>,
    sites: BTreeSet<String>,
}

/// A pair or word on fewer sites than this is not counted.
const FEW_SITES: usize = 6;
/// Odds nearer to even than this say nothing.
const EVEN: f32 = 0.7;

impl Counts {
    pub(crate) fn of(samples: &[Sample]) -> Counts {
        let mut counts = Counts::default();
        for sample in samples {
            counts.sites.insert(sample.site.clone());
            for (at, block) in sample.page.blocks.iter().enumerate().filter(|(at, _)| sample.weight[*at] > 0.0) {
                let side = usize::from(sample.label[at] < 0.5);
                for pair in pairs(&block.text) {
                    let slot = counts.pairs.entry(pair).or_default();
                    if !slot[side].contains(&sample.site) {
                        slot[side].insert(sample.site.clone());
                    }
                }
                let containers = sample.page.outline.as_ref().map(|outline| outline.containers.as_slice()).unwrap_or_default();
                let mut container = containers.get(block.container as usize);
                for _ in 0..6 {
                    let Some(found) = container else { break };
                    for word in name_words(&found.names) {
                        let slot = counts.names.entry(word).or_default();
                        if !slot[side].contains(&sample.site) {
                            slot[side].insert(sample.site.clone());
                        }
                    }
                    container = containers.get(found.parent as usize).filter(|_| !std::ptr::eq(found, &containers[0]));
                }
            }
        }
        counts.pairs.retain(|_, [text, not]| text.len() + not.len() >= FEW_SITES);
        counts.names.retain(|_, [text, not]| text.len() + not.len() >= FEW_SITES);
        counts
    }

    /// The odds, with one site left out.
    pub(crate) fn odds(&self, without: &str) -> Odds {
        let all = self.sites.len() as f32;
        let odds = |[text, not]: &[BTreeSet<String>; 2]| {
            let count = |sites: &BTreeSet<String>| (sites.len() - usize::from(sites.contains(without))) as f32;
            let (text, not) = (count(text), count(not));
            let odds = ((not + 0.5) / (all + 1.0)).ln() - ((text + 0.5) / (all + 1.0)).ln();
            let odds = (odds * 10.0).round() / 10.0;
            (odds.abs() >= EVEN && text + not + 1.0 >= FEW_SITES as f32).then_some(odds)
        };
        Odds {
            pairs: self.pairs.iter().filter_map(|(pair, sites)| Some((*pair, odds(sites)?))).collect(),
            names: self.names.iter().filter_map(|(word, sites)| Some((word.clone(), odds(sites)?))).collect(),
        }
    }
}

/// Pieces of each packed text: so many, each so many lines after the one before.
const PIECES: usize = 60;
const PIECE_STEP: usize = 900;

/// The clean documents of a folder, with names.
pub(crate) fn clean(folder: &Path) -> anyhow::Result<Vec<(String, Vec<String>)>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let full = |line: &String| !line.trim().is_empty();
        if name.ends_with(".txt.zst") {
            let reader = std::io::BufReader::new(zstd::Decoder::new(std::fs::File::open(&path)?)?);
            let lines: Vec<String> = reader.lines().take(PIECES * PIECE_STEP).collect::<Result<_, _>>()?;
            for (nth, piece) in lines.chunks(PIECE_STEP).enumerate() {
                // Documents of 5 to 70 lines.
                found.push((format!("{name}/{nth}"), piece.iter().take(5 + nth * 37 % 66).filter(|line| full(line)).cloned().collect()));
            }
        } else if name.ends_with(".txt") {
            let text = std::fs::read_to_string(&path)?;
            found.push((name, text.lines().map(str::to_owned).filter(full).collect()));
        }
    }
    found.retain(|(_, lines): &(String, Vec<String>)| !lines.is_empty());
    Ok(found)
}
