//! How the values of changed fields turn into what the new fields keep.

use std::sync::Arc;

use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem, Problems};
use engine_fields::{AnyField, Converter};
use engine_model::{FieldIndex, Model, Object, ObjectIndex};
use engine_store::tables::recycled::Recycled;
use engine_values::{ColumnType, Value};
use serde_json::{Value as Json, json};

use super::changes::TypeChange;
use super::choices::{Choice, TypeChangeChoice};
use crate::designs::publication::Publication;

/// A physical column.
pub(super) type Column = (String, ColumnType);

/// One field that turns.
pub(in crate::designs) struct Turn {
    /// The field by its identity.
    pub(in crate::designs) field: String,
    /// The rules before.
    pub(super) from: Arc<dyn AnyField>,
    /// The rules after.
    pub(super) to: Arc<dyn AnyField>,
    /// The column before.
    pub(in crate::designs) before: Column,
    /// The column after.
    pub(in crate::designs) after: Column,
    /// What becomes of values that do not convert, as it was given.
    pub(in crate::designs) wanted: TypeChangeChoice,
    pub(super) choice: Choice,
    /// What the field held when it had this type before.
    pub(super) former: Option<FormerColumn>,
}

/// A column of the recycle area, from when the field had the type that it gets again.
pub(super) struct FormerColumn {
    pub(super) column: String,
    /// What was done then with values that did not convert.
    choice: Choice,
}

/// What becomes of one value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// There is none.
    Blank,
    /// What the table of conversions says.
    Converted(Value),
    /// What the field held before its type was changed, since nobody has changed it from then on.
    Restored(Value),
    /// It does not convert; the publisher chose.
    Chosen(Value, Problem),
    /// It does not convert, and that is refused.
    Refused(Problem),
}

impl Turn {
    /// A turn that is only looked at.
    pub(super) fn of_preview(from: &Arc<dyn AnyField>, to: &Arc<dyn AnyField>, before: Column) -> Self {
        Self {
            field: String::new(),
            from: Arc::clone(from),
            to: Arc::clone(to),
            after: before.clone(),
            before,
            wanted: TypeChangeChoice::default(),
            choice: Choice::default(),
            former: None,
        }
    }

    /// The two directions; made once for many values.
    ///
    /// # Errors
    /// `type_change_unsupported` when the table has no way.
    pub(super) fn converters(&self) -> Result<Converters<'_>, Problem> {
        let back = Converter::new(self.to.as_ref(), self.from.as_ref()).ok();
        Ok(Converters { turn: self, ahead: Converter::new(self.from.as_ref(), self.to.as_ref())?, back })
    }

    /// The columns that are read: the one before, and the former one of the type after.
    pub(super) fn read(&self) -> Vec<(&str, ColumnType)> {
        let former = self.former.as_ref().map(|former| (former.column.as_str(), self.after.1));
        std::iter::once((self.before.0.as_str(), self.before.1)).chain(former).collect()
    }
}

/// A turn with its converters.
pub(super) struct Converters<'a> {
    pub(super) turn: &'a Turn,
    ahead: Converter<'a>,
    back: Option<Converter<'a>>,
}

impl Converters<'_> {
    /// What becomes of a value, given what the former column holds of the record.
    pub(super) fn outcome(&self, value: &Value, kept: Option<&Value>) -> Outcome {
        if let Some(kept) = kept.filter(|kept| !kept.is_blank())
            && self.became(kept).as_ref() == Some(value)
        {
            return Outcome::Restored(kept.clone());
        }
        if value.is_blank() {
            return Outcome::Blank;
        }
        match self.ahead.convert(value) {
            Ok(value) => Outcome::Converted(value),
            Err(problem) => match self.turn.choice.of(value) {
                Some(chosen) => Outcome::Chosen(chosen.clone(), problem),
                None => Outcome::Refused(problem),
            },
        }
    }

    /// What the change that is taken back had made of a value.
    fn became(&self, kept: &Value) -> Option<Value> {
        match self.back.as_ref()?.convert(kept) {
            Ok(value) => Some(value),
            Err(_) => self.turn.former.as_ref()?.choice.of(kept).cloned(),
        }
    }
}

/// The changed fields of one object.
pub(in crate::designs) struct Turning {
    /// The object in the model before.
    pub(in crate::designs) before: ObjectIndex,
    /// The object in the model after.
    pub(in crate::designs) after: ObjectIndex,
    /// The object by its identity.
    pub(in crate::designs) object: String,
    /// Its fields.
    pub(in crate::designs) turns: Vec<Turn>,
    /// The groups of fields that must be unique and have a changed one among them.
    pub(in crate::designs) keys: Vec<TurnedKey>,
}

/// Fields that must be unique together.
pub(in crate::designs) struct TurnedKey {
    /// The fields in the model after.
    pub(in crate::designs) fields: Vec<FieldIndex>,
    pub(super) parts: Vec<KeyPart>,
}

/// A part of a key.
pub(super) enum KeyPart {
    /// The result of a turn.
    Turned(usize),
    /// A column that stays.
    Kept(Column),
}

/// The turns of every object, and what is wrong with the choices.
pub(in crate::designs) fn turnings(
    before: &Model,
    after: &Model,
    changes: &[TypeChange],
    publication: &Publication,
    recycled: &[Recycled],
) -> (Vec<Turning>, Problems) {
    let (mut turnings, mut problems): (Vec<Turning>, Problems) = (Vec::new(), Vec::new());
    let mut known = Vec::new();
    for object in after.objects() {
        let Some(old) = before.object_with_uid(&object.uid) else { continue };
        let mut turns = Vec::new();
        for change in changes.iter().filter(|change| change.object == object.uid && !change.is_computed) {
            let pair = old.field_with_uid(&change.field).zip(object.field_with_uid(&change.field));
            let Some(((_, from), (_, to))) = pair else { continue };
            let (Some(before_column), Some(after_column)) = (from.column.clone(), to.column.clone()) else { continue };
            let name = format!("{}.{}", object.name, to.name);
            let wanted = publication.type_changes.get(&name).cloned().unwrap_or_default();
            let choice = wanted.parse(to.rules.as_ref()).unwrap_or_else(|found| {
                problems.extend(found.into_iter().map(|problem| problem.below(&format!("/type_changes/{name}"))));
                Choice::default()
            });
            let entries = recycled
                .iter()
                .filter(|entry| entry.object_uid == object.uid && entry.field_uid.as_ref() == Some(&change.field));
            let former = former(after, object, &to.name, entries, from.rules.as_ref());
            known.push(name);
            turns.push(Turn {
                field: change.field.clone(),
                from: Arc::clone(&from.rules),
                to: Arc::clone(&to.rules),
                before: before_column,
                after: after_column,
                wanted,
                choice,
                former,
            });
        }
        if !turns.is_empty() {
            let keys = keys(old, object, &turns);
            let (before, after) = (old.index, object.index);
            turnings.push(Turning { before, after, object: object.uid.clone(), turns, keys });
        }
    }
    for name in publication.type_changes.keys().filter(|name| !known.contains(name)) {
        problems.push(Problem::at(Code::FieldUnknown, format!("/type_changes/{name}")).with("field", name.as_str()));
    }
    (turnings, problems)
}

/// The newest column of the recycle area from when the field was what it becomes again.
fn former<'a>(
    after: &Model,
    object: &Object,
    field: &str,
    entries: impl Iterator<Item = &'a Recycled>,
    from: &dyn AnyField,
) -> Option<FormerColumn> {
    let document = after.document(Kind::Object, &object.name).map(Document::to_json).unwrap_or_default();
    let fields = document.get("fields").and_then(Json::as_array).cloned().unwrap_or_default();
    let written = fields.into_iter().find(|json| json.get("name").and_then(Json::as_str) == Some(field))?;
    let form = |json: &Json| (json.get("type").cloned(), json.get("options").cloned().unwrap_or_else(|| json!({})));
    for entry in entries {
        let (Some(choices), Some(column)) = (&entry.choices, &entry.column_name) else { continue };
        if form(&entry.definition) == form(&written) {
            // A choice that the present type does not take explains no value.
            let wanted: TypeChangeChoice = serde_json::from_value(choices.clone()).unwrap_or_default();
            return Some(FormerColumn { column: column.clone(), choice: wanted.parse(from).unwrap_or_default() });
        }
    }
    None
}

fn keys(old: &Object, object: &Object, turns: &[Turn]) -> Vec<TurnedKey> {
    let single = object.columns().filter(|(_, field)| field.unique).map(|(index, _)| vec![index]);
    let mut found = Vec::new();
    for fields in single.chain(object.keys.iter().cloned()) {
        let part = |index: &FieldIndex| -> Option<KeyPart> {
            let field = object.field(*index);
            if let Some(place) = turns.iter().position(|turn| turn.field == field.uid) {
                return Some(KeyPart::Turned(place));
            }
            // A field that is new has nothing to compare yet.
            let (_, same) = old.field_with_uid(&field.uid)?;
            let column = same.column.clone().filter(|column| Some(column) == field.column.as_ref())?;
            Some(KeyPart::Kept(column))
        };
        let parts: Option<Vec<KeyPart>> = fields.iter().map(part).collect();
        let Some(parts) = parts else { continue };
        if parts.iter().any(|part| matches!(part, KeyPart::Turned(_))) {
            found.push(TurnedKey { fields, parts });
        }
    }
    found
}
