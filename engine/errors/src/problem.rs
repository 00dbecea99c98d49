//! A problem found in a document or request.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Code;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// JSON pointer into the request or document, for example `/lines/3/quantity`; empty for the whole.
    pub path: String,
    /// Values that the translated message names.
    pub params: Map<String, Value>,
    /// Which document it is about, as `kind/name`, when it was found in a set of documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl Problem {
    /// A problem of the whole request.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, path: String::new(), params: Map::new(), document: None }
    }

    /// A problem at a JSON pointer.
    #[must_use]
    pub fn at(code: Code, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::new(code) }
    }

    /// Adds a parameter of the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Names the document.
    #[must_use]
    pub fn in_document(mut self, document: impl Into<String>) -> Self {
        self.document = Some(document.into());
        self
    }

    /// Puts the problem below `prefix`, for instance `/lines/0`.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.path.insert_str(0, prefix);
        self
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

/// Every problem of one request or check, at least one.
pub type Problems = Vec<Problem>;
