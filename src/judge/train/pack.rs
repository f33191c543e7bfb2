//! Rounding what is kept, and writing the tables.

use super::super::model::{Layout, NO_CONTEXT, STEPS, Section};
use super::super::retrieval::{Function, extend};
use super::super::symbol::Alphabet;
use super::count::Level;
use super::estimate::{Estimate, groups};
use super::{Options, TrainError};

/// The body of a model file with what its header needs to say of it.
pub(super) struct Packed {
    pub(super) body: Vec<u8>,
    pub(super) layout: Layout,
    pub(super) grams: Vec<usize>,
    pub(super) contexts: usize,
}

/// Writes down what the estimate keeps.
pub(super) fn pack(levels: &[Level], estimate: &Estimate, alphabet: &Alphabet, members: &[u32], options: &Options) -> Result<Packed, TrainError> {
    let threshold = estimate.threshold;
    let kept = |order: usize, gram: usize| estimate.scores[order][gram] >= threshold;
    let context = |order: usize, gram: usize| estimate.continued[order][gram] >= threshold;

    let mut rounded: Vec<Vec<i16>> = vec![estimate.probabilities[0].iter().map(|&p| steps(f64::from(p).ln())).collect()];
    let mut backoffs: Vec<Vec<i16>> = Vec::new();
    let mut codes: Vec<Vec<u8>> = vec![Vec::new()];
    let mut codebooks: Vec<Vec<i16>> = vec![Vec::new()];
    for (order, level) in levels.iter().enumerate().skip(1) {
        let exact: Vec<i16> = estimate.probabilities[order].iter().map(|&p| steps(f64::from(p).ln())).collect();
        let sample = (0..level.len()).filter(|&gram| kept(order, gram)).map(|gram| (exact[gram], level.weights[gram]));
        let codebook = codebook(sample, 1 << options.value_bits);
        let mut code: Vec<u8> = exact.iter().map(|&value| nearest(&codebook, value)).collect();
        for group in groups(&level.prefixes) {
            let members: Vec<usize> = group.filter(|&gram| kept(order, gram)).collect();
            leave_room(&members, &estimate.probabilities[order], &codebook, &mut code);
        }
        let values: Vec<i16> = code.iter().map(|&code| codebook[usize::from(code)]).collect();
        let mut backoff = vec![NO_CONTEXT; levels[order - 1].len()];
        for group in groups(&level.prefixes) {
            let (mut longer, mut shorter, mut any) = (1f64, 1f64, false);
            for gram in group.clone().filter(|&gram| kept(order, gram)) {
                any = true;
                longer -= real(values[gram]);
                shorter -= real(rounded[order - 1][level.suffixes[gram] as usize]);
            }
            if any {
                backoff[level.prefixes[group.start] as usize] = steps((longer.max(1e-4) / shorter.max(1e-4)).ln());
            }
        }
        rounded.push(values);
        backoffs.push(backoff);
        codes.push(code);
        codebooks.push(codebook);
    }

    let mut body = Vec::new();
    let mut number = |value: u16| body.extend_from_slice(&value.to_le_bytes());
    alphabet.known.iter().for_each(|&code| number(code));
    alphabet.aliases.iter().for_each(|&(code, symbol)| [code, symbol].into_iter().for_each(&mut number));
    for (symbol, &probability) in rounded[0].iter().enumerate() {
        number(probability as u16);
        number(backoffs.first().map_or(NO_CONTEXT, |backoff| backoff[symbol]) as u16);
    }
    members.iter().for_each(|&count| number(steps(-f64::from(count.max(1)).ln()) as u16));

    let mut layout = Layout { known: alphabet.known.len(), aliases: alphabet.aliases.len(), ..Layout::default() };
    let mut grams = Vec::new();
    for (order, level) in levels.iter().enumerate().skip(1) {
        let last = order + 1 == levels.len();
        let (mut hashes, mut values) = (Vec::new(), Vec::new());
        for gram in (0..level.len()).filter(|&gram| kept(order, gram)) {
            hashes.push(level.symbols(gram, order + 1).fold(0, extend));
            let code = u32::from(codes[order][gram]);
            values.push(if last { code } else { code << 1 | u32::from(context(order, gram)) });
        }
        grams.push(hashes.len());
        let width = options.width(order, last);
        layout.grams.push(section(&hashes, &values, width, options.fingerprint_bits(order), &codebooks[order], &mut body)?);
    }

    let (mut hashes, mut exact) = (Vec::new(), Vec::new());
    for (order, level) in levels.iter().enumerate().take(levels.len() - 1).skip(1) {
        for gram in (0..level.len()).filter(|&gram| context(order, gram)) {
            hashes.push(level.symbols(gram, order + 1).fold(0, extend));
            exact.push((backoffs[order][gram], level.weights[gram]));
        }
    }
    let codebook = codebook(exact.iter().copied(), 1 << options.backoff_bits);
    let values: Vec<u32> = exact.iter().map(|&(value, _)| u32::from(nearest(&codebook, value))).collect();
    layout.backoffs = section(&hashes, &values, options.backoff_bits, 0, &codebook, &mut body)?;
    Ok(Packed { body, layout, grams, contexts: hashes.len() })
}

/// Rounds some of the runs that share a context down, the likeliest first, where rounding left too little for everything else.
fn leave_room(grams: &[usize], exact: &[f32], codebook: &[i16], codes: &mut [u8]) {
    let wanted = 0.7 * (1.0 - grams.iter().map(|&gram| f64::from(exact[gram])).sum::<f64>()).max(1e-4);
    let value = |code: u8| real(codebook[usize::from(code)]);
    let mut room = 1.0 - grams.iter().map(|&gram| value(codes[gram])).sum::<f64>();
    if room >= wanted {
        return;
    }
    let mut order = grams.to_vec();
    order.sort_by(|&one, &other| exact[other].total_cmp(&exact[one]));
    for gram in order {
        if room >= wanted {
            return;
        }
        if let Some(lower) = codes[gram].checked_sub(1) {
            room += value(codes[gram]) - value(lower);
            codes[gram] = lower;
        }
    }
}

fn section(hashes: &[u64], values: &[u32], width: u32, fingerprint: u32, codebook: &[i16], body: &mut Vec<u8>) -> Result<Section, TrainError> {
    let (function, cells) = Function::build(hashes, values, width, fingerprint).ok_or(TrainError::Unfillable)?;
    body.extend_from_slice(&cells);
    Ok(Section { shape: function.shape.numbers(), seed: function.seed, width, fingerprint, codebook: codebook.to_vec() })
}

/// A logarithm in the file's steps.
fn steps(logarithm: f64) -> i16 {
    (logarithm * f64::from(STEPS)).round().clamp(f64::from(NO_CONTEXT) + 1.0, f64::from(i16::MAX)) as i16
}

fn real(steps: i16) -> f64 {
    (f64::from(steps) / f64::from(STEPS)).exp()
}

/// At most `size` values, in order, that stand for a weighted sample with the least squared error (Lloyd's iteration).
fn codebook(sample: impl Iterator<Item = (i16, f32)>, size: usize) -> Vec<i16> {
    let mut histogram = std::collections::BTreeMap::<i16, f64>::new();
    for (value, weight) in sample {
        // The root keeps rare runs from being rounded at the pleasure of the few commonest.
        *histogram.entry(value).or_default() += f64::from(weight).max(1e-3).sqrt();
    }
    let points: Vec<(f64, f64)> = histogram.iter().map(|(&value, &weight)| (f64::from(value), weight)).collect();
    if points.len() <= size {
        return if points.is_empty() { vec![0] } else { histogram.keys().copied().collect() };
    }
    let total: f64 = points.iter().map(|point| point.1).sum();
    let mut centres = Vec::with_capacity(size);
    let mut sum = 0.0;
    for &(value, weight) in &points {
        sum += weight;
        while centres.len() < size && sum * size as f64 >= total * (centres.len() as f64 + 0.5) {
            centres.push(value);
        }
    }
    while centres.len() < size {
        centres.push(points[points.len() - 1].0);
    }
    for _ in 0..60 {
        let mut sums = vec![(0f64, 0f64); centres.len()];
        let mut centre = 0;
        for &(value, weight) in &points {
            while centre + 1 < centres.len() && (centres[centre + 1] - value).abs() <= (centres[centre] - value).abs() {
                centre += 1;
            }
            sums[centre].0 += value * weight;
            sums[centre].1 += weight;
        }
        for (centre, (sum, weight)) in centres.iter_mut().zip(sums) {
            if weight > 0.0 {
                *centre = sum / weight;
            }
        }
    }
    let mut codebook: Vec<i16> = centres.into_iter().map(|centre| centre.round() as i16).collect();
    codebook.sort_unstable();
    codebook.dedup();
    codebook
}

/// The place of the nearest value of a sorted codebook.
fn nearest(codebook: &[i16], value: i16) -> u8 {
    let after = codebook.partition_point(|&entry| entry < value);
    let distance = |place: usize| (i32::from(codebook[place]) - i32::from(value)).abs();
    let place = if after == 0 {
        0
    } else if after == codebook.len() || distance(after - 1) <= distance(after) {
        after - 1
    } else {
        after
    };
    place as u8
}
