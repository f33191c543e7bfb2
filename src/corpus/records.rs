//! Pages as JSON records: `{"id", "text"}` or `{"id", "bytes"}` (base64) in, `{…, "text", "edits", "metadata", "status"}` out.

use base64::Engine;
use serde_json::{Map, Value, json};

use crate::corpus::apparatus::edit_lines;
use crate::corpus::page::Format;
use crate::document::{Document, Status};
use crate::metadata::Metadata;
use crate::pipeline::Pipeline;
use crate::text::Origin;

/// A record that was read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Every key but `text` and `bytes`, given back as it came.
    pub keys: Map<String, Value>,
    /// The raw page.
    pub bytes: Vec<u8>,
}

/// Why a line is no record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// It is not JSON.
    #[error("not a JSON record: {0}")]
    Json(#[from] serde_json::Error),
    /// It has no page in it.
    #[error("the record has neither \"text\" (a string) nor \"bytes\" (base64)")]
    NoPage,
    /// The bytes are not base64.
    #[error("\"bytes\" is not base64: {0}")]
    Base64(#[from] base64::DecodeError),
}

impl Input {
    /// Reads a line.
    pub fn parse(line: &str) -> Result<Input, RecordError> {
        let mut keys: Map<String, Value> = serde_json::from_str(line)?;
        let bytes = match (keys.remove("text"), keys.remove("bytes")) {
            (Some(Value::String(text)), _) => text.into_bytes(),
            (_, Some(Value::String(code))) => base64::engine::general_purpose::STANDARD.decode(code.trim())?,
            _ => return Err(RecordError::NoPage),
        };
        Ok(Input { keys, bytes })
    }

    /// What the record is called in messages and files: its id, whatever type it has.
    pub fn name(&self) -> String {
        match self.keys.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(id) => id.to_string(),
            None => String::new(),
        }
    }
}

/// Cleans a line of JSONL and says whether it came through: a record for every article that the settings ask for. A format
/// of JSON adds the document's tree. A line that is no record comes back as one, with its status and an empty text.
pub fn clean(pipeline: &Pipeline, line: &str, format: Format) -> Vec<(Value, bool)> {
    let input = match Input::parse(line) {
        Ok(input) => input,
        Err(error) => {
            // What can be saved of the record (its id above all) is given back.
            let mut keys = serde_json::from_str::<Map<String, Value>>(line).unwrap_or_default();
            keys.remove("bytes");
            keys.insert("text".into(), "".into());
            keys.insert("status".into(), "failed".into());
            keys.insert("reason".into(), error.to_string().into());
            return vec![(keys.into(), false)];
        }
    };
    let answer = |document: Document| {
        let mut keys = input.keys.clone();
        describe(&document, &mut keys);
        if format != Format::Text {
            keys.insert("tree".into(), json!(document.tree()));
        }
        (keys.into(), matches!(document.status(), Status::Done))
    };
    pipeline.clean_articles(&input.bytes, &Origin::named(input.name())).into_iter().map(answer).collect()
}

fn describe(document: &Document, keys: &mut Map<String, Value>) {
    keys.insert("text".into(), document.text().into());
    keys.insert("edits".into(), json!(edit_lines(document)));
    let mut metadata = json!(Metadata::of(document));
    metadata["encoding"] = json!(document.decoding().main_encoding());
    metadata["script"] = json!(document.script());
    keys.insert("metadata".into(), metadata);
    match document.status() {
        Status::Done => keys.insert("status".into(), "done".into()),
        Status::Rejected { rule, reason } => {
            keys.insert("reason".into(), format!("{reason} ({rule})").into());
            keys.insert("status".into(), "rejected".into())
        }
    };
}
