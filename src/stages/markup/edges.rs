//! The lines at the edges of a text: what stands between headline and first prose, and what follows the last line of the text. There credits, appeals to
//! follow and share, labels of annexes that are not there and buttons stand, which few of the pages had that the trees were fitted to. What a line says is
//! weighed into its label, as odds; each of the patterns of `rules/markup/edges.tsv` says a little. Below a text the lines are read from the end of the page
//! on, as long as they say such things: what stands above another line of the document is never looked at.

use regex::Regex;

use super::blocks::Block;
use super::lexicon::Lexicon;
use super::limits;
use super::place::times;
use super::selection::{Parsed, is_prose};
use crate::blocks::{Kind, Label};
use crate::rule::{RuleBook, RuleError};
use crate::structure::enumerator;

/// The file of the patterns.
const FILE: &str = "markup/edges.tsv";

/// What a pattern speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Credit,
    Label,
    Appeal,
    Page,
}

/// The patterns with what each weighs.
#[derive(Debug)]
pub(super) struct Edges(Vec<(Sort, f32, Regex)>);

/// What the line of an edge is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Said {
    /// By how much its odds are divided; 1 where nothing speaks against it.
    against: f32,
    credit: bool,
}

impl Edges {
    /// Reads the patterns.
    pub(super) fn read(rules: &RuleBook) -> Result<Edges, RuleError> {
        let mut edges = Vec::new();
        for (line, row) in rules.rows(FILE)? {
            let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            let &[sort, weight, pattern] = &*row else { return Err(error("kind, weight, expression".to_owned())) };
            let sort = match sort {
                "credit" => Sort::Credit,
                "label" => Sort::Label,
                "appeal" => Sort::Appeal,
                "page" => Sort::Page,
                _ => return Err(error(format!("no such kind {sort:?}"))),
            };
            let weight: f32 = weight.parse().map_err(|_| error("the weight is a number".to_owned()))?;
            edges.push((sort, weight.max(1.0), Regex::new(pattern).map_err(|e| error(e.to_string()))?));
        }
        Ok(Edges(edges))
    }

    /// What a line says of itself.
    fn said(&self, block: &Block, lexicon: &Lexicon) -> Said {
        let line = block.line();
        let mut said = Said { against: 1.0, credit: false };
        // A sentence, an item of a list and who signs say something else.
        if block.chars > limits::EDGE_CHARS
            || block.text.ends_with('。')
            || enumerator(&block.text).is_some()
            || !line.contains(['丨', '｜', '|']) && lexicon.words.is_issuer(&line)
        {
            return said;
        }
        for (sort, weight, pattern) in &self.0 {
            if pattern.is_match(&line) {
                said.against *= weight;
                said.credit |= *sort == Sort::Credit;
            }
        }
        said
    }

    /// Weighs the lines at the edges of the text into their labels.
    pub(super) fn weigh(&self, page: &Parsed<'_>, labels: &mut [Label]) {
        let blocks = &page.blocks.all;
        let gone = |label: &Label| label.text < limits::SURELY_NONE;
        let text = |i: &usize| is_prose(&blocks[*i]) && labels.get(*i).is_some_and(|label| label.text >= limits::DOUBTED);
        let Some(first) = (0..blocks.len()).find(text) else { return };
        // A page without a second line of text has little to be told from.
        let mut edge: Vec<(usize, Said)> = Vec::new();
        for i in (first.saturating_sub(limits::HEAD_BLOCKS)..first).rev() {
            let said = self.said(&blocks[i], page.lexicon);
            match said.against > 1.0 {
                true => edge.push((i, said)),
                // A headline, a name or a date may stand between two credits.
                false if gone(&labels[i]) || blocks[i].chars <= limits::BARE_CHARS && blocks[i].stops == 0 => {}
                false => break,
            }
        }
        let mut below = 0;
        for i in (first + 1..blocks.len()).rev() {
            let said = self.said(&blocks[i], page.lexicon);
            match said.against > 1.0 {
                true if below < limits::EDGE_BLOCKS => {
                    // A label that heads links to files heads annexes of the document.
                    let heads = blocks.get(i + 1).is_some_and(|next| next.links > 0) && blocks[i].text.ends_with(['：', ':']);
                    if !heads {
                        edge.push((i, said));
                    }
                    below += 1;
                }
                false if gone(&labels[i]) => {}
                _ => break,
            }
        }
        edge.sort_by_key(|(i, _)| *i);
        let beside = |n: usize| {
            let near = |m: Option<usize>| m.and_then(|m| edge.get(m)).is_some_and(|(i, _)| i.abs_diff(edge[n].0) <= 2);
            near(n.checked_sub(1)) || near(Some(n + 1))
        };
        for (n, (i, said)) in edge.iter().enumerate() {
            let company = if beside(n) { limits::EDGE_COMPANY } else { 1.0 };
            let label = &mut labels[*i];
            label.text = times(label.text, 1.0 / (said.against * company));
            if said.credit {
                label.furniture = Kind::Credit;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Words;

    fn against(line: &str) -> f32 {
        let rules = RuleBook::embedded();
        let lexicon = Lexicon::read(&rules, &Words::embedded()).expect("the embedded patterns are well-formed");
        let edges = Edges::read(&rules).expect("the embedded patterns are well-formed");
        let mut block = Block::default();
        (block.text, block.chars) = (line.to_owned(), line.chars().count() as u32);
        edges.said(&block, &lexicon).against
    }

    #[test]
    fn what_stands_at_the_edges_is_weighed() {
        for line in ["编辑丨赵六", "（责任编辑：赵六 / 编发：钱七）", "👆点击上方卡片，关注我们", "关联稿件：", "见习记者 王某凡", "2024年06月05日 13时44分"]
        {
            assert!(against(line) >= 48.0, "{line} {}", against(line));
        }
        for line in ["某市文化和旅游局", "2024年6月4日", "联系人：张某", "附件：全民阅读活动报名表", "一、来源：本市", "各单位要及时分享经验。", "关注民生"]
        {
            assert!(against(line) <= 12.0, "{line} {}", against(line));
        }
    }
}
