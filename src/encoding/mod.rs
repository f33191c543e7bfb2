//! Encodings of a page: their names, their tables, one code at a time.

pub(crate) mod codec;
mod tables;

use std::fmt;

macro_rules! encodings {
    ($($(#[$what:meta])* $variant:ident = $name:literal,)*) => {
        /// The encodings jiaokan reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Encoding {
            $($(#[$what])* #[serde(rename = $name)] $variant,)*
        }

        impl Encoding {
            /// All of them.
            pub const ALL: &[Encoding] = &[$(Encoding::$variant),*];

            /// The name used in output.
            pub fn name(self) -> &'static str {
                match self {
                    $(Encoding::$variant => $name,)*
                }
            }
        }
    };
}

encodings! {
    /// UTF-8.
    Utf8 = "utf-8",
    /// GB18030, and so GBK and GB2312.
    Gb18030 = "gb18030",
    /// Big5 with HKSCS.
    Big5 = "big5",
    /// UTF-16, little end first.
    Utf16Le = "utf-16le",
    /// UTF-16, big end first.
    Utf16Be = "utf-16be",
    /// HZ, GB2312 in seven bits.
    Hz = "hz",
    /// EUC-TW, CNS 11643.
    EucTw = "euc-tw",
    /// EUC-KR with the extensions of code page 949.
    EucKr = "euc-kr",
    /// Shift_JIS.
    ShiftJis = "shift_jis",
    /// EUC-JP.
    EucJp = "euc-jp",
    /// windows-1252.
    Windows1252 = "windows-1252",
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
