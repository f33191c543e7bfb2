//! From the blocks that are kept to edits: what is between them goes, each piece with its reason.

use std::ops::Range;

use super::Tables;
use super::blocks::{Block, Blocks};
use super::limits;
use super::plain::would_open_tag;
use super::raised::{raised, would_fuse};
use super::rules;
use super::selection::Verdict;
use super::tags::Element;
use super::tree::Tree;
use crate::chars::is_han;
use crate::code::Code;
use crate::edit::Proposal;

/// What stands between two pieces of text that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    Nothing,
    /// A line of the source ends, which is nothing between Han and a blank between words.
    Wrap,
    Blank,
    Wide,
    Cell,
    Break,
}

/// How a line of preformatted prose is indented.
const INDENTATION: &str = "\u{3000}\u{3000}";

struct Emitter<'a, 'o> {
    tree: &'a Tree<'a>,
    blocks: &'a Blocks,
    tables: &'a Tables,
    /// For every node the rule that drops it, where one does.
    reasons: &'a [Option<Verdict>],
    out: &'o mut Proposal,
    /// The text that comes of it.
    result: String,
    /// The byte after the last piece that is kept.
    cursor: usize,
    /// The first node that may begin after the cursor.
    node: usize,
    between: Between,
    blanks: u32,
    /// The line ends between them, where the block is preformatted prose, and the cells that the line after the last is indented by.
    feeds: u32,
    indent: u32,
    /// Whether the block is preformatted prose: its empty lines and indentation tell where its paragraphs begin.
    laid_out: bool,
    last: Option<char>,
    /// Whether the blanks of the block are its own: preformatted lines that are no prose.
    verbatim: bool,
    /// Whether a `&lt;` was left as it is, so that the next `&gt;` is too.
    kept_open: bool,
    /// The element inside the line that the last text with something visible stands in.
    inline: Option<usize>,
}

/// Proposes the edits that leave the kept blocks, one a line. `reasons` says for every block why it goes, `None` for a block that stays.
/// Returns the text that comes of it, and where in the source each kept block stands, from its first to its last visible character.
pub(super) fn emit(tree: &Tree<'_>, blocks: &Blocks, tables: &Tables, verdicts: &[Option<Verdict>], out: &mut Proposal) -> (String, Vec<Range<usize>>) {
    let mut reasons: Vec<Option<Verdict>> = blocks.dropped.iter().map(|rule| rule.map(|rule| Verdict { rule, confidence: 1.0 })).collect();
    for (block, verdict) in blocks.all.iter().zip(verdicts) {
        if let Some(verdict) = verdict {
            for reason in &mut reasons[block.from as usize..block.to as usize] {
                reason.get_or_insert(*verdict);
            }
        }
    }
    let mut emitter = Emitter {
        tree,
        blocks,
        tables,
        reasons: &reasons,
        out,
        result: String::new(),
        cursor: 0,
        node: 0,
        between: Between::Nothing,
        blanks: 0,
        feeds: 0,
        indent: 0,
        laid_out: false,
        last: None,
        verbatim: false,
        kept_open: false,
        inline: None,
    };
    let mut placed = Vec::with_capacity(blocks.all.len());
    for (block, verdict) in blocks.all.iter().zip(verdicts) {
        placed.push(if verdict.is_none() { emitter.block(block) } else { 0..0 });
    }
    let end = tree.text.len();
    if emitter.cursor < end {
        // A page ends with one line feed.
        let tail = if emitter.result.is_empty() { "" } else { "\n" };
        emitter.gap(end, tail, rules::BREAK);
    }
    (emitter.result, placed)
}

impl Emitter<'_, '_> {
    fn block(&mut self, block: &Block) -> Range<usize> {
        self.between = Between::Break;
        self.blanks = 0;
        self.inline = None;
        (self.feeds, self.indent) = (0, 0);
        self.verbatim = block.pre && self.tables.kinds.stands(&self.source(block));
        self.laid_out = block.pre && !self.verbatim;
        let mut from = None;
        let mut i = block.from as usize;
        while i < block.to as usize {
            let node = self.tree.nodes[i];
            if self.blocks.dropped[i].is_some() {
                i = node.after as usize;
                continue;
            }
            match node.element {
                Element::Text => {
                    self.next_item(i);
                    if self.raise(i, &mut from) {
                        i += 1;
                        continue;
                    }
                    self.text(node.start as usize, node.end as usize, block.pre, &mut from);
                }
                // Only in cells of data tables: elsewhere these end the block.
                Element::Cell => self.between = self.between.max(Between::Cell),
                element if element.is_block() => self.between = self.between.max(Between::Cell),
                _ => {}
            }
            i += 1;
        }
        from.unwrap_or(self.cursor)..self.cursor
    }

    /// Words that a template writes on lines of their own, each in an element like the one before (`<span class="c">\n张三\n</span>`), are items apart: a blank
    /// parts them though the line of the source may end anywhere in a text.
    fn next_item(&mut self, text: usize) {
        let tree = self.tree;
        let source = tree.source(text);
        if source.trim().is_empty() {
            return;
        }
        let own = tree.nodes[text].parent as usize;
        let lone = tree.nodes[own].element == Element::Inline && source.starts_with(['\n', '\r']) && source.ends_with(|c: char| c.is_whitespace());
        let alike = |before: usize| {
            before != own && tree.nodes[before].parent == tree.nodes[own].parent && tree.tag(before) == tree.tag(own) && tree.tag(own).contains(' ')
        };
        if lone && self.inline.is_some_and(alike) {
            self.between = self.between.max(Between::Blank);
            self.blanks = self.blanks.max(1);
        }
        self.inline = lone.then_some(own);
    }

    /// Writes an exponent or an index whose digits would be read with those beside it as characters of their own.
    fn raise(&mut self, text: usize, from: &mut Option<usize>) -> bool {
        let tree = self.tree;
        let own = tree.nodes[text].parent as usize;
        let up = tree.is_named(own, "sup");
        if tree.nodes[own].element != Element::Inline || !(up || tree.is_named(own, "sub")) || self.between != Between::Nothing {
            return false;
        }
        let (start, end) = (tree.nodes[text].start as usize, tree.nodes[text].end as usize);
        let after = tree.text.get(tree.nodes[own].end as usize..).and_then(|rest| rest.chars().next());
        let Some(with) = raised(tree.source(text), up).filter(|_| would_fuse(self.last, after, up)) else { return false };
        self.flush(start, '^');
        self.out.replace(start..end, &with, rules::RAISED, 1.0);
        self.result.push_str(&with);
        self.cursor = end;
        self.last = with.chars().next_back();
        from.get_or_insert(start);
        true
    }

    /// The text of a block as the source has it, references resolved.
    fn source(&self, block: &Block) -> String {
        let (mut text, mut i) = (String::new(), block.from as usize);
        while i < block.to as usize {
            if self.blocks.dropped[i].is_some() {
                i = self.tree.nodes[i].after as usize;
                continue;
            }
            if self.tree.nodes[i].element == Element::Text {
                text.extend(self.tables.entities.chars(self.tree.source(i)));
            }
            i += 1;
        }
        text
    }

    /// Takes in a run of text: visible pieces are kept, blanks are weighed, references are replaced.
    fn text(&mut self, start: usize, end: usize, pre: bool, from: &mut Option<usize>) {
        let text = &self.tree.text[..end];
        let bytes = text.as_bytes();
        let mut at = start;
        while at < end {
            // A run of visible characters, all of them ASCII or none.
            let is_visible = |c: char| if c.is_ascii() { c > ' ' && c != '&' } else { !is_blank(c) };
            let ascii = bytes[at] < 0x80;
            let run: usize = text[at..].chars().take_while(|&c| c.is_ascii() == ascii && is_visible(c)).map(char::len_utf8).sum();
            if run > 0 {
                self.keep(at, at + run, from);
                at += run;
                continue;
            }
            let found = (bytes[at] == b'&').then(|| self.tables.entities.at(&text[at..], true)).flatten();
            let (c, length, reference) = match found {
                Some(found) => (found.means, found.length, true),
                None => match text[at..].chars().next() {
                    Some(c) => (c, c.len_utf8(), false),
                    None => break,
                },
            };
            if self.verbatim && matches!(c, ' ' | '\t') && !reference {
                self.keep(at, at + length, from);
            } else if is_blank(c) {
                self.blank(c, pre);
            } else if reference && c.is_control() {
                // Nobody sees it.
            } else if !reference || (c == '<' && would_open_tag(&self.tree.text[at + length..], &self.tables.elements)) || (c == '>' && self.kept_open) {
                // What would read as a tag when the clean text is read again stays a reference, with the `&gt;` that closes it.
                self.kept_open = reference && c == '<';
                self.keep(at, at + length, from);
            } else {
                self.flush(at, c);
                let second = found.and_then(|found| found.then);
                let with: String = std::iter::once(c).chain(second).collect();
                self.out.replace(at..at + length, &with, rules::ENTITY, 1.0);
                self.result.push_str(&with);
                self.cursor = at + length;
                self.last = second.or(Some(c));
                from.get_or_insert(at);
            }
            at += length;
        }
    }

    fn blank(&mut self, c: char, pre: bool) {
        match c {
            '\n' => (self.feeds, self.indent) = (self.feeds + 1, 0),
            '\u{3000}' => self.indent += 2,
            ' ' | '\u{a0}' => self.indent += 1,
            _ => {}
        }
        let kind = match c {
            '\n' | '\r' if pre => Between::Break,
            '\n' | '\r' => Between::Wrap,
            '\u{3000}' => Between::Wide,
            '\u{200b}' | '\u{feff}' | '\u{ad}' => Between::Nothing,
            _ => Between::Blank,
        };
        // A blank after a wrap is indentation of the source.
        if kind == Between::Blank && matches!(self.between, Between::Wrap) && c != '\u{a0}' {
            return;
        }
        if kind == Between::Wrap && self.between == Between::Blank && self.blanks == 0 {
            self.between = Between::Wrap;
            return;
        }
        match c {
            '\u{3000}' => self.blanks += 2,
            '\u{a0}' => self.blanks += 1,
            _ => {}
        }
        // A sentence, then an indentation of two characters: a paragraph, though no tag says so.
        if self.blanks >= limits::INDENT_BLANKS && self.last.is_some_and(|l| matches!(l, '。' | '！' | '？' | '”' | '：' | '；' | '…' | '）')) {
            self.between = Between::Break;
        }
        self.between = self.between.max(kind);
    }

    fn keep(&mut self, start: usize, end: usize, from: &mut Option<usize>) {
        if self.between != Between::Nothing || self.cursor < start {
            let first = self.tree.text[start..end].chars().next().unwrap_or(' ');
            self.flush(start, first);
        }
        let piece = &self.tree.text[start..end];
        self.result.push_str(piece);
        self.last = piece.chars().next_back();
        self.cursor = end;
        from.get_or_insert(start);
    }

    /// Writes what stands between the last piece and the one that begins at `to` with `next`.
    fn flush(&mut self, to: usize, next: char) {
        let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || ('\u{2e80}'..='\u{ffef}').contains(&c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—'));
        let indented = self.laid_out && self.feeds > 0 && self.indent >= limits::INDENT_CELLS;
        let (with, rule) = match self.between {
            _ if self.result.is_empty() => (if indented { INDENTATION } else { "" }, rules::TAG),
            // Stage lines reads where paragraphs begin, as it does in a text without markup.
            Between::Break if indented => (if self.feeds > 1 { "\n\n\u{3000}\u{3000}" } else { "\n\u{3000}\u{3000}" }, rules::BREAK),
            Between::Break if self.laid_out && self.feeds > 1 => ("\n\n", rules::BREAK),
            Between::Nothing => ("", rules::TAG),
            Between::Wrap if wide(self.last) || wide(Some(next)) => ("", rules::BLANK),
            Between::Wrap | Between::Blank => (" ", rules::BLANK),
            Between::Wide => ("\u{3000}", rules::BLANK),
            Between::Cell => (" ", rules::CELL),
            Between::Break => ("\n", rules::BREAK),
        };
        self.gap(to, with, rule);
        self.between = Between::Nothing;
        self.blanks = 0;
        (self.feeds, self.indent) = (0, 0);
    }

    /// Replaces everything from the cursor to `to` by `with`, in as many edits as there are reasons.
    fn gap(&mut self, to: usize, with: &str, rule: Code) {
        let from = self.cursor;
        self.result.push_str(with);
        self.cursor = to;
        if &self.tree.text[from..to] == with {
            return;
        }
        let nodes = &self.tree.nodes;
        let mut with = with;
        // A piece of several blocks is as sure as the least sure of them.
        let (mut start, mut why, mut confidence) = (from, rule, 1.0f32);
        let mut plain = true;
        while let Some(node) = nodes.get(self.node).filter(|n| (n.start as usize) < to) {
            let reason = self.reasons[self.node];
            let begin = node.start as usize;
            match reason {
                Some(reason) if begin >= from => {
                    if plain || reason.rule != why {
                        // Tags before the first dropped node of a gap go with it where no other reason is known.
                        if begin > start && !(plain && with.is_empty()) {
                            self.out.replace(start..begin, with, why, confidence);
                            with = "";
                            start = begin;
                            confidence = 1.0;
                        }
                        why = reason.rule;
                        plain = false;
                    }
                    confidence = confidence.min(reason.confidence);
                    self.node = if node.element == Element::Text { self.node + 1 } else { node.after as usize };
                }
                _ => self.node += 1,
            }
        }
        if start < to || !with.is_empty() {
            self.out.replace(start..to, with, why, confidence);
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{b}'..='\u{c}')
}
