//! What surrounds a block: the containers it stands in and the blocks like it, measured over the page.

use std::collections::HashMap;

use super::lexicon::{Heard, Odds};
use super::own::Own;
use super::{Outline, Page, limits};

/// Sums over the blocks inside a container.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside {
    pub(super) blocks: f32,
    pub(super) chars: f32,
    pub(super) linked: f32,
    pub(super) prose: f32,
}

impl Inside {
    fn add(&mut self, other: Inside) {
        self.blocks += other.blocks;
        self.chars += other.chars;
        self.linked += other.linked;
        self.prose += other.prose;
    }
}

/// Blocks that stand in the same place of a layout: of one element and class, under one parent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alike {
    pub(super) blocks: f32,
    pub(super) chars: f32,
    pub(super) linked: f32,
}

/// Measures of a page's containers.
#[derive(Debug, Default)]
pub(super) struct Containers {
    pub(super) inside: Vec<Inside>,
    pub(super) depth: Vec<u16>,
    /// By [`super::Container::like`].
    pub(super) alike: HashMap<u64, Alike>,
    /// The way from each container to the home of the page, and to the lead of its text.
    pub(super) to_home: Way,
    pub(super) to_lead: Way,
    /// How many containers of its kind stand beside each (its own counted), and how many of them before it.
    pub(super) siblings: Vec<(f32, f32)>,
    /// What the names of each say.
    pub(super) named: Vec<Heard>,
    /// Whether it is the home or inside it.
    pub(super) in_home: Vec<bool>,
}

impl Containers {
    pub(super) fn of(page: &Page<'_>, outline: &Outline, own: &[Own], odds: &Odds) -> Containers {
        let count = outline.containers.len();
        let mut containers = Containers { inside: vec![Inside::default(); count], depth: vec![0; count], ..Containers::default() };
        let mut counts: HashMap<u64, f32> = HashMap::new();
        let before: Vec<f32> = outline
            .containers
            .iter()
            .map(|container| {
                let count = counts.entry(container.like).or_default();
                *count += 1.0;
                *count - 1.0
            })
            .collect();
        containers.siblings = outline.containers.iter().zip(before).map(|(c, before)| (counts.get(&c.like).copied().unwrap_or(1.0), before)).collect();
        containers.named = outline.containers.iter().map(|container| odds.of_names(&container.names)).collect();
        for (block, own) in page.blocks.iter().zip(own) {
            let one = Inside { blocks: 1.0, chars: block.chars as f32, linked: block.linked as f32, prose: own.prose };
            if let Some(slot) = containers.inside.get_mut(block.container as usize) {
                slot.add(one);
            }
            if let Some(container) = outline.containers.get(block.container as usize) {
                let alike = containers.alike.entry(container.like).or_default();
                alike.blocks += 1.0;
                alike.chars += block.chars as f32;
                alike.linked += block.linked as f32;
            }
        }
        for at in (1..count).rev() {
            let parent = outline.containers[at].parent as usize;
            let sum = containers.inside[at];
            if parent < at {
                containers.inside[parent].add(sum);
            }
        }
        containers.to_home = Way::to(outline, outline.home as usize);
        containers.to_lead = Way::to(outline, lead(page, own).map_or(0, |block| page.blocks[block].container as usize));
        containers.in_home = vec![false; count];
        for at in 0..count {
            let parent = outline.containers[at].parent as usize;
            let above = parent < at;
            containers.depth[at] = if above { containers.depth[parent].saturating_add(1) } else { 0 };
            containers.in_home[at] = at == outline.home as usize || above && containers.in_home[parent];
        }
        containers
    }
}

/// How far each container is from another: levels up from it to one that holds both, and from there down to the other.
#[derive(Debug, Default)]
pub(super) struct Way {
    pub(super) up: Vec<u16>,
    pub(super) down: Vec<u16>,
}

impl Way {
    fn to(outline: &Outline, goal: usize) -> Way {
        let count = outline.containers.len();
        let mut way = Way { up: vec![0; count], down: vec![u16::MAX; count] };
        for (levels, at) in around(outline, goal as u32).enumerate() {
            way.down[at] = levels as u16;
        }
        for at in 0..count {
            let parent = outline.containers[at].parent as usize;
            if way.down[at] == u16::MAX && parent < at {
                way.up[at] = way.up[parent].saturating_add(1);
                way.down[at] = way.down[parent];
            }
        }
        way
    }
}

/// The block that a text begins with: the first prose shortly after a line that the page names its title (the last such line of which that is true),
/// or the first prose of the page.
fn lead(page: &Page<'_>, own: &[Own]) -> Option<usize> {
    let prose = |from: usize, reach: usize| (from..page.blocks.len().min(from.saturating_add(reach))).find(|&at| own[at].prose > 0.0);
    let named = (0..page.blocks.len()).rev().filter(|&at| page.blocks[at].names_title && page.blocks[at].linked == 0);
    named.filter_map(|at| prose(at + 1, limits::LEAD_REACH)).next().or_else(|| prose(0, usize::MAX))
}

/// The container of a block and those around it, innermost first.
pub(super) fn around(outline: &Outline, container: u32) -> impl Iterator<Item = usize> {
    let next = |&at: &usize| outline.containers.get(at).map(|c| c.parent as usize).filter(|parent| *parent < at);
    std::iter::successors(Some(container as usize).filter(|at| *at < outline.containers.len()), next)
}
