//! The record (索引号, 发文字号, …) that describes an official document: labels that stand close together, in lines of their own or in the rows of a table.

use std::borrow::Cow;

use super::blocks::Block;
use super::lexicon::{Field, Lexicon};
use super::limits;
use super::rules;
use super::selection::{Parsed, Selection};
use super::tags::Element;
use super::tree::Tree;
use crate::chars::without_blanks;

/// A label, by the number of its block, with the value that follows it there.
type Label = (usize, Field, String);

/// Finds the record: labels that stand close together, of several kinds, one of which only records of documents have.
pub(super) fn mark_record(page: &Parsed<'_>, chosen: &mut Selection) {
    let labels = labels(page);
    for group in labels.chunk_by(|one, next| next.0 - one.0 <= limits::RECORD_GAP) {
        let mut kinds: Vec<Field> = Vec::new();
        for &(_, field, _) in group {
            if !matches!(field, Field::Other | Field::Keywords | Field::Source) && !kinds.contains(&field) {
                kinds.push(field);
            }
        }
        if kinds.len() >= limits::RECORD_KINDS && kinds.iter().any(|kind| matches!(kind, Field::Index | Field::Number | Field::Issuer)) {
            take_record(page, group, chosen);
        }
    }
}

/// The labels of a page, in its order.
fn labels(page: &Parsed<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut rows = Rows::default();
    for (i, block) in page.blocks.all.iter().enumerate() {
        if let Some(fields) = rows.fields(page.tree, block, page.lexicon) {
            labels.extend(fields.into_iter().map(|(field, value)| (i, field, value)));
        } else if block.chars <= limits::LABEL_CHARS
            && let Some((field, value)) = page.lexicon.label(&block.line())
            && !(field == Field::Source && value.contains(['：', ':']))
        {
            let value = if value.is_empty() { String::new() } else { field_value(field, after_label(&block.text), page.lexicon) };
            labels.push((i, field, value));
        }
    }
    labels
}

/// Takes out the labels of a record with their values, and keeps what they say.
fn take_record(page: &Parsed<'_>, group: &[Label], chosen: &mut Selection) {
    let blocks = &page.blocks.all;
    for (n, (i, field, value)) in group.iter().enumerate() {
        let i = *i;
        chosen.drop(i, rules::RECORD, limits::RECORD);
        if !value.is_empty() {
            chosen.record.push((*field, value.clone(), i));
            continue;
        }
        // The value stands in the blocks after the label, in the same row.
        let next = group.get(n + 1).map_or(i + 2, |g| g.0).min(blocks.len()).min(i + 1 + limits::RECORD_VALUE_BLOCKS);
        let reach = row_end(page.tree, blocks[i].owner as usize);
        let values = blocks.get(i + 1..next).unwrap_or_default().iter().take_while(|block| block.from < reach).count();
        if values > 0 {
            (i + 1..=i + values).for_each(|value| chosen.drop(value, rules::RECORD, limits::RECORD));
            chosen.record.push((*field, field_value(*field, &blocks[i + 1].text, page.lexicon), i + 1));
        }
    }
}

/// Where the row, or whatever holds a label and its value, ends.
fn row_end(tree: &Tree<'_>, owner: usize) -> u32 {
    let row = tree.around(owner).find(|&node| matches!(tree.nodes[node].element, Element::Row | Element::List | Element::Table));
    tree.nodes[row.unwrap_or(tree.nodes[owner].parent as usize)].after
}

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
        if let Some((_, gave_fields)) = self.last.filter(|(last, _)| *last == row) {
            return gave_fields.then(|| vec![(Field::Other, block.text.clone())]);
        }
        let fields = match row_fields(tree, row, lexicon) {
            none if none.is_empty() => column_fields(tree, row, lexicon),
            fields => fields,
        };
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

/// The fields of a table of two rows, labels in the first and values in the second: all of them for the first row, for the second one nothing but its texts.
/// Of more rows, or with titles, it is a list of documents.
fn column_fields(tree: &Tree<'_>, row: usize, lexicon: &Lexicon) -> Vec<(Field, String)> {
    let table = tree.nodes[row].parent as usize;
    let rows: Vec<usize> = tree.children(table).filter(|&node| tree.nodes[node].element == Element::Row).take(3).collect();
    let [head, values] = rows[..] else { return Vec::new() };
    let (labels, values) = (cells(tree, head), cells(tree, values));
    let field = |label: &String| lexicon.label(&without_blanks(label)).filter(|(_, rest)| rest.is_empty()).map(|(field, _)| field);
    let known = labels.iter().filter(|label| field(label).is_some()).count();
    let titled = labels.iter().any(|label| field(label) == Some(Field::Title));
    if titled || labels.len() != values.len() || known < limits::RECORD_KINDS || values.iter().any(|value| field(value).is_some()) {
        return Vec::new();
    }
    if row != head {
        return vec![(Field::Other, String::new())];
    }
    let pairs = labels.iter().zip(&values).filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(label, value)| {
            let field = field(label).unwrap_or(Field::Other);
            (field, field_value(field, value, lexicon))
        })
        .collect()
}

/// The row of a table of data that a block is or, in a paragraph of a cell, stands in.
fn row(tree: &Tree<'_>, block: &Block) -> Option<usize> {
    tree.around(block.owner as usize).find(|&node| block.data && tree.nodes[node].element == Element::Row)
}

/// References that are blanks.
const BLANKS: [&str; 5] = ["&nbsp;", "&#160;", "&ensp;", "&emsp;", "&#12288;"];

/// The texts of the cells of a row, each with single blanks.
fn cells(tree: &Tree<'_>, row: usize) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for node in tree.inside(row) {
        match tree.nodes[node].element {
            Element::Cell if cells.len() == limits::RECORD_CELLS => return Vec::new(),
            Element::Cell => cells.push(String::new()),
            Element::Text => {
                if let Some(cell) = cells.last_mut() {
                    let source = BLANKS
                        .iter()
                        .fold(Cow::Borrowed(tree.source(node)), |text, blank| if text.contains(blank) { Cow::Owned(text.replace(blank, " ")) } else { text });
                    for word in source.split_whitespace() {
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
fn field_value(field: Field, text: &str, lexicon: &Lexicon) -> String {
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
