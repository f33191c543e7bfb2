use super::*;
use crate::edit::Layer;
use crate::reread::reread;
use crate::text::Origin;
use damage::{FOUR_MARKS, SIX_MARKS, Tear, fold, lose_byte, tear};

fn stage() -> Lacuna {
    let resources = Resources::embedded();
    Lacuna::new(&resources).unwrap()
}

/// What the stage does to a text and to its own results.
fn mended(stage: &Lacuna, text: &str) -> Layer {
    let origin = Origin::default();
    let read = |text: &str| {
        let mut out = Proposal::default();
        stage.propose(&Text::new(text, &[], &origin), &mut out);
        out
    };
    reread(text, read(text), 17, crate::config::ACCEPT, |clash| panic!("{clash}"), |text, _| read(text)).unwrap().layer
}

fn cleaned(stage: &Lacuna, text: &str) -> String {
    mended(stage, text).apply(text).unwrap()
}

fn assert_left_alone(stage: &Lacuna, text: &str) {
    assert!(mended(stage, text).is_empty(), "{text} became {}", cleaned(stage, text));
}

const SENTENCES: &[&str] = &[
    "各级人民政府应当加强对环境保护工作的领导，建立健全工作机制。",
    "违反本条例规定的，由市场监督管理部门责令改正，并处一万元以上三万元以下罚款。",
    "学校、幼儿园应当开展安全教育，不得危害学生身心健康。",
    "各省（区、市）要结合实际制定具体办法，报国务院备案。",
    "要加强对重点行业和重要产品的质量监督，发现问题应当及时处理，并将结果向社会公布。",
];

/// Every character of the answer is the right one or marked as missing.
fn is_honest(answer: &str, truth: &str) -> bool {
    let (mut answer, mut truth) = (fold(answer).chars().collect::<Vec<_>>(), fold(truth).chars().collect::<Vec<_>>());
    answer.retain(|&c| c != MISSING);
    truth.reverse();
    answer.iter().all(|&c| std::iter::from_fn(|| truth.pop()).any(|other| other == c))
}

#[test]
fn torn_sentences_are_restored_or_marked() {
    let stage = stage();
    for text in SENTENCES {
        for marks in [FOUR_MARKS, SIX_MARKS] {
            for dropped in [false, true] {
                let Some(damaged) = tear(text, Tear { marks, dropped }) else { continue };
                for shown in [damaged.clone(), fold(&damaged)] {
                    let answer = cleaned(&stage, &shown);
                    assert!(is_honest(&answer, text), "{shown}\n{answer}\n{text}");
                    assert_ne!(answer, shown);
                    assert!(mended(&stage, &answer).is_empty(), "a second cleaning changes {answer}");
                }
            }
        }
    }
}

#[test]
fn a_lost_byte_is_mended() {
    let stage = stage();
    let text = SENTENCES[4];
    for which in (2..40).step_by(2) {
        let damaged = lose_byte(text, which).unwrap();
        let answer = cleaned(&stage, &damaged);
        assert!(is_honest(&answer, text), "{damaged}\n{answer}");
        let missing = answer.chars().filter(|&c| c == MISSING).count();
        assert!(missing <= 2, "{damaged}\n{answer}");
    }
}

/// The stages before it must leave the stage its evidence, and none may state it as unread.
#[test]
fn a_lost_byte_is_mended_in_the_whole_pipeline() {
    let pipeline = crate::Pipeline::builder().build().unwrap();
    let text = SENTENCES[4];
    for which in (2..40).step_by(6) {
        let damaged = lose_byte(text, which).unwrap();
        let document = pipeline.clean(damaged.as_bytes());
        assert!(is_honest(document.text().trim_end(), text), "{damaged}\n{}", document.text());
        assert_eq!(document.found(crate::finding::FindingKind::Unread).count(), 0, "{damaged}");
    }
}

#[test]
fn a_tear_over_traditional_bytes_is_mended() {
    let pipeline = crate::Pipeline::builder().build().unwrap();
    let cleaned = |text: &str| pipeline.clean(text.as_bytes()).text().to_owned();
    // The GBK bytes of 。《論語》 from the second one on.
    let torn = "書中引用的是孔子的話?！墩撜Z》是他最喜歡的經典，他常常讀給學生聽。";
    assert_eq!(cleaned(torn), "书中引用的是孔子的话。《论语》是他最喜欢的经典，他常常读给学生听。\n");
    let outcry = "他們在那裏等著?！A了一會兒，真的沒有人來。";
    assert!(cleaned(outcry).contains("?！A了一会儿"), "a letter alone after the marks is a letter");
}

#[test]
fn a_line_that_is_torn_twice_is_mended_twice() {
    let stage = stage();
    let text = "学校应当保护学生的身心健康。有关部门应当保护和管理好文物，不得破坏。";
    let damaged = tear(text, Tear { marks: FOUR_MARKS, dropped: false }).unwrap();
    assert_eq!(damaged.matches('；').count(), 2, "{damaged}");
    let answer = cleaned(&stage, &damaged);
    assert!(is_honest(&answer, text), "{damaged}\n{answer}");
    assert_eq!(answer.matches("保护").count(), 2, "{damaged}\n{answer}");
}

#[test]
fn questions_are_left_alone() {
    let stage = stage();
    for text in [
        "真的吗？！你说的是真的？？？",
        "“什么？！”他问，“这是怎么回事？”",
        "为什么??\n怎么办???\n你知道吗?!",
        "请问：今年的目标是什么?能不能实现?",
        "A?;B?:C",
        "????????",
    ] {
        assert_left_alone(&stage, text);
    }
}

#[test]
fn other_languages_are_left_alone() {
    let stage = stage();
    for text in [
        "効くのではないか？（もちろん個人差はある。）そう思いませんか？",
        "ファイル名では / の代わりに?コマンドを使う。",
        "ここにネタ?さがす人がいる。\nまたさがされる?かもしれない。",
        "本公司的日文名称为ではないか？（もちろん；个人差はある？，下同。",
        "Our office (??? ????) is in Beijing.\nThe firm (?? ????) and (??? ?? ???) grew.",
    ] {
        assert_left_alone(&stage, text);
    }
}

#[test]
fn keywords_keep_their_question_marks() {
    let stage = stage();
    for text in ["关键词?异读词?语言文字?规范?拼音", "摘?要?《汉语词典》的编纂体例", "關鍵詞?語音?詞匯?辭書學?異體字"] {
        assert_left_alone(&stage, text);
    }
}

#[test]
fn no_bracket_is_closed_that_was_not_opened() {
    let stage = stage();
    for text in SENTENCES.iter().filter_map(|text| tear(text, Tear { marks: SIX_MARKS, dropped: true })) {
        let answer = cleaned(&stage, &text);
        let count = |c| answer.chars().filter(|&other| other == c).count();
        assert!(count('）') <= count('（') && count('”') <= count('“') + 1, "{text}\n{answer}");
    }
}

#[test]
fn lost_characters_are_marked() {
    let stage = stage();
    assert_eq!(cleaned(&stage, "质量强国\u{fffd}建设"), "质量强国〓建设");
    assert_eq!(cleaned(&stage, "高度不低于2\u{e010}米"), "高度不低于2〓米");
    assert_eq!(cleaned(&stage, "产业化。\u{e5f9}\u{e5f9}"), "产业化。〓〓");
}

#[test]
fn hopeless_pages_are_survived() {
    let stage = stage();
    for piece in ["?", "?；?", "?？构抑柿炕", "中?:\u{e000}\n"] {
        let page = piece.repeat(100_000 / piece.len());
        assert!(mended(&stage, &page).apply(&page).is_ok());
    }
}

#[test]
fn a_row_of_signs_is_cut_where_a_run_begins() {
    let stage = stage();
    // `mended` panics where two edits clash.
    cleaned(&stage, "?。？\u{fffd}\u{fffd}。?；?");
    assert_eq!(cleaned(&stage, "没忍住小胖手出没\u{fffd}\u{fffd}"), "没忍住小胖手出没〓");
    assert_left_alone(&stage, "Nous en avons parl\u{fffd} depuis des ann\u{fffd}es");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_survived(text in "[?？！；:;!。，保护开展国家质量\u{e000}-\u{e010}\u{fffd}A1（\n]{0,80}") {
        let stage = stage();
        let layer = mended(&stage, &text);
        proptest::prop_assert!(layer.apply(&text).is_ok());
    }
}
