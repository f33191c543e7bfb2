//! GB2312 in seven bits: HZ left undecoded (`~{VPND~}`), and HZ that has lost its shifts (`VPND`).

use std::ops::Range;

use super::codec::{Codec, Codecs, Table};
use super::limits;
use crate::judge::{Judge, State};
use crate::lattice::Graph;

/// A character of GB2312 from its two seven-bit bytes.
fn pair(table: &Table, first: u8, second: u8) -> Option<char> {
    if !(0x21..=0x77).contains(&first) || !(0x21..=0x7e).contains(&second) {
        return None;
    }
    table.pair(first | 0x80, second | 0x80).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'))
}

/// The shifted stretches of a line, each with its reading. A stretch without its closing shift ends with the line.
pub(super) fn shifted(codecs: &Codecs, text: &str, line: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let (Some(table), Some(source)) = (codecs.table(Codec::Gbk), text.get(line.clone())) else { return found };
    let mut at = 0;
    while let Some(place) = source.get(at..).and_then(|rest| rest.find("~{")) {
        let start = at + place;
        let inner = start + 2;
        let rest = source.get(inner..).unwrap_or_default().trim_end();
        let (body, end) = match rest.find("~}") {
            Some(end) => (&rest[..end], inner + end + 2),
            None => (rest, inner + rest.len()),
        };
        at = end;
        let bytes = body.as_bytes();
        if bytes.len() < 2 || bytes.len() % 2 != 0 {
            continue;
        }
        let with: Option<String> = bytes.chunks_exact(2).map(|two| pair(table, two[0], two[1])).collect();
        if let Some(with) = with {
            found.push((line.start + start..line.start + end, with));
        }
    }
    found
}

/// The length of the number with which a line begins, its full stop included: `12.`, `4.2.`
fn number(line: &[u8]) -> usize {
    let (mut end, mut digits) = (0, 0);
    for (place, byte) in line.iter().enumerate() {
        match byte {
            b'0'..=b'9' if digits < limits::NUMBER_DIGITS => digits += 1,
            b'.' if digits > 0 => (end, digits) = (place + 1, 0),
            _ => break,
        }
    }
    end
}

/// A line that is all ASCII and reads as GB2312 without its eighth bits. Digits of the text may stand between the pairs, and look like
/// first bytes: the judge finds the best way to cut the line.
pub(super) fn unshifted(judge: &Judge, codecs: &Codecs, text: &str, line: &Range<usize>) -> Option<(Range<usize>, String, f32)> {
    let source = text.get(line.clone())?.trim();
    let start = line.start + text.get(line.clone())?.find(source)?;
    let bytes = source.as_bytes();
    if !source.is_ascii() || bytes.len() < limits::SEVEN_WORD || bytes.len() > limits::LONGEST {
        return None;
    }
    // First bytes of the common hanzi are digits and capital letters, marks are ! and #. English has too few capitals, addresses
    // and codes too few pairs.
    let common = |b: u8| matches!(b, b'0'..=b'W' | b'!' | b'#');
    let capitals = bytes.iter().filter(|&&b| common(b)).count();
    if capitals * 100 < bytes.len() * limits::SEVEN_COMMON {
        return None;
    }
    let table = codecs.table(Codec::Gbk)?;
    // The best few ways to cut the line up to each byte.
    let mut graph = Graph::new();
    let mut cuts: Vec<Vec<(u32, State)>> = vec![Vec::new(); bytes.len() + 1];
    cuts.first_mut()?.push((0, judge.line_start()));
    let numbered = number(bytes);
    for at in 0..bytes.len() {
        let mut here = std::mem::take(cuts.get_mut(at)?);
        here.sort_by(|a, b| graph.best(b.0).total_cmp(&graph.best(a.0)));
        let (one, two) = (*bytes.get(at)?, bytes.get(at + 1).copied());
        for &(from, before) in here.iter().take(limits::SEVEN_CUTS) {
            let mut extend = |read: char, to: usize, prior: f32| {
                let (state, weight) = judge.step(before, read);
                let Some(there) = cuts.get_mut(to) else { return };
                let known = there.iter().find(|cut| cut.1 == state).map(|cut| cut.0);
                let node = known.unwrap_or_else(|| graph.add_node(f64::NEG_INFINITY));
                if known.is_none() {
                    there.push((node, state));
                }
                graph.add_arc(from, node, f64::from(weight + prior), read);
            };
            extend(char::from(one), at + 1, if at < numbered { limits::SEVEN_NUMBER } else { limits::SEVEN_ASCII });
            if let Some(c) = two.and_then(|two| pair(table, one, two)) {
                extend(c, at + 2, 0.0);
            }
        }
    }
    let end = cuts.last()?.iter().map(|cut| cut.0).max_by(|&a, &b| graph.best(a).total_cmp(&graph.best(b)))?;
    let gain = graph.best(end) as f32 - judge.score(judge.line_start(), source).1;
    let with: String = graph.path(end).iter().filter_map(|&by| graph.arcs().get(by as usize)).map(|arc| arc.step).collect();
    let hanzi = with.chars().filter(|&c| crate::chars::is_han(c)).count();
    let mean = judge.mean(&with);
    (hanzi * limits::CHINESE_SHARE >= with.chars().count() && hanzi >= limits::SEVEN_HANZI && mean > limits::SEVEN_MEAN).then_some((
        start..start + source.len(),
        with,
        gain,
    ))
}
