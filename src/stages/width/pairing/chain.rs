//! All readings of a paragraph's marks, and the sums over them.

use crate::number::{exp, ln_add};

use super::seen::{Nest, Role, Seen, Sight};

/// What stands open: nothing, a double or a single quotation, one in another. Deeper ones nobody writes.
const STATES: usize = 7;
const ROLES: usize = Role::ALL.len();

/// Where a mark leads from a state, and how the quotation it opens is nested.
fn step(state: usize, role: Role, single: bool) -> Option<(usize, Option<Nest>)> {
    Some(match (role, state, single) {
        (Role::LoneOpen | Role::LoneClose | Role::Other, ..) => (state, None),
        (Role::Open, 0, false) => (1, None),
        (Role::Open, 0, true) => (2, None),
        (Role::Open, 1, false) => (3, Some(Nest::Same)),
        (Role::Open, 1, true) => (4, Some(Nest::SingleInDouble)),
        (Role::Open, 2, false) => (5, Some(Nest::DoubleInSingle)),
        (Role::Open, 2, true) => (6, Some(Nest::Same)),
        (Role::Close, 1, false) | (Role::Close, 2, true) => (0, None),
        (Role::Close, 3, false) | (Role::Close, 4, true) => (1, None),
        (Role::Close, 5, false) | (Role::Close, 6, true) => (2, None),
        _ => return None,
    })
}

/// The readings, weighed.
pub struct Chain {
    single: Vec<bool>,
    roles: Vec<[f64; ROLES]>,
    inside: Vec<f64>,
    nested: [f64; 3],
}

/// What part of all readings, by weight, has a mark in a role, a gap inside a quotation, a quotation in another.
#[cfg_attr(not(feature = "measure"), allow(dead_code))]
pub struct Shares {
    roles: Vec<[f64; ROLES]>,
    /// For every mark, whether the gap behind it is inside.
    pub inside: Vec<f64>,
    /// How many quotations stand in others, by [`Nest`].
    pub nested: [f64; 3],
    /// The logarithm of the sum over all readings.
    pub total: f64,
}

impl Shares {
    /// The probability that the `n`th mark opens (or closes), whether its partner is found or not.
    pub fn turns(&self, n: usize, opens: bool) -> f64 {
        Role::ALL.into_iter().filter(|role| role.opens() == Some(opens)).map(|role| self.of(n, role)).sum()
    }

    /// The probability that the `n`th mark has a role.
    pub fn of(&self, n: usize, role: Role) -> f64 {
        self.roles.get(n).map_or(0.0, |roles| roles[role as usize])
    }
}

type Sums = [f64; STATES];

fn add(sum: &mut f64, weight: f64) {
    *sum = ln_add(*sum, weight);
}

const NONE: Sums = [f64::NEG_INFINITY; STATES];

impl Chain {
    /// Weighs what is seen.
    pub fn new(sights: &[Sight], weigh: impl Fn(&Seen) -> f64) -> Chain {
        Chain {
            single: sights.iter().map(|sight| sight.single).collect(),
            roles: sights.iter().map(|sight| Role::ALL.map(|role| weigh(&Seen::Mark(sight, role)))).collect(),
            inside: sights.iter().map(|sight| weigh(&Seen::Inside(&sight.gap))).collect(),
            nested: [Nest::SingleInDouble, Nest::DoubleInSingle, Nest::Same].map(|nest| weigh(&Seen::Nested(nest))),
        }
    }

    /// Every step that the `n`th mark may take: from, role, to, weight (with that of the gap behind it), and how it is nested.
    fn steps(&self, n: usize) -> impl Iterator<Item = (usize, Role, usize, f64, Option<Nest>)> + '_ {
        let single = self.single.get(n).copied().unwrap_or_default();
        let roles = self.roles.get(n).copied().unwrap_or_default();
        let inside = self.inside.get(n).copied().unwrap_or_default();
        (0..STATES).flat_map(move |from| {
            Role::ALL.into_iter().filter_map(move |role| {
                let (to, nest) = step(from, role, single)?;
                let nested = nest.map_or(0.0, |nest| self.nested[nest as usize]);
                let gap = if to > 0 { inside } else { 0.0 };
                Some((from, role, to, roles[role as usize] + nested + gap, nest))
            })
        })
    }

    /// The sums over all readings: forward and backward.
    pub fn shares(&self) -> Shares {
        let count = self.single.len();
        let mut backward = vec![NONE; count + 1];
        if let Some(last) = backward.last_mut() {
            last[0] = 0.0;
        }
        for n in (0..count).rev() {
            let mut sums = NONE;
            let after = backward.get(n + 1).copied().unwrap_or(NONE);
            for (from, _, to, weight, _) in self.steps(n) {
                add(&mut sums[from], weight + after[to]);
            }
            if let Some(slot) = backward.get_mut(n) {
                *slot = sums;
            }
        }
        let total = backward.first().map_or(0.0, |sums| sums[0]);
        let mut shares = Shares { roles: vec![[0.0; ROLES]; count], inside: vec![0.0; count], nested: [0.0; 3], total };
        let mut forward = NONE;
        forward[0] = 0.0;
        for n in 0..count {
            let mut sums = NONE;
            let after = backward.get(n + 1).copied().unwrap_or(NONE);
            for (from, role, to, weight, nest) in self.steps(n) {
                let share = exp(forward[from] + weight + after[to] - total);
                if let Some(roles) = shares.roles.get_mut(n) {
                    roles[role as usize] += share;
                }
                if let Some(inside) = shares.inside.get_mut(n).filter(|_| to > 0) {
                    *inside += share;
                }
                if let Some(nest) = nest {
                    shares.nested[nest as usize] += share;
                }
                add(&mut sums[to], forward[from] + weight);
            }
            forward = sums;
        }
        shares
    }

    /// The likeliest reading.
    pub fn best(&self) -> Vec<Role> {
        let count = self.single.len();
        let mut best = NONE;
        best[0] = 0.0;
        let mut ways: Vec<[(usize, Role); STATES]> = Vec::with_capacity(count);
        for n in 0..count {
            let mut next = NONE;
            let mut way = [(0, Role::Other); STATES];
            for (from, role, to, weight, _) in self.steps(n) {
                if best[from] + weight > next[to] {
                    next[to] = best[from] + weight;
                    way[to] = (from, role);
                }
            }
            best = next;
            ways.push(way);
        }
        let mut state = 0;
        let mut roles = Vec::with_capacity(count);
        for way in ways.iter().rev() {
            let (from, role) = way[state];
            roles.push(role);
            state = from;
        }
        roles.reverse();
        roles
    }
}
