//! The stage as a whole, on small pages.

use crate::{Document, FindingKind, Origin, Pipeline};

fn read(body: &str) -> Document {
    let page = format!("<html><head><title>某网</title></head><body>{body}</body></html>");
    Pipeline::builder().build().expect("the embedded rules are well-formed").clean_page(page.as_bytes(), &Origin::named("page.html"))
}

fn text(body: &str) -> String {
    read(body).text().to_owned()
}

const PROSE: &str = "<p>会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。</p>\
    <p>会议要求，各部门要加强协调配合，压实工作责任，确保各项任务落到实处。</p>";

#[test]
fn the_names_of_annexes_that_are_files_stay() {
    let with = |links: &str| text(&format!("<div><div class=\"content\">{PROSE}</div><div class=\"links\">{links}</div></div>"));
    let files = with("<p><a href=\"1.doc\">附件1：任务分工表</a></p><p><a href=\"/f/2.xlsx?v=1\">2：进度安排表</a></p>");
    assert!(files.contains("附件1：任务分工表\n") && files.contains("进度安排表"), "{files}");
    let item = |title: &str| format!("<li><a href=\"1.html\">{title}</a></li>");
    let pages = with(&format!("<h3>相关链接</h3><ul>{}</ul>", ["某县开展质量月活动", "某区举办质量讲座", "某县检查商品质量"].map(item).concat()));
    assert!(!pages.contains("某县") && !pages.contains("某区"), "{pages}");
}

#[test]
fn a_line_under_an_image_that_names_nobody_stays() {
    let document = read(&format!("<div>{PROSE}<p><img src=\"a.png\"></p><p>会议现场布置得很简单</p>{}</div>", PROSE.repeat(2)));
    assert!(document.text().contains("会议现场"), "rules/markup.toml, K022, has a caption that goes");
}

#[test]
fn the_title_of_an_official_document_is_found_apart_from_its_text() {
    let apart = |title: &str, above: &str| text(&format!("<div><h2>{title}</h2></div><div><span>{above}</span></div><div class=\"content\">{PROSE}</div>"));
    let official = apart("某市人民政府关于加强质量工作的通知", "某政发〔2024〕1号");
    assert!(official.starts_with("某市人民政府关于加强质量工作的通知\n某政发〔2024〕1号\n"), "{official}");
    assert!(apart("某市召开质量工作会议", "来源：某报").starts_with("会议指出"));
}

#[test]
fn a_row_of_paragraphs_gives_its_fields() {
    let cell = |text: &str| format!("<td><p>{text}</p></td>");
    let row = |cells: [&str; 4]| format!("<tr>{}</tr>", cells.map(cell).concat());
    let table = |first: [&str; 4]| format!("<table>{}{}</table>{PROSE}", row(first), row(["发文机关", "某市人民政府", "成文日期", "2024年1月2日"]));
    let of = |document: &Document, kind: FindingKind| document.findings().iter().filter(|(_, finding)| finding.kind() == kind).count();
    let record = read(&table(["索引号", "0001/2024-1", "发文字号", "某政发〔2024〕1号"]));
    assert_eq!(of(&record, FindingKind::DocumentNumber), 1);
    assert_eq!(of(&record, FindingKind::DateSigned), 1);
    assert!(record.text().starts_with("会议指出"), "{}", record.text());
    let list =
        read(&format!("<table>{}{}</table>{PROSE}", row(["索引号", "发文字号", "标题", "成文日期"]), row(["1", "某政发〔2024〕1号", "通知", "2024年1月2日"])));
    assert_eq!(of(&list, FindingKind::DocumentNumber), 0, "the head of a list of documents");
}
