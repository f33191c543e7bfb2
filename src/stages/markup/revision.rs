//! What a word processor leaves in its HTML besides the text: what a revision has taken out, and the comments beside the text.

use super::tags::attribute;
use super::tree::Tree;

/// Whether an element is none of the text of a document of a word processor: text that a revision deleted (`<del>` with who did it or when, or with the
/// inserted text beside it), a comment, or the mark of one. A `<del>` alone may strike a price out.
pub(super) fn is_of_revision(tree: &Tree<'_>, node: usize) -> bool {
    let Some(tag) = tree.short_tag(node) else { return false };
    let has = |word: &str| memchr::memmem::find(tag.as_bytes(), word.as_bytes()).is_some();
    if tree.is_named(node, "del") {
        let said = ["cite", "datetime"].iter().any(|name| attribute(tag, name).is_some()) || has("msoDel") || has("ProjectDel");
        let next = tree.nodes.get(node).map_or(0, |found| found.after as usize);
        return said || next > 0 && next < tree.nodes.len() && tree.is_named(next, "ins");
    }
    const CLASSES: [&str; 3] = ["msocomanchor", "msocomtxt", "msocommentreference"];
    let comment = || attribute(tag, "class").is_some_and(|class| CLASSES.iter().any(|name| class.eq_ignore_ascii_case(name)));
    has("mso-element:comment") || has("mso-hide:all") || comment()
}
