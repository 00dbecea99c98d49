//! The fields and keys of an object.

use engine_definitions::FormerName;
use serde_json::Value as Json;

use super::{Change, ChangeCode, Walk, options, properties};

/// Compares the fields and composite keys of two forms of an object.
pub(super) fn compare(walk: &mut Walk<'_>, before: &Json, after: &Json) {
    let none = Vec::new();
    let list = |object: &'_ Json, key: &str| object.get(key).and_then(Json::as_array).cloned().unwrap_or_default();
    let (old_fields, fields) = (list(before, "fields"), list(after, "fields"));
    for (index, field) in fields.iter().enumerate() {
        let path = format!("/fields/{index}");
        match old_fields.iter().find(|old| old.get("uid") == field.get("uid")) {
            None => tell(walk, ChangeCode::FieldAdded, &path, field),
            Some(old) => one(walk, &path, old, field),
        }
    }
    for (index, field) in old_fields.iter().enumerate() {
        if !fields.iter().any(|other| other.get("uid") == field.get("uid")) {
            tell(walk, ChangeCode::FieldRemoved, &format!("/fields/{index}"), field);
        }
    }
    let order = |these: &[Json], others: &[Json]| -> Vec<Option<Json>> {
        let kept = these.iter().filter(|one| others.iter().any(|other| other.get("uid") == one.get("uid")));
        kept.map(|one| one.get("uid").cloned()).collect()
    };
    if order(&old_fields, &fields) != order(&fields, &old_fields) {
        let moved = walk.add(ChangeCode::OrderChanged, "/fields").with("part", "fields");
        walk.push(moved);
    }
    keys(
        walk,
        before.get("keys").and_then(Json::as_array).unwrap_or(&none),
        after.get("keys").and_then(Json::as_array).unwrap_or(&none),
    );
}

/// Composite keys: a key is its fields, under their present names.
fn keys(walk: &mut Walk<'_>, before: &[Json], after: &[Json]) {
    let names = |walk: &Walk<'_>, key: &Json| -> String {
        let fields = key.get("fields").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        fields.map(|name| walk.renames.present(name)).collect::<Vec<_>>().join(", ")
    };
    let old: Vec<String> = before.iter().map(|key| names(walk, key)).collect();
    let new: Vec<String> = after
        .iter()
        .map(|key| {
            let fields = key.get("fields").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
            fields.collect::<Vec<_>>().join(", ")
        })
        .collect();
    for (code, these, others) in [(ChangeCode::KeyAdded, &new, &old), (ChangeCode::KeyRemoved, &old, &new)] {
        for (index, fields) in these.iter().enumerate().filter(|(_, fields)| !others.contains(fields)) {
            let change = walk.add(code, format!("/keys/{index}")).with("fields", fields.as_str());
            walk.push(change);
        }
    }
}

/// The settings that hold choices.
const CHOICES: &[&str] = &["options", "stages"];

/// Two forms of one field.
fn one(walk: &mut Walk<'_>, path: &str, before: &Json, after: &Json) {
    let name = text(after, "name");
    let about = |change: Change| change.with("field", name.as_str());
    let place = |key: &str| format!("{path}/{key}");
    if before.get("name") != after.get("name") {
        let renamed = walk.add(ChangeCode::FieldRenamed, place("name")).between(before.get("name"), after.get("name"));
        walk.push(renamed.with("label", after.get("label").cloned().unwrap_or_default()));
    }
    if before.get("type") != after.get("type") {
        let change = walk.add(ChangeCode::FieldTypeChanged, place("type"));
        walk.push(about(change).between(before.get("type"), after.get("type")));
    }
    for (key, on, off) in [
        ("required", ChangeCode::FieldRequiredOn, ChangeCode::FieldRequiredOff),
        ("unique", ChangeCode::FieldUniqueOn, ChangeCode::FieldUniqueOff),
        ("indexed", ChangeCode::FieldIndexedOn, ChangeCode::FieldIndexedOff),
        ("read_only", ChangeCode::FieldReadOnlyOn, ChangeCode::FieldReadOnlyOff),
    ] {
        let flag = |field: &Json| field.get(key).and_then(Json::as_bool).unwrap_or_default();
        if flag(before) != flag(after) {
            let change = walk.add(if flag(after) { on } else { off }, place(key));
            walk.push(about(change));
        }
    }
    for (key, code) in [
        ("default", ChangeCode::FieldDefaultChanged),
        ("default_expression", ChangeCode::FieldDefaultChanged),
        ("formula", ChangeCode::FieldFormulaChanged),
    ] {
        let (old, new) = (before.get(key), after.get(key));
        if old != new {
            let follows = old.zip(new).is_some_and(|(old, new)| walk.renames.explain(old, new));
            let change = walk.add(if follows { ChangeCode::ReferenceFollowed } else { code }, place(key));
            walk.push(about(change).with("property", key).between(old, new));
        }
    }
    for key in CHOICES {
        let choices = |field: &'_ Json| field.get("options").and_then(|options| options.get(key)).cloned();
        let place = options::Place::of_field(path, key, &name);
        options::compare(walk, &place, choices(before).as_ref(), choices(after).as_ref());
    }
    settings(walk, path, &name, before, after);
    const TOLD: &[&str] = &[
        "name",
        "uid",
        "type",
        "required",
        "unique",
        "indexed",
        "read_only",
        "default",
        "default_expression",
        "formula",
        "options",
        FormerName::KEY,
    ];
    // A name that is remembered is told by the rename.
    let is_renamed = before.get("name") != after.get("name");
    let told = if is_renamed { TOLD } else { TOLD.split_last().map_or(TOLD, |(_, told)| told) };
    properties::compare_at(walk, path, Some(&name), before, after, told);
}

/// The settings of the type, without its choices.
fn settings(walk: &mut Walk<'_>, path: &str, name: &str, before: &Json, after: &Json) {
    let none = serde_json::Map::new();
    let map = |field: &'_ Json| field.get("options").and_then(Json::as_object).cloned().unwrap_or_else(|| none.clone());
    let (old, new) = (map(before), map(after));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for key in names.into_iter().filter(|key| !CHOICES.contains(&key.as_str())) {
        let (old, new) = (old.get(key), new.get(key));
        if old == new {
            continue;
        }
        let follows = old.zip(new).is_some_and(|(old, new)| walk.renames.explain(old, new));
        let code = match key.as_str() {
            _ if follows => ChangeCode::ReferenceFollowed,
            "object" => ChangeCode::FieldTargetChanged,
            _ => ChangeCode::FieldSettingChanged,
        };
        let change = walk.add(code, format!("{path}/options/{key}")).with("field", name);
        walk.push(change.with("property", key.as_str()).between(old, new));
    }
}

fn text(json: &Json, key: &str) -> String {
    json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn tell(walk: &mut Walk<'_>, code: ChangeCode, path: &str, field: &Json) {
    let change = walk.add(code, path).with("field", text(field, "name")).with("type", text(field, "type"));
    walk.push(change.with("label", field.get("label").cloned().unwrap_or_default()));
}
