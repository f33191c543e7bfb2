//! Boosted trees: reading them from a file of rules, and what they say of a row of features.

use std::collections::HashMap;

#[cfg(feature = "measure")]
use crate::number;
use crate::rule::{RuleBook, RuleError};

/// The file of the trees.
pub(super) const FILE: &str = "blocks/trees.tsv";

/// A node of a tree: a question and where to go, or, at a leaf, what is added.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TreeNode {
    /// The feature that is asked for; at a leaf [`LEAF`].
    pub feature: u32,
    /// Below this value the next node follows, from it on the node at `right`. At a leaf the value.
    pub value: f32,
    /// The index of the other branch.
    pub right: u32,
}

/// Stands in [`TreeNode::feature`] of a leaf.
const LEAF: u32 = u32::MAX;

impl TreeNode {
    #[cfg(feature = "measure")]
    /// Whether it is a leaf.
    pub fn is_leaf(&self) -> bool {
        self.feature == LEAF
    }

    /// A leaf.
    pub fn leaf(value: f32) -> TreeNode {
        TreeNode { feature: LEAF, value, right: 0 }
    }
}

/// One tree: its nodes, each followed by its left branch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Root first.
    pub nodes: Vec<TreeNode>,
}

impl Tree {
    /// What the tree adds for a row of features. Branches lead forwards only, so it ends.
    pub fn add(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            match row.get(node.feature as usize) {
                None => return node.value,
                Some(value) if *value < node.value => at += 1,
                Some(_) => at = node.right as usize,
            }
        }
        0.0
    }

    #[cfg(any(test, feature = "measure"))]
    /// The tree as it stands in the file: questions (`feature<value`) and leaves (`=value`) in the order of the nodes.
    pub fn write(&self, names: &[String]) -> String {
        let word = |node: &TreeNode| match names.get(node.feature as usize) {
            Some(name) => format!("{name}<{}", node.value),
            None => format!("={}", node.value),
        };
        self.nodes.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// Reads a tree as [`Tree::write`] wrote it.
    fn parse(text: &str, place: &dyn Fn(&str) -> Option<u32>) -> Result<Tree, String> {
        let mut nodes: Vec<TreeNode> = Vec::new();
        // The questions whose right branch is not read yet. A leaf ends the left branch of the last of them, or the tree.
        let mut open: Vec<usize> = Vec::new();
        let mut whole = false;
        let number = |value: &str| value.parse::<f32>().ok().filter(|value| value.is_finite()).ok_or_else(|| format!("{value:?} is no number"));
        for word in text.split(' ') {
            if whole {
                return Err("a word follows the end of the tree".to_owned());
            }
            let at = nodes.len();
            if let Some(value) = word.strip_prefix('=') {
                nodes.push(TreeNode::leaf(number(value)?));
                match open.pop() {
                    Some(parent) => nodes[parent].right = at as u32 + 1,
                    None => whole = true,
                }
                continue;
            }
            let (name, value) = word.rsplit_once('<').ok_or_else(|| format!("{word:?} is no question and no leaf"))?;
            let feature = place(name).ok_or_else(|| format!("there is no feature {name:?}"))?;
            nodes.push(TreeNode { feature, value: number(value)?, right: 0 });
            open.push(at);
        }
        if whole { Ok(Tree { nodes }) } else { Err("a branch is missing".to_owned()) }
    }
}

/// Trees whose answers are added up.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// In the order in which they were fitted.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// Reads the forests of the file by their names: columns name and tree.
    pub fn read(rules: &RuleBook, names: &[String]) -> Result<HashMap<String, Forest>, RuleError> {
        let places: HashMap<&str, u32> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect();
        let place = |name: &str| places.get(name).copied();
        let mut forests: HashMap<String, Forest> = HashMap::new();
        for (line, name, tree) in rules.pairs(FILE)? {
            let wrong = |reason: String| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            forests.entry(name.to_owned()).or_default().trees.push(Tree::parse(tree, &place).map_err(wrong)?);
        }
        Ok(forests)
    }

    /// The sum of the trees for one row, as log odds.
    pub fn odds(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|tree| tree.add(row)).sum()
    }

    #[cfg(feature = "measure")]
    /// The probability for each row.
    pub fn predict(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        rows.iter().map(|row| number::probability(f64::from(self.odds(row))) as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["length", "stops"].map(str::to_owned).to_vec()
    }

    fn parse(text: &str) -> Result<Tree, String> {
        Tree::parse(text, &|name| names().iter().position(|known| known == name).map(|place| place as u32))
    }

    #[test]
    fn a_tree_is_read_as_it_was_written() {
        let written = "length<10.5 stops<1 =-0.5 =0.25 =0.75";
        let tree = parse(written).expect("a tree");
        assert_eq!(tree.write(&names()), written);
        let added: Vec<f32> = [[3.0, 0.0], [3.0, 2.0], [30.0, 0.0]].iter().map(|row| tree.add(row)).collect();
        assert_eq!(added, [-0.5, 0.25, 0.75]);
    }

    #[test]
    fn broken_trees_are_errors() {
        for (text, says) in [
            ("length<10 =1", "branch"),
            ("length<10 =1 =2 =3", "end of the tree"),
            ("width<10 =1 =2", "no feature"),
            ("length<NaN =1 =2", "no number"),
            ("length", "no question"),
            ("", "no question"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
