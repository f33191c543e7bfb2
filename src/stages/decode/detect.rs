//! Which encoding a page is in, with the evidence.

use super::declared::{self, Declaration};
use super::limits;
use super::sample::{self, Piece};
use super::score::{self, Reading, Score};
use super::{binary, hz, read};
use crate::code::Code;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};
use crate::judge::Judge;
use crate::stage::Setup;
use crate::text::Origin;

/// What was seen of a page's encoding, how sure that is, and why.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Detection {
    /// The encoding; none where the page is no text.
    pub encoding: Option<Encoding>,
    /// How sure that is, in 0..=1.
    #[serde(serialize_with = "in_thousandths")]
    pub confidence: f32,
    /// The rule that decided.
    pub rule: Code,
    /// What was seen, in the order it was looked at, in words.
    pub evidence: Vec<String>,
    /// The encoding that the page or its transport names, as it is written there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
    /// The encodings that were weighed against each other, best first; empty where there was nothing to weigh.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Contender>,
    /// Why the page is no text, where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}

/// One encoding that was weighed.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Contender {
    /// The encoding.
    pub encoding: Encoding,
    /// Its share of the belief, in 0..=1.
    #[serde(serialize_with = "in_thousandths")]
    pub probability: f32,
    /// Logarithm of the probability of a sampled character read so, by the judge.
    #[serde(serialize_with = "in_thousandths")]
    pub mean: f32,
    /// Codes sampled that are not ASCII, and how many of them are no code of this encoding.
    pub sampled: usize,
    /// See `sampled`.
    pub bad: usize,
    /// What speaks for it besides the judge: the page's declaration, chardetng.
    pub voices: Vec<&'static str>,
}

/// The byte order mark decides.
pub(super) const MARK: Code = Code::new("D002");
/// The bytes are UTF-8, or ASCII.
pub(super) const VALID: Code = Code::new("D003");
/// The judge decides between readings.
pub(super) const JUDGED: Code = Code::new("D004");
/// The declaration decides.
pub(super) const DECLARED: Code = Code::new("D005");
/// UTF-16 without a mark.
pub(super) const WIDE: Code = Code::new("D006");
/// HZ by its escapes.
pub(super) const ESCAPED: Code = Code::new("D007");
/// Nothing in the file.
pub(super) const EMPTY: Code = Code::new("D010");
/// No text.
pub(super) const BINARY: Code = Code::new("D011");

impl Detection {
    fn certain(encoding: Encoding, confidence: f32, rule: Code, why: impl Into<String>) -> Detection {
        Detection { encoding: Some(encoding), confidence, rule, evidence: vec![why.into()], declared: None, candidates: Vec::new(), rejected: None }
    }

    fn none(rule: Code, why: impl Into<String>) -> Detection {
        let why = why.into();
        Detection { encoding: None, confidence: 1.0, rule, evidence: vec![why.clone()], declared: None, candidates: Vec::new(), rejected: Some(why) }
    }

    fn with(mut self, evidence: Option<String>) -> Detection {
        self.evidence.extend(evidence);
        self
    }
}

/// Detects the encoding of a page. Time does not grow with the page, but for the test whether it is UTF-8.
pub fn detect(bytes: &[u8], origin: &Origin, setup: &Setup) -> Detection {
    examine(bytes, origin, setup, super::as_utf8(bytes).is_some())
}

/// As [`detect`], for one who knows whether the bytes are valid UTF-8.
pub(super) fn examine(bytes: &[u8], origin: &Origin, setup: &Setup, valid: bool) -> Detection {
    if bytes.is_empty() {
        return Detection::none(EMPTY, "the file is empty");
    }
    if let Some(kind) = binary::signature(bytes) {
        return Detection::none(BINARY, format!("the file is no text but {kind}"));
    }
    let mark = read::byte_order_mark(bytes);
    match mark {
        Some(b"\xff\xfe") => return marked(Encoding::Utf16Le, "FF FE"),
        Some(b"\xfe\xff") => return marked(Encoding::Utf16Be, "FE FF"),
        Some(b"\x84\x31\x95\x33") => return marked(Encoding::Gb18030, "84 31 95 33"),
        _ => {}
    }
    if valid {
        return detect_valid(bytes, origin, bytes.is_ascii(), mark.is_some(), setup);
    }
    let controls = binary::controls(bytes) > limits::CONTROLS;
    if !controls && is_utf8_but_for_its_end(bytes) {
        return Detection::certain(Encoding::Utf8, 0.999, VALID, "all of it is valid UTF-8, but for a character that its end cuts");
    }
    let wide = wide(bytes, &setup.judge);
    if let Some(Wide { encoding, score, .. }) = wide.filter(|wide| controls || wide.is_clear()) {
        return utf16(encoding, &score);
    }
    if controls {
        return controlled(bytes);
    }
    let (found, belief) = weigh(bytes, origin, &setup.judge, mark.is_some());
    // A few characters of UTF-16 that the judge finds unlikely are still likelier than what else the bytes could be.
    match wide {
        Some(Wide { encoding, score, .. }) if score.whole && limits::PRIOR_WIDE + score.total > belief + strange_ascii(bytes) => utf16(encoding, &score),
        _ => found,
    }
}

/// Whether the page is UTF-8 that was cut inside its last character, with enough characters before that to be no accident.
fn is_utf8_but_for_its_end(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 6;
    let Some(lead) = bytes.iter().rev().take(3).position(|&b| b >= 0xc0) else { return false };
    let Some((whole, tail)) = bytes.split_at_checked(bytes.len() - lead - 1) else { return false };
    let cut = std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none());
    let head = whole.get(..1024).unwrap_or(whole);
    cut && head.iter().filter(|&&b| (0xe3..=0xe9).contains(&b)).nth(ENOUGH - 1).is_some() && super::as_utf8(whole).is_some()
}

fn controlled(bytes: &[u8]) -> Detection {
    if let Some(name) = binary::is_utf32(bytes) {
        return Detection::none(BINARY, format!("the file is {name} text, which is not read"));
    }
    Detection::none(BINARY, format!("the file is no text: more than {:.0} % of its bytes are controls", 100.0 * limits::CONTROLS))
}

fn utf16(encoding: Encoding, score: &Score) -> Detection {
    let why = format!("read as {encoding} without a byte order mark, {} sampled characters make sense ({:.1} each)", score.units, score.mean());
    Detection::certain(encoding, if score.units >= 8 { 0.999 } else { 0.9 }, WIDE, why)
}

fn marked(encoding: Encoding, mark: &str) -> Detection {
    Detection::certain(encoding, 0.999, MARK, format!("it begins with the byte order mark {mark}"))
}

/// The bytes are valid UTF-8; most often that is what they are.
fn detect_valid(bytes: &[u8], origin: &Origin, ascii: bool, mark: bool, setup: &Setup) -> Detection {
    let share = binary::controls(bytes);
    let controls = share > limits::CONTROLS;
    // Characters of two bytes at most: hanzi of UTF-16 can look so, Chinese in UTF-8 never does.
    let few = bytes.len() <= 64 && (ascii || !bytes.iter().any(|&b| b >= 0xe0));
    if controls || few || memchr::memchr(0, bytes).is_some() {
        let wide = wide(bytes, &setup.judge);
        let plain = limits::ASCII * bytes.len() as f32 + strange_ascii(bytes);
        if let Some(Wide { encoding, score, .. }) = wide.filter(|wide| controls || wide.score.total > plain) {
            return utf16(encoding, &score);
        }
    }
    // Sequences of several bytes that are all valid are no accident: a page of UTF-16 that was read as GBK and saved is full of controls.
    if controls && (ascii || share > limits::CONTROLS_IN_UTF8) {
        return controlled(bytes);
    }
    if !ascii && !mark && few && is_medley(bytes) {
        let (found, _) = weigh(bytes, origin, &setup.judge, false);
        if found.encoding != Some(Encoding::Utf8) && found.candidates.first().is_some_and(|c| c.mean > limits::MEDLEY_MEAN) {
            return found;
        }
    }
    if mark {
        return Detection::certain(Encoding::Utf8, 1.0, MARK, "it begins with the byte order mark EF BB BF").with(Some("all of it is valid UTF-8".into()));
    }
    if ascii {
        if let Some(found) = escaped(bytes, &setup.judge) {
            return found;
        }
        if binary::is_iso_2022(bytes) {
            return Detection::none(BINARY, "the file is ISO-2022 text, which is not read");
        }
        return Detection::certain(Encoding::Utf8, 1.0, VALID, "all of it is ASCII, which is valid UTF-8");
    }
    Detection::certain(Encoding::Utf8, 1.0, VALID, "all of it is valid UTF-8, with characters beyond ASCII")
}

/// A few double-byte characters can by chance be UTF-8 of two bytes each; then the characters come from alphabets that
/// nobody mixes.
fn is_medley(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let mut blocks: Vec<u32> = text.chars().filter(|c| !c.is_ascii()).map(|c| c as u32 >> 7).collect();
    if blocks.iter().any(|&block| block > 0x7ff >> 7) || text.contains(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    blocks.sort_unstable();
    blocks.dedup();
    blocks.len() > 1
}

/// Windows of the page, at even offsets, for reading it as UTF-16.
fn wide_pieces(bytes: &[u8]) -> Vec<Piece> {
    const WINDOW: usize = 48;
    if bytes.len() <= 4 * WINDOW {
        return vec![Piece { at: 0..bytes.len().min(2 * WINDOW) }];
    }
    let places = [0, (bytes.len() / 2) & !1, (bytes.len() - WINDOW) & !1];
    places.into_iter().map(|start| Piece { at: start..start + WINDOW }).collect()
}

/// A unit of UTF-16 that pages are made of: hanzi, marks, Latin letters, kana, hangul.
fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x4e00..=0x9fff | 0x3001..=0x301f | 0xff01..=0xff5e | 0x0020..=0x007e | 0x2010..=0x2026 | 0x3040..=0x30ff | 0xac00..=0xd7a3 | 0x0009 | 0x000a | 0x000d | 0x3000 | 0x00b7 | 0x00e0..=0x00fc)
}

/// A page read as UTF-16 without a mark.
#[derive(Clone, Copy)]
struct Wide {
    encoding: Encoding,
    score: Score,
    structure: Structure,
}

impl Wide {
    /// Whether no other reading need be looked at. Hanzi of GB2312 are hangul when read as UTF-16, so hangul alone never is.
    fn is_clear(&self) -> bool {
        self.score.mean() > limits::WIDE_MEAN && (self.structure.nul || !self.structure.hangul)
    }
}

/// What the units of UTF-16 are, beside being such as pages are made of.
#[derive(Clone, Copy)]
struct Structure {
    /// Every other byte of the ASCII is NUL, and there is enough of it: no other text has that.
    nul: bool,
    /// More than half are hangul.
    hangul: bool,
}

/// Whether the page is UTF-16 without a mark: nearly all units are characters that pages are made of, and the judge
/// finds the text likely.
fn wide(bytes: &[u8], judge: &Judge) -> Option<Wide> {
    if bytes.len() < 4 {
        return None;
    }
    let pieces = wide_pieces(bytes);
    let mut best: Option<Wide> = None;
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let Some(structure) = wide_structure(bytes, &pieces, encoding) else { continue };
        let mut score = score::score(judge, encoding, bytes, &pieces, true, f32::NEG_INFINITY);
        score.whole = pieces.iter().map(|piece| piece.at.len()).sum::<usize>() >= bytes.len();
        if !structure.nul && score.mean() < limits::WIDE_LEAST {
            continue;
        }
        if best.is_none_or(|other| score.mean() > other.score.mean()) {
            best = Some(Wide { encoding, score, structure });
        }
    }
    best
}

/// What the units are, where nearly all are such as pages are made of.
fn wide_structure(bytes: &[u8], pieces: &[Piece], encoding: Encoding) -> Option<Structure> {
    let (mut units, mut good, mut nul, mut hangul) = (0usize, 0usize, 0usize, 0usize);
    for piece in pieces {
        for pair in bytes.get(piece.at.clone()).unwrap_or_default().chunks_exact(2) {
            let &[a, b] = pair else { continue };
            let unit = if encoding == Encoding::Utf16Le { u16::from_le_bytes([a, b]) } else { u16::from_be_bytes([a, b]) };
            units += 1;
            good += usize::from(is_plain(unit));
            nul += usize::from(unit < 0x80);
            hangul += usize::from(matches!(unit, 0xac00..=0xd7a3));
            // Most pages are something else, and show it at once.
            if units == 8 && good < 4 {
                return None;
            }
        }
    }
    let usual = units > 0 && good as f32 >= limits::WIDE_PLAIN * units as f32;
    usual.then_some(Structure { nul: 6 * nul >= units && nul >= 4, hangul: 2 * hangul > units })
}

/// How much less likely the ASCII of a short page is as text than a flat [`limits::ASCII`] for each byte: bytes of UTF-16 are
/// capitals, marks and controls as often as not.
fn strange_ascii(bytes: &[u8]) -> f32 {
    bytes
        .iter()
        .map(|byte| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b' ' | b'\n' | b'\r' | b'\t' | 0x80.. => 0.0,
            b'A'..=b'Z' | b',' | b'.' | b'-' | b'<' | b'>' | b'/' | b'"' | b'=' => limits::ASCII_CAPITAL,
            0x20..=0x7e => limits::ASCII_MARK,
            _ => limits::ASCII_CONTROL,
        })
        .sum()
}

/// Whether an ASCII page is HZ: escapes enclose pairs that make sense.
fn escaped(bytes: &[u8], judge: &Judge) -> Option<Detection> {
    let runs = hz::runs(bytes, 16)?;
    let codec = Codec::of(Encoding::Gb18030);
    let (mut units, mut bad, mut total) = (0usize, 0usize, 0.0f32);
    for pair in runs.iter().flat_map(|run| bytes.get(run.clone()).unwrap_or_default().chunks_exact(2)).take(64) {
        let &[a, b] = pair else { continue };
        units += 1;
        match codec.unit(&[a | 0x80, b | 0x80]).1 {
            Unit::Char(c) => total += judge.unigram(c).max(limits::RAREST),
            _ => bad += 1,
        }
    }
    let mean = total / (units - bad).max(1) as f32;
    (bad * 10 <= units && mean > limits::HZ_MEAN).then(|| {
        Detection::certain(
            Encoding::Hz,
            0.999,
            ESCAPED,
            format!("all of it is ASCII, with HZ escapes around {units} sampled characters that make sense ({mean:.1} each)"),
        )
    })
}

/// The encodings that are weighed, with the logarithm of how usual they are among pages in no Unicode encoding.
const CONTENDERS: [(Encoding, f32); 8] = [
    (Encoding::Gb18030, 0.0),
    (Encoding::Big5, limits::PRIOR_BIG5),
    (Encoding::Utf8, limits::PRIOR_BROKEN_UTF8),
    (Encoding::EucKr, limits::PRIOR_EUC_KR),
    (Encoding::ShiftJis, limits::PRIOR_SHIFT_JIS),
    (Encoding::EucJp, limits::PRIOR_EUC_JP),
    (Encoding::EucTw, limits::PRIOR_EUC_TW),
    (Encoding::Windows1252, limits::PRIOR_WINDOWS_1252),
];

struct Weighed {
    encoding: Encoding,
    prior: f32,
    score: Score,
    voices: Vec<&'static str>,
    /// The belief in a reading that was given up before its end: as far behind the best one as it was then.
    given_up: Option<f32>,
}

impl Weighed {
    fn belief(&self) -> f32 {
        self.given_up.unwrap_or(self.prior + self.score.total)
    }
}

/// The pieces of a page; a mark of UTF-8 before another encoding is no part of its text.
fn pieces(bytes: &[u8], mark: bool, budget: usize) -> Vec<Piece> {
    let skip = if mark { 3 } else { 0 };
    let mut pieces = sample::pieces(bytes.get(skip..).unwrap_or_default(), budget);
    pieces.iter_mut().for_each(|piece| piece.at = piece.at.start + skip..piece.at.end + skip);
    pieces
}

/// The prior of an encoding on a page that names encodings, and whose voices those are.
fn prior(encoding: Encoding, usual: f32, names: &[(&Option<Declaration>, &'static str)], mark: bool) -> (f32, Vec<&'static str>) {
    let (mut prior, mut voices) = (usual, Vec::new());
    for (name, voice) in names {
        if name.as_ref().and_then(|d| d.encoding) == Some(encoding) {
            // Servers and editors write iso-8859-1 without looking.
            prior += if encoding == Encoding::Windows1252 { limits::DECLARED_WESTERN } else { limits::DECLARED };
            voices.push(*voice);
        }
    }
    if mark && encoding == Encoding::Utf8 {
        prior += limits::DECLARED;
        voices.push("the byte order mark");
    }
    (prior, voices)
}

/// Reads the pieces in every encoding, character by character. In a race all readings go forward together, and one that falls far behind
/// is given up on the way; otherwise only one that is worse at its end than another.
fn read_all(bytes: &[u8], pieces: &[Piece], names: &[(&Option<Declaration>, &'static str)], judge: &Judge, mark: bool, race: bool) -> Vec<Weighed> {
    let priors = CONTENDERS.map(|(encoding, usual)| (encoding, prior(encoding, usual, names, mark)));
    if race {
        return read_in_a_race(bytes, pieces, priors, judge);
    }
    let mut best = f32::NEG_INFINITY;
    let mut weighed: Vec<Weighed> = Vec::with_capacity(CONTENDERS.len());
    for (encoding, (prior, voices)) in priors {
        let score = score::score(judge, encoding, bytes, pieces, false, best - limits::HOPELESS - prior);
        best = best.max(if score.abandoned { f32::NEG_INFINITY } else { prior + score.total });
        weighed.push(Weighed { encoding, prior, score, voices, given_up: None });
    }
    weighed
}

fn read_in_a_race(bytes: &[u8], pieces: &[Piece], priors: [(Encoding, (f32, Vec<&'static str>)); 8], judge: &Judge) -> Vec<Weighed> {
    // Beside each reading: how far it was behind when it was given up.
    let mut readings = priors.map(|(encoding, priors)| (Reading::new(judge, encoding, bytes, pieces, false), priors, 0.0f32));
    let (mut goal, mut more, mut best) = (score::STRIDE, true, f32::NEG_INFINITY);
    while more {
        (more, best) = (false, f32::NEG_INFINITY);
        for (reading, (prior, _), _) in readings.iter_mut().filter(|(reading, ..)| !reading.score.abandoned) {
            more |= reading.read_to(goal);
            best = best.max(*prior + reading.belief());
        }
        for (reading, (prior, _), behind) in readings.iter_mut().filter(|(reading, ..)| !reading.score.abandoned) {
            *behind = best - *prior - reading.belief();
            reading.score.abandoned = *behind > limits::HOPELESS;
        }
        goal += score::STRIDE;
    }
    let weighed = |(reading, (prior, voices), behind): (Reading<'_>, (f32, Vec<&'static str>), f32)| {
        let (encoding, score) = (reading.encoding, reading.finish());
        Weighed { encoding, prior, score, voices, given_up: score.abandoned.then_some(best - behind) }
    };
    readings.into_iter().map(weighed).collect()
}

/// Whether the first look is enough: one reading without a bad code, all others far behind.
fn is_settled(weighed: &[Weighed]) -> bool {
    let Some(best) = weighed.iter().filter(|w| !w.score.abandoned).max_by(|a, b| a.belief().total_cmp(&b.belief())) else { return false };
    let rivals = weighed.iter().filter(|w| !w.score.abandoned && w.belief() > best.belief() - 2.0 * limits::CLEAR).count();
    best.score.bad == 0 && rivals == 1 && best.score.mean() > limits::SETTLED_MEAN
}

/// Weighs the readings of a page that is not UTF-8. Gives the best one's score for all of the page's bytes too, where the sample is the
/// whole page.
fn weigh(bytes: &[u8], origin: &Origin, judge: &Judge, mark: bool) -> (Detection, f32) {
    let declared = declared::declaration(bytes);
    let transport = origin.charset.as_deref().map(declared::of_label);
    let names = [(&declared, "the page declares it"), (&transport, "the transport declares it")];
    let mut pieces = pieces(bytes, mark, sample::FIRST_LOOK);
    let mut weighed = read_all(bytes, &pieces, &names, judge, mark, true);
    if !is_settled(&weighed) {
        pieces = self::pieces(bytes, mark, sample::SECOND_LOOK);
        weighed = read_all(bytes, &pieces, &names, judge, mark, false);
    }
    let mut best = weighed.iter().filter(|w| !w.score.abandoned).map(Weighed::belief).fold(f32::NEG_INFINITY, f32::max);
    // What single characters leave open their order decides.
    let open = |weighed: &[Weighed], best: f32| weighed.iter().filter(|w| !w.score.abandoned && w.belief() > best - limits::CLEAR).count() > 1;
    if open(&weighed, best) {
        for one in weighed.iter_mut().filter(|w| !w.score.abandoned && w.belief() > best - limits::HOPELESS) {
            one.score = score::score(judge, one.encoding, bytes, &pieces, true, f32::NEG_INFINITY);
            one.given_up = None;
        }
        best = weighed.iter().filter(|w| !w.score.abandoned).map(Weighed::belief).fold(f32::NEG_INFINITY, f32::max);
        if weighed.iter().filter(|w| !w.score.abandoned && w.belief() > best - limits::ASK_CHARDETNG).count() > 1 {
            let voice = chardetng_says(bytes);
            if let Some(one) = weighed.iter_mut().find(|w| Some(w.encoding) == voice) {
                one.prior += limits::CHARDETNG;
                one.voices.push("chardetng");
            }
        }
    }
    if !is_settled(&weighed)
        && let Some((encoding, total)) = patchwork(judge, bytes, &pieces)
        && total > best
        && let Some(one) = weighed.iter_mut().find(|w| w.encoding == encoding)
    {
        one.score.total = total - one.prior;
        one.score.abandoned = false;
        one.given_up = None;
        one.voices.push("stretches in another encoding");
    }
    weighed.sort_by(|a, b| a.score.abandoned.cmp(&b.score.abandoned).then(b.belief().total_cmp(&a.belief())));
    let best = weighed.first().map_or(0.0, Weighed::belief);
    let sum: f32 = weighed.iter().map(|w| crate::number::exp_f32(w.belief() - best)).sum();
    let candidates: Vec<Contender> = weighed
        .iter()
        .map(|w| Contender {
            encoding: w.encoding,
            probability: crate::number::exp_f32(w.belief() - best) / sum,
            mean: w.score.mean(),
            sampled: w.score.units,
            bad: w.score.bad,
            voices: w.voices.clone(),
        })
        .collect();
    let mut evidence = vec!["it is not valid UTF-8".to_owned()];
    let names = [(&declared, "the page"), (&transport, "the transport")];
    evidence.extend(names.iter().filter_map(|(d, who)| d.as_ref().map(|d| format!("{who} declares {}", d.label))));
    let Some(winner) = candidates.first() else { return (Detection::none(BINARY, "no encoding reads it"), f32::NEG_INFINITY) };
    evidence.push(format!("of {} sampled characters beyond ASCII, {} do not decode as {}", winner.sampled, winner.bad, winner.encoding));
    if let Some(second) = candidates.get(1) {
        evidence.push(format!("the judge gives each {:.1} as {} and {:.1} as {}", winner.mean, winner.encoding, second.mean, second.encoding));
    }
    let suspicious = weighed.first().is_some_and(|w| w.score.units >= 16 && w.score.bad_share() > limits::BAD_SHARE);
    let hopeless = suspicious && !is_patchwork(judge, bytes, &pieces, winner.encoding);
    if hopeless {
        let mut none = Detection::none(
            BINARY,
            format!("no encoding reads it: as {}, the likeliest, {} of {} sampled codes are none", winner.encoding, winner.bad, winner.sampled),
        );
        none.candidates = candidates;
        return (none, best);
    }
    // Every byte is a letter of windows-1252; where they make no words, the page is in an encoding that is not known here, or in none.
    if winner.encoding == Encoding::Windows1252 && winner.sampled >= 32 && winner.mean < limits::WESTERN_NONSENSE {
        let mut none = Detection::none(BINARY, "no encoding that is known makes sense of it; as windows-1252, the likeliest, it has no words");
        none.candidates = candidates;
        return (none, best);
    }
    let decided_by_name = !winner.voices.is_empty() && weighed.get(1).is_some_and(|second| second.belief() > best - limits::DECLARED);
    let outside = bytes.len() - pieces.iter().map(|piece| piece.at.len()).sum::<usize>();
    let detection = Detection {
        encoding: Some(winner.encoding),
        confidence: winner.probability.min(0.999),
        rule: if decided_by_name { DECLARED } else { JUDGED },
        evidence,
        declared: declared.or(transport).map(|d| d.label),
        candidates,
        rejected: None,
    };
    (detection, best + limits::ASCII * outside as f32)
}

/// The belief in a page of which some pieces are UTF-8 and the others GB18030 or Big5, and the encoding of most of it.
fn patchwork(judge: &Judge, bytes: &[u8], pieces: &[Piece]) -> Option<(Encoding, f32)> {
    let read = |encoding: Encoding, piece: &Piece| score::score(judge, encoding, bytes, std::slice::from_ref(piece), true, f32::NEG_INFINITY).total;
    let mut best: Option<(Encoding, f32)> = None;
    for (encoding, prior) in [(Encoding::Gb18030, 0.0), (Encoding::Big5, limits::PRIOR_BIG5)] {
        let mut total = prior + limits::PRIOR_PATCHWORK;
        let (mut own, mut utf8) = (0, 0);
        for piece in pieces {
            let (as_own, as_utf8) = (read(encoding, piece), read(Encoding::Utf8, piece));
            total += as_own.max(as_utf8);
            *if as_utf8 > as_own { &mut utf8 } else { &mut own } += piece.at.len();
        }
        if own > 0 && utf8 > 0 && best.is_none_or(|(_, other)| total > other) {
            best = Some((if utf8 > own { Encoding::Utf8 } else { encoding }, total));
        }
    }
    best
}

/// Whether each piece decodes in some encoding, if not all in the same one.
fn is_patchwork(judge: &Judge, bytes: &[u8], pieces: &[Piece], likeliest: Encoding) -> bool {
    let (mut units, mut bad) = (0, 0);
    for piece in pieces {
        let readings = [likeliest, Encoding::Utf8, Encoding::Gb18030]
            .map(|encoding| score::score(judge, encoding, bytes, std::slice::from_ref(piece), false, f32::NEG_INFINITY));
        let Some(best) = readings.iter().min_by(|a, b| a.bad_share().total_cmp(&b.bad_share())) else { continue };
        units += best.units;
        bad += best.bad;
    }
    bad as f32 <= limits::BAD_SHARE * units as f32
}

/// Three decimals say enough, and hide that the number is an `f32`.
fn in_thousandths<S: serde::Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*value) * 1000.0).round() / 1000.0)
}

/// chardetng's guess from a bounded start of the page. It is told of no top-level domain (which it trusts too much) and that more follows
/// (or it takes a cut character for an error).
fn chardetng_says(bytes: &[u8]) -> Option<Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..1024).unwrap_or(bytes), false);
    declared::of_label(detector.guess(None, chardetng::Utf8Detection::Deny).name()).encoding
}
