//! Two layers as one.

use std::ops::Range;

use super::{Edit, Layer, Remark};

impl Layer {
    /// One layer that does what this one and then `next` does. Edits of the two that overlap become one, with the rule of the later, the lower
    /// confidence, the notes of both, and the candidates where one of them has some. Edits that only stand side by side stay apart. A doubtful edit
    /// is kept where no edit of `next` has taken its place.
    pub fn compose(&self, next: &Layer) -> Layer {
        let mut out = Layer::default();
        let (mut a, mut b) = (0, 0);
        while let Some((first, second, reach)) = self.cluster(next, a, b) {
            (a, b) = (first.end, second.end);
            let mut old = String::new();
            let mut at = reach.start;
            for i in first.clone() {
                let middle = self.output_range(i);
                next.copy_removed(second.clone(), at..middle.start, &mut old);
                old.push_str(&self.removed[self.removed_range(i)]);
                at = middle.end;
            }
            next.copy_removed(second.clone(), at..reach.end, &mut old);
            let mut new = String::new();
            let mut at = reach.start;
            for i in second.clone() {
                let middle = next.input_range(i);
                self.copy_inserted(first.clone(), at..middle.start, &mut new);
                new.push_str(&next.inserted[next.inserted_range(i)]);
                at = middle.end;
            }
            self.copy_inserted(first.clone(), at..reach.end, &mut new);
            if old == new {
                continue;
            }
            let start = match first.start.checked_sub(1) {
                None => reach.start,
                Some(i) => reach.start - self.output_range(i).end + self.input_range(i).end,
            };
            let parts = self.edits[first.clone()].iter().chain(&next.edits[second.clone()]);
            let Some(rule) = parts.clone().next_back().map(|edit| edit.rule) else { continue };
            let confidence = parts.fold(1.0f32, |least, edit| least.min(edit.confidence));
            let remark = Remark::of(first.filter_map(|i| self.remarks.get(&i)).chain(second.filter_map(|i| next.remarks.get(&i))));
            out.push(start, &old, &new, (rule, confidence), Some(remark).filter(|remark| *remark != Remark::default()));
        }
        out.doubtful = self.doubts_after(next);
        out
    }

    /// The next edits of this layer (from number `a`) and of `next` (from `b`) that overlap or share a point where text was deleted or put in, and
    /// the range of the text between the two layers that they take up. `None` when none are left.
    fn cluster(&self, next: &Layer, a: usize, b: usize) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
        let (mut to_a, mut to_b) = (a, b);
        let mut reach: Option<Range<usize>> = None;
        loop {
            let a_at = (to_a < self.edits.len()).then(|| self.output_range(to_a));
            let b_at = (to_b < next.edits.len()).then(|| next.input_range(to_b));
            let take_a = match (&a_at, &b_at) {
                (Some(x), Some(y)) => (x.start, x.end) <= (y.start, y.end),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let Some(at) = (if take_a { a_at } else { b_at }) else { break };
            match &mut reach {
                Some(range) if at.start > range.end => break,
                Some(range) if at.start == range.end => {
                    let reach_is_empty = range.start == range.end;
                    // Edits of one layer never disturb one another; neither do two that have text of their own.
                    let of_one_layer = if take_a { to_b == b } else { to_a == a };
                    if of_one_layer || !(at.is_empty() || reach_is_empty) {
                        break;
                    }
                    range.end = at.end;
                }
                Some(range) => range.end = range.end.max(at.end),
                None => reach = Some(at),
            }
            if take_a { to_a += 1 } else { to_b += 1 }
        }
        Some((a..to_a, b..to_b, reach?))
    }

    /// The doubtful edits of this layer that `next` did not overtake, and those of `next`, in the coordinates of this layer's input. A doubt over an
    /// applied edit of its own layer stays: it is what the stage had thought of besides.
    fn doubts_after(&self, next: &Layer) -> Vec<Edit> {
        let earlier = self.doubtful.iter().filter(|edit| next.edits_within(&self.to_output(edit.at.clone())).is_empty()).cloned();
        let later = next.doubtful.iter().filter_map(|edit| {
            let at = self.to_input(edit.at.clone());
            // What stands in text that this layer wrote has no place in its input.
            let untouched = at.len() == edit.at.len() && self.to_output(at.clone()) == edit.at && self.edits_within(&at).is_empty();
            untouched.then(|| Edit { at, ..edit.clone() })
        });
        let mut doubtful: Vec<(bool, Edit)> = earlier.map(|edit| (false, edit)).chain(later.map(|edit| (true, edit))).collect();
        doubtful.sort_by_key(|(later, edit)| (edit.at.start, edit.at.end, *later));
        // A stage that reads its own result doubts again what it doubted, in fewer bytes.
        doubtful.dedup_by(|(later, edit), (_, first)| *later && edit.rule == first.rule && edit.at.start < first.at.end);
        doubtful.into_iter().map(|(_, edit)| edit).collect()
    }

    /// The numbers of the edits that share a byte of the input with `range`.
    fn edits_within(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.partition(|i| self.input_range(i).end <= range.start);
        first..self.partition(|i| self.input_range(i).start < range.end).max(first)
    }

    /// Appends the part of the input text in `range` that the edits `which` remove.
    fn copy_removed(&self, which: Range<usize>, range: Range<usize>, out: &mut String) {
        for i in which {
            let at = self.input_range(i);
            let (start, end) = (range.start.max(at.start), range.end.min(at.end));
            if start < end {
                let text = &self.removed[self.removed_range(i)];
                out.push_str(&text[start - at.start..end - at.start]);
            }
        }
    }

    /// Appends the part of the output text in `range` that the edits `which` put in.
    fn copy_inserted(&self, which: Range<usize>, range: Range<usize>, out: &mut String) {
        for i in which {
            let at = self.output_range(i);
            let (start, end) = (range.start.max(at.start), range.end.min(at.end));
            if start < end {
                let text = &self.inserted[self.inserted_range(i)];
                out.push_str(&text[start - at.start..end - at.start]);
            }
        }
    }
}
