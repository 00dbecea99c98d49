//! `object`: what the company keeps records of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Label, RuleDocument, is_default};

/// An object: a kind of record with its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// One sentence of help.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: Label,
    /// Icon name of the web app's icon set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icon: String,
    /// The field whose value names a record in references, lists and messages.
    pub title_field: String,
    /// Fields that the search box of a list looks into; text-like fields only. Defaults to the title field.
    #[serde(default, skip_serializing_if = "is_default")]
    pub search_fields: Vec<String>,
    /// Keeps who changed what, field by field.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub history: bool,
    /// For how many days the object and its fields answer to their former names after a rename; 0 is not at all.
    #[serde(default = "half_a_year", skip_serializing_if = "is_half_a_year")]
    pub deprecation_days: u16,
    /// Names that the object had before and still answers to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub former_names: Vec<FormerName>,
    /// The fields, in their natural order.
    pub fields: Vec<FieldDocument>,
    /// Combinations of fields of which no two records may share the values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keys: Vec<KeyDocument>,
    /// What must hold of a record before it is written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: Vec<RuleDocument>,
}

/// One field of an object. What is special to a type is in `options`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldDocument {
    /// API name, unique in the object.
    pub name: String,
    /// Names that the field had before and still answers to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub former_names: Vec<FormerName>,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// The field type, a key of the registry.
    #[serde(rename = "type")]
    pub kind: String,
    /// What people read.
    pub label: Label,
    /// A hint below the input.
    #[serde(default, skip_serializing_if = "is_default")]
    pub help: Label,
    /// Settings of the type.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Map<String, Value>,
    /// A record without it cannot be saved.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// No two records share a value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// Has an index, because people filter or sort by it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub indexed: bool,
    /// Nobody writes it by hand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// Required while this holds: an expression over the record, its rows and one reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<String>,
    /// Not to be changed while this holds of the stored record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only_when: Option<String>,
    /// Shown only while this holds; a hidden field is not required, takes no value and loses its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<String>,
    /// Value of a new record: a constant in the API's JSON form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// Value of a new record as an expression, for example `TODAY()` or `ME()`; not together with `default`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_expression: Option<String>,
    /// Makes the field computed and stored: recomputed on every write from the record and its children rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

/// A name from before a rename, for callers who have not followed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The old API name.
    pub name: String,
    /// The last day on which it is known, `YYYY-MM-DD`.
    pub until: String,
}

impl FormerName {
    /// The key under which documents keep them.
    pub const KEY: &str = "former_names";
}

/// A composite key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyDocument {
    /// Names of the fields that together must be unique.
    pub fields: Vec<String>,
}

fn half_a_year() -> u16 {
    180
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_half_a_year(days: &u16) -> bool {
    *days == half_a_year()
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_yes(flag: &bool) -> bool {
    *flag
}
