//! `option_set`: a picklist that several fields share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FormerName, Label, is_default};

/// A shared list of options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionSetDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// The options in their order.
    pub options: Vec<OptionDocument>,
}

/// One option of a picklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    /// The stored key.
    pub value: String,
    /// Keys that it was stored under before a rename. Records follow; callers are understood until the day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub former_names: Vec<FormerName>,
    /// What people read.
    pub label: Label,
    /// Colour of the tag.
    #[serde(default, skip_serializing_if = "is_default")]
    pub color: OptionColor,
}

/// The colours a tag may have; each is legible on the light and the dark theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum OptionColor {
    #[default]
    Gray,
    Blue,
    Cyan,
    Green,
    Yellow,
    Orange,
    Red,
    Purple,
}
