//! The law of numbers: no number in the clean text that is not in the document. Digits that a blank or a break parts never touch.

use std::collections::BTreeSet;

use jiaokan::{Pipeline, RuleBook};
use proptest::prelude::*;

/// Runs of digits, wide ones as narrow ones.
fn numbers(text: &str) -> BTreeSet<String> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let text: String = text.chars().filter(|c| *c != '\u{200b}').map(narrow).collect();
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

fn made(pipeline: &Pipeline, text: &str) -> Vec<String> {
    let clean = pipeline.clean(text.as_bytes());
    numbers(clean.text()).difference(&numbers(text)).cloned().collect()
}

/// Lines too narrow for a width and too poor in words for a torn number to be proved.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "水", "元", "城", "共", "是", "王", "43", "5", "3.5", "4,358", "78%", "（", "）", "(", ")", "，", "。", "、", "：", "-", "/", " ", "　", "３５",
        "\u{200b}", "Kg", "A",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", " \n", "\r\n", "\u{c}"]);
    let line = (proptest::collection::vec(piece, 1..5), end).prop_map(|(pieces, end)| pieces.concat() + end);
    proptest::collection::vec(line, 1..15).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_number_is_made(text in texts()) {
        let pipeline = Pipeline::builder().build().expect("a pipeline");
        prop_assert_eq!(made(&pipeline, &text), Vec::<String>::new());
    }
}

#[test]
fn cells_stay_apart_in_every_arrangement() {
    let pipeline = Pipeline::builder().build().expect("a pipeline");
    let cells = ["营业用水\n5,755.11\n5,699.63\n", "3,000.00\n\n1,065.91\n", "合计 12 345\n", "全年共用水\n46\n78\n吨\n", "１２　３４\n"];
    for (one, other) in cells.iter().flat_map(|one| cells.iter().map(move |other| (one, other))) {
        let text = [*one, *other].concat();
        assert_eq!(made(&pipeline, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn no_example_of_a_rule_of_lines_makes_one() {
    let pipeline = Pipeline::builder().build().expect("a pipeline");
    for rule in RuleBook::embedded().rules().expect("sound rules").iter().filter(|rule| matches!(rule.code.letter(), 'L' | 'F')) {
        for example in &rule.examples {
            assert_eq!(made(&pipeline, &example.before), Vec::<String>::new(), "{}", rule.code);
        }
    }
}

/// What parts figures in misread bytes is not what parted them in the document.
#[test]
fn a_repair_reads_figures_again() {
    let said = "清理整顿时限是1997年4月至1998年2月，具体步骤安排如下，各地要认真组织实施。";
    let bytes: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (misread, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
    let pipeline = jiaokan::Pipeline::builder().build().expect("a pipeline");
    let document = pipeline.clean(misread.as_bytes());
    assert!(document.text().contains("1997年4月至1998年2月"), "{}", document.text());
}
