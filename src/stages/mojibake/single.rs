//! Text that was read in a code page of one byte a character: of a run all is explained, or nothing is.
//!
//! UTF-8 is told by its sequences: they are looked for in each cluster of characters that are not ASCII, so that a name in a good line is read,
//! and what is left over of a cluster counts against it. GBK and Big5 pair a byte with any other; there the whole run must read, and
//! make sense to the judge. Which page it was is open: all that have every character of a run compete, and so does the text as it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::chain::{Chain, Piece, Repair};
use super::codec::Codec;
use super::control;
use super::letters::Scorer;
use super::limits;
use super::mark::is_mark;
use super::pages::{Pages, Set};
use super::repair::{Reader, chinese, hanzi};
use super::scan::{LATIN, ODD, RARE};
use super::sequences::{Cluster, sequences};
use crate::judge::State;

/// A stretch of a line whose characters that are not ASCII all stand in some page of one byte.
struct Run {
    at: Range<usize>,
    /// The pages that have all of them.
    pages: Set,
}

/// The bytes that a run may have been made of.
struct Raw<'a> {
    bytes: &'a [u8],
    /// The page they were read in, and the one that what came of it was read in.
    page: u8,
    outer: Option<u8>,
    /// The ASCII character after the run.
    next: Option<char>,
    /// How likely the run is as it stands (natural logarithm).
    before: f32,
}

/// One cluster read again.
struct Mended {
    at: Range<usize>,
    with: String,
    outer: Option<u8>,
    gain: f32,
    complete: usize,
    lost: usize,
    blanks: usize,
}

impl Reader<'_> {
    /// Repairs of a line that was read in a page of one byte, those of the page that explains most.
    pub(super) fn paged(&self, line: &Range<usize>, out: &mut Vec<Repair>) {
        let mut found = self.whole_runs(line);
        found.extend(self.best_page(line));
        found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        // What is taken: where it begins, and where it ends. No two overlap, so the one that begins last before the end of another tells.
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        for repair in out.iter() {
            let end = taken.entry(repair.at.start).or_default();
            *end = repair.at.end.max(*end);
        }
        for repair in found {
            let is_free = |taken: &BTreeMap<usize, usize>| taken.range(..repair.at.end).next_back().is_none_or(|(_, end)| *end <= repair.at.start);
            if repair.gain > 0.0 && repair.is_text() && is_free(&taken) {
                taken.insert(repair.at.start, repair.at.end);
                out.push(repair);
            }
        }
    }

    pub(super) fn scorer(&self, line: &Range<usize>, at: usize) -> Scorer<'_> {
        let before = self.text.get(line.start..at).and_then(|before| before.chars().next_back());
        self.letters.reader(self.judge, self.state_before(line, at), before)
    }

    /// The runs of a line, with and without the marks around them.
    fn runs(&self, line: &Range<usize>) -> Vec<Run> {
        let pages = &self.codecs.pages;
        let Some(text) = self.text.get(line.clone()) else { return Vec::new() };
        let (mut runs, mut open): (Vec<Run>, Option<Range<usize>>) = (Vec::new(), None);
        let mut close = |open: &mut Option<Range<usize>>| {
            let Some(at) = open.take() else { return };
            let trimmed = self.text[at.clone()].trim_matches(is_mark);
            let start = at.start + self.text[at.clone()].find(trimmed).unwrap_or_default();
            let inner = start..start + trimmed.len();
            for at in [at.clone(), inner.clone()].into_iter().take(if inner == at { 1 } else { 2 }) {
                let set = self.text[at.clone()].chars().filter(|c| !c.is_ascii()).fold(Set::MAX, |set, c| set & pages.having(c));
                if set != 0 && set != Set::MAX {
                    runs.push(Run { at, pages: set });
                }
            }
        };
        for (place, c) in text.char_indices() {
            let at = line.start + place;
            if c.is_ascii() {
                continue;
            }
            if pages.having(c) == 0 {
                close(&mut open);
            } else if let Some(open) = open.as_mut().filter(|open| at - open.start < limits::LONGEST) {
                open.end = at + c.len_utf8();
            } else {
                close(&mut open);
                open = Some(at..at + c.len_utf8());
            }
        }
        close(&mut open);
        runs
    }

    /// The bytes of a run in a page.
    fn bytes(&self, page: u8, text: &str) -> Option<Vec<u8>> {
        text.chars().map(|c| self.codecs.pages.byte(page, c)).collect()
    }

    /// The best reading as GBK or Big5 of each run.
    fn whole_runs(&self, line: &Range<usize>) -> Vec<Repair> {
        let mut found: Vec<Repair> = Vec::new();
        for run in self.runs(line) {
            let text = self.text.get(run.at.clone()).unwrap_or_default();
            let before = self.scorer(line, run.at.start).read(text);
            let next = self.text.get(run.at.end..line.end).and_then(|rest| rest.chars().next()).filter(|c| ('@'..='~').contains(c));
            for page in Pages::of(run.pages) {
                let Some(bytes) = self.bytes(page, text) else { continue };
                let mut add = |bytes: &[u8], outer: Option<u8>, inner: u8| {
                    for right in [Codec::Gbk, Codec::Big5] {
                        found.extend(self.weigh_whole(line, &run, right, &Raw { bytes, page: inner, outer, next, before }));
                    }
                };
                if std::str::from_utf8(&bytes).is_err() {
                    add(&bytes, None, page);
                } else if let Ok(once) = String::from_utf8(bytes)
                    && !once.is_ascii()
                {
                    let inner = once.chars().filter(|c| !c.is_ascii()).fold(Set::MAX, |set, c| set & self.codecs.pages.having(c));
                    for inner in Pages::of(inner) {
                        if let Some(bytes) = self.bytes(inner, &once).filter(|bytes| std::str::from_utf8(bytes).is_err()) {
                            add(&bytes, Some(page), inner);
                        }
                    }
                }
            }
        }
        found
    }

    /// Reads the bytes of a whole run; `None` where they do not all read, or make no text. The run takes the ASCII character after it where its
    /// last byte wants one.
    fn weigh_whole(&self, line: &Range<usize>, run: &Run, right: Codec, raw: &Raw<'_>) -> Option<Repair> {
        let &Raw { bytes, page, outer, next, before } = raw;
        let decode = |bytes: &[u8]| {
            let encoding = if right == Codec::Gbk { encoding_rs::GB18030 } else { encoding_rs::BIG5 };
            encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
        };
        let (with, end) = match (decode(bytes), next) {
            (Some(with), _) => (with, run.at.end),
            (None, Some(next)) => {
                let longer: Vec<u8> = bytes.iter().copied().chain([next as u8]).collect();
                (decode(&longer)?, run.at.end + 1)
            }
            _ => return None,
        };
        let (mut odd, mut han) = (0usize, 0usize);
        for c in with.chars().filter(|c| !c.is_ascii()) {
            let class = self.classes.of(c);
            han += usize::from(crate::chars::is_han(c));
            odd += usize::from(class & RARE != 0 || !crate::chars::is_han(c) && class & !(RARE | super::scan::ODD_FORM) != 0);
        }
        // Beside bytes that did not decode a few characters are chance.
        let beside = [self.text[..run.at.start].chars().next_back(), self.text[run.at.end..].chars().next()];
        if beside.contains(&Some('\u{fffd}')) && han < limits::BESIDE_LOST {
            return None;
        }
        // What no page of text has shows that the page of one byte was another.
        if hanzi(&with) < limits::WHOLE_LEAST || odd * limits::WHOLE_ODD > han {
            return None;
        }
        if self.has_nonsense(&with) {
            return None;
        }
        // Signs and letters side by side make two or three hanzi in some page: of few, only common words in the page of the web are a reading.
        let mean = self.mean(State::default(), &with);
        let short = hanzi(&with) < limits::WHOLE_SHORT;
        if short && (outer.is_some() || self.codecs.pages.prior(page) < 0.0 || odd > 0 || mean < limits::WHOLE_SHORT_MEAN) {
            return None;
        }
        let at = run.at.start..end;
        let mut new = self.scorer(line, at.start);
        let mut old = new.clone();
        let after = new.read(&with);
        let old = if end == run.at.end { before } else { old.read(&self.text[at.clone()]) };
        let weight = chinese(&with);
        let chain = Chain { page: Some(page), outer, ..Chain::new(right, Codec::Page) };
        let gain = after - old + self.codecs.pages.prior(page) + if right == Codec::Big5 { limits::BIG5_AND_PAGE } else { 0.0 };
        Some(Repair { at: at.clone(), pieces: vec![Piece::sure(at, with)], chain, gain, weight, mean, proven: false })
    }

    /// Whether a stretch of a reading makes so little sense that a byte may be lost before it, and all after it is read a byte too early.
    fn has_nonsense(&self, with: &str) -> bool {
        let mut state = State::default();
        let scores: Vec<f32> = with
            .chars()
            .filter_map(|c| {
                let (next, score) = self.judge.step(state, c);
                state = next;
                (!c.is_ascii()).then_some(score)
            })
            .collect();
        let is_low = |length: usize, mean: f32| scores.windows(length).any(|window| window.iter().sum::<f32>() < mean * length as f32);
        is_low(limits::WINDOW, limits::WINDOW_MEAN) || is_low(limits::SHORT_WINDOW, limits::SHORT_WINDOW_MEAN)
    }

    /// The page whose sequences of UTF-8 explain most of a line.
    fn best_page(&self, line: &Range<usize>) -> Vec<Repair> {
        let text = self.text.get(line.clone()).unwrap_or_default();
        let all = text.chars().filter(|c| !c.is_ascii()).fold(0, |set, c| set | self.codecs.pages.having(c));
        let mut best: (f32, Vec<Repair>) = (0.0, Vec::new());
        for page in Pages::of(all) {
            let repairs = self.sequences_in(page, line);
            let total: f32 = repairs.iter().map(|repair| repair.gain).sum();
            if total > best.0 {
                best = (total, repairs);
            }
        }
        // Signs that it leaves over are no text, and so speak against it.
        let mut taken: Vec<Range<usize>> = best.1.iter().flat_map(|repair| repair.pieces.iter().map(|piece| piece.at.clone())).collect();
        taken.sort_by_key(|at| at.start);
        let is_taken = |at: usize| control::is_within(&taken, at);
        let is_sign = |c: char| !c.is_ascii() && !c.is_alphabetic() && !is_mark(c) && self.codecs.pages.having(c) != 0;
        let signs = text.char_indices().filter(|&(place, c)| is_sign(c) && !is_taken(line.start + place)).count();
        let left_over = limits::SIGN_LEFT_OVER * signs as f32 / best.1.len().max(1) as f32;
        best.1.iter_mut().filter(|repair| !repair.proven).for_each(|repair| repair.gain += left_over);
        // Good letters and marks beside them speak for the text as it stands.
        if control::has_good_marks(text, &taken, line.start) {
            best.1.iter_mut().filter(|repair| !repair.proven).for_each(|repair| repair.gain += limits::WELL_DECODED);
        }
        best.1
    }

    /// The repairs of a line by one page: clusters that stand close together are one repair, as what is known of one tells of the others.
    fn sequences_in(&self, page: u8, line: &Range<usize>) -> Vec<Repair> {
        let text = self.text.get(..line.end).unwrap_or_default();
        let mut mended: Vec<Mended> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for cluster in sequences(&self.codecs.pages, page, text, line.start) {
            let is_new = seen.insert(self.text.get(cluster.at.clone()).unwrap_or_default().to_owned());
            // The same again is little more evidence: borders of tables, laughter.
            mended
                .extend(self.weigh_cluster(page, line, cluster).map(|one| Mended { gain: if is_new { one.gain } else { one.gain / limits::REPEATED }, ..one }));
        }
        // Of hanzi few have a hard blank; more show that blanks stand for other bytes.
        let is_chinese = |one: &Mended| one.with.chars().any(crate::chars::is_han);
        let blanks: usize = mended.iter().filter(|one| is_chinese(one)).map(|one| one.blanks).sum();
        let complete: usize = mended.iter().filter(|one| is_chinese(one)).map(|one| one.complete).sum();
        if blanks > 1 + complete / limits::SEQUENCES_FOR_BLANK {
            mended.retain(|one| one.blanks == 0 || !is_chinese(one));
        }
        let mut repairs: Vec<Repair> = Vec::new();
        let prior = self.codecs.pages.prior(page);
        for group in mended.chunk_by(|a, b| b.at.start - a.at.end <= limits::CLUSTERS_APART && b.at.end - a.at.start <= limits::LONGEST) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let with: String = group.iter().map(|one| one.with.as_str()).collect();
            let complete: usize = group.iter().map(|one| one.complete).sum();
            let lost: usize = group.iter().map(|one| one.lost).sum();
            if lost > complete {
                continue;
            }
            let weight = chinese(&with);
            let mean = if weight * limits::CHINESE_SHARE > with.chars().count() { self.mean(State::default(), &with) } else { 0.0 };
            let plain = |c: char| !matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
            let outer = group.iter().find_map(|one| one.outer).map(|_| page);
            let inner = group.iter().find_map(|one| one.outer).unwrap_or(page);
            repairs.push(Repair {
                at: first.at.start..last.at.end,
                pieces: group.iter().map(|one| Piece::sure(one.at.clone(), one.with.clone())).collect(),
                chain: Chain { page: Some(inner), outer, ..Chain::new(Codec::Utf8, Codec::Page) },
                gain: group.iter().map(|one| one.gain).sum::<f32>() + prior,
                weight,
                mean,
                proven: complete >= limits::PROOF && with.chars().all(plain),
            });
        }
        repairs
    }

    /// What a cluster gains, read once or twice. `outer` of the result is the page of the second reading.
    fn weigh_cluster(&self, page: u8, line: &Range<usize>, cluster: Cluster) -> Option<Mended> {
        let Cluster { at, with, complete, lost, blanks, cost } = cluster;
        let old = self.text.get(at.clone())?;
        // Marks that Chinese text uses are no damage in it: “数据要素×”.
        let is_usual = |c: char| self.classes.of(c) & (LATIN | ODD) == 0;
        if old.chars().all(is_usual) && self.text.get(line.clone()).is_some_and(|line| line.chars().any(crate::chars::is_han)) {
            return None;
        }
        // Tones of dialects are written so: æ²¹ is a syllable before it is 油.
        if with.chars().any(crate::chars::is_han) && old.chars().skip(1).all(|c| matches!(c, '¹' | '²' | '³')) {
            return None;
        }
        let next = self.text.get(at.end..line.end).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let start = self.scorer(line, at.start);
        let score = |text: &str| {
            let mut scorer = start.clone();
            scorer.read(text) + scorer.step(next)
        };
        let before = score(old);
        let mut best = Mended { gain: score(&with) - before + cost, at, with, outer: None, complete, lost, blanks };
        if !best.with.chars().any(crate::chars::is_han) {
            let set = best.with.chars().filter(|c| !c.is_ascii()).fold(Set::MAX, |set, c| set & self.codecs.pages.having(c));
            let once = best.with.clone();
            for inner in Pages::of(set) {
                let mut again = sequences(&self.codecs.pages, inner, &once, 0);
                let Some(Cluster { at, with, cost: more, .. }) = again.next().filter(|again| again.at == (0..once.len())) else { continue };
                let gain = score(&with) - before + cost + more + self.codecs.pages.prior(inner) - self.codecs.pages.prior(page);
                if gain > best.gain && at.end == once.len() {
                    best = Mended { gain, with, outer: Some(inner), ..best };
                }
            }
        }
        best.with = best.with.trim_start_matches('\u{feff}').to_owned();
        // Tables are drawn with half of what code page 437 makes of letters.
        if old.chars().all(|c| matches!(c, '\u{2500}'..='\u{259f}')) {
            best.gain = best.gain.min(limits::DRAWN);
        }
        (best.gain > 0.0).then_some(best)
    }
}
