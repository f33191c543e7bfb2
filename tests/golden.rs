//! The golden corpus: `corpus-raw/` cleaned must be `corpus-clean/`, byte for byte, and what was done to each page must be what
//! was read and accepted: a digest of each apparatus and each manifest record stand as insta snapshots.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiaokan::corpus::apparatus::{self, Apparatus};
use jiaokan::corpus::{Inputs, Record, discover};
use jiaokan::{Document, Origin, Pipeline, Status};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The default pipeline; one serves all tests.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().build().expect("the default pipeline"));

/// A page of `corpus-raw/` with what the pipeline makes of it.
struct Cleaned {
    page: discover::Page,
    raw: Vec<u8>,
    document: Document,
}

/// Every page of `corpus-raw/`, cleaned once for all tests.
static CLEANED: LazyLock<Vec<Cleaned>> = LazyLock::new(|| {
    let raw = root().join("corpus-raw").to_string_lossy().into_owned();
    let clean = |page: discover::Page| {
        let raw = discover::read(&page).expect("readable");
        let document = PIPELINE.clean_page(&raw, &Origin::named(page.path.clone()));
        Cleaned { page, raw, document }
    };
    let cleaned: Vec<Cleaned> = Inputs::new(vec![raw]).map(|page| clean(page.expect("a page"))).collect();
    assert!(cleaned.len() >= 5, "corpus-raw has its pages");
    cleaned
});

#[test]
fn clean_texts_are_the_committed_ones() {
    for Cleaned { page, document, .. } in CLEANED.iter() {
        let file = root().join(format!("corpus-clean/{}.txt", page.id));
        match document.status() {
            Status::Rejected { .. } => assert!(!file.exists(), "{}: rejected, but there is a clean text", page.path),
            _ => {
                let committed = std::fs::read_to_string(&file).unwrap_or_default();
                assert!(
                    committed == document.text(),
                    "{} drifted; read `jiaokan check corpus-raw corpus-clean`, and if every line is better text, run `jiaokan clean corpus-raw -o corpus-clean`",
                    page.path
                );
            }
        }
    }
}

#[test]
fn a_clean_text_stays_as_it_is() {
    for Cleaned { page, document: once, .. } in CLEANED.iter() {
        if matches!(once.status(), Status::Rejected { .. }) {
            continue;
        }
        let again = PIPELINE.clean_page(once.text().as_bytes(), &Origin::named(format!("{}.txt", page.id)));
        assert_eq!(again.text(), once.text(), "{}", page.path);
        assert_eq!(again.edits().count(), 0, "{}", page.path);
    }
}

#[test]
fn every_page_restores_from_text_and_apparatus() {
    for Cleaned { page, raw, document } in CLEANED.iter() {
        assert!(document.restore().expect("restores") == *raw, "{}", page.path);
        if matches!(document.status(), Status::Rejected { .. }) {
            continue;
        }
        let record = Record::new(&page.id, &page.path, raw, document, PIPELINE.ledger(document), "");
        let mut written = Vec::new();
        apparatus::write(&mut written, &record, document, &apparatus::Edges::default()).expect("in memory");
        let read = Apparatus::read(written.as_slice()).expect("what was written");
        assert!(read.clone().restore(document.text()).expect("restores") == *raw, "{}", page.path);
        assert!(read.into_document(document.text().to_owned(), PIPELINE.words()).expect("whole") == *document, "{}: another document comes back", page.path);
    }
}

#[test]
fn every_character_is_led_back_into_the_page() {
    for Cleaned { page, raw, document } in CLEANED.iter().filter(|cleaned| cleaned.raw.len() < 40_000) {
        let text = document.text();
        let mut last = 0;
        // A character in seventeen: locating walks all layers, and neighbours tell little more.
        for (at, c) in text.char_indices().step_by(17) {
            let place = document.locate(at..at + c.len_utf8()).expect("located");
            assert!(place.start <= place.end && place.end <= raw.len(), "{}: {at}", page.path);
            assert!(place.start >= last, "{}: {at} goes back", page.path);
            last = place.start;
        }
    }
}

/// What was done to a page, short enough to be read: findings, then each stage's edits by rule, the frequent ones by
/// their number and commonest changes, the probable and doubtful ones one by one.
fn digest(document: &Document) -> String {
    let mut out = String::new();
    if let Status::Rejected { rule, reason } = document.status() {
        let _ = writeln!(out, "rejected: {reason} ({rule})");
    }
    for (stage, finding) in document.findings() {
        let _ = writeln!(out, "{stage} {} {:?}: {}", finding.rule, finding.kind(), finding.value());
    }
    let short = |text: &str| {
        let shown: String = text.chars().map(|c| if c == '\n' { '⏎' } else { c }).collect();
        match shown.chars().count() {
            n if n > 48 => format!("{}…({n})…{}", shown.chars().take(24).collect::<String>(), shown.chars().skip(n - 12).collect::<String>()),
            _ => shown,
        }
    };
    let lines = apparatus::edit_lines(document);
    for (round, stage, layer) in document.rounds() {
        let _ = writeln!(out, "\n{stage}: {} applied, {} doubtful", layer.len(), layer.doubtful().len());
        let mut regular: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in lines.iter().filter(|line| (line.round, line.stage) == (round, stage)) {
            if line.applied && line.confidence >= 1.0 && line.note.is_none() && line.candidates.is_empty() {
                regular.entry(line.rule).or_default().push((line.at.len(), short(&line.old), short(&line.new)));
                continue;
            }
            let what = if line.applied { "probable" } else { "doubtful" };
            let _ = writeln!(out, "  {} {what} {:.3} at {:?}: {} → {}", line.rule, line.confidence, line.at, short(&line.old), short(&line.new));
            if let Some(note) = &line.note {
                let _ = writeln!(out, "      {}", short(note));
            }
        }
        for (rule, mut changes) in regular {
            changes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.cmp(b)));
            let total: usize = changes.iter().map(|(n, _, _)| n).sum();
            let _ = writeln!(out, "  {rule} ×{total}");
            for (n, old, new) in changes.iter().take(12) {
                let _ = writeln!(out, "      ×{n} {old} → {new}");
            }
            if changes.len() > 12 {
                let _ = writeln!(out, "      and {} other changes", changes.len() - 12);
            }
        }
    }
    out
}

#[test]
fn apparatus_and_manifest_are_the_accepted_ones() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("snapshots/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for Cleaned { page, raw, document } in CLEANED.iter() {
            let mut record = Record::new(&page.id, &page.path, raw, document, PIPELINE.ledger(document), "");
            record.version = String::new();
            insta::assert_json_snapshot!(format!("{}.manifest", page.id), record);
            insta::assert_snapshot!(format!("{}.apparatus", page.id), digest(document));
        }
    });
}
