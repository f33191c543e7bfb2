//! The limits of stage unicode, in characters unless the name says otherwise; chosen, not fitted.

/// How far from the start of its line a bullet is looked for: no page indents one by more.
pub(crate) const INDENT: usize = 64;
/// How far past invisible characters the next visible one is looked for: longer strings of them mean nothing.
pub(crate) const INVISIBLE: usize = 64;
/// How far from a box another one is looked for.
pub(crate) const BOXES: usize = 120;
/// One of so many Han of a page in traditional script differs from its simplified form; a third does.
pub(crate) const TRADITIONAL: usize = 12;
/// How much likelier the characters of a Hong Kong page are than private use, all together, in nats.
pub(crate) const GAIN: f32 = 3.0;

/// Probabilities that an edit is right. Radicals are drawn as the character.
pub(crate) const SAME_SHAPE: f32 = 0.9999;
/// Vertical, small and half-width forms: a bar for a dash, a face, a table of signs.
pub(crate) const FORM: f32 = 0.998;
/// Symbol fonts: the font is not known.
pub(crate) const SYMBOL: f32 = 0.99;
/// See `stands_for_one`: a text about bopomofo.
pub(crate) const BOPOMOFO: f32 = 0.99;
/// GBK's user-defined cells on a page in traditional script.
pub(crate) const HONG_KONG: f32 = 0.97;
