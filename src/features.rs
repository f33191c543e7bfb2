//! Features of logistic models: a name and an expression each, declared together, and weights read from a file of rules by name.

use crate::rule::{RuleBook, RuleError};

/// Declares features: a function that reads all of them from what is seen, and a constant with their names in order. As both are made from one list,
/// there is a place for every feature and no feature without a name.
macro_rules! features {
    ($visible:vis const $names:ident; $(#[$doc:meta])* $fn_visible:vis fn $read:ident($seen:ident: $what:ty) -> [$value:ty] { $($name:literal => $feature:expr,)+ }) => {
        /// The names of the features, in order; the file of weights has one row for each.
        $visible const $names: [&str; [$($name),+].len()] = [$($name),+];

        $(#[$doc])*
        $fn_visible fn $read($seen: $what) -> [$value; $names.len()] {
            [$($feature),+]
        }
    };
}
pub(crate) use features;

/// Reads weights from a file with the columns name and weight. Every feature has one row there, and every row a feature.
pub(crate) fn weights<const N: usize>(rules: &RuleBook, file: &str, names: &[&str; N]) -> Result<[f32; N], RuleError> {
    let wrong = |reason: String| RuleError::Format { file: file.to_owned(), reason };
    let mut weights = [None; N];
    for (number, row) in rules.rows(file)? {
        let &[name, weight] = row.as_slice() else { return Err(wrong(format!("line {number}: two columns are due"))) };
        let slot = names.iter().position(|known| *known == name).and_then(|at| weights.get_mut(at));
        let slot = slot.ok_or_else(|| wrong(format!("line {number}: there is no feature {name:?}")))?;
        let weight: f32 =
            weight.parse().ok().filter(|weight: &f32| weight.is_finite()).ok_or_else(|| wrong(format!("line {number}: the weight is no number")))?;
        if slot.replace(weight).is_some() {
            return Err(wrong(format!("line {number}: {name:?} has a weight already")));
        }
    }
    // Of a name declared twice the second has no weight either: rows find the first.
    if let Some((name, _)) = names.iter().zip(&weights).find(|(_, weight)| weight.is_none()) {
        return Err(wrong(format!("{name:?} has no weight")));
    }
    Ok(weights.map(Option::unwrap_or_default))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str, names: &[&str; 2]) -> Result<[f32; 2], String> {
        let mut rules = RuleBook::embedded();
        rules.overlay([("weights.tsv".to_owned(), rows.as_bytes().to_vec())]).expect("text");
        weights(&rules, "weights.tsv", names).map_err(|error| error.to_string())
    }

    #[test]
    fn weights_are_read_by_name() {
        assert_eq!(read("# two\nb\t2\na\t-1.5\n", &["a", "b"]), Ok([-1.5, 2.0]));
        for (rows, names, says) in [
            ("a\t1\nb\t2\nc\t3\n", ["a", "b"], "no feature \"c\""),
            ("a\t1\n", ["a", "b"], "\"b\" has no weight"),
            ("a\t1\na\t1\nb\t2\n", ["a", "b"], "already"),
            ("a\t1\nb\tNaN\n", ["a", "b"], "no number"),
            ("a\t1\n", ["a", "a"], "\"a\" has no weight"),
        ] {
            let error = read(rows, &names).expect_err(rows);
            assert!(error.contains(says), "{error}");
        }
    }
}
