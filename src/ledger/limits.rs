//! The limits of the ledger, each with its unit. All were chosen, not fitted, on the pages of the development data.

/// A block is prose with the end of a sentence and so many Han characters.
pub(super) const BLOCK_HAN: usize = 15;
/// A block without one is prose with so many commas …
pub(super) const CLAUSE_COMMAS: usize = 3;
/// … and so many Han characters.
pub(super) const CLAUSE_HAN: usize = 40;
/// A stretch of dropped prose counts from so many Han characters on: a sentence or two.
pub(super) const STRETCH_HAN: usize = 40;
/// So many blocks that are no prose (headings, names) may stand between two of one stretch.
pub(super) const STRETCH_GAP: usize = 2;
/// A stretch is shown by so many characters.
pub(super) const SHOWN: usize = 30;
/// A page is to be looked at where a stretch of so many letters was dropped …
pub(super) const PROSE_DROPPED: usize = 200;
/// … that is more than one part in so many of the prose that was kept: of what is rarely prose (menus, credits, captions, titles),
pub(super) const PROSE_SHARE: usize = 10;
/// of what often is, and was known by words or names: other articles and comments,
pub(super) const OTHER_TEXT_SHARE: usize = 2;
/// and of what no one sees.
pub(super) const HIDDEN_SHARE: usize = 1;
/// A page that kept less prose than one part in so many of the prose that it dropped kept little,
pub(super) const LITTLE_KEPT_SHARE: usize = 2;
/// if so many letters of prose were dropped.
pub(super) const MUCH_PROSE: usize = 150;
/// A page that kept no prose kept little if it had so many visible letters …
pub(super) const MUCH_TEXT: usize = 400;
/// … and kept less than one part in so many of them.
pub(super) const NO_PROSE_SHARE: usize = 3;
/// A signature that was cut off stands within so many blocks behind the text.
pub(super) const TAIL_BLOCKS: usize = 8;
/// A block of the tail is read so far, in characters.
pub(super) const TAIL_CHARS: usize = 80;
/// A signature that was kept stands within so many lines before the end.
pub(super) const END_LINES: usize = 40;
