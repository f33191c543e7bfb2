//! The document as a tree: title, parts, sections, items, articles, boxes, annexes, signatures, with line ranges.

use std::ops::Range;

use super::chain::{Irregularity, Numbered, chains};
use super::enumerator::{Enumeration, Enumerator, enumerator};
use super::limits;
use super::line::ends_sentence;
use super::title::TitleForm;
use super::words::Words;
use crate::text::Lines;

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NodeKind {
    /// The title of the document or of an annexed document.
    Title,
    /// 文号
    DocumentNumber,
    /// The line that says whom the document addresses.
    Addressee,
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节 of a statute
    Section,
    /// 第一条
    Article,
    /// 一、 （一） 1. 1、 （1） ①; the level tells which
    Item,
    /// 专栏1
    Box,
    /// 附件1
    Annex,
    /// 附件：1.…, the list of annexes that stands before the signature.
    AnnexList,
    /// A paragraph (款, in statutes) without an enumerator.
    Paragraph,
    /// Bodies, date, release note.
    Signature,
}

/// A node: a block of the document and what it contains.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its sort of enumerator, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub enumeration: Option<Enumeration>,
    /// Its number, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub number: Option<u32>,
    /// The heading: the text of the first line after the enumerator up to its first full stop; empty for paragraphs and signatures.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub heading: String,
    /// First line and last line, from 1, children included.
    pub lines: (usize, usize),
    /// What stands under it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub children: Vec<Node>,
}

/// A place where the numbering is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Misnumbered {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: Irregularity,
    /// The sort of enumerator.
    pub enumeration: Enumeration,
    /// The number that stands there.
    pub found: u32,
    /// The number that was due.
    pub expected: u32,
    /// What is wrong, in words for people: `缺（三）`, `（三）重出`, `自（二）起`.
    pub note: String,
}

impl Misnumbered {
    fn new(line: usize, what: Irregularity, enumeration: Enumeration, found: u32, expected: u32) -> Misnumbered {
        let name = |number| enumeration.write(number).trim_end_matches(['、', '.']).to_owned();
        let note = match what {
            Irregularity::Gap if found > expected + 1 => format!("缺{}至{}", name(expected), name(found - 1)),
            Irregularity::Gap => format!("缺{}", name(expected)),
            Irregularity::Repeat => format!("{}重出", name(found)),
            Irregularity::LateStart => format!("自{}起", name(found)),
        };
        Misnumbered { line, what, enumeration, found, expected, note }
    }
}

/// The tree of a document.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Tree {
    /// The blocks of the outermost level.
    pub nodes: Vec<Node>,
    /// Gaps and repeats in the numbering, in the order of the text.
    pub misnumbered: Vec<Misnumbered>,
}

/// How deep an enumerator nests: the order of [`Enumeration`], but for annexes and boxes.
fn depth(kind: Enumeration) -> usize {
    match kind {
        Enumeration::Annex => 0,
        Enumeration::Part => 1,
        Enumeration::Chapter => 2,
        Enumeration::Section => 3,
        Enumeration::Article => 4,
        Enumeration::Han => 5,
        Enumeration::HanBracket => 6,
        Enumeration::Dot | Enumeration::Comma => 7,
        Enumeration::Bracket | Enumeration::HalfBracket => 8,
        Enumeration::Circled => 9,
        Enumeration::Box => 10,
        Enumeration::Clause => 11,
    }
}

fn node_kind(kind: Enumeration) -> NodeKind {
    match kind {
        Enumeration::Annex => NodeKind::Annex,
        Enumeration::Part => NodeKind::Part,
        Enumeration::Chapter => NodeKind::Chapter,
        Enumeration::Section => NodeKind::Section,
        Enumeration::Article => NodeKind::Article,
        Enumeration::Box => NodeKind::Box,
        _ => NodeKind::Item,
    }
}

fn heading_of(rest: &str) -> String {
    let first = rest.trim().split_inclusive(['。', '；']).next().unwrap_or_default().trim_end_matches(['。', '；']);
    if first.chars().count() <= limits::HEADING { first.trim_matches(['：', ' ']).to_owned() } else { String::new() }
}

/// Reads line after line; knows nothing of lines that are still to come.
struct Builder<'w> {
    words: &'w Words,
    /// The open nodes, outermost first, with their depths.
    open: Vec<(usize, Node)>,
    done: Vec<Node>,
    /// Still before the first paragraph of a document: titles, numbers and addressees stand here.
    head: bool,
    /// The enumerators of each document and annex; last those of the present one.
    numbers: Vec<Vec<Numbered>>,
    /// The annexes.
    annexes: Vec<Numbered>,
}

impl<'w> Builder<'w> {
    fn new(words: &'w Words) -> Builder<'w> {
        Builder { words, open: Vec::new(), done: Vec::new(), head: true, numbers: vec![Vec::new()], annexes: Vec::new() }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.last().is_some_and(|(d, _)| *d >= depth) {
            let Some((_, node)) = self.open.pop() else { break };
            self.leaf(node);
        }
    }

    fn leaf(&mut self, node: Node) {
        match self.open.last_mut() {
            Some((_, parent)) => {
                parent.lines.1 = parent.lines.1.max(node.lines.1);
                parent.children.push(node);
            }
            None => self.done.push(node),
        }
    }

    fn open_at(&mut self, depth: usize, node: Node) {
        self.close_to(depth);
        if self.open.len() < limits::DEPTH {
            self.open.push((depth, node));
        }
    }

    fn count(&mut self, line: usize, mark: &Enumerator) {
        let numbered = Numbered { line, kind: mark.kind, number: mark.number };
        if mark.kind == Enumeration::Annex {
            self.annexes.extend((mark.number > 0).then_some(numbered));
        } else if let Some(numbers) = self.numbers.last_mut() {
            numbers.push(numbered);
        }
    }

    /// A line with an enumerator.
    fn numbered(&mut self, at: usize, line: &str, mark: &Enumerator) {
        let rest = line.get(mark.span.end..).unwrap_or_default();
        let listed = rest.trim_start().strip_prefix(['：', ':']).map(str::trim).filter(|list| mark.kind == Enumeration::Annex && !list.is_empty());
        if let Some(list) = listed {
            let (kind, heading) = (NodeKind::AnnexList, heading_of(list));
            let first = enumerator(list);
            self.open_at(LISTED, Node { heading: if first.is_some() { String::new() } else { heading }, ..simple(kind, at..at + 1, String::new()) });
            if let Some(first) = first {
                self.numbered(at, list, &first);
            }
            return;
        }
        if mark.kind == Enumeration::Annex {
            self.numbers.push(Vec::new());
        }
        self.count(at, mark);
        // A box stands inside whatever is open.
        let depth = if mark.kind == Enumeration::Box { self.open.iter().map(|(d, _)| *d).max().unwrap_or(0).min(depth(mark.kind)) } else { depth(mark.kind) };
        let node = Node {
            enumeration: Some(mark.kind),
            number: (mark.number > 0).then_some(mark.number),
            ..simple(node_kind(mark.kind), at..at + 1, heading_of(rest))
        };
        self.open_at(depth, node);
        self.head = mark.kind == Enumeration::Annex;
    }

    /// A line without an enumerator; how many lines it takes.
    fn plain(&mut self, lines: &[&str], at: usize) -> usize {
        let Some(line) = lines.get(at) else { return 1 };
        if self.head {
            let window = lines.get(at..(at + limits::TITLE_LINES).min(lines.len())).unwrap_or_default();
            if let Some((taken, title, form)) = self.words.title_at(window)
                && (form == TitleForm::Formal || !ends_sentence(line))
            {
                self.close_to(1);
                self.numbers.push(Vec::new());
                self.leaf(simple(NodeKind::Title, at..at + taken, title));
                return taken;
            }
            if let Some(number) = self.words.number_line(line) {
                self.leaf(simple(NodeKind::DocumentNumber, at..at + 1, number.value));
                return 1;
            }
            if self.words.is_addressee(line) {
                self.leaf(simple(NodeKind::Addressee, at..at + 1, line.trim().trim_end_matches('：').to_owned()));
                return 1;
            }
            if ends_sentence(line) || self.words.title_form(line).is_none() && line.chars().count() > limits::HEAD_PARAGRAPH {
                self.head = false;
            }
        }
        let paragraph = simple(NodeKind::Paragraph, at..at + 1, String::new());
        if self.begins_paragraph_of_article(lines, at) {
            self.close_to(PARAGRAPH);
            if line.trim_end().ends_with(['：', ':']) {
                self.open_at(PARAGRAPH, paragraph);
                return 1;
            }
        }
        self.leaf(paragraph);
        1
    }

    /// Whether a line is a paragraph (款) of the open article and not the rest of its last item: that one has ended with a full stop, or there is none.
    fn begins_paragraph_of_article(&self, lines: &[&str], at: usize) -> bool {
        let article = self.open.iter().any(|(_, node)| node.kind == NodeKind::Article);
        article && at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|before| !before.trim_end().ends_with(['；', ';', '，', '、']))
    }

    fn misnumbered(&self, lines: &[&str]) -> Vec<Misnumbered> {
        let mut found = Vec::new();
        for list in self.numbers.iter().chain([&self.annexes]) {
            for chain in chains(list) {
                for &(index, what, expected) in &chain.irregular {
                    let Some(one) = list.get(index) else { continue };
                    // What is missing may stand inside a line: after the member before; of a chain that begins, after whatever encloses it.
                    let member = || {
                        let before = chain.members.partition_point(|&member| member < index).checked_sub(1)?;
                        list.get(*chain.members.get(before)?)
                    };
                    let outer = || list.iter().take(index).rev().find(|outer| outer.kind <= one.kind);
                    // A high number counts on across headings, over members that share one line.
                    let runs_on = what == Irregularity::LateStart && one.number > limits::RUNS_ON;
                    let enclosing = if what == Irregularity::LateStart { outer() } else { member() }.filter(|_| !runs_on);
                    let before = enclosing.map_or(0, |before| before.line);
                    let between = lines.get(before.max(one.line.saturating_sub(limits::SEARCHED))..one.line).unwrap_or_default();
                    let missing = if what == Irregularity::LateStart { one.number - 1 } else { expected };
                    if what != Irregularity::Repeat && stands_in(between, &chain.kind.write(missing)) {
                        continue;
                    }
                    found.push(Misnumbered::new(one.line + 1, what, chain.kind, one.number, expected));
                }
            }
        }
        found.sort_by_key(|one| one.line);
        found
    }
}

/// How deep the paragraphs of an article stand that have items of their own.
const PARAGRAPH: usize = 5;

/// How deep the list of annexes stands: below an annex, above all items.
const LISTED: usize = 1;

fn simple(kind: NodeKind, lines: Range<usize>, heading: String) -> Node {
    Node { kind, enumeration: None, number: None, heading, lines: (lines.start + 1, lines.end.max(lines.start + 1)), children: Vec::new() }
}

impl Words {
    /// Reads the tree of a clean text (one block a line).
    pub fn tree(&self, text: &str) -> Tree {
        let lines: Vec<&str> = Lines::of(text).filter_map(|at| text.get(at)).collect();
        let mut signed = self.signatures(&lines);
        signed.extend(self.lone_dates(&lines));
        signed.sort_by_key(|signature| signature.lines.start);
        let mut next_signature = signed.iter().peekable();
        let mut builder = Builder::new(self);
        let mut at = 0;
        while let Some(&line) = lines.get(at) {
            if line.trim().is_empty() {
                at += 1;
                continue;
            }
            // A date alone may be the end of a block that was read.
            while next_signature.peek().is_some_and(|signature| signature.lines.start < at) {
                next_signature.next();
            }
            if next_signature.peek().is_some_and(|signature| signature.lines.start == at)
                && let Some(signature) = next_signature.next()
            {
                builder.close_to(0);
                builder.leaf(simple(NodeKind::Signature, signature.lines.clone(), String::new()));
                at = signature.lines.end;
                builder.head = true; // a printed document may follow
                continue;
            }
            // A clause inside a paragraph opens no level.
            if let Some(mark) = enumerator(line).filter(|mark| mark.kind != Enumeration::Clause) {
                builder.numbered(at, line, &mark);
                at += 1;
                continue;
            }
            at += builder.plain(&lines, at);
        }
        builder.close_to(0);
        Tree { misnumbered: builder.misnumbered(&lines), nodes: builder.done }
    }
}

/// Whether an enumerator stands anywhere in some lines.
fn stands_in(lines: &[&str], enumerator: &str) -> bool {
    let digit = enumerator.starts_with(|c: char| c.is_ascii_digit());
    lines.iter().any(|line| {
        line.match_indices(enumerator).any(|(at, _)| !digit || !line.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "关于印发《节水方案》的通知\n水发〔2021〕7号\n各省、自治区、直辖市人民政府：\n现印发给你们，请落实。\n水利部 财政部\n2021年3月2日\n（此件公开发布）\n节水方案\n一、总体要求\n坚持节水优先。\n二、任务\n（一）抓农业。发展灌溉。\n（二）抓工业。\n（四）抓城市。\n专栏1 重点工程\n——改造管网。\n三、保障\n加强领导。\n";

    #[test]
    fn builds_the_tree() {
        let tree = Words::embedded().tree(NOTICE);
        let kinds: Vec<_> = tree.nodes.iter().map(|n| (n.kind, n.lines)).collect();
        assert_eq!(
            kinds,
            [
                (NodeKind::Title, (1, 1)),
                (NodeKind::DocumentNumber, (2, 2)),
                (NodeKind::Addressee, (3, 3)),
                (NodeKind::Paragraph, (4, 4)),
                (NodeKind::Signature, (5, 7)),
                (NodeKind::Title, (8, 8)),
                (NodeKind::Item, (9, 10)),
                (NodeKind::Item, (11, 16)),
                (NodeKind::Item, (17, 18)),
            ]
        );
        assert_eq!(tree.nodes[7].children.len(), 4);
        assert_eq!(tree.nodes[7].children[0].heading, "抓农业");
        assert_eq!(tree.misnumbered, [Misnumbered::new(14, Irregularity::Gap, Enumeration::HanBracket, 4, 3)]);
        assert_eq!(tree.misnumbered[0].note, "缺（三）");
    }

    #[test]
    fn annexes_count_on_and_their_list_is_no_annex() {
        let tree = Words::embedded().tree(
            "一、任务\n落实节水。\n附件：1.指标表\n2.名单\n水利部\n2021年3月2日\n附件1\n节水指标表\n1.用水总量指标（二）质量2.万元用水量\n3.灌溉水利用系数\n附件2\n试点名单\n附件4\n其他名单\n",
        );
        let kinds: Vec<_> = tree.nodes.iter().map(|node| (node.kind, node.lines)).collect();
        assert_eq!(
            kinds,
            [
                (NodeKind::Item, (1, 2)),
                (NodeKind::AnnexList, (3, 4)),
                (NodeKind::Signature, (5, 6)),
                (NodeKind::Annex, (7, 10)),
                (NodeKind::Annex, (11, 12)),
                (NodeKind::Annex, (13, 14)),
            ]
        );
        assert_eq!(tree.nodes[1].children.len(), 2);
        // 2. stands inside a row of a table; 附件3 is missing.
        assert_eq!(tree.misnumbered.iter().map(|one| one.note.as_str()).collect::<Vec<_>>(), ["缺附件3"]);
    }

    #[test]
    fn articles_hold_their_paragraphs() {
        let tree = Words::embedded().tree(
            "节水条例\n第一章 总则\n第一条 为了节水，制定本条例。\n第二条 本条例适用于用水。\n用水包括下列各项：\n（一）农业；\n（二）工业。\n第二章 附则\n第三条 本条例自公布之日起施行。\n",
        );
        assert_eq!(tree.nodes.len(), 3);
        assert_eq!(tree.nodes[1].children.len(), 2);
        // The second paragraph of the second article holds its items.
        assert_eq!(tree.nodes[1].children[1].children.len(), 1);
        assert_eq!(tree.nodes[1].children[1].children[0].children.len(), 2);
        assert!(tree.misnumbered.is_empty());
    }
}
