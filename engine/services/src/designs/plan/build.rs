//! From two models to the steps between them, with what the data says about each.

use std::collections::HashMap;

use engine_definitions::Label;
use engine_errors::{Code, Problem, Problems};
use engine_model::{Field, FieldIndex, Object, ObjectIndex};
use engine_store::Db;
use engine_store::schema_sync::facts::{Rows, count, sample};
use engine_values::ColumnType;
use serde_json::Value as Json;

use super::{Depth, Place, Risk, Step, StepCode, Work};
use crate::Answer;
use crate::designs::draft::Draft;
use crate::designs::type_change::{Counted, TypeChange};
use crate::records::backfill::Forecast;

/// How many records a step shows.
const SAMPLES: i64 = 5;

/// The steps of a draft, and why the data refuses it.
pub(super) async fn build(
    db: &mut Db,
    draft: &Draft,
    depth: Depth,
    counted: &[Counted],
) -> Answer<(Vec<Step>, Problems)> {
    let mut builder = Builder { db, draft, depth, steps: Vec::new(), problems: Vec::new() };
    for object in draft.after.model.objects() {
        match draft.before.object_with_uid(&object.uid) {
            None => builder.new_object(object).await?,
            Some(old) => builder.object(old, object).await?,
        }
    }
    for (turning, counted) in draft.turnings.iter().zip(counted) {
        builder.conversions(turning, counted).await?;
    }
    for old in draft.before.objects() {
        if draft.after.model.object_with_uid(&old.uid).is_none() {
            let step =
                Step::new(StepCode::RecycleObject, &old.name, place(old, None)).with("object", label(&old.label));
            builder.counted(step, old, Rows::All, true).await?;
        }
    }
    builder.recomputing().await?;
    Ok((builder.steps, builder.problems))
}

pub(super) struct Builder<'a> {
    pub(super) db: &'a mut Db,
    pub(super) draft: &'a Draft,
    pub(super) depth: Depth,
    pub(super) steps: Vec<Step>,
    pub(super) problems: Problems,
}

impl Builder<'_> {
    async fn new_object(&mut self, object: &Object) -> Answer<()> {
        let entry =
            self.draft.recycled.iter().find(|entry| entry.field_uid.is_none() && entry.object_uid == object.uid);
        let code = if entry.is_some() { StepCode::RestoreObject } else { StepCode::CreateTable };
        let mut step = Step::new(code, &object.name, place(object, None)).with("object", label(&object.label));
        step.count = entry.map(|entry| entry.records);
        self.steps.push(step);
        Ok(())
    }

    async fn object(&mut self, old: &Object, object: &Object) -> Answer<()> {
        let rows = match self.depth {
            Depth::Shown => Some(count(self.db, &old.table, Rows::All).await?),
            Depth::Binding => None,
        };
        for (index, field) in object.columns().filter(|(_, field)| field.system.is_none()) {
            match old.fields.iter().find(|other| other.uid == field.uid) {
                None => self.new_field(object, index, field, rows).await?,
                Some(before) => self.field(old, object, before, (index, field), rows).await?,
            }
        }
        for (_, field) in old.columns().filter(|(_, field)| field.system.is_none()) {
            if !object.fields.iter().any(|other| other.uid == field.uid)
                && let Some((column, _)) = &field.column
            {
                let step = of_field(StepCode::RecycleField, old, field);
                self.counted(step, old, Rows::With(column), true).await?;
            }
        }
        self.links(old, object).await?;
        self.keys(old, object, rows).await
    }

    /// Fields whose values are tables of links.
    async fn links(&mut self, old: &Object, object: &Object) -> Answer<()> {
        let owners = |object: &Object| -> Vec<FieldIndex> {
            object.fields().filter(|(_, field)| field.link_table().is_some()).map(|(index, _)| index).collect()
        };
        for index in owners(object) {
            let field = object.field(index);
            if !old.fields.iter().any(|other| other.uid == field.uid) {
                self.new_field(object, index, field, None).await?;
            }
        }
        for index in owners(old) {
            let field = old.field(index);
            if let Some(table) = field.link_table()
                && !object.fields.iter().any(|other| other.uid == field.uid)
            {
                let links = count(self.db, table, Rows::All).await?;
                self.steps.push(of_field(StepCode::RecycleField, old, field).losing(links));
            }
        }
        Ok(())
    }

    async fn new_field(&mut self, object: &Object, index: FieldIndex, field: &Field, rows: Option<i64>) -> Answer<()> {
        let entry = self
            .draft
            .recycled
            .iter()
            .find(|entry| entry.field_uid.as_deref() == Some(field.uid.as_str()) && entry.choices.is_none());
        let entry = entry.filter(|entry| entry.object_uid == object.uid);
        let mut step =
            of_field(if entry.is_some() { StepCode::RestoreField } else { StepCode::AddColumn }, object, field);
        step.count = entry.map(|entry| entry.records);
        self.steps.push(step);
        // A companion is not written anywhere: it is what its field makes it.
        if let Some(entry) = entry.filter(|_| field.companion_of.is_none()) {
            self.same_column(object, index, field, &entry.definition);
        }
        if entry.is_some() && field.unique {
            self.unique(object, &[index], rows).await?;
        }
        if field.required && field.computed.is_none() && entry.is_none() {
            let mut step = of_field(StepCode::RequireField, object, field);
            step.lock = "none";
            step.count = rows;
            self.steps.push(step);
        }
        Ok(())
    }

    /// What comes back has the column that it left with.
    fn same_column(&mut self, object: &Object, index: FieldIndex, field: &Field, definition: &Json) {
        let kind = definition.get("type").and_then(Json::as_str).unwrap_or_default();
        let option =
            |name: &str| definition.get("options").and_then(|options| options.get(name)).and_then(Json::as_u64);
        let is_same_size = match field.column.as_ref().map(|(_, column)| *column) {
            Some(ColumnType::Decimal { precision, scale }) => {
                option("scale").is_none_or(|old| old == u64::from(scale))
                    && option("precision").is_none_or(|old| old == u64::from(precision))
            }
            _ => true,
        };
        if kind != field.rules.kind() || !is_same_size {
            let system = object.fields.iter().filter(|field| field.system.is_some()).count();
            let path = format!("/fields/{}/type", index.0.saturating_sub(system));
            let problem = Problem::at(Code::TypeChangeUnsupported, path).with("field", field.name.as_str());
            let problem = problem.with("from", kind).with("to", field.rules.kind());
            self.problems.push(problem.in_document(format!("object/{}", object.name)));
        }
    }

    async fn field(
        &mut self,
        old: &Object,
        object: &Object,
        before: &Field,
        (index, field): (FieldIndex, &Field),
        rows: Option<i64>,
    ) -> Answer<()> {
        let Some((column, kind)) = &before.column else { return Ok(()) };
        let is_change = |change: &&TypeChange| change.object == object.uid && change.field == field.uid;
        if let Some(change) = self.draft.type_changes.iter().find(is_change) {
            // What becomes of values is told with the other fields of the object that turn.
            if change.is_computed {
                let step = of_field(StepCode::ReplaceColumn, object, field);
                let values = count(self.db, &old.table, Rows::With(column)).await?;
                self.steps.push(Step { values, ..step });
            }
            return Ok(());
        }
        if field.unique && !before.unique {
            self.unique(object, &[index], rows).await?;
        }
        if before.unique && !field.unique {
            self.steps.push(of_field(StepCode::DropUnique, object, field));
        }
        let is_indexed = |field: &Field| field.indexed && !field.unique;
        if is_indexed(field) && !is_indexed(before) {
            self.steps.push(of_field(StepCode::BuildIndex, object, field).over_table(rows));
        }
        if is_indexed(before) && !is_indexed(field) {
            self.steps.push(of_field(StepCode::DropIndex, object, field));
        }
        if field.required && !before.required && field.computed.is_none() {
            let mut step = of_field(StepCode::RequireField, object, field);
            step.lock = "none";
            if self.depth == Depth::Shown {
                self.counted(step, old, Rows::Without(column), false).await?;
            } else {
                self.steps.push(step);
            }
        }
        self.choices(old, object, before, field, (column, *kind)).await
    }

    /// Choices that are gone, and how many records hold them.
    async fn choices(
        &mut self,
        old: &Object,
        object: &Object,
        before: &Field,
        field: &Field,
        (column, kind): (&str, ColumnType),
    ) -> Answer<()> {
        if !matches!(kind, ColumnType::Text | ColumnType::TextList) || field.rules.kind() != before.rules.kind() {
            return Ok(());
        }
        for choice in before.rules.choices() {
            let is_renamed = self.draft.values.iter().any(|value| {
                value.object == old.index && value.from == choice.value && old.field(value.field).uid == before.uid
            });
            if is_renamed || field.rules.choices().iter().any(|other| other.value == choice.value) {
                continue;
            }
            let about = format!("{}.{}.{}", object.name, field.name, choice.value);
            let step = Step::new(StepCode::DropOption, &about, place(object, Some(field)));
            let step = step.with("object", label(&object.label)).with("field", label(&field.label));
            let mut step = step.with("option", label(&choice.label)).with("value", choice.value.as_str());
            step.lock = "none";
            self.counted(step, old, Rows::Holding(column, kind, &choice.value), true).await?;
        }
        Ok(())
    }

    /// Computed fields of objects that exist, which are computed again in their records: last, as it is done.
    async fn recomputing(&mut self) -> Answer<()> {
        let draft = self.draft;
        let forecast = Forecast::new(&draft.before, &draft.after.model);
        let mut sizes: HashMap<ObjectIndex, i64> = HashMap::new();
        if self.depth == Depth::Shown {
            for (index, _) in &forecast.objects {
                if let Some(old) = draft.before.object_with_uid(&draft.after.model.object(*index).uid) {
                    sizes.insert(*index, count(self.db, &old.table, Rows::All).await?);
                }
            }
        }
        let size = |index: ObjectIndex| sizes.get(&index).copied().unwrap_or(0);
        let is_job = self.depth == Depth::Shown && forecast.is_for_job(self.db, size).await?;
        for (index, fields) in &forecast.objects {
            let object = draft.after.model.object(*index);
            if draft.before.object_with_uid(&object.uid).is_none() {
                continue;
            }
            let labels: Vec<String> = fields.iter().map(|field| object.field(*field).name.clone()).collect();
            let rows = size(*index);
            let seconds = forecast.seconds(*index, rows);
            let work = Work { fields: labels.clone(), seconds, is_job };
            let step = Step::new(StepCode::Recompute, &object.name, place(object, None));
            let step = step.with("object", label(&object.label)).with("field", labels.join(", "));
            let mut step = step.with("seconds", seconds).with("when", work.when());
            step.lock = if is_job { "none" } else { "short" };
            step.count = sizes.get(index).copied();
            step.risk = if is_job { Risk::Slow } else { Risk::Safe };
            step.work = Some(work);
            self.steps.push(step);
        }
        Ok(())
    }

    async fn keys(&mut self, old: &Object, object: &Object, rows: Option<i64>) -> Answer<()> {
        let uids = |object: &Object, key: &[FieldIndex]| -> Vec<String> {
            key.iter().map(|index| object.field(*index).uid.clone()).collect()
        };
        let had: Vec<Vec<String>> = old.keys.iter().map(|key| uids(old, key)).collect();
        let has: Vec<Vec<String>> = object.keys.iter().map(|key| uids(object, key)).collect();
        let turned = |uids: &Vec<String>| {
            let is_turned = |uid: &String| {
                let mut changes = self.draft.type_changes.iter();
                changes.any(|change| !change.is_computed && change.object == object.uid && change.field == *uid)
            };
            uids.iter().any(is_turned)
        };
        let fresh: Vec<_> =
            object.keys.iter().zip(&has).filter(|(_, uids)| !had.contains(uids) && !turned(uids)).collect();
        for (key, uids) in fresh {
            // A key over a field that is new has nothing to compare yet.
            let is_old = uids.iter().all(|uid| old.fields.iter().any(|field| field.uid == *uid));
            if is_old {
                self.unique(object, key, rows).await?;
            } else {
                self.steps.push(of_key(StepCode::BuildUnique, object, key).over_table(rows));
            }
        }
        for (key, _) in old.keys.iter().zip(&had).filter(|(_, uids)| !has.contains(uids)) {
            self.steps.push(of_key(StepCode::DropUnique, old, key));
        }
        Ok(())
    }

    /// A unique index over columns that exist: records that are alike refuse it.
    async fn unique(&mut self, object: &Object, key: &[FieldIndex], rows: Option<i64>) -> Answer<()> {
        let columns: Vec<String> =
            key.iter().filter_map(|index| object.field(*index).column.as_ref()).map(|(name, _)| name.clone()).collect();
        let mut step = of_key(StepCode::BuildUnique, object, key).over_table(rows);
        let alike = count(self.db, &object.table, Rows::Alike(&columns)).await?;
        step.count = Some(alike);
        if alike > 0 {
            step.samples = sample(self.db, &object.table, Rows::Alike(&columns), SAMPLES).await?;
            let names: Vec<&str> = key.iter().map(|index| object.field(*index).name.as_str()).collect();
            let problem = Problem::at(Code::NotUnique, pointer(object, key)).with("field", names.join(", "));
            self.problems.push(problem.with("count", alike).in_document(format!("object/{}", object.name)));
        }
        self.steps.push(step);
        Ok(())
    }

    async fn counted(&mut self, step: Step, table: &Object, rows: Rows<'_>, is_loss: bool) -> Answer<()> {
        let found = count(self.db, &table.table, rows).await?;
        let mut step = if is_loss { step.losing(found) } else { Step { count: Some(found), ..step } };
        if self.depth == Depth::Shown && found > 0 {
            step.samples = sample(self.db, &table.table, rows, SAMPLES).await?;
        }
        self.steps.push(step);
        Ok(())
    }
}

pub(super) fn label(label: &Label) -> Json {
    serde_json::to_value(label).unwrap_or_default()
}

pub(super) fn place(object: &Object, field: Option<&Field>) -> Place {
    Place { object: object.uid.clone(), field: field.map(|field| field.uid.clone()) }
}

pub(super) fn of_field(code: StepCode, object: &Object, field: &Field) -> Step {
    let step = Step::new(code, &format!("{}.{}", object.name, field.name), place(object, Some(field)));
    step.with("object", label(&object.label)).with("field", label(&field.label))
}

pub(super) fn of_key(code: StepCode, object: &Object, key: &[FieldIndex]) -> Step {
    let names: Vec<&str> = key.iter().map(|index| object.field(*index).name.as_str()).collect();
    let step = Step::new(code, &format!("{}.{}", object.name, names.join("+")), place(object, None));
    step.with("object", label(&object.label)).with("field", names.join(", "))
}

/// Where the author wrote that values are unique.
pub(super) fn pointer(object: &Object, key: &[FieldIndex]) -> String {
    let system = object.fields.iter().filter(|field| field.system.is_some()).count();
    match key {
        [only] => format!("/fields/{}/unique", only.0.saturating_sub(system)),
        several => {
            let place = object.keys.iter().position(|key| key == several).unwrap_or_default();
            format!("/keys/{place}")
        }
    }
}
