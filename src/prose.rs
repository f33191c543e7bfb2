//! The rules of prose: what each rule changes, and which text keeps it. The one place where this is said; the pipeline asks it of every edit before
//! it is applied (`gate`), so a new stage or rule is held to it without asking.

use crate::code::{Code, StageName};
use crate::finding::TextKind;

/// What a rule changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Concern {
    /// Bytes, control characters, line ends, wrong readings of bytes, markup: nothing that the kind of a text decides.
    Coding,
    /// Presentation forms and half-width letters.
    Forms,
    /// Characters that cannot be seen.
    Invisible,
    /// Readings in brackets.
    Reading,
    /// Traditional characters.
    Script,
    /// Characters that seem to be lost.
    Loss,
    /// Full-width letters, digits and the signs between them.
    Letters,
    /// Marks, quotes, brackets, dashes.
    Marks,
    /// Whether a blank stands between two words.
    Gaps,
    /// Words whose characters are set apart.
    SpacedOut,
    /// How wide a blank is.
    Spacing,
    /// Blanks at the end of a line.
    Edge,
    /// Where a line ends.
    Breaks,
    /// Empty lines.
    Empty,
    /// Indentation, and how the text ends.
    Layout,
    /// Lines that are said twice.
    Repeats,
    /// Lines that each begin as the one before ends.
    Echoes,
    /// Lines that are none of the document's.
    Furniture,
    /// Numbers alone on their lines.
    Numbers,
}

impl Concern {
    /// What a rule changes. A rule of a stage that is not named here is one of prose.
    pub(crate) fn of(rule: Code) -> Concern {
        match (rule.letter(), rule.as_str()) {
            ('D' | 'K' | 'M', _) => Concern::Coding,
            ('U', "U003" | "U017" | "U018") => Concern::Forms,
            ('U', "U016" | "U019" | "U022") => Concern::Loss,
            ('U', "U021") => Concern::Marks,
            ('U', "U008" | "U009") => Concern::Invisible,
            ('U', _) => Concern::Coding,
            ('G', _) => Concern::Reading,
            ('S', _) => Concern::Script,
            ('E', _) => Concern::Loss,
            ('W', "W001" | "W002") => Concern::Letters,
            ('W', "W030") => Concern::Edge,
            ('W', "W031") => Concern::Gaps,
            ('W', "W033") => Concern::SpacedOut,
            ('W', "W032") => Concern::Spacing,
            ('F', "F005") => Concern::Repeats,
            ('F', "F006") => Concern::Echoes,
            ('F', "F004") => Concern::Numbers,
            ('F', _) => Concern::Furniture,
            ('W', "W034") | ('L', "L001" | "L002") => Concern::Breaks,
            ('L', "L003") => Concern::Empty,
            ('L', _) => Concern::Layout,
            _ => Concern::Marks,
        }
    }

    /// What a stage changes where it is at work: a line that keeps all of it need not be read by it.
    fn of_stage(stage: StageName) -> &'static [Concern] {
        match stage {
            StageName::Decode | StageName::Markup | StageName::Mojibake => &[Concern::Coding],
            StageName::Unicode => &[Concern::Coding, Concern::Forms, Concern::Invisible, Concern::Loss, Concern::Marks],
            StageName::Gloss => &[Concern::Reading],
            StageName::Script => &[Concern::Script],
            StageName::Lacuna => &[Concern::Loss],
            StageName::Width => &[Concern::Letters, Concern::Marks, Concern::Gaps, Concern::SpacedOut, Concern::Spacing, Concern::Edge],
            StageName::Furniture => &[Concern::Repeats, Concern::Echoes, Concern::Furniture, Concern::Numbers],
            StageName::Lines => &[Concern::Breaks, Concern::Empty, Concern::Layout],
        }
    }
}

/// What keeps text as it is inside a line of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Code between backticks.
    Code,
    /// `$…$`, `\(…\)`.
    Formula,
    /// A face made of marks.
    Face,
    /// Pictures that several code points make.
    Emoji,
}

impl Span {
    pub(crate) fn keeps(self, concern: Concern) -> bool {
        match self {
            // What is no text of the line, a whole line that goes or the end of one, is no matter of what stands in it.
            _ if matches!(
                concern,
                Concern::Edge | Concern::Breaks | Concern::Empty | Concern::Layout | Concern::Repeats | Concern::Echoes | Concern::Furniture | Concern::Numbers
            ) =>
            {
                false
            }
            Span::Code | Span::Formula => concern != Concern::Coding,
            Span::Face | Span::Emoji => true,
        }
    }
}

/// The language of a line or of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    Japanese,
    Korean,
    /// Any that is written with Latin letters.
    Latin,
    Cyrillic,
}

impl Language {
    /// Marks, quotes and blanks are those of the language; full-width letters are at home in Japanese.
    pub(crate) fn keeps(self, concern: Concern) -> bool {
        match self {
            Language::Chinese => false,
            Language::Japanese => {
                matches!(concern, Concern::Letters | Concern::Marks | Concern::Gaps | Concern::SpacedOut | Concern::Reading | Concern::Script)
            }
            _ => matches!(concern, Concern::Marks | Concern::Gaps | Concern::SpacedOut | Concern::Reading | Concern::Script),
        }
    }
}

impl TextKind {
    /// Whether lines of this kind keep what a rule of this concern would change.
    pub(crate) fn keeps(self, concern: Concern) -> bool {
        use Concern::*;
        match concern {
            Coding => false,
            Invisible => false,
            Forms => matches!(self, TextKind::Code | TextKind::Data),
            // What is asked and what is lost look alike in a program.
            Loss => matches!(self, TextKind::Code | TextKind::Data | TextKind::Formula | TextKind::Log),
            // Values and headwords are what they are.
            Script => matches!(self, TextKind::Code | TextKind::Data | TextKind::Formula | TextKind::Dictionary),
            // A row, an entry, a verse is a line, and may be like the one before it.
            Breaks | Repeats => !matches!(self, TextKind::Prose | TextKind::Bibliography) || concern == Repeats && self == TextKind::Bibliography,
            // Rows of two cells, each said again in the next, are links with the names of their pictures.
            Echoes => !matches!(self, TextKind::Prose | TextKind::Rows),
            Gaps => !matches!(self, TextKind::Prose | TextKind::Verse | TextKind::List),
            SpacedOut => !matches!(self, TextKind::Prose | TextKind::Verse | TextKind::List | TextKind::Rows),
            Marks => !matches!(self, TextKind::Prose | TextKind::Verse | TextKind::Rows | TextKind::List),
            // Between stanzas, which may be numbered.
            Empty | Numbers => self.is_verbatim() || self == TextKind::Verse,
            Reading | Letters | Spacing | Edge | Layout | Furniture => self.is_verbatim(),
        }
    }

    /// Whether its lines stay as they stand, but for what is wrong in their coding.
    pub(crate) fn is_verbatim(self) -> bool {
        !matches!(self, TextKind::Prose | TextKind::Verse | TextKind::Rows | TextKind::List | TextKind::Bibliography)
    }

    /// Whether a stage has nothing to do with lines of this kind, whatever its rule.
    pub(crate) fn is_spared_by(self, stage: StageName) -> bool {
        Concern::of_stage(stage).iter().all(|concern| self.keeps(*concern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_nobody_has_named_is_one_of_prose() {
        assert_eq!(Concern::of(Code::new("Z001")), Concern::Marks);
        assert!(TextKind::Code.keeps(Concern::of(Code::new("Z001"))));
    }

    #[test]
    fn every_kind_but_prose_keeps_something() {
        for kind in TextKind::OTHERS {
            assert!(kind.keeps(Concern::Repeats), "{kind}");
            assert_eq!(kind.is_spared_by(StageName::Width), kind.is_verbatim(), "{kind}");
        }
        for stage in StageName::ALL {
            assert!(!TextKind::Prose.is_spared_by(*stage), "{stage}");
        }
    }
}
