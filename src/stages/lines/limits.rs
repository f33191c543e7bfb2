//! The limits of stage lines, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

use crate::stages::lines::FEATURES;

/// A join at least this probable shows that a page was torn; what the default settings apply.
pub(crate) const CERTAIN_JOIN: f32 = 0.9;
/// A join at least this probable that is not applied is told in the apparatus.
pub(crate) const WORTH_TELLING: f32 = 0.5;
/// Characters before a gap that the judge reads: what its order can make use of, and one more.
pub(crate) const BEFORE_GAP: usize = 6;
/// Characters after a gap that the judge reads. Beyond eight the scores of both readings differ no more.
pub(crate) const AFTER_GAP: usize = 8;
/// The judge's odds (natural logarithm) are cut off here; beyond, it is as sure as it can be.
pub(crate) const JUDGE_LIMIT: f32 = 16.0;
/// Fewest lines that can show a width.
pub(crate) const WRAP_FEWEST: usize = 5;
/// Cells by which wrapped lines fall short of the width: one Han character and a mark that may not begin a line, or a short number.
pub(crate) const WRAP_SLACK: usize = 6;
/// Share of the lines of more than half the width that must come near it. Wrapped policy pages have .6 and more, pages of whole paragraphs under .2.
pub(crate) const WRAP_SHARE: f32 = 0.4;
/// Cells: the narrowest columns are of eight Han characters.
pub(crate) const WRAP_NARROWEST: usize = 16;
/// Cells: the widest lines that printers and programs wrap at hold eighty Han characters.
pub(crate) const WRAP_WIDEST: usize = 170;
/// One line in so many may stick out of the width, …
pub(crate) const WRAP_OVER: usize = 25;
/// … or one in so many where half of all lines end just at it: marks were narrower when such a page was wrapped.
pub(crate) const WRAP_OVER_FULL: usize = 10;
/// Of the lines that end near the width, the share that must be filled to the last character for the exact arithmetic to hold on a page.
pub(crate) const STRICT_SHARE: f32 = 0.95;
/// How many more lines must be filled to the edge with digits of two cells than with narrow ones for a page to have been wrapped with
/// full-width digits. See `docs/lines.md`, "Full-width digits".
pub(crate) const PITCH_LINES: usize = 2;
/// Cells of indentation that first lines of paragraphs are short by where the blanks themselves were lost: two Han characters.
pub(crate) const INDENTATION: usize = 4;
/// Characters of a numbered heading that ends like a sentence.
pub(crate) const HEADING_SENTENCE: usize = 40;
/// Characters of a label with its colon.
pub(crate) const LABEL: usize = 14;
/// Odds (natural logarithm) of a break after a mark are cut off here.
pub(crate) const PRIOR_LIMIT: f32 = 4.0;
/// Share of lines that end with a comma from which on a page is taken to break its lines there. Of 120 clean pages none has .05.
pub(crate) const COMMA_SHARE: f32 = 0.1;
/// On a page that breaks its lines anywhere, a break left standing is as wrong as a wrong join, and most
/// gaps are breaks: the doubt that is allowed there is this many times the usual (accept .9: joins from .5).
pub(crate) const DOUBT: f32 = 5.0;
/// Gaps that are joined for certain from which on a page counts as one that breaks its lines anywhere.
pub(crate) const TORN: usize = 2;
/// Weights of a logistic model over [`FEATURES`], fitted by `benches/lines_fit.py` (ridge 1) on 47 State Council documents, broken in six ways each with
/// other random numbers, and on 9,000 lines of unbroken statutes, news and policy; `docs/lines.md` has the figures on documents left out of
/// the fit. The empty line is set by hand: the data have none.
pub(crate) const WEIGHTS: [f32; FEATURES.len()] = [
    -6.15, 6.49, 1.79, 5.27, 6.17, 5.14, 6.12, 0.48, -3.67, 4.40, -2.47, -3.25, -1.22, -2.00, -3.81, 4.35, -1.44, -1.71, 3.19, 2.84, -1.00, -2.04, 1.09, -0.31,
    -2.32, 3.60, 0.55, 2.11, -2.17, 3.02, 0.28, 0.87, -1.41, 1.59, 3.17, -3.48, 2.95, 3.02, -0.09, 2.88, 0.44, 0.67, -4.19, -0.22, -2.49, 0.12, 1.12, -0.78,
    4.22, -0.77,
];
