//! Pages as JSON records: `{"id", "text"}` or `{"id", "bytes"}` (base64) in, `{…, "text", "edits", "metadata", "status"}` out.

use base64::Engine;
use serde_json::{Map, Value, json};

use crate::corpus::apparatus::edit_lines;
use crate::corpus::cleaned::{Cleaned, Cleaner};
use crate::corpus::page::Format;
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

/// What became of a record, or of one of its articles.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The keys of the record.
    pub keys: Map<String, Value>,
    /// What became of its page.
    pub cleaned: Cleaned,
}

/// Cleans a line of JSONL: an answer for every article that the settings ask for. A line that is no record is answered, too, with what can be
/// saved of its keys.
pub fn clean(cleaner: &Cleaner<'_>, line: &str) -> Vec<Answer> {
    match Input::parse(line) {
        Ok(input) => {
            let name = input.name();
            let all = cleaner.clean(&name, &name, &input.bytes, &Origin::named(name.clone()));
            all.into_iter().map(|cleaned| Answer { keys: input.keys.clone(), cleaned }).collect()
        }
        Err(error) => {
            let mut keys = serde_json::from_str::<Map<String, Value>>(line).unwrap_or_default();
            keys.remove("bytes");
            vec![Answer { keys, cleaned: cleaner.failed("", "", error.to_string()) }]
        }
    }
}

impl Answer {
    /// The answer as a record: a format of JSON adds the document's tree.
    pub fn json(self, format: Format) -> Value {
        let Answer { mut keys, cleaned } = self;
        keys.insert("text".into(), cleaned.text().into());
        keys.insert("status".into(), json!(cleaned.record.status));
        if let Some(reason) = &cleaned.record.reason {
            keys.insert("reason".into(), reason.as_str().into());
        }
        if let Some(document) = &cleaned.document {
            keys.insert("edits".into(), json!(edit_lines(document)));
            let mut metadata = json!(cleaned.record.metadata);
            metadata["encoding"] = json!(cleaned.record.encoding);
            metadata["script"] = json!(cleaned.record.script);
            keys.insert("metadata".into(), metadata);
            if format != Format::Text {
                keys.insert("tree".into(), json!(document.tree()));
            }
        }
        keys.into()
    }
}
