//! Tags and character references that were left over in pages of plain text: whether they are markup is decided from their names, their attributes,
//! their partners and the text around them.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::Tables;
use super::entity::Reference;
use super::limits;
use super::raised::{raised, would_fuse};
use super::rules;
use super::spoken;
use super::tags::{Element, Shape, Tag, Tags};
use super::vocabulary::Elements;
use crate::chars::{floor_boundary, is_han};
use crate::edit::Proposal;

/// Proposes what to do with the tags and references of a text that is no page of HTML.
pub(super) fn propose(text: &str, tables: &Tables, out: &mut Proposal) {
    let bytes = text.as_bytes();
    if memchr(b'<', bytes).is_some() {
        tags(text, tables, out);
    }
    if memchr(b'&', bytes).is_some() {
        references(text, tables, out);
    }
}

fn tags(text: &str, tables: &Tables, out: &mut Proposal) {
    let tags = Tags::of(text);
    let mut at = 0;
    // Names of elements whose start tag went, so that their end tags go too.
    let mut gone: Vec<&str> = Vec::new();
    let mut last = spoken::Last::default();
    while let Some(start) = memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()).map(|n| at + n) {
        at = start + 1;
        if let Some(line) = empty_item(text, start, &tags, &tables.elements) {
            at = line.end;
            out.delete(line, rules::STRAY_TAG, 1.0);
            continue;
        }
        let Some(tag) = tags.at(start) else { continue };
        // A tag that is not closed ends before whatever character comes next: no byte of it is known to be `>`.
        let inside = text.get(start + 1..tag.end).unwrap_or_default();
        let long = tag.end - start > limits::STRAY_TAG_BYTES || (tag.shape != Shape::Comment && inside.contains('<'));
        if long || spoken::is_spoken_of(text, start, &tag, tables, &mut last) {
            continue;
        }
        if tag.shape == Shape::Comment {
            out.delete(start..tag.end, rules::COMMENT, 1.0);
            at = tag.end;
            continue;
        }
        // A declaration has no name.
        let Some(element) = tables.elements.named(tag.name) else { continue };
        if let Some(end) = figure(text, start, &tag) {
            out.delete(start..end, rules::CAPTION, limits::FIGURE);
            at = end;
            continue;
        }
        let known = gone.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
        if !is_stray(text, start, &tag, element, known) {
            continue;
        }
        let opens = tag.shape == Shape::Open;
        if let Some((end, with)) = exponent(text, start, &tag) {
            out.replace(start..end, &with, rules::RAISED, 1.0);
            at = end;
            continue;
        }
        if opens && !known {
            gone.push(tag.name);
        }
        let end = if element.is_raw() && opens { end_of_raw(text, &tag) } else { tag.end };
        let with = match element {
            _ if element.is_block() || element == Element::Br => line_break(text, start, end),
            Element::Cell if opens => cell_gap(text, start, end),
            _ => "",
        };
        out.replace(start..end, with, rules::STRAY_TAG, 1.0);
        at = end;
    }
}

/// Where a figure in Markdown ends, with its line end: an element with a picture and a caption, or nothing, in it.
fn figure(text: &str, start: usize, tag: &Tag<'_>) -> Option<usize> {
    if tag.shape != Shape::Open || !tag.name.eq_ignore_ascii_case("figure") {
        return None;
    }
    let near = text.get(tag.end..floor_boundary(text, (tag.end + limits::FIGURE_BYTES).min(text.len())))?;
    let inner = near.get(..near.find("</figure>")?)?;
    if !inner.contains("<img") || inner.contains("<figure") || inner.contains("<p") {
        return None;
    }
    let mut depth = 0i32;
    let words = inner.chars().filter(|c| {
        depth += i32::from(*c == '<');
        let outside = depth == 0;
        depth -= i32::from(*c == '>');
        outside && !c.is_whitespace()
    });
    let end = tag.end + inner.len() + "</figure>".len();
    let line = text.get(..start).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let rest = text.get(end..)?;
    let breaks = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    (words.count() <= limits::FIGURE_CAPTION).then_some(if line { end + breaks } else { end })
}

/// Whether a tag is markup left over and no part of the text. `known` says that a start tag of its name went.
fn is_stray(text: &str, start: usize, tag: &Tag<'_>, element: Element, known: bool) -> bool {
    if !tag.plain {
        return text.get(start..tag.end).unwrap_or_default().contains('=');
    }
    // One letter between angle brackets may be a variable: it needs its partner, or attributes.
    let letter = tag.name.len() == 1 && !tag.name.eq_ignore_ascii_case("p");
    // A text that speaks of the parts of pages writes them like tags; those that are left over come in pairs.
    let page = || matches!(tag.name.to_ascii_lowercase().as_str(), "script" | "style" | "html" | "body" | "head") && has_partner(text, start, tag);
    (!letter || has_partner(text, start, tag)) && (tag.shape == Shape::Close && known || element.is_text() || page())
}

/// The byte after the end tag of an element whose content is no text; without one, after its start tag.
fn end_of_raw(text: &str, tag: &Tag<'_>) -> usize {
    let bytes = text.as_bytes();
    let Some(close) = memmem::find(&bytes[tag.end..], format!("</{}", tag.name).as_bytes()) else { return tag.end };
    memchr(b'>', &bytes[tag.end + close..]).map_or(text.len(), |n| tag.end + close + n + 1)
}

/// What a tag that breaks the line leaves: a break, unless the line breaks there anyhow.
fn line_break(text: &str, start: usize, end: usize) -> &'static str {
    let before = text[..start].trim_end_matches([' ', '\t']);
    let after = text[end..].trim_start_matches([' ', '\t', '\r']);
    let broken = before.is_empty() || before.ends_with(['\n', '>']) || after.is_empty() || after.starts_with(['\n', '<']);
    let needed = !broken || (before.ends_with('>') && !after.starts_with(['\n', '<']) && !after.is_empty() && !line_empty_before(text, start));
    if needed { "\n" } else { "" }
}

/// What the start of a cell leaves: a blank, or, where it is the first of its row and something stands before the row in its line, a break.
fn cell_gap(text: &str, start: usize, end: usize) -> &'static str {
    let mut before = text[..start].trim_end_matches([' ', '\t']);
    let mut row = false;
    // The tags that stand before it without text between them.
    while before.ends_with('>') && text.len() - before.len() < text.len() - start + limits::STRAY_TAG_BYTES {
        let Some(open) = before.rfind('<') else { break };
        let name = before[open + 1..].trim_start_matches('/');
        row |= name.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("tr")) && !name.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
        before = before[..open].trim_end_matches([' ', '\t']);
    }
    match (row, before.is_empty() || before.ends_with('\n') || text[end..].starts_with('\n')) {
        (true, true) => "",
        (true, false) => "\n",
        (false, _) => " ",
    }
}

/// The rest of a line that a mark of a list and a tag begin, where nothing but tags with attributes and their end tags follows: an item that was empty.
fn empty_item(text: &str, start: usize, tags: &Tags<'_>, elements: &Elements) -> Option<Range<usize>> {
    // A mark and its indentation are short, and a long line is not read again for every tag in it.
    let near = floor_boundary(text, start.saturating_sub(limits::INDENT_BYTES));
    let line = match text[near..start].rfind('\n') {
        Some(n) => near + n + 1,
        None if near == 0 => 0,
        None => return None,
    };
    if !matches!(text[line..start].trim(), "•" | "·" | "●" | "■" | "*" | "-") {
        return None;
    }
    let end = memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |n| start + n);
    let mut at = start;
    let mut named = false;
    while at < end {
        let tag = tags.at(at).filter(|tag| tag.end <= end && tag.end - at <= limits::STRAY_TAG_BYTES)?;
        elements.named(tag.name)?;
        named |= !tag.plain;
        at = tag.end;
        at += text[at..end].len() - text[at..end].trim_start().len();
    }
    named.then_some(line..end)
}

/// Whether nothing but tags and blanks stands between the start of the line and `at`.
fn line_empty_before(text: &str, at: usize) -> bool {
    let near = &text.as_bytes()[at.saturating_sub(limits::STRAY_TAG_BYTES)..at];
    let line = &near[memchr::memrchr(b'\n', near).map_or(0, |n| n + 1)..];
    let mut depth = 0i32;
    line.iter().all(|&b| {
        match b {
            b'<' => depth += 1,
            b'>' => depth -= 1,
            _ if depth <= 0 => return b.is_ascii_whitespace(),
            _ => {}
        }
        true
    })
}

/// An exponent or an index that would be read with the digits beside it: where its end tag ends, and what it is as characters.
fn exponent(text: &str, start: usize, tag: &Tag<'_>) -> Option<(usize, String)> {
    let up = tag.name.eq_ignore_ascii_case("sup");
    if tag.shape != Shape::Open || !(up || tag.name.eq_ignore_ascii_case("sub")) {
        return None;
    }
    let close = format!("</{}>", tag.name);
    let near = text.get(tag.end..floor_boundary(text, (tag.end + limits::STRAY_TAG_BYTES).min(text.len())))?;
    let inner = near.get(..near.find(&close)?)?;
    let end = tag.end + inner.len() + close.len();
    let (before, after) = (text.get(..start)?.chars().next_back(), text.get(end..)?.chars().next());
    raised(inner, up).filter(|_| would_fuse(before, after, up)).map(|with| (end, with))
}

/// Whether the tag with which a tag is paired stands near.
fn has_partner(text: &str, start: usize, tag: &Tag<'_>) -> bool {
    let reach = limits::STRAY_PARTNER_BYTES;
    let name = tag.name;
    if tag.shape == Shape::Open {
        let to = floor_boundary(text, (tag.end + reach).min(text.len()));
        text[tag.end..to].contains(&format!("</{name}>"))
    } else {
        let behind = &text[floor_boundary(text, start.saturating_sub(reach))..start];
        behind.contains(&format!("<{name}>")) || behind.contains(&format!("<{name} "))
    }
}

fn references(text: &str, tables: &Tables, out: &mut Proposal) {
    let bytes = text.as_bytes();
    // Text written wholly in references is the mojibake stage's: numbers that stand for Han, and the letters of Latin-1 that stand for bytes.
    let (mut han, mut latin) = (false, 0u32);
    let read = |at: usize| tables.entities.at(&text[at..], false);
    let mut skip = 0;
    let mut found: Vec<(usize, Reference)> = Vec::new();
    for at in memchr_iter(b'&', bytes) {
        if at < skip {
            continue;
        }
        let Some(reference) = read(at) else {
            han |= bytes[at..].starts_with(b"&#");
            continue;
        };
        skip = at + reference.length;
        han |= reference.numeric && is_han(reference.means);
        latin += u32::from(!reference.numeric && matches!(reference.means, '\u{c0}'..='\u{ff}'));
        found.push((at, reference));
    }
    // A `&lt;` that stays keeps the `&gt;` that closes it.
    let mut kept_open = false;
    let mut done = 0;
    for (at, reference) in found {
        if at < done {
            continue;
        }
        if let Some(end) = ends_sentence(text, at, reference, tables) {
            out.delete(at..end, rules::STRAY_TAG, limits::ESCAPED);
            done = end;
            continue;
        }
        if reference.numeric && han || latin >= limits::LATIN_REFERENCES && matches!(reference.means, '\u{a1}'..='\u{ff}') {
            continue;
        }
        let end = at + reference.length;
        match reference.means {
            // A bare `&amp;` in an address, or before what would then read as a reference, stays.
            '&' if text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') && !is_word_between(text, at, end) => {}
            '<' if would_open_tag(&text[end..], &tables.elements) => kept_open = true,
            '>' if kept_open => kept_open = false,
            '\u{a0}' => {
                out.replace(at..end, " ", rules::STRAY_ENTITY, 1.0);
            }
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => {
                let with: String = std::iter::once(c).chain(reference.then).collect();
                out.replace(at..end, &with, rules::STRAY_ENTITY, 1.0);
            }
        }
    }
}

/// Where an end tag of a paragraph or a break ends that was escaped twice and was left at the end of a line: a sentence ends before it, and nothing in
/// its line speaks of tags.
fn ends_sentence(text: &str, at: usize, reference: Reference, tables: &Tables) -> Option<usize> {
    if reference.means != '<' {
        return None;
    }
    let rest = text.get(at + reference.length..)?;
    let name = ["/p", "/div", "br/", "br /", "br", "/span", "/section"].iter().find(|name| {
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && rest.get(name.len()..).and_then(|rest| tables.entities.at(rest, false)).is_some_and(|close| close.means == '>')
    })?;
    let close = tables.entities.at(rest.get(name.len()..)?, false)?;
    let end = at + reference.length + name.len() + close.length;
    let after = text.get(end..)?.trim_start_matches([' ', '\t', '\r']);
    if !after.is_empty() && !after.starts_with('\n') {
        return None;
    }
    let near = text.get(floor_boundary(text, at.saturating_sub(limits::ESCAPED_REACH))..at)?;
    let line = near.rsplit('\n').next()?;
    let ended = line.trim_end().ends_with(['。', '！', '？', '”', '…', '：']);
    let speaks = line.contains(['<', '>', '&']) || line.contains("HTML") || line.contains("html");
    (ended && !speaks && line.chars().filter(|c| is_han(*c)).count() >= limits::ESCAPED_HAN).then_some(end)
}

/// `AT&amp;T`: a letter on each side and no semicolon after, so no reference comes of it.
fn is_word_between(text: &str, at: usize, end: usize) -> bool {
    let rest = &text[end..];
    let word = rest.bytes().take(limits::WORD_BYTES).take_while(u8::is_ascii_alphanumeric).count();
    !rest[word..].starts_with([';', '=']) && !text[..at].ends_with('=') && !rest.starts_with('#')
}

/// Whether a `<` before this text would make a tag of it.
pub(super) fn would_open_tag(rest: &str, elements: &Elements) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let letters = name.bytes().take(limits::NAME_BYTES).take_while(u8::is_ascii_alphanumeric).count();
    rest.starts_with("!--") || rest.starts_with("!D") || rest.starts_with("!d") || (letters > 0 && elements.named(&name[..letters]).is_some())
}
