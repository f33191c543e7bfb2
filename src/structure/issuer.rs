//! Issuing bodies: who signs official documents. Recognised by the end of the name and by a short list, never by a list of all bodies.

use super::limits;
use super::words::Words;
use crate::chars::is_han;

impl Words {
    /// Whether a run of text is the name of one issuing body. Brackets in names (`中国人民银行（总行）`) are allowed, other marks are not.
    pub(crate) fn is_issuer(&self, name: &str) -> bool {
        let count = name.chars().count();
        if !limits::BODY_CHARS.contains(&count) || !name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '(' | ')' | '·')) {
            return false;
        }
        if self.bodies.has(name) {
            return true;
        }
        if self.no_bodies.iter().any(|word| name.ends_with(word) && count <= word.chars().count() + limits::BEFORE_NO_BODY)
            || self.prose.stand_in(&name.replace("对外", ""))
        {
            return false;
        }
        let bare = name.trim_end_matches(['）', ')']);
        if count >= limits::BODY && (self.body_endings.end(name) || count <= limits::BODY_WITH_PLACE && self.bodies.end(name)) {
            return true;
        }
        // 司 ends the names of companies, too: only that of a ministry signs.
        let department = name.strip_suffix('司').is_some_and(|before| before.contains(['部', '局', '署', '委']) && !before.ends_with('公'));
        if department && count >= limits::DEPARTMENT {
            return true;
        }
        count >= limits::BODY && self.short_body_endings.end(bare) && !self.no_bodies.end(name)
    }

    /// The bodies that a line consists of, blanks between them, or nothing where some part of the line is no body.
    /// Letters inside one name that were spread out (`国 务 院`) are read as one name.
    pub(crate) fn issuers_of_line(&self, line: &str) -> Vec<String> {
        let line = line.trim();
        if line.is_empty() || line.len() > limits::BODIES_BYTES {
            return Vec::new();
        }
        // A broken entity (`&bsp;`) is a blank that did not make it.
        let parts: Vec<&str> = line.split([' ', '\u{3000}', '\t']).filter(|part| !(part.is_empty() || part.starts_with('&') && part.ends_with(';'))).collect();
        if parts.is_empty() {
            return Vec::new();
        }
        if parts.iter().all(|part| self.is_issuer(part)) {
            return parts.into_iter().map(str::to_owned).collect();
        }
        if let Some(names) = self.gathered(&parts) {
            return names;
        }
        let joined = parts.concat();
        if parts.len() > 1 && parts.iter().all(|part| part.chars().count() <= limits::SPREAD) && self.is_issuer(&joined) {
            return vec![joined];
        }
        Vec::new()
    }

    /// Names of which some were spread out (`公 安 部 交通运输部`): pieces are put together until a name is whole. `None` where something is left over.
    fn gathered(&self, parts: &[&str]) -> Option<Vec<String>> {
        let mut names = Vec::new();
        let mut open = String::new();
        for part in parts {
            if part.chars().count() > limits::SPREAD && !open.is_empty() {
                return None;
            }
            open.push_str(part);
            if self.is_issuer(&open) {
                names.push(std::mem::take(&mut open));
            }
        }
        open.is_empty().then_some(names)
    }
}

impl Words {
    /// The bodies at the start of a title, `国务院办公厅 教育部关于…` and `国务院、中央军委关于…`; the rest of the title after them.
    pub(crate) fn issuers_of_title<'t>(&self, title: &'t str) -> (Vec<String>, &'t str) {
        let mut cuts: Vec<usize> = self.after_bodies.iter().filter_map(|word| title.find(word)).filter(|&at| at > 0).collect();
        cuts.sort_unstable();
        for at in cuts {
            let (head, rest) = title.split_at(at);
            let parts: Vec<&str> = head.split([' ', '、', '，', '\u{3000}']).filter(|part| !part.is_empty()).collect();
            if !parts.is_empty() && parts.iter().all(|part| self.is_issuer(part) || !self.run_together(part).is_empty()) {
                let bodies =
                    parts.into_iter().flat_map(|part| Some(self.run_together(part)).filter(|names| !names.is_empty()).unwrap_or_else(|| vec![part.to_owned()]));
                return (bodies.collect(), rest);
            }
        }
        (Vec::new(), title)
    }

    /// Two bodies without a blank between them: 中共中央国务院, 中共甲市委办公室甲市人民政府办公室. The second begins with a body that is known whole or with the
    /// place that the first begins with. Empty where it is one.
    fn run_together(&self, names: &str) -> Vec<String> {
        let base = names.strip_prefix("中共").unwrap_or(names);
        let place = base
            .char_indices()
            .take(limits::PLACE)
            .find(|&(at, c)| at > 0 && matches!(c, '省' | '市' | '县' | '区' | '州'))
            .and_then(|(at, c)| base.get(..at + c.len_utf8()));
        let offset = names.len() - base.len();
        let again = place.and_then(|place| base.get(place.len()..)?.find(place).map(|at| at + place.len() + offset));
        let known = ["国务院", "中央军委"].iter().filter_map(|second| names.find(second));
        known
            .chain(again)
            .find_map(|at| {
                let (one, two) = names.split_at_checked(at)?;
                (self.is_issuer(one) && self.is_issuer(two)).then(|| vec![one.to_owned(), two.to_owned()])
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_signatures() {
        assert_eq!(Words::embedded().issuers_of_line("市场监管总局 中央网信办 国家发展改革委"), ["市场监管总局", "中央网信办", "国家发展改革委"]);
        assert_eq!(Words::embedded().issuers_of_line("国 务 院"), ["国务院"]);
        assert_eq!(Words::embedded().issuers_of_line("国务院办公厅"), ["国务院办公厅"]);
        assert_eq!(Words::embedded().issuers_of_line("公　安　部　　交通运输部"), ["公安部", "交通运输部"]);
        assert_eq!(Words::embedded().issuers_of_line("国 务 院 办 公 厅"), ["国务院办公厅"]);
        assert_eq!(Words::embedded().issuers_of_line("水利部节约用水司"), ["水利部节约用水司"]);
        assert_eq!(Words::embedded().issuers_of_line("税务总局 银保监会 全国工商联"), ["税务总局", "银保监会", "全国工商联"]);
        for line in ["加强社会管理", "一般干部", "改革开放的中部", "毛新宇 王名", "经济社会", "某某县信息办主办"] {
            assert!(Words::embedded().issuers_of_line(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn reads_titles() {
        assert_eq!(Words::embedded().issuers_of_title("中共中央国务院关于开展行动的意见").0, ["中共中央", "国务院"]);
        assert_eq!(Words::embedded().issuers_of_title("国务院办公厅关于印发方案的通知").0, ["国务院办公厅"]);
        assert_eq!(Words::embedded().issuers_of_title("中共中央办公厅国务院办公厅印发《关于节水的意见》").0, ["中共中央办公厅", "国务院办公厅"]);
        assert_eq!(Words::embedded().issuers_of_title("中共甲市委办公室甲市人民政府办公室关于节水的通知").0, ["中共甲市委办公室", "甲市人民政府办公室"]);
        assert_eq!(Words::embedded().issuers_of_title("对外贸易经济合作部关于节水的通知").0, ["对外贸易经济合作部"]);
        assert!(Words::embedded().issuers_of_title("关于印发方案的通知").0.is_empty());
    }
}
