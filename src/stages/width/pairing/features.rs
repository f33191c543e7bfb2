//! The features that the readings of quotation marks are weighed by. A row of `rules/width/quotes.tsv` has the weight of each.

use crate::features::features;

use super::seen::{Gap, Nest, Role, Seen, Side, Sight, is_word};

/// 1 where a mark has the role and the side.
fn beside(seen: &Seen, role: Role, side: fn(&Sight) -> Side, is: Side) -> f32 {
    mark(seen, role, |sight| yes(side(sight) == is))
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// A feature of a mark that opens or closes, whether it has a partner or not; 0 of anything else.
fn mark(seen: &Seen, role: Role, value: impl Fn(&Sight) -> f32) -> f32 {
    match seen {
        Seen::Mark(sight, is) if is.opens() == role.opens() => value(sight),
        _ => 0.0,
    }
}

/// A feature of any quotation mark.
fn quote(seen: &Seen, value: impl Fn(&Sight) -> f32) -> f32 {
    mark(seen, Role::Open, &value) + mark(seen, Role::Close, &value)
}

/// A feature of a quotation mark without a partner.
fn lone(seen: &Seen, role: Role, value: impl Fn(&Sight) -> f32) -> f32 {
    match seen {
        Seen::Mark(sight, is) if *is == role => value(sight),
        _ => 0.0,
    }
}

/// A feature of a gap inside a quotation.
fn inside(seen: &Seen, value: impl Fn(&Gap) -> f32) -> f32 {
    match seen {
        Seen::Inside(gap) => value(gap),
        _ => 0.0,
    }
}

fn nested(seen: &Seen, is: Nest) -> f32 {
    yes(matches!(seen, Seen::Nested(nest) if *nest == is))
}

features! {
    const SIDES;
    /// What stands beside a mark.
    fn sides(seen: &Seen<'_>) -> [f32] {
        "opens after the edge" => beside(seen, Role::Open, |sight| sight.before, Side::Edge),
        "opens after Han" => beside(seen, Role::Open, |sight| sight.before, Side::Han),
        "opens after Latin" => beside(seen, Role::Open, |sight| sight.before, Side::Latin),
        "opens after a digit" => beside(seen, Role::Open, |sight| sight.before, Side::Digit),
        "opens after a stop" => beside(seen, Role::Open, |sight| sight.before, Side::Stop),
        "opens after a comma" => beside(seen, Role::Open, |sight| sight.before, Side::Comma),
        "opens after a member's mark" => beside(seen, Role::Open, |sight| sight.before, Side::Member),
        "opens after a colon" => beside(seen, Role::Open, |sight| sight.before, Side::Colon),
        "opens after an opening bracket" => beside(seen, Role::Open, |sight| sight.before, Side::Opening),
        "opens after a closing bracket" => beside(seen, Role::Open, |sight| sight.before, Side::Closing),
        "opens after a dash" => beside(seen, Role::Open, |sight| sight.before, Side::Dash),
        "opens after a quote" => beside(seen, Role::Open, |sight| sight.before, Side::Quote),
        "opens after another sign" => beside(seen, Role::Open, |sight| sight.before, Side::Other),
        "opens before the edge" => beside(seen, Role::Open, |sight| sight.after, Side::Edge),
        "opens before Han" => beside(seen, Role::Open, |sight| sight.after, Side::Han),
        "opens before Latin" => beside(seen, Role::Open, |sight| sight.after, Side::Latin),
        "opens before a digit" => beside(seen, Role::Open, |sight| sight.after, Side::Digit),
        "opens before a stop" => beside(seen, Role::Open, |sight| sight.after, Side::Stop),
        "opens before a comma" => beside(seen, Role::Open, |sight| sight.after, Side::Comma),
        "opens before a member's mark" => beside(seen, Role::Open, |sight| sight.after, Side::Member),
        "opens before a colon" => beside(seen, Role::Open, |sight| sight.after, Side::Colon),
        "opens before an opening bracket" => beside(seen, Role::Open, |sight| sight.after, Side::Opening),
        "opens before a closing bracket" => beside(seen, Role::Open, |sight| sight.after, Side::Closing),
        "opens before a dash" => beside(seen, Role::Open, |sight| sight.after, Side::Dash),
        "opens before a quote" => beside(seen, Role::Open, |sight| sight.after, Side::Quote),
        "opens before another sign" => beside(seen, Role::Open, |sight| sight.after, Side::Other),
        "closes after the edge" => beside(seen, Role::Close, |sight| sight.before, Side::Edge),
        "closes after Han" => beside(seen, Role::Close, |sight| sight.before, Side::Han),
        "closes after Latin" => beside(seen, Role::Close, |sight| sight.before, Side::Latin),
        "closes after a digit" => beside(seen, Role::Close, |sight| sight.before, Side::Digit),
        "closes after a stop" => beside(seen, Role::Close, |sight| sight.before, Side::Stop),
        "closes after a comma" => beside(seen, Role::Close, |sight| sight.before, Side::Comma),
        "closes after a member's mark" => beside(seen, Role::Close, |sight| sight.before, Side::Member),
        "closes after a colon" => beside(seen, Role::Close, |sight| sight.before, Side::Colon),
        "closes after an opening bracket" => beside(seen, Role::Close, |sight| sight.before, Side::Opening),
        "closes after a closing bracket" => beside(seen, Role::Close, |sight| sight.before, Side::Closing),
        "closes after a dash" => beside(seen, Role::Close, |sight| sight.before, Side::Dash),
        "closes after a quote" => beside(seen, Role::Close, |sight| sight.before, Side::Quote),
        "closes after another sign" => beside(seen, Role::Close, |sight| sight.before, Side::Other),
        "closes before the edge" => beside(seen, Role::Close, |sight| sight.after, Side::Edge),
        "closes before Han" => beside(seen, Role::Close, |sight| sight.after, Side::Han),
        "closes before Latin" => beside(seen, Role::Close, |sight| sight.after, Side::Latin),
        "closes before a digit" => beside(seen, Role::Close, |sight| sight.after, Side::Digit),
        "closes before a stop" => beside(seen, Role::Close, |sight| sight.after, Side::Stop),
        "closes before a comma" => beside(seen, Role::Close, |sight| sight.after, Side::Comma),
        "closes before a member's mark" => beside(seen, Role::Close, |sight| sight.after, Side::Member),
        "closes before a colon" => beside(seen, Role::Close, |sight| sight.after, Side::Colon),
        "closes before an opening bracket" => beside(seen, Role::Close, |sight| sight.after, Side::Opening),
        "closes before a closing bracket" => beside(seen, Role::Close, |sight| sight.after, Side::Closing),
        "closes before a dash" => beside(seen, Role::Close, |sight| sight.after, Side::Dash),
        "closes before a quote" => beside(seen, Role::Close, |sight| sight.after, Side::Quote),
        "closes before another sign" => beside(seen, Role::Close, |sight| sight.after, Side::Other),
    }
}

features! {
    const OTHERS;
    /// The judge, words, shapes, blanks, gaps. Counts are bounded, so that a long text is no stronger evidence than a page of it.
    fn others(seen: &Seen<'_>) -> [f32] {
        "opens, to the judge" => mark(seen, Role::Open, |sight| sight.opens.max(-2.0)),
        "opens against the judge" => mark(seen, Role::Open, |sight| (sight.opens + 2.0).min(0.0)),
        "closes, to the judge" => mark(seen, Role::Close, |sight| (-sight.opens).max(-2.0)),
        "closes against the judge" => mark(seen, Role::Close, |sight| (2.0 - sight.opens).min(0.0)),
        "opens, by the word left of it" => mark(seen, Role::Open, |sight| sight.words.0),
        "opens, by the word right of it" => mark(seen, Role::Open, |sight| sight.words.1),
        "closes, by the word left of it" => mark(seen, Role::Close, |sight| -sight.words.0),
        "closes, by the word right of it" => mark(seen, Role::Close, |sight| -sight.words.1),
        "a mark, to the judge" => quote(seen, |sight| sight.quotes),
        "opens with its shape" => mark(seen, Role::Open, |sight| yes(sight.shape > 0)),
        "opens against its shape" => mark(seen, Role::Open, |sight| yes(sight.shape < 0)),
        "closes with its shape" => mark(seen, Role::Close, |sight| yes(sight.shape < 0)),
        "closes against its shape" => mark(seen, Role::Close, |sight| yes(sight.shape > 0)),
        "a straight double one quotes" => quote(seen, |sight| yes(!sight.single && sight.shape == 0)),
        "a straight single one quotes" => quote(seen, |sight| yes(sight.single && sight.shape == 0)),
        "a shaped single one quotes" => quote(seen, |sight| yes(sight.single && sight.shape != 0)),
        "quotes inside a word" => quote(seen, |sight| yes(sight.single && sight.before == Side::Latin && sight.after == Side::Latin && sight.blank == (false, false))),
        "opens right behind a letter or digit" => mark(seen, Role::Open, |sight| yes(is_word(sight.before) && !sight.blank.0)),
        "closes right before a letter or digit" => mark(seen, Role::Close, |sight| yes(is_word(sight.after) && !sight.blank.1)),
        "quotes behind a digit" => quote(seen, |sight| yes(sight.before == Side::Digit && !sight.blank.0)),
        "opens before a blank" => mark(seen, Role::Open, |sight| yes(sight.blank.1)),
        "opens behind a blank" => mark(seen, Role::Open, |sight| yes(sight.blank.0)),
        "closes behind a blank" => mark(seen, Role::Close, |sight| yes(sight.blank.0)),
        "closes before a blank" => mark(seen, Role::Close, |sight| yes(sight.blank.1)),
        "opens at the end of a line" => mark(seen, Role::Open, |sight| yes(sight.at_break.1)),
        "opens at the start of a line" => mark(seen, Role::Open, |sight| yes(sight.at_break.0)),
        "closes at the start of a line" => mark(seen, Role::Close, |sight| yes(sight.at_break.0)),
        "closes at the end of a line" => mark(seen, Role::Close, |sight| yes(sight.at_break.1)),
        "lone, opens" => lone(seen, Role::LoneOpen, |_| 1.0),
        "lone, closes" => lone(seen, Role::LoneClose, |_| 1.0),
        "lone, single" => lone(seen, Role::LoneOpen, |sight| yes(sight.single)) + lone(seen, Role::LoneClose, |sight| yes(sight.single)),
        "lone, straight" => lone(seen, Role::LoneOpen, |sight| yes(sight.shape == 0)) + lone(seen, Role::LoneClose, |sight| yes(sight.shape == 0)),
        "inside: a gap" => inside(seen, |_| 1.0),
        "inside: ten characters" => inside(seen, |gap| (gap.chars as f32 / 10.0).min(20.0)),
        "inside: no character" => inside(seen, |gap| yes((0..=0).contains(&gap.chars))),
        "inside: one character" => inside(seen, |gap| yes((1..=1).contains(&gap.chars))),
        "inside: 2 characters" => inside(seen, |gap| yes((2..=2).contains(&gap.chars))),
        "inside: 3 characters" => inside(seen, |gap| yes((3..=3).contains(&gap.chars))),
        "inside: 4 characters" => inside(seen, |gap| yes((4..=4).contains(&gap.chars))),
        "inside: 5 to 6 characters" => inside(seen, |gap| yes((5..=6).contains(&gap.chars))),
        "inside: 7 to 9 characters" => inside(seen, |gap| yes((7..=9).contains(&gap.chars))),
        "inside: 10 to 14 characters" => inside(seen, |gap| yes((10..=14).contains(&gap.chars))),
        "inside: 15 to 22 characters" => inside(seen, |gap| yes((15..=22).contains(&gap.chars))),
        "inside: 23 to 40 characters" => inside(seen, |gap| yes((23..=40).contains(&gap.chars))),
        "inside: 41 to 80 characters" => inside(seen, |gap| yes((41..=80).contains(&gap.chars))),
        "inside: ends of sentences" => inside(seen, |gap| gap.sentences.min(5) as f32),
        "inside: a comma" => inside(seen, |gap| yes(gap.commas > 0)),
        "inside: commas" => inside(seen, |gap| gap.commas.min(5) as f32),
        "inside: ends of lines" => inside(seen, |gap| gap.breaks.min(4) as f32),
        "inside: brackets without a partner" => inside(seen, |gap| gap.brackets.min(3) as f32),
        "inside: its words" => inside(seen, |gap| gap.words),
        "inside: nothing but marks" => inside(seen, |gap| yes(gap.marks_only)),
        "inside: begins with a stop" => inside(seen, |gap| yes(gap.begins_with_stop)),
        "inside: ends open" => inside(seen, |gap| yes(gap.ends_open)),
        "single in double" => nested(seen, Nest::SingleInDouble),
        "double in single" => nested(seen, Nest::DoubleInSingle),
        "one in another of its sort" => nested(seen, Nest::Same),
    }
}

/// How many features there are.
const COUNT: usize = SIDES.len() + OTHERS.len();

/// The names of the features, in order; the file of weights has one row for each.
pub const NAMES: [&str; COUNT] = {
    let mut names = [""; COUNT];
    let mut n = 0;
    while n < COUNT {
        names[n] = if n < SIDES.len() { SIDES[n] } else { OTHERS[n - SIDES.len()] };
        n += 1;
    }
    names
};

/// The features of what is seen, in the order of [`NAMES`].
pub fn features_of(seen: &Seen) -> [f32; COUNT] {
    let (sides, others) = (sides(seen), others(seen));
    let mut all = sides.into_iter().chain(others);
    std::array::from_fn(|_| all.next().unwrap_or_default())
}
