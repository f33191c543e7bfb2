//! Which words quotations begin and end beside.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiaokan::measure::{
    is_han,
    quotes::{Collocations, Place},
};

/// Fewer occurrences of a word say nothing.
const LEAST: [u32; 2] = [12, 40];
/// What is added to both counts.
const PRIOR: f64 = 1.0;
/// Odds of less than this are as good as even and left out; a word of two characters has to say so much more than its nearer character.
const TELLS: [f64; 2] = [0.3, 0.7];
/// The most that a word says.
const MOST: f64 = 5.0;

/// Characters between two marks that are counted, and how often one has to be seen.
const QUOTED: usize = 24;
const LEAST_INSIDE: u32 = 150;
const TELLS_INSIDE: f64 = 0.5;
const MOST_INSIDE: f64 = 2.5;

/// Counts of openings and closings by word: the place, the near character, the far one. Of what stands between marks, of inside and outside.
type Counts = BTreeMap<(Place, char, Option<char>), [u32; 2]>;

/// Counts the words of texts whose quotes are right, and gives the table with its rows.
pub(crate) fn collocations<'t>(texts: impl Iterator<Item = &'t String>) -> (Collocations, String) {
    let mut counts = Counts::new();
    for text in texts {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        for quoted in chars.split(|c| matches!(c, '“' | '”')).zip([false, true].into_iter().cycle()).skip(1) {
            for c in quoted.0.iter().take(QUOTED) {
                counts.entry((Place::Inside, *c, None)).or_default()[usize::from(!quoted.1)] += 1;
            }
        }
        for (at, c) in chars.iter().enumerate().filter(|(_, c)| matches!(c, '“' | '”')) {
            let closes = usize::from(*c == '”');
            let char = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().filter(|c| is_han(*c));
            for (place, near, far) in [(Place::Left, char(at.checked_sub(1)), char(at.checked_sub(2))), (Place::Right, char(Some(at + 1)), char(Some(at + 2)))]
            {
                let Some(near) = near else { continue };
                for word in [Some(None), far.map(Some)].into_iter().flatten() {
                    if let Some(count) = counts.entry((place, near, word)).or_default().get_mut(closes) {
                        *count += 1;
                    }
                }
            }
        }
    }
    let odds = |count: &[u32; 2]| ((f64::from(count[0]) + PRIOR) / (f64::from(count[1]) + PRIOR)).ln().clamp(-MOST, MOST);
    let (mut table, mut rows) = (Collocations::default(), Vec::new());
    let all = counts.iter().filter(|((place, ..), _)| *place == Place::Inside).fold([0u32; 2], |sum, (_, count)| [sum[0] + count[0], sum[1] + count[1]]);
    let base = (f64::from(all[0] + 1) / f64::from(all[1] + 1)).ln();
    for (&(place, near, far), count) in &counts {
        if place == Place::Inside {
            let tells = (((f64::from(count[0]) + 5.0) / (f64::from(count[1]) + 5.0)).ln() - base).clamp(-MOST_INSIDE, MOST_INSIDE);
            if count.iter().sum::<u32>() >= LEAST_INSIDE && tells.abs() >= TELLS_INSIDE && is_han(near) {
                let rounded = (tells * 10.0).round() / 10.0;
                table.put(place, near, None, rounded as f32);
                rows.push((place, near, None, rounded));
            }
            continue;
        }
        let enough = |count: &[u32; 2], two: usize| count.iter().sum::<u32>() >= LEAST[two];
        let shorter = counts.get(&(place, near, None)).filter(|count| enough(count, 0)).map_or(0.0, odds);
        let shorter = if shorter.abs() < TELLS[0] { 0.0 } else { shorter };
        let (two, base) = if far.is_some() { (1, shorter) } else { (0, 0.0) };
        if !enough(count, two) || (odds(count) - base).abs() < TELLS[two] {
            continue;
        }
        let (first, second) = match far {
            Some(far) if place == Place::Left => (far, Some(near)),
            far => (near, far),
        };
        let rounded = (odds(count) * 10.0).round() / 10.0;
        if table.put(place, first, second, rounded as f32).is_some() {
            rows.push((place, first, second, rounded));
        }
    }
    rows.sort_by_key(|row| (row.0, row.1, row.2));
    let mut text = String::new();
    for (place, first, second, odds) in rows {
        let _ = writeln!(text, "{}\t{first}{}\t{odds}", place.name(), second.map_or(String::new(), String::from));
    }
    (table, text)
}
