//! A whole run: what repeats across its pages, its cache, and the formats it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiaokan::corpus::{Folder, Format, Inputs, Record, Run, Summary, overlay, read_judge};
use jiaokan::judge::train::{Options, Source, train};
use jiaokan::{Code, Config, Origin, Pipeline, RuleBook};

const SUBJECTS: [&str; 12] = ["水利", "林业", "教育", "卫生", "交通", "粮食", "消防", "节能", "旅游", "气象", "农机", "供销"];

/// A notice between two lines of its site; everything that official documents repeat stands in it.
fn page(subject: &str, number: usize) -> String {
    format!(
        "某某县门户欢迎您\n关于做好{subject}工作的通知\n某政发〔2021〕{number}号\n各乡镇人民政府：\n为进一步做好{subject}工作，提高{subject}服务水平，现将有关事项通知如下。\n\
         一、总体要求\n各乡镇要高度重视{subject}工作，把{subject}摆在突出位置，切实抓紧抓好抓出成效。\n附件：任务分配表\n县长 某某某\n某某县人民政府\n2021年3月{number}日\n\
         （此件公开发布）\n您是本站第几位访客\n"
    )
}

fn pipeline(settings: &[&str]) -> Pipeline {
    let settings: Vec<String> = settings.iter().map(ToString::to_string).collect();
    Pipeline::builder().config(Config::load(None, &settings).expect("settings")).build().expect("a pipeline")
}

fn write(folder: &Path, subjects: &[&str]) {
    for (number, subject) in subjects.iter().enumerate() {
        fs::write(folder.join(format!("{subject}.txt")), page(subject, number + 1)).expect("written");
    }
}

fn clean(pipeline: &Pipeline, raw: &Path, out: &Path, format: Format) -> Summary {
    Run::new(pipeline, out, false).format(format).clean(Inputs::new(vec![raw.to_string_lossy().into_owned()]), |_| {}).expect("a run")
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).expect("text"))).collect()
}

#[test]
fn what_repeats_across_a_run_goes_and_nothing_else() {
    let (raw, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(raw.path(), &SUBJECTS);
    let pipeline = pipeline(&[]);
    let summary = clean(&pipeline, raw.path(), out.path(), Format::Text);
    assert_eq!((summary.done, summary.again, summary.cached), (12, 12, 0));
    for (number, subject) in SUBJECTS.iter().enumerate() {
        let text = fs::read_to_string(out.path().join(format!("{subject}.txt"))).expect("a text");
        let page = page(subject, number + 1);
        let body = page.trim_start_matches("某某县门户欢迎您\n").trim_end_matches("您是本站第几位访客\n");
        assert_eq!(text, body);
    }
    let manifest = fs::read_to_string(out.path().join("manifest.jsonl")).expect("a manifest");
    let record: Record = serde_json::from_str(manifest.lines().next().expect("a record")).expect("a record");
    assert_eq!(record.edits["furniture"][Code::new("F021").as_str()], 2);
}

#[test]
fn a_run_does_not_depend_on_its_threads_and_keeps_its_cache() {
    let raw = tempfile::tempdir().expect("a folder");
    write(raw.path(), &SUBJECTS);
    let pipeline = pipeline(&[]);
    let runs: Vec<_> = [1, 3]
        .map(|threads| {
            let out = tempfile::tempdir().expect("a folder");
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| clean(&pipeline, raw.path(), out.path(), Format::Json));
            (files(out.path()), out)
        })
        .into();
    assert_eq!(runs[0].0, runs[1].0);
    let out = runs[0].1.path();
    let summary = clean(&pipeline, raw.path(), out, Format::Json);
    assert_eq!((summary.cached, summary.again), (12, 0));
    assert_eq!(files(out), runs[0].0);
    // With too few pages left nothing repeats, and the pages have their lines back.
    for subject in &SUBJECTS[..7] {
        fs::remove_file(raw.path().join(format!("{subject}.txt"))).expect("removed");
    }
    let summary = clean(&pipeline, raw.path(), out, Format::Json);
    assert_eq!((summary.done, summary.again), (5, 5));
    assert!(fs::read_to_string(out.join("旅游.txt")).expect("a text").contains("您是本站第几位访客"));
}

#[test]
fn nothing_is_learnt_where_it_is_not_wanted() {
    let (raw, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(raw.path(), &SUBJECTS);
    let pipeline = pipeline(&["furniture.learn=never"]);
    let summary = clean(&pipeline, raw.path(), out.path(), Format::Text);
    assert_eq!(summary.again, 0);
    assert!(files(out.path())["林业.txt"].contains("某某县门户欢迎您"));
    // What a run wrote is the document that cleaning gives.
    let cleaned = Folder::new(out.path()).read("林业", pipeline.words()).expect("written");
    assert_eq!(cleaned.document, Some(pipeline.clean_page(page("林业", 2).as_bytes(), &Origin::named("林业.txt"))));
}

#[test]
fn json_is_written_beside_the_text_or_as_one_file() {
    let (raw, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(raw.path(), &SUBJECTS[..2]);
    let pipeline = pipeline(&[]);
    clean(&pipeline, raw.path(), out.path(), Format::Json);
    let written = files(out.path());
    let page: serde_json::Value = serde_json::from_str(&written["水利.json"]).expect("JSON");
    assert_eq!(page["text"], written["水利.txt"]);
    assert_eq!(page["metadata"]["document_number"], "某政发〔2021〕1号");
    // Unchanged pages get what is asked for, too, and what is no longer asked for goes when a page is cleaned again.
    clean(&pipeline, raw.path(), out.path(), Format::Jsonl);
    let list = fs::read_to_string(out.path().join("corpus.jsonl")).expect("a list");
    let pages: Vec<serde_json::Value> = list.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(pages.len(), 2);
    let kinds: Vec<&str> = pages[0]["tree"]["nodes"].as_array().expect("nodes").iter().filter_map(|node| node["kind"].as_str()).collect();
    assert!(kinds.contains(&"document_number") && kinds.contains(&"item") && kinds.contains(&"signature"), "{kinds:?}");
    fs::write(raw.path().join("水利.txt"), "另一份文件的正文，与先前的不同。\n").expect("written");
    clean(&pipeline, raw.path(), out.path(), Format::Text);
    assert!(!out.path().join("水利.json").exists());
}

/// The bytes of a small model that has read the pages and little else.
fn model() -> Vec<u8> {
    let text: String = SUBJECTS.iter().enumerate().map(|(number, subject)| page(subject, number + 1)).collect();
    train(&[Source { name: "pages".into(), weight: 1.0, share: 0.0, text }], &Options::sized(1_000_000), None).expect("a model")
}

/// A pipeline with the judge of a file, as `--judge` builds it.
fn with_judge(file: &Path, rules: RuleBook) -> Pipeline {
    let config = Config::load(None, &[format!("judge={}", file.display())]).expect("settings");
    let judge = Arc::new(read_judge(file).expect("a model"));
    Pipeline::builder().rules(rules).judge(judge).config(config).build().expect("a pipeline")
}

#[test]
fn another_judge_cleans_anew_and_the_same_elsewhere_does_not() {
    let (raw, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(raw.path(), &SUBJECTS[..3]);
    let (file, elsewhere) = (here.path().join("own.model"), there.path().join("judge.model"));
    let model = model();
    for file in [&file, &elsewhere] {
        fs::write(file, &model).expect("written");
    }
    let cached = |pipeline: &Pipeline| clean(pipeline, raw.path(), out.path(), Format::Text).cached;
    let (own, built_in) = (with_judge(&file, RuleBook::embedded()), pipeline(&[]));
    assert_eq!(cached(&own), 0);
    assert_eq!(cached(&own), 3);
    assert_eq!(cached(&with_judge(&elsewhere, RuleBook::embedded())), 3);
    // A folder of rules that brings the same model is the same judge.
    let rules = || overlay(RuleBook::embedded(), there.path()).expect("a folder of rules");
    assert_eq!(cached(&Pipeline::builder().rules(rules()).build().expect("a pipeline")), 3);
    assert_eq!(cached(&built_in), 0);
    assert_eq!(cached(&built_in), 3);
    assert_eq!(cached(&own), 0);
    // The judge that is named goes before the one in the folder of rules.
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/judge.model");
    assert_eq!(with_judge(&shipped, rules()).fingerprint(), built_in.fingerprint());
    assert_ne!(own.fingerprint(), built_in.fingerprint());
}

#[test]
fn a_judge_that_was_not_read_is_no_embedded_one() {
    let config = Config::load(None, &["judge=own.model".into()]).expect("settings");
    let error = Pipeline::builder().config(config).build().err().expect("an error").to_string();
    assert!(error.contains("own.model"), "{error}");
}
