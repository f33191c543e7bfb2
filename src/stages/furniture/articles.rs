//! Other articles after the document: photo pages, wire reports. They are well-formed prose, so no line alone gives them away; the
//! end of the numbering, a new headline, datelines, credits and another subject do.

use std::collections::HashSet;

use super::Page;
use super::credits::is_text;
use super::lexicon::Lexicon;
use super::limits;
use super::marks::head;
use super::page::Line;
use crate::chars::is_han;
use crate::code::Code;
use crate::structure::date::date;
use crate::structure::numeral::arabic_number;
use crate::structure::{Chain, Enumeration, Numbered, TitleForm, breaks_off, chains, date_line, ends_sentence};

const OTHER: Code = Code::new("F014");
const CAPTION: Code = Code::new("F015");

/// Pairs of Han characters of some lines.
pub(super) fn pairs<'a>(lines: impl Iterator<Item = &'a str>) -> HashSet<(char, char)> {
    let mut all = HashSet::new();
    for line in lines {
        let mut before = None;
        for c in line.chars() {
            if let Some(b) = before
                && is_han(c)
                && is_han(b)
            {
                all.insert((b, c));
            }
            before = Some(c);
        }
    }
    all
}

/// A short line without a mark at its end: a headline, a name, a heading without a number.
fn is_headline(page: &Page<'_>, at: usize) -> bool {
    page.line(at).is_some_and(|line| {
        limits::OTHER_HEADLINE.contains(&line.count)
            && !line.ends_sentence()
            && !line.text.ends_with(['：', ':', '，', '、'])
            && line.enumerator().is_none()
            && !line.names_issuers()
            && date_line(line.text).is_none()
            && !line.is_release_note()
            && !line.is_number()
    })
}

/// Marks what follows the document.
pub(super) fn others(page: &mut Page<'_>) {
    let kept = page.kept();
    if kept.len() < limits::OTHER_LINES {
        return;
    }
    // Without a dateline or a credit somewhere there is no other article that could be told from the document.
    let press: Vec<usize> = kept
        .iter()
        .copied()
        .filter(|&at| page.line(at).is_some_and(|line| looks_press(line.text, page.lexicon) && (line.words.dateline(line.text).is_some() || line.is_credit())))
        .collect();
    if press.is_empty() {
        return;
    }
    let outline = last_numbered(page, &kept);
    // No numbering: behind a signature or the end mark.
    let Some(from) = outline.map(|at| at + 1).or_else(|| closing(page, &kept)) else { return };
    // The first headline after the document; a jump to it from an unfinished sentence is no headline.
    let ended = |at: usize| page.kept_before(at).and_then(|before| page.line(before)).is_some_and(|before| !breaks_off(before.text));
    let Some(cut) = kept.iter().position(|&at| at >= from && is_headline(page, at) && ended(at)) else { return };
    let (body, tail) = kept.split_at(cut);
    if let Some(note) = is_other(page, body, tail, &press, outline.is_some()) {
        for &at in tail {
            page.drop(at, OTHER, limits::OTHER, Some(note.clone()));
        }
    }
}

/// The last line of the document's own numbering: chains of several members, most of which have prose in their line or under it. A ranking of headlines has not.
fn last_numbered(page: &Page<'_>, kept: &[usize]) -> Option<usize> {
    let numbered: Vec<Numbered> = kept
        .iter()
        .filter_map(|&at| {
            let mark = page.line(at)?.enumerator()?;
            (mark.kind != Enumeration::Clause).then_some(Numbered { line: at, kind: mark.kind, number: mark.number })
        })
        .collect();
    let speaks = |from: usize, to: usize| {
        let lines = kept.get(kept.partition_point(|&at| at < from)..kept.partition_point(|&at| at < to)).unwrap_or_default();
        lines.iter().filter_map(|&at| page.line(at)).any(|line| line.is_prose() || ends_sentence(line.text))
    };
    let lines = |chain: &Chain| chain.members.iter().filter_map(|&member| numbered.get(member)).map(|one| one.line).collect::<Vec<_>>();
    let spoken = |chain: &Chain| {
        let lines = lines(chain);
        let parts = lines.windows(2).filter(|pair| if let [one, next] = pair { speaks(*one, *next) } else { false }).count();
        2 * parts >= lines.len().saturating_sub(1)
    };
    let outline = chains(&numbered).into_iter().filter(|chain| chain.members.len() >= limits::OUTLINE && spoken(chain));
    outline.filter_map(|chain| chain.members.last().and_then(|&member| numbered.get(member)).map(|one| one.line)).max()
}

/// Whether the tail of a page holds other articles than the document in its body: what says so.
fn is_other(page: &Page<'_>, body: &[usize], tail: &[usize], press: &[usize], ended: bool) -> Option<String> {
    // The document must be one: prose under its numbers, and not a small part of the page.
    let mass = |lines: &[usize]| -> usize { lines.iter().filter_map(|&at| page.line(at)).filter(|line| line.is_prose()).map(|line| line.count).sum() };
    let body_mass = mass(body);
    if body_mass < limits::LEAST_DOCUMENT || body_mass * limits::MOST_OTHERS < mass(tail) {
        return None;
    }
    let mut evidence = 0.0f32;
    let mut said: Vec<String> = Vec::new();
    let datelines =
        tail.iter().filter(|&&at| press.binary_search(&at).is_ok() && page.line(at).is_some_and(|line| line.words.dateline(line.text).is_some())).count();
    let credits = tail.iter().filter(|&&at| press.binary_search(&at).is_ok() && page.line(at).is_some_and(|line| line.is_credit())).count();
    if datelines + credits == 0 {
        return None;
    }
    if ended {
        evidence += limits::NUMBERING_ENDED;
        said.push("the numbering has ended".into());
    }
    if datelines > 0 {
        evidence += limits::DATELINES;
        said.push(format!("{datelines} datelines"));
    }
    if credits > 0 {
        evidence += if credits >= 2 { limits::CREDITS } else { limits::CREDIT };
        said.push(format!("{credits} credits"));
    }
    let known = |lines: &[usize]| pairs(lines.iter().filter_map(|&at| page.line(at)).map(|line| line.text));
    let (body_pairs, tail_pairs) = (known(body), known(tail));
    let shared = tail_pairs.iter().filter(|pair| body_pairs.contains(*pair)).count() as f32 / tail_pairs.len().max(1) as f32;
    if body_pairs.len() >= limits::BODY_PAIRS && tail_pairs.len() >= limits::TAIL_PAIRS {
        if shared < limits::OTHER_SUBJECT {
            evidence += limits::ANOTHER_SUBJECT;
            said.push(format!("another subject ({:.0} % of its pairs of characters are known)", 100.0 * shared));
        } else if shared > limits::SAME_SUBJECT {
            evidence -= limits::ONE_SUBJECT;
        }
    }
    evidence -= limits::OFFICIAL_FORM * officials(page, tail).min(limits::OFFICIAL_FORMS) as f32;
    (evidence >= limits::OTHER_EVIDENCE).then(|| format!("other articles after the document: {}", said.join(", ")))
}

/// Lines of an official document, which speak against other articles.
fn officials(page: &Page<'_>, lines: &[usize]) -> usize {
    let part = |kind: Enumeration| matches!(kind, Enumeration::Annex | Enumeration::Article | Enumeration::Chapter | Enumeration::Box);
    let official = |line: &Line<'_>| {
        line.is_addressee()
            || line.count <= limits::SHORT_LINE
                && (line.is_release_note() || line.title_form() == Some(TitleForm::Formal) || line.enumerator().is_some_and(|e| part(e.kind)))
    };
    lines.iter().filter(|&&at| page.line(at).is_some_and(official)).count()
}

/// A cheap test before the parsers of the press are asked.
fn looks_press(text: &str, lexicon: &Lexicon) -> bool {
    lexicon.press_mark.stand_in(head(text, limits::PRESS_START)) || text.len() <= limits::CREDIT_BYTES && lexicon.credit_mark.stand_in(text)
}

/// Where a document without numbering has ended: after a signature with its date, or after a line with the end mark; the line after it.
fn closing(page: &Page<'_>, kept: &[usize]) -> Option<usize> {
    let texts: Vec<&str> = kept.iter().map(|&at| page.line(at).map_or("", |line| line.text)).collect();
    if let Some(signature) = page.words.signatures(&texts).last() {
        return kept.get(signature.lines.end).copied();
    }
    page.cuts
        .iter()
        .filter(|(_, rule, _)| rule.as_str() == "F003")
        .filter_map(|(span, ..)| kept.iter().copied().find(|&at| page.line(at).is_some_and(|line| line.start >= span.end)))
        .next_back()
}

/// Captions inside a document: a line that says what a picture shows, with the photographer's credit in it or under it.
pub(super) fn captions(page: &mut Page<'_>) {
    interviews(page);
    let official = page.numbered >= limits::OUTLINE;
    for at in 0..page.lines.len() {
        let Some(line) = page.line(at).filter(|line| line.count <= limits::CAPTION_LINE && (line.text.contains('摄') || line.text.contains('图'))) else {
            continue;
        };
        if page.dropped(at) {
            continue;
        }
        if line.is_credit() {
            let above = page
                .kept_before(at)
                .filter(|&above| page.line(above).is_some_and(|line| line.count <= limits::CAPTION_LINE && is_caption(line.text, page.lexicon)));
            if above.is_some() || official {
                page.drop(at, CAPTION, limits::CAPTION, None);
                if let Some(above) = above {
                    page.drop(above, CAPTION, limits::CAPTION, None);
                }
            }
        } else if is_caption(line.text, page.lexicon) && credited(line.text) {
            page.drop(at, CAPTION, limits::CAPTION, None);
        }
    }
}

/// The pictures above a report, each with its caption: two short lines and more that say who is being interviewed.
fn interviews(page: &mut Page<'_>) {
    let first = page.lines.iter().position(is_text).unwrap_or(0);
    let spots: Vec<usize> = (0..first)
        .filter(|&at| page.line(at).is_some_and(|line| line.count <= limits::INTERVIEW && page.lexicon.interview_end.strip_end(line.text).is_some()))
        .collect();
    if spots.len() >= limits::INTERVIEWS {
        for at in spots {
            page.drop(at, CAPTION, limits::CAPTION, None);
        }
    }
}

/// Whether a line begins as captions do.
fn is_caption(text: &str, lexicon: &Lexicon) -> bool {
    let text = text.trim_start_matches(['（', '(', '▲', '△', '↑', ' ', '▼', '◀', '▶']);
    lexicon.caption_start.begin(text) || date(text).is_some() || month_and_day(text)
}

/// `1月31日，` at the start.
fn month_and_day(text: &str) -> bool {
    arabic_number(text, 2)
        .and_then(|(_, length)| text.get(length..)?.strip_prefix('月'))
        .and_then(|rest| rest.get(arabic_number(rest, 2)?.1..))
        .is_some_and(|rest| rest.starts_with("日，"))
}

/// Whether a caption ends with its photographer's credit.
fn credited(text: &str) -> bool {
    let bare = text.trim_end_matches(['）', ')', '。', ' ']);
    bare.ends_with('摄')
        && !bare.ends_with("拍摄")
        && bare.rfind(['。', '（', '(', '，']).is_some_and(|at| bare.get(at..).is_some_and(|rest| rest.chars().count() <= limits::CAPTION_CREDIT))
}
