//! Rules: their codes, their documentation, and the data files that carry them.
//!
//! Everything under `rules/` is embedded in the binary. `--rules DIR` lays a folder over it: a file of the same name replaces
//! the embedded one; a file `NAME.more` (`script/exceptions.tsv.more`) is appended to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::code::{Code, StageName};

/// A before and after that a test runs through the rule's stage.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text before; for rules of the decode stage, bytes as `\xNN` escapes in a literal string.
    pub before: String,
    /// The text after.
    pub after: String,
}

/// The documentation of a rule, as its file in `rules/` gives it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// A short name in lower case.
    pub name: String,
    /// What it mends, and when it would be wrong.
    pub what: String,
    /// The kind of visible text it takes out, for the ledger; `None` for a rule that mends text or takes out markup, blanks and marks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drops: Option<DropKind>,
    /// Where the rule comes from: a standard, a mechanism, a page that broke.
    #[serde(default)]
    pub source: Option<String>,
    /// Texts it changes. Only the rule's own stage runs, unless `stages` says otherwise.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts it must leave alone.
    #[serde(default)]
    pub leaves: Vec<String>,
    /// The stages that run on the examples; the rule's own when empty.
    #[serde(default)]
    pub stages: Vec<String>,
}

/// What kind of visible text a rule takes out of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DropKind {
    /// Menus, paths, bars, buttons, lists of links, the foot of a page: what leads through a site and speaks of it.
    Navigation,
    /// Other articles, and what leads to them.
    OtherArticle,
    /// What readers wrote under a text.
    Comment,
    /// Who published, wrote and edited a text, when and where.
    Credit,
    /// What stands under a picture.
    Caption,
    /// A headline that became metadata, or a title that is given again.
    Title,
    /// The table that describes a document.
    Record,
    /// What repeats across the pages of a run.
    Repeated,
    /// Advertisements.
    Advert,
    /// What printing adds: page numbers, running heads, references to other pages.
    Print,
    /// What a browser does not show.
    Hidden,
    /// How a character is read, in brackets behind it.
    Gloss,
    /// What damage put in and no one wrote.
    Damage,
    /// The text of a page that was rejected.
    Rejected,
}

impl DropKind {
    /// The kind as it stands in rules, manifest and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            DropKind::Navigation => "navigation",
            DropKind::OtherArticle => "other_article",
            DropKind::Comment => "comment",
            DropKind::Credit => "credit",
            DropKind::Caption => "caption",
            DropKind::Title => "title",
            DropKind::Record => "record",
            DropKind::Repeated => "repeated",
            DropKind::Advert => "advert",
            DropKind::Print => "print",
            DropKind::Hidden => "hidden",
            DropKind::Gloss => "gloss",
            DropKind::Damage => "damage",
            DropKind::Rejected => "rejected",
        }
    }
}

impl std::fmt::Display for DropKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<Rule>,
}

/// Why rules could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// A file does not say what such a file must.
    #[error("{file}: {reason}")]
    Format {
        /// The file, by its name under `rules/`.
        file: String,
        /// What is wrong, and where.
        reason: String,
    },
    /// A file the program needs is not there.
    #[error("there is no rule file {0}")]
    Missing(String),
}

/// The kinds of visible text that rules take out, by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drops(BTreeMap<Code, DropKind>);

impl Drops {
    /// The kind of text that a rule takes out; `None` for one that takes out none.
    pub fn of(&self, rule: Code) -> Option<DropKind> {
        self.0.get(&rule).copied()
    }
}

/// The rule files: the embedded ones and what `--rules` lays over them.
#[derive(Clone, Debug)]
pub struct RuleBook {
    files: BTreeMap<String, Cow<'static, str>>,
    /// The bytes of a folder's own model of the judge.
    model: Option<Vec<u8>>,
}

/// The name of the model of the judge under `rules/`: the one file there that is no text.
const MODEL: &str = "judge.model";

macro_rules! embedded {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../rules/", $name)))),*] };
}

/// Every text file under `rules/`, by name; a test compares the list with the folder.
const EMBEDDED: &[(&str, &str)] = embedded![
    "blocks/odds.tsv",
    "blocks/trees.tsv",
    "blocks/words.tsv",
    "calibration.tsv",
    "decode.toml",
    "decode/cns11643.tsv",
    "furniture.toml",
    "furniture/phrases.tsv",
    "furniture/words.tsv",
    "gloss.toml",
    "gloss/common.tsv",
    "gloss/readings.tsv",
    "gloss/words.tsv",
    "lacuna.toml",
    "lacuna/converted.tsv",
    "lacuna/transliteration.tsv",
    "lines.toml",
    "lines/hyphen.tsv",
    "lines/weights.tsv",
    "markup.toml",
    "markup/dates.tsv",
    "markup/edges.tsv",
    "markup/elements.tsv",
    "markup/entities.tsv",
    "markup/hints.tsv",
    "markup/lines.tsv",
    "markup/published_weights.tsv",
    "markup/title_weights.tsv",
    "mojibake.toml",
    "mojibake/codepages.tsv",
    "mojibake/letters.tsv",
    "mojibake/singlebyte.tsv",
    "mojibake/words.tsv",
    "script.toml",
    "script/CJK_Compatibility_Ideographs.txt",
    "script/HKVariantsRev.txt",
    "script/HKVariantsRevPhrases.txt",
    "script/LICENSE-OPENCC",
    "script/NOTICE",
    "script/STCharacters.txt",
    "script/TSCharacters.txt",
    "script/TSCharactersExt.txt",
    "script/TSPhrases.txt",
    "script/TWPhrasesRev.txt",
    "script/TWVariantsRev.txt",
    "script/TWVariantsRevPhrases.txt",
    "script/beyond.tsv",
    "script/both.tsv",
    "script/exceptions.tsv",
    "script/hk2s.json",
    "script/language.tsv",
    "script/names.tsv",
    "script/open.tsv",
    "script/readings.tsv",
    "script/t2s.json",
    "script/tw2s.json",
    "script/tw2sp.json",
    "structure/bodies.tsv",
    "structure/kind_words.tsv",
    "structure/kinds.tsv",
    "structure/labels.tsv",
    "structure/language.tsv",
    "structure/lines.tsv",
    "structure/press.tsv",
    "structure/republic.tsv",
    "structure/titles.tsv",
    "unicode.toml",
    "unicode/boxes.tsv",
    "unicode/bullets.tsv",
    "unicode/forms.tsv",
    "unicode/private.tsv",
    "unicode/radicals.tsv",
    "unicode/spelt.tsv",
    "width.toml",
    "width/collocations.tsv",
    "width/quotes.tsv",
    "width/sure.tsv",
    "width/words.tsv",
];

impl RuleBook {
    /// The rules the program was built with.
    pub fn embedded() -> RuleBook {
        RuleBook { files: EMBEDDED.iter().map(|&(name, text)| (name.to_owned(), Cow::Borrowed(text))).collect(), model: None }
    }

    /// Lays files over these, by their names under `rules/`. A file `NAME.more` is appended to `NAME`; a `judge.model` takes the place of the
    /// embedded judge.
    pub fn overlay(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<(), RuleError> {
        for (name, bytes) in files {
            if name == MODEL {
                self.model = Some(bytes);
                continue;
            }
            let text = String::from_utf8(bytes).map_err(|e| RuleError::Format { file: name.clone(), reason: e.to_string() })?;
            match name.strip_suffix(".more") {
                Some(base) => {
                    let have = self.files.get(base).ok_or_else(|| RuleError::Missing(base.to_owned()))?;
                    let joined = format!("{}\n{text}", have.trim_end());
                    self.files.insert(base.to_owned(), Cow::Owned(joined));
                }
                None => {
                    self.files.insert(name, Cow::Owned(text));
                }
            }
        }
        Ok(())
    }

    /// The model of the judge that a folder brought along, if one did.
    pub fn model(&self) -> Option<&[u8]> {
        self.model.as_deref()
    }

    /// One file's text, by its name under `rules/`.
    pub fn file(&self, name: &str) -> Result<&str, RuleError> {
        self.files.get(name).map(AsRef::as_ref).ok_or_else(|| RuleError::Missing(name.to_owned()))
    }

    /// All files, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_ref()))
    }

    /// The rows of a TSV file: comment lines (`#`) and empty lines left out, each row with its line number (from 1).
    pub fn rows(&self, name: &str) -> Result<impl Iterator<Item = (usize, Vec<&str>)>, RuleError> {
        let text = self.file(name)?;
        Ok(text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(i, line)| (i + 1, line.split('\t').collect())))
    }

    /// The rows of a TSV file of two columns, a kind and a word, each with its line number (from 1). A row with another number of columns or with an
    /// empty one is an error: an empty word would stand everywhere.
    pub(crate) fn pairs(&self, name: &str) -> Result<Vec<(usize, &str, &str)>, RuleError> {
        let mut pairs = Vec::new();
        for (line, row) in self.rows(name)? {
            match row[..] {
                [kind, word] if !kind.is_empty() && !word.trim().is_empty() => pairs.push((line, kind, word)),
                _ => {
                    let reason = format!("line {line}: two columns are due, a kind and a word, not {row:?}");
                    return Err(RuleError::Format { file: name.to_owned(), reason });
                }
            }
        }
        Ok(pairs)
    }

    /// The documentation of every rule, from the file of each stage, by code.
    pub fn rules(&self) -> Result<Vec<Rule>, RuleError> {
        let mut all = Vec::new();
        for stage in StageName::ALL {
            let name = format!("{stage}.toml");
            let file: RuleFile = toml::from_str(self.file(&name)?).map_err(|e| RuleError::Format { file: name.clone(), reason: e.to_string() })?;
            all.extend(file.rule);
        }
        all.sort_by_key(|rule| rule.code);
        Ok(all)
    }

    /// What kinds of text the rules take out.
    pub fn drops(&self) -> Result<Drops, RuleError> {
        Ok(Drops(self.rules()?.into_iter().filter_map(|rule| Some((rule.code, rule.drops?))).collect()))
    }

    /// A hash of all rule files, for manifests and caches.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in &self.files {
            hasher.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
