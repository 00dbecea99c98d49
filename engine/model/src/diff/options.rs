//! Choices of an option set or of a field, matched by identity where they have one, else by their stored key.

use engine_definitions::FormerName;
use serde_json::Value as Json;

use super::{ChangeCode, Walk, properties};

/// Where the choices lie, and of which field.
pub(super) struct Place {
    path: String,
    field: Option<String>,
}

impl Place {
    /// The choices of an option set.
    pub(super) fn of_set() -> Self {
        Self { path: "/options".to_owned(), field: None }
    }

    /// The choices written in a field, under a key of its options.
    pub(super) fn of_field(path: &str, key: &str, field: &str) -> Self {
        Self { path: format!("{path}/options/{key}"), field: Some(field.to_owned()) }
    }
}

/// Compares two lists of choices.
pub(super) fn compare(walk: &mut Walk<'_>, place: &Place, before: Option<&Json>, after: Option<&Json>) {
    let none = Vec::new();
    let (before, after) =
        (before.and_then(Json::as_array).unwrap_or(&none), after.and_then(Json::as_array).unwrap_or(&none));
    for (index, option) in after.iter().enumerate() {
        let path = format!("{}/{index}", place.path);
        let Some(old) = partner(option, after, before) else {
            tell(walk, place, ChangeCode::OptionAdded, &path, option);
            continue;
        };
        if old.get("value") != option.get("value") {
            let renamed = walk.add(ChangeCode::OptionRenamed, format!("{path}/value"));
            let renamed = renamed.with("label", option.get("label").cloned().unwrap_or_default());
            let renamed = renamed.between(old.get("value"), option.get("value"));
            walk.push(of_field(renamed, place));
        }
        if old.get("label") != option.get("label") {
            let relabelled = walk.add(ChangeCode::OptionRelabelled, format!("{path}/label"));
            let relabelled = relabelled.with("option", option.get("value").cloned().unwrap_or_default());
            let relabelled = relabelled.between(old.get("label"), option.get("label"));
            walk.push(of_field(relabelled, place));
        }
        const TOLD: &[&str] = &["uid", "value", "label", FormerName::KEY];
        if properties::without(old, TOLD) != properties::without(option, TOLD) {
            tell(walk, place, ChangeCode::OptionChanged, &path, option);
        }
    }
    for (index, option) in before.iter().enumerate() {
        if partner(option, before, after).is_none() {
            tell(walk, place, ChangeCode::OptionRemoved, &format!("{}/{index}", place.path), option);
        }
    }
    let order = |these: &[Json], others: &[Json]| -> Vec<String> {
        let kept = these.iter().filter(|one| others.iter().any(|other| identity(other) == identity(one)));
        kept.map(|one| identity(one).to_string()).collect()
    };
    // A renamed choice has no place of its own to be compared by.
    if order(before, after) != order(after, before) {
        let moved = walk.add(ChangeCode::OrderChanged, place.path.clone()).with("part", "options");
        walk.push(of_field(moved, place));
    }
}

/// The same choice among the `others`: by its key; when both keys are on one side only, by one that remembers the other,
/// or by the label.
fn partner<'a>(option: &Json, own: &[Json], others: &'a [Json]) -> Option<&'a Json> {
    let has = |list: &[Json], option: &Json| list.iter().any(|other| identity(other) == identity(option));
    let same = others.iter().find(|other| identity(other) == identity(option));
    let free = || others.iter().filter(|other| !has(own, other));
    same.or_else(|| free().find(|other| remembers(other, option) || remembers(option, other)))
        .or_else(|| free().find(|other| other.get("label") == option.get("label")))
}

fn remembers(option: &Json, other: &Json) -> bool {
    let former = option.get(FormerName::KEY).and_then(Json::as_array);
    former.into_iter().flatten().any(|former| former.get("name") == other.get("value"))
}

fn identity(option: &Json) -> &Json {
    option.get("uid").or_else(|| option.get("value")).unwrap_or(option)
}

fn tell(walk: &mut Walk<'_>, place: &Place, code: ChangeCode, path: &str, option: &Json) {
    let change = walk.add(code, path).with("option", option.get("value").cloned().unwrap_or_default());
    let change = change.with("label", option.get("label").cloned().unwrap_or_default());
    walk.push(of_field(change, place));
}

fn of_field(change: super::Change, place: &Place) -> super::Change {
    match &place.field {
        Some(field) => change.with("field", field.as_str()),
        None => change,
    }
}
