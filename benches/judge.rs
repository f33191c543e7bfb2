//! How long the judge takes for one character of running text, and to be ready.

use jiaokan::judge::{Judge, State};

/// Running text of the register that pages are in, written for this bench.
const TEXT: &str = "为贯彻落实党中央、国务院关于加强质量基础设施建设的决策部署，进一步提升市场监管服务水平，推动经济社会高质量发展，\
现就有关事项通知如下。各地区、各部门要充分认识做好这项工作的重要意义，加强组织领导，明确责任分工，细化工作措施，确保各项任务落到实处。\
到2025年，基本建成统一协调、运行高效的检验检测体系，企业办事更加便利，群众获得感明显增强。支持有条件的地方先行先试，探索形成一批可复制、可推广的经验做法。";

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 200)]
fn ready(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(Judge::embedded);
}

/// The model of the repository, or the one that the variable `JUDGE` names.
fn model() -> std::path::PathBuf {
    std::env::var_os("JUDGE").map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/rules/judge.model").into(), std::path::PathBuf::from)
}

/// From a file, checked.
#[divan::bench(sample_count = 50)]
fn ready_from_a_file(bencher: divan::Bencher<'_, '_>) {
    let file = model();
    bencher.bench(|| Judge::from_bytes(std::fs::read(&file).unwrap_or_default()).map(|judge| judge.symbols()).ok());
}

/// The part of it that the checksum and the small tables take.
#[divan::bench(sample_count = 50)]
fn ready_from_bytes(bencher: divan::Bencher<'_, '_>) {
    let file = model();
    let bytes: &'static [u8] = Vec::leak(std::fs::read(file).unwrap_or_default());
    bencher.bench(|| Judge::from_bytes(bytes).map(|judge| judge.symbols()).ok());
}

#[divan::bench(sample_count = 500)]
fn running_text(bencher: divan::Bencher<'_, '_>) {
    let judge = Judge::embedded();
    let characters = TEXT.chars().count();
    bencher.counter(divan::counter::ItemsCount::new(characters)).bench(|| judge.score(judge.line_start(), divan::black_box(TEXT)));
}

/// Text with no order at all: the worst a lattice search can ask for.
#[divan::bench(sample_count = 500)]
fn shuffled_text(bencher: divan::Bencher<'_, '_>) {
    let judge = Judge::embedded();
    let mut characters: Vec<char> = TEXT.chars().collect();
    let mut seed = 1usize;
    for place in (1..characters.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        characters.swap(place, (seed >> 33) % (place + 1));
    }
    let text: String = characters.into_iter().collect();
    bencher.counter(divan::counter::ItemsCount::new(text.chars().count())).bench(|| judge.score(State::default(), divan::black_box(&text)));
}
