//! Where a path of names leads, step by step: the same answer for the checker, the graph and the evaluator.

use crate::{FieldIndex, Model, Object, ObjectIndex, Target};

/// A step from one record to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// To the record that a reference field points to.
    Reference(FieldIndex),
    /// To the records of an object whose reference field points here.
    Referring {
        /// Their object.
        object: ObjectIndex,
        /// Their reference field.
        field: FieldIndex,
    },
}

/// What a path ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailEnd {
    /// The record or rows themselves.
    Record,
    /// A field of the record or of each row.
    Field(FieldIndex),
    /// The name of the person or department in that field.
    NameOf(FieldIndex),
}

/// A path of names resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// From the first record to the last.
    pub steps: Vec<Step>,
    /// The object of the last record.
    pub object: ObjectIndex,
    /// What is taken there.
    pub end: TrailEnd,
    /// The `children` fields that the path names, with their objects.
    pub children: Vec<(ObjectIndex, FieldIndex)>,
}

impl Trail {
    /// Follows names from a record of `object`; nothing when one of them leads nowhere, or to rows of rows.
    #[must_use]
    pub fn follow(model: &Model, object: &Object, names: &[&str]) -> Option<Self> {
        let mut trail = Self { steps: Vec::new(), object: object.index, end: TrailEnd::Record, children: Vec::new() };
        let mut open = names.iter().peekable();
        while let Some(name) = open.next() {
            let here = model.object(trail.object);
            let (index, field) = here.field_named(name)?;
            match &field.target {
                Some(Target::Children { object: child, field: back, .. }) => {
                    if trail.is_many() {
                        return None;
                    }
                    trail.children.push((here.index, index));
                    trail.steps.push(Step::Referring { object: *child, field: *back });
                    trail.object = *child;
                }
                Some(Target::Record { object: target, .. }) if open.peek().is_some() => {
                    trail.steps.push(Step::Reference(index));
                    trail.object = *target;
                }
                Some(Target::User | Target::Department) if open.peek().is_some() => {
                    let is_name = open.next() == Some(&"name") && open.peek().is_none();
                    trail.end = is_name.then_some(TrailEnd::NameOf(index))?;
                }
                _ if open.peek().is_none() => trail.end = TrailEnd::Field(index),
                _ => return None,
            }
        }
        Some(trail)
    }

    /// True when it leads to rows.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Referring { .. }))
    }

    /// The fields whose change can change what is found: those that the steps go by, then the one at the end. Each with
    /// the steps that lead to its record.
    #[must_use]
    pub fn inputs(&self, model: &Model, start: ObjectIndex) -> Vec<Input> {
        let mut inputs = Vec::with_capacity(self.steps.len() + 1);
        let mut here = start;
        for (place, step) in self.steps.iter().enumerate() {
            let before = |end: usize| self.steps.get(..end).unwrap_or_default().to_vec();
            match *step {
                Step::Reference(field) => {
                    inputs.push(Input { steps: before(place), object: here, field });
                    if let Some(Target::Record { object, .. }) = model.object(here).field(field).target {
                        here = object;
                    }
                }
                Step::Referring { object, field } => {
                    inputs.push(Input { steps: before(place + 1), object, field });
                    here = object;
                }
            }
        }
        if let TrailEnd::Field(field) | TrailEnd::NameOf(field) = self.end {
            inputs.push(Input { steps: self.steps.clone(), object: here, field });
        }
        inputs
    }
}

/// A field that a computed one depends on, and the way to its records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// From the record with the computed field to the record with this one.
    pub steps: Vec<Step>,
    /// The object of this field.
    pub object: ObjectIndex,
    /// The field.
    pub field: FieldIndex,
}
