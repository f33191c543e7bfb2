//! Bars of buttons (`【打印】【关闭】`, `字号：大 中 小 | 打印`) and single buttons that stand in the text of a page (`回页首`, `[编辑]` before a heading).

use std::ops::Range;

use super::limits;
use super::phrases::Kind;
use super::{Furniture, Page};
use crate::code::Code;

const BAR: Code = Code::new("F017");

impl Furniture {
    /// Marks bars, and single buttons that are a line.
    pub(super) fn bars(&self, page: &mut Page<'_>) {
        for at in 0..page.lines.len() {
            if page.lines.get(at).is_some_and(|line| line.count <= limits::BAR_CHARS && self.is_bar(line.text)) {
                page.drop(at, BAR, limits::BAR, None);
            }
        }
    }

    /// Whether a line is nothing but words of the lexicon, set apart as buttons are, with one among them that is safe. The sizes of letters
    /// (大 中 小) are the heads of tables as well, and the labels of tables of record are none.
    fn is_bar(&self, line: &str) -> bool {
        if self.phrases.lexicon.back_button.have(line) {
            return true;
        }
        let framed = line.contains(['【', '[', '|', '｜']);
        let (mut count, mut safe) = (0, false);
        for word in line.split(|c: char| c.is_whitespace() || "【】[]|｜/：:•·".contains(c)).filter(|word| !word.is_empty()) {
            let hits = self.phrases.read(word);
            let Some(kind) = hits.line.filter(|kind| *kind != Kind::Table) else { return false };
            count += 1;
            safe |= hits.line_safe && matches!(kind, Kind::Tool | Kind::Account) && word.chars().count() > 1;
        }
        safe && (count >= limits::BUTTONS || framed && count >= limits::FRAMED_BUTTONS)
    }
}

/// Cuts the buttons of a wiki's headings: at least two on the page. They tell the body from what stands around it, so this is done last.
pub(super) fn edit_buttons(page: &mut Page<'_>) {
    let cuts: Vec<Range<usize>> = page
        .lines
        .iter()
        .filter_map(|line| {
            let end = line.span().end;
            let before = page.lexicon.edit_button.strip_start(line.text).map(|rest| line.start..end - rest.trim_start().len());
            let after = || page.lexicon.edit_button.strip_end(line.text).map(|rest| line.start + rest.trim_end().len()..end);
            before.or_else(after).filter(|cut| *cut != line.span())
        })
        .collect();
    if cuts.len() >= limits::EDIT_BUTTONS {
        page.cuts.extend(cuts.into_iter().map(|cut| (cut, BAR, limits::BAR)));
    }
}
