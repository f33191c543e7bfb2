//! Quotation marks taken from a paragraph that has them right: made straight, turned round, lost; with what else looks like one.

use std::hash::{DefaultHasher, Hash, Hasher};

/// What a mark of the damaged text does in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It opens, and its partner stands there too.
    Opens,
    /// It closes, and its partner stands there too.
    Closes,
    /// It opens or closes, its partner is lost.
    Alone {
        /// It opens.
        opens: bool,
    },
    /// It is no quotation mark.
    None,
}

/// A paragraph to be read.
pub(crate) struct Damaged {
    /// Its lines: one, but for a paragraph that was cut.
    pub(crate) text: String,
    /// What its marks do, in order.
    pub(crate) truth: Vec<Truth>,
}

/// What is to be done to a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Anything, to fit.
    Any,
    /// Straight marks, and so many of them lost.
    Straight {
        /// Marks lost.
        lost: usize,
    },
    /// Lines cut, marks straight or as they were.
    Cut {
        /// Whether they are straight.
        straight: bool,
    },
    /// One or two marks turned round.
    Turned,
    /// Single marks in the place of the double ones.
    Single,
}

/// Numbers that are the same for the same text.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice for a text.
    pub(crate) fn new(text: &str, salt: u64) -> Dice {
        let mut hasher = DefaultHasher::new();
        (text, salt).hash(&mut hasher);
        Dice(hasher.finish() | 1)
    }

    /// A number below `below`.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below.max(1)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.roll(100) < chance
    }
}

struct Token {
    c: char,
    truth: Truth,
    partner: usize,
    single: bool,
    depth: usize,
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// A paragraph with its marks paired; nothing where they do not nest, or where something stands in it that could be a mark.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::with_capacity(chars.len());
    let mut open: Vec<usize> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        if matches!(c, '"' | '＂' | '\'' | '＇' | '「' | '」' | '『' | '』' | '〝') {
            return None;
        }
        let latin = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphabetic);
        let mut token = Token { c, truth: Truth::None, partner: 0, single: matches!(c, '‘' | '’'), depth: open.len() };
        match c {
            '’' if latin(at.checked_sub(1)) && latin(Some(at + 1)) => {}
            '“' | '‘' => {
                token.truth = Truth::Opens;
                open.push(at);
            }
            '”' | '’' => {
                let first = open.pop()?;
                let before = tokens.get_mut(first)?;
                if before.single != token.single {
                    return None;
                }
                before.partner = at;
                (token.truth, token.partner, token.depth) = (Truth::Closes, first, open.len());
            }
            _ => {}
        }
        tokens.push(token);
    }
    let some = tokens.iter().any(|token| token.truth == Truth::Opens && !token.single);
    (open.is_empty() && some && tokens.iter().all(|token| token.depth <= 2)).then_some(tokens)
}

fn marks(tokens: &[Token]) -> Vec<usize> {
    (0..tokens.len()).filter(|&at| tokens.get(at).is_some_and(|token| matches!(token.truth, Truth::Opens | Truth::Closes))).collect()
}

/// Words that stand in quotes in instructions and reports.
const LATIN: [&str; 12] = ["16", "hello world", "x", "id", "3", "OK", "name", "2025", "Made in China", "type", "PPP", "a.txt"];
/// What looks like a mark and is none.
const NOISE: [&str; 9] = ["55\"液晶屏", "6'2\"", "don't", "10'30\"", "3.5\"", "it's", "5'", "'90s", "O'Brien"];

/// Damages a paragraph; nothing where it does not have what the plan wants.
pub(crate) fn damage(text: &str, plan: Plan, salt: u64) -> Option<Damaged> {
    let mut tokens = tokens(text)?;
    let mut dice = Dice::new(text, salt);
    let any = plan == Plan::Any;
    if any && dice.percent(6) {
        latin(&mut tokens, &mut dice);
    }
    let style = match plan {
        Plan::Any => dice.roll(100),
        Plan::Straight { .. } | Plan::Cut { straight: true } => 0,
        Plan::Cut { straight: false } => 99,
        Plan::Turned => 70,
        Plan::Single => 55,
    };
    let lost = match plan {
        Plan::Straight { lost } => lost,
        Plan::Any if (62..78).contains(&style) => usize::from(dice.percent(20)),
        Plan::Any => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2][dice.roll(20)],
        _ => 0,
    };
    lose(&mut tokens, lost, &mut dice)?;
    restyle(&mut tokens, style, &mut dice);
    if any && dice.percent(25) {
        fold(&mut tokens, &mut dice);
    }
    let noise = any && dice.percent(2);
    let cut = matches!(plan, Plan::Cut { .. }) || any && dice.percent(15);
    let (text, truth) = write(&tokens, if noise { Some(*NOISE.get(dice.roll(NOISE.len()))?) } else { None }, cut, &mut dice);
    Some(Damaged { text, truth })
}

/// Puts a Latin word into one of the quotations.
fn latin(tokens: &mut Vec<Token>, dice: &mut Dice) {
    let all = marks(tokens);
    let Some(&at) = all.get(dice.roll(all.len())) else { return };
    let Some((from, to)) = tokens.get(at).map(|token| (at.min(token.partner), at.max(token.partner))) else { return };
    if tokens.get(from + 1..to).is_none_or(|inside| inside.iter().any(|token| is_mark(token.c))) {
        return;
    }
    let word = LATIN.get(dice.roll(LATIN.len())).copied().unwrap_or_default();
    let depth = tokens.get(from).map_or(0, |token| token.depth);
    let length = word.chars().count();
    tokens.splice(from + 1..to, word.chars().map(|c| Token { c, truth: Truth::None, partner: 0, single: false, depth }));
    let moved = |place: usize| if place >= to { place + length + from + 1 - to } else { place };
    for token in tokens.iter_mut() {
        token.partner = moved(token.partner);
    }
}

/// Loses marks; `None` where nothing would be left.
fn lose(tokens: &mut [Token], lost: usize, dice: &mut Dice) -> Option<()> {
    for _ in 0..lost {
        let all: Vec<usize> = (0..tokens.len()).filter(|&at| tokens.get(at).is_some_and(|token| token.truth != Truth::None && token.c != '\0')).collect();
        if all.len() < 2 {
            return None;
        }
        let at = *all.get(dice.roll(all.len()))?;
        let partner = tokens.get(at)?.partner;
        let token = tokens.get_mut(at)?;
        let alone = matches!(token.truth, Truth::Alone { .. });
        (token.c, token.truth) = ('\0', Truth::None);
        let other = tokens.get_mut(partner)?;
        if !alone && other.c != '\0' {
            other.truth = Truth::Alone { opens: other.truth == Truth::Opens };
        }
    }
    Some(())
}

fn restyle(tokens: &mut [Token], style: usize, dice: &mut Dice) {
    let turned = if (62..78).contains(&style) { 1 + dice.roll(2) } else { 0 };
    let all: Vec<usize> = (0..tokens.len()).filter(|&at| tokens.get(at).is_some_and(|token| is_mark(token.c) && token.truth != Truth::None)).collect();
    let mixed: Vec<bool> = all.iter().map(|_| dice.percent(50)).collect();
    for token in tokens.iter_mut().filter(|token| is_mark(token.c)) {
        let straight = match style {
            0..50 => {
                if token.single {
                    '\''
                } else {
                    '"'
                }
            }
            50..58 => {
                if token.single || token.depth > 0 {
                    '"'
                } else {
                    '\''
                }
            }
            58..62 => '"',
            _ if token.truth == Truth::None => '\'',
            _ => continue,
        };
        token.c = straight;
    }
    if (78..86).contains(&style) {
        for (&at, _) in all.iter().zip(&mixed).filter(|(_, mixed)| **mixed) {
            if let Some(token) = tokens.get_mut(at) {
                token.c = if token.single { '\'' } else { '"' };
            }
        }
    }
    for _ in 0..turned {
        if let Some(token) = all.get(dice.roll(all.len())).and_then(|&at| tokens.get_mut(at)) {
            token.c = match token.c {
                '“' => '”',
                '”' => '“',
                '‘' => '’',
                _ => '‘',
            };
        }
    }
}

/// Marks of a page that went through NFKC, some of them with the blank of Latin habit.
fn fold(tokens: &mut [Token], dice: &mut Dice) {
    let dots = dice.percent(30);
    for token in tokens.iter_mut() {
        token.c = match token.c {
            '，' => ',',
            '：' => ':',
            '；' => ';',
            '？' => '?',
            '！' => '!',
            '（' => '(',
            '）' => ')',
            '。' if dots => '.',
            c => c,
        };
    }
}

/// The damaged text, and what its marks do.
fn write(tokens: &[Token], noise: Option<&str>, cut: bool, dice: &mut Dice) -> (String, Vec<Truth>) {
    let (mut text, mut truth) = (String::new(), Vec::new());
    let at_noise = dice.roll(tokens.len());
    let width = 18 + dice.roll(28);
    let mut column = 0;
    for (at, token) in tokens.iter().enumerate() {
        if let Some(noise) = noise.filter(|_| at == at_noise) {
            text.push_str(noise);
            truth.extend(noise.chars().filter(|c| matches!(c, '"' | '\'')).map(|_| Truth::None));
        }
        if token.c == '\0' {
            continue;
        }
        column += 1;
        if cut
            && column > width
            && !matches!(token.c, '，' | '。' | '、' | '；' | '：' | '”' | '）')
            && !text.ends_with(['。', '！', '？', '；', '：', '“', '.', '!', '?', ';', ':'])
        {
            text.push('\n');
            column = 0;
        }
        text.push(token.c);
        if is_mark(token.c) || matches!(token.c, '"' | '\'') {
            truth.push(token.truth);
        }
    }
    (text, truth)
}
