//! Finding pages: files, folders and globs, in a stable order, opened where they are compressed.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Endings of pages, without those of compression.
const ENDINGS: [&str; 12] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "shtml", "jsonl", "eml", "mht", "mhtml"];
/// Endings of compressed files.
const COMPRESSED: [&str; 2] = ["gz", "zst"];
/// A compressed page may not grow beyond this many bytes: a few kilobytes can be made to unpack to
/// terabytes, and one page must not take the machine down.
pub const LARGEST_PAGE: u64 = 4 << 30;

/// A page that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it is.
    pub file: PathBuf,
    /// Its path below its input, with `/`, as the manifest names it.
    pub path: String,
    /// Its name in the corpus: the path without its endings, or with them where two inputs would meet.
    pub id: String,
}

/// Why an input could not be used. Each names the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// It cannot be opened or read.
    #[error("{path}: {reason}")]
    Read {
        /// The file or folder.
        path: String,
        /// The reason.
        reason: std::io::Error,
    },
    /// A glob is malformed.
    #[error("{pattern}: {reason}")]
    Glob {
        /// The pattern.
        pattern: String,
        /// What is wrong.
        reason: String,
    },
    /// A folder or glob has no pages.
    #[error("{path}: no pages here (their names end in .txt .md .html .htm .jsonl, or one of these with .gz or .zst)")]
    NoPages {
        /// The folder or pattern.
        path: String,
    },
    /// A compressed page is damaged or cut short.
    #[error("{path}: the compressed page cannot be opened: {reason}")]
    Compressed {
        /// The file.
        path: String,
        /// The reason.
        reason: std::io::Error,
    },
    /// A page is larger than the program takes.
    #[error("{path}: larger than {LARGEST_PAGE} bytes")]
    TooLarge {
        /// The file.
        path: String,
    },
}

/// The inputs of a run; iterating finds the pages one by one, so a corpus of any size needs no list in memory.
pub struct Inputs {
    given: Vec<String>,
    inputs: std::vec::IntoIter<String>,
    several: bool,
    walk: Option<Walk>,
    /// Fingerprints of the ids given so far, kept where several inputs may meet.
    named: HashSet<u64>,
    /// A folder that is not walked into: what a run writes is not what it reads.
    outside: Option<PathBuf>,
}

struct Walk {
    entries: ignore::Walk,
    root: PathBuf,
    prefix: String,
    pattern: Option<globset::GlobMatcher>,
    name: String,
    any: bool,
}

impl Inputs {
    /// Reads the inputs as the command line gives them: files, folders, globs.
    pub fn new(inputs: Vec<String>) -> Inputs {
        Inputs { several: inputs.len() > 1, given: inputs.clone(), inputs: inputs.into_iter(), walk: None, named: HashSet::new(), outside: None }
    }

    /// Leaves out this folder when folders and globs are walked. Files that were named one by one are read wherever they are.
    pub fn outside(mut self, folder: &Path) -> Inputs {
        self.outside = Some(folder.to_owned());
        self
    }

    fn walk(&mut self, root: PathBuf, prefix: String, pattern: Option<globset::GlobMatcher>, name: String) {
        // An output folder that is itself the input, or above it, is meant.
        let within = |outside: &PathBuf| match (std::fs::canonicalize(outside), std::fs::canonicalize(&root)) {
            (Ok(outside), Ok(root)) => root.starts_with(outside),
            _ => false,
        };
        let outside = self.outside.clone().filter(|outside| !within(outside));
        self.walk = Some(Walk::new(root, prefix, pattern, name, outside));
    }

    /// Gives a page a name of its own where two inputs would meet: the later ones keep their ending, then get a number.
    fn name(&mut self, mut page: Page) -> Page {
        let fingerprint = |id: &str| {
            let mut hasher = DefaultHasher::new();
            id.hash(&mut hasher);
            hasher.finish()
        };
        if !self.several || self.named.insert(fingerprint(&page.id)) {
            return page;
        }
        page.id = page.path.clone();
        let mut number = 2;
        while !self.named.insert(fingerprint(&page.id)) {
            page.id = format!("{}.{number}", page.path);
            number += 1;
        }
        page
    }

    /// The same inputs from the beginning.
    pub fn again(&self) -> Inputs {
        Inputs { outside: self.outside.clone(), ..Inputs::new(self.given.clone()) }
    }

    fn open(&mut self, input: String) -> Result<Option<Page>, PageError> {
        let path = PathBuf::from(&input);
        let metadata = match std::fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(_) if input.contains(['*', '?', '[', '{']) => return self.open_glob(input).map(|()| None),
            Err(reason) => return Err(PageError::Read { path: input, reason }),
        };
        if metadata.is_dir() {
            let prefix = match path.file_name() {
                Some(name) if self.several => format!("{}/", name.to_string_lossy()),
                _ => String::new(),
            };
            self.walk(path, prefix, None, input);
            return Ok(None);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let id = stem(&name).to_owned();
        Ok(Some(Page { file: path, path: name, id }))
    }

    fn open_glob(&mut self, pattern: String) -> Result<(), PageError> {
        let error = |e: globset::Error| PageError::Glob { pattern: pattern.clone(), reason: e.to_string() };
        let glob = globset::GlobBuilder::new(&pattern).literal_separator(true).build().map_err(error)?;
        // The part before the first component with a wildcard is the folder to walk.
        let fixed: PathBuf = Path::new(&pattern).components().take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect();
        let root = if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed };
        self.walk(root, String::new(), Some(glob.compile_matcher()), pattern);
        Ok(())
    }
}

impl Walk {
    fn new(root: PathBuf, prefix: String, pattern: Option<globset::GlobMatcher>, name: String, outside: Option<PathBuf>) -> Walk {
        let entries = ignore::WalkBuilder::new(&root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .sort_by_file_name(|a, b| a.cmp(b))
            .filter_entry(move |entry| {
                // Looked up for each folder: the run may make its output folder while the walk is under way.
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                !(folder && outside.as_deref().is_some_and(|outside| is_same(entry.path(), outside)))
            })
            .build();
        Walk { entries, root, prefix, pattern, name, any: false }
    }

    fn next_page(&mut self) -> Option<Result<Page, PageError>> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    self.any = true;
                    let path = self.name.clone();
                    return Some(Err(PageError::Read { path, reason: std::io::Error::other(error) }));
                }
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let file = entry.path();
            let wanted = match &self.pattern {
                Some(pattern) => pattern.is_match(file.strip_prefix("./").unwrap_or(file)),
                None => is_page(file),
            };
            if !wanted {
                continue;
            }
            self.any = true;
            let below = file.strip_prefix(&self.root).unwrap_or(file).to_string_lossy().replace('\\', "/");
            let path = format!("{}{below}", self.prefix);
            let short = stem(&path);
            let id = if has_sibling(file) { path.clone() } else { short.to_owned() };
            return Some(Ok(Page { file: file.to_owned(), path, id }));
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Page, PageError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(walk) = &mut self.walk {
                if let Some(page) = walk.next_page() {
                    return Some(page.map(|page| self.name(page)));
                }
                let none = (!walk.any).then(|| walk.name.clone());
                self.walk = None;
                if let Some(path) = none {
                    return Some(Err(PageError::NoPages { path }));
                }
            }
            let input = self.inputs.next()?;
            match self.open(input) {
                Ok(Some(page)) => return Some(Ok(self.name(page))),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((std::fs::canonicalize(one), std::fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn ending(name: &str) -> Option<(&str, String)> {
    name.rsplit_once('.').map(|(stem, ending)| (stem, ending.to_ascii_lowercase()))
}

/// A name without its endings: `a/b.html.gz` → `a/b`. Only endings of pages and of compression are taken off.
pub fn stem(name: &str) -> &str {
    let name = match ending(name) {
        Some((stem, last)) if COMPRESSED.contains(&last.as_str()) => stem,
        _ => name,
    };
    match ending(name) {
        Some((stem, last)) if ENDINGS.contains(&last.as_str()) && !stem.is_empty() && !stem.ends_with('/') => stem,
        _ => name,
    }
}

fn is_page(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    stem(&name).len() < name.trim_end_matches(".gz").trim_end_matches(".zst").len()
}

/// Whether another page in the folder has the same stem, so that both must keep their full names.
fn has_sibling(file: &Path) -> bool {
    let Some(name) = file.file_name().map(|name| name.to_string_lossy()) else { return false };
    let short = stem(&name);
    ENDINGS.iter().any(|ending| {
        let plain = format!("{short}.{ending}");
        let packed = COMPRESSED.iter().map(|packing| format!("{plain}.{packing}"));
        std::iter::once(plain.clone()).chain(packed).any(|other| other != *name && file.with_file_name(other).is_file())
    })
}

/// Reads a page's bytes, unpacking `.gz` and `.zst`.
pub fn read(page: &Page) -> Result<Vec<u8>, PageError> {
    let name = || page.file.display().to_string();
    let failed = |reason| PageError::Read { path: name(), reason };
    let file = std::fs::File::open(&page.file).map_err(failed)?;
    let packing = ending(&page.path).map(|(_, last)| last).filter(|last| COMPRESSED.contains(&last.as_str()));
    let mut bytes = Vec::new();
    let read = match packing.as_deref() {
        Some("gz") => flate2::read::MultiGzDecoder::new(file).take(LARGEST_PAGE).read_to_end(&mut bytes),
        Some(_) => zstd::Decoder::new(file).and_then(|decoder| decoder.take(LARGEST_PAGE).read_to_end(&mut bytes)),
        None => file.take(LARGEST_PAGE).read_to_end(&mut bytes),
    };
    let length = read.map_err(|reason| if packing.is_some() { PageError::Compressed { path: name(), reason } } else { failed(reason) })?;
    if length as u64 >= LARGEST_PAGE {
        return Err(PageError::TooLarge { path: name() });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids and paths of what the inputs hold.
    fn ids(inputs: Inputs) -> Vec<String> {
        inputs.map(|page| page.map_or_else(|error| error.to_string(), |page| page.id)).collect()
    }

    #[test]
    fn inputs_that_meet_keep_names_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        for year in ["2021", "2022"] {
            std::fs::create_dir_all(folder.path().join(year).join("news")).unwrap();
            std::fs::write(folder.path().join(year).join("news/one.txt"), year).unwrap();
        }
        let name = |path: &str| folder.path().join(path).display().to_string();
        assert_eq!(ids(Inputs::new(vec![name("2021/news"), name("2022/news")])), ["news/one", "news/one.txt"]);
        assert_eq!(ids(Inputs::new(vec![name("2021/news/*.txt"), name("2022/news/*.txt")])), ["one", "one.txt"]);
        let one = name("2021/news/one.txt");
        assert_eq!(ids(Inputs::new(vec![one.clone(), one.clone(), one])), ["one", "one.txt", "one.txt.2"]);
    }

    #[test]
    fn what_a_run_writes_is_not_what_it_reads() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("out")).unwrap();
        for name in ["one.txt", "out/one.txt", "out/manifest.jsonl"] {
            std::fs::write(folder.path().join(name), "一").unwrap();
        }
        let whole = folder.path().display().to_string();
        let out = folder.path().join("out");
        assert_eq!(ids(Inputs::new(vec![whole]).outside(&out)), ["one"]);
        assert_eq!(ids(Inputs::new(vec![out.display().to_string()]).outside(&out)), ["manifest", "one"]);
    }

    #[test]
    fn stems_lose_the_endings_of_pages_only() {
        assert_eq!(stem("a/b.html.gz"), "a/b");
        assert_eq!(stem("2022.95号.txt"), "2022.95号");
        assert_eq!(stem("v1.2"), "v1.2");
        assert_eq!(stem(".txt"), ".txt");
    }
}
