//! OpenCC's configurations: normalisation, segmentation and conversion steps, each a group of dictionaries.

use std::collections::HashSet;

use crate::config::ScriptProfile;
use crate::rule::{RuleBook, RuleError};

use super::dictionary::{Dictionary, Source, parse};

/// A group of dictionaries with their ranks (see [`super::dictionary::Lookup::new`]).
pub(super) type Group = Vec<(usize, Dictionary)>;

/// A configuration with its dictionaries read.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// Steps over the whole text before everything else.
    pub(super) normalization: Vec<Group>,
    /// What cuts the text into segments that no later key may cross. Without it the text is one segment.
    pub(super) segmentation: Option<Group>,
    /// The conversions, one after the other.
    pub(super) steps: Vec<Group>,
}

/// The block of the characters that every font has.
const BASIC: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// The value of an exception that takes OpenCC's phrase out.
pub(super) const DROPPED: &str = "-";

#[derive(serde::Deserialize)]
struct Configuration {
    #[serde(default)]
    normalization: Vec<Step>,
    segmentation: Option<Segmentation>,
    conversion_chain: Vec<Step>,
}

#[derive(serde::Deserialize)]
struct Step {
    dict: Node,
}

#[derive(serde::Deserialize)]
struct Segmentation {
    r#type: String,
    dict: Node,
}

#[derive(serde::Deserialize)]
struct Node {
    r#type: String,
    file: Option<String>,
    #[serde(default)]
    match_policy: Option<String>,
    #[serde(default)]
    dicts: Vec<Node>,
}

/// The file of a profile's configuration.
pub(super) fn file_of(profile: ScriptProfile) -> &'static str {
    match profile {
        ScriptProfile::T2s => "script/t2s.json",
        ScriptProfile::Hk2s => "script/hk2s.json",
        ScriptProfile::Tw2s => "script/tw2s.json",
        ScriptProfile::Tw2sp => "script/tw2sp.json",
    }
}

impl Chain {
    /// Reads a profile's configuration and the dictionaries it names.
    pub(super) fn read(rules: &RuleBook, profile: ScriptProfile) -> Result<Chain, RuleError> {
        let name = file_of(profile);
        let wrong = |reason: String| RuleError::Format { file: name.to_owned(), reason };
        let configuration: Configuration = serde_json::from_str(rules.file(name)?).map_err(|error| wrong(error.to_string()))?;
        let group = |node: &Node| -> Result<Group, RuleError> {
            let mut group = Vec::new();
            gather(node, rules, &wrong, &mut 0, &mut group)?;
            Ok(group)
        };
        let groups = |steps: &[Step]| steps.iter().map(|step| group(&step.dict)).collect::<Result<Vec<_>, _>>();
        Ok(Chain {
            normalization: groups(&configuration.normalization)?,
            segmentation: match &configuration.segmentation {
                Some(segmentation) if segmentation.r#type == "mmseg" => Some(group(&segmentation.dict)?),
                Some(segmentation) => return Err(wrong(format!("segmentation {:?} is not known", segmentation.r#type))),
                None => None,
            },
            steps: groups(&configuration.conversion_chain)?,
        })
    }

    /// Lays the exception list and the open characters over the last step: phrases decide before OpenCC's own, single
    /// characters before OpenCC's characters and after its phrases. A value of `-` takes OpenCC's phrase out.
    ///
    /// A character that the tables simplify into one outside the basic block (`beyond` lists those of the standard) keeps its form: few fonts have
    /// the other, and no page writes it.
    pub(super) fn correct(&mut self, exceptions: &[(String, String)], open: &[(String, String)], beyond: &HashSet<String>) {
        let Some(last) = self.steps.last_mut() else { return };
        for (_, dictionary) in last.iter_mut() {
            dictionary.entries.retain(|(_, value)| {
                let mut characters = value.chars();
                let single = characters.next().filter(|_| characters.next().is_none());
                single.is_none_or(|c| BASIC.contains(&c)) || beyond.contains(value)
            });
        }
        let (dropped, kept): (Vec<_>, Vec<_>) = exceptions.iter().cloned().partition(|(_, value)| value == DROPPED);
        let dropped: HashSet<String> = dropped.into_iter().map(|(key, _)| key).collect();
        for (_, dictionary) in last.iter_mut() {
            dictionary.entries.retain(|(key, _)| !dropped.contains(key));
        }
        let (singles, phrases): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(key, _)| key.chars().nth(1).is_none());
        // Our phrases, OpenCC's, our characters, OpenCC's: those of one rank keep it.
        let is_characters = |dictionary: &Dictionary| dictionary.entries.iter().all(|(key, _)| key.chars().nth(1).is_none());
        let (characters, theirs): (Vec<_>, Vec<_>) = std::mem::take(last).into_iter().partition(|(_, dictionary)| is_characters(dictionary));
        let mut next = 0;
        let mut add = |part: Group| {
            let from = next;
            for (rank, dictionary) in part {
                next = next.max(from + rank + 1);
                last.push((from + rank, dictionary));
            }
        };
        add(vec![(0, Dictionary { entries: phrases, source: Source::Exception })]);
        add(theirs);
        add(vec![(0, Dictionary { entries: open.to_vec(), source: Source::Open }), (1, Dictionary { entries: singles, source: Source::Exception })]);
        add(characters);
    }
}

/// Flattens a tree of dictionaries into ranks: the members of a `short_circuit` group come one after the other, those of a `union`
/// share a rank.
fn gather(node: &Node, rules: &RuleBook, wrong: &impl Fn(String) -> RuleError, rank: &mut usize, group: &mut Group) -> Result<(), RuleError> {
    if node.r#type == "group" {
        let union = match node.match_policy.as_deref() {
            None | Some("short_circuit") => false,
            Some("union") => true,
            Some(other) => return Err(wrong(format!("match_policy {other:?} is not known"))),
        };
        for inner in &node.dicts {
            let before = *rank;
            gather(inner, rules, wrong, rank, group)?;
            if union {
                *rank = before;
            }
        }
        if union {
            *rank += 1;
        }
        return Ok(());
    }
    let Some(file) = &node.file else {
        return Err(wrong(format!("a dictionary of type {:?} names no file", node.r#type)));
    };
    // The configurations name OpenCC's compiled dictionaries; ours are the texts they were compiled from.
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let name = format!("script/{stem}.txt");
    group.push((*rank, parse(&name, rules.file(&name)?)?));
    *rank += 1;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_read() {
        let rules = RuleBook::embedded();
        for (profile, segmented, steps) in
            [(ScriptProfile::T2s, false, 1), (ScriptProfile::Hk2s, true, 2), (ScriptProfile::Tw2s, true, 2), (ScriptProfile::Tw2sp, true, 2)]
        {
            let chain = Chain::read(&rules, profile).unwrap();
            assert_eq!((chain.normalization.len(), chain.segmentation.is_some(), chain.steps.len()), (1, segmented, steps));
        }
    }

    #[test]
    fn members_of_a_group_rank_in_order() {
        let chain = Chain::read(&RuleBook::embedded(), ScriptProfile::T2s).unwrap();
        let ranks: Vec<usize> = chain.steps[0].iter().map(|(rank, _)| *rank).collect();
        assert_eq!(ranks, [0, 1, 2]);
        assert_eq!(chain.steps[0][0].1.entries[0].0, "慰藉");
    }
}
