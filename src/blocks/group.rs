//! What the edits of neighbours state that go together.

/// A line that is too weak to go alone goes as part of a stretch of furniture, and its edit states the probability of the stretch: the mean over its
/// letters. `said` has for each block how sure it is that it goes, `None` where it stays, and its letters; a block without letters parts nothing. Lines from
/// `accept` on, and those under `least`, which do not go, keep what is theirs.
pub(crate) fn together(said: &[(Option<f32>, u32)], accept: f32, least: f32) -> Vec<Option<f32>> {
    let mut all: Vec<Option<f32>> = said.iter().map(|(sure, _)| *sure).collect();
    let goes = |&(sure, _): &(Option<f32>, u32)| sure.is_some_and(|sure| sure >= least);
    let mut at = 0;
    while at < said.len() {
        let end = said.iter().skip(at).position(|block| !goes(block) && block.1 > 0).map_or(said.len(), |length| at + length);
        let run = said.get(at..end).unwrap_or_default();
        let (sum, letters) = run.iter().filter(|block| goes(block)).fold((0f64, 0f64), |(sum, letters), &(sure, count)| {
            let count = f64::from(count.max(1));
            (sum + count * f64::from(sure.unwrap_or_default()), letters + count)
        });
        let mean = (sum / letters.max(1.0)) as f32;
        for (slot, block) in all.iter_mut().skip(at).zip(run) {
            if let Some(sure) = slot.as_mut().filter(|sure| goes(block) && **sure < accept) {
                *sure = sure.max(mean);
            }
        }
        at = end + 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_line_goes_with_its_stretch() {
        let said = [(Some(0.98), 50), (Some(0.75), 10), (None, 0), (Some(0.97), 40), (None, 30), (Some(0.75), 10), (Some(0.4), 5)];
        let all = together(&said, 0.9, 0.7);
        assert!(all[1].is_some_and(|sure| sure > 0.94 && sure < 0.97));
        assert_eq!((all[0], all[2], all[3], all[4], all[5], all[6]), (Some(0.98), None, Some(0.97), None, Some(0.75), Some(0.4)));
        assert!(together(&[], 0.9, 0.7).is_empty());
    }
}
