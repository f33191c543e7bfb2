//! What the user can set: `jiaokan.toml`, `--config KEY=VALUE`, and the library's builder.

use std::path::{Path, PathBuf};

use crate::code::StageName;

/// Edits at or above this are applied where the settings do not say otherwise.
pub(crate) const ACCEPT: f32 = 0.9;

/// What is likelier wrong than right is never applied, whatever the settings say.
pub(crate) const LEAST_ACCEPT: f32 = 0.5;

/// Where the settings do not say from which probability on some sort of edits is applied, so many times the doubt is allowed there that `accept` leaves.
/// A broken line left as it is costs a quarter of what a wrong join costs (it is seen and put right by hand, a wrong join is not), so that joins are made
/// from .8 where `accept` is .9. `docs/lines.md` has what joins from .5, .8 and .9 are right in.
const JOIN_DOUBT: f32 = 2.0;

/// See [`JOIN_DOUBT`]: a damaged run is no text as it stands, so that leaving it loses what is there. What a search found .9 likely was written before its odds
/// were measured, and was right in .85 (torn bytes) and .84 (mojibake). Held back at an honest .9, of 75 torn policy sentences 52 % came out exact in place of
/// 64, and of the families of mojibake that lose bytes one line in twenty-five more kept a `〓`.
const READING_DOUBT: f32 = 2.0;

/// See [`JOIN_DOUBT`]: furniture left in is a fault, too, and a line carries less than a paragraph.
const FURNITURE_DOUBT: f32 = 3.0;

/// See [`JOIN_DOUBT`]. Chosen on sites left out: with once the doubt press pages keep 2.5 points of precision less, and not one paragraph more.
const FURNITURE_PARAGRAPH_DOUBT: f32 = 2.0;

/// All settings. Unknown keys are errors.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// Edits with at least this confidence are applied, but where one of the settings below says otherwise for its sort of edits; none under one half.
    pub accept: f32,
    /// When not empty, only these stages run (decode always does).
    pub only: Vec<StageName>,
    /// These stages do not run.
    pub skip: Vec<StageName>,
    /// A folder laid over the embedded rules. The engine opens no file: whoever builds the pipeline reads the folder
    /// (`corpus::overlay`) and hands the rules over.
    pub rules: Option<PathBuf>,
    /// A file with a model that takes the place of the embedded judge, and of one that the folder of rules brings. The engine opens no file:
    /// whoever builds the pipeline reads it (`corpus::read_judge`) and hands the judge over.
    pub judge: Option<PathBuf>,
    /// Script conversion.
    pub script: ScriptConfig,
    /// Markup.
    pub markup: MarkupConfig,
    /// Furniture.
    pub furniture: FurnitureConfig,
    /// Damaged runs.
    pub damage: DamageConfig,
    /// Joins of lines.
    pub lines: LinesConfig,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            accept: ACCEPT,
            only: Vec::new(),
            skip: Vec::new(),
            rules: None,
            judge: None,
            script: ScriptConfig::default(),
            markup: MarkupConfig::default(),
            furniture: FurnitureConfig::default(),
            damage: DamageConfig::default(),
            lines: LinesConfig::default(),
        }
    }
}

/// Settings of the readings of damaged runs, in the stages mojibake and lacuna.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct DamageConfig {
    /// A reading of a damaged run is written from this probability on. Left out: twice the doubt of `accept` (.8 where that is .9).
    pub accept: Option<f32>,
}

/// Settings of the stage lines.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct LinesConfig {
    /// Lines are joined from this probability on. Left out: twice the doubt of `accept` (.8 where that is .9).
    pub accept: Option<f32>,
}

/// From which probability on edits of each sort are applied. What the settings leave open follows from `accept`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "corpus", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Marks {
    /// All edits but those below: `accept`.
    pub accept: f32,
    /// Readings of damaged runs: `damage.accept`.
    pub damage: f32,
    /// Lines that the labels of blocks hold to be furniture: `furniture.accept`.
    pub furniture: f32,
    /// Paragraphs that they do: `furniture.accept_paragraphs`.
    pub furniture_paragraphs: f32,
    /// Joins of lines: `lines.accept`.
    pub lines: f32,
}

impl Marks {
    /// The settings with their names, as in jiaokan.toml.
    pub fn named(&self) -> [(&'static str, f32); 5] {
        [
            ("accept", self.accept),
            ("damage.accept", self.damage),
            ("furniture.accept", self.furniture),
            ("furniture.accept_paragraphs", self.furniture_paragraphs),
            ("lines.accept", self.lines),
        ]
    }
}

/// Settings of the script stage.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ScriptConfig {
    /// Which conversion.
    pub profile: ScriptProfile,
    /// When to convert.
    pub gate: ScriptGate,
    /// Whether the exception list corrects OpenCC's tables.
    pub exceptions: bool,
    /// Which engine walks the tables.
    pub engine: ScriptEngine,
}

impl Default for ScriptConfig {
    fn default() -> Self {
        ScriptConfig { profile: ScriptProfile::T2s, gate: ScriptGate::Auto, exceptions: true, engine: ScriptEngine::Table }
    }
}

/// OpenCC's conversion profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ScriptProfile {
    /// Traditional to simplified.
    T2s,
    /// Hong Kong variants to simplified.
    Hk2s,
    /// Taiwan variants to simplified.
    Tw2s,
    /// Taiwan variants and vocabulary to simplified. Destroys policy text; for text that is proven Taiwanese.
    Tw2sp,
}

/// When the script stage converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ScriptGate {
    /// Where the text is found to be traditional.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// What walks the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ScriptEngine {
    /// Our own engine over OpenCC's dictionaries.
    Table,
    /// C++ OpenCC over the same dictionaries (feature `opencc`).
    Opencc,
}

/// Settings of the markup stage.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
#[derive(Default)]
pub struct MarkupConfig {
    /// Which articles of a page with several are kept.
    pub articles: Articles,
    /// Whether the headline stays in the text.
    pub title: HeadlineOf,
}

/// Whose headline stays in the text; it is always in the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum HeadlineOf {
    /// That of an official document, which is part of it; not that of news, which belongs to the page.
    #[default]
    Official,
    /// That of every page.
    All,
    /// That of none.
    None,
}

/// Which articles of a page with several are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Articles {
    /// The main one.
    #[default]
    Main,
    /// All of them.
    All,
}

/// Settings of the furniture stage.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct FurnitureConfig {
    /// Whether a run learns from its pages which lines at their edges repeat.
    pub learn: Learn,
    /// A line that its label calls furniture goes from this probability on. Left out: three times the doubt of `accept` (.7 where that is .9).
    pub accept: Option<f32>,
    /// A paragraph does. Left out: twice the doubt of `accept` (.8 where that is .9).
    pub accept_paragraphs: Option<f32>,
}

/// Whether a run learns which lines repeat across its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Learn {
    /// From the pages of each folder, where there are enough.
    #[default]
    Auto,
    /// Never: each page stands for itself.
    Never,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file or setting does not say what it must.
    #[error("{place}: {reason}")]
    Format {
        /// The file or the setting.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

impl Config {
    /// Lays `KEY=VALUE` settings over the text of a `jiaokan.toml` (its name and its text; the caller has read it), later ones last.
    /// A value is TOML; a bare word that is not is taken as a string. The paths of `rules` and `judge` start in the folder of the file where the
    /// file gives them, and in the current folder where a setting does.
    pub fn load(file: Option<(&str, &str)>, settings: &[String]) -> Result<Config, ConfigError> {
        let mut table = toml::Table::new();
        let mut place = String::new();
        if let Some((name, text)) = file {
            name.clone_into(&mut place);
            table = text.parse().map_err(|e: toml::de::Error| ConfigError::Format { place: place.clone(), reason: e.to_string().trim_end().to_owned() })?;
            paths_from(Path::new(name), &mut table);
        }
        for setting in settings {
            let error = |reason: &str| ConfigError::Format { place: setting.clone(), reason: reason.to_owned() };
            let (key, value) = setting.split_once('=').ok_or_else(|| error("a setting is KEY=VALUE"))?;
            let value = match format!("value = {value}").parse::<toml::Table>() {
                Ok(mut parsed) => parsed.remove("value").ok_or_else(|| error("no value"))?,
                Err(_) => toml::Value::String(value.to_owned()),
            };
            let mut keys: Vec<&str> = key.trim().split('.').collect();
            let last = keys.pop().filter(|k| !k.is_empty()).ok_or_else(|| error("no key"))?;
            let mut inner = &mut table;
            for key in keys {
                inner = inner
                    .entry(key)
                    .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                    .as_table_mut()
                    .ok_or_else(|| error("part of the key is not a table"))?;
            }
            inner.insert(last.to_owned(), value);
            place = if place.is_empty() { setting.clone() } else { format!("{place}, {setting}") };
        }
        let config: Config =
            table.try_into().map_err(|e: toml::de::Error| ConfigError::Format { place: place.clone(), reason: e.to_string().trim_end().to_owned() })?;
        let given = [
            ("accept", Some(config.accept)),
            ("damage.accept", config.damage.accept),
            ("furniture.accept", config.furniture.accept),
            ("furniture.accept_paragraphs", config.furniture.accept_paragraphs),
            ("lines.accept", config.lines.accept),
        ];
        for (name, value) in given {
            if let Some(value) = value.filter(|value| !(0.0..=1.0).contains(value)) {
                return Err(ConfigError::Format { place, reason: format!("{name} is a probability, not {value}") });
            }
        }
        Ok(config)
    }

    /// From which probability on edits of each sort are applied.
    pub fn marks(&self) -> Marks {
        let doubt = (1.0 - self.accept).max(0.0);
        // Rounded: a mark is compared and printed, and .79999995 is meant to be .8.
        let from = |given: Option<f32>, times: f32| given.unwrap_or(((1.0 - doubt * times) * 1e4).round() / 1e4).max(LEAST_ACCEPT);
        Marks {
            accept: self.accept.max(LEAST_ACCEPT),
            damage: from(self.damage.accept, READING_DOUBT),
            furniture: from(self.furniture.accept, FURNITURE_DOUBT),
            furniture_paragraphs: from(self.furniture.accept_paragraphs, FURNITURE_PARAGRAPH_DOUBT),
            lines: from(self.lines.accept, JOIN_DOUBT),
        }
    }

    /// Whether a stage runs under these settings.
    pub fn runs(&self, stage: StageName) -> bool {
        (self.only.is_empty() || self.only.contains(&stage)) && !self.skip.contains(&stage)
    }
}

/// The settings that are paths.
const PATHS: [&str; 2] = ["rules", "judge"];

/// Lets the relative paths of a settings file start where the file is: it is found upwards of the current folder, too, and must mean the same there.
fn paths_from(file: &Path, table: &mut toml::Table) {
    let Some(folder) = file.parent() else { return };
    for key in PATHS {
        if let Some(toml::Value::String(path)) = table.get_mut(key) {
            *path = folder.join(&*path).to_string_lossy().into_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_where_it_is_written() {
        let text = "judge = \"own/judge.model\"\nrules = \"/etc/rules\"\n";
        let paths = |name: &str, settings: &[&str]| {
            let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
            let config = Config::load(Some((name, text)), &settings).unwrap();
            (config.judge.unwrap(), config.rules.unwrap())
        };
        assert_eq!(paths("jiaokan.toml", &[]), ("own/judge.model".into(), "/etc/rules".into()));
        assert_eq!(paths("/home/one/jiaokan.toml", &[]), ("/home/one/own/judge.model".into(), "/etc/rules".into()));
        assert_eq!(paths("/home/one/jiaokan.toml", &["judge=here.model", "rules=mine"]), ("here.model".into(), "mine".into()));
        // What is no path is said to be none by the same words as ever.
        assert!(Config::load(Some(("jiaokan.toml", "judge = 8")), &[]).is_err());
    }

    #[test]
    fn what_the_settings_leave_open_follows_from_accept() {
        let marks = |settings: &[&str]| Config::load(None, &settings.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap().marks();
        let named = |marks: Marks| marks.named().map(|(_, value)| value);
        assert_eq!(named(marks(&[])), [0.9, 0.8, 0.7, 0.8, 0.8]);
        assert_eq!(named(marks(&["accept=1"])), [1.0; 5]);
        assert_eq!(named(marks(&["lines.accept=0.95", "accept=0.8"])), [0.8, 0.6, 0.5, 0.6, 0.95]);
        // Nothing that is likelier wrong than right.
        assert_eq!(named(marks(&["accept=0", "lines.accept=0.1"])), [0.5; 5]);
        assert!(Config::load(None, &["lines.accept=1.2".to_owned()]).is_err());
    }
}
