//! Whether a text is Markdown, from the constructions that hardly occur otherwise. `5*3`, `C#`, `**公司与**公司` (masked names) and the comments of
//! source code look like marks, too.

use memchr::memmem;

use super::limits;
use super::markdown::{bullet, heading, is_fence, is_separator, links, pairs};
use crate::chars::is_han;
use crate::text::Lines;

/// What is counted in the lines of a text.
#[derive(Default)]
struct Signs {
    /// Points of the constructions that prove by themselves.
    points: u32,
    lines: u32,
    code_lines: u32,
    fences: u32,
    bullets: u32,
    /// Bold words inside a line.
    bold: u32,
    /// Constructions that occur in other texts too; each counts once.
    weak_title: bool,
    weak_quote: bool,
    weak_link: bool,
    weak_escape: bool,
    weak_code: bool,
}

/// How strongly a text says that it is Markdown, in points; [`limits::MARKDOWN_POINTS`] are enough.
pub(super) fn points(text: &str) -> u32 {
    let mut signs = Signs::default();
    for at in Lines::of(text) {
        let line = text[at].trim_end();
        if is_fence(line.trim_start()) {
            signs.fences += 1;
        } else if signs.fences.is_multiple_of(2) && !line.is_empty() {
            signs.read(line);
        }
    }
    if f64::from(signs.code_lines) > f64::from(signs.lines) * limits::CODE_LINES {
        return 0;
    }
    let fenced = signs.fences >= 2 && signs.fences.is_multiple_of(2);
    let weak = [signs.weak_title, signs.bullets >= 2, signs.weak_quote, signs.weak_link, signs.weak_escape, signs.weak_code];
    let weak: u32 = weak.into_iter().map(u32::from).sum();
    signs.points + if fenced { limits::SIGN_POINTS } else { 0 } + weak + signs.bold.min(limits::BOLD_WORDS_POINTS)
}

impl Signs {
    fn read(&mut self, line: &str) {
        let body = line.trim_start();
        self.lines += 1;
        self.code_lines += u32::from(looks_like_code(body));
        if let Some((level, _)) = heading(line, true).filter(|(_, title)| title.chars().any(speaks)) {
            if level >= 2 { self.points += limits::SIGN_POINTS } else { self.weak_title = true }
        }
        if is_separator(body) {
            self.points += limits::SIGN_POINTS;
        }
        self.bullets += u32::from(bullet(line).is_some());
        self.weak_quote |= body.starts_with("> ");
        if memmem::find(body.as_bytes(), b"**").is_some() {
            self.bold(body);
        }
        if memmem::find(body.as_bytes(), b"](").is_some() {
            for link in links(body) {
                let target = &body[link.target];
                if link.image || target.starts_with("http") {
                    self.points += limits::SIGN_POINTS;
                } else {
                    self.weak_link |= target.starts_with(['/', '#', '.']);
                }
            }
        }
        self.weak_escape |= ["\\*", "\\#", "\\_", "\\[", "\\."].iter().any(|e| body.contains(e));
        self.weak_code |= !pairs(body, "`").is_empty();
    }

    /// Bold words: at the beginning of a line, with what closes an opening, they prove more.
    fn bold(&mut self, body: &str) {
        for pair in pairs(body, "**") {
            let inner = &body[pair.start + 2..pair.end - 2];
            let letters = inner.chars().filter(|&c| speaks(c)).count();
            let closed = pair.end == body.len() || inner.ends_with(['。', '：', ':', '；', '.', '!', '！', '？', '?']);
            if letters >= limits::BOLD_LETTERS && pair.start == 0 && closed {
                self.points += limits::BOLD_POINTS;
            } else if letters >= 1 {
                self.bold += 1;
            }
        }
    }
}

fn speaks(c: char) -> bool {
    is_han(c) || c.is_alphabetic()
}

/// Whether a line is more likely source code than prose.
fn looks_like_code(line: &str) -> bool {
    const STARTS: [&str; 14] =
        ["import ", "from ", "def ", "return ", "if (", "for (", "while (", "//", "#include", "public ", "private ", "class ", "function ", "print("];
    line.ends_with([';', '{', '}']) && line.is_ascii()
        || line.ends_with("):")
        || STARTS.iter().any(|start| line.starts_with(start))
        || (line.contains(" = ") || line.contains("<-") || line.contains("();")) && !line.chars().next().is_some_and(is_han)
}
