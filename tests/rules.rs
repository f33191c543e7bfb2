//! The rules as data: every example runs, every file is linted, every code used has its documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiaokan::StageName;
use jiaokan::{Code, Config, Document, Pipeline, Rule, RuleBook, Status};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> Vec<Rule> {
    RuleBook::embedded().rules().expect("the embedded rules are well formed")
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

/// The stages that a rule's examples go through, as a setting.
fn stages(rule: &Rule) -> String {
    let mut stages: Vec<String> = rule.stages.clone();
    if stages.is_empty() {
        stages.extend(StageName::ALL.iter().filter(|stage| stage.letter() == rule.code.letter()).map(|stage| stage.to_string()));
    }
    format!("only=[{}]", stages.iter().map(|stage| format!("{stage:?}")).collect::<Vec<_>>().join(","))
}

/// The pipeline of a setting; each is built once.
fn pipeline(built: &mut BTreeMap<String, Pipeline>, only: String) -> &Pipeline {
    built.entry(only).or_insert_with_key(|only| {
        let config = Config::load(None, std::slice::from_ref(only)).expect("known stages");
        Pipeline::builder().config(config).build().expect("a pipeline")
    })
}

/// The bytes of an example: text, but for the decode stage, whose examples write bytes as `\xNN`.
fn bytes(rule: &Rule, text: &str) -> Vec<u8> {
    if rule.code.letter() != StageName::Decode.letter() {
        return text.as_bytes().to_vec();
    }
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find("\\x") {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let byte = rest.get(at + 2..at + 4).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.expect("a byte is \\xNN"));
        rest = &rest[at + 4..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Rules whose examples another rule deals with: the judge needs no declaration for D005's (D004 decides), and a page that is HZ throughout is
/// read as such before the stage mojibake sees it (D007 for M020). They want examples of their own.
const SHOWN_BY_OTHERS: [&str; 2] = ["D005", "M020"];

/// Whether a rule is what an edit, a finding, a doubtful edit or the rejection of a page names.
fn acts(document: &Document, code: Code) -> bool {
    document.edits().any(|(_, edit)| edit.rule == code)
        || document.layers().iter().any(|(_, layer)| layer.doubtful().iter().any(|edit| edit.rule == code))
        || document.findings().iter().any(|(_, finding)| finding.rule == code)
        || matches!(document.status(), Status::Rejected { rule, .. } if *rule == code)
}

#[test]
fn every_example_runs_by_its_rule_and_once() {
    let (mut wrong, mut built) = (Vec::new(), BTreeMap::new());
    for rule in rules() {
        let pipeline = pipeline(&mut built, stages(&rule));
        let mut acted = rule.examples.is_empty() || SHOWN_BY_OTHERS.contains(&rule.code.as_str());
        for example in &rule.examples {
            let document = pipeline.clean(&bytes(&rule, &example.before));
            if document.text() != example.after {
                wrong.push(format!("{}: {:?}\n     became {:?}\n     not    {:?}", rule.code, example.before, document.text(), example.after));
            }
            acted |= acts(&document, rule.code);
            let again: Vec<_> = pipeline.clean(document.text().as_bytes()).edits().map(|(_, edit)| (edit.rule, edit.old.to_owned())).collect();
            if !again.is_empty() {
                wrong.push(format!("{}: changes its own result {:?}: {again:?}", rule.code, document.text()));
            }
            assert_eq!(document.restore().expect("restores"), bytes(&rule, &example.before), "{}: {:?}", rule.code, example.before);
        }
        if !acted {
            wrong.push(format!("{}: is what changes none of its examples", rule.code));
        }
        for text in &rule.leaves {
            let document = pipeline.clean(&bytes(&rule, text));
            if document.edits().any(|(_, edit)| edit.rule == rule.code) {
                wrong.push(format!("{}: touched {text:?}: {:?}", rule.code, document.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_says_what_it_is() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.code), "{} stands twice", rule.code);
        assert!(!rule.name.is_empty() && rule.name.chars().next().is_some_and(|c| !c.is_uppercase() || c.is_ascii_uppercase()), "{}: name", rule.code);
        assert!(rule.what.len() > 40, "{}: say what it mends and when it would be wrong", rule.code);
        assert!(StageName::ALL.iter().any(|stage| stage.letter() == rule.code.letter()), "{}: no stage has this letter", rule.code);
    }
}

/// Rules of the stages markup and furniture that take out no visible text: tags, scripts, remarks, blanks, references, marks of Markdown.
const DROP_NOTHING: [&str; 11] = ["K001", "K002", "K007", "K008", "K009", "K010", "K011", "K012", "K014", "K015", "K019"];

#[test]
fn every_rule_that_takes_out_text_says_which() {
    let leaves = |rule: &Rule| {
        DROP_NOTHING.contains(&rule.code.as_str()) || ("K020".."K040").contains(&rule.code.as_str()) && !["K022", "K023"].contains(&rule.code.as_str())
    };
    let choosing = rules().into_iter().filter(|rule| [StageName::Markup, StageName::Furniture].iter().any(|stage| stage.letter() == rule.code.letter()));
    let wrong: Vec<String> = choosing.filter(|rule| leaves(rule) == rule.drops.is_some()).map(|rule| rule.code.to_string()).collect();
    assert!(wrong.is_empty(), "`drops` is missing, or stands at a rule that takes out no text: {wrong:?}");
    let kinds = RuleBook::embedded().drops().expect("the embedded rules are well formed");
    assert!(rules().iter().all(|rule| kinds.of(rule.code) == rule.drops));
}

#[test]
fn a_kind_of_text_that_is_none_is_an_error() {
    let mut book = RuleBook::embedded();
    let text = book.file("gloss.toml").expect("embedded").replace("drops = \"gloss\"", "drops = \"glosses\"");
    book.overlay([("gloss.toml".to_owned(), text.into_bytes())]).expect("text");
    let error = Pipeline::builder().rules(book).build().err().expect("an error").to_string();
    assert!(error.contains("gloss.toml"), "{error}");
}

#[test]
fn every_code_in_the_source_is_documented_and_every_rule_is_used() {
    let mut used: BTreeMap<Code, PathBuf> = BTreeMap::new();
    let mut sources = Vec::new();
    files_below(&root().join("src"), &mut sources);
    for path in sources {
        let text = std::fs::read_to_string(&path).expect("source");
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (at, _) in text.match_indices("Code::new(\"") {
            if let Some(code) = text.get(at + 11..at + 15).and_then(Code::parse) {
                used.insert(code, path.clone());
            }
        }
    }
    let documented: BTreeSet<Code> = rules().iter().map(|rule| rule.code).collect();
    let undocumented: Vec<_> = used.iter().filter(|(code, _)| !documented.contains(code)).collect();
    assert!(undocumented.is_empty(), "codes without a rule: {undocumented:?}");
    let tables: String = RuleBook::embedded().files().filter(|(name, _)| name.ends_with(".tsv")).map(|(_, text)| text).collect();
    let unused: Vec<_> = documented.iter().filter(|code| !used.contains_key(code) && !tables.contains(code.as_str())).collect();
    assert!(unused.is_empty(), "rules nothing uses: {unused:?}");
}

#[test]
fn every_file_is_embedded_and_says_where_it_comes_from() {
    let folder = root().join("rules");
    let mut found = Vec::new();
    files_below(&folder, &mut found);
    let book = RuleBook::embedded();
    let embedded: BTreeSet<&str> = book.files().map(|(name, _)| name).collect();
    for path in found {
        let name = path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
        // The judge's model carries its header inside; its training data is read by `jiaokan train` from the folder.
        if name.starts_with("judge") || name.ends_with("NOTICE") || name.ends_with("LICENSE") {
            continue;
        }
        assert!(embedded.contains(name.as_str()), "rules/{name} is not in EMBEDDED (src/rule.rs)");
        if name.ends_with(".tsv") {
            let text = book.file(&name).expect("embedded");
            assert!(text.starts_with('#'), "rules/{name}: a header says source, licence and meaning");
        }
    }
}

#[test]
fn no_text_file_of_the_rules_has_a_row_twice() {
    let book = RuleBook::embedded();
    let names: Vec<String> = book.files().map(|(name, _)| name.to_owned()).filter(|name| name.ends_with(".tsv")).collect();
    for name in names {
        let mut keys = BTreeMap::new();
        for (line, row) in book.rows(&name).expect("embedded") {
            if let Some(before) = keys.insert(row.clone(), line) {
                panic!("rules/{name}: line {line} repeats line {before}: {row:?}");
            }
        }
    }
}

#[test]
fn a_copy_of_the_rules_can_be_laid_over_them() {
    let rules = jiaokan::corpus::overlay(RuleBook::embedded(), &root().join("rules")).expect("the rules of this repository are readable");
    assert!(rules.model().is_some(), "the judge's model is among them");
    let pipeline = Pipeline::builder().rules(rules).build().expect("the rules of this repository are sound");
    assert_eq!(pipeline.clean("推進(jìn)質(zhì)量強國建設。".as_bytes()).text(), "推进质量强国建设。\n");
}

#[test]
fn a_model_that_is_none_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("judge.model"), b"no model").expect("a file");
    let rules = jiaokan::corpus::overlay(RuleBook::embedded(), folder.path()).expect("the folder is readable");
    let error = Pipeline::builder().rules(rules).build().err().expect("an error").to_string();
    assert!(error.contains("judge.model"), "{error}");
}
