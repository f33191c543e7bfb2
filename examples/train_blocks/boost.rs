//! Gradient boosting of trees on log odds: histograms of binned features, trees grown leaf by leaf. The same data give the same trees on every machine.

use jiaokan::measure::{Forest, Tree, TreeNode};
use rayon::prelude::*;

/// How trees are fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) trees: usize,
    pub(crate) leaves: usize,
    pub(crate) rate: f64,
    /// A leaf has at least so many rows.
    pub(crate) least_rows: u32,
    /// Added to the sum of second derivatives of a leaf.
    pub(crate) ridge: f64,
    /// Each tree looks at so many of a hundred features.
    pub(crate) features: u64,
    /// And at so many of a hundred rows.
    pub(crate) rows: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { trees: 400, leaves: 16, rate: 0.05, least_rows: 25, ridge: 5.0, features: 30, rows: 80 }
    }
}

/// Rows of features, binned.
pub(crate) struct Binned {
    /// For each feature the values that part its bins, ascending.
    parts: Vec<Vec<f32>>,
    /// For each feature the bin of each row.
    bins: Vec<Vec<u8>>,
}

const MOST_BINS: usize = 64;

/// A value with few digits, so that the file of the trees is short; rounded before it is used.
pub(crate) fn short(value: f32) -> f32 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

impl Binned {
    pub(crate) fn of(rows: &[&[f32]]) -> Binned {
        let width = rows.first().map_or(0, |row| row.len());
        let columns: Vec<(Vec<f32>, Vec<u8>)> = (0..width)
            .into_par_iter()
            .map(|feature| {
                let mut values: Vec<f32> = rows.iter().map(|row| row[feature]).collect();
                let parts = parts(&mut values.clone());
                let bins = values.drain(..).map(|value| parts.partition_point(|part| *part <= value) as u8).collect();
                (parts, bins)
            })
            .collect();
        let (parts, bins) = columns.into_iter().unzip();
        Binned { parts, bins }
    }
}

/// The values that part the bins of a feature: between distinct values, about as many rows in each bin.
fn parts(values: &mut [f32]) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let each = values.len().div_ceil(MOST_BINS - 1).max(1);
    let mut parts: Vec<f32> = Vec::new();
    let mut since = 0;
    for pair in values.windows(2) {
        since += 1;
        if pair[0] < pair[1] && (since >= each || parts.is_empty()) {
            let middle = short(pair[0] / 2.0 + pair[1] / 2.0);
            let part = if middle > pair[0] && middle <= pair[1] { middle } else { pair[1] };
            if parts.last().is_none_or(|last| *last < part) {
                parts.push(part);
                since = 0;
            }
        }
    }
    parts.truncate(MOST_BINS - 1);
    parts
}

#[derive(Clone, Copy, Default)]
struct Sum {
    g: f64,
    h: f64,
    n: u32,
}

impl Sum {
    fn worth(self, ridge: f64) -> f64 {
        self.g * self.g / (self.h + ridge)
    }
}

struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
}

struct Leaf {
    rows: Vec<u32>,
    sums: Vec<[Sum; MOST_BINS]>,
    whole: Sum,
    best: Option<Split>,
    node: usize,
}

/// Numbers that look random and are the same everywhere.
fn scatter(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    x = (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 32)
}

/// What is fitted to: for each row its label (0 to 1) and weight.
pub(crate) struct Target<'a> {
    pub(crate) label: &'a [f32],
    pub(crate) weight: &'a [f32],
}

pub(crate) fn fit(data: &Binned, target: &Target<'_>, settings: Settings, seed: u64) -> Forest {
    let count = target.label.len();
    let mut odds = vec![0f64; count];
    let mut forest = Forest::default();
    let (sum, all) = target.label.iter().zip(target.weight).fold((0.0, 0.0), |(s, a), (y, w)| (s + f64::from(y * w), a + f64::from(*w)));
    let base = (sum.max(1e-6) / (all - sum).max(1e-6)).ln();
    forest.trees.push(Tree { nodes: vec![TreeNode::leaf(short(base as f32))] });
    odds.fill(f64::from(short(base as f32)));
    for round in 0..settings.trees {
        let slopes: Vec<(f32, f32)> = (0..count)
            .into_par_iter()
            .map(|row| {
                let p = 1.0 / (1.0 + libm::exp(-odds[row]));
                let w = f64::from(target.weight[row]);
                ((w * (f64::from(target.label[row]) - p)) as f32, (w * p * (1.0 - p)) as f32)
            })
            .collect();
        let chosen = |limit: u64, n: u64| scatter(seed.wrapping_add(round as u64), n) % 100 < limit;
        let features: Vec<usize> = (0..data.bins.len()).filter(|f| !data.parts[*f].is_empty() && chosen(settings.features, *f as u64)).collect();
        let rows: Vec<u32> = (0..count as u32).filter(|row| target.weight[*row as usize] > 0.0 && chosen(settings.rows, 1 << 40 | u64::from(*row))).collect();
        let tree = grow(data, &slopes, rows, &features, settings);
        let added: Vec<f32> = (0..count).into_par_iter().map(|row| walk(&tree, data, row)).collect();
        odds.iter_mut().zip(added).for_each(|(odds, add)| *odds += f64::from(add));
        forest.trees.push(tree);
    }
    forest
}

/// What a tree adds for a binned row.
fn walk(tree: &Tree, data: &Binned, row: usize) -> f32 {
    let mut at = 0;
    loop {
        let node = tree.nodes[at];
        let Some(bins) = data.bins.get(node.feature as usize) else { return node.value };
        let parts = &data.parts[node.feature as usize];
        let bin = parts.partition_point(|part| *part <= node.value);
        at = if usize::from(bins[row]) < bin { at + 1 } else { node.right as usize };
    }
}

fn histograms(data: &Binned, slopes: &[(f32, f32)], rows: &[u32], features: &[usize]) -> Vec<[Sum; MOST_BINS]> {
    features
        .par_iter()
        .map(|feature| {
            let bins = &data.bins[*feature];
            let mut sums = [Sum::default(); MOST_BINS];
            for row in rows {
                let (g, h) = slopes[*row as usize];
                let slot = &mut sums[usize::from(bins[*row as usize])];
                slot.g += f64::from(g);
                slot.h += f64::from(h);
                slot.n += 1;
            }
            sums
        })
        .collect()
}

fn best(sums: &[[Sum; MOST_BINS]], whole: Sum, data: &Binned, features: &[usize], settings: Settings) -> Option<Split> {
    let found: Vec<Option<Split>> = sums
        .par_iter()
        .zip(features)
        .map(|(sums, feature)| {
            let mut left = Sum::default();
            let mut found: Option<Split> = None;
            for (bin, sum) in sums.iter().enumerate().take(data.parts[*feature].len()) {
                left = Sum { g: left.g + sum.g, h: left.h + sum.h, n: left.n + sum.n };
                let right = Sum { g: whole.g - left.g, h: whole.h - left.h, n: whole.n - left.n };
                if left.n < settings.least_rows || right.n < settings.least_rows {
                    continue;
                }
                let gain = left.worth(settings.ridge) + right.worth(settings.ridge) - whole.worth(settings.ridge);
                if gain > 1e-6 && found.as_ref().is_none_or(|best| gain > best.gain) {
                    found = Some(Split { gain, feature: *feature, bin: bin + 1 });
                }
            }
            found
        })
        .collect();
    found.into_iter().flatten().fold(None, |best: Option<Split>, split| if best.as_ref().is_none_or(|b| split.gain > b.gain) { Some(split) } else { best })
}

/// A tree while it grows: each node's split and branches, or the sum of its rows.
struct Growing {
    split: Option<(usize, f32, usize, usize)>,
    whole: Sum,
}

fn grow(data: &Binned, slopes: &[(f32, f32)], rows: Vec<u32>, features: &[usize], settings: Settings) -> Tree {
    let total = |sums: &[[Sum; MOST_BINS]]| {
        sums.first().map_or(Sum::default(), |s| s.iter().fold(Sum::default(), |a, b| Sum { g: a.g + b.g, h: a.h + b.h, n: a.n + b.n }))
    };
    let sums = histograms(data, slopes, &rows, features);
    let whole = total(&sums);
    let mut nodes = vec![Growing { split: None, whole }];
    let mut leaves = vec![Leaf { best: best(&sums, whole, data, features, settings), rows, sums, whole, node: 0 }];
    while leaves.len() < settings.leaves {
        let gain = |leaf: &Leaf| leaf.best.as_ref().map_or(0.0, |split| split.gain);
        let Some(at) = (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])).then(b.cmp(a))).filter(|at| gain(&leaves[*at]) > 0.0)
        else {
            break;
        };
        let leaf = leaves.swap_remove(at);
        let Some(split) = leaf.best else { break };
        let bins = &data.bins[split.feature];
        let (left, right): (Vec<u32>, Vec<u32>) = leaf.rows.iter().partition(|row| usize::from(bins[**row as usize]) < split.bin);
        let (small, large) = if left.len() <= right.len() { (&left, false) } else { (&right, true) };
        let counted = histograms(data, slopes, small, features);
        let rest: Vec<[Sum; MOST_BINS]> = leaf
            .sums
            .iter()
            .zip(&counted)
            .map(|(all, some)| std::array::from_fn(|bin| Sum { g: all[bin].g - some[bin].g, h: all[bin].h - some[bin].h, n: all[bin].n - some[bin].n }))
            .collect();
        let (left_sums, right_sums) = if large { (rest, counted) } else { (counted, rest) };
        let (left_node, right_node) = (nodes.len(), nodes.len() + 1);
        nodes[leaf.node].split = Some((split.feature, data.parts[split.feature][split.bin - 1], left_node, right_node));
        for (rows, sums, node) in [(left, left_sums, left_node), (right, right_sums, right_node)] {
            let whole = total(&sums);
            nodes.push(Growing { split: None, whole });
            leaves.push(Leaf { best: best(&sums, whole, data, features, settings), rows, sums, whole, node });
        }
    }
    let _ = leaves.iter().map(|leaf| leaf.whole.n).sum::<u32>();
    let mut tree = Tree::default();
    write(&nodes, 0, settings, &mut tree);
    tree
}

fn write(nodes: &[Growing], at: usize, settings: Settings, tree: &mut Tree) {
    let node = &nodes[at];
    let Some((feature, value, left, right)) = node.split else {
        tree.nodes.push(TreeNode::leaf(short((settings.rate * node.whole.g / (node.whole.h + settings.ridge)) as f32)));
        return;
    };
    let place = tree.nodes.len();
    tree.nodes.push(TreeNode { feature: feature as u32, value, right: 0 });
    write(nodes, left, settings, tree);
    tree.nodes[place].right = tree.nodes.len() as u32;
    write(nodes, right, settings, tree);
}
