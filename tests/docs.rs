//! The documents, and the documentation of the rules, name files that exist.

use std::path::{Path, PathBuf};

use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders whose files documents name by their paths from the root.
const FOLDERS: &str = "src|rules|tests|benches|examples|docs|corpus-raw";

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        }
        found.push(path);
    }
}

/// Files and folders of the repository, by their paths from its root.
fn repository() -> Vec<String> {
    let mut found = Vec::new();
    for folder in FOLDERS.split('|') {
        found.push(root().join(folder));
        files_below(&root().join(folder), &mut found);
    }
    found.iter().map(|path| path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/")).collect()
}

/// The documents and the documentation of the rules, by name, with their text. The change log is left out: it speaks of what was.
fn documents() -> Vec<(String, String)> {
    let mut paths = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    let mut found = Vec::new();
    files_below(&root().join("docs"), &mut found);
    files_below(&root().join("rules"), &mut found);
    found.sort();
    paths.extend(found.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "toml")));
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        (name, std::fs::read_to_string(path).expect("text"))
    };
    paths.into_iter().map(read).collect()
}

/// What a path in a document stands for: `<stage>` and `*` are any name or part of one.
fn pattern(path: &str) -> String {
    let placeholder = Regex::new(r"<[a-z]+>|\*+").expect("a pattern");
    let parts: Vec<String> = placeholder.split(path.trim_end_matches('/')).map(regex::escape).collect();
    parts.join("[^/]+")
}

#[test]
fn paths_exist() {
    let files = repository();
    // In backticks, in a link, in quotes, or a word of an indented block: all begin after a blank or a mark.
    let path = Regex::new(&format!(r#"(?m)(?:^|[\s`("])((?:{FOLDERS})/[^\s`"(),;]*)"#)).expect("a pattern");
    let mut wrong = Vec::new();
    for (name, text) in documents() {
        for hit in path.captures_iter(&text) {
            let named = hit[1].trim_end_matches(['.', ':']);
            let meant = Regex::new(&format!("^{}$", pattern(named))).expect("a pattern");
            if !files.iter().any(|file| meant.is_match(file)) {
                wrong.push(format!("{name}: {named}"));
            }
        }
    }
    assert!(wrong.is_empty(), "there is no such file or folder:\n{}", wrong.join("\n"));
}

#[test]
fn names_of_sources_and_tables_exist() {
    let files = repository();
    let name = Regex::new(r"`([\w/-]+\.(?:rs|tsv))`").expect("a pattern");
    let mut wrong = Vec::new();
    for (document, text) in documents() {
        for hit in name.captures_iter(&text) {
            let meant = Regex::new(&format!("(?:^|/){}$", pattern(&hit[1]))).expect("a pattern");
            if !files.iter().any(|file| meant.is_match(file)) {
                wrong.push(format!("{document}: {}", &hit[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "there is no file of this name:\n{}", wrong.join("\n"));
}
