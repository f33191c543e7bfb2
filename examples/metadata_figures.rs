//! How well the metadata of pages is read: `cargo run --release --features measure --example metadata_figures -- PAGES WANT.json`.
//!
//! `PAGES` is a folder of pages; `WANT.json` says what each of them must give, by the file's name up to its first full stop:
//! `{"page-1": {"title": "…", "document_number": "…", "issuers": ["…"], "signed": "2018-11-06", "published": "…", "keywords": ["…"], "addressees": "…", …}}`.
//! A field that is left out is not scored; `null` says that the page has none. Blanks do not count, and of a published date only the day does.

use std::collections::BTreeMap;

use jiaokan::{Metadata, Origin, Pipeline};
use serde_json::{Value, json};

/// Right ones, all, and those where nothing was found.
#[derive(Default)]
struct Figures {
    right: usize,
    all: usize,
    missing: usize,
}

fn packed(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    };
    text.chars().filter(|c| *c == '\n' || !c.is_whitespace()).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pages, want] = arguments.as_slice() else { return Err("metadata_figures PAGES WANT.json".into()) };
    let want: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_slice(&std::fs::read(want)?)?;
    let pipeline = Pipeline::builder().build()?;
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir(pages)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(wanted) = name.split('.').next().and_then(|id| want.get(id)) else { continue };
        let document = pipeline.clean_page(&std::fs::read(file.path())?, &Origin::named(name.clone()));
        let mut got = json!(Metadata::of(&document));
        for date in ["signed", "published"] {
            got[date] = got["dates"][date].clone();
        }
        for (field, value) in wanted {
            let (expected, mut found) = (packed(value), packed(&got[field]));
            if field == "published" {
                found.truncate(expected.len().max(10));
            }
            let figure = figures.entry(field).or_default();
            figure.all += 1;
            figure.right += usize::from(expected == found);
            figure.missing += usize::from(found.is_empty() && !expected.is_empty());
            if expected != found {
                println!("{name}: {field}: {expected:?} expected, {found:?} found");
            }
        }
    }
    println!("{:16} {:>5} {:>5} {:>8} {:>7}", "field", "right", "all", "missing", "share");
    for (field, figure) in figures {
        println!("{field:16} {:5} {:5} {:8} {:7.3}", figure.right, figure.all, figure.missing, figure.right as f64 / figure.all as f64);
    }
    Ok(())
}
