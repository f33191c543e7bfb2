//! What goes inside the element that holds the document: parts that are links or called something else, bars, captions, other articles, and
//! what follows the document. Decided from measures of blocks, the names of elements and the patterns of lines.

use std::ops::Range;

use super::blocks::{Block, Blocks};
use super::hints::Hint;
use super::lexicon::{Lexicon, Sort};
use super::limits;
use super::rules;
use super::selection::{Parsed, drop_where, is_prose, kept, prose_chars};
use super::tags::Element;
use crate::code::Code;
use crate::config::Articles;

/// Takes out of the chosen element what is none of the document; parts for their names only where `by_name`.
pub(super) fn trim_inside(page: &Parsed<'_>, home: usize, by_name: bool, articles: Articles, verdicts: &mut [Option<Code>]) {
    let Parsed { blocks, lexicon, .. } = *page;
    prune(page, home, by_name, verdicts);
    drop_where(blocks, verdicts, rules::BAR, |_, block| {
        let short = block.chars < limits::LINE_CHARS && block.stops < limits::BAR_STOPS;
        short && (is_drawn(block) || lexicon.is(Sort::Bar, &block.line()))
    });
    drop_captions(page, verdicts);
    cut_tail(blocks, lexicon, verdicts);
    if articles == Articles::Main {
        keep_first_post(blocks, lexicon, verdicts);
    }
}

/// Whether nearly all prose of the chosen element is gone.
pub(super) fn takes_all(blocks: &Blocks, before: &[Option<Code>], after: &[Option<Code>]) -> bool {
    let left = all_prose(blocks, after);
    left < limits::LEFT_CHARS && left.saturating_mul(limits::LEFT_SHARE) < all_prose(blocks, before)
}

fn all_prose(blocks: &Blocks, verdicts: &[Option<Code>]) -> u32 {
    kept(blocks, verdicts).map(|(_, block)| prose_chars(block)).sum()
}

/// Takes out lists of links, and small parts that are called bars, comments, captions or other articles.
fn prune(page: &Parsed<'_>, home: usize, by_name: bool, verdicts: &mut [Option<Code>]) {
    let Parsed { tree, blocks, .. } = *page;
    let chars = page.totals(|_, block| i64::from(block.chars));
    // The names in a table of data are data, linked or not.
    let linked = page.totals(|_, block| if block.data { 0 } else { i64::from(block.linked) });
    let prose = page.totals(|_, block| i64::from(prose_chars(block)));
    let count = page.totals(|_, _| 1);
    let inside = tree.inside(home);
    // Where captions are most of what there is they are the text.
    let captions: i64 = blocks.all.iter().filter(|b| b.hint.has(Hint::CAPTION) && inside.contains(&(b.from as usize))).map(|b| i64::from(b.chars)).sum();
    let captions_go = captions * limits::CAPTION_SHARE <= chars[home];
    let rule_of = |i: usize| {
        let hint = blocks.hints[i];
        // A part without any prose may be larger than the text it stands beside.
        let named_other = by_name && hint.has(Hint::OTHER);
        let share = if named_other { limits::NAMED_PART_SHARE } else { limits::PART_SHARE };
        let small = chars[i] * share < chars[home] || prose[i] == 0 && prose[home] > 0;
        let links = linked[i] * 2 > chars[i] && count[i] >= 2 && prose[i] * limits::LINKS_PROSE_SHARE < chars[i];
        let named = by_name && hint.has(Hint::AGAINST) && !hint.has(Hint::MAIN) && (prose[i] * 2 < chars[i] || named_other);
        let aside = tree.nodes[i].element == Element::Aside && chars[i] * 2 < chars[home];
        if small && links {
            Some(rules::LINKS)
        } else if hint.has(Hint::CAPTION) && captions_go {
            Some(rules::MEDIA)
        } else {
            (small && named || aside).then_some(rules::BAR)
        }
    };
    let mut gone: Vec<Option<Code>> = vec![None; tree.nodes.len()];
    let mut i = inside.start;
    while i < inside.end {
        let says = chars[i] > 0 && tree.nodes[i].element != Element::Text;
        let rule = if says { rule_of(i) } else { None };
        let next = if rule.is_some() { tree.nodes[i].after as usize } else { i + 1 };
        gone[i..next].fill(rule);
        i = next;
    }
    for (block, verdict) in blocks.all.iter().zip(verdicts) {
        *verdict = verdict.or(gone[block.from as usize]);
    }
}

/// Whether a block is a line drawn with characters.
fn is_drawn(block: &Block) -> bool {
    let marks = |c| matches!(c, '-' | '=' | '*' | '_' | '~' | '—' | '―' | '…' | '＝' | '﹏' | '·' | ' ');
    block.chars >= limits::DRAWN_CHARS && block.text.chars().all(marks)
}

/// Takes out lines beside an image that name its photographer, unless they are a third of the text and more: then they are the text.
fn drop_captions(page: &Parsed<'_>, verdicts: &mut [Option<Code>]) {
    let blocks = page.blocks;
    let is_caption = |i: usize, block: &Block| block.chars < limits::LINE_CHARS && is_under_image(page, i) && page.lexicon.is(Sort::Caption, &block.line());
    let captions: Vec<usize> = kept(blocks, verdicts).filter(|(i, block)| is_caption(*i, block)).map(|(i, _)| i).collect();
    let text: i64 = kept(blocks, verdicts).map(|(_, block)| i64::from(block.chars)).sum();
    let shown: i64 = captions.iter().map(|&i| i64::from(blocks.all[i].chars)).sum();
    if shown * limits::CAPTION_SHARE <= text {
        for i in captions {
            verdicts[i] = Some(rules::MEDIA);
        }
    }
}

/// Whether an image stands between a block and the block before it.
fn is_under_image(page: &Parsed<'_>, block: usize) -> bool {
    let Parsed { tree, blocks, .. } = *page;
    let after = block.checked_sub(1).map_or(0, |before| blocks.all[before].to as usize);
    let mut before = (after..blocks.all[block].from as usize).rev().take(limits::NEAR_NODES);
    before.any(|node| tree.nodes[node].element == Element::Void && tree.is_named(node, "img"))
}

/// Cuts at the first line after which nothing of the document comes.
fn cut_tail(blocks: &Blocks, lexicon: &Lexicon, verdicts: &mut [Option<Code>]) {
    let whole = all_prose(blocks, verdicts);
    let mut before = 0u32;
    let cut = kept(blocks, verdicts).find(|(_, block)| {
        before += prose_chars(block);
        let enough = before > 0 && (before * 2 >= whole || before >= limits::POST_CHARS);
        enough && block.chars <= limits::TAIL_CHARS && lexicon.is(Sort::Tail, &block.line())
    });
    if let Some((cut, _)) = cut {
        drop_where(blocks, verdicts, rules::OTHER, |i, _| i >= cut);
    }
}

/// Of several posts (each with a line that holds a date and a time of day) keeps the first that has prose.
fn keep_first_post(blocks: &Blocks, lexicon: &Lexicon, verdicts: &mut [Option<Code>]) {
    let is_stamp = |block: &Block| block.chars <= limits::STAMP_CHARS && block.digits >= limits::STAMP_DIGITS && lexicon.is(Sort::Stamp, &block.text);
    let stamps: Vec<usize> = kept(blocks, verdicts).filter(|(_, block)| is_stamp(block)).map(|(i, _)| i).collect();
    if stamps.len() < 2 {
        return;
    }
    let prose_of = |range: Range<usize>| -> u64 {
        let stay = blocks.all[range.clone()].iter().zip(&verdicts[range]).filter(|(_, verdict)| verdict.is_none());
        stay.map(|(block, _)| u64::from(prose_chars(block))).sum()
    };
    let sum = prose_of(0..blocks.all.len());
    let mut from = 0;
    let post = stamps.iter().find_map(|&stamp| {
        // The text before a stamp that has text: either its own stamp stands below it, or this is that of the next post.
        let prose = prose_of(from..stamp);
        let start = std::mem::replace(&mut from, stamp + 1);
        (prose >= u64::from(limits::POST_CHARS) || prose > 0 && prose * limits::POST_SHARE >= sum).then_some(start..stamp)
    });
    if let Some(post) = post {
        // The name above the stamp is that of the next post.
        let above = blocks.all.get(post.clone()).unwrap_or_default().iter().rev().take(limits::NAME_LINES);
        let names = above.take_while(|b| b.chars <= limits::NAME_CHARS && b.marks == 0).count();
        drop_where(blocks, verdicts, rules::OTHER, |i, _| i < post.start || i >= post.end - names);
    }
}

/// Takes out lists of other articles, each a linked headline and a few words: three and more in a row, or five and more with a whole paragraph each.
pub(super) fn mark_teasers(blocks: &Blocks, verdicts: &mut [Option<Code>]) {
    let all = &blocks.all;
    let is_headline = |b: &Block| {
        let length = (limits::HEADING_CHARS..=limits::TEASER_TITLE_CHARS).contains(&b.chars);
        length && b.linked * 100 >= b.chars * limits::TEASER_LINKED
    };
    let is_summary = |b: &Block| b.linked * limits::SUMMARY_LINK_SHARE < b.chars && (limits::SUMMARY_LEAST..=limits::SUMMARY_CHARS).contains(&b.chars);
    let near = |at: usize, is: &dyn Fn(&Block) -> bool| (at..all.len().min(at + limits::TEASER_REACH)).find(|&k| is(&all[k]));
    let mut i = 0;
    while i < all.len() {
        if !is_headline(&all[i]) {
            i += 1;
            continue;
        }
        // From headline to headline, with one summary and little else between.
        let (start, mut end, mut count, mut at, mut longest) = (i, i, 0, i, 0);
        while let Some(summary) = near(at + 1, &is_summary).filter(|&n| !all[at + 1..n].iter().any(is_prose)) {
            count += 1;
            longest = longest.max(all[summary].chars);
            end = summary + 1;
            let next = near(end, &is_headline);
            let Some(next) = next.filter(|&n| all[end..n].iter().all(|b| b.chars < limits::TEASER_GAP_CHARS)) else { break };
            at = next;
        }
        if count >= if longest <= limits::TEASER_CHARS { limits::TEASERS } else { limits::SUMMARIES } {
            for verdict in &mut verdicts[start..end] {
                verdict.get_or_insert(rules::OTHER);
            }
        }
        i = end.max(i + 1);
    }
}
