//! What a few characters of context cannot tell about a lost mark: whether a bracket is open, and how lines end.

use super::lattice::{Read, Reading, Searched, Slot};
use super::limits;
use super::words::Words;
use crate::calibration::Mojibake as Scale;
use crate::chars::floor_boundary;
use crate::edit::Candidate;
use crate::lattice::brackets::{closer_of, opener_of, widened};
use crate::number;

/// The brackets that are open after the characters seen so far.
#[derive(Default)]
struct Open(Vec<char>);

impl Open {
    fn see(&mut self, c: char) {
        let c = widened(c);
        if closer_of(c).is_some() {
            if self.0.len() < limits::DEEPEST {
                self.0.push(c);
            }
        } else if let Some(opener) = opener_of(c)
            && let Some(place) = self.0.iter().rposition(|&open| open == opener)
        {
            self.0.truncate(place);
        }
    }

    /// How likely a closing mark is here, beside other marks.
    fn closes(&self, c: char) -> f64 {
        match opener_of(c) {
            Some(opener) if self.0.last() == Some(&opener) => 1.0,
            Some(opener) if self.0.contains(&opener) => limits::CLOSES_OUTER,
            Some(_) => limits::CLOSES_NOTHING,
            None => 1.0,
        }
    }
}

/// Whether the next bracket of its kind after an opening one closes it.
fn is_closed(opener: char, after: impl Iterator<Item = char>) -> bool {
    let Some(closer) = closer_of(opener) else { return false };
    for c in after.take(limits::BRACKET_REACH) {
        if c == closer {
            return true;
        }
        if c == opener || c == '\n' {
            return false;
        }
    }
    false
}

/// The opening mark that the first closing one after a place lacks, among those that are `open` before the place and stand after it.
fn lacking(open: &Open, after: impl Iterator<Item = char>) -> Option<char> {
    let mut opened = Vec::new();
    for c in after.take(limits::BRACKET_REACH).take_while(|&c| c != '\n') {
        if closer_of(c).is_some() {
            opened.push(c);
        } else if let Some(opener) = opener_of(c) {
            match opened.iter().rposition(|&open| open == opener) {
                Some(place) => opened.truncate(place),
                None => return Some(opener).filter(|opener| !open.0.contains(opener)),
            }
        }
    }
    None
}

/// The first digit of a year whose other three and 年 or 〕 are `after`, if they are.
fn millennium(before: Option<char>, mut after: impl Iterator<Item = char>) -> Option<char> {
    let digits = [after.next()?, after.next()?, after.next()?];
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',');
    let year = digits.iter().all(char::is_ascii_digit) && matches!(after.next(), Some('年' | '〕' | '—' | '-' | '～' | '至')) && !before.is_some_and(joined);
    match digits[0] {
        '0' if year => Some('2'),
        '8' | '9' if year => Some('1'),
        _ => None,
    }
}

/// Whether a character may be anything: its candidates share no beginning in UTF-8.
fn free(read: &Read) -> bool {
    let lead = |text: &str| text.bytes().next();
    let mut leads = read.candidates.iter().map(|candidate| lead(&candidate.text));
    leads.next().is_some_and(|first| leads.any(|other| other != first))
}

/// Makes the probabilities of uncertain characters those that measurement bears out, where `mean` is the judge's mean log probability of a
/// character hereabouts.
pub(super) fn calibrate(reads: &mut [Read], mean: f32, scale: &Scale) {
    let rounded = |p: f32| ((p * 10_000.0).round() / 10_000.0).min(number::MOST_WEIGHED);
    let strange = f64::from((limits::FAMILIAR - mean) / (limits::FAMILIAR - limits::STRANGE)).clamp(0.0, 1.0);
    let map = scale.at(strange);
    let whole = matches!(reads, [read, ..] if !read.is_clear() && free(read));
    for read in reads.iter_mut().filter(|read| read.probability < 1.0) {
        let whole = whole && !read.is_clear();
        read.searched = Some(Searched { probability: read.probability, strange, whole });
        let mut honest = map.state(f64::from(read.probability)) as f32;
        if whole && mean < limits::STRANGE {
            honest = honest.min(limits::STRANGE_CHARACTER);
        }
        let rest = (1.0 - honest) / (1.0 - read.probability).max(f32::EPSILON);
        for candidate in &mut read.candidates {
            let best = candidate.text.starts_with(read.character);
            candidate.probability = rounded(if best { honest } else { (candidate.probability * rest).min(honest) });
        }
        read.probability = rounded(honest);
    }
}

/// How much rarer a line ends with `；` than the judge thinks.
fn semicolon(before: &str, reads: &[Read]) -> f64 {
    let line = || before.chars().chain(reads.iter().map(|read| read.character));
    let head: String = line().take(limits::ITEM_HEAD).collect();
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let after = head.trim_start_matches(['（', '(']).trim_start_matches(number);
    let item = after.len() < head.len() && after.starts_with(['）', ')', '、', '.', '．']);
    // The last character is the one in doubt.
    let sentence = line().filter(|&c| c == '。').count() > usize::from(reads.last().is_some_and(|read| read.character == '。'));
    match (sentence, item) {
        (true, true) => limits::SEMICOLON_IN_ITEM,
        (true, false) => limits::SEMICOLON_AFTER_SENTENCE,
        (false, false) if line().any(|c| c == '，') => limits::SEMICOLON_AFTER_CLAUSE,
        _ => 1.0,
    }
}

/// What stands around an uncertain character.
struct Place<'a> {
    open: &'a Open,
    /// Whether the sentence asks, by its words.
    asked: bool,
    /// As far as brackets reach.
    ahead: Vec<char>,
    /// The opening mark that what stands ahead lacks.
    lacking: Option<char>,
    /// The first digit of a year whose others stand ahead.
    millennium: Option<char>,
    /// Where the line ends with the character.
    ends: Option<LineEnd>,
}

/// How a line ends.
#[derive(Clone, Copy)]
struct LineEnd {
    /// Whether it has commas or stops.
    sentences: bool,
    /// How much rarer it ends with `；` than the judge thinks.
    semicolon: f64,
}

impl Place<'_> {
    /// How much likelier a character is here than the judge thinks.
    fn factor(&self, c: char) -> f64 {
        let mut factor = self.open.closes(c);
        let mut unless = |holds: bool, weight: f64| factor *= if holds { 1.0 } else { weight };
        unless(closer_of(c).is_none() || is_closed(c, self.ahead.iter().copied()), limits::OPENS_NOTHING);
        unless(self.lacking.is_none_or(|opener| opener == c), limits::OPENED_BY_NOTHING);
        unless(self.millennium.is_none_or(|digit| digit == c), limits::NO_YEAR);
        unless(c != '？', if self.asked { limits::ASKED } else { limits::NOT_ASKED });
        if let Some(LineEnd { sentences, semicolon }) = self.ends {
            unless(c != '；', semicolon);
            unless(!sentences || "。；：！？”）…》』".contains(c), limits::ENDS_WITHOUT_MARK);
            let still = self.open.0.len().saturating_sub(usize::from(opener_of(c).is_some_and(|opener| self.open.0.last() == Some(&opener))));
            unless(still == 0, limits::LEFT_OPEN);
        }
        factor
    }
}

/// Weighs the candidates of a character anew and takes the best one.
fn reweigh(read: &mut Read, factor: impl Fn(char) -> f64) {
    let weigh = |candidate: &Candidate| f64::from(candidate.probability) * candidate.text.chars().next().map_or(1.0, &factor);
    let mut weighed: Vec<(String, f64)> = read.candidates.iter().map(|candidate| (candidate.text.clone(), weigh(candidate))).collect();
    let total: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return;
    }
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let share = |weight: f64| ((weight / total * 10_000.0).round() / 10_000.0) as f32;
    read.candidates = weighed.into_iter().map(|(text, weight)| Candidate { text, probability: share(weight) }).collect();
    if let Some((c, probability)) = read.candidates.first().and_then(|best| Some((best.text.chars().next()?, best.probability))) {
        read.character = c;
        read.probability = probability.min(number::MOST_WEIGHED);
    }
}

/// Weighs the candidates of uncertain characters anew: a closing mark wants an open one before it, an opening one a closing one after it, and
/// a line of sentences ends with a mark, with no bracket left open. `before` and `after` are the rest of the line.
pub(super) fn weigh(words: &Words, reads: &mut [Read], before: &str, after: &str) {
    let mut open = Open::default();
    before.chars().for_each(|c| open.see(c));
    let mut sentence: String = before.rsplit(['。', '？', '！']).next().unwrap_or_default().to_owned();
    let line_ends = after.trim().is_empty();
    let sentences = before.chars().chain(reads.iter().map(|read| read.character)).any(|c| matches!(c, '，' | '。'));
    let count = reads.len();
    let any = matches!(reads, [read] if free(read));
    let semicolon = if line_ends { semicolon(before, reads) } else { 1.0 };
    let mut previous = before.chars().next_back();
    for place in 0..count {
        let last = line_ends && place + 1 == count;
        let Some((read, rest)) = reads.get_mut(place..).and_then(|rest| rest.split_first_mut()) else { break };
        if read.character == '\n' {
            open = Open::default();
        }
        if !read.is_clear() && read.candidates.len() > 1 {
            let ahead = || rest.iter().map(|read| read.character).chain(after.chars());
            let place = Place {
                open: &open,
                asked: words.ask(&sentence[floor_boundary(&sentence, sentence.len().saturating_sub(limits::SENTENCE))..]),
                ahead: ahead().take(limits::BRACKET_REACH).collect(),
                lacking: lacking(&open, ahead()),
                millennium: millennium(previous, ahead()),
                ends: last.then_some(LineEnd { sentences, semicolon }),
            };
            // A whole character is lost: what closes the bracket may be it, however rare the judge finds it here.
            if last
                && any
                && let Some(closer) = open.0.last().and_then(|&opener| closer_of(opener))
                && !read.candidates.iter().any(|candidate| candidate.text.starts_with(closer))
            {
                read.candidates.push(Candidate { text: closer.to_string(), probability: limits::CLOSES_AT_END as f32 });
            }
            reweigh(read, |c| place.factor(c));
        }
        open.see(read.character);
        previous = Some(read.character);
        sentence.push(read.character);
        if matches!(read.character, '。' | '？' | '！' | '\n') {
            sentence.clear();
        }
    }
}

/// Whether a character is a digit, Arabic or Han; 一 and 十 are as often words.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇二三四五六七八九".contains(c)
}

/// How far a reading is believed. Numbers are facts: sense does not tell one digit from another, and 一 and 十 are digits where another may stand.
pub(super) fn belief(read: &Read) -> f32 {
    let rival = |candidate: &Candidate| candidate.probability > limits::RIVAL_DIGIT && candidate.text.chars().all(|c| c != read.character && is_numeral(c));
    let digit = is_numeral(read.character) || matches!(read.character, '一' | '十') && read.candidates.iter().any(rival);
    // What is no digit is a rival that sense does tell from one.
    let of_digits = |candidate: &&Candidate| candidate.text.chars().all(|c| c != read.character && is_numeral(c));
    let others: f32 = read.candidates.iter().filter(of_digits).map(|candidate| candidate.probability).sum();
    if digit && read.probability < limits::DIGIT * (read.probability + others) { 0.0 } else { read.probability }
}

/// Takes the belief from characters more than `most` bytes of which are lost: they are invented from their neighbours, not read.
pub(super) fn distrust_invented(reading: &mut Reading, slots: &[Slot], most: usize) {
    let mut next = 0;
    for read in &mut reading.characters {
        let bytes = |slot: &Slot| match slot {
            Slot::Question | Slot::Lost => 1,
            Slot::Pair => 2,
            _ => 0,
        };
        let lost: usize = slots.get(next..=read.slot).unwrap_or_default().iter().map(bytes).sum();
        if lost > most {
            (read.probability, read.searched) = (0.0, None);
        }
        next = read.slot + 1;
    }
}
