//! What comes back of lines that were read wrongly.

use std::collections::BTreeMap;

use jiaokan::Pipeline;
use jiaokan::StageName;
use jiaokan::measure::is_han;

use super::damage::{FAMILIES, Family, target};

/// The stages that repair.
pub(crate) const REPAIR: [StageName; 4] = [StageName::Decode, StageName::Mojibake, StageName::Unicode, StageName::Lacuna];

/// Prints the table.
pub(crate) fn print(lines: &[&str]) -> anyhow::Result<()> {
    let pipeline = super::pipeline(&REPAIR)?;
    println!("{} lines of 12 to 120 characters, damaged and cleaned by the stages decode, mojibake, unicode and lacuna:\n", lines.len());
    println!("| family | lines | exact % | characters right % | wrong hanzi in 1,000 | 〓 in 1,000 |\n|---|---|---|---|---|---|");
    for family in &FAMILIES {
        let sum = Sum::of(&pipeline, family, lines);
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        println!(
            "| {} | {} | {:.1} | {:.2} | {:.2} | {:.2} |",
            family.name,
            sum.lines,
            100.0 * share(sum.exact, sum.lines),
            100.0 * share(sum.right, sum.characters),
            1000.0 * share(sum.wrong, sum.characters),
            1000.0 * share(sum.lacunae, sum.characters)
        );
    }
    println!();
    Ok(())
}

#[derive(Default)]
struct Sum {
    lines: usize,
    exact: usize,
    characters: usize,
    right: usize,
    wrong: usize,
    lacunae: usize,
}

impl Sum {
    fn of(pipeline: &Pipeline, family: &Family, lines: &[&str]) -> Sum {
        let mut sum = Sum::default();
        for line in lines {
            let line = target(family.name, line);
            let Some(bad) = (family.damage)(&line).filter(|bad| *bad != line) else { continue };
            let want = clean(pipeline, &line);
            let got = clean(pipeline, &bad);
            sum.lines += 1;
            sum.exact += usize::from(want == got);
            sum.characters += want.chars().count();
            sum.right += same(&want, &got);
            sum.lacunae += got.matches('〓').count();
            sum.wrong += foreign(&want, &got);
        }
        sum
    }
}

fn clean(pipeline: &Pipeline, text: &str) -> String {
    pipeline.clean(text.as_bytes()).text().trim().to_owned()
}

/// How many characters of `want` stand in `got`, in order.
fn same(want: &str, got: &str) -> usize {
    if want == got {
        return want.chars().count();
    }
    let (want, got): (Vec<char>, Vec<char>) = (want.chars().collect(), got.chars().collect());
    let equal = similar::capture_diff_slices(similar::Algorithm::Myers, &want, &got);
    equal.iter().map(|op| if op.tag() == similar::DiffTag::Equal { op.old_range().len() } else { 0 }).sum()
}

/// How many hanzi `got` has that `want` has not, or not so often.
fn foreign(want: &str, got: &str) -> usize {
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    got.chars().filter(|&c| is_han(c)).for_each(|c| *counts.entry(c).or_default() += 1);
    want.chars().filter(|&c| is_han(c)).for_each(|c| *counts.entry(c).or_default() -= 1);
    counts.values().map(|&n| usize::try_from(n).unwrap_or(0)).sum()
}
