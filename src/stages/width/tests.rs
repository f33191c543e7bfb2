use proptest::prelude::*;

use super::*;
use crate::edit::Layer;
use crate::rule::RuleBook;
use crate::text::Origin;

fn clean(text: &str) -> String {
    let mut proposal = Proposal::default();
    Width {}.propose(&Text::new(text, &[], &Origin::default()), &mut proposal);
    Layer::settle(text, proposal, 0.9).unwrap().apply(text).unwrap()
}

#[test]
fn the_rules_hold_their_examples() {
    let mut wrong = Vec::new();
    for rule in RuleBook::embedded().rules().unwrap().iter().filter(|rule| rule.code.letter() == 'W') {
        assert!(!rule.examples.is_empty() || rule.code.as_str() == "W023", "{} has no example", rule.code);
        for example in &rule.examples {
            let got = clean(&example.before);
            if got != example.after {
                wrong.push(format!("{}: {:?} gives {:?}, not {:?}", rule.code, example.before, got, example.after));
            }
        }
        for text in &rule.leaves {
            let got = clean(text);
            if got != *text {
                wrong.push(format!("{}: {text:?} gives {got:?}", rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Rows of before and after.
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<_> = rows.iter().map(|(before, after)| (before, clean(before), after)).filter(|(_, got, after)| got != *after).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn marks_beside_han_are_full_width() {
    check(&[
        ("各部门,各单位:", "各部门，各单位："),
        ("到2025年,力争达到5.4%;其中", "到2025年，力争达到5.4%；其中"),
        ("上午10:30开会,共1,000人(含代表)", "上午10:30开会，共1,000人（含代表）"),
        ("见https://www.gov.cn/a,b?c=d", "见https://www.gov.cn/a,b?c=d"),
        ("在线解决(ODR)机制", "在线解决（ODR）机制"),
        ("(1)加强监管", "（1）加强监管"),
        ("函数f(x)的值", "函数f(x)的值"),
        ("Hello, world (again).", "Hello, world (again)."),
        ("这是为什么?不要这样!", "这是为什么？不要这样！"),
        ("体系??构抑柿炕,甲?;?乙", "体系??构抑柿炕，甲?;?乙"),
        ("附件1:2022年计划", "附件1：2022年计划"),
        ("比例为1:10000", "比例为1:10000"),
        ("ＡＢＣ占１２３％", "ABC占123%"),
        ("５Ｇ和ＩＰｖ６", "5G和IPv6"),
    ]);
}

#[test]
fn quotes_are_paired_and_nested() {
    check(&[
        ("\"全包维保\"、\"物联网+维保\"", "“全包维保”、“物联网+维保”"),
        ("他说:「所谓『质量』是什么」", "他说：“所谓‘质量’是什么”"),
        ("“他说「好」”", "“他说‘好’”"),
        ("只有一个\"引号的句子", "只有一个\"引号的句子"),
        ("深入实施\"质量\n强国\"战略", "深入实施“质量\n强国”战略"),
        ("don't用'单引号'", "don't用“单引号”"),
        ("”质量强国“战略", "“质量强国”战略"),
        ("实施“质量强国“战略", "实施“质量强国”战略"),
        ("以邻为伴”\n的原则，反对所谓的“\n威胁论", "以邻为伴”\n的原则，反对所谓的“\n威胁论"),
        // Over the lines of a broken paragraph, as if it were whole.
        ("他以「从严从\n重」处理，又说「『好』」", "他以“从严从\n重”处理，又说“‘好’”"),
        ("「起诉书说是「非\n法」集会，\n应当处理。」", "“起诉书说是‘非\n法’集会，\n应当处理。”"),
        ("「第一段开头\n「第二段「引」开头", "「第一段开头\n「第二段“引”开头"),
        ("以“整路线”、“整\n机构“的名义", "以“整路线”、“整\n机构”的名义"),
        ("以“整路线”、“整机构。\n第二条“的名义", "以“整路线”、“整机构。\n第二条“的名义"),
    ]);
}

#[test]
fn dashes_dots_and_ranges() {
    check(&[
        ("2022--2025年,2022－2025年,2022-2025年", "2022—2025年，2022—2025年，2022—2025年"),
        ("质量--发展的生命线", "质量——发展的生命线"),
        ("等等...还有。。。", "等等……还有……"),
        ("卡尔•马克思", "卡尔·马克思"),
        (
            "1997年10月――1998年2月、7月24日－7月28日，本月16－18日，拨打0066－945956158",
            "1997年10月—1998年2月、7月24日—7月28日，本月16—18日，拨打0066-945956158",
        ),
        ("电话010-68208264", "电话010-68208264"),
        ("COVID-19疫情", "COVID-19疫情"),
        ("一.总体要求", "一、总体要求"),
        ("1.总体要求", "1.总体要求"),
        ("加强质量监督管理工作.", "加强质量监督管理工作。"),
        ("国市监质发[2022]95号、国发(2021)第 3 号", "国市监质发〔2022〕95号、国发〔2021〕第3号"),
        ("（2021）京01民初123号", "（2021）京01民初123号"),
    ]);
}

#[test]
fn blanks_separate_members_only() {
    check(&[
        ("市场监管总局 中央网信办\u{3000}国家发展改革委", "市场监管总局 中央网信办 国家发展改革委"),
        ("专栏4 服务品质提升工程", "专栏4 服务品质提升工程"),
        ("专栏 1 区域质量发展示范工程", "专栏1 区域质量发展示范工程"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("□ 冀 宣", "□ 冀宣"),
        ("施 杰 王小明 李 霞", "施杰 王小明 李霞"),
        ("王 霞 李 明", "王霞 李明"),
        ("五、 改革完善质量监管", "五、改革完善质量监管"),
        ("社会 治理水平不断提高，人民 满意。 下一步", "社会治理水平不断提高，人民满意。下一步"),
        ("第三条 本条例所称质量，是指", "第三条 本条例所称质量，是指"),
        ("第一章 总 则", "第一章 总则"),
        ("使用 AI 技术，推进 5G 建设", "使用AI技术，推进5G建设"),
        ("（记者 许栋诚 侯丽军 熊争艳）", "（记者 许栋诚 侯丽军 熊争艳）"),
        ("问： 请介绍情况。", "问：请介绍情况。"),
        ("\u{3000}\u{3000}各位代表：  ", "\u{3000}\u{3000}各位代表："),
        ("应当报告。\u{3000}\u{3000}第二条\u{3000}本办法", "应当报告。\n第二条 本办法"),
        ("习近平 会见客人 强调合作", "习近平 会见客人 强调合作"),
        ("也门遭空袭 9人死亡", "也门遭空袭 9人死亡"),
        ("第 36 届博览会", "第36届博览会"),
        ("第一章 总则\u{3000}\u{3000}第一条\u{3000}为了保障安全", "第一章 总则\n第一条 为了保障安全"),
        ("5.4\u{3000}通信保障", "5.4 通信保障"),
        (
            "大会以“融合创新 数字赋能”为主题，举办《谋发展 启新篇》展览，推动高质 量发展。",
            "大会以“融合创新 数字赋能”为主题，举办《谋发展 启新篇》展览，推动高质量发展。",
        ),
        ("物价总体平稳 CPI环比上涨0.2%", "物价总体平稳 CPI环比上涨0.2%"),
        ("采用Human Rights组织", "采用Human Rights组织"),
    ]);
}

#[test]
fn code_and_tables_stay() {
    for text in ["| 名称, 单位 | 数量 |", "let x = \"你好, 世界\"; // 打印", "if (a == b) { return '错误: 参数'; }", "Hello, world: (it's) fine..."]
    {
        assert_eq!(clean(text), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]
    #[test]
    fn a_second_pass_does_nothing(text in "([质量王第条一章会年][强国李]?|[,.;:?!()\"'\\-]|[，。；：？！（）“”‘’「」『』《》〈〉【】〔〕—…·]|[0-9]{1,4}|[aBx]|[ \t\u{3000}]|\n|２０２２|2022|\\.\\.\\.|--|<<|>>|[－．％＋～•]){0,28}") {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
    }

    #[test]
    fn what_is_clean_needs_nothing(text in "([质量王第条一章会年]|[，。；：？！（）“”‘’《》【】〔〕—…·、 .%+/-]|2022|[0-9]|[aB]|——|……){0,14}") {
        if clean::is_clean(text.as_bytes()) {
            let none = std::collections::BTreeMap::new();
            let around = Around { corners: &none, straight: Carry::default(), curly: Carry::default() };
            let line = settle(&text, 0, kind_of(&text), around).unwrap();
            prop_assert_eq!(line.chars().collect::<String>(), text);
        }
    }
}
