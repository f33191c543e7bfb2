//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {
    /// A framed page number (`— 12 —`): all 71 in the development columns are page numbers; tables frame no numbers.
    pub const FRAMED_PAGE_NUMBER: f32 = 0.97;
    /// A bare number between two halves of a sentence that the judge joins.
    pub const BARE_PAGE_NUMBER: f32 = 0.93;
    /// Nats by which a continuation must be likelier across a gap than as the start of a line (or after the line in the gap).
    pub const JOIN_GAIN: f32 = 2.0;
    /// How alike (pairs of characters) a running head and a title must be. Two characters misread in twenty leave 0.8.
    pub const LIKE_TITLE: f32 = 0.75;
    /// A running head, by the rules of `marks.rs`.
    pub const RUNNING_HEAD: f32 = 0.95;
    /// A list in which each line repeats the one before it.
    pub const ECHO: f32 = 0.98;
    /// A path of pages at the head.
    pub const BREADCRUMB: f32 = 0.97;
    /// A line of labels with credible values at head or tail.
    pub const LABELLED: f32 = 0.95;
    /// A byline at head or tail.
    pub const BYLINE: f32 = 0.95;
    /// The name of a paper as the last line.
    pub const PAPER: f32 = 0.95;
    /// A date with clock time alone on a line at the head.
    pub const CLOCK: f32 = 0.95;
    /// A table of record with four labels and more.
    pub const RECORD: f32 = 0.97;
    /// A heading of a list of links with nothing but short lines after it.
    pub const LINKS: f32 = 0.97;
    /// Other articles after a document, when the evidence suffices.
    pub const OTHER: f32 = 0.95;
    /// Evidence (points, not a probability) that must be gathered before other articles go: the end of the numbering 1, datelines 1.5, credits 1 to 1.5, another subject 1.
    pub const OTHER_EVIDENCE: f32 = 3.0;
    /// Share of a tail's pairs of Han characters that the body knows, below which it has another subject. Parts of one policy document share 0.35 to 0.6, a report on something else 0.05 to 0.2.
    pub const OTHER_SUBJECT: f32 = 0.22;
    /// Share above which the tail has the same subject.
    pub const SAME_SUBJECT: f32 = 0.35;
    /// Fewest characters of prose that the document before other articles must have.
    pub const LEAST_DOCUMENT: usize = 50;
    /// A caption with its credit.
    pub const CAPTION: f32 = 0.93;
    /// Cost (nats) of a change between body and furniture from line to line; tried 0.5 to 4: F1 by characters .952 at 1.5, .956 at 2.5, the same at 3.5.
    pub const SWITCH: f32 = 2.5;
    /// One line says at most this much (nats).
    pub const MOST_ODDS: f32 = 12.0;
    /// Lines with safe phrases that a run of furniture must have, and their share of its lines.
    pub const EVIDENCE: f32 = 1.0;
    /// See [`EVIDENCE`].
    pub const DENSITY: f32 = 0.05;
    /// The same in a page with the form of an official document, whose tables and lists are short lines, too.
    pub const OFFICIAL_EVIDENCE: f32 = 1.0;
    /// See [`OFFICIAL_EVIDENCE`]. Where a run has [`MUCH_EVIDENCE`], a third of it is enough.
    pub const OFFICIAL_DENSITY: f32 = 0.4;
    /// Lines with safe phrases in one run that hardly stand in a table or an annex.
    pub const MUCH_EVIDENCE: f32 = 5.0;
    /// Fewest characters of body that must be left.
    pub const LEAST_BODY: usize = 40;
    /// What stands around the body, by the model: precision by characters on held-out pages, see `docs/furniture.md`.
    pub const AROUND: f32 = 0.93;
}

/// Stage lines.
pub mod lines {}
