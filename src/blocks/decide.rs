//! Which blocks go: a probability for each, and what a cut would take with it.

use super::{Block, limits};
use crate::config::Marks;

/// Whether a block is prose of the length of a paragraph.
fn is_paragraph(block: &Block<'_>) -> bool {
    let long = block.chars >= limits::PARAGRAPH_CHARS && block.stops > 0 || block.chars >= limits::LONG_CHARS;
    long && (block.linked as f32) < limits::PROSE_LINKS * block.chars as f32
}

/// For each block whether it goes. `said` is the probability of each block to be text of the document, `marks` how sure an edit has to be. A line may go with more doubt than
/// a paragraph, and a stretch that takes a good part of the page's prose only with less.
pub fn decide(blocks: &[Block<'_>], said: &[f32], marks: Marks) -> Vec<bool> {
    if blocks.iter().map(|block| block.chars).sum::<u32>() < limits::LEAST_CHARS {
        return vec![false; blocks.len()];
    }
    let (line, doubt) = (1.0 - marks.furniture, 1.0 - marks.furniture_paragraphs);
    let mut goes: Vec<bool> = blocks.iter().zip(said).map(|(block, said)| *said <= if is_paragraph(block) { doubt } else { line }).collect();
    let prose = |block: &Block<'_>| if is_paragraph(block) { f64::from(block.chars) } else { 0.0 };
    let kept: f64 = blocks.iter().zip(&goes).filter(|(_, goes)| !**goes).map(|(block, _)| prose(block)).sum();
    let mut at = 0;
    while at < blocks.len() {
        let end = (at..blocks.len()).find(|&i| !goes[i]).unwrap_or(blocks.len());
        let taken: f64 = blocks[at..end].iter().map(prose).sum();
        let part = taken / (taken + kept).max(1.0);
        let share = match () {
            () if part >= limits::MOST_PROSE => limits::MOST_PROSE_DOUBT,
            () if part >= limits::MUCH_PROSE => limits::MUCH_PROSE_DOUBT,
            () => 1.0,
        };
        for i in at..end {
            if is_paragraph(&blocks[i]) && said[i] > doubt * share {
                goes[i] = false;
            }
        }
        at = end + 1;
    }
    if !blocks.iter().zip(&goes).any(|(block, goes)| !goes && block.chars > 0) {
        // Nothing would be left: the page is what is most likely its text.
        let most = said.iter().copied().fold(0.0, f32::max);
        goes = said.iter().map(|said| *said < most * limits::BEST_SHARE).collect();
    }
    goes
}
