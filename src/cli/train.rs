//! `jiaokan train`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;

const MEGABYTE: usize = 1_000_000;
/// The largest model, in megabytes. Chosen: 64 MB is the largest that was tried, and blocks are found by 32 bits, which hold sixteen times this.
const LARGEST: usize = 256;

/// Reads the value of `--size`: bytes.
fn size(given: &str) -> Result<usize, String> {
    let number = given.strip_suffix("MB").and_then(|number| number.parse::<usize>().ok());
    match number {
        Some(number) if (1..=LARGEST).contains(&number) => Ok(number * MEGABYTE),
        _ => Err(format!("a size is a whole number of megabytes from 1MB to {LARGEST}MB")),
    }
}

#[derive(Args)]
pub(super) struct Train {
    /// A folder of clean text (.txt, .txt.zst, .txt.gz), a paragraph a line.
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// Where the model goes.
    #[arg(short, long, value_name = "MODEL")]
    out: PathBuf,
    /// How large the model may be, in millions of bytes: 8MB, 16MB, 32MB, 64MB, or any whole number up to 256MB.
    #[arg(long, value_name = "SIZE", default_value = "8MB", value_parser = size)]
    size: usize,
    /// A folder of text the model has not seen, to report the perplexity on.
    #[arg(long, value_name = "DIR")]
    evaluate: Option<PathBuf>,
}

impl Train {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        // Said before the minutes that training takes, and not after.
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        if self.out.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
            anyhow::bail!("cannot write {}: it is a folder, or its folder is not there", self.out.display());
        }
        let model = jiaokan::corpus::training::train_folder(&self.corpus, self.size, self.evaluate.as_deref(), &mut |line| say!("{line}"))
            .with_context(|| format!("cannot train from {}", self.corpus.display()))?;
        jiaokan::corpus::write_whole(&self.out, &model).with_context(|| format!("cannot write {}", self.out.display()))?;
        say!("{}: {} bytes", self.out.display(), model.len());
        Ok(Outcome::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_whole_megabytes() {
        assert_eq!(["1MB", "8MB", "12MB", "256MB"].map(size), [1_000_000, 8_000_000, 12_000_000, 256_000_000].map(Ok));
        for wrong in ["", "MB", "8", "8 MB", "8mb", "8.5MB", "0MB", "257MB", "-8MB", "8MiB", "99999999999999999999MB"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
