//! The explanation of a resolution, kept in the log.

use engine_values::Id;
use serde::{Deserialize, Serialize};

/// The rules in the order they are applied (C14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The sources, one after the other; the first occurrence counts.
    Resolve,
    /// People who left are dropped.
    Inactive,
    /// The initiator does not decide for himself (P3).
    #[serde(rename = "self")]
    SelfApproval,
    /// Who agreed before is not asked again (P2).
    Dedupe,
    /// Nobody left: the admins (P1).
    Empty,
}

/// Something worth knowing about one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Which: `source`, `unknown`, `blank`, `gap`, `inactive`, `cycle`, `top`, `dropped`, `instead`, `agreed`, `admin`.
    pub word: String,
    /// About whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<Id>,
    /// A name or a person in addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Note {
    pub(crate) fn new(word: &str) -> Self {
        Self { word: word.to_owned(), user: None, detail: None }
    }

    pub(crate) fn about(word: &str, user: Id) -> Self {
        Self { user: Some(user), ..Self::new(word) }
    }

    pub(crate) fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// What one rule did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceLine {
    /// The rule.
    pub rule: Rule,
    /// Who is left after it.
    pub people: Vec<Id>,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
