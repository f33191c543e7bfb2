//! Signature blocks: lines of issuing bodies, the date under them, the release note.

use std::ops::Range;

use super::date::{Date, date_line};
use super::issuer::issuers_of_line;
use super::line::is_release_note;

/// A signature block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its lines, as indices of the list it was read from.
    pub lines: Range<usize>,
    /// The bodies, in order.
    pub issuers: Vec<String>,
    /// The date of signing.
    pub date: Option<Date>,
    /// The line of the release note, if there is one.
    pub release: Option<usize>,
}

/// The body and date of a line that has both (`国务院 2019年1月27日`).
fn body_and_date(line: &str) -> Option<(Vec<String>, Date)> {
    let line = line.trim();
    let at = line.char_indices().find(|&(_, c)| matches!(c, '1' | '2' | '一' | '二')).map(|(at, _)| at).filter(|&at| at > 0)?;
    let found = date_line(line.get(at..)?)?;
    let bodies = issuers_of_line(line.get(..at)?);
    (!bodies.is_empty()).then_some((bodies, found))
}

/// All signature blocks among `lines` (without line feeds; empty lines inside a block are allowed). A block is at least one line of bodies with a date under
/// it or beside it, or with the release note under it; a date alone counts where the line before it ended a sentence.
pub fn signatures(lines: &[&str]) -> Vec<Signature> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        // Most lines are prose: too long, or with a mark.
        if line.len() > 400 || line.trim().is_empty() {
            at += 1;
            continue;
        }
        let start = at;
        let mut issuers = Vec::new();
        let mut end = at;
        let mut date = None;
        let mut release = None;
        while let Some(line) = lines.get(at) {
            if line.trim().is_empty() {
                at += 1;
                continue;
            }
            if date.is_none() && release.is_none() {
                let bodies = issuers_of_line(line);
                if !bodies.is_empty() {
                    issuers.extend(bodies);
                    at += 1;
                    end = at;
                    continue;
                }
                if let Some((bodies, day)) = body_and_date(line) {
                    issuers.extend(bodies);
                    date = Some(day);
                    at += 1;
                    end = at;
                    continue;
                }
                if let Some(day) = date_line(line).filter(|day| day.day.is_some() && day.time.is_none()) {
                    date = Some(day);
                    at += 1;
                    end = at;
                    continue;
                }
            }
            if release.is_none() && is_release_note(line) {
                release = Some(at);
                at += 1;
                end = at;
                continue;
            }
            break;
        }
        if end > start && (date.is_some() && !issuers.is_empty() || release.is_some() && (date.is_some() || !issuers.is_empty())) {
            found.push(Signature { lines: start..end, issuers, date, release });
        }
        at = at.max(start + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_joint_notice() {
        let lines =
            ["请认真贯彻落实。", "市场监管总局 中央网信办 国家发展改革委", "科技部 工业和信息化部 民政部", "2022年11月1日", "（此件公开发布）", "行动方案"];
        let found = signatures(&lines);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, 1..5);
        assert_eq!(found[0].issuers.len(), 6);
        assert_eq!(found[0].date.map(|d| d.to_string()).as_deref(), Some("2022-11-01"));
        assert_eq!(found[0].release, Some(4));
    }

    #[test]
    fn a_heading_is_no_signature() {
        assert!(signatures(&["国务院", "一、总体要求", "2022年11月1日起施行。"]).is_empty());
    }
}
