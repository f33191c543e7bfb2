//! What documents of Taiwan, Hong Kong and Macau say of themselves at their head: letters and orders (`某市政府 函`), judgments, statutes, and their numbers
//! (`府授人考字第1013045670号`, `101年度诉字第151号`, `第12/2019号行政长官批示`, `2019年第123号法律公告`).

use super::date::{Date, date, dates, day_line};
use super::enumerator::{Enumeration, enumerator};
use super::head::Description;
use super::limits;
use super::line::ends_sentence;
use super::numeral::{arabic_number, number};
use super::words::Words;
use crate::chars::{is_han, without_blanks};

const BLANKS: [char; 3] = [' ', '\u{3000}', '\u{a0}'];

/// A line of the head of a letter or a judgment: what stands before the date, the date, the number.
struct Pieces<'t> {
    before: &'t str,
    date: Option<Date>,
    number: Option<String>,
}

/// The figures at the start of a text, Arabic or Han, with the letter or the branch behind them (`1010012345A`, `123-1`): their length in bytes.
fn figures(text: &str) -> Option<usize> {
    let figure =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || number(c.encode_utf8(&mut [0; 4]), 1).is_some() || matches!(c, '○' | '〇' | 'О' | 'O');
    let count = text.chars().take_while(|&c| figure(c)).count();
    if !(1..=limits::SERIAL_FIGURES).contains(&count) {
        return None;
    }
    let mut length = text.chars().take(count).map(char::len_utf8).sum();
    let rest = text.get(length..)?;
    if rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        length += 1;
    } else if let Some((_, digits)) = rest.strip_prefix('-').and_then(|rest| arabic_number(rest, 2)) {
        length += 1 + digits;
    }
    Some(length)
}

impl Words {
    /// Whether a page is of Taiwan: several of the words that such pages have.
    pub(crate) fn is_of_republic(&self, text: &str) -> bool {
        let head = text.char_indices().nth(limits::REPUBLIC_SEARCHED).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
        self.republic_words.iter().filter(|word| head.contains(word)).count() >= limits::REPUBLIC_WORDS
    }

    /// The serial or docket number that a text is as a whole: `院台教字第1010035678号`, `101年度诉字第151号`, `（2012）某民初字第12号`.
    fn serial(&self, text: &str) -> Option<String> {
        let bare = without_blanks(text);
        let mut rest = &*bare;
        let opened = rest.strip_prefix(['（', '(', '〔']).and_then(|rest| {
            let (_, length) = arabic_number(rest, 4).filter(|(year, _)| limits::NUMBER_YEARS.contains(year))?;
            rest.get(length..)?.strip_prefix(['）', ')', '〕'])
        });
        rest = opened.unwrap_or(rest);
        rest = number(rest, 3).and_then(|(_, length)| self.docket_years.after(rest.get(length..)?)).unwrap_or(rest);
        let (prefix, digits) = self.serial_marks.iter().find_map(|mark| rest.split_once(mark))?;
        // An office may have a number or a branch in brackets: 水保1字第…, 水（一）字第….
        let named = prefix.starts_with(is_han) && prefix.chars().all(|c| is_han(c) || c.is_ascii_digit() || matches!(c, '（' | '）' | '(' | ')'));
        if !limits::SERIAL_PREFIX.contains(&prefix.chars().count()) || !named || self.prose.stand_in(prefix) {
            return None;
        }
        let rest = self.serial_ends.after(digits.get(figures(digits)?..)?)?;
        rest.is_empty().then(|| bare.to_string())
    }

    /// The number of an order or a law of Macau, or of a notice or a law in Hong Kong's gazette, that a line is as a whole.
    fn gazetted(&self, text: &str) -> Option<String> {
        let bare = without_blanks(text);
        let year =
            arabic_number(&bare, 4).filter(|(year, _)| limits::YEARS.contains(year)).and_then(|(_, length)| bare.get(length..)?.strip_prefix('\u{5e74}'));
        let rest = year.unwrap_or(&bare).strip_prefix('第')?;
        let (_, length) = arabic_number(rest, limits::NUMBER_DIGITS)?;
        let rest = rest.get(length..)?;
        let (kinds, rest) = match rest.strip_prefix('/') {
            // 12/2019, and of the years before 2000 with the letter of the series: 16/96/M.
            Some(of) => (&self.macau_kinds, of.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '/')),
            None => (&self.gazette_kinds, rest),
        };
        let name = self.serial_ends.after(rest)?;
        let known = kinds.has(name) || rest.len() < bare.len() && kinds.end(name) && bare.contains('/') && name.chars().all(is_han);
        (known && name.chars().count() <= limits::ORDER).then(|| bare.to_string())
    }

    /// The number that a line consists of, a date of its own before it or not.
    pub(super) fn form_number(&self, line: &str) -> Option<String> {
        let pieces = self.pieces(line);
        if pieces.before.trim_matches(BLANKS).is_empty() { pieces.number } else { self.gazetted(line) }
    }

    /// Takes a line of a head apart.
    fn pieces<'t>(&self, line: &'t str) -> Pieces<'t> {
        if let Some(number) = self.serial(line) {
            return Pieces { before: "", date: None, number: Some(number) };
        }
        let dated = dates(line).into_iter().find(|(date, _)| date.day.is_some());
        if let Some((date, at)) = dated {
            let rest = line.get(at.end..).unwrap_or_default().trim_matches(BLANKS);
            let number = self.serial(rest);
            // （补登）, （星期一）: a note on the date.
            let noted = rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']) && rest.chars().count() <= limits::DATE_NOTE;
            if rest.is_empty() || number.is_some() || noted {
                return Pieces { before: line.get(..at.start).unwrap_or_default(), date: Some(date), number };
            }
        }
        // The first blank behind which nothing but a number follows; numbers themselves have blanks.
        let split = line.char_indices().filter(|(_, c)| BLANKS.contains(c)).find_map(|(at, _)| Some((line.get(..at)?, self.serial(line.get(at..)?)?)));
        match split {
            Some((before, number)) => Pieces { before, date: None, number: Some(number) },
            None => Pieces { before: line, date: None, number: None },
        }
    }

    /// The bodies that send a letter, from the line that names them and its kind: `某市政府 函`, `行政院令`.
    fn senders(&self, line: &str) -> Option<Vec<String>> {
        let line = line.trim_matches(BLANKS);
        if line.is_empty() || line.chars().count() > limits::FORM_LINE {
            return None;
        }
        let before = self.letter_kinds.iter().filter_map(|kind| line.strip_suffix(kind)).min_by_key(|before| before.len())?.trim_end_matches(BLANKS);
        let is_body = |name: &str| {
            limits::BODY_CHARS.contains(&name.chars().count()) && name.chars().all(is_han) && self.letter_bodies.end(name) && !self.prose.stand_in(name)
        };
        let parts: Vec<&str> = before.split(['、', ' ', '\u{3000}']).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() && parts.iter().all(|part| is_body(part)) {
            return Some(parts.into_iter().map(str::to_owned).collect());
        }
        let whole = parts.concat();
        (is_body(&whole) && !before.contains('、')).then(|| vec![whole])
    }

    /// The court of a judgment, its head, and what of the line follows the head: `某某地方法院刑事判决` and the docket number.
    fn court<'t>(&self, line: &'t str) -> Option<(String, &'t str, &'t str)> {
        if line.chars().count() > limits::FORM_LINE {
            return None;
        }
        let at = self.rulings.iter().filter_map(|ruling| line.find(ruling)).min()?;
        let from = line.get(at..)?;
        let rest = self.rulings.iter().filter_map(|ruling| from.strip_prefix(ruling)).min_by_key(|rest| rest.len())?;
        let head = line.get(..line.len() - rest.len())?;
        let named = without_blanks(line.get(..at)?);
        let mut court = &*named;
        while let Some(before) = self.matters.before(court) {
            court = before;
        }
        let is_court =
            self.courts.end(court) && limits::BODY_CHARS.contains(&court.chars().count()) && court.chars().all(is_han) && !self.prose.stand_in(court);
        is_court.then(|| (court.to_owned(), head, rest))
    }

    /// The title of a statute: the name of one on the first line, and under it the line that says when it was put into force, or its first part or article.
    fn statute_title(&self, head: &[&str]) -> Option<(usize, String)> {
        let [title, under, ..] = head else { return None };
        let count = title.chars().count();
        if !limits::STATUTE.contains(&count) || !self.kinds.end(title) || ends_sentence(title) || dates(title).iter().any(|(_, at)| at.start == 0) {
            return None;
        }
        let promulgated = date(under).is_some() && self.put_into_force.stand_in(under);
        let begins =
            enumerator(under).is_some_and(|mark| mark.number == 1 && matches!(mark.kind, Enumeration::Part | Enumeration::Chapter | Enumeration::Article));
        (promulgated || begins).then(|| (1, (*title).to_owned()))
    }

    /// The value behind a label at the start of a line.
    fn behind_label<'t>(&self, line: &'t str, label: &str) -> Option<&'t str> {
        let rest = line.strip_prefix(label)?;
        let value = rest.trim_start_matches(['：', ':', ' ', '\u{3000}']);
        (value.len() < rest.len() && !value.is_empty()).then_some(value)
    }

    /// Completes a description by the form of a letter, a judgment or a statute, where the document has one.
    pub(super) fn describe_form(&self, lines: &[&str], found: &mut Description) {
        let head = lines.get(..limits::HEAD.min(lines.len())).unwrap_or_default();
        if let Some((_, title)) = self.statute_title(head) {
            found.title = Some(title);
        }
        if !self.describe_judgment(lines, found) {
            self.describe_letter(head, found);
        }
        if let Some(number) = head.iter().take(limits::FORM_LINES).find_map(|line| self.gazetted(line)) {
            found.document_number.get_or_insert(number);
        }
    }

    fn describe_judgment(&self, lines: &[&str], found: &mut Description) -> bool {
        let Some((at, (court, head, rest))) = lines.iter().take(limits::FORM_LINES).enumerate().find_map(|(at, line)| Some((at, self.court(line)?))) else {
            return false;
        };
        let beside = self.serial(rest);
        let under = || lines.iter().skip(at + 1).take(limits::FORM_LINES).find_map(|line| self.form_number(line));
        // 某某法院刑事判决 alone may be a heading about rulings: a number beside it or under it makes it one.
        if !rest.trim_matches(BLANKS).is_empty() && beside.is_none() {
            return false;
        }
        let Some(number) = beside.or_else(under) else { return false };
        found.document_number = Some(number);
        found.issuers = vec![court];
        found.title = Some(without_blanks(head).into_owned());
        found.signed = lines.iter().skip(at + 1).find_map(|line| day_line(line)).or(found.signed);
        true
    }

    /// A letter or an order: body and kind, and under or beside them the number or the date that make it one.
    fn describe_letter(&self, head: &[&str], found: &mut Description) {
        let Some((at, senders)) = head.iter().take(limits::FORM_LINES).enumerate().find_map(|(at, line)| Some((at, self.senders(self.pieces(line).before)?)))
        else {
            // The line of the body may be lost: a date of the Republic and a serial number under it are still those of the document.
            let of = |line: &&str| (self.pieces(line).date.filter(|_| dates(line).first().is_some_and(|(_, at)| at.start == 0)), self.serial(line));
            let pair = head.iter().take(limits::FORM_LINES).map(of).collect::<Vec<_>>();
            let under = pair.windows(2).find_map(|two| if let [(Some(date), None), (_, Some(_))] = two { Some(*date) } else { None });
            found.signed = found.signed.or(under);
            return;
        };
        let rest = head.get(at..).unwrap_or_default();
        let labelled = rest.iter().find_map(|line| self.letter_dates.iter().find_map(|label| date(self.behind_label(line, label)?)));
        // The lines of the table at the head stand close together; a date further down is of something else.
        let near = || rest.iter().take(limits::FORM_LINES);
        let signed = labelled.map(|(date, _)| date).or_else(|| near().find_map(|line| self.pieces(line).date)).filter(|date| date.day.is_some());
        let serial = near().find_map(|line| self.pieces(line).number);
        if signed.is_none() && serial.is_none() && found.document_number.is_none() {
            return;
        }
        found.signed = signed.or(found.signed);
        found.document_number = found.document_number.take().or(serial);
        if found.issuers.is_empty() || signed.is_some() {
            found.issuers = senders;
        }
        let address = |label: &str| rest.iter().find_map(|line| self.behind_label(line, label)).filter(|value| !self.as_listed.begin(value));
        let mut labels: Vec<&str> = self.letter_addresses.iter().collect();
        // The one that names the reader of this copy before the one that lists all readers.
        labels.sort_by_key(|label| std::cmp::Reverse(label.chars().count()));
        found.addressees = labels.into_iter().find_map(address).map(str::to_owned).or(found.addressees.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(text: &str) -> Description {
        Words::embedded().describe(text)
    }

    fn day(found: &Description) -> Option<String> {
        found.signed.map(|date| date.to_string())
    }

    #[test]
    fn numbers_that_are_a_line() {
        for (line, value) in [
            ("府授水考字第10130456701号", "府授水考字第10130456701号"),
            ("院台水 字第 1010035671 号", "院台水字第1010035671号"),
            ("中华民国101年6月5日 华总一义字第10100123452号", "华总一义字第10100123452号"),
            ("101年度重诉字第12号", "101年度重诉字第12号"),
            ("九十八年度诉字第五五号", "九十八年度诉字第五五号"),
            ("台水税字第10100012346A号", "台水税字第10100012346A号"),
            ("水保1字第1000140192号", "水保1字第1000140192号"),
            ("第13/2019号行政长官批示", "第13/2019号行政长官批示"),
            ("第 17/96/M 号法令", "第17/96/M号法令"),
            ("2019年第124号法律公告", "2019年第124号法律公告"),
        ] {
            assert_eq!(Words::embedded().number_line(line).map(|number| number.value).as_deref(), Some(value), "{line}");
        }
        for line in ["依总处培字第1010035671号函办理", "第13/2019号", "第12号台风", "字第12号", "101年度预算", "第3号公路"] {
            assert_eq!(Words::embedded().number_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_letter() {
        let found = describe(
            "乙县政府　函\n受文者：如正副本行文单位\n发文日期：中华民国102年7月5日\n发文字号：府水字第1020012345号\n主旨：请节约用水。\n正本：本县各乡公所\n县长 某某\n",
        );
        assert_eq!(found.issuers, ["乙县政府"]);
        assert_eq!(found.document_number.as_deref(), Some("府水字第1020012345号"));
        assert_eq!(day(&found).as_deref(), Some("2013-07-05"));
        assert_eq!(found.addressees.as_deref(), Some("本县各乡公所"));
        let found = describe("行政院、司法院 令 中华民国102年7月5日\n院水字第1020012346号\n修正节水办法，行政院所属各机关照办。\n");
        assert_eq!((found.issuers, found.document_number.as_deref()), (vec!["行政院".to_owned(), "司法院".to_owned()], Some("院水字第1020012346号")));
    }

    #[test]
    fn a_line_that_names_a_letter_is_none_by_itself() {
        assert!(describe("某市政府公告\n今天下午市民到公园里取水，场面热闹。\n").issuers.is_empty());
    }

    #[test]
    fn a_judgment() {
        for head in
            ["台湾甲乙地方法院刑事判决　　101年度诉字第152号", "台湾甲乙地方法院刑事判决101年度诉字第152号", "台湾甲乙地方法院刑事判决\n101年度诉字第152号"]
        {
            let found = describe(&format!("{head}\n被告 王某\n上列被告因用水案件，本院判决如下：\n主文\n王某无罪。\n中华民国101年6月5日\n法官 李某\n"));
            assert_eq!(found.title.as_deref(), Some("台湾甲乙地方法院刑事判决"), "{head}");
            assert_eq!(found.issuers, ["台湾甲乙地方法院"], "{head}");
            assert_eq!(found.document_number.as_deref(), Some("101年度诉字第152号"), "{head}");
            assert_eq!(day(&found).as_deref(), Some("2012-06-05"), "{head}");
        }
        assert_eq!(describe("最高法院判决公布\n今天下午最高法院公布判决，各方反应不一。\n").document_number, None);
    }

    #[test]
    fn a_statute() {
        assert_eq!(describe("水法\n中华民国101年6月5日总统令修正公布第6-1条条文\n第一条 为了节水。\n").title.as_deref(), Some("水法"));
        assert_eq!(describe("水法\n第一编 总则\n第一条 为了节水。\n").title.as_deref(), Some("水法"));
        assert_ne!(describe("方法\n今天讲节水的方法，希望大家记住。\n").title.as_deref(), Some("方法"));
    }

    #[test]
    fn dates_without_the_era() {
        let body = "台北市政府今天请各区公所配合节水，希望市民支持。\n台北市政府\n";
        assert_eq!(day(&describe(&format!("节水\n{body}101年6月5日\n"))).as_deref(), Some("2012-06-05"));
        assert_eq!(day(&describe("节水\n各单位要节约用水，希望大家支持。\n甲局\n101年6月5日\n")), None);
    }
}
