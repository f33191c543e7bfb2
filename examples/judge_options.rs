//! Trains a model with options that `jiaokan train` does not take, for choosing them: `judge_options CORPUS EVALUATE MODEL KEY=VALUE…`; `apart=N`
//! keeps every N-th block of each text apart and measures on it.
use jiaokan::corpus::training::{keep_apart, read_held_out, read_sources};
use jiaokan::judge::Judge;
use jiaokan::judge::train::{HeldOut, Lower, Options, evaluate, train_reporting};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let start = std::time::Instant::now();
    let mut sources = read_sources(Path::new(&arguments[1]))?;
    let held: HeldOut = read_held_out(Path::new(&arguments[2]))?;
    let mut options = Options::default();
    let mut others: Vec<(String, Vec<String>)> = Vec::new();
    for argument in &arguments[4..] {
        let (key, value) = argument.split_once('=').ok_or("KEY=VALUE")?;
        match key {
            "order" => options.order = value.parse()?,
            "bytes" => options.bytes = value.parse()?,
            "value" => options.value_bits = value.parse()?,
            "backoff" => options.backoff_bits = value.parse()?,
            "discount" => options.discount = value.parse()?,
            "legacy" => options.legacy = value.parse()?,
            "sentence" => options.sentence = value.parse()?,
            "lower" => options.lower = if value == "kn" { Lower::Continuations } else { Lower::Occurrences },
            "apart" => {
                let apart = keep_apart(&mut sources, value.parse()?);
                others.extend(sources.iter().zip(apart).map(|(source, blocks)| (source.name.clone(), blocks)));
            }
            name if name.starts_with("s.") => {
                if let Some(source) = sources.iter_mut().find(|source| source.name == name[2..]) {
                    source.share = value.parse()?;
                }
            }
            name => {
                if let Some(source) = sources.iter_mut().find(|source| source.name == name) {
                    source.weight = value.parse()?;
                }
            }
        }
    }
    let bytes = train_reporting(&sources, &options, Some(&held), &mut |line| eprintln!("{:6.1} s  {line}", start.elapsed().as_secs_f64()))?;
    println!("{} bytes in {:.1} s", bytes.len(), start.elapsed().as_secs_f64());
    std::fs::write(&arguments[3], &bytes)?;
    let judge = Judge::from_bytes(bytes)?;
    println!("{} {:?}", arguments[4..].join(" "), judge.header().evaluation.as_ref().map(|e| (e.perplexity, e.perplexity_within_lines)));
    for (name, blocks) in &others {
        println!("  {name} {:?}", evaluate(&judge, name, blocks.iter().flat_map(|block| block.lines())).perplexity);
    }
    Ok(())
}
