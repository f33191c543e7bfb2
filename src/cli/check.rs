//! `jiaokan check`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use jiaokan::Origin;
use jiaokan::corpus::{Cleaner, Folder, Inputs, Page, PageError, PageStatus, discover, in_batches};
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

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let pipeline = self.settings.pipeline()?;
        anyhow::ensure!(self.clean.is_dir(), "{}: no such folder", self.clean.display());
        let (cleaner, folder) = (Cleaner::new(&pipeline), Folder::new(&self.clean));
        let inputs = Inputs::new(vec![self.raw.clone()]).outside(&self.clean);
        let (mut pages, mut drifted, mut failed) = (0, 0, 0);
        let mut out = io::stdout().lock();
        in_batches(
            inputs,
            |_| 0,
            |page| drift(&cleaner, &folder, page),
            |answers| {
                for answer in answers {
                    pages += 1;
                    match answer {
                        Ok(drift) => {
                            drifted += usize::from(!drift.is_empty());
                            out.write_all(drift.as_bytes())?;
                        }
                        Err(error) => {
                            failed += 1;
                            say!("jiaokan: {error}");
                        }
                    }
                }
                io::Result::Ok(())
            },
        )?;
        out.flush()?;
        if !self.settings.quiet {
            say!("{pages} pages checked, {drifted} drifted, {failed} failed");
        }
        Ok(Outcome::failed_if(drifted + failed > 0))
    }
}

/// How the clean texts of a page differ from what comes out now; empty where they do not.
fn drift(cleaner: &Cleaner<'_>, folder: &Folder, page: Result<Page, PageError>) -> Result<String, String> {
    let page = page.map_err(|error| error.to_string())?;
    if page.path.contains(".jsonl") {
        return Err(format!("{}: check reads pages, not records", page.path));
    }
    let raw = discover::read(&page).map_err(|error| error.to_string())?;
    // What the run that made the clean text had learnt of this page from its other pages.
    let repeated = folder.head(&page.id).map(|head| head.edges.repeated).unwrap_or_default();
    let origin = Origin { known_edge_lines: repeated, ..Origin::named(page.path.clone()) };
    let all = cleaner.clean(&page.id, &page.path, &raw, &origin);
    all.iter().map(|cleaned| compare(&folder.text(&cleaned.record.id), cleaned.text(), cleaned.record.status == PageStatus::Rejected)).collect()
}

/// The unified diff from the text that is there to the text that comes out now; empty where they agree.
fn compare(file: &Path, now: &str, rejected: bool) -> Result<String, String> {
    let there = match std::fs::read_to_string(file) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound && rejected => return Ok(String::new()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}: {error}", file.display())),
    };
    if there == now && !(rejected && file.exists()) {
        return Ok(String::new());
    }
    let name = file.display().to_string();
    let diff = TextDiff::from_lines(&there, now);
    Ok(diff.unified_diff().context_radius(1).header(&name, &format!("{name} (cleaned again)")).to_string())
}
