//! Signature blocks: lines of issuing bodies, the date under them, the release note.

use std::ops::Range;

use super::date::{Date, date_line, dates, day_line};
use super::enumerator::{Enumeration, enumerator};
use super::limits;
use super::line::ends_sentence;
use super::words::Words;
use crate::chars::is_han;

/// A signature block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    /// Its lines, as indices of the list it was read from.
    pub lines: Range<usize>,
    /// The bodies, in order.
    pub issuers: Vec<String>,
    /// The date of signing.
    pub date: Option<Date>,
    /// The line of the release note, if there is one.
    pub release: Option<usize>,
}

impl Words {
    /// The body and date of a line that has both (`国务院 2019年1月27日`).
    fn body_and_date(&self, line: &str) -> Option<(Vec<String>, Date)> {
        let line = line.trim();
        let at = dates(line).first().map(|(_, at)| at.start).filter(|&at| at > 0)?;
        let found = date_line(line.get(at..)?)?;
        let bodies = self.issuers_of_line(line.get(..at)?);
        (!bodies.is_empty()).then_some((bodies, found))
    }

    /// Whether a line names a body and the day on which it signs.
    pub(crate) fn signs_with_date(&self, line: &str) -> bool {
        line.len() <= limits::SIGNATURE_BYTES && self.body_and_date(line).is_some()
    }

    /// All signature blocks among `lines` (without line feeds; empty lines inside a block are allowed). A block is at least one line of bodies with a date under
    /// it or beside it, or with the release note under it; a date alone counts where the line before it ended a sentence.
    pub(crate) fn signatures(&self, lines: &[&str]) -> Vec<Signature> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            // Most lines are prose: too long, or with a mark.
            if line.len() > limits::SIGNATURE_BYTES || line.trim().is_empty() {
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
                    let bodies = self.issuers_of_line(line);
                    if !bodies.is_empty() {
                        issuers.extend(bodies);
                        at += 1;
                        end = at;
                        continue;
                    }
                    if let Some((bodies, day)) = self.body_and_date(line) {
                        issuers.extend(bodies);
                        date = Some(day);
                        at += 1;
                        end = at;
                        continue;
                    }
                    if let Some(day) = day_line(line) {
                        date = Some(day);
                        at += 1;
                        end = at;
                        continue;
                    }
                }
                if release.is_none() && self.is_release_note(line) {
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
}

impl Words {
    /// Whether a line is that of the officer who signs (`总理 某某`, `自治区主席 某某`, `省长`).
    pub(crate) fn is_officer(&self, line: &str) -> bool {
        let line = line.trim();
        line.chars().count() <= limits::OFFICER
            && line.chars().all(|c| is_han(c) || matches!(c, ' ' | '\u{3000}' | '：' | ':' | '·'))
            && self.officers.iter().any(|office| {
                line.find(office)
                    .is_some_and(|at| line.get(at + office.len()..).is_some_and(|name| name.chars().filter(|c| is_han(*c)).count() <= limits::OFFICER_NAME))
            })
    }

    /// A date that signs a document alone, without a body: the day that is a whole line after a sentence, an officer or a list of annexes, where
    /// the text ends or the printed document begins after it. As blocks without bodies; the line of the officer is part of the block.
    pub(crate) fn lone_dates(&self, lines: &[&str]) -> Vec<Signature> {
        let filled: Vec<(usize, &str)> = lines.iter().copied().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
        let mut found = Vec::new();
        for (nth, &(at, line)) in filled.iter().enumerate().skip(1) {
            let (Some(day), Some(&(above, before))) = (day_line(line), filled.get(nth - 1)) else { continue };
            let next = filled.get(nth + 1);
            let officer = self.is_officer(before);
            let closed = officer || ends_sentence(before) || before.trim_start().starts_with("附件");
            let opens = next.is_none_or(|(_, next)| {
                self.title_form(next).is_some()
                    || self.is_release_note(next)
                    || enumerator(next).is_some_and(|mark| mark.kind < Enumeration::Article)
                    || next.trim_start().starts_with('附')
            });
            if closed && opens {
                let release = next.filter(|(_, next)| self.is_release_note(next)).map(|(at, _)| *at);
                let start = if officer { above } else { at };
                found.push(Signature { lines: start..release.unwrap_or(at) + 1, issuers: Vec::new(), date: Some(day), release });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_joint_notice() {
        let lines =
            ["请认真贯彻落实。", "市场监管总局 中央网信办 国家发展改革委", "科技部 工业和信息化部 民政部", "2022年11月1日", "（此件公开发布）", "行动方案"];
        let found = Words::embedded().signatures(&lines);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, 1..5);
        assert_eq!(found[0].issuers.len(), 6);
        assert_eq!(found[0].date.map(|d| d.to_string()).as_deref(), Some("2022-11-01"));
        assert_eq!(found[0].release, Some(4));
    }

    #[test]
    fn a_date_may_sign_alone() {
        let lines = ["现印发给你们，请遵照执行。", "二○○九年七月十六日", "某市某某办法", "第一章 总则"];
        let found = Words::embedded().lone_dates(&lines);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].lines.clone(), found[0].date.map(|date| date.to_string())), (1..2, Some("2009-07-16".to_owned())));
        let lines = ["现予公布。", "省长", "2010年12月25日", "某省某某规定"];
        assert_eq!(Words::embedded().lone_dates(&lines)[0].lines, 1..3);
        for lines in [["某某办法", "2010年12月25日", "第一条 为了节水。"], ["会议召开。", "2010年12月25日", "大家到了北京，"]] {
            assert!(Words::embedded().lone_dates(&lines).is_empty(), "{lines:?}");
        }
    }

    #[test]
    fn a_heading_is_no_signature() {
        assert!(Words::embedded().signatures(&["国务院", "一、总体要求", "2022年11月1日起施行。"]).is_empty());
    }
}
