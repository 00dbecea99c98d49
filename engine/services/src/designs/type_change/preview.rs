//! What the stored values of a field would become if it became another type: counted and shown, nothing is changed.

use engine_access::{Actor, Scope};
use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem};
use engine_fields::{AnyField, Choice, OptionSets, entry};
use engine_model::{Field, FieldIndex, Model, Object};
use engine_query::walk;
use engine_store::Db;
use engine_values::{Id, Value};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::proposals::{Distinct, MOST};
use super::shown::conversion;
use super::tally::{Counter, LOT};
use super::turns::Turn;
use crate::designs::documents::admit;
use crate::{Answer, Failure, Tenon};

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
    /// Makes options of the values that there are, for a type that has options.
    #[serde(default)]
    pub create_options: bool,
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

/// Counts what converts and what does not; samples are of records that the caller may read. With `create_options` the
/// answer has the `options` that the new type needs so that every text converts.
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
    let column = field.column.clone().ok_or_else(unknown)?;
    let mut wanted = body.to.clone();
    if body.create_options {
        wanted.options = with_options(tenon, actor, object, index, &body.to).await?;
    }
    let to = rules(world.model(), &wanted)?;
    let turns = [Turn::of_preview(&field.rules, &to, column)];
    let mut counter = Counter::new(&turns, &[]).map_err(|failure| Failure {
        problems: failure.problems.into_iter().map(|problem| problem.below("/to/type")).collect(),
        ..failure
    })?;
    each(tenon, object, index, |row| counter.add(row)).await?;
    let counted = counter.finish();
    let Some(tally) = counted.tallies.first() else { return Err(Failure::internal("a preview without a count")) };
    let place = (object.uid.as_str(), field.uid.as_str());
    let mut told = tenon.store.read(async |db: &mut Db| conversion(db, &world, actor, place, tally).await).await?;
    if let Some(told) = told.as_object_mut() {
        told.insert("from".to_owned(), Json::from(field.rules.kind()));
        told.insert("to".to_owned(), Json::from(to.kind()));
        if body.create_options {
            told.insert("options".to_owned(), wanted.options.get("options").cloned().unwrap_or_default());
        }
    }
    Ok(told)
}

/// The settings of the new type with an option for each different value. Whoever may not read all of them does not get
/// them this way either.
async fn with_options(
    tenon: &Tenon,
    actor: &Actor,
    object: &Object,
    index: FieldIndex,
    to: &NewType,
) -> Answer<Map<String, Json>> {
    let world = tenon.world();
    let scope = world.reader(actor).reading(object);
    if *scope.rows() != engine_access::Rows::All || !scope.can_read(index) {
        return Err(Failure::new(Code::Forbidden));
    }
    let mut distinct = Distinct::default();
    let is_list = to.kind == "multi_select";
    each(tenon, object, index, |row| {
        if let Some(value) = row.get(1) {
            distinct.add(value, is_list);
        }
    })
    .await?;
    if distinct.is_full {
        let problem = Problem::at(Code::TooLong, "/create_options").with("max", MOST);
        return Err(Failure::problems(vec![problem]));
    }
    let mut options = to.options.clone();
    let present = options.get("options").and_then(Json::as_array).cloned().unwrap_or_default();
    options.insert("options".to_owned(), Json::from(distinct.options(&present, &actor.language)));
    Ok(options)
}

fn rules(model: &Model, to: &NewType) -> Answer<std::sync::Arc<dyn AnyField>> {
    let unknown = || Failure::from(Problem::at(Code::FieldTypeUnknown, "/to/type").with("type", to.kind.as_str()));
    let entry = entry(&to.kind).ok_or_else(unknown)?;
    let within = |problem: Problem| problem.below("/to/options");
    (entry.compile)(&to.options, &Sets(model))
        .map_err(|problems| Failure::problems(problems.into_iter().map(within).collect()))
}

/// Goes through every record. A lot is one short read, so that nobody waits for the whole.
async fn each(tenon: &Tenon, object: &Object, index: FieldIndex, mut work: impl FnMut(&[Value])) -> Answer<()> {
    let scope = Scope::integrity(object);
    let mut after: Option<Id> = None;
    loop {
        let statement = walk(tenon.store.dialect(), &scope, object, &[index], after, LOT);
        let rows = tenon.store.read(async |db: &mut Db| db.rows(&statement).await).await?;
        rows.iter().for_each(|row| work(row));
        after = rows.last().and_then(|row| row.first().and_then(Value::as_id));
        if i64::try_from(rows.len()).unwrap_or(i64::MAX) < LOT {
            return Ok(());
        }
    }
}
