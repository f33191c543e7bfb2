//! What the lines of a page show together: its width, its indentation, and how it breaks its lines.

use std::collections::HashMap;

use super::Line;
use super::leader::is_entry;
use super::limits::{self, COMMA_SHARE, HEADING_SENTENCE, LABEL, PRIOR_LIMIT};
use super::role::Shut;
use super::wrap::{Measure, Pitch, Wrap};
use crate::structure::Enumeration;
use crate::structure::enumerator::Enumerator;

/// Marks after which pages are broken at clauses.
const MARKS: [char; 4] = ['。', '；', '：', '，'];

/// How lines of one sort go on after what they begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habit {
    /// Lines that end there.
    alone: u32,
    /// Lines that go on.
    on: u32,
}

impl Habit {
    /// Whether a good part of them go on.
    fn goes_on(self) -> bool {
        self.on > 0 && self.on * limits::GO_ON >= self.on + self.alone
    }

    /// Whether all of them end there, and they are several.
    fn stands_alone(self) -> bool {
        self.on == 0 && self.alone >= limits::ALONE
    }
}

/// The lines of a page measured, and the width it was wrapped at: with digits and letters of two cells where that shows a sharper edge.
fn measure(source: &str, lines: &[Line]) -> (Vec<Measure>, Option<Wrap>) {
    let all = |pitch: Pitch| -> Vec<Measure> {
        lines.iter().filter_map(|line| source.get(line.at.clone()).map(|text| Measure::of(text, line.indented, pitch))).collect()
    };
    let half = all(Pitch::Half);
    // Prose has marks; lines of one width without them are verse, or a list of names.
    let (mut letters, mut marks) = (0, 0);
    for c in lines.iter().filter_map(|line| source.get(line.at.clone())).flat_map(str::chars) {
        letters += 1;
        marks += usize::from(MARKS.contains(&c) || matches!(c, '、' | '！' | '？' | ',' | '.'));
    }
    if marks * limits::LETTERS_A_MARK < letters {
        return (half, None);
    }
    let wrap = Wrap::find(&half);
    if source.bytes().any(|b| b.is_ascii_digit()) {
        let full = all(Pitch::Full);
        if let Some(found) = Wrap::find(&full).filter(|found| found.is_sharper_than(wrap)) {
            return (full, Some(found));
        }
    }
    (half, wrap)
}

/// A page as the questions at its gaps need it.
pub(super) struct PageView<'a> {
    pub(super) source: &'a str,
    pub(super) lines: &'a [Line],
    pub(super) measures: Vec<Measure>,
    pub(super) wrap: Option<Wrap>,
    /// What the lines are by themselves.
    shut: Vec<Shut>,
    /// Whether the page marks its paragraphs by indentation.
    pub(super) indents: bool,
    /// Whether its empty lines set blocks apart: most blocks have one before them.
    pub(super) spaces: bool,
    /// The share of lines that end with a comma.
    pub(super) commas: f32,
    /// Index of the first line with the mark of a sentence; before it stand titles and numbers.
    pub(super) body: usize,
    /// For each of [`MARKS`], the odds (natural logarithm, cut off, in −1..=1) that a line ending with it was broken there.
    priors: [f32; MARKS.len()],
    /// Numbered lines with a short first sentence, by their enumerators.
    numbered: HashMap<Enumeration, Habit>,
    /// Numbered lines with a short first sentence, by their enumerators and the part (its number on the page) they belong to.
    siblings: HashMap<(Enumeration, u32), Habit>,
    /// How many lines end as entries of a table of contents do.
    pub(super) entries: usize,
    /// The part that each line belongs to, where parts are numbered.
    parts: Vec<u32>,
    /// Short labels with a colon.
    labels: HashMap<&'a str, Habit>,
}

impl<'a> PageView<'a> {
    pub(super) fn new(source: &'a str, lines: &'a [Line], shut: Vec<Shut>) -> PageView<'a> {
        let texts = || lines.iter().filter_map(|line| source.get(line.at.clone()));
        let (measures, wrap) = measure(source, lines);
        let count = |what: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| what(line)).count();
        let (indented, apart) = (count(&|line| line.indented), count(&|line| line.apart));
        let commas = texts().filter(|text| text.ends_with('，')).count();
        let mut page = PageView {
            source,
            lines,
            wrap,
            shut,
            measures,
            indents: indented >= 2 && indented * limits::INDENTED >= lines.len() && (lines.len() - indented) * limits::NOT_INDENTED >= lines.len(),
            spaces: apart * 10 >= lines.len() * limits::SPACED_TENTHS,
            commas: commas as f32 / lines.len().max(1) as f32,
            body: texts().position(|text| text.contains(MARKS)).unwrap_or(lines.len()),
            priors: [-1.0; MARKS.len()],
            numbered: HashMap::new(),
            siblings: HashMap::new(),
            entries: texts().filter(|text| is_entry(text)).count(),
            parts: Vec::new(),
            labels: HashMap::new(),
        };
        if page.breaks_lines() {
            page.priors = priors(texts());
            page.learn_habits();
        }
        page
    }

    pub(super) fn is_wrapped(&self) -> bool {
        self.wrap.is_some()
    }

    /// Whether the page breaks its lines without regard to blocks: at a width or at commas.
    pub(super) fn breaks_lines(&self) -> bool {
        self.wrap.is_some() || self.commas >= COMMA_SHARE
    }

    /// Whether one of the lines beside the gap after line `i` is a block by what it is.
    pub(super) fn is_shut(&self, i: usize) -> bool {
        self.shut.get(i).is_some_and(|shut| shut.below) || self.shut.get(i + 1).is_some_and(|shut| shut.above)
    }

    /// The text of a line.
    pub(super) fn text(&self, i: usize) -> Option<&'a str> {
        self.source.get(self.lines.get(i)?.at.clone())
    }

    /// The width of the lines `from..=to` together, no more than `most`: a block of a thousand lines is not added up at each of its gaps.
    pub(super) fn length(&self, from: usize, to: usize, most: f32) -> f32 {
        let mut sum = 0.0;
        for line in self.measures.get(from..=to).unwrap_or_default().iter().rev() {
            sum += line.width as f32;
            if sum >= most {
                return most;
            }
        }
        sum
    }

    /// The odds that a line with this last character was broken there, in −1..=1; 0 where the character says nothing.
    pub(super) fn prior(&self, last: char) -> f32 {
        MARKS.iter().position(|&mark| mark == last).and_then(|at| self.priors.get(at)).copied().unwrap_or(0.0)
    }

    /// How lines like line `i` go on after their first sentence or their label.
    pub(super) fn likes(&self, i: usize) -> Likes {
        match self.text(i).and_then(|text| opening(text, self.lines.get(i)?.facts.enumerator(text))) {
            Some((Opening::Numbered(kind), true)) => {
                let all = self.numbered.get(&kind).copied().unwrap_or_default();
                let part = self.parts.get(i).copied().unwrap_or_default();
                let siblings = self.siblings.get(&(kind, part)).copied().unwrap_or_default();
                Likes {
                    go_on: all.goes_on(),
                    alone: all.stands_alone(),
                    siblings_alone: all.goes_on() && siblings.on == 0 && siblings.alone >= limits::SIBLINGS_ALONE,
                }
            }
            Some((Opening::Label(label), true)) => {
                let all = self.labels.get(label).copied().unwrap_or_default();
                Likes { go_on: all.goes_on(), alone: all.stands_alone(), siblings_alone: false }
            }
            _ => Likes::default(),
        }
    }

    fn learn_habits(&mut self) {
        let mut part = 0;
        for i in 0..self.lines.len() {
            let (Some(text), Some(line)) = (self.text(i), self.lines.get(i)) else { continue };
            part +=
                u32::from(line.facts.enumerator(text).is_some_and(|mark| matches!(mark.kind, Enumeration::Han | Enumeration::Chapter | Enumeration::Annex)));
            self.parts.push(part);
            let Some((what, alone)) = opening(text, line.facts.enumerator(text)) else { continue };
            let add = |habit: &mut Habit| if alone { habit.alone += 1 } else { habit.on += 1 };
            match what {
                Opening::Numbered(kind) => {
                    add(self.numbered.entry(kind).or_default());
                    add(self.siblings.entry((kind, part)).or_default());
                }
                Opening::Label(label) => add(self.labels.entry(label).or_default()),
            }
        }
    }
}

/// What the lines like one show of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Likes {
    /// They go on in the same line.
    pub(super) go_on: bool,
    /// They stand alone.
    pub(super) alone: bool,
    /// They go on elsewhere on the page, but stand alone in this part of it.
    pub(super) siblings_alone: bool,
}

/// What a line begins with that may be all of it.
enum Opening<'a> {
    /// An enumerator and a short sentence: `（二）基本原则。`
    Numbered(Enumeration),
    /// A label: `计算方法：`
    Label(&'a str),
}

/// What a line begins with, and whether it is all of the line.
fn opening<'l>(line: &'l str, mark: Option<&Enumerator>) -> Option<(Opening<'l>, bool)> {
    if let Some(mark) = mark {
        let rest = line.get(mark.span.end..)?;
        let end = rest.char_indices().take(HEADING_SENTENCE).find(|(_, c)| matches!(c, '。' | '：'))?.0 + '。'.len_utf8();
        return Some((Opening::Numbered(mark.kind), end == rest.len()));
    }
    let (at, _) = line.char_indices().take(LABEL).find(|(_, c)| *c == '：')?;
    let label = line.get(..at)?;
    (!label.contains(['，', '。', '、'])).then_some((Opening::Label(label), at + '：'.len_utf8() == line.len()))
}

/// Where clauses are broken anywhere, each mark is broken after as often as a comma: from the marks inside lines follows how many of the
/// lines that end with one do so in the middle of a block.
fn priors<'a>(texts: impl Iterator<Item = &'a str>) -> [f32; MARKS.len()] {
    let (mut inside, mut at_end) = ([0f32; MARKS.len()], [0f32; MARKS.len()]);
    for text in texts {
        for (at, c) in text.char_indices() {
            let Some(mark) = MARKS.iter().position(|&mark| mark == c) else { continue };
            let counts = if at + c.len_utf8() == text.len() { &mut at_end } else { &mut inside };
            if let Some(count) = counts.get_mut(mark) {
                *count += 1.0;
            }
        }
    }
    let [.., comma_inside] = inside;
    let [.., comma_at_end] = at_end;
    let odds = (comma_at_end + 0.05) / (comma_inside + 1.0);
    let mut priors = [0.0; MARKS.len()];
    for ((prior, inside), at_end) in priors.iter_mut().zip(inside).zip(at_end) {
        let broken = (inside + 0.5) * odds;
        let whole = (at_end - broken).max(0.05 * at_end + 0.05);
        *prior = (crate::number::ln(f64::from(broken / whole)) as f32).clamp(-PRIOR_LIMIT, PRIOR_LIMIT) / PRIOR_LIMIT;
    }
    priors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_sentence_or_a_label_opens_a_line() {
        assert!(matches!(
            opening("（二）基本原则。", crate::structure::enumerator("（二）基本原则。").as_ref()),
            Some((Opening::Numbered(Enumeration::HanBracket), true))
        ));
        assert!(matches!(
            opening("（二）基本原则。坚持节水优先。", crate::structure::enumerator("（二）基本原则。坚持节水优先。").as_ref()),
            Some((Opening::Numbered(Enumeration::HanBracket), false))
        ));
        assert!(matches!(opening("用水量：", crate::structure::enumerator("用水量：").as_ref()), Some((Opening::Label("用水量"), true))));
        assert!(opening("坚持节水优先", crate::structure::enumerator("坚持节水优先").as_ref()).is_none());
    }

    #[test]
    fn marks_inside_lines_tell_how_many_ends_are_breaks() {
        // One comma in three is broken after, and two full stops stand inside lines: of those at the end one may be a break.
        let lines = ["各地要节水，", "要提效，不得浪费。要宣传。要检查。", "水价要合理，要公开。"];
        let [stop, .., comma] = priors(lines.into_iter());
        assert!(comma > 0.3 && stop > -0.2 && stop < comma);
        let [stop, ..] = priors(["要提效，不得浪费。", "水价要合理，要公开。"].into_iter());
        assert!(stop < -0.3);
    }
}
