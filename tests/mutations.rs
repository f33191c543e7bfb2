//! Pages that were changed at random: none makes the program panic, each is restored to its last byte, and what was cleaned stays as it is when it is cleaned
//! again. The pages are this program's own and those of `tests/registers/`; the seed is fixed, so a failure comes back.
//!
//! Every edit that shows a stage something new may make a second cleaning find more. [`KNOWN`] is how many of these pages do so today; it may only fall.

use std::path::Path;

use jiaokan::{Origin, Pipeline, Status};

/// How many pages are made of each one.
const EACH: usize = 6;
/// Lines of a page at most, so that the test ends in time.
const LINES: usize = 60;
/// Pages that change when they are cleaned again, at most.
const KNOWN: usize = 4;

/// What is dropped into pages.
const PIECES: [&str; 36] = [
    "“",
    "”",
    "\"",
    "'",
    "「",
    "」",
    "（",
    ")",
    "，",
    ",",
    "。",
    ".",
    "：",
    "……",
    "--",
    "　",
    "\t",
    "\u{c}",
    "\u{200b}",
    "\u{fffd}",
    "?",
    "é",
    "Ã¤Â¸",
    "涓枃",
    "&lt;",
    "<p>",
    "</b>",
    "`",
    "$",
    "*",
    "|",
    "\n- 4 -\n",
    "\n12\n",
    "\n3 / 9\n",
    "\n\n",
    "\\u4e2d",
];

/// Numbers that look random and are always the same (a linear congruence, Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// A page with some of these things done to it: a piece dropped in, bytes taken out, a line said again or moved, its end taken off, a byte changed.
fn mutated(page: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let lines: Vec<&[u8]> = page.split_inclusive(|&b| b == b'\n').collect();
    let from = numbers.below(lines.len().saturating_sub(LINES) + 1);
    let mut lines: Vec<Vec<u8>> = lines.iter().skip(from).take(LINES).map(|line| line.to_vec()).collect();
    for _ in 0..1 + numbers.below(4) {
        let at = numbers.below(lines.len());
        let other = numbers.below(lines.len());
        let Some(line) = lines.get_mut(at) else { continue };
        // Between characters, mostly.
        let starts: Vec<usize> = (0..line.len()).filter(|&i| line[i] & 0xc0 != 0x80).collect();
        let place = starts.get(numbers.below(starts.len())).copied().unwrap_or(0);
        match numbers.below(7) {
            0 | 1 => drop(line.splice(place..place, PIECES[numbers.below(PIECES.len())].bytes())),
            2 => drop(line.drain(place..(place + 1 + numbers.below(9)).min(line.len()))),
            3 => line.retain(|&b| b != b'\n'),
            4 => {
                let again = line.clone();
                lines.insert(other, again);
            }
            5 => lines.swap(at, other),
            _ => line[place] = numbers.below(256) as u8,
        }
    }
    lines.concat()
}

#[test]
fn pages_changed_at_random_are_restored_and_stay_clean() {
    let pipeline = Pipeline::builder().build().expect("a pipeline");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<_> = ["corpus-raw", "tests/registers"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    pages.sort();
    let mut numbers = Numbers(20);
    let (mut count, mut changed) = (0, Vec::new());
    for path in pages {
        let (raw, name) = (std::fs::read(&path).expect("a page"), path.file_name().expect("a name").to_string_lossy().into_owned());
        for _ in 0..EACH {
            let raw = mutated(&raw, &mut numbers);
            let document = pipeline.clean_page(&raw, &Origin::named(name.as_str()));
            assert_eq!(document.restore().expect("restores"), raw, "{name}");
            if matches!(document.status(), Status::Rejected { .. }) {
                continue;
            }
            count += 1;
            let again = pipeline.clean_page(document.text().as_bytes(), &Origin::named(name.as_str()));
            if again.text() != document.text() {
                changed.push(name.clone());
                if let Ok(folder) = std::env::var("MUTATIONS") {
                    std::fs::write(Path::new(&folder).join(format!("{}-{name}", changed.len())), &raw).expect("written");
                }
            }
        }
    }
    assert!(count > EACH * 40, "{count} pages only");
    assert!(changed.len() <= KNOWN, "{} of {count} pages change when cleaned again: {changed:?}", changed.len());
    println!("{} of {count} change when cleaned again", changed.len());
}
