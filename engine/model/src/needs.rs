//! What has to be read to evaluate expressions over records of one object.

use std::collections::{BTreeMap, BTreeSet};

use crate::{FieldIndex, ObjectIndex, Step, Trail, TrailEnd};

/// Columns of a record, and of the records that it leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Columns of the record itself.
    pub fields: BTreeSet<FieldIndex>,
    /// What is needed of the records that reference fields point to.
    pub references: BTreeMap<FieldIndex, Needs>,
    /// What is needed of the rows whose reference field points here.
    pub rows: BTreeMap<(ObjectIndex, FieldIndex), Needs>,
}

impl Needs {
    /// Adds the way of a trail and what is at its end; answers the needs there.
    pub fn add(&mut self, trail: &Trail) -> &mut Self {
        let mut here = self;
        for step in &trail.steps {
            here = match *step {
                Step::Reference(field) => {
                    here.fields.insert(field);
                    here.references.entry(field).or_default()
                }
                Step::Referring { object, field } => here.rows.entry((object, field)).or_default(),
            };
        }
        if let TrailEnd::Field(field) | TrailEnd::NameOf(field) = trail.end {
            here.fields.insert(field);
        }
        here
    }

    /// Adds everything of another.
    pub fn merge(&mut self, other: &Self) {
        self.fields.extend(&other.fields);
        for (field, needs) in &other.references {
            self.references.entry(*field).or_default().merge(needs);
        }
        for (rows, needs) in &other.rows {
            self.rows.entry(*rows).or_default().merge(needs);
        }
    }
}
