//! Tables of record (索引号, 发文机关, 成文日期, …), which government sites print above a document: what a value holds when its cells ran together.

use super::label::Label;
use super::words::Words;

impl Words {
    /// Splits a value at the names of fields in it: what stands before the first, then each field with its value. A value that holds none comes back
    /// as it is. Blanks inside names are not read: whoever runs cells together packs them.
    pub(crate) fn cells<'v>(&self, value: &'v str) -> (&'v str, Vec<(Label, &'v str)>) {
        let mut cuts: Vec<(usize, usize, Label)> = Vec::new();
        for (colon, mark) in value.char_indices().filter(|&(_, c)| c == '：' || c == ':') {
            let before = value.get(..colon).unwrap_or_default();
            let names = self.labels.iter().filter(|(name, label)| label.in_records && before.ends_with(name.as_str()));
            if let Some((name, label)) = names.max_by_key(|(name, _)| name.len()) {
                cuts.push((colon - name.len(), colon + mark.len_utf8(), label.gives));
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
            ("某市水利局", vec![(Label::Signed, "2021年5月7日"), (Label::Other, "有效")])
        );
        assert_eq!(Words::embedded().cells("某水发〔2021〕7号发布日期:2021-05-12"), ("某水发〔2021〕7号", vec![(Label::Published, "2021-05-12")]));
        assert_eq!(Words::embedded().cells("关于统一标题格式的通知"), ("关于统一标题格式的通知", vec![]));
        assert_eq!(Words::embedded().cells("论文：标题的写法"), ("论文：标题的写法", vec![]));
    }
}
