//! What speaks for a line being of some kind, each a number of about 0 to 1; the weights are in `rules/structure/kinds.tsv`.

use super::entries;
use super::limits;
use super::seen::{Seen, one};
use super::shape::{Fence, Shape};
use crate::chars::is_han;
use crate::features::features;

/// What a page shows as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Whole {
    bare: f32,
    words: f32,
    stanzas: f32,
}

impl Whole {
    pub(super) fn of(shapes: &[Shape<'_>]) -> Whole {
        let share = |count: usize| count as f32 / shapes.len().max(1) as f32;
        // Remarks between them are none of the entries.
        let entries = shapes.iter().filter(|shape| shape.comment == ' ').count();
        let words = shapes.iter().filter(|shape| shape.comment == ' ' && (shape.is_word() || shape.is_numbered_word() || shape.is_token())).count();
        let words = words as f32 / entries.max(1) as f32;
        let bare = share(shapes.iter().filter(|shape| shape.is_bare()).count());
        let list = entries >= limits::LIST && words >= limits::LIST_SHARE;
        Whole { bare, words: if list { words } else { 0.0 }, stanzas: one(in_stanzas(shapes)) }
    }
}

/// Whether the lines of a page stand in stanzas: short lines of uneven length in groups that empty lines part. A page that was broken at a width has its
/// lines end at that width; one that was broken anywhere has no groups, or has every line apart.
fn in_stanzas(shapes: &[Shape<'_>]) -> bool {
    // A number heads a stanza and is no line of it.
    let number =
        |shape: &&Shape<'_>| shape.visible <= limits::STANZA_NUMBER && shape.body.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '·' | ' '));
    let lines: Vec<&Shape<'_>> = shapes.iter().filter(|shape| !shape.header && !number(shape)).collect();
    let groups = lines.iter().filter(|shape| shape.apart).count() + 1;
    let longest = lines.iter().map(|shape| shape.visible).filter(|length| *length <= limits::STANZA_WIDTH).max().unwrap_or_default();
    let long = lines.iter().filter(|shape| shape.visible > limits::STANZA_WIDTH).count();
    let full = lines.iter().filter(|shape| shape.visible + limits::RAGGED >= longest).count();
    let odd = lines.iter().filter(|shape| shape.signs > 0 || shape.ascii > shape.han || shape.is_numbered_word() || shape.begins_block()).count();
    lines.len() >= limits::STANZA_LINES
        && groups >= limits::STANZAS
        && lines.len() >= groups * 2
        && long * limits::LONG_LINES <= lines.len()
        && full * limits::RAGGED_SHARE <= lines.len()
        && odd * limits::ODD_LINES <= lines.len()
}

/// How many features there are.
pub(super) const COUNT: usize = NAMES.len() + entries::NAMES.len();

/// Their names, in order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(entries::NAMES)
}

/// What line `i` shows.
pub(super) fn of(shapes: &[Shape<'_>], i: usize, whole: Whole) -> [f32; COUNT] {
    let at = |i: Option<usize>| i.and_then(|i| shapes.get(i));
    let mut all = [0.0; COUNT];
    if let Some(line) = shapes.get(i) {
        let far = [at(i.checked_sub(2)), at(i.checked_add(2))];
        let seen = Seen { line, before: at(i.checked_sub(1)), after: at(i.checked_add(1)), far, bare: whole.bare, words: whole.words, stanzas: whole.stanzas };
        let (own, more) = (read(&seen), entries::read(&seen));
        all.iter_mut().zip(own.into_iter().chain(more)).for_each(|(slot, value)| *slot = value);
    }
    all
}

/// One says much, more say a little more.
fn some(count: usize) -> f32 {
    match count {
        0 => 0.0,
        1 => 0.8,
        _ => 1.0,
    }
}

features! {
    const NAMES;
    fn read(seen: &Seen<'_>) -> [f32] {
        "line" => 1.0,
        "fence" => one(seen.line.fence == Some(Fence::Code)),
        // Prose.
        "sentence" => one(seen.line.is_sentence() && !seen.is_remark()),
        "latin_sentence" => one(seen.line.is_latin_sentence()),
        "long" => one(seen.line.han >= limits::LONG && !seen.is_remark()),
        // Code.
        "signs" => (seen.line.signs as f32 * limits::SIGN_SHARE / seen.line.visible.max(1) as f32).min(1.0),
        "sign_at_end" => one(seen.line.ends_as_code()),
        "keyword" => one(seen.line.keyword),
        "comment" => one(["//", "/*", "*/", "-- ", "<!--", "#!", "'''", "\"\"\""].iter().any(|mark| seen.line.body.starts_with(mark))),
        "start" => one(["#!/", "<?", "#include", "package ", "import ", "from ", "<!DOCTYPE"].iter().any(|start| seen.line.body.starts_with(start))),
        "hash" => one(seen.line.body.starts_with('#') && seen.line.body.len() > 1 && !seen.line.body.starts_with("##")),
        "call" => one(seen.line.calls()),
        "assigns" => one(seen.line.assigns()),
        "key" => one(seen.line.has_key()),
        "indent" => one(seen.line.indent >= 2 && seen.line.body.starts_with(|c: char| c.is_ascii())),
        "brackets" => one(seen.line.body.chars().all(|c| "{}[]();,".contains(c))),
        "name" => one(seen.line.has_name()),
        "han_share" => seen.line.han as f32 / seen.line.visible.max(1) as f32,
        "no_han" => one(seen.line.han == 0),
        "address" => one(["http:", "https:", "www."].iter().any(|scheme| seen.line.body.starts_with(scheme)) && !seen.line.body.contains(' ')),
        "digits" => one(seen.line.body.chars().all(|c| c.is_ascii_digit() || "[](){}.,;:-/ %".contains(c)) && seen.line.visible > seen.line.signs),
        // Tables of separators.
        "tabs" => seen.like(|line| line.tabs, 1),
        "commas" => seen.like(|line| line.commas, 2).max(seen.like(|line| line.all_commas, 2)),
        "comma" => seen.like(|line| line.commas, 1) * one(seen.line.commas == 1),
        "bars" => seen.like(|line| line.bars, 2) * one(!seen.line.body.starts_with('|')),
        "many" => seen.like(|line| line.commas.max(line.tabs), 4),
        "unlike" => one(seen.line.commas > 0 && seen.like(|line| line.commas, 1).max(seen.like(|line| line.all_commas, 1)) == 0.0),
        "marked" => one(seen.line.body.ends_with(['。', '.', '；', ';', '！', '？', '，', '：', ':'])),
        "short_cells" => one(seen.line.cell <= limits::CELL),
        // Verse.
        "couplet" => one(seen.line.is_couplet()),
        "short_clauses" => one(seen.line.has_short_clauses()),
        "equal" => seen.equal(true),
        "equal_bare" => seen.equal(false) * seen.bare,
        "uneven" => one(seen.line.marks > 0 && !(seen.line.marked && seen.line.even().is_some())),
        // Logs and subtitles.
        "time_stamp" => seen.line.time_stamp(),
        "level" => one(seen.line.level && seen.line.ascii * 4 >= seen.line.visible),
        "cue" => one(seen.line.is_cue()),
        "near_cue" => one(seen.before.is_some_and(Shape::is_cue) || seen.after.is_some_and(Shape::is_cue)),
        "cued" => one(seen.far[0].is_some_and(Shape::is_cue) || seen.far[1].is_some_and(Shape::is_cue)),
        // Forms.
        "underscores" => some(seen.line.underscores()),
        "boxes" => some(seen.line.body.chars().filter(|c| matches!(c, '□' | '☐' | '☑' | '☒')).count()),
        "room" => some(seen.line.rooms()),
        "labels" => some(seen.line.labels),
        // Dictionaries.
        "reading" => one(seen.line.has_reading()),
        "part_of_speech" => one(seen.line.part_of_speech),
        "entry" => one(seen.line.is_entry()),
        "sense" => one(seen.line.body.starts_with(['①', '②', '③', '④', '⑤', '⑥'])),
        "glosses" => one(seen.line.has_glosses()),
    }
}

impl Shape<'_> {
    fn is_sentence(&self) -> bool {
        self.han >= limits::SENTENCE && self.han * 2 >= self.visible && self.marks > 0 && self.signs * 12 < self.visible
    }

    /// Words of letters with one blank between them, and few signs.
    fn is_latin_sentence(&self) -> bool {
        let words = self
            .body
            .split(' ')
            .filter(|word| word.trim_end_matches(['.', ',', ';', ':', '?', '!']).chars().all(|c| c.is_alphabetic() && !is_han(c) || c == '\''))
            .count();
        words >= limits::LATIN_WORDS && self.han == 0 && self.signs * 20 < self.visible
    }

    pub(super) fn ends_as_code(&self) -> bool {
        let mut last = self.body.chars().rev();
        let (end, before) = (last.next().unwrap_or(' '), last.next().unwrap_or(' '));
        matches!(end, '{' | '}' | '[' | ']' | '(' | '\\' | '>') || matches!(end, ';' | ')' | ',' | ':') && before.is_ascii() && self.ascii > 0 && self.signs > 0
    }

    /// `name(` of ASCII letters.
    fn calls(&self) -> bool {
        let bytes = self.body.as_bytes();
        bytes.windows(2).any(|pair| matches!(pair, [a, b'('] if a.is_ascii_alphabetic() || *a == b'_' || *a == b'!'))
    }

    /// `name = `, `name: Type =`, `name := `.
    fn assigns(&self) -> bool {
        let Some(at) = self.body.find('=') else { return false };
        let left = self.body[..at].trim_end_matches(['=', '+', '-', ':', '*', '!', '<', '>', '|', '&', '?', ' ']);
        !left.is_empty() && left.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ']' | ')' | '"')) && left.is_ascii()
    }

    /// `key: value`, `"key": value`, `- key: value`.
    fn has_key(&self) -> bool {
        let body = self.body.trim_start_matches(['-', ' ', '"', '\'', '#']);
        let Some((key, rest)) = body.split_once(':') else { return false };
        let quoted = key.ends_with(['"', '\'']);
        let name = key.trim_end_matches(['"', '\'']);
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        (plain && name.starts_with(|c: char| c.is_ascii_alphabetic()) && (rest.is_empty() || rest.starts_with(' ')))
            || quoted && self.body.starts_with(['"', '\'']) && !name.is_empty()
    }

    /// A name as programs have it: `a_b`, `aB`, `a.b(`, `a::b`, `--flag`.
    fn has_name(&self) -> bool {
        let bytes = self.body.as_bytes();
        bytes.windows(3).any(|three| match three {
            [a, b'_', b] => a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric(),
            [a, b'.', b] => a.is_ascii_lowercase() && b.is_ascii_lowercase(),
            [b' ', b'-', a] => a.is_ascii_alphabetic(),
            [a, b, c] => (a.is_ascii_lowercase() && b.is_ascii_uppercase() && c.is_ascii_lowercase()) || (*a == b':' && *b == b':' && c.is_ascii_alphabetic()),
            _ => false,
        })
    }

    /// A line of a few short clauses, the last of which ends with it.
    fn has_short_clauses(&self) -> bool {
        let clauses = || self.clauses.iter().map(|clause| usize::from(*clause)).filter(|clause| *clause > 0);
        self.marked && self.clauses[0] > 0 && self.han >= *limits::BARE_VERSE.start() && clauses().all(|clause| clause <= *limits::VERSE.end())
    }

    fn is_couplet(&self) -> bool {
        self.marked && self.clauses[1] > 0 && self.even().is_some_and(|length| limits::VERSE.contains(&usize::from(length)))
    }

    /// A time at the start of the line: 1 for day and second, less for less.
    fn time_stamp(&self) -> f32 {
        let mut stamp = [0u8; limits::STAMP];
        let digits = |b: u8| if b.is_ascii_digit() { b'0' } else { b };
        let head = self.body.trim_start_matches(['[', '(', '<', '【']);
        let skipped = self.body.len() - head.len();
        for (slot, byte) in stamp.iter_mut().zip(head.bytes()) {
            *slot = digits(byte);
        }
        let has = |pattern: &[u8]| stamp.windows(pattern.len()).any(|window| window == pattern);
        let begins = |pattern: &[u8]| stamp.starts_with(pattern);
        let day = begins(b"0000-00-00") || begins(b"0000/00/00") || begins(b"00/00/0000") || begins(b"00000000 ") || begins(b"00-00 ");
        let second = has(b"00:00:00");
        let month = stamp.get(..3).is_some_and(|name| name.iter().all(u8::is_ascii_alphabetic)) && second && stamp.get(3) == Some(&b' ');
        match (day || month, second) {
            (true, true) => 1.0,
            (false, true) if begins(b"00:00:00") => 0.8,
            _ if self.body.contains(" - - [") => 1.0,
            (true, false) if has(b" 00:00") && skipped > 0 => 0.6,
            _ => 0.0,
        }
    }

    /// The times of a subtitle: `00:00:01,000 --> 00:00:03,500`.
    fn is_cue(&self) -> bool {
        self.body.contains("-->") && self.body.starts_with(|c: char| c.is_ascii_digit()) && self.han == 0 && self.body.contains(':')
    }

    /// Runs of underscores.
    fn underscores(&self) -> usize {
        let line = |c: char| matches!(c, '_' | '＿');
        // One of full width is as wide as two.
        let columns = |run: &str| run.chars().map(|c| if c == '_' { 1 } else { 2 }).sum::<usize>();
        self.body.split(|c: char| !line(c)).filter(|run| columns(run) >= limits::UNDERSCORES && run.len() < self.body.len()).count()
    }

    /// Places to write in: blanks between empty brackets, after a colon, before 年, 月 and 日.
    fn rooms(&self) -> usize {
        let (mut rooms, mut width, mut before) = (0, 0, ' ');
        for c in self.text.chars().take(limits::LOOKED).chain(std::iter::once('\n')) {
            if matches!(c, ' ' | '\u{3000}' | '\u{a0}') {
                width += 1 + usize::from(c == '\u{3000}');
                continue;
            }
            let opened = matches!(before, '：' | ':' | '（' | '(');
            let room = if c == '\n' { limits::ROOM_AT_END } else { limits::ROOM };
            rooms += usize::from(width >= room && (opened || matches!(c, '年' | '月' | '日') && matches!(before, '年' | '月' | '：' | ':' | ' ')));
            (width, before) = (0, c);
        }
        rooms
    }

    /// A headword, then its reading (letters with marks of tone, a number for the tone, or signs of sound), then nothing or a blank or a bracket. Where a
    /// reading stands after every character of a sentence, more of the sentence follows.
    fn has_reading(&self) -> bool {
        let is_letter = |c: char| c.is_alphanumeric() && !is_han(c) && !c.is_ascii_digit();
        // A headword in Latin letters ends at its blank.
        let latin = self.body.chars().take_while(|c| c.is_ascii_alphabetic()).count();
        let mut head = self.body.char_indices().skip(latin.max(1)).take(limits::HEADWORD);
        let Some((from, _)) = head.find(|(_, c)| is_letter(*c) || matches!(c, 'ˈ' | 'ˌ')) else { return false };
        let rest = &self.body[from..];
        let end = rest.find(|c: char| !(is_letter(c) || c.is_ascii_digit() || matches!(c, ' ' | '\'' | '·' | ':' | 'ˈ' | 'ˌ'))).unwrap_or(rest.len());
        let reading = rest[..end].trim_end();
        let marked = |c: char| "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜɪəʃʒθðŋæɑɔʌˈˌ".contains(c);
        let numbered = reading.as_bytes().windows(2).filter(|pair| matches!(pair, [a, b'1'..=b'5'] if a.is_ascii_lowercase())).count();
        let digits = reading.bytes().filter(u8::is_ascii_digit).count();
        let tones = reading.contains(marked) || numbered > 0 && numbered == digits;
        let after = self.body[from + reading.len()..].trim_start_matches([']', ')', '）', '/', '】']);
        tones && !after.starts_with(is_han) && !after.starts_with(['，', '。', '、', '；']) && !after.contains(marked)
    }

    /// A headword in brackets that begins the line.
    fn is_entry(&self) -> bool {
        self.body
            .strip_prefix('【')
            .and_then(|rest| rest.split_once('】'))
            .is_some_and(|(word, gloss)| word.chars().count() <= limits::HEADWORD && !gloss.is_empty())
    }

    /// Glosses between strokes, `[zhong1 guo2] /China/`, or numbered ①②.
    fn has_glosses(&self) -> bool {
        self.body.ends_with('/') && self.body.matches('/').count() >= 2 && self.body.contains(']') || self.body.contains('①') && self.body.contains('②')
    }
}
