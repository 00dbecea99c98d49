//! A resolved object.

use std::collections::HashMap;

use engine_definitions::Label;
use engine_fields::SystemField;

use crate::{Field, Former, Rule, Target};

/// Handle of an object in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectIndex(pub usize);

/// Handle of a field in its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldIndex(pub usize);

/// An object with everything resolved.
#[derive(Debug)]
pub struct Object {
    /// Its handle.
    pub index: ObjectIndex,
    /// API name.
    pub name: String,
    /// Identity that survives a rename.
    pub uid: String,
    /// What people read.
    pub label: Label,
    /// One sentence of help.
    pub description: Label,
    /// Icon name.
    pub icon: String,
    /// Names from before a rename that it still answers to for a time.
    pub former_names: Vec<Former>,
    /// For how many days names stay known after a rename.
    pub deprecation_days: u16,
    /// Physical table.
    pub table: String,
    /// System fields first, then the document's in their order.
    pub fields: Vec<Field>,
    /// The field that names a record.
    pub title: FieldIndex,
    /// Fields that the search box looks into.
    pub search: Vec<FieldIndex>,
    /// Composite keys.
    pub keys: Vec<Vec<FieldIndex>>,
    /// Keeps who changed what.
    pub history: bool,
    /// Some approval flow is for these records; every scope asks.
    pub has_flow: bool,
    /// Set when the records are children rows of another object.
    pub parent: Option<ParentLink>,
    /// Reference fields of other objects that point here.
    pub referenced_by: Vec<(ObjectIndex, FieldIndex)>,
    /// Fields of any object that point to a record of this object or of others.
    pub any_referenced_by: Vec<(ObjectIndex, FieldIndex)>,
    /// Fields of any object whose records are linked to records of this one.
    pub linked_by: Vec<(ObjectIndex, FieldIndex)>,
    /// What must hold of a record before it is written, in the order of the document.
    pub rules: Vec<Rule>,
    /// Reference fields that the rules and the conditions of fields look through.
    pub followed: Vec<FieldIndex>,
    pub(crate) names: HashMap<String, FieldIndex>,
}

/// How rows hang on their parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParentLink {
    /// The parent object.
    pub object: ObjectIndex,
    /// The `children` field of the parent.
    pub children: FieldIndex,
    /// The reference field of the row.
    pub reference: FieldIndex,
}

impl Object {
    /// The field with this API name.
    #[must_use]
    pub fn field_named(&self, name: &str) -> Option<(FieldIndex, &Field)> {
        let index = *self.names.get(name)?;
        Some((index, self.field(index)))
    }

    /// The field with this identity.
    #[must_use]
    pub fn field_with_uid(&self, uid: &str) -> Option<(FieldIndex, &Field)> {
        self.fields().find(|(_, field)| field.uid == uid)
    }

    /// The field with this handle. Handles come from the same object, so it exists.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a handle is made only by resolving this object")]
    pub fn field(&self, index: FieldIndex) -> &Field {
        &self.fields[index.0]
    }

    /// Every field with its handle.
    pub fn fields(&self) -> impl Iterator<Item = (FieldIndex, &Field)> {
        self.fields.iter().enumerate().map(|(index, field)| (FieldIndex(index), field))
    }

    /// The fields whose values are columns of the record's own row.
    pub fn columns(&self) -> impl Iterator<Item = (FieldIndex, &Field)> {
        self.fields().filter(|(_, field)| field.column.is_some())
    }

    /// The `children` fields with the object of their rows.
    pub fn children(&self) -> impl Iterator<Item = (FieldIndex, &Field, ObjectIndex, FieldIndex)> {
        self.fields().filter_map(|(index, field)| match field.target {
            Some(Target::Children { object, field: back, .. }) => Some((index, field, object, back)),
            _ => None,
        })
    }

    /// The handle of a system field of this object.
    #[must_use]
    pub fn system(&self, system: SystemField) -> Option<FieldIndex> {
        self.fields().find(|(_, field)| field.system == Some(system)).map(|(index, _)| index)
    }
}
