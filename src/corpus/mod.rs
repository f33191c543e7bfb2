//! Pages in, corpus out: finding pages, running them in parallel, writing text, apparatus and manifest.
//!
//! This layer knows files, cache and threads. It knows nothing of any damage.

pub mod apparatus;
mod batch;
mod cleaned;
pub mod discover;
mod folder;
mod items;
pub mod json;
mod judge;
mod manifest;
pub mod page;
pub mod records;
mod repeated;
mod rules;
mod run;
pub mod training;

pub use apparatus::{Apparatus, ApparatusError};
pub use batch::in_batches;
pub use cleaned::{Cleaned, Cleaner};
pub use discover::{Inputs, Page, PageError};
pub use folder::{Folder, WriteError, write_whole};
pub use judge::{JudgeFileError, read_judge};
pub use manifest::{PageStatus, Record};
pub use page::Format;
pub use rules::{RulesError, overlay};
pub use run::{Event, Run, Summary};
