use proptest::prelude::*;

use super::builder::Builder;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};

fn read(encoding: Encoding, bytes: &[u8]) -> Builder {
    let mut reading = Builder::default();
    reading.segment(encoding, bytes, 0..bytes.len());
    reading
}

fn assert_restored(reading: &Builder, bytes: &[u8]) {
    assert_eq!(reading.decoding.encode(&reading.text).as_deref(), Ok(bytes), "{:?}", reading.decoding.segments);
    let (mut start, mut end) = (0, 0);
    for (at, c) in reading.text.char_indices() {
        let raw = reading.decoding.raw_range(&reading.text, at..at + c.len_utf8());
        assert!(raw.start >= start && raw.end >= end && raw.start <= raw.end && raw.end <= bytes.len(), "{raw:?} after {start}..{end}");
        (start, end) = (raw.start, raw.end);
    }
}

/// Bytes that look like some encoding, or none.
fn pages() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..6),
        3 => prop::collection::vec(0xa1..=0xfeu8, 0..12),
        2 => prop::collection::vec(0x20..=0x7eu8, 0..8),
        1 => Just(b"~{VP9z~}".to_vec()),
        1 => Just(b"\n~~~\n~{".to_vec()),
        1 => Just("质量，".as_bytes().to_vec()),
        1 => Just(b"\x8e\xa2\xc4\xa1\x8e\xa1\xc4\xa1\x88\x62\x81\x30\x81\x30\x80".to_vec()),
        1 => Just(b"\xef\xbb\xbf\xff\xfe\xfe\xff\xd8\x00\xdc\x00".to_vec()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn forced_encodings_restore(bytes in pages()) {
        for &encoding in Encoding::ALL {
            assert_restored(&read(encoding, &bytes), &bytes);
        }
    }

    #[test]
    fn segments_restore(bytes in pages(), cuts in prop::collection::vec((0usize..80, 0usize..11), 0..6)) {
        let mut cuts = cuts;
        cuts.sort();
        let mut reading = Builder::default();
        let mut done = 0;
        for (cut, encoding) in cuts {
            let cut = cut.min(bytes.len());
            if cut > done {
                reading.segment(Encoding::ALL[encoding], &bytes, done..cut);
                done = cut;
            }
        }
        reading.segment(Encoding::Gb18030, &bytes, done..bytes.len());
        assert_restored(&reading, &bytes);
    }
}

#[test]
fn every_code_of_two_bytes_is_what_encoding_rs_says() {
    let standards = [
        (Encoding::Gb18030, encoding_rs::GB18030),
        (Encoding::Big5, encoding_rs::BIG5),
        (Encoding::EucKr, encoding_rs::EUC_KR),
        (Encoding::ShiftJis, encoding_rs::SHIFT_JIS),
        (Encoding::EucJp, encoding_rs::EUC_JP),
        (Encoding::Windows1252, encoding_rs::WINDOWS_1252),
    ];
    for (encoding, standard) in standards {
        let codec = Codec::of(encoding);
        for lead in 0x80..=0xffu8 {
            for trail in 0x21..=0xffu8 {
                let bytes = [lead, trail];
                let theirs = standard.decode_without_bom_handling_and_without_replacement(&bytes).map(|text| text.into_owned());
                let mut ours = Some(String::new());
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let (length, unit) = codec.unit(rest);
                    match (unit, &mut ours) {
                        (Unit::Char(c) | Unit::Odd(c), Some(text)) => text.push(c),
                        (Unit::Marked(c, mark), Some(text)) => text.extend([c, mark]),
                        _ => ours = None,
                    }
                    rest = &rest[length..];
                }
                assert_eq!(ours, theirs, "{encoding} {lead:02x} {trail:02x}");
            }
        }
    }
}

mod pages {
    use super::super::{Decoded, decode, detect};
    use super::*;
    use crate::{FindingKind, Origin, stage::Resources};

    fn resources() -> Resources {
        static SETUP: std::sync::OnceLock<Resources> = std::sync::OnceLock::new();
        SETUP.get_or_init(crate::stage::Resources::embedded).clone()
    }

    fn decoded(bytes: &[u8]) -> Decoded {
        let decoded = decode(bytes, &Origin::default(), &resources());
        assert_eq!(decoded.decoding.encode(&decoded.text).as_deref(), Ok(bytes));
        decoded
    }

    fn encoded(encoding: Encoding, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        crate::encoding::codec::encode_into(encoding, text, &mut out);
        out
    }

    fn name(bytes: &[u8]) -> Option<Encoding> {
        detect(bytes, &Origin::default(), &resources()).encoding
    }

    const POLICY: &str = "各地区、各部门要加强产品质量监督管理，建立健全追溯制度，切实保护消费者合法权益。";
    const KOREAN: &str = "국민의 안전을 위하여 제품의 품질을 관리하고 소비자의 권리를 보호한다.";
    const JAPANESE: &str = "製品の品質を管理し、消費者の権利を保護するために、必要な事項を定める。";
    const FRENCH: &str = "La qualité des produits est contrôlée par l\u{2019}autorité compétente, à l'intérieur du marché européen.";

    #[test]
    fn every_encoding_is_named() {
        let traditional = "各地區、各部門要加強產品質量監督管理，建立健全追溯制度，切實保護消費者合法權益。";
        let plain = "Plain text, two bytes a letter";
        for (encoding, texts) in [
            (Encoding::Gb18030, &[POLICY, traditional][..]),
            (Encoding::Big5, &[traditional]),
            (Encoding::EucTw, &[traditional]),
            (Encoding::Utf16Le, &[POLICY, plain]),
            (Encoding::Utf16Be, &[POLICY, plain]),
            (Encoding::EucKr, &[KOREAN]),
            (Encoding::EucJp, &[JAPANESE]),
            (Encoding::ShiftJis, &[JAPANESE]),
            (Encoding::Windows1252, &[FRENCH]),
            (Encoding::Utf8, &[POLICY]),
        ] {
            for &text in texts {
                let bytes = encoded(encoding, text);
                assert_eq!(name(&bytes), Some(encoding), "{text}: {:#?}", detect(&bytes, &Origin::default(), &resources()));
                assert_eq!(decoded(&bytes).text, text);
                // Cut inside the last character, which is no evidence against the encoding.
                let (last, _) = text.char_indices().next_back().expect("text");
                let cut = encoded(encoding, &text[..last]).len() + 1;
                if cut < bytes.len() {
                    assert_eq!(name(&bytes[..cut]), Some(encoding), "{text}, cut");
                }
            }
        }
    }

    #[test]
    fn a_mark_is_kept_out_of_the_text() {
        for mark in [b"\xef\xbb\xbf".as_slice(), b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"] {
            let encoding = match mark {
                b"\xff\xfe" => Encoding::Utf16Le,
                b"\xfe\xff" => Encoding::Utf16Be,
                b"\x84\x31\x95\x33" => Encoding::Gb18030,
                _ => Encoding::Utf8,
            };
            let bytes = [mark, &encoded(encoding, POLICY)].concat();
            let decoded = decoded(&bytes);
            assert_eq!(decoded.text, POLICY);
            assert_eq!(decoded.decoding.raw_range(&decoded.text, 0..3).start, mark.len());
        }
        let mixed = [b"\xef\xbb\xbf".as_slice(), &encoded(Encoding::Gb18030, POLICY)].concat();
        assert_eq!(decoded(&mixed).text, POLICY);
    }

    #[test]
    fn pages_that_are_no_text_are_rejected_by_name() {
        let random: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [b"".as_slice(), b"PK\x03\x04\x14\0\0\0", b"%PDF-1.4 ...", b" \n\t\xe3\x80\x80\n", b"\xef\xbb\xbf", &[0; 64], &random] {
            let decoded = decoded(bytes);
            assert!(decoded.proposal.rejection().is_some(), "{bytes:?}");
        }
        assert!(decoded(b"a").proposal.rejection().is_none());
        assert!(decoded("PDF 是一种格式".as_bytes()).proposal.rejection().is_none());
    }

    #[test]
    fn bad_bytes_are_shown_kept_and_reported() {
        let mut bytes = POLICY.as_bytes().to_vec();
        bytes.splice(9..10, [0xff]);
        let decoded = decoded(&bytes);
        let damage: Vec<_> = decoded.proposal.findings().iter().filter(|finding| finding.kind() == FindingKind::Damage).collect();
        assert_eq!(damage.len(), 1);
        assert_eq!(&decoded.text[damage[0].at.clone()], "\u{fffd}");
    }

    #[test]
    fn fragments_in_another_encoding_are_read_in_it() {
        let page = |a: Encoding, b: Encoding| {
            [
                encoded(a, "<title>产品质量监督管理办法</title>\n"),
                encoded(b, "<p>第一条 为加强产品质量监督管理，制定本办法。</p>\n"),
                encoded(a, &POLICY.repeat(20)),
            ]
            .concat()
        };
        for (a, b) in [(Encoding::Gb18030, Encoding::Utf8), (Encoding::Utf8, Encoding::Gb18030)] {
            let bytes = page(a, b);
            let decoded = decoded(&bytes);
            assert!(
                decoded.text.starts_with("<title>产品质量监督管理办法</title>\n<p>第一条 为加强产品质量监督管理，制定本办法。</p>\n各地区"),
                "{a} {b} {}",
                &decoded.text[..200]
            );
            assert_eq!(decoded.decoding.main_encoding(), Some(a));
            assert_eq!(decoded.proposal.findings().iter().filter(|finding| finding.kind() == FindingKind::Encoding).count(), 2);
        }
    }

    #[test]
    fn short_and_foreign_pages_are_named() {
        let page = |head: &str, body: &str| format!("<html><head><title>{head}</title></head><body><div class=\"main\"><p>{body}</p></div></body></html>");
        let chinese = page("质量", "quality management system");
        let german = "Zurück zur Übersicht: größere Geräte müssen geprüft werden, für Händler gelten Ausnahmen.";
        let guillemets = "Le modèle «\u{a0}{object}\u{a0}» n’est pas défini. L’été dernier, l’autorité a été créée.";
        for (encodings, text) in [
            (&[Encoding::Gb18030, Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be][..], chinese.as_str()),
            (&[Encoding::Utf16Le, Encoding::Utf16Be], JAPANESE),
            (&[Encoding::Utf16Le], KOREAN),
            (&[Encoding::Windows1252], german),
            (&[Encoding::Windows1252], guillemets),
            (&[Encoding::Gb18030], "㐀䶵：㑇㘎㛃两个罕见的字"),
        ] {
            for &encoding in encodings {
                let found = detect(&encoded(encoding, text), &Origin::default(), &resources());
                assert_eq!(found.encoding, Some(encoding), "{text}: {found:#?}");
                assert!((0.0..=1.0).contains(&found.confidence));
            }
        }
        // A declaration is evidence, not truth.
        assert_eq!(name(format!("<meta charset=gb2312>{POLICY}").as_bytes()), Some(Encoding::Utf8));
        for wrong in ["utf-8", "big5"] {
            assert_eq!(name(&[format!("<meta charset={wrong}>").as_bytes(), &encoded(Encoding::Gb18030, POLICY)].concat()), Some(Encoding::Gb18030));
        }
    }

    #[test]
    fn the_confidence_of_a_clear_page_is_high() {
        let bytes = encoded(Encoding::Gb18030, &POLICY.repeat(20));
        let found = detect(&bytes, &Origin::default(), &resources());
        assert!(found.confidence > 0.99, "{found:#?}");
        assert_eq!(found.rule.as_str(), "D004");
    }

    #[test]
    fn cns_11643_is_what_iconv_says() {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let codec = Codec::of(Encoding::EucTw);
        let mut bytes = Vec::new();
        let mut ours = String::new();
        for prefix in [b"".as_slice(), b"\x8e\xa2"] {
            for code in 0xa1a1..=0xfefeu16 {
                let code = [prefix, &code.to_be_bytes()].concat();
                if let (_, Unit::Char(c)) = codec.unit(&code) {
                    bytes.extend(code);
                    ours.push(c);
                }
            }
        }
        // What glibc's iconv has: 5,867 and 7,650 (docs/decode.md).
        assert_eq!(ours.chars().count(), 5867 + 7650);
        let iconv = Command::new("iconv").args(["-f", "EUC-TW", "-t", "UTF-8"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut iconv) = iconv else {
            eprintln!("skipped: there is no iconv here");
            return;
        };
        let mut stdin = iconv.stdin.take().expect("piped");
        let writer = std::thread::spawn(move || stdin.write_all(&bytes));
        let output = iconv.wait_with_output().expect("iconv ends");
        writer.join().expect("no panic").expect("written");
        let theirs = String::from_utf8(output.stdout).expect("UTF-8");
        let differ: Vec<_> = ours.chars().zip(theirs.chars()).filter(|(a, b)| a != b).collect();
        assert!(differ.is_empty() && ours.chars().count() == theirs.chars().count(), "{} {}: {differ:?}", ours.chars().count(), theirs.chars().count());
    }

    proptest! {
        #[test]
        fn any_page_restores(bytes in pages()) {
            let decoded = decode(&bytes, &Origin::default(), &resources());
            prop_assert_eq!(decoded.decoding.encode(&decoded.text), Ok(bytes));
        }

        #[test]
        fn any_mixture_restores(parts in prop::collection::vec((0usize..11, prop::sample::select(vec![POLICY, KOREAN, JAPANESE, FRENCH, "\n", "<p>2022</p>"])), 0..8), noise in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)) {
            let mut bytes: Vec<u8> = parts.iter().flat_map(|&(encoding, text)| encoded(Encoding::ALL[encoding], text)).collect();
            for (place, byte) in noise {
                if !bytes.is_empty() {
                    let place = place.index(bytes.len());
                    bytes[place] = byte;
                }
            }
            let decoded = decode(&bytes, &Origin::default(), &resources());
            assert_restored(&Builder { text: decoded.text, decoding: decoded.decoding, ..Builder::default() }, &bytes);
        }
    }
}
