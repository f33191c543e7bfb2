//! Which blocks are the document.
//!
//! The record that describes it and lists of other articles are found first, then the element that holds it ([`home`](super::home)); inside that go
//! the parts that are none of it ([`parts`](super::parts)), and last its head is taken from its text ([`head`](super::head)).

use super::articles;
use super::blocks::Block;
use super::head::{is_number, trim_head};
use super::home::home;
use super::lexicon::Sort;
use super::limits;
use super::parts::{mark_teasers, takes_all, trim_inside};
use super::record::mark_record;
use super::rules;
use super::selection::{Parsed, Selection, drop_where, kept};
use super::tags::{Element, attribute};
use crate::code::Code;
use crate::config::{Articles, HeadlineOf, MarkupConfig};
use crate::structure::enumerator;

/// Chooses; where all articles of a page are asked for, the one with the number `article` (from 0).
pub(super) fn select(page: &Parsed<'_>, config: &MarkupConfig, article: usize) -> Selection {
    let Parsed { tree, blocks, .. } = *page;
    let mut chosen = Selection { verdicts: vec![None; blocks.all.len()], ..Selection::default() };
    mark_record(page, &mut chosen);
    let record_only = chosen.verdicts.clone();
    mark_teasers(blocks, &mut chosen.verdicts);
    if takes_all(blocks, &record_only, &chosen.verdicts) {
        // A page of nothing but headlines with their paragraphs.
        chosen.verdicts = record_only;
    }
    let mut group = if config.articles == Articles::All { articles::find(page, &chosen.verdicts) } else { None };
    let home = group.as_ref().map_or_else(|| home(page, &chosen.verdicts), |group| group.parent);
    let inside = home..tree.nodes[home].after as usize;
    drop_where(blocks, &mut chosen.verdicts, rules::OUTSIDE, |_, block| !inside.contains(&(block.from as usize)));
    let outside_only = chosen.verdicts.clone();
    trim_inside(page, home, true, config.articles, &mut chosen.verdicts);
    if takes_all(blocks, &outside_only, &chosen.verdicts) {
        // The names of elements would leave nothing: a page of comments is called one, and its text are all of them.
        chosen.verdicts.clone_from(&outside_only);
        trim_inside(page, home, false, Articles::All, &mut chosen.verdicts);
    }
    if kept(blocks, &chosen.verdicts).next().is_none() {
        chosen.verdicts = outside_only;
    }
    if let Some(group) = &mut group {
        group.leave_out_empty(page, &chosen.verdicts);
        let article = article.min(group.nodes.len().saturating_sub(1));
        if let Some(range) = group.range(tree, article).filter(|_| group.nodes.len() > 1) {
            chosen.article = Some((article + 1, group.nodes.len()));
            drop_where(blocks, &mut chosen.verdicts, rules::OTHER, |_, block| !range.contains(&(block.from as usize)));
        }
    }
    take_annexes(page, &mut chosen.verdicts);
    trim_head(page, config.title, &mut chosen);
    chosen.title = title_block(page).filter(|_| chosen.article.is_none());
    if chosen.headline.is_none() {
        find_headline(page, config.title, &mut chosen);
    }
    chosen
}

/// The names of the annexes (附件) that follow a document as links to files are part of it, and so is what follows 附件 in the next lines.
fn take_annexes(page: &Parsed<'_>, verdicts: &mut [Option<Code>]) {
    let mut numbers = kept(page.blocks, verdicts).map(|(i, _)| i);
    let Some(first) = numbers.next() else { return };
    let last = numbers.last().unwrap_or(first);
    let mut open = false;
    for (block, verdict) in page.blocks.all.iter().zip(verdicts).take(last + 1 + limits::ANNEX_BLOCKS).skip(first) {
        open = (open || page.lexicon.is(Sort::Annex, &block.text)) && block.chars < limits::LINE_CHARS && is_file(page, block);
        if open && matches!(*verdict, Some(rules::OUTSIDE | rules::LINKS | rules::BAR)) {
            *verdict = None;
        }
    }
}

/// Whether a block holds a link to a file.
fn is_file(page: &Parsed<'_>, block: &Block) -> bool {
    const ENDINGS: &[&str] = &["doc", "docx", "wps", "pdf", "ofd", "ceb", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "rtf", "txt"];
    let tree = page.tree;
    let is_to_file = |node: usize| {
        let address = tree.short_tag(node).and_then(|tag| attribute(tag, "href")).unwrap_or_default();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)))
    };
    let links = |text: usize| tree.around(tree.nodes[text].parent as usize).filter(|&node| tree.nodes[node].element == Element::Link);
    let mut texts = (block.from as usize..block.to as usize).take(limits::NEAR_NODES).filter(|&node| tree.nodes[node].element == Element::Text);
    block.links > 0 && texts.any(|text| links(text).any(is_to_file))
}

/// The block that holds most of what the page names its title; of several the first heading, or else the first.
fn title_block(page: &Parsed<'_>) -> Option<usize> {
    let unlinked = page.blocks.all.iter().enumerate().filter(|(_, block)| block.chars <= limits::TITLE_CHARS && block.linked * 2 < block.chars);
    let named = unlinked.filter_map(|(i, block)| Some((i, page.titles.names_whole(&block.line())?, block.heading > 0)));
    named.max_by_key(|&(i, letters, heading)| (letters, heading, std::cmp::Reverse(i))).map(|(i, ..)| i)
}

/// Finds the headline before the chosen element: a line that the head of the page names, or else the nearest heading, or
/// the nearest line that reads like the title of an official document. It is taken into the text where
/// every headline is asked for or it is that of an official document (it says what about, or a document number follows), and then the number under it too.
fn find_headline(page: &Parsed<'_>, headline: HeadlineOf, chosen: &mut Selection) {
    let Parsed { blocks, lexicon, .. } = *page;
    let Some((first, _)) = kept(blocks, &chosen.verdicts).next() else { return };
    let before = || {
        let lines = blocks.all.iter().enumerate().take(first).rev().take(limits::HEAD_BLOCKS);
        lines.filter(|(i, block)| block.chars <= limits::TITLE_CHARS && block.linked == 0 && chosen.verdicts[*i] != Some(rules::RECORD))
    };
    let is_heading = |block: &Block| matches!(block.heading, 1 | 2) && block.chars >= limits::HEADING_CHARS && enumerator(&block.text).is_none();
    let named = before().find(|(_, block)| page.titles.names(&block.line()));
    let official = || before().find(|(_, block)| block.stops == 0 && lexicon.is_official(&block.line()));
    let Some((at, block)) = named.or_else(|| before().find(|(_, block)| is_heading(block))).or_else(official) else { return };
    let line = block.line();
    let numbered = || blocks.all.iter().skip(at + 1).take(first - at + limits::HEAD_BLOCKS).any(|block| is_number(block, lexicon));
    let taken = match headline {
        HeadlineOf::All => true,
        HeadlineOf::Official => lexicon.is_official(&line) && (lexicon.is(Sort::About, &line) || numbered()),
        HeadlineOf::None => false,
    };
    chosen.headline = Some(at);
    if !taken {
        return;
    }
    chosen.verdicts[at] = None;
    for (block, verdict) in blocks.all.iter().zip(&mut chosen.verdicts).take(first).skip(at + 1) {
        if *verdict == Some(rules::OUTSIDE) && is_number(block, lexicon) {
            *verdict = None;
        }
    }
}
