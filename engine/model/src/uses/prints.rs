//! What print templates name: the fields in their placeholders, and in the conditions of their blocks.

use engine_definitions::PrintTemplateDocument;
use serde_json::Value as Json;

use super::{Found, expressions};
use crate::{Object, Target};

pub(super) fn template(found: &mut Found<'_>, template: &PrintTemplateDocument) {
    let Some(object) = found.object("/object", &template.object) else { return };
    let json = serde_json::to_value(template).unwrap_or_default();
    texts(found, "", object, object, &json);
    expressions::within(found, "", object, &json);
}

/// Every text below a value. `row` is the object of the rows that a table around it repeats.
fn texts<'a>(found: &mut Found<'a>, path: &str, object: &'a Object, row: &'a Object, json: &Json) {
    match json {
        Json::String(text) => {
            for names in placeholders(text) {
                let (root, names) = names.split_first().map_or(("", &[][..]), |(root, names)| (*root, names));
                match root {
                    "record" => found.field(path, object, names),
                    "row" | "this" => found.field(path, row, names),
                    _ => {}
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(found, &format!("{path}/{index}"), object, row, item);
            }
        }
        Json::Object(members) => {
            let mut row = row;
            if let Some(rows) = members.get("rows").and_then(Json::as_str) {
                let names: Vec<&str> = rows.split('.').filter(|part| *part != "record").collect();
                found.field(&format!("{path}/rows"), object, &names);
                row = rows_of(found, object, &names).unwrap_or(row);
            }
            for (key, value) in members.iter().filter(|(key, _)| *key != "rows") {
                texts(found, &format!("{path}/{key}"), object, row, value);
            }
        }
        _ => {}
    }
}

fn rows_of<'a>(found: &Found<'a>, object: &'a Object, names: &[&str]) -> Option<&'a Object> {
    match object.field_named(names.first()?)?.1.target {
        Some(Target::Children { object, .. }) => Some(found.model.object(object)),
        _ => None,
    }
}

/// The paths inside `{{…}}`, each as its parts. A referenced record is reached by `record.customer.record.name`: the
/// inner `record` is a step of the data, not a field.
fn placeholders(text: &str) -> Vec<Vec<&str>> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else { break };
        let words = inside.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'));
        for word in words.filter(|word| word.contains('.')) {
            let mut parts = word.split('.');
            let root = parts.next().unwrap_or_default();
            paths.push(std::iter::once(root).chain(parts.filter(|part| *part != "record")).collect());
        }
        rest = after;
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn paths_stand_in_placeholders_and_helpers() {
        let found =
            placeholders("a record.no {{record.name}} {{#if record.customer.record.level}}{{date row.day}}{{/if}}");
        let wanted: Vec<Vec<&str>> =
            vec![vec!["record", "name"], vec!["record", "customer", "level"], vec!["row", "day"]];
        assert_eq!(found, wanted);
    }
}
