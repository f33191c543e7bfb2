//! The limits of stage width, each with its unit and the measurement that set it. Probabilities unless the name says otherwise. Of rows of a table (`rows.rs`); chosen, not fitted.

/// So many lines with one blank each are a table of two columns.
pub(crate) const NARROW_ROWS: usize = 3;
/// So many lines with the same number of blanks, two and more each, are a table.
pub(crate) const WIDE_ROWS: usize = 2;
/// A row is no longer than this, in characters.
pub(crate) const ROW_CHARS: usize = 160;
