//! What newspapers and content systems add to a document: jump lines, photo credits, datelines, bylines, labelled lines (`来源：…`).

use std::ops::Range;

use super::date::{Date, date};
use super::label::Label;
use super::limits;
use super::numeral::number;
use super::words::Words;
use crate::chars::is_han;

/// A reference to another page of a newspaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Jump {
    /// The reference without brackets: `上接第一版`.
    pub value: String,
    /// Its bytes in the line, brackets and signs included.
    pub span: Range<usize>,
    /// Whether it leads back (`上接`) and not on (`下转`).
    pub back: bool,
}

const JUMP_SIGNS: [char; 12] = ['（', '(', '【', '[', '▲', '▶', '►', '◀', '●', '■', '↑', '※'];
const JUMP_ENDS: [char; 9] = ['）', ')', '】', ']', '▲', '▶', '►', '◀', '。'];

impl Words {
    /// The jump reference that a line begins or ends with, or consists of.
    pub(crate) fn jump(&self, line: &str) -> Option<Jump> {
        self.jumps.iter().find_map(|word| {
            line.match_indices(word).find_map(|(at, _)| {
                let mut start = at;
                for (p, c) in line.get(..at)?.char_indices().rev() {
                    if JUMP_SIGNS.contains(&c) || c == ' ' {
                        start = p;
                    } else {
                        break;
                    }
                }
                let rest = line.get(at + word.len()..)?;
                let target = page_of_paper(rest)?;
                let mut end = at + word.len() + target;
                let value = line.get(at..end)?.replace(' ', "");
                for (p, c) in line.get(end..)?.char_indices() {
                    if !JUMP_ENDS.contains(&c) {
                        break;
                    }
                    end = at + word.len() + target + p + c.len_utf8();
                }
                // In a sentence (“请见上接第一版的报道”) it stays.
                let first = line.get(..start)?.trim().is_empty();
                let last = line.get(end..)?.trim().is_empty();
                let framed = start < at && end > at + word.len() + target;
                (first && (framed || last) || last && framed).then(|| Jump { value, span: start..end, back: !self.jumps_on.has(word) })
            })
        })
    }
}

/// `第一版`, `1版`, `A02版`, `第三版）`: the length of what names the page.
fn page_of_paper(text: &str) -> Option<usize> {
    let mut rest = text.trim_start_matches(' ');
    rest = rest.strip_prefix('第').unwrap_or(rest).trim_start_matches(' ');
    rest = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let (_, length) = number(rest, 2)?;
    let rest = rest.get(length..)?.trim_start_matches(' ').strip_prefix(['版', '页'])?;
    Some(text.len() - rest.len())
}

impl Words {
    /// Whether a block begins as a wire report does: `新华社北京2月6日电（记者…）`, `本报讯（…）`. The length of the dateline.
    pub(crate) fn dateline(&self, block: &str) -> Option<usize> {
        let body = block.trim_start_matches(['（', '(', '【', ' ', '\u{3000}']);
        let rest = self.agencies.after(body)?;
        let mut day = false;
        for (taken, (at, c)) in rest.char_indices().enumerate() {
            if taken > limits::DATELINE || matches!(c, '，' | '。' | '：' | '“') {
                return None;
            }
            day |= c == '日';
            let ends = matches!(c, '电' | '讯') && (day || taken <= limits::DATELINE_DAYLESS);
            if ends {
                let end = at + c.len_utf8();
                let tail = rest.get(end..)?.trim_start();
                let proper = tail.is_empty() || tail.starts_with(['（', '(', '记', '】', '　', '题']) || rest.get(end..)?.starts_with(' ') || day;
                return proper.then_some(block.len() - rest.len() + end);
            }
        }
        None
    }

    /// Whether a line is a photographer's or artist's credit and nothing else: `新华社发（某某 摄）`, `新华社记者 某某 摄`, `本报记者 某某摄`.
    pub(crate) fn is_credit(&self, line: &str) -> bool {
        let bare = line.trim().trim_end_matches(['。', '.']);
        let count = bare.chars().count();
        if !limits::CREDIT.contains(&count) || bare.contains('。') || bare.contains('，') {
            return false;
        }
        let inner = bare.trim_end_matches(['）', ')', '】']).trim_end();
        let shot = self.credit_endings.end(inner);
        let agency = self.agencies.begin(bare.trim_start_matches(['（', '('])) || self.reporters.stand_in(bare);
        let sent = self.sent.stand_in(bare);
        let named = self.credit_starts.begin(bare.trim_start_matches(['（', '(']));
        // A name and 摄 (`王某某 摄`) without more: the verb 拍摄 and longer phrases are prose.
        let alone = inner.strip_suffix('摄').is_some_and(|name| {
            !name.ends_with('拍') && (name.ends_with(' ') || limits::SHOT_NAME_BYTES.contains(&name.len())) && name.chars().count() <= limits::SHOT_NAMES
        });
        (shot && (agency || sent)) || alone || named && count <= limits::LABELLED_CREDIT
    }

    /// The byline that a line consists of: the names without marks and spreading blanks.
    pub(crate) fn byline(&self, line: &str) -> Option<String> {
        let bare = line.trim();
        let count = bare.chars().count();
        if !limits::BYLINE.contains(&count) {
            return None;
        }
        let marked = bare.trim_start_matches(['□', '■', '◎', '○', '●', '▲', '△', '☐', '▪', '◇', '◆']);
        let sign = marked.len() < bare.len();
        let mut text = marked.trim();
        let mut named = false;
        if let Some(rest) = self.bylines.after(text) {
            named = true;
            text = rest.trim_start_matches([' ', '：', ':', '/', '\u{3000}']);
        }
        // A mark that is no empty box opens headings and items, too: names stand behind it spread out, or behind the word for their trade.
        let spread = || text.contains([' ', '\u{3000}']);
        if !named && (!sign || !bare.starts_with(['□', '☐']) && !spread())
            || text.is_empty()
            || !text.chars().all(|c| is_han(c) || matches!(c, ' ' | '·' | '、' | '\u{3000}'))
        {
            return None;
        }
        names(text, if sign { limits::SIGNED_NAMES } else { limits::WORDED_NAMES })
    }
}

/// Joins names spread out with blanks (`冀 宣` is one name, `张 三 李 四` two), and checks that they can be names.
fn names(text: &str, most: usize) -> Option<String> {
    let parts: Vec<&str> = text.split([' ', '、', '\u{3000}']).filter(|part| !part.is_empty()).collect();
    let total: usize = parts.iter().map(|part| part.chars().count()).sum();
    if parts.is_empty() || total > most || total < 2 {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut single: Option<String> = None;
    for part in parts {
        let count = part.chars().count();
        match (count, single.take()) {
            (1, None) => single = Some(part.to_owned()),
            (1, Some(first)) => found.push(first + part),
            (2..=4, None) => found.push(part.to_owned()),
            (_, None) if part.contains('·') || count <= limits::NAME_WITHOUT_TITLE => found.push(part.to_owned()),
            _ => return None,
        }
    }
    if single.is_some() || found.is_empty() {
        return None;
    }
    Some(found.join(" "))
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// What it tells.
    pub label: Label,
    /// Its bytes in the line.
    pub label_at: Range<usize>,
    /// The bytes of the value, without blanks around it; may be empty.
    pub value: Range<usize>,
}

impl Words {
    /// The labels of a line, in order, each with the value up to the next label. A label counts at the start of the line or after a blank
    /// or an opening bracket; blanks inside a label (`来 源：`) are allowed.
    pub(crate) fn labels(&self, line: &str) -> Vec<Labelled> {
        let mut found: Vec<Labelled> = Vec::new();
        if line.len() > limits::LABELLED_BYTES {
            return found;
        }
        for (colon, mark) in line.char_indices().filter(|&(_, c)| c == '：' || c == ':') {
            let Some(head) = line.get(..colon) else { continue };
            // Read backwards, blanks skipped, until a label is complete at a border; the longest wins.
            let mut word = String::new();
            let mut best = None;
            for (at, c) in head.char_indices().rev() {
                if c == ' ' || c == '\u{3000}' || c == '\u{a0}' {
                    continue;
                }
                if !is_han(c) || word.len() >= limits::LABEL_BYTES {
                    break;
                }
                word.insert(0, c);
                let border = head.get(..at).is_some_and(|before| before.chars().next_back().is_none_or(|c| !is_han(c) || c == '｜'));
                if border && let Some(label) = self.labels.get(&word).filter(|label| label.in_lines) {
                    best = Some((at, label.gives));
                }
            }
            let Some((start, label)) = best else { continue };
            if let Some(last) = found.last_mut() {
                last.value.end = start.max(last.value.start);
            }
            found.push(Labelled { label, label_at: start..colon + mark.len_utf8(), value: colon + mark.len_utf8()..line.len() });
        }
        for one in &mut found {
            let text = line.get(one.value.clone()).unwrap_or_default();
            let trimmed =
                text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '）' | ')' | '】' | ']' | '（' | '(' | '【' | '[' | '/' | '—'));
            let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '（' | '(' | '【' | '[')).len();
            one.value = one.value.start + lead.min(text.len())..(one.value.start + lead + trimmed.len()).min(one.value.end);
            if one.value.end < one.value.start || !line.is_char_boundary(one.value.end) {
                one.value.end = one.value.start;
            }
        }
        found
    }
}

/// The first date with day in a text and where it stands, for the lines under headlines.
pub(crate) fn published(text: &str) -> Option<(Date, Range<usize>)> {
    text.char_indices().find_map(|(at, c)| {
        let begins = matches!(c, '1' | '2') && !text.get(..at)?.ends_with(|c: char| c.is_ascii_digit());
        let (found, length) = begins.then(|| date(text.get(at..)?)).flatten()?;
        found.day.map(|_| (found, at..at + length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_jumps() {
        for (line, value, glued) in [
            ("（上接第一版）全面推行", "上接第一版", true),
            ("（下转第三版）", "下转第三版", false),
            ("落实到位。（下转A02版）", "下转A02版", true),
            ("▲上接1版", "上接1版", false),
        ] {
            let found = Words::embedded().jump(line).unwrap_or_else(|| Jump { value: String::new(), span: 0..0, back: false });
            assert_eq!(found.value, value, "{line}");
            assert_eq!(found.span.len() < line.len(), glued, "{line}");
        }
        assert_eq!(Words::embedded().jump("请读者参看上接第一版的报道内容"), None);
        assert_eq!(Words::embedded().jump("上接水库、下转电站"), None);
    }

    #[test]
    fn reads_press_marks() {
        assert!(Words::embedded().dateline("新华社安卡拉2月6日电（记者某某）土耳其").is_some());
        assert!(Words::embedded().dateline("本报讯（记者某某）近日").is_some());
        assert!(Words::embedded().dateline("本报将继续报道").is_none());
        for line in ["新华社发（某某·某某 摄）", "新华社记者 李某 摄", "本报记者 王某某摄", "（图片来源：某网）"] {
            assert!(Words::embedded().is_credit(line), "{line}");
        }
        for line in ["不得擅自拍摄", "由摄影家协会组织拍摄活动，展示成果", "附图：区域示意"] {
            assert!(!Words::embedded().is_credit(line), "{line}");
        }
        assert_eq!(Words::embedded().byline("□ 冀 宣").as_deref(), Some("冀宣"));
        assert_eq!(Words::embedded().byline("本报记者 张三 李四").as_deref(), Some("张三 李四"));
        assert_eq!(Words::embedded().byline("□是 □否").as_deref(), None);
        assert_eq!(Words::embedded().byline("记者从会上获悉，今年将完成全部任务"), None);
    }

    #[test]
    fn reads_labels() {
        let line = "来源：人民网 作者：张三 责任编辑：李 四";
        let read: Vec<_> = Words::embedded().labels(line).into_iter().map(|l| (l.label, line[l.value].to_owned())).collect();
        assert_eq!(read, [(Label::Source, "人民网".to_owned()), (Label::Author, "张三".to_owned()), (Label::Editor, "李 四".to_owned())]);
        let line = "发布时间：2022-11-01 10:30";
        let read: Vec<_> = Words::embedded().labels(line).into_iter().map(|l| (l.label, line[l.value].to_owned())).collect();
        assert_eq!(read, [(Label::Published, "2022-11-01 10:30".to_owned())]);
        assert!(Words::embedded().labels("资金来源：中央财政").is_empty());
    }
}
