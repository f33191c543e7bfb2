//! Running heads: lines that repeat the title between the halves of a sentence, or at the foot of a column.

use std::collections::{HashMap, HashSet};

use super::Page;
use super::limits;
use super::marks::{follows, head, starts_inside};
use super::page::Line;
use super::rows::{is_field, is_row};
use crate::chars::is_han;
use crate::code::Code;
use crate::judge::Judge;
use crate::structure::date::date;
use crate::structure::{TitleForm, breaks_off, date_line, is_page_number};

pub(super) const RUNNING_HEAD: Code = Code::new("F005");

/// The characters of a line that count when lines are compared.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect()
}

/// How alike two keys are, by their pairs of characters: 1 is equal. Robust against a character misread here and there.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| -> HashMap<(char, char), i32> {
        let mut all = HashMap::new();
        let chars: Vec<char> = text.chars().collect();
        for pair in chars.windows(2) {
            if let [x, y] = pair {
                *all.entry((*x, *y)).or_default() += 1;
            }
        }
        all
    };
    let (a, b) = (pairs(a), pairs(b));
    let total: i32 = a.values().sum::<i32>() + b.values().sum::<i32>();
    let common: i32 = a.iter().map(|(pair, n)| (*n).min(b.get(pair).copied().unwrap_or(0))).sum();
    if total == 0 { 0.0 } else { 2.0 * common as f32 / total as f32 }
}

/// What is known of the head of a page, made once.
struct Head {
    /// The keys of the first lines, run together.
    text: String,
    chars: HashSet<char>,
    /// The keys one by one, each with the bytes of `text` up to its end.
    keys: Vec<(String, usize)>,
    /// The keys of those lines that are no prose, run together: titles and their like.
    titles: String,
    /// The keys of all of its lines, addresses and dates, too.
    whole: Vec<String>,
}

impl Head {
    fn of(page: &Page<'_>, kept: &[usize]) -> Head {
        let mut text = String::new();
        let mut keys = Vec::new();
        let mut titles = String::new();
        let mut whole = Vec::new();
        for line in kept.iter().take(limits::HEAD_LINES).filter_map(|&at| page.line(at)) {
            let all = key(head(line.text, limits::HEAD_READS));
            // What is addressed or dated at the head is no title.
            let key = if is_form(line) { String::new() } else { all.clone() };
            whole.push(all);
            if !line.is_prose() {
                titles.push_str(&key);
            }
            text.push_str(&key);
            keys.push((key, text.len()));
        }
        Head { chars: text.chars().collect(), text, keys, titles, whole }
    }

    /// The head before the line that is the `upto`th of the page.
    fn before(&self, upto: usize) -> &str {
        let end = upto.checked_sub(1).and_then(|last| self.keys.get(last.min(self.keys.len().saturating_sub(1)))).map_or(0, |(_, end)| *end);
        self.text.get(..end).unwrap_or_default()
    }

    /// Whether a key repeats a line of the head before the `upto`th, misread characters allowed, or most of it from its beginning; and not a phrase of it.
    fn has_whole(&self, mine: &str, upto: usize) -> bool {
        self.keys.iter().take(upto).any(|(line, _)| {
            line.starts_with(mine) && (line.len() == mine.len() || mine.chars().count() >= limits::CUT_HEAD) || likeness(line, mine) >= limits::LIKE_TITLE
        })
    }

    /// Whether a key repeats the head before the `upto`th line from the beginning of one of its lines.
    fn leads(&self, mine: &str, upto: usize) -> bool {
        let before = self.before(upto);
        std::iter::once(0).chain(self.keys.iter().map(|(_, end)| *end)).any(|at| before.get(at..).is_some_and(|rest| rest.starts_with(mine)))
    }

    /// Whether a key repeats something of the head before the `upto`th line, misread characters allowed.
    fn has(&self, mine: &str, upto: usize) -> bool {
        let length = mine.chars().count();
        if length < limits::LEAST_HEAD || mine.chars().filter(|c| self.chars.contains(c)).count() * 4 < length * 3 {
            return false;
        }
        self.before(upto).contains(mine)
            || self.keys.iter().take(upto).any(|(head, _)| head.chars().count() >= limits::LIKE_LETTERS && likeness(head, mine) >= limits::LIKE_TITLE)
    }
}

/// The keys of two lines that follow one another, if both are said more than once.
fn again(copies: &HashMap<String, u32>, one: Option<&Line<'_>>, next: Option<&Line<'_>>) -> Option<(String, String)> {
    let (one, next) = one.zip(next).filter(|(one, next)| may_be_head(one) && may_be_head(next))?;
    let keys = (key(one.text), key(next.text));
    let repeated = |key: &String| copies.get(key).is_some_and(|times| *times > 1);
    (repeated(&keys.0) && repeated(&keys.1)).then_some(keys)
}

/// What the lines of a page show together.
struct View {
    top: Head,
    /// How often each line that may be a running head stands on the page.
    copies: HashMap<String, u32>,
    /// Lines that stand on the page more than once, each with the one behind it: how often the two stand so.
    pairs: HashMap<(String, String), u32>,
    /// Whether it is a page of narrow columns: its lines are short, and most of them break off.
    narrow: bool,
    /// Characters that nine of ten of its lines of text have at most.
    usual: usize,
}

impl View {
    fn of(page: &Page<'_>, kept: &[usize]) -> View {
        let mut copies: HashMap<String, u32> = HashMap::new();
        let mut counts = Vec::with_capacity(kept.len());
        for line in kept.iter().filter_map(|&at| page.line(at)) {
            if line.text.contains(['，', '。', '、', '；']) {
                counts.push(line.count);
            }
            if may_be_head(line) {
                *copies.entry(key(line.text)).or_default() += 1;
            }
        }
        let mut pairs: HashMap<(String, String), u32> = HashMap::new();
        for pair in kept.windows(2) {
            let &[at, next] = pair else { continue };
            if let Some(pair) = again(&copies, page.line(at), page.line(next)) {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        counts.sort_unstable();
        let usual = counts.get(counts.len() * limits::USUAL_TENTHS / 10).copied().unwrap_or(0);
        // Headings and labels with their values break off, too, and no column is made of them: its lines are full.
        let column = |line: &&Line<'_>| breaks_off(line.text) && line.han().0 >= limits::TORN_HAN && !is_field(line.text) && is_full(line.count, usual);
        let open = kept.iter().filter_map(|&at| page.line(at)).filter(column).count();
        View { top: Head::of(page, kept), copies, pairs, narrow: open * 2 >= kept.len() && usual <= limits::WIDEST_COLUMN, usual }
    }

    /// Whether two lines come back together: the refrain of a song, the first lines of a form. A running head comes back alone, within whatever page.
    fn is_refrain(&self, one: &Line<'_>, next: &Line<'_>) -> bool {
        again(&self.copies, Some(one), Some(next)).is_some_and(|pair| self.pairs.get(&pair).is_some_and(|times| *times > 1))
    }

    /// Whether a line is the start of a line of the head, cut off in the middle of it, or its document number: hardly a line of text begins with
    /// those words and ends within them.
    fn is_copy(&self, line: &Line<'_>, nth: usize) -> bool {
        if line.count > limits::RUNNING_HEAD_CHARS || line.text.ends_with(['。', '；', '：', '！', '？']) {
            return false;
        }
        if self.narrow {
            // The head is broken into the lines of the column; its copy is wider than they are.
            return line.count > self.usual + limits::WIDER && self.top.leads(&key(line.text), nth);
        }
        let mine = key(line.text);
        let number = line.count <= limits::NUMBER_LINE && line.words.number_line(line.text.trim_start_matches("# ")).is_some();
        let cut = line.count >= limits::CUT_HEAD && mine.chars().count() >= limits::CUT_HEAD_LETTERS;
        (number || cut) && self.top.whole.iter().take(nth).any(|head| if number { *head == mine } else { head.len() > mine.len() && head.starts_with(&mine) })
    }
}

pub(super) fn may_be_head(line: &Line<'_>) -> bool {
    (limits::LEAST_HEAD..=limits::RUNNING_HEAD_CHARS).contains(&line.count)
        && !line.ends_sentence()
        && !line.text.ends_with(['：', ':', '，', '、'])
        && line.text.chars().filter(|c| c.is_alphabetic()).take(limits::HEAD_LETTERS).count() == limits::HEAD_LETTERS
}

/// Whether a line is a part of an official document that a title may follow or be.
fn is_form(line: &Line<'_>) -> bool {
    let text = line.text;
    line.is_addressee() || text.len() <= limits::FORM_BYTES && (date_line(text).is_some() || line.is_number() || line.is_release_note() || line.names_issuers())
}

/// Whether a line of so many characters is about as long as most lines of its page: where a column breaks off, its line is full.
fn is_full(count: usize, usual: usize) -> bool {
    count * 10 >= usual * limits::FULL_TENTHS
}

/// A line of which running heads are made, with what speaks for it.
struct Candidate {
    formal: bool,
    in_head: bool,
    /// It repeats a phrase of a line of the head.
    phrase: bool,
    /// It repeats the head from where a line of it begins.
    leads: bool,
    marked: bool,
    /// On a page of narrow columns: it is wider than they are.
    wide: bool,
    repeated: bool,
}

impl Candidate {
    fn of(page: &Page<'_>, view: &View, nth: usize, line: &Line<'_>, headings: &HashSet<usize>) -> Candidate {
        let mine = key(line.text);
        let copies = view.copies.get(&mine).copied().unwrap_or(0);
        let formal = line.title_form() == Some(TitleForm::Formal);
        Candidate {
            formal,
            // The lines of the head lie at least one line back.
            // A title that prose names (`《…的决定》已经…通过，现予公布`) follows, and is not repeated.
            in_head: nth >= 2 && view.top.has(&mine, nth) && (!formal || view.top.titles.contains(&mine) || !view.top.text.contains(&mine)),
            phrase: !view.narrow && !view.top.has_whole(&mine, nth),
            leads: nth >= 2
                && view.top.leads(&mine, nth)
                && (line.count >= view.usual || copies >= limits::HEAD_COPIES || view.top.keys.first().is_some_and(|(first, _)| *first == mine)),
            marked: headings.contains(&line.whole.start) || headings.contains(&line.start) || line.text.starts_with("# "),
            wide: view.narrow && page.lines.len() >= limits::NARROW_LINES && line.count > view.usual + 1,
            repeated: copies >= 2,
        }
    }

    /// Whether it can be a running head at all. In narrow columns any phrase of the title may fill a line of text.
    fn is_one(&self, view: &View) -> bool {
        // A heading is one of the document's unless it says again what stands elsewhere.
        self.formal || self.marked && (self.repeated || self.in_head) || self.in_head && (!view.narrow || self.wide || self.leads)
    }

    /// Nats by which the text must read better over the line than through it.
    fn need(&self, severed: bool) -> f32 {
        let points = i32::from(self.formal)
            + 2 * i32::from(self.in_head)
            + 2 * i32::from(self.marked)
            + i32::from(self.wide)
            + i32::from(self.repeated)
            + i32::from(severed);
        match points {
            _ if self.in_head && self.phrase => limits::SURE * limits::JOIN_GAIN,
            ..=2 => limits::JOIN_GAIN,
            3 => 0.0,
            _ => -limits::SURE * limits::JOIN_GAIN,
        }
    }
}

/// Marks running heads: a line that repeats the title or the first lines of the page, or looks like a title, in the middle of a sentence; its other
/// copies; and on a printed page (`printed`: other marks of print were found) a repeated title between two blocks.
pub(super) fn running_heads(page: &mut Page<'_>, judge: &Judge, headings: &HashSet<usize>, printed: bool) {
    let kept = page.kept();
    if kept.len() < 3 {
        return;
    }
    let view = View::of(page, &kept);
    let marks = printed;
    let printed = printed || view.narrow;
    let mut found = Vec::new();
    for window in kept.windows(3).enumerate() {
        let (nth, &[before, at, after]) = window else { continue };
        let (Some(previous), Some(line), Some(next)) = (page.line(before), page.line(at), page.line(after)) else { continue };
        // Cheap things first: nearly all lines end here.
        let off = breaks_off(previous.text);
        let nth = nth + 1;
        let like_head = may_be_head(line) && line.enumerator().is_none();
        if !printed && !off && !line.text.starts_with("# ") {
            continue;
        }
        let copy = view.is_copy(line, nth.saturating_sub(1));
        if !like_head && !copy {
            continue;
        }
        // Rows and fields repeat because they must, and between two fields no sentence is torn.
        if is_row(previous, line, next) || is_field(previous.text) && is_field(next.text) {
            continue;
        }
        if view.is_refrain(previous, line) || view.is_refrain(line, next) {
            continue;
        }
        let mut one = Candidate::of(page, &view, nth.saturating_sub(1), line, headings);
        if copy {
            one = Candidate { in_head: true, phrase: false, ..one };
        }
        if !one.is_one(&view) || !copy && is_form(line) || is_form(previous) {
            continue;
        }
        let torn = tears(judge, &view, &one, (nth, marks), [previous, line, next]);
        let in_prose = previous.is_prose() && next.is_prose();
        let between = (printed || one.marked && in_prose)
            && (nth >= limits::LATE || in_prose)
            && one.in_head
            && (copy || one.marked || one.wide || one.formal || one.leads && ends_there(judge, line, next))
            && (!off || one.marked && one.repeated)
            && !title_follows(page, at);
        if torn || between {
            found.push((at, line.text, line.span()));
        }
    }
    // Where one copy tears a sentence, the others that stand late may be running heads, too.
    let mut torn: HashMap<String, usize> = HashMap::new();
    for (_, value, _) in &found {
        *torn.entry(key(value)).or_default() += 1;
    }
    let mut copies: HashMap<String, Vec<usize>> = HashMap::new();
    for &at in kept.iter().filter(|_| !torn.is_empty()) {
        if let Some(own) = page.line(at).filter(|line| may_be_head(line)).map(|line| key(line.text)).filter(|own| torn.contains_key(own)) {
            copies.entry(own).or_default().push(at);
        }
    }
    let late = kept.get(limits::HEAD_LINES).copied().unwrap_or(usize::MAX);
    let mut others: Vec<usize> = Vec::new();
    for (own, copies) in &copies {
        let torn = torn.get(own).copied().unwrap_or(0);
        others.extend(copies.iter().filter(|&&at| at >= late && !title_follows(page, at) && stands_between_pages(page, at, copies, torn)));
    }
    others.sort_unstable();
    for (at, value, span) in found {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, None);
        page.heads.push((value.to_owned(), span, RUNNING_HEAD));
    }
    for at in others {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, Some("a copy of a line that tears a sentence elsewhere".into()));
    }
}

/// Whether what stands beside a copy may be the end of one page and the beginning of the next: a mark of print, a number, prose; or, where so many copies tear
/// sentences that the pages are known by them, nothing that the line is a row of. `copies` are the lines that say the same.
fn stands_between_pages(page: &Page<'_>, at: usize, copies: &[usize], torn: usize) -> bool {
    let printed = |at: usize| page.decisions.get(at).is_some_and(|decision| decision.as_ref().is_some_and(|decision| super::of_print(decision.rule)));
    let numbered = |at: usize| page.line(at).is_some_and(|line| is_page_number(line.text));
    let beside = |at: Option<usize>| at.and_then(|at| page.line(at));
    let (Some(previous), Some(line)) = (beside(page.kept_before(at)), page.line(at)) else { return false };
    let Some(next) = beside(page.kept_after(at)) else { return true };
    if is_row(previous, line, next) {
        return false;
    }
    let alone = || copies.iter().all(|&other| other == at || other.abs_diff(at) >= limits::PAGE_LINES);
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    neighbours.into_iter().flatten().any(|at| printed(at) || numbered(at)) || previous.is_prose() || next.is_prose() || torn >= limits::TEARING && alone()
}

/// Whether a line does not go on in the next, as the judge reads them.
fn ends_there(judge: &Judge, line: &Line<'_>, next: &Line<'_>) -> bool {
    let next = head(next.text, limits::FOLLOWS_READS);
    follows(judge, line.text, next) < judge.score(judge.line_start(), next).1
}

/// Whether a line stands between two halves of a sentence: the text breaks off before it, goes on after it, and reads better over it than through it.
fn tears(judge: &Judge, view: &View, one: &Candidate, (nth, printed): (usize, bool), [previous, line, next]: [&Line<'_>; 3]) -> bool {
    if previous.count < limits::LEAST_HEAD || !breaks_off(previous.text) || !starts_inside(next.text) {
        return false;
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if one.in_head && digit(previous.text.chars().next_back()) && digit(next.text.chars().next()) {
        return true; // it stands inside a number
    }
    let prose = view.narrow && is_full(previous.count, view.usual)
        || previous.count >= limits::LONG_END && previous.text.contains(['，', '。', '、', '；'])
        || (printed || one.marked || one.formal)
            && previous.count >= limits::TORN_END
            && (previous.enumerator().is_some() || one.in_head && next.is_prose() && !line.is_number());
    // After a date that signs one document the title of another stands.
    let mut end = previous.text.chars().rev();
    let dated = end.next() == Some('日') && end.next().is_some_and(|c| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c));
    if dated && !one.in_head {
        return false;
    }
    // A title over two lines, given again: the line before is part of it.
    let title_again = previous.count <= limits::RUNNING_HEAD_CHARS
        && (view.top.before(nth.saturating_sub(1)).contains(&key(previous.text)) || previous.title_form() == Some(TitleForm::Formal));
    if !prose || title_again {
        return false;
    }
    let severed = !view.narrow && previous.count >= limits::SEVERED * line.count && next.is_prose();
    // Does the sentence read on over the line, and does the line itself not belong to it?
    let over = follows(judge, previous.text, head(next.text, limits::FOLLOWS_READS)) - follows(judge, line.text, head(next.text, limits::FOLLOWS_READS));
    let into =
        follows(judge, previous.text, head(line.text, limits::FOLLOWS_READS)) - judge.score(judge.line_start(), head(line.text, limits::FOLLOWS_READS)).1;
    over - into > one.need(severed)
}

/// Whether a line begins a printed document: the lines after it are such as follow a title.
fn title_follows(page: &Page<'_>, at: usize) -> bool {
    page.lines.get(at + 1).is_some_and(|line| {
        line.is_number()
            || line.is_addressee()
            || line.enumerator().is_some_and(|e| e.number == 1)
            || line.text.strip_prefix('（').is_some_and(|rest| date(rest).is_some())
    })
}
