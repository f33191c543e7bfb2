//! Furniture that repeats across the pages of a run, learnt from the run itself.
//!
//! A first pass cleans every page by itself and counts the lines at its edges ([`crate::structure::edge`]); what stands on enough pages of one folder and
//! site is repeated, and only the pages that have such a line are cleaned again. What is learnt depends on the set of pages alone, not on their order or
//! the number of threads; memory is bounded: beyond `MOST_PAGES` only pages whose names hash low are counted.

use std::collections::{BTreeMap, HashMap};

use crate::corpus::manifest::Record;

/// Fewest pages of a folder that must have a line at their edge before it counts as repeated …
const REPEATED_PAGES: usize = 8;
/// … and the least share of the folder's pages. On 13 pages of one content system, 44 of gov.cn and the 31 policy texts nothing but furniture is found from .3 on.
const REPEATED_SHARE: f32 = 0.5;
/// Pages counted at most; each holds some hundred bytes.
const MOST_PAGES: usize = 1 << 16;

/// The pages that are counted together: those of one folder and one site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Group(String);

impl Group {
    /// The group of a page.
    pub(super) fn of(record: &Record) -> Group {
        let folder = record.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        Group(format!("{folder}\n{}", record.metadata.site.as_deref().unwrap_or_default()))
    }
}

/// What the pages of a run show at their edges.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Hash of the name, group, hashes of the lines.
    pages: Vec<(u64, Group, Vec<u64>)>,
    /// Pages are counted whose name's hash begins with this many zeros.
    zeros: u32,
}

impl Counted {
    /// Counts a page.
    pub(super) fn add(&mut self, record: &Record, seen: &[u64]) {
        self.add_bounded(record, seen, MOST_PAGES);
    }

    fn add_bounded(&mut self, record: &Record, seen: &[u64], most: usize) {
        let name = blake3::hash(record.id.as_bytes()).as_bytes().iter().take(8).fold(0u64, |all, byte| all << 8 | u64::from(*byte));
        if name.leading_zeros() < self.zeros {
            return;
        }
        self.pages.push((name, Group::of(record), seen.to_vec()));
        while self.pages.len() > most && self.zeros < 64 {
            self.zeros += 1;
            let zeros = self.zeros;
            self.pages.retain(|(name, ..)| name.leading_zeros() >= zeros);
        }
    }

    /// What repeats.
    pub(super) fn learn(&self) -> Repeated {
        let mut groups: HashMap<&Group, (usize, HashMap<u64, usize>)> = HashMap::new();
        for (_, group, seen) in &self.pages {
            let (pages, lines) = groups.entry(group).or_default();
            *pages += 1;
            for line in seen {
                *lines.entry(*line).or_default() += 1;
            }
        }
        let mut repeated = BTreeMap::new();
        for (group, (pages, lines)) in groups {
            let often = |count: usize| count >= REPEATED_PAGES && count as f32 >= REPEATED_SHARE * pages as f32;
            let mut found: Vec<u64> = lines.into_iter().filter(|(_, count)| often(*count)).map(|(line, _)| line).collect();
            found.sort_unstable();
            if !found.is_empty() {
                repeated.insert(group.clone(), found);
            }
        }
        Repeated(repeated)
    }
}

/// The lines that repeat, by group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repeated(BTreeMap<Group, Vec<u64>>);

impl Repeated {
    /// Whether nothing repeats.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of a page's lines that repeat, ascending.
    pub(super) fn among(&self, group: &Group, seen: &[u64]) -> Vec<u64> {
        let known = self.0.get(group).map(Vec::as_slice).unwrap_or_default();
        seen.iter().copied().filter(|line| known.binary_search(line).is_ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: usize) -> Record {
        Record::failed(&format!("site/{id}"), "", "", "")
    }

    #[test]
    fn what_half_of_a_folder_has_repeats() {
        let mut counted = Counted::default();
        for id in 0..20 {
            counted.add(&record(id), if id < 12 { &[1, 100] } else { &[2, 200] });
        }
        let repeated = counted.learn();
        assert_eq!(repeated.among(&Group::of(&record(3)), &[1, 2, 100]), [1, 100]);
        assert!(repeated.among(&Group("other\n".into()), &[1]).is_empty());
    }

    #[test]
    fn a_few_pages_teach_nothing() {
        let mut counted = Counted::default();
        (0..7).for_each(|id| counted.add(&record(id), &[1]));
        assert!(counted.learn().is_empty());
    }

    #[test]
    fn the_sample_does_not_depend_on_the_order() {
        let (mut one, mut other) = (Counted::default(), Counted::default());
        for id in 0..500 {
            one.add_bounded(&record(id), &[id as u64 % 2], 64);
            other.add_bounded(&record(499 - id), &[(499 - id) as u64 % 2], 64);
        }
        other.pages.reverse();
        assert_eq!(one.pages, other.pages);
        assert!(one.pages.len() <= 64 && one.pages.len() > 8);
        assert_eq!(one.learn(), other.learn());
    }
}
