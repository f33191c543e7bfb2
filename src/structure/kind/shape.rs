//! One line, measured: counts of characters by class, separators, clauses, what it begins and ends with.

use std::ops::Range;

use super::cells::{Cells, Entry};
use super::limits;
use super::words::WordLists;
use crate::chars::is_han;
use crate::structure::enumerator::enumerator;
use crate::text::Lines;

/// The lengths in Han of the clauses of a line, in order; all zero where it is no line of verse.
pub(super) type Clauses = [u8; limits::CLAUSES];

/// A line that is not empty, measured.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    /// Its bytes, without the line feed.
    pub(super) at: Range<usize>,
    /// All of it.
    pub(super) text: &'a str,
    /// What it says, without blanks around it.
    pub(super) body: &'a str,
    /// Columns of blanks before it; a tab is four.
    pub(super) indent: usize,
    /// Characters that are no blanks.
    pub(super) visible: usize,
    pub(super) han: usize,
    /// ASCII letters and digits.
    pub(super) ascii: usize,
    /// Signs that stand in code and seldom in Chinese or English prose.
    pub(super) signs: usize,
    /// ，。；：？！、 and the like.
    pub(super) marks: usize,
    /// 。；？！ inside the line or at its end.
    pub(super) stops: usize,
    pub(super) tabs: usize,
    /// ASCII commas outside quotes; `usize::MAX` where the quotes do not fit.
    pub(super) commas: usize,
    /// The same, those of thousands among them.
    pub(super) all_commas: usize,
    pub(super) bars: usize,
    /// Separators of signs, ` +++ `.
    pub(super) separators: usize,
    /// The longest cell between these separators, in characters.
    pub(super) cell: usize,
    /// The clauses of a line of Han and marks only.
    pub(super) clauses: Clauses,
    /// Whether a mark ends it.
    pub(super) marked: bool,
    /// Which fence it stands in or is.
    pub(super) fence: Option<Fence>,
    /// What blanks make of it.
    pub(super) cells: Cells,
    /// Whether it is a surname and one or two characters.
    pub(super) surname: bool,
    /// What it is by itself.
    pub(super) entry: Entry,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
    /// The mark of a comment that it begins with; a blank where it begins with none.
    pub(super) comment: char,
    /// Whether it is a field of a header at the start of the page: `title:…`.
    pub(super) header: bool,
    /// How many lines on end have its pattern of cells.
    pub(super) run: usize,
    /// Whether it is a cell of a table whose cells come one a line.
    pub(super) column: bool,
    /// Whether its first word is one of code.
    pub(super) keyword: bool,
    /// Whether one of its words says how grave a message is.
    pub(super) level: bool,
    /// Whether it has a headword and then a part of speech.
    pub(super) part_of_speech: bool,
    /// Labels of a form before a colon.
    pub(super) labels: usize,
}

/// What encloses lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    Code,
    /// `$$`, `\\[`, `\\begin{…}`.
    Formula,
    /// `---` at the start of a page.
    FrontMatter,
    /// A comment over several lines.
    Comment,
    /// The text of a key of YAML, `key: |`.
    Block,
}

/// A mark of a fence, its length, and whether nothing stands behind it.
fn fence(line: &str) -> Option<(u8, usize, bool)> {
    let body = line.trim_start().as_bytes();
    let mark = *body.first().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = body.iter().take_while(|byte| **byte == mark).count();
    let rest = body.get(length..).unwrap_or_default();
    (length >= 3 && line.len() <= limits::FENCE && !rest.contains(&b'`')).then(|| (mark, length, rest.trim_ascii().is_empty()))
}

/// Lines between `---` at the start of a page and the next are front matter where most of them are settings or items.
fn front_matter(all: &mut [Shape<'_>]) {
    if all.first().is_none_or(|first| first.text != "---") {
        return;
    }
    let Some(end) = all.iter().skip(1).take(limits::FRONT_MATTER).position(|shape| matches!(shape.text, "---" | "...")).map(|n| n + 1) else { return };
    let said =
        all.iter().skip(1).take(end - 1).filter(|shape| shape.is_setting() || shape.is_item() || shape.indent > 1 || shape.body.starts_with('#')).count();
    if end > 1 && said * 2 > end - 1 {
        all.iter_mut().take(end + 1).for_each(|shape| shape.fence = Some(Fence::FrontMatter));
    }
}

/// Lines between `$$` and `$$`, `\\[` and `\\]`, `\\begin{…}` and `\\end{…}`.
fn formulas(all: &mut [Shape<'_>]) {
    let mut open: Option<(usize, &str)> = None;
    for i in 0..all.len() {
        let Some(shape) = all.get(i).filter(|shape| shape.fence.is_none()) else { continue };
        let body = shape.body;
        match open {
            Some((from, close)) => {
                if body.ends_with(close) || close == "\\end{" && body.contains(close) {
                    all.iter_mut().take(i + 1).skip(from).for_each(|shape| shape.fence = Some(Fence::Formula));
                    open = None;
                } else if i - from > limits::FORMULA_LINES {
                    open = None;
                }
            }
            None if body.starts_with("$$") && !(body.len() > 2 && body.ends_with("$$")) => open = Some((i, "$$")),
            None if body.starts_with("\\[") && !body.contains("\\]") => open = Some((i, "\\]")),
            None if body.starts_with("\\begin{") && !body.contains("\\end{") => open = Some((i, "\\end{")),
            None if body.len() > 4 && body.starts_with("$$") || body.starts_with("\\begin{") => {
                all.iter_mut().skip(i).take(1).for_each(|shape| shape.fence = Some(Fence::Formula));
            }
            None => {}
        }
    }
}

/// The mark with which a comment begins, where what follows is set apart from it. `##` is a heading of Markdown.
fn comment(body: &str) -> char {
    let mark = ["#", "//", "--", ";", "* ", "%"].into_iter().find(|mark| body.starts_with(mark));
    let fits = |mark: &str| match mark {
        "#" => !body.starts_with("##"),
        "--" => !body.starts_with("---") && !body.starts_with("-- -"),
        ";" | "%" => body.contains(' '),
        _ => true,
    };
    mark.filter(|mark| fits(mark)).and_then(|mark| mark.chars().next()).unwrap_or(' ')
}

/// Comments that go over several lines, in pages that hold other lines of code.
fn comments(all: &mut [Shape<'_>]) {
    const PAIRS: [(&str, &str); 4] = [("/*", "*/"), ("--[[", "]]"), ("\"\"\"", "\"\"\""), ("'''", "'''")];
    let mut open: Option<(usize, &str)> = None;
    for i in 0..all.len() {
        let Some(shape) = all.get(i).filter(|shape| shape.fence.is_none()) else { continue };
        let body = shape.body;
        match open {
            Some((from, close)) if body.contains(close) => {
                all.iter_mut().take(i + 1).skip(from).for_each(|shape| shape.fence = Some(Fence::Comment));
                open = None;
            }
            Some((from, _)) if i - from > limits::COMMENT_LINES => open = None,
            Some(_) => {}
            None => {
                open = PAIRS
                    .iter()
                    .find(|(start, close)| body.starts_with(start) && !body.get(start.len()..).unwrap_or_default().contains(close))
                    .map(|(_, close)| (i, *close))
            }
        }
    }
}

/// The lines that are set in below a key of YAML which says that its value follows.
fn blocks(all: &mut [Shape<'_>]) {
    let mut open: Option<usize> = None;
    for shape in all.iter_mut() {
        if open.is_some_and(|indent| shape.indent > indent) {
            shape.fence = shape.fence.or(Some(Fence::Block));
            continue;
        }
        // A list in brackets that begins behind a key goes on in lines that are set in.
        let list = shape.body.ends_with(['[', '{']) && shape.is_setting();
        let says = [": |", ": >", ": |-", ": >-", ": |+", ": >+"].iter().any(|end| shape.body.ends_with(end));
        open = (list || says && shape.is_setting()).then_some(shape.indent);
    }
}

/// Fields at the start of a page: `title:…`, `date: …`.
fn headers(all: &mut [Shape<'_>], words: &WordLists) {
    let is_field = |shape: &&mut Shape<'_>| shape.body.split_once(':').is_some_and(|(key, _)| words.headers.has(key.trim()));
    all.iter_mut().take(limits::HEADER).take_while(is_field).for_each(|shape| shape.header = true);
}

/// Counts lines on end that blanks cut into cells of the same sorts.
fn runs(all: &mut [Shape<'_>]) {
    let mut from = 0;
    while let Some(pattern) = all.get(from).map(|shape| (shape.cells.count, shape.cells.pattern)) {
        let run = all.iter().skip(from).take_while(|shape| (shape.cells.count, shape.cells.pattern) == pattern).count();
        all.iter_mut().skip(from).take(run).for_each(|shape| shape.run = run);
        from += run.max(1);
    }
}

impl<'a> Shape<'a> {
    /// The lines of a text that are not empty.
    pub(super) fn all(text: &'a str, words: &WordLists) -> Vec<Shape<'a>> {
        let mut all: Vec<Shape<'a>> = Vec::new();
        let mut open: Option<(u8, usize, usize)> = None;
        let mut apart = false;
        for at in Lines::of(text) {
            let line = text.get(at.clone()).unwrap_or_default();
            if line.trim().is_empty() {
                apart = !all.is_empty();
                continue;
            }
            let mut shape = Shape::of(line, at, words);
            (shape.apart, apart) = (apart, false);
            all.push(shape);
            let Some((mark, length, bare)) = fence(line) else { continue };
            match open {
                Some((own, least, from)) if own == mark && length >= least && bare => {
                    all.iter_mut().skip(from).for_each(|shape| shape.fence = Some(Fence::Code));
                    open = None;
                }
                Some(_) => {}
                None => open = Some((mark, length, all.len() - 1)),
            }
        }
        front_matter(&mut all);
        formulas(&mut all);
        comments(&mut all);
        blocks(&mut all);
        headers(&mut all, words);
        runs(&mut all);
        all
    }

    /// Whether it begins as a part of a document does: 第三条, 一、, （二）.
    pub(super) fn begins_block(&self) -> bool {
        enumerator(self.body).is_some()
    }

    fn of(line: &'a str, at: Range<usize>, words: &WordLists) -> Shape<'a> {
        let body = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 + usize::from(c == '\u{3000}') }).sum();
        let mut shape = Shape {
            at,
            text: line,
            body,
            indent,
            visible: 0,
            han: 0,
            ascii: 0,
            signs: 0,
            marks: 0,
            stops: 0,
            tabs: 0,
            commas: 0,
            all_commas: 0,
            bars: 0,
            separators: 0,
            cell: 0,
            clauses: [0; limits::CLAUSES],
            marked: body.ends_with(['，', '。', '；', '？', '！', '、', '：', ',', ';', '?', '!', '…']),
            fence: None,
            cells: Cells::default(),
            surname: false,
            entry: Entry::default(),
            apart: false,
            comment: comment(body),
            header: false,
            run: 0,
            column: false,
            keyword: false,
            level: false,
            part_of_speech: false,
            labels: 0,
        };
        shape.count(line.trim_matches([' ', '\r', '\u{3000}']));
        shape.read_words(words);
        shape.read_entry();
        shape
    }

    /// Counts a comma, whatever it is.
    fn mark_comma(&mut self) -> bool {
        self.all_commas = self.all_commas.saturating_add(1);
        true
    }

    /// Counts the characters of a line.
    fn count(&mut self, line: &str) {
        let (mut before, mut quoted, mut cell) = (' ', false, 0);
        let (mut clause, mut clauses, mut verse) = (0u8, 0, true);
        let mut chars = line.chars().take(limits::LOOKED).peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied().unwrap_or(' ');
            self.visible += usize::from(!c.is_whitespace());
            cell += 1;
            match c {
                '\t' => self.tabs += 1,
                ',' if !quoted && self.mark_comma() && !is_thousands(before, chars.clone()) => self.commas += 1,
                '|' => self.bars += 1,
                // ` +++$+++ `, ` ||| `: a separator of one's own.
                _ if is_rule(c) && is_rule(before) && next == ' ' && self.visible > limits::RAGGED => self.separators += 1,
                '"' => quoted = !quoted,
                _ if is_han(c) => self.han += 1,
                _ if c.is_ascii_alphanumeric() => self.ascii += 1,
                '，' | '。' | '；' | '：' | '？' | '！' | '、' | '“' | '”' | '《' | '》' | '（' | '）' => self.marks += 1,
                _ => {}
            }
            self.stops += usize::from(matches!(c, '。' | '；' | '？' | '！'));
            self.signs += usize::from(is_sign(c, before, next));
            if matches!(c, '\t' | '|') || c == ',' && !quoted {
                self.cell = self.cell.max(cell);
                cell = 0;
            }
            if is_han(c) {
                clause = clause.saturating_add(1);
            } else if ends_clause(c) {
                verse &= clauses < limits::CLAUSES || clause == 0;
                if clause > 0
                    && let Some(slot) = self.clauses.get_mut(clauses)
                {
                    *slot = clause;
                    clauses += 1;
                }
                clause = 0;
            } else {
                verse &= matches!(c, '“' | '”' | '‘' | '’' | '\r');
            }
            before = c;
        }
        self.cell = self.cell.max(cell);
        if quoted {
            (self.commas, self.all_commas) = (usize::MAX, usize::MAX);
        }
        match self.clauses.get_mut(clauses) {
            Some(slot) => *slot = clause,
            None => verse &= clause == 0,
        }
        if !verse || line.chars().nth(limits::LOOKED).is_some() {
            self.clauses = [0; limits::CLAUSES];
        }
    }

    /// Asks for the words, each list only where the line has what its words are made of.
    fn read_words(&mut self, words: &WordLists) {
        let end = self.body.char_indices().nth(limits::LOOKED).map_or(self.body.len(), |(end, _)| end);
        let head = &self.body[..end];
        if self.ascii > 0 {
            let bare = head.trim_start_matches(['-', '$', '>', '#', '@', '.', '{', '}', ' ']);
            let word = bare.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(bare, |end| &bare[..end]);
            self.keyword = !word.is_empty() && words.code.has(word) && !bare[word.len()..].starts_with(is_han);
        }
        if self.ascii * limits::LATIN_SHARE >= self.visible {
            self.level = head.split(|c: char| !c.is_ascii_alphabetic()).any(|word| words.levels.has(word));
        }
        let spaced = head.contains([' ', '\t', '】', ')', '）', ']', '/']);
        if spaced && self.han < limits::LONG {
            let near = head.char_indices().nth(3 * limits::HEADWORD).map_or(head.len(), |(end, _)| end);
            self.part_of_speech = words.parts_of_speech.iter().any(|part| {
                head[..near].find(part).is_some_and(|at| {
                    let word = &head[..at];
                    word.trim_end().chars().count() <= 2 * limits::HEADWORD && word.ends_with([' ', '\t', ']', '/', '】', ')', '）'])
                })
            });
        }
        self.cells = Cells::of(self.body, |name| words.surnames.has(name), |cell| words.units.begin(cell));
        let letters = self.han;
        self.surname = (2..=limits::NAME).contains(&letters)
            && letters == self.visible
            && self.body.char_indices().nth(1).is_some_and(|(end, _)| words.surnames.has(&self.body[..end]));
        if head.contains(['：', ':', '_', '＿', '□', '☐']) {
            self.labels = words.labels.iter().filter(|label| head.contains(label)).count();
        }
    }

    /// Whether it may be a line of verse without marks.
    pub(super) fn is_bare(&self) -> bool {
        !self.marked && self.clauses[1] == 0 && limits::BARE_VERSE.contains(&usize::from(self.clauses[0]))
    }

    /// Whether all clauses are equally long, and how long they are.
    pub(super) fn even(&self) -> Option<u8> {
        let first = self.clauses[0];
        (first > 0 && self.clauses.iter().all(|clause| *clause == 0 || *clause == first)).then_some(first)
    }
}

/// Signs that separators are made of.
fn is_rule(c: char) -> bool {
    matches!(c, '+' | '$' | '#' | '@' | '~' | '=' | '^' | '%')
}

/// Whether a comma stands in a number, `1,234.00`.
fn is_thousands(before: char, mut ahead: impl Iterator<Item = char>) -> bool {
    let three = before.is_ascii_digit() && (0..3).all(|_| ahead.next().is_some_and(|c| c.is_ascii_digit()));
    three && !ahead.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether a character ends a clause of verse. A blank between two half lines does.
fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '？' | '！' | '、' | '：' | ',' | ';' | '?' | '!' | ' ' | '\u{3000}')
}

/// Whether a character is a sign of code where it stands.
fn is_sign(c: char, before: char, next: char) -> bool {
    match c {
        '{' | '}' | '<' | '>' | '\\' | '$' | '_' | '`' | '^' | '~' => true,
        '=' | '&' | '|' | '*' | '+' => before.is_ascii() && next.is_ascii(),
        '[' | ']' | '"' | '\'' => before.is_ascii() || next.is_ascii(),
        '(' => before.is_ascii_alphanumeric() || before == ' ' && next.is_ascii(),
        ')' => before.is_ascii() && (next.is_ascii_punctuation() || next == ' '),
        ';' | ':' => {
            before.is_ascii() && !before.is_whitespace() && matches!(next, ' ' | ':' | ';') && !before.is_ascii_digit() || c == ';' && before.is_ascii()
        }
        '/' => next == '/' || before == '/' || next == '*' || before == '*',
        '#' | '@' => next.is_ascii_alphabetic(),
        '-' => before == '-' || next == '-' || next == '>',
        '.' => before.is_ascii_alphanumeric() && next.is_ascii_alphabetic(),
        _ => false,
    }
}
