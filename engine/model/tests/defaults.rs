//! Contract over every field type: a value that the type refuses is refused as a default, with code and place; one that
//! it takes is taken. The values are the golden cases of the types.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use engine_definitions::Document;
use engine_fields::REGISTRY;
use engine_model::Model;
use serde_json::{Value, json};

/// The problems of a field that has this default, below its place in the document.
fn problems(kind: &str, options: &Value, default: &Value) -> Vec<(String, String)> {
    let field = json!({"name": "x", "type": kind, "label": {"en": "x"}, "options": options, "default": default});
    let name = json!({"name": "name", "type": "text", "label": {"en": "name"}});
    let object = json!({
        "kind": "object", "format": 1, "name": "sheet", "label": {"en": "sheet"}, "title_field": "name", "fields": [name, field],
    });
    let mut documents = vec![Document::parse(object).unwrap()];
    // The objects that the options name.
    for target in options["objects"].as_array().into_iter().flatten() {
        documents.push(
            Document::parse(json!({
                "kind": "object", "format": 1, "name": target, "label": {"en": target}, "title_field": "name", "fields": [name],
            }))
            .unwrap(),
        );
    }
    let found = Model::resolve(documents, 1).err().unwrap_or_default();
    let place = |path: &str| path.strip_prefix("/fields/1").map(str::to_owned);
    found.iter().filter_map(|problem| Some((problem.code.name().to_owned(), place(&problem.path)?))).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]
fn a_default_is_held_to_the_rules_of_every_type() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fields/golden");
    for entry in REGISTRY {
        let mut judged = 0;
        for file in std::fs::read_dir(root.join(entry.kind)).unwrap() {
            let case: Value = serde_json::from_str(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
            let pairs = |key: &str| case[key].as_array().unwrap().clone();
            let of = |value: &Value| problems(entry.kind, &case["options"], value);
            // A type without defaults refuses any.
            let takes_none = |found: &[(String, String)]| {
                found.iter().any(|(code, path)| code == "options_invalid" && path.is_empty())
            };
            for pair in pairs("refuse") {
                let (value, code) = (&pair[0], pair[1].as_str().unwrap());
                let found = of(value);
                let is_told = found.iter().any(|(told, path)| told == code && path.starts_with("/default"));
                assert!(value.is_null() || is_told || takes_none(&found), "{} {value}: {found:?}", entry.kind);
                judged += 1;
            }
            for pair in pairs("accept") {
                let found = of(&pair[0]);
                let is_told = found.iter().any(|(_, path)| path.starts_with("/default"));
                assert!(!is_told || takes_none(&found), "{} {}: {found:?}", entry.kind, pair[0]);
                judged += 1;
            }
        }
        assert!(judged > 0, "nothing was judged for {}", entry.kind);
    }
}
