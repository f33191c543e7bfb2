//! From counts to probabilities, and which runs are worth their bytes.

use super::super::symbol::{Class, Symbol};
use super::count::Level;
use super::prune::{self, Worth};
use super::{Lower, Options};

/// Probabilities of all runs of all lengths.
pub(super) struct Estimate {
    /// For each level, the probability of the last symbol after those before it.
    pub(super) probabilities: Vec<Vec<f32>>,
    /// For each run, how much the model would lose without it or without a longer run that needs it.
    pub(super) scores: Vec<Vec<f32>>,
    /// For each run as a context, the best score of a run that continues it.
    pub(super) continued: Vec<Vec<f32>>,
    /// The score from which on a run is kept.
    pub(super) threshold: f32,
}

impl Estimate {
    /// Chooses the runs anew for so many bytes. The probabilities stay, those of runs given up or taken back included.
    pub(super) fn choose(&mut self, levels: &[Level], options: &Options, bytes: usize) {
        self.threshold = prune::threshold(levels, &self.scores, &self.continued, options, bytes);
    }

    /// Whether every run is kept that says anything.
    pub(super) fn all_kept(&self) -> bool {
        self.threshold <= f32::MIN_POSITIVE
    }
}

/// The runs that a first estimate found worth keeping.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    pub(super) scores: &'a [Vec<f32>],
    pub(super) threshold: f32,
}

/// How the sources go together.
#[derive(Clone, Copy)]
pub(super) struct Mixing<'a> {
    /// The weight of an occurrence in each source, where all are counted together.
    pub(super) weights: &'a [f64],
    /// How much of the probability comes from each source alone.
    pub(super) shares: &'a [f64],
}

/// How many times the bytes are kept at each step of choosing. What is given up changes what the shorter runs say, and so what the
/// others are worth.
const STEPS: [f64; 2] = [2.5, 1.0];

/// Estimates everything, chooses what `bytes` hold in steps, and estimates again for the runs chosen.
pub(super) fn estimate(levels: &[Level], mixing: Mixing<'_>, members: &[u32], options: &Options, bytes: usize) -> Estimate {
    let mut probabilities = mixture(levels, mixing, members, options, None);
    let mut chosen: Option<Scores> = None;
    for step in STEPS {
        let mut scores = scores(levels, &probabilities, chosen.as_ref());
        scores.threshold = prune::threshold(levels, &scores.scores, &scores.continued, options, (bytes as f64 * step) as usize);
        probabilities = mixture(levels, mixing, members, options, Some(Kept { scores: &scores.scores, threshold: scores.threshold }));
        chosen = Some(scores);
    }
    let Scores { scores, continued, threshold } = chosen.unwrap_or_default();
    Estimate { probabilities, scores, continued, threshold }
}

/// What the runs are worth.
#[derive(Default)]
struct Scores {
    /// See [`Estimate::scores`].
    scores: Vec<Vec<f32>>,
    /// See [`Estimate::continued`].
    continued: Vec<Vec<f32>>,
    /// See [`Estimate::threshold`].
    threshold: f32,
}

fn mixture(levels: &[Level], mixing: Mixing<'_>, members: &[u32], options: &Options, kept: Option<Kept<'_>>) -> Vec<Vec<f32>> {
    let together = (1.0 - mixing.shares.iter().sum::<f64>()).max(0.0);
    let mut components = vec![(together, mixing.weights.to_vec())];
    for (source, &share) in mixing.shares.iter().enumerate() {
        let mut alone = vec![0.0; mixing.shares.len()];
        alone[source] = 1.0;
        components.push((share, alone));
    }
    let mut mixed: Vec<Vec<f32>> = levels.iter().map(|level| vec![0f32; level.len()]).collect();
    for (share, weights) in components.into_iter().filter(|&(share, _)| share > 0.0) {
        for (sum, part) in mixed.iter_mut().zip(one_component(levels, &weights, members, options, kept)) {
            for (sum, part) in sum.iter_mut().zip(part) {
                *sum += part * share as f32;
            }
        }
    }
    mixed
}

/// Probabilities by the weighted counts of some sources: interpolated absolute discounting with three discounts a level (Chen and Goodman's).
fn one_component(levels: &[Level], sources: &[f64], members: &[u32], options: &Options, kept: Option<Kept<'_>>) -> Vec<Vec<f32>> {
    let mut probabilities = vec![single_symbols(&evidence(levels, sources, 0, options, None).weights, members)];
    for (place, level) in levels.iter().enumerate().skip(1) {
        let evidence = evidence(levels, sources, place, options, kept);
        let discounts = discounts(&evidence.counts).map(|discount| discount * options.discount);
        let mut probability = vec![0f32; level.len()];
        for group in groups(&level.prefixes) {
            let (mut total, mut left) = (0f64, 0f64);
            for gram in group.clone() {
                total += f64::from(evidence.weights[gram]);
                left += evidence.discount(gram, &discounts);
            }
            let weight = if total > 0.0 { left / total } else { 1.0 };
            let total = total.max(1e-9);
            for gram in group {
                let own = f64::from(evidence.weights[gram]) - evidence.discount(gram, &discounts);
                let shorter = f64::from(probabilities[place - 1][level.suffixes[gram] as usize]);
                probability[gram] = (own / total + weight * shorter) as f32;
            }
        }
        probabilities.push(probability);
    }
    probabilities
}

/// Single symbols by their counts; classes that training never saw have the floor of their members.
fn single_symbols(evidence: &[f32], members: &[u32]) -> Vec<f32> {
    let mut weights: Vec<f64> = evidence.iter().map(|&weight| f64::from(weight)).collect();
    for weight in &mut weights[usize::from(Symbol::FIRST_CHARACTER)..] {
        *weight += 0.5;
    }
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

/// What counts for the probabilities of one level: occurrences, or different symbols before. A longer run that is given up
/// leaves more than one to the shorter one, which then has to speak for it.
fn evidence(levels: &[Level], sources: &[f64], place: usize, options: &Options, kept: Option<Kept<'_>>) -> Evidence {
    let plain = Evidence::of(&levels[place], sources);
    let Some(longer) = levels.get(place + 1).filter(|_| options.lower == Lower::Continuations) else {
        return plain;
    };
    let occurrences = Evidence::of(longer, sources);
    let mut evidence = Evidence { counts: vec![0.0; plain.counts.len()], weights: vec![0.0; plain.counts.len()] };
    for (gram, &suffix) in longer.suffixes.iter().enumerate() {
        let count = occurrences.counts[gram];
        if count == 0.0 {
            continue;
        }
        let times = match kept {
            Some(kept) if kept.scores[place + 1][gram] < kept.threshold => count.powf(options.legacy),
            _ => 1.0,
        };
        evidence.counts[suffix as usize] += times;
        evidence.weights[suffix as usize] += times * occurrences.weights[gram] / count;
    }
    for gram in 0..plain.counts.len() {
        // Nothing stands before the start of a line, or before a gap.
        if evidence.counts[gram] == 0.0 {
            evidence.counts[gram] = plain.counts[gram];
            evidence.weights[gram] = plain.weights[gram];
        }
    }
    evidence
}

/// What speaks for each run of a level.
struct Evidence {
    /// Unweighted: the discounts go by it.
    counts: Vec<f32>,
    /// Weighted by source.
    weights: Vec<f32>,
}

impl Evidence {
    fn of(level: &Level, sources: &[f64]) -> Evidence {
        let mut evidence = Evidence { counts: vec![0.0; level.len()], weights: vec![0.0; level.len()] };
        for (counts, &weight) in level.counts.iter().zip(sources).filter(|&(_, &weight)| weight > 0.0) {
            for (gram, &count) in counts.iter().enumerate() {
                evidence.counts[gram] += count as f32;
                evidence.weights[gram] += count as f32 * weight as f32;
            }
        }
        evidence
    }

    fn discount(&self, gram: usize, discounts: &[f64; 3]) -> f64 {
        let count = self.counts[gram];
        let whole = (count.round() as usize).min(3);
        if whole == 0 { 0.0 } else { discounts[whole - 1].min(f64::from(count)) * f64::from(self.weights[gram] / count) }
    }
}

/// Discounts for runs seen once, twice, and more often.
fn discounts(evidence: &[f32]) -> [f64; 3] {
    let mut seen = [0f64; 5];
    for &count in evidence {
        if let Some(times) = seen.get_mut(count.round() as usize) {
            *times += 1.0;
        }
    }
    if seen[1..].contains(&0.0) {
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

/// What each run is worth: the relative entropy lost when it alone is given up (Stolcke's), times how often its context
/// occurs. A run is worth at least as much as any longer run that needs it.
fn scores(levels: &[Level], probabilities: &[Vec<f32>], before: Option<&Scores>) -> Scores {
    let kept = |order: usize, gram: usize| before.is_none_or(|before| before.scores[order][gram] >= before.threshold);
    let mut scores: Vec<Vec<f32>> = levels.iter().map(|level| vec![0f32; level.len()]).collect();
    let mut continued: Vec<Vec<f32>> = levels.iter().map(|level| vec![0f32; level.len()]).collect();
    for order in (1..levels.len()).rev() {
        let level = &levels[order];
        for group in groups(&level.prefixes) {
            let prefix = level.prefixes[group.start] as usize;
            let (mut total, mut rest, mut rest_shorter) = (0f64, 1f64, 1f64);
            for gram in group.clone() {
                total += f64::from(level.weights[gram]);
            }
            let group: Vec<usize> = group.filter(|&gram| kept(order, gram)).collect();
            for &gram in &group {
                rest -= f64::from(probabilities[order][gram]);
                rest_shorter -= f64::from(probabilities[order - 1][level.suffixes[gram] as usize]);
            }
            let (rest, rest_shorter) = (rest.max(1e-6), rest_shorter.max(1e-6));
            let mut runs: Vec<Worth> = Vec::with_capacity(group.len());
            for gram in group {
                let suffix = level.suffixes[gram] as usize;
                let probability = f64::from(probabilities[order][gram]);
                let shorter = f64::from(probabilities[order - 1][suffix]);
                let after = (rest + probability) / (rest_shorter + shorter);
                let change = (after * rest_shorter / rest).ln();
                let own = total * (probability * (probability / (after * shorter)).ln() - rest * change);
                runs.push(Worth { gram, own: own as f32, needed: scores[order][gram] });
            }
            for (gram, score) in prune::score(&mut runs, order > 1) {
                let suffix = level.suffixes[gram] as usize;
                scores[order][gram] = score;
                scores[order - 1][prefix] = scores[order - 1][prefix].max(score);
                scores[order - 1][suffix] = scores[order - 1][suffix].max(score);
                continued[order - 1][prefix] = continued[order - 1][prefix].max(score);
            }
        }
    }
    Scores { scores, continued, threshold: 0.0 }
}
