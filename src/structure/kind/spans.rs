//! What is no prose inside a line: code between backticks, formulas, faces made of marks, pictures that several code points make.

use std::ops::Range;

use super::limits;
use crate::chars::is_han;
use crate::prose::Span;

/// The stretches of a line that are no prose, in order, none in another.
pub(crate) fn spans(line: &str) -> Vec<(Range<usize>, Span)> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    if memchr::memchr3(b'`', b'$', b'\\', bytes).is_some() {
        code_and_formulas(line, &mut found);
    }
    if !line.is_ascii() {
        pictures(line, &mut found);
        if memchr::memchr2(b'(', 0xef, bytes).is_some() {
            faces(line, &mut found);
        }
    }
    found.sort_by_key(|(at, _)| (at.start, at.end));
    let mut done = 0;
    found.retain(|(at, _)| {
        let free = at.start >= done;
        done = if free { at.end } else { done };
        free
    });
    found
}

fn code_and_formulas(line: &str, found: &mut Vec<(Range<usize>, Span)>) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(start) = memchr::memchr3(b'`', b'$', b'\\', bytes.get(at..).unwrap_or_default()).map(|n| at + n) {
        let hit = match bytes[start] {
            b'`' => code(line, start).map(|end| (end, Span::Code)),
            b'$' => formula(line, start).map(|end| (end, Span::Formula)),
            _ => bracketed(line, start).map(|end| (end, Span::Formula)),
        };
        match hit {
            Some((end, span)) => {
                found.push((start..end, span));
                at = end;
            }
            // A run of backticks that opens nothing, or an escaped mark.
            None if bytes[start] == b'`' => at = start + run(bytes, start, b'`'),
            None => at = start + if bytes[start] == b'\\' { 2 } else { run(bytes, start, b'$') },
        }
    }
}

/// How often a byte stands from `at` on.
fn run(bytes: &[u8], at: usize, byte: u8) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| **b == byte).count()
}

/// The end of the code that the backticks at `start` open: as many of them close it.
fn code(line: &str, start: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let length = run(bytes, start, b'`');
    let mut at = start + length;
    while let Some(close) = memchr::memchr(b'`', bytes.get(at..)?).map(|n| at + n) {
        let other = run(bytes, close, b'`');
        if other == length {
            return is_code(line.get(start + length..close)?).then_some(close + other);
        }
        at = close + other;
    }
    None
}

/// Whether what stands between backticks is code. In old texts a backtick opens a quotation, `既是这样’; what stands before the next one is prose then.
fn is_code(inner: &str) -> bool {
    let han = inner.chars().filter(|c| is_han(*c)).count();
    let ascii = inner.chars().filter(char::is_ascii_graphic).count();
    han <= ascii || !inner.contains(['，', '。', '．', '；', '：', '？', '！', '、', '“', '”', '’', '\'', '"', '…']) && han <= limits::CODE_HAN
}

/// The end of the formula that the dollar signs at `start` open: no blank stands inside them, no digit behind them, and what they enclose looks like
/// one. Sums of money do not.
fn formula(line: &str, start: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let length = run(bytes, start, b'$');
    if length > 2 || start > 0 && bytes.get(start - 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'\\') {
        return None;
    }
    let from = start + length;
    let mut at = from;
    loop {
        let close = memchr::memchr(b'$', bytes.get(at..)?).map(|n| at + n)?;
        let other = run(bytes, close, b'$');
        let escaped = bytes.get(close.wrapping_sub(1)) == Some(&b'\\');
        if escaped || other != length {
            at = close + other;
            continue;
        }
        let inner = &line[from..close];
        let tight = length == 2 || !inner.starts_with(' ') && !inner.ends_with(' ') || inner.contains('\\');
        let before_digit = bytes.get(close + other).is_some_and(u8::is_ascii_digit);
        return (tight && !before_digit && is_formula(inner)).then_some(close + other);
    }
}

/// Whether a text between dollar signs looks like a formula: a command, a sign of mathematics or a single letter, and hardly any Han but in `\text{…}`.
fn is_formula(inner: &str) -> bool {
    if inner.trim().is_empty() || inner.len() > limits::FORMULA {
        return false;
    }
    let han = inner.chars().filter(|c| is_han(*c)).count();
    let command = inner.as_bytes().windows(2).any(|pair| matches!(pair, [b'\\', b] if b.is_ascii_alphabetic() || matches!(b, b'{' | b'|' | b',')));
    let sign = inner.contains(['^', '_', '=', '+', '<', '>', '/', '*', '-', '(', '|', '≤', '≥', '×', '∈', '…']);
    let letters = inner.chars().filter(|c| c.is_alphabetic() && !is_han(*c)).count();
    let short = inner.chars().count() <= limits::FORMULA_LETTERS && letters > 0;
    let number = inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%' | b'\\' | b' '));
    (command || han == 0 && (sign && (letters > 0 || number || inner.is_ascii()) || short || number)) && !inner.contains(['，', '。', '；'])
        || command && inner.contains("\\text")
}

/// The end of the formula that `\(` or `\[` at `start` opens.
fn bracketed(line: &str, start: usize) -> Option<usize> {
    let close = match line.as_bytes().get(start + 1)? {
        b'(' => "\\)",
        b'[' => "\\]",
        _ => return None,
    };
    let from = start + 2;
    let end = from + line.get(from..)?.find(close)?;
    // `\[1\]` is an escaped bracket of Markdown.
    let inner = &line[from..end];
    let number = inner.bytes().all(|b| b.is_ascii_digit());
    (!number
        && inner.len() <= limits::FORMULA
        && !inner.chars().all(is_han)
        && (inner.contains(['\\', '^', '_', '=', '+', '<', '>', '(']) || inner.chars().count() <= limits::FORMULA_LETTERS))
        .then_some(end + close.len())
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '©' | '®')
}

/// Pictures that joiners, selectors, tags or shades of skin belong to.
fn pictures(line: &str, found: &mut Vec<(Range<usize>, Span)>) {
    let part = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
    if !line.chars().any(part) {
        return;
    }
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let keycap = c.is_ascii_digit() || matches!(c, '#' | '*');
        if !is_picture(c) && !keycap {
            continue;
        }
        let mut end = start + c.len_utf8();
        let (mut parts, mut joined, mut tagged) = (0, false, false);
        while let Some(&(at, next)) = chars.peek() {
            let tag = matches!(next, '\u{e0020}'..='\u{e007e}');
            // Tags belong to the black flag alone, and one closes them.
            if tag && c != '\u{1f3f4}' || !(part(next) || joined && is_picture(next)) || keycap && !matches!(next, '\u{fe0f}' | '\u{20e3}') {
                break;
            }
            tagged |= tag;
            joined = next == '\u{200d}';
            parts += 1;
            end = at + next.len_utf8();
            chars.next();
        }
        // A joiner at the end joins nothing, and tags that nothing closes are none.
        let closed = !tagged || line[start..end].ends_with('\u{e007f}');
        if parts > 0 && !joined && closed && (!keycap || line[start..end].ends_with('\u{20e3}')) {
            found.push((start..end, Span::Emoji));
        }
    }
}

/// Signs that faces are made of, and hardly any word.
const FEATURES: &str = "･ω・´｀∀Ддﾟ°▽△▿╥╯╰﹏≧≦◕◔‿ಠ\u{76ca}\u{76bf}╬๑˃˂ᴗ⊙◡ᵕ∇≡ε〃＾￣¯́̀ლಥ";
/// What stands outside the brackets of a face.
const ARMS: &str = "ヽﾉノヾゞﾞ♪♡☆★✧～~Σψο╭╮┐┌ゝζσ\u{5f61}づっ凸╯╰︵┻━┳ლ✿❀❤＼／乁ㄏㄟᕦᕤ⊂⊃|｡o*";

/// Faces in brackets: `(｡･∀･)ﾉﾞ`, `(╯°□°）╯`, `(≧▽≦)`.
fn faces(line: &str, found: &mut Vec<(Range<usize>, Span)>) {
    let mut from = 0;
    while let Some(start) = line[from..].find(['(', '（', '｡']).map(|n| from + n) {
        let open = line[start..].chars().next().map_or(1, char::len_utf8);
        from = start + open;
        let inside = line[from..].char_indices().take(limits::FACE).find(|(_, c)| matches!(c, ')' | '）')).map(|(n, _)| from + n);
        let Some(end) = inside else { continue };
        let face = &line[from..end];
        if face.contains(['，', '。', '、', '：', '；']) || !is_face(face) {
            continue;
        }
        let arm = |c: &char| ARMS.contains(*c);
        let left: usize = line[..start].chars().rev().take(limits::ARMS).take_while(arm).map(char::len_utf8).sum();
        let after = end + line[end..].chars().next().map_or(1, char::len_utf8);
        let right: usize = line[after..].chars().take(limits::ARMS).take_while(arm).map(char::len_utf8).sum();
        found.push((start - left..after + right, Span::Face));
        from = after + right;
    }
}

/// Whether what stands in the brackets is a face: features, hardly any letter, and not Han.
fn is_face(face: &str) -> bool {
    let features = face.chars().filter(|c| FEATURES.contains(*c)).count();
    let words = face.chars().filter(|c| (is_han(*c) || c.is_ascii_digit()) && !FEATURES.contains(*c)).count();
    let letters = face.chars().filter(char::is_ascii_alphabetic).count();
    // 25°, a·b: one sign makes no face.
    features >= 2 && words == 0 && letters <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &str) -> Vec<(&str, Span)> {
        spans(line).into_iter().map(|(at, span)| (&line[at], span)).collect()
    }

    #[test]
    fn code_and_formulas_are_found() {
        assert_eq!(read("首先，`println!` 调用；``a`b`` 与 `x`"), [("`println!`", Span::Code), ("``a`b``", Span::Code), ("`x`", Span::Code)]);
        assert_eq!(
            read("由定义，$\\mathbf{x}^*$ 和 $y$ 可行，\\(a_i\\) 与 $$E=mc^2$$。"),
            [("$\\mathbf{x}^*$", Span::Formula), ("$y$", Span::Formula), ("\\(a_i\\)", Span::Formula), ("$$E=mc^2$$", Span::Formula)]
        );
        for prose in [
            "售价由$5涨到$10，比去年贵。",
            "花费 $5 和 $10，共计 $15。",
            "US$5至US$10",
            "没有配对的`反引号",
            "他说：`既是这样，你替我’，又说：`不妨事’",
            "有`二难'，也可以称`二难'了",
            "\\[1\\]张三",
            "共$一百元，又$二百元",
        ] {
            assert_eq!(read(prose), [], "{prose}");
        }
    }

    #[test]
    fn faces_and_pictures_stay_whole() {
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        assert_eq!(read(&format!("{flag} 英格兰队今晚出战。")), [(flag, Span::Emoji)]);
        assert_eq!(read("一家人👨\u{200d}👩\u{200d}👧出门1\u{fe0f}\u{20e3}")[0].1, Span::Emoji);
        assert_eq!(read("(｡･∀･)ﾉﾞ嗨，大家晚上好"), [("(｡･∀･)ﾉﾞ", Span::Face)]);
        assert_eq!(read("气死我了(╯°□°）╯︵ ┻━┻")[0], ("(╯°□°）╯︵", Span::Face));
        for prose in ["（北纬25°）", "质量(含安全)工作", "圣·埃克苏佩里（A·B·C）", "文字\u{e0067}\u{e0062}文字"] {
            assert_eq!(read(prose), [], "{prose}");
        }
    }

    proptest! {
        #[test]
        fn they_lie_in_the_line_in_order(line in "([`$\\\\(){}x^_。质1 ･∀🏴）]|\u{200d}|\u{e0067}|\u{e007f}|\\\\\\(|\\\\\\)){0,40}") {
            let mut end = 0;
            for (at, _) in spans(&line) {
                prop_assert!(end <= at.start && at.start < at.end && line.get(at.clone()).is_some());
                end = at.end;
            }
        }
    }
}
