//! What a field points to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A field's relation to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// One record of another object.
    Record {
        /// API name of the object.
        object: String,
        /// What happens when that record is deleted.
        on_delete: OnDelete,
        /// Shows the label even to those who may not see the record; a grant (records-api.md §3 rule 4).
        disclose_label: bool,
    },
    /// One record of one of several objects.
    AnyRecord {
        /// API names of the objects.
        objects: Vec<String>,
        /// What happens when that record is deleted.
        on_delete: OnDelete,
    },
    /// Several records of another object, linked in a table of their own.
    Links {
        /// API name of the object.
        object: String,
        /// The field of that object whose links these are, seen from the other side.
        inverse: Option<String>,
        /// Most links of one record.
        max_links: usize,
    },
    /// Rows edited and saved with this record.
    Children {
        /// API name of the object of the rows.
        object: String,
        /// Its reference field that points back.
        field: String,
        /// Most rows of one record.
        max_rows: usize,
    },
    /// A person.
    User,
    /// Several people.
    Users,
    /// A department.
    Department,
    /// Uploaded files.
    Files {
        /// Most files of one record.
        max_files: usize,
        /// Media types taken; empty means all.
        accept: Vec<String>,
        /// The content itself must be of the type that the upload says, as far as its first bytes tell.
        is_verified: bool,
    },
}

/// What happens to a referring record when the one referred to is deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    /// The deletion is refused.
    #[default]
    Restrict,
    /// The reference becomes blank.
    Clear,
}
