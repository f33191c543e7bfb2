//! Training data for the model, made by a test that is run by hand.

use super::*;
use crate::rule::RuleBook;
use crate::structure::Words;

/// Writes the features of labelled pages: `JIAOKAN_PAGES` names a JSON file of pages as `bench/plain/lines.json` has them, `JIAOKAN_FEATURES` the
/// output. `docs/furniture.md` has the calls.
#[test]
#[ignore = "makes training data"]
fn write_features() {
    let (Ok(pages), Ok(out)) = (std::env::var("JIAOKAN_PAGES"), std::env::var("JIAOKAN_FEATURES")) else { return };
    let pages: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(pages).expect("pages")).expect("JSON");
    let phrases = Phrases::load(&RuleBook::embedded()).expect("phrases");
    let words = Words::embedded();
    let mut text = format!("#{}\n", features::NAMES.join(" "));
    for page in pages.as_array().expect("a list") {
        let lines: Vec<(String, Option<bool>)> =
            page["lines"].as_array().expect("lines").iter().map(|l| (l[0].as_str().unwrap_or_default().replace('\n', " "), l[1].as_bool())).collect();
        let joined = lines.iter().map(|(l, _)| l.as_str()).collect::<Vec<_>>().join("\n");
        let read = page::read(&joined, &words);
        let mut starts = std::collections::HashMap::new();
        let mut at = 0;
        for (line, label) in &lines {
            starts.insert(at, *label);
            at += line.len() + 1;
        }
        let hits: Vec<_> = read.iter().map(|line| phrases.read(line.text)).collect();
        let mut facts = features::facts(&read, &hits);
        features::pass_over_items(&read, &mut facts, &phrases.lexicon);
        for (line, set) in read.iter().zip(features::features(&read, &facts)) {
            let label = match starts.get(&line.whole.start).copied().flatten() {
                Some(true) => 1,
                Some(false) => 0,
                None => -1,
            };
            let on: Vec<String> = set.iter().enumerate().filter(|(_, on)| **on).map(|(i, _)| i.to_string()).collect();
            text.push_str(&format!("{}\t{label}\t{}\t{}\t{}\n", page["id"].as_str().unwrap_or_default(), line.text.chars().count(), on.join(","), line.text));
        }
    }
    std::fs::write(out, text).expect("written");
}
