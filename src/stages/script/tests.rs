//! Tests of the stage as a whole, and of its data.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::Document;
use crate::config::Config;
use crate::finding::FindingKind;
use crate::pipeline::Pipeline;
use crate::rule::RuleBook;

use super::dictionary::parse;

fn pipeline(settings: &[&str]) -> Pipeline {
    let mut all = vec!["only=[\"script\"]".to_owned()];
    all.extend(settings.iter().map(|s| (*s).to_owned()));
    Pipeline::builder().config(Config::load(None, &all).unwrap()).build().unwrap()
}

fn clean(text: &str) -> Document {
    pipeline(&[]).clean(text.as_bytes())
}

#[test]
fn machine_made_traditional_comes_back() {
    for (traditional, simplified) in [
        ("各級領導乾部要著力解決群眾麵對的問題，製定方案，同誌們要牢記曆史。", "各级领导干部要着力解决群众面对的问题，制定方案，同志们要牢记历史。"),
        ("範圍以內的髮展情況，於明年後半年公布；鬆綁、準入、覈準。", "范围以内的发展情况，于明年后半年公布；松绑、准入、核准。"),
        ("破壞土地的，由縣級以上人民政府責令改正。", "破坏土地的，由县级以上人民政府责令改正。"),
        ("沿著中國特色社會主義道路，取得顯著成績。", "沿着中国特色社会主义道路，取得显著成绩。"),
        ("香港衞生署與台灣的說法裡面為何不同？", "香港卫生署与台湾的说法里面为何不同？"),
    ] {
        assert_eq!(clean(traditional).text(), simplified);
    }
}

#[test]
fn the_rest_of_mojibake_is_no_traditional_text() {
    // 启 without its third byte, and 它 beside it: what the mojibake stage could not mend.
    let page = "说明：这个选项鍚敤以后生效，信鎭仈系方式见下表。\n";
    assert_eq!(clean(page).text(), page);
    assert_eq!(clean("啟用以後生效，資訊見下表。\n").text(), "启用以后生效，资讯见下表。\n");
}

#[test]
fn simplified_text_stays() {
    for text in [
        "效果显著，扭转乾坤，登台瞭望，聊以慰藉，执著追求，土著居民。",
        "王於昌讲述《哪吒》，李奕昇种菜薹，魏徵直谏，测出二噁英。",
        "宋懋璗、马馼同志和堃、喆、淼、犇、甯、祎等名字。",
        "渋谷駅は東京都の国語辞典にある。",
        "한국의 國語 大韓民國은 민주공화국이다.",
        "abc 123\n\n",
    ] {
        let document = clean(text);
        assert_eq!(document.text(), text);
        assert_eq!(document.edits().count(), 0);
    }
}

#[test]
fn a_page_in_both_scripts_is_decided_place_by_place() {
    let page = "他说：“扭转乾坤、哪吒闹海都是传说。”\n報告指出，氣候乾燥，於是農業減產。\n各地区效果显著，於先生介绍了情况。\n";
    let document = clean(page);
    assert_eq!(document.text(), "他说：“扭转乾坤、哪吒闹海都是传说。”\n报告指出，气候干燥，于是农业减产。\n各地区效果显著，於先生介绍了情况。\n");
    assert_eq!(document.found(FindingKind::Script).next().unwrap().value(), "mixed");
}

#[test]
fn the_script_of_a_page_is_found() {
    for (text, script) in [("国务院办公厅", "simplified"), ("國務院辦公廳", "traditional"), ("1949年", "none"), ("これは日本の国会です", "none")]
    {
        let document = pipeline(&["script.gate=never"]).clean(text.as_bytes());
        let found: Vec<String> = document.found(FindingKind::Script).map(|finding| finding.value()).collect();
        assert_eq!(found, [script], "{text}");
        assert_eq!(document.text(), text);
    }
}

#[test]
fn a_mention_stays_with_a_doubtful_edit() {
    let document = clean("“发”字的繁体写作“發”。这是一本讲汉字的书。");
    assert_eq!(document.edits().count(), 0);
    let doubtful: Vec<_> = document.layers().iter().flat_map(|(_, layer)| layer.doubtful()).map(|edit| (edit.old.as_str(), edit.with.as_str())).collect();
    assert_eq!(doubtful, [("發", "发")]);
}

#[test]
fn explained_forms_stay() {
    for text in ["简化字总表：坝〔壩〕、国［國］。", "这里说的臺灣（台湾）是繁体写法。", "见“后（後）”和“发（發、髮）”各条。"]
    {
        assert_eq!(clean(text).edits().count(), 0, "{text}");
    }
    assert_eq!(clean("这位張先生（工程师）说明了情况。").text(), "这位张先生（工程师）说明了情况。");
    assert_eq!(clean("这里有國家（）和會議（").text(), "这里有国家（）和会议（");
}

#[test]
fn touching_changes_are_one_edit() {
    let document = clean("國務院辦公廳的決定");
    let edits: Vec<_> = document.edits().map(|(_, edit)| (edit.old.to_owned(), edit.with.to_owned())).collect();
    assert_eq!(edits, [("國務", "国务"), ("辦", "办"), ("廳", "厅"), ("決", "决")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(document.restore().unwrap(), "國務院辦公廳的決定".as_bytes());
}

#[test]
fn profiles_and_switches_work() {
    let convert = |settings: &[&str], text: &str| pipeline(settings).clean(text.as_bytes()).text().to_owned();
    assert_eq!(convert(&["script.profile=tw2sp"], "軟體與資訊的品質"), "软件与信息的品质");
    assert_eq!(convert(&["script.profile=hk2s"], "衞生署的舖位"), "卫生署的铺位");
    assert_eq!(convert(&["script.exceptions=false", "script.gate=always"], "破坏土地，著力"), "破坯土地，著力", "as OpenCC does it");
    assert_eq!(convert(&["script.gate=always"], "破坏土地"), "破坏土地");
}

#[cfg(not(feature = "opencc"))]
#[test]
fn the_second_engine_is_refused_by_a_program_without_it() {
    let config = Config::load(None, &["script.engine=opencc".to_owned()]).unwrap();
    let error = Pipeline::builder().config(config).build().err().unwrap();
    assert!(error.to_string().contains("feature opencc"), "{error}");
}

#[test]
fn names_trigrams_and_reigns_keep_their_characters() {
    for (traditional, simplified) in [
        ("局長王志乾、里長陳乾茂與會，李俊昇先生致詞。", "局长王志乾、里长陈乾茂与会，李俊昇先生致词。"),
        ("坎下乾上，需。乾為馬，坤為牛。唐乾符二年，黃巢起事。", "坎下乾上，需。乾为马，坤为牛。唐乾符二年，黄巢起事。"),
        ("把魚乾曬乾後裝進餅乾盒，廚房要保持乾燥。", "把鱼干晒干后装进饼干盒，厨房要保持干燥。"),
        ("服務品質提昇，物價上昇，旗幟高昇。", "服务品质提升，物价上升，旗帜高升。"),
        ("宏碁發表新機，他愛下圍碁；影響甚鉅，耗資鉅萬。", "宏碁发表新机，他爱下围棋；影响甚巨，耗资巨万。"),
        ("林委員俊昇書面質詢。", "林委员俊昇书面质询。"),
    ] {
        assert_eq!(clean(traditional).text(), simplified);
    }
}

#[test]
fn what_stands_beside_a_character_decides_its_reading() {
    for (traditional, simplified) in [
        ("〔宋〕沈括 著，胡道靜校注", "〔宋〕沈括 著，胡道静校注"),
        ("他讀著《詩經》，想著家鄉；著《算學》三卷，聲名卓著。", "他读着《诗经》，想着家乡；著《算学》三卷，声名卓著。"),
        ("山川神祇，僧祇律藏，祇是傳說，祇須登記。", "山川神祇，僧祇律藏，只是传说，只须登记。"),
        ("藉由補助，不得藉故推辭；屍體枕藉，聲名狼藉，藉草而眠。", "借由补助，不得借故推辞；尸体枕藉，声名狼藉，藉草而眠。"),
        ("買豬肉十觔，翻了一個觔斗。", "买猪肉十斤，翻了一个筋斗。"),
        ("戴著項鍊鍛鍊身體，老鍊的工人鍊鋼。", "戴着项链锻炼身体，老炼的工人炼钢。"),
        ("大家俱樂部添購家俱，條件俱全。", "大家俱乐部添购家具，条件俱全。"),
        ("家中老么賸下的甚麼，彷佛都忘了。", "家中老幺剩下的什么，仿佛都忘了。"),
    ] {
        assert_eq!(clean(traditional).text(), simplified);
    }
}

#[test]
fn a_page_that_writes_both_keeps_them_apart() {
    let page = "他看着海，想着家，說着話。\n學校寄來一封顯赫的信，功勳已著於報端。\n";
    assert_eq!(clean(page).text(), "他看着海，想着家，说着话。\n学校寄来一封显赫的信，功勋已著于报端。\n");
}

#[test]
fn forms_outside_the_basic_block_are_the_standards() {
    assert_eq!(clean("嗰間劏房喺坪輋，趙孟頫的書畫展覽。").text(), "嗰间劏房喺坪輋，赵孟𫖯的书画展览。");
}

#[test]
fn japanese_stays_by_line_and_by_quotation() {
    let page = "臺灣與日本的圖書館合作，收藏經費較往年增加。\n京都大学附属図書館は、貴重書を公開しています。\n京都大学附属図書館と国立公文書館の共同事業\n導演談《東京の夏》與「思い出の風景」，觀眾熱烈鼓掌。\n";
    let clean_page = "台湾与日本的图书馆合作，收藏经费较往年增加。\n京都大学附属図書館は、貴重書を公開しています。\n京都大学附属図書館と国立公文書館の共同事業\n导演谈《東京の夏》与「思い出の風景」，观众热烈鼓掌。\n";
    let document = clean(page);
    assert_eq!(document.text(), clean_page);
    assert_eq!(document.found(FindingKind::Script).next().unwrap().value(), "traditional");
    assert_eq!(clean(clean_page).text(), clean_page);
}

#[test]
fn marks_of_mediawiki_go_and_the_text_is_converted() {
    assert_eq!(clean("該村的-{zh-cn:网络;zh-tw:網路;}-由-{里}-長管理，收費過於昂貴。\n").text(), "该村的网络由里长管理，收费过于昂贵。\n");
}

#[test]
fn what_markup_read_is_converted_with_the_text() {
    let page = "<html><head><title>圖書館開放時間調整 | 東區資訊網</title><meta name=\"author\" content=\"陳國華\"><meta property=\"og:site_name\" content=\"東區資訊網\"></head>\
        <body><article><h1>圖書館開放時間調整</h1><p>東區圖書館從下個月開始調整開放時間，讀者請於網站查詢詳細資訊，並留意各樓層的公告。</p></article></body></html>";
    let document = Pipeline::builder().build().unwrap().clean(page.as_bytes());
    let metadata = crate::metadata::Metadata::of(&document);
    assert_eq!(
        (metadata.title.as_deref(), metadata.site.as_deref(), metadata.byline.as_deref()),
        (Some("图书馆开放时间调整"), Some("东区资讯网"), Some("陈国华"))
    );
    assert_eq!(document.restore().unwrap(), page.as_bytes());
}

/// OpenCC's own cases, where the shared folder is at hand.
#[test]
fn opencc_cases_agree() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench/script/opencc_testcases_1.4.2.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: ../shared is not here");
        return;
    };
    let text: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (profile, count) in [("t2s", 55), ("tw2s", 32), ("tw2sp", 54), ("hk2s", 21)] {
        let pipeline = pipeline(&["script.gate=always", "script.exceptions=false", &format!("script.profile={profile}")]);
        let mut seen = 0;
        for case in cases["cases"].as_array().unwrap() {
            if let Some(expected) = case["expected"][profile].as_str() {
                let input = case["input"].as_str().unwrap();
                assert_eq!(pipeline.clean(input.as_bytes()).text(), expected, "{profile}: {input}");
                seen += 1;
            }
        }
        assert_eq!(seen, count);
    }
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let book = RuleBook::embedded();
    book.rows(file).unwrap().map(|(_, row)| row.into_iter().map(str::to_owned).collect()).collect()
}

/// Our own lists: sorted, without duplicates, every row with its columns.
#[test]
fn lists_are_sorted_and_whole() {
    for (file, columns) in [("script/exceptions.tsv", 3), ("script/open.tsv", 5), ("script/both.tsv", 2), ("script/beyond.tsv", 2)] {
        let rows = rows(file);
        assert!(rows.iter().all(|row| row.len() == columns && row.iter().all(|cell| !cell.trim().is_empty())), "{file}");
        let keys: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        let sorted: Vec<&String> = keys.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        assert_eq!(keys, sorted, "{file} is not sorted, or has a key twice");
    }
}

/// OpenCC's files: no key twice; no a→b with b→a in what the simplifying tables put in.
#[test]
fn tables_have_no_duplicates_and_no_cycles() {
    let book = RuleBook::embedded();
    for (file, text) in book.files().filter(|(file, _)| file.starts_with("script/") && file.ends_with(".txt")) {
        let entries = parse(file, text).unwrap().entries;
        let map: BTreeMap<&str, &str> = entries.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(map.len(), entries.len(), "{file} has a key twice");
        for (key, value) in &map {
            let back = map.get(value);
            assert!(key == value || back != Some(key), "{file}: {key} becomes {value} and back");
        }
    }
}

/// The exception list: what it puts in is never changed again, its dropped phrases exist, and every row makes a difference.
#[test]
fn exceptions_are_alive_and_final() {
    let without = pipeline(&["script.gate=always", "script.exceptions=false"]);
    let with = pipeline(&["script.gate=always"]);
    let book = RuleBook::embedded();
    let phrases: BTreeSet<String> = parse("", book.file("script/TSPhrases.txt").unwrap()).unwrap().entries.into_iter().map(|(key, _)| key).collect();
    let list = rows("script/exceptions.tsv");
    let open: BTreeSet<char> = rows("script/open.tsv").iter().filter_map(|row| row[0].chars().next()).collect();
    let longer = |key: &str| list.iter().any(|row| row[0] != key && row[0].starts_with(key));
    for row in &list {
        let (key, value) = (row[0].as_str(), row[1].as_str());
        if value == super::chain::DROPPED {
            assert!(phrases.contains(key), "{key} is no phrase of OpenCC's");
            continue;
        }
        assert_eq!(with.clean(key.as_bytes()).text(), value, "{key}");
        assert_eq!(clean(value).text(), value, "{key} becomes {value}, which is changed again");
        // A row is dead where OpenCC agrees and no open character is kept from the judge. One that is the beginning of others, or that
        // keeps a shorter row from deciding, lives by them.
        let guards = list.iter().any(|other| other[0] != key && key.contains(other[0].as_str()));
        let settles = key.chars().any(|c| open.contains(&c));
        assert!(without.clean(key.as_bytes()).text() != value || settles || guards || longer(key), "{key} is dead: OpenCC says the same");
    }
}

/// The characters both scripts have are ones that OpenCC would change.
#[test]
fn characters_of_both_scripts_are_alive() {
    let book = RuleBook::embedded();
    let table: BTreeMap<String, String> = parse("", book.file("script/TSCharacters.txt").unwrap()).unwrap().entries.into_iter().collect();
    for row in rows("script/both.tsv") {
        assert!(table.get(&row[0]).is_some_and(|value| *value != row[0]), "{} is not changed by OpenCC", row[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text: a second cleaning changes nothing and the bytes come back.
    #[test]
    fn a_fixpoint_on_any_text(text in "([國务發后乾著於の한a ，“”（）\n坏覆臺台湾鍊鏈衞\u{f934}𠌥么麼干]|\\PC){0,60}") {
        let pipeline = pipeline(&[]);
        let once = pipeline.clean(text.as_bytes());
        prop_assert_eq!(once.restore().unwrap(), text.as_bytes());
        let twice = pipeline.clean(once.text().as_bytes());
        prop_assert_eq!(twice.text(), once.text());
    }
}
