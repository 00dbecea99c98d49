//! `form`: the layout that creates, edits and shows one object.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Label, is_default};

/// A form and the record page made from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// The object it edits; the first form of an object by name is its standard form.
    pub object: String,
    /// Sections from top to bottom.
    pub sections: Vec<SectionDocument>,
    /// Lists of records that refer to this one, shown on the record page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub related: Vec<RelatedDocument>,
}

/// A titled part of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionDocument {
    /// Name, unique in the form.
    pub name: String,
    /// The heading.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// How many columns the fields flow into on a wide screen, 1 to 4.
    #[serde(default = "two", skip_serializing_if = "is_two")]
    pub columns: u8,
    /// The fields in reading order.
    pub fields: Vec<FormFieldDocument>,
}

/// A field placed in a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormFieldDocument {
    /// The field's name.
    pub field: String,
    /// Takes the whole width.
    #[serde(default, skip_serializing_if = "is_default")]
    pub wide: bool,
    /// For a `children` field: the columns of the sub-table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<String>,
}

/// A related list on the record page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelatedDocument {
    /// The other object.
    pub object: String,
    /// Its reference field that points here.
    pub field: String,
    /// The heading; the object's label when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// Columns of the list.
    pub columns: Vec<String>,
}

fn two() -> u8 {
    2
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_two(columns: &u8) -> bool {
    *columns == 2
}
