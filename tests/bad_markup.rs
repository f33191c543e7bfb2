//! Markup that no browser made: bounded time, the page named, nothing lost.

use std::sync::LazyLock;

use jiaokan::{Document, Origin, Pipeline, Status};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().build().expect("the embedded rules are well-formed"));

const PROSE: &str = "<p>会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。</p>";
const CLEAN: &str = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。";

fn page(body: &str) -> String {
    format!("<!DOCTYPE html><html><head><title>某市召开会议</title></head><body>{body}</body></html>")
}

/// Cleans a page and holds it to what every page must keep: the raw bytes come back, and cleaning twice changes nothing.
fn clean(page: &str) -> Document {
    let document = PIPELINE.clean_page(page.as_bytes(), &Origin::named("page.html"));
    assert!(document.restore().expect("the layers are whole") == page.as_bytes(), "the raw page does not come back");
    let again = PIPELINE.clean(document.text().as_bytes());
    assert!(again.text() == document.text() || document.text().is_empty(), "a second cleaning changes the text");
    document
}

/// The prose of the page is in its text.
fn keeps_its_prose(page: &str) {
    let document = clean(page);
    assert!(document.text().contains(CLEAN), "{:?}", document.text().chars().take(200).collect::<String>());
}

#[test]
fn nested_elements() {
    for depth in [10_000, 200_000] {
        keeps_its_prose(&page(&format!("{}{}{}", "<div>".repeat(depth), PROSE.repeat(3), "</div>".repeat(depth))));
        keeps_its_prose(&page(&format!("{}{}", "<span>".repeat(depth), PROSE.repeat(3))));
    }
}

#[test]
fn nested_tables_and_lists() {
    keeps_its_prose(&page(&format!("{}{}", "<table><tr><td>".repeat(20_000), PROSE.repeat(3))));
    keeps_its_prose(&page(&format!("{}{}", "<ul><li>".repeat(20_000), PROSE.repeat(3))));
}

#[test]
fn a_megabyte_of_attribute() {
    keeps_its_prose(&page(&format!("<div title=\"{}\">{}</div>", "某".repeat(350_000), PROSE.repeat(3))));
    keeps_its_prose(&page(&format!("<div {}>{}</div>", "a=\"b\" ".repeat(100_000), PROSE.repeat(3))));
}

#[test]
fn attributes_that_never_end() {
    clean(&page(&format!("{PROSE}{}{PROSE}", "<div title=\"".repeat(50_000))));
}

#[test]
fn nothing_but_brackets() {
    for bracket in ["<", "</", "<!", "<!--", "<a ", "&", "&#", "&amp;lt;"] {
        clean(&page(&format!("{PROSE}{}{PROSE}", bracket.repeat(100_000))));
    }
}

#[test]
fn comments_scripts_and_styles_that_never_end() {
    for opening in ["<!-- ", "<script>", "<style>", "<textarea>", "<title>", "<noscript>", "<svg>", "<select>"] {
        let page = page(&format!("{}{opening}{}", PROSE.repeat(3), PROSE.repeat(3)));
        assert!(clean(&page).text().contains(CLEAN), "{opening}");
    }
}

#[test]
fn everything_is_unclosed() {
    let document = clean(&page(&"<div><p><b><i><table><tr><td>会议要求，各部门要加强协调配合，压实工作责任。".repeat(2_000)));
    assert!(document.text().contains("会议要求，各部门要加强协调配合，压实工作责任。"));
}

#[test]
fn end_tags_without_a_partner() {
    keeps_its_prose(&page(&format!("{PROSE}{}{PROSE}", "</div></p></table></b>".repeat(20_000))));
}

#[test]
fn a_page_without_text_is_rejected() {
    for body in ["", "<img src=\"a.png\">", "<script>var a = 1;</script>", "<p>&nbsp;</p><p>　</p>"] {
        let document = clean(&page(body));
        assert!(matches!(document.status(), Status::Rejected { .. }), "{body}: {:?}", document.text());
    }
}

#[test]
fn a_page_of_little_text_gives_it() {
    let comments = "<li class=\"comment\"><p>这部剧把婚后的生活拍得很真实，两位演员都好。</p></li>".repeat(8);
    assert!(clean(&page(&format!("<div class=\"comments\"><ul>{comments}</ul></div>"))).text().contains("拍得很真实"));
    let stream = format!("<h3><a href=\"/1\">某市召开质量工作会议</a></h3>{PROSE}").repeat(8);
    assert!(clean(&page(&stream)).text().contains(CLEAN));
    assert!(clean(&page("<div>打印</div><div>暂无公告</div>")).text().contains("暂无公告"));
}

#[test]
fn tags_that_are_not_closed_before_a_wide_character() {
    for text in ["</b中<", "文字</p质<b>", "</span>‹/p\u{fffd}有</p>", "<p>会议</p质量</p>", "</span\u{fffd}"] {
        let document = PIPELINE.clean(text.as_bytes());
        assert!(document.restore().expect("the layers are whole") == text.as_bytes(), "{text}");
    }
}
