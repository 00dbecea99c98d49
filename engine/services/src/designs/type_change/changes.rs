//! Which fields of two models store their values in another form.

use engine_errors::{Problem, Problems};
use engine_fields::{Converter, unsupported};
use engine_model::{Field, FieldIndex, Model, Object, Target};
use engine_store::tables::recycled::Recycled;
use serde_json::{Map, Value as Json};

use crate::designs::publication::Publication;

/// A stored field whose values need another column, by identities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::designs) struct TypeChange {
    /// The object.
    pub(in crate::designs) object: String,
    /// The field.
    pub(in crate::designs) field: String,
    /// The platform computes the values anew, so nothing is converted.
    pub(in crate::designs) is_computed: bool,
}

/// Every change of a stored form, and those that cannot be. Where the recycle area has the values of a field from before
/// another change, they may come back, so the field turns although its values could stay as they are.
pub(in crate::designs) fn find(before: &Model, after: &Model, recycled: &[Recycled]) -> (Vec<TypeChange>, Problems) {
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for object in after.objects() {
        let Some(old) = before.object_with_uid(&object.uid) else { continue };
        for (index, field) in object.fields().filter(|(_, field)| field.system.is_none()) {
            let Some((_, old_field)) = old.field_with_uid(&field.uid) else { continue };
            let has_former = recycled.iter().any(|entry| {
                entry.choices.is_some()
                    && entry.object_uid == object.uid
                    && entry.field_uid.as_deref() == Some(field.uid.as_str())
            });
            match compare((before, old_field), (after, field), has_former) {
                Ok(None) => {}
                Ok(Some(is_computed)) => {
                    changes.push(TypeChange { object: object.uid.clone(), field: field.uid.clone(), is_computed });
                }
                Err(problem) => {
                    let problem = problem.with("field", field.name.as_str());
                    let problem = Problem { path: type_path(object, index), ..problem };
                    problems.push(problem.in_document(format!("object/{}", object.name)));
                }
            }
        }
    }
    (changes, problems)
}

/// Where the author wrote the type of a field.
pub(in crate::designs) fn type_path(object: &Object, index: FieldIndex) -> String {
    let system = object.fields.iter().filter(|field| field.system.is_some()).count();
    format!("/fields/{}/type", index.0.saturating_sub(system))
}

/// Whether the values need another column, and if so, whether they are computed anew.
fn compare(
    (before, old): (&Model, &Field),
    (after, new): (&Model, &Field),
    has_former: bool,
) -> Result<Option<bool>, Problem> {
    let kinds = (old.rules.kind(), new.rules.kind());
    let refused = || unsupported(kinds.0, kinds.1);
    // A live field has no column; what was stored before is left where it is.
    if old.is_live() || new.is_live() {
        return Ok(None);
    }
    let (from, to) = (old.rules.column(), new.rules.column());
    if from.is_none() || to.is_none() {
        return if kinds.0 == kinds.1 && target(before, old) == target(after, new) { Ok(None) } else { Err(refused()) };
    }
    if new.computed.is_some() {
        let is_same = from == to && target(before, old) == target(after, new);
        return Ok((!is_same).then_some(true));
    }
    if kinds.0 == kinds.1 && from == to {
        return if target(before, old) == target(after, new) { Ok(None) } else { Err(refused()) };
    }
    if !has_former && Converter::keeps_every_value(old.rules.as_ref(), new.rules.as_ref()) {
        return Ok(None);
    }
    Converter::new(old.rules.as_ref(), new.rules.as_ref()).map(|_| Some(false))
}

/// Which object a reference points to; handles differ between models.
fn target(model: &Model, field: &Field) -> Option<String> {
    match &field.target {
        Some(Target::Record { object, .. } | Target::Children { object, .. }) => {
            Some(model.object(*object).uid.clone())
        }
        Some(Target::AnyRecord { .. }) => Some(String::new()),
        // Both ends of a table of links are foreign keys.
        Some(Target::Links { object, table, .. }) => Some(format!("{table} {}", model.object(*object).uid)),
        _ => None,
    }
}

/// Whether documents may change the type of a field, as far as can be told without resolving them. Told wrongly it only
/// costs time.
pub(in crate::designs) fn may_change(before: &Model, publication: &Publication) -> bool {
    let none = Json::Object(Map::new());
    publication.documents.iter().any(|document| {
        let text = |json: &'_ Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        if text(document, "kind").as_deref() != Some("object") {
            return false;
        }
        let named = text(document, "name").and_then(|name| before.object_named(&name));
        let Some(old) = text(document, "uid").and_then(|uid| before.object_with_uid(&uid)).or(named) else {
            return false;
        };
        let stored =
            before.document(engine_definitions::Kind::Object, &old.name).map(engine_definitions::Document::to_json);
        let stored = stored.unwrap_or_default();
        let fields = |json: &Json| json.get("fields").and_then(Json::as_array).cloned().unwrap_or_default();
        let old_fields = fields(&stored);
        fields(document).iter().any(|field| {
            let key = if field.get("uid").is_some() { "uid" } else { "name" };
            let same = old_fields.iter().find(|other| other.get(key) == field.get(key));
            let options = |field: &Json| field.get("options").cloned().unwrap_or_else(|| none.clone());
            same.is_some_and(|old| old.get("type") != field.get("type") || options(old) != options(field))
        })
    })
}
