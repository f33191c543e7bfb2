//! What became of a page, typed: under files, JSON lines, and whatever else a corpus comes in and goes out as.

use crate::corpus::manifest::Record;
use crate::document::Document;
use crate::pipeline::Pipeline;
use crate::text::Origin;

/// What became of a page, or of one of its articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaned {
    /// Its id and path, what became of it and why, and what it says about itself.
    pub record: Record,
    /// The document; `None` where the page could not be had at all.
    pub document: Option<Document>,
}

impl Cleaned {
    /// The clean text; empty where there is none.
    pub fn text(&self) -> &str {
        self.document.as_ref().map_or("", Document::text)
    }
}

/// Cleans pages and says what became of them.
pub struct Cleaner<'a> {
    pipeline: &'a Pipeline,
    fingerprint: String,
}

impl<'a> Cleaner<'a> {
    /// Cleans with this pipeline.
    pub fn new(pipeline: &'a Pipeline) -> Cleaner<'a> {
        Cleaner { pipeline, fingerprint: pipeline.fingerprint() }
    }

    /// The pipeline.
    pub fn pipeline(&self) -> &'a Pipeline {
        self.pipeline
    }

    /// The fingerprint of everything besides a page that decides what becomes of it.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Cleans a page: every article of it that the settings ask for.
    pub fn clean(&self, id: &str, path: &str, raw: &[u8], origin: &Origin) -> Vec<Cleaned> {
        let documents = self.pipeline.clean_articles(raw, origin);
        let of = documents.len();
        let cleaned = |(i, document): (usize, Document)| {
            let record = Record::new(&document_id(id, i, of), path, raw, &document, self.pipeline.ledger(&document), &self.fingerprint)
                .under(self.pipeline.config().marks());
            Cleaned { record, document: Some(document) }
        };
        documents.into_iter().enumerate().map(cleaned).collect()
    }

    /// What became of a page that could not be had, for this reason.
    pub fn failed(&self, id: &str, path: &str, reason: impl Into<String>) -> Cleaned {
        Cleaned { record: Record::failed(id, path, reason, &self.fingerprint), document: None }
    }
}

/// The id of the document that article `article`, from 0, of a page with `of` articles becomes: `page.1`, `page.2`, …, or the page's own where it has one.
pub(super) fn document_id(page: &str, article: usize, of: usize) -> String {
    if of > 1 { format!("{page}.{}", article + 1) } else { page.to_owned() }
}
