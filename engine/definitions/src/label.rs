//! Text in several languages, as an author writes it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Text by BCP 47 language tag, for example `{"zh-CN": "合同", "en": "Contract"}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Label(pub BTreeMap<String, String>);

impl Label {
    /// Longest text in characters.
    pub const MAX_CHARS: usize = 200;

    /// The text in `language`; else in the same base language, in zh-CN, in English, or any.
    #[must_use]
    pub fn text(&self, language: &str) -> Option<&str> {
        let base = language.split('-').next().unwrap_or(language);
        self.0
            .get(language)
            .or_else(|| self.0.iter().find(|(tag, _)| tag.split('-').next() == Some(base)).map(|(_, text)| text))
            .or_else(|| self.0.get("zh-CN"))
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map(String::as_str)
    }

    /// True when no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
