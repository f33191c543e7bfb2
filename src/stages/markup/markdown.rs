//! Markdown marks in pages that prove themselves Markdown.
//!
//! Nothing is a mark until the page as a whole says so ([`proof`](super::proof)). Then each line loses its marks, by what it begins with and what is
//! paired inside it.

use std::ops::Range;

use memchr::{memchr3, memmem};

use super::limits;
use super::rules;
use crate::chars::is_han;
use crate::code::Code;
use crate::edit::Proposal;
use crate::finding::{Fact, Heading, KindShare, TextKind};
use crate::prose::Span;
use crate::structure::{Kinds, spans};
use crate::text::Lines;

/// What is done with marks that, once resolved, could read as marks again (`\*`, the text of a code fence).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literals {
    /// They are resolved.
    Resolve,
    /// They stay as they are.
    Keep,
}

/// Whether a text holds any byte that a mark needs. Plain Chinese text is passed over at the speed of memchr.
pub(super) fn may_hold_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3(b'*', b'#', b'`', bytes).is_some()
        || memmem::find(bytes, b"](").is_some()
        || memmem::find(bytes, b"|-").is_some()
        || memmem::find(bytes, b"__").is_some()
}

/// The blocks that fences enclose, with their fences.
pub(super) fn fenced(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    if memmem::find(text.as_bytes(), b"```").is_none() && memmem::find(text.as_bytes(), b"~~~").is_none() {
        return blocks;
    }
    let mut open: Option<usize> = None;
    for at in Lines::of(text).filter(|at| is_fence(text[at.clone()].trim())) {
        match open.take() {
            Some(start) => blocks.push(start..at.end),
            None => open = Some(at.start),
        }
    }
    blocks
}

/// Proposes that the marks go, and states the headings. Lines that are no prose keep theirs.
pub(super) fn propose(text: &str, literals: Literals, kinds: &Kinds, out: &mut Proposal) {
    let spared = kinds.spared(text);
    let is_spared = |at: &Range<usize>| {
        let next = spared.partition_point(|range| range.end <= at.start);
        spared.get(next).is_some_and(|range| range.start < at.end)
    };
    // Whether the lines of the open fence, if one is open, go.
    let mut fence: Option<bool> = None;
    let all: Vec<Range<usize>> = Lines::of(text).collect();
    for (index, at) in all.iter().enumerate() {
        let line = text[at.clone()].strip_suffix('\r').unwrap_or(&text[at.clone()]);
        let body = line.trim_start();
        if is_fence(body) {
            if fence.take() == Some(true) {
                delete_line(text, at, rules::MARKDOWN_CODE, out);
            } else if let Some(close) = all[index + 1..].iter().find(|line| is_fence(text[(*line).clone()].trim())) {
                // A fence around what looks like marks, or like prose, protects it, here and when the clean text is read again.
                let inside = &text[at.end..close.start];
                let goes = literals == Literals::Resolve && !may_hold_marks(inside) && (inside.trim().is_empty() || kinds.stands(inside));
                if goes {
                    delete_line(text, at, rules::MARKDOWN_CODE, out);
                }
                fence = Some(goes);
            }
            continue;
        }
        if fence.is_some() || body.is_empty() || is_spared(at) {
            continue;
        }
        if is_rule(body) || is_definition(body) {
            let rule = if is_rule(body) { rules::MARKDOWN_RULE } else { rules::MARKDOWN_LINK };
            delete_line(text, at, rule, out);
            continue;
        }
        if is_separator(body) && index > 0 {
            delete_line(text, at, rules::MARKDOWN_TABLE, out);
            continue;
        }
        let mut from = at.start;
        let end = at.start + line.len();
        while let Some(length) = quote(&text[from..end]) {
            out.delete(from..from + length, rules::MARKDOWN_QUOTE, 1.0);
            from += length;
        }
        if let Some((level, rest)) = heading(&text[from..end], false) {
            let start = end - rest.len();
            let title = rest.trim_end().trim_end_matches('#').trim_end();
            out.delete(from..start, rules::MARKDOWN_HEADING, 1.0);
            if title.len() < rest.trim_end().len() && !title.is_empty() {
                out.delete(start + title.len()..end, rules::MARKDOWN_HEADING, 1.0);
            }
            let words: String = title.replace("**", "");
            if !words.is_empty() {
                let heading = Heading { level: level as u8, text: words };
                out.find(Fact::Heading(heading), start..start + title.len(), rules::MARKDOWN_HEADING);
            }
            inline(text, start..start + title.len(), literals, out);
            continue;
        }
        while let Some(length) = bullet(&text[from..end]) {
            out.delete(from..from + length, rules::MARKDOWN_LIST, 1.0);
            from += length;
        }
        if body.starts_with('|') && line.trim_end().len() > 1 && line.trim_end().ends_with('|') {
            row(text, from..end, literals, out);
        } else {
            inline(text, from..end, literals, out);
        }
    }
}

fn delete_line(text: &str, at: &Range<usize>, rule: Code, out: &mut Proposal) {
    let end = (at.end + 1).min(text.len());
    // The last line of a page takes the line feed before it with it.
    let start = if end == at.end && at.start > 0 { at.start - 1 } else { at.start };
    out.delete(start..end, rule, 1.0);
}

pub(super) fn is_fence(body: &str) -> bool {
    let tildes = body.len() - body.trim_start_matches('~').len();
    (body.starts_with("```") && !body[3..].contains('`')) || (3..=limits::FENCE_TILDES).contains(&tildes)
}

/// `---`, `***`, `___`, with or without blanks between.
fn is_rule(body: &str) -> bool {
    let mut marks = body.chars().filter(|c| !c.is_whitespace());
    let first = marks.next();
    let more = marks.clone().take(2).count();
    matches!(first, Some('-' | '*' | '_')) && more == 2 && marks.all(|c| Some(c) == first)
}

/// `[name]: https://…`
fn is_definition(body: &str) -> bool {
    let Some((name, rest)) = body.strip_prefix('[').and_then(|b| b.split_once("]: ")) else { return false };
    !name.contains([']', '[']) && !name.starts_with('^') && rest.trim_start().starts_with("http") && rest.split_whitespace().count() <= 2
}

/// `|---|:--:|`
pub(super) fn is_separator(body: &str) -> bool {
    body.contains('|') && body.contains("--") && body.trim_end().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The level and text of a heading line. Sloppy writers leave out the blank: `##四、`; that proves nothing (`strict`), and one `#` without a
/// blank is a topic mark.
pub(super) fn heading(line: &str, strict: bool) -> Option<(usize, &str)> {
    let body = line.trim_start_matches(' ');
    if line.len() - body.len() > 3 {
        return None;
    }
    let level = body.bytes().take_while(|&b| b == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let rest = &body[level..];
    let text = rest.trim_start_matches([' ', '\t']);
    let spaced = text.len() < rest.len();
    let sloppy = !strict && level >= 2 && text.chars().next().is_some_and(|c| is_han(c) || c == '（' || c == '*');
    ((spaced || sloppy) && !text.is_empty()).then_some((level, text))
}

/// The length of a list mark with the blanks around it. Only one list mark in a row is read unless the item is itself a list.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let body = line.trim_start_matches([' ', '\t']);
    let mut chars = body.chars();
    if !matches!(chars.next(), Some('-' | '*' | '+')) || !matches!(chars.next(), Some(' ' | '\t')) {
        return None;
    }
    let mut rest = body[1..].trim_start_matches([' ', '\t']);
    if rest.is_empty() {
        return None;
    }
    for task in ["[ ] ", "[x] ", "[X] "] {
        rest = rest.strip_prefix(task).unwrap_or(rest);
    }
    (!rest.is_empty()).then_some(line.len() - rest.len())
}

fn quote(line: &str) -> Option<usize> {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let rest = body.strip_prefix('>').filter(|_| indent <= 3)?;
    Some(indent + 1 + usize::from(rest.starts_with(' ')))
}

/// A row of a table becomes its cells, one blank apart.
fn row(text: &str, at: Range<usize>, literals: Literals, out: &mut Proposal) {
    let line = &text[at.clone()];
    let mut escaped = false;
    let is_bar = |&(_, c): &(usize, char)| {
        let bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bar
    };
    let (mut start, mut done) = (0, 0);
    for end in line.char_indices().filter(is_bar).map(|(i, _)| i).chain([line.len()]) {
        let cell = &line[start..end];
        let words = cell.trim();
        if !words.is_empty() {
            let from = start + cell.len() - cell.trim_start().len();
            out.replace(at.start + done..at.start + from, if done == 0 { "" } else { " " }, rules::MARKDOWN_TABLE, 1.0);
            done = from + words.len();
            inline(text, at.start + from..at.start + done, literals, out);
        }
        start = end + 1;
    }
    out.delete(at.start + done..at.end, rules::MARKDOWN_TABLE, 1.0);
    out.find(Fact::Kind(KindShare::new(TextKind::Rows, 1.0)), at, rules::MARKDOWN_TABLE);
}

/// A link or an image, as byte ranges of its line.
pub(super) struct Link {
    pub(super) image: bool,
    whole: Range<usize>,
    label: Range<usize>,
    pub(super) target: Range<usize>,
}

/// The links of a line, outermost first, not overlapping but where an image stands in a label.
pub(super) fn links(line: &str) -> Vec<Link> {
    let bytes = line.as_bytes();
    let mut found: Vec<Link> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let mut next = at + 1;
        match bytes[at] {
            b'\\' => next += 1,
            b'[' => open.push(at),
            b']' => {
                if let Some(link) = open.pop().and_then(|start| link_at(line, start, at)) {
                    next = link.whole.end;
                    found.push(link);
                }
            }
            _ => {}
        }
        at = next;
    }
    found
}

/// The link whose label stands between the square brackets at `open` and `close`.
fn link_at(line: &str, open: usize, close: usize) -> Option<Link> {
    let bytes = line.as_bytes();
    let rest = bytes.get(close + 1..).filter(|rest| rest.starts_with(b"("))?;
    // Brackets inside the address are paired; an address holds no blank unless a title follows.
    let mut depth = 0usize;
    let length = rest.iter().take(limits::LINK_BYTES).position(|b| {
        match b {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let target = close + 2..close + 1 + length;
    let image = line[..open].ends_with('!');
    is_target(&line[target.clone()]).then(|| Link { image, whole: open - usize::from(image)..target.end + 1, label: open + 1..close, target })
}

/// Whether what stands in the round brackets is an address.
fn is_target(target: &str) -> bool {
    let address = target.split_once(' ').map_or(target, |(address, _)| address).trim_matches(['<', '>']);
    let title = target.len() > address.len() + 1;
    if title && !target.ends_with(['"', '\'', '>']) {
        return false;
    }
    if address.is_empty() {
        return !title;
    }
    !address.chars().any(is_han) || address.starts_with("http") || address.starts_with(['/', '#', '.'])
}

/// The paired occurrences of a mark in a line, outer ranges. The opening mark is followed, the closing one preceded, by a non-blank.
pub(super) fn pairs(line: &str, mark: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut from = 0;
    while let Some(n) = line[from..].find(mark) {
        let at = from + n;
        let after = at + mark.len();
        from = after;
        let before_escape = line[..at].ends_with('\\');
        let blank_before = at == 0 || line[..at].ends_with(char::is_whitespace);
        let blank_after = after == line.len() || line[after..].starts_with(char::is_whitespace);
        match open {
            _ if before_escape => {}
            Some(start) if !blank_before && after > start + 2 * mark.len() => {
                found.push(start..after);
                open = None;
            }
            Some(_) => {}
            None if !blank_after => open = Some(at),
            None => {}
        }
    }
    found
}

/// The marks inside a line: links, code spans, emphasis, escapes.
fn inline(text: &str, at: Range<usize>, literals: Literals, out: &mut Proposal) {
    let line = &text[at.clone()];
    if !line.bytes().any(|b| matches!(b, b'*' | b'_' | b'`' | b'[' | b'~' | b'\\')) {
        return;
    }
    let mut marks = Marks { line, used: vec![Use::Free; line.len()], gone: Vec::new() };
    marks.code();
    marks.links();
    for mark in ["***", "**", "__", "~~", "*", "_"] {
        marks.emphasis(mark);
    }
    if literals == Literals::Resolve {
        marks.escapes();
    }
    marks.gone.sort_by_key(|(range, _)| (range.start, range.end));
    let mut done = 0;
    for (range, rule) in marks.gone {
        if range.start >= done {
            done = range.end;
            out.delete(at.start + range.start..at.start + range.end, rule, 1.0);
        }
    }
}

/// Whether no rule of prose would touch a text: letters and digits, and single dots, strokes and hyphens between those of ASCII.
fn is_plain_word(inner: &str) -> bool {
    let joint = |c: char| matches!(c, '_' | '-' | '.');
    let mut before = '\0';
    inner.chars().all(|c| {
        let fits = c.is_ascii_alphanumeric() || !joint(before) && c.is_alphanumeric() || joint(c) && before.is_ascii_alphanumeric();
        before = c;
        fits
    }) && !joint(before)
}

/// The marks found in a line.
struct Marks<'t> {
    line: &'t str,
    /// What each byte of the line is already: a mark inside an address or a code span is not a mark.
    used: Vec<Use>,
    /// What goes, as byte ranges of the line.
    gone: Vec<(Range<usize>, Code)>,
}

/// What a byte of a line is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Free,
    /// Inside an address or code.
    Hidden,
    /// A mark.
    Mark,
}

impl Marks<'_> {
    /// Code and formulas: nothing in them is a mark. The backticks go where what stands between them is a word like any other; else they say, here and when
    /// the clean text is read again, that it is code.
    fn code(&mut self) {
        for (span, kind) in spans(self.line) {
            let Some(used) = self.used.get_mut(span.clone()) else { continue };
            used.fill(Use::Hidden);
            let inner = self.line.get(span.start + 1..span.end - 1).unwrap_or_default();
            if kind == Span::Code && is_plain_word(inner) {
                self.gone.push((span.start..span.start + 1, rules::MARKDOWN_CODE));
                self.gone.push((span.end - 1..span.end, rules::MARKDOWN_CODE));
            }
        }
    }

    fn links(&mut self) {
        for link in links(self.line) {
            if self.used[link.whole.start] == Use::Hidden {
                continue;
            }
            if link.image {
                self.used[link.whole.clone()].fill(Use::Hidden);
                self.gone.push((link.whole, rules::MARKDOWN_IMAGE));
            } else {
                self.used[link.label.end..link.whole.end].fill(Use::Hidden);
                self.gone.push((link.whole.start..link.label.start, rules::MARKDOWN_LINK));
                self.gone.push((link.label.end..link.whole.end, rules::MARKDOWN_LINK));
            }
        }
    }

    fn emphasis(&mut self, mark: &str) {
        for pair in pairs(self.line, mark) {
            let ends = [pair.start..pair.start + mark.len(), pair.end - mark.len()..pair.end];
            let inner = &self.line[ends[0].end..ends[1].start];
            let free = ends.iter().all(|end| self.used[end.clone()].iter().all(|&u| u == Use::Free));
            if free && inner.contains(char::is_alphanumeric) && !self.is_inside_word(mark, &pair, inner) {
                for end in ends {
                    self.used[end.clone()].fill(Use::Mark);
                    self.gone.push((end, rules::MARKDOWN_EMPHASIS));
                }
            }
        }
    }

    /// Whether marks that may also be signs of multiplication or parts of names stand against letters or other marks.
    fn is_inside_word(&self, mark: &str, pair: &Range<usize>, inner: &str) -> bool {
        let word = |c: char| if mark == "*" { c.is_ascii_alphanumeric() || c == '*' } else { c.is_alphanumeric() || c == '_' };
        let touches = self.line[..pair.start].ends_with(word) || self.line[pair.end..].starts_with(word);
        (mark.len() == 1 || mark == "__") && (touches || inner.starts_with('*') || inner.ends_with('*'))
    }

    fn escapes(&mut self) {
        let bytes = self.line.as_bytes();
        let mut at = 0;
        while let Some(here) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()).map(|n| at + n) {
            let escapes = bytes.get(here + 1).is_some_and(u8::is_ascii_punctuation);
            if escapes && self.used[here] == Use::Free {
                self.gone.push((here..here + 1, rules::MARKDOWN_ESCAPE));
            }
            at = here + 1 + usize::from(escapes);
        }
    }
}
