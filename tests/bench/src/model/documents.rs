//! A large model, the same in every run: an object with many fields and several tables of rows, a core of objects that
//! refer to each other in circles, and the many others that refer to the core and to each other.

use serde_json::{Value as Json, json};

use crate::Outcome;
use crate::documents::{field, label, object, reference, role, rollup};

/// How large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) objects: usize,
    pub(super) fields: usize,
    /// References and tables of rows.
    pub(super) relations: usize,
    /// Objects that refer to each other in circles.
    pub(super) core: usize,
    /// Fields of the widest object.
    pub(super) wide: usize,
    /// Tables of rows that it has.
    pub(super) children: usize,
}

impl Size {
    /// The size that the goals are for.
    pub(super) const FULL: Self =
        Self { objects: 500, fields: 10_000, relations: 1700, core: 120, wide: 220, children: 9 };
    /// For trying.
    pub(super) const QUICK: Self = Self { objects: 60, fields: 1000, relations: 160, core: 20, wide: 80, children: 3 };
}

/// The widest object.
pub(super) const WIDE: &str = "wide";
/// References of a core object into the core.
const CHORDS: [usize; 4] = [1, 7, 11, 17];
/// Every so many of the other objects are summed up by one of the core.
const SUMMED: usize = 4;
/// Option sets that the fields share.
const SETS: usize = 20;

/// Name of the object with this number in the core.
pub(super) fn core(number: usize) -> String {
    format!("core_{number:03}")
}

/// All documents: option sets, objects, a view and a form for each object, roles.
pub(super) fn documents(size: Size) -> Outcome<Vec<Json>> {
    let objects = objects(size);
    let found = measured(&objects);
    if found != (size.objects, size.fields, size.relations) {
        return Err(format!("the generator made {found:?} for {size:?}").into());
    }
    let mut documents = vec![role()];
    for set in 0..SETS {
        let options: Vec<Json> =
            (0..8).map(|option| json!({"value": format!("v{option}"), "label": label("选项")})).collect();
        let name = format!("set_{set:02}");
        documents
            .push(json!({"kind": "option_set", "format": 1, "name": name, "label": label(&name), "options": options}));
    }
    let names: Vec<&str> = objects.iter().filter_map(|object| object.get("name")?.as_str()).collect();
    for role in 0..4 {
        let grant = json!({"create": true, "read": "department", "update": "own", "print": true});
        let grants: serde_json::Map<String, Json> =
            names.iter().skip(role).step_by(2).map(|name| ((*name).to_owned(), grant.clone())).collect();
        let name = format!("role_{role}");
        documents.push(json!({"kind": "role", "format": 1, "name": name, "label": label(&name), "objects": grants}));
    }
    documents.extend(objects.iter().flat_map(pages));
    documents.extend(objects);
    Ok(documents)
}

/// Objects, fields, relations.
fn measured(objects: &[Json]) -> (usize, usize, usize) {
    let fields = objects.iter().filter_map(|object| object.get("fields")?.as_array());
    let is_relation =
        |field: &&Json| matches!(field.get("type").and_then(Json::as_str), Some("reference" | "children"));
    let (mut all, mut relations) = (0, 0);
    for fields in fields {
        all += fields.len();
        relations += fields.iter().filter(is_relation).count();
    }
    (objects.len(), all, relations)
}

/// A view and a form over the first fields of an object.
fn pages(object: &Json) -> [Json; 2] {
    let name = object.get("name").and_then(Json::as_str).unwrap_or_default();
    let fields = object.get("fields").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let names: Vec<Json> = fields
        .iter()
        .filter(|field| field.get("type").and_then(Json::as_str) != Some("children"))
        .filter_map(|field| Some(json!({"field": field.get("name")?})))
        .take(8)
        .collect();
    [
        json!({
            "kind": "view", "format": 1, "name": format!("{name}_all"), "label": label(name), "object": name,
            "columns": names, "sort": [{"field": "name"}],
        }),
        json!({
            "kind": "form", "format": 1, "name": name, "label": label(name), "object": name,
            "sections": [{"name": "main", "label": label("main"), "columns": 2, "fields": names}],
        }),
    ]
}

fn objects(size: Size) -> Vec<Json> {
    let others = size.objects - 1 - size.children - size.core;
    // What is left of the relations when rows and core have theirs, and of the fields when the widest has its own.
    let references = size.relations - 2 * size.children - CHORDS.len() * size.core;
    let width = |number: usize| spread(size.fields - size.wide, size.objects - 1, number);
    let mut objects = vec![wide(size)];
    for row in 0..size.children {
        let name = format!("row_{row}");
        let parent = json!({"name": "parent", "type": "reference", "label": label("parent"), "required": true,
            "options": {"object": WIDE}});
        objects.push(filled(&name, vec![parent], width(row)));
    }
    for number in 0..size.core {
        let mut fields: Vec<Json> = CHORDS
            .iter()
            .enumerate()
            .map(|(place, chord)| reference(&format!("to_{place}"), &core((number + chord) % size.core)))
            .collect();
        if number * SUMMED < others {
            let rest = json!({"function": "sum", "of": "amount", "filter": "quantity > 0"});
            fields.push(rollup("summed", &other(number * SUMMED), "to_0", &rest));
        }
        objects.push(filled(&core(number), fields, width(size.children + number)));
    }
    for number in 0..others {
        let fields = (0..spread(references, others, number)).map(|place| match place {
            0 if number % SUMMED == 0 && number / SUMMED < size.core => reference("to_0", &core(number / SUMMED)),
            1 if number > 0 => reference("to_1", &other(number * 31 / 7 % number)),
            place => reference(&format!("to_{place}"), &core((number * 13 + place * 29) % size.core)),
        });
        objects.push(filled(&other(number), fields.collect(), width(size.children + size.core + number)));
    }
    objects
}

fn other(number: usize) -> String {
    format!("other_{number:03}")
}

/// The share of one of `parts` in a whole that is spread evenly.
fn spread(whole: usize, parts: usize, number: usize) -> usize {
    whole / parts + usize::from(number < whole % parts)
}

/// Tables of rows, what each comes to, the sum of those, and many plain fields.
fn wide(size: Size) -> Json {
    let mut fields = Vec::new();
    for row in 0..size.children {
        fields.push(field(
            &format!("rows_{row}"),
            "children",
            json!({"object": format!("row_{row}"), "field": "parent"}),
        ));
        let rest = json!({"function": "sum", "of": "amount", "relation": format!("rows_{row}")});
        fields.push(field(&format!("total_{row}"), "rollup", rest));
    }
    let totals: Vec<String> = (0..size.children).map(|row| format!("total_{row}")).collect();
    let formula = format!("{} + amount", totals.join(" + "));
    fields.push(json!({"name": "grand", "type": "money", "label": label("grand"), "formula": formula}));
    filled(WIDE, fields, size.wide)
}

/// An object with `count` fields: its name, those given, and others of many types, one of them computed.
fn filled(name: &str, given: Vec<Json>, count: usize) -> Json {
    let mut fields = given;
    fields.push(field("quantity", "decimal", json!({"precision": 12, "scale": 3})));
    fields.push(field("price", "money", json!({})));
    let formula = "ROUND(quantity * price, 2)";
    fields.push(json!({"name": "amount", "type": "money", "label": label("amount"), "formula": formula}));
    let set = name.bytes().map(usize::from).sum::<usize>() % SETS;
    let missing = (count - 1).saturating_sub(fields.len());
    fields.extend((0..missing).map(|place| plain(place, set)));
    let mut made = object(name, fields);
    if let Some(made) = made.as_object_mut() {
        made.insert("icon".to_owned(), json!("box"));
        let rule = json!({"name": "positive", "condition": "quantity >= 0", "message": label("数量不能为负"), "field": "quantity"});
        made.insert("rules".to_owned(), json!([rule]));
    }
    made
}

fn plain(place: usize, set: usize) -> Json {
    let name = format!("field_{place:03}");
    let options = match place % 12 {
        0 => return json!({"name": name, "type": "text", "label": label(&name), "indexed": place == 0}),
        1 => return json!({"name": name, "type": "date", "label": label(&name), "default_expression": "TODAY()"}),
        2 => ("select", json!({"option_set": format!("set_{set:02}")})),
        3 => ("integer", json!({"min": 0})),
        4 => ("long_text", json!({})),
        5 => ("percent", json!({})),
        6 => ("boolean", json!({})),
        7 => ("datetime", json!({})),
        8 => ("email", json!({})),
        9 => ("user", json!({})),
        10 => ("multi_select", json!({"option_set": format!("set_{set:02}")})),
        _ => ("phone", json!({})),
    };
    field(&name, options.0, options.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sizes_are_sound_models() {
        for size in [Size::QUICK, Size::FULL] {
            let problems = engine_services::check_documents(documents(size).unwrap());
            assert!(problems.is_empty(), "{:?}", problems.first());
        }
    }
}
