//! A block becomes a line: broken lines are joined, empty lines and indentation go.
//!
//! Each gap between two lines is a question: does the block go on? Three witnesses answer: the width at which the page was
//! wrapped, if it was (`wrap`); the marks, enumerators and headings on both sides; and the judge, who knows whether
//! the characters after the gap follow those before it. `gap` turns them into one probability.

mod gap;
mod hyphen;
mod leader;
mod limits;
mod number;
mod page;
mod role;
mod sure;
mod wrap;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::chars::is_han;
use crate::code::Code;
use crate::code::StageName;
use crate::edit::Proposal;
use crate::finding::{FindingKind, TextKind};
use crate::judge::Judge;
use crate::number as arithmetic;
use crate::prose::Concern;
#[cfg(feature = "measure")]
use crate::rule::{RuleBook, RuleError};
use crate::stage::{BuildError, Resources, Stage};
use crate::structure::{LineFacts, Words};
use crate::text::Text;

pub use gap::Features;
#[cfg(feature = "measure")]
pub use gap::NAMES;

/// A block broken at the width of its page or column goes on in the next line.
const WRAPPED: Code = Code::new("L001");
/// A block broken anywhere goes on in the next line.
const BROKEN: Code = Code::new("L002");
/// An empty line.
const EMPTY: Code = Code::new("L003");
/// Blanks at the beginning or end of a line.
const INDENTATION: Code = Code::new("L004");
/// A text ends with one line feed.
const LAST: Code = Code::new("L005");

/// The stage.
pub(crate) struct Lines {
    judge: Arc<Judge>,
    words: Arc<Words>,
    model: gap::Model,
    parts: hyphen::Parts,
    accept: f32,
}

impl Lines {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        let accept = resources.config.marks().lines;
        let (model, parts) = (gap::Model::load(&resources.rules)?, hyphen::Parts::read(&resources.rules)?);
        Ok(Self { judge: Arc::clone(&resources.judge), words: Arc::clone(&resources.words), model, parts, accept })
    }
}

/// A line that is not empty.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes without the blanks around it.
    pub(crate) at: Range<usize>,
    /// Whether blanks stand before it.
    pub(crate) indented: bool,
    /// Whether an empty line stands before it.
    pub(crate) apart: bool,
    /// Whether a page of a printed document begins with it.
    pub(crate) page: bool,
    /// Whether it is no prose: it is a line whatever stands beside it.
    pub(crate) spared: bool,
    /// What the parsers say of it.
    pub(crate) facts: LineFacts,
}

const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\u{a0}'];

/// The lines of a text that are not empty. Those in the stretches that are no prose keep the blanks around them, unless they are verse.
fn lines_of(text: &str, mut stretches: &[(Range<usize>, TextKind)]) -> Vec<Line> {
    let (mut lines, mut apart) = (Vec::new(), false);
    for at in crate::text::Lines::of(text) {
        let line = &text[at.clone()];
        while stretches.first().is_some_and(|(range, _)| range.end <= at.start) {
            stretches = &stretches[1..];
        }
        let kind = stretches.first().filter(|(range, _)| range.start < at.end).map_or(TextKind::Prose, |(_, kind)| *kind);
        if kind.is_spared_by(StageName::Lines) && !line.trim_matches(BLANKS).is_empty() {
            lines.push(Line { at, indented: false, apart, page: false, spared: true, facts: LineFacts::default() });
            apart = false;
            continue;
        }
        let body = line.trim_matches(BLANKS);
        if body.is_empty() {
            apart = true;
            continue;
        }
        let indent = line.len() - line.trim_start_matches(BLANKS).len();
        let start = at.start + indent;
        lines.push(Line {
            at: start..start + body.len(),
            indented: indent > 0,
            apart,
            page: false,
            spared: kind.keeps(Concern::Breaks),
            facts: LineFacts::default(),
        });
        apart = false;
    }
    lines
}

/// Says of the lines with which a page begins that they do. A page begins at the place of its number or behind it, or where the line before ends.
fn begin_pages(lines: &mut [Line], mut pages: Vec<usize>) {
    pages.sort_unstable();
    let mut from = 0;
    for line in lines {
        let behind = pages.partition_point(|at| *at <= line.at.start);
        line.page = behind > from;
        // What lies inside a line is no edge between two.
        from = pages.partition_point(|at| *at < line.at.end);
    }
}

impl Stage for Lines {
    fn name(&self) -> StageName {
        StageName::Lines
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let source = text.as_str();
        let mut lines = lines_of(source, &text.stretches());
        begin_pages(&mut lines, text.found(FindingKind::Page).map(|finding| finding.at.start).collect());
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            if !source.is_empty() {
                out.delete(0..source.len(), EMPTY, 1.0);
            }
            return;
        };
        if first.at.start > 0 {
            let rule = if source[..first.at.start].contains('\n') { EMPTY } else { INDENTATION };
            out.delete(0..first.at.start, rule, 1.0);
        }
        // What is joined is read again as it then stands, until nothing more is joined: so a text that has been through here stays as it is.
        out.ask_again();
        out.list_doubts_from(limits::WORTH_TELLING);
        out.accept_from(self.accept);
        let mut headings: Vec<Range<usize>> = text.found(FindingKind::Heading).map(|finding| finding.at.clone()).collect();
        headings.sort_by_key(|at| at.start);
        let page = page::PageView::new(source, &lines, role::shut(source, &lines, &headings, &self.words));
        let gaps = self.probabilities(&page);
        let rule = if page.is_wrapped() { WRAPPED } else { BROKEN };
        let mut words = None;
        for (&probability, pair) in gaps.iter().zip(lines.windows(2)) {
            let [before, after] = pair else { continue };
            let gap = before.at.end..after.at.start;
            if probability > 0.0 {
                self.join(source, [&before.at, &after.at], &mut words, rule, probability, out);
            }
            tidy(source, gap, out);
        }
        let end = last.at.end;
        match &source[end..] {
            "\n" => {}
            // The line feed is the spared line's own.
            rest if last.spared && rest.starts_with('\n') => drop(out.delete(end + 1..source.len(), LAST, 1.0)),
            _ => drop(out.replace(end..source.len(), "\n", LAST, 1.0)),
        }
    }
}

impl Lines {
    /// Proposes that two lines become one. `words` are those of the text, read where a hyphen asks for them.
    fn join(&self, source: &str, lines: [&Range<usize>; 2], words: &mut Option<HashMap<String, u32>>, rule: Code, probability: f32, out: &mut Proposal) {
        let [first, second] = lines;
        let (before, after) = (source.get(first.clone()).unwrap_or_default(), source.get(second.clone()).unwrap_or_default());
        let mut gap = first.end..second.start;
        if let Some((left, right)) = hyphen::parts(before, after)
            && hyphen::goes(left, right, words.get_or_insert_with(|| hyphen::words_of(source)), &self.parts)
        {
            gap.start -= before.chars().next_back().map_or(0, char::len_utf8);
        }
        let glue = if needs_blank(&source[..gap.start], &source[gap.end..]) && gap.start == first.end { " " } else { "" };
        let join = out.replace(gap, glue, rule, probability);
        // A gap between digits is asked only where one number was torn.
        if number::touch(before, after) {
            join.mends_number();
        }
    }
}

/// Makes a gap between two blocks one line feed, unless they are joined.
fn tidy(source: &str, gap: Range<usize>, out: &mut Proposal) {
    let between = &source[gap.clone()];
    if between == "\n" {
        return;
    }
    // The first line feed stays; blanks before it go, and whatever follows it.
    let feed = gap.start + between.find('\n').unwrap_or(0);
    if feed > gap.start {
        out.delete(gap.start..feed, INDENTATION, 1.0).unless_overlapped();
    }
    let rest = feed + 1..gap.end;
    if !rest.is_empty() {
        let rule = if source[rest.clone()].contains('\n') { EMPTY } else { INDENTATION };
        out.delete(rest, rule, 1.0).unless_overlapped();
    }
}

/// Whether a blank belongs between two parts of one block: between letters or digits of Latin words, not beside Han.
fn needs_blank(before: &str, after: &str) -> bool {
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let latin = |c: char| c.is_ascii_graphic() || (c.is_alphabetic() && !is_han(c) && u32::from(c) < 0x2e80);
    // A word broken at its hyphen is put together without one; a number broken between digits was broken by the width.
    latin(left) && latin(right) && left != '-' && !(left.is_ascii_digit() && right.is_ascii_digit()) && !"(/".contains(left) && !",.;:)/%".contains(right)
}

impl Lines {
    /// The probability of each gap that the block goes on.
    fn probabilities(&self, page: &page::PageView<'_>) -> Vec<f32> {
        let (mut gaps, mut sure) = (Vec::with_capacity(page.lines.len()), Vec::with_capacity(page.lines.len()));
        walk(page, &self.judge, |i, features| {
            let goes_on = sure::goes_on(page, i).unwrap_or_default();
            let probability = features.map_or(0.0, |features| self.model.probability(&features)).max(goes_on);
            gaps.push(probability);
            sure.push(goes_on);
            probability >= limits::WORTH_TELLING
        });
        if !page.breaks_lines() {
            weigh_page(&mut gaps, page.lines.iter().any(|line| line.page));
        }
        // What is hardly a question is none of the page's.
        gaps.iter_mut().zip(sure).for_each(|(gap, sure)| *gap = gap.max(sure));
        gaps
    }
}

/// Most pages that have no width and no broken clauses are whole, and what looks like a break there is a caption, a byline, a heading without a number. A page
/// is torn or it is not: one question over all its gaps. A block goes on at a gap only where the page is torn, and where the other gaps show that it is, sooner
/// than the gap alone says. A gap that is not asked says nothing.
/// A printed document with its pages is as likely torn as not.
fn weigh_page(gaps: &mut [f32], printed: bool) {
    let prior = if printed { 0.0 } else { arithmetic::ln(limits::TORN_PAGE / (1.0 - limits::TORN_PAGE)) };
    let says = |gap: f32| if gap > 0.0 { arithmetic::ln((1.0 - limits::TORN_SHARE) / (1.0 - f64::from(gap)).max(limits::LEAST_DOUBT)) } else { 0.0 };
    let all: f64 = prior + gaps.iter().map(|&gap| says(gap)).sum::<f64>();
    let torn = arithmetic::probability(all);
    for gap in gaps.iter_mut().filter(|gap| **gap > 0.0) {
        let others = arithmetic::probability(all - says(*gap));
        let own = f64::from(*gap);
        let odds = arithmetic::ln(own / (1.0 - own).max(limits::LEAST_DOUBT)) + limits::TORN_ELSEWHERE * others;
        *gap = arithmetic::weighed(arithmetic::probability(odds) * torn);
    }
}

/// The weights of the features as the rules have them, in the order of their names.
#[cfg(feature = "measure")]
pub fn weights_of(rules: &RuleBook) -> Result<[f32; NAMES.len()], RuleError> {
    gap::Model::load(rules).map(|model| model.weights())
}

/// The features of every gap of a text, for fitting the weights (`examples/calibrate`); `None` where a rule decides alone.
/// `joined` says of each gap what is true of it.
#[cfg(feature = "measure")]
pub fn features_of(source: &str, joined: &[bool], judge: &Judge) -> Vec<Option<Features>> {
    let lines = lines_of(source, &[]);
    let mut all = Vec::with_capacity(lines.len());
    let shut = role::shut(source, &lines, &[], &Words::embedded());
    walk(&page::PageView::new(source, &lines, shut), judge, |i, features| {
        all.push(features);
        joined.get(i).copied().unwrap_or(false)
    });
    all
}

/// Shows the features of each gap of a page in order; the answer is whether the block goes on there.
fn walk(page: &page::PageView<'_>, judge: &Judge, mut goes_on: impl FnMut(usize, Option<Features>) -> bool) {
    let mut start = 0;
    for i in 0..page.lines.len().saturating_sub(1) {
        let features = gap::features(page, i, start, judge);
        if !goes_on(i, features) {
            start = i + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reread::reread;
    use crate::stage::Resources;
    use crate::text::Origin;
    use proptest::prelude::*;

    fn stage() -> Lines {
        Lines::new(&Resources::embedded()).expect("a stage")
    }

    fn run(stage: &Lines, text: &str) -> String {
        let origin = Origin::default();
        let read = |text: &str| {
            let mut proposal = Proposal::default();
            stage.propose(&Text::new(text, &[], &origin), &mut proposal);
            proposal
        };
        let all = reread(text, read(text), 17, 0.9, |error| panic!("{error}"), |text, _| read(text)).expect("legal edits");
        all.output.unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn what_is_no_broken_block_is_not_joined() {
        let headings_and_signatures = "关于加强质量工作的通知\n国质发〔2022〕95号\n各省、自治区、直辖市人民政府：\n为加强质量工作，现通知如下：\n一、总体要求\n坚持质量第一。\n（一）明确责任。各地要落实责任\n（二）加强监督。\n科技部 工业和信息化部 民政部\n财政部 住房城乡建设部 交通运输部\n2022年11月1日\n（此件公开发布）\n";
        let fences_and_comments =
            "安装字体之后就可以画出节约用水的示意图\n```python\nfrom water import draw\n```\n## 设置阀门\n把阀门的位置写在\n# 第二层阀门的位置\n";
        let a_heading_set_apart = "一、全面落实决策部署，坚定不移地实施节约用水战略\n\n　　实施节约用水战略、加快管网改造，走出一条用水效率高、浪费少的道路，是全市作出的重大部署。\n\n　　去年以来，全市用水总量持续下降。\n";
        let a_program = "// 把收到的数据读到缓冲区\n\tif (ready()) {\n\t\tread(buffer); // 读到这里\n\t\tclose();\n\t}\n";
        for text in [headings_and_signatures, fences_and_comments, a_heading_set_apart, a_program] {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            assert_eq!(run(&stage(), text), lines.join("\n") + "\n");
        }
    }

    #[test]
    fn a_signature_is_no_clause() {
        let torn = "一、要指定专人巡查，\n建立台账。每月要检查一次管道，\n对漏水的地方及时修补。\n二、要按时抄表，\n公布水价。发现浪费要及时制止，\n重大问题要向市水利局报告，\n对弄虚作假的要追究责任。\n某市水利局\n2021年3月5日\n";
        let clean = "一、要指定专人巡查，建立台账。每月要检查一次管道，对漏水的地方及时修补。\n二、要按时抄表，公布水价。发现浪费要及时制止，重大问题要向市水利局报告，对弄虚作假的要追究责任。\n某市水利局\n2021年3月5日\n";
        assert_eq!(run(&stage(), torn), clean);
    }

    #[test]
    fn lines_of_one_width_without_marks_are_no_wrapped_prose() {
        let names =
            "城东水厂一号泵房值班室\n城西水厂二号泵房值班室\n城南水厂三号泵房值班室\n城北水厂四号泵房值班室\n东湖泵站一号机组配电室\n西湖泵站二号机组配电室\n";
        assert_eq!(run(&stage(), names), names);
    }

    #[test]
    fn a_page_wrapped_with_wide_digits_has_a_width() {
        let clean = "1997年全市新建节水型水龙头12450个，改造旧管道318公里，全年节约用水2600万立方米，其中工业节水1900万立方米，居民生活节水700万立方米。\n到1998年12月31日，全市共有126个单位成为节水型单位，占全部单位的35.2%，比1996年增加了48个，用水重复利用率由61%提高到了73%左右。\n今后5年，市里还要投入资金4300万元，再改造管道560公里，使每万元产值的用水量下降到85立方米以下。\n";
        // Stage width has made the digits narrow before the lines are read: every line holds twenty-four characters still.
        let mut wrapped = String::new();
        for line in clean.lines() {
            for part in line.chars().collect::<Vec<char>>().chunks(24) {
                wrapped.extend(part);
                wrapped.push('\n');
            }
        }
        assert_eq!(run(&stage(), &wrapped), clean);
    }

    #[test]
    fn latin_words_are_joined_with_a_blank() {
        assert!(needs_blank("the quality", "of products"));
        assert!(!needs_blank("质量", "of"));
        assert!(!needs_blank("20", "25年"));
        assert!(!needs_blank("co-", "operation"));
    }

    #[test]
    fn a_text_of_blanks_becomes_nothing() {
        assert_eq!(run(&stage(), " \n　\n"), "");
    }

    proptest! {
        #[test]
        fn what_came_out_stays(parts in proptest::collection::vec(prop_oneof![
            Just("推动质量变革"), Just("，"), Just("。"), Just("\n"), Just("\n\n"), Just("　　"), Just("一、"), Just("（二）"), Just("体"), Just("验"),
            Just("2025"), Just("GDP "), Just("：“"), Just("”"), Just("各地区各部门要加强组织领导，完善配套政策"), Just("国务院 民政部"),
        ], 0..60)) {
            let stage = stage();
            let once = run(&stage, &parts.concat());
            prop_assert_eq!(run(&stage, &once), once);
        }
    }
}
