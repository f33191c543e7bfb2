//! The features of a block: what it says, where it stands, what stands around it. All are numbers; `-1` stands for what a text of lines does not show.

use std::borrow::Cow;
use std::collections::HashMap;

use super::context::{Containers, around};
use super::lexicon::Odds;
use super::limits;
use super::own::Own;
use super::{Block, BlockWords, Page, TAGS};
use crate::chars::without_blanks;
use crate::structure::Words;

/// The features of a page's blocks.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// A row for each block.
    pub rows: Vec<Vec<f32>>,
}

/// The offsets of the neighbours that are looked at.
const NEAR: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];

/// The names of the features, in the order of the rows.
pub fn feature_names(words: &BlockWords) -> Vec<String> {
    let page = Page { blocks: vec![Block::default()], outline: None };
    let scene = Scene::of(&page, vec![Own::default()], None, words);
    let mut names = Vec::new();
    scene.each(0, words.names().len(), &mut |name, nth, _| {
        names.push(match name {
            "word" => format!("word.{}", words.names()[nth]),
            "tag" => format!("tag.{}", TAGS[nth]),
            "inside" => format!("inside.{}", TAGS[nth]),
            "hint" => format!("hint.{}", HINTS[nth]),
            _ if nth > 0 || FAMILIES.contains(&name) => format!("{name}.{nth}"),
            _ => name.to_owned(),
        });
    });
    names
}

/// Features that are numbered from 0.
const FAMILIES: [&str; 12] = [
    "level.siblings",
    "level.sibling",
    "near.heard",
    "level.named",
    "near.length",
    "near.ends",
    "near.link",
    "near.prose",
    "near.digits",
    "level.prose",
    "level.blocks",
    "level.link",
];

/// The kinds of hints, by their bits.
const HINTS: [&str; 8] = ["main", "firm", "bar", "talk", "more", "note", "caption", "hidden"];

impl Features {
    /// Measures a page.
    pub fn of(page: &Page<'_>, words: &BlockWords, odds: &Odds, structure: &Words) -> Features {
        let mut own: Vec<Own> = page.blocks.iter().map(|block| Own::of(block, words, odds, structure)).collect();
        let mut repeated: HashMap<Cow<'_, str>, f32> = HashMap::new();
        for block in &page.blocks {
            *repeated.entry(without_blanks(&block.text)).or_default() += 1.0;
        }
        for (own, block) in own.iter_mut().zip(&page.blocks) {
            own.repeated = repeated.get(&without_blanks(&block.text)).copied().unwrap_or(1.0);
        }
        let containers = page.outline.as_ref().map(|outline| Containers::of(page, outline, &own, odds));
        let scene = Scene::of(page, own, containers, words);
        let count = words.names().len();
        let rows = (0..page.blocks.len())
            .map(|at| {
                let mut row = Vec::with_capacity(256);
                scene.each(at, count, &mut |_, _, value| row.push(value));
                row
            })
            .collect();
        Features { rows }
    }
}

/// A page with everything that its features are read from.
struct Scene<'p, 't> {
    page: &'p Page<'t>,
    own: Vec<Own>,
    containers: Option<Containers>,
    all_prose: f32,
    /// Prose and characters before each block.
    prose_before: Vec<f32>,
    chars_before: Vec<f32>,
    /// The last block of prose before, the first after.
    prose_above: Vec<usize>,
    prose_below: Vec<usize>,
    /// The last block above that names the title.
    title_above: Vec<usize>,
    /// For words that come again: how many blocks of them stand before, and how far the last is.
    stamps_before: Vec<f32>,
    stamp_above: Vec<usize>,
    stamp_below: Vec<usize>,
    related_above: Vec<usize>,
    comment_above: Vec<usize>,
    legal_above: Vec<usize>,
}

fn last_above(flags: &[bool]) -> Vec<usize> {
    let mut last = None;
    flags
        .iter()
        .enumerate()
        .map(|(at, is)| {
            let far = last.map_or(limits::FAR, |last: usize| (at - last).min(limits::FAR));
            if *is {
                last = Some(at);
            }
            far
        })
        .collect()
}

fn first_below(flags: &[bool]) -> Vec<usize> {
    let mut far: Vec<usize> = last_above(&flags.iter().rev().copied().collect::<Vec<_>>());
    far.reverse();
    far
}

fn running_sum(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain(values.map(|value| {
            sum += value;
            sum
        }))
        .collect()
}

impl<'p, 't> Scene<'p, 't> {
    fn of(page: &'p Page<'t>, own: Vec<Own>, containers: Option<Containers>, words: &BlockWords) -> Scene<'p, 't> {
        let prose: Vec<bool> = own.iter().map(|own| own.prose > 0.0).collect();
        let has = |name: &str| {
            let bit = words.bit(name);
            own.iter().map(|own| own.words & bit != 0 && own.chars <= 40.0).collect::<Vec<bool>>()
        };
        let stamps: Vec<bool> = has("time").iter().zip(&own).map(|(time, own)| *time && own.digits > 0.15).collect();
        let titles: Vec<bool> = page.blocks.iter().map(|block| block.names_title).collect();
        let prose_before = running_sum(own.iter().map(|own| own.prose));
        Scene {
            page,
            all_prose: prose_before.last().copied().unwrap_or_default().max(1.0),
            chars_before: running_sum(own.iter().map(|own| own.chars)),
            prose_above: last_above(&prose),
            prose_below: first_below(&prose),
            title_above: last_above(&titles),
            stamps_before: running_sum(stamps.iter().map(|is| f32::from(u8::from(*is)))),
            stamp_above: last_above(&stamps),
            stamp_below: first_below(&stamps),
            related_above: last_above(&has("related")),
            comment_above: last_above(&has("comment")),
            legal_above: last_above(&has("legal")),
            prose_before,
            own,
            containers,
        }
    }

    /// Gives the features of a block: name, number among those of one name, value.
    fn each(&self, at: usize, words: usize, put: &mut impl FnMut(&'static str, usize, f32)) {
        self.each_own(at, words, put);
        self.each_place(at, put);
        self.each_container(at, put);
        self.each_neighbour(at, put);
    }

    fn each_own(&self, at: usize, words: usize, put: &mut impl FnMut(&'static str, usize, f32)) {
        let flag = |is: bool| f32::from(u8::from(is));
        let (own, block) = (&self.own[at], &self.page.blocks[at]);
        let shown = |value: f32| if self.page.outline.is_some() { value } else { -1.0 };
        put("length", 0, own.chars);
        put("han", 0, own.han);
        put("digits", 0, own.digits);
        put("latin", 0, own.latin);
        put("commas", 0, own.commas);
        put("stops", 0, own.stops);
        put("marks", 0, own.marks);
        put("separators", 0, own.separators);
        put("ends", 0, own.ends);
        put("prose", 0, flag(own.prose > 0.0));
        put("enumeration", 0, own.enumeration);
        put("title.form", 0, own.title_form);
        put("number", 0, flag(own.number));
        put("addressee", 0, flag(own.addressee));
        put("issuer", 0, flag(own.issuer));
        put("repeated", 0, own.repeated);
        put("link", 0, shown(own.link));
        put("links", 0, shown(block.links as f32));
        put("heading", 0, shown(f32::from(block.heading)));
        put("data", 0, shown(flag(block.data)));
        put("pre", 0, shown(flag(block.pre)));
        put("image", 0, shown(flag(block.image)));
        put("title.share", 0, block.title.0);
        put("title.of", 0, block.title.1);
        put("title.named", 0, flag(block.names_title));
        put("heard", 0, own.heard.sum);
        put("heard.mean", 0, own.heard.mean);
        put("heard.most", 0, own.heard.most);
        put("described", 0, flag(block.described));
        for nth in 0..words {
            put("word", nth, flag(own.words & 1 << nth != 0));
        }
    }

    fn each_place(&self, at: usize, put: &mut impl FnMut(&'static str, usize, f32)) {
        let n = self.own.len();
        let all_chars = self.chars_before[n].max(1.0);
        put("place", 0, at as f32 / n as f32);
        put("place.chars", 0, self.chars_before[at] / all_chars);
        put("blocks", 0, n as f32);
        put("all.prose", 0, self.all_prose);
        put("all.prose.share", 0, self.all_prose / all_chars);
        put("prose.above", 0, self.prose_above[at] as f32);
        put("prose.below", 0, self.prose_below[at] as f32);
        let prose = |from: usize, to: usize| (self.prose_before[to.min(n)] - self.prose_before[from.min(n)]) / self.all_prose;
        put("prose.around", 0, prose(at.saturating_sub(5), at + 6));
        put("prose.about", 0, prose(at.saturating_sub(10), at + 11));
        put("prose.before", 0, prose(0, at));
        put("prose.after", 0, prose(at, n));
        put("title.above", 0, self.title_above[at] as f32);
        put("stamps.before", 0, self.stamps_before[at]);
        put("stamps", 0, self.stamps_before[n]);
        put("stamp.above", 0, self.stamp_above[at] as f32);
        put("stamp.below", 0, self.stamp_below[at] as f32);
        put("stamps.around", 0, self.stamps_before[(at + 16).min(n)] - self.stamps_before[at.saturating_sub(15)]);
        put("related.above", 0, self.related_above[at] as f32);
        put("comment.above", 0, self.comment_above[at] as f32);
        put("legal.above", 0, self.legal_above[at] as f32);
    }

    fn each_container(&self, at: usize, put: &mut impl FnMut(&'static str, usize, f32)) {
        let block = &self.page.blocks[at];
        let shown = self.page.outline.as_ref().zip(self.containers.as_ref());
        let chain: Vec<usize> = shown.map(|(outline, _)| around(outline, block.container).take(limits::LEVELS).collect()).unwrap_or_default();
        let container = |level: usize| shown.zip(chain.get(level)).and_then(|((outline, _), &c)| outline.containers.get(c));
        let tag = container(0).map(|c| usize::from(c.tag));
        for nth in 0..TAGS.len() {
            put("tag", nth, tag.map_or(-1.0, |tag| f32::from(u8::from(tag == nth))));
        }
        // For each element the distance to the nearest around the block that is one.
        for nth in INSIDE {
            let level = (0..chain.len()).position(|level| container(level).is_some_and(|c| usize::from(c.tag) == nth));
            put("inside", nth, if shown.is_some() { level.unwrap_or(limits::LEVELS) as f32 } else { -1.0 });
        }
        for nth in 0..HINTS.len() {
            let bit = 1u8 << nth;
            let inline = block.hints & bit != 0;
            let level = (0..chain.len()).position(|level| container(level).is_some_and(|c| c.hints & bit != 0));
            let level = if inline { 0.0 } else { level.map_or(limits::LEVELS as f32 + 1.0, |level| level as f32 + 1.0) };
            put("hint", nth, if shown.is_some() { level } else { -1.0 });
        }
        for level in 0..limits::MEASURED_LEVELS {
            let inside = shown.zip(chain.get(level)).and_then(|((_, containers), &c)| containers.inside.get(c));
            let outside = if shown.is_some() { 1.0 } else { -1.0 };
            put("level.prose", level, inside.map_or(outside, |i| i.prose / self.all_prose));
            put("level.blocks", level, inside.map_or(outside * self.own.len() as f32, |i| i.blocks));
            let siblings = shown.zip(chain.get(level)).and_then(|((_, containers), &c)| containers.siblings.get(c)).copied();
            let (count, before) = siblings.unwrap_or(if shown.is_some() { (1.0, 0.0) } else { (-1.0, -1.0) });
            put("level.siblings", level, count);
            put("level.sibling", level, before);
            let named = shown.zip(chain.get(level)).and_then(|((_, containers), &c)| containers.named.get(c));
            put("level.named", level, named.map_or(if shown.is_some() { 0.0 } else { -1.0 }, |named| named.sum));
            put("level.link", level, inside.map_or(-1.0, |i| i.linked / i.chars.max(1.0)));
        }
        let alike = shown.zip(container(0)).and_then(|((_, containers), c)| containers.alike.get(&c.like));
        put("alike", 0, alike.map_or(-1.0, |a| a.blocks));
        put("alike.link", 0, alike.map_or(-1.0, |a| a.linked / a.chars.max(1.0)));
        put("alike.length", 0, alike.map_or(-1.0, |a| a.chars / a.blocks.max(1.0)));
        let measure = |of: &dyn Fn(&Containers, usize) -> f32| shown.zip(chain.first()).map_or(-1.0, |((_, containers), &c)| of(containers, c));
        let (mut most, mut least) = (0.0f32, 0.0f32);
        for named in chain.iter().filter_map(|&c| shown.and_then(|(_, containers)| containers.named.get(c))) {
            most = most.max(named.sum);
            least = least.min(named.sum);
        }
        put("named.most", 0, shown.map_or(-1.0, |_| most));
        put("named.least", 0, shown.map_or(-1.0, |_| least));
        put("depth", 0, measure(&|c, at| f32::from(c.depth[at])));
        put("to.home", 0, measure(&|c, at| f32::from(c.to_home.up[at])));
        put("from.home", 0, measure(&|c, at| f32::from(c.to_home.down[at])));
        put("to.lead", 0, measure(&|c, at| f32::from(c.to_lead.up[at])));
        put("from.lead", 0, measure(&|c, at| f32::from(c.to_lead.down[at])));
        put("in.home", 0, measure(&|c, at| f32::from(u8::from(c.in_home[at]))));
    }

    fn each_neighbour(&self, at: usize, put: &mut impl FnMut(&'static str, usize, f32)) {
        let shown = self.page.outline.is_some();
        for (nth, offset) in NEAR.iter().enumerate() {
            let near = at.checked_add_signed(*offset).and_then(|at| Some((self.own.get(at)?, self.page.blocks.get(at)?)));
            put("near.length", nth, near.map_or(-1.0, |(own, _)| own.chars));
            put("near.ends", nth, near.map_or(-1.0, |(own, _)| own.ends));
            put("near.link", nth, near.filter(|_| shown).map_or(-1.0, |(own, _)| own.link));
            put("near.prose", nth, near.map_or(-1.0, |(own, _)| f32::from(u8::from(own.prose > 0.0))));
            put("near.heard", nth, near.map_or(0.0, |(own, _)| own.heard.mean));
            put("near.digits", nth, near.map_or(-1.0, |(own, _)| own.digits));
        }
    }
}

/// Elements whose distance above a block is told: table, ul, article, header, footer, nav, aside, form, li, dl, section.
const INSIDE: [usize; 11] = [7, 5, 17, 18, 19, 20, 21, 22, 4, 15, 16];
