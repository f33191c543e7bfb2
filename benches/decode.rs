//! Detection and decoding beside chardetng, in one run: `cargo bench --features measure --bench decode`.
//!
//! The documents are made here: sentences of our own, repeated to the length, in the encoding. Nothing is read from disk.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiaokan::measure::{decode, detect};
use jiaokan::{Origin, Pipeline};

fn main() {
    divan::main();
}

const SENTENCES: &str = "为加强产品质量监督管理，建立健全追溯制度，切实保护消费者合法权益，制定本办法。\n\
    各地区、各部门要结合实际，明确责任分工，完善工作机制，确保各项措施落到实处。\n\
    鼓励行业协会、科研机构和企业参与标准制定，推动检验检测机构资源共享。\n\
    到2025年，重点产品抽查合格率达到90%以上，群众满意度明显提高。\n";

const ENCODINGS: [&str; 4] = ["gb18030", "big5", "utf-8", "utf-16le"];
const LENGTHS: [usize; 3] = [1_000, 10_000, 1_000_000];

fn document(encoding: &str, length: usize) -> Vec<u8> {
    let unit: Vec<u8> = match encoding {
        "gb18030" => encoding_rs::GB18030.encode(SENTENCES).0.into_owned(),
        // Big5 lacks simplified characters; the sentences keep those it has, as a page would read.
        "big5" => {
            let kept: String = SENTENCES.chars().filter(|c| !encoding_rs::BIG5.encode(&c.to_string()).2).collect();
            encoding_rs::BIG5.encode(&kept).0.into_owned()
        }
        "utf-16le" => SENTENCES.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => SENTENCES.as_bytes().to_vec(),
    };
    let mut out: Vec<u8> = unit.iter().copied().cycle().take(length / unit.len() * unit.len()).collect();
    out.extend(unit.iter().take(length - out.len()));
    out
}

fn cases() -> Vec<(&'static str, usize)> {
    ENCODINGS.into_iter().flat_map(|encoding| LENGTHS.map(|length| (encoding, length))).collect()
}

#[divan::bench(args = cases())]
fn jiaokan_detect(bencher: Bencher, (encoding, length): (&str, usize)) {
    let pipeline = Pipeline::builder().build().expect("the defaults build");
    let (document, origin) = (document(encoding, length), Origin::default());
    assert_eq!(detect(&document, &origin, pipeline.resources()).encoding.map(|e| e.name()), Some(encoding));
    bencher.counter(BytesCount::of_slice(&document)).bench(|| detect(black_box(&document), &origin, pipeline.resources()));
}

#[divan::bench(args = cases())]
fn jiaokan_decode(bencher: Bencher, (encoding, length): (&str, usize)) {
    let pipeline = Pipeline::builder().build().expect("the defaults build");
    let (document, origin) = (document(encoding, length), Origin::default());
    bencher.counter(BytesCount::of_slice(&document)).bench(|| decode(black_box(&document), &origin, pipeline.resources()));
}

#[divan::bench(args = cases())]
fn chardetng_detect(bencher: Bencher, (encoding, length): (&str, usize)) {
    let document = document(encoding, length);
    bencher.counter(BytesCount::of_slice(&document)).bench(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(black_box(&document), true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
}
