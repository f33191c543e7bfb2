//! What stands left and right of quotations and in them: how much likelier a quotation begins than ends behind a word, or before it, and how much
//! likelier a character is inside than outside.

use std::collections::HashMap;

use crate::chars::is_han;
use crate::rule::{RuleBook, RuleError};

const FILE: &str = "width/collocations.tsv";

/// One or two Han beside a mark; a single one has NUL for the character farther off.
type Word = (char, char);

/// Which table a word stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Left of a mark: it opens, or closes.
    Left,
    /// Right of a mark: it opens, or closes.
    Right,
    /// Between two marks: inside a quotation, or outside.
    Inside,
}

/// The logarithms of odds, that a mark opens against that it closes, by the characters left of it and right of it; and that a character between two marks
/// is quoted.
#[derive(Clone, Debug, Default)]
pub struct Collocations {
    left: HashMap<Word, f32>,
    right: HashMap<Word, f32>,
    inside: HashMap<Word, f32>,
}

impl Place {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Place::Left => "left",
            Place::Right => "right",
            Place::Inside => "inside",
        }
    }
}

/// Looks the longer word up, then the shorter.
fn look_up(odds: &HashMap<Word, f32>, near: Option<char>, far: Option<char>) -> f32 {
    let Some(near) = near.filter(|c| is_han(*c)) else { return 0.0 };
    let two = far.filter(|c| is_han(*c)).and_then(|far| odds.get(&(near, far)));
    two.or_else(|| odds.get(&(near, '\0'))).copied().unwrap_or_default()
}

impl Collocations {
    /// Reads the file.
    pub fn read(rules: &RuleBook) -> Result<Collocations, RuleError> {
        let mut read = Collocations::default();
        for (number, row) in rules.rows(FILE)? {
            let wrong = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {number}: a place, one or two characters, and a number are due") };
            let &[side, word, odds] = row.as_slice() else { return Err(wrong()) };
            let odds: f32 = odds.parse().ok().filter(|odds: &f32| odds.is_finite()).ok_or_else(wrong)?;
            let chars: Vec<char> = word.chars().collect();
            let (first, second) = match chars[..] {
                [one] => (one, None),
                [first, second] => (first, Some(second)),
                _ => return Err(wrong()),
            };
            let place = [Place::Left, Place::Right, Place::Inside].into_iter().find(|place| place.name() == side).ok_or_else(wrong)?;
            read.put(place, first, second, odds).ok_or_else(wrong)?;
        }
        Ok(read)
    }

    /// Puts a word, in the order of the text, into one of the tables.
    pub fn put(&mut self, place: Place, first: char, second: Option<char>, odds: f32) -> Option<()> {
        let key = match second {
            None => (first, '\0'),
            Some(second) if place == Place::Left => (second, first),
            Some(second) => (first, second),
        };
        let table = match place {
            Place::Left => &mut self.left,
            Place::Right => &mut self.right,
            Place::Inside => &mut self.inside,
        };
        table.insert(key, odds).is_none().then_some(())
    }

    /// What the characters left of a mark say, the near one first.
    pub(super) fn left(&self, near: Option<char>, far: Option<char>) -> f32 {
        look_up(&self.left, near, far)
    }

    /// What the characters right of a mark say, the near one first.
    pub(super) fn right(&self, near: Option<char>, far: Option<char>) -> f32 {
        look_up(&self.right, near, far)
    }

    /// What a character between two marks says: that it is quoted.
    pub(super) fn inside(&self, c: char) -> f32 {
        self.inside.get(&(c, '\0')).copied().unwrap_or_default()
    }
}
