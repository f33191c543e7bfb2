//! Findings: facts about a page that are not edits.

use std::convert::Infallible;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as NoSuchName;

use crate::code::{Code, StageName};
use crate::date::Date;
use crate::encoding::Encoding;

/// Declares the facts, each with the name of its kind; a payload is written by `Display` and read by `FromStr`.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident($payload:ty) = $word:literal;)*) => {
        /// A fact about a page.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fact { $($(#[$doc])* $name($payload),)* }

        /// What kind of fact a finding is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum FindingKind { $($(#[$doc])* #[serde(rename = $word)] $name,)* }

        impl FindingKind {
            /// The name in apparatus and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(FindingKind::$name => $word,)* }
            }
        }

        impl Fact {
            /// What kind of fact it is.
            pub fn kind(&self) -> FindingKind {
                match self { $(Fact::$name(_) => FindingKind::$name,)* }
            }

            /// The fact of this kind with this value, as an apparatus has them; `None` where the value is none of the kind.
            pub fn read(kind: FindingKind, value: &str) -> Option<Fact> {
                match kind { $(FindingKind::$name => value.parse().ok().map(Fact::$name),)* }
            }
        }

        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Fact::$name(value) => value.fmt(f),)* }
            }
        }
    };
}

facts! {
    /// Which of the articles of its page the document is; only where a page has several and all are asked for.
    Article(Article) = "article";
    /// The title of the document.
    Title(String) = "title";
    /// A heading that markup or structure shows; the finding's place is its line.
    Heading(Heading) = "heading";
    /// 文号, e.g. 国发〔2022〕1号.
    DocumentNumber(String) = "document_number";
    /// One issuing body.
    Issuer(String) = "issuer";
    /// The date of signing.
    DateSigned(Date) = "date_signed";
    /// The date of publication, with the time of day if the page has one.
    DatePublished(Date) = "date_published";
    /// Whom the document addresses.
    Addressee(String) = "addressee";
    /// Who wrote it.
    Byline(String) = "byline";
    /// Who edited it.
    Editor(String) = "editor";
    /// Keywords, as the page lists them.
    Keywords(String) = "keywords";
    /// Where it was first published.
    Source(String) = "source";
    /// A jump reference, e.g. 上接第一版.
    Jump(String) = "jump";
    /// The site the page belongs to.
    Site(String) = "site";
    /// The address of the page.
    Url(String) = "url";
    /// An encoding seen, with the share of bytes it decoded.
    Encoding(EncodingShare) = "encoding";
    /// The script of the page before conversion.
    Script(Script) = "script";
    /// A kind of damage seen.
    Damage(Damage) = "damage";
    /// Lines that are no prose, and of what kind they are: their breaks stay, and of most kinds their marks and blanks.
    Kind(KindShare) = "kind";
    /// Of how many blocks of a page of HTML how many stayed: they are labelled, and later stages do not label them again.
    Blocks(String) = "blocks";
    /// Where a page of a printed document begins, with the number that stood on it, if one did.
    Page(String) = "page";
    /// A stretch that is probably damaged in the way the text says and could not be read: later stages leave it as it is.
    Unread(String) = "unread";
    /// Something a reader should know, e.g. a quotation mark that has no pair.
    Remark(String) = "remark";
}

impl Fact {
    /// The words of a fact that is the page's own text: a title, a name, a number. `None` where the fact is a date, a measure or a remark of the program.
    pub fn words(&self) -> Option<&str> {
        match self {
            Fact::Title(words) | Fact::DocumentNumber(words) | Fact::Issuer(words) | Fact::Addressee(words) | Fact::Byline(words) => Some(words),
            Fact::Editor(words) | Fact::Keywords(words) | Fact::Source(words) | Fact::Jump(words) | Fact::Site(words) | Fact::Url(words) => Some(words),
            _ => None,
        }
    }
}

/// The place of an article on its page, written as `2/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Article {
    /// Which article it is, from 1.
    pub index: usize,
    /// How many the page has.
    pub of: usize,
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Article {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<Article, Unfit> {
        let read = || text.split_once('/').and_then(|(index, of)| Some(Article { index: index.parse().ok()?, of: of.parse().ok()? }));
        read().ok_or(Unfit)
    }
}

impl serde::Serialize for Article {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Article {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format!("{text:?} is not the number of an article, as 2/5")))
    }
}

/// A heading, written as `2 总则`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 for the highest level.
    pub level: u8,
    /// The words of the heading.
    pub text: String,
}

impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.level, self.text)
    }
}

impl FromStr for Heading {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<Heading, Unfit> {
        let (level, text) = text.split_once(' ').ok_or(Unfit)?;
        Ok(Heading { level: level.parse().map_err(|_| Unfit)?, text: text.to_owned() })
    }
}

/// An encoding with what it decoded of the page, written as `gb18030 97.3 %`, or as `gb18030` alone where it decoded everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EncodingShare {
    /// The encoding.
    pub encoding: Encoding,
    /// Of a thousand bytes how many it decoded; `None` where the page has no other encoding.
    pub per_mille: Option<u16>,
}

impl EncodingShare {
    /// `part` of `whole` bytes in this encoding.
    pub fn new(encoding: Encoding, part: usize, whole: usize) -> EncodingShare {
        // Rounded as decimals are written, halves included, so that the file says what the value is.
        let percent = format!("{:.1}", 100.0 * part as f64 / whole.max(1) as f64);
        EncodingShare { encoding, per_mille: percent.replace('.', "").parse().ok() }
    }
}

impl fmt::Display for EncodingShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per_mille {
            Some(share) => write!(f, "{} {}.{} %", self.encoding, share / 10, share % 10),
            None => self.encoding.fmt(f),
        }
    }
}

impl FromStr for EncodingShare {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<EncodingShare, Unfit> {
        let (name, share) = text.split_once(' ').map_or((text, None), |(name, share)| (name, Some(share)));
        let encoding = named(name)?;
        let per_mille = share.map(|share| share.trim_end_matches(" %").replace('.', "").parse()).transpose().map_err(|_| Unfit)?;
        Ok(EncodingShare { encoding, per_mille })
    }
}

/// The script of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
    /// Some of it the one, some the other.
    Mixed,
    /// No Chinese that shows a script: too little text, or Japanese, or Korean.
    None,
}

impl Script {
    /// The name in apparatus and manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Script::Simplified => "simplified",
            Script::Traditional => "traditional",
            Script::Mixed => "mixed",
            Script::None => "none",
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Script {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<Script, Unfit> {
        named(text)
    }
}

/// What lines, or most lines of a page, are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TextKind {
    /// Sentences, and whatever a document of sentences has besides.
    #[default]
    Prose,
    /// Programs, scripts, commands, and what stands in a fence.
    Code,
    /// Keys and values in the notation of a program: JSON, YAML, TOML, INI, front matter, catalogues of messages.
    Data,
    /// Formulas on lines of their own.
    Formula,
    /// Rows whose cells are separated by commas, tabs or bars.
    Table,
    /// Rows whose cells are separated by blanks.
    Rows,
    /// Words or names, one a line.
    List,
    /// Entries of a list of works.
    Bibliography,
    /// Lines of equal length.
    Verse,
    /// Labels with room to write.
    Form,
    /// Lines that begin with a time.
    Log,
    /// Headwords with readings and glosses.
    Dictionary,
    /// Numbers, times and what is said.
    Subtitles,
}

impl TextKind {
    /// All kinds but prose.
    pub(crate) const OTHERS: [TextKind; 12] = [
        TextKind::Code,
        TextKind::Data,
        TextKind::Formula,
        TextKind::Table,
        TextKind::Rows,
        TextKind::List,
        TextKind::Bibliography,
        TextKind::Verse,
        TextKind::Form,
        TextKind::Log,
        TextKind::Dictionary,
        TextKind::Subtitles,
    ];

    /// The name in apparatus and manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            TextKind::Prose => "prose",
            TextKind::Code => "code",
            TextKind::Data => "data",
            TextKind::Formula => "formula",
            TextKind::Table => "table",
            TextKind::Rows => "rows",
            TextKind::List => "list",
            TextKind::Bibliography => "bibliography",
            TextKind::Verse => "verse",
            TextKind::Form => "form",
            TextKind::Log => "log",
            TextKind::Dictionary => "dictionary",
            TextKind::Subtitles => "subtitles",
        }
    }
}

impl fmt::Display for TextKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for TextKind {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<TextKind, Unfit> {
        named(text)
    }
}

/// A kind with the probability that what is said to be of it is no prose, written as `code 98.7 %`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KindShare {
    /// The kind.
    pub kind: TextKind,
    /// The probability, in thousandths.
    pub per_mille: u16,
}

impl KindShare {
    /// A kind and a probability.
    pub fn new(kind: TextKind, probability: f64) -> KindShare {
        KindShare { kind, per_mille: (probability.clamp(0.0, 1.0) * 1000.0).round() as u16 }
    }
}

impl fmt::Display for KindShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}.{} %", self.kind, self.per_mille / 10, self.per_mille % 10)
    }
}

impl FromStr for KindShare {
    type Err = Unfit;
    fn from_str(text: &str) -> Result<KindShare, Unfit> {
        let (kind, share) = text.split_once(' ').ok_or(Unfit)?;
        let per_mille = share.strip_suffix(" %").ok_or(Unfit)?.replace('.', "").parse().map_err(|_| Unfit)?;
        Ok(KindShare { kind: kind.parse()?, per_mille })
    }
}

/// A kind of damage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Damage {
    /// Bytes that do not decode.
    InvalidBytes,
    /// Characters whose bytes were torn apart.
    TornCharacters,
    /// A byte that is lost, so that those after it pair wrongly.
    LostByte,
    /// U+FFFD stands so many times.
    ReplacementCharacters(usize),
    /// The wrong turn that the text took, or why it cannot be read, in words.
    Mechanism(String),
}

const INVALID_BYTES: &str = "invalid_bytes";
const TORN_CHARACTERS: &str = "bytesplit";
const LOST_BYTE: &str = "byte_lost";

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::InvalidBytes => f.write_str(INVALID_BYTES),
            Damage::TornCharacters => f.write_str(TORN_CHARACTERS),
            Damage::LostByte => f.write_str(LOST_BYTE),
            Damage::ReplacementCharacters(times) => write!(f, "U+FFFD, {times} times"),
            Damage::Mechanism(words) => f.write_str(words),
        }
    }
}

impl FromStr for Damage {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Damage, Infallible> {
        let replaced = || text.strip_prefix("U+FFFD, ")?.strip_suffix(" times")?.parse().ok();
        Ok(match text {
            INVALID_BYTES => Damage::InvalidBytes,
            TORN_CHARACTERS => Damage::TornCharacters,
            LOST_BYTE => Damage::LostByte,
            _ => replaced().map_or_else(|| Damage::Mechanism(text.to_owned()), Damage::ReplacementCharacters),
        })
    }
}

/// What is not the value of a fact of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a value of this kind of fact")]
pub struct Unfit;

/// The value that is serialised under this name.
fn named<'de, T: Deserialize<'de>>(name: &'de str) -> Result<T, Unfit> {
    T::deserialize(name.into_deserializer()).map_err(|_: NoSuchName| Unfit)
}

/// Where on a page a fact was read: how far it can be trusted against another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Witness {
    /// A table of record (索引号, 发文机关, …) or label and value of one: the publisher's own description.
    Record,
    /// The text itself: its lines, its characters, its bytes.
    #[default]
    Text,
    /// A line of credits above or below the text: 来源, 作者, 责任编辑, a time of day.
    Credits,
    /// The head of a page of HTML: the least careful of witnesses.
    Head,
}

/// A fact, and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The fact.
    pub fact: Fact,
    /// What it was read from.
    pub witness: Witness,
    /// Byte range it was read from. In a [`crate::edit::Proposal`] and in `Text::findings` this is a range of the stage's input; in
    /// a [`crate::Document`] a range of the clean text (empty where the place was removed).
    pub at: Range<usize>,
    /// The rule that read it.
    pub rule: Code,
}

impl Finding {
    /// Whether another finding says what this one says of a place that touches its own.
    pub(crate) fn says_what(&self, other: &Finding) -> bool {
        self.fact == other.fact && self.at.start <= other.at.end && other.at.start <= self.at.end
    }

    /// What kind of fact it is.
    pub fn kind(&self) -> FindingKind {
        self.fact.kind()
    }

    /// The fact as apparatus and manifest write it. A date and its time of day are parted by a blank where markup read them, by the `T` of
    /// ISO 8601 where furniture did: apparatus files have had both from the beginning.
    pub fn value(&self) -> String {
        let value = self.fact.to_string();
        match self.fact {
            Fact::DateSigned(_) | Fact::DatePublished(_) if self.rule.letter() == StageName::Markup.letter() => value.replace('T', " "),
            _ => value,
        }
    }
}
