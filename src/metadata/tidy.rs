//! Values as pages write them, made into what they mean.

use crate::structure::{Words, han_share};

/// What stands before the first word of furniture that is followed by a colon or a bracket, or that stands at the very end.
fn before_furniture<'v>(value: &'v str, words: &Words) -> &'v str {
    let end = words
        .run_into
        .iter()
        .filter_map(|word| {
            value.match_indices(word).map(|(at, _)| at).find(|&at| {
                let rest = value.get(at + word.len()..).unwrap_or_default();
                at > 0 && (rest.is_empty() || rest.starts_with(['：', ':', '[', '【', '（', '(', ' ']))
            })
        })
        .min();
    end.and_then(|end| value.get(..end)).unwrap_or(value)
}

/// A value without the label that it may begin with (`来源：某某日报`).
fn unlabelled<'v>(value: &'v str, words: &Words) -> &'v str {
    words.labels(value).first().filter(|label| label.label_at.start == 0).and_then(|label| value.get(label.value.clone())).unwrap_or(value)
}

/// A source without its label and without what follows it.
pub(super) fn source(value: &str, words: &Words) -> Option<String> {
    let value =
        before_furniture(unlabelled(value, words), words).trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '[' | '【' | '（' | '('));
    (value.chars().count() >= 2).then(|| value.to_owned())
}

/// Characters of the names of a byline at most; longer ones are sentences. Chosen, not fitted.
const NAMES: usize = 40;

/// The names of a byline or an editor's line; `None` where it names no person (an account, a number, a site).
pub(super) fn names(value: &str, words: &Words) -> Option<String> {
    let value = value.split(['）', ')', '】', ']', '<']).next().unwrap_or(value);
    let value = before_furniture(unlabelled(value, words), words)
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '：' | ':' | '、' | '（' | '('));
    let (han, _) = han_share(value);
    let account = value.contains(['@', '_']) || value.chars().any(|c| c.is_ascii_digit());
    // A Latin name has two words and no marks of a list or an address.
    let latin = han == 0 && value.split(' ').count() >= 2 && !value.contains([',', '.', '/', '&', '!']) && value.is_ascii();
    let impersonal = value.split(['、', ',', '，', ' ']).any(|part| words.no_persons.end(part));
    let person = han >= 2 && !impersonal || latin;
    (person && !account && value.chars().count() <= NAMES).then(|| value.to_owned())
}

/// A document number as the canonical form writes it.
pub(super) fn number(value: &str, words: &Words) -> String {
    match words.document_numbers(value).as_slice() {
        [one] if one.span.start == 0 && one.span.end == value.trim_end().len() => one.value.clone(),
        _ => value.trim().to_owned(),
    }
}

/// The address of a page: that of a whole site is none.
pub(super) fn address(value: &str) -> Option<String> {
    let bare = value.trim();
    // What has neither protocol nor host is the address of something below a page that is not known.
    let rest = bare.split_once("://").map(|(_, rest)| rest).or_else(|| bare.strip_prefix("//"))?;
    let path = rest.split_once('/').map(|(_, path)| path)?;
    (!path.is_empty() && !bare.contains(char::is_whitespace)).then(|| bare.to_owned())
}

/// A title from the head of a page without the names of site and section that follow it.
pub(super) fn without_site<'a>(title: &'a str, site: Option<&str>, words: &Words) -> &'a str {
    // An underscore never stands in a title: what follows one is the section and the site.
    let mut title = title.split_once('_').map(|(head, _)| head).filter(|head| head.trim().chars().count() >= 4).unwrap_or(title).trim();
    while let Some(at) = title.rfind(['-', '–', '·', '|', '｜', '_']) {
        let mark = title.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let (head, tail) = (title.get(..at).unwrap_or_default().trim_end(), title.get(at + mark..).unwrap_or_default().trim());
        let named = site.is_some_and(|site| tail.contains(site) || site.contains(tail) && !tail.is_empty());
        let like = words.is_site_name(tail);
        if head.chars().count() < 4 || !(named || like || tail.is_empty()) {
            break;
        }
        title = head;
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lose_what_is_not_theirs() {
        assert_eq!(source("来源：某某日报", &Words::embedded()).as_deref(), Some("某某日报"));
        assert_eq!(source("综合司字体：[大中小", &Words::embedded()).as_deref(), Some("综合司"));
        assert_eq!(source("编辑部", &Words::embedded()).as_deref(), Some("编辑部"));
        assert_eq!(names("责任编辑：王五", &Words::embedded()).as_deref(), Some("王五"));
        assert_eq!(names("小何）返回首页", &Words::embedded()).as_deref(), Some("小何"));
        assert_eq!(names("张三、李四", &Words::embedded()).as_deref(), Some("张三、李四"));
        assert_eq!(names("John Smith", &Words::embedded()).as_deref(), Some("John Smith"));
        for account in ["2909", "L_104485", "某某网络", "discuz", "one@example.org"] {
            assert_eq!(names(account, &Words::embedded()), None, "{account}");
        }
        assert_eq!(number("某政发[2021]3号", &Words::embedded()), "某政发〔2021〕3号");
        assert_eq!(number("国令第700号", &Words::embedded()), "国令第700号");
    }

    #[test]
    fn the_address_of_a_site_is_no_page() {
        assert_eq!(address("http://www.example.cn/"), None);
        assert_eq!(address("./1.html"), None);
        assert_eq!(address("//www.example.cn/a/1.html").as_deref(), Some("//www.example.cn/a/1.html"));
        assert_eq!(address("http://www.example.cn/a/1.html").as_deref(), Some("http://www.example.cn/a/1.html"));
    }

    #[test]
    fn titles_lose_their_site() {
        assert_eq!(without_site("某县开展秋收-某某新闻网", None, &Words::embedded()), "某县开展秋收");
        assert_eq!(without_site("某县开展秋收 - 农业频道 - 某某在线", None, &Words::embedded()), "某县开展秋收");
        assert_eq!(without_site("某县开展秋收-阳光之家", Some("阳光之家"), &Words::embedded()), "某县开展秋收");
        assert_eq!(without_site("2021-2025年灌溉规划", None, &Words::embedded()), "2021-2025年灌溉规划");
    }
}
