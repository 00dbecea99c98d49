//! What create, update and approvals share: turning a finished row into statements and history.

use engine_access::{Action, Actor, Reader, Scope};
use engine_definitions::Operation;
use engine_errors::{Code, Problem, Problems};
use engine_fields::{CompanionRole, SystemField};
use engine_model::{DefaultValue, Field, FieldIndex, Object, Target};
use engine_query::{full_row, update};
use engine_store::{Db, StoreError, schema_sync, tables};
use engine_values::{Id, Timestamp, Value, new_id};
use serde_json::{Map, Value as Json, json};

use super::computed::{Changes, Moment, Writing as Filling, fill, fill_live, fit, propagate};
use super::draft::{Draft, RowDraft};
use super::judge::{Judge, Writing};
use super::moneys::{today, usual_currency};
use super::references::{Given, check};
use super::row_source::RowSource;
use super::{Row, children, links};
use crate::world::World;
use crate::{Answer, Failure};

/// Who writes what kind of record, and when.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) world: &'a World,
    pub(crate) actor: &'a Actor,
    pub(crate) object: &'a Object,
    pub(crate) now: Timestamp,
}

impl<'a> Change<'a> {
    pub(crate) fn reader(&self) -> Reader<'a> {
        self.world.reader(self.actor)
    }

    pub(crate) fn moment(&self) -> Moment<'a> {
        let Actor { user, name, department, .. } = self.actor;
        Moment { now: self.now, user: Some(*user), user_name: name, department: *department }
    }

    /// Values of a new record or row that the request left out.
    pub(crate) fn defaults(&self, object: &Object, row: &mut Row, given: &[FieldIndex], problems: &mut Problems) {
        for (index, field) in object.fields() {
            let has_default = field.default.is_some() || field.companion_of.is_some();
            if !has_default || given.contains(&index) {
                continue;
            }
            match self.default_of(object, field) {
                Ok(value) => row.set(index, value),
                Err(problem) => problems.push(problem.below(&format!("/{}", field.name))),
            }
        }
    }

    /// The value that a new record gets in a field at this moment.
    ///
    /// # Errors
    /// A problem with an empty path.
    pub(crate) fn default_of(&self, object: &Object, field: &Field) -> Result<Value, Problem> {
        match &field.default {
            None => Ok(match field.companion_of.map(|of| of.role) {
                Some(CompanionRole::Currency) => usual_currency(&self.world.directory.rates, field),
                Some(CompanionRole::RateDate) => Value::Date(today(self.now)),
                _ => Value::Null,
            }),
            Some(DefaultValue::Constant(value)) => Ok(value.clone()),
            Some(DefaultValue::Expression(expression)) => {
                let blank = Row::blank(object);
                let source =
                    RowSource::new(self.world.model(), object, &blank, self.moment()).knowing(&self.world.directory);
                let value = engine_expressions::evaluate(expression, &source)
                    .map_err(|error| Problem::new(Code::OutOfRange).with("detail", error.code.name()))?;
                fit(field, value)
            }
        }
    }

    /// Given values into a row.
    pub(crate) fn apply(row: &mut Row, values: &[(FieldIndex, Value)]) {
        for (index, value) in values {
            row.set(*index, value.clone());
        }
    }

    /// The given rows of every `children` field, over the stored ones. An id that is not among those is refused.
    pub(crate) fn apply_rows(&self, row: &mut Row, draft: &Draft, problems: &mut Problems) {
        for (field, drafts) in &draft.children {
            let Some(Target::Children { object: child, .. }) = self.object.field(*field).target else { continue };
            let child = self.world.model().object(child);
            let old = row.rows_of(*field).to_vec();
            let name = &self.object.field(*field).name;
            let mut new = Vec::with_capacity(drafts.len());
            for (position, draft) in drafts.iter().enumerate() {
                let path = format!("/{name}/{position}");
                new.push(self.merged(child, draft, &old, &path, problems));
            }
            match row.children.iter_mut().find(|(index, _)| index == field) {
                Some((_, rows)) => *rows = new,
                None => row.children.push((*field, new)),
            }
        }
    }

    fn merged(&self, child: &Object, draft: &RowDraft, old: &[Row], path: &str, problems: &mut Problems) -> Row {
        let mut row = match draft.id {
            Some(id) => match old.iter().find(|row| row.id(child) == Some(id)) {
                Some(row) => row.clone(),
                None => {
                    problems.push(Problem::at(Code::ReferenceNotFound, format!("{path}/id")));
                    Row::blank(child)
                }
            },
            None => {
                let mut row = Row::blank(child);
                let given: Vec<FieldIndex> = draft.values.iter().map(|(index, _)| *index).collect();
                let mut found = Vec::new();
                self.defaults(child, &mut row, &given, &mut found);
                problems.extend(found.into_iter().map(|problem| problem.below(path)));
                row
            }
        };
        Self::apply(&mut row, &draft.values);
        row
    }

    /// Formulas, conditions, references and rules of a finished row; refuses with every problem found.
    pub(crate) async fn finish(
        &self,
        db: &mut Db,
        row: &mut Row,
        draft: &Draft,
        writing: Writing<'_>,
        mut problems: Problems,
    ) -> Answer<()> {
        let model = self.world.model();
        self.mark_parents(row);
        let mut judge = Judge::load(db, *self, writing, row).await?;
        judge.refuse_read_only(draft, row, &mut problems);
        judge.enter_stages(row);
        let is_new = writing.before.is_none();
        self.settle(db, &mut judge, is_new, row, &mut problems).await?;
        judge.missing(row, &mut problems);
        judge.stages(row, &mut problems);
        let mut given = Vec::new();
        for (field, value) in &draft.values {
            let path = format!("/{}", self.object.field(*field).name);
            given.push(Given { object: self.object, field: *field, value, path, record: row.id(self.object) });
        }
        for (field, rows) in &draft.children {
            let Some(Target::Children { object: child, .. }) = self.object.field(*field).target else { continue };
            let child = model.object(child);
            let name = &self.object.field(*field).name;
            for (position, row) in rows.iter().enumerate() {
                for (inner, value) in &row.values {
                    let path = format!("/{name}/{position}/{}", child.field(*inner).name);
                    given.push(Given { object: child, field: *inner, value, path, record: row.id });
                }
            }
        }
        check(db, self.world, self.reader(), &given, &mut problems).await?;
        judge.rules(row, &mut problems);
        if problems.is_empty() { Ok(()) } else { Err(Failure::problems(problems)) }
    }

    /// Computed fields, and what they and the conditions of fields hide; hiding a value may change a computed one and hide
    /// more.
    async fn settle(
        &self,
        db: &mut Db,
        judge: &mut Judge<'_>,
        is_new: bool,
        row: &mut Row,
        problems: &mut Problems,
    ) -> Answer<()> {
        let filling = self.filling(is_new, true);
        let mut found = Vec::new();
        fill(db, filling, row, &mut found).await?;
        // An amount may itself be computed, and its worth depends on the rate that is found for it.
        if judge.complete_moneys(row, problems) {
            found.clear();
            fill(db, filling, row, &mut found).await?;
        }
        for _ in 0..self.object.fields.len() {
            if !judge.clear_hidden(row) {
                break;
            }
            found.clear();
            fill(db, filling, row, &mut found).await?;
        }
        // What a formula makes of values that are wrong is nobody's problem.
        if problems.is_empty() {
            problems.extend(found);
        }
        Ok(())
    }

    /// Fills computed fields without judging anything, for the live totals of a form.
    pub(crate) async fn fill_only(&self, db: &mut Db, row: &mut Row) -> Answer<()> {
        fill(db, self.filling(false, false), row, &mut Vec::new()).await
    }

    /// Fills again what follows from the numbers that new records and rows were given last.
    pub(crate) async fn fill_again(&self, db: &mut Db, row: &mut Row, is_new: bool) -> Answer<()> {
        fill(db, self.filling(is_new, true), row, &mut Vec::new()).await
    }

    fn filling(&self, is_new: bool, is_stored: bool) -> Filling<'a> {
        Filling { world: self.world, object: self.object, moment: self.moment(), is_new, is_stored }
    }

    /// A row belongs to its parent before the parent is stored: its reference back is never "missing".
    fn mark_parents(&self, row: &mut Row) {
        let id = row.id(self.object).unwrap_or_else(new_id);
        for (field, rows) in &mut row.children {
            if let Some(Target::Children { field: back, .. }) = self.object.field(*field).target {
                for child in rows {
                    child.set(back, Value::Id(id));
                }
            }
        }
    }

    /// Puts the files of the record on it, so that only its readers may read them.
    pub(crate) async fn attach_files(&self, db: &mut Db, id: Id, values: &[(FieldIndex, Value)]) -> Answer<()> {
        for (index, value) in values {
            let field = self.object.field(*index);
            if let (Some(Target::Files { .. }), Value::List(ids)) = (&field.target, value) {
                let ids: Vec<Id> = ids.iter().filter_map(|id| Id::try_parse(id).ok()).collect();
                tables::files::attach(db, &ids, &self.object.uid, id, &field.uid).await?;
            }
        }
        Ok(())
    }

    /// The same for the files of its rows.
    pub(crate) async fn attach_row_files(&self, db: &mut Db, child: &Object, rows: &[Row]) -> Answer<()> {
        for (index, field) in child.fields().filter(|(_, field)| matches!(field.target, Some(Target::Files { .. }))) {
            for row in rows {
                if let (Some(id), Value::List(ids)) = (row.id(child), row.get(index)) {
                    let ids: Vec<Id> = ids.iter().filter_map(|id| Id::try_parse(id).ok()).collect();
                    tables::files::attach(db, &ids, &child.uid, id, &field.uid).await?;
                }
            }
        }
        Ok(())
    }

    /// A database error as the writer should hear it: a taken key names its fields, never the other record.
    pub(crate) fn refusal(&self, error: &StoreError) -> Failure {
        let Some((table, columns)) = schema_sync::violated_columns(&self.world.generation.layouts, error) else {
            return Failure::from(error.clone());
        };
        let Some(object) = self.world.model().objects().iter().find(|object| object.table == table) else {
            return Failure::from(error.clone());
        };
        let name_of = |column: &String| {
            let found =
                object.columns().find(|(_, field)| field.column.as_ref().is_some_and(|(name, _)| name == column));
            found.map(|(_, field)| field.name.clone())
        };
        let names: Vec<String> = columns.iter().filter_map(name_of).collect();
        match error {
            StoreError::UniqueViolation { .. } => {
                let labels: Vec<&str> = names
                    .iter()
                    .filter_map(|name| object.field_named(name))
                    .map(|(_, field)| field.label.text(&self.actor.language).unwrap_or(&field.name))
                    .collect();
                let prefix = self.prefix_of(object);
                let problem = |name: &String| {
                    Problem::at(Code::NotUnique, format!("{prefix}/{name}"))
                        .with("field", name.as_str())
                        .with("fields", names.clone())
                        .with("key", format!("{}: ", labels.join(" + ")))
                };
                Failure::problems(names.iter().map(problem).collect())
            }
            _ => Failure::from(error.clone()),
        }
    }

    /// Where the values of an object stand in the request: its own at the top, those of rows below their field.
    fn prefix_of(&self, object: &Object) -> String {
        match object.parent {
            Some(link) if link.object == self.object.index => format!("/{}", self.object.field(link.children).name),
            _ => String::new(),
        }
    }

    /// Writes the history entry of a change.
    pub(crate) async fn remember(&self, db: &mut Db, id: Id, action: &str, changes: Json) -> Answer<()> {
        if !self.object.history {
            return Ok(());
        }
        let entry = tables::record_history::HistoryEntry {
            id: new_id(),
            object: self.object.uid.clone(),
            record: id,
            changed_at: self.now,
            changed_by: Some(self.actor.user),
            action: action.to_owned(),
            changes,
        };
        tables::record_history::append(db, &entry).await?;
        Ok(())
    }
}

/// Values that differ, in the order of the fields, as the history keeps them: by identity, so that a rename of the
/// field does not lose them.
pub(crate) fn differences(object: &Object, before: &Row, after: &Row) -> (Vec<(FieldIndex, Value)>, Vec<Json>) {
    let mut values = Vec::new();
    let mut history = Vec::new();
    for (index, field) in object.columns() {
        let (old, new) = (before.get(index), after.get(index));
        if old == new || matches!(field.system, Some(SystemField::Revision)) {
            continue;
        }
        values.push((index, new.clone()));
        if !matches!(field.system, Some(SystemField::UpdatedAt | SystemField::UpdatedBy)) {
            // That a secret is another one is all that anybody learns, even of its sealed form.
            history.push(if field.rules.is_secret() {
                json!({"field": field.uid, "changed": true})
            } else {
                json!({"field": field.uid, "old": old.to_json(), "new": new.to_json()})
            });
        }
    }
    (values, history)
}

/// Sets fields by a decision of the system (an approval's effects and its state), past rights and locks but through
/// revision and history.
pub(crate) async fn apply_system_change(
    db: &mut Db,
    change: Change<'_>,
    id: Id,
    fields: &Map<String, Json>,
    approval_state: Option<&str>,
    action: &str,
) -> Answer<()> {
    let Change { object, .. } = change;
    let scope = Scope::integrity(object);
    let statement = full_row(db.dialect(), change.reader(), object, &scope, id, true);
    let Some(columns) = db.row(&statement).await? else {
        return Err(Failure::new(Code::RecordNotFound).with("object", object.name.as_str()));
    };
    let mut before = Row::from_columns(object, columns);
    if !fields.is_empty() {
        // Formulas and rules look at the rows.
        children::load(db, change.reader(), object, &mut before, id).await?;
    }
    let mut after = before.clone();
    for (name, json) in fields {
        let Some((index, field)) = object.field_named(name).filter(|(_, field)| !field.rules.is_secret()) else {
            continue;
        };
        let value = if json.is_null() { Value::Null } else { field.rules.parse(json).unwrap_or_default() };
        after.set(index, value);
    }
    if let Some(state) = approval_state {
        after.set_system(object, SystemField::ApprovalState, state);
    }
    after.set_system(object, SystemField::UpdatedAt, change.now);
    after.set_system(object, SystemField::UpdatedBy, change.actor.user);
    if !fields.is_empty() {
        let writing = Writing { operation: Operation::Update, before: Some(&before), confirmed: None };
        let mut judge = Judge::load(db, change, writing, &after).await?;
        let mut problems = Vec::new();
        judge.enter_stages(&mut after);
        change.settle(db, &mut judge, false, &mut after, &mut problems).await?;
        judge.stages(&after, &mut problems);
        judge.rules(&after, &mut problems);
        if !problems.is_empty() {
            return Err(Failure::problems(problems));
        }
    }
    let (values, history) = differences(object, &before, &after);
    let revision = before.revision(object);
    let statement = update(db.dialect(), change.reader(), &scope, object, id, revision, &values);
    let changed = db.execute(&statement).await.map_err(|error| change.refusal(&error))?;
    if changed != 1 {
        return Err(Failure::new(Code::Busy));
    }
    let mut changes = Changes::default();
    changes.updated(change.world.model(), object, id, &before, &after);
    propagate(db, change.world.ground(), changes).await?;
    change.remember(db, id, action, Json::Array(history)).await
}

/// Loads a record for changing it, with its rows; tells "not there" from "not yours" without telling a stranger.
pub(crate) async fn load_for(db: &mut Db, change: Change<'_>, id: Id, action: Action) -> Answer<Row> {
    let Change { object, .. } = change;
    let reader = change.reader();
    let scope = reader.scope(object, action);
    let statement = full_row(db.dialect(), reader, object, &scope, id, true);
    let Some(columns) = db.row(&statement).await? else {
        let readable = full_row(db.dialect(), reader, object, &reader.reading(object), id, false);
        let code = if db.row(&readable).await?.is_some() { Code::Forbidden } else { Code::RecordNotFound };
        return Err(Failure::new(code).with("object", object.name.as_str()));
    };
    let mut row = Row::from_columns(object, columns);
    children::load(db, reader, object, &mut row, id).await?;
    links::load(db, change, &mut row, id).await?;
    fill_live(db, change.world, change.actor, change.now, object, &mut row).await?;
    Ok(row)
}
