//! Which tables hold data, and which only lay out the page: decided from the number, length and wording of their cells.

use super::limits;
use super::tags::Element;
use super::tree::Tree;

/// What is counted in a table.
#[derive(Default)]
struct Counts {
    rows: u32,
    /// Rows with two and more cells that say something.
    wide_rows: u32,
    cells_in_row: u32,
    cells: u32,
    /// Bytes of the open cell.
    cell_bytes: u32,
    /// Bytes of the longest cell.
    largest: u32,
    long_cells: u32,
    /// Cells with the marks of sentences.
    prose_cells: u32,
    /// Whether the open cell has such marks.
    prose: bool,
    links: u32,
    /// Cells that the page marks as heads of rows or columns.
    heads: u32,
    /// Whether a line was broken since the last text of the open cell.
    broken: bool,
    /// Whether a cell has text before and after such a break.
    several: bool,
    /// Cells of the row that was read first, and whether all rows so far have as many.
    columns: u32,
    uneven: bool,
    /// Whether a cell of the first row is more than the name of a column: long, or with the marks of sentences.
    wordy_head: bool,
    /// Whether the first cell of a row is more than the name or number of the row.
    wordy_side: bool,
}

/// For every node, whether it is a block in a cell of a table of data whose cells are a line each: it breaks no line, so that a row stays one.
pub(super) fn blocks_of_cells(tree: &Tree<'_>, data_tables: &[bool]) -> Vec<bool> {
    let mut inside = vec![false; tree.nodes.len()];
    for table in (0..tree.nodes.len()).filter(|&i| data_tables.get(i) == Some(&true)) {
        if count(tree, table).is_none_or(|counts| counts.several) {
            continue;
        }
        let mut cell = 0;
        for i in tree.inside(table) {
            match tree.nodes[i].element {
                Element::Cell => cell = tree.nodes[i].after as usize,
                element => inside[i] = i < cell && element.is_block(),
            }
        }
    }
    inside
}

/// For every node, whether it is a table of data.
pub(super) fn data_tables(tree: &Tree<'_>) -> Vec<bool> {
    tree.nodes.iter().enumerate().map(|(i, node)| node.element == Element::Table && is_data(tree, i)).collect()
}

/// Whether a table holds data: two rows and more of two cells and more, none of them a text of its own, few of them sentences (a blank between two
/// sentences does not keep them apart), no table and no control inside.
fn is_data(tree: &Tree<'_>, table: usize) -> bool {
    let Some(counts) = count(tree, table) else { return false };
    let Counts { rows, wide_rows, cells, largest, long_cells, prose_cells, links, heads, .. } = counts;
    let tabular = rows >= 2 && wide_rows >= 2 && wide_rows * 2 >= rows;
    let light = largest <= limits::CELL_BYTES && long_cells * limits::LONG_CELL_SHARE <= cells;
    // Even columns under short heads, or beside short names, hold data though sentences stand in them.
    let ruled = largest <= limits::SENTENCE_CELL_BYTES && !counts.uneven && (!counts.wordy_head || !counts.wordy_side && wide_rows >= limits::SIDE_ROWS);
    let terse = ruled || prose_cells == 0 || prose_cells * limits::PROSE_ROWS < rows;
    // Names in a table of data may all be links, as in encyclopaedias; it has heads then.
    let linked = links * 2 > cells && heads < limits::TABLE_HEADS;
    tabular && light && terse && !linked
}

/// Counts what is in a table; `None` where it has a table or a control inside. The search ends there, so that every node is looked at for one table
/// only.
fn count(tree: &Tree<'_>, table: usize) -> Option<Counts> {
    let mut counts = Counts::default();
    for i in tree.inside(table) {
        match tree.nodes[i].element {
            Element::Table | Element::Control | Element::Form => return None,
            Element::Row => {
                counts.end_row();
                counts.rows += 1;
            }
            Element::Cell => {
                counts.end_cell();
                counts.heads += u32::from(tree.is_named(i, "th"));
            }
            Element::Text => {
                let text = tree.source(i);
                let bytes = text.trim().len() as u32;
                counts.several |= counts.broken && bytes > 0;
                counts.broken &= bytes == 0;
                counts.cell_bytes += bytes;
                counts.prose |= text.contains(['，', '。', '；']);
            }
            Element::Link => counts.links += 1,
            Element::Br => counts.broken |= counts.cell_bytes > 0,
            element if element.is_block() => counts.broken |= counts.cell_bytes > 0,
            _ => {}
        }
    }
    counts.end_row();
    Some(counts)
}

impl Counts {
    fn end_cell(&mut self) {
        if self.cell_bytes > 0 {
            let wordy = self.prose || self.cell_bytes > limits::HEAD_CELL_BYTES;
            self.wordy_head |= wordy && self.wide_rows == 0;
            self.wordy_side |= wordy && self.cells_in_row == 0;
            self.cells += 1;
            self.cells_in_row += 1;
            self.largest = self.largest.max(self.cell_bytes);
            self.prose_cells += u32::from(self.prose);
            self.long_cells += u32::from(self.cell_bytes > limits::LONG_CELL_BYTES);
        }
        self.cell_bytes = 0;
        (self.prose, self.broken) = (false, false);
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.cells_in_row >= 2 {
            self.uneven |= self.wide_rows > 0 && self.cells_in_row != self.columns;
            self.columns = if self.wide_rows == 0 { self.cells_in_row } else { self.columns };
            self.wide_rows += 1;
        }
        self.cells_in_row = 0;
    }
}
