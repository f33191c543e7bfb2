//! The limits of labelling, each with its unit and where it comes from.

/// Of a long block so many characters at its beginning are looked at for words. Chosen: marks of furniture stand at the edges of a block.
pub(crate) const WORD_HEAD: usize = 60;
/// The states of the patterns of words are remembered in so many bytes: with the library's 2 MB they were made again and again, a third of the time of the
/// whole stage markup.
pub(crate) const WORD_STATES: usize = 64 << 20;
/// And so many at its end.
pub(crate) const WORD_TAIL: usize = 30;
/// Of a block so many characters at its beginning are looked at for pairs.
pub(crate) const HEARD_HEAD: usize = 120;
/// And so many at its end.
pub(crate) const HEARD_TAIL: usize = 40;
/// Of the names of an element so many characters are read.
pub(crate) const NAMES_CHARS: usize = 200;
/// A block with fewer Han than this is no prose for the measures of surroundings.
pub(crate) const PROSE_HAN: u32 = 12;
/// The share of links from which a block is no prose.
pub(crate) const PROSE_LINKS: f32 = 0.4;
/// The first prose of a text stands so many blocks below its title.
pub(crate) const LEAD_REACH: usize = 12;
/// Containers are looked at so many levels up. Chosen.
pub(crate) const LEVELS: usize = 12;
/// The measures of containers are given for so many levels. Chosen as in the sketch of `bench/blocks.py`.
pub(crate) const MEASURED_LEVELS: usize = 6;
/// A line of more characters than this is not read as title, number, addressee or issuer.
pub(crate) const FORM_CHARS: u32 = 80;
/// The largest distance, in blocks, that is told apart.
pub(crate) const FAR: usize = 60;
/// A block of so many characters with the end of a sentence is a paragraph: it goes with no more doubt than any edit.
pub(crate) const PARAGRAPH_CHARS: u32 = 30;
/// One of so many characters is a paragraph without the end of a sentence, too: English has none that is counted.
pub(crate) const LONG_CHARS: u32 = 150;
/// A page of fewer characters than this shows too little of itself: nothing goes. Chosen: two words are no menu.
pub(crate) const LEAST_CHARS: u32 = 40;
/// From this share of a page's prose on a stretch that goes takes much, and paragraphs in it go with this share of the doubt.
pub(crate) const MUCH_PROSE: f64 = 0.1;
/// See [`MUCH_PROSE`].
pub(crate) const MUCH_PROSE_DOUBT: f32 = 0.75;
/// From this share on it takes most.
pub(crate) const MOST_PROSE: f64 = 0.5;
/// See [`MOST_PROSE`].
pub(crate) const MOST_PROSE_DOUBT: f32 = 0.5;
/// Where nothing would be left, blocks stay that are at least so likely as this share of the likeliest.
pub(crate) const BEST_SHARE: f32 = 0.5;
