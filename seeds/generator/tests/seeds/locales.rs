//! The texts of error codes and notices are complete in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use engine_definitions::canonical_text;
use engine_errors::Code;
use engine_fields::{SystemField, system_rules};
use serde_json::Value;

use crate::template::root;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn texts(language: &str, file: &str) -> BTreeMap<String, String> {
    let path = root().join("seeds/locales").join(language).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text, canonical_text(&json), "{} is not canonical", path.display());
    serde_json::from_value(json).unwrap()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_code_has_a_text() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    for language in LANGUAGES {
        let known: BTreeSet<String> = texts(language, "errors.json").into_keys().collect();
        assert_eq!(known, codes, "{language}");
    }
}

#[test]
fn every_system_field_and_state_has_a_text() {
    let fields = SystemField::ALL.iter().map(|field| format!("field.{}", field.name()));
    let rules = system_rules(SystemField::ApprovalState);
    let states = rules.choices().iter().map(|choice| format!("approval_state.{}", choice.value));
    let wanted: BTreeSet<String> = fields.chain(states).collect();
    for language in LANGUAGES {
        let texts = texts(language, "messages.json");
        // Notices, changes and the doctor have tests of their own; words of programs have a text where people meet them.
        let others = ["notice.", "word.", "change.", "doctor."];
        let is_other = |key: &String| others.iter().any(|start| key.starts_with(start));
        let known = texts.into_keys().filter(|key| !is_other(key)).collect::<BTreeSet<_>>();
        assert_eq!(known, wanted, "{language}");
    }
}

#[test]
fn languages_name_the_same_parameters() {
    for file in ["errors.json", "messages.json"] {
        let (chinese, english) = (texts("zh-CN", file), texts("en", file));
        assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{file}");
        for (key, text) in &chinese {
            assert_eq!(placeholders(text), placeholders(&english[key]), "{file}: {key}");
        }
    }
}
