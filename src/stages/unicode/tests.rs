use proptest::prelude::*;

use super::*;
use crate::stages::testing::cleaned;

pub(super) fn stage() -> Unicode {
    Unicode::new(&crate::stage::Resources::embedded()).unwrap()
}

fn clean(text: &str) -> String {
    cleaned(&stage(), text)
}

#[test]
fn the_twelve_unified_ideographs_of_the_compatibility_block_stay() {
    let twelve = "\u{fa0e}\u{fa0f}\u{fa11}\u{fa13}\u{fa14}\u{fa1f}\u{fa21}\u{fa23}\u{fa24}\u{fa27}\u{fa28}\u{fa29}";
    assert_eq!(clean(twelve), twelve);
    assert_eq!(clean("\u{f967}\u{2f800}"), "不丽");
}

#[test]
fn line_ends_become_line_feeds() {
    assert_eq!(clean("一\r\n二\r三\u{2028}四\u{c}五\n"), "一\n二\n三\n四\n五\n");
}

#[test]
fn composition_reaches_over_what_goes() {
    assert_eq!(clean("e\u{200b}\u{301}"), "é");
    assert_eq!(clean("re\u{301}sume\u{301}"), "résumé");
    assert_eq!(clean("\u{301}一"), "\u{301}一");
}

#[test]
fn bullets_go_at_the_start_of_a_line_only() {
    assert_eq!(clean("\u{f0b7}\u{e5e5}\u{e5e5}一是\n \u{f06c}二是\u{f06c}"), "一是\n 二是\u{f06c}");
    assert_eq!(clean("科技部\u{e5e5}民政部"), "科技部\u{3000}民政部");
}

#[test]
fn signs_stay_whole() {
    for text in ["🏴\u{e0067}\u{e0062}\u{e007f}队", "(｡･∀･)ﾉﾞ大家好", "出品︱某报社 记者︱张三", "注音ㄅㄧㄠ", "“ㄧ”"] {
        assert_eq!(clean(text), text);
    }
    assert_eq!(clean("是︱︱否"), "是——否");
    assert_eq!(clean("ㄧ、主办\n大楼ㄧ楼"), "一、主办\n大楼一楼");
}

#[test]
fn boxes_are_ticked_among_boxes_only() {
    assert_eq!(clean("是否：\u{f0a8}是 \u{f0fe}否\n\u{f052}适用 □不适用\n\u{f0a8}一是"), "是否：□是 ☑否\n☑适用 □不适用\n一是");
}

#[test]
fn every_character_alone_is_settled_in_one_pass() {
    let stage = stage();
    for c in (0..=0x10ffff).filter_map(char::from_u32) {
        for text in [format!("{c}"), format!("中{c}1")] {
            let once = cleaned(&stage, &text);
            assert_eq!(cleaned(&stage, &once), once, "U+{:04X}", u32::from(c));
            assert!(unicode_normalization::is_nfc(&once), "U+{:04X}", u32::from(c));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn a_second_pass_does_nothing(text in "[一⼈⻓\u{f967}\u{fa0e}e\u{301}\u{327}\u{1100}\u{1161}\u{11a8}か\u{3099}\r\n\t \u{200b}\u{200d}\u{fe0f}👨\u{f0b7}\u{e5e5}\u{e7c7}\u{f0b0}1（金容)︵｡\u{ad}\u{feff}\u{85}\u{0}]{0,24}") {
        let stage = stage();
        let once = cleaned(&stage, &text);
        prop_assert_eq!(cleaned(&stage, &once), once.clone());
        prop_assert!(unicode_normalization::is_nfc(&once));
    }
}
