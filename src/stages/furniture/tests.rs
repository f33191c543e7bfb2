//! Properties of the whole stage.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::{Config, Pipeline, StageName};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let config = Config::load(None, &["only=[\"furniture\"]".to_owned()]).expect("a configuration");
    Pipeline::builder().config(config).build().expect("a pipeline")
});

/// Lines that stand in no example of a rule, …
const FORMS: [&str; 6] =
    ["", "水发〔2021〕7号", "水利部 财政部", "2021年3月2日", "（一）改造管网。对使用二十年以上的管网逐步更新，减少漏损。", "全市节水工作取得新进展"];

/// … and those of the examples: lines of every sort.
static POOL: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rules = crate::RuleBook::embedded().rules().expect("rules").into_iter().filter(|rule| rule.code.letter() == StageName::Furniture.letter());
    let texts = rules.flat_map(|rule| rule.examples.into_iter().map(|example| example.before).chain(rule.leaves)).collect::<Vec<_>>();
    texts.iter().flat_map(|text| text.lines()).chain(FORMS).map(str::to_owned).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_left_to_say(lines in prop::collection::vec(prop::sample::select(&POOL[..]), 0..40)) {
        let raw = lines.join("\n");
        let once = PIPELINE.clean(raw.as_bytes());
        let twice = PIPELINE.clean(once.text().as_bytes());
        // Blanks that are left, lines would take; a page of them is rejected by decode (D012).
        prop_assume!(!once.text().trim().is_empty());
        prop_assert_eq!(twice.text(), once.text());
        prop_assert_eq!(once.restore().expect("restores"), raw.as_bytes());
    }

    #[test]
    fn any_text_is_borne(raw in "(\\PC|\n|（|）|：|一|、|第|条|年|月|日|1|2|〔|〕|号|上接|版|摄|完){0,120}") {
        let once = PIPELINE.clean(raw.as_bytes());
        let twice = PIPELINE.clean(once.text().as_bytes());
        // Blanks that are left, lines would take; a page of them is rejected by decode (D012).
        prop_assume!(!once.text().trim().is_empty());
        prop_assert_eq!(twice.text(), once.text());
        let _ = crate::structure::Words::embedded().tree(once.text());
        let _ = crate::structure::Words::embedded().describe(once.text());
    }
}

fn cleaned(page: &str) -> String {
    PIPELINE.clean(page.as_bytes()).text().to_owned()
}

#[test]
fn the_title_above_the_body_stays() {
    let page = "设为首页 | 加入收藏\n登录\n【打印】 【推荐】 【关闭】\n全市节水工作取得新进展\n分享到：\n某市全年用水总量下降，重复利用率提高，节水工作取得新进展，各项任务顺利完成。\n\
                记者了解到，全市下一步将继续推进管网改造，加强监督检查，确保节水目标如期实现。\n";
    let text = cleaned(page);
    assert!(text.starts_with("全市节水工作取得新进展\n某市全年"), "{text}");
}

#[test]
fn a_page_of_messages_is_no_web_page() {
    let entry = |nth: usize| {
        format!("-- 消息{nth}\nSubject: 服务\nSupport: http://example.org/\n\n第{nth}个服务已经启动，正在等待请求。\n如果启动失败，请查看日志。\n\n")
    };
    let page = format!("# Copyright © 某人\n{}", (0..40).map(entry).collect::<String>());
    assert_eq!(cleaned(&page).matches("正在等待请求。").count(), 40);
}

#[test]
fn a_caption_that_is_the_whole_page_stays() {
    let page = "3月7日，某协会的会议在大会堂举行，代表们参加了讨论。\n新华社记者 李某 摄\n";
    assert_eq!(cleaned(page), page);
}

#[test]
fn a_page_number_is_told_from_a_number_of_the_text() {
    let page = |number: &str, rest: &str| {
        format!("各级政府要加强对节水工作的组织领导，健全工作机制，落实工作责任，切实把各项任务落到实处，推动全市用水效率不断提高，力争{number}{rest}\n")
    };
    let sentence = "用三年时间完成老旧管网改造，群众满意度明显提升。";
    assert_eq!(cleaned(&page("\n7\n", sentence)), page("\n", sentence), "between two halves");
    let counted = page("于\n9\n", "月底前全面完成老旧管网改造，群众满意度明显提升。");
    assert_eq!(cleaned(&counted), counted, "the sentence needs it");
}

#[test]
fn a_head_that_was_cut_off_goes() {
    let halves = ["各地要加强组织领导，健全工作机制，切实把各项任务", "落到实处，推动全市用水效率不断提高，确保目标如期实现。"];
    // On a page of nothing but broken lines it would be a line of a column.
    let whole =
        "各地要结合实际制定具体办法，明确责任分工，加强督促检查，及时总结经验，推动工作取得实效，让人民群众有更多获得感和幸福感，确保各项目标任务按期完成。\n";
    let page = |between: &str| {
        let head = "关于加强节约用水工作\n各市、县、自治县人民政府，市政府各委办局、各直属机构：\n";
        format!("{head}{}{}\n{between}{}\n", whole.repeat(4), halves[0], halves[1])
    };
    assert_eq!(cleaned(&page("各市、县、自治县人民政府，市政府各委办局、\n")), page(""));
    let other = page("各市、县、自治县公安机关，市公安局各部门、\n");
    assert_eq!(cleaned(&other), other, "no line of the head begins so");
}

#[test]
fn a_date_before_a_label_is_that_of_publication() {
    let page = |line: &str| {
        let prose = "各地要加强组织领导，健全工作机制，切实把各项任务落到实处，推动全市用水效率不断提高，确保目标如期实现。\n";
        format!("某市节水见成效\n{line}\n{}", prose.repeat(3))
    };
    let published = |line: &str| {
        let document = PIPELINE.clean(page(line).as_bytes());
        let metadata = crate::Metadata::of(&document);
        (document.text().contains("某报"), metadata.dates.published, metadata.source)
    };
    assert_eq!(published("2024-05-06 18:05 来源：某报"), (false, Some("2024-05-06T18:05".into()), Some("某报".into())));
    assert!(published("2024年的数据有新的来源：某报").0, "no date alone before the label");
}

/// A page of a news site, made up for these tests: body and what stands below it.
fn news_page(body: &str, below: &str) -> String {
    let head = "首页\n新闻\n登录\n注册\n设为首页\n加入收藏\n2021-03-02 10:30\n";
    let text = "某市节水工作取得新进展，全年用水总量下降，重复利用率提高，群众满意度持续提升，各项任务顺利完成。\n记者了解到，下一步将继续推进管网改造，加强监督检查，完善考核机制，确保节水目标如期实现。\n";
    format!("{head}{body}{text}{below}联系我们\n网站地图\n版权所有 京ICP备00000000号\n")
}

#[test]
fn what_stands_around_the_body_goes_and_the_body_stays() {
    let links = "某县开展质量月活动\n某区检查商品质量\n某县召开标准化工作会议\n某市举办质量讲座\n";
    let text = cleaned(&news_page("", &format!("打印本页\n关闭窗口\n相关新闻\n{links}")));
    assert!(text.starts_with("某市节水工作") && text.ends_with("如期实现。\n"), "{text}");
}

#[test]
fn clauses_that_lead_into_the_body_stay() {
    let text = cleaned(&news_page("下周一，\n南环路就要封闭施工，\n你还不知道？\n快来看看怎么绕行！\n", "打印本页\n关闭窗口\n"));
    assert!(text.contains("南环路就要封闭施工，\n你还不知道？"), "{text}");
}
