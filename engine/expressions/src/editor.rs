//! What an editor shows while an expression is written: errors with their places, the type of the result, and what may
//! stand at the caret.

use serde::Serialize;

use crate::error::{ExpressionError, Span};
use crate::lexer::half_width;
use crate::registry::functions;
use crate::types::{Environment, Name, Type};
use crate::{Root, compile};

/// What there is to show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    /// Everything that is wrong; empty when the expression makes sense.
    pub errors: Vec<ExpressionError>,
    /// The type of the result, when nothing is wrong.
    #[serde(rename = "type")]
    pub result: Option<Type>,
    /// What may stand at the caret, the likeliest first.
    pub completions: Vec<Completion>,
}

/// Something that may be written at the caret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// What is written.
    pub text: String,
    /// What it is.
    pub kind: CompletionKind,
    /// The name that people read, or how a function is written.
    pub label: String,
    /// The type of a name.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub of: Option<Type>,
    /// The place that it replaces.
    pub position: Span,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKind {
    /// A name of the record, or of what a path leads to.
    Name,
    /// The beginning of other paths.
    Root,
    /// A function.
    Function,
    /// A word of the language.
    Word,
}

/// More would not be read.
const MOST: usize = 50;
const WORDS: [&str; 6] = ["AND", "OR", "NOT", "TRUE", "FALSE", "BLANK"];

/// Looks at an expression as it is written. `caret` counts characters before it.
#[must_use]
pub fn inspect(text: &str, caret: Option<usize>, environment: &dyn Environment, wanted: Option<&Type>) -> Inspection {
    let (errors, result) = match compile(text, environment, wanted) {
        Ok(checked) => (Vec::new(), Some(checked.result)),
        Err(errors) => (errors, None),
    };
    let completions = caret.map(|caret| completions(text, caret, environment)).unwrap_or_default();
    Inspection { errors, result, completions }
}

/// What may stand at the caret; nothing inside a text or a number.
fn completions(text: &str, caret: usize, environment: &dyn Environment) -> Vec<Completion> {
    let before: Vec<char> = text.chars().take(caret).collect();
    if inside_text(&before) {
        return Vec::new();
    }
    let begun = before.iter().rev().take_while(|letter| is_part(half_width(**letter))).count();
    let path: String = before.iter().skip(before.len() - begun).copied().map(half_width).collect();
    let mut parts: Vec<&str> = path.split('.').collect();
    let typed = parts.pop().unwrap_or_default().to_lowercase();
    if path.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let position = Span::new(before.len() - typed.chars().count(), before.len());
    let fits = |word: &str| word.to_lowercase().starts_with(&typed);
    let named = |Name { name, label, kind }: Name| Completion {
        text: name,
        kind: CompletionKind::Name,
        label,
        of: kind,
        position,
    };
    let root = [Root::Record, Root::Old, Root::User].into_iter().find(|root| parts.first() == Some(&root.name()));
    let is_first = parts.is_empty();
    if root.is_none() {
        parts.insert(0, Root::Record.name());
    }
    let mut found: Vec<Completion> =
        environment.names(&parts).into_iter().filter(|name| fits(&name.name) || fits(&name.label)).map(named).collect();
    // Longer texts of the label than what was typed are found too, but what begins like it comes first.
    found.sort_by_key(|completion| !fits(&completion.text));
    if is_first {
        let plain =
            |text: String, kind, label: &str| Completion { text, kind, label: label.to_owned(), of: None, position };
        for root in [Root::Record, Root::Old, Root::User] {
            if fits(root.name()) && !environment.names(&[root.name()]).is_empty() {
                found.push(plain(format!("{}.", root.name()), CompletionKind::Root, root.name()));
            }
        }
        let known = functions().filter(|function| fits(function.name));
        found.extend(
            known.map(|function| plain(format!("{}(", function.name), CompletionKind::Function, &function.written())),
        );
        found.extend(
            WORDS.iter().filter(|word| fits(word)).map(|word| plain((*word).to_owned(), CompletionKind::Word, word)),
        );
    }
    found.truncate(MOST);
    found
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'
}

/// Whether a text has begun and not ended.
fn inside_text(before: &[char]) -> bool {
    let mut closing = None;
    for letter in before {
        closing = match (closing, *letter) {
            (Some(sign), letter) if letter == sign => None,
            (None, '“' | '”') => Some('”'),
            (None, '"' | '\u{ff02}') => Some(*letter),
            (closing, _) => closing,
        };
    }
    closing.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use crate::sample::Sample;

    /// The text with `|` at the caret.
    fn offered(text: &str) -> Vec<String> {
        let caret = text.chars().position(|letter| letter == '|').expect("a caret");
        let inspection = inspect(&text.replace('|', ""), Some(caret), &Sample::default(), None);
        inspection.completions.into_iter().map(|completion| completion.text).collect()
    }

    #[test]
    fn names_come_before_functions_and_words() {
        assert_eq!(offered("am|"), ["amount"]);
        assert_eq!(offered("1 + roun|"), ["ROUND(", "ROUNDUP(", "ROUNDDOWN(", "ROUNDHALFEVEN("]);
        assert_eq!(offered("IF(tr|)"), ["TRIM(", "TRUNC(", "TRUE"]);
        assert_eq!(offered("us|"), ["user."]);
        assert!(offered("|").starts_with(&["amount".to_owned()]));
    }

    #[test]
    fn paths_go_on_over_references_and_rows() {
        assert_eq!(offered("customer.le|"), ["level"]);
        assert_eq!(offered("record.customer.|"), ["credit", "level", "since"]);
        assert_eq!(offered("SUM(lines.product.|)"), ["name", "price"]);
        assert_eq!(offered("old.|"), ["amount", "level", "lines", "signed_on"]);
        assert_eq!(offered("user.l|"), ["login"]);
        assert_eq!(offered("nothing.|"), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_offered_inside_texts_and_numbers() {
        assert_eq!(offered("\"am|"), Vec::<String>::new());
        assert_eq!(offered("“am|”"), Vec::<String>::new());
        assert_eq!(offered("1.5|"), Vec::<String>::new());
        assert_eq!(offered("\"a\" & le|").first().map(String::as_str), Some("level"));
    }

    #[test]
    fn a_completion_replaces_the_word_that_was_begun() {
        let inspection = inspect("主管 & ＡＭ", Some(7), &Sample::default(), None);
        let completion = inspection.completions.first().expect("a name");
        assert_eq!((completion.text.as_str(), completion.position), ("amount", Span::new(5, 7)));
    }

    #[test]
    fn errors_and_type_come_with_it() {
        let good = inspect("amount * 2", None, &Sample::default(), Some(&Type::Number));
        assert_eq!((good.errors.len(), good.result, good.completions.len()), (0, Some(Type::Number), 0));
        let wrong = inspect("amount * 2", None, &Sample::default(), Some(&Type::Text));
        assert_eq!((wrong.errors[0].code, wrong.result), (ErrorCode::ResultType, None));
        let broken = inspect("amount *", Some(99), &Sample::default(), None);
        assert_eq!(broken.errors[0].code, ErrorCode::EndUnexpected);
    }
}
