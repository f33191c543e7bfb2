//! What the source promises of itself, counted: short files and functions, words in `rules/` and not in code, few bare numbers that decide. A
//! number here only ever goes down.

use std::path::{Path, PathBuf};

/// Lines of a file and of a function at most.
const FILE: usize = 600;
const FUNCTION: usize = 80;

/// Han literals left in code outside tests and grammar. They decide by order or stand in patterns; everything else is a row in `rules/`.
const WORDS: usize = 150;

/// Where Han characters are grammar and may stand in code: numerals, enumerators (第…条, （一）), dates.
const GRAMMAR: [&str; 4] = ["structure/enumerator.rs", "structure/numeral.rs", "structure/date.rs", "chars.rs"];

/// Comparisons with a bare number of two digits and more, or a fraction, left outside `limits.rs`: bounds of tables and code points for the most part.
const BARE: usize = 60;

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut waiting, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("source")));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file without its tests and comments.
fn code(name: &str, text: &str) -> String {
    if name.ends_with("tests.rs") || name.ends_with("training.rs") && name.starts_with("stages") || name == "stages/lacuna/damage.rs" {
        return String::new();
    }
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| if code.contains('"') { line } else { code }));
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn files_and_functions_are_short() {
    let start = regex::Regex::new(r"^(\s*)(?:pub(?:\([a-z ]+\))? )?(?:const )?fn (\w+)").expect("a pattern");
    let mut long = Vec::new();
    for (name, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > FILE {
            long.push(format!("{name}: {} lines", lines.len()));
        }
        for (from, line) in lines.iter().enumerate() {
            let Some(head) = start.captures(line) else { continue };
            let close = format!("{}}}", &head[1]);
            let length = lines.iter().skip(from).position(|line| *line == close).map_or(0, |last| last + 1);
            if length > FUNCTION {
                long.push(format!("{name}: {} has {length} lines", &head[2]));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn words_stand_in_the_rules() {
    let literal = regex::Regex::new(r#""(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)'"#).expect("a pattern");
    let han = |text: &str| text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let mut found = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| !GRAMMAR.contains(&name.as_str())) {
        let code = code(&name, &text);
        found.extend(literal.find_iter(&code).filter(|hit| han(hit.as_str())).map(|hit| format!("{name}: {}", hit.as_str())));
    }
    assert!(found.len() <= WORDS, "{} Han literals in code, at most {WORDS}; words belong into rules/:\n{}", found.len(), found.join("\n"));
}

#[test]
fn what_decides_has_a_name() {
    let bare = regex::Regex::new(r"(?:[<>]=?|==) (?:\d{2,}|\d+\.\d+)(?:\D|$)").expect("a pattern");
    let mut found = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| !name.ends_with("limits.rs")) {
        let code = code(&name, &text);
        found.extend(code.lines().filter(|line| bare.is_match(line)).map(|line| format!("{name}: {}", line.trim())));
    }
    assert!(found.len() <= BARE, "{} comparisons with bare numbers, at most {BARE}; thresholds belong into limits.rs:\n{}", found.len(), found.join("\n"));
}
