//! A Rust source taken apart into code and texts, as far as the rules need it.

/// A source without comments.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Parts {
    /// The code, line by line; every literal text is empty in it.
    pub(crate) code: String,
    /// The literal texts with the number of the line on which each begins.
    pub(crate) texts: Vec<(usize, String)>,
}

impl Parts {
    /// The numbers of the lines in which the code has a word.
    pub(crate) fn lines_with(&self, word: &str) -> Vec<usize> {
        self.code.lines().enumerate().filter(|(_, line)| line.contains(word)).map(|(at, _)| at + 1).collect()
    }

    /// Takes a source apart. Test modules at the end of a file are left out.
    pub(crate) fn of(source: &str) -> Self {
        let mut parts = Self::default();
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                parts.skip(&rest[..block_comment(rest)])
            } else if let Some((start, end)) = raw_text(rest, &parts.code) {
                parts.text(&rest[start..end]);
                parts.skip(&rest[..rest.len().min(end + start - 1)])
            } else if first == '"' {
                let length = text(rest);
                parts.text(&rest[1..length.max(2) - 1]);
                parts.skip(&rest[..length])
            } else if let Some(length) = letter(rest) {
                length
            } else {
                parts.code.push(first);
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        if let Some(at) = parts.code.find("#[cfg(test)]\nmod tests {") {
            let last = parts.code[..at].lines().count();
            parts.code.truncate(at);
            parts.texts.retain(|(line, _)| *line <= last);
        }
        parts
    }

    fn text(&mut self, text: &str) {
        self.texts.push((self.code.matches('\n').count() + 1, text.to_owned()));
    }

    /// Leaves something out but for its line ends.
    fn skip(&mut self, skipped: &str) -> usize {
        self.code.extend(skipped.chars().filter(|letter| *letter == '\n'));
        skipped.len()
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// Where a raw text begins and ends, without its quotes.
fn raw_text(rest: &str, before: &str) -> Option<(usize, usize)> {
    let hashes = rest.strip_prefix('r')?.chars().take_while(|letter| *letter == '#').count();
    let is_name = before.chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        && !before.ends_with('b');
    if is_name || !rest[1 + hashes..].starts_with('"') {
        return None;
    }
    let start = hashes + 2;
    let end = rest[start..].find(&format!("\"{}", "#".repeat(hashes)))?;
    Some((start, start + end))
}

/// The length of a text with its quotes.
fn text(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a letter such as `'a'` or `'\n'`; a lifetime is none.
fn letter(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return Some(inner[2..].find('\'')? + 4);
    }
    let length = inner.chars().next()?.len_utf8();
    inner[length..].starts_with('\'').then_some(length + 2)
}

#[test]
fn takes_a_source_apart() {
    let source = r###"
// a comment with "quotes"
fn name<'a>(x: &'a str) -> char { /* one /* two */ "no" */ '"' }
const A: &str = "one \" two";
const B: &str = r#"three "four"
five"#;
const C: &str = "last";
#[cfg(test)]
mod tests {
    const D: &str = "in a test";
}
"###;
    let parts = Parts::of(source);
    assert_eq!(
        parts.texts,
        [(4, "one \\\" two".to_owned()), (5, "three \"four\"\nfive".to_owned()), (7, "last".to_owned())]
    );
    assert!(!parts.code.contains("comment") && !parts.code.contains("two") && !parts.code.contains("tests"));
    assert!(parts.code.contains("fn name<'a>(x: &'a str) -> char"));
    assert_eq!(parts.lines_with("const C"), [7]);
}
