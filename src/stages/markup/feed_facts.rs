//! What an item of a feed says of its document: its date, its author, its address.

use mail_parser::DateTime;

use super::limits;
use super::tags::attribute;
use super::tree::Tree;
use crate::date::Date;
use crate::finding::Fact;

/// What the fields of an item say, with the node of each.
pub(super) fn facts(tree: &Tree<'_>, item: usize) -> Vec<(Fact, usize)> {
    let mut found: Vec<(Fact, usize)> = Vec::new();
    for child in tree.children(item).take(limits::ITEM_FIELDS) {
        let tag = tree.tag(child);
        let name = tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        let fact = match name.to_ascii_lowercase().as_str() {
            "pubdate" | "dc:date" | "published" | "issued" => date(&value(tree, child)).map(Fact::DatePublished),
            // An item of Atom has this besides; where it has nothing else it is its date.
            "updated" => date(&value(tree, child)).filter(|_| !found.iter().any(|(fact, _)| matches!(fact, Fact::DatePublished(_)))).map(Fact::DatePublished),
            "author" | "dc:creator" => name_of(tree, child).map(Fact::Byline),
            "link" => address(tree, child).map(Fact::Url),
            _ => None,
        };
        if let Some(fact) = fact
            && !found.iter().any(|(known, _)| std::mem::discriminant(known) == std::mem::discriminant(&fact))
        {
            found.push((fact, child));
        }
    }
    found
}

/// The text in an element, without the marks of character data.
fn value(tree: &Tree<'_>, node: usize) -> String {
    let Some(found) = tree.nodes.get(node) else { return String::new() };
    let source = tree.text.get(found.inner as usize..found.end as usize).unwrap_or_default();
    let inside = source.rfind("</").map_or(source, |end| &source[..end]);
    inside.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().replace("&amp;", "&")
}

fn date(text: &str) -> Option<Date> {
    let found = DateTime::parse_rfc3339(text).or_else(|| DateTime::parse_rfc822(text)).filter(DateTime::is_valid);
    let of = |found: DateTime| Date { year: found.year, month: found.month, day: Some(found.day), time: Some((found.hour, found.minute, Some(found.second))) };
    found.map(of).or_else(|| text.get(..19).or_else(|| text.get(..10))?.parse().ok())
}

/// Who wrote it: `<name>` in Atom, what stands in brackets behind an address in RSS.
fn name_of(tree: &Tree<'_>, node: usize) -> Option<String> {
    let named = tree.children(node).take(limits::ITEM_FIELDS).find(|child| tree.is_named(*child, "name"));
    let text = value(tree, named.unwrap_or(node));
    let name = match text.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')'),
        _ => text.as_str(),
    };
    let name = name.trim();
    (!name.is_empty() && !name.contains(['<', '@']) && name.chars().count() <= limits::ITEM_NAME).then(|| name.to_owned())
}

fn address(tree: &Tree<'_>, node: usize) -> Option<String> {
    let tag = tree.tag(node);
    let found = match attribute(tag, "href") {
        Some(href) if attribute(tag, "rel").is_none_or(|rel| rel.eq_ignore_ascii_case("alternate")) => href.replace("&amp;", "&"),
        Some(_) => return None,
        None => value(tree, node),
    };
    found.starts_with("http").then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleBook;
    use crate::stages::markup::vocabulary::Elements;

    #[test]
    fn items_say_what_they_are() {
        let elements = Elements::read(&RuleBook::embedded()).expect("the embedded names are well-formed");
        let said = |feed: &str, item: &str| {
            let tree = Tree::read(feed, &elements);
            let node = (0..tree.nodes.len()).find(|node| tree.is_named(*node, item)).expect("there is one");
            facts(&tree, node).into_iter().map(|(fact, _)| format!("{fact:?}")).collect::<Vec<_>>().join(" ")
        };
        let rss = "<?xml version=\"1.0\"?><rss><channel><item><title>甲</title><link>https://x.cn/?a=1&amp;b=2</link><pubDate>Tue, 07 May 2024 10:30:00 +0800</pubDate><author>a@x.cn (李四)</author></item></channel></rss>";
        let found = said(rss, "item");
        assert!(found.contains("https://x.cn/?a=1&b=2") && found.contains("李四") && found.contains("2024"), "{found}");
        let atom = "<?xml version=\"1.0\"?><feed><entry><title>甲</title><link rel=\"alternate\" href=\"https://x.cn/1\"/><updated>2024-05-08T10:30:00+08:00</updated><author><name>王五</name></author></entry></feed>";
        let found = said(atom, "entry");
        assert!(found.contains("https://x.cn/1") && found.contains("王五") && found.contains("2024"), "{found}");
    }
}
