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

#[test]
fn debug_case() {
    let text = "允许具有港澳执业资格的金融、建筑、规划、专利代理等领域专业人才，经相关部门或机构备案后，按规定范围为自贸试验区内企业提供专业服务。";
    let at = damage::bytes_of(&text[..text.find('资').unwrap()]).unwrap().len();
    let damaged = lose_byte(text, at).unwrap();
    eprintln!("{damaged}");
    eprintln!("{:?}", collect(&damaged, || Box::leak(Box::new(Forms { cells: Cells::new(), converted: vec![] })), &Judge::embedded()));
    assert_eq!(cleaned(&damaged), text);
}
