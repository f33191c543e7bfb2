//! What a page of HTML says about its document (title, number, dates, issuers, author, source), from its record, its head and its credits.

use std::ops::Range;

use super::claims::{Claims, Said};
use super::feed_facts;
use super::lexicon::Field;
use super::limits;
use super::people;
use super::rules;
use super::selection::{Parsed, Selection};
use super::tags::Element;
use crate::edit::Proposal;
use crate::finding::{Article, Fact, Heading, KindShare, TextKind, Witness};
use crate::rule::{RuleBook, RuleError};

/// Reads them.
#[derive(Debug)]
pub(super) struct Facts {
    claims: Claims,
}

impl Facts {
    /// Reads the models and words.
    pub(super) fn read(rules: &RuleBook) -> Result<Facts, RuleError> {
        Ok(Facts { claims: Claims::read(rules)? })
    }

    /// What a page says of its title and its date, for the program that fits the models.
    #[cfg(feature = "measure")]
    pub(super) fn said(&self, page: &Parsed<'_>, chosen: &Selection) -> Said {
        self.claims.read_page(page, chosen)
    }

    /// States what was found. `placed` says where the kept blocks stand.
    pub(super) fn state(&self, page: &Parsed<'_>, chosen: &Selection, placed: &[Range<usize>], out: &mut Proposal) {
        let Parsed { tree, blocks, titles, lexicon, .. } = *page;
        let at = |block: usize| -> Range<usize> {
            let place = &placed[block];
            if place.is_empty() { page.place(block) } else { place.clone() }
        };
        if let Some((index, of)) = chosen.article {
            out.find(Fact::Article(Article { index, of }), 0..tree.text.len(), rules::OTHER);
        }
        let stay = chosen.verdicts.iter().filter(|verdict| verdict.is_none()).count();
        out.find(Fact::Blocks(format!("{stay} of {}", blocks.all.len())), 0..tree.text.len(), rules::NAVIGATION);
        let said = self.claims.read_page(page, chosen);
        title(page, chosen, &said, &at, out);
        let item = chosen.element.filter(|node| ["item", "entry"].iter().any(|name| tree.is_named(*node, name)));
        let fields = item.map(|node| feed_facts::facts(tree, node)).unwrap_or_default();
        if !fields.iter().any(|(fact, _)| matches!(fact, Fact::DatePublished(_))) {
            for date in said.dates() {
                let (witness, rule) = if date.visible { (Witness::Credits, rules::CREDIT) } else { (Witness::Head, rules::HEAD) };
                out.find_in(witness, Fact::DatePublished(date.value), date.at.clone(), rule);
            }
        }
        for (fact, node) in fields {
            out.find_in(Witness::Head, fact, tree.nodes[node].start as usize..tree.nodes[node].end as usize, rules::HEAD);
        }
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
                Field::Signed => self.claims.date(value).into_iter().for_each(|date| find(Fact::DateSigned(date))),
                Field::Source if !value.is_empty() => find(Fact::Source(value.clone())),
                Field::Keywords if !value.is_empty() => find(Fact::Keywords(value.clone())),
                _ => {}
            }
        }
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
                _ => {}
            }
        }
        for &block in &chosen.credits {
            let text = &blocks.all[block].text;
            let mut find = |fact: Fact| out.find_in(Witness::Credits, fact, at(block), rules::CREDIT);
            if let Some(found) = lexicon.credited(Field::Source, text).or_else(|| people::beside_time(text, lexicon)) {
                find(Fact::Source(found.to_owned()));
            }
            if let Some(found) = lexicon.credited(Field::Author, text) {
                find(Fact::Byline(found.to_owned()));
            }
            if let Some(found) = lexicon.credited(Field::Editor, text) {
                find(Fact::Editor(found.to_owned()));
            }
        }
        for (fact, place) in people::told(page) {
            out.find_in(Witness::Head, fact, place, rules::HEAD);
        }
        for (i, block) in blocks.all.iter().enumerate() {
            if block.heading > 0 && chosen.verdicts[i].is_none() && block.chars <= limits::TITLE_CHARS {
                out.find(Fact::Heading(Heading { level: block.heading, text: block.text.clone() }), at(i), rules::BREAK);
            }
        }
    }
}

/// The title: of one article among several its headline; otherwise what the places of the page that may say it say together.
fn title(page: &Parsed<'_>, chosen: &Selection, said: &Said, at: &dyn Fn(usize) -> Range<usize>, out: &mut Proposal) {
    if chosen.article.is_some() {
        if let Some(block) = chosen.headline {
            out.find(Fact::Title(page.blocks.all[block].text.clone()), at(block), rules::HEADING);
        }
        return;
    }
    let Some(title) = said.title() else { return };
    let (witness, rule) = if title.visible { (Witness::Text, rules::HEADING) } else { (Witness::Head, rules::HEAD) };
    out.find_in(witness, Fact::Title(title.value.clone()), title.at.clone(), rule);
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
