//! Properties of the edit core: any list of legal edits inverts exactly, overlapping edits are refused,
//! composing two layers is doing one after the other, and places are led back to where they came from.

use jiaokan::Code;
use jiaokan::edit::{EditError, Layer, Proposal};
use proptest::prelude::*;

const RULE: Code = Code::new("X001");

/// A text of one- to four-byte characters.
fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof![Just('a'), Just('é'), Just('质'), Just('。'), Just('𠮷'), Just('\n')], 0..40)
        .prop_map(|chars| chars.into_iter().collect())
}

/// Raw material for edits: positions (in characters, to be folded into the text) and replacements.
fn plans() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    proptest::collection::vec(
        (0..60usize, 0..4usize, prop_oneof![Just(String::new()), Just("量".to_owned()), Just("ab".to_owned()), Just("𠮷。".to_owned())]),
        0..12,
    )
}

fn boundaries(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

/// Turns a plan into legal edits: sorted and disjoint.
fn layer(text: &str, plan: &[(usize, usize, String)]) -> Layer {
    let at = boundaries(text);
    let mut plan: Vec<_> = plan.iter().map(|(s, n, w)| (s % at.len(), *n, w.clone())).collect();
    plan.sort();
    let (mut proposal, mut free, mut last_insert) = (Proposal::default(), 0, usize::MAX);
    for (start, n, with) in plan {
        let end = (start + n).min(at.len() - 1);
        if start < free || (start == end && last_insert == start) {
            continue;
        }
        if start == end {
            last_insert = start
        } else {
            free = end
        }
        proposal.replace(at[start]..at[end], &with, RULE, 1.0);
    }
    Layer::decide(text, proposal, 0.9).expect("legal edits")
}

proptest! {
    #[test]
    fn legal_edits_invert_exactly(text in texts(), plan in plans()) {
        let layer = layer(&text, &plan);
        let output = layer.apply(&text).expect("fits its input");
        prop_assert_eq!(layer.invert(&output).expect("fits its output"), text);
    }

    #[test]
    fn composing_is_doing_both(text in texts(), first in plans(), second in plans()) {
        let a = layer(&text, &first);
        let middle = a.apply(&text).expect("fits");
        let b = layer(&middle, &second);
        let output = b.apply(&middle).expect("fits");
        let both = a.compose(&b);
        prop_assert_eq!(both.apply(&text).expect("fits"), output.clone());
        prop_assert_eq!(both.invert(&output).expect("fits"), text);
    }

    #[test]
    fn a_doubt_over_an_edit_of_its_own_layer_survives_composing(text in texts(), first in plans(), second in plans()) {
        let mut a = Proposal::default();
        for edit in layer(&text, &first).edits() {
            a.replace(edit.at.clone(), edit.with, RULE, 1.0);
            a.replace(edit.at, "doubt", RULE, 0.2);
        }
        let a = Layer::decide(&text, a, 0.9).expect("legal edits");
        let nothing = Layer::decide(&a.apply(&text).expect("fits"), Proposal::default(), 0.9).expect("empty");
        let same = a.compose(&nothing);
        prop_assert_eq!(same.doubtful(), a.doubtful());
        let middle = a.apply(&text).expect("fits");
        let b = layer(&middle, &second);
        prop_assert!(a.compose(&b).doubtful().len() <= a.doubtful().len());
    }

    #[test]
    fn unchanged_text_is_led_back_to_itself(text in texts(), plan in plans()) {
        let layer = layer(&text, &plan);
        let output = layer.apply(&text).expect("fits");
        let mut done = 0;
        for edit in layer.edits() {
            let kept = done..edit.out.start;
            if !kept.is_empty() {
                let back = layer.to_input(kept.clone());
                prop_assert_eq!(&text[back.clone()], &output[kept.clone()]);
                prop_assert_eq!(layer.to_output(back), kept);
            }
            // A changed place leads back to all of what stood there.
            if !edit.out.is_empty() {
                prop_assert_eq!(layer.to_input(edit.out.clone()), edit.at.clone());
            }
            done = edit.out.end;
        }
    }

    #[test]
    fn places_are_monotone(text in texts(), plan in plans()) {
        let layer = layer(&text, &plan);
        let output = layer.apply(&text).expect("fits");
        let at = boundaries(&output);
        let mut last = 0..0;
        for pair in at.windows(2) {
            let back = layer.to_input(pair[0]..pair[1]);
            prop_assert!(back.start >= last.start && back.end >= last.end && back.end <= text.len());
            prop_assert!(text.is_char_boundary(back.start) && text.is_char_boundary(back.end));
            last = back;
        }
    }
}

#[test]
fn overlapping_edits_are_refused() {
    let mut proposal = Proposal::default();
    proposal.replace(0..6, "甲", RULE, 1.0);
    proposal.replace(3..9, "乙", RULE, 1.0);
    assert_eq!(Layer::decide("质量强", proposal, 0.9), Err(EditError::Overlap { rule: RULE, start: 3, end: 9 }));

    let mut twice = Proposal::default();
    twice.insert(3, "甲", RULE, 1.0);
    twice.insert(3, "乙", RULE, 1.0);
    assert!(matches!(Layer::decide("质量强", twice, 0.9), Err(EditError::Overlap { .. })));
}

#[test]
fn edits_that_cut_a_character_are_refused() {
    let mut proposal = Proposal::default();
    proposal.delete(1..3, RULE, 1.0);
    assert!(matches!(Layer::decide("质", proposal, 0.9), Err(EditError::BadRange { .. })));
}

#[test]
fn doubtful_edits_travel_but_do_not_act() {
    let mut proposal = Proposal::default();
    proposal.replace(0..3, "治", RULE, 0.6).note("形近");
    let layer = Layer::decide("冶理", proposal, 0.9).expect("legal");
    assert_eq!(layer.apply("冶理").expect("fits"), "冶理");
    assert_eq!(layer.doubtful().len(), 1);
    assert_eq!(layer.doubtful()[0].old, "冶");
    assert_eq!(layer.doubtful()[0].note.as_deref(), Some("形近"));
}

#[test]
fn a_layer_refuses_a_text_it_did_not_make() {
    let mut proposal = Proposal::default();
    proposal.replace(0..3, "质", RULE, 1.0);
    let layer = Layer::decide("質量", proposal, 0.9).expect("legal");
    assert_eq!(layer.invert("资量"), Err(EditError::Changed(0)));
}
