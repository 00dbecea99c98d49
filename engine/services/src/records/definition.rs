//! What a computed field is made of, as text that stays the same when something is renamed and differs when a value
//! could come out otherwise.

use engine_expressions::CheckedExpression;
use engine_model::{Computed, FieldIndex, Model, Node, ObjectIndex, Trail, TrailEnd};
use serde_json::{Value as Json, json};

/// The definition of a computed field.
pub(super) fn definition(model: &Model, node: &Node) -> Json {
    let object = model.object(node.object);
    let field = object.field(node.field);
    let mut inputs: Vec<String> = node
        .inputs
        .iter()
        .map(|input| {
            let field = model.object(input.object).field(input.field);
            format!("{} {} {:?}", uid(model, input.object, input.field), field.rules.kind(), field.column)
        })
        .collect();
    // Handles, which order them, differ between models.
    inputs.sort_unstable();
    let what = match &field.computed {
        Some(Computed::Formula(formula)) => expression(model, node.object, formula),
        Some(Computed::Rollup(rollup)) => {
            let of_row = |field: Option<FieldIndex>| field.map(|field| uid(model, rollup.object, field));
            json!({
                "rows": uid(model, rollup.object, rollup.reference),
                "function": rollup.function,
                "of": of_row(rollup.of),
                "order_by": of_row(rollup.order_by),
                "filter": rollup.filter.as_ref().map(|filter| expression(model, rollup.object, filter)),
            })
        }
        // The way and the end are among the inputs; what counts is how many they are.
        Some(Computed::Lookup(lookup)) => json!({"references": lookup.references.len()}),
        None => Json::Null,
    };
    json!({"what": what, "inputs": inputs, "column": format!("{:?}", field.rules.column())})
}

fn uid(model: &Model, object: ObjectIndex, field: FieldIndex) -> String {
    let object = model.object(object);
    format!("{}.{}", object.uid, object.field(field).uid)
}

/// A tree whose names are replaced by identities.
fn expression(model: &Model, object: ObjectIndex, expression: &CheckedExpression) -> Json {
    let mut tree = serde_json::to_value(&expression.ast).unwrap_or_default();
    replace(model, object, &mut tree);
    tree
}

fn replace(model: &Model, object: ObjectIndex, tree: &mut Json) {
    match tree {
        Json::Object(members) => {
            let is_path = members.get("node").and_then(Json::as_str) == Some("path");
            if is_path && members.get("root").and_then(Json::as_str) == Some("record") {
                let names = members.get("names").and_then(Json::as_array).cloned().unwrap_or_default();
                let names: Vec<&str> = names.iter().filter_map(Json::as_str).collect();
                if let Some(trail) = Trail::follow(model, model.object(object), &names) {
                    let uids: Vec<String> =
                        trail.inputs(model, object).iter().map(|input| uid(model, input.object, input.field)).collect();
                    let is_name = matches!(trail.end, TrailEnd::NameOf(_));
                    members.insert("names".to_owned(), json!([uids, is_name]));
                }
                return;
            }
            members.values_mut().for_each(|inner| replace(model, object, inner));
        }
        Json::Array(items) => items.iter_mut().for_each(|inner| replace(model, object, inner)),
        _ => {}
    }
}
