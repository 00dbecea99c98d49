//! What the stored values of a field would become if it became another type: counted and shown, nothing is changed.

use std::collections::BTreeMap;

use engine_access::{Actor, Scope};
use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem};
use engine_fields::{AnyField, Choice, Converter, OptionSets, entry};
use engine_model::{Field, FieldIndex, Model, Object};
use engine_query::{existing_ids, walk};
use engine_store::Db;
use engine_values::{Id, Value};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::documents::admit;
use crate::{Answer, Failure, Tenon};

/// Rows that are looked at in one go.
const LOT: i64 = 5000;
/// Most failing values that are shown.
const SAMPLES: usize = 20;

/// Which field becomes what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeChangeBody {
    /// The object.
    pub object: String,
    /// The field.
    pub field: String,
    /// The new type.
    pub to: NewType,
}

/// A type with its settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewType {
    /// The word of the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its settings.
    #[serde(default)]
    pub options: Map<String, Json>,
}

/// The option sets of a model.
struct Sets<'a>(&'a Model);

impl OptionSets for Sets<'_> {
    fn options(&self, name: &str) -> Option<Vec<Choice>> {
        match self.0.document(Kind::OptionSet, name) {
            Some(Document::OptionSet(set)) => Some(set.options.clone()),
            _ => None,
        }
    }
}

/// What a walk over all records has counted.
#[derive(Debug, Default)]
struct Count {
    blank: u64,
    convert: u64,
    fail: BTreeMap<&'static str, u64>,
    samples: Vec<Sample>,
}

#[derive(Debug)]
struct Sample {
    id: Id,
    label: Json,
    value: Json,
    reason: Problem,
}

/// Counts what converts and what does not: `{"records", "blank", "convert", "fail", "reasons", "way", "samples"}`. Samples
/// are of records that the caller may read.
///
/// # Errors
/// `forbidden`, `document_not_found`, `field_unknown`, `field_type_unknown`, what is wrong with the options,
/// `type_change_unsupported`.
pub async fn preview_type_change(tenon: &Tenon, actor: &Actor, body: &TypeChangeBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let missing = || Failure::new(Code::DocumentNotFound).with("kind", "object").with("name", body.object.as_str());
    let object = world.model().object_named(&body.object).ok_or_else(missing)?;
    let is_own = |field: &Field| field.system.is_none() && field.column.is_some();
    let found = object.field_named(&body.field).filter(|(_, field)| is_own(field));
    let unknown = || Failure::from(Problem::at(Code::FieldUnknown, "/field").with("field", body.field.as_str()));
    let (index, field) = found.ok_or_else(unknown)?;
    let to = rules(world.model(), &body.to)?;
    let unsupported = |problem: Problem| Failure::problems(vec![problem.below("/to/type")]);
    let converter = Converter::new(field.rules.as_ref(), to.as_ref()).map_err(unsupported)?;
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    let count = count(tenon, object, index, &converter).await?;
    let ids: Vec<Id> = count.samples.iter().map(|sample| sample.id).collect();
    let visible: Vec<Id> = if scope.is_empty() || !scope.can_read(index) || ids.is_empty() {
        Vec::new()
    } else {
        let statement = existing_ids(tenon.store.dialect(), reader, object, &scope, &ids);
        let rows = tenon.store.read(async |db: &mut Db| db.rows(&statement).await).await?;
        rows.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect()
    };
    let samples: Vec<Json> = count
        .samples
        .iter()
        .filter(|sample| visible.contains(&sample.id))
        .map(|sample| {
            let label = if scope.can_read(object.title) { sample.label.clone() } else { Json::Null };
            let reason = crate::locales::error_text(sample.reason.code, &sample.reason.params, &actor.language);
            json!({
                "id": sample.id, "label": label, "value": sample.value,
                "code": sample.reason.code.name(), "reason": reason,
            })
        })
        .collect();
    let failing: u64 = count.fail.values().sum();
    Ok(json!({
        "from": field.rules.kind(),
        "to": to.kind(),
        "records": count.blank + count.convert + failing,
        "blank": count.blank,
        "convert": count.convert,
        "fail": failing,
        "reasons": count.fail,
        "samples": samples,
    }))
}

fn rules(model: &Model, to: &NewType) -> Answer<std::sync::Arc<dyn AnyField>> {
    let unknown = || Failure::from(Problem::at(Code::FieldTypeUnknown, "/to/type").with("type", to.kind.as_str()));
    let entry = entry(&to.kind).ok_or_else(unknown)?;
    let within = |problem: Problem| problem.below("/to/options");
    (entry.compile)(&to.options, &Sets(model))
        .map_err(|problems| Failure::problems(problems.into_iter().map(within).collect()))
}

/// Goes through every record. A lot is one short read, so that nobody waits for the whole.
async fn count(tenon: &Tenon, object: &Object, index: FieldIndex, converter: &Converter<'_>) -> Answer<Count> {
    let scope = Scope::integrity(object);
    let mut count = Count::default();
    let mut after = None;
    loop {
        let statement = walk(tenon.store.dialect(), &scope, object, &[index, object.title], after, LOT);
        let rows = tenon.store.read(async |db: &mut Db| db.rows(&statement).await).await?;
        for row in &rows {
            let (Some(Value::Id(id)), Some(value)) = (row.first(), row.get(1)) else { continue };
            after = Some(*id);
            if value.is_blank() {
                count.blank += 1;
                continue;
            }
            match converter.convert(value) {
                Ok(_) => count.convert += 1,
                Err(reason) => {
                    *count.fail.entry(reason.code.name()).or_default() += 1;
                    if count.samples.len() < SAMPLES {
                        let label = row.get(2).map(Value::to_json).unwrap_or_default();
                        count.samples.push(Sample { id: *id, label, value: value.to_json(), reason });
                    }
                }
            }
        }
        if i64::try_from(rows.len()).unwrap_or(i64::MAX) < LOT {
            return Ok(count);
        }
    }
}
