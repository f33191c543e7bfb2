use super::*;
use crate::Pipeline;

fn read(page: &str) -> Metadata {
    Metadata::of(&Pipeline::builder().build().expect("the embedded rules are sound").clean(page.as_bytes()))
}

/// A page of a government site: a table of record with four cells a row and the document under it.
const PAGE: &str = "<html><body><table><tr><td><b>索 引 号：</b></td><td>0001/2021-00031</td><td><b>主题分类：</b></td><td>能源</td></tr>\
<tr><td><b>发文机关：</b></td><td>某某市人民政府办公室</td><td><b>成文日期：</b></td><td>2021年05月07日</td></tr>\
<tr><td><b>标　　题：</b></td><td colspan=3>某某市人民政府办公室关于印发节约用电办法的通知</td></tr>\
<tr><td><b>发文字号：</b></td><td>某政办发〔2021〕9号</td><td><b>发布日期：</b></td><td>2021年05月12日</td></tr></table>\
<p>某某市人民政府办公室<br>关于印发节约用电办法的通知</p><p>某政办发〔2021〕9号</p><p>各区人民政府，市各委、办、局：</p>\
<p>《节约用电办法》已经市政府同意，现印发给你们，请认真组织实施，切实把各项措施落到实处。</p><p>某某市人民政府办公室</p><p>2021年5月7日</p></body></html>";

#[test]
fn a_table_of_record_with_four_cells_a_row_is_read() {
    let found = read(PAGE);
    assert_eq!(found.title.as_deref(), Some("某某市人民政府办公室关于印发节约用电办法的通知"));
    assert_eq!(found.document_number.as_deref(), Some("某政办发〔2021〕9号"));
    assert_eq!(found.issuers, ["某某市人民政府办公室"]);
    assert_eq!(found.dates.signed.as_deref(), Some("2021-05-07"));
    assert_eq!(found.dates.published.as_deref(), Some("2021-05-12"));
    assert_eq!(found.addressees.as_deref(), Some("各区人民政府，市各委、办、局"));
}

#[test]
fn what_the_page_names_its_title_stands_before_lines_above_the_text() {
    let body = "<p>本报记者张三李四王五赵六</p><p>（原标题：质量月在某市开幕 多家企业参加）</p><p>会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。</p>\
        <p>会议要求，各部门要加强协调配合，压实工作责任，确保各项任务落到实处，推动工作取得实效。</p>";
    let page = |title: &str, above: &str| format!("<html><head><title>{title}</title></head><body>{above}<div class=\"content\">{body}</div></body></html>");
    let expected = Some("某市“质量月”开幕");
    assert_eq!(read(&page("某市“质量月”开幕_要闻_某市新闻网", "")).title.as_deref(), expected);
    assert_eq!(read(&page("某市\"质量月\"开幕-某地", "<div><h1>某市“质量月”开幕</h1></div>")).title.as_deref(), expected);
}

#[test]
fn the_head_of_an_order_is_no_title() {
    let claims = |value: &str| Claims(vec![Claim { fact: Fact::Title(value.into()), witness: Witness::Text }]);
    assert_eq!(title(&claims("某某人民政府令"), Some("某某灌溉条例"), None, &Words::embedded()).as_deref(), Some("某某灌溉条例"));
    assert_eq!(title(&claims("关于封山育林的命令"), Some("某某灌溉条例"), None, &Words::embedded()).as_deref(), Some("关于封山育林的命令"));
}

#[test]
fn a_signature_names_the_bodies_that_the_table_leaves_out() {
    let described = Description { issuers: vec!["市场监管总局".into(), "财政部".into()], ..Description::default() };
    let claims = |value: &str| Claims(vec![Claim { fact: Fact::Issuer(value.into()), witness: Witness::Record }]);
    assert_eq!(issuers(&claims("国家市场监督管理总局"), &described), ["市场监管总局", "财政部"]);
    // Another document's signature stands under an annex.
    assert_eq!(issuers(&claims("国务院办公厅"), &described), ["国务院办公厅"]);
}
