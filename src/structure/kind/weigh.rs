//! The chain: what every line shows, and how seldom a page passes from prose to something else and back, give each line its probabilities.

use std::ops::Range;

use super::limits::{AT_FIRST, ENTER, LEAVE, SURE};
use crate::finding::{KindShare, TextKind};
use crate::number;

const OTHERS: usize = TextKind::OTHERS.len();
/// Prose, then the other kinds.
const STATES: usize = OTHERS + 1;

type Belief = [f64; STATES];

/// The likelihoods of a line, the largest of them 1.
fn likelihoods(odds: &[f64; OTHERS]) -> Belief {
    let most = odds.iter().fold(0.0f64, |most, odds| most.max(*odds));
    let mut all = [number::exp(-most); STATES];
    for (slot, odds) in all.iter_mut().skip(1).zip(odds) {
        *slot = number::exp(odds - most);
    }
    all
}

fn normalised(belief: Belief) -> Belief {
    let sum: f64 = belief.iter().sum();
    belief.map(|value| value / sum.max(f64::MIN_POSITIVE))
}

/// What is believed of the next line (or of the one before: the chain is the same both ways) before it is read.
fn step(belief: &Belief, forward: bool) -> Belief {
    let prose = belief[0];
    let others: f64 = belief.iter().skip(1).sum();
    let count = OTHERS as f64;
    let mut next = [0.0; STATES];
    if forward {
        next[0] = prose * (1.0 - ENTER * count) + others * LEAVE;
        for (slot, own) in next.iter_mut().zip(belief).skip(1) {
            *slot = own * (1.0 - 2.0 * LEAVE) + prose * ENTER + (others - own) * LEAVE / (count - 1.0);
        }
    } else {
        next[0] = prose * (1.0 - ENTER * count) + others * ENTER;
        for (slot, own) in next.iter_mut().zip(belief).skip(1) {
            *slot = own * (1.0 - 2.0 * LEAVE) + prose * LEAVE + (others - own) * LEAVE / (count - 1.0);
        }
    }
    next
}

/// The probabilities of each line.
fn posteriors(odds: &[[f64; OTHERS]]) -> Vec<Belief> {
    let mut belief: Belief = [AT_FIRST; STATES];
    belief[0] = 1.0 - AT_FIRST * OTHERS as f64;
    let mut forward = Vec::with_capacity(odds.len());
    for (i, odds) in odds.iter().enumerate() {
        let before = if i == 0 { belief } else { step(&belief, true) };
        let seen = likelihoods(odds);
        belief = normalised(std::array::from_fn(|k| before[k] * seen[k]));
        forward.push(belief);
    }
    let mut after = [1.0; STATES];
    for (i, belief) in forward.iter_mut().enumerate().rev() {
        *belief = normalised(std::array::from_fn(|k| belief[k] * after[k]));
        let seen = odds.get(i).map_or([1.0; STATES], likelihoods);
        after = normalised(step(&std::array::from_fn(|k| after[k] * seen[k]), false));
    }
    forward
}

/// The runs of lines that are surely of one kind that is no prose, with how sure it is. A run begins and ends with a line that
/// speaks for the kind; all lines of a table and of a form do.
pub(super) fn runs(odds: &[[f64; OTHERS]]) -> Vec<(Range<usize>, KindShare)> {
    let all = posteriors(odds);
    let best = |belief: &Belief| (1..STATES).max_by(|&a, &b| belief[a].total_cmp(&belief[b])).filter(|_| belief[0] < 1.0 - belief[0]);
    let mut runs = Vec::new();
    let mut from = 0;
    for run in all.chunk_by(|a, b| best(a) == best(b)) {
        let at = from;
        from += run.len();
        let Some(state) = run.first().and_then(best) else { continue };
        let Some(kind) = TextKind::OTHERS.get(state - 1) else { continue };
        let speaks = |i: &usize| odds.get(*i).is_some_and(|odds| odds[state - 1] > 0.0);
        let (Some(first), Some(last)) = ((at..from).find(speaks), (at..from).rev().find(speaks)) else { continue };
        let sure = all.iter().take(last + 1).skip(first).map(|belief| 1.0 - belief[0]).sum::<f64>() / (last + 1 - first) as f64;
        if sure < SURE {
            continue;
        }
        let share = KindShare::new(*kind, sure);
        // A line among rows that is none is no part of the table: the head of the next page stands there.
        let of_rows = matches!(kind, TextKind::Table | TextKind::Rows | TextKind::Form);
        let mut from = first;
        for end in (first..last + 1).filter(|i| of_rows && !speaks(i)).chain(std::iter::once(last + 1)) {
            if from < end {
                runs.push((from..end, share));
            }
            from = end + 1;
        }
    }
    runs
}
