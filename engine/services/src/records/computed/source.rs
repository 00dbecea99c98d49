//! A record and what it leads to, as expressions see it.

use engine_expressions::{EvaluateError, Path, Root, Source, evaluate};
use engine_model::{Computed, FieldIndex, Model, ObjectIndex, Step, Target, Trail, TrailEnd};
use engine_values::{Date, Decimal, Id, Timestamp, Value};

use super::{Facts, fit};
use crate::directory::Directory;

/// Who reads or writes, and when: what expressions may depend on besides records.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) user: Option<Id>,
    pub(crate) user_name: &'a str,
    pub(crate) department: Option<Id>,
}

impl Moment<'_> {
    /// For stored values, which depend neither on the clock nor on anybody.
    pub(crate) fn nobody() -> Self {
        Self { now: Timestamp::UNIX_EPOCH, user: None, user_name: "", department: None }
    }
}

/// What computed fields stand on besides records.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) model: &'a Model,
    pub(crate) directory: &'a Directory,
}

/// Values of one record in [`Facts`].
#[derive(Clone, Copy)]
pub(crate) struct FactSource<'a> {
    pub(crate) model: &'a Model,
    pub(crate) directory: &'a Directory,
    pub(crate) facts: &'a Facts,
    pub(crate) object: ObjectIndex,
    pub(crate) id: Id,
    pub(crate) moment: Moment<'a>,
}

impl<'a> FactSource<'a> {
    /// The same view of another record.
    pub(super) fn at(&self, object: ObjectIndex, id: Id) -> Self {
        Self { object, id, ..*self }
    }

    fn follow(&self, path: &Path) -> Option<Trail> {
        let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
        Trail::follow(self.model, self.model.object(self.object), &names)
    }

    /// The records that steps lead to.
    fn walk(&self, steps: &[Step]) -> Vec<(ObjectIndex, Id)> {
        let mut here = vec![(self.object, self.id)];
        for step in steps {
            let mut next = Vec::with_capacity(here.len());
            for (object, id) in here {
                match *step {
                    Step::Reference(field) => {
                        let target = match self.model.object(object).field(field).target {
                            Some(Target::Record { object, .. }) => Some(object),
                            _ => None,
                        };
                        let id = self.facts.get(object, id, field).as_id();
                        // A blank on the way is blank at the end; over rows every row keeps its place.
                        next.push((target.unwrap_or(object), id.unwrap_or(Id::nil())));
                    }
                    Step::Referring { object, field } => {
                        let rows = self.facts.rows_of(object, field, id).unwrap_or_default();
                        next.extend(rows.iter().map(|id| (object, *id)));
                    }
                }
            }
            here = next;
        }
        here
    }

    fn end(&self, object: ObjectIndex, id: Id, end: TrailEnd) -> Value {
        match end {
            TrailEnd::Record => {
                if id.is_nil() {
                    Value::Null
                } else {
                    Value::Id(id)
                }
            }
            TrailEnd::Field(field) => self.at(object, id).field(field),
            TrailEnd::NameOf(field) => {
                let Some(id) = self.facts.get(object, id, field).as_id() else { return Value::Null };
                let person = self.directory.person(id).map(|person| person.name.as_str());
                let name = person.or_else(|| self.directory.department(id).map(|department| department.name.as_str()));
                name.map(Value::from).unwrap_or_default()
            }
        }
    }

    /// The value of a field of the record; a live one is computed now.
    pub(crate) fn field(&self, index: FieldIndex) -> Value {
        let field = self.model.object(self.object).field(index);
        match &field.computed {
            Some(Computed::Formula(formula)) if field.column.is_none() => {
                if self.facts.row(self.object, self.id).is_none() {
                    return Value::Null;
                }
                evaluate(formula, self).ok().and_then(|value| fit(field, value).ok()).unwrap_or_default()
            }
            _ => self.facts.get(self.object, self.id, index).clone(),
        }
    }

    /// What a formula or look-up gives for the record, not yet in the form that its field keeps.
    pub(super) fn computed(&self, computed: &Computed) -> Result<Value, EvaluateError> {
        match computed {
            Computed::Formula(formula) => evaluate(formula, self),
            Computed::Lookup(lookup) => {
                let steps: Vec<Step> = lookup.references.iter().map(|field| Step::Reference(*field)).collect();
                let end = self.walk(&steps).first().copied();
                Ok(end.map(|(object, id)| self.end(object, id, TrailEnd::Field(lookup.field))).unwrap_or_default())
            }
            Computed::Rollup(rollup) => {
                let rows = self.facts.rows_of(rollup.object, rollup.reference, self.id).unwrap_or_default();
                Ok(super::rollup::of_rows(rollup, self, rows)?.unwrap_or_default())
            }
        }
    }
}

impl Source for FactSource<'_> {
    fn value(&self, path: &Path) -> Value {
        if path.root == Root::User {
            return match path.names.first().map(String::as_str) {
                Some("id") => self.moment.user.map(Value::Id).unwrap_or_default(),
                Some("department") => self.moment.department.map(Value::Id).unwrap_or_default(),
                Some("name") => Value::from(self.moment.user_name),
                _ => Value::Null,
            };
        }
        // Most names are fields of the record itself: those need no way to be followed.
        if let [name] = path.names.as_slice()
            && let Some((index, field)) = self.model.object(self.object).field_named(name)
            && !matches!(field.target, Some(Target::Children { .. }))
        {
            return self.field(index);
        }
        let Some(trail) = self.follow(path) else { return Value::Null };
        let end = self.walk(&trail.steps).first().copied();
        end.map(|(object, id)| self.end(object, id, trail.end)).unwrap_or_default()
    }

    fn row_count(&self, path: &Path) -> usize {
        self.follow(path).map_or(0, |trail| self.walk(&trail.steps).len())
    }

    fn row_values(&self, path: &Path) -> Vec<Value> {
        let Some(trail) = self.follow(path) else { return Vec::new() };
        self.walk(&trail.steps).into_iter().map(|(object, id)| self.end(object, id, trail.end)).collect()
    }

    fn has_role(&self, role: &str) -> bool {
        self.moment.user.is_some_and(|user| self.directory.has_role(self.model, user, role))
    }

    fn in_department(&self, department: Id) -> bool {
        self.moment.user.is_some_and(|user| self.directory.is_in(user, department))
    }

    fn rate(&self, from: &str, to: &str, day: Date) -> Option<Decimal> {
        self.directory.rates.between(from, to, day)
    }

    fn now(&self) -> Timestamp {
        self.moment.now
    }

    fn user(&self) -> Option<Id> {
        self.moment.user
    }
}
