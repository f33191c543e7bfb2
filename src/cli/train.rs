//! `jiaokan train`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;

#[derive(Args)]
pub(super) struct Train {
    /// A folder of clean text (.txt, .txt.zst, .txt.gz), a paragraph a line.
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// Where the model goes.
    #[arg(short, long, value_name = "MODEL")]
    out: PathBuf,
    /// A folder of text the model has not seen, to report the perplexity on.
    #[arg(long, value_name = "DIR")]
    evaluate: Option<PathBuf>,
}

impl Train {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let model = jiaokan::corpus::training::train_folder(&self.corpus, self.evaluate.as_deref(), &mut |line| say!("{line}"))
            .with_context(|| format!("cannot train from {}", self.corpus.display()))?;
        jiaokan::corpus::write_whole(&self.out, &model).with_context(|| format!("cannot write {}", self.out.display()))?;
        say!("{}: {} bytes", self.out.display(), model.len());
        Ok(Outcome::Done)
    }
}
