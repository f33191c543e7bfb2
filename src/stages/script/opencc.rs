//! C++ OpenCC as a second engine over the same tables (feature `opencc`).
//!
//! OpenCC reads its dictionaries from files that a configuration names, so the chain is written out as text dictionaries and
//! configurations in the shape that OpenCC 1.1 understands: it knows no normalisation and wants a segmentation, so normalisation becomes a
//! converter of its own, and a chain without segmentation is cut by its own dictionaries, which changes nothing as no match crosses a cut.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use opencc_rust::OpenCC;

use crate::stage::BuildError;

use super::chain::{Chain, Group};
use super::engine::{Change, Engine, pairs};
use super::{BY_SENSE, BY_TABLE};

/// OpenCC's converters, one after the other.
pub(super) struct OpenCc {
    /// One text at a time: the library promises nothing about threads.
    converters: Mutex<Vec<OpenCC>>,
    /// Characters whose reading the judge decides; OpenCC must not touch them.
    open: Vec<(char, String)>,
}

/// A folder that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Scratch> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("jiaokan-opencc-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is a few small files in the system's temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a group's dictionaries and returns the configuration's words for it.
fn write_group(folder: &Path, name: &str, group: &Group) -> std::io::Result<serde_json::Value> {
    let mut dicts = Vec::new();
    for (number, (_, dictionary)) in group.iter().enumerate() {
        if dictionary.entries.is_empty() {
            continue;
        }
        let file = folder.join(format!("{name}-{number}.txt"));
        let text: String = dictionary.entries.iter().map(|(key, value)| format!("{key}\t{value}\n")).collect();
        std::fs::write(&file, text)?;
        dicts.push(serde_json::json!({"type": "text", "file": file}));
    }
    Ok(serde_json::json!({"type": "group", "dicts": dicts}))
}

fn converter(folder: &Path, name: &str, segmentation: &Group, steps: &[&Group]) -> Result<OpenCC, BuildError> {
    let written = || -> std::io::Result<PathBuf> {
        let segmentation = write_group(folder, &format!("{name}-cut"), segmentation)?;
        let mut chain = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            chain.push(serde_json::json!({"dict": write_group(folder, &format!("{name}-{number}"), step)?}));
        }
        let configuration = serde_json::json!({
            "name": name,
            "segmentation": {"type": "mmseg", "dict": segmentation},
            "conversion_chain": chain,
        });
        let file = folder.join(format!("{name}.json"));
        std::fs::write(&file, configuration.to_string())?;
        Ok(file)
    };
    let file = written().map_err(|error| BuildError::Config(format!("cannot write OpenCC's tables to {}: {error}", folder.display())))?;
    OpenCC::new(&file).map_err(|error| BuildError::Config(format!("OpenCC does not take {}: {error}", file.display())))
}

impl OpenCc {
    /// Hands a chain to OpenCC.
    pub(super) fn new(chain: &Chain) -> Result<OpenCc, BuildError> {
        let scratch = Scratch::new().map_err(|error| BuildError::Config(format!("no temporary folder for OpenCC's tables: {error}")))?;
        let mut converters = Vec::new();
        for (number, group) in chain.normalization.iter().enumerate() {
            converters.push(converter(&scratch.0, &format!("normalization{number}"), group, &[group])?);
        }
        let steps: Vec<&Group> = chain.steps.iter().collect();
        match (&chain.segmentation, steps.as_slice()) {
            (Some(segmentation), _) => converters.push(converter(&scratch.0, "chain", segmentation, &steps)?),
            // Each step has its own cut: none may keep a later one from matching across.
            (None, steps) => {
                for (number, step) in steps.iter().enumerate() {
                    converters.push(converter(&scratch.0, &format!("chain{number}"), step, &[step])?);
                }
            }
        }
        let open = chain.steps.last().into_iter().flatten().filter(|(_, dictionary)| dictionary.source == super::dictionary::Source::Open);
        let open = open.flat_map(|(_, dictionary)| &dictionary.entries).filter_map(|(key, value)| Some((key.chars().next()?, value.clone()))).collect();
        Ok(OpenCc { converters: Mutex::new(converters), open })
    }

    /// Converts a line. OpenCC takes C strings, so the text is cut at NUL characters.
    fn run(&self, line: &str) -> String {
        // A panic elsewhere while the lock was held leaves the converters as they were.
        let converters = self.converters.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let pieces: Vec<String> = line.split('\0').map(|piece| converters.iter().fold(piece.to_owned(), |text, converter| converter.convert(text))).collect();
        pieces.join("\0")
    }
}

impl Engine for OpenCc {
    fn convert(&self, line: &str, say: &mut dyn FnMut(Change<'_>)) {
        let output = self.run(line);
        let mut say = |change: Change<'_>| {
            // OpenCC does not say which entry it used: where an open character became its likeliest reading, the sentence decides.
            let old = line.get(change.at.clone()).unwrap_or_default();
            let is_open = self.open.iter().any(|(c, value)| old.chars().eq([*c]) && value == change.with);
            say(Change { rule: if is_open { BY_SENSE } else { change.rule }, ..change });
        };
        if line.chars().count() == output.chars().count() {
            pairs(line, 0..line.len(), (&output, BY_TABLE), &mut say);
            return;
        }
        // Words that change their length: only the differing stretches are changes.
        let (old, new): (Vec<char>, Vec<char>) = (line.chars().collect(), output.chars().collect());
        let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        for operation in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
            let (was, becomes) = (operation.old_range(), operation.new_range());
            if operation.tag() == similar::DiffTag::Equal {
                continue;
            }
            let with: String = new.get(becomes).unwrap_or_default().iter().collect();
            let at = starts.get(was.start).copied().unwrap_or_default()..starts.get(was.end).copied().unwrap_or_default();
            say(Change { at, with: &with, rule: BY_TABLE });
        }
    }
}
