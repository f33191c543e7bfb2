//! What a page says about itself, gathered from the findings and the clean text.

use crate::document::Document;
use crate::finding::FindingKind;

/// The dates of a document, as YYYY-MM-DD.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dates {
    /// The date under the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// The date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

impl Dates {
    fn is_empty(&self) -> bool {
        self == &Dates::default()
    }
}

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Metadata {
    /// Which of the articles of its page it is, as `2/5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 文号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// All issuing bodies, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<String>,
    /// The dates.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// Whom it addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressees: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Who edited it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// Its keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Where it was first published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Jump references, e.g. 上接第一版.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jumps: Vec<String>,
    /// The site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Metadata {
    /// Gathers the findings of a document, and reads from its clean text what they do not say. Where there are several of what is one, the first stands.
    pub fn of(document: &Document) -> Metadata {
        let first = |kind: FindingKind| document.found(kind).next().map(|finding| finding.value.clone());
        let all = |kind: FindingKind| document.values(kind);
        let said = crate::structure::describe(document.text());
        let mut issuers = all(FindingKind::Issuer);
        // A table of record names one body of a joint document; its signature names all.
        if said.issuers.len() > issuers.len() {
            issuers = said.issuers;
        }
        Metadata {
            article: first(FindingKind::Article),
            title: first(FindingKind::Title).or(said.title),
            document_number: first(FindingKind::DocumentNumber).or(said.document_number),
            issuers,
            dates: Dates {
                signed: first(FindingKind::DateSigned).or_else(|| said.signed.map(|date| date.to_string())),
                published: first(FindingKind::DatePublished),
            },
            addressees: first(FindingKind::Addressee).or(said.addressees),
            byline: first(FindingKind::Byline),
            editor: first(FindingKind::Editor),
            keywords: all(FindingKind::Keywords),
            source: first(FindingKind::Source),
            jumps: all(FindingKind::Jump),
            site: first(FindingKind::Site),
            url: first(FindingKind::Url),
        }
    }
}
