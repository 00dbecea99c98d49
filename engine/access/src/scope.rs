//! The one compiled decision.

use std::sync::Arc;

use engine_definitions::{FieldGrant, RowScope};
use engine_model::{FieldIndex, Model, Object, ObjectIndex};
use engine_values::Id;

use crate::Actor;

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See records: get, list, count, search, reference labels.
    Read,
    /// Change records.
    Update,
    /// Delete records.
    Delete,
    /// Make a document of a record.
    Print,
}

/// Which rows of an object somebody may touch, and which fields.
///
/// Invariant: no statement on business data is compiled without one, and only this crate makes one.
#[derive(Debug, Clone)]
pub struct Scope {
    object: ObjectIndex,
    rows: Rows,
    fields: Arc<[FieldGrant]>,
    user: Id,
}

/// The rows of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// No row.
    None,
    /// Every row.
    All,
    /// Rows owned by the person or belonging to one of the departments.
    Of {
        /// The person.
        owner: Id,
        /// The departments; empty means own rows only.
        departments: Arc<[Id]>,
        /// Also rows that the person takes part in approving (approvals.md C39); read and print only.
        approvals: bool,
    },
    /// Rows whose parent is within the parent's rows.
    OfParent {
        /// The parent object.
        parent: ObjectIndex,
        /// The reference field of the row.
        reference: FieldIndex,
        /// The parent's rows.
        rows: Box<Rows>,
    },
}

impl Scope {
    /// The scope of an actor for an action on an object.
    #[must_use]
    pub fn compile(model: &Model, actor: &Actor, object: &Object, action: Action) -> Self {
        let grants = actor.grants.object_ref(object.index);
        let fields: Arc<[FieldGrant]> = grants.map(|grants| Arc::clone(grants.fields())).unwrap_or_default();
        Self { object: object.index, rows: rows(model, actor, object, action), fields, user: actor.user }
    }

    /// The scope of an integrity check of the system itself: does anything still refer to this row, is this value
    /// taken? Its answers are yes or no, never data.
    #[must_use]
    pub fn integrity(object: &Object) -> Self {
        let fields = vec![FieldGrant::Write; object.fields.len()].into();
        Self { object: object.index, rows: Rows::All, fields, user: Id::nil() }
    }

    /// The object.
    #[must_use]
    pub fn object(&self) -> ObjectIndex {
        self.object
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The person whose scope it is.
    #[must_use]
    pub fn user(&self) -> Id {
        self.user
    }

    /// True when no row can ever match, so that the object does not exist for the person.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.rows, Rows::None)
    }

    /// Whether a field may be read. An unreadable field does not exist for the person (records-api.md §3 rule 1).
    #[must_use]
    pub fn can_read(&self, field: FieldIndex) -> bool {
        self.fields.get(field.0).is_some_and(|grant| *grant >= FieldGrant::Read)
    }

    /// Whether the roles let a field be written; the field itself may still refuse.
    #[must_use]
    pub fn can_write(&self, field: FieldIndex) -> bool {
        self.fields.get(field.0).is_some_and(|grant| *grant >= FieldGrant::Write)
    }
}

fn rows(model: &Model, actor: &Actor, object: &Object, action: Action) -> Rows {
    if let Some(link) = object.parent {
        let parent = model.object(link.object);
        // Changing or deleting a row is changing its parent.
        let action = if action == Action::Delete { Action::Update } else { action };
        return match rows(model, actor, parent, action) {
            Rows::None => Rows::None,
            Rows::All => Rows::All,
            inner => Rows::OfParent { parent: link.object, reference: link.reference, rows: Box::new(inner) },
        };
    }
    let Some(grants) = actor.grants.object_ref(object.index) else {
        return Rows::None;
    };
    let row_scope = match action {
        Action::Read => grants.read,
        Action::Print if !grants.print => RowScope::None,
        Action::Print => grants.read,
        // Nobody changes what does not exist for him.
        Action::Update => grants.update.min(grants.read),
        Action::Delete => grants.delete.min(grants.read),
    };
    let approvals = matches!(action, Action::Read | Action::Print) && grants.read != RowScope::None && object.has_flow;
    let of = |departments: Arc<[Id]>| Rows::Of { owner: actor.user, departments, approvals };
    match row_scope {
        RowScope::None => Rows::None,
        RowScope::Own => of(Arc::from([])),
        RowScope::Department => of(Arc::clone(&actor.departments)),
        RowScope::DepartmentAndBelow => of(Arc::clone(&actor.departments_below)),
        RowScope::All => Rows::All,
    }
}
