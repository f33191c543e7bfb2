use super::*;
use crate::text::Origin;
use damage::{FOUR_MARKS, SIX_MARKS, Tear, fold, lose_byte, tear};

fn stage() -> Lacuna {
    let setup = Setup { judge: Arc::new(Judge::embedded()), rules: Arc::new(RuleBook::embedded()), config: Arc::default() };
    Lacuna::new(&setup).unwrap()
}

fn cleaned(text: &str) -> String {
    let mut out = Proposal::default();
    let origin = Origin::default();
    stage().propose(&Text::new(text, &[], &origin), &mut out);
    let layer = crate::edit::Layer::settle(text, out, crate::thresholds::ACCEPT).unwrap();
    layer.apply(text).unwrap()
}

#[test]
fn a_lost_byte_is_mended() {
    let text = "要加强对重点行业和重要产品的质量监督，发现问题应当及时处理，并将结果向社会公布。";
    let damaged = lose_byte(text, 12).unwrap();
    assert_eq!(cleaned(&damaged), text);
}

