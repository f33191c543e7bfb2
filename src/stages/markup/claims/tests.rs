//! Words and dates as pages write them.

use super::dates::DateWords;
use crate::rule::RuleBook;

#[test]
fn dates_are_read_in_either_calendar() {
    let words = DateWords::read(&RuleBook::embedded()).expect("the embedded words are well-formed");
    let date = |text: &str| words.date(text).map(|date| date.to_string());
    assert_eq!(date("2019年1月8日").as_deref(), Some("2019-01-08"));
    assert_eq!(date("2024年06月05日 13时44分").as_deref(), Some("2024-06-05T13:44"));
    assert_eq!(date("发布时间：2024-05-13 10:02 来源").as_deref(), Some("2024-05-13T10:02"));
    assert_eq!(date("2024年05月07日10:30").as_deref(), Some("2024-05-07T10:30"));
    assert_eq!(date("2024-05-22T00:21:04.000Z").as_deref(), Some("2024-05-22T00:21:04"));
    assert_eq!(date("民國101年6月4日").as_deref(), Some("2012-06-04"));
    assert_eq!(date("發布日期：101/06/04").as_deref(), Some("2012-06-04"));
    assert_eq!(date("1715047680").as_deref(), Some("2024-05-07T10:08:00"));
    assert_eq!(date("2024-13-01"), None);
    assert_eq!(date("12024-11-01"), None);
}

#[test]
fn scripts_say_when() {
    let words = DateWords::read(&RuleBook::embedded()).expect("the embedded words are well-formed");
    let dates = |script: &str| words.in_script(script).map(|(date, _)| date.to_string()).collect::<Vec<_>>();
    assert_eq!(dates("var ct = \"1715047680\";"), ["2024-05-07T10:08:00"]);
    assert_eq!(dates("{\"pubDate\":\"2024-05-07T10:30:00\",\"upDate\":\"2024-06-01T00:00:00\"}"), ["2024-05-07T10:30:00"]);
    assert_eq!(words.titles_in_script("{\"headline\": \"某市召开会议\"}").collect::<Vec<_>>(), ["某市召开会议"]);
}
