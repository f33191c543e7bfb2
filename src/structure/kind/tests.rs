use proptest::prelude::*;

use super::*;

fn kinds() -> Kinds {
    Kinds::read(&RuleBook::embedded()).expect("the embedded rules are sound")
}

/// What the lines of a text are that are no prose, as kinds with the number of the first line and of the one after the last.
fn stretches(text: &str) -> Vec<(TextKind, usize, usize)> {
    let line = |at: usize| text[..at].matches('\n').count();
    kinds().stretches(text).into_iter().map(|stretch| (stretch.share.kind, line(stretch.at.start), line(stretch.at.end))).collect()
}

#[test]
fn each_kind_is_known() {
    for (kind, text) in [
        (TextKind::Code, "package main\n\nimport \"fmt\"\n\n// 主函数, 程序从这里开始\nfunc main() {\n\tfmt.Println(\"你好, 世界\") // 打印\n}\n"),
        (TextKind::Data, "switches:\n  - name: ascii_mode\n    reset: 0\n    states: [ 中文, 西文 ]\n"),
        (TextKind::Data, "{\n  \"省\": \"甲省\",\n  \"市\": [\"乙市\",\"丙市\"]\n}\n"),
        (TextKind::Table, "序号,单位名称,金额(元),备注\n1,甲市某局,\"1,234.00\",无\n2,乙市某委,56.7,首次\n3,丙省某厅,89,复核\n"),
        (TextKind::Table, "姓名\t单位\t电话\n张三\t某局\t010-12345678\n李四\t某委\t010-12345679\n"),
        (TextKind::Verse, "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n"),
        (TextKind::Verse, "千山鸟飞绝\n万径人踪灭\n孤舟蓑笠翁\n独钓寒江雪\n"),
        (TextKind::Form, "姓名：________  性别：____\n工作单位：________________\n联系电话：________\n"),
        (TextKind::Form, "是否同意参加：□是  □否\n交通方式：□自驾  □高铁\n住宿安排：□单间  □双人间\n"),
        (TextKind::Log, "2024-03-01 10:00:01,123 INFO [main] 启动服务,读取配置\n2024-03-01 10:00:02,001 WARN [main] 连接数据库超时\n"),
        (TextKind::Dictionary, "abandon v. 放弃，抛弃\nability n. 能力，才能\nable adj. 有能力的\n"),
        (TextKind::Dictionary, "阿姨 ā yí 母亲的姐妹。\n哀悼 āi dào 悲痛地悼念。\n爱惜 ài xī 因重视而不糟蹋。\n"),
        (TextKind::Code, "[station]\nname = \"三号楼顶\"\nheight = 18.5\nsensors = [\"温度\", \"湿度\"]\n"),
        (TextKind::Formula, "$$\n\\bar{x}=\\frac{1}{n}\n$$\n"),
        (TextKind::Rows, "车次 始发 开点\nK701 甘泉 06:12\nK702 石桥 07:25\nK703 柳林 08:38\n"),
        (TextKind::Rows, "营业收入\n5,755.11\n5,699.63\n营业成本\n4,200.00\n4,100.00\n"),
        (TextKind::List, "般若\n般若波罗蜜\n般若波罗蜜多\n般若波罗蜜多心经\n般若经\n般若库\n般若寺\n般若塔\n"),
        (
            TextKind::Bibliography,
            "[1] 张三, 李四. 校园气象站的设计[J]. 某某科技, 2019, 12(3): 45-51.\n[2] 王五. 科学课程导论[M]. 北京: 某某出版社, 2015: 102-118.\n",
        ),
        (TextKind::Subtitles, "1\n00:00:01,000 --> 00:00:03,500\n你好\n\n2\n00:00:04,000 --> 00:00:06,500\n再见\n"),
    ] {
        assert_eq!(stretches(text), [(kind, 0, text.matches('\n').count())], "{text}");
    }
}

#[test]
fn prose_is_prose() {
    for text in [
        "为推进质量强国建设，现印发给你们，请认真贯彻执行。\n一、总体要求\n（一）指导思想。坚持以推动高质量发展为主题。\n1.推进标准互认。\n2.完善计量体系。\n国家市场监督管理总局\n2022年11月1日\n",
        "各地要加强领导,落实责任,完善机制.\n各部门要密切配合,形成合力,抓好落实.\n企业要履行责任,加强管理,保证质量.\n",
        "网站首页\n政务公开\n政务服务\n互动交流\n数据开放\n",
        "The quality of products is the responsibility of every enterprise.\nIt is also what consumers care for, and so do we.\n",
        "共有用水单位\n12\n个，其中工业单位\n34\n个，比上年增加了很多。\n",
        "",
    ] {
        assert_eq!(stretches(text), [], "{text}");
    }
}

#[test]
fn a_stretch_ends_where_prose_begins() {
    let fenced = "说明如下，请各单位参照执行。\n```\n任何文字, 都 留着\n```\n以上代码用于说明，运行结果如下所示。\n";
    assert_eq!(stretches(fenced), [(TextKind::Code, 1, 4)]);
    let torn = "甲,1,2,3\n乙,4,5,6\n丙,7,8,9\n某公司招股意向书\n丁,1,2,3\n戊,4,5,6\n己,7,8,9\n";
    assert_eq!(stretches(torn), [(TextKind::Table, 0, 3), (TextKind::Table, 4, 7)]);
    let titled = "静夜思\n李白\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n这首诗写的是秋夜里的月光，以及诗人对故乡的思念。\n";
    assert_eq!(stretches(titled), [(TextKind::Verse, 2, 6)]);
}

#[test]
fn most_of_a_page_is_its_kind() {
    let text = "```\nlet a = 1;\n```\n以上代码用于说明，运行结果如下所示，请各单位参照执行。\n";
    let all = kinds().stretches(text);
    let parts = || all.iter().map(|stretch| (stretch.at.clone(), stretch.share.kind));
    assert_eq!((kind_of(text, parts()), kind_of(&text[..19], parts())), (TextKind::Prose, TextKind::Code));
}

#[test]
fn weights_that_nothing_reads_are_named() {
    for (row, says) in [("code\tbeauty\t1\n", "feature"), ("poem\tline\t1\n", "kind"), ("code\tline\tmuch\n", "number"), ("code\tline\n", "three columns")] {
        let mut rules = RuleBook::embedded();
        rules.overlay([("structure/kinds.tsv.more".to_owned(), row.as_bytes().to_vec())]).expect("UTF-8");
        let error = Kinds::read(&rules).expect_err(row).to_string();
        assert!(error.contains(says) && error.contains(FILE), "{error}");
    }
}

proptest! {
    #[test]
    fn stretches_are_whole_lines_in_order(text in "([质量王第。，,;\t =(){}_□：|\"`~]|[0-9]{1,3}|[aB]|\n|```|//|-->|00:00:01){0,80}") {
        let mut end = 0;
        for stretch in kinds().stretches(&text) {
            prop_assert!(end <= stretch.at.start && stretch.at.start < stretch.at.end);
            prop_assert!(stretch.at.start == 0 || text[..stretch.at.start].ends_with('\n'));
            prop_assert!(stretch.at.end == text.len() || text[..stretch.at.end].ends_with('\n'));
            end = stretch.at.end;
        }
    }
}
