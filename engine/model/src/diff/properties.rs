//! Properties that need no word of their own: labels, parts of lists that have a name, everything else as from and to.

use serde_json::{Map, Value as Json};

use super::{ChangeCode, Walk};

/// The keys by which items of a list are told apart, the strongest first.
const NAMES: &[&str] = &["uid", "id", "name", "field", "view"];
/// Keys that hold texts by language.
const LABELS: &[&str] = &["label", "help", "description"];

/// Compares two documents but for some keys at the top.
pub(super) fn compare(walk: &mut Walk<'_>, before: &Json, after: &Json, silent: &[&str]) {
    compare_at(walk, "", None, before, after, silent);
}

/// Compares two objects that lie at `path`, but for some of their keys; `field` is named by every change.
pub(super) fn compare_at(
    walk: &mut Walk<'_>,
    path: &str,
    field: Option<&str>,
    before: &Json,
    after: &Json,
    silent: &[&str],
) {
    let start = walk.changes.len();
    value(walk, path, &without(before, silent), &without(after, silent));
    if let Some(field) = field {
        for change in walk.changes.iter_mut().skip(start) {
            change.params.insert("field".to_owned(), Json::from(field));
        }
    }
}

/// An object without some of its keys.
pub(crate) fn without(json: &Json, keys: &[&str]) -> Json {
    match json {
        Json::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            Json::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
        }
        other => other.clone(),
    }
}

fn value(walk: &mut Walk<'_>, path: &str, before: &Json, after: &Json) {
    if before == after {
        return;
    }
    match (before, after) {
        (Json::Object(before), Json::Object(after)) => map(walk, path, before, after),
        (Json::Array(before), Json::Array(after)) if is_told_apart(before) && is_told_apart(after) => {
            list(walk, path, before, after);
        }
        (Json::Array(before), Json::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                value(walk, &format!("{path}/{index}"), before, after);
            }
        }
        (before, after) => leaf(walk, path, Some(before), Some(after)),
    }
}

fn leaf(walk: &mut Walk<'_>, path: &str, before: Option<&Json>, after: Option<&Json>) {
    let follows = before.zip(after).is_some_and(|(before, after)| walk.renames.explain(before, after));
    let code = if follows { ChangeCode::ReferenceFollowed } else { ChangeCode::PropertyChanged };
    let change = walk.add(code, path).with("property", property(path)).between(before, after);
    walk.push(change);
}

/// The words of a pointer without its positions: `/sections/0/columns` is `sections.columns`.
fn property(path: &str) -> String {
    let words = path.split('/').filter(|part| !part.is_empty() && part.parse::<usize>().is_err());
    words.collect::<Vec<_>>().join(".")
}

fn map(walk: &mut Walk<'_>, path: &str, before: &Map<String, Json>, after: &Map<String, Json>) {
    let mut followed = Vec::new();
    for (key, new) in after {
        let place = format!("{path}/{key}");
        let old = before.get_key_value(key).or_else(|| {
            // Maps by name, such as the grants of a role, follow a rename too.
            let old = before.iter().find(|(old, _)| !after.contains_key(*old) && walk.renames.present(old) == key)?;
            Some(old)
        });
        if let Some((old_key, old)) = old {
            if old_key != key {
                followed.push(old_key);
                let change = walk.add(ChangeCode::ReferenceFollowed, place.clone()).with("property", property(path));
                walk.push(change.with("from", old_key.as_str()).with("to", key.as_str()));
            }
            if LABELS.contains(&key.as_str()) {
                label(walk, &place, Some(old), Some(new));
            } else {
                value(walk, &place, old, new);
            }
        } else if LABELS.contains(&key.as_str()) {
            label(walk, &place, None, Some(new));
        } else {
            leaf(walk, &place, None, Some(new));
        }
    }
    for (key, old) in before.iter().filter(|(key, _)| !after.contains_key(*key) && !followed.contains(key)) {
        let place = format!("{path}/{key}");
        if LABELS.contains(&key.as_str()) {
            label(walk, &place, Some(old), None);
        } else {
            leaf(walk, &place, Some(old), None);
        }
    }
}

fn label(walk: &mut Walk<'_>, path: &str, before: Option<&Json>, after: Option<&Json>) {
    if before != after {
        let change = walk.add(ChangeCode::LabelChanged, path).with("property", property(path)).between(before, after);
        walk.push(change);
    }
}

/// What an item is called among the others of its list.
fn name_of(item: &Json) -> Option<&str> {
    NAMES.iter().find_map(|key| item.get(key).and_then(Json::as_str))
}

fn is_told_apart(items: &[Json]) -> bool {
    let names: Vec<Option<&str>> = items.iter().map(name_of).collect();
    names.iter().enumerate().all(|(index, name)| name.is_some() && !names.iter().take(index).any(|other| other == name))
}

fn list(walk: &mut Walk<'_>, path: &str, before: &[Json], after: &[Json]) {
    let renames = walk.renames;
    let old_name = |item: &'_ Json| name_of(item).map(|name| renames.present(name).to_owned());
    let new_name = |item: &'_ Json| name_of(item).map(str::to_owned);
    for (index, item) in after.iter().enumerate() {
        let place = format!("{path}/{index}");
        let same = before.iter().find(|old| name_of(old) == name_of(item));
        match same.or_else(|| before.iter().find(|old| old_name(old) == new_name(item))) {
            Some(old) => value(walk, &place, old, item),
            None => part(walk, ChangeCode::PartAdded, &place, item),
        }
    }
    for (index, item) in before.iter().enumerate() {
        let stays = after.iter().any(|new| name_of(new) == name_of(item) || new_name(new) == old_name(item));
        if !stays {
            part(walk, ChangeCode::PartRemoved, &format!("{path}/{index}"), item);
        }
    }
    let old: Vec<Option<String>> = before.iter().map(old_name).collect();
    let new: Vec<Option<String>> = after.iter().map(new_name).collect();
    let kept = |these: &[Option<String>], others: &[Option<String>]| -> Vec<Option<String>> {
        these.iter().filter(|one| others.contains(one)).cloned().collect()
    };
    if kept(&old, &new) != kept(&new, &old) {
        let moved = walk.add(ChangeCode::OrderChanged, path).with("part", property(path));
        walk.push(moved);
    }
}

fn part(walk: &mut Walk<'_>, code: ChangeCode, path: &str, item: &Json) {
    let change = walk.add(code, path).with("part", property(path)).with("item", name_of(item).unwrap_or_default());
    walk.push(change.with("label", item.get("label").cloned().unwrap_or_default()));
}
