//! The edges of a page: the lines before its first and after its last prose that could be furniture, for a run that counts which of them
//! repeat from page to page.
//!
//! What official documents repeat is never among them: titles, numbers, addressees, bodies, dates, signatures, release notes, headings with
//! an enumerator, annexes and all that stands under them.

use super::date::{date_line, dates};
use super::enumerator::{Enumeration, enumerator};
use super::limits;
use super::line::ends_sentence;
use super::words::Words;
use crate::chars::is_han;

/// The hash of a line, blanks left out: 48 bits of its BLAKE3, so that every reader of JSON can hold it.
pub(crate) fn hash(line: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in line.split_whitespace() {
        hasher.update(part.as_bytes());
    }
    hasher.finalize().as_bytes().iter().take(6).fold(0, |all, byte| all << 8 | u64::from(*byte))
}

impl Words {
    /// The lines at the edges of a page that could be furniture, as indices of the list given, with their hashes. `lines` are those of the page that are not
    /// empty, without line feeds.
    pub(crate) fn edges(&self, lines: &[&str]) -> Vec<(usize, u64)> {
        let prose = |line: &&str| ends_sentence(line) && line.chars().count() >= limits::PROSE;
        // A page without prose is a list or a table: which of its lines are furniture cannot be told from where they stand.
        let (Some(first), Some(last)) = (lines.iter().position(prose), lines.iter().rposition(prose)) else { return Vec::new() };
        let tail = lines.get(last + 1..).unwrap_or_default();
        // What stands under an annex is its content.
        let signed = tail.iter().rposition(|line| date_line(line).is_some());
        let annex = |(at, line): (usize, &&str)| is_annex(line) && !(is_list(line) && signed.is_some_and(|date| date > at));
        let tail_end = tail.iter().enumerate().position(annex).unwrap_or(tail.len());
        let tail_start = tail_end.saturating_sub(limits::EDGE_LINES);
        let head = (0..first.min(limits::EDGE_LINES)).filter(|&at| !lines.get(at).is_some_and(|line| is_annex(line)));
        let tail = if tail_end == tail.len() { last + 1 + tail_start..lines.len() } else { 0..0 };
        head.chain(tail)
            .filter(|&at| !is_signed(lines, at))
            .filter_map(|at| lines.get(at).filter(|line| self.could_be_furniture(line)).map(|line| (at, hash(line))))
            .collect()
    }
}

fn is_annex(line: &str) -> bool {
    enumerator(line).is_some_and(|mark| matches!(mark.kind, Enumeration::Annex | Enumeration::Box)) || line.starts_with("附表") || line.starts_with("附图")
}

/// Whether a line lists annexes (附件：任务分配表), as one before the signature does.
fn is_list(line: &str) -> bool {
    line.split_once(['：', ':']).is_some_and(|(_, list)| !list.trim().is_empty())
}

/// Whether a date follows close by, as it does under a signature (总理 …, 局长 …).
fn is_signed(lines: &[&str], at: usize) -> bool {
    lines.iter().skip(at).take(limits::SIGNED_LINES + 1).any(|line| line.chars().count() <= limits::DATED && !dates(line).is_empty())
}

impl Words {
    fn could_be_furniture(&self, line: &str) -> bool {
        let count = line.chars().count();
        limits::EDGE.contains(&count)
        && line.chars().any(is_han)
        && !ends_sentence(line)
        && enumerator(line).is_none()
        && self.title_form(line).is_none()
        && self.number_line(line).is_none()
        && !self.is_addressee(line)
        && !self.is_release_note(line)
        && !line.ends_with(['：', ':'])
        && self.issuers_of_line(line).is_empty()
        // 某某市人民政府文件, the red head of a document
        && !line.strip_suffix("文件").is_some_and(|body| self.is_issuer(body.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let lines: Vec<&str> = text.lines().collect();
        Words::embedded().edges(&lines).into_iter().map(|(at, _)| lines[at]).collect()
    }

    #[test]
    fn only_what_could_be_furniture_stands_at_an_edge() {
        let page = "欢迎访问某某县门户\n某某县人民政府文件\n关于开展春季植树的通知\n某政发〔2021〕3号\n各乡镇人民政府：\n春季植树关系全县生态建设大局，各乡镇要高度重视，现将有关事项通知如下。\n一、总体要求\n各乡镇要在三月底以前完成任务，并把情况报县林业局备案存查。\n县长 某某某\n某某县人民政府\n2021年3月2日\n（此件公开发布）\n您是本站第几位访客\n某某县信息办主办";
        assert_eq!(found(page), ["欢迎访问某某县门户", "您是本站第几位访客", "某某县信息办主办"]);
    }

    #[test]
    fn annexes_and_tables_have_no_edge() {
        let page = "春季植树关系全县生态建设大局，各乡镇要高度重视，现将有关事项通知如下。\n附件1\n植树任务分配表\n乡镇名称\n合计株数";
        assert_eq!(found(page), Vec::<&str>::new());
        let page =
            "春季植树关系全县生态建设大局，各乡镇要高度重视，现将有关事项通知如下。\n附件：植树任务分配表\n某某县人民政府\n2021年3月2日\n您是本站第几位访客";
        assert_eq!(found(page), ["您是本站第几位访客"]);
        assert_eq!(found("乡镇名称\n合计株数\n某某镇一千株"), Vec::<&str>::new());
    }

    #[test]
    fn blanks_do_not_count() {
        assert_eq!(hash("某某 门户"), hash("某某门户"));
        assert!(hash("某某门户") < 1 << 48);
    }
}
