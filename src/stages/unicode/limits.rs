//! The limits of stage unicode, in characters; chosen, not fitted.

/// How far from the start of its line a bullet is looked for: no page indents one by more.
pub(crate) const INDENT: usize = 64;
/// How far past invisible characters the next visible one is looked for: longer strings of them mean nothing.
pub(crate) const INVISIBLE: usize = 64;
