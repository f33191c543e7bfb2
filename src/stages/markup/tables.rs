//! Which tables hold data, and which only lay out the page.

use super::limits;
use super::tags::Element;
use super::tree::Tree;

#[derive(Default)]
struct Seen {
    index: u32,
    after: u32,
    rows: u32,
    /// Rows with two and more cells that say something.
    wide: u32,
    cells_in_row: u32,
    cell_bytes: u32,
    largest: u32,
    nested: bool,
    images: u32,
    controls: u32,
    long_cells: u32,
    /// Cells with the marks of sentences.
    prose_cells: u32,
    /// Whether the open cell has such marks.
    prose: bool,
    links: u32,
    cells: u32,
    /// Cells that the page marks as heads of rows or columns.
    heads: u32,
}

/// For every node, whether it is a table of data: two rows and more of two cells and more, none of them a text of its own, few of them
/// sentences (a blank between two sentences does not keep them apart), no table inside.
pub(super) fn data_tables(tree: &Tree<'_>) -> Vec<bool> {
    let mut data = vec![false; tree.nodes.len()];
    let mut open: Vec<Seen> = Vec::new();
    let close = |seen: Seen, open: &mut Vec<Seen>, data: &mut Vec<bool>| {
        let mut seen = seen;
        end_cell(&mut seen);
        end_row(&mut seen);
        if let Some(outer) = open.last_mut() {
            outer.nested = true;
        }
        let tabular = seen.rows >= 2 && seen.wide >= 2 && seen.wide * 2 >= seen.rows;
        let light = seen.largest <= limits::CELL_BYTES && seen.long_cells * 4 <= seen.cells;
        let terse = seen.prose_cells == 0 || seen.prose_cells * limits::PROSE_ROWS < seen.rows;
        // Names in a table of data may all be links, as in encyclopaedias; it has heads then.
        let linked = seen.links * 2 > seen.cells && seen.heads < limits::TABLE_HEADS;
        data[seen.index as usize] = tabular && light && terse && !seen.nested && !linked && seen.controls == 0;
    };
    for (i, node) in tree.nodes.iter().enumerate() {
        while open.last().is_some_and(|o| i >= o.after as usize) {
            if let Some(seen) = open.pop() {
                close(seen, &mut open, &mut data);
            }
        }
        let Some(table) = open.last_mut() else {
            if node.element == Element::Table {
                open.push(Seen { index: i as u32, after: node.after, ..Seen::default() });
            }
            continue;
        };
        match node.element {
            Element::Table => open.push(Seen { index: i as u32, after: node.after, ..Seen::default() }),
            Element::Row => {
                end_cell(table);
                end_row(table);
                table.rows += 1;
            }
            Element::Cell => {
                end_cell(table);
                table.heads += u32::from(tree.tag(i).get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("th")));
            }
            Element::Text => {
                let text = &tree.text[node.start as usize..node.end as usize];
                table.cell_bytes += text.trim().len() as u32;
                table.prose |= text.contains(['，', '。', '；']);
            }
            Element::Void => table.images += 1,
            Element::Control | Element::Form => table.controls += 1,
            Element::Link => table.links += 1,
            _ => {}
        }
    }
    while let Some(seen) = open.pop() {
        close(seen, &mut open, &mut data);
    }
    data
}

fn end_cell(table: &mut Seen) {
    if table.cell_bytes > 0 {
        table.cells += 1;
        table.cells_in_row += 1;
        table.largest = table.largest.max(table.cell_bytes);
        table.prose_cells += u32::from(table.prose);
        table.long_cells += u32::from(table.cell_bytes > limits::LONG_CELL_BYTES);
    }
    table.cell_bytes = 0;
    table.prose = false;
}

fn end_row(table: &mut Seen) {
    table.wide += u32::from(table.cells_in_row >= 2);
    table.cells_in_row = 0;
}
