//! Pages in, corpus out: finding pages, running them in parallel, writing text, apparatus and manifest.
//!
//! This layer knows files, cache and threads. It knows nothing of any damage.

pub mod apparatus;
pub mod discover;
pub mod json;
pub mod manifest;
pub mod page;
pub mod records;
pub mod repeated;
pub mod rules;
pub mod run;
pub mod training;

pub use apparatus::{Apparatus, ApparatusError};
pub use discover::{Inputs, Page, PageError};
pub use manifest::{PageStatus, Record};
pub use page::Format;
pub use run::{Run, Summary};
