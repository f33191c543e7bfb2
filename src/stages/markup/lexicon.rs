//! Short lines of pages by what they are: bars, ends, credits, fields of a record.

use std::sync::Arc;

use regex::{Regex, RegexSet};

use crate::rule::{RuleBook, RuleError};
use crate::structure::Words;

/// The file of the patterns.
const FILE: &str = "markup/lines.tsv";

/// What a field of a record gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Index,
    Subject,
    Issuer,
    Signed,
    Title,
    Number,
    Published,
    Keywords,
    Source,
    Other,
}

/// The patterns, ready for use.
#[derive(Debug)]
pub(super) struct Lexicon {
    bars: RegexSet,
    tails: RegexSet,
    credits: RegexSet,
    captions: RegexSet,
    labels: Vec<(Regex, Field)>,
    imprint: Regex,
    stamp: Regex,
    posted: Regex,
    number: Regex,
    official: Regex,
    dateline: Regex,
    /// The vocabulary of documents.
    pub(super) words: Arc<Words>,
}

impl Lexicon {
    /// Reads the patterns.
    pub(super) fn read(rules: &RuleBook, words: &Arc<Words>) -> Result<Lexicon, RuleError> {
        let (mut bars, mut tails, mut credits, mut captions, mut labels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let regex = |pattern: &str| Regex::new(pattern).map_err(|e| error(e.to_string()));
        for (line, row) in rules.rows(FILE)? {
            match row[..] {
                ["bar", pattern] => bars.push(pattern),
                ["tail", pattern] => tails.push(pattern),
                ["credit", pattern] => credits.push(pattern),
                ["caption", pattern] => captions.push(pattern),
                ["label", pattern, gives] => {
                    let field = match gives {
                        "index" => Field::Index,
                        "subject" => Field::Subject,
                        "issuer" => Field::Issuer,
                        "signed" => Field::Signed,
                        "title" => Field::Title,
                        "number" => Field::Number,
                        "published" => Field::Published,
                        "keywords" => Field::Keywords,
                        "source" => Field::Source,
                        "other" => Field::Other,
                        _ => return Err(error(format!("line {line}: no such field {gives:?}"))),
                    };
                    labels.push((regex(pattern)?, field));
                }
                _ => return Err(error(format!("line {line}: a sort and a pattern"))),
            }
        }
        let set = |patterns: Vec<&str>| RegexSet::new(patterns).map_err(|e| error(e.to_string()));
        Ok(Lexicon {
            words: Arc::clone(words),
            bars: set(bars)?,
            tails: set(tails)?,
            credits: set(credits)?,
            captions: set(captions)?,
            labels,
            imprint: regex(r"^[^，。；]{0,30}?(发布|来源|稿源|作者|时间|日期|浏览|点击|阅读|访问|字号|字体|编辑)(时间|日期|者|人|量|数|次数|单位|机构)?[：:]")?,
            stamp: regex(
                r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?.{0,8}?\d{1,2}[:：]\d{2}|\d{1,2}:\d{2}:\d{2}|\d{1,2}:\d{2}\s?[aApP][mM]|\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}:\d{2}",
            )?,
            posted: regex(
                r"(19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d+(秒钟?|分钟|小时|天|周|个?月|年)前|(昨天|前天|今天)\d{1,2}:\d{2}|^\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}:\d{2}",
            )?,
            number: regex(r"[\[〔【（(［](19|20)\d{2}[\]〕】）)］]第?\d+号|令第?\d+号|^第?[\d〇零一二三四五六七八九十百]+号令?$")?,
            dateline: regex(
                r"^[（(【\[]?(新华社|中新社|中新网|人民网|央视网|本报|本网|据?.{2,8}(社|网|报|台))?.{0,12}\d{1,2}月\d{1,2}日.{0,4}(电|讯|消息|专电|报道)",
            )?,
            official: regex(
                r"(关于.{2,80}的?|印发.{2,60}的?|公布.{2,60}的?)?(通知|意见|决定|批复|复函|公告|通告|办法|规定|条例|方案|规划|纲要|通报|命令|细则|答复|决议|公报|令|函|预案|指南|要点|措施)([（(].{0,20}[）)])?$",
            )?,
        })
    }

    /// Whether a line is a bar: goes wherever it stands.
    pub(super) fn is_bar(&self, line: &str) -> bool {
        self.bars.is_match(line)
    }

    /// Whether nothing of the document comes after this line.
    pub(super) fn is_tail(&self, line: &str) -> bool {
        self.tails.is_match(line)
    }

    /// Whether a line between headline and text speaks about the document.
    pub(super) fn is_credit(&self, line: &str) -> bool {
        self.credits.is_match(line)
    }

    /// Whether a credit says by a label what it is: 发布时间：, 来源：.
    pub(super) fn is_imprint(&self, line: &str) -> bool {
        self.imprint.is_match(line)
    }

    /// Whether a line under an image says what it shows: it names the photographer or the source.
    pub(super) fn is_caption(&self, line: &str) -> bool {
        self.captions.is_match(line)
    }

    /// Whether a line holds a date with a time of day, as posts and comments do.
    pub(super) fn has_stamp(&self, line: &str) -> bool {
        self.stamp.is_match(line)
    }

    /// Whether a line says when something was posted: a date, or how long ago.
    pub(super) fn is_posted(&self, line: &str) -> bool {
        self.posted.is_match(line)
    }

    /// Whether a line opens an article with place and date (`新华社北京5月9日电`).
    pub(super) fn is_dateline(&self, line: &str) -> bool {
        self.dateline.is_match(line)
    }

    /// Whether a line holds a document number (文号).
    pub(super) fn has_number(&self, line: &str) -> bool {
        self.number.is_match(line)
    }

    /// Whether a title is that of an official document.
    pub(super) fn is_official(&self, title: &str) -> bool {
        self.official.is_match(title) && (title.contains("关于") || title.contains("印发") || title.contains("公布") || title.chars().count() >= 8)
    }

    /// The field that a line names, and what follows the name in the same line.
    pub(super) fn label<'t>(&self, line: &'t str) -> Option<(Field, &'t str)> {
        if line.chars().count() > 120 {
            return None;
        }
        self.labels.iter().find_map(|(pattern, field)| {
            let found = pattern.find(line)?;
            let rest = &line[found.end()..];
            let value = rest.strip_prefix(['：', ':', '】', ']']).map(|v| v.trim_start_matches(['：', ':']));
            // A name without a colon is a field only when it stands alone.
            match value {
                Some(value) => Some((*field, value)),
                None if rest.is_empty() => Some((*field, "")),
                None => None,
            }
        })
    }
}
