//! Chains of enumerators: the numbering of a document, its gaps and repeats.

use super::enumerator::Enumeration;
use super::limits;

/// One enumerator of a document, by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// The line it begins, as an index.
    pub line: usize,
    /// Its sort.
    pub kind: Enumeration,
    /// Its number.
    pub number: u32,
}

/// What is irregular about a numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Irregularity {
    /// Numbers are missing between two neighbours.
    Gap,
    /// A number comes again.
    Repeat,
    /// A chain does not begin with one.
    LateStart,
}

/// A chain: enumerators of one sort that count on. `（一）（二）（三）` under one heading is one, and so is `（一）…（三十二）` across headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The sort.
    pub kind: Enumeration,
    /// Its members, as indices of the list given.
    pub members: Vec<usize>,
    /// Where it is irregular: index of the member that comes unexpected, what is wrong, the number expected.
    pub irregular: Vec<(usize, Irregularity, u32)>,
}

/// Sorts enumerators into chains. A number continues the open chain of its sort if it is at most `limits::GAP` further on or repeats its last number;
/// one begins a new chain; so does a number after an enumerator of an outer sort, unless it counts on exactly.
pub(crate) fn chains(list: &[Numbered]) -> Vec<Chain> {
    let mut all: Vec<Chain> = Vec::new();
    // The open chain of each sort, and whether an outer enumerator came since.
    let mut open: Vec<(Enumeration, usize, u32, bool)> = Vec::new();
    for (index, one) in list.iter().enumerate() {
        if matches!(one.kind, Enumeration::Clause) {
            continue;
        }
        for (kind, _, _, interrupted) in &mut open {
            *interrupted |= one.kind < *kind;
        }
        let slot = open.iter().position(|(kind, ..)| *kind == one.kind);
        let continued = slot.and_then(|slot| open.get_mut(slot)).filter(|(_, _, last, interrupted)| {
            let next = *last + 1;
            one.number == next
                || !*interrupted && (one.number > next && one.number <= next + limits::GAP || one.number == *last)
                || one.number > next && one.number <= next + limits::GAP && one.number > limits::JUMPS_ON
        });
        if let Some((_, chain, last, interrupted)) = continued {
            if let Some(chain) = all.get_mut(*chain) {
                if one.number == *last {
                    chain.irregular.push((index, Irregularity::Repeat, *last + 1));
                } else if one.number > *last + 1 {
                    chain.irregular.push((index, Irregularity::Gap, *last + 1));
                }
                chain.members.push(index);
            }
            *last = one.number;
            *interrupted = false;
            continue;
        }
        let mut chain = Chain { kind: one.kind, members: vec![index], irregular: Vec::new() };
        if one.number > 1 {
            chain.irregular.push((index, Irregularity::LateStart, 1));
        }
        all.push(chain);
        let state = (one.kind, all.len() - 1, one.number, false);
        match slot.and_then(|slot| open.get_mut(slot)) {
            Some(entry) => *entry = state,
            None => open.push(state),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[(Enumeration, u32)]) -> Vec<Numbered> {
        items.iter().enumerate().map(|(line, &(kind, number))| Numbered { line, kind, number }).collect()
    }

    #[test]
    fn chains_run_across_headings() {
        use Enumeration::*;
        let items = list(&[(Han, 1), (HanBracket, 1), (HanBracket, 2), (Han, 2), (HanBracket, 3), (HanBracket, 5), (Han, 3)]);
        let found = chains(&items);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].members, [1, 2, 4, 5]);
        assert_eq!(found[1].irregular, [(5, Irregularity::Gap, 4)]);
    }

    #[test]
    fn chains_begin_anew_under_headings() {
        use Enumeration::*;
        let items = list(&[(Han, 1), (HanBracket, 1), (HanBracket, 2), (Han, 2), (HanBracket, 1), (HanBracket, 1), (HanBracket, 2)]);
        let found = chains(&items);
        assert_eq!(found.iter().filter(|chain| chain.kind == HanBracket).count(), 2);
        assert_eq!(found[2].irregular, [(5, Irregularity::Repeat, 2)]);
    }
}
