//! How well torn text is restored: tears clean text itself, cleans it again, and prints exact sentences, wrong hanzi and how often
//! readings of each probability are right.
//!
//!     cargo run --release --features measure --example lacuna_figures -- [options] FILE_OR_FOLDER…
//!       --each N        sentences of each form of the damage (default 100)
//!       --join          lines that end within a sentence go on in the next one (print, OCR truth)
//!       --half 0|1      only one half of the sentences, by hash: fit on one, report the other
//!       --page N        N lines of text as one page, so that it can be evidence for itself (default 1)
//!       --only-first    only the first form: ；？ with pairs dropped
//!       --model FILE    another judge than the embedded one
//!       --fails         prints every sentence that does not come out exact
//!
//! Widths are folded on both sides before comparing. A reading is right if the truth has it at its place; a stretch is judged whole.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiaokan::StageName;
use jiaokan::judge::{Judge, fold as folded_form};
use jiaokan::{Config, Document, Pipeline};

#[allow(dead_code)]
#[path = "../src/stages/lacuna/damage.rs"]
mod damage;
#[allow(dead_code)]
#[path = "calibrate/truth.rs"]
mod truth;
use damage::{FOUR_MARKS, SIX_MARKS, Tear};
use truth::{Aligned, folded};

type Failure = Box<dyn std::error::Error>;

/// One way in which pages were torn.
#[derive(Clone, Copy)]
struct Form {
    name: &'static str,
    marks: &'static [char],
    dropped: bool,
    folded: bool,
    traditional: bool,
    /// Bytes of GB18030 rather than text.
    raw: bool,
}

const PLAIN: Form = Form { name: "；？ dropped", marks: FOUR_MARKS, dropped: true, folded: false, traditional: false, raw: false };
const FORMS: &[Form] = &[
    PLAIN,
    Form { name: "；？ kept", dropped: false, ..PLAIN },
    Form { name: "；？ dropped, folded", folded: true, ..PLAIN },
    Form { name: "；？！： dropped", marks: SIX_MARKS, ..PLAIN },
    Form { name: "；？！： kept, folded", marks: SIX_MARKS, dropped: false, folded: true, ..PLAIN },
    Form { name: "；？！： dropped, traditional", marks: SIX_MARKS, traditional: true, ..PLAIN },
    Form { name: "raw GB18030, any A3", dropped: false, raw: true, ..PLAIN },
];

#[derive(Default)]
struct Options {
    each: usize,
    join: bool,
    half: Option<u64>,
    page: usize,
    only_first: bool,
    model: Option<PathBuf>,
    fails: bool,
    paths: Vec<PathBuf>,
}

fn options() -> Result<Options, Failure> {
    let mut options = Options { each: 100, page: 1, ..Options::default() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} wants a value"));
        match argument.as_str() {
            "--each" => options.each = value()?.parse()?,
            "--half" => options.half = Some(value()?.parse()?),
            "--page" => options.page = value()?.parse()?,
            "--model" => options.model = Some(value()?.into()),
            "--join" => options.join = true,
            "--only-first" => options.only_first = true,
            "--fails" => options.fails = true,
            path => options.paths.push(path.into()),
        }
    }
    if options.paths.is_empty() { Err("which text? give a file or a folder".into()) } else { Ok(options) }
}

/// The units of the measurement: lines or sentences of 12 to 120 characters, each once, in an order that depends on nothing but themselves.
fn sentences(options: &Options) -> Result<Vec<String>, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in &options.paths {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path)?.filter_map(|entry| entry.ok().map(|entry| entry.path())));
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    let mut seen = HashSet::new();
    let mut list = Vec::new();
    for file in files {
        let mut paragraph = String::new();
        for line in read(&file)?.lines().map(str::trim) {
            paragraph.push_str(line);
            if options.join && !line.is_empty() && !line.ends_with(['。', '；', '：', '！', '？', '”', '）']) {
                continue;
            }
            for piece in pieces(&paragraph) {
                let hash = hash_of(piece);
                let wanted = options.half.is_none_or(|half| hash >> 17 & 1 == half);
                if wanted && (12..=120).contains(&piece.chars().count()) && seen.insert(hash) {
                    list.push((hash, piece.to_owned()));
                }
            }
            paragraph.clear();
        }
    }
    // Pages are made of neighbouring lines.
    if options.page == 1 {
        list.sort();
    }
    Ok(list.into_iter().map(|(_, sentence)| sentence).collect())
}

fn read(file: &Path) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&std::fs::read(file)?).into_owned())
}

/// A line of at most 120 characters as it is, a longer one by its sentences.
fn pieces(line: &str) -> Vec<&str> {
    if line.chars().count() <= 120 { vec![line] } else { line.split_inclusive('。').collect() }
}

fn hash_of(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Script conversion character by character, as cloned pages have it.
fn traditional() -> BTreeMap<char, char> {
    let table = include_str!("../rules/script/STCharacters.txt");
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(from, to)| Some((from.chars().next()?, to.chars().next()?))).collect()
}

/// The bytes of a page that was torn so; `None` where the form has no hold in the text.
fn torn(text: &str, form: Form, traditional: &BTreeMap<char, char>) -> Option<Vec<u8>> {
    let how = Tear { marks: form.marks, dropped: form.dropped };
    if form.raw {
        return damage::tear_raw(text, how.marks);
    }
    let mut shown = damage::tear(text, how)?;
    if form.folded {
        shown = damage::fold(&shown);
    }
    if form.traditional {
        shown = shown.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect();
    }
    Some(shown.into_bytes())
}

/// The text as the stage lacuna left it, its forms folded, and the stage's edits in characters of it.
fn after_lacuna(document: &Document) -> Option<(Vec<char>, Vec<Said>)> {
    let mut text = document.decoded().ok()?;
    let mut said = Vec::new();
    for (name, layer) in document.layers() {
        let after = layer.apply(&text).ok()?;
        if *name == StageName::Lacuna {
            let place = |at: usize| after.get(..at).map_or(0, |before| before.chars().count());
            for edit in layer.edits() {
                let candidates = edit.candidates.iter().map(|c| (c.text.clone(), c.probability)).collect();
                said.push(Said { at: place(edit.out.start)..place(edit.out.end), with: edit.with.to_owned(), confidence: edit.confidence, candidates });
            }
            for edit in layer.doubtful() {
                let at = layer.to_output(edit.at.clone());
                said.push(Said {
                    at: place(at.start)..place(at.end),
                    with: String::new(),
                    confidence: 0.0,
                    candidates: vec![(edit.with.clone(), edit.confidence)],
                });
            }
            text = after;
            break;
        }
        text = after;
    }
    Some((folded(&text), said))
}

/// What the stage says of one place of its output.
#[derive(Clone)]
struct Said {
    at: Range<usize>,
    with: String,
    confidence: f32,
    candidates: Vec<(String, f32)>,
}

impl Said {
    /// The same for a part of the text, if it lies there.
    fn within(&self, part: &Range<usize>) -> Option<Said> {
        let inside = self.at.start >= part.start && self.at.end <= part.end;
        inside.then(|| Said { at: self.at.start - part.start..self.at.end - part.start, ..self.clone() })
    }
}

const BINS: [f32; 9] = [0.02, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

#[derive(Default, Clone)]
struct Reliability([[u32; 2]; BINS.len()]);

impl Reliability {
    fn count(&mut self, confidence: f32, right: bool) {
        if let Some(bin) = BINS.iter().rposition(|&bound| confidence >= bound) {
            self.0[bin][0] += 1;
            self.0[bin][1] += u32::from(right);
        }
    }

    fn print(&self, what: &str) {
        println!("\n| {what}, claimed | number | right |\n|---|---|---|");
        for (bin, [all, right]) in self.0.iter().enumerate().filter(|(_, counts)| counts[0] > 0) {
            println!("| {}–{} | {all} | {:.1} % |", BINS[bin], BINS.get(bin + 1).unwrap_or(&1.0), 100.0 * f64::from(*right) / f64::from(*all));
        }
    }
}

#[derive(Default)]
struct Tables {
    applied: Reliability,
    candidates: Reliability,
    /// Open places: the truth is the best candidate, another one, none of them, and not to be told.
    open: [u32; 4],
}

#[derive(Default)]
struct Row {
    sentences: usize,
    exact: usize,
    /// Hanzi that the stage wrote, and how many of them are not in the truth.
    restored: usize,
    wrong: usize,
    missing: usize,
    untouched: usize,
    /// Places where 〓 stands once for each character.
    counted: [usize; 2],
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

fn judge_line(got: &[char], want: &[char], said: &[Said], row: &mut Row, tables: &mut Tables) {
    let aligned = Aligned::new(got, want);
    for said in said {
        let truth: Option<String> = aligned.truth(&said.at).map(|truth| truth.iter().collect());
        let with: String = said.with.chars().map(folded_form).collect();
        let known = with.chars().filter(|&c| c != '〓').count();
        row.restored += with.chars().filter(|&c| is_han(c)).count();
        if known > 0 {
            let inside = aligned.inside(&said.at).unwrap_or_default();
            let right = if known == with.chars().count() {
                truth.as_ref().map_or_else(|| inside.iter().collect::<String>().contains(&with), |truth| *truth == with)
            } else {
                // Some of it is open: what is known must stand in the truth in that order.
                let mut rest = inside.iter();
                with.chars().filter(|&c| c != '〓').all(|c| rest.any(|&other| other == c))
            };
            tables.applied.count(said.confidence, right);
        }
        if known == with.chars().count() && !with.is_empty() {
            continue;
        }
        let Some(truth) = truth else {
            tables.open[3] += 1;
            continue;
        };
        if !with.is_empty() {
            row.counted[0] += 1;
            row.counted[1] += usize::from(truth.chars().count() == with.chars().count());
        }
        let form = |text: &str| text.chars().map(folded_form).collect::<String>();
        let place = said.candidates.iter().position(|(text, _)| form(text) == truth);
        tables.open[place.map_or(2, |place| place.min(1))] += 1;
        for (text, probability) in &said.candidates {
            tables.candidates.count(*probability, form(text) == truth);
        }
    }
}

fn main() -> Result<(), Failure> {
    let options = options()?;
    let mut config = Config::default();
    config.skip = vec![StageName::Furniture, StageName::Lines];
    let mut builder = Pipeline::builder().config(config);
    if let Some(model) = &options.model {
        builder = builder.judge(Arc::new(Judge::from_bytes(std::fs::read(model)?)?));
    }
    let pipeline = builder.build()?;
    let traditional = traditional();
    let sentences = sentences(&options)?;
    let pool: Vec<String> = sentences.chunks(options.page).map(|lines| lines.join("\n")).collect();
    let mut tables = Tables::default();
    let started = std::time::Instant::now();
    println!("| damage | n | exact | wrong of restored hanzi | 〓 | 〓 as many as lost | left alone |\n|---|---|---|---|---|---|---|");
    for form in FORMS.iter().take(if options.only_first { 1 } else { FORMS.len() }) {
        let mut row = Row::default();
        for text in &pool {
            if row.sentences >= options.each {
                break;
            }
            let Some(bytes) = torn(text, *form, &traditional) else { continue };
            let document = pipeline.clean(&bytes);
            let Some((all, said)) = after_lacuna(&document) else { continue };
            // Line by line: a line of a page counts if it would have been torn by itself.
            let mut at = 0;
            for (got, want) in all.split(|&c| c == '\n').zip(text.lines()) {
                let range = at..at + got.len();
                at = range.end + 1;
                if options.page > 1 && torn(want, *form, &traditional).is_none() {
                    continue;
                }
                let want = folded(want);
                let own: Vec<Said> = said.iter().filter_map(|said| said.within(&range)).collect();
                row.sentences += 1;
                row.exact += usize::from(got == want);
                row.untouched += usize::from(own.is_empty());
                row.missing += got.iter().filter(|&&c| c == '〓').count();
                row.wrong += wrong_hanzi(got, &want);
                judge_line(got, &want, &own, &mut row, &mut tables);
                if options.fails && got != want {
                    println!("--- {}\n  got  {}\n  want {}", form.name, got.iter().collect::<String>(), want.iter().collect::<String>());
                    for said in &own {
                        println!("    {:.3} {} {:?}", said.confidence, said.with, said.candidates);
                    }
                }
            }
        }
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!(
            "| {} | {} | {:.1} % | {:.1} % of {} | {} | {:.0} % of {} | {} |",
            form.name,
            row.sentences,
            share(row.exact, row.sentences),
            share(row.wrong, row.restored),
            row.restored,
            row.missing,
            share(row.counted[1], row.counted[0]),
            row.counted[0],
            row.untouched
        );
    }
    tables.applied.print("applied");
    tables.candidates.print("candidates of open places");
    let [best, other, none, unclear] = tables.open;
    println!(
        "\nopen places: truth the best candidate {best}, another {other}, none {none}, beside other damage {unclear}; {:.1} s",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Hanzi of `got` that `want` has not, as a multiset.
fn wrong_hanzi(got: &[char], want: &[char]) -> usize {
    let mut left: BTreeMap<char, usize> = BTreeMap::new();
    for &c in want {
        *left.entry(c).or_default() += 1;
    }
    let mut wrong = 0;
    for &c in got.iter().filter(|&&c| is_han(c)) {
        match left.get_mut(&c) {
            Some(count) if *count > 0 => *count -= 1,
            _ => wrong += 1,
        }
    }
    wrong
}
