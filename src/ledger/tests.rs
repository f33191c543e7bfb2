use super::*;
use crate::edit::{Layer, Proposal};
use crate::pipeline::Pipeline;

const FIRST: &str = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。";
const SECOND: &str = "会议要求，各部门要加强协调配合，压实工作责任，确保各项任务落到实处。";

fn ledger(raw: &str) -> Ledger {
    let pipeline = Pipeline::builder().build().unwrap();
    pipeline.ledger(&pipeline.clean(raw.as_bytes()))
}

fn page(body: &str) -> String {
    format!("<html><head><title>某网</title></head><body><script>var a = 1;</script>{body}</body></html>")
}

#[test]
fn the_short_way_to_letters_is_the_right_one() {
    assert!(('\0'..=char::MAX).all(|c| stretch::is_letter(c) == c.is_alphanumeric()));
}

#[test]
fn what_goes_is_counted_by_kind_and_markup_is_not() {
    let menu = "<div class=nav><a href=/>首页</a><a href=/a>要&#38395;</a><!-- 注 --></div>";
    let ledger = ledger(&page(&format!("{menu}<div><p>{FIRST}</p><p>{SECOND}</p></div>")));
    let kept = stretch::letters(FIRST) + stretch::letters(SECOND);
    assert_eq!((ledger.visible, ledger.kept, ledger.converted), (kept + 4, kept, 0));
    assert_eq!(ledger.dropped, [(DropKind::Navigation, 4)].into());
    assert_eq!((ledger.largest_drop, ledger.check_me), (None, Vec::new()));
}

#[test]
fn a_page_without_markup_keeps_all_of_it() {
    let ledger = ledger(FIRST);
    assert_eq!((ledger.visible, ledger.kept, ledger.kept_share), (37, 37, 1.0));
    assert!(ledger.dropped.is_empty());
}

#[test]
fn the_longest_stretch_is_led_back_to_its_place() {
    let other = "某县也召开了会议，研究部署有关工作，参加会议的有各乡镇、各部门的负责同志，大家作了认真讨论。";
    let hidden = format!("<div style=\"display:none\"><p>{other}</p><p>{other}</p></div>");
    let raw = page(&format!("<div><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p></div>{hidden}"));
    let drop = ledger(&raw).largest_drop.unwrap();
    assert_eq!((drop.kind, drop.letters), (DropKind::Hidden, 2 * stretch::letters(other)));
    assert!(raw[drop.at..].starts_with(other) && other.starts_with(&drop.text), "{drop:?}");
    assert_eq!(drop.text.chars().count(), limits::SHOWN);
}

/// A document as a stage would leave it that took some of its text for furniture.
fn cut(pipeline: &Pipeline, text: &str, part: &str) -> Ledger {
    let mut document = pipeline.clean(text.as_bytes());
    let at = document.text().find(part).unwrap();
    let mut proposal = Proposal::default();
    proposal.delete(at..at + part.len(), Code::new("F020"), 1.0);
    let layer = Layer::decide(document.text(), proposal, 0.9).unwrap();
    document.text = layer.apply(document.text()).unwrap();
    document.layers.push((StageName::Furniture, layer));
    pipeline.ledger(&document)
}

#[test]
fn lost_prose_is_named() {
    let pipeline = Pipeline::builder().build().unwrap();
    let kept = format!("{FIRST}\n{SECOND}\n").repeat(6);
    let lost = |times| format!("大家认真讨论，提出意见。\n{}", format!("{SECOND}\n").repeat(times)) + "以上要求，请各地遵照执行，抓好落实。\n";
    let reasons = |part: &str| cut(&pipeline, &format!("{kept}{part}{FIRST}\n"), part).check_me;
    assert_eq!(reasons(&lost(2)), []);
    assert_eq!(reasons(&lost(7)), [Reason::ProseDropped]);
    let most = format!("{kept}{}", lost(7));
    assert_eq!(cut(&pipeline, &format!("{most}{FIRST}\n"), &most).check_me, [Reason::LittleKept, Reason::ProseDropped]);
    assert_eq!(cut(&pipeline, &kept, &kept).check_me, [Reason::NothingKept, Reason::ProseDropped]);
}

#[test]
fn mended_text_is_counted_as_it_reads_now() {
    let ledger = ledger("\\u8d28\\u91cf\\u5f3a\\u56fd\\u5efa\\u8bbe");
    assert_eq!((ledger.visible, ledger.kept), (6, 6));
    // Six letters stand for thirty: a u and four digits each.
    assert_eq!(ledger.converted, -24);
}

#[test]
fn a_page_that_is_given_up_keeps_nothing() {
    let found = ledger("<html><head><title>题</title></head><body><script>甲</script></body></html>");
    assert_eq!((found.visible, found.kept, found.check_me), (0, 0, Vec::new()));
    let found = ledger(&"锟斤拷".repeat(200));
    assert_eq!((found.visible, found.kept), (600, 0));
    assert_eq!((found.dropped, found.check_me), ([(DropKind::Rejected, 600)].into(), vec![Reason::NothingKept]));
}

#[test]
fn a_signature_that_was_cut_off_is_named() {
    let pipeline = Pipeline::builder().build().unwrap();
    let body = format!("{FIRST}\n{SECOND}\n");
    let tail = "某市人民政府\n2021年3月5日\n";
    let whole = pipeline.clean(format!("{body}{tail}").as_bytes());
    assert!(pipeline.ledger(&whole).check_me.is_empty());
    let ledger = cut(&pipeline, &format!("{body}{tail}"), tail);
    assert_eq!(ledger.check_me, [Reason::EndCut]);
    assert_eq!(ledger.dropped, [(DropKind::Navigation, 15)].into());
    // What was signed once more behind its signature has its end.
    let again = cut(&pipeline, &format!("{body}{tail}附件\n{SECOND}\n某县人民政府\n2021年4月6日\n"), "某县人民政府\n2021年4月6日\n");
    assert!(again.check_me.is_empty());
}
