//! Encodings of a page: their names, their tables, one code at a time.

pub(crate) mod codec;
mod tables;

use std::fmt;

/// The encodings jiaokan reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, and so GBK and GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Big5 with HKSCS.
    #[serde(rename = "big5")]
    Big5,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// HZ, GB2312 in seven bits.
    Hz,
    /// EUC-TW, CNS 11643.
    EucTw,
    /// EUC-KR with the extensions of code page 949.
    EucKr,
    /// Shift_JIS.
    #[serde(rename = "shift_jis")]
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// windows-1252.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Hz => "hz",
            Encoding::EucTw => "euc-tw",
            Encoding::EucKr => "euc-kr",
            Encoding::ShiftJis => "shift_jis",
            Encoding::EucJp => "euc-jp",
            Encoding::Windows1252 => "windows-1252",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
