//! Issuing bodies: who signs official documents. Recognised by the end of the name and by a short list, never by a list of all bodies.

use super::words::Words;
use crate::chars::is_han;

/// Names that no ending gives away, or that an ending rule would refuse for their length.
const KNOWN: [&str; 62] = [
    "国务院",
    "中共中央",
    "中央军委",
    "全国人大",
    "全国政协",
    "最高人民法院",
    "最高人民检察院",
    "中央纪委",
    "中央网信办",
    "中央编办",
    "中央文明办",
    "中央宣传部",
    "中央组织部",
    "中央统战部",
    "中组部",
    "中宣部",
    "外交部",
    "国防部",
    "教育部",
    "科技部",
    "公安部",
    "安全部",
    "民政部",
    "司法部",
    "财政部",
    "人社部",
    "住建部",
    "水利部",
    "农业部",
    "商务部",
    "文化部",
    "卫生部",
    "铁道部",
    "交通部",
    "建设部",
    "监察部",
    "人事部",
    "信息产业部",
    "生态环境部",
    "应急部",
    "审计署",
    "人民银行",
    "国资委",
    "银保监会",
    "证监会",
    "银监会",
    "保监会",
    "民航局",
    "能源局",
    "铁路局",
    "邮政局",
    "中科院",
    "工程院",
    "社科院",
    "气象局",
    "地震局",
    "全国工商联",
    "全国总工会",
    "共青团中央",
    "全国妇联",
    "中国残联",
    "新华社",
];

/// How the names of bodies end.
const ENDINGS: [&str; 34] = [
    "人民政府",
    "办公厅",
    "办公室",
    "委员会",
    "总局",
    "管理局",
    "监管局",
    "监督局",
    "总署",
    "联合会",
    "人民法院",
    "人民检察院",
    "常委会",
    "研究院",
    "科学院",
    "银行",
    "总社",
    "集团公司",
    "指挥部",
    "领导小组",
    "总工会",
    "管理处",
    "管委会",
    "党组",
    "省委",
    "市委",
    "区委",
    "县委",
    "总队",
    "协会",
    "学会",
    "政协",
    "商会",
    "工商联",
];

/// One-character endings, trusted from four characters of name on (市场监管总局 has a longer one; 工业和信息化部, 国家发展改革委, 国家能源局 need these).
const SHORT_ENDINGS: [char; 9] = ['部', '委', '局', '厅', '办', '署', '院', '会', '社'];

/// Words with those endings that are no bodies.
const NOT_BODIES: [&str; 28] = [
    "全部",
    "内部",
    "外部",
    "东部",
    "西部",
    "中部",
    "南部",
    "北部",
    "干部",
    "大部",
    "局部",
    "总部",
    "社会",
    "机会",
    "大会",
    "不会",
    "开会",
    "学会了",
    "布局",
    "格局",
    "结局",
    "大局",
    "举办",
    "承办",
    "主办",
    "协办",
    "医院",
    "法院",
];

/// Characters that stand in sentences and not in the names of bodies.
const SENTENCE: [char; 12] = ['的', '了', '是', '将', '把', '被', '让', '使', '请', '就', '对', '由'];

impl Words {
    /// Whether a run of text is the name of one issuing body. Brackets in names (`中国人民银行（总行）`) are allowed, other marks are not.
    pub fn is_issuer(&self, name: &str) -> bool {
        let count = name.chars().count();
        if !(2..=28).contains(&count) || !name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '(' | ')' | '·')) {
            return false;
        }
        if KNOWN.contains(&name) {
            return true;
        }
        if NOT_BODIES.iter().any(|word| name.ends_with(word) && count <= word.chars().count() + 2) || name.replace("对外", "").contains(SENTENCE) {
            return false;
        }
        let bare = name.trim_end_matches(['）', ')']);
        if count >= 4 && (ENDINGS.iter().any(|end| name.ends_with(end)) || KNOWN.iter().any(|end| name.ends_with(end) && count <= 12)) {
            return true;
        }
        // 司 ends the names of companies, too: only that of a ministry signs.
        let department = name.strip_suffix('司').is_some_and(|before| before.contains(['部', '局', '署', '委']) && !before.ends_with('公'));
        if department && count >= 6 {
            return true;
        }
        count >= 4 && bare.ends_with(SHORT_ENDINGS) && !NOT_BODIES.iter().any(|word| name.ends_with(word))
    }

    /// The bodies that a line consists of, blanks between them, or nothing where some part of the line is no body.
    /// Letters inside one name that were spread out (`国 务 院`) are read as one name.
    pub fn issuers_of_line(&self, line: &str) -> Vec<String> {
        let line = line.trim();
        if line.is_empty() || line.len() > 360 {
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
        if parts.len() > 1 && parts.iter().all(|part| part.chars().count() <= 2) && self.is_issuer(&joined) {
            return vec![joined];
        }
        Vec::new()
    }

    /// Names of which some were spread out (`公 安 部 交通运输部`): pieces are put together until a name is whole. `None` where something is left over.
    fn gathered(&self, parts: &[&str]) -> Option<Vec<String>> {
        let mut names = Vec::new();
        let mut open = String::new();
        for part in parts {
            if part.chars().count() > 2 && !open.is_empty() {
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

/// Words that follow the bodies in a title.
const AFTER_BODIES: [&str; 7] = ["关于", "印发", "转发", "批转", "发布", "公布", "对"];

impl Words {
    /// The bodies at the start of a title, `国务院办公厅 教育部关于…` and `国务院、中央军委关于…`; the rest of the title after them.
    pub fn issuers_of_title<'t>(&self, title: &'t str) -> (Vec<String>, &'t str) {
        let mut cuts: Vec<usize> = AFTER_BODIES.iter().filter_map(|word| title.find(word)).filter(|&at| at > 0).collect();
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
            .take(5)
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
