//! The commands, one file each.
//!
//! (First light: `clean --jsonl -`, `clean IN... -o OUT`, `detect --jsonl -`; the lead completes this.)

use std::io::{BufRead, Write};
use std::process::ExitCode;

use base64::Engine;
use jiaokan::{Config, Document, FindingKind, Origin, Pipeline};

fn bytes_of(record: &serde_json::Value) -> Vec<u8> {
    match (record["text"].as_str(), record["bytes"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(code)) => base64::engine::general_purpose::STANDARD.decode(code).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn found(document: &Document) -> serde_json::Value {
    let mut all = serde_json::Map::new();
    for (_, finding) in document.findings() {
        let kind = serde_json::to_value(finding.kind).unwrap_or_default();
        let list = all.entry(kind.as_str().unwrap_or_default()).or_insert_with(|| serde_json::json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(finding.value.clone().into());
        }
    }
    all.into()
}

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jiaokan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (mut settings, mut inputs, mut out, mut jsonl, mut edits) = (Vec::new(), Vec::new(), None, false, false);
    let mut rest = args.iter().skip(1);
    while let Some(arg) = rest.next() {
        let mut list = |key: &str| rest.next().map(|v| format!("{key}=[{}]", v.split(',').map(|s| format!("{s:?}")).collect::<Vec<_>>().join(",")));
        match arg.as_str() {
            "--jsonl" => jsonl = true,
            "--edits" => edits = true,
            "--skip" => settings.extend(list("skip")),
            "--only" => settings.extend(list("only")),
            "--config" => settings.extend(rest.next().cloned()),
            "-o" => out = rest.next().cloned(),
            _ => inputs.push(arg.clone()),
        }
    }
    let pipeline = Pipeline::builder().config(Config::load(None, &settings)?).build()?;
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    if jsonl {
        for line in std::io::stdin().lock().lines() {
            let record: serde_json::Value = serde_json::from_str(&line?)?;
            let document = pipeline.clean_page(&bytes_of(&record), &Origin::default());
            let encoding = document.decoding().main_encoding().map(|e| e.name());
            let status = format!("{:?}", document.status());
            let list: Vec<serde_json::Value> = if edits {
                document.edits().map(|(s, e)| serde_json::json!({"stage": s, "rule": e.rule, "old": e.old, "new": e.with, "confidence": e.confidence, "note": e.note})).collect()
            } else {
                Vec::new()
            };
            writeln!(stdout, "{}", serde_json::json!({"id": record["id"], "text": document.text(), "encoding": encoding, "status": status, "metadata": found(&document), "edits": list}))?;
        }
        return Ok(());
    }
    for input in inputs {
        let path = std::path::Path::new(&input);
        let mut files: Vec<_> = if path.is_dir() { std::fs::read_dir(path)?.filter_map(|e| Some(e.ok()?.path())).collect() } else { vec![path.to_owned()] };
        files.sort();
        for file in files {
            let document = pipeline.clean_page(&std::fs::read(&file)?, &Origin::named(file.to_string_lossy()));
            match &out {
                None => stdout.write_all(document.text().as_bytes())?,
                Some(out) => {
                    std::fs::create_dir_all(out)?;
                    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    std::fs::write(std::path::Path::new(out).join(format!("{stem}.txt")), document.text())?;
                    std::fs::write(std::path::Path::new(out).join(format!("{stem}.found.json")), found(&document).to_string())?;
                }
            }
            let _ = document.found(FindingKind::Title).count();
            if document.restore().ok().as_deref() != Some(&std::fs::read(&file)?) {
                eprintln!("{}: restore differs", file.display());
            }
        }
    }
    Ok(())
}
