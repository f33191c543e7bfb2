//! What a page of HTML says about its document (title, number, dates, issuers, author, source), from its record, its head and its credits.

use std::ops::Range;

use regex::Regex;

use super::lexicon::Field;
use super::limits;
use super::rules;
use super::selection::{Parsed, Selection};
use super::tags::Element;
use crate::date::Date;
use crate::edit::Proposal;
use crate::finding::{Article, Fact, Heading, KindShare, TextKind, Witness};
use crate::structure::TitleForm;

/// Reads dates.
#[derive(Debug)]
pub(super) struct Facts {
    date: Regex,
}

impl Facts {
    /// Sets the pattern up.
    pub(super) fn new() -> Result<Facts, regex::Error> {
        let date = Regex::new(r"((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?:[T\s　-]{0,3}(\d{1,2}):(\d{2})(?::(\d{2}))?)?")?;
        Ok(Facts { date })
    }

    /// States what was found. `placed` says where the kept blocks stand.
    pub(super) fn state(&self, page: &Parsed<'_>, chosen: &Selection, placed: &[Range<usize>], out: &mut Proposal) {
        let Parsed { tree, blocks, titles, lexicon, .. } = *page;
        let at = |block: usize| -> Range<usize> {
            let place = &placed[block];
            if place.is_empty() {
                let block = &blocks.all[block];
                tree.nodes[block.from as usize].start as usize..tree.nodes[block.to as usize - 1].end as usize
            } else {
                place.clone()
            }
        };
        if let Some((index, of)) = chosen.article {
            out.find(Fact::Article(Article { index, of }), 0..tree.text.len(), rules::OTHER);
        }
        let stay = chosen.verdicts.iter().filter(|verdict| verdict.is_none()).count();
        out.find(Fact::Blocks(format!("{stay} of {}", blocks.all.len())), 0..tree.text.len(), rules::NAVIGATION);
        self.title(page, chosen, &at, out);
        rows(page, chosen, placed, out);
        for (field, value, block) in &chosen.record {
            let mut find = |fact: Fact| out.find_in(Witness::Record, fact, at(*block), rules::RECORD);
            match field {
                Field::Number => find(Fact::DocumentNumber(value.clone())),
                Field::Issuer => {
                    for name in value.split(['、', '，', ',', ';', '；', '　', ' ']).filter(|n| !n.is_empty()) {
                        find(Fact::Issuer(name.to_owned()));
                    }
                }
                Field::Signed => self.date(value).into_iter().for_each(|date| find(Fact::DateSigned(date))),
                Field::Published => self.date(value).into_iter().for_each(|date| find(Fact::DatePublished(date))),
                Field::Source if !value.is_empty() => find(Fact::Source(value.clone())),
                Field::Keywords if !value.is_empty() => find(Fact::Keywords(value.clone())),
                _ => {}
            }
        }
        let mut dated = chosen.record.iter().any(|r| r.0 == Field::Published);
        for (name, value, range) in &titles.meta {
            if value.is_empty() {
                continue;
            }
            let mut find = |fact: Fact| out.find_in(Witness::Head, fact, range.clone(), rules::HEAD);
            match name.as_str() {
                "author" | "article:author" | "og:article:author" if !titles.is_of_site(value) => find(Fact::Byline(value.clone())),
                "keywords" => find(Fact::Keywords(value.clone())),
                "og:site_name" | "sitename" | "application-name" => find(Fact::Site(value.clone())),
                "og:url" | "url" => find(Fact::Url(value.clone())),
                "contentsource" | "source" => find(Fact::Source(value.clone())),
                "pubdate" | "publishdate" | "firstpublishedtime" | "article:published_time" | "og:release_date" | "datepublished" => {
                    if let Some(date) = self.date(value).filter(|_| !dated) {
                        dated = true;
                        find(Fact::DatePublished(date));
                    }
                }
                _ => {}
            }
        }
        for &block in &chosen.credits {
            let text = &blocks.all[block].text;
            let mut find = |fact: Fact| out.find_in(Witness::Credits, fact, at(block), rules::CREDIT);
            if let Some(found) = lexicon.credited(Field::Source, text) {
                find(Fact::Source(found.to_owned()));
            }
            if let Some(found) = lexicon.credited(Field::Author, text) {
                find(Fact::Byline(found.to_owned()));
            }
            if let Some(found) = lexicon.credited(Field::Editor, text) {
                find(Fact::Editor(found.to_owned()));
            }
            if let Some(date) = self.date(text).filter(|_| !dated) {
                dated = true;
                find(Fact::DatePublished(date));
            }
        }
        for (i, block) in blocks.all.iter().enumerate() {
            if block.heading > 0 && chosen.verdicts[i].is_none() && block.chars <= limits::TITLE_CHARS {
                out.find(Fact::Heading(Heading { level: block.heading, text: block.text.clone() }), at(i), rules::BREAK);
            }
        }
    }

    fn title(&self, page: &Parsed<'_>, chosen: &Selection, at: &dyn Fn(usize) -> Range<usize>, out: &mut Proposal) {
        let Parsed { tree, blocks, titles, .. } = *page;
        if let Some((_, value, block)) = chosen.record.iter().find(|r| r.0 == Field::Title && !r.1.is_empty()) {
            out.find_in(Witness::Record, Fact::Title(value.clone()), at(*block), rules::RECORD);
            return;
        }
        let line = |block: usize| blocks.all[block].line();
        // A headline that the head of the page does not name may be an author or the heading of a section.
        let sure = |block: &usize| titles.names_whole(&line(*block)).is_some() || titles.words.title_form(&line(*block)) == Some(TitleForm::Formal);
        let headline = chosen.headline.filter(|block| chosen.article.is_some() || sure(block)).or(chosen.title);
        let own = titles.own();
        // A doubtful headline is still better than the name of the site.
        let named = own.as_ref().is_some_and(|(piece, _)| !titles.words.is_site_name(piece));
        if let Some(block) = headline.or(chosen.headline.filter(|_| !named)) {
            let line = line(block);
            // The head of the page may have the whole of a headline that the text breaks in two.
            let part = titles.names_whole(&line).is_none();
            let begun = |piece: &&String| piece.starts_with(&*line) && piece.chars().count() <= limits::WHOLE_TITLE * line.chars().count();
            let whole = titles.pieces.iter().rev().filter(|_| part).find(begun).filter(|whole| **whole != line);
            let found = &blocks.all[block];
            let texts = (found.from as usize..found.to as usize).take(limits::NEAR_NODES).filter(|&node| tree.nodes[node].element == Element::Text);
            let pieces: Vec<&str> = texts.map(|node| tree.source(node)).collect();
            let title = titles.without_mark(&pieces).or(whole.map(String::as_str)).unwrap_or(&found.text);
            out.find(Fact::Title(title.to_owned()), at(block), rules::HEADING);
        } else if let Some((piece, range)) = own {
            out.find_in(Witness::Head, Fact::Title(piece.to_owned()), range, rules::HEAD);
        }
    }

    /// A date in a text, with the time of day where one is given.
    pub(super) fn date(&self, text: &str) -> Option<Date> {
        let found = self.date.captures(text)?;
        let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
        let (year, month, day) = (number(1)?, number(2)?, number(3)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let clock = (number(4).filter(|hour| *hour < 24), number(5).filter(|minute| *minute < 60));
        let time = if let (Some(hour), Some(minute)) = clock { Some((hour as u8, minute as u8, number(6).filter(|s| *s < 60).map(|s| s as u8))) } else { None };
        Some(Date { year: year as u16, month: month as u8, day: Some(day as u8), time })
    }
}

/// Says which kept blocks are rows of tables of data, of two cells and more: their cells stay apart.
fn rows(page: &Parsed<'_>, chosen: &Selection, placed: &[Range<usize>], out: &mut Proposal) {
    for ((block, verdict), place) in page.blocks.all.iter().zip(&chosen.verdicts).zip(placed) {
        // The first cell begins before the block does.
        let nodes = page.tree.nodes.get(block.from as usize..block.to as usize).unwrap_or_default();
        let several = nodes.iter().any(|node| node.element == Element::Cell);
        if block.data && several && verdict.is_none() && !place.is_empty() {
            out.find(Fact::Kind(KindShare::new(TextKind::Rows, 1.0)), place.clone(), rules::CELL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let facts = Facts::new().expect("the patterns are well-formed");
        let date = |text: &str| facts.date(text).map(|date| date.to_string());
        assert_eq!(date("2019年1月8日").as_deref(), Some("2019-01-08"));
        assert_eq!(date("发布时间：2024-05-13 10:02 来源").as_deref(), Some("2024-05-13T10:02"));
        assert_eq!(date("2024-05-22T00:21:04.000Z").as_deref(), Some("2024-05-22T00:21:04"));
        assert_eq!(date("2024-13-01"), None);
    }
}
