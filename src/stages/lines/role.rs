//! What a line is, asked before it is asked whether it goes on: a signature, a date, an addressee, a heading is a block whatever stands beside it.
//!
//! No word decides. A name is a signature where a date or a release note stands under it, or where a sentence has ended above it and the document ends with
//! it; a number is that of a page by its frame, or where nothing can go on.

use std::collections::HashMap;
use std::ops::Range;

use super::Line;
use super::leader::is_entry;
use super::limits;
use crate::chars::is_han;
use crate::structure::{self, Enumeration, Words, counted_page, is_page_number};

/// On which sides a line is shut: no block goes on over them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shut {
    /// Nothing goes on into it.
    pub(super) above: bool,
    /// It does not go on.
    pub(super) below: bool,
}

impl Shut {
    const BOTH: Shut = Shut { above: true, below: true };
    const ABOVE: Shut = Shut { above: true, below: false };
}

/// What the lines of a page are by themselves and by those beside them. `headings` are the bytes that the markup called headings, in order.
pub(super) fn shut(source: &str, lines: &[Line], mut headings: &[Range<usize>], words: &Words) -> Vec<Shut> {
    let texts: Vec<&str> = lines.iter().map(|line| source.get(line.at.clone()).unwrap_or_default()).collect();
    let mut all: Vec<Shut> = Vec::with_capacity(lines.len());
    for (i, (line, &text)) in lines.iter().zip(&texts).enumerate() {
        let mut shut = of(text, line, words);
        while let [first, rest @ ..] = headings
            && first.end <= line.at.start
        {
            headings = rest;
        }
        // A heading that was broken in two may go on inside.
        if let Some(heading) = headings.first().filter(|heading| heading.start < line.at.end) {
            shut.above |= heading.start >= line.at.start;
            shut.below |= heading.end <= line.at.end;
        }
        if line.facts.is_addressee(text, words) {
            let above = i.checked_sub(1).and_then(|above| texts.get(above));
            shut.below = true;
            // Of an addressee over several lines only the last ends with its colon.
            shut.above |= above.is_none_or(|above| structure::ends_sentence(above) || words.title_form(above).is_some() || words.number_line(above).is_some());
        }
        all.push(shut);
    }
    bare_numbers(&texts, &mut all);
    counts(&texts, &mut all);
    signatures(&texts, lines, words, &mut all);
    speakers(&texts, &mut all);
    all
}

/// A short label alone on its line, which stands so more than once, begins what is said, or filled in, under it: a speaker, a question, a field.
fn speakers(texts: &[&str], all: &mut [Shut]) {
    let label = |text: &str| {
        let name = text.strip_suffix(['：', ':'])?;
        let short = !name.is_empty() && name.chars().nth(limits::SPEAKER).is_none();
        (short && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | ' ' | '（' | '）'))).then(|| name.to_owned())
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for name in texts.iter().filter_map(|text| label(text)) {
        *times.entry(name).or_default() += 1;
    }
    // Here and there `情况如下：` is the end of a sentence that was torn; where people speak they do so all the time.
    let speak: usize = times.values().filter(|times| **times > 1).sum();
    if speak * limits::SPEAKERS < texts.len() || speak == 0 {
        return;
    }
    // `…按照下列` / `规定予以处罚：` is torn: behind a mark a clause has ended.
    let mut ended = true;
    for (text, shut) in texts.iter().zip(all) {
        shut.above |= ended && label(text).is_some_and(|name| times.get(&name).is_some_and(|times| *times > 1));
        ended = text.ends_with(['，', '。', '！', '？', '…', '；', '”', '、', '：', '~']);
    }
}

/// What a line is by its form alone.
fn of(text: &str, line: &Line, words: &Words) -> Shut {
    if line.spared || is_code(text) || is_time(text) || is_formula(text) || is_row(text) {
        return Shut::BOTH;
    }
    if text.len() > limits::FORM {
        return Shut::default();
    }
    // The words of an entry of contents may stand in the line above.
    if is_entry(text) {
        return Shut { above: false, below: true };
    }
    // A caption ends with who took the picture.
    let credit = text.rsplit('。').next().is_some_and(|end| words.is_credit(end));
    if credit
        || words.number_line(text).is_some()
        || structure::date_line(text).is_some()
        || words.is_release_note(text)
        || words.signs_with_date(text)
        || text.contains(' ') && words.issuers_of_line(text).len() > 1
        || counted_page(text).is_some()
        || is_page_number(text) && !is_bare(text)
    {
        return Shut::BOTH;
    }
    let annex = |mark: &structure::enumerator::Enumerator| {
        mark.kind == Enumeration::Annex && text.get(mark.span.end..).is_some_and(|rest| rest.trim_matches(['：', ':', ' ']).is_empty())
    };
    if line.facts.enumerator(text).is_some_and(annex) {
        return Shut::BOTH;
    }
    let outer = |kind| matches!(kind, Enumeration::Annex | Enumeration::Part | Enumeration::Chapter | Enumeration::Section);
    if line.facts.enumerator(text).is_some_and(|mark| outer(mark.kind)) && !text.contains(['，', '。', '；']) && text.chars().nth(limits::HEADING).is_none()
    {
        return Shut::ABOVE;
    }
    Shut::default()
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Small numbers behind the ends of sentences, on several lines of a page, are how many answered each paragraph: the paragraph ends there. Numbers that grow
/// by one are those of notes.
fn counts(texts: &[&str], all: &mut [Shut]) {
    let count = |text: &str| {
        let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = text.get(before.len()..)?;
        (digits.len() <= limits::COUNT_DIGITS && before.ends_with(['。', '！', '？', '”'])).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let counted: Vec<(usize, u32)> = texts.iter().enumerate().filter_map(|(i, text)| Some((i, count(text)?))).collect();
    let notes = counted.windows(2).filter(|pair| if let [one, next] = pair { next.1 == one.1 + 1 } else { false }).count();
    // A few among many lines are the first figures of a sentence that was broken behind them (1985⏎年).
    let usual = counted.len() * limits::COUNTED_SHARE >= texts.len();
    if counted.len() >= limits::COUNTS && usual && 2 * notes < counted.len() {
        for (i, _) in counted {
            if let Some(shut) = all.get_mut(i) {
                shut.below = true;
            }
        }
    }
}

/// Numbers alone on their lines may be numbers of the text: they stand apart at the end of a page, beside a time, and where a sentence has ended.
fn bare_numbers(texts: &[&str], all: &mut [Shut]) {
    for (i, text) in texts.iter().enumerate() {
        if !is_bare(text) {
            continue;
        }
        let above = i.checked_sub(1).and_then(|above| texts.get(above));
        let below = texts.get(i + 1);
        let apart = below.is_none_or(|below| is_time(below)) || above.is_none_or(|above| structure::ends_sentence(above) || is_time(above));
        // A number that was cut between its digits goes on.
        let cut = above.is_some_and(|above| above.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | ',')));
        if let Some(shut) = all.get_mut(i).filter(|_| apart && !cut) {
            *shut = Shut::BOTH;
        }
    }
}

/// Lines of bodies that sign: over a date, a release note or another such line; or after a sentence where the document or a part of it ends.
fn signatures(texts: &[&str], lines: &[Line], words: &Words, all: &mut [Shut]) {
    let names = |i: usize| {
        let (Some(text), Some(line)) = (texts.get(i), lines.get(i)) else { return false };
        text.len() <= limits::SIGNATURE && !line.spared && line.facts.names_issuers(text, words)
    };
    // From below, so that what stands under a line is known.
    let mut signed = false;
    for i in (0..texts.len()).rev() {
        let Some(&text) = texts.get(i) else { continue };
        if structure::date_line(text).is_some() || words.is_release_note(text) {
            signed = true;
            continue;
        }
        let above = i.checked_sub(1).and_then(|above| texts.get(above)).copied();
        let officer = signed && words.is_officer(text);
        if text.len() > limits::SIGNATURE || !(names(i) || officer) {
            signed = false;
            continue;
        }
        let closed = above.is_none_or(structure::ends_sentence);
        let ends = || texts.get(i + 1).zip(lines.get(i + 1)).is_none_or(|(below, line)| begins_part(below, line, words));
        // A list of bodies in a sentence goes on over a comma or an opening mark.
        let open = above.is_some_and(|above| above.ends_with(['，', '、', '（', '《', '“', '：']));
        signed = signed && !open || closed && ends();
        if let Some(shut) = all.get_mut(i).filter(|_| signed) {
            *shut = Shut::BOTH;
        }
    }
}

/// Whether a line begins another part of a document: an annex, a chapter, a title.
fn begins_part(text: &str, line: &Line, words: &Words) -> bool {
    line.facts.enumerator(text).is_some_and(|mark| mark.kind < Enumeration::Article) || words.title_form(text).is_some()
}

/// Whether a line is the time of a subtitle or a recording: figures and colons, an arrow.
fn is_time(text: &str) -> bool {
    text.len() <= limits::TIME
        && text.matches(':').count() >= 2
        && text.bytes().all(|b| b.is_ascii_digit() || b" :,.->[]()".contains(&b))
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a line is a formula: no Han, and an equals sign, bars or a command of TeX.
fn is_formula(text: &str) -> bool {
    let signs = text.contains('=') || text.starts_with(['|', '\\']) || text.contains("$$");
    signs && text.len() <= limits::FORM && !text.chars().any(is_han)
}

/// Whether a line is a row of a table: cells between tabs or bars.
fn is_row(text: &str) -> bool {
    text.bytes().filter(|&b| b == b'\t').count() >= 2 || text.len() > 1 && text.starts_with('|') && text.ends_with('|')
}

/// Whether a line is one of a program or of its documentation: a comment, a fence, a heading behind `#`, or a statement that ends as statements do.
fn is_code(line: &str) -> bool {
    let unhashed = line.trim_start_matches('#');
    (unhashed.len() < line.len() && unhashed.starts_with(' '))
        || ["```", "//", "/*", "*/", "#include", "#define"].iter().any(|start| line.starts_with(start))
        || ["{", "}", ");", "};", "*/", "\";"].iter().any(|end| line.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the lines of a text are shut above and below, as `^` and `_`.
    fn seen(text: &str) -> Vec<String> {
        let lines = super::super::lines_of(text, &[]);
        let all = shut(text, &lines, &[], &Words::embedded());
        all.iter().map(|shut| format!("{}{}", if shut.above { "^" } else { "" }, if shut.below { "_" } else { "" })).collect()
    }

    #[test]
    fn a_signature_stands_apart() {
        assert_eq!(seen("对浪费用水的要追究责任。\n某省水利厅\n2021年3月5日\n"), ["", "^_", "^_"]);
        assert_eq!(seen("对浪费用水的要追究责任。\n某省水利厅 某省教育厅\n某省财政厅\n（此件公开发布）\n"), ["", "^_", "^_", "^_"]);
        assert_eq!(seen("对浪费用水的要追究责任。\n某省水利厅\n"), ["", "^_"]);
        assert_eq!(seen("对浪费用水的要追究责任。\n某省水利厅\n附件1\n"), ["", "^_", "^_"]);
        assert_eq!(seen("现予公布。\n省长 张某某\n2021年3月5日\n"), ["", "^_", "^_"]);
    }

    #[test]
    fn a_body_in_a_sentence_does_not() {
        // A line in the middle of a wrapped paragraph that happens to be a name.
        assert_eq!(seen("各地要在月底以前把用水的情况报送\n某省水利厅\n审核以后再报省政府。\n"), ["", "", ""]);
        assert_eq!(seen("由某省教育厅、\n某省水利厅\n共同负责。\n"), ["", "", ""]);
    }

    #[test]
    fn counts_behind_paragraphs_end_them() {
        assert_eq!(seen("他停下脚步。90\n天亮了。7\n她没有回头。133\n完\n"), ["_", "_", "_", ""]);
        assert_eq!(seen("据此办理。1\n各地要上报。2\n逾期不候。3\n完\n"), ["", "", "", ""]);
    }

    #[test]
    fn numbers_of_pages_and_times_stand_apart() {
        assert_eq!(seen("各地要节约\n3 / 12\n用水。\n"), ["", "^_", ""]);
        assert_eq!(seen("各地要节约\nPage 3 of 12\n用水。\n"), ["", "^_", ""]);
        assert_eq!(seen("各地要节约\n562\n"), ["", "^_"]);
        assert_eq!(seen("各地共有\n562\n个用水单位。\n"), ["", "", ""]);
        assert_eq!(seen("你好\n2\n00:00:03,000 --> 00:00:05,500\n再见\n"), ["", "^_", "^_", ""]);
        assert_eq!(seen("由此可得，\n|A| = 3\n所以成立。\n"), ["", "^_", ""]);
    }

    #[test]
    fn speakers_stand_apart() {
        assert_eq!(seen("小李：\n我在家里，\n小王：\n出来吧，\n小李：\n好。\n"), ["^", "", "", "", "^", ""]);
    }

    #[test]
    fn headings_of_the_markup_stand_apart() {
        let text = "前面的话没有说完\n练习\n做完再看\n";
        let lines = super::super::lines_of(text, &[]);
        let at = text.find("练习").unwrap_or_default();
        let all = shut(text, &lines, std::slice::from_ref(&(at..at + 6)), &Words::embedded());
        assert_eq!(all, [Shut::default(), Shut::BOTH, Shut::default()]);
    }
}
