//! The weights under which what the marks truly do is likeliest: a linear-chain conditional random field, its gradient the difference between what is
//! seen in the truth and what is expected under the weights, followed with the step sizes of Adam.

use jiaokan::measure::quotes::{Chain, Collocations, NAMES, Nest, Role, Seen, Sight, Weights, features_of};
use rayon::prelude::*;

use crate::damage::Truth;

const FEATURES: usize = NAMES.len();
/// How strongly weights are drawn to 0, for each paragraph.
const RIDGE: f64 = 2e-5;
const RATE: f64 = 0.25;
const DECAYS: (f64, f64) = (0.9, 0.99);

/// A paragraph as the weights see it.
pub(crate) struct Sample {
    /// What is seen at its marks.
    pub(crate) sights: Vec<Sight>,
    /// What they do.
    pub(crate) roles: Vec<Role>,
}

/// What a mark does, as a role.
pub(crate) fn role(truth: Truth) -> Role {
    match truth {
        Truth::Opens => Role::Open,
        Truth::Closes => Role::Close,
        Truth::Alone { opens: true } => Role::LoneOpen,
        Truth::Alone { opens: false } => Role::LoneClose,
        Truth::None => Role::Other,
    }
}

type Vector = [f64; FEATURES];

fn add(sum: &mut Vector, seen: &Seen, share: f64) {
    if share != 0.0 {
        sum.iter_mut().zip(features_of(seen)).for_each(|(sum, feature)| *sum += share * f64::from(feature));
    }
}

/// What the truth has of every feature, without what has no choice.
fn observed(sample: &Sample) -> Option<Vector> {
    let mut sum = [0.0; FEATURES];
    let mut open: Vec<bool> = Vec::new();
    for (sight, &role) in sample.sights.iter().zip(&sample.roles) {
        match role {
            Role::Open => {
                match (open.last(), sight.single) {
                    (Some(false), true) => add(&mut sum, &Seen::Nested(Nest::SingleInDouble), 1.0),
                    (Some(true), false) => add(&mut sum, &Seen::Nested(Nest::DoubleInSingle), 1.0),
                    (Some(_), _) => add(&mut sum, &Seen::Nested(Nest::Same), 1.0),
                    (None, _) => {}
                }
                open.push(sight.single);
            }
            // A turned or restyled mark may be of another sort than its partner: no reading has that.
            Role::Close if open.pop() != Some(sight.single) => return None,
            _ => {}
        }
        add(&mut sum, &Seen::Mark(sight, role), 1.0);
        if !open.is_empty() {
            add(&mut sum, &Seen::Inside(&sight.gap), 1.0);
        }
        if open.len() > 2 {
            return None;
        }
    }
    open.is_empty().then_some(sum)
}

/// The gradient of a paragraph and the logarithm of the probability of its truth.
fn gradient(sample: &Sample, observed: &Vector, weights: &Weights) -> (Vector, f64) {
    let chain = Chain::new(&sample.sights, |seen| weights.of(seen));
    let shares = chain.shares();
    let mut expected = [0.0; FEATURES];
    for (n, sight) in sample.sights.iter().enumerate() {
        for role in Role::ALL {
            add(&mut expected, &Seen::Mark(sight, role), shares.of(n, role));
        }
        add(&mut expected, &Seen::Inside(&sight.gap), shares.inside.get(n).copied().unwrap_or_default());
    }
    for (nest, share) in [Nest::SingleInDouble, Nest::DoubleInSingle, Nest::Same].into_iter().zip(shares.nested) {
        add(&mut expected, &Seen::Nested(nest), share);
    }
    let score: f64 = observed.iter().zip(weights.values()).map(|(feature, weight)| feature * f64::from(*weight)).sum();
    let mut difference = *observed;
    difference.iter_mut().zip(expected).for_each(|(difference, expected)| *difference -= expected);
    (difference, score - shares.total)
}

/// Fits weights.
pub(crate) fn fit(samples: &[Sample], collocations: &Collocations, rounds: usize) -> Weights {
    let known: Vec<(&Sample, Vector)> = samples.iter().filter_map(|sample| Some((sample, observed(sample)?))).collect();
    let mut weights = [0.0f64; FEATURES];
    let (mut mean, mut square) = ([0.0f64; FEATURES], [0.0f64; FEATURES]);
    for round in 1..=rounds {
        let now = Weights::new(weights.map(|weight| weight as f32), Collocations::default());
        let zero = || ([0.0; FEATURES], 0.0);
        let (sum, likelihood) = known.par_iter().map(|(sample, observed)| gradient(sample, observed, &now)).reduce(zero, |mut a, b| {
            a.0.iter_mut().zip(b.0).for_each(|(a, b)| *a += b);
            (a.0, a.1 + b.1)
        });
        let count = known.len() as f64;
        for n in 0..FEATURES {
            let slope = sum[n] / count - RIDGE * weights[n];
            mean[n] = DECAYS.0 * mean[n] + (1.0 - DECAYS.0) * slope;
            square[n] = DECAYS.1 * square[n] + (1.0 - DECAYS.1) * slope * slope;
            let bias = |decay: f64| 1.0 - decay.powi(round as i32);
            let rate = RATE * (1.0 - round as f64 / (rounds as f64 * 1.05));
            weights[n] += rate * (mean[n] / bias(DECAYS.0)) / ((square[n] / bias(DECAYS.1)).sqrt() + 1e-8);
        }
        if round % 25 == 0 || round == rounds {
            println!("round {round}: {:.4} nats a paragraph, of {}", -likelihood / count, known.len());
        }
    }
    Weights::new(weights.map(|weight| (weight * 1000.0).round() as f32 / 1000.0), collocations.clone())
}
