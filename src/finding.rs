//! Findings: facts about a page that are not edits.

use std::ops::Range;

use crate::code::Code;

/// What kind of fact a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// Which of the articles of its page the document is, as `2/5`; only where a page has several and all are asked for.
    Article,
    /// The title of the document.
    Title,
    /// A heading that markup or structure shows; `at` is its line, the value its level and text (`2 总则`).
    Heading,
    /// 文号, e.g. 国发〔2022〕1号.
    DocumentNumber,
    /// One issuing body.
    Issuer,
    /// The date of signing, as YYYY-MM-DD.
    DateSigned,
    /// The date of publication, as YYYY-MM-DD (with the time if the page has one).
    DatePublished,
    /// Whom the document addresses.
    Addressee,
    /// Who wrote it.
    Byline,
    /// Who edited it.
    Editor,
    /// Keywords, as the page lists them.
    Keywords,
    /// Where it was first published.
    Source,
    /// A jump reference, e.g. 上接第一版.
    Jump,
    /// The site the page belongs to.
    Site,
    /// The address of the page.
    Url,
    /// An encoding seen, with the share of bytes it decoded.
    Encoding,
    /// The script of the page: simplified, traditional, mixed, none.
    Script,
    /// A kind of damage seen, by the name of its mechanism.
    Damage,
    /// A stretch that is probably damaged in the way the value says and could not be read: later stages leave it as it is.
    Unread,
    /// Something a reader should know, e.g. a quotation mark that has no pair.
    Remark,
}

/// A fact, and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of fact.
    pub kind: FindingKind,
    /// The fact.
    pub value: String,
    /// Byte range it was read from. In a [`crate::edit::Proposal`] and in [`crate::Text::findings`] this is a range of the stage's input; in
    /// a [`crate::Document`] a range of the clean text (empty where the place was removed).
    pub at: Range<usize>,
    /// The rule that read it.
    pub rule: Code,
}

impl Finding {
    /// Whether another finding says what this one says of a place that touches its own.
    pub(crate) fn says_what(&self, other: &Finding) -> bool {
        self.kind == other.kind && self.value == other.value && self.at.start <= other.at.end && other.at.start <= self.at.end
    }
}
