//! The order of layers, held by reading the `use` lines and paths of the source: a file knows its own layer and those below it, the files of the
//! engine open no file and start no thread, stages do not know each other, and no files import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the lowest layer to the highest. A module not named here belongs to the layer of its first folder.
const LAYERS: &[&[&str]] = &[
    &["chars", "code", "date", "number"],
    &["rule"],
    &["calibration", "encoding", "features"],
    &["decoding", "finding"],
    &["prose"],
    &["edit", "text"],
    &["config", "reread", "lattice"],
    &["judge", "structure"],
    &["blocks"],
    &["gate"],
    &["stage"],
    &["stages"],
    &["document"],
    &["ledger", "metadata"],
    &["pipeline"],
    &["collate"],
    &["corpus"],
    &["cli"],
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of the library by their paths (`stages/markup/select`), each with its source without comments and tests.
fn modules() -> BTreeMap<String, String> {
    let (mut waiting, mut found) = (vec![source()], BTreeMap::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(source()).expect("below src").with_extension("").to_string_lossy().replace('\\', "/");
            let name = name.strip_suffix("/mod").unwrap_or(&name).to_owned();
            if ["lib", "main"].contains(&name.as_str()) || name.ends_with("tests") || name.ends_with("training") && name.starts_with("stages") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("source");
            let text = text.split("#[cfg(test)]\n").next().unwrap_or_default();
            let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
            found.insert(name, code.join("\n"));
        }
    }
    found
}

/// What a module imports, as modules of the library.
fn imports(name: &str, code: &str, modules: &BTreeMap<String, String>) -> BTreeSet<String> {
    let path = regex::Regex::new(r"\b((?:crate|super)(?:::\w+)+)(?:::\{([^}]*)\})?").expect("a pattern");
    let mut found = BTreeSet::new();
    for hit in path.captures_iter(code) {
        let members: Vec<&str> = hit.get(2).map_or(vec![""], |list| list.as_str().split(',').map(str::trim).collect());
        for member in members {
            let full = format!("{}::{}", &hit[1], member.split([' ', ':']).next().unwrap_or_default());
            let mut base: Vec<&str> = name.split('/').collect();
            for part in full.split("::").filter(|part| !part.is_empty()) {
                match part {
                    "crate" => base.clear(),
                    "super" => drop(base.pop()),
                    _ => base.push(part),
                }
            }
            let known = (1..=base.len()).rev().map(|n| base[..n].join("/")).find(|path| modules.contains_key(path));
            found.extend(known.filter(|known| known != name));
        }
    }
    found
}

fn layer(name: &str) -> usize {
    let first = name.split('/').next().unwrap_or_default();
    let place = LAYERS.iter().position(|names| names.contains(&first));
    assert!(place.is_some(), "src/{name}.rs is in no layer: name it in LAYERS");
    place.unwrap_or_default()
}

fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules();
    modules.iter().map(|(name, code)| (name.clone(), imports(name, code, &modules))).collect()
}

#[test]
fn no_file_knows_a_layer_above_it() {
    let mut wrong = Vec::new();
    for (name, imports) in graph() {
        wrong.extend(imports.iter().filter(|import| layer(import) > layer(&name)).map(|import| format!("{name} uses {import}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn stages_do_not_know_each_other() {
    let stage = |name: &str| name.strip_prefix("stages/").map(|rest| rest.split('/').next().unwrap_or_default().to_owned());
    let mut wrong = Vec::new();
    for (name, imports) in graph() {
        let Some(own) = stage(&name) else { continue };
        wrong.extend(imports.iter().filter(|import| stage(import).is_some_and(|other| other != own)).map(|import| format!("{name} uses {import}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_circle_of_imports() {
    // A folder's own file (`mod.rs`) names its parts; that is no import.
    let mut graph = graph();
    loop {
        let ends: Vec<String> = graph.iter().filter(|(_, imports)| imports.is_empty()).map(|(name, _)| name.clone()).collect();
        if ends.is_empty() {
            break;
        }
        graph.retain(|name, _| !ends.contains(name));
        graph.values_mut().for_each(|imports| imports.retain(|import| !ends.contains(import)));
    }
    // What only uses a circle is no part of it.
    loop {
        let used: BTreeSet<String> = graph.values().flatten().cloned().collect();
        let before = graph.len();
        graph.retain(|name, _| used.contains(name));
        if graph.len() == before {
            break;
        }
    }
    assert!(graph.is_empty(), "files that import each other: {graph:#?}");
}

#[test]
fn the_engine_opens_no_file_and_starts_no_thread() {
    let mut wrong = Vec::new();
    for (name, code) in modules() {
        // C++ OpenCC reads its configuration from a file only.
        if layer(&name) >= layer("corpus") || name == "stages/script/opencc" {
            continue;
        }
        let forbidden = ["std::fs", "std::thread", "File::", "rayon", "std::env::", "std::net", "std::process"];
        wrong.extend(forbidden.iter().filter(|what| code.contains(*what)).map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
