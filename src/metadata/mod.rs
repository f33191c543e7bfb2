//! What a page says about itself, gathered from the findings and the clean text.

mod tidy;

use std::collections::HashSet;

use crate::chars::without_blanks;
use crate::date::Date;
use crate::document::Document;
use crate::finding::{Article, Fact, Finding, FindingKind, Witness};
use crate::structure::{self, Description, Label, Words};

/// The dates of a document, in ISO 8601.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dates {
    /// The date under the signature, as YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// The date of publication, as YYYY-MM-DD, with the time of day (`2022-11-01T10:30`) where the page has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

impl Dates {
    fn is_empty(&self) -> bool {
        self == &Dates::default()
    }
}

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Metadata {
    /// Which of the articles of its page it is, as `2/5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 文号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// All issuing bodies, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<String>,
    /// The dates.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// Whom it addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressees: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Who edited it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// Its keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Where it was first published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Jump references, e.g. 上接第一版.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jumps: Vec<String>,
    /// The site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What some place of the page says.
struct Claim {
    fact: Fact,
    witness: Witness,
}

impl Claim {
    /// The words of a claim that is text of the page; empty for others.
    fn words(&self) -> &str {
        self.fact.words().map(str::trim).unwrap_or_default()
    }

    fn date(&self) -> Option<Date> {
        match self.fact {
            Fact::DateSigned(date) | Fact::DatePublished(date) => Some(date),
            _ => None,
        }
    }
}

/// All claims of a page, those of a table of record first, those of its head last.
struct Claims(Vec<Claim>);

impl Claims {
    fn of(document: &Document) -> Claims {
        let mut claims = Vec::new();
        for (_, Finding { fact, witness, .. }) in document.findings() {
            let mut claim = |fact| claims.push(Claim { fact, witness: *witness });
            match fact.words() {
                // Cells of a table of record that ran together: 国务院办公厅成文日期：2018年12月18日.
                Some(words) if *witness == Witness::Record => {
                    let (value, further) = document.words.cells(words);
                    Fact::read(fact.kind(), value).into_iter().for_each(&mut claim);
                    further.into_iter().filter_map(|(label, value)| of_cell(label, value)).for_each(claim);
                }
                _ => claim(fact.clone()),
            }
        }
        let mut claims = Claims(claims.into_iter().filter(|claim| claim.fact.words().is_none() || !claim.words().is_empty()).collect());
        claims.0.sort_by_key(|claim| match claim.witness {
            Witness::Record => 0,
            Witness::Head => 2,
            _ => 1,
        });
        claims
    }

    fn all(&self, kind: FindingKind) -> impl Iterator<Item = &Claim> + '_ {
        self.0.iter().filter(move |claim| claim.fact.kind() == kind)
    }

    /// The first claim that reads as what it should be.
    fn first<T>(&self, kind: FindingKind, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.all(kind).find_map(|claim| read(claim.words()))
    }

    fn date(&self, kind: FindingKind) -> Option<String> {
        self.all(kind).filter_map(Claim::date).find(|date| date.day.is_some()).map(|date| date.to_string())
    }
}

/// What a cell of a table of record says.
fn of_cell(label: Label, value: &str) -> Option<Fact> {
    let date = || structure::dates(value).into_iter().map(|(date, _)| date).find(|date| date.day.is_some());
    match label {
        Label::Signed => date().map(Fact::DateSigned),
        Label::Published => date().map(Fact::DatePublished),
        _ => label.fact(value),
    }
}

impl Metadata {
    /// Weighs what the page says of itself: first its table of record, then its text and its labelled lines, last its head. Where there are
    /// several of what is one, the first stands; what nothing says is read from the clean text.
    pub fn of(document: &Document) -> Metadata {
        let claims = Claims::of(document);
        let words = &*document.words;
        let mut described = words.describe(document.text());
        let site = claims.first(FindingKind::Site, |site| Some(site.to_owned()));
        let source = claims.first(FindingKind::Source, |source| tidy::source(source, words));
        let title = title(&claims, described.title.as_deref(), site.as_deref(), words);
        if described.issuers.is_empty() && title.as_deref().is_some_and(|title| words.title_form(title).is_some()) {
            described.issuers = words.bodies_alone(document.text());
        }
        let issuers = match in_full(issuers(&claims, &described), &described, title.as_deref(), words) {
            none if none.is_empty() => title.as_deref().map(|title| words.issuers_of_title(title).0).unwrap_or_default(),
            named => named,
        };
        Metadata {
            article: document.article(),
            title,
            document_number: claims.first(FindingKind::DocumentNumber, |number| Some(tidy::number(number, words))).or(described.document_number.clone()),
            issuers,
            dates: Dates {
                signed: claims.date(FindingKind::DateSigned).or_else(|| described.signed.map(|date| date.to_string())),
                published: claims.date(FindingKind::DatePublished),
            },
            addressees: claims.first(FindingKind::Addressee, |addressee| Some(addressee.to_owned())).or(described.addressees),
            byline: claims.first(FindingKind::Byline, |names| tidy::names(names, words)).filter(|names| Some(names) != site.as_ref()),
            editor: claims.first(FindingKind::Editor, |names| tidy::names(names, words)),
            keywords: keywords(&claims),
            source,
            jumps: document.values(FindingKind::Jump),
            site,
            url: claims.first(FindingKind::Url, tidy::address),
        }
    }
}

/// A heading of so many characters and less may be the name of a section.
const SECTION: usize = 12;

/// The title: the table's; otherwise the heading or the head of the page, completed by the text where they are the same title.
fn title(claims: &Claims, described: Option<&str>, site: Option<&str>, words: &Words) -> Option<String> {
    // A body or a date in a heading is that of the signature; a section of the site (政策文件) is none where the head has the form of a title.
    let is_title = |claim: &&Claim| {
        let claimed = claim.words();
        !words.is_issuer(claimed) && structure::date_line(claimed).is_none() && words.number_line(claimed).is_none()
    };
    let formal = |claim: &&Claim| words.title_form(tidy::without_site(claim.words(), site, words)) == Some(structure::TitleForm::Formal);
    let Some(first) = claims.all(FindingKind::Title).find(is_title) else { return described.map(str::to_owned) };
    let section = first.witness != Witness::Record && first.words().chars().count() <= SECTION && words.title_form(first.words()).is_none();
    let claim = claims.all(FindingKind::Title).filter(|_| section).find(formal).unwrap_or(first);
    let claimed = claim.words();
    if claim.witness == Witness::Record {
        return Some(claimed.to_owned());
    }
    // An underscore never stands in a title: what follows one is the section and the site.
    let sited = claim.witness == Witness::Head || claimed.contains('_');
    let claimed = if sited { tidy::without_site(claimed, site, words) } else { claimed };
    // The head of an order (某某国务院令) is no title: the order has that of the document it puts into force.
    if let Some(described) = described.filter(|described| claimed.ends_with('令') && !claimed.contains("关于") && !described.ends_with('令')) {
        return Some(described.to_owned());
    }
    if let Some(described) = described.filter(|described| words.title_form(described) == Some(structure::TitleForm::Formal)) {
        // Without blanks, as either may have been broken over lines.
        let (one, other) = (without_blanks(claimed), without_blanks(described));
        // A heading that the page broke in two is the beginning of what the text has whole; the head of the page adds its site to the text's.
        let rest = one.strip_prefix(&*other).is_some_and(|rest| rest.starts_with(['-', '–', '—', '|', '｜', '\u{4e28}', '·']));
        if other.contains(&*one) || sited && one.contains(&*other) || rest {
            return Some(described.to_owned());
        }
    }
    Some(claimed.to_owned()).filter(|title| !title.is_empty())
}

/// The issuers: those of the table, unless the signature names more of them, or names in full what the table names in short.
fn issuers(claims: &Claims, described: &Description) -> Vec<String> {
    // Of a path of bodies (某市人民政府->某市财政局) the last one speaks.
    let values = claims.all(FindingKind::Issuer).map(|claim| claim.words().rsplit("->").next().unwrap_or_default());
    let named = distinct(values.flat_map(|value| value.split(['、', '，', ',', ';', '；', ' ', '\u{3000}'])));
    let known = |name: &String| described.issuers.iter().any(|signed| within(name, signed) || within(signed, name));
    let fuller = |name: &String| described.issuers.iter().any(|signed| signed.len() > name.len() && signed.ends_with(name.as_str()));
    let signed = described.issuers.len() > named.len() && (named.is_empty() || named.iter().any(known));
    if signed || described.issuers.len() == named.len() && named.iter().all(known) && named.iter().any(fuller) { described.issuers.clone() } else { named }
}

/// Bodies that a table of record names in short (市政府) by their full names, where signature or title has them: the characters of the short name stand in the full one
/// in their order, and both end alike.
fn in_full(named: Vec<String>, described: &Description, title: Option<&str>, words: &Words) -> Vec<String> {
    if named.is_empty() {
        return named;
    }
    let titled = title.map(|title| words.issuers_of_title(title).0).unwrap_or_default();
    let full = |name: String| {
        let longer = |body: &&String| body.chars().count() > name.chars().count() && within(&name, body) && body.chars().last() == name.chars().last();
        described.issuers.iter().chain(&titled).find(longer).cloned().unwrap_or(name)
    };
    let bodies: Vec<String> = named.into_iter().map(full).collect();
    distinct(bodies.iter().map(String::as_str))
}

/// Whether a name is a short form of another: its characters stand there in their order (市场监管总局, 国家市场监督管理总局).
fn within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

fn keywords(claims: &Claims) -> Vec<String> {
    let words = claims.all(FindingKind::Keywords).flat_map(|claim| claim.words().split([' ', '\u{3000}', ',', '，', ';', '；', '、', '|']));
    // Some sites put markup there.
    distinct(words.filter(|word| !word.contains(['<', '=', '"'])))
}

/// Each value once, without empty ones, in the order of the page. A page may hold thousands of records.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(*value)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
