//! What a block shows by itself, whatever stands around it.

use super::lexicon::{Heard, Odds};
use super::limits;
use super::{Block, BlockWords};
use crate::chars::{is_han, without_blanks};
use crate::judge::simplify_char;
use crate::structure::line::ends_sentence;
use crate::structure::{Enumeration, TitleForm, Words, enumerator};

/// What a block shows by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub(super) chars: f32,
    pub(super) han: f32,
    pub(super) digits: f32,
    pub(super) latin: f32,
    pub(super) commas: f32,
    pub(super) stops: f32,
    pub(super) marks: f32,
    pub(super) separators: f32,
    pub(super) ends: f32,
    pub(super) link: f32,
    /// Its characters where it is prose, otherwise 0.
    pub(super) prose: f32,
    pub(super) enumeration: f32,
    pub(super) title_form: f32,
    pub(super) number: bool,
    pub(super) addressee: bool,
    pub(super) issuer: bool,
    pub(super) repeated: f32,
    pub(super) words: u64,
    pub(super) heard: Heard,
}

impl Own {
    pub(super) fn of(block: &Block<'_>, words: &BlockWords, odds: &Odds, structure: &Words) -> Own {
        let text: &str = &block.text;
        let mut own = Own { chars: block.chars as f32, ..Own::default() };
        let (mut seen, mut han, mut digits, mut latin) = (0u32, 0u32, 0u32, 0u32);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            seen += 1;
            han += u32::from(is_han(c));
            digits += u32::from(c.is_ascii_digit());
            latin += u32::from(c.is_ascii_alphabetic());
            match c {
                '，' | ',' => own.commas += 1.0,
                '。' => own.stops += 1.0,
                '、' | '；' | '：' => own.marks += 1.0,
                '|' | '>' | '»' | '·' | '_' | '｜' | '›' => own.separators += 1.0,
                _ => {}
            }
        }
        let share = |part: u32| part as f32 / seen.max(1) as f32;
        (own.han, own.digits, own.latin) = (share(han), share(digits), share(latin));
        own.ends = f32::from(u8::from(ends_sentence(text.trim_end())));
        own.link = block.linked as f32 / block.chars.max(1) as f32;
        let whole = han as f32 * block.chars as f32 / seen.max(1) as f32;
        let speaks = whole >= limits::PROSE_HAN as f32 && (own.commas + own.stops > 0.0 || own.marks > 0.0 && text.contains('；') || block.stops > 0);
        own.prose = if speaks && own.link < limits::PROSE_LINKS { own.chars } else { 0.0 };
        own.enumeration = enumerator(text.trim_start()).map_or(0.0, |e| match e.kind {
            Enumeration::Article | Enumeration::Chapter | Enumeration::Section => 1.0,
            Enumeration::Han => 2.0,
            Enumeration::HanBracket => 3.0,
            _ => 4.0,
        });
        let line = without_blanks(text);
        if block.chars <= limits::FORM_CHARS {
            own.title_form = structure.title_form(&line).map_or(0.0, |form| if form == TitleForm::Formal { 2.0 } else { 1.0 });
            own.number = structure.number_line(&line).is_some();
            own.addressee = structure.is_addressee(&line);
            own.issuer = structure.is_issuer(&line);
        }
        own.heard = odds.of_text(&line);
        let simple: String = line.chars().map(simplify_char).collect();
        own.words = words.of(&simple);
        own
    }
}
