//! A plan as its publisher reads it.

use std::collections::BTreeSet;

use engine_access::Actor;
use engine_definitions::Kind;
use engine_model::diff::ChangeCode;
use engine_model::uses::{Thing, Use, uses};
use engine_store::Db;
use serde_json::{Value as Json, json};

use super::{Plan, samples};
use crate::Answer;
use crate::designs::draft::Draft;
use crate::designs::told;
use crate::designs::type_change::conversion;
use crate::world::World;

/// The whole plan in the reader's language.
pub(in crate::designs) async fn show(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    draft: &Draft,
    plan: &Plan,
) -> Answer<Json> {
    let language = actor.language.as_str();
    let mut steps = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        let mut params = step.params.clone();
        params.insert("count".to_owned(), Json::from(step.count));
        let key = format!("plan.{}", step.code.name());
        let mut shown = json!({
            "code": step.code,
            "key": step.key,
            "text": told::text(&key, &step.place.object, &params, language),
            "risk": step.risk,
            "lock": step.lock,
            "count": step.count,
            "samples": samples::labels(db, world, actor, &step.place.object, &step.samples).await?,
        });
        if let (Some(work), Some(members)) = (&step.work, shown.as_object_mut()) {
            members.insert("fields".to_owned(), json!(work.fields));
            members.insert("seconds".to_owned(), json!(work.seconds));
            members.insert("when".to_owned(), json!(work.when()));
        }
        if let (Some(tally), Some(field), Some(members)) = (&step.tally, &step.place.field, shown.as_object_mut()) {
            let place = (step.place.object.as_str(), field.as_str());
            let mut conversion = conversion(db, world, actor, place, tally).await?;
            if let Some(conversion) = conversion.as_object_mut() {
                for key in ["from", "to", "seconds"] {
                    conversion.insert(key.to_owned(), step.params.get(key).cloned().unwrap_or_default());
                }
            }
            members.insert("conversion".to_owned(), conversion);
        }
        steps.push(shown);
    }
    let problems: Vec<Json> = plan.problems.iter().map(|problem| told::problem(problem, language)).collect();
    Ok(json!({
        "hash": plan.hash,
        "base_release": plan.base,
        "changes": plan.changes.iter().map(|change| told::change(change, language)).collect::<Vec<_>>(),
        "steps": steps,
        "losses": plan.losses().collect::<Vec<_>>(),
        "problems": problems,
        "uses": where_used(draft).iter().map(told::place).collect::<Vec<_>>(),
    }))
}

/// Who uses today what goes or becomes something else.
fn where_used(draft: &Draft) -> Vec<Use> {
    let mut things = BTreeSet::new();
    for change in &draft.changes {
        let text = |key: &str| change.params.get(key).and_then(Json::as_str).unwrap_or_default();
        let object = change.document.strip_prefix("object/").unwrap_or_default();
        let uid = draft.after.model.object_named(object).map(|object| object.uid.as_str());
        // Under the names of the running release, since that is where the uses are.
        let former = uid.and_then(|uid| draft.before.object_with_uid(uid)).map_or(object, |old| old.name.as_str());
        let of_field = |field: &str| Thing::Field { object: former.to_owned(), field: field.to_owned() };
        match change.code {
            ChangeCode::DocumentRemoved | ChangeCode::DocumentRenamed => {
                let name = if change.code == ChangeCode::DocumentRemoved { text("name") } else { text("from") };
                if let Some(kind) = Kind::from_word(text("kind")) {
                    things.insert(Thing::Document { kind, name: name.to_owned() });
                }
            }
            ChangeCode::FieldRenamed => {
                things.insert(of_field(text("from")));
            }
            ChangeCode::FieldRemoved
            | ChangeCode::FieldTypeChanged
            | ChangeCode::FieldTargetChanged
            | ChangeCode::FieldFormulaChanged
            | ChangeCode::OptionRemoved
            | ChangeCode::OptionRenamed
                if !text("field").is_empty() =>
            {
                things.insert(of_field(text("field")));
            }
            _ => {}
        }
    }
    for turning in &draft.turnings {
        let object = draft.before.object(turning.before);
        for turn in &turning.turns {
            if let Some((_, field)) = object.field_with_uid(&turn.field) {
                things.insert(Thing::Field { object: object.name.clone(), field: field.name.clone() });
            }
        }
    }
    if things.is_empty() {
        return Vec::new();
    }
    let is_meant = |place: &Use| {
        things.iter().any(|thing| match (&place.thing, thing) {
            (Thing::Field { object, .. }, Thing::Document { kind: Kind::Object, name }) => {
                object == name && !(place.kind == Kind::Object && place.name == *name)
            }
            (one, other) => one == other,
        })
    };
    uses(&draft.before).into_iter().filter(is_meant).collect()
}
