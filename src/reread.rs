//! Reading a text, and what becomes of it, again: the one driver for whoever wants to leave nothing for a second cleaning to find.

use std::collections::HashMap;

use crate::edit::{EditError, Layer, Proposal};
use crate::finding::Finding;

/// What came of reading a text and its own results.
#[derive(Debug, Default)]
pub(crate) struct Reread {
    /// All edits as one layer over the text that was read first.
    pub(crate) layer: Layer,
    /// What was found, each thing once; offsets are of the text that was read first.
    pub(crate) findings: Vec<Finding>,
    /// The text after all edits; `None` where there are none.
    pub(crate) output: Option<String>,
    /// Whether the last reading had nothing more to say.
    pub(crate) at_rest: bool,
}

/// Applies what `first` proposes for `text`, has `read` read the result (with the layer that leads to it), and goes on while the proposals ask for
/// that and change something, `rounds` readings in all at most. Edits from `accept` on are applied. One that cannot stand beside the others is handed to `refuse`.
pub(crate) fn reread(
    text: &str,
    first: Proposal,
    rounds: usize,
    accept: f32,
    mut refuse: impl FnMut(EditError),
    mut read: impl FnMut(&str, &Layer) -> Proposal,
) -> Result<Reread, EditError> {
    let mut all = Reread::default();
    // Which findings there are at each place: a document of a thousand pages has thousands.
    let mut places: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut proposal = first;
    for round in 1.. {
        for finding in proposal.take_findings() {
            let finding = Finding { at: all.layer.to_input(finding.at.clone()), ..finding };
            let there = places.entry((finding.at.start, finding.at.end)).or_default();
            if !there.iter().any(|&at| all.findings.get(at) == Some(&finding)) {
                there.push(all.findings.len());
                all.findings.push(finding);
            }
        }
        let again = proposal.asks_again();
        let current = all.output.as_deref().unwrap_or(text);
        let layer = Layer::decide_with(current, proposal, accept, |error| {
            refuse(error);
            Ok(())
        })?;
        let changed = !layer.is_empty();
        let output = if changed { Some(layer.apply(current)?) } else { None };
        all.layer = if round == 1 { layer } else { all.layer.compose(&layer) };
        all.output = output.or(all.output);
        all.at_rest = !changed;
        if !(again && changed) || round >= rounds {
            break;
        }
        proposal = read(all.output.as_deref().unwrap_or(text), &all.layer);
    }
    Ok(all)
}

/// Takes a step until one changes nothing, `rounds` times at most. Whether it came to rest.
pub(crate) fn until_at_rest(rounds: usize, mut step: impl FnMut() -> bool) -> bool {
    (0..rounds).any(|_| !step())
}
