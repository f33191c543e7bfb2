//! Candidates for the title of a page, and what is seen of each.

use std::collections::HashMap;
use std::ops::Range;

use super::machine::Machine;
use super::{Candidate, Place, yes};
use crate::features::features;
use crate::stages::markup::blocks::Block;
use crate::stages::markup::lexicon::{Field, Sort};
use crate::stages::markup::limits;
use crate::stages::markup::selection::{Parsed, Selection, is_prose};
use crate::stages::markup::tags::{Element, attribute};
use crate::stages::markup::title::letters;
use crate::structure::{TitleForm, date_line, enumerator};

/// What puts the names of sites and sections apart from a title.
const MARKS: [char; 10] = ['_', '|', '丨', '｜', '-', '–', '—', '>', '»', '/'];

/// What is seen of a candidate.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The letters and digits of the title in the head, of the page's `<title>` or another that its tags name.
    whole: bool,
    /// It is a piece of the title in the head, the first, the last or another.
    first: bool,
    last: bool,
    middle: bool,
    /// The title in the head goes on with a mark, or stands behind one, or holds it.
    opens: bool,
    inside: bool,
    /// What the tags of the head name the title of the article, or share as its title.
    named: bool,
    shared: bool,
    /// Data for search engines or variables of scripts name it.
    data: bool,
    record: bool,
    heading: u8,
    only_heading: bool,
    hinted: bool,
    /// Found by the lines before the text.
    headline: bool,
    block: Option<usize>,
    joined: bool,
    cut: bool,
    letters: usize,
    blank: bool,
    site: bool,
    official: bool,
    formal: bool,
    form: bool,
    sentence: bool,
    colon: bool,
    enumerated: bool,
    dated: bool,
    numbered: bool,
    issuer: bool,
    credit: bool,
    text: f32,
    linked: f32,
    before: bool,
    after: bool,
    distance: f32,
    date_follows: bool,
    again: usize,
    agree: usize,
    share: f32,
    prose: bool,
    top: bool,
    described: bool,
    unnamed: bool,
    data_row: bool,
    labelled: bool,
    lone: bool,
}

features! {
    pub const FEATURES;

    /// The features of a candidate; *none* has 0 everywhere.
    fn features_of(seen: &Seen) -> [f32] {
        "bias" => 1.0,
        "all of the title in the head" => yes(seen.whole),
        "all of the title in the head, and a line" => yes(seen.whole && seen.block.is_some()),
        "the first piece of the title in the head" => yes(seen.first),
        "the first piece, and a line" => yes(seen.first && seen.block.is_some()),
        "the last piece of the title in the head" => yes(seen.last),
        "the last piece, and a line" => yes(seen.last && seen.block.is_some()),
        "a piece between" => yes(seen.middle),
        "opens the title in the head" => yes(seen.opens),
        "opens the title in the head, and a line" => yes(seen.opens && seen.block.is_some()),
        "stands in the title in the head" => yes(seen.inside && seen.block.is_some()),
        "named by a tag of the head" => yes(seen.named),
        "shared by a tag of the head" => yes(seen.shared),
        "named by data" => yes(seen.data),
        "named by the record" => yes(seen.record),
        "a heading of the first level" => yes(seen.heading == 1),
        "the only heading of the first level" => yes(seen.heading == 1 && seen.only_heading),
        "a heading of the second level" => yes(seen.heading == 2),
        "a lower heading" => yes(seen.heading > 2),
        "the only heading of its level" => yes(seen.heading > 0 && seen.only_heading),
        "the element is called a title" => yes(seen.hinted),
        "the line before the text that looks like a headline" => yes(seen.headline),
        "a line" => yes(seen.block.is_some()),
        "several lines" => yes(seen.joined),
        "a line without what follows it" => yes(seen.cut),
        "fewer than four letters" => yes(seen.letters < 4),
        "four or five letters" => yes((4..6).contains(&seen.letters)),
        "six to nine letters" => yes((6..10).contains(&seen.letters)),
        "ten to forty letters" => yes((10..=40).contains(&seen.letters)),
        "more than sixty letters" => yes(seen.letters > limits::LONG_TITLE),
        "holds a blank" => yes(seen.blank),
        "the name of a site" => yes(seen.site),
        "ends like an official title" => yes(seen.official),
        "has the form of a title" => yes(seen.formal),
        "may be a title by its form" => yes(seen.form),
        "the end of a sentence" => yes(seen.sentence),
        "ends with a colon" => yes(seen.colon),
        "an enumerator begins it" => yes(seen.enumerated),
        "a date" => yes(seen.dated),
        "a document number" => yes(seen.numbered),
        "the name of a body" => yes(seen.issuer),
        "a credit" => yes(seen.credit),
        "the label says text" => seen.text,
        "share in links" => seen.linked,
        "above the text" => yes(seen.before),
        "below the text" => yes(seen.after),
        "distance from the text" => seen.distance,
        "the first prose or after it" => yes(seen.block.is_some() && !seen.before && !seen.after),
        "a date follows" => yes(seen.date_follows),
        "stands on the page again" => yes(seen.again > 1),
        "stands on the page three times" => yes(seen.again > 2),
        "places that agree" => (seen.agree as f32).ln_1p(),
        "share of the title in the head" => seen.share,
        "prose" => yes(seen.prose),
        "among the first lines of the page" => yes(seen.top),
        "the title of the text by its form" => yes(seen.described),
        "the first piece, and a short one" => yes(seen.first && seen.letters < 6),
        "a line that the head of the page does not name" => yes(seen.unnamed),
        "a credit that the head of the page does not name" => yes(seen.credit && seen.unnamed),
        "the first piece of the title in the head, and no line says it" => yes(seen.first && seen.block.is_none() && seen.letters >= limits::TITLE_LETTERS),
        "in a table of data" => yes(seen.data_row),
        "a label begins it" => yes(seen.labelled),
        "all of the title in the head, which has no marks" => yes(seen.whole && seen.lone),
    }
}

/// Where a candidate comes from.
struct Found {
    text: String,
    at: Range<usize>,
    visible: bool,
    seen: Seen,
}

/// All candidates of a page, each title once: what a reader sees says how it is written.
pub(super) fn candidates(page: &Parsed<'_>, chosen: &Selection, place: &Place, machine: &Machine) -> Vec<Candidate<String>> {
    let mut all = Gathered { page, sources: page.titles.sources().map(letters).collect(), of: HashMap::new(), found: Vec::new() };
    all.lines(chosen, place);
    all.of_head(machine);
    for (_, value, block) in chosen.record.iter().filter(|record| record.0 == Field::Title && !record.1.is_empty()) {
        let at = page.place(*block);
        all.add(value, at, false, |seen| seen.record = true);
    }
    all.compared();
    let found = all.found;
    found.into_iter().map(|found| Candidate { value: found.text, at: found.at, visible: found.visible, features: features_of(&found.seen).to_vec() }).collect()
}

struct Gathered<'a, 'p> {
    page: &'a Parsed<'p>,
    /// The letters of `<title>` and of what tags of the head name the title.
    sources: Vec<String>,
    /// The candidate of each run of letters.
    of: HashMap<String, usize>,
    found: Vec<Found>,
}

impl Gathered<'_, '_> {
    fn add(&mut self, text: &str, at: Range<usize>, visible: bool, see: impl FnOnce(&mut Seen)) {
        let text = text.trim();
        let key = letters(text);
        if key.is_empty() || self.found.len() >= limits::TITLE_CANDIDATES {
            return;
        }
        let place = *self.of.entry(key).or_insert(self.found.len());
        if place == self.found.len() {
            self.found.push(Found { text: text.to_owned(), at: at.clone(), visible, seen: Seen::default() });
        }
        let Some(found) = self.found.get_mut(place) else { return };
        if visible && !found.visible {
            found.text = text.to_owned();
            found.at = at;
            found.visible = true;
        }
        found.seen.agree += 1;
        see(&mut found.seen);
    }

    /// The lines of the page, two that follow one another where the head of the page or their form makes them one title, and lines without what is set apart in them.
    fn lines(&mut self, chosen: &Selection, place: &Place) {
        let page = self.page;
        let blocks = &page.blocks.all;
        let mut levels = [0usize; 7];
        for block in blocks {
            if let Some(count) = levels.get_mut(usize::from(block.heading)) {
                *count += 1;
            }
        }
        let is_line = |i: usize| blocks.get(i).is_some_and(|block| block.chars <= limits::TITLE_CHARS && block.chars > 0);
        let dated: Vec<bool> = blocks.iter().map(|block| block.chars <= limits::CREDIT_CHARS && page.lexicon.is(Sort::Posted, &block.line())).collect();
        // A sentence of prose to its full stop is the text's.
        let is_sentence = |block: &Block| is_prose(block) && block.text.ends_with('。');
        for (i, block) in blocks.iter().enumerate().filter(|(i, block)| is_line(*i) && !is_sentence(block)) {
            let at = page.place(i);
            let line = block.line();
            let mut seen = Seen {
                heading: block.heading,
                only_heading: levels.get(usize::from(block.heading)) == Some(&1),
                hinted: is_called_title(page, i),
                headline: chosen.headline == Some(i),
                block: Some(i),
                credit: page.lexicon.is(Sort::Credit, &line),
                text: page.labels.get(i).map_or(0.0, |label| label.text),
                linked: block.linked as f32 / block.chars.max(1) as f32,
                before: i < place.first,
                after: i > place.last && place.last < blocks.len(),
                distance: (place.first.abs_diff(i) as f32).ln_1p(),
                date_follows: dated.iter().skip(i + 1).take(3).any(|dated| *dated),
                top: i < limits::TOP_BLOCKS,
                prose: is_prose(block),
                data_row: block.data,
                labelled: page.lexicon.label(&line).is_some_and(|(_, value)| !value.is_empty()),
                ..Seen::default()
            };
            self.take(&block.text, at.clone(), &seen);
            if let Some(bare) = bare(&block.text) {
                seen.cut = true;
                self.take(bare, at.clone(), &seen);
                seen.cut = false;
            }
            if let Some(title) = unlinked(page, block) {
                seen.cut = true;
                self.take(&title, at.clone(), &Seen { linked: 0.0, ..seen.clone() });
                seen.cut = false;
            }
            let texts = (block.from as usize..block.to as usize).take(limits::NEAR_NODES).filter(|&node| page.tree.nodes[node].element == Element::Text);
            let pieces: Vec<&str> = texts.map(|node| page.tree.source(node)).collect();
            if let Some(title) = page.titles.without_mark(&pieces) {
                seen.cut = true;
                self.take(title, at.clone(), &seen);
                seen.cut = false;
            }
            // Two lines that are one: the head of the page has them as one.
            if let Some(next) = blocks.get(i + 1).filter(|_| is_line(i + 1)) {
                let both = letters(&block.text) + &letters(&next.text);
                if self.sources.iter().any(|source| source.contains(&both)) {
                    seen.joined = true;
                    self.take(&format!("{} {}", block.text, next.text), at.start..page.place(i + 1).end, &seen);
                    seen.joined = false;
                }
            }
            if i < place.first + 1 {
                let lines: Vec<&str> = blocks.iter().skip(i).take(limits::TITLE_LINES).map(|block| block.text.as_str()).collect();
                if let Some((taken, title, TitleForm::Formal)) = page.lexicon.words.title_at(&lines)
                    && taken > 1
                {
                    seen.joined = true;
                    self.take(&title, at.start..page.place(i + taken - 1).end, &seen);
                }
            }
        }
    }

    /// A line again says no less than it said before.
    fn take(&mut self, text: &str, at: Range<usize>, line: &Seen) {
        self.add(text, at, true, |seen| {
            let better = seen.block.is_none() || better(line) > better(seen);
            let (again, agree) = (seen.again + 1, seen.agree);
            if better {
                *seen = line.clone();
            }
            (seen.again, seen.agree) = (again, agree);
        });
    }

    /// What the head of the page says, with and without what sites put behind and before.
    fn of_head(&mut self, machine: &Machine) {
        let page = self.page;
        let (_, whole_at) = page.titles.whole.as_ref().map_or(("", 0..0), |(text, at)| (text.as_str(), at.clone()));
        for (name, value, at) in page.titles.named_titles() {
            let (named, shared) = (name != "og:title", name == "og:title");
            self.pieces(value, at, named, shared);
        }
        if let Some((whole, _)) = &page.titles.whole {
            self.pieces(whole, &whole_at, false, false);
        }
        for title in &machine.titles {
            self.add(title, 0..0, false, |seen| seen.data = true);
        }
    }

    fn pieces(&mut self, source: &str, at: &Range<usize>, named: bool, shared: bool) {
        let source = source.replace("<br/>", " ").replace("<br>", " ").replace("<br />", " ");
        let marks: Vec<(usize, char)> = source.char_indices().filter(|(_, c)| MARKS.contains(c)).collect();
        let lone = marks.is_empty();
        self.add(&source, at.clone(), false, |seen| {
            seen.whole |= !named && !shared;
            seen.named |= named;
            seen.shared |= shared;
            seen.lone |= lone;
        });
        let mut from = 0;
        for (n, (cut, mark)) in marks.iter().take(limits::TITLE_MARKS).enumerate() {
            let after = cut + mark.len_utf8();
            if let Some(opens) = source.get(..*cut) {
                self.add(opens, at.clone(), false, |seen| if n == 0 { seen.first = true } else { seen.opens = true });
            }
            if let Some(piece) = source.get(from..*cut).filter(|_| n > 0) {
                self.add(piece, at.clone(), false, |seen| seen.middle = true);
            }
            if let Some(rest) = source.get(after..) {
                self.add(rest, at.clone(), false, |seen| seen.last |= n + 1 == marks.len());
            }
            from = after;
        }
        for (n, (cut, _)) in source.match_indices(' ').take(limits::TITLE_MARKS).enumerate() {
            if let Some(opens) = source.get(..cut).filter(|_| n < 3) {
                self.add(opens, at.clone(), false, |seen| seen.opens = true);
            }
        }
    }

    /// What is seen of a candidate beside the others, and of its form.
    fn compared(&mut self) {
        let page = self.page;
        let words = &page.lexicon.words;
        let whole = page.titles.whole.as_ref().map(|(whole, _)| letters(whole)).unwrap_or_default();
        let whole_count = whole.chars().count().max(1);
        for found in &mut self.found {
            let (text, seen) = (found.text.as_str(), &mut found.seen);
            let own = letters(text);
            let line: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            seen.letters = own.chars().count();
            seen.blank = text.contains(' ');
            seen.site = words.is_site_name(text);
            seen.official = page.lexicon.is_official(&line);
            let form = words.title_form(text);
            seen.formal = form == Some(TitleForm::Formal);
            seen.form = form.is_some();
            seen.described = form.is_some() && seen.block.is_some() && seen.before;
            seen.sentence = text.contains(['。', '；']);
            seen.colon = text.ends_with(['：', ':']);
            seen.enumerated = enumerator(text).is_some();
            seen.dated = date_line(text).is_some();
            seen.numbered = words.number_line(text).is_some();
            seen.issuer = words.is_issuer(text);
            if seen.letters >= limits::NAMED_LETTERS {
                let opening = |source: &String| source.starts_with(&own) && source.len() > own.len();
                seen.opens |= seen.block.is_some() && self.sources.iter().any(opening);
                seen.inside = self.sources.iter().any(|source| source.contains(&own));
                seen.unnamed = seen.block.is_some() && !seen.inside && self.sources.iter().any(|source| source.chars().count() >= limits::TITLE_LETTERS);
                seen.share = if whole.contains(&own) { seen.letters as f32 / whole_count as f32 } else { 0.0 };
            }
        }
    }
}

/// A line without what lists and series put around a title: the arrow of a path before it, a time or a count in brackets behind it.
fn bare(line: &str) -> Option<&str> {
    let begun = line.trim_start_matches(['>', '»', '》', '·', '•', '|', ' ', '\u{3000}']);
    let mut bare = begun.trim_end_matches(['…', '.', ' ']);
    if let Some((before, bracket)) = bare.rfind(['【', '(', '（', '[']).and_then(|at| bare.split_at_checked(at)) {
        let inner = bracket.trim_matches(['【', '(', '（', '[', '】', ')', '）', ']']);
        if inner.len() < bracket.len()
            && inner.contains(|c: char| c.is_ascii_digit())
            && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '：' | '/' | '-' | ' '))
        {
            bare = before.trim_end();
        }
    }
    (bare.len() < line.len() && !bare.is_empty()).then_some(bare)
}

/// What of a line stands in no link, where both parts have something to say: buttons stand behind a title (修改, 删除).
fn unlinked(page: &Parsed<'_>, block: &Block) -> Option<String> {
    if block.linked == 0 || block.linked >= block.chars {
        return None;
    }
    let tree = page.tree;
    let in_link = |text: usize| tree.around(tree.nodes[text].parent as usize).any(|node| tree.nodes[node].element == Element::Link);
    let texts = (block.from as usize..block.to as usize).take(limits::NEAR_NODES).filter(|&node| tree.nodes[node].element == Element::Text && !in_link(node));
    let text = texts.map(|node| tree.source(node)).collect::<Vec<_>>().join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.contains('&') && !text.is_empty()).then_some(text)
}

/// Which of two lines that say the same is the one to look at.
fn better(seen: &Seen) -> f32 {
    2.0 * yes(seen.headline) + yes(seen.heading > 0) + yes(seen.hinted) + yes(seen.before) - seen.linked - seen.distance / 4.0
}

/// Whether the element around a block, or one near around that, is called a title.
fn is_called_title(page: &Parsed<'_>, block: usize) -> bool {
    let tree = page.tree;
    let Some(block) = page.blocks.all.get(block) else { return false };
    let first = tree.nodes[block.from as usize].parent as usize;
    tree.around(first).take(3).any(|node| {
        let tag = tree.short_tag(node).unwrap_or_default();
        ["class", "id"].iter().filter_map(|name| attribute(tag, name)).any(|names| {
            let names = names.to_ascii_lowercase();
            names.contains("title") || names.contains("biaoti") || names.contains("headline") || names.contains("subject") || names.contains("tit")
        })
    })
}
