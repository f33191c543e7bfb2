//! Which blocks are the document.
//!
//! The element with most prose is found by adding up what each block says for the elements around it, then narrowed as long as one
//! child holds nearly all of it. Inside it, link lists, bars and what follows the document go; of several posts the first
//! one with prose stays.

use super::articles;
use super::blocks::{Block, Blocks};
use super::head::{is_number, trim_head};
use super::lexicon::{Field, Lexicon};
use super::limits;
use super::record::{Rows, after_label, field_value};
use super::rules;
use super::selection::{Selection, is_container, is_prose, kept, totals};
use super::tags::{Element, attribute};
use super::title::Titles;
use super::tree::Tree;
use crate::chars::without_blanks;
use crate::code::Code;
use crate::config::{Articles, HeadlineOf, MarkupConfig};
use crate::structure::enumerator;

/// Chooses; where all articles of a page are asked for, the one with the number `article` (from 0).
pub(super) fn select(tree: &Tree<'_>, blocks: &Blocks, lexicon: &Lexicon, titles: &Titles, config: &MarkupConfig, article: usize) -> Selection {
    let mut chosen = Selection { verdicts: vec![None; blocks.all.len()], ..Selection::default() };
    mark_record(tree, blocks, lexicon, &mut chosen);
    let record_only = chosen.verdicts.clone();
    mark_teasers(blocks, &mut chosen.verdicts);
    if takes_all(blocks, &record_only, &chosen.verdicts) {
        // A page of nothing but headlines with their paragraphs.
        chosen.verdicts = record_only;
    }
    let values = values(tree, blocks, titles, &chosen.verdicts);
    let mut group = if config.articles == Articles::All { articles::find(tree, blocks, lexicon, &chosen.verdicts) } else { None };
    let home = group.as_ref().map_or_else(|| home(tree, blocks, &values), |group| group.parent);
    let node = &tree.nodes[home];
    for (block, verdict) in blocks.all.iter().zip(&mut chosen.verdicts) {
        let inside = block.from as usize >= home && block.from < node.after;
        if !inside {
            verdict.get_or_insert(rules::OUTSIDE);
        }
    }
    let outside_only = chosen.verdicts.clone();
    trim_inside(tree, blocks, lexicon, home, true, config.articles, &mut chosen.verdicts);
    if takes_all(blocks, &outside_only, &chosen.verdicts) {
        // The names of elements would leave nothing: a page of comments is called one, and its text are all of them.
        chosen.verdicts.clone_from(&outside_only);
        trim_inside(tree, blocks, lexicon, home, false, Articles::All, &mut chosen.verdicts);
    }
    if kept(blocks, &chosen.verdicts).next().is_none() {
        chosen.verdicts = outside_only;
    }
    if let Some(group) = &mut group {
        group.settle(tree, blocks, &chosen.verdicts);
        let article = article.min(group.nodes.len().saturating_sub(1));
        let range = group.range(tree, article).filter(|_| group.nodes.len() > 1);
        if let Some(range) = range {
            chosen.article = Some((article + 1, group.nodes.len()));
            for (block, verdict) in blocks.all.iter().zip(&mut chosen.verdicts) {
                if !range.contains(&(block.from as usize)) {
                    verdict.get_or_insert(rules::OTHER);
                }
            }
        }
    }
    take_annexes(tree, blocks, &mut chosen.verdicts);
    trim_head(blocks, lexicon, titles, config.title, &mut chosen);
    chosen.title = title_block(blocks, titles).filter(|_| chosen.article.is_none());
    if chosen.headline.is_none() {
        find_headline(blocks, lexicon, titles, config.title, &mut chosen);
    }
    chosen
}

/// What goes inside the chosen element: lists of links, parts `by_name`, bars, what follows the document, and other posts.
fn trim_inside(tree: &Tree<'_>, blocks: &Blocks, lexicon: &Lexicon, home: usize, by_name: bool, articles: Articles, verdicts: &mut [Option<Code>]) {
    prune(tree, blocks, home, by_name, verdicts);
    for (block, verdict) in blocks.all.iter().zip(verdicts.iter_mut()) {
        if verdict.is_none() && block.chars < limits::LINE_CHARS && block.stops < 2 && (is_rule(block) || lexicon.is_bar(&without_blanks(&block.text))) {
            *verdict = Some(rules::BAR);
        }
    }
    drop_captions(tree, blocks, lexicon, verdicts);
    cut_tail(blocks, lexicon, verdicts);
    if articles == Articles::Main {
        keep_first_post(blocks, lexicon, verdicts);
    }
}

/// The names of the annexes (附件) that follow a document as links to files are part of it, and so is what follows 附件 in the next lines.
fn take_annexes(tree: &Tree<'_>, blocks: &Blocks, verdicts: &mut [Option<Code>]) {
    let Some((last, _)) = kept(blocks, verdicts).last() else { return };
    let Some((first, _)) = kept(blocks, verdicts).next() else { return };
    let mut open = false;
    for (i, block) in blocks.all.iter().enumerate().take(last + 1 + limits::ANNEX_BLOCKS).skip(first) {
        let named = block.text.starts_with("附件") || block.text.starts_with("【附件");
        open = (open || named) && block.chars < limits::LINE_CHARS && is_file(tree, block);
        if let Some(verdict) = verdicts.get_mut(i).filter(|verdict| open && matches!(**verdict, Some(rules::OUTSIDE | rules::LINKS | rules::BAR))) {
            *verdict = None;
        }
    }
}

/// Whether a block holds a link to a file.
fn is_file(tree: &Tree<'_>, block: &Block) -> bool {
    const ENDINGS: &[&str] = &["doc", "docx", "wps", "pdf", "ofd", "ceb", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "rtf", "txt"];
    let is_to_file = |node: usize| {
        let address = tree.short_tag(node).and_then(|tag| attribute(tag, "href")).unwrap_or_default();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)))
    };
    block.links > 0
        && (block.from as usize..block.to as usize).take(limits::NEAR_NODES).filter(|&node| tree.nodes[node].element == Element::Text).any(|text| {
            let parents = std::iter::successors(Some(tree.nodes[text].parent as usize), |&node| Some(tree.nodes[node].parent as usize));
            parents.take(4).any(|node| tree.nodes[node].element == Element::Link && is_to_file(node))
        })
}

/// Lines beside an image that name its photographer go, unless they are a third of the text and more: then they are the text.
fn drop_captions(tree: &Tree<'_>, blocks: &Blocks, lexicon: &Lexicon, verdicts: &mut [Option<Code>]) {
    let captions: Vec<usize> = kept(blocks, verdicts)
        .filter(|(i, block)| block.chars < limits::LINE_CHARS && is_under_image(tree, blocks, *i) && lexicon.is_caption(&without_blanks(&block.text)))
        .map(|(i, _)| i)
        .collect();
    let text: i64 = kept(blocks, verdicts).map(|(_, block)| i64::from(block.chars)).sum();
    let shown: i64 = captions.iter().map(|&i| i64::from(blocks.all[i].chars)).sum();
    if shown * limits::CAPTION_SHARE <= text {
        for i in captions {
            verdicts[i] = Some(rules::MEDIA);
        }
    }
}

/// Whether an image stands between a block and the block before it.
fn is_under_image(tree: &Tree<'_>, blocks: &Blocks, block: usize) -> bool {
    let after = block.checked_sub(1).map_or(0, |before| blocks.all[before].to as usize);
    let from = blocks.all[block].from as usize;
    let is_image = |node: usize| tree.nodes[node].element == Element::Void && tree.tag(node).get(1..4).is_some_and(|name| name.eq_ignore_ascii_case("img"));
    (after..from).rev().take(limits::NEAR_NODES).any(is_image)
}

/// Whether nearly all prose of the chosen element is gone.
fn takes_all(blocks: &Blocks, before: &[Option<Code>], after: &[Option<Code>]) -> bool {
    let prose = |verdicts: &[Option<Code>]| -> u32 { kept(blocks, verdicts).filter(|(_, b)| is_prose(b)).map(|(_, b)| b.chars).sum() };
    let left = prose(after);
    left < limits::LEFT_CHARS && left.saturating_mul(limits::LEFT_SHARE) < prose(before)
}

/// The block that holds most of what the page names its title; of several the first heading, or else the first.
fn title_block(blocks: &Blocks, titles: &Titles) -> Option<usize> {
    let unlinked = blocks.all.iter().enumerate().filter(|(_, block)| block.chars <= limits::TITLE_CHARS && block.linked * 2 < block.chars);
    let named = unlinked.filter_map(|(i, block)| Some((i, titles.names_whole(&without_blanks(&block.text))?, block.heading > 0)));
    named.max_by_key(|&(i, letters, heading)| (letters, heading, std::cmp::Reverse(i))).map(|(i, ..)| i)
}

/// Finds the headline before the chosen element: a line that the head of the page names, or else the nearest heading, or
/// the nearest line that reads like the title of an official document. It is taken into the text where
/// every headline is asked for or it is that of an official document (it says what about, or a document number follows), and then the number under it too.
fn find_headline(blocks: &Blocks, lexicon: &Lexicon, titles: &Titles, headline: HeadlineOf, chosen: &mut Selection) {
    let Some((first, _)) = kept(blocks, &chosen.verdicts).next() else { return };
    let before = || {
        let lines = blocks.all.iter().enumerate().take(first).rev().take(limits::HEAD_BLOCKS);
        lines.filter(|(i, block)| block.chars <= limits::TITLE_CHARS && block.linked == 0 && chosen.verdicts[*i] != Some(rules::RECORD))
    };
    let named = before().find(|(_, block)| titles.names(&without_blanks(&block.text)));
    let heading = || before().find(|(_, block)| matches!(block.heading, 1 | 2) && block.chars >= 6 && enumerator(&block.text).is_none());
    let official = || before().find(|(_, block)| block.stops == 0 && lexicon.is_official(&without_blanks(&block.text)));
    let Some((at, block)) = named.or_else(heading).or_else(official) else { return };
    let line = without_blanks(&block.text);
    let numbered = || {
        let mut near = blocks.all.iter().skip(at + 1).take(first - at + limits::HEAD_BLOCKS);
        near.any(|block| is_number(block, &without_blanks(&block.text), lexicon))
    };
    let taken = match headline {
        HeadlineOf::All => true,
        HeadlineOf::Official => lexicon.is_official(&line) && (line.contains("关于") || line.contains("印发") || numbered()),
        HeadlineOf::None => false,
    };
    chosen.headline = Some(at);
    if !taken {
        return;
    }
    chosen.verdicts[at] = None;
    for (block, verdict) in blocks.all.iter().zip(&mut chosen.verdicts).take(first).skip(at + 1) {
        if *verdict == Some(rules::OUTSIDE) && is_number(block, &without_blanks(&block.text), lexicon) {
            *verdict = None;
        }
    }
}

/// Whether a block is a line drawn with characters.
fn is_rule(block: &Block) -> bool {
    block.chars >= 3 && block.text.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '—' | '―' | '…' | '＝' | '﹏' | '·' | ' '))
}

/// What each block says for the elements around it, in characters of prose; links speak against.
fn values(tree: &Tree<'_>, blocks: &Blocks, titles: &Titles, verdicts: &[Option<Code>]) -> Vec<i64> {
    let raw: Vec<i64> = blocks.all.iter().zip(verdicts).map(|(block, verdict)| if verdict.is_some() { 0 } else { raw_value(tree, block) }).collect();
    let sum = |against: bool| -> i64 { blocks.all.iter().zip(&raw).filter(|(b, v)| **v > 0 && b.hint.against() == against).map(|(_, v)| *v).sum() };
    // Where nearly all prose stands in elements with such names the names say nothing.
    let (for_, against) = (sum(false), sum(true));
    let blind = against > for_ * limits::BLIND_HINTS;
    let mut values: Vec<i64> = blocks
        .all
        .iter()
        .zip(raw)
        .map(|(block, raw)| match raw {
            v if v > 0 && !blind && block.hint.against() => v / 10,
            v if v > 0 && block.hint.main => v + v / 5,
            v => v,
        })
        .collect();
    // The text follows its headline, and the description in the head of a page is often its first sentence.
    let all: i64 = values.iter().filter(|v| **v > 0).sum();
    let bonus = all / limits::HEADLINE_BONUS;
    let description = titles.description();
    let mut since_title = usize::MAX;
    for (block, value) in blocks.all.iter().zip(&mut values) {
        let line = without_blanks(&block.text);
        if block.chars <= limits::TITLE_CHARS && !block.hint.against() && titles.names(&line) {
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

fn raw_value(tree: &Tree<'_>, block: &Block) -> i64 {
    let chars = i64::from(block.chars);
    let plain = i64::from(block.chars - block.linked);
    let density = f64::from(block.linked) / f64::from(block.chars.max(1));
    let sentences = block.stops > 0 && chars >= 40 && density < 0.8;
    if density > 0.5 && !sentences {
        -chars.min(40) - 3
    } else if block.stops > 0 || (block.marks >= 2 && chars >= 20) {
        plain + 5 * i64::from(block.marks)
    } else if chars >= 40 {
        plain / 2
    } else if block.pre || block.data || tree.nodes[block.owner as usize].element == Element::P {
        plain / 3
    } else {
        0
    }
}

/// The element that holds the document.
fn home(tree: &Tree<'_>, blocks: &Blocks, values: &[i64]) -> usize {
    let net = totals(tree, blocks, values.iter().copied());
    let prose = totals(tree, blocks, values.iter().map(|&v| v.max(0)));
    // Without any prose, the element with most text that is not links.
    let text = |least: i64| totals(tree, blocks, blocks.all.iter().map(|b| i64::from(b.chars) - 3 * i64::from(b.linked) - least));
    let net = if prose[0] > 0 { net } else { text(2) };
    // A page of nothing but words of two characters has text too.
    let net = if net.iter().any(|&total| total > 0) { net } else { text(0) };
    let count = totals(tree, blocks, blocks.all.iter().map(|_| 1));
    // A paragraph or a span holds a document only where lines are broken inside it.
    let holds = |i: usize| {
        let element = tree.nodes[i].element;
        is_container(element) && (count[i] >= 4 || !matches!(element, Element::P | Element::Inline | Element::Item))
    };
    let mut best = 0;
    for (i, &total) in net.iter().enumerate() {
        if total >= net[best] && holds(i) && (total > net[best] || inside(tree, i, best)) {
            best = i;
        }
    }
    if prose[0] <= 0 {
        return best;
    }
    // Narrow it while one child holds nearly all the prose.
    loop {
        let end = tree.nodes[best].after as usize;
        let mut child = best + 1;
        let mut next = None;
        while child < end {
            if prose[child] * 100 >= prose[best] * limits::HOME_SHARE && prose[child] > 0 && holds(child) {
                next = Some(child);
                break;
            }
            child = tree.nodes[child].after as usize;
        }
        match next {
            Some(child) => best = child,
            None => return best,
        }
    }
}

fn inside(tree: &Tree<'_>, inner: usize, outer: usize) -> bool {
    inner >= outer && inner < tree.nodes[outer].after as usize
}

/// What goes though it stands inside the chosen element: lists of links, and small parts that are called bars, comments or other articles.
fn prune(tree: &Tree<'_>, blocks: &Blocks, home: usize, by_name: bool, verdicts: &mut [Option<Code>]) {
    let chars = totals(tree, blocks, blocks.all.iter().map(|b| i64::from(b.chars)));
    // The names in a table of data are data, linked or not.
    let linked = totals(tree, blocks, blocks.all.iter().map(|b| if b.data { 0 } else { i64::from(b.linked) }));
    let count = totals(tree, blocks, blocks.all.iter().map(|_| 1));
    let prose = totals(tree, blocks, blocks.all.iter().map(|b| if is_prose(b) { i64::from(b.chars) } else { 0 }));
    let end = tree.nodes[home].after as usize;
    // Where captions are most of what there is they are the text.
    let captions: i64 = blocks.all.iter().filter(|b| b.hint.caption && inside(tree, b.from as usize, home)).map(|b| i64::from(b.chars)).sum();
    let captions_go = captions * limits::CAPTION_SHARE <= chars[home];
    let mut gone: Vec<(usize, usize, Code)> = Vec::new();
    let mut i = home + 1;
    while i < end {
        let node = &tree.nodes[i];
        let hint = blocks.hints[i];
        let after = node.after as usize;
        if chars[i] == 0 || node.element == Element::Text {
            i += 1;
            continue;
        }
        // A part without any prose may be larger than the text it stands beside.
        let named_other = by_name && (hint.talk || hint.more || hint.note);
        let small = chars[i] * if named_other { 2 } else { 3 } < chars[home] || prose[i] == 0 && prose[home] > 0;
        let links = linked[i] * 2 > chars[i] && count[i] >= 2 && prose[i] * 4 < chars[i];
        let named = by_name && hint.against() && !hint.main && (prose[i] * 2 < chars[i] || named_other);
        let rule = match () {
            () if small && links => Some(rules::LINKS),
            () if hint.caption && captions_go => Some(rules::MEDIA),
            () if small && named || node.element == Element::Aside && chars[i] * 2 < chars[home] => Some(rules::BAR),
            () => None,
        };
        match rule {
            Some(rule) => {
                gone.push((i, after, rule));
                i = after;
            }
            None => i += 1,
        }
    }
    let mut next = 0;
    for (block, verdict) in blocks.all.iter().zip(verdicts.iter_mut()) {
        let at = block.from as usize;
        while gone.get(next).is_some_and(|g| g.1 <= at) {
            next += 1;
        }
        if let Some((_, _, rule)) = gone.get(next).filter(|g| (g.0..g.1).contains(&at)) {
            verdict.get_or_insert(*rule);
        }
    }
}

/// Cuts at the first line after which nothing of the document comes.
fn cut_tail(blocks: &Blocks, lexicon: &Lexicon, verdicts: &mut [Option<Code>]) {
    let whole: u32 = kept(blocks, verdicts).filter(|(_, b)| is_prose(b)).map(|(_, b)| b.chars).sum();
    let mut before = 0u32;
    let mut cut = None;
    for (i, block) in kept(blocks, verdicts) {
        if is_prose(block) {
            before += block.chars;
        }
        let enough = before * 2 >= whole || before >= limits::POST_CHARS;
        if before > 0 && enough && block.chars <= 80 && lexicon.is_tail(&without_blanks(&block.text)) {
            cut = Some(i);
            break;
        }
    }
    if let Some(cut) = cut {
        for verdict in &mut verdicts[cut..] {
            verdict.get_or_insert(rules::OTHER);
        }
    }
}

/// Of several posts (each with a line that holds a date and a time of day) keeps the first that has prose.
fn keep_first_post(blocks: &Blocks, lexicon: &Lexicon, verdicts: &mut [Option<Code>]) {
    let stamps: Vec<usize> = kept(blocks, verdicts).filter(|(_, b)| b.chars <= 100 && b.digits >= 6 && lexicon.has_stamp(&b.text)).map(|(i, _)| i).collect();
    if stamps.len() < 2 {
        return;
    }
    // Prose before each block.
    let mut sums = Vec::with_capacity(blocks.all.len() + 1);
    let mut sum = 0u64;
    for (block, verdict) in blocks.all.iter().zip(verdicts.iter()) {
        sums.push(sum);
        sum += if verdict.is_none() && is_prose(block) { u64::from(block.chars) } else { 0 };
    }
    sums.push(sum);
    let mut from = 0;
    for (n, &stamp) in stamps.iter().enumerate() {
        let here = sums[stamp] - sums[from];
        // The text before a stamp that has text: either its own stamp stands below it, or this is that of the next post.
        if here >= u64::from(limits::POST_CHARS) || (here > 0 && here * 3 >= sum) {
            let start = if n == 0 { 0 } else { from };
            // The name above the stamp is that of the next post.
            let above = blocks.all.get(start..stamp).unwrap_or_default().iter().rev().take(2);
            let names = above.take_while(|b| b.chars <= limits::NAME_CHARS && b.marks == 0).count();
            for (i, verdict) in verdicts.iter_mut().enumerate() {
                if i < start || i >= stamp - names {
                    verdict.get_or_insert(rules::OTHER);
                }
            }
            return;
        }
        from = stamp + 1;
    }
}

/// Finds lists of other articles, each a linked headline and a few words: three and more in a row, or five and more with a whole paragraph each.
fn mark_teasers(blocks: &Blocks, verdicts: &mut [Option<Code>]) {
    let all = &blocks.all;
    let is_headline = |b: &Block| b.chars >= 6 && b.chars <= 80 && b.linked * 10 >= b.chars * 8;
    let is_summary = |b: &Block| b.linked * 3 < b.chars && b.chars >= 20 && b.chars <= limits::SUMMARY_CHARS;
    let mut i = 0;
    while i < all.len() {
        if !is_headline(&all[i]) {
            i += 1;
            continue;
        }
        // From headline to headline, with one summary and little else between.
        let (start, mut end, mut count, mut at, mut longest) = (i, i, 0, i, 0);
        loop {
            let look = (at + 1..all.len().min(at + 5)).find(|&k| is_summary(&all[k]));
            let Some(summary) = look else { break };
            if (at + 1..summary).any(|k| is_prose(&all[k])) {
                break;
            }
            count += 1;
            longest = longest.max(all[summary].chars);
            end = summary + 1;
            let next = (summary + 1..all.len().min(summary + 5)).find(|&k| is_headline(&all[k]));
            let Some(next) = next.filter(|&n| (summary + 1..n).all(|k| all[k].chars < 40)) else { break };
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

/// Finds the record (索引号, 发文字号, …) that describes the document: labels that stand close together.
fn mark_record(tree: &Tree<'_>, blocks: &Blocks, lexicon: &Lexicon, chosen: &mut Selection) {
    let mut labels: Vec<(usize, Field, String)> = Vec::new();
    let mut rows = Rows::default();
    for (i, block) in blocks.all.iter().enumerate() {
        if let Some(fields) = rows.fields(tree, block, lexicon) {
            labels.extend(fields.into_iter().map(|(field, value)| (i, field, value)));
        } else if block.chars <= limits::LABEL_CHARS
            && let Some((field, value)) = lexicon.label(&without_blanks(&block.text))
            && !(field == Field::Source && value.contains(['：', ':']))
        {
            let value = if value.is_empty() { String::new() } else { field_value(field, after_label(&block.text), lexicon) };
            labels.push((i, field, value));
        }
    }
    let mut from = 0;
    while from < labels.len() {
        let mut to = from + 1;
        while to < labels.len() && labels[to].0 - labels[to - 1].0 <= 3 {
            to += 1;
        }
        let group = &labels[from..to];
        let mut kinds: Vec<u8> =
            group.iter().filter(|(_, f, _)| !matches!(f, Field::Other | Field::Keywords | Field::Source)).map(|(_, f, _)| *f as u8).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let telling = group.iter().any(|(_, f, _)| matches!(f, Field::Index | Field::Number | Field::Issuer));
        if kinds.len() >= 3 && telling {
            for (n, (i, field, value)) in group.iter().enumerate() {
                chosen.verdicts[*i] = Some(rules::RECORD);
                let next = group.get(n + 1).map_or(i + 2, |g| g.0);
                let reach = row_end(tree, blocks.all[*i].owner as usize);
                let last = (i + 1..blocks.all.len().min(i + 4).min(next)).take_while(|&k| blocks.all[k].from < reach).last().map_or(i + 1, |k| k + 1);
                if value.is_empty() && last > i + 1 {
                    // The value stands in the same row.
                    for verdict in &mut chosen.verdicts[i + 1..last] {
                        *verdict = Some(rules::RECORD);
                    }
                    chosen.record.push((*field, field_value(*field, &blocks.all[i + 1].text, lexicon), i + 1));
                } else if !value.is_empty() {
                    chosen.record.push((*field, value.clone(), *i));
                }
            }
        }
        from = to;
    }
}

/// Where the row, or whatever holds a label and its value, ends.
fn row_end(tree: &Tree<'_>, owner: usize) -> u32 {
    let mut at = owner;
    for _ in 0..4 {
        if matches!(tree.nodes[at].element, Element::Row | Element::List | Element::Table) {
            return tree.nodes[at].after;
        }
        at = tree.nodes[at].parent as usize;
    }
    tree.nodes[tree.nodes[owner].parent as usize].after
}
