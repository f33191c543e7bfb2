//! What stands between the beginning of the chosen element and the text: headline, credits, subtitles. Told from the lengths of lines, their patterns
//! and what the page names its title.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::{Block, Blocks};
use super::lexicon::{Field, Lexicon, Sort};
use super::limits;
use super::rules;
use super::selection::{Parsed, Selection, is_prose, kept};
use super::title::{Titles, resembles};
use crate::blocks::Label;
use crate::config::HeadlineOf;
use crate::structure::{TitleForm, enumerator};

/// The lines before the text, and what is known of them.
struct Head<'b> {
    blocks: &'b Blocks,
    labels: &'b [Label],
    lexicon: &'b Lexicon,
    /// The blocks that are kept and stand before the text.
    zone: Vec<usize>,
    /// How many of the zone, from its beginning, are bare lines or credits.
    lead: usize,
    /// Whether these lines are the head of a post: one of them says when it was posted.
    post: bool,
    /// Whether a text of several paragraphs follows.
    article: bool,
    /// Whether bare lines stand between the paragraphs of the text, so that one at its beginning is the first of them.
    sectioned: bool,
    /// Whether bare lines stand above the texts that follow the first one, other short lines between them or not.
    headed: bool,
    /// How many kept blocks are headings of each level.
    headings: [usize; 7],
    /// Whether the page is an official document.
    official: bool,
    /// Whether times of day stand before short lines all over the text: it is a schedule, and its first line no credit.
    schedule: bool,
}

/// The headline goes to the metadata and with it what stands before the text: path, date, source, author. The title of
/// an official document is part of it and stays; `headline` may say otherwise.
pub(super) fn trim_head(page: &Parsed<'_>, headline: HeadlineOf, chosen: &mut Selection) {
    let Parsed { lexicon, titles, blocks, .. } = *page;
    let head = Head::read(page, chosen);
    let found = head.headline(titles);
    let keeps = |i: usize| match headline {
        HeadlineOf::Official => head.official || lexicon.is_official(&head.line(i)),
        HeadlineOf::All => true,
        HeadlineOf::None => false,
    };
    let Some(at) = found else {
        if !head.official {
            head.drop_credits(&head.zone, None, chosen);
        }
        return;
    };
    chosen.headline = Some(head.zone[at]);
    // The title of an official document may take several lines, of which none has the form of one.
    let printed = head.printed_title(at).filter(|_| headline != HeadlineOf::None);
    let title = printed.clone().unwrap_or(at..at + 1);
    for &i in head.zone.get(..title.start).unwrap_or_default() {
        if !head.is_text(i) && (!head.official || lexicon.is(Sort::Credit, &head.line(i)) || blocks.all[i].linked > 0) {
            chosen.drop(i, rules::NAVIGATION, limits::HEAD_LINE);
        }
    }
    if printed.is_none() && !keeps(head.zone[at]) {
        chosen.drop(head.zone[at], rules::HEADING, limits::HEAD_LINE);
    }
    let below = head.zone.get(title.end..).unwrap_or_default();
    if head.official || printed.is_some() || lexicon.is_official(&head.line(head.zone[at])) {
        // Numbers, dates and addressees are part of an official document.
        for &i in below.iter().take_while(|&&i| head.is_credit(i) && lexicon.is(Sort::Imprint, &head.line(i))) {
            chosen.take_credit(i, rules::CREDIT);
        }
    } else {
        head.drop_credits(below, Some(head.zone[at]), chosen);
    }
}

impl<'b> Head<'b> {
    fn read(page: &Parsed<'b>, chosen: &Selection) -> Head<'b> {
        let Parsed { blocks, lexicon, labels, .. } = *page;
        let mut zone: Vec<usize> = Vec::new();
        for (i, block) in kept(blocks, &chosen.verdicts) {
            let text = block.line();
            let prose = is_paragraph(block) && !is_credit(block, &text, lexicon);
            if lexicon.is(Sort::Dateline, &text) || prose || zone.len() >= limits::HEAD_BLOCKS {
                break;
            }
            zone.push(i);
        }
        let (mut paragraphs, mut texts, mut prose, mut sections, mut headed) = (0, 0u32, 0u32, 0, 0);
        let mut headings = [0; 7];
        let (mut last_bare, mut bare_above) = (false, false);
        let mut timed = 0;
        for (_, block) in kept(blocks, &chosen.verdicts) {
            timed += usize::from(block.stops == 0 && block.chars <= limits::CREDIT_CHARS && is_timed(block, lexicon));
            if is_prose(block) {
                paragraphs += usize::from(is_paragraph(block));
                prose = prose.saturating_add(block.chars);
                texts += 1;
                sections += usize::from(last_bare && paragraphs > 1);
                headed += usize::from(bare_above && texts > 1);
                bare_above = false;
            }
            last_bare = is_bare(block, lexicon);
            // Other short lines may stand between a heading and its text.
            bare_above |= last_bare;
            if let Some(count) = headings.get_mut(usize::from(block.heading)) {
                *count += 1;
            }
        }
        let mut head = Head {
            blocks,
            labels,
            lexicon,
            zone,
            lead: 0,
            post: false,
            sectioned: sections >= limits::SECTIONS,
            headed: headed >= limits::SECTIONS,
            headings,
            article: paragraphs >= limits::ARTICLE_PARAGRAPHS || prose >= limits::ARTICLE_CHARS,
            official: false,
            schedule: timed >= limits::SCHEDULE && chosen.article.is_none(),
        };
        head.lead = head.zone.iter().take_while(|&&i| is_bare(&blocks.all[i], lexicon) || lexicon.is(Sort::Credit, &head.line(i))).count();
        let posted = |line: &str| if chosen.article.is_some() { lexicon.is(Sort::Posted, line) } else { lexicon.is(Sort::Stamp, line) };
        // The line that says when an article among others was posted may have gone by its label.
        let first = head.zone.first().copied().filter(|_| chosen.article.is_some()).unwrap_or(blocks.all.len());
        let gone = blocks.all.iter().skip(first).take(limits::HEAD_BLOCKS).take_while(|block| !is_prose(block)).any(|block| posted(&block.line()));
        head.post = !head.schedule && head.lead <= limits::HEAD_LINES && (gone || head.zone.iter().take(head.lead).any(|&i| posted(&head.line(i))));
        let numbered = head.zone.iter().any(|&i| lexicon.is(Sort::Number, &head.line(i)));
        head.official = numbered || chosen.record.iter().any(|(f, ..)| matches!(f, Field::Number));
        head
    }

    fn line(&self, block: usize) -> Cow<'b, str> {
        self.blocks.all[block].line()
    }

    /// Where in the zone the headline stands: the line that the page names its title, or a first heading, or, in a page that
    /// does neither, the first of a few bare lines before an article that is long enough for one.
    fn headline(&self, titles: &Titles) -> Option<usize> {
        let block = |i: usize| &self.blocks.all[i];
        // What follows a sentence is text, however much it says the same as the title, and half a sentence is no title.
        let before_text = self.zone.iter().take_while(|&&i| !self.is_sentence(i)).count();
        let open = |i: usize| self.line(i).ends_with(['，', '、', '；', ',']);
        let named = self.zone.iter().take(before_text + 1).position(|&i| block(i).chars <= limits::TITLE_CHARS && !open(i) && titles.names(&self.line(i)));
        // A page of several sections has several headings of one level; the headline is the only one of its own.
        let alone = |level: u8| matches!(level, 1 | 2) && self.headings.get(usize::from(level)) == Some(&1);
        let heading = || self.zone.iter().position(|&i| alone(block(i).heading) && block(i).chars >= limits::HEADING_CHARS && is_title_like(block(i)));
        let bare = || {
            let lead = self.zone.get(..self.lead).filter(|_| self.article && self.lead <= limits::BARE_LEAD && !self.opens_section())?;
            let long = |i: usize| block(i).chars >= limits::HEADING_CHARS && is_bare(block(i), self.lexicon);
            let title = |i: usize| long(i) && !is_subtitle(block(i)) && !is_number(block(i), self.lexicon) && !names_bodies(block(i), self.lexicon);
            lead.iter().position(|&i| title(i) && !self.lexicon.is(Sort::Credit, &self.line(i)))
        };
        let official = || {
            let title = |i: usize| block(i).chars <= limits::TITLE_CHARS && is_title_like(block(i)) && self.lexicon.is_official(&self.line(i));
            self.zone.iter().take(before_text).position(|&i| title(i))
        };
        let found = named.or_else(heading).or_else(official).or_else(bare);
        found.filter(|&at| self.official || self.zone.iter().take(at).all(|&i| self.stands_above(i)))
    }

    /// Whether a line may stand above a headline and is no text: a bare line, a credit, a link.
    fn stands_above(&self, block: usize) -> bool {
        let measured = &self.blocks.all[block];
        measured.linked > 0 || is_bare(measured, self.lexicon) || self.is_credit(block)
    }

    /// The lines of the zone, two or more, that together are the title of an official document, `at` among them.
    fn printed_title(&self, at: usize) -> Option<Range<usize>> {
        let lines: Vec<&str> = self.zone.iter().map(|&i| self.blocks.all[i].text.as_str()).collect();
        (0..=at).find_map(|from| {
            let (taken, _, form) = self.lexicon.words.title_at(lines.get(from..)?)?;
            (form == TitleForm::Formal && taken > 1 && from + taken > at).then_some(from..from + taken)
        })
    }

    /// Whether a line is more likely text than anything else: then it is no credit, whatever it looks like. The items of a list have dates, too.
    fn is_text(&self, block: usize) -> bool {
        self.labels.get(block).is_some_and(|label| label.text >= limits::DOUBTED)
    }

    fn is_credit(&self, block: usize) -> bool {
        is_credit(&self.blocks.all[block], &self.line(block), self.lexicon)
    }

    /// Whether a line says something whole and of some length, which no path, column or credit does.
    fn is_sentence(&self, block: usize) -> bool {
        let found = &self.blocks.all[block];
        found.stops > 0 && found.chars >= limits::SENTENCE_CHARS && found.linked == 0 && !self.is_credit(block)
    }

    /// How many of the lines are what newspapers print between headline and author: lines that are no sentences, before the last credit.
    fn deck(&self, lines: &[usize]) -> usize {
        let Some(last) = lines.iter().rposition(|&i| self.is_credit(i)).filter(|_| self.article) else { return 0 };
        let is_deck = |&i: &usize| {
            let block = &self.blocks.all[i];
            block.stops == 0 && block.chars <= limits::DECK_CHARS && enumerator(&block.text).is_none() && !block.text.ends_with(['：', ':'])
        };
        if lines.iter().take(last).all(is_deck) { last } else { 0 }
    }

    /// Whether the one bare line before the text is the heading of its first section.
    fn opens_section(&self) -> bool {
        self.sectioned && self.lead == 1 && self.zone.first().is_some_and(|&i| self.blocks.all[i].linked == 0)
    }

    /// Whether the last bare line between a headline and the text may be the heading of the first section: the text has others, and it is longer than a name.
    fn heads_section(&self, block: usize) -> bool {
        let found = &self.blocks.all[block];
        let above = self.zone.iter().take_while(|&&i| !is_prose(&self.blocks.all[i]));
        let last = above.filter(|&&i| is_bare(&self.blocks.all[i], self.lexicon)).last();
        self.headed && found.chars > limits::BARE_NAME && !is_subtitle(found) && last == Some(&block)
    }

    /// What speaks about the document goes as long as such lines follow one another: credits, the headline again, and, where an
    /// article follows, a few bare lines (subtitle, author).
    fn drop_credits(&self, lines: &[usize], headline: Option<usize>, chosen: &mut Selection) {
        let bare_head = headline.is_some() || self.lead > 0 && self.lead <= limits::HEAD_LINES && !self.opens_section();
        let mut allowed = if (bare_head && self.article || self.post) && !self.schedule { limits::HEAD_LINES } else { 0 };
        let mut skipped = 0;
        let deck = self.deck(lines);
        for (n, &i) in lines.iter().enumerate() {
            let own = self.schedule && (is_timed(&self.blocks.all[i], self.lexicon) || !self.lexicon.is(Sort::Imprint, &self.line(i)));
            let credit = !own && (self.post || !self.is_text(i)) && (self.is_credit(i) || n < deck);
            let again = headline.is_some_and(|h| resembles(&self.line(i), &self.line(h)));
            if credit || again {
                chosen.take_credit(i, if again { rules::HEADING } else { rules::CREDIT });
                skipped = 0;
            } else if allowed > 0
                && (self.post || !self.is_text(i))
                && is_bare(&self.blocks.all[i], self.lexicon)
                && !names_bodies(&self.blocks.all[i], self.lexicon)
                && !(headline.is_some() && self.heads_section(i))
            {
                allowed -= 1;
                chosen.take_credit(i, rules::CREDIT);
            } else if headline.is_some() || skipped > 0 {
                break;
            } else {
                skipped += 1;
            }
        }
    }
}

/// Whether a line of the head is short, no sentence, and speaks about the document.
fn is_credit(block: &Block, line: &str, lexicon: &Lexicon) -> bool {
    block.chars <= limits::CREDIT_CHARS && !block.text.contains(['。', '；']) && lexicon.is(Sort::Credit, line)
}

/// Whether a line is the number of a document and no more.
pub(super) fn is_number(block: &Block, lexicon: &Lexicon) -> bool {
    let line = block.line();
    block.chars <= limits::NUMBER_CHARS && lexicon.is(Sort::Number, &line) && !lexicon.is_official(&line)
}

/// Whether a block is prose of the length of a paragraph.
fn is_paragraph(block: &Block) -> bool {
    is_prose(block) && block.chars >= limits::PARAGRAPH_CHARS
}

/// Whether a heading may be the headline: it does not open with an enumerator.
fn is_title_like(block: &Block) -> bool {
    enumerator(&block.text).is_none()
}

/// Whether a line is the second of a headline.
fn is_subtitle(block: &Block) -> bool {
    block.text.starts_with(['—', '－', '-', '―'])
}

/// Whether a line has a date and a time of day, and says what is then.
fn is_timed(block: &Block, lexicon: &Lexicon) -> bool {
    lexicon.is(Sort::Stamp, &block.line()) && block.text.chars().rev().take_while(|c| !c.is_ascii_digit()).filter(|c| c.is_alphabetic()).count() >= 2
}

/// Whether a line names bodies, blanks between them: who issues a document stands under its title.
fn names_bodies(block: &Block, lexicon: &Lexicon) -> bool {
    block.chars <= limits::BARE_CHARS && block.linked == 0 && block.text.split(' ').any(|name| lexicon.words.is_issuer(name))
}

/// Whether a line is short, without sentences, and no beginning of a text: no enumerator, no address (`各位代表：`), no heading of a preface.
fn is_bare(block: &Block, lexicon: &Lexicon) -> bool {
    let text = block.line();
    let short = block.chars <= limits::BARE_CHARS && block.stops == 0;
    let open = text.contains('，') || text.ends_with(['：', ':', '，', '、', ',']);
    let marked = || enumerator(&block.text).is_some() || text.starts_with(['（', '(', '●', '■', '◆', '【']);
    short && !open && !marked() && !lexicon.is(Sort::Front, &text)
}
