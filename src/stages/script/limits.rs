//! The limits of stage script, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// From this share of kana and hangul among the letters on, a line or page is Japanese or Korean and stays as it is. Japanese prose has
/// .35 to .6; a Chinese line with a の or a foreign name stays below.
pub(crate) const FOREIGN_SHARE: f64 = 0.15;

/// From this share of the rarer script on, a page is mixed. Machine-made traditional pages keep a few simplified characters: 5 of 2,259
/// in one seed page.
pub(crate) const MIXED_SHARE: f64 = 0.1;

/// Characters of a script that are evidence of it: one alone may be anything. Chosen, not fitted.
pub(crate) const EVIDENCE: u32 = 2;

/// Characters to each side of a place that are looked at for the script around it.
pub(crate) const WINDOW: usize = 32;

/// Characters to each side of one that is mentioned, to the brackets around it.
pub(crate) const MENTIONED: usize = 8;

/// Characters of a word that a bracket explains.
pub(crate) const EXPLANATION: usize = 16;

/// Characters before and after an open one that the judge reads: it looks back five.
pub(crate) const CONTEXT: usize = 6;

/// What evidence of script weighs for each character it stands further away, in a line with both scripts.
pub(crate) const NEARNESS: f64 = 0.8;

/// A character both scripts have, in a line with both, where its neighbourhood is traditional.
pub(crate) const NEARBY: f32 = 0.95;

/// Natural logarithm of how much likelier the first reading of an open character is before the sentence is read.
pub(crate) const LIKELIEST: f32 = 3.0;

/// A traditional character that is mentioned in simplified text: kept out of the text, below any sensible `accept`.
pub(crate) const MENTION: f32 = 0.3;
