//! The fields of a record (索引号, 发文字号, …) that a row of a table gives: label and value in turn.

use super::blocks::Block;
use super::lexicon::{Field, Lexicon};
use super::limits;
use super::tags::Element;
use super::tree::Tree;
use crate::chars::without_blanks;

/// The rows of a page, as its blocks ask for them. A row whose cells hold paragraphs has many blocks; it is read and stated once.
#[derive(Default)]
pub(super) struct Rows {
    /// The last row that was asked for, and whether it gave fields.
    last: Option<(usize, bool)>,
}

impl Rows {
    /// The fields of the row of data that a block stands in: all of them for its first block, for a later one nothing but its text. `None` where it is no
    /// row of a record.
    pub(super) fn fields(&mut self, tree: &Tree<'_>, block: &Block, lexicon: &Lexicon) -> Option<Vec<(Field, String)>> {
        let row = row(tree, block).filter(|_| block.chars <= limits::RECORD_ROW_CHARS)?;
        if let Some((_, telling)) = self.last.filter(|(last, _)| *last == row) {
            return telling.then(|| vec![(Field::Other, block.text.clone())]);
        }
        let fields = row_fields(tree, row, lexicon);
        self.last = Some((row, !fields.is_empty()));
        Some(fields).filter(|fields| !fields.is_empty())
    }
}

/// The fields of a row of data whose cells are label and value in turn, labels with or without a colon. Empty where a cell that should be a label
/// is none, or where a value is a label itself (the head of a list of documents).
fn row_fields(tree: &Tree<'_>, row: usize, lexicon: &Lexicon) -> Vec<(Field, String)> {
    let cells = cells(tree, row);
    if cells.len() < 2 || !cells.len().is_multiple_of(2) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    for pair in cells.chunks_exact(2) {
        let [label, value] = pair else { continue };
        if label.is_empty() && value.is_empty() {
            continue;
        }
        let plain = without_blanks(label);
        match lexicon.label(&plain) {
            Some((field, "")) if lexicon.label(&without_blanks(value)).is_none_or(|(_, rest)| !rest.is_empty()) => {
                fields.push((field, field_value(field, value, lexicon)))
            }
            // The head of a list of documents has a name under each name.
            Some(_) => return Vec::new(),
            // A name that is not known (公开目录) says nothing.
            None => {}
        }
    }
    fields
}

/// The row of a table of data that a block is or, in a paragraph of a cell, stands in.
fn row(tree: &Tree<'_>, block: &Block) -> Option<usize> {
    let parents = std::iter::successors(Some(block.owner as usize), |&node| Some(tree.nodes[node].parent as usize));
    parents.take(4).find(|&node| block.data && tree.nodes[node].element == Element::Row)
}

/// The texts of the cells of a row, each with single blanks.
fn cells(tree: &Tree<'_>, row: usize) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for node in &tree.nodes[row + 1..tree.nodes[row].after as usize] {
        match node.element {
            Element::Cell if cells.len() == limits::RECORD_CELLS => return Vec::new(),
            Element::Cell => cells.push(String::new()),
            Element::Text => {
                if let Some(cell) = cells.last_mut() {
                    for word in tree.text[node.start as usize..node.end as usize].split_whitespace().filter(|word| *word != "&nbsp;") {
                        if !cell.is_empty() {
                            cell.push(' ');
                        }
                        cell.push_str(word);
                    }
                }
            }
            _ => {}
        }
    }
    cells
}

/// The value of a field as it is kept, from a text with single blanks: blanks keep bodies and keywords apart; elsewhere they are of the layout.
pub(super) fn field_value(field: Field, text: &str, lexicon: &Lexicon) -> String {
    match field {
        Field::Keywords => text.to_owned(),
        Field::Issuer => match lexicon.words.issuers_of_line(&text.replace('、', " ")) {
            bodies if bodies.is_empty() => without_blanks(text).into_owned(),
            bodies => bodies.join(" "),
        },
        Field::Title => match lexicon.words.issuers_of_title(text) {
            (bodies, rest) if bodies.len() > 1 && text.contains(' ') => bodies.join(" ") + &without_blanks(rest),
            _ => without_blanks(text).into_owned(),
        },
        _ => without_blanks(text).into_owned(),
    }
}

/// What follows the label in a line that begins with one.
pub(super) fn after_label(line: &str) -> &str {
    line.split_once(['：', ':', '】', ']']).map_or("", |(_, value)| value.trim_start_matches(['：', ':']).trim())
}
