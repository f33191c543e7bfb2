//! Which blocks are the document.
//!
//! The record that describes it is found first; then what the labels of the blocks call furniture goes, as far as what it takes allows ([`decide`](crate::blocks::decide)); in the
//! end the head is taken from the text ([`head`](super::head)).

use super::articles;
use super::blocks::Block;
use super::head::{is_number, trim_head};
use super::lexicon::Sort;
use super::limits;
use super::record::mark_record;
use super::rules;
use super::selection::{Parsed, Selection, Verdict, is_prose, kept};
use super::tags::{Element, attribute};
use crate::blocks::Kind;
use crate::code::Code;
use crate::config::{Articles, HeadlineOf, MarkupConfig};
use crate::number::weighed;
use crate::structure::enumerator;

/// The rule by which a block of a kind goes.
fn rule_of(kind: Kind) -> Code {
    match kind {
        Kind::Navigation => rules::NAVIGATION,
        Kind::Comment => rules::TALK,
        Kind::Other => rules::OTHER,
        Kind::Credit => rules::CREDIT,
        Kind::Caption => rules::CAPTION,
    }
}

/// Chooses; where all articles of a page are asked for, the one with the number `article` (from 0).
pub(super) fn select(page: &Parsed<'_>, goes: &[bool], config: &MarkupConfig, accept: f32, article: usize) -> Selection {
    let Parsed { tree, blocks, labels, .. } = *page;
    let mut chosen = Selection { verdicts: vec![None; blocks.all.len()], ..Selection::default() };
    mark_record(page, &mut chosen);
    let said: Vec<f32> = labels.iter().map(|label| label.text).collect();
    let verdict = |i: usize| Verdict { rule: rule_of(labels[i].furniture), confidence: weighed(1.0 - f64::from(said[i])) };
    for (i, goes) in goes.iter().copied().enumerate() {
        if goes || is_drawn(&blocks.all[i]) {
            chosen.verdicts[i].get_or_insert_with(|| verdict(i));
        } else if said[i] < limits::DOUBTED {
            chosen.doubts.push((i, verdict(i)));
        }
    }
    drop_captions(page, accept, &mut chosen);
    let mut group = if config.articles == Articles::All { articles::find(page) } else { None };
    if let Some(group) = &group {
        // The posts below the first are comments by their labels, and documents where all are asked for.
        let inside = tree.inside(group.parent);
        for (block, verdict) in blocks.all.iter().zip(&mut chosen.verdicts).filter(|(block, _)| inside.contains(&(block.from as usize))) {
            if block.stops > 0 && verdict.is_some_and(|verdict| [rules::TALK, rules::OTHER].contains(&verdict.rule)) {
                *verdict = None;
            }
        }
    }
    if let Some(group) = &mut group {
        group.leave_out_empty(page, &chosen.verdicts);
        let article = article.min(group.nodes.len().saturating_sub(1));
        if let Some(range) = group.range(tree, article).filter(|_| group.nodes.len() > 1) {
            chosen.article = Some((article + 1, group.nodes.len()));
            chosen.element = group.nodes.get(article).copied();
            for (i, block) in blocks.all.iter().enumerate() {
                if chosen.verdicts[i].is_none() && !range.contains(&(block.from as usize)) {
                    chosen.drop(i, rules::OTHER, limits::ARTICLE);
                }
            }
        }
    }
    take_annexes(page, &mut chosen.verdicts);
    let held = hold_head(page, &mut chosen);
    trim_head(page, config.title, &mut chosen);
    for (i, verdict) in held {
        chosen.verdicts[i].get_or_insert(verdict);
    }
    take_credits(page, &mut chosen);
    if chosen.headline.is_none() {
        find_headline(page, config.title, &mut chosen);
    }
    let Selection { verdicts, doubts, .. } = &mut chosen;
    doubts.retain(|(i, _)| verdicts[*i].is_none());
    chosen
}

/// What the head of a document is read from stays for the time being, whatever its label: the line that the page names its title, and credits, before the
/// first prose. Gives what has to go again.
fn hold_head(page: &Parsed<'_>, chosen: &mut Selection) -> Vec<(usize, Verdict)> {
    let blocks = &page.blocks.all;
    let Some((first, _)) = kept(page.blocks, &chosen.verdicts).next() else { return Vec::new() };
    let prose = kept(page.blocks, &chosen.verdicts).find(|(_, block)| is_prose(block)).map_or(first, |(i, _)| i);
    let named = |i: &usize| {
        let block = &blocks[*i];
        block.chars <= limits::TITLE_CHARS && block.linked * 2 < block.chars && page.titles.names(&block.line())
    };
    let from = (first.saturating_sub(limits::HEAD_BLOCKS)..first).rev().find(named).unwrap_or(first);
    let mut held = Vec::new();
    for i in from..prose {
        if let Some(verdict) = chosen.verdicts[i].filter(|verdict| verdict.rule == rules::CREDIT || i == from && verdict.rule != rules::RECORD) {
            held.push((i, verdict));
            chosen.verdicts[i] = None;
        }
    }
    held
}

/// What credits that went by their labels say is told, too, where they stand at the document.
fn take_credits(page: &Parsed<'_>, chosen: &mut Selection) {
    let mut all = kept(page.blocks, &chosen.verdicts).map(|(i, _)| i);
    let Some(first) = all.next() else { return };
    let last = all.last().unwrap_or(first);
    let near = first.saturating_sub(limits::HEAD_BLOCKS)..(last + 1 + limits::TAIL_BLOCKS).min(chosen.verdicts.len());
    for i in near {
        if chosen.verdicts[i].is_some_and(|verdict| verdict.rule == rules::CREDIT) && !chosen.credits.contains(&i) {
            chosen.credits.push(i);
        }
    }
    chosen.credits.sort_unstable();
}

/// Takes out captions, unless they are a third of the text and more: then they are the text.
fn drop_captions(page: &Parsed<'_>, accept: f32, chosen: &mut Selection) {
    let is_caption = |i: usize| page.labels[i].caption >= accept;
    let captions: Vec<usize> = kept(page.blocks, &chosen.verdicts).map(|(i, _)| i).filter(|&i| is_caption(i)).collect();
    let chars = |blocks: &mut dyn Iterator<Item = usize>| -> u64 { blocks.map(|i| u64::from(page.blocks.all[i].chars)).sum() };
    let shown = chars(&mut captions.iter().copied());
    if shown * limits::CAPTION_SHARE <= chars(&mut kept(page.blocks, &chosen.verdicts).map(|(i, _)| i)) {
        captions.into_iter().for_each(|i| chosen.drop(i, rules::CAPTION, weighed(f64::from(page.labels[i].caption))));
    }
}

/// Whether a block is a line drawn with characters.
fn is_drawn(block: &Block) -> bool {
    let marks = |c| matches!(c, '-' | '=' | '*' | '_' | '~' | '—' | '―' | '…' | '＝' | '﹏' | '·' | ':' | '：' | ' ');
    block.chars >= limits::DRAWN_CHARS && block.text.chars().all(marks)
}

/// The names of the annexes (附件) that follow a document as links to files are part of it, and so is what follows 附件 in the next lines. Under a line that
/// heads annexes and links to nothing itself, a link to anything but another page is one.
fn take_annexes(page: &Parsed<'_>, verdicts: &mut [Option<Verdict>]) {
    let mut numbers = kept(page.blocks, verdicts).map(|(i, _)| i);
    let Some(first) = numbers.next() else { return };
    let last = numbers.last().unwrap_or(first);
    let (mut open, mut headed) = (false, false);
    for (block, verdict) in page.blocks.all.iter().zip(verdicts).take(last + 1 + limits::ANNEX_BLOCKS).skip(first) {
        let named = page.lexicon.is(Sort::Annex, &block.text);
        if named && block.links == 0 && block.chars <= limits::ANNEX_HEAD_CHARS {
            headed = true;
            continue;
        }
        headed &= block.links > 0;
        open = (open || named || headed) && block.chars < limits::LINE_CHARS && links_to_file(page, block, headed);
        headed &= open;
        if open && verdict.is_some_and(|verdict| verdict.rule != rules::RECORD) {
            *verdict = None;
        }
    }
}

/// Whether an address ends as that of a file does.
pub(super) fn is_file(address: &str) -> bool {
    const FILES: &[&str] = &["doc", "docx", "wps", "pdf", "ofd", "ceb", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "rtf", "txt"];
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, ending)| FILES.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// Whether a block holds a link to a file: by the ending of its address or, where annexes are `expected`, by anything but that of a page.
fn links_to_file(page: &Parsed<'_>, block: &Block, expected: bool) -> bool {
    const PAGES: &[&str] = &["htm", "html", "shtml", "xhtml", "mhtml"];
    let tree = page.tree;
    let is_to_file = |node: usize| {
        let address = tree.short_tag(node).and_then(|tag| attribute(tag, "href")).unwrap_or_default();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            _ if is_file(address) => true,
            Some((_, ending)) => expected && !path.starts_with("javascript:") && !PAGES.iter().any(|e| ending.eq_ignore_ascii_case(e)),
            // A program that hands out files is asked for one.
            None => expected && !name.is_empty() && address.len() > path.len() && !path.starts_with("javascript:"),
        }
    };
    let links = |text: usize| tree.around(tree.nodes[text].parent as usize).filter(|&node| tree.nodes[node].element == Element::Link);
    let mut texts = (block.from as usize..block.to as usize).take(limits::NEAR_NODES).filter(|&node| tree.nodes[node].element == Element::Text);
    block.links > 0 && texts.any(|text| links(text).any(is_to_file))
}

/// Finds the headline before the chosen element: a line that the head of the page names, or else the nearest heading, or
/// the nearest line that reads like the title of an official document. It is taken into the text where
/// every headline is asked for or it is that of an official document (it says what about, or a document number follows), and then the number under it too.
fn find_headline(page: &Parsed<'_>, headline: HeadlineOf, chosen: &mut Selection) {
    let Parsed { blocks, lexicon, .. } = *page;
    let Some((first, _)) = kept(blocks, &chosen.verdicts).next() else { return };
    let before = || {
        let lines = blocks.all.iter().enumerate().take(first).rev().take(limits::HEAD_BLOCKS);
        lines.filter(|(i, block)| {
            block.chars <= limits::TITLE_CHARS && block.linked == 0 && chosen.verdicts[*i].is_none_or(|verdict| verdict.rule != rules::RECORD)
        })
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
        if verdict.is_some_and(|verdict| verdict.rule != rules::RECORD) && is_number(block, lexicon) {
            *verdict = None;
        }
    }
}
