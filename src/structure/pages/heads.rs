//! Running heads and feet: lines that come back with the pages.

use super::{Document, Found, Part, limits, probability};
use crate::structure::ends_sentence;

/// Where pages end.
struct Pages {
    /// For each line the page it stands on.
    page_of: Vec<usize>,
    /// For each line whether it is the number of a page.
    is_number: Vec<bool>,
    /// For each line whether it stands beside a number of a page.
    beside: Vec<bool>,
    /// For each line whether it stands at the edge of a page.
    edge: Vec<bool>,
    count: usize,
}

impl Pages {
    /// Pages as form feeds divide them where there are some, and otherwise as their numbers do.
    fn of(document: &Document<'_>, numbers: &[Found]) -> Pages {
        let count = document.lines.len();
        let mut is_number = vec![false; count];
        for found in numbers {
            if let Some(slot) = is_number.get_mut(found.line) {
                *slot = true;
            }
        }
        let feeds = document.feeds.last().copied().unwrap_or(0);
        let by_feeds = feeds >= 1;
        let (mut page, mut page_of) = (0, Vec::with_capacity(count));
        for (line, number) in is_number.iter().enumerate() {
            let feed = document.lines.get(line).is_some_and(|line| line.feed);
            page_of.push(page);
            if by_feeds && feed {
                page += 1;
                if let Some(last) = page_of.last_mut() {
                    *last = page;
                }
            } else if !by_feeds && *number {
                page += 1;
            }
        }
        let near = |line: usize, reach: usize| (line.saturating_sub(reach)..(line + reach + 1).min(count)).any(|at| is_number[at]);
        let beside: Vec<bool> = (0..count).map(|line| near(line, 1)).collect();
        let edge = (0..count)
            .map(|line| near(line, 2) || line < limits::EDGE - 1 || line + limits::EDGE > count || by_feeds && document.is_near_feed(line, limits::EDGE - 1))
            .collect();
        Pages { page_of, is_number, beside, edge, count: page + 1 }
    }
}

/// The lines that come back with the pages.
pub(super) fn find(document: &Document<'_>, numbers: &[Found]) -> Vec<Found> {
    let pages = Pages::of(document, numbers);
    if pages.count < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for group in document.groups.iter().filter(|group| group.len() >= 2) {
        if group.iter().any(|&line| pages.is_number[line]) {
            continue;
        }
        let sure = probability(weigh(document, &pages, group));
        if f64::from(sure) >= limits::TOLD {
            let title = title(document, &pages, group);
            let heads = group.iter().filter(|line| Some(**line) != title);
            found.extend(heads.map(|&line| Found { line, part: Part::Head, probability: sure, page: None, torn: false }));
        }
    }
    found
}

/// The odds that lines which are alike are running heads.
fn weigh(document: &Document<'_>, pages: &Pages, group: &[usize]) -> f64 {
    let Some((template, line)) = group.first().and_then(|&at| Some((document.template(at)?, document.lines.get(at)?))) else { return f64::NEG_INFINITY };
    let words = template.letters().saturating_sub(template.numbers.len());
    if words < limits::HEAD_LETTERS {
        return f64::NEG_INFINITY;
    }
    let own: Vec<usize> = group.iter().filter_map(|&line| pages.page_of.get(line).copied()).collect();
    let on = own.chunk_by(|a, b| a == b).count();
    let several = own.chunk_by(|a, b| a == b).filter(|page| page.len() > 1).count();
    if on < 2 {
        return f64::NEG_INFINITY;
    }
    let span = own.last().zip(own.first()).map_or(1, |(last, first)| last - first + 1);
    let share = |is: &dyn Fn(usize) -> bool| group.iter().filter(|&&line| is(line)).count() as f64 / group.len() as f64;
    let mut odds = limits::HEAD_PRIOR;
    odds += limits::EACH_PAGE * (on - several) as f64 / span as f64;
    odds += limits::MORE_PAGES * (on as f64).log2();
    odds += limits::FEW_PAGES * (pages.count as f64 / on as f64).ln();
    odds += limits::SEVERAL * several as f64 / on as f64;
    odds += limits::BESIDE_NUMBER * share(&|line| pages.beside[line]);
    odds += limits::AT_EDGE * share(&|line| pages.edge[line]);
    let torn = share(&|line| {
        let number = |at: &usize| pages.is_number.get(*at) == Some(&true);
        document.is_torn(line.checked_sub(1).filter(number).unwrap_or(line), Some(line + 1).filter(number).unwrap_or(line))
    });
    odds += limits::HEAD_TEARS * torn.min(limits::TEARS_MOST);
    if ends_sentence(line.text) {
        odds += limits::SENTENCE;
    }
    if line.text.contains(['□', '☐', '☑', '√', '■', '☒']) {
        odds += limits::NO_WORDS;
    }
    odds
}

/// Of the copies of a head the one that is the title of the document: the first, on the first page, where no other line there says the same. The head of
/// an issue (`公报 2024年第3期`) is the title of none.
fn title(document: &Document<'_>, pages: &Pages, group: &[usize]) -> Option<usize> {
    let first = *group.first()?;
    let template = document.template(first)?;
    if pages.page_of.get(first) != Some(&0)
        || first >= limits::TITLE_LINES
        || document.sentences.get(first) != Some(&0)
        || document.words.issue_numbers.stand_in(&template.key)
    {
        return None;
    }
    let others: String =
        (0..limits::TITLE_LINES).filter(|at| !group.contains(at)).filter_map(|at| document.template(at)).map(|template| template.key.as_str()).collect();
    (!others.contains(template.key.as_str())).then_some(first)
}
