//! Files that are no text.

/// First bytes of formats that turn up among pages, with their names.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "a sound"),
    (b"fLaC", "a sound"),
    (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"),
    (b"{\\rtf", "a rich text document"),
    (b"\xff\xfe\x00\x00", "UTF-32 text"),
    (b"\x00\x00\xfe\xff", "UTF-32 text"),
];

use super::limits;

/// The kind of file that the first bytes promise. `BZh` and its like are also ASCII text, so what follows must not be.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    let &(mark, name) = SIGNATURES.iter().find(|(mark, _)| bytes.starts_with(mark))?;
    let head = bytes.get(..limits::SIGNATURE_HEAD).unwrap_or(bytes);
    // PDF and RTF begin as text; the others are given away by what is no text.
    let plain_start = mark.starts_with(b"%PDF") || mark.starts_with(b"{\\rtf");
    (plain_start || head.iter().any(|&b| is_control(b) || b >= 0x80)).then_some(name)
}

/// The order of UTF-32 without a mark that the page is in: every four bytes are one character.
pub(super) fn is_utf32(bytes: &[u8]) -> Option<&'static str> {
    let units = || bytes.chunks_exact(4).take(limits::UTF32_UNITS);
    let all = |sound: fn(&[u8]) -> bool| bytes.len() >= 8 && units().all(sound);
    if all(|unit| matches!(unit, [a, b, 0..=16, 0] if *a > 0 || *b > 0)) {
        return Some("UTF-32LE");
    }
    all(|unit| matches!(unit, [0, 0..=16, a, b] if *a > 0 || *b > 0)).then_some("UTF-32BE")
}

/// Whether an ASCII page has the escapes of ISO-2022, which put double-byte characters into seven bits.
pub(super) fn is_iso_2022(bytes: &[u8]) -> bool {
    let mut escapes = memchr::memmem::find_iter(bytes, b"\x1b$");
    escapes.any(|at| matches!(bytes.get(at + 2..), Some([b')' | b'*' | b'+' | b'(', b'A'..=b'R', ..] | [b'@' | b'A' | b'B', ..])))
}

/// The share of control bytes among up to three places of the page.
pub(super) fn controls(bytes: &[u8]) -> f32 {
    let middle = bytes.len() / 2;
    let places = [0..limits::CONTROLS_PLACE, middle..middle + limits::CONTROLS_PLACE, bytes.len().saturating_sub(limits::CONTROLS_PLACE)..bytes.len()];
    let (mut seen, mut controls) = (0usize, 0usize);
    let mut done = 0;
    for place in places {
        let place = place.start.max(done)..place.end.min(bytes.len());
        done = place.end.max(done);
        let part = bytes.get(place).unwrap_or_default();
        seen += part.len();
        // Counted in bytes, which the compiler does sixteen and more at a time.
        controls += part.chunks(255).map(|few| usize::from(few.iter().map(|&b| u8::from(is_control(b))).sum::<u8>())).sum::<usize>();
    }
    // One or two strays in a line of text are damage, whatever their share.
    if controls < limits::STRAY_CONTROLS { 0.0 } else { controls as f32 / seen.max(1) as f32 }
}

/// Controls that no text has: not tab, line ends, form feed, escape and the end-of-file mark of old systems.
fn is_control(byte: u8) -> bool {
    // Without branches: `\t` to `\r` are five in a row, 1A and 1B two.
    (byte < 0x20) & (byte.wrapping_sub(b'\t') > 4) & (byte & 0xfe != 0x1a)
}
