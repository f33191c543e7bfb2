//! From counts to probabilities, and which runs are worth their bytes.

use super::super::symbol::{Class, Symbol};
use super::count::Level;
use super::{Lower, Options};

/// Probabilities of all runs of all lengths.
pub(super) struct Estimate {
    /// For each level, the probability of the last symbol after those before it.
    pub(super) probabilities: Vec<Vec<f32>>,
    /// For each run, how much the model would lose without it or without a longer run that needs it.
    pub(super) scores: Vec<Vec<f32>>,
    /// For each run as a context, the best score of a run that continues it.
    pub(super) continued: Vec<Vec<f32>>,
}

/// What counts for the probabilities of one level: occurrences, or different symbols before.
struct Evidence<'a> {
    counts: std::borrow::Cow<'a, [u32]>,
    weights: std::borrow::Cow<'a, [f32]>,
}

/// Probabilities by interpolated absolute discounting with three discounts a level (Chen and Goodman's), taken from
/// the unweighted counts of counts and applied to the weighted counts.
pub(super) fn estimate(levels: &[Level], members: &[u32], options: &Options) -> Estimate {
    let mut probabilities = vec![single_symbols(&levels[0], members)];
    let mut backoffs: Vec<Vec<f32>> = Vec::new();
    for (below, level) in levels.iter().enumerate().skip(1).map(|(place, level)| (place - 1, level)) {
        let evidence = evidence(levels, below + 1, options.lower);
        let discounts = discounts(&evidence.counts).map(|discount| discount * options.discount);
        let mut backoff = vec![1f32; levels[below].len()];
        let mut probability = vec![0f32; level.len()];
        for group in groups(&level.prefixes) {
            let (mut total, mut left) = (0f64, 0f64);
            for gram in group.clone() {
                total += f64::from(evidence.weights[gram]);
                left += discounted(&evidence, gram, &discounts);
            }
            let weight = left / total;
            for gram in group.clone() {
                let kept = f64::from(evidence.weights[gram]) - discounted(&evidence, gram, &discounts);
                let shorter = f64::from(probabilities[below][level.suffixes[gram] as usize]);
                probability[gram] = (kept / total + weight * shorter) as f32;
            }
            backoff[level.prefixes[group.start] as usize] = weight as f32;
        }
        probabilities.push(probability);
        backoffs.push(backoff);
    }
    let (scores, continued) = scores(levels, &probabilities, &backoffs, options);
    Estimate { probabilities, scores, continued }
}

/// Single symbols by their weighted counts; classes that training never saw have the floor of their members.
fn single_symbols(level: &Level, members: &[u32]) -> Vec<f32> {
    let mut weights: Vec<f64> = level.weights.iter().map(|&weight| f64::from(weight)).collect();
    for class in Class::ALL {
        let place = usize::from(class.symbol().0);
        weights[place] = class.floor() * f64::from(members[place].max(1));
    }
    for always in [Symbol::LINE, Symbol::BLANK, Symbol::LETTER] {
        weights[usize::from(always.0)] += 1.0;
    }
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| (weight / total) as f32).collect()
}

fn evidence(levels: &[Level], place: usize, lower: Lower) -> Evidence<'_> {
    use std::borrow::Cow;
    let level = &levels[place];
    let Some(longer) = levels.get(place + 1).filter(|_| lower == Lower::Continuations) else {
        return Evidence { counts: Cow::Borrowed(&level.counts), weights: Cow::Borrowed(&level.weights) };
    };
    let mut counts = vec![0u32; level.len()];
    let mut weights = vec![0f32; level.len()];
    for (gram, &suffix) in longer.suffixes.iter().enumerate() {
        counts[suffix as usize] += 1;
        weights[suffix as usize] += longer.weights[gram] / longer.counts[gram] as f32;
    }
    for gram in 0..level.len() {
        // Nothing stands before the start of a line, or before a gap.
        if counts[gram] == 0 {
            counts[gram] = level.counts[gram];
            weights[gram] = level.weights[gram];
        }
    }
    Evidence { counts: Cow::Owned(counts), weights: Cow::Owned(weights) }
}

fn discounted(evidence: &Evidence<'_>, gram: usize, discounts: &[f64; 3]) -> f64 {
    let count = evidence.counts[gram];
    let discount = discounts[(count.clamp(1, 3) - 1) as usize].min(f64::from(count));
    discount * f64::from(evidence.weights[gram]) / f64::from(count)
}

/// Discounts for runs seen once, twice, and more often.
fn discounts(counts: &[u32]) -> [f64; 3] {
    let mut seen = [0f64; 5];
    for &count in counts {
        if let Some(times) = seen.get_mut(count as usize) {
            *times += 1.0;
        }
    }
    if seen[1..].iter().any(|&times| times == 0.0) {
        return [0.5, 0.75, 1.0];
    }
    let ratio = seen[1] / (seen[1] + 2.0 * seen[2]);
    [1, 2, 3].map(|count| {
        let next = seen[count + 1] / seen[count];
        (count as f64 - (count + 1) as f64 * ratio * next).clamp(0.1, count as f64 - 0.05)
    })
}

/// Ranges of runs that share their prefix.
pub(super) fn groups(prefixes: &[u32]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = *prefixes.get(start)?;
        let length = prefixes[start..].iter().take_while(|&&prefix| prefix == first).count();
        let group = start..start + length;
        start = group.end;
        Some(group)
    })
}

/// What each run is worth: how often its context occurs, times its probability, times what its logarithm gains over
/// giving up the first symbol. A run is worth at least as much as any longer run that needs it.
fn scores(
    levels: &[Level],
    probabilities: &[Vec<f32>],
    backoffs: &[Vec<f32>],
    options: &Options,
) -> (Vec<Vec<f32>>, Vec<Vec<f32>>) {
    let mut scores: Vec<Vec<f32>> = levels.iter().map(|level| vec![0f32; level.len()]).collect();
    let mut continued: Vec<Vec<f32>> = levels.iter().map(|level| vec![0f32; level.len()]).collect();
    for order in (1..levels.len()).rev() {
        let level = &levels[order];
        for group in groups(&level.prefixes) {
            let prefix = level.prefixes[group.start] as usize;
            let total: f64 = group.clone().map(|gram| f64::from(level.weights[gram])).sum();
            let backoff = f64::from(backoffs[order - 1][prefix]);
            for gram in group {
                let suffix = level.suffixes[gram] as usize;
                let probability = f64::from(probabilities[order][gram]);
                let shorter = backoff * f64::from(probabilities[order - 1][suffix]);
                let own = total * probability * (probability / shorter).ln() * options.value[order.min(5)];
                let score = (own as f32).max(scores[order][gram]);
                scores[order][gram] = score;
                scores[order - 1][prefix] = scores[order - 1][prefix].max(score);
                scores[order - 1][suffix] = scores[order - 1][suffix].max(score);
                continued[order - 1][prefix] = continued[order - 1][prefix].max(score);
            }
        }
    }
    (scores, continued)
}
