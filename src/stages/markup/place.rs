//! What the place of a block says of it beside its label: evidence that few pages show, so that the trees could learn little from it. It is weighed with
//! what they say, as odds; nothing here decides by itself.

use std::collections::HashMap;

use super::blocks::Block;
use super::lexicon::Sort;
use super::limits;
use super::selection::Parsed;
use super::tags::{Element, attribute};
use crate::blocks::{Kind, Label};

/// Weighs the place of every block into its label.
pub(super) fn weigh(page: &Parsed<'_>, labels: &mut [Label]) {
    footers(page, labels);
    notices(page, labels);
    links_at_end(page, labels);
    captions(page, labels);
}

/// A probability whose odds are so many times as great.
pub(super) fn times(probability: f32, factor: f32) -> f32 {
    let odds = f64::from(probability) * f64::from(factor);
    (odds / (odds + 1.0 - f64::from(probability)).max(f64::MIN_POSITIVE)) as f32
}

/// What stands in a `footer` or a `nav` of the page, and not of an article, is the page's.
fn footers(page: &Parsed<'_>, labels: &mut [Label]) {
    let tree = page.tree;
    let mut inside = vec![false; tree.nodes.len()];
    for node in 1..tree.nodes.len() {
        let own = tree.nodes[node].element == Element::Aside && (tree.is_named(node, "footer") || tree.is_named(node, "nav"));
        let free = || {
            !std::iter::successors(Some(node), |&node| Some(tree.nodes[node].parent as usize))
                .take_while(|&node| node > 0)
                .any(|node| tree.nodes[node].element == Element::Article)
        };
        inside[node] = inside[tree.nodes[node].parent as usize] || own && free();
    }
    for (block, label) in page.blocks.all.iter().zip(labels) {
        if inside[block.owner as usize] {
            label.text = times(label.text, limits::IN_FOOTER);
        }
    }
}

/// A short line that begins as a note on rights does, at the end of the page or of an article, or given again.
fn notices(page: &Parsed<'_>, labels: &mut [Label]) {
    let tree = page.tree;
    let blocks = &page.blocks.all;
    let is_notice = |block: &Block| block.chars <= limits::NOTICE_CHARS && block.stops == 0 && page.lexicon.is(Sort::Rights, &block.line());
    let mut copies: HashMap<&str, u32> = HashMap::new();
    for block in blocks.iter().filter(|block| is_notice(block)) {
        *copies.entry(&block.text).or_default() += 1;
    }
    let article = |block: &Block| {
        std::iter::successors(Some(block.owner as usize), |&node| Some(tree.nodes[node].parent as usize))
            .take(limits::OWNER_DEPTH)
            .find(|&node| node == 0 || tree.nodes[node].element == Element::Article)
    };
    for (i, (block, label)) in blocks.iter().zip(labels).enumerate() {
        let Some(copies) = copies.get(block.text.as_str()).filter(|_| is_notice(block)) else { continue };
        let last = blocks.get(i + 1).is_none_or(|next| article(next) != article(block));
        let factor = limits::NOTICE * if last { limits::LAST_NOTICE } else { 1.0 } * if *copies > 1 { limits::NOTICE_AGAIN } else { 1.0 };
        label.text = times(label.text, factor);
    }
}

/// The links to other pages that are the end of a page, under a line that heads such links.
fn links_at_end(page: &Parsed<'_>, labels: &mut [Label]) {
    let blocks = &page.blocks.all;
    let other_page = |block: &Block| {
        let address = (block.from as usize..block.to as usize)
            .take(limits::NEAR_NODES)
            .flat_map(|node| page.tree.around(node))
            .find_map(|node| page.tree.short_tag(node).and_then(|tag| attribute(tag, "href")));
        let file = address.is_some_and(super::select::is_file);
        block.linked * 10 >= block.chars * 9 && block.stops == 0 && !file
    };
    // What goes by its label anyhow stands behind the links.
    let gone = |label: &Label| label.text < limits::SURELY_NONE;
    let mut at = blocks.len();
    while at > 0 && labels.get(at - 1).is_some_and(gone) {
        at -= 1;
    }
    let end = at;
    while at > 0 && blocks.get(at - 1).is_some_and(&other_page) {
        at -= 1;
    }
    let Some(head) = at.checked_sub(1).filter(|_| at < end) else { return };
    if !page.lexicon.is(Sort::More, &blocks[head].line()) || !blocks[..head].iter().any(|block| block.stops > 0) {
        return;
    }
    for label in labels.iter_mut().take(end).skip(head) {
        label.text = times(label.text, limits::LINKS_AT_END);
        label.furniture = Kind::Other;
    }
}

/// A short line under an image that ends with who took it.
fn captions(page: &Parsed<'_>, labels: &mut [Label]) {
    let tree = page.tree;
    let mut last = 0;
    for (block, label) in page.blocks.all.iter().zip(labels) {
        let image =
            (last..block.from as usize).rev().take(limits::NEAR_NODES).any(|node| tree.nodes[node].element == Element::Void && tree.is_named(node, "img"));
        last = block.to as usize;
        if image && block.stops == 0 && block.chars <= limits::CREDITED_CHARS && page.lexicon.is(Sort::Photo, &block.text) {
            label.caption = times(label.caption, limits::CREDITED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_weighed() {
        assert!((times(0.5, 4.0) - 0.8).abs() < 1e-6);
        assert!((times(0.8, 0.25) - 0.5).abs() < 1e-6);
        assert!(times(1.0, 0.1) > 0.99 && times(0.0, 10.0) < 0.01);
    }
}
