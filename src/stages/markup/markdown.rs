//! Markdown marks in pages that prove themselves Markdown.
//!
//! Nothing is a mark until the page as a whole says so: `5*3`, `C#`, `**公司与**公司` (masked names) and the
//! comments of source code look like marks too. [`proof`] adds up the constructions that hardly occur otherwise.

use std::ops::Range;

use memchr::{memchr3, memmem};

use super::limits;
use super::rules;
use crate::chars::is_han;
use crate::code::Code;
use crate::edit::Proposal;
use crate::finding::{Fact, Heading};
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

/// How strongly a text says that it is Markdown, in points; [`limits::MARKDOWN_POINTS`] are enough.
pub(super) fn proof(text: &str) -> u32 {
    let (mut points, mut weak, mut bullets, mut bold) = (0u32, Weak::default(), 0u32, 0u32);
    let (mut lines, mut code) = (0u32, 0u32);
    let mut fence = false;
    let mut fences = 0u32;
    for at in Lines::of(text) {
        let line = text[at].trim_end();
        let body = line.trim_start();
        if is_fence(body) {
            fence = !fence;
            fences += 1;
            continue;
        }
        if fence || body.is_empty() {
            continue;
        }
        lines += 1;
        code += u32::from(looks_like_code(body));
        if let Some((level, rest)) = heading(line, true) {
            let speaks = rest.chars().any(|c| is_han(c) || c.is_alphabetic());
            if level >= 2 && speaks {
                points += 2
            } else if speaks {
                weak.title = true
            }
        }
        if is_separator(body) {
            points += 2;
        }
        if bullet(line).is_some() {
            bullets += 1;
        }
        weak.quote |= body.starts_with("> ");
        let marks = memmem::find(body.as_bytes(), b"**").is_some();
        if marks {
            for pair in pairs(body, "**") {
                let inner = &body[pair.start + 2..pair.end - 2];
                let words = inner.chars().filter(|&c| is_han(c) || c.is_alphabetic()).count();
                let closed = pair.end == body.len() || inner.ends_with(['。', '：', ':', '；', '.', '!', '！', '？', '?']);
                if words >= 4 && pair.start == 0 && closed {
                    points += 3;
                } else if words >= 1 {
                    bold += 1;
                }
            }
        }
        if memmem::find(body.as_bytes(), b"](").is_some() {
            for link in links(body) {
                let target = &body[link.target.clone()];
                if link.image || target.starts_with("http") {
                    points += 2
                } else if target.starts_with(['/', '#', '.']) {
                    weak.link = true
                }
            }
        }
        weak.escape |= ["\\*", "\\#", "\\_", "\\[", "\\."].iter().any(|e| body.contains(e));
        weak.code |= !pairs(body, "`").is_empty();
    }
    if fences >= 2 && fences.is_multiple_of(2) {
        points += 2;
    }
    weak.bullets = bullets >= 2;
    let weak = [weak.title, weak.bullets, weak.quote, weak.link, weak.escape, weak.code].into_iter().filter(|&w| w).count() as u32;
    if f64::from(code) > f64::from(lines) * limits::CODE_LINES {
        return 0;
    }
    points + weak + bold.min(2)
}

#[derive(Default)]
struct Weak {
    title: bool,
    bullets: bool,
    quote: bool,
    link: bool,
    escape: bool,
    code: bool,
}

/// Whether a line is more likely source code than prose.
fn looks_like_code(line: &str) -> bool {
    const STARTS: [&str; 14] =
        ["import ", "from ", "def ", "return ", "if (", "for (", "while (", "//", "#include", "public ", "private ", "class ", "function ", "print("];
    line.ends_with([';', '{', '}']) && line.is_ascii()
        || line.ends_with("):")
        || STARTS.iter().any(|start| line.starts_with(start))
        || (line.contains(" = ") || line.contains("<-") || line.contains("();")) && !line.chars().next().is_some_and(is_han)
}

/// Proposes that the marks go, and states the headings.
pub(super) fn propose(text: &str, literals: Literals, out: &mut Proposal) {
    let mut fence: Option<Fence> = None;
    let all: Vec<Range<usize>> = Lines::of(text).collect();
    let mut index = 0;
    while let Some(at) = all.get(index).cloned() {
        let here = index;
        index += 1;
        let line = text[at.clone()].strip_suffix('\r').unwrap_or(&text[at.clone()]);
        let body = line.trim_start();
        if is_fence(body) {
            if fence.take().is_some_and(|open| open.strip) {
                delete_line(text, &at, rules::MARKDOWN_CODE, out);
            } else if let Some(close) = all[index..].iter().position(|l| is_fence(text[l.clone()].trim())) {
                // A fence around what looks like marks protects it, here and when the clean text is read again.
                let inside = &text[at.end..all[index + close].start];
                if literals == Literals::Resolve && !may_hold_marks(inside) {
                    delete_line(text, &at, rules::MARKDOWN_CODE, out);
                    fence = Some(Fence { strip: true });
                } else {
                    fence = Some(Fence { strip: false });
                }
            }
            continue;
        }
        if fence.is_some() || body.is_empty() {
            continue;
        }
        if is_rule(body) || is_definition(body) {
            let rule = if is_rule(body) { rules::MARKDOWN_RULE } else { rules::MARKDOWN_LINK };
            delete_line(text, &at, rule, out);
            continue;
        }
        if is_separator(body) && here > 0 {
            delete_line(text, &at, rules::MARKDOWN_TABLE, out);
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

struct Fence {
    strip: bool,
}

fn delete_line(text: &str, at: &Range<usize>, rule: Code, out: &mut Proposal) {
    let end = (at.end + 1).min(text.len());
    // The last line of a page takes the line feed before it with it.
    let start = if end == at.end && at.start > 0 { at.start - 1 } else { at.start };
    out.delete(start..end, rule, 1.0);
}

fn is_fence(body: &str) -> bool {
    let tildes = body.len() - body.trim_start_matches('~').len();
    (body.starts_with("```") && !body[3..].contains('`')) || (3..=limits::FENCE_TILDES).contains(&tildes)
}

/// `---`, `***`, `___`, with or without blanks between.
fn is_rule(body: &str) -> bool {
    let mut marks = body.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    marks.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

/// `[name]: https://…`
fn is_definition(body: &str) -> bool {
    let Some((name, rest)) = body.strip_prefix('[').and_then(|b| b.split_once("]: ")) else { return false };
    !name.contains([']', '[']) && !name.starts_with('^') && rest.trim_start().starts_with("http") && rest.split_whitespace().count() <= 2
}

/// `|---|:--:|`
fn is_separator(body: &str) -> bool {
    body.contains('|') && body.contains("--") && body.trim_end().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The level and text of a heading line. Sloppy writers leave out the blank: `##四、`; that proves nothing (`strict`), and one `#` without a
/// blank is a topic mark.
fn heading(line: &str, strict: bool) -> Option<(usize, &str)> {
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
fn bullet(line: &str) -> Option<usize> {
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
    let mut cell_from: Option<usize> = None;
    let mut first = true;
    let mut escaped = false;
    let mut cells: Vec<Range<usize>> = Vec::new();
    for (i, c) in line.char_indices() {
        if c == '|' && !escaped {
            if let Some(from) = cell_from.take() {
                cells.push(from..i);
            }
        } else if cell_from.is_none() {
            cell_from = Some(i);
        }
        escaped = c == '\\' && !escaped;
    }
    if let Some(from) = cell_from {
        cells.push(from..line.len());
    }
    let mut done = 0;
    for cell in cells {
        let inner = &line[cell.clone()];
        let trimmed = inner.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = cell.start + (inner.len() - inner.trim_start().len());
        let separator = if first { "" } else { " " };
        out.replace(at.start + done..at.start + start, separator, rules::MARKDOWN_TABLE, 1.0);
        first = false;
        done = start + trimmed.len();
        inline(text, at.start + start..at.start + done, literals, out);
    }
    out.delete(at.start + done..at.end, rules::MARKDOWN_TABLE, 1.0);
}

/// A link or an image, as byte ranges of its line.
struct Link {
    image: bool,
    whole: Range<usize>,
    label: Range<usize>,
    target: Range<usize>,
}

/// The links of a line, outermost first, not overlapping but where an image stands in a label.
fn links(line: &str) -> Vec<Link> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 1,
            b'[' => open.push(i),
            b']' => {
                let Some(start) = open.pop() else {
                    i += 1;
                    continue;
                };
                if bytes.get(i + 1) == Some(&b'(') {
                    // Brackets inside the address are paired; an address holds no blank unless a title follows.
                    let mut depth = 0usize;
                    let close = bytes[i + 1..].iter().take(limits::LINK_BYTES).position(|b| match b {
                        b'(' => {
                            depth += 1;
                            false
                        }
                        b')' => {
                            depth -= 1;
                            depth == 0
                        }
                        _ => false,
                    });
                    if let Some(close) = close {
                        let end = i + 2 + close;
                        let target = i + 2..end - 1;
                        if is_target(&line[target.clone()]) {
                            let image = start > 0 && bytes[start - 1] == b'!';
                            found.push(Link { image, whole: start - usize::from(image)..end, label: start + 1..i, target });
                            i = end;
                            continue;
                        }
                    }
                }
            }
            _ => {}
        }
        i += 1;
    }
    found
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
fn pairs(line: &str, mark: &str) -> Vec<Range<usize>> {
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
    let shift = |range: Range<usize>| at.start + range.start..at.start + range.end;
    // What each byte of the line is already: a mark inside an address or a code span is not a mark.
    let mut used = vec![Use::Free; line.len()];
    let mut gone: Vec<(Range<usize>, Code)> = Vec::new();
    for span in pairs(line, "`") {
        let ticks = line[span.start..].bytes().take(2).take_while(|&b| b == b'`').count();
        let inner = &line[span.start + 1..span.end - 1];
        used[span.clone()].fill(Use::Hidden);
        if ticks == 1 && (literals == Literals::Resolve || !may_hold_marks(inner)) {
            gone.push((span.start..span.start + 1, rules::MARKDOWN_CODE));
            gone.push((span.end - 1..span.end, rules::MARKDOWN_CODE));
        }
    }
    for link in links(line) {
        if used[link.whole.start] == Use::Hidden {
            continue;
        }
        if link.image {
            used[link.whole.clone()].fill(Use::Hidden);
            gone.push((link.whole, rules::MARKDOWN_IMAGE));
        } else {
            used[link.label.end..link.whole.end].fill(Use::Hidden);
            gone.push((link.whole.start..link.label.start, rules::MARKDOWN_LINK));
            gone.push((link.label.end..link.whole.end, rules::MARKDOWN_LINK));
        }
    }
    for mark in ["***", "**", "__", "~~", "*", "_"] {
        for pair in pairs(line, mark) {
            let ends = [pair.start..pair.start + mark.len(), pair.end - mark.len()..pair.end];
            if ends.iter().any(|end| used[end.clone()].iter().any(|&u| u != Use::Free)) {
                continue;
            }
            let inner = &line[ends[0].end..ends[1].start];
            if mark.len() == 1 || mark == "__" {
                let before = line[..pair.start].chars().next_back();
                let after = line[pair.end..].chars().next();
                let word =
                    |c: Option<char>| c.is_some_and(|c| if mark == "*" { c.is_ascii_alphanumeric() || c == '*' } else { c.is_alphanumeric() || c == '_' });
                if word(before) || word(after) || inner.starts_with('*') || inner.ends_with('*') {
                    continue;
                }
            }
            if !inner.contains(char::is_alphanumeric) {
                continue;
            }
            for end in ends {
                used[end.clone()].fill(Use::Mark);
                gone.push((end, rules::MARKDOWN_EMPHASIS));
            }
        }
    }
    if literals == Literals::Resolve {
        let bytes = line.as_bytes();
        let mut i = 0;
        while let Some(n) = memchr::memchr(b'\\', &bytes[i..]) {
            let here = i + n;
            if bytes.get(here + 1).is_some_and(u8::is_ascii_punctuation) {
                if used[here] == Use::Free {
                    gone.push((here..here + 1, rules::MARKDOWN_ESCAPE));
                }
                i = here + 2;
            } else {
                i = here + 1;
            }
            if i >= bytes.len() {
                break;
            }
        }
    }
    gone.sort_by_key(|(range, _)| (range.start, range.end));
    let mut done = 0;
    for (range, rule) in gone {
        if range.start >= done {
            done = range.end;
            out.delete(shift(range), rule, 1.0);
        }
    }
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
