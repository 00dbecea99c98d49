//! `view`: how many records are looked at.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Label, is_default};

/// A list over one object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// The object it lists.
    pub object: String,
    /// Columns from left to right.
    pub columns: Vec<ViewColumnDocument>,
    /// Which records; the filter tree of the records API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Value>,
    /// Order; newest first when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sort: Vec<SortDocument>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewColumnDocument {
    /// The field's name; system fields are allowed.
    pub field: String,
    /// First width in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u16>,
}

/// One level of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SortDocument {
    /// The field's name.
    pub field: String,
    /// Ascending unless said otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
}

/// Direction of an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Direction {
    #[default]
    Asc,
    Desc,
}
