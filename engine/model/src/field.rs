//! A resolved field.

use std::sync::Arc;

use engine_definitions::Label;
use engine_expressions::CheckedExpression;
use engine_fields::{AnyField, CompanionRole, OnDelete, SystemField};
use engine_values::{ColumnType, Date, Value};

use crate::{Computed, FieldIndex, ObjectIndex, Stage};

/// A field of an object with everything resolved.
#[derive(Debug)]
pub struct Field {
    /// API name.
    pub name: String,
    /// Identity that survives a rename.
    pub uid: String,
    /// What people read.
    pub label: Label,
    /// A hint below the input.
    pub help: Label,
    /// The rules of its type.
    pub rules: Arc<dyn AnyField>,
    /// Physical column, when the value is in the record's own row. A computed field without one is live: it depends on
    /// the clock, the reader or names of people, and is computed whenever it is read.
    pub column: Option<(String, ColumnType)>,
    /// The column that a list makes for a live field when it is filtered or sorted by.
    pub live_column: Option<(String, ColumnType)>,
    /// What it points to.
    pub target: Option<Target>,
    /// Which system field it is, if one.
    pub system: Option<SystemField>,
    /// A record without it cannot be saved.
    pub required: bool,
    /// No two records share a value.
    pub unique: bool,
    /// Has an index.
    pub indexed: bool,
    /// Nobody writes it by hand.
    pub read_only: bool,
    /// Value of a new record.
    pub default: Option<DefaultValue>,
    /// Set when the platform computes the value.
    pub computed: Option<Computed>,
    /// Names from before a rename that it still answers to for a time.
    pub former_names: Vec<Former>,
    /// What depends on the record: whether it is required, may be changed, is shown.
    pub when: FieldConditions,
    /// The stages of a field of type `stage`.
    pub stages: Vec<Stage>,
    /// The field that it came with, when it is not in the document itself.
    pub companion_of: Option<CompanionOf>,
}

/// A companion's tie to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompanionOf {
    /// The field that it came with.
    pub field: FieldIndex,
    /// What it is to that field.
    pub role: CompanionRole,
}

/// Conditions over the record that a field is in, the same ones for the form and the server.
#[derive(Debug, Default)]
pub struct FieldConditions {
    /// The field is required while it holds.
    pub required: Option<CheckedExpression>,
    /// The field keeps its value while it holds of the stored record.
    pub read_only: Option<CheckedExpression>,
    /// The field is shown only while it holds.
    pub visible: Option<CheckedExpression>,
}

impl FieldConditions {
    /// Every condition there is.
    pub fn iter(&self) -> impl Iterator<Item = &CheckedExpression> {
        [&self.required, &self.read_only, &self.visible].into_iter().flatten()
    }
}

/// A name from before a rename.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The old name.
    pub name: String,
    /// The last day on which it is known.
    pub until: Date,
}

/// Where the value of a new record comes from.
#[derive(Debug)]
pub enum DefaultValue {
    /// A constant, already of the field's type.
    Constant(Value),
    /// An expression without access to the record.
    Expression(CheckedExpression),
}

/// What a field points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One record of another object.
    Record {
        /// The object.
        object: ObjectIndex,
        /// What happens when that record is deleted.
        on_delete: OnDelete,
        /// Shows the label even to those who may not see the record.
        disclose_label: bool,
    },
    /// One record of one of several objects.
    AnyRecord {
        /// The objects.
        objects: Vec<ObjectIndex>,
        /// What happens when that record is deleted.
        on_delete: OnDelete,
    },
    /// Several records of another object, linked in a table of their own.
    Links {
        /// The object.
        object: ObjectIndex,
        /// Physical name of the table of links.
        table: String,
        /// The records of this field's object stand in column `a` of the table; otherwise it shows the other side.
        is_owner: bool,
        /// Most links of one record.
        max_links: usize,
    },
    /// Rows edited and saved with this record.
    Children {
        /// The object of the rows.
        object: ObjectIndex,
        /// Its reference field that points back.
        field: FieldIndex,
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
        /// Media types taken; empty means all.
        accept: Vec<String>,
        /// The content itself must be of the type that the upload says, as far as its first bytes tell.
        is_verified: bool,
    },
}

impl Field {
    /// True for a companion that nobody writes.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.companion_of.is_some() && !self.is_writable()
    }

    /// True when its values are links, which lie in a table of their own.
    #[must_use]
    pub fn has_links(&self) -> bool {
        matches!(self.target, Some(Target::Links { .. }))
    }

    /// The table of the links that this field owns.
    #[must_use]
    pub fn link_table(&self) -> Option<&str> {
        match &self.target {
            Some(Target::Links { table, is_owner: true, .. }) => Some(table),
            _ => None,
        }
    }

    /// True when a person with every right may write it through the records API.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        let is_system =
            self.system.is_some_and(|system| !matches!(system, SystemField::Owner | SystemField::Department));
        !is_system && !self.read_only && self.computed.is_none() && self.rules.number_pattern().is_none()
    }

    /// True when it is computed whenever it is read.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.computed.is_some() && self.column.is_none()
    }

    /// Its name and type in statements: the physical column, or the one that a list makes for a live field.
    #[must_use]
    pub fn sql_column(&self) -> Option<&(String, ColumnType)> {
        self.column.as_ref().or(self.live_column.as_ref())
    }

    /// True when a record has a value of it: in a column, or live.
    #[must_use]
    pub fn has_value(&self) -> bool {
        self.column.is_some() || self.is_live()
    }
}
