//! The stage as a whole: damage in whole text, text that must stay, pages that cannot be read.

use proptest::prelude::*;

use super::wreck;
use crate::{Config, Pipeline, Status};

fn pipeline() -> Pipeline {
    let config = Config::load(None, &["only=[\"mojibake\"]".to_owned()]).unwrap();
    Pipeline::builder().config(config).build().unwrap()
}

fn clean(text: &str) -> String {
    pipeline().clean(text.as_bytes()).text().trim_end_matches('\n').to_owned()
}

fn as_gbk(text: &str) -> String {
    encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn a_broken_quotation_in_a_good_line_is_mended() {
    let line = format!("会议强调，“{}”，要抓好落实。", as_gbk("质量是企业的生命"));
    assert_eq!(clean(&line), "会议强调，“质量是企业的生命”，要抓好落实。");
}

#[test]
fn a_broken_line_among_good_ones_is_mended() {
    let page = format!("一、健全工作机制。\n{}\n三、提升服务能力。", as_gbk("二、强化企业主体责任，落实出厂检验要求。"));
    assert_eq!(clean(&page), "一、健全工作机制。\n二、强化企业主体责任，落实出厂检验要求。\n三、提升服务能力。");
}

#[test]
fn clean_text_of_many_kinds_stays() {
    for text in [
        "臺灣的繁體中文文章應該保持原樣，於是著力於產業發展。",
        "中 zhōng，国 guó，人民 rénmín；绿 lǜ、女 nǚ。",
        "let s = \"\\u4e2d\\u56fd\"; // 中国",
        "见 https://example.org/%E4%B8%AD%E5%9B%BD?q=%E8%B4%A8%E9%87%8F",
        "&lt;div class=\"a\"&gt;中文&lt;/div&gt;",
        "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锫锎锿镄钔锘铹",
        "麻辣烫、酸辣烫，烫烫烫烫，都说好吃。",
        "한국어와 中文, 日本語のかな、カナ。",
        "魑魅魍魉、饕餮、螳螂、蟾蜍、蜻蜓、蚂蚱、蜈蚣、蟑螂、蝙蝠、鹦鹉。",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn pages_that_cannot_be_read_are_given_up() {
    for text in ["?????????????????\n???????????2025???\n", &"锟斤拷".repeat(30), &"\u{fffd}й\u{fffd}".repeat(20)] {
        assert!(matches!(pipeline().clean(text.as_bytes()).status(), Status::Rejected { .. }), "{text}");
    }
    assert!(wreck::unreadable("你说什么？？？？？真的吗？？？？？？？不会吧，这怎么可能呢，我不相信").is_none());
}

#[test]
fn a_second_pass_finds_nothing() {
    for text in [
        as_gbk("到2025年，质量基础更加坚实，企业满意度达到90%以上"),
        as_gbk("中国"),
        "产品锟斤拷锟斤拷水平".to_owned(),
        "&amp;amp;#20013;&amp;amp;#22269;".to_owned(),
    ] {
        let once = clean(&text);
        assert_eq!(clean(&once), once);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_panics_and_everything_comes_back(text in "[\\PC\n锟斤拷鐨鍥涓Ã¤¸\u{ad}&#;%\\\\ux0-9?\u{fffd}€]{0,120}") {
        let document = pipeline().clean(text.as_bytes());
        prop_assert_eq!(document.restore().unwrap(), text.into_bytes());
    }
}
