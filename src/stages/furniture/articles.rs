//! Other articles after the document: photo pages, wire reports. They are well-formed prose, so no line alone gives them away; the
//! end of the numbering, a new headline, datelines, credits and another subject do.

use std::collections::HashSet;

use super::Page;
use super::limits;
use crate::chars::is_han;
use crate::code::Code;
use crate::structure::{Enumeration, Numbered, breaks_off, chains, enumerator};

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
        (2..=44).contains(&line.count)
            && !line.ends_sentence()
            && !line.text.ends_with(['：', ':', '，', '、'])
            && enumerator(line.text).is_none()
            && line.words.issuers_of_line(line.text).is_empty()
            && crate::structure::date_line(line.text).is_none()
            && !line.words.is_release_note(line.text)
            && line.words.number_line(line.text).is_none()
    })
}

/// Marks what follows the document.
pub(super) fn others(page: &mut Page<'_>) {
    let kept: Vec<usize> = (0..page.lines.len()).filter(|&at| !page.dropped(at)).collect();
    if kept.len() < 4 {
        return;
    }
    // Without a dateline or a credit somewhere there is no other article that could be told from the document.
    let press: Vec<usize> = kept
        .iter()
        .copied()
        .filter(|&at| page.line(at).is_some_and(|line| looks_press(line.text) && (line.words.dateline(line.text).is_some() || line.words.is_credit(line.text))))
        .collect();
    if press.is_empty() {
        return;
    }
    let numbered: Vec<Numbered> = kept
        .iter()
        .filter_map(|&at| {
            let mark = enumerator(page.line(at)?.text)?;
            (mark.kind != Enumeration::Clause).then_some(Numbered { line: at, kind: mark.kind, number: mark.number })
        })
        .collect();
    // The document's own numbering: chains of at least three. What follows the last member of the last of them may be other articles.
    let outline: Vec<_> = chains(&numbered).into_iter().filter(|chain| chain.members.len() >= 3).collect();
    let last_numbered = outline.iter().filter_map(|chain| chain.members.last().and_then(|&member| numbered.get(member)).map(|one| one.line)).max();
    let from = match last_numbered {
        Some(at) => at + 1,
        // No numbering: behind a signature or the end mark, or after enough prose.
        None => match closing(page, &kept) {
            Some(at) => at,
            None => return,
        },
    };
    // The first headline after the document; a jump to it from an unfinished sentence is no headline.
    let Some(cut) = kept.iter().copied().find(|&at| {
        at >= from && is_headline(page, at) && page.kept_before(at).and_then(|before| page.line(before)).is_some_and(|before| !breaks_off(before.text))
    }) else {
        return;
    };
    let tail: Vec<usize> = kept.iter().copied().filter(|&at| at >= cut).collect();
    let body: Vec<usize> = kept.iter().copied().filter(|&at| at < cut).collect();
    // The document must be one: prose under its numbers, and not a small part of the page.
    let mass = |lines: &[usize]| -> usize { lines.iter().filter_map(|&at| page.line(at)).filter(|line| line.is_prose()).map(|line| line.count).sum() };
    let (body_mass, tail_mass) = (mass(&body), mass(&tail));
    if body_mass < limits::LEAST_DOCUMENT || body_mass * 3 < tail_mass {
        return;
    }
    let mut evidence = 0.0f32;
    let mut said: Vec<String> = Vec::new();
    let datelines =
        tail.iter().filter(|&&at| press.binary_search(&at).is_ok() && page.line(at).is_some_and(|line| line.words.dateline(line.text).is_some())).count();
    let credits = tail.iter().filter(|&&at| press.binary_search(&at).is_ok() && page.line(at).is_some_and(|line| line.words.is_credit(line.text))).count();
    if datelines + credits == 0 {
        return;
    }
    if last_numbered.is_some() {
        evidence += 1.0;
        said.push("the numbering has ended".into());
    }
    if datelines > 0 {
        evidence += 1.5;
        said.push(format!("{datelines} datelines"));
    }
    if credits > 0 {
        evidence += if credits >= 2 { 1.5 } else { 1.0 };
        said.push(format!("{credits} credits"));
    }
    let body_pairs = pairs(body.iter().filter_map(|&at| page.line(at)).map(|line| line.text));
    let tail_pairs = pairs(tail.iter().filter_map(|&at| page.line(at)).map(|line| line.text));
    let shared = tail_pairs.iter().filter(|pair| body_pairs.contains(*pair)).count() as f32 / tail_pairs.len().max(1) as f32;
    if body_pairs.len() >= 120 && tail_pairs.len() >= 40 {
        if shared < limits::OTHER_SUBJECT {
            evidence += 1.0;
            said.push(format!("another subject ({:.0} % of its pairs of characters are known)", 100.0 * shared));
        } else if shared > limits::SAME_SUBJECT {
            evidence -= 2.0;
        }
    }
    // Anything of an official document in the tail speaks against it.
    let official = tail
        .iter()
        .filter(|&&at| {
            page.line(at).is_some_and(|line| {
                line.words.is_addressee(line.text)
                    || line.count <= 60
                        && (line.words.is_release_note(line.text)
                            || line.words.title_form(line.text) == Some(crate::structure::TitleForm::Formal)
                            || enumerator(line.text)
                                .is_some_and(|e| matches!(e.kind, Enumeration::Annex | Enumeration::Article | Enumeration::Chapter | Enumeration::Box)))
            })
        })
        .count();
    evidence -= 1.5 * official.min(3) as f32;
    if evidence < limits::OTHER_EVIDENCE {
        return;
    }
    let note = format!("other articles after the document: {}", said.join(", "));
    for at in tail {
        page.drop(at, OTHER, limits::OTHER, Some(note.clone()));
    }
}

/// A cheap test before the parsers of the press are asked.
fn looks_press(text: &str) -> bool {
    text.chars().take(6).any(|c| matches!(c, '社' | '报' | '网' | '台' | '刊' | '中')) || text.len() <= 160 && text.contains(['摄', '图', '供'])
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
    let official = page.numbered >= 3;
    for at in 0..page.lines.len() {
        let Some(line) = page.line(at).filter(|line| line.count <= 160 && (line.text.contains('摄') || line.text.contains('图'))) else { continue };
        if page.dropped(at) {
            continue;
        }
        if line.words.is_credit(line.text) {
            let above = page.kept_before(at).filter(|&above| page.line(above).is_some_and(|line| line.count <= 160 && is_caption(line.text)));
            if above.is_some() || official {
                page.drop(at, CAPTION, limits::CAPTION, None);
                if let Some(above) = above {
                    page.drop(above, CAPTION, limits::CAPTION, None);
                }
            }
        } else if is_caption(line.text) && credited(line.text) {
            page.drop(at, CAPTION, limits::CAPTION, None);
        }
    }
}

/// The pictures above a report, each with its caption: two short lines and more that say who is being interviewed.
fn interviews(page: &mut Page<'_>) {
    let first = page.lines.iter().position(super::credits::is_text).unwrap_or(0);
    let spots: Vec<usize> = (0..first)
        .filter(|&at| page.line(at).is_some_and(|line| line.count <= 16 && ["接受采访", "接受记者采访"].iter().any(|end| line.text.ends_with(end))))
        .collect();
    if spots.len() >= 2 {
        for at in spots {
            page.drop(at, CAPTION, limits::CAPTION, None);
        }
    }
}

/// Whether a line begins as captions do.
fn is_caption(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '▲', '△', '↑', ' ', '▼', '◀', '▶']);
    ["图为", "图①", "上图", "下图", "左图", "右图", "这是", "资料图"].iter().any(|start| text.starts_with(start))
        || crate::structure::date::date(text).is_some()
        || month_and_day(text)
}

/// `1月31日，` at the start.
fn month_and_day(text: &str) -> bool {
    crate::structure::numeral::arabic_number(text, 2)
        .and_then(|(_, length)| text.get(length..)?.strip_prefix('月'))
        .and_then(|rest| rest.get(crate::structure::numeral::arabic_number(rest, 2)?.1..))
        .is_some_and(|rest| rest.starts_with("日，"))
}

/// Whether a caption ends with its photographer's credit.
fn credited(text: &str) -> bool {
    let bare = text.trim_end_matches(['）', ')', '。', ' ']);
    bare.ends_with('摄')
        && !bare.ends_with("拍摄")
        && bare.rfind(['。', '（', '(', '，']).is_some_and(|at| bare.get(at..).is_some_and(|rest| rest.chars().count() <= 20))
}
