//! `jiaokan detect`

use std::io::{self, Write};

use clap::Args;
use jiaokan::{FindingKind, Origin, Pipeline, Status};
use serde_json::{Value, json};

use super::clean::for_each_record;
use super::{Outcome, Settings, read_page};

#[derive(Args)]
pub(super) struct Detect {
    /// Pages; `-` is stdin.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The input is records {"id", "bytes" | "text"}; the answers are records too.
    #[arg(long)]
    jsonl: bool,
    /// Print JSON, a line a file.
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    #[command(flatten)]
    settings: Settings,
}

impl Detect {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let pipeline = self.settings.pipeline()?;
        if self.jsonl {
            let [input] = self.files.as_slice() else { anyhow::bail!("--jsonl reads one file, or - for stdin") };
            return for_each_record(input, |line| vec![answer(&pipeline, line)]);
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut failed = false;
        for file in &self.files {
            match read_page(file) {
                Ok(bytes) => {
                    let found = describe(&pipeline, &bytes, file);
                    if self.json { writeln!(out, "{}", json!({"file": file, "detected": found}))? } else { write_out(&mut out, file, &found)? }
                }
                Err(error) => {
                    say!("jiaokan: {error:#}");
                    failed = true;
                }
            }
        }
        out.flush()?;
        Ok(Outcome::failed_if(failed))
    }
}

fn answer(pipeline: &Pipeline, line: &str) -> (Value, bool) {
    match jiaokan::corpus::records::Input::parse(line) {
        Ok(input) => {
            let mut keys = input.keys.clone();
            if let Value::Object(found) = json!(pipeline.detect(&input.bytes, &Origin::named(input.name()))) {
                keys.extend(found);
            }
            (keys.into(), true)
        }
        Err(error) => (json!({"encoding": null, "reason": error.to_string()}), false),
    }
}

fn describe(pipeline: &Pipeline, bytes: &[u8], name: &str) -> Value {
    let origin = Origin::named(name);
    let mut found = json!(pipeline.detect(bytes, &origin));
    let document = pipeline.clean_page(bytes, &origin);
    found["script"] = json!(document.script());
    found["damage"] = document.found(FindingKind::Damage).map(|finding| finding.value()).collect();
    if let Status::Rejected { reason, .. } = document.status() {
        found["rejected"] = json!(reason);
    }
    found
}

fn write_out(out: &mut impl Write, file: &str, found: &Value) -> io::Result<()> {
    let text = |key: &str| found[key].as_str().unwrap_or("none").to_owned();
    writeln!(out, "{file}: {} ({:.0} %), script {}", text("encoding"), 100.0 * found["confidence"].as_f64().unwrap_or(0.0), text("script"))?;
    for why in found["evidence"].as_array().into_iter().flatten() {
        writeln!(out, "  {}", why.as_str().map_or_else(|| why.to_string(), str::to_owned))?;
    }
    for damage in found["damage"].as_array().into_iter().flatten() {
        writeln!(out, "  damage: {}", damage.as_str().unwrap_or_default())?;
    }
    if let Some(reason) = found["rejected"].as_str() {
        writeln!(out, "  rejected: {reason}")?;
    }
    Ok(())
}
