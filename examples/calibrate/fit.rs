//! Logistic regression, and tables of what is claimed against what is right.

/// Lower ends of the bands of a table.
pub(crate) const BANDS: [f64; 6] = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

pub(crate) fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Log odds, cut off where a sum of floating-point numbers says no more.
pub(crate) fn odds(probability: f64) -> f64 {
    let p = probability.clamp(1e-9, 1.0 - 1e-9);
    (p / (1.0 - p)).ln()
}

/// One example: how much it weighs, its features by number, whether it holds.
pub(crate) struct Example {
    pub(crate) weight: f64,
    pub(crate) features: Vec<(usize, f64)>,
    pub(crate) holds: bool,
}

/// Weights of features by Newton's method, drawn towards `prior` with the strength `ridge`.
pub(crate) fn logistic(examples: &[&Example], prior: &[f64], ridge: f64) -> Vec<f64> {
    let size = prior.len();
    let mut weights = prior.to_vec();
    for _ in 0..25 {
        let mut gradient: Vec<f64> = weights.iter().zip(prior).map(|(w, p)| ridge * (w - p)).collect();
        let mut hessian = vec![vec![0.0; size]; size];
        (0..size).for_each(|i| hessian[i][i] = ridge);
        for example in examples {
            let p = probability(example.features.iter().map(|&(i, x)| weights[i] * x).sum());
            let (g, h) = (example.weight * (p - f64::from(u8::from(example.holds))), example.weight * p * (1.0 - p) + 1e-9);
            for &(i, x) in &example.features {
                gradient[i] += g * x;
                example.features.iter().for_each(|&(j, y)| hessian[i][j] += h * x * y);
            }
        }
        let step = solve(hessian, gradient);
        // Far from the best weights Newton's steps may lead away from them.
        let before = loss(examples, &weights, prior, ridge);
        let part = std::iter::successors(Some(1.0), |part| Some(part / 2.0)).take(12);
        let moved = |part: f64| weights.iter().zip(&step).map(|(w, s)| w - part * s).collect::<Vec<f64>>();
        let Some(next) = part.map(moved).find(|next| loss(examples, next, prior, ridge) < before) else { break };
        weights = next;
        if step.iter().all(|s| s.abs() < 1e-3) {
            break;
        }
    }
    weights
}

/// What the weights cost: the log probability of what holds, and how far they are from `prior`.
fn loss(examples: &[&Example], weights: &[f64], prior: &[f64], ridge: f64) -> f64 {
    let wrong = |example: &&Example| {
        let odds: f64 = example.features.iter().map(|&(i, x)| weights[i] * x).sum();
        let against = if example.holds { -odds } else { odds };
        example.weight * if against > 30.0 { against } else { against.exp().ln_1p() }
    };
    examples.iter().map(wrong).sum::<f64>() + ridge / 2.0 * weights.iter().zip(prior).map(|(w, p)| (w - p) * (w - p)).sum::<f64>()
}

/// Gauss with pivots.
fn solve(mut matrix: Vec<Vec<f64>>, mut vector: Vec<f64>) -> Vec<f64> {
    let n = vector.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| matrix[a][i].abs().total_cmp(&matrix[b][i].abs())).unwrap_or(i);
        matrix.swap(i, pivot);
        vector.swap(i, pivot);
        let (upper, lower) = matrix.split_at_mut(i + 1);
        for (row, below) in lower.iter_mut().enumerate() {
            let f = below[i] / upper[i][i];
            below.iter_mut().zip(&upper[i]).for_each(|(x, y)| *x -= f * y);
            vector[i + 1 + row] -= f * vector[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|c| matrix[i][c] * vector[c]).sum();
        vector[i] = (vector[i] - known) / matrix[i][i];
    }
    vector
}

/// How many claims of each band there are, what they weigh, claim and are right in together.
#[derive(Clone, Copy, Default)]
pub(crate) struct Table([(u32, f64, f64, f64); BANDS.len()]);

impl Table {
    pub(crate) fn count(&mut self, weight: f64, claimed: f64, right: bool) {
        if let Some(band) = BANDS.iter().rposition(|&least| claimed >= least).and_then(|band| self.0.get_mut(band)) {
            band.0 += 1;
            band.1 += weight;
            band.2 += weight * claimed;
            band.3 += if right { weight } else { 0.0 };
        }
    }

    pub(crate) fn of(claims: impl Iterator<Item = (f64, bool)>) -> Table {
        let mut table = Table::default();
        claims.for_each(|(claimed, right)| table.count(1.0, claimed, right));
        table
    }

    /// A row for each band.
    pub(crate) fn print(&self, what: &str) {
        println!("\n| {what} | number | claimed % | right % | difference |\n|---|---|---|---|---|");
        for (band, &(number, weight, claimed, right)) in self.0.iter().enumerate().filter(|(_, band)| band.0 > 0) {
            let (claimed, right) = (100.0 * claimed / weight, 100.0 * right / weight);
            println!("| {}–{} | {number} | {claimed:.1} | {right:.1} | {:+.1} |", BANDS[band], BANDS.get(band + 1).unwrap_or(&1.0), right - claimed);
        }
    }
}
