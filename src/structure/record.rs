//! Tables of record (索引号, 发文机关, 成文日期, …), which government sites print above a document: what a value holds when its cells ran together.

use super::words::Words;

/// What a field of a table of record gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// 标题, 名称
    Title,
    /// 发文字号
    Number,
    /// 发文机关
    Issuer,
    /// 成文日期
    Signed,
    /// 发布日期
    Published,
    /// 主题词
    Keywords,
    /// 索引号, 主题分类, 有效性 and the like, which carry nothing that is kept
    Other,
}

/// The names of fields. None of them can stand before a colon inside the value of another.
const FIELDS: [(&str, Field); 30] = [
    ("索引号", Field::Other),
    ("主题分类", Field::Other),
    ("公文种类", Field::Other),
    ("有效性", Field::Other),
    ("时效性", Field::Other),
    ("公开方式", Field::Other),
    ("公开形式", Field::Other),
    ("公开范围", Field::Other),
    ("实施日期", Field::Other),
    ("生效日期", Field::Other),
    ("失效日期", Field::Other),
    ("发文机关", Field::Issuer),
    ("发布机构", Field::Issuer),
    ("发文单位", Field::Issuer),
    ("发布单位", Field::Issuer),
    ("制发机关", Field::Issuer),
    ("成文日期", Field::Signed),
    ("成文时间", Field::Signed),
    ("生成日期", Field::Signed),
    ("发文日期", Field::Signed),
    ("发布日期", Field::Published),
    ("发布时间", Field::Published),
    ("公开日期", Field::Published),
    ("发文字号", Field::Number),
    ("文号", Field::Number),
    ("标题", Field::Title),
    ("信息名称", Field::Title),
    ("名称", Field::Title),
    ("主题词", Field::Keywords),
    ("关键词", Field::Keywords),
];

impl Words {
    /// Splits a value at the names of fields in it: what stands before the first, then each field with its value. A value that holds none comes back
    /// as it is. Blanks inside names are not read: whoever runs cells together packs them.
    pub fn cells<'v>(&self, value: &'v str) -> (&'v str, Vec<(Field, &'v str)>) {
        let mut cuts: Vec<(usize, usize, Field)> = Vec::new();
        for (colon, mark) in value.char_indices().filter(|&(_, c)| c == '：' || c == ':') {
            let before = value.get(..colon).unwrap_or_default();
            if let Some((name, field)) = FIELDS.iter().filter(|(name, _)| before.ends_with(name)).max_by_key(|(name, _)| name.len()) {
                cuts.push((colon - name.len(), colon + mark.len_utf8(), *field));
            }
        }
        let first = cuts.first().map_or(value.len(), |cut| cut.0);
        let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([value.len()]);
        let fields = cuts.iter().zip(ends).filter_map(|(&(_, start, field), end)| Some((field, value.get(start..end)?.trim()))).collect();
        (value.get(..first).unwrap_or_default().trim_end(), fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_apart() {
        assert_eq!(
            Words::embedded().cells("某市水利局成文日期：2021年5月7日有效性：有效"),
            ("某市水利局", vec![(Field::Signed, "2021年5月7日"), (Field::Other, "有效")])
        );
        assert_eq!(Words::embedded().cells("某水发〔2021〕7号发布日期:2021-05-12"), ("某水发〔2021〕7号", vec![(Field::Published, "2021-05-12")]));
        assert_eq!(Words::embedded().cells("关于统一标题格式的通知"), ("关于统一标题格式的通知", vec![]));
        assert_eq!(Words::embedded().cells("论文：标题的写法"), ("论文：标题的写法", vec![]));
    }
}
