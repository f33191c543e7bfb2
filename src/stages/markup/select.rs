//! Which blocks are the document.

use super::blocks::{Block, Blocks};
use super::rules;
use super::tags::Element;
use super::tree::Tree;
use crate::rule::Code;

/// For every block why it goes; `None` for a block that stays.
pub(super) fn select(tree: &Tree<'_>, blocks: &Blocks) -> Vec<Option<Code>> {
    let values: Vec<i64> = blocks.all.iter().map(value).collect();
    let totals = totals(tree, blocks, &values);
    let mut core = 0;
    for (i, &total) in totals.iter().enumerate() {
        if total >= totals[core] && tree.nodes[i].element != Element::Text {
            core = i;
        }
    }
    let _ = totals[core];
    let node = &tree.nodes[core];
    let inside = |b: &Block| b.from as usize >= core && (b.from as usize) < node.after as usize;
    let mut verdicts: Vec<Option<Code>> = blocks.all.iter().map(|b| if inside(b) { None } else { Some(rules::OUTSIDE) }).collect();
    prune(tree, blocks, core, &mut verdicts);
    verdicts
}

/// What a block says for the elements around it, in characters of prose.
fn value(block: &Block) -> i64 {
    let chars = i64::from(block.chars);
    let plain = i64::from(block.chars - block.linked);
    let density = f64::from(block.linked) / f64::from(block.chars.max(1));
    let raw = if density > 0.5 {
        -chars.min(60) - 5
    } else if block.stops > 0 || (block.marks >= 2 && chars >= 20) {
        plain + 5 * i64::from(block.marks)
    } else if chars >= 40 {
        plain / 2
    } else if block.heading > 0 {
        10
    } else {
        -2
    };
    if raw > 0 && (block.hint.talk || block.hint.note || block.hint.more || block.hint.bar) {
        return raw / 10;
    }
    raw
}

fn totals(tree: &Tree<'_>, blocks: &Blocks, values: &[i64]) -> Vec<i64> {
    let mut totals = vec![0i64; tree.nodes.len()];
    for (block, value) in blocks.all.iter().zip(values) {
        totals[block.owner as usize] += value;
    }
    for i in (1..totals.len()).rev() {
        let parent = tree.nodes[i].parent as usize;
        totals[parent] += totals[i];
    }
    totals
}

/// What goes though it stands inside the chosen element.
fn prune(tree: &Tree<'_>, blocks: &Blocks, core: usize, verdicts: &mut [Option<Code>]) {
    #[derive(Clone, Copy, Default)]
    struct Sum {
        chars: u32,
        linked: u32,
        prose: u32,
        blocks: u32,
    }
    let mut sums = vec![Sum::default(); tree.nodes.len()];
    for block in &blocks.all {
        let sum = &mut sums[block.owner as usize];
        sum.chars += block.chars;
        sum.linked += block.linked;
        sum.blocks += 1;
        if block.stops > 0 && block.linked * 2 < block.chars {
            sum.prose += block.chars;
        }
    }
    for i in (1..sums.len()).rev() {
        let parent = tree.nodes[i].parent as usize;
        let sum = sums[i];
        let up = &mut sums[parent];
        up.chars += sum.chars;
        up.linked += sum.linked;
        up.prose += sum.prose;
        up.blocks += sum.blocks;
    }
    let whole = sums[core];
    let end = tree.nodes[core].after as usize;
    let mut gone: Vec<(usize, usize, Code)> = Vec::new();
    let mut i = core + 1;
    while i < end {
        let node = &tree.nodes[i];
        let sum = sums[i];
        let hint = blocks.hints[i];
        if sum.chars == 0 || node.element == Element::Text {
            i += 1;
            continue;
        }
        let linky = sum.linked * 2 > sum.chars;
        let small = sum.chars * 3 < whole.chars;
        let rule = if small && linky && sum.blocks >= 2 && sum.prose * 4 < sum.chars {
            Some(rules::LINKS)
        } else if small && hint.against() && !hint.main && (sum.prose * 2 < sum.chars || hint.talk || hint.more || hint.note) {
            Some(rules::BAR)
        } else {
            None
        };
        if let Some(rule) = rule {
            gone.push((i, node.after as usize, rule));
            i = node.after as usize;
        } else {
            i += 1;
        }
    }
    let mut next = 0;
    for (block, verdict) in blocks.all.iter().zip(verdicts.iter_mut()) {
        while next < gone.len() && gone[next].1 <= block.from as usize {
            next += 1;
        }
        if let Some((from, to, rule)) = gone.get(next) {
            if (*from..*to).contains(&(block.from as usize)) {
                verdict.get_or_insert(*rule);
            }
        }
    }
}
