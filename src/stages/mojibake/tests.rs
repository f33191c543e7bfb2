//! The stage as a whole: damage in whole text, text that must stay, pages that cannot be read.

use proptest::prelude::*;

use super::wreck;
use crate::{Config, Pipeline, Status};

fn pipeline() -> Pipeline {
    let config = Config::load(None, &["only=[\"mojibake\"]".to_owned()]).unwrap();
    Pipeline::builder().config(config).build().unwrap()
}

fn clean(text: &str) -> String {
    pipeline().clean(text.as_bytes()).text().trim_end_matches('\n').to_owned()
}

fn as_gbk(text: &str) -> String {
    encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn a_broken_quotation_in_a_good_line_is_mended() {
    let line = format!("会议强调，“{}”，要抓好落实。", as_gbk("质量是企业的生命"));
    assert_eq!(clean(&line), "会议强调，“质量是企业的生命”，要抓好落实。");
}

#[test]
fn a_broken_line_among_good_ones_is_mended() {
    let page = format!("一、健全工作机制。\n{}\n三、提升服务能力。", as_gbk("二、强化企业主体责任，落实出厂检验要求。"));
    assert_eq!(clean(&page), "一、健全工作机制。\n二、强化企业主体责任，落实出厂检验要求。\n三、提升服务能力。");
}

#[test]
fn each_line_of_a_page_is_judged_by_itself() {
    let big5 = |text: &str| encoding_rs::BIG5.decode_without_bom_handling(&encoding_rs::GBK.encode(text).0).0.into_owned();
    let latin = |text: &str| text.bytes().map(char::from).collect::<String>();
    let page = format!(
        "第一章总则\n{}\n各部门应当按照职责分工，做好有关工作。\n{}\n本办法由市政府办公室负责解释。\n",
        big5("本办法适用于本市行政区域内的经营活动。"),
        latin("县级以上地方人民政府应当加强领导。"),
    );
    let whole = "第一章总则\n本办法适用于本市行政区域内的经营活动。\n各部门应当按照职责分工，做好有关工作。\n县级以上地方人民政府应当加强领导。\n本办法由市政府办公室负责解释。";
    assert_eq!(clean(&page), whole);
}

#[test]
fn utf16_is_read_across_line_feeds_that_are_halves_of_characters() {
    let lines = ["上海市局领导上山下乡，共同做好防汛工作。", "各单位要上下联动，及时上报有关情况。"];
    let bytes: Vec<u8> = lines.join("\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let page = format!("现将有关要求通知如下：\n{}\n特此通知。", encoding_rs::GB18030.decode_without_bom_handling(&bytes).0);
    let got = clean(&page);
    assert!(got.starts_with("现将有关要求通知如下：\n") && got.ends_with("\n特此通知。"), "{got}");
    assert!(lines.iter().all(|line| got.contains(line)), "{got}");
}

#[test]
fn what_is_lost_is_marked_not_invented() {
    // The digit of 第?条 may be any.
    assert_eq!(clean("绗?鏉\u{a0}"), "绗?鏉\u{a0}");
    let line = as_gbk("本办法自公布之日起施行，有效期为").replace('\u{fffd}', "?") + "?骞淬€?";
    let got = clean(&line);
    assert!(!got.contains(['1', '2', '3', '5']), "{got}");
}

#[test]
fn clean_text_of_many_kinds_stays() {
    for text in [
        "臺灣的繁體中文文章應該保持原樣，於是著力於產業發展。",
        "中 zhōng，国 guó，人民 rénmín；绿 lǜ、女 nǚ。",
        "let s = \"\\u4e2d\\u56fd\"; // 中国",
        "见 https://example.org/%E4%B8%AD%E5%9B%BD?q=%E8%B4%A8%E9%87%8F",
        "&lt;div class=\"a\"&gt;中文&lt;/div&gt;",
        "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锫锎锿镄钔锘铹",
        "麻辣烫、酸辣烫，烫烫烫烫，都说好吃。",
        "┌──┬──┐\n│─│───│\n└──┴──┘",
        "[\"杻\", \"杻\", \"杻\", \"杻\"], [\"湮\", \"湮\", \"湮\"]",
        "한국어와 中文, 日本語のかな、カナ。",
        "魑魅魍魉、饕餮、螳螂、蟾蜍、蜻蜓、蚂蚱、蜈蚣、蟑螂、蝙蝠、鹦鹉。",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn true_hanzi_beside_a_run_stay() {
    for (before, true_part, broken) in [("骨骼", "旋转", "和自定义缩放"), ("它与其他部件的", "偏移", "有关"), ("机械", "运转", "正常")]
    {
        let text = format!("{before}{true_part}{}", as_gbk(broken));
        let got = clean(&text);
        assert!(got.starts_with(&format!("{before}{true_part}")), "{text} → {got}");
    }
    // A mark of two bytes inside a run is part of it.
    assert_eq!(clean(&as_gbk("卡尔·马克思的著作")), "卡尔·马克思的著作");
}

#[test]
fn one_character_repeated_is_no_evidence() {
    for text in ["嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚", "嗚嗚嗚嗚嗚嗚嗚嗚嗚嗚囧哇咧嗚嗚嗚嗚", "唉呀呀呀呀呀呀呀呀，噗噗噗噗噗噗噗噗噗", "齁齁齁齁齁齁齁齁嗝嗝嗝嗝"]
    {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn other_languages_and_rare_characters_stay() {
    for text in [
        "勢いよく窓を開けて、深呼吸をした。",
        "設定ファイルの書き方は付録を見てください。",
        "彼女は嗚咽をこらえながら、躊躇いがちに頷いた。",
        "ｶﾀｶﾅの半角表記は古いデータベースに残っている。",
        "서울의 봄은 짧지만 아름답다.",
        "이 문서는 大韓民國 헌법의 해설이다.",
        "Сегодня хорошая погода, и мы идём гулять.",
        "L'été dernier, nous sommes allés à Besançon où l'œuvre était exposée.",
        "Über den Flüssen hängen weiße Nebel; Größe zählt nicht.",
        "Η θάλασσα είναι ήρεμη σήμερα το πρωί.",
        "╔═══╤═══╗\n║ 甲 │ 乙 ║\n╚═══╧═══╝",
        "噫吁嚱，巉巖嵯峨，猿狖啾啾兮，薜荔芷蘅。",
        "鼉鼓逢逢，矇瞍奏公；蓼蓼者莪，匪莪伊蒿。",
        "臺南鹽埕舊稱瀨口，鄰近鯤鯓，居民多以曬鹽、養虱目魚爲業。",
        "他囁嚅著說，那隻麒麟鸚鵡在籬笆旁躑躅，齟齬不合。",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn what_a_browser_marked_once_is_two_bytes() {
    let line = "全县学生人数三年来增长很快，学校教育工作如期完成。";
    for encoding in [encoding_rs::BIG5, encoding_rs::EUC_KR] {
        let bad = encoding.decode_without_bom_handling(&encoding_rs::GBK.encode(line).0).0.into_owned();
        assert!(bad.contains('\u{fffd}'), "{bad}");
        let got = clean(&bad);
        let strange = |c: &char| !line.contains(*c) && *c != '〓';
        assert!(!got.chars().any(|c| strange(&c)) && got.matches('〓').count() < 4, "{bad} → {got}");
    }
}

#[test]
fn blanks_are_missing_with_the_controls() {
    let line = "各部门要按照规章规定加强监督管理，加快落实各项工作措施。";
    let read = encoding_rs::WINDOWS_1252.decode_without_bom_handling(line.as_bytes()).0;
    let bad: String = read.chars().filter(|c| !matches!(c, '\u{80}'..='\u{a0}' | '\u{ad}')).collect();
    // 章 is E7 AB A0 and 加 is E5 8A A0: without the reading, 火 and 及 came out.
    let got = clean(&bad);
    assert!(got.contains("规章规定加强"), "{bad} → {got}");
}

#[test]
fn what_nobody_can_read_is_left_alone_by_all_stages() {
    let damaged = "鑷鍟枑硱蹎鮽秉钖鈥襍荳謠宣ｫ倅ｺｧ蜩";
    let whole = Pipeline::builder().build().unwrap();
    let document = whole.clean(format!("下面这一行是坏的，没有人能读。\n{damaged}\n上面这一行是坏的，没有人能读。\n").as_bytes());
    assert!(document.text().contains(damaged), "{}", document.text());
}

#[test]
fn pages_that_cannot_be_read_are_given_up() {
    for text in ["?????????????????\n???????????2025???\n", &"锟斤拷".repeat(30), &"\u{fffd}й\u{fffd}".repeat(20)] {
        assert!(matches!(pipeline().clean(text.as_bytes()).status(), Status::Rejected { .. }), "{text}");
    }
    assert!(wreck::unreadable("你说什么？？？？？真的吗？？？？？？？不会吧，这怎么可能呢，我不相信").is_none());
}

#[test]
fn a_second_pass_finds_nothing() {
    for text in [
        as_gbk("到2025年，质量基础更加坚实，企业满意度达到90%以上"),
        as_gbk("中国"),
        "产品锟斤拷锟斤拷水平".to_owned(),
        "&amp;amp;#20013;&amp;amp;#22269;".to_owned(),
    ] {
        let once = clean(&text);
        assert_eq!(clean(&once), once);
    }
}

fn through(text: &str, right: &'static encoding_rs::Encoding, wrong: &'static encoding_rs::Encoding) -> String {
    wrong.decode_without_bom_handling(&right.encode(text).0).0.into_owned()
}

#[test]
fn every_page_of_one_byte_is_read_once_and_twice() {
    use encoding_rs::{GBK, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_15, KOI8_R, MACINTOSH, UTF_8};
    let line = "各级市场监管部门要加强质量基础设施建设，提高服务水平。";
    for wrong in [IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_15, KOI8_R, MACINTOSH] {
        for right in [GBK, UTF_8] {
            let once = through(line, right, wrong);
            let twice = through(&once, UTF_8, wrong);
            assert_eq!((clean(&once).as_str(), clean(&twice).as_str()), (line, line), "{} {}", right.name(), wrong.name());
        }
    }
}

#[test]
fn half_a_reading_is_none() {
    // A byte is lost in the middle: all after it would be read a byte too early.
    let mut bytes = encoding_rs::GBK.encode("法院审理知识产权案件时，可以引入技术调查官，帮助法官准确高效地认定技术事实").0.into_owned();
    bytes.remove(21);
    for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::ISO_8859_5] {
        let bad = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        assert_eq!(clean(&bad), bad);
    }
}

#[test]
fn letters_of_other_languages_come_back() {
    use encoding_rs::{IBM866, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
    for good in ["Türkiye’nin başkenti Ankara’dır", "Zażółć gęślą jaźń", "Đường phố Hà Nội ở đâu", "Сегодня хорошая погода", "Il a dit “oui” – déjà."]
    {
        for wrong in [IBM866, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252] {
            let bad = through(good, UTF_8, wrong);
            assert_eq!(clean(&bad), good, "{bad}");
        }
    }
    assert_eq!(clean("法国代表FranÃ§ois PÃ©rez讨论cafÃ©质量"), "法国代表François Pérez讨论café质量");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_panics_and_everything_comes_back(text in "[\\PC\n锟斤拷鐨鍥涓Ã¤¸\u{ad}&#;%\\\\ux0-9?\u{fffd}€]{0,120}") {
        let document = pipeline().clean(text.as_bytes());
        prop_assert_eq!(document.restore().unwrap(), text.into_bytes());
    }
}
