//! Rounding what is kept, and writing the tables.

use super::super::model::{Layout, NO_CONTEXT, STEPS, Section, VALUE_CLASSES, value_class};
use super::super::symbol::Alphabet;
use super::super::trie::{Entry, Level as Shape, LevelWriter};
use super::count::Level;
use super::estimate::{Estimate, groups};
use super::{Options, prune};

/// The body of a model file with what its header needs to say of it.
pub(super) struct Packed {
    pub(super) body: Vec<u8>,
    pub(super) layout: Layout,
    pub(super) grams: Vec<usize>,
    pub(super) contexts: usize,
}

/// What is kept, by its scores.
#[derive(Clone, Copy)]
struct Kept<'a>(&'a Estimate);

impl Kept<'_> {
    fn run(self, order: usize, gram: usize) -> bool {
        self.0.scores[order][gram] >= self.0.threshold
    }

    /// Whether a run of those that share a context and follow it is kept.
    fn context(self, order: usize, gram: usize) -> bool {
        self.0.continued[order][gram] >= self.0.threshold
    }
}

/// Writes down what the estimate keeps.
pub(super) fn pack(levels: &[Level], estimate: &Estimate, alphabet: &Alphabet, members: &[u32], options: &Options) -> Packed {
    let kept = Kept(estimate);
    let rounded = Rounded::new(levels, estimate, options);
    let mut body = Vec::new();
    let mut number = |value: u16| body.extend_from_slice(&value.to_le_bytes());
    alphabet.known.iter().for_each(|&code| number(code));
    alphabet.aliases.iter().for_each(|&(code, symbol)| [code, symbol].into_iter().for_each(&mut number));
    for (symbol, &probability) in rounded.values[0].iter().enumerate() {
        number(probability as u16);
        number(rounded.backoffs.first().map_or(NO_CONTEXT, |backoff| backoff[symbol]) as u16);
    }
    members.iter().for_each(|&count| number(steps(-f64::from(count.max(1)).ln()) as u16));

    let mut layout = Layout { known: alphabet.known.len(), aliases: alphabet.aliases.len(), ..Layout::default() };
    let contexts = (1..levels.len() - 1).flat_map(|order| (0..levels[order].len()).map(move |gram| (order, gram)));
    let sample = contexts.filter(|&(order, gram)| kept.context(order, gram));
    layout.backoffs = codebook(sample.map(|(order, gram)| (rounded.backoffs[order][gram], levels[order].weights[gram])), 1 << options.backoff_bits);
    let (mut grams, mut contexts) = (Vec::new(), 0);
    let mut shorter = Shorter { places: (0..levels[0].len() as u32).collect(), followers: Vec::new() };
    for order in 1..levels.len() {
        let (level, bytes, here, written) = write_level(levels, kept, &rounded, &layout.backoffs, &shorter, order, options);
        if order > 1 {
            contexts += level.contexts;
        }
        grams.push(written);
        layout.levels.push(Section { contexts: level.contexts, bytes: bytes.len(), backoff_bits: level.backoff_bits, value_bits: level.value_bits });
        rounded.codebooks[order].write(options.value_bits, &mut body);
        body.extend_from_slice(&bytes);
        shorter = here;
    }
    Packed { body, layout, grams, contexts }
}

/// All runs, rounded; by their length less one.
struct Rounded {
    /// Probabilities in the file's steps.
    values: Vec<Vec<i16>>,
    codes: Vec<Vec<u8>>,
    codebooks: Vec<Codebooks>,
    /// Back-off weights, by the length less one of the context.
    backoffs: Vec<Vec<i16>>,
}

impl Rounded {
    fn new(levels: &[Level], estimate: &Estimate, options: &Options) -> Rounded {
        let kept = Kept(estimate);
        let single = estimate.probabilities[0].iter().map(|&p| steps(f64::from(p).ln())).collect();
        let mut rounded = Rounded { values: vec![single], codes: vec![Vec::new()], codebooks: vec![Codebooks::default()], backoffs: Vec::new() };
        for (order, level) in levels.iter().enumerate().skip(1) {
            let exact: Vec<i16> = estimate.probabilities[order].iter().map(|&p| steps(f64::from(p).ln())).collect();
            let shorter = &rounded.values[order - 1];
            let class = |gram: usize| value_class(shorter[level.suffixes[gram] as usize]);
            let sample = (0..level.len()).filter(|&gram| kept.run(order, gram)).map(|gram| (class(gram), exact[gram], level.weights[gram]));
            let books = Codebooks::new(sample, 1 << options.value_bits);
            let mut codes: Vec<u8> = (0..level.len()).map(|gram| nearest(books.of(class(gram)), exact[gram])).collect();
            for group in groups(&level.prefixes) {
                let members: Vec<usize> = group.filter(|&gram| kept.run(order, gram)).collect();
                leave_room(&members, &estimate.probabilities[order], |gram| books.of(class(gram)), &mut codes);
            }
            let values: Vec<i16> = codes.iter().enumerate().map(|(gram, &code)| books.of(class(gram))[usize::from(code)]).collect();
            let mut backoffs = vec![NO_CONTEXT; levels[order - 1].len()];
            for group in groups(&level.prefixes) {
                let (mut longer, mut rest, mut any) = (1f64, 1f64, false);
                for gram in group.clone().filter(|&gram| kept.run(order, gram)) {
                    any = true;
                    longer -= real(values[gram]);
                    rest -= real(shorter[level.suffixes[gram] as usize]);
                }
                if any {
                    backoffs[level.prefixes[group.start] as usize] = steps((longer.max(1e-4) / rest.max(1e-4)).ln());
                }
            }
            rounded.values.push(values);
            rounded.backoffs.push(backoffs);
            rounded.codes.push(codes);
            rounded.codebooks.push(books);
        }
        rounded
    }
}

/// What the level before has written.
struct Shorter {
    /// For each run its place among the followers of its context.
    places: Vec<u32>,
    /// For each context how many follow it.
    followers: Vec<u32>,
}

/// Writes the contexts of `order` symbols. Gives the level, its bytes, what the next one needs of it, and how many runs it has.
fn write_level(
    levels: &[Level],
    kept: Kept<'_>,
    rounded: &Rounded,
    backoffs: &[i16],
    shorter: &Shorter,
    order: usize,
    options: &Options,
) -> (Shape, Vec<u8>, Shorter, usize) {
    const NOTHING: Entry<'_> = Entry { backoff: 0, places: &[], universe: 0, codes: &[], continued: &[] };
    let (level, contexts) = (&levels[order], &levels[order - 1]);
    let shape = prune::shape(order, options);
    let mut writer = LevelWriter::new(shape.backoff_bits, shape.value_bits, shape.deeper);
    let mut here = Shorter { places: vec![0; level.len()], followers: vec![0; contexts.len()] };
    let (mut written, mut next) = (0, 0);
    for group in groups(&level.prefixes) {
        let context = level.prefixes[group.start] as usize;
        let kept_runs: Vec<usize> = group.filter(|&gram| kept.run(order, gram)).collect();
        if kept_runs.is_empty() {
            continue;
        }
        // Symbols are contexts whether anything follows them or not, so that their numbers need no table.
        (next..context).filter(|_| order == 1).for_each(|_| writer.push(&NOTHING));
        next = context + 1;
        for (place, &gram) in kept_runs.iter().enumerate() {
            here.places[gram] = place as u32;
        }
        here.followers[context] = kept_runs.len() as u32;
        written += kept_runs.len();
        let (universe, backoff) = match order {
            1 => (contexts.len(), 0),
            _ => (shorter.followers[contexts.suffixes[context] as usize] as usize, nearest(backoffs, rounded.backoffs[order - 1][context])),
        };
        writer.push(&Entry {
            backoff: u32::from(backoff),
            places: &kept_runs.iter().map(|&gram| shorter.places[level.suffixes[gram] as usize]).collect::<Vec<_>>(),
            universe,
            codes: &kept_runs.iter().map(|&gram| u32::from(rounded.codes[order][gram])).collect::<Vec<_>>(),
            continued: &kept_runs.iter().map(|&gram| kept.context(order, gram)).collect::<Vec<_>>(),
        });
    }
    (next..contexts.len()).filter(|_| order == 1).for_each(|_| writer.push(&NOTHING));
    let (level, bytes) = writer.finish();
    (level, bytes, here, written)
}

/// Rounds some of the runs that share a context down, the likeliest first, where rounding left too little for everything else.
fn leave_room<'a>(grams: &[usize], exact: &[f32], codebook: impl Fn(usize) -> &'a [i16], codes: &mut [u8]) {
    let wanted = 0.7 * (1.0 - grams.iter().map(|&gram| f64::from(exact[gram])).sum::<f64>()).max(1e-4);
    let value = |gram: usize, code: u8| real(codebook(gram)[usize::from(code)]);
    let mut room = 1.0 - grams.iter().map(|&gram| value(gram, codes[gram])).sum::<f64>();
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
            room += value(gram, codes[gram]) - value(gram, lower);
            codes[gram] = lower;
        }
    }
}

/// What codes of probabilities stand for, by the class of the shorter run's probability.
#[derive(Default)]
struct Codebooks(Vec<Vec<i16>>);

impl Codebooks {
    /// From classes, values and weights.
    fn new(sample: impl Iterator<Item = (usize, i16, f32)>, size: usize) -> Codebooks {
        let mut samples = vec![Vec::new(); VALUE_CLASSES];
        sample.for_each(|(class, value, weight)| samples[class].push((value, weight)));
        Codebooks(samples.into_iter().map(|sample| codebook(sample.into_iter(), size)).collect())
    }

    fn of(&self, class: usize) -> &[i16] {
        &self.0[class]
    }

    fn write(&self, value_bits: u32, body: &mut Vec<u8>) {
        for book in &self.0 {
            let padding = std::iter::repeat(book.last().copied().unwrap_or_default());
            book.iter().copied().chain(padding).take(1 << value_bits).for_each(|value| body.extend_from_slice(&value.to_le_bytes()));
        }
    }
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
