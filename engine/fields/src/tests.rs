//! Contract tests over every registered type, and the golden cases `golden/<kind>/*.json`.
#![expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]

use std::path::Path;

use serde_json::{Map, Value as Json};

use crate::{Choice, OptionSets, REGISTRY};

struct NoSets;
impl OptionSets for NoSets {
    fn options(&self, _name: &str) -> Option<Vec<Choice>> {
        None
    }
}

fn object(json: &Json) -> Map<String, Json> {
    json.as_object().cloned().unwrap()
}

#[test]
fn the_registry_is_sorted_and_without_repetition() {
    assert!(REGISTRY.windows(2).all(|pair| pair[0].kind < pair[1].kind));
}

#[test]
fn samples_compile_parse_and_present_as_given() {
    for entry in REGISTRY {
        let (options, value) = (entry.sample)();
        let rules = (entry.compile)(&object(&options), &NoSets)
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", entry.kind));
        assert_eq!(rules.kind(), entry.kind);
        let stored = rules.parse(&value).unwrap();
        match &value {
            // A reference with its object is kept as one text.
            Json::Object(reference) if reference.contains_key("object") => assert!(stored.as_text().is_some()),
            _ => assert_eq!(stored.to_json(), value, "{}", entry.kind),
        }
        assert!(rules.record_schema().is_object(), "{}", entry.kind);
        assert!((entry.options_schema)().is_object(), "{}", entry.kind);
        assert!(rules.parse(&serde_json::json!({"no": 1})).is_err(), "{} takes a stray object", entry.kind);
    }
}

#[test]
fn unknown_options_are_refused() {
    for entry in REGISTRY {
        let (options, _) = (entry.sample)();
        let mut options = object(&options);
        options.insert("no_such_option".to_owned(), Json::from(1));
        assert!((entry.compile)(&options, &NoSets).is_err(), "{}", entry.kind);
    }
}

/// A golden file: `{"options": …, "accept": [[given, stored], …], "refuse": [[given, code], …]}`.
#[test]
fn golden_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    for entry in REGISTRY {
        let folder = root.join(entry.kind);
        let mut cases = 0;
        for file in std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("create {}", folder.display())) {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let case: Json = serde_json::from_str(&text).unwrap();
            let rules = (entry.compile)(&object(&case["options"]), &NoSets).unwrap();
            for pair in case["accept"].as_array().unwrap() {
                let parsed =
                    rules.parse(&pair[0]).unwrap_or_else(|problem| panic!("{} {}: {problem:?}", entry.kind, pair[0]));
                assert_eq!(parsed.to_json(), pair[1], "{} {}", entry.kind, pair[0]);
            }
            for pair in case["refuse"].as_array().unwrap() {
                let problem = rules
                    .parse(&pair[0])
                    .map(|value| panic!("{} took {} as {value:?}", entry.kind, pair[0]))
                    .unwrap_err();
                assert_eq!(problem.code.name(), pair[1], "{} {}", entry.kind, pair[0]);
            }
            cases += 1;
        }
        assert!(cases > 0, "no golden case for {}", entry.kind);
    }
}
