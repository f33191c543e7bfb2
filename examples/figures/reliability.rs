//! Whether edits that claim a confidence are right as often.

use jiaokan::StageName;

use super::damage::FAMILIES;

/// What stands for a character that could not be restored.
const MISSING: char = '〓';
/// Lower ends of the bins.
const BINS: [f32; 7] = [0.0, 0.9, 0.92, 0.94, 0.96, 0.98, 0.995];
/// The families in which bytes are lost, so that edits are probable and not certain.
const LOSSY: [&str; 6] = [
    "UTF-8 read as GBK, browser",
    "UTF-8 read as GBK, Windows",
    "UTF-8 read as windows-1252, controls taken out",
    "GBK read as Big5",
    "GBK read as EUC-KR",
    "UTF-8 read as Shift_JIS",
];

/// Prints the table.
pub(crate) fn print(lines: &[&str]) -> anyhow::Result<()> {
    let pipeline = super::pipeline(&[StageName::Decode, StageName::Mojibake])?;
    let mut bins = [(0usize, 0usize, 0.0f64); BINS.len()];
    for family in FAMILIES.iter().filter(|family| LOSSY.contains(&family.name)) {
        for line in lines {
            let Some(bad) = (family.damage)(line) else { continue };
            let document = pipeline.clean(bad.as_bytes());
            let Some((_, layer)) = document.layers().first() else { continue };
            let good = kept(line, document.text());
            for edit in layer.edits().filter(|edit| edit.confidence < 1.0) {
                let at = edit.out.clone();
                let Some(bin) = BINS.iter().rposition(|&low| edit.confidence >= low).and_then(|i| bins.get_mut(i)) else { continue };
                bin.0 += 1;
                bin.1 += usize::from(good.get(at).is_some_and(|bytes| bytes.iter().all(|&good| good)));
                bin.2 += f64::from(edit.confidence);
            }
        }
    }
    println!("Applied edits of the stage mojibake that are probable, in the families that lose bytes:\n");
    println!("| confidence from | edits | mean confidence % | right % |\n|---|---|---|---|");
    for (low, (edits, right, sum)) in BINS.iter().zip(bins).filter(|(_, bin)| bin.0 > 0) {
        println!("| {low} | {edits} | {:.1} | {:.1} |", 100.0 * sum / edits as f64, 100.0 * right as f64 / edits as f64);
    }
    println!();
    Ok(())
}

/// For each byte of `got` whether it belongs to what `want` has too, or to a `〓`, which claims nothing.
fn kept(want: &str, got: &str) -> Vec<bool> {
    let (want, read): (Vec<char>, Vec<char>) = (want.chars().collect(), got.chars().collect());
    let mut good = vec![false; read.len()];
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &want, &read) {
        if op.tag() == similar::DiffTag::Equal
            && let Some(same) = good.get_mut(op.new_range())
        {
            same.fill(true);
        }
    }
    read.iter().zip(good).flat_map(|(&c, good)| std::iter::repeat_n(good || c == MISSING, c.len_utf8())).collect()
}
