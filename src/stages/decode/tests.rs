use proptest::prelude::*;

use super::codec::{Codec, Unit};
use super::read::Reading;
use crate::decoding::Encoding;

const ALL: [Encoding; 11] = [
    Encoding::Utf8,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Hz,
    Encoding::EucTw,
    Encoding::EucKr,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::Windows1252,
];

fn read(encoding: Encoding, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    reading.segment(encoding, bytes, 0..bytes.len());
    reading
}

fn assert_restored(reading: &Reading, bytes: &[u8]) {
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
        for encoding in ALL {
            assert_restored(&read(encoding, &bytes), &bytes);
        }
    }

    #[test]
    fn segments_restore(bytes in pages(), cuts in prop::collection::vec((0usize..80, 0usize..11), 0..6)) {
        let mut cuts = cuts;
        cuts.sort();
        let mut reading = Reading::default();
        let mut done = 0;
        for (cut, encoding) in cuts {
            let cut = cut.min(bytes.len());
            if cut > done {
                reading.segment(ALL[encoding], &bytes, done..cut);
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
                        (Unit::Pair(c, mark), Some(text)) => text.extend([c, mark]),
                        _ => ours = None,
                    }
                    rest = &rest[length..];
                }
                assert_eq!(ours, theirs, "{encoding} {lead:02x} {trail:02x}");
            }
        }
    }
}

#[test]
fn cns_has_both_planes() {
    let codec = Codec::of(Encoding::EucTw);
    let count = |prefix: &[u8]| {
        let codes = (0xa1..=0xfeu8).flat_map(|row| (0xa1..=0xfeu8).map(move |column| (row, column)));
        codes.filter(|&(row, column)| matches!(codec.unit(&[prefix, &[row, column]].concat()).1, Unit::Char(_))).count()
    };
    // What glibc's iconv has: 5,867 and 7,650 (docs/decode.md).
    assert_eq!((count(&[]), count(&[0x8e, 0xa2])), (5867, 7650));
    assert_eq!(codec.unit(b"\xc4\xe3").1, Unit::Char('中'));
}
