//! Trains a model with options from the environment: a bench for choosing them, until `jiaokan train` is there.
use jiaokan::corpus::training::{read_held_out, read_sources};
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
            "prints" => {
                for (slot, bits) in options.fingerprints.iter_mut().zip(value.split(',')) {
                    *slot = bits.parse()?;
                }
            }
            // Every n-th block of 1000 lines of each source is kept apart.
            "apart" => {
                for source in &mut sources {
                    let every: usize = value.parse()?;
                    let (mut rest, mut apart) = (String::new(), Vec::new());
                    for (number, line) in source.text.lines().enumerate() {
                        if number / 200 % every == 0 {
                            apart.push(line.to_owned())
                        } else {
                            rest.push_str(line);
                            rest.push('\n')
                        }
                    }
                    source.text = rest;
                    others.push((source.name.clone(), apart));
                }
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
    for (name, lines) in &others {
        println!("  {name} {:?}", evaluate(&judge, name, lines.iter().map(String::as_str)).perplexity);
    }
    Ok(())
}
