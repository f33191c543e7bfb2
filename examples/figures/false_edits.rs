//! What is changed of text that is clean.

use std::collections::BTreeMap;

use jiaokan::{Document, Pipeline};

use super::{Page, repair};

/// Prints the table, and after it the rules of all edits with an example each.
pub(crate) fn print(pages: &[Page]) -> anyhow::Result<()> {
    let (repair, whole) = (super::pipeline(&repair::REPAIR)?, super::pipeline(&[])?);
    let mut rules: BTreeMap<String, (usize, String)> = BTreeMap::new();
    println!(
        "| text | characters | edits of the repair stages | in a million | edits of a second cleaning, all stages | in a million |\n|---|---|---|---|---|---|"
    );
    for page in pages {
        let characters = page.text.chars().count();
        let first = edits(&repair.clean(page.text.as_bytes()), "repair", &mut rules);
        let second = edits(&again(&whole, &page.text), "again", &mut rules);
        let million = |n: usize| 1e6 * n as f64 / characters.max(1) as f64;
        let name = page.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        println!("| {name} | {characters} | {first} | {:.2} | {second} | {:.2} |", million(first), million(second));
    }
    println!();
    for (rule, (count, example)) in rules {
        println!("- {rule}: {count}, as {example}");
    }
    println!();
    Ok(())
}

/// The second cleaning of a text.
fn again(pipeline: &Pipeline, text: &str) -> Document {
    pipeline.clean(pipeline.clean(text.as_bytes()).text().as_bytes())
}

/// Counts the applied edits of a document, and notes their rules.
fn edits(document: &Document, pass: &str, rules: &mut BTreeMap<String, (usize, String)>) -> usize {
    let mut count = 0;
    for (stage, edit) in document.edits() {
        count += 1;
        let entry = rules.entry(format!("{pass} {stage} {}", edit.rule)).or_insert_with(|| (0, format!("{:?} → {:?}", edit.old, edit.with)));
        entry.0 += 1;
    }
    count
}
