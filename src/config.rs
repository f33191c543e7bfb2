//! What the user can set: `jiaokan.toml`, `--config KEY=VALUE`, and the library's builder.

use std::path::{Path, PathBuf};

use crate::code::StageName;

/// Edits at or above this are applied where the settings do not say otherwise.
pub(crate) const ACCEPT: f32 = 0.9;

/// All settings. Unknown keys are errors.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// Edits with at least this confidence are applied.
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
        }
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
        if !(0.0..=1.0).contains(&config.accept) {
            return Err(ConfigError::Format { place, reason: format!("accept is a probability, not {}", config.accept) });
        }
        Ok(config)
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
}
