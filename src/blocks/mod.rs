//! Blocks of a page and what they are: text of the document, or one of the things that stand around it.
//!
//! A page of HTML and a text of lines are both a sequence of blocks ([`Page`]). Features of a block and its surroundings ([`features`]) go through
//! boosted trees ([`trees`]). No feature decides by itself.
//! `examples/train_blocks` fits the trees; `docs/blocks.md` has the figures.

mod context;
mod decide;
mod features;
mod group;
mod lexicon;
mod limits;
mod own;
mod trees;
mod words;

use std::borrow::Cow;

use crate::number;
use crate::rule::{RuleBook, RuleError};
use crate::structure::Words;

pub use decide::decide;
pub use features::{Features, feature_names};
pub(crate) use group::together;
pub use lexicon::Odds;
#[cfg(feature = "measure")]
pub use lexicon::{pairs, words as name_words};
pub use trees::Forest;
#[cfg(feature = "measure")]
pub use trees::{Tree, TreeNode};
pub use words::BlockWords;

/// What a reader sees as one line or paragraph, measured.
#[derive(Clone, Debug, Default)]
pub struct Block<'t> {
    /// What it says, blanks run together; a long text may be cut short.
    pub text: Cow<'t, str>,
    /// Characters that are not blank, of the whole block.
    pub chars: u32,
    /// Of these, characters inside links.
    pub linked: u32,
    /// How many links.
    pub links: u32,
    /// 。！？；
    pub stops: u32,
    /// The level of the heading it stands in, 0 for none.
    pub heading: u8,
    /// Whether it stands in a table of data.
    pub data: bool,
    /// Whether the page says that its lines are lines.
    pub pre: bool,
    /// Whether an image stands before it.
    pub image: bool,
    /// What the elements inside the line are called (bits as in [`Container::hints`]).
    pub hints: u8,
    /// The container it stands in: an index into [`Outline::containers`].
    pub container: u32,
    /// How much of the page's title it says, and how much of it is the title's (0 to 1).
    pub title: (f32, f32),
    /// Whether it is the page's title.
    pub names_title: bool,
    /// Whether the description in the head of the page begins with it.
    pub described: bool,
}

/// An element that blocks stand in.
#[derive(Clone, Debug, Default)]
pub struct Container {
    /// The element around it; the outermost is its own.
    pub parent: u32,
    /// What element it is: a place in [`TAGS`].
    pub tag: u8,
    /// What its names say, a bit for each kind of hint.
    pub hints: u8,
    /// Its class and id.
    pub names: String,
    /// A number for its parent, element and class: what is alike shares it.
    pub like: u64,
}

/// Names of elements that are told apart; all others are the last.
pub(crate) const TAGS: [&str; 24] = [
    "p", "div", "td", "th", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "dd", "dt", "dl", "section", "article", "header", "footer", "nav",
    "aside", "form", "other",
];

/// What a page of HTML shows beside its blocks.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The elements that blocks stand in, parents before children.
    pub containers: Vec<Container>,
    /// The container with most prose net of links.
    pub home: u32,
}

/// A page before it is labelled.
#[derive(Clone, Debug, Default)]
pub struct Page<'t> {
    /// In the order of the page.
    pub blocks: Vec<Block<'t>>,
    /// What a page of HTML shows; `None` for a text of lines.
    pub outline: Option<Outline>,
}

#[cfg(feature = "measure")]
impl Page<'_> {
    /// The same page, of which nothing is borrowed.
    pub fn into_owned(self) -> Page<'static> {
        let own = |block: Block<'_>| Block {
            text: Cow::Owned(block.text.into_owned()),
            chars: block.chars,
            linked: block.linked,
            links: block.links,
            stops: block.stops,
            heading: block.heading,
            data: block.data,
            pre: block.pre,
            image: block.image,
            hints: block.hints,
            container: block.container,
            title: block.title,
            names_title: block.names_title,
            described: block.described,
        };
        Page { blocks: self.blocks.into_iter().map(own).collect(), outline: self.outline }
    }
}

/// Gives every block of a page the probability of being text of the document.
#[derive(Debug)]
pub struct Labeller {
    words: BlockWords,
    odds: Odds,
    /// Says whether a block is text.
    text: Forest,
    /// Say of a block that is none what it is.
    kinds: Vec<(Kind, Forest)>,
}

/// What stands around a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Menus, paths, bars, login, imprint.
    #[default]
    Navigation,
    /// What readers say of the document.
    Comment,
    /// Headlines and teasers of other articles.
    Other,
    /// Source, date, author, editor.
    Credit,
    /// What an image shows.
    Caption,
}

impl Kind {
    /// The kinds that have trees of their own, by their names in the file.
    pub const FITTED: [(&'static str, Kind); 4] = [("comment", Kind::Comment), ("other", Kind::Other), ("credit", Kind::Credit), ("caption", Kind::Caption)];
}

/// What the trees say of a block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Label {
    /// The probability that it is text of the document.
    pub text: f32,
    /// What it is if it is not.
    pub furniture: Kind,
    /// The probability that it is a caption.
    pub caption: f32,
}

impl Labeller {
    /// Reads the words and the trees.
    pub fn read(rules: &RuleBook) -> Result<Labeller, RuleError> {
        let words = BlockWords::read(rules)?;
        let odds = Odds::read(rules)?;
        let mut forests = Forest::read(rules, &feature_names(&words))?;
        let wrong = |reason: String| RuleError::Format { file: trees::FILE.to_owned(), reason };
        let text = forests.remove("text").ok_or_else(|| wrong("no tree tells text".to_owned()))?;
        let kinds = Kind::FITTED.iter().filter_map(|(name, kind)| Some((*kind, forests.remove(*name)?))).collect();
        match forests.keys().min() {
            Some(name) => Err(wrong(format!("nothing is told by {name:?}"))),
            None => Ok(Labeller { words, odds, text, kinds }),
        }
    }

    /// What each block is.
    pub fn label(&self, page: &Page<'_>, structure: &Words) -> Vec<Label> {
        let features = Features::of(page, &self.words, &self.odds, structure);
        let label = |row: &Vec<f32>| {
            let probability = |odds: f32| number::probability(f64::from(odds)) as f32;
            let text = probability(self.text.odds(row));
            // What is more likely text is asked only whether it is a caption.
            let asked = self.kinds.iter().filter(|(kind, _)| text < 0.5 || *kind == Kind::Caption);
            let odds: Vec<(Kind, f32)> = asked.map(|(kind, forest)| (*kind, forest.odds(row))).collect();
            // Of the kinds the likeliest; navigation is what none of the others claims.
            let likeliest = odds.iter().filter(|(_, odds)| *odds > 0.0).max_by(|a, b| a.1.total_cmp(&b.1));
            let caption = odds.iter().find(|(kind, _)| *kind == Kind::Caption).map_or(0.0, |(_, odds)| probability(*odds));
            Label { text, furniture: likeliest.map_or(Kind::Navigation, |(kind, _)| *kind), caption }
        };
        features.rows.iter().map(label).collect()
    }
}
