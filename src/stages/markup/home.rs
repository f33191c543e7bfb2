//! Which element of a page holds the document, by a rule of thumb: one of the things that the labelling of blocks looks at.
//!
//! Every block speaks for the elements around it, by its prose, or against them, by its links; the element with the highest sum wins and is narrowed as
//! long as one child holds nearly all of its prose.

use super::blocks::Block;
use super::hints::Hint;
use super::limits;
use super::selection::{Parsed, is_container, is_prose};
use super::tags::Element;

/// The element that holds the document.
pub(super) fn home(page: &Parsed<'_>) -> usize {
    let tree = page.tree;
    let values = values(page);
    let net = page.totals(|i, _| values[i]);
    let prose = page.totals(|i, _| values[i].max(0));
    // Without any prose, the element with most text that is not links.
    let text = |least: i64| page.totals(|_, b| i64::from(b.chars) - limits::LINK_COST * i64::from(b.linked) - least);
    let net = if prose[0] > 0 { net } else { text(limits::WORD_CHARS) };
    // A page of nothing but words of two characters has text too.
    let net = if net.iter().any(|&total| total > 0) { net } else { text(0) };
    let count = page.totals(|_, _| 1);
    // A paragraph or a span holds a document only where lines are broken inside it.
    let holds = |i: usize| {
        let element = tree.nodes[i].element;
        is_container(element) && (count[i] >= limits::BROKEN_LINES || !matches!(element, Element::P | Element::Inline | Element::Item))
    };
    let mut best = 0;
    for (i, &total) in net.iter().enumerate() {
        if total >= net[best] && holds(i) && (total > net[best] || tree.inside(best).contains(&i)) {
            best = i;
        }
    }
    if prose[0] <= 0 {
        return best;
    }
    let nearly_all = |child: usize, of: usize| prose[child] > 0 && prose[child] * 100 >= prose[of] * limits::HOME_SHARE;
    while let Some(child) = tree.children(best).find(|&child| nearly_all(child, best) && holds(child)) {
        best = child;
    }
    best
}

/// What each block says for the elements around it, in characters of prose; links speak against.
fn values(page: &Parsed<'_>) -> Vec<i64> {
    let blocks = &page.blocks.all;
    let mut values: Vec<i64> = blocks.iter().map(|block| raw_value(page, block)).collect();
    let sum = |against: bool| -> i64 { blocks.iter().zip(&values).filter(|(b, v)| **v > 0 && b.hint.has(Hint::AGAINST) == against).map(|(_, v)| *v).sum() };
    // Where nearly all prose stands in elements with such names the names say nothing.
    let blind = sum(true) > sum(false) * limits::BLIND_HINTS;
    for (block, value) in blocks.iter().zip(&mut values).filter(|(_, value)| **value > 0) {
        if !blind && block.hint.has(Hint::AGAINST) {
            *value /= limits::AGAINST_SHARE;
        } else if block.hint.has(Hint::MAIN) {
            *value += *value / limits::MAIN_BONUS;
        }
    }
    // The text follows its headline, and the description in the head of a page is often its first sentence.
    let all: i64 = values.iter().filter(|v| **v > 0).sum();
    let bonus = all / limits::HEADLINE_BONUS;
    let description = page.titles.description();
    let mut since_title = usize::MAX;
    for (block, value) in blocks.iter().zip(&mut values) {
        let line = block.line();
        if block.chars <= limits::TITLE_CHARS && !block.hint.has(Hint::AGAINST) && page.titles.names(&line) {
            since_title = 0;
            continue;
        }
        since_title = since_title.saturating_add(1);
        if *value > 0 && (is_prose(block) || block.pre) {
            if since_title <= limits::HEAD_BLOCKS {
                *value += bonus;
                since_title = usize::MAX;
            }
            if description.as_ref().is_some_and(|d| line.starts_with(d.as_str())) {
                *value += bonus;
            }
        }
    }
    values
}

/// What a block says by itself: sentences all of their characters, other lines a part of them, links less than nothing.
fn raw_value(page: &Parsed<'_>, block: &Block) -> i64 {
    let chars = i64::from(block.chars);
    let plain = i64::from(block.chars - block.linked);
    let density = f64::from(block.linked) / f64::from(block.chars.max(1));
    let long = block.chars >= limits::PARAGRAPH_CHARS;
    let sentences = block.stops > 0 && long && density < limits::SENTENCE_LINKS;
    if density > limits::LINK_DENSITY && !sentences {
        -chars.min(i64::from(limits::PARAGRAPH_CHARS)) - limits::LINK_PENALTY
    } else if block.stops > 0 || (block.marks >= limits::CLAUSE_MARKS && block.chars >= limits::CLAUSE_CHARS) {
        plain + limits::MARK_VALUE * i64::from(block.marks)
    } else if long {
        plain / limits::LONG_LINE_SHARE
    } else if block.pre || block.data || page.tree.nodes[block.owner as usize].element == Element::P {
        plain / limits::SHORT_LINE_SHARE
    } else {
        0
    }
}
