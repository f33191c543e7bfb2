//! What speaks for a line being an entry among others: a key with its value, a row whose cells blanks separate, a word of a list, a work in a list of
//! works, a formula.

use super::cells::Entry;
use super::limits;
use super::seen::{Seen, one};
use super::shape::{Fence, Shape};
use crate::chars::is_han;
use crate::features::features;

features! {
    pub(super) const NAMES;
    pub(super) fn read(seen: &Seen<'_>) -> [f32] {
        "formula_fence" => one(seen.line.fence == Some(Fence::Formula)),
        "front_matter" => one(seen.line.fence == Some(Fence::FrontMatter)),
        "remark" => one(seen.line.has_remark()),
        "comments" => one(seen.line.comment != ' ') * seen.words.ceil().max(seen.near(|line| line.comment == seen.line.comment || line.is_setting() || line.ends_as_code() || line.run >= limits::ROWS)),
        "in_comment" => one(seen.line.fence == Some(Fence::Comment)),
        "block" => one(seen.line.fence == Some(Fence::Block)),
        "lyric" => one(seen.line.is_lyric()),
        "header" => one(seen.line.header),
        // Keys and values.
        "json" => one(seen.line.is_json()),
        "pair" => one(seen.line.is_pair()),
        "string" => one(seen.line.is_string()) * seen.near(|line| line.is_string() || line.is_pair() || line.opens()),
        "han_key" => one(seen.line.has_han_key()) * seen.near(|line| line.has_han_key() || line.is_setting()),
        "indented" => one(seen.line.indent >= 2) * seen.near(|line| line.is_setting() || line.is_item() && line.indent >= 2),
        "item" => one(seen.line.is_item()) * seen.near(|line| line.is_setting() || line.is_item() && line.indent >= 2),
        "nested" => one(seen.line.is_item()) * seen.near(|line| line.is_item() && (line.is_nested() != seen.line.is_nested()) && (line.indent >= 2 || seen.line.indent >= 2)),
        "section" => one(seen.line.is_section()),
        "setting" => one(seen.line.is_setting()) * seen.near(|line| line.is_setting()),
        "message" => one(seen.line.is_message()),
        // Rows.
        "cells" => seen.like(|line| line.cells.count, 2) * one(seen.line.cells.is_row()),
        "pattern" => seen.like(|line| line.cells.pattern, 2) * one(seen.line.cells.is_row()),
        "wide_rows" => one(seen.line.cells.count > 2 && seen.line.cells.is_row()) * seen.like(|line| line.cells.count, 2),
        "pattern_run" => one(seen.line.run >= limits::ROWS && seen.line.cells.is_row()),
        "separators" => seen.like(|line| line.separators, 1),
        "columns" => seen.like(|line| line.tabs, 2),
        "uneven_tabs" => one(seen.line.tabs > 0 && seen.like(|line| line.tabs, 1) == 0.0 && seen.line.parts_by_tab()) * seen.near(|line| line.parts_by_tab()),
        "column" => one(seen.line.column),
        "same_cells" => one(seen.has_same_cells()),
        "numbers" => one(seen.line.cells.numbers > 0 && seen.line.cells.count > 1),
        "spaced_out" => one(seen.line.cells.singles == seen.line.cells.count && seen.line.cells.count > 2 || seen.line.cells.surname),
        "unit" => one(seen.line.cells.unit),
        "latin_cells" => one(seen.line.cells.between_latin && seen.line.cells.numbers == 0),
        // Lists of words.
        "word" => one(seen.line.is_word()) * seen.all_near(|line| line.is_word()),
        "same_start" => one(seen.line.is_word()) * seen.start_alike(),
        "name" => one(seen.line.surname && seen.line.is_word()) * seen.near(|line| line.surname),
        "numbered" => one(seen.line.is_numbered_word()) * seen.near(|line| line.is_numbered_word()),
        "words_only" => one(seen.line.is_word() || seen.line.is_numbered_word()) * seen.words,
        "no_word" => one(!(seen.line.is_word() || seen.line.is_numbered_word())),
        "tokens" => one(seen.line.is_token()) * seen.all_near(|line| line.is_token()),
        "paths" => one(seen.line.is_path()) * seen.all_near(|line| line.is_path()),
        "stanza" => seen.stanzas * one(!seen.line.is_numbered_word()),
        // Works.
        "work" => one(seen.line.names_work()),
        "volume" => one(seen.line.has_volume()),
        "entry_number" => one(seen.line.has_entry_number() && seen.line.years() > 0),
        "entry_marks" => one(seen.line.has_entry_marks()),
        // One line alone.
        "alone_cells" => if seen.before.is_none() && seen.after.is_none() { seen.line.cells_alone() } else { 0.0 },
    }
}

impl Shape<'_> {
    /// Reads what it is by itself; asked once, as lines look at each other.
    pub(super) fn read_entry(&mut self) {
        self.entry = Entry { pair: self.reads_pair(), string: self.reads_string(), setting: self.reads_setting(), ..Entry::default() };
        if self.body.len() <= limits::ENTRY {
            let (item, token, word, numbered_word) = (self.reads_item(), self.reads_token(), self.reads_word(), self.reads_numbered_word());
            self.entry = Entry { item, token, word, numbered_word, ..self.entry };
        }
    }

    pub(super) fn is_pair(&self) -> bool {
        self.entry.pair
    }

    pub(super) fn is_string(&self) -> bool {
        self.entry.string
    }

    pub(super) fn is_item(&self) -> bool {
        self.entry.item
    }

    pub(super) fn is_setting(&self) -> bool {
        self.entry.setting
    }

    pub(super) fn is_token(&self) -> bool {
        self.entry.token
    }

    pub(super) fn is_word(&self) -> bool {
        self.entry.word
    }

    pub(super) fn is_numbered_word(&self) -> bool {
        self.entry.numbered_word
    }

    /// Code, then a remark of prose: `x = 1 -- 输入码`.
    fn has_remark(&self) -> bool {
        if self.signs == 0 && !self.keyword || self.ascii == 0 {
            return false;
        }
        let remark = ["//", "--", "#", "/*"].iter().filter_map(|mark| {
            let at = self.body.find(mark)?;
            let (code, rest) = self.body.split_at(at);
            let apart = code.ends_with([' ', ';', '\t', '}', ')', ',']) && !code.trim().is_empty();
            (apart && code.is_ascii()).then_some((code, rest.trim_start_matches(['/', '-', '#', '*'])))
        });
        remark.into_iter().any(|(code, rest)| {
            let sign = code.contains(['=', '(', ';', '{', '}', ':', '[', '$']) || self.keyword;
            sign && rest.starts_with([' ', '!', '\t']) && rest.trim_start().chars().next().is_some_and(|c| is_han(c) || c.is_alphanumeric())
        })
    }

    /// A whole object or array on one line.
    fn is_json(&self) -> bool {
        let body = self.body.trim_end_matches(',');
        let object = body.starts_with('{') && body.ends_with('}') && (body.contains("\":") || body.contains("\" :"));
        object || body.starts_with("[{\"") || body.starts_with("[\"") && body.ends_with("\"]") && body.contains("\",")
    }

    /// `"key": value` of JSON.
    fn reads_pair(&self) -> bool {
        self.body.starts_with('"') && (self.body.contains("\": ") || self.body.contains("\":") && !self.body.ends_with('”'))
    }

    /// A string of an array.
    fn reads_string(&self) -> bool {
        let body = self.body.strip_suffix(',').unwrap_or(self.body);
        body.len() > 1 && body.starts_with('"') && body.ends_with('"') && self.indent > 0
    }

    pub(super) fn opens(&self) -> bool {
        self.body.ends_with(['[', '{'])
    }

    /// `钥匙: 值` with a narrow colon and a blank or nothing behind it.
    fn has_han_key(&self) -> bool {
        let body = self.body.trim_start_matches(['-', ' ']);
        let Some((key, rest)) = body.split_once(':') else { return false };
        let letters = key.chars().count();
        (1..=limits::KEY).contains(&letters)
            && key.chars().all(|c| is_han(c) || c.is_alphanumeric() || c == '_')
            && (rest.is_empty() || rest.starts_with(' '))
            && !self.body.ends_with(['。', '，', '；'])
    }

    /// An item of YAML.
    fn reads_item(&self) -> bool {
        self.body.starts_with("- ") && !self.body.ends_with(['。', '，', '；', '：'])
    }

    /// `[section]`, `[[table]]`.
    fn is_section(&self) -> bool {
        let name = self.body.trim_start_matches('[').trim_end_matches(']');
        self.body.starts_with('[')
            && self.body.ends_with(']')
            && !name.is_empty()
            && !name.bytes().all(|b| b.is_ascii_digit())
            && name.chars().all(|c| c.is_alphanumeric() && !is_han(c) || matches!(c, '_' | '-' | '.' | ' ' | '"' | ':'))
    }

    /// `key: value`, `key = value`, `"key": value`.
    fn reads_setting(&self) -> bool {
        let body = self.body.trim_start_matches(['-', ' ', '#', ';']);
        if !body.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '"' | '\'')) {
            return false;
        }
        let name = |key: &str| {
            let key = key.trim().trim_matches(['"', '\'']);
            !key.is_empty()
                && key.len() <= limits::SETTING
                && key.chars().all(|c| c.is_alphanumeric() && !is_han(c) || matches!(c, '_' | '-' | '.' | '/' | ' '))
                && key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        };
        let colon = body.split_once(':').is_some_and(|(key, rest)| name(key) && !key.contains(' ') && (rest.is_empty() || rest.starts_with(' ')));
        let equals = body.split_once('=').is_some_and(|(key, rest)| name(key) && !rest.starts_with('=') && !rest.trim_end().ends_with([';', '{', '(']));
        colon || equals || self.reads_pair()
    }

    /// A line of a catalogue of messages.
    fn is_message(&self) -> bool {
        ["msgid \"", "msgstr \"", "msgctxt \"", "msgid_plural \"", "msgstr[", "#: ", "#, ", "#| ", "#. "].iter().any(|start| self.body.starts_with(start))
            || self.body.starts_with('"') && self.body.ends_with("\\n\"")
    }

    /// A word alone on its line.
    fn reads_word(&self) -> bool {
        let count = self.visible;
        (1..=limits::WORD).contains(&count)
            && self.marks == 0
            && self.stops == 0
            && self.signs == 0
            && self.cells.count == 1
            && (self.han > 0 || self.ascii > 1)
            && !self.body.ends_with(['.', ',', ';', ':', '!', '?'])
            && self.body.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '-' | '\''))
            && !self.body.starts_with(|c: char| c.is_ascii_digit())
    }

    /// `[00:12.50]` of songs, and their `[ti:…]`.
    fn is_lyric(&self) -> bool {
        let Some((mark, _)) = self.body.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return false };
        let Some((left, right)) = mark.split_once(':') else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        digits(left) && digits(right) || matches!(left, "ti" | "ar" | "al" | "by" | "offset" | "re" | "ve" | "length")
    }

    /// One token of letters, signs and digits without a blank: a path, a name of a file, a key; or a mark alone.
    fn reads_token(&self) -> bool {
        let mark = self.visible <= limits::TOKEN_MARKS && self.han == 0;
        let path = self.visible <= limits::TOKEN && self.ascii * 3 >= self.visible && self.body.contains(['/', '.', '_', '-', '@']);
        mark || self.cells.count == 1 && path && !self.body.contains(['，', '。', '、', '；'])
    }

    /// A path or the name of a file, `目录/说明.txt`, and no address of the web.
    fn is_path(&self) -> bool {
        let ending = |name: &str| {
            let (stem, ending) = name.rsplit_once('.').unwrap_or_default();
            let letters = ending.len() <= limits::ENDING && ending.bytes().all(|b| b.is_ascii_alphanumeric());
            !stem.is_empty() && letters && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let name = self.body.rsplit(['/', '\\']).next().unwrap_or_default();
        let divided = name.len() + 1 < self.body.len() && self.body.bytes().any(|b| b.is_ascii_alphabetic());
        let whole = self.visible <= limits::TOKEN && self.marks + self.stops == 0 && !self.body.contains(char::is_whitespace);
        whole && !self.body.starts_with("http") && (divided || ending(name))
    }

    /// `- - 甲`: the first item of a list in a list of YAML.
    fn is_nested(&self) -> bool {
        self.body.starts_with("- - ")
    }

    /// Whether tabs stand inside it, and not only before it.
    fn parts_by_tab(&self) -> bool {
        self.body.contains('\t')
    }

    /// `12. 李四`, `3、苹果`.
    fn reads_numbered_word(&self) -> bool {
        let rest = self.body.trim_start_matches(|c: char| c.is_ascii_digit());
        let word = rest.trim_start_matches(['.', '、', ')', '）', ' ', '\t', '．']);
        rest.len() < self.body.len()
            && word.len() < rest.len()
            && (1..=limits::WORD).contains(&word.chars().count())
            && word.chars().all(|c| is_han(c) || c.is_alphabetic() || matches!(c, '·' | ' ' | '（' | '）' | '(' | ')'))
    }

    /// Years that stand in the line.
    fn years(&self) -> usize {
        let bytes = self.body.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let is_year = |(at, four): (usize, &[u8])| {
            matches!(four, [b'1', b'8' | b'9', b, c] | [b'2', b'0', b, c] if b.is_ascii_digit() && c.is_ascii_digit())
                && !digit(at.checked_sub(1))
                && !digit(Some(at + 4))
        };
        bytes.windows(4).take(limits::LOOKED * 3).enumerate().filter(|(at, four)| is_year((*at, four))).count()
    }

    /// The mark of a kind of work, as lists of works have it: `[J]`, `[EB/OL]`.
    fn names_work(&self) -> bool {
        let marks = self.body.match_indices(['[', '［']).filter_map(|(at, open)| {
            let inner = self.body.get(at + open.len()..)?;
            let (end, _) = inner.char_indices().take(limits::WORK_MARK).find(|(_, c)| matches!(c, ']' | '］'))?;
            inner.get(..end)
        });
        marks.into_iter().take(limits::CLAUSES * 2).any(|mark| {
            let (kind, carrier) = mark.split_once('/').unwrap_or((mark, "OL"));
            matches!(kind, "J" | "M" | "D" | "C" | "N" | "R" | "S" | "P" | "G" | "Z" | "A" | "EB" | "DB" | "CP" | "OL")
                && matches!(carrier, "OL" | "CD" | "DK" | "MT" | "BK")
        }) && (self.years() > 0 || self.has_entry_number())
    }

    /// Volume, issue and pages: `12(3): 45-67`.
    fn has_volume(&self) -> bool {
        let Some(close) = self.body.find("):") else { return false };
        let (before, after) = self.body.split_at(close);
        let open = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | 'S' | 'Z'));
        let pages = after.trim_start_matches([')', ':', ' ']);
        let number = pages.bytes().take_while(u8::is_ascii_digit).count();
        open.ends_with('(') && open.len() < before.len() && number > 0 && self.years() > 0
    }

    /// An entry of a list of works whose parts ASCII marks divide.
    fn has_entry_marks(&self) -> bool {
        self.has_entry_number() && self.body.contains(". ") && self.body.matches(['.', ',', ':']).count() > 2 && self.years() > 0
    }

    /// `[12] ` at the start.
    fn has_entry_number(&self) -> bool {
        let inner = self.body.strip_prefix(['[', '［']).and_then(|rest| rest.split_once([']', '］']));
        inner.is_some_and(|(number, rest)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !rest.trim().is_empty())
    }

    /// A line that is all of a text: cells between tabs, or between commas where some are numbers and none is a clause. 0, ½ or 1.
    fn cells_alone(&self) -> f32 {
        if self.stops > 0 || self.cell > limits::CELL || self.body.ends_with(['.', ';']) {
            return 0.0;
        }
        let commas = if self.commas == usize::MAX { 0 } else { self.commas };
        let numbers = self
            .body
            .split(',')
            .filter(|cell| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'/' | b':' | b'%' | b'"')))
            .count();
        match (self.tabs, commas) {
            (1.., _) if self.marks == 0 => 1.0,
            (_, 3..) if numbers * limits::NUMBER_CELLS > commas && self.marks == 0 => 1.0,
            (_, 2..) if numbers > 0 && self.marks == 0 => 0.8,
            _ => 0.0,
        }
    }
}
