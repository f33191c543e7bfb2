//! Mail and pages that a browser saved as mail (`.eml`, `.mht`): the part that is the page stays, its transfer encoding undone; and pages in
//! quoted-printable that have lost their head.

use std::ops::Range;

use mail_parser::{Encoding, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::{memchr, memchr_iter};

use super::limits;
use super::rules;
use super::transfer::{Charset, Piece, base64, quoted_printable};
use crate::chars::is_han;
use crate::date::Date;
use crate::edit::Proposal;
use crate::finding::{Fact, Witness};
use crate::judge::Judge;

/// The fields of which a message has several.
const FIELDS: [&str; 10] = ["from", "to", "date", "subject", "message-id", "received", "return-path", "delivered-to", "content-transfer-encoding", "reply-to"];

/// What is proposed of a text that is a message or a page in quoted-printable; `None` of any other.
pub(super) fn propose(text: &str, judge: &Judge) -> Option<Proposal> {
    let mut proposal = Proposal::default();
    if has_head(text) {
        let message = MessageParser::default().parse(text.as_bytes())?;
        match page_of(text, &message, judge) {
            Some((part, body, pieces)) => {
                proposal.delete(0..body.start, rules::MESSAGE, 1.0);
                let end = body.end;
                replace(pieces, rules::MESSAGE, &mut proposal);
                proposal.delete(end..text.len(), rules::MESSAGE, 1.0);
                state(&message, part, body.start, &mut proposal);
            }
            None => proposal.reject(rules::MESSAGE, "a message without a part that is text"),
        }
    } else {
        replace(undecoded_page(text, judge)?, rules::QUOTED_PRINTABLE, &mut proposal);
    }
    proposal.ask_again();
    Some(proposal)
}

fn replace(pieces: Vec<Piece>, rule: crate::code::Code, out: &mut Proposal) {
    for Piece { at, means } in pieces {
        out.replace(at, &means, rule, 1.0);
    }
}

/// Whether a text begins with the head of a message: fields only, up to an empty line, and among them those that make it one.
fn has_head(text: &str) -> bool {
    let mut seen = [false; FIELDS.len()];
    let (mut version, mut content, mut lines) = (false, false, 0);
    for line in text.trim_start_matches(['\u{feff}', '\r', '\n']).split('\n').take(limits::MESSAGE_FIELDS) {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && lines > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        lines += 1;
        version |= name.eq_ignore_ascii_case("mime-version");
        content |= name.eq_ignore_ascii_case("content-type");
        FIELDS.iter().zip(&mut seen).for_each(|(field, seen)| *seen |= name.eq_ignore_ascii_case(field));
    }
    let seen = seen.iter().filter(|seen| **seen).count();
    version && content || seen >= limits::MESSAGE_NAMES
}

/// The part of a message that is the page: the first of its bodies that has words, where it stands, and what its escapes mean.
fn page_of<'m>(text: &str, message: &'m Message<'_>, judge: &Judge) -> Option<(&'m MessagePart<'m>, Range<usize>, Vec<Piece>)> {
    message.html_body.iter().chain(&message.text_body).find_map(|id| {
        let part = message.parts.get(*id as usize)?;
        if !matches!(part.body, PartType::Html(_) | PartType::Text(_)) {
            return None;
        }
        let body = part.offset_body as usize..(part.offset_end as usize).min(text.len());
        let source = text.get(body.clone())?;
        let charset = Charset { said: part.content_type().and_then(|kind| kind.attribute("charset")), judge };
        let pieces = match part.encoding {
            Encoding::QuotedPrintable => quoted_printable(text, body.clone(), &charset),
            Encoding::Base64 => vec![base64(text, body.clone(), &charset)?],
            Encoding::None => Vec::new(),
        };
        let words = source.chars().chain(pieces.iter().flat_map(|piece| piece.means.chars())).filter(|c| c.is_alphabetic());
        (words.take(limits::MESSAGE_LETTERS).count() == limits::MESSAGE_LETTERS).then_some((part, body, pieces))
    })
}

/// What the head of a message says of it. The head of a saved page has no address, and its page says more.
fn state(message: &Message<'_>, part: &MessagePart<'_>, head: usize, out: &mut Proposal) {
    let mut find = |fact: Fact| out.find_in(Witness::Head, fact, 0..head, rules::MESSAGE);
    let place = message.header("Snapshot-Content-Location").and_then(HeaderValue::as_text).or_else(|| part.content_location());
    if let Some(place) = place.filter(|place| place.starts_with("http")) {
        find(Fact::Url(place.trim().to_owned()));
    }
    let Some(from) = message.from().and_then(|from| from.first()).filter(|from| from.address().is_some_and(|address| address.contains('@'))) else { return };
    if let Some(subject) = message.subject().map(str::trim).filter(|subject| !subject.is_empty()) {
        find(Fact::Title(subject.to_owned()));
    }
    if let Some(name) = from.name().map(str::trim).filter(|name| !name.is_empty()) {
        find(Fact::Byline(name.to_owned()));
    }
    if let Some(date) = message.date().filter(|date| date.is_valid()) {
        find(Fact::DatePublished(Date { year: date.year, month: date.month, day: Some(date.day), time: Some((date.hour, date.minute, Some(date.second))) }));
    }
}

/// The escapes of a page in quoted-printable without a head: every `=` in it begins one, in its tags, too, nothing is beyond ASCII, and what they
/// mean is Chinese.
fn undecoded_page(text: &str, judge: &Judge) -> Option<Vec<Piece>> {
    if !text.is_ascii() || memchr(b'<', text.as_bytes()).is_none() || memchr(b'=', text.as_bytes()).is_none() {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut signs, mut escapes, mut soft, mut other) = (0, 0, 0, 0);
    for at in memchr_iter(b'=', bytes) {
        match bytes.get(at + 1..).unwrap_or_default() {
            [b'3', b'D' | b'd', ..] => signs += 1,
            [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => escapes += 1,
            [b'\r' | b'\n', ..] => soft += 1,
            _ => other += 1,
        }
    }
    if escapes < limits::QUOTED_ESCAPES || signs + soft == 0 || other * limits::QUOTED_OTHER > signs + escapes + soft {
        return None;
    }
    let pieces = quoted_printable(text, 0..text.len(), &Charset { said: None, judge });
    let (mut han, mut all) = (0, 0);
    for c in pieces.iter().flat_map(|piece| piece.means.chars()).filter(|c| !c.is_ascii()) {
        all += 1;
        han += usize::from(is_han(c) || ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c));
    }
    (han * 10 >= all * limits::QUOTED_HAN_TENTHS && han > 0).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwrap(text: &str) -> Option<String> {
        let proposal = propose(text, &Judge::embedded())?;
        let layer = crate::edit::Layer::decide_with(text, proposal, 0.5, Err).expect("the edits fit");
        Some(layer.apply(text).expect("the edits fit"))
    }

    #[test]
    fn the_page_of_a_message_is_found() {
        let plain = "From: =?utf-8?B?546L5LqU?= <w@example.cn>\nTo: l@example.cn\nDate: Tue, 7 May 2024 10:30:00 +0800\nSubject: =?gb2312?B?z8I=?=\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\nMIME-Version: 1.0\n\nxOO6w6OsysC958fL0N3Wrry+oaM=\n";
        assert!(unwrap(plain).is_some_and(|text| text.starts_with("你好，世界")));
        let two = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain words\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p class=3D\"a\">=E4=B8=AD=E5=9B=\r\n=BD</p>\r\n--b--\r\n";
        assert_eq!(unwrap(two).as_deref().map(str::trim), Some("<p class=\"a\">中国</p>"));
    }

    #[test]
    fn what_is_no_message_stays() {
        assert_eq!(unwrap("注意: 事项\n\n正文"), None);
        assert_eq!(unwrap("From: me\nDate: now\n\ntext"), None);
        assert_eq!(unwrap("<a href=\"x?a=E4&b=3D\">a=b</a>"), None);
        assert_eq!(unwrap("<p>=E4=B8=AD=E5=9B=BD, x=1, y=2, <a href=\"/\">z</a></p>"), None);
    }

    #[test]
    fn a_page_that_lost_its_head_is_read() {
        let page = "<h1 id=3D\"-=\n\">=E8=BF=99=E6=98=AF=E4=B8=80=E4=B8=AA</h1>";
        assert_eq!(unwrap(page).as_deref(), Some("<h1 id=\"-\">这是一个</h1>"));
    }
}
