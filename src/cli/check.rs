//! `jiaokan check`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use jiaokan::corpus::run::document_id;
use jiaokan::corpus::{Inputs, apparatus, discover};
use jiaokan::{Origin, Status};
use rayon::prelude::*;
use similar::TextDiff;

use super::{Outcome, Settings};

#[derive(Args)]
pub(super) struct Check {
    /// The raw pages: a folder, a file or a glob.
    #[arg(value_name = "RAW")]
    raw: String,
    /// The folder with their clean texts.
    #[arg(value_name = "CLEAN")]
    clean: PathBuf,
    #[command(flatten)]
    settings: Settings,
}

/// Pages checked at once.
const BATCH: usize = 64;

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let pipeline = self.settings.pipeline()?;
        anyhow::ensure!(self.clean.is_dir(), "{}: no such folder", self.clean.display());
        let mut inputs = Inputs::new(vec![self.raw.clone()]).outside(&self.clean);
        let (mut pages, mut drifted, mut failed) = (0, 0, 0);
        let mut out = io::stdout().lock();
        loop {
            let batch: Vec<_> = inputs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let answers: Vec<Result<Option<String>, String>> = batch
                .par_iter()
                .map(|page| {
                    let page = page.as_ref().map_err(ToString::to_string)?;
                    if page.path.contains(".jsonl") {
                        return Err(format!("{}: check reads pages, not records", page.path));
                    }
                    let raw = discover::read(page).map_err(|e| e.to_string())?;
                    let origin = Origin { repeated: repeated(&self.clean.join(format!("{}.apparatus.jsonl", page.id))), ..Origin::named(page.path.clone()) };
                    let documents = pipeline.clean_articles(&raw, &origin);
                    let mut drift = String::new();
                    for (i, document) in documents.iter().enumerate() {
                        let name = format!("{}.txt", document_id(&page.id, i, documents.len()));
                        let rejected = matches!(document.status(), Status::Rejected { .. });
                        drift.push_str(&compare(&self.clean.join(name), document.text(), rejected)?.unwrap_or_default());
                    }
                    Ok((!drift.is_empty()).then_some(drift))
                })
                .collect();
            for answer in answers {
                pages += 1;
                match answer {
                    Ok(None) => {}
                    Ok(Some(diff)) => {
                        drifted += 1;
                        out.write_all(diff.as_bytes())?;
                    }
                    Err(error) => {
                        failed += 1;
                        say!("jiaokan: {error}");
                    }
                }
            }
        }
        out.flush()?;
        if !self.settings.quiet {
            say!("{pages} pages checked, {drifted} drifted, {failed} failed");
        }
        Ok(Outcome::failed_if(drifted + failed > 0))
    }
}

/// What the run that made the clean text had learnt of this page from its other pages.
fn repeated(apparatus: &Path) -> Vec<u64> {
    let head = std::fs::File::open(apparatus).ok().and_then(|file| apparatus::read_head(file).ok());
    head.map(|head| head.edges.repeated).unwrap_or_default()
}

/// The unified diff from the text that is there to the text that comes out now; `None` where they agree.
fn compare(file: &Path, now: &str, rejected: bool) -> Result<Option<String>, String> {
    let there = match std::fs::read_to_string(file) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound && rejected => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}: {error}", file.display())),
    };
    if there == now && !(rejected && file.exists()) {
        return Ok(None);
    }
    let name = file.display().to_string();
    let diff = TextDiff::from_lines(&there, now);
    Ok(Some(diff.unified_diff().context_radius(1).header(&name, &format!("{name} (cleaned again)")).to_string()))
}
