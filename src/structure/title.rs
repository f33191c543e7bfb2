//! Titles of official documents, and which lines at the head of a page are one.

use std::ops::Range;

use super::enumerator::enumerator;
use super::limits;
use super::line::ends_sentence;
use super::words::Words;

/// How sure a line is a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TitleForm {
    /// Ends with a kind of document (`…规划`), no more.
    Named,
    /// Names its kind as a title does: `关于…的通知`, `印发《…》`.
    Formal,
}

/// Drops a bracket at the end (`（2022—2025年）`, `（试行）`, `（征求意见稿）`).
fn without_bracket(line: &str) -> &str {
    let line = line.trim_end();
    if !line.ends_with(['）', ')']) {
        return line;
    }
    line.rfind(['（', '(']).and_then(|at| line.get(..at)).map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(line)
}

impl Words {
    /// Whether a text of at most 14 characters is called like a site, a section of one, or its domain (某某新闻网, example.cn).
    pub(crate) fn is_site_name(&self, text: &str) -> bool {
        let domain = || text.contains('.') && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        text.chars().count() <= limits::SITE && (self.site_endings.end(text) || domain())
    }

    /// Whether a text is the title of a document, and how surely. One line, without its line feed; blanks inside are allowed.
    pub(crate) fn title_form(&self, line: &str) -> Option<TitleForm> {
        let line = line.trim();
        let count = line.chars().count();
        if !limits::TITLE.contains(&count) || enumerator(line).is_some() || line.contains(['。', '；', '？', '！', '：']) {
            return None;
        }
        let whole = without_bracket(line);
        let kind = self.kinds.end(whole);
        let about = line.contains('对') && whole.ends_with("答复") || self.about.stand_in(line);
        let printed = self
            .printing
            .iter()
            .any(|verb| line.find(verb).is_some_and(|at| line.get(at + verb.len()..).is_some_and(|rest| rest.trim_start().starts_with('《'))));
        if (kind && about) || (printed && whole.ends_with('》')) {
            return Some(TitleForm::Formal);
        }
        // Sentences have commas; a title has at most the enumerating comma.
        (kind && !line.contains('，') && count <= limits::NAMED_TITLE).then_some(TitleForm::Named)
    }

    /// Whether a formal title ends as one ends for certain: with 的 or an adjective of documents before its kind (`…的通知`, `…实施意见`). `…制度` may as well go on.
    fn is_complete(&self, title: &str) -> bool {
        let whole = without_bracket(title);
        if whole.ends_with('》') {
            return true;
        }
        self.kinds.iter().filter_map(|kind| whole.strip_suffix(kind)).any(|before| self.before_kind.end(before)) || self.closing_kinds.end(whole)
    }
}

/// Whether every title that a text names is closed again.
fn is_balanced(text: &str) -> bool {
    text.matches('《').count() == text.matches('》').count()
}

impl Words {
    /// The title that begins at the first of `lines`, which may be broken into up to four lines (`国务院关于同意…` / `…的批复`): how many lines
    /// it takes and its text, joined without blanks between Han.
    pub(crate) fn title_at(&self, lines: &[&str]) -> Option<(usize, String, TitleForm)> {
        let mut text = String::new();
        let mut best = None;
        // A number before a title is none of it, nor is the head of the paper it is printed on (某某市人民政府文件).
        let printed = |line: &&str| line.trim().ends_with("文件") && !line.contains("关于");
        if lines.first().is_some_and(|first| self.number_line(first).is_some() || lines.len() > 1 && printed(first)) {
            return None;
        }
        for (taken, line) in lines.iter().take(limits::TITLE_LINES).enumerate() {
            let line = line.trim();
            // A later line that could not stand inside a title ends the search.
            if line.is_empty() || enumerator(line).is_some() || ends_sentence(line) || line.ends_with(['：', ':']) {
                break;
            }
            if taken > 0 && (self.number_line(line).is_some() || super::date::date_line(line).is_some()) {
                break;
            }
            if taken > 0 && self.title_form(line) == Some(TitleForm::Formal) && best.is_some() {
                break;
            }
            // A blank keeps one Latin word from the next, and one body from the next.
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let is_body = |line: &str| !self.issuers_of_line(line).is_empty();
            let bodies = || taken.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|before| is_body(before) && is_body(line));
            if latin(text.chars().next_back()) && latin(line.chars().next()) || bodies() {
                text.push(' ');
            }
            text.push_str(line);
            // …实施《…管理法 / 实施条例》…的决定: nothing ends inside a title that it names.
            match self.title_form(&text).filter(|_| is_balanced(&text)) {
                Some(form)
                    if best
                        .as_ref()
                        .is_none_or(|(_, _, known)| form > *known || line.starts_with('的') || form == TitleForm::Formal && self.is_complete(&text)) =>
                {
                    best = Some((taken + 1, text.clone(), form));
                }
                _ => {}
            }
            // …印发《…》 / 的通知 goes on, and …制度 / …制度的意见 may; any other formal title is complete.
            if !self.is_complete(&text) && best.as_ref().is_some_and(|(lines, ..)| *lines == taken + 1) {
                continue;
            }
            let goes_on = text.ends_with('》') && lines.get(taken + 1).is_some_and(|next| next.trim_start().starts_with('的'));
            if !goes_on && best.as_ref().is_some_and(|(_, _, form)| *form == TitleForm::Formal) {
                break;
            }
        }
        // A named title of several lines is guesswork.
        best.filter(|(taken, _, form)| *form == TitleForm::Formal && !self.names_its_body(lines.get(..*taken).unwrap_or_default()) || *taken == 1)
    }

    /// Whether the next of these lines are a title that begins with a body of its own, so that the first is none of it: the line of a law library, a remnant of
    /// the page. What a title goes on with after 转发 or inside a quotation is its own.
    fn names_its_body(&self, lines: &[&str]) -> bool {
        let [first, rest @ ..] = lines else { return false };
        let Some((_, title, TitleForm::Formal)) = self.title_at(rest) else { return false };
        let opens = self.opening.stand_in(first) || first.ends_with(['和', '与', '及']);
        // 某某部 / 某某部关于…
        title.starts_with(first.trim())
            || !opens && rest.first().is_some_and(|line| self.issuers_of_line(line).is_empty()) && !self.issuers_of_title(&title).0.is_empty()
    }

    /// A title that stands in quotation as a whole, taken out of it: `《某省关于印发〈…〉的通知》` is `某省关于印发《…》的通知`.
    pub(crate) fn unquoted(&self, line: &str) -> Option<String> {
        let inner = line.trim().strip_prefix('《')?.strip_suffix('》')?;
        let outer = !inner.contains(['《', '》']) && self.title_form(inner) == Some(TitleForm::Formal);
        outer.then(|| inner.replace('〈', "《").replace('〉', "》"))
    }
}

/// The text inside the first `《》` of a title: what a notice prints (`关于印发《…》的通知`).
pub(crate) fn printed_title(title: &str) -> Option<Range<usize>> {
    let start = title.find('《')? + 3;
    let end = start + title.get(start..)?.find('》')?;
    (end > start).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_told_by_their_names() {
        for site in ["某某新闻网", "农业频道", "某省人民政府", "example.cn"] {
            assert!(Words::embedded().is_site_name(site), "{site}");
        }
        for title in ["某县开展秋收", "质量强国建设纲要", "某某县走进某某市融媒体指挥调度中心", "3.5亿元"] {
            assert!(!Words::embedded().is_site_name(title), "{title}");
        }
    }

    #[test]
    fn knows_titles() {
        for line in [
            "关于印发进一步提高质量行动方案（2022—2025年）的通知",
            "国务院关于同意设立新区的批复",
            "中共中央 国务院印发《质量强国建设纲要》",
            "中共中央、国务院关于开展质量提升行动的指导意见",
        ] {
            assert_eq!(Words::embedded().title_form(line), Some(TitleForm::Formal), "{line}");
        }
        for line in ["进一步提高质量行动方案（2022—2025年）", "上海口岸服务条例"] {
            assert_eq!(Words::embedded().title_form(line), Some(TitleForm::Named), "{line}");
        }
        for line in ["一、关于规划的意见", "要认真贯彻意见精神，抓好落实。", "全面推行绿色设计"] {
            assert_eq!(Words::embedded().title_form(line), None, "{line}");
        }
    }

    #[test]
    fn takes_titles_out_of_quotation() {
        assert_eq!(Words::embedded().unquoted("《某市关于印发〈某某办法〉的通知》").as_deref(), Some("某市关于印发《某某办法》的通知"));
        assert_eq!(Words::embedded().unquoted("《某某办法》和《某某关于规划的意见》"), None);
    }

    #[test]
    fn joins_broken_titles() {
        let lines = ["甲省民政厅", "甲省财政厅", "关于调整标准的通知"];
        assert_eq!(Words::embedded().title_at(&lines).map(|(_, title, _)| title).as_deref(), Some("甲省民政厅 甲省财政厅关于调整标准的通知"));
        assert_eq!(Words::embedded().title_at(&["某政发〔2017〕2号", "甲省人民政府关于规划的意见"]), None);
        assert_eq!(Words::embedded().title_at(&["甲省乙市人民政府", "乙市人民政府关于规划的意见"]), None);
        assert_eq!(Words::embedded().title_at(&["甲务部", "甲务部关于规划的复函"]), None);
        assert_eq!(Words::embedded().title_at(&["甲市人民政府文件", "关于印发规划的通知"]), None);
        let lines = ["国务院办公厅关于同意以某市名义", "申办第二十四届", "运动会的复函", "国办函〔2004〕36号"];
        assert_eq!(Words::embedded().title_at(&lines), Some((3, "国务院办公厅关于同意以某市名义申办第二十四届运动会的复函".to_owned(), TitleForm::Formal)));
        let lines = ["国务院办公厅关于全面推行甲制度乙制度", "丙制度的指导意见", "国办发〔2018〕118号"];
        assert_eq!(Words::embedded().title_at(&lines).map(|(taken, ..)| taken), Some(2));
        let lines = ["国务院办公厅对某某会议", "第46号提案的答复"];
        assert_eq!(Words::embedded().title_at(&lines).map(|(taken, ..)| taken), Some(2));
        assert_eq!(Words::embedded().title_at(&["各省人民政府：", "现通知如下"]), None);
        let lines = ["国务院关于在某地暂时实施《中华人民共和国某某法", "实施条例》有关规定的决定", "国发〔2018〕43号"];
        assert_eq!(Words::embedded().title_at(&lines).map(|(taken, ..)| taken), Some(2));
    }
}
