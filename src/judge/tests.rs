//! What the judge must be able to tell, on the model shipped with the program.

use super::*;
use std::sync::LazyLock;

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::from_bytes(EMBEDDED).expect("the shipped model is whole"));

#[test]
fn the_shipped_model_is_small_and_says_what_it_is() {
    assert!(EMBEDDED.len() < 8_000_000, "{} bytes", EMBEDDED.len());
    let header = JUDGE.header();
    assert!(header.order >= 4);
    assert_eq!(header.sources.len(), 5);
    assert!(header.sources.iter().all(|source| source.blake3.len() == 64 && source.counted > 0));
    let evaluation = header.evaluation.as_ref().expect("measured when it was made");
    assert!(evaluation.perplexity > 5.0 && evaluation.perplexity < 21.0, "{evaluation:?}");
    assert_eq!(Judge::embedded().header(), header);
}

#[test]
fn probabilities_of_all_symbols_sum_to_one() {
    let mut states = vec![State::default(), JUDGE.line_start()];
    for text in ["质量", "国务院关于", "为贯彻落实", "第", "的", "（", "2025", "“", "GDP", "鑫", "标准化"] {
        states.push(JUDGE.score(State::default(), text).0);
        states.push(JUDGE.score(JUDGE.line_start(), text).0);
    }
    let mut errors: Vec<f64> = states.iter().map(|&state| (train::total_probability(&JUDGE, state) - 1.0).abs()).collect();
    errors.sort_by(f64::total_cmp);
    // Nothing but the rounding of back-off weights is left.
    assert!(errors[errors.len() / 2] < 0.02 && errors[errors.len() - 1] < 0.1, "{errors:?}");
}

#[test]
fn a_state_looked_up_once_answers_as_each_step_does() {
    let (state, _) = JUDGE.score(JUDGE.line_start(), "加强质量");
    let after = JUDGE.after(state);
    for c in "基础设施\"，Ａ的\n龘𠀀\u{E123}".chars() {
        assert_eq!(after.step(c), JUDGE.step(state, c), "{c}");
    }
}

#[test]
fn scores_do_not_change_and_may_be_added_in_any_order() {
    let text = "加快建设质量强国，促进高质量发展。";
    assert_eq!(JUDGE.log_prob(text).to_bits(), JUDGE.log_prob(text).to_bits());
    let mut state = State::default();
    let mut parts: Vec<f32> = Vec::new();
    for c in text.chars() {
        let (next, part) = JUDGE.step(state, c);
        parts.push(part);
        state = next;
    }
    let backwards: f32 = parts.iter().rev().sum();
    assert_eq!(backwards.to_bits(), JUDGE.log_prob(text).to_bits());
}

#[test]
fn widths_do_not_matter() {
    let pairs = [
        ("各地区、各部门要加强领导，落实责任；", "各地区、各部门要加强领导,落实责任;"),
        ("国市监质发〔2022〕95号（以下简称《通知》）：", "国市监质发[2022]95号(以下简称《通知》):"),
        ("增长５．２％，ＧＤＰ总量", "增长5.2%,GDP总量"),
        ("科技部 民政部", "科技部\u{3000}民政部"),
        ("实施“十四五”规划", "实施「十四五」规划"),
    ];
    for (one, other) in pairs {
        assert_eq!(JUDGE.log_prob(one), JUDGE.log_prob(other), "{one} {other}");
    }
    let straight = JUDGE.log_prob("深入实施\"十四五\"规划");
    assert!(straight >= JUDGE.log_prob("深入实施“十四五”规划") - 0.01);
}

#[test]
fn sense_beats_garble() {
    let sense = "质量基础设施协同服务及应用示范基地建设";
    for garble in [
        "质量基础设施协同服务及应用示范基地建没",
        "质量基础设施协同服务及应甩示范基地建设",
        "质量基础设施胁同服务及应用示范基地建设",
        "质量基础没施协同服务及应用示范基地建设",
        "质量其础设施协同服务及应用示范基地建设",
    ] {
        assert!(JUDGE.log_prob(sense) > JUDGE.log_prob(garble) + 3.0, "{garble}");
    }
}

#[test]
fn clean_text_stands_apart_from_mojibake() {
    let clean = ["中国的市场监管部门", "你好，欢迎来到这里", "加强质量基础设施建设", "关于印发工作方案的通知"];
    let spoilt = ["涓浗 鐨勬槸", "浣犲ソ锛屾杩庢潵鍒拌繖閲", "ÖÐ¹ú", "锟斤拷锟斤拷", "ä¸\u{AD}å›½çš„", "笢弊腔", "璐ㄩ噺寮哄浗"];
    let worst = clean.map(|text| JUDGE.mean(text)).into_iter().fold(0f32, f32::min);
    let best = spoilt.map(|text| JUDGE.mean(text)).into_iter().fold(f32::MIN, f32::max);
    assert!(worst > best + 3.0, "clean text down to {worst}, mojibake up to {best}");
}

#[test]
fn traditional_text_is_judged_as_its_simplified_form() {
    assert_eq!(JUDGE.log_prob("質量強國建設綱要"), JUDGE.log_prob("质量强国建设纲要"));
    assert!(JUDGE.mean("進一步加強質量監督檢驗") > JUDGE.mean("进一步加强质量监督检验") - 0.5);
}

#[test]
fn unseen_characters_have_floors_in_order() {
    let floors = ['的', '鑫', '龘', '\u{3400}', '\u{E123}'].map(|c| JUDGE.unigram(c));
    assert!(floors.windows(2).all(|pair| pair[0] > pair[1]), "{floors:?}");
    assert!(JUDGE.known('国') && JUDGE.known('國') && JUDGE.known('Ａ') && !JUDGE.known('\u{E123}'));
    assert!(JUDGE.unigram('𠀀') < -15.0);
}

#[test]
fn damaged_files_are_refused() {
    assert!(matches!(Judge::from_bytes(Vec::new()), Err(JudgeError::NotAModel)));
    assert!(matches!(Judge::from_bytes(b"something else".to_vec()), Err(JudgeError::NotAModel)));
    for length in [8, 11, 12, 100, 5000, 100_000, EMBEDDED.len() - 1] {
        assert!(Judge::from_bytes(EMBEDDED[..length].to_vec()).is_err(), "cut to {length}");
        // The embedded file is read without its checksum: still no panic.
        assert!(model::unpack(&EMBEDDED[..length], false).is_err(), "cut to {length}");
    }
    for place in [9, 20, 300, 1000, 4000, 70_000, EMBEDDED.len() - 3] {
        let mut bytes = EMBEDDED.to_vec();
        bytes[place] ^= 0x55;
        assert!(Judge::from_bytes(bytes).is_err(), "changed at {place}");
    }
    let mut longer = EMBEDDED.to_vec();
    longer.push(0);
    assert!(Judge::from_bytes(longer).is_err());
}
