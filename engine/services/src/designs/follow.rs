//! What lies in the database under names rather than identities, brought along when a release gives new names: keys of
//! options in records, files of fields, and the flow versions of running approvals.

use engine_access::Scope;
use engine_definitions::Kind;
use engine_expressions::CheckedExpression;
use engine_model::{Follower, Model, Object, RenamedValue, Target};
use engine_query::rename_option;
use engine_store::{Db, tables};
use serde_json::{Map, Value as Json};

use crate::Answer;

/// Follows every new name between two models, inside the publishing transaction.
pub(super) async fn names(db: &mut Db, before: &Model, after: &Model, values: &[RenamedValue]) -> Answer<()> {
    for value in values {
        let object = before.object(value.object);
        let scope = Scope::integrity(object);
        let statement = rename_option(db.dialect(), &scope, object, value.field, &value.from, &value.to);
        if let Some(statement) = statement {
            db.execute(&statement).await?;
        }
    }
    files(db, before, after).await?;
    let follower = Follower::new(before, after);
    if follower.is_idle() {
        return Ok(());
    }
    for version in tables::flow_instances::running_versions(db).await? {
        let Some(stored) = tables::flow_versions::get(db, &version).await? else { continue };
        let mut document = stored.document.clone();
        flow(&follower, &mut document);
        if document != stored.document {
            let hash = format!("{version}:{}", after.release);
            let renamed = tables::flow_versions::FlowVersion { hash: hash.clone(), document, ..stored };
            tables::flow_versions::put(db, &renamed).await?;
            tables::flow_instances::change_version(db, &version, &hash).await?;
        }
    }
    Ok(())
}

async fn files(db: &mut Db, before: &Model, after: &Model) -> Answer<()> {
    for object in before.objects() {
        let Some(later) = after.object_with_uid(&object.uid) else { continue };
        for (_, field) in object.fields().filter(|(_, field)| matches!(field.target, Some(Target::Files { .. }))) {
            let same = later.field_with_uid(&field.uid);
            if same.is_some_and(|(_, same)| same.name != field.name) {
                tables::files::follow_field(db, &object.uid, &field.name, &field.uid).await?;
            }
        }
    }
    Ok(())
}

/// A stored flow with later names.
fn flow(follower: &Follower<'_>, document: &mut Json) {
    let name = document.get("object").and_then(Json::as_str).unwrap_or_default().to_owned();
    let Some(object) = follower.object(&name) else { return };
    if let (Some(later), Some(own)) = (follower.document(Kind::Object, &name), document.get_mut("object")) {
        *own = Json::from(later);
    }
    if let Some(effects) = document.get_mut("effects").and_then(Json::as_object_mut) {
        for fields in effects.values_mut().filter_map(Json::as_object_mut) {
            effect(follower, object, fields);
        }
    }
    part(follower, object, document);
}

fn effect(follower: &Follower<'_>, object: &Object, fields: &mut Map<String, Json>) {
    *fields = std::mem::take(fields)
        .into_iter()
        .map(|(name, value)| {
            let value = match value.as_str().and_then(|text| follower.option(object, &name, text)) {
                Some(later) => Json::from(later),
                None => value,
            };
            (follower.path(object, &name).unwrap_or(name), value)
        })
        .collect();
}

/// Checked expressions and sources of people, however deep.
fn part(follower: &Follower<'_>, object: &Object, json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(|item| part(follower, object, item)),
        Json::Object(entries) if entries.contains_key("ast") => {
            if let Ok(mut checked) = serde_json::from_value::<CheckedExpression>(Json::Object(entries.clone())) {
                follower.expression(object, &mut checked);
                *json = serde_json::to_value(checked).unwrap_or_default();
            }
        }
        Json::Object(entries) => {
            for (key, value) in entries {
                let inner = match key.as_str() {
                    "field" => "path",
                    "role" => "role",
                    _ => "",
                };
                match value.get_mut(inner) {
                    Some(Json::String(path)) if key == "field" => {
                        if let Some(later) = follower.path(object, path) {
                            *path = later;
                        }
                    }
                    Some(Json::String(role)) => {
                        if let Some(later) = follower.document(Kind::Role, role) {
                            *role = later.to_owned();
                        }
                    }
                    _ => part(follower, object, value),
                }
            }
        }
        _ => {}
    }
}
