//! A page as JSON: text, metadata and tree, so that other tools need not parse again.

use crate::corpus::manifest::Record;
use crate::document::Document;
use crate::finding::Script;
use crate::metadata::Metadata;
use crate::structure::{Tree, tree};

/// What a run writes for each page, besides the apparatus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The clean text alone.
    #[default]
    Text,
    /// A JSON file beside each text.
    Json,
    /// One line of JSON a page, in the order of the manifest, in `corpus.jsonl`.
    Jsonl,
}

/// A page as JSON.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Page<'a> {
    /// Its name in the run.
    pub id: &'a str,
    /// The path of the raw page.
    pub path: &'a str,
    /// What the page says about itself.
    pub metadata: &'a Metadata,
    /// The encoding of most of its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'a str>,
    /// Its script before conversion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<&'a str>,
    /// The clean text; its lines are those that the tree counts.
    pub text: &'a str,
    /// The document as a tree.
    pub tree: Tree,
}

impl<'a> Page<'a> {
    /// A page of a run, from its record and its clean text.
    pub fn of(record: &'a Record, text: &'a str) -> Page<'a> {
        Page {
            id: &record.id,
            path: &record.path,
            metadata: &record.metadata,
            encoding: record.encoding.as_deref(),
            script: record.script.as_deref(),
            text,
            tree: tree(text),
        }
    }

    /// A page that is cleaned by itself, under the name it was given.
    pub fn alone(name: &'a str, document: &'a Document, metadata: &'a Metadata) -> Page<'a> {
        Page {
            id: name,
            path: name,
            metadata,
            encoding: document.decoding().main_encoding().map(|encoding| encoding.name()),
            script: document.script().map(Script::as_str),
            text: document.text(),
            tree: document.tree(),
        }
    }
}
