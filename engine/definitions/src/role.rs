//! `role`: what a group of people may do and see. Roles add up.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Label, is_default};

/// A role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// Grants by object name. Objects that are children rows of another follow that one's rows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objects: BTreeMap<String, ObjectGrantDocument>,
    /// Rights over the system.
    #[serde(default, skip_serializing_if = "is_default")]
    pub system: Vec<SystemRight>,
    /// Every right on every object, also on those made later.
    #[serde(default, skip_serializing_if = "is_default")]
    pub everything: bool,
}

/// What a role may do with one object.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectGrantDocument {
    /// May create records.
    #[serde(default, skip_serializing_if = "is_default")]
    pub create: bool,
    /// Which records may be read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read: RowScope,
    /// Which records may be changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub update: RowScope,
    /// Which records may be deleted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub delete: RowScope,
    /// May print what may be read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub print: bool,
    /// Exceptions from "write every field" (or read, where the record may only be read).
    #[serde(default, skip_serializing_if = "is_default")]
    pub fields: BTreeMap<String, FieldGrant>,
}

/// Which rows, seen from the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowScope {
    /// No record.
    #[default]
    None,
    /// Records that the person owns.
    Own,
    /// Records of the person's departments, and own ones.
    Department,
    /// Records of the person's departments and all below them, and own ones.
    DepartmentAndBelow,
    /// Every record.
    All,
}

/// What a person may do with one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldGrant {
    /// The field does not exist for this person.
    Hidden,
    /// May be read.
    Read,
    /// May be read and written.
    #[default]
    Write,
}

/// A right over the system, apart from records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SystemRight {
    /// Manage people, departments and role membership.
    Users,
    /// Read and publish documents.
    Metadata,
}
