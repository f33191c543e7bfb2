//! How well probabilities of blocks do against their labels.

use std::collections::BTreeSet;

use jiaokan::Config;
use jiaokan::measure::decide_blocks as decide;

use crate::data::Sample;

/// A block of so many letters is a paragraph.
const PARAGRAPH: u32 = 40;
/// A block of fewer letters is no furniture that counts.
const FURNITURE: u32 = 4;

#[derive(Default)]
struct Page {
    precision: f64,
    recall: f64,
    paragraphs_lost: usize,
    blocks_lost: usize,
    letters_lost: u32,
    furniture: usize,
}

fn measure(sample: &Sample, goes: &[bool]) -> Page {
    let mut page = Page::default();
    let (mut kept, mut right, mut all) = (0u32, 0u32, 0u32);
    for (at, goes) in goes.iter().enumerate() {
        let (n, is, counts, stays) = (sample.letters[at], sample.label[at] >= 0.5, sample.weight[at] > 0.0, !goes);
        if !counts {
            continue;
        }
        kept += if stays { n } else { 0 };
        all += if is { n } else { 0 };
        right += if is && stays { n } else { 0 };
        if is && !stays {
            page.paragraphs_lost += usize::from(n >= PARAGRAPH);
            page.blocks_lost += usize::from(n > 0);
            page.letters_lost += n;
        }
        page.furniture += usize::from(!is && stays && n >= FURNITURE);
    }
    page.precision = if kept == 0 { 0.0 } else { f64::from(right) / f64::from(kept) };
    page.recall = if all == 0 { 1.0 } else { f64::from(right) / f64::from(all) };
    page
}

pub(crate) fn report(samples: &[Sample], said: &[Vec<f32>]) {
    let sets: BTreeSet<&str> = samples.iter().map(|s| s.set.as_str()).collect();
    for set in sets {
        for policy in ["plain .3", "decide"] {
            let goes = |s: &Sample, p: &[f32]| {
                if policy == "decide" { decide(&s.page.blocks, p, Config::default().marks()) } else { p.iter().map(|p| *p < 0.3).collect() }
            };
            let pages: Vec<Page> = samples.iter().zip(said).filter(|(s, _)| s.set == set).map(|(s, p)| measure(s, &goes(s, p))).collect();
            let n = pages.len() as f64;
            let mean = |of: &dyn Fn(&Page) -> f64| pages.iter().map(of).sum::<f64>() / n;
            let f1 = |p: &Page| if p.precision + p.recall == 0.0 { 0.0 } else { 2.0 * p.precision * p.recall / (p.precision + p.recall) };
            let count = |of: &dyn Fn(&Page) -> bool| pages.iter().filter(|p| of(p)).count();
            let sum = |of: &dyn Fn(&Page) -> usize| pages.iter().map(of).sum::<usize>();
            println!(
                "{set:7} {policy}: {} pages, P {:.3} R {:.3} F1 {:.3}; lose a paragraph {} ({}), a block {} ({}), letters {}; keep furniture {} ({})",
                pages.len(),
                mean(&|p| p.precision),
                mean(&|p| p.recall),
                mean(&f1),
                count(&|p| p.paragraphs_lost > 0),
                sum(&|p| p.paragraphs_lost),
                count(&|p| p.blocks_lost > 0),
                sum(&|p| p.blocks_lost),
                pages.iter().map(|p| p.letters_lost).sum::<u32>(),
                count(&|p| p.furniture > 0),
                sum(&|p| p.furniture)
            );
        }
    }
}

/// Lists pages of a set by the letters that they lose, with what they lose.
pub(crate) fn worst(samples: &[Sample], said: &[Vec<f32>], set: &str) {
    let mut pages: Vec<_> = samples
        .iter()
        .zip(said)
        .filter(|(s, _)| s.set.starts_with(set))
        .map(|(s, p)| (measure(s, &decide(&s.page.blocks, p, Config::default().marks())), s))
        .collect();
    pages.sort_by_key(|(page, _)| std::cmp::Reverse(page.letters_lost));
    for (page, sample) in pages.iter().take(25) {
        println!("{} lost {} letters in {} blocks; keeps {} of furniture", sample.id, page.letters_lost, page.blocks_lost, page.furniture);
    }
    // What is wrong most.
    let mut wrong: Vec<(f32, &Sample, usize, f32)> = Vec::new();
    for (sample, said) in samples.iter().zip(said).filter(|(s, _)| s.set.starts_with(set)) {
        for (at, p) in said.iter().enumerate().filter(|(at, _)| sample.weight[*at] > 0.0) {
            let error = if sample.label[at] >= 0.5 { (1.0 - p) * 3.0 - 2.0 } else { *p - 0.3 };
            if error > 0.0 {
                wrong.push((error * sample.letters[at].min(200) as f32, sample, at, *p));
            }
        }
    }
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, sample, at, p) in wrong.iter().take(120) {
        println!(
            "{} {:.2} {} {} {}",
            if sample.label[*at] >= 0.5 { "LOST" } else { "kept" },
            p,
            sample.id,
            sample.class[*at],
            sample.page.blocks[*at].text.chars().take(50).collect::<String>()
        );
    }
}

/// How often blocks of each probability are text, by letters and by blocks.
pub(crate) fn reliability(samples: &[Sample], said: &[Vec<f32>]) {
    const EDGES: [f32; 11] = [0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.01];
    for pair in EDGES.windows(2) {
        let (mut n, mut text, mut sum) = (0, 0, 0.0);
        for (sample, said) in samples.iter().zip(said) {
            for (at, p) in said.iter().enumerate().filter(|(at, p)| sample.weight[*at] >= 1.0 && **p >= pair[0] && **p < pair[1]) {
                n += 1;
                sum += f64::from(*p);
                text += usize::from(sample.label[at] >= 0.5);
            }
        }
        println!("said {:.2}-{:.2}: {n} blocks, stated {:.4}, text {:.4}", pair[0], pair[1], sum / f64::from(n.max(1)), text as f64 / f64::from(n.max(1)));
    }
}
