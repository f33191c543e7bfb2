//! The ledger of pages that were put together from pieces whose visible letters are known, and of texts of any kind.

use jiaokan::corpus::apparatus::{self, Apparatus};
use jiaokan::corpus::{PageStatus, Record};
use jiaokan::{Ledger, Pipeline};
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().build().expect("the default pipeline"));

/// Pieces of pages with the number of letters that a reader sees of each.
const PIECES: &[(&str, usize)] = &[
    ("<p>会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。</p>", 37),
    ("<p>会议要求，各部门要加强协调配合，压实工作责任，确保各项任务落到实处。</p>\n", 30),
    ("<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/a\" title=\"甲>乙\">要闻</a></li></ul></div>", 4),
    ("<div><p>相关阅读</p><p>某县召开会议，研究&#37096;&nbsp;署工作。</p></div>", 16),
    ("<div style=\"display:none\">隐藏的文字</div>", 5),
    ("<table><tr><td>发文机关：</td><td>某市人民政府</td></tr></table>", 10),
    ("<script>var 甲 = \"<p>乙</p>\";</script>", 0),
    ("<!-- 注 <p>甲</p> -->", 0),
    ("<select><option>请选择</option></select><img src=a.png alt=图>", 0),
    ("<p>网友评论</p><div class=comment>说得好！<br>支持。</div>", 9),
    ("<h1>某市召开质量工作会议</h1><div>2024-05-06　来源：某市日报</div>", 24),
    ("<p>發展質量&ldquo;強國&rdquo;戰略 ISO 9001。</p>", 15),
    ("版权所有 某市人民政府<br/>【打印】【关闭】", 14),
];

fn sums(ledger: &Ledger) -> bool {
    ledger.visible == ledger.kept + ledger.dropped.values().sum::<usize>()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The ledger of a page, the same from its document and from its files.
fn ledger(raw: &[u8]) -> Ledger {
    let document = PIPELINE.clean(raw);
    let ledger = PIPELINE.ledger(&document);
    let record = Record::new("page", "page.html", raw, &document, ledger.clone(), "");
    if record.status == PageStatus::Done {
        assert_eq!(ledger.kept, letters(document.text()));
        let mut written = Vec::new();
        apparatus::write(&mut written, &record, &document, &apparatus::Edges::default()).expect("in memory");
        let read = Apparatus::read(written.as_slice()).expect("what was written");
        assert_eq!(read.head.page.ledger.as_ref(), Some(&ledger));
        let back = read.into_document(document.text().to_owned(), PIPELINE.words()).expect("whole");
        assert_eq!(PIPELINE.ledger(&back), ledger);
    }
    if let Some(drop) = &ledger.largest_drop {
        let decoded = document.decoded().expect("fits");
        let there = decoded.get(drop.at..).expect("a place in the page");
        assert!(drop.text.chars().next().is_none_or(|c| there.starts_with([c, '&'])), "{drop:?}");
    }
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_visible_letter_is_accounted_for(which in proptest::collection::vec(0..PIECES.len(), 1..24)) {
        let body: String = which.iter().map(|&n| PIECES[n].0).collect();
        let seen: usize = which.iter().map(|&n| PIECES[n].1).sum();
        let ledger = ledger(format!("<html><head><title>题</title></head><body>{body}</body></html>").as_bytes());
        prop_assert!(sums(&ledger));
        prop_assert_eq!(ledger.visible as i64 - ledger.converted, seen as i64);
    }

    #[test]
    fn any_text_has_a_ledger_that_adds_up(text in "(\\PC|[<>/&;#！。质量 \n]|<p>|</p>|<!--|-->|<script>|&amp;){0,120}") {
        let ledger = ledger(text.as_bytes());
        prop_assert!(sums(&ledger));
    }
}
