//! Documents of the objects that benches make up.

use serde_json::{Value as Json, json};

/// A text in both languages.
pub(crate) fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

/// A field of some type with its options.
pub(crate) fn field(name: &str, kind: &str, options: Json) -> Json {
    json!({"name": name, "type": kind, "label": label(name), "options": options})
}

/// A reference to records of an object.
pub(crate) fn reference(name: &str, object: &str) -> Json {
    field(name, "reference", json!({"object": object}))
}

/// A roll-up of the records of `object` that refer here by `back`; `rest` says what of them.
pub(crate) fn rollup(name: &str, object: &str, back: &str, rest: &Json) -> Json {
    let mut options = json!({"relation": {"object": object, "field": back}});
    if let (Some(options), Some(rest)) = (options.as_object_mut(), rest.as_object()) {
        options.extend(rest.clone());
    }
    field(name, "rollup", options)
}

/// An object whose records are named by their field `name`, which it has beside these.
pub(crate) fn object(name: &str, fields: Vec<Json>) -> Json {
    let mut all = vec![field("name", "text", json!({}))];
    all.extend(fields);
    json!({"kind": "object", "format": 1, "name": name, "label": label(name), "title_field": "name", "fields": all})
}

/// The role of [`super::place::BOSS`].
pub(crate) fn role() -> Json {
    json!({
        "kind": "role", "format": 1, "name": "boss", "label": label("boss"), "everything": true,
        "system": ["users", "metadata"],
    })
}
