//! The limits of stage gloss, each with its unit and the measurement that set it. Probabilities unless the name says otherwise. What is sure is counted, not measured: in 112 MB of clean prose (`corpus/`) no bracket holds a reading of the character before it
//! that the rules below would take away (see `docs/gloss.md`), so the figures say how much a reader would believe.

/// Glosses of characters glossed before, from which on a page is held for a cloned one. Lessons and articles gloss a character once.
pub(crate) const REPEATS: usize = 3;
/// With so many glosses a page is a clone even where it speaks of readings.
pub(crate) const MANY: usize = 10;
/// Confidence with that many repeats, where the glossed characters also stand without gloss or no tone is marked.
pub(crate) const REPEATED: f32 = 0.98;
/// Three or more glosses of common characters in prose.
pub(crate) const SEVERAL: f32 = 0.96;
/// Two of them, of characters with one reading or traditional ones, or three without tones.
pub(crate) const TWO: f32 = 0.93;
/// One, with a blank inside the bracket or of a traditional character; or two without tones of the same character or of one that has one reading.
pub(crate) const LONE: f32 = 0.91;
/// Anything else.
pub(crate) const DOUBTFUL: f32 = 0.5;
