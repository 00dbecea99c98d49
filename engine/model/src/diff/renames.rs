//! The names that changed, so that what only follows a rename is told as that.

use std::collections::HashMap;

use engine_definitions::Document;
use serde_json::Value as Json;

use super::Pair;

/// Old names with their new ones: documents and fields.
#[derive(Debug, Default)]
pub(super) struct Renames(HashMap<String, String>);

impl Renames {
    /// The renames among pairs of documents.
    pub(super) fn of(pairs: &[Pair<'_>]) -> Self {
        let mut names = HashMap::new();
        let mut note = |old: &str, new: &str| {
            if old != new {
                names.insert(old.to_owned(), new.to_owned());
            }
        };
        for (key, document, old) in pairs {
            let Some((old_key, old_document)) = old else { continue };
            note(&old_key.name, &key.name);
            if let (Document::Object(old), Document::Object(new)) = (old_document, document) {
                for field in &new.fields {
                    if let Some(before) = old.fields.iter().find(|before| before.uid == field.uid) {
                        note(&before.name, &field.name);
                    }
                }
            }
        }
        Self(names)
    }

    /// The present name of something that was called `name`.
    pub(super) fn present<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// Whether `after` is `before` with nothing but renamed words.
    pub(super) fn explain(&self, before: &Json, after: &Json) -> bool {
        match (before, after) {
            (Json::String(before), Json::String(after)) => !self.0.is_empty() && self.rewritten(before) == *after,
            _ => false,
        }
    }

    fn rewritten(&self, text: &str) -> String {
        let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_part) {
            let (before, from_word) = rest.split_at(start);
            let end = from_word.find(|letter| !is_part(letter)).unwrap_or(from_word.len());
            let (word, after) = from_word.split_at(end);
            written.push_str(before);
            written.push_str(self.present(word));
            rest = after;
        }
        written + rest
    }
}
