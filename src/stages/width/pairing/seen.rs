//! What is seen at a mark, and between two of them.

use crate::judge::{Judge, State};

use super::super::context::{is_blank, is_wide_letter};
use super::super::limits;
use super::collocations::Collocations;

/// What a mark may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A quotation begins, and its end is found.
    Open,
    /// A quotation ends, and its beginning is found.
    Close,
    /// A quotation begins whose end is lost.
    LoneOpen,
    /// A quotation ends whose beginning is lost.
    LoneClose,
    /// No quotation mark: an apostrophe, feet, inches.
    Other,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 5] = [Role::Open, Role::Close, Role::LoneOpen, Role::LoneClose, Role::Other];

    /// Whether a quotation begins or, if not, ends.
    pub fn opens(self) -> Option<bool> {
        match self {
            Role::Open | Role::LoneOpen => Some(true),
            Role::Close | Role::LoneClose => Some(false),
            Role::Other => None,
        }
    }
}

/// How a quotation stands in another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nest {
    /// Single in double, as it should.
    SingleInDouble,
    /// Double in single.
    DoubleInSingle,
    /// Marks of one sort in each other.
    Same,
}

/// What stands beside a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The paragraph begins or ends.
    Edge,
    /// A Han character.
    Han,
    /// A Latin letter.
    Latin,
    /// A digit.
    Digit,
    /// A mark that ends a sentence.
    Stop,
    /// A comma.
    Comma,
    /// 、
    Member,
    /// A colon.
    Colon,
    /// A bracket that opens.
    Opening,
    /// A bracket that closes.
    Closing,
    /// A dash, an ellipsis, a slash.
    Dash,
    /// Another quotation mark.
    Quote,
    /// Anything else.
    Other,
}

/// A mark and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// ' and ’, not " and ”.
    pub single: bool,
    /// 1 for “, -1 for ”, 0 for a straight one.
    pub shape: i8,
    /// Left of it.
    pub before: Side,
    /// Right of it.
    pub after: Side,
    /// A blank stands left of it, one right of it.
    pub blank: (bool, bool),
    /// It begins a line, it ends one: lines of a broken paragraph.
    pub at_break: (bool, bool),
    /// How much likelier the text is, to the judge, where it opens than where it closes (nats).
    pub opens: f32,
    /// How much likelier it is with the better of both than without a mark (nats).
    pub quotes: f32,
    /// How much likelier it opens than closes by the word left of it, and by that right of it (nats).
    pub words: (f32, f32),
    /// What stands between it and the next mark.
    pub gap: Gap,
}

/// What stands between two marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gap {
    /// Characters.
    pub chars: usize,
    /// Ends of sentences but for one at the end.
    pub sentences: usize,
    /// Commas but for one at the end.
    pub commas: usize,
    /// Ends of lines.
    pub breaks: usize,
    /// Brackets that have no partner there.
    pub brackets: usize,
    /// Nothing but marks.
    pub marks_only: bool,
    /// It begins with a comma, 、 or the end of a sentence.
    pub begins_with_stop: bool,
    /// It ends with a mark that opens, or a colon.
    pub ends_open: bool,
    /// How much likelier its first characters are quoted than not (nats).
    pub words: f32,
}

/// What one feature is read from: a mark in a role, a gap inside a quotation, or a quotation in another one.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'s> {
    /// A mark in a role.
    Mark(&'s Sight, Role),
    /// A gap inside a quotation.
    Inside(&'s Gap),
    /// One quotation in another.
    Nested(Nest),
}

/// The text of a paragraph without its blanks and line ends, and where its marks stand.
#[derive(Debug, Default)]
pub struct Paragraph {
    chars: Vec<char>,
    /// Whether a blank, and whether the end of a line, stood before the character.
    before: Vec<(bool, bool)>,
    /// The quotation marks, as places in `chars`.
    marks: Vec<usize>,
    /// For each of them, its line and its place in it.
    sources: Vec<(usize, usize)>,
}

/// Whether a mark is one of those that are read here.
pub(in super::super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '\'' | '＇' | '“' | '”' | '‘' | '’')
}

/// Whether a mark has no direction.
pub(in super::super) fn is_straight(c: char) -> bool {
    matches!(c, '"' | '＂' | '\'' | '＇')
}

fn side(c: char) -> Side {
    match c {
        '。' | '！' | '？' | '；' | '.' | '!' | '?' | ';' | '．' => Side::Stop,
        '，' | ',' => Side::Comma,
        '、' => Side::Member,
        '：' | ':' | '∶' => Side::Colon,
        '（' | '(' | '《' | '〈' | '【' | '〔' | '[' | '「' | '『' | '<' => Side::Opening,
        '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '」' | '』' | '>' => Side::Closing,
        '—' | '–' | '―' | '-' | '－' | '…' | '⋯' | '/' | '／' | '·' | '~' | '～' => Side::Dash,
        _ if is_mark(c) => Side::Quote,
        _ if is_wide_letter(c) => Side::Han,
        _ if c.is_ascii_digit() => Side::Digit,
        _ if c.is_alphabetic() => Side::Latin,
        _ => Side::Other,
    }
}

impl Paragraph {
    /// Reads the lines of a paragraph.
    pub fn of<I: Iterator<Item = char>>(lines: impl Iterator<Item = I>) -> Paragraph {
        let mut paragraph = Paragraph::default();
        for (number, line) in lines.enumerate() {
            let mut before = (false, number > 0);
            for (at, c) in line.enumerate() {
                if is_blank(c) {
                    before.0 = true;
                    continue;
                }
                if is_mark(c) {
                    paragraph.marks.push(paragraph.chars.len());
                    paragraph.sources.push((number, at));
                }
                paragraph.chars.push(c);
                paragraph.before.push(before);
                before = (false, false);
            }
        }
        paragraph
    }

    /// Whether all its marks have a direction and a partner, nested as they should be, so that there is nothing to ask. A mark inside a Latin word is
    /// an apostrophe.
    pub fn is_settled(&self) -> bool {
        let mut open = Vec::new();
        let word = |at: Option<usize>| self.char(at).is_some_and(|c| c.is_ascii_alphabetic());
        for &at in &self.marks {
            let c = self.char(Some(at)).unwrap_or_default();
            match c {
                '“' | '‘' => open.push(c),
                '\'' | '’' if word(at.checked_sub(1)) && word(Some(at + 1)) => {}
                '”' if open.pop() == Some('“') => {}
                '’' if open.pop() == Some('‘') => {}
                _ => return false,
            }
        }
        open.is_empty()
    }

    /// The `n`th mark; NUL if there is none.
    pub fn mark(&self, n: usize) -> char {
        self.marks.get(n).and_then(|&at| self.chars.get(at)).copied().unwrap_or('\0')
    }

    /// The line and the place in it of the `n`th mark.
    pub fn source(&self, n: usize) -> Option<(usize, usize)> {
        self.sources.get(n).copied()
    }

    /// Whether Han stand between two marks or beside them: a pair inside a Latin phrase keeps the marks of its language. Single marks around what has no Han,
    /// as in id='16', are those of a program, whatever stands beside them.
    pub fn is_chinese(&self, open: usize, close: usize) -> bool {
        let (Some(&from), Some(&to)) = (self.marks.get(open), self.marks.get(close)) else { return false };
        let letter = |c: &&char| is_wide_letter(**c) || c.is_alphanumeric();
        let beside = |c: Option<&char>| c.is_some_and(|c| is_wide_letter(*c));
        let left = self.chars.get(..from).unwrap_or_default().iter().rev().take(limits::NEIGHBOUR).find(letter);
        let right = self.chars.get(to..).unwrap_or_default().iter().take(limits::NEIGHBOUR).find(letter);
        let double = matches!(self.char(Some(from)), Some('"' | '＂'));
        self.chars.get(from..to).unwrap_or_default().iter().any(|c| is_wide_letter(*c)) || double && (beside(left) || beside(right))
    }

    /// What is seen at every mark.
    pub fn sights(&self, judge: &Judge, collocations: &Collocations) -> Vec<Sight> {
        let ends = self.marks.iter().skip(1).copied().chain([self.chars.len()]);
        self.marks.iter().zip(ends).map(|(&at, end)| self.sight(at, end, judge, collocations)).collect()
    }

    fn char(&self, at: Option<usize>) -> Option<char> {
        at.and_then(|at| self.chars.get(at)).copied()
    }

    fn sight(&self, at: usize, end: usize, judge: &Judge, collocations: &Collocations) -> Sight {
        let c = self.char(Some(at)).unwrap_or('\0');
        let side_of = |at| self.char(at).map_or(Side::Edge, side);
        let here = self.before.get(at).copied().unwrap_or_default();
        let next = self.before.get(at + 1).copied().unwrap_or_default();
        let (opens, quotes) = self.asked(at, judge);
        Sight {
            single: matches!(c, '\'' | '＇' | '‘' | '’'),
            shape: match c {
                '“' | '‘' => 1,
                '”' | '’' => -1,
                _ => 0,
            },
            before: side_of(at.checked_sub(1)),
            after: side_of(Some(at + 1)),
            blank: (here.0, next.0),
            at_break: (here.1, next.1),
            opens,
            quotes,
            words: (
                collocations.left(self.char(at.checked_sub(1)), self.char(at.checked_sub(2))),
                collocations.right(self.char(Some(at + 1)), self.char(Some(at + 2))),
            ),
            gap: self.gap(at + 1, end, collocations),
        }
    }

    fn gap(&self, from: usize, to: usize, collocations: &Collocations) -> Gap {
        let inside = self.chars.get(from..to).unwrap_or_default();
        let middle = inside.split_last().map_or(inside, |(_, middle)| middle);
        let count = |what: Side| middle.iter().filter(|c| side(**c) == what).count();
        let mut open = Vec::new();
        let mut alone = 0;
        for &c in inside {
            match c {
                '（' | '(' | '《' | '〈' | '【' => open.push(c),
                '）' | ')' | '》' | '〉' | '】' => alone += usize::from(open.pop().is_none()),
                _ => {}
            }
        }
        let first = inside.first().copied().map(side);
        Gap {
            chars: inside.len(),
            sentences: count(Side::Stop),
            commas: count(Side::Comma),
            breaks: self.before.get(from..(to + 1).min(self.before.len())).unwrap_or_default().iter().filter(|(_, line)| *line).count(),
            brackets: open.len() + alone,
            marks_only: !inside.iter().any(|c| c.is_alphanumeric() || is_wide_letter(*c)),
            begins_with_stop: matches!(first, Some(Side::Comma | Side::Member | Side::Stop)),
            ends_open: matches!(inside.last().copied().map(side), Some(Side::Opening | Side::Colon)),
            words: inside.iter().take(limits::QUOTED).map(|c| collocations.inside(*c)).sum::<f32>().clamp(-limits::QUOTED_MOST, limits::QUOTED_MOST),
        }
    }

    /// What the judge says of the mark at `at`: as one that opens, against one that closes, and against none.
    fn asked(&self, at: usize, judge: &Judge) -> (f32, f32) {
        let left = self.chars.get(at.saturating_sub(limits::ASKED_LEFT)..at).unwrap_or_default();
        let right = self.chars.get(at + 1..(at + 1 + limits::ASKED_RIGHT).min(self.chars.len())).unwrap_or_default();
        let start = if at < limits::ASKED_LEFT { judge.line_start() } else { State::default() };
        let read = |state: State, text: &[char]| {
            text.iter().fold((state, 0.0), |(state, sum), &c| {
                let (next, probability) = judge.step(state, c);
                (next, sum + probability)
            })
        };
        let (state, _) = read(start, left);
        let with = |c: char| {
            let (state, sum) = judge.step(state, c);
            sum + read(state, right).1
        };
        let single = matches!(self.char(Some(at)), Some('\'' | '＇' | '‘' | '’')) && self.is_inside_double(at);
        let (open, close) = if single { (with('‘'), with('’')) } else { (with('“'), with('”')) };
        let bound = |nats: f32| nats.clamp(-limits::ASKED_MOST, limits::ASKED_MOST);
        (bound(open - close), bound(open.max(close) - read(state, right).1))
    }

    /// Whether a double mark stands somewhere before: a single one is then likely to be nested.
    fn is_inside_double(&self, at: usize) -> bool {
        self.marks.iter().take_while(|&&mark| mark < at).any(|&mark| matches!(self.char(Some(mark)), Some('"' | '＂' | '“' | '”')))
    }
}

/// Whether a character can stand in a word that a mark may be an apostrophe of.
pub(super) fn is_word(side: Side) -> bool {
    matches!(side, Side::Latin | Side::Digit)
}
