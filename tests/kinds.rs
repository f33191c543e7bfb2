//! Pages that are no prose are recognised and left in peace, and the manifest says what they are.

use jiaokan::corpus::Cleaner;
use jiaokan::{Origin, Pipeline, TextKind};

fn pipeline() -> Pipeline {
    Pipeline::builder().build().expect("a pipeline")
}

/// Pages whose lines stay byte for byte.
const LEFT: [(TextKind, &str); 9] = [
    (TextKind::Table, "序号,单位名称,金额(元),备注\n1,北京市某某局,\"1,234.00\",无\n2,上海市某某委,56.7,首次\n3,广东省某某厅,89,复核\n"),
    (TextKind::Table, "词\t拼音\n苹果\tping2 guo3\n香蕉\txiang1 jiao1\n"),
    (TextKind::Verse, "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n"),
    (TextKind::Verse, "春风吹过小城的街巷\n柳絮落在老人的肩上\n孩子们追着风筝奔跑\n河水带走冬天的冰霜\n我在桥头等一个故人\n夕阳把影子拉得很长\n"),
    (TextKind::Data, "{\n  \"省\": \"甲省\",\n  \"市\": [\"乙市\",\"丙市\"]\n}\n"),
    (TextKind::Data, "switches:\n  - name: ascii_mode\n    reset: 0\n    states: [ 中文, 西文 ]\n#  - name: simplification\n#    states: [ 漢字, 汉字 ]\n"),
    (TextKind::Form, "姓名：________  性别：____  出生年月：________\n工作单位：________________  职务：________\n联系电话：________\n"),
    (TextKind::Log, "[2024-03-01 10:00:01] ERROR: 连接数据库超时,重试第2次\n[2024-03-01 10:00:02] INFO: 任务完成, 耗时35ms\n"),
    (TextKind::Subtitles, "1\n00:00:03,000 --> 00:00:05,500\n我来了\n\n2\n00:00:06,000 --> 00:00:08,500\n走吧\n\n3\n00:00:09,000 --> 00:00:11,500\n好\n"),
];

#[test]
fn pages_that_are_no_prose_stay_as_they_are() {
    let pipeline = pipeline();
    for (kind, text) in LEFT {
        let document = pipeline.clean(text.as_bytes());
        assert_eq!(document.text(), text);
        assert_eq!(document.kind(), kind, "{text}");
    }
}

#[test]
fn a_fence_keeps_its_lines() {
    let page = "```python\nif a > 0 and b < 0:  # 判断\n    print(\"你好, 世界!\")\n```\n以上代码用于说明,运行结果如下所示,请各单位参照执行。\n";
    let clean = "```python\nif a > 0 and b < 0:  # 判断\n    print(\"你好, 世界!\")\n```\n以上代码用于说明，运行结果如下所示，请各单位参照执行。\n";
    assert_eq!(pipeline().clean(page.as_bytes()).text(), clean);
}

#[test]
fn preformatted_code_of_a_page_keeps_its_indentation() {
    let prose = "会议指出，要坚持以推动高质量发展为主题，加快建设质量强市，让人民群众有更多获得感。";
    let page = format!("<html><body><p>{prose}</p><pre><code>def f(a):\n    # 注释, 说明\n    return a + 1\n</code></pre><p>{prose}</p></body></html>");
    assert_eq!(pipeline().clean(page.as_bytes()).text(), format!("{prose}\ndef f(a):\n    # 注释, 说明\n    return a + 1\n{prose}\n"));
}

#[test]
fn the_manifest_says_the_kind() {
    let pipeline = pipeline();
    let cleaner = Cleaner::new(&pipeline);
    let kind = |text: &str| cleaner.clean("x", "x.txt", text.as_bytes(), &Origin::default()).into_iter().map(|cleaned| cleaned.record.kind).collect::<Vec<_>>();
    assert_eq!(kind(LEFT[0].1), [Some(TextKind::Table)]);
    assert_eq!(kind("为推进质量强国建设，现印发给你们，请认真贯彻执行。\n"), [Some(TextKind::Prose)]);
    assert_eq!(kind(""), [None]);
}

#[test]
fn what_stands_around_is_cleaned() {
    let page = "附表如下,请查收。\n序号,单位名称,金额(元),备注\n1,北京市某某局,\"1,234.00\",无\n2,上海市某某委,56.7,首次\n3,广东省某某厅,89,复核\n以上各项,请各单位认真核对,有误的请及时反馈。\n";
    let clean = page.replace("如下,请", "如下，请").replace("以上各项,请各单位认真核对,有误", "以上各项，请各单位认真核对，有误");
    let document = pipeline().clean(page.as_bytes());
    assert_eq!(document.text(), clean);
    assert_eq!(document.restore().expect("restores"), page.as_bytes());
}
