//! How often the encoding of a few hanzi is named, beside chardetng.

use jiaokan::Encoding;
use jiaokan::measure::detect;
use jiaokan::measure::is_han;
use jiaokan::{Decoding, Segment};
use jiaokan::{Origin, Pipeline};

use super::Page;

const LENGTHS: [usize; 7] = [2, 4, 6, 10, 50, 500, 3000];
const WINDOWS: usize = 300;
const ENCODINGS: [Encoding; 7] = [Encoding::Gb18030, Encoding::Big5, Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Hz, Encoding::EucTw];

/// Prints the table. Up to ten hanzi a window is hanzi only; longer ones are running text.
pub(crate) fn print(pages: &[Page]) -> anyhow::Result<()> {
    let pipeline = super::pipeline(&[])?;
    let text: Vec<char> = pages.iter().flat_map(|page| page.text.chars()).collect();
    println!("Right answers in %, windows of that many characters, jiaokan / chardetng:\n");
    println!("| | {} |\n|---|{}", LENGTHS.map(|n| n.to_string()).join(" | "), "---|".repeat(LENGTHS.len()));
    for encoding in ENCODINGS {
        let cells: Vec<String> = LENGTHS.map(|length| cell(&pipeline, &text, encoding, length)).to_vec();
        println!("| {encoding} | {} |", cells.join(" | "));
    }
    println!();
    Ok(())
}

fn cell(pipeline: &Pipeline, text: &[char], encoding: Encoding, length: usize) -> String {
    let (mut asked, mut ours, mut theirs) = (0u32, 0u32, 0u32);
    for n in 0..WINDOWS {
        // Places spread over the text, not at line ends.
        let start = (n * 2_654_435_761 + length * 40_503) % text.len().max(1);
        let window = text.iter().cycle().skip(start).take(text.len());
        let window: String = if length <= 10 {
            window.filter(|&&c| is_han(c) && has(encoding, c)).take(length).collect()
        } else {
            window.filter(|&&c| has(encoding, c)).take(length).collect()
        };
        let bytes = bytes(encoding, &window);
        asked += 1;
        ours += u32::from(detect(&bytes, &Origin::default(), pipeline.resources()).encoding == Some(encoding));
        theirs += u32::from(chardetng_says(&bytes) == encoding.name());
    }
    let percent = |right: u32| format!("{:.1}", 100.0 * f64::from(right) / f64::from(asked)).replace(".0", "");
    format!("{} / {}", percent(ours), percent(theirs))
}

/// Whether an encoding has a character.
fn has(encoding: Encoding, c: char) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Gb18030 => true,
        Encoding::Hz => c.is_ascii() && c != '~' || matches!(written(Encoding::Hz, &c.to_string()).as_slice(), [0x21..=0x77, 0x21..=0x7e]),
        _ => c == '?' || written(encoding, &c.to_string()) != b"?",
    }
}

fn bytes(encoding: Encoding, text: &str) -> Vec<u8> {
    if encoding != Encoding::Hz {
        return written(encoding, text);
    }
    let mut out = Vec::new();
    for run in text.as_bytes().chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        match std::str::from_utf8(run) {
            Ok(run) if !run.is_ascii() => out.extend([b"~{".as_slice(), &written(encoding, run), b"~}"].concat()),
            _ => out.extend_from_slice(run),
        }
    }
    out
}

/// The project's own encoder, through the record of a page that is all one segment.
fn written(encoding: Encoding, text: &str) -> Vec<u8> {
    let segments = vec![Segment { encoding, raw: 0..0, text: 0..text.len() }];
    Decoding { segments, exceptions: Vec::new() }.encode(text).unwrap_or_default()
}

fn chardetng_says(bytes: &[u8]) -> String {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    match detector.guess(None, chardetng::Utf8Detection::Allow).name() {
        "GBK" => "gb18030".to_owned(),
        name => name.to_lowercase(),
    }
}
