//! What the ledger of a page costs beside cleaning it: `cargo bench --bench ledger`. Pages of 1 MB, made here, so that the figures need no other file.

use divan::Bencher;
use divan::counter::BytesCount;
use jiaokan::{Origin, Pipeline};

fn main() {
    divan::main();
}

const PAGES: [&str; 3] = ["text", "article", "menu"];

/// A page of 1 MB: plain text, an article with some furniture, or an article under a menu that is nearly all of it.
fn page(kind: &str) -> String {
    let text = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，完善质量治理体系，增强产业质量竞争力，让人民群众有更多获得感。";
    if kind == "text" {
        return format!("{text}\n").repeat(1_000_000 / (text.len() + 1));
    }
    let paragraph = format!("<p style=\"text-indent: 2em; line-height: 1.75\"><span style=\"font-size: 16px\">　　{text}</span></p>\n<!-- 段 -->\n");
    let link = "<li class=\"nav-item\"><a href=\"/2024/0506/1.html\" target=\"_blank\" title=\"要闻频道\">某县开展质量月活动，检查商品质量</a></li>\n";
    let (paragraphs, links) = if kind == "menu" { (20, 990_000 / link.len()) } else { (850_000 / paragraph.len(), 150_000 / link.len()) };
    let script = "<script type=\"text/javascript\">var a = {b: 1, c: \"x < y\"}; function f(g) { return g && a.b < 3; }</script>\n".repeat(20);
    let (body, menu) = (paragraph.repeat(paragraphs), link.repeat(links));
    format!(
        "<html><head><title>质量工作会议</title>{script}</head><body><div class=\"nav\"><ul>{menu}</ul></div><div class=\"article\">{body}</div></body></html>"
    )
}

#[divan::bench(args = PAGES)]
fn clean(bencher: Bencher, kind: &str) {
    let (page, pipeline, origin) = (page(kind), Pipeline::builder().build().expect("the embedded rules are well-formed"), Origin::default());
    bencher.counter(BytesCount::of_str(&page)).bench(|| pipeline.clean_page(page.as_bytes(), &origin));
}

#[divan::bench(args = PAGES)]
fn ledger(bencher: Bencher, kind: &str) {
    let (page, pipeline) = (page(kind), Pipeline::builder().build().expect("the embedded rules are well-formed"));
    let document = pipeline.clean(page.as_bytes());
    bencher.counter(BytesCount::of_str(&page)).bench(|| pipeline.ledger(&document));
}
