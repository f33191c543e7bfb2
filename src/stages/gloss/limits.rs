//! The limits of stage gloss, each with its unit and the measurement that set it. What is sure is counted, not measured: in 112 MB of clean prose (`corpus/`) no bracket holds a reading of the character before it
//! that the rules below would take away (see `docs/gloss.md`), so the figures say how much a reader would believe.

/// Glosses of characters glossed before, from which on a page is held for a cloned one. Lessons and articles gloss a character once.
pub(crate) const REPEATS: usize = 3;
/// With so many glosses a page is a clone even where it speaks of readings.
pub(crate) const MANY: usize = 10;
/// The longest content of a gloss, in bytes: several readings.
pub(crate) const BRACKET: usize = 40;
/// The longest reading, in bytes.
pub(crate) const READING: usize = 12;
/// Where more than one gloss in so many begins a line, or stands in a line of which one Han in so many has one, the page is a lesson or a
/// dictionary. Chosen, not fitted.
pub(crate) const LESSON_SHARE: usize = 2;
/// With one tone-marked word in brackets to so many glosses the page speaks of words. Chosen, not fitted.
pub(crate) const WORDS_SHARE: usize = 4;
/// Glossed occurrences of the glossed characters, in percent, from which on they are glossed everywhere.
pub(crate) const EVERYWHERE: usize = 80;
/// Points (`Readings::points`) of two characters with one reading each.
pub(crate) const POINTS: usize = 4;
/// Blanks inside brackets and traditional characters that no chance explains.
pub(crate) const MARKED: usize = 2;
/// Confidence, as of all that follow, with [`REPEATS`] repeats, where the glossed characters also stand without gloss or no tone is marked.
pub(crate) const REPEATED: f32 = 0.98;
/// Three or more glosses of common characters in prose.
pub(crate) const SEVERAL: f32 = 0.96;
/// Two of them, of characters with one reading or traditional ones, or three without tones.
pub(crate) const TWO: f32 = 0.93;
/// One, with a blank inside the bracket or of a traditional character; or two without tones of the same character or of one that has one reading.
pub(crate) const LONE: f32 = 0.91;
/// Anything else.
pub(crate) const DOUBTFUL: f32 = 0.5;
