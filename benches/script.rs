//! Speed of the script stage: simplified text, where nothing changes, and traditional text.
//!
//! `cargo bench --features measure --bench script`. The text is made here; `docs/script.md` has the figures on real text.

use divan::Bencher;
use divan::counter::BytesCount;
use jiaokan::edit::Proposal;
use jiaokan::measure::Script;
use jiaokan::measure::Stage;
use jiaokan::measure::Text;
use jiaokan::{Config, Origin, Pipeline};

const SIMPLIFIED: &str = "为深入实施质量强国战略，各级人民政府应当加强组织领导，完善政策措施，沿着正确方向推动高质量发展，取得显著成效。\n";
const TRADITIONAL: &str = "為深入實施質量強國戰略，各級人民政府應當加強組織領導，完善政策措施，沿著正確方向推動高質量發展，取得顯著成效。\n";

fn main() {
    divan::main();
}

fn propose(bencher: Bencher, line: &str) {
    let text = line.repeat(20_000);
    let pipeline = Pipeline::builder().config(Config::default()).build().expect("the embedded rules are sound");
    let script = Script::new(pipeline.resources()).expect("the embedded rules are sound");
    let origin = Origin::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut proposal = Proposal::default();
        script.propose(&Text::new(&text, &[], &origin), &mut proposal);
        proposal
    });
}

#[divan::bench]
fn simplified(bencher: Bencher) {
    propose(bencher, SIMPLIFIED);
}

#[divan::bench]
fn traditional(bencher: Bencher) {
    propose(bencher, TRADITIONAL);
}
