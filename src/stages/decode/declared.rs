//! What a page says of its own encoding.

use super::limits;
use crate::encoding::Encoding;

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    /// The name as it is written.
    pub(super) label: String,
    /// What it means here, if anything.
    pub(super) encoding: Option<Encoding>,
}

/// Reads the declaration of an HTML or XML page: the first `charset=` of a `<meta` or `encoding=` of an `<?xml`.
pub(super) fn declaration(bytes: &[u8]) -> Option<Declaration> {
    let head = bytes.get(..limits::DECLARED_HEAD).unwrap_or(bytes);
    // Cheap first: plain text has no tag.
    memchr::memchr(b'<', head)?;
    if let Some(start) = memchr::memmem::find(head.get(..limits::XML_HEAD).unwrap_or(head), b"<?xml") {
        let rest = head.get(start..)?;
        let rest = rest.get(..memchr::memchr(b'>', rest).unwrap_or(rest.len()))?;
        if let Some(found) = value_after(rest, b"encoding") {
            return Some(found);
        }
    }
    let mut at = 0;
    while let Some(tag) = memchr::memchr(b'<', head.get(at..)?) {
        at += tag + 1;
        let rest = head.get(at..)?;
        if rest.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")) {
            let rest = rest.get(..memchr::memchr(b'>', rest).unwrap_or(rest.len()))?;
            if let Some(found) = value_after(rest, b"charset") {
                return Some(found);
            }
        }
    }
    None
}

/// The declaration that a label makes, as of a transport header.
pub(super) fn of_label(label: &str) -> Declaration {
    let encoding = match label.trim().to_ascii_lowercase().as_str() {
        "gb_2312-80" | "gb-2312" | "gb2312-80" | "cp936" | "ms936" | "windows-936" | "gb-18030" => Some(Encoding::Gb18030),
        "hz" | "hz-gb-2312" | "hzgb2312" => Some(Encoding::Hz),
        "euc-tw" | "x-euc-tw" | "euctw" | "cns11643" => Some(Encoding::EucTw),
        "cp950" | "ms950" | "windows-950" | "big5hkscs" => Some(Encoding::Big5),
        "cp949" | "ms949" => Some(Encoding::EucKr),
        "cp932" => Some(Encoding::ShiftJis),
        other => encoding_rs::Encoding::for_label(other.as_bytes()).and_then(|standard| match standard.name() {
            "UTF-8" => Some(Encoding::Utf8),
            "GBK" | "gb18030" => Some(Encoding::Gb18030),
            "Big5" => Some(Encoding::Big5),
            "UTF-16LE" => Some(Encoding::Utf16Le),
            "UTF-16BE" => Some(Encoding::Utf16Be),
            "EUC-KR" => Some(Encoding::EucKr),
            "Shift_JIS" => Some(Encoding::ShiftJis),
            "EUC-JP" => Some(Encoding::EucJp),
            "windows-1252" => Some(Encoding::Windows1252),
            _ => None,
        }),
    };
    Declaration { label: label.trim().to_owned(), encoding }
}

/// The value of `KEY = "value"` in a tag.
fn value_after(tag: &[u8], key: &[u8]) -> Option<Declaration> {
    let start = tag.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))? + key.len();
    let rest = tag.get(start..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest).trim_ascii_start();
    let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
    let label = std::str::from_utf8(rest.get(..end.min(limits::LABEL))?).ok()?;
    (!label.is_empty()).then(|| of_label(label))
}
