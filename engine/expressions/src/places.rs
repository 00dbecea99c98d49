//! Where names and constants stand in the text of an expression, for programs that rewrite it and keep its formatting.

use crate::Span;
use crate::lexer::half_width;

/// The places of the words inside a span: the parts of a path, its root too where it is written.
#[must_use]
pub fn words(text: &str, span: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let characters = text.chars().enumerate().skip(span.start).take(span.end.saturating_sub(span.start));
    for (at, character) in characters {
        let plain = half_width(character);
        if !plain.is_ascii_alphanumeric() && plain != '_' {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(Span::new(at, at + 1)),
        }
    }
    found
}

/// A constant as it would stand at the place of another: in quotes of the same kind where that is possible.
#[must_use]
pub fn quoted_like(text: &str, span: Span, value: &str) -> String {
    match text.chars().nth(span.start) {
        Some(quote @ ('“' | '”')) if !value.contains('”') => format!("{quote}{value}”"),
        Some('“' | '”') | None => format!("\"{}\"", value.replace('"', "\"\"")),
        Some(quote) => format!("{quote}{}{quote}", value.replace(quote, &format!("{quote}{quote}"))),
    }
}

/// The text with other words at some places; everything else stays to the letter. The places do not overlap.
#[must_use]
pub fn replaced(text: &str, mut changes: Vec<(Span, String)>) -> String {
    changes.sort_by_key(|(span, _)| span.start);
    let mut written = String::with_capacity(text.len());
    let mut changes = changes.into_iter().peekable();
    let mut until = 0;
    for (at, character) in text.chars().enumerate() {
        if let Some((span, word)) = changes.next_if(|(span, _)| span.start == at) {
            written.push_str(&word);
            until = span.end;
        }
        if at >= until {
            written.push(character);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_path_are_found_however_it_is_written() {
        let shown = |text: &str, span| -> Vec<String> {
            let part = |found: Span| text.chars().skip(found.start).take(found.end - found.start).collect();
            words(text, span).into_iter().map(part).collect()
        };
        assert_eq!(shown("1 + record . customer.level", Span::new(4, 27)), ["record", "customer", "level"]);
        assert_eq!(shown("“主管” & ａmount", Span::new(7, 13)), ["ａmount"]);
    }

    #[test]
    fn what_is_not_replaced_stays_to_the_letter() {
        let text = "IF（ a ＝ “主管” ,\n  b, a )";
        let changes = vec![(Span::new(20, 21), "amount".to_owned()), (Span::new(4, 5), "x1".to_owned())];
        assert_eq!(replaced(text, changes), "IF（ x1 ＝ “主管” ,\n  b, amount )");
    }

    #[test]
    fn a_constant_keeps_its_quotes() {
        assert_eq!(quoted_like("a = “b”", Span::new(4, 7), "c"), "“c”");
        assert_eq!(quoted_like("a = “b”", Span::new(4, 7), "c”"), "\"c”\"");
        assert_eq!(quoted_like("a = \"b\"", Span::new(4, 7), "c\"d"), "\"c\"\"d\"");
    }
}
