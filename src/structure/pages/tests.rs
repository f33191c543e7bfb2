use super::*;

/// The lines that are found, of a text whose form feeds stand at the beginning of lines.
fn found(text: &str) -> Vec<(String, Part)> {
    let lines: Vec<PageLine<'_>> = text
        .lines()
        .map(|line| PageLine { text: line.trim_start_matches('\u{c}').trim(), feed: line.starts_with('\u{c}') })
        .filter(|line| !line.text.is_empty())
        .collect();
    find(&lines, &Words::embedded()).into_iter().filter(|found| found.probability >= 0.9).map(|found| (lines[found.line].text.to_owned(), found.part)).collect()
}

fn numbers(text: &str) -> Vec<String> {
    found(text).into_iter().filter(|(_, part)| *part == Part::Number).map(|(line, _)| line).collect()
}

const PROSE: &str = "各单位应当建立健全内部管理制度，明确岗位职责，规范工作流程，加强监督检查，\n确保各项工作落到实处，并将落实的情况在年底以前报送上级主管部门，由主管部门\n汇总以后提出改进的意见，向社会公布并且接受群众的监督，做得好的单位应当予以\n表扬，做得不好的单位应当在三个月以内提出整改的措施，由主管部门检查整改的结\n";

#[test]
fn numbers_that_count_up_are_those_of_pages() {
    for form in ["{} / 195", "{}/195", "Page {} of 9", "- {} -", "第{}页", "第 {} 页 共 9 页", "--- Page {} ---", "<!-- page {} -->"] {
        let text: String = (3..6).map(|page| format!("{PROSE}{}\n", form.replace("{}", &page.to_string()))).collect();
        assert_eq!(numbers(&text).len(), 3, "{form}");
    }
    let bare: String = (11..17).map(|page| format!("{PROSE}{PROSE}{page}\n")).collect();
    assert_eq!(numbers(&bare).len(), 6);
    let fed: String = (3..7).map(|page| format!("{PROSE}{page}\n\u{c}")).collect();
    assert_eq!(numbers(&fed).len(), 4);
}

#[test]
fn rows_items_and_titles_that_count_up_are_text() {
    let rows: String = (1..30).map(|row| format!("{row}\n某某公司第{row}分公司\n5,755.11\n")).collect();
    let titles: String = (1..9).map(|n| format!("{}。\n附件{n}\n", PROSE.trim_end())).collect();
    let steps: String = (1..9).map(|n| format!("第{n}步\n先把表格填好，然后交给经办人员。\n")).collect();
    for text in [rows, titles, steps] {
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn heads_come_back_with_the_pages() {
    let text: String = (2210..2216).map(|page| format!("{PROSE}{PROSE}区议会 ─ 2016年4月6日\n\n{page}\n")).collect();
    assert_eq!(found(&text).len(), 12);
    let glued: String = (1..8).map(|page| format!("{PROSE}{PROSE}{page} 甲乙股份有限公司  公司债券募集说明书\n")).collect();
    assert_eq!(found(&glued).len(), 7);
    // A row that stands on many pages, several times on some, is none.
    let rows: String = (1..8).map(|page| format!("{PROSE}□适用 √不适用\n单位：元\n{PROSE}□适用 √不适用\n{PROSE}{page} / 195\n")).collect();
    assert_eq!(found(&rows).iter().filter(|(_, part)| *part == Part::Head).count(), 0);
}
