//! Speed of the stage markup: `cargo bench --bench markup`. Pages are made here, so that the figures need no other file.

use divan::Bencher;
use divan::counter::BytesCount;
use jiaokan::{Config, Origin, Pipeline};

fn main() {
    divan::main();
}

/// A page as news sites make them: a third of it text, the rest head, navigation, attributes and scripts.
fn page(paragraphs: usize) -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>某市召开质量工作会议_某市新闻网</title>");
    page.push_str(&"<script type=\"text/javascript\">var a = {b: 1, c: \"x < y\"}; function f(g) { return g && a.b < 3; }</script>\n".repeat(20));
    page.push_str("</head><body><div class=\"nav\"><ul>");
    page.push_str(&"<li class=\"nav-item\"><a href=\"/channel/index.html\" target=\"_blank\" title=\"要闻频道\">要闻频道</a></li>\n".repeat(40));
    page.push_str("</ul></div><div class=\"article\"><h1>某市召开质量工作会议</h1><div class=\"info\">2024-05-06 10:00 来源：某市日报</div>");
    let text = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，完善质量治理体系，增强产业质量竞争力，让人民群众有更多获得感。";
    for _ in 0..paragraphs {
        page.push_str("<p style=\"text-indent: 2em; line-height: 1.75\"><span style=\"font-family: 宋体; font-size: 16px\">　　");
        page.push_str(&text.repeat(3));
        page.push_str("</span></p>\n<!-- 段 -->\n");
    }
    page.push_str("</div><div class=\"related\"><h3>相关新闻</h3><ul>");
    page.push_str(&"<li><a href=\"/2024/0506/1.html\">某县开展质量月活动</a></li>\n".repeat(20));
    page.push_str("</ul></div><div class=\"footer\">版权所有 某市新闻网</div></body></html>");
    page
}

fn pipeline() -> Pipeline {
    let config = Config::load(None, &["only=[\"markup\"]".to_owned()]).expect("a valid setting");
    Pipeline::builder().config(config).build().expect("the embedded rules are well-formed")
}

#[divan::bench(args = [10, 100, 1000])]
fn html(bencher: Bencher, paragraphs: usize) {
    let (page, pipeline, origin) = (page(paragraphs), pipeline(), Origin::named("page.html"));
    bencher.counter(BytesCount::of_str(&page)).bench(|| pipeline.clean_page(page.as_bytes(), &origin));
}

#[divan::bench]
fn plain(bencher: Bencher) {
    let text = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市。\n".repeat(20_000);
    let (pipeline, origin) = (pipeline(), Origin::default());
    bencher.counter(BytesCount::of_str(&text)).bench(|| pipeline.clean_page(text.as_bytes(), &origin));
}
