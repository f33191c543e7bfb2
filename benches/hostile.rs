//! Time of the whole program on pages made to be dear, at two sizes: `cargo bench --bench hostile`. Where the time is linear, both rows of a page
//! have the same bytes a second. A quadratic place has shown itself here as a second row of a tenth the speed.

use divan::Bencher;
use divan::counter::BytesCount;
use jiaokan::{Origin, Pipeline};

fn main() {
    divan::main();
}

const SHORT: usize = 100_000;
const LONG: usize = 1_000_000;

/// What each page repeats, with a name that the table shows and the extension it is read by.
const PAGES: [(&str, &str, &str); 19] = [
    ("navigation", "txt", "首页\n"),
    ("page numbers", "txt", "12\n"),
    ("headlines", "txt", "某项目开工 某协会看好\n"),
    ("broken lines", "txt", "对质量问题突出、涉及人民群众\n"),
    ("credits", "txt", "来源：某某网\n"),
    ("question marks", "txt", "?"),
    ("torn text", "txt", "?？构抑柿炕"),
    ("private use", "txt", "中?:\u{e000}\n"),
    ("latin", "txt", "Ã"),
    ("glosses", "txt", "進(jìn"),
    ("brackets", "txt", "（“《"),
    ("replacement", "txt", "\u{fffd}中"),
    ("nested elements", "html", "<div><p>一、总体要求<b>"),
    ("table cells", "html", "<table><tr><td>甲</td><td>1</td></tr>"),
    ("open tags", "html", "<a href=\""),
    ("annexes", "html", "<p>附件<a href=\"a.doc\">1</a></p>"),
    ("records", "html", "<table><tr><td>索引号</td><td>1</td><td>发文机关</td><td>某局</td></tr><tr><td>发文字号</td><td>1号</td></tr></table>"),
    ("feed", "html", "<item><title>标题标题</title><description>会议指出，要坚持&lt;br&gt;质量第一。</description></item>"),
    ("rows", "txt", "甲 乙 1\n"),
];

#[derive(Clone, Copy)]
struct Page(&'static str, &'static str, &'static str, usize);

impl std::fmt::Display for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {} kB", self.0, self.3 / 1_000)
    }
}

fn pages() -> Vec<Page> {
    PAGES.iter().flat_map(|&(name, extension, piece)| [SHORT, LONG].map(|size| Page(name, extension, piece, size))).collect()
}

#[divan::bench(args = pages(), sample_count = 1, sample_size = 1)]
fn hostile(bencher: Bencher, Page(_, extension, piece, size): Page) {
    let page = piece.repeat(size / piece.len());
    let pipeline = Pipeline::builder().build().expect("the embedded rules are well-formed");
    let origin = Origin::named(format!("page.{extension}"));
    bencher.counter(BytesCount::of_str(&page)).bench(|| pipeline.clean_page(page.as_bytes(), &origin));
}
