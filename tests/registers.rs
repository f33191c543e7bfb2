//! Text of many registers that has no damage: nothing may change in it. What changes nevertheless is a line of the golden file, which a person has read.
//!
//! The texts in `tests/registers/` were made for this (`docs/kinds.md`). They are canonical as they stand; the marks of Markdown are undone, as everywhere.

use std::fmt::Write;
use std::path::Path;

use jiaokan::{Origin, Pipeline, Status};

#[test]
fn undamaged_text_stays() {
    let pipeline = Pipeline::builder().build().expect("a pipeline");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers");
    let mut names: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    let (mut shown, mut unstable) = (String::new(), Vec::new());
    for path in names {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let raw = std::fs::read(&path).expect("a file");
        let document = pipeline.clean_page(&raw, &Origin::named(name.as_str()));
        if let Status::Rejected { rule, .. } = document.status() {
            writeln!(shown, "{name}: rejected by {rule}").expect("a string");
        }
        let mut count = 0;
        let mut edits = String::new();
        for (_, edit) in document.edits() {
            writeln!(edits, "    {} {:?} -> {:?}", edit.rule, edit.old, edit.with).expect("a string");
            count += 1;
        }
        writeln!(shown, "{name}: {}, {count} edits\n{edits}", document.kind()).expect("a string");
        let again = pipeline.clean_page(document.text().as_bytes(), &Origin::named(name.as_str()));
        if again.text() != document.text() {
            unstable.push(name);
        }
    }
    insta::assert_snapshot!(shown);
    assert!(unstable.is_empty(), "changes when cleaned again: {unstable:?}");
}
