//! What a document says about itself at its head and under its text: title, number, issuers, date of signing, addressee.

use super::date::{Date, date_line};
use super::document_number::number_line;
use super::issuer::{is_issuer, issuers_of_title};
use super::line::{ends_sentence, is_addressee};
use super::signature::signatures;
use super::title::{TitleForm, title_at};
use crate::text::Lines;

/// What was read. Everything is as the document writes it, but for the date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// The title, joined where it was broken over lines.
    pub title: Option<String>,
    /// 文号.
    pub document_number: Option<String>,
    /// The bodies that signed it, or that its title names.
    pub issuers: Vec<String>,
    /// The date under the signature.
    pub signed: Option<Date>,
    /// Whom it addresses, without the colon.
    pub addressees: Option<String>,
}

/// Lines at the head among which title, number and addressee are looked for.
const HEAD: usize = 14;

/// Reads the description of a clean text (one block a line).
pub fn describe(text: &str) -> Description {
    let lines: Vec<&str> = Lines::of(text).filter_map(|at| text.get(at)).map(str::trim).filter(|line| !line.is_empty()).collect();
    let head = lines.get(..HEAD.min(lines.len())).unwrap_or_default();
    let mut found = Description::default();
    let mut after_title = 0;
    if let Some((after, title)) = title(head) {
        after_title = after;
        found.title = Some(title);
    }
    found.document_number = head.iter().enumerate().find_map(|(at, line)| number_line(line).map(|number| whole_number(head, at, number.value)));
    let addressee = head.iter().skip(after_title).find(|line| is_addressee(line));
    found.addressees = addressee.map(|line| line.trim_end_matches(['：', ':']).to_owned());
    let signed = signatures(&lines);
    if let Some(signature) = signed.iter().find(|signature| !signature.issuers.is_empty()).or(signed.first()) {
        found.issuers.clone_from(&signature.issuers);
        found.signed = signature.date;
    }
    if let Some(order) = order(head) {
        found.title = order.title.or(found.title);
        if found.issuers.is_empty() {
            found.issuers = vec![order.issuer];
        }
        found.signed = found.signed.or(order.signed);
    }
    if found.issuers.is_empty()
        && let Some(title) = &found.title
    {
        found.issuers = issuers_of_title(title).0;
    }
    if found.signed.is_none() {
        // A date alone after the text or under the title, in brackets there (（2011年11月17日）).
        let last = lines.iter().enumerate().rev().take(6).find_map(|(at, line)| day_line(line).filter(|_| at > 2));
        found.signed = last;
    }
    found
}

/// The date of a day that is the whole line, without a time of day.
fn day_line(line: &str) -> Option<Date> {
    date_line(line).filter(|date| date.day.is_some() && date.time.is_none())
}

/// The title at the head of a document, and the line after it.
fn title(head: &[&str]) -> Option<(usize, String)> {
    let mut named = None;
    for at in 0..head.len().min(8) {
        let Some((taken, title, form)) = head.get(at..).and_then(title_at) else { continue };
        if form == TitleForm::Formal {
            return Some((at + taken, title));
        }
        // `…规划` alone is a title only near the top; a formal one after it is better.
        if at < 3 && named.is_none() {
            named = Some((at + taken, title));
        }
    }
    named.or_else(|| headline(head))
}

/// A headline without the form of a document's title: the first line, when prose follows it.
fn headline(head: &[&str]) -> Option<(usize, String)> {
    let [first, second, ..] = head else { return None };
    let length = first.chars().count();
    let bare = (4..=60).contains(&length) && !ends_sentence(first) && !first.ends_with(['：', ':', '，']) && super::enumerator::enumerator(first).is_none();
    (bare && !super::line::breaks_off_sentence(first, second) && second.chars().count() > length).then(|| (1, (*first).to_owned()))
}

/// The number of an order with what it is an order of, from the line before: 中华人民共和国国务院令 / 第706号.
fn whole_number(head: &[&str], at: usize, number: String) -> String {
    let before = at.checked_sub(1).and_then(|before| head.get(before));
    match before.filter(|before| number.starts_with('第') && before.ends_with(['令', '告']) && before.chars().count() <= 24) {
        Some(order) => format!("{}{number}", order.replace(' ', "")),
        None => number,
    }
}

/// What an order says: who gives it, what it puts into force, when.
struct Order {
    issuer: String,
    title: Option<String>,
    signed: Option<Date>,
}

/// Reads an order at the head of a document: 中华人民共和国国务院令 / 第706号 / 《…条例》已经…通过，现予公布 / 总理 … / date / the text put into force.
fn order(head: &[&str]) -> Option<Order> {
    let at = head.iter().take(4).position(|line| line.ends_with('令') && line.chars().count() <= 24)?;
    let line = head.get(at)?.replace(' ', "");
    let body = line.strip_suffix('令')?;
    let issuer = body.strip_prefix("中华人民共和国").filter(|short| is_issuer(short)).unwrap_or(body);
    if !is_issuer(issuer) {
        return None;
    }
    let rest = head.get(at + 1..)?;
    let sentence = rest.iter().take(6).find(|line| ends_sentence(line) && line.contains(['《', '〈']))?;
    let named = sentence.get(super::title::printed_title(sentence)?)?.to_owned();
    let published = ["公布", "发布", "施行", "颁布"].iter().any(|word| sentence.contains(word));
    let decided = ["决定", "修改", "废止"].iter().any(|word| sentence.contains(word));
    Some(Order { issuer: issuer.to_owned(), title: (published && !decided).then_some(named), signed: rest.iter().find_map(|line| day_line(line)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_a_notice() {
        let found = describe(
            "水利部 财政部关于印发《节水方案》\n的通知\n水发〔2021〕7号\n各省、自治区、直辖市人民政府：\n现印发给你们，请落实。\n水利部 财政部\n2021年3月2日\n（此件公开发布）\n节水方案\n一、总体要求\n",
        );
        assert_eq!(found.title.as_deref(), Some("水利部 财政部关于印发《节水方案》的通知"));
        assert_eq!(found.document_number.as_deref(), Some("水发〔2021〕7号"));
        assert_eq!(found.issuers, ["水利部", "财政部"]);
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2021-03-02"));
        assert_eq!(found.addressees.as_deref(), Some("各省、自治区、直辖市人民政府"));
    }

    #[test]
    fn describes_an_order() {
        let found = describe("中华人民共和国国务院令\n第706号\n《某某条例》已经国务院常务会议通过，现予公布。\n总理 某某\n2018年11月6日\n某某条例\n");
        assert_eq!(found.document_number.as_deref(), Some("中华人民共和国国务院令第706号"));
        assert_eq!(found.title.as_deref(), Some("某某条例"));
        assert_eq!(found.issuers, ["国务院"]);
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2018-11-06"));
    }

    #[test]
    fn a_page_from_the_middle_has_no_title() {
        assert_eq!(describe("全面推行绿色设计，健全标准体系。\n（五）强化质量惠民。开展行动。\n").title, None);
    }
}
