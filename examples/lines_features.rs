//! Prints the features of every gap of labelled lines, for fitting the weights of the stage lines.
//!
//! Reads records `{"lines": [...], "joined": [...]}` as JSON lines on stdin (furniture left out; `joined` says of each gap whether the block goes on) and writes the names of the features as a JSON list and, for each
//! record, a JSON list with the features of each gap or null.

use std::io::BufRead;

use jiaokan::judge::Judge;
use jiaokan::measure::{NAMES, features_of};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let judge = Judge::embedded();
    println!("{}", serde_json::to_string(NAMES.as_slice())?);
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let lines: Vec<&str> = record["lines"].as_array().into_iter().flatten().filter_map(|l| l.as_str()).collect();
        let joined: Vec<bool> = record["joined"].as_array().into_iter().flatten().map(|j| j.as_bool() == Some(true)).collect();
        let features: Vec<_> = features_of(&lines.join("\n"), &joined, &judge).into_iter().map(|f| f.map(|f| f.0.to_vec())).collect();
        println!("{}", serde_json::to_string(&features)?);
    }
    Ok(())
}
