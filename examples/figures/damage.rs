//! The commonest ways in which text is read wrongly.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

/// A way of damage: its name, and what it makes of a line; `None` where it cannot befall the line.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) damage: fn(&str) -> Option<String>,
}

const fn family(name: &'static str, damage: fn(&str) -> Option<String>) -> Family {
    Family { name, damage }
}

/// The families that lose nothing come first.
pub(crate) const FAMILIES: [Family; 18] = [
    family("UTF-8 read as Latin-1", |line| Some(latin1(line.as_bytes()))),
    family("UTF-8 read as windows-1252", |line| Some(read(WINDOWS_1252, line.as_bytes()))),
    family("the same twice", |line| Some(read(WINDOWS_1252, read(WINDOWS_1252, line.as_bytes()).as_bytes()))),
    family("GBK read as Latin-1", |line| Some(latin1(&written(GB18030, line)?))),
    family("GBK read as windows-1252", |line| Some(read(WINDOWS_1252, &written(GB18030, line)?))),
    family("Big5 read as GBK", |line| whole(read(GB18030, &kept(BIG5, line)))),
    family("numeric references", |line| Some(line.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", c as u32) }).collect())),
    family("\\u escapes", |line| Some(line.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect())),
    family("%XX of UTF-8", |line| Some(percent(line.as_bytes()))),
    family("%XX of GBK", |line| Some(percent(&written(GB18030, line)?))),
    family("UTF-8 read as GBK, browser", |line| Some(read(GB18030, line.as_bytes()))),
    family("UTF-8 read as GBK, Windows", |line| Some(windows_936(line.as_bytes()))),
    family("UTF-8 read as windows-1252, controls taken out", |line| {
        Some(read(WINDOWS_1252, line.as_bytes()).chars().filter(|&c| !matches!(c, '\u{80}'..='\u{9f}' | '\u{a0}' | '\u{ad}')).collect())
    }),
    family("GBK read as Big5", |line| Some(read(BIG5, &written(GB18030, line)?))),
    family("GBK read as EUC-KR", |line| Some(read(EUC_KR, &written(GB18030, line)?))),
    family("UTF-8 read as Shift_JIS", |line| Some(read(SHIFT_JIS, line.as_bytes()))),
    family("UTF-8 read as GBK and saved", |line| {
        Some(String::from_utf8_lossy(&written(GB18030, &read(GB18030, line.as_bytes()).replace('\u{fffd}', "?"))?).into_owned())
    }),
    family("GBK read as UTF-8", |line| Some(String::from_utf8_lossy(&written(GB18030, line)?).into_owned())),
];

/// What a line that cannot be in an encoding keeps of itself there, for comparing.
pub(crate) fn target(name: &str, line: &str) -> String {
    if name.starts_with("Big5") { line.chars().filter(|&c| written(BIG5, c.encode_utf8(&mut [0; 4])).is_some()).collect() } else { line.to_owned() }
}

fn read(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn written(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

fn kept(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    text.chars().filter_map(|c| written(encoding, c.encode_utf8(&mut [0; 4]))).flatten().collect()
}

fn whole(text: String) -> Option<String> {
    (!text.contains('\u{fffd}')).then_some(text)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| b as char).collect()
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Code page 936 as Windows reads it: 80 is the euro, and a pair that is none becomes one question mark, its second byte with it.
fn windows_936(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = match (first, after.first()) {
            (..0x80, _) => {
                text.push(first as char);
                after
            }
            (0x80, _) => {
                text.push('€');
                after
            }
            (_, None) => {
                text.push('?');
                after
            }
            (_, Some(&second)) => {
                let pair = GB18030.decode_without_bom_handling_and_without_replacement(&rest[..2]).filter(|_| second >= 0x40);
                text.push_str(pair.as_deref().unwrap_or("?"));
                &rest[2..]
            }
        };
    }
    text
}
