//! The project's own script engine against C++ OpenCC over the same tables (feature `opencc`).
//!
//! `cargo test --release --features opencc --test opencc` after installing OpenCC's development files (Debian: `libopencc-dev`).
#![cfg(feature = "opencc")]

use std::io::Read;

use jiaokan::measure::{Engine, engine};
use jiaokan::{Config, Pipeline, RuleBook};

const PROFILES: [&str; 4] = ["t2s", "hk2s", "tw2s", "tw2sp"];

/// Both engines under the same settings.
fn engines(profile: &str, exceptions: bool) -> [Box<dyn Engine>; 2] {
    ["table", "opencc"].map(|name| {
        let settings = [format!("script.engine={name}"), format!("script.profile={profile}"), format!("script.exceptions={exceptions}")];
        let pipeline = Pipeline::builder().config(Config::load(None, &settings).unwrap()).build().unwrap();
        engine(pipeline.resources()).unwrap()
    })
}

fn convert(engine: &dyn Engine, line: &str) -> String {
    let (mut out, mut done) = (String::new(), 0);
    engine.convert(line, &mut |change| {
        out.push_str(&line[done..change.at.start]);
        out.push_str(change.with);
        done = change.at.end;
    });
    out + &line[done..]
}

fn agree(profile: &str, exceptions: bool, lines: &[String]) {
    let [table, opencc] = engines(profile, exceptions);
    for line in lines {
        assert_eq!(convert(&*table, line), convert(&*opencc, line), "{profile}, exceptions {exceptions}: {line}");
    }
}

/// A small generator of numbers, the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }
}

/// Lines made of keys, pieces of keys and single characters of all tables, so that matches begin, break off and overlap everywhere.
fn generated(count: usize) -> Vec<String> {
    let book = RuleBook::embedded();
    let mut keys: Vec<Vec<char>> = Vec::new();
    for (_, text) in book.files().filter(|(name, _)| name.starts_with("script/") && (name.ends_with(".txt") || name.ends_with("exceptions.tsv"))) {
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        keys.extend(rows.filter_map(|line| line.split('\t').next()).map(|key| key.chars().collect()));
    }
    let long: Vec<usize> = (0..keys.len()).filter(|&i| keys[i].len() > 1).collect();
    let mut numbers = Numbers(20221101);
    (0..count)
        .map(|_| {
            let mut line = String::new();
            for _ in 0..12 {
                let key = if numbers.below(3) > 0 { &keys[long[numbers.below(long.len())]] } else { &keys[numbers.below(keys.len())] };
                let from = numbers.below(key.len());
                match numbers.below(4) {
                    0 => line.extend(&key[from..]),
                    1 => line.extend(&key[..=from]),
                    2 => line.extend([",", "，", "A", " ", "后", "\u{0}"][numbers.below(6)].chars()),
                    _ => line.extend(key),
                }
            }
            line
        })
        .collect()
}

#[test]
fn generated_text_agrees() {
    let lines = generated(4000);
    for profile in PROFILES {
        for exceptions in [false, true] {
            agree(profile, exceptions, &lines);
        }
    }
}

#[test]
fn every_key_agrees() {
    let book = RuleBook::embedded();
    let keys: Vec<String> = book
        .files()
        .filter(|(name, _)| name.starts_with("script/") && name.ends_with(".txt"))
        .flat_map(|(_, text)| text.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned))
        .collect();
    for profile in PROFILES {
        for exceptions in [false, true] {
            agree(profile, exceptions, &keys);
        }
    }
}

/// OpenCC's own test cases and slices of the shared corpus, as they are and made traditional, where the shared folder is at hand.
#[test]
fn shared_text_agrees() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let Ok(cases) = std::fs::read_to_string(format!("{shared}/bench/script/opencc_testcases_1.4.2.json")) else {
        eprintln!("skipped: ../shared is not here");
        return;
    };
    let cases: String = cases.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let cases: serde_json::Value = serde_json::from_str(&cases).unwrap();
    let mut lines: Vec<String> = cases["cases"].as_array().unwrap().iter().filter_map(|case| Some(case["input"].as_str()?.replace('\n', ""))).collect();
    let book = RuleBook::embedded();
    let map: std::collections::HashMap<char, char> =
        book.rows("script/STCharacters.txt").unwrap().filter_map(|(_, row)| Some((row[0].chars().next()?, row[1].chars().next()?))).collect();
    for name in ["policy", "news", "laws"] {
        let file = std::fs::File::open(format!("{shared}/corpus/{name}.txt.zst")).unwrap();
        let mut text = vec![0; 400_000];
        zstd::Decoder::new(file).unwrap().read_exact(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text);
        for line in text.lines() {
            lines.push(line.to_owned());
            lines.push(line.chars().map(|c| map.get(&c).copied().unwrap_or(c)).collect());
        }
    }
    for profile in PROFILES {
        for exceptions in [false, true] {
            agree(profile, exceptions, &lines);
        }
    }
}
