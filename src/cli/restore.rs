//! `jiaokan restore`

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use jiaokan::corpus::Apparatus;

use super::{Outcome, page};

#[derive(Args)]
pub(super) struct Restore {
    /// A clean text; its apparatus stands beside it.
    #[arg(value_name = "OUT/x.txt")]
    text: PathBuf,
    /// Where the raw bytes go (default: stdout).
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Restore {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let raw = self.restore().with_context(|| self.text.display().to_string()).map_err(page)?;
        match &self.out {
            Some(file) => jiaokan::corpus::write_whole(file, &raw).with_context(|| format!("cannot write {}", file.display()))?,
            None => {
                let mut out = io::stdout().lock();
                out.write_all(&raw)?;
                out.flush()?;
            }
        }
        Ok(Outcome::Done)
    }

    fn restore(&self) -> anyhow::Result<Vec<u8>> {
        let text = std::fs::read_to_string(&self.text)?;
        let name = self.text.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.strip_suffix(".txt").context("a clean text ends in .txt")?;
        let file = self.text.with_file_name(format!("{stem}.apparatus.jsonl"));
        let apparatus = std::fs::File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
        Ok(Apparatus::read(io::BufReader::new(apparatus))?.restore(&text)?)
    }
}
