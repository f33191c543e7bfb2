//! What the parsers say of a line, each asked once.

use std::cell::OnceCell;

use super::enumerator::{Enumerator, enumerator};
use super::title::TitleForm;
use super::words::Words;

/// Facts of one line, read when they are first asked for. They are copied with the line, so that what one round over a page has read the next one
/// knows. Whoever holds them asks with the same line and the same words every time.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineFacts {
    title_form: OnceCell<Option<TitleForm>>,
    enumerator: OnceCell<Option<Enumerator>>,
    number: OnceCell<bool>,
    addressee: OnceCell<bool>,
    credit: OnceCell<bool>,
    release_note: OnceCell<bool>,
    issuers: OnceCell<bool>,
}

impl LineFacts {
    /// How sure it is a title; see [`Words::title_form`].
    pub(crate) fn title_form(&self, line: &str, words: &Words) -> Option<TitleForm> {
        *self.title_form.get_or_init(|| words.title_form(line))
    }

    /// The enumerator it begins with; see [`enumerator`].
    pub(crate) fn enumerator(&self, line: &str) -> Option<&Enumerator> {
        self.enumerator.get_or_init(|| enumerator(line)).as_ref()
    }

    /// Whether it is a document number; see [`Words::number_line`].
    pub(crate) fn is_number(&self, line: &str, words: &Words) -> bool {
        *self.number.get_or_init(|| words.number_line(line).is_some())
    }

    /// Whether it is an addressee; see [`Words::is_addressee`].
    pub(crate) fn is_addressee(&self, line: &str, words: &Words) -> bool {
        *self.addressee.get_or_init(|| words.is_addressee(line))
    }

    /// Whether it names who wrote or photographed; see [`Words::is_credit`].
    pub(crate) fn is_credit(&self, line: &str, words: &Words) -> bool {
        *self.credit.get_or_init(|| words.is_credit(line))
    }

    /// Whether it says how the document is made public; see [`Words::is_release_note`].
    pub(crate) fn is_release_note(&self, line: &str, words: &Words) -> bool {
        *self.release_note.get_or_init(|| words.is_release_note(line))
    }

    /// Whether it consists of issuing bodies; see [`Words::issuers_of_line`].
    pub(crate) fn names_issuers(&self, line: &str, words: &Words) -> bool {
        *self.issuers.get_or_init(|| !words.issuers_of_line(line).is_empty())
    }
}
