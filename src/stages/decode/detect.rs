//! Which encoding a page is in, with the evidence.

use std::ops::Range;

use super::declared::{self, Declaration};
use super::limits;
use super::score::{self, Reading, Score};
use super::wide::{Wide, strange_ascii, wide};
use super::{binary, hz, read, sample};
use crate::code::Code;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};
use crate::judge::Judge;
use crate::stage::Resources;
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
pub fn detect(bytes: &[u8], origin: &Origin, resources: &Resources) -> Detection {
    examine(bytes, origin, resources, super::as_utf8(bytes).is_some())
}

/// As [`detect`], for one who knows whether the bytes are valid UTF-8.
pub(super) fn examine(bytes: &[u8], origin: &Origin, resources: &Resources, valid: bool) -> Detection {
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
        return detect_valid(bytes, origin, bytes.is_ascii(), mark.is_some(), resources);
    }
    let controls = binary::controls(bytes) > limits::CONTROLS;
    if !controls && is_utf8_but_for_its_end(bytes) {
        return Detection::certain(Encoding::Utf8, limits::SURE, VALID, "all of it is valid UTF-8, but for a character that its end cuts");
    }
    let wide = wide(bytes, &resources.judge);
    if let Some(Wide { encoding, score, .. }) = wide.filter(|wide| controls || wide.is_clear()) {
        return utf16(encoding, &score);
    }
    if controls {
        return controlled(bytes);
    }
    let (found, belief) = weigh(bytes, origin, &resources.judge, mark.is_some());
    // A few characters of UTF-16 that the judge finds unlikely are still likelier than what else the bytes could be.
    match wide {
        Some(Wide { encoding, score, .. }) if score.whole && limits::PRIOR_WIDE + score.total > belief + strange_ascii(bytes) => utf16(encoding, &score),
        _ => found,
    }
}

/// Whether the page is UTF-8 that was cut inside its last character, with enough characters before that to be no accident.
fn is_utf8_but_for_its_end(bytes: &[u8]) -> bool {
    let Some(lead) = bytes.iter().rev().take(3).position(|&b| b >= 0xc0) else { return false };
    let Some((whole, tail)) = bytes.split_at_checked(bytes.len() - lead - 1) else { return false };
    let cut = std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none());
    let head = whole.get(..limits::CUT_HEAD).unwrap_or(whole);
    cut && head.iter().filter(|&&b| (0xe3..=0xe9).contains(&b)).nth(limits::CUT_HANZI - 1).is_some() && super::as_utf8(whole).is_some()
}

fn controlled(bytes: &[u8]) -> Detection {
    if let Some(name) = binary::is_utf32(bytes) {
        return Detection::none(BINARY, format!("the file is {name} text, which is not read"));
    }
    Detection::none(BINARY, format!("the file is no text: more than {:.0} % of its bytes are controls", 100.0 * limits::CONTROLS))
}

fn utf16(encoding: Encoding, score: &Score) -> Detection {
    let why = format!("read as {encoding} without a byte order mark, {} sampled characters make sense ({:.1} each)", score.units, score.mean());
    Detection::certain(encoding, if score.units >= limits::WIDE_UNITS { limits::SURE } else { limits::WIDE_FEW }, WIDE, why)
}

fn marked(encoding: Encoding, mark: &str) -> Detection {
    Detection::certain(encoding, limits::SURE, MARK, format!("it begins with the byte order mark {mark}"))
}

/// The bytes are valid UTF-8; most often that is what they are.
fn detect_valid(bytes: &[u8], origin: &Origin, ascii: bool, mark: bool, resources: &Resources) -> Detection {
    let share = binary::controls(bytes);
    let controls = share > limits::CONTROLS;
    // Characters of two bytes at most: hanzi of UTF-16 can look so, Chinese in UTF-8 never does.
    let few = bytes.len() <= limits::FEW && (ascii || !bytes.iter().any(|&b| b >= 0xe0));
    if controls || few || memchr::memchr(0, bytes).is_some() {
        let wide = wide(bytes, &resources.judge);
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
        let (found, _) = weigh(bytes, origin, &resources.judge, false);
        if found.encoding != Some(Encoding::Utf8) && found.candidates.first().is_some_and(|c| c.mean > limits::MEDLEY_MEAN) {
            return found;
        }
    }
    if mark {
        return Detection::certain(Encoding::Utf8, 1.0, MARK, "it begins with the byte order mark EF BB BF").with(Some("all of it is valid UTF-8".into()));
    }
    if ascii {
        if let Some(found) = escaped(bytes, &resources.judge) {
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
    // Latin letters fill three blocks, which one word may use.
    let block = |c: char| if c < '\u{250}' { 1 } else { c as u32 >> 7 };
    let mut blocks: Vec<u32> = text.chars().filter(|c| !c.is_ascii()).map(block).collect();
    if blocks.iter().any(|&block| block > 0x7ff >> 7) || text.contains(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    blocks.sort_unstable();
    blocks.dedup();
    blocks.len() > 1
}

/// Whether an ASCII page is HZ: escapes enclose pairs that make sense.
fn escaped(bytes: &[u8], judge: &Judge) -> Option<Detection> {
    let runs = hz::runs(bytes, limits::HZ_RUNS)?;
    let codec = Codec::of(Encoding::Gb18030);
    let (mut units, mut bad, mut total) = (0usize, 0usize, 0.0f32);
    for pair in runs.iter().flat_map(|run| bytes.get(run.clone()).unwrap_or_default().chunks_exact(2)).take(limits::HZ_PAIRS) {
        let &[a, b] = pair else { continue };
        units += 1;
        match codec.unit(&[a | 0x80, b | 0x80]).1 {
            Unit::Char(c) => total += judge.unigram(c).max(limits::RAREST),
            _ => bad += 1,
        }
    }
    let mean = total / (units - bad).max(1) as f32;
    (bad * limits::HZ_GOOD <= units && mean > limits::HZ_MEAN).then(|| {
        Detection::certain(
            Encoding::Hz,
            limits::SURE,
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

/// A reading of the page in one encoding, with what speaks for that.
struct Weighed {
    encoding: Encoding,
    prior: f32,
    score: Score,
    voices: Vec<&'static str>,
    /// The belief in a reading that was given up before its end: as far behind the best one as it was then.
    given_up: Option<f32>,
}

impl Weighed {
    /// An encoding before it is read, on a page that names encodings, each beside whose voice that is.
    fn unread((encoding, usual): (Encoding, f32), names: &Names<'_>, mark: bool) -> Weighed {
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
        Weighed { encoding, prior, score: Score::default(), voices, given_up: None }
    }

    fn belief(&self) -> f32 {
        self.given_up.unwrap_or(self.prior + self.score.total)
    }
}

/// What a page and its transport declare, each with the words for it.
type Names<'a> = [(&'a Option<Declaration>, &'static str); 2];

/// The readings that were not given up.
fn alive(weighed: &[Weighed]) -> impl Iterator<Item = &Weighed> {
    weighed.iter().filter(|w| !w.score.abandoned)
}

fn best_belief(weighed: &[Weighed]) -> f32 {
    alive(weighed).map(Weighed::belief).fold(f32::NEG_INFINITY, f32::max)
}

/// How many readings are worse than the best by less than `distance`; the best is one of them.
fn rivals(weighed: &[Weighed], best: f32, distance: f32) -> usize {
    alive(weighed).filter(|w| w.belief() > best - distance).count()
}

/// The pieces of a page; a mark of UTF-8 before another encoding is no part of its text.
fn pieces(bytes: &[u8], mark: bool, budget: usize) -> Vec<Range<usize>> {
    let skip = if mark { 3 } else { 0 };
    let pieces = sample::pieces(bytes.get(skip..).unwrap_or_default(), budget);
    pieces.into_iter().map(|piece| piece.start + skip..piece.end + skip).collect()
}

/// Reads the pieces in one encoding after the other, character by character. A reading that is worse at its end than another is given up.
fn read_in_turn(weighed: &mut [Weighed], bytes: &[u8], pieces: &[Range<usize>], judge: &Judge) {
    let mut best = f32::NEG_INFINITY;
    for one in weighed {
        one.score = score::score(judge, one.encoding, bytes, pieces, false, best - limits::HOPELESS - one.prior);
        one.given_up = None;
        best = best.max(if one.score.abandoned { f32::NEG_INFINITY } else { one.belief() });
    }
}

/// Reads the pieces in all encodings together, character by character; a reading that falls far behind is given up on the way.
fn read_in_a_race(weighed: &mut [Weighed], bytes: &[u8], pieces: &[Range<usize>], judge: &Judge) {
    // Beside each reading: how far it was behind when it was given up.
    let mut readings: Vec<(Reading<'_>, f32)> = weighed.iter().map(|one| (Reading::new(judge, one.encoding, bytes, pieces, false), 0.0)).collect();
    let (mut goal, mut more, mut best) = (limits::STRIDE, true, f32::NEG_INFINITY);
    while more {
        (more, best) = (false, f32::NEG_INFINITY);
        let running = |((reading, _), _): &(&mut (Reading<'_>, f32), &Weighed)| !reading.score.abandoned;
        for ((reading, _), one) in readings.iter_mut().zip(&*weighed).filter(running) {
            more |= reading.read_to(goal);
            best = best.max(one.prior + reading.belief());
        }
        for ((reading, behind), one) in readings.iter_mut().zip(&*weighed).filter(running) {
            *behind = best - one.prior - reading.belief();
            reading.score.abandoned = *behind > limits::HOPELESS;
        }
        goal += limits::STRIDE;
    }
    for (one, (reading, behind)) in weighed.iter_mut().zip(readings) {
        one.score = reading.finish();
        one.given_up = one.score.abandoned.then_some(best - behind);
    }
}

/// Whether the first look is enough: one reading without a bad code, all others far behind.
fn is_settled(weighed: &[Weighed]) -> bool {
    let Some(best) = alive(weighed).max_by(|a, b| a.belief().total_cmp(&b.belief())) else { return false };
    best.score.bad == 0 && rivals(weighed, best.belief(), 2.0 * limits::CLEAR) == 1 && best.score.mean() > limits::SETTLED_MEAN
}

/// Reads a page in every encoding, best first, and gives the pieces that were read.
fn read_page(bytes: &[u8], names: &Names<'_>, judge: &Judge, mark: bool) -> (Vec<Range<usize>>, Vec<Weighed>) {
    let mut pieces = pieces(bytes, mark, limits::FIRST_LOOK);
    let mut weighed: Vec<Weighed> = CONTENDERS.map(|contender| Weighed::unread(contender, names, mark)).into();
    read_in_a_race(&mut weighed, bytes, &pieces, judge);
    if !is_settled(&weighed) {
        pieces = self::pieces(bytes, mark, limits::SECOND_LOOK);
        read_in_turn(&mut weighed, bytes, &pieces, judge);
    }
    let mut best = best_belief(&weighed);
    // What single characters leave open their order decides.
    if rivals(&weighed, best, limits::CLEAR) > 1 {
        for one in weighed.iter_mut().filter(|w| !w.score.abandoned && w.belief() > best - limits::HOPELESS) {
            one.score = score::score(judge, one.encoding, bytes, &pieces, true, f32::NEG_INFINITY);
            one.given_up = None;
        }
        best = best_belief(&weighed);
        if rivals(&weighed, best, limits::ASK_CHARDETNG) > 1 {
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
    (pieces, weighed)
}

/// Weighs the readings of a page that is not UTF-8. Gives the best one's score for all of the page's bytes too, where the sample is the
/// whole page.
fn weigh(bytes: &[u8], origin: &Origin, judge: &Judge, mark: bool) -> (Detection, f32) {
    let declared = declared::declaration(bytes);
    let transport = origin.charset.as_deref().map(declared::of_label);
    let names = [(&declared, "the page declares it"), (&transport, "the transport declares it")];
    let (pieces, weighed) = read_page(bytes, &names, judge, mark);
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
    let [winner, rest @ ..] = candidates.as_slice() else { return (Detection::none(BINARY, "no encoding reads it"), f32::NEG_INFINITY) };
    evidence.push(format!("of {} sampled characters beyond ASCII, {} do not decode as {}", winner.sampled, winner.bad, winner.encoding));
    if let Some(second) = rest.first() {
        evidence.push(format!("the judge gives each {:.1} as {} and {:.1} as {}", winner.mean, winner.encoding, second.mean, second.encoding));
    }
    if let Some(why) = is_nonsense(winner, bytes, &pieces, judge) {
        return (Detection { candidates, ..Detection::none(BINARY, why) }, best);
    }
    let decided_by_name = !winner.voices.is_empty() && weighed.get(1).is_some_and(|second| second.belief() > best - limits::DECLARED);
    let outside = bytes.len() - pieces.iter().map(Range::len).sum::<usize>();
    let detection = Detection {
        encoding: Some(winner.encoding),
        confidence: winner.probability.min(limits::SURE),
        rule: if decided_by_name { DECLARED } else { JUDGED },
        evidence,
        declared: declared.or(transport).map(|d| d.label),
        candidates,
        rejected: None,
    };
    (detection, best + limits::ASCII * outside as f32)
}

/// Why the likeliest reading of a page makes no text of it, if so.
fn is_nonsense(winner: &Contender, bytes: &[u8], pieces: &[Range<usize>], judge: &Judge) -> Option<String> {
    let Contender { encoding, mean, sampled, bad, .. } = *winner;
    if sampled >= limits::BAD_UNITS && bad as f32 / sampled as f32 > limits::BAD_SHARE && !is_patchwork(judge, bytes, pieces, encoding) {
        return Some(format!("no encoding reads it: as {encoding}, the likeliest, {bad} of {sampled} sampled codes are none"));
    }
    // Every byte is a letter of windows-1252; where they make no words, the page is in an encoding that is not known here, or in none.
    let western = encoding == Encoding::Windows1252 && sampled >= limits::WESTERN_UNITS && mean < limits::WESTERN_NONSENSE;
    western.then(|| "no encoding that is known makes sense of it; as windows-1252, the likeliest, it has no words".to_owned())
}

/// The belief in a page of which some pieces are UTF-8 and the others GB18030 or Big5, and the encoding of most of it.
fn patchwork(judge: &Judge, bytes: &[u8], pieces: &[Range<usize>]) -> Option<(Encoding, f32)> {
    let read = |encoding: Encoding, piece: &Range<usize>| score::score(judge, encoding, bytes, std::slice::from_ref(piece), true, f32::NEG_INFINITY).total;
    let mut best: Option<(Encoding, f32)> = None;
    for (encoding, prior) in [(Encoding::Gb18030, 0.0), (Encoding::Big5, limits::PRIOR_BIG5)] {
        let mut total = prior + limits::PRIOR_PATCHWORK;
        let (mut own, mut utf8) = (0, 0);
        for piece in pieces {
            let (as_own, as_utf8) = (read(encoding, piece), read(Encoding::Utf8, piece));
            total += as_own.max(as_utf8);
            *if as_utf8 > as_own { &mut utf8 } else { &mut own } += piece.len();
        }
        if own > 0 && utf8 > 0 && best.is_none_or(|(_, other)| total > other) {
            best = Some((if utf8 > own { Encoding::Utf8 } else { encoding }, total));
        }
    }
    best
}

/// Whether each piece decodes in some encoding, if not all in the same one.
fn is_patchwork(judge: &Judge, bytes: &[u8], pieces: &[Range<usize>], likeliest: Encoding) -> bool {
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
    detector.feed(bytes.get(..limits::CHARDETNG_HEAD).unwrap_or(bytes), false);
    declared::of_label(detector.guess(None, chardetng::Utf8Detection::Deny).name()).encoding
}
