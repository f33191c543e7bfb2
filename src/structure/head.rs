//! What a document says about itself at its head and under its text: title, number, issuers, date of signing, addressee.

use std::borrow::Cow;

use super::date::{Date, day_line, with_era};
use super::enumerator::enumerator;
use super::limits;
use super::line::{ends_sentence, ends_with_mark, han_share};
use super::signature::Signature;
use super::title::TitleForm;
use super::words::Words;
use crate::chars::is_han;
use crate::text::Lines;

/// What was read. Everything is as the document writes it, but for the date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Description {
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

impl Words {
    /// Reads the description of a clean text (one block a line).
    pub(crate) fn describe(&self, text: &str) -> Description {
        let written = Lines::of(text).filter_map(|at| text.get(at)).map(str::trim).filter(|line| !line.is_empty());
        // A page of Taiwan may leave out the era of its dates.
        let of_republic = self.is_of_republic(text);
        let dated: Vec<Cow<'_, str>> = written.map(|line| with_era(line).filter(|_| of_republic).map_or(Cow::Borrowed(line), Cow::Owned)).collect();
        let lines: Vec<&str> = dated.iter().map(|line| &**line).collect();
        let head = lines.get(..limits::HEAD.min(lines.len())).unwrap_or_default();
        let mut found = Description::default();
        let mut after_title = 0;
        if let Some((after, title)) = self.title_of_head(head) {
            after_title = after;
            found.title = Some(title);
        }
        found.document_number = head.iter().enumerate().find_map(|(at, line)| self.number_line(line).map(|number| whole_number(head, at, number.value)));
        if found.document_number.is_none() {
            found.document_number = found.title.as_deref().and_then(|title| self.number_of_title(title));
        }
        found.addressees = self.addressees(head, after_title);
        self.sign(&lines, after_title, &mut found);
        if let Some(title) = &mut found.title {
            self.without_library(title, &found.issuers);
        }
        if let Some(order) = self.order(head) {
            found.title = order.title.or(found.title);
            if found.issuers.is_empty() {
                found.issuers = order.issuers;
            }
            found.signed = found.signed.or(order.signed);
        }
        self.describe_form(&lines, &mut found);
        if found.issuers.is_empty()
            && let Some(title) = &found.title
        {
            found.issuers = self.issuers_of_title(title).0;
        }
        if found.issuers.is_empty() && found.title.as_deref().is_some_and(|title| self.title_form(title).is_some()) {
            // Law libraries put the body alone under the title, with commas where there are several.
            found.issuers = head
                .iter()
                .take(limits::LONE_BODY)
                .map(|line| self.issuers_of_line(&line.replace('、', " ")))
                .find(|bodies| !bodies.is_empty())
                .unwrap_or_default();
        }
        found.signed = found.signed.or_else(|| self.unsigned_date(&lines, after_title));
        found
    }
}

impl Words {
    /// A school, a hospital or a house that signs a document: its name alone on a line under a sentence or an annex, and the day under it at the end.
    fn house_that_signs(&self, text: &str) -> Option<Vec<String>> {
        let mut lines = text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
        let (date, name, above) = (lines.next()?, lines.next()?, lines.next()?);
        let closed = ends_sentence(above) || enumerator(above).is_some();
        let named = (4..=limits::HOUSE).contains(&name.chars().count()) && name.chars().all(is_han) && self.signer_endings.end(name);
        (closed && named && !self.prose.stand_in(name) && day_line(date).is_some()).then(|| vec![name.to_owned()])
    }

    /// The bodies that stand alone on a line before the text of a document, or in brackets on its last one: bulletins of statistics name who publishes them
    /// there.
    pub(crate) fn bodies_alone(&self, text: &str) -> Vec<String> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let above = lines.by_ref().take(limits::LONE_BODY).map(|line| self.issuers_of_line(&line.replace('、', " "))).find(|bodies| !bodies.is_empty());
        let below = || {
            let last = lines.next_back()?;
            let inside = last.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
            Some(self.issuers_of_line(inside))
        };
        above.or_else(below).or_else(|| self.house_that_signs(text)).unwrap_or_default()
    }
}

impl Words {
    /// Whom a document addresses: the line with the colon after its title, with the lines before it where the list was broken.
    fn addressees(&self, head: &[&str], after_title: usize) -> Option<String> {
        let at = head.iter().enumerate().skip(after_title).find(|(_, line)| self.is_addressee(line)).map(|(at, _)| at)?;
        let goes_on = |line: &str| !ends_with_mark(line) && line.contains(['、', '，']) && self.number_line(line).is_none() && self.title_form(line).is_none();
        let mut first = at;
        while first > after_title
            && at - first < limits::ADDRESSEE_LINES
            && !head.get(first).is_some_and(|line| line.starts_with('各'))
            && head.get(first - 1).is_some_and(|line| goes_on(line))
        {
            first -= 1;
        }
        let begins = head.get(first).is_some_and(|line| line.starts_with('各'));
        let lines = head.get(if begins { first } else { at }..=at)?;
        Some(lines.concat().trim_end_matches(['：', ':']).to_owned())
    }

    /// Takes the line of a law library from before a title: the body with its province, where the signature has it without.
    fn without_library(&self, title: &mut String, signed: &[String]) {
        let [body] = signed else { return };
        let Some(at) = title.find(body.as_str()).filter(|&at| at > 0) else { return };
        let rest = title.get(at + body.len()..).unwrap_or_default();
        let province = title.get(..at).is_some_and(|province| province.ends_with(['省', '区']) && province.chars().count() <= limits::PROVINCE);
        if province && self.after_library.begin(rest) {
            *title = rest.to_owned();
        }
    }

    /// Reads who signed and when: a block of bodies and date, or a date alone where that stands earlier (the block is then of a printed document).
    fn sign(&self, lines: &[&str], after_title: usize, found: &mut Description) {
        let blocks = self.signatures(lines);
        let block = blocks.iter().find(|signature| !signature.issuers.is_empty()).or(blocks.first());
        let after = |date: &&Signature| date.lines.start >= after_title.max(1) && block.is_none_or(|block| date.lines.start < block.lines.start);
        let dates = self.lone_dates(lines);
        match (dates.iter().find(after), block) {
            (Some(date), _) => found.signed = date.date,
            (None, Some(block)) => {
                found.issuers.clone_from(&block.issuers);
                found.signed = block.date;
            }
            (None, None) => {}
        }
    }

    /// The date of a document that nobody signed: beside its number, under its title in brackets or in Han, or as its last line.
    fn unsigned_date(&self, lines: &[&str], after_title: usize) -> Option<Date> {
        let head = lines.get(..limits::HEAD.min(lines.len())).unwrap_or_default();
        let beside = head.iter().find_map(|line| self.date_beside_number(line));
        let under = || {
            head.iter()
                .skip(after_title)
                .take(limits::DATE_UNDER)
                .filter(|line| line.starts_with(['（', '(']) || line.contains('年'))
                .find_map(|line| day_line(line))
        };
        let last = || lines.iter().enumerate().rev().take(limits::DATE_LAST).find_map(|(at, line)| day_line(line).filter(|_| at > limits::DATE_NOT_FIRST));
        beside.or_else(|| under().filter(|_| after_title > 0)).or_else(last)
    }
}

impl Words {
    /// The number in the brackets that end a title (`…的通知（某办发〔2017〕2号）`).
    fn number_of_title(&self, title: &str) -> Option<String> {
        let inner = title.strip_suffix(['）', ')'])?;
        self.document_numbers(inner)
            .pop()
            .filter(|number| number.span.end == inner.len() && inner.get(..number.span.start).is_some_and(|head| head.ends_with(['（', '('])))
            .map(|number| number.value)
    }

    /// The title at the head of a document, and the line after it.
    fn title_of_head(&self, head: &[&str]) -> Option<(usize, String)> {
        let mut named = None;
        for at in 0..head.len().min(limits::TITLE_BEGINS) {
            // After its address a document has no title of its own; one that follows is of what it prints.
            if head.get(at).is_some_and(|line| self.is_addressee(line)) {
                break;
            }
            if let Some(title) = head.get(at).and_then(|line| self.unquoted(line)) {
                return Some((at + 1, title));
            }
            let Some((taken, title, form)) = head.get(at..).and_then(|lines| self.title_at(lines)) else { continue };
            if form == TitleForm::Formal {
                return Some((at + taken, title));
            }
            // `…规划` alone is a title only near the top, where it is no name of a section (通知公告); a formal one after it is better.
            let reach = if title.chars().count() >= limits::LONG_NAMED { limits::LONG_NAMED_LINES } else { limits::NAMED_LINES };
            if at < reach && named.is_none() {
                named = Some((at + taken, title));
            }
        }
        named.or_else(|| self.headline(head))
    }

    /// A headline without the form of a document's title: of the lines before the first prose the one that the page gives twice, or the longest. Names of
    /// sections, labelled lines, paths, addresses and dates are none.
    fn headline(&self, head: &[&str]) -> Option<(usize, String)> {
        let prose = head.iter().take(limits::HEADLINE_LINES + 1).position(|line| ends_sentence(line) && line.chars().count() >= limits::PROSE)?;
        let lines = head.get(..prose).filter(|lines| !lines.iter().any(|line| self.is_addressee(line)))?;
        let could_be = |line: &&&str| {
            let count = line.chars().count();
            let (han, _) = han_share(line);
            limits::HEADLINE.contains(&count)
                && han * 2 >= count
                && !line.contains(['>', '»', '|', '｜', '•', '】', '@', '_'])
                && self.labels(line).is_empty()
                && self.dateline(line).is_none()
                && !line.starts_with("首页")
                && !ends_sentence(line)
                && !line.ends_with(['：', ':', '，', '、', '—', '摄'])
                && super::enumerator::enumerator(line).is_none()
                && self.number_line(line).is_none()
                && super::date::dates(line).is_empty()
                && self.issuers_of_line(line).is_empty()
                && self.byline(line).is_none()
        };
        let candidates = || lines.iter().filter(could_be);
        let twice = candidates().find(|line| lines.iter().filter(|other| other == line).count() > 1);
        // The first of the longest.
        let best = twice.or_else(|| candidates().rev().max_by_key(|line| line.chars().count()))?;
        let at = lines.iter().rposition(|line| line == best)?;
        let broken = head.get(at + 1).is_some_and(|next| super::line::breaks_off_sentence(best, next));
        (!broken).then(|| (at + 1, (*best).to_owned()))
    }
}

/// The number of an order with what it is an order of, from the line before: 中华人民共和国国务院令 / 第706号.
fn whole_number(head: &[&str], at: usize, number: String) -> String {
    let before = at.checked_sub(1).and_then(|before| head.get(before));
    match before.filter(|before| number.starts_with('第') && before.ends_with(['令', '告']) && before.chars().count() <= limits::ORDER) {
        Some(order) => format!("{}{number}", order.replace(' ', "")),
        None => number,
    }
}

/// What an order says: who gives it, what it puts into force, when.
struct Order {
    issuers: Vec<String>,
    title: Option<String>,
    signed: Option<Date>,
}

impl Words {
    /// The body that gives an order, from the line that names it: 中华人民共和国国务院令, 某省人民政府令第7号, 中华人民共和国主席令（九届第7号）.
    fn order_body(&self, line: &str) -> Option<String> {
        let line = line.replace([' ', '\u{3000}'], "");
        let body = if self.number_line(&line).is_some() { line.split_once('令').map(|(body, _)| body)? } else { line.strip_suffix('令')? };
        let short = body.strip_prefix("中华人民共和国").filter(|short| self.is_issuer(short)).unwrap_or(body);
        (body.chars().count() <= limits::ORDER && (self.is_issuer(short) || short == PRESIDENT)).then(|| short.to_owned())
    }
}

/// Who puts laws into force; the body that passed them is named elsewhere.
const PRESIDENT: &str = "中华人民共和国主席";

impl Words {
    /// Reads an order at the head of a document: 中华人民共和国国务院令 / 第706号 / 《…条例》已经…通过，现予公布 / 总理 … / date / the text put into force.
    fn order(&self, head: &[&str]) -> Option<Order> {
        let (at, issuer) = head.iter().take(limits::ORDER_LINES).enumerate().find_map(|(at, line)| self.order_body(line).map(|body| (at, body)))?;
        let rest = head.get(at + 1..)?;
        let sentence = rest.iter().take(limits::ORDER_LINES).find(|line| ends_sentence(line) && line.contains(['《', '〈']))?;
        let named = sentence.get(super::title::printed_title(sentence)?)?.to_owned();
        let published = self.put_into_force.stand_in(sentence);
        let decided = self.changing.stand_in(&named);
        // 中华人民共和国国务院 / 中华人民共和国中央军事委员会令
        let other = at.checked_sub(1).and_then(|before| head.get(before)?.strip_prefix("中华人民共和国")).filter(|name| self.is_issuer(name));
        let issuers = other.map(str::to_owned).into_iter().chain(Some(issuer).filter(|issuer| issuer != PRESIDENT)).collect();
        Some(Order { issuers, title: (published && !decided).then_some(named), signed: rest.iter().find_map(|line| day_line(line)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_a_notice() {
        let found = Words::embedded().describe(
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
        let found =
            Words::embedded().describe("中华人民共和国国务院令\n第706号\n《某某条例》已经国务院常务会议通过，现予公布。\n总理 某某\n2018年11月6日\n某某条例\n");
        assert_eq!(found.document_number.as_deref(), Some("中华人民共和国国务院令第706号"));
        assert_eq!(found.title.as_deref(), Some("某某条例"));
        assert_eq!(found.issuers, ["国务院"]);
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2018-11-06"));
    }

    #[test]
    fn describes_what_a_law_library_prints() {
        let found = Words::embedded().describe(
            "甲省乙市人民政府\n乙市人民政府关于印发《节水办法》的通知\n乙政〔2009〕4号\n各县人民政府：\n现印发给你们，请遵照执行。\n二○○九年七月六日\n节水办法\n第一章 总则\n第一条 为了节水。\n市水利局\n2008年1月2日\n",
        );
        assert_eq!(found.title.as_deref(), Some("乙市人民政府关于印发《节水办法》的通知"));
        assert_eq!(found.issuers, ["乙市人民政府"]);
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2009-07-06"));
        let found = Words::embedded().describe(
            "节水条例\n甲省人民代表大会常务委员会\n中华人民共和国主席令（九届第7号）\n《节水条例》已通过，现予公布。\n主席 某某\n2000年1月2日\n节水条例\n第一条 为了节水。\n",
        );
        assert_eq!(found.document_number.as_deref(), Some("中华人民共和国主席令（九届第7号）"));
        assert_eq!(found.issuers, ["甲省人民代表大会常务委员会"]);
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2000-01-02"));
        let found = Words::embedded().describe("甲市关于节水的通知（甲办发〔2017〕2号）\n（2017年3月4日）\n各县：\n请落实。\n");
        assert_eq!(found.document_number.as_deref(), Some("甲办发〔2017〕2号"));
        assert_eq!(found.signed.map(|date| date.to_string()).as_deref(), Some("2017-03-04"));
    }

    #[test]
    fn finds_a_headline_above_prose() {
        let prose = "节水是大事，各地都在推进节水工作，成效明显，值得总结。";
        for (head, title) in [
            ("地方要闻\n节水条例明年起施行 各地抓紧准备\n", Some("节水条例明年起施行 各地抓紧准备")),
            ("首页 新闻 各地节水见成效\n各地节水见成效\n时间：2023-08-07\n各地节水见成效\n", Some("各地节水见成效")),
            ("2015年9月15日某某日报 第1版\n专栏：\n我们的节水故事\n", Some("我们的节水故事")),
            ("", None),
            ("来源：某报\n", None),
        ] {
            assert_eq!(Words::embedded().describe(&format!("{head}{prose}\n")).title.as_deref(), title, "{head}");
        }
    }

    #[test]
    fn a_page_from_the_middle_has_no_title() {
        assert_eq!(Words::embedded().describe("全面推行绿色设计，健全标准体系。\n（五）强化质量惠民。开展行动。\n").title, None);
    }
}
