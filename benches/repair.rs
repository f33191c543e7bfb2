//! The mojibake stage on clean and on damaged text. `cargo bench --bench repair`.

use divan::counter::BytesCount;
use jiaokan::{Config, Pipeline};

fn main() {
    divan::main();
}

fn pipeline() -> Pipeline {
    let config = Config::load(None, &["only=[\"mojibake\"]".to_owned()]).expect("a known stage");
    Pipeline::builder().config(config).build().expect("a pipeline")
}

fn clean(lines: usize) -> String {
    "各级市场监管部门要加强质量基础设施建设，提高服务水平，到2025年全国质量总体水平明显提升（责任单位：市场监管总局）。\n".repeat(lines)
}

/// What the first test costs where nothing is wrong.
#[divan::bench(args = [10, 10_000])]
fn clean_text(bencher: divan::Bencher, lines: usize) {
    let (pipeline, text) = (pipeline(), clean(lines));
    bencher.counter(BytesCount::new(text.len())).bench(|| pipeline.clean(divan::black_box(text.as_bytes())).text().len());
}

/// UTF-8 read as GBK, all lines.
#[divan::bench(args = [10, 1_000])]
fn utf8_as_gbk(bencher: divan::Bencher, lines: usize) {
    let pipeline = pipeline();
    let line = clean(1);
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(line.as_bytes());
    let text = format!("{}\n", text.trim_end()).repeat(lines);
    bencher.counter(BytesCount::new(text.len())).bench(|| pipeline.clean(divan::black_box(text.as_bytes())).text().len());
}
