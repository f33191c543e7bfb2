//! What a label on a page says of its value: 来源, 发布时间, 发文机关.

use crate::finding::Fact;

/// What a labelled line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Label {
    /// 来源
    Source,
    /// 作者, 记者
    Author,
    /// 编辑, 责任编辑
    Editor,
    /// 发布时间, 时间
    Published,
    /// 成文日期
    Signed,
    /// 关键词, 主题词
    Keywords,
    /// 标题, 名称
    Title,
    /// 发文字号
    DocumentNumber,
    /// 发文机关
    Issuer,
    /// 索引号, 主题分类, 字号, 浏览次数 and the like, which carry nothing that is kept
    Other,
}

impl Label {
    /// The label of this name in `rules/structure/labels.tsv`.
    pub(super) fn named(name: &str) -> Option<Label> {
        Some(match name {
            "source" => Label::Source,
            "author" => Label::Author,
            "editor" => Label::Editor,
            "published" => Label::Published,
            "signed" => Label::Signed,
            "keywords" => Label::Keywords,
            "title" => Label::Title,
            "document_number" => Label::DocumentNumber,
            "issuer" => Label::Issuer,
            "other" => Label::Other,
            _ => return None,
        })
    }

    /// The fact that words under this label state; `None` for dates, which have to be read, and for what is not kept.
    pub(crate) fn fact(self, words: &str) -> Option<Fact> {
        let words = words.to_owned();
        Some(match self {
            Label::Source => Fact::Source(words),
            Label::Author => Fact::Byline(words),
            Label::Editor => Fact::Editor(words),
            Label::Keywords => Fact::Keywords(words),
            Label::Title => Fact::Title(words),
            Label::DocumentNumber => Fact::DocumentNumber(words),
            Label::Issuer => Fact::Issuer(words),
            Label::Published | Label::Signed | Label::Other => return None,
        })
    }
}
