//! The template of a new field type compiles and keeps the contract of a field type.

use engine_fields::{Choice, FieldEntry, OptionSets};
use serde_json::{Value, json};

#[path = "../../devtool/templates/sample_kind.rs"]
mod sample_kind;

struct NoSets;
impl OptionSets for NoSets {
    fn options(&self, _name: &str) -> Option<Vec<Choice>> {
        None
    }
}

#[test]
fn the_template_of_a_field_type_keeps_the_contract() {
    let entry = FieldEntry::of::<sample_kind::SampleKind>();
    let (options, value) = (entry.sample)();
    let rules = (entry.compile)(options.as_object().unwrap(), &NoSets).unwrap();
    assert_eq!(rules.parse(&value).unwrap().to_json(), value);
    assert!(rules.parse(&json!({"no": 1})).is_err());
    let unknown = json!({"no_such_option": 1});
    assert!((entry.compile)(unknown.as_object().unwrap(), &NoSets).is_err());

    let golden: Value = serde_json::from_str(include_str!("../../devtool/templates/sample_kind.json")).unwrap();
    let rules = (entry.compile)(golden["options"].as_object().unwrap(), &NoSets).unwrap();
    for pair in golden["accept"].as_array().unwrap() {
        assert_eq!(rules.parse(&pair[0]).unwrap().to_json(), pair[1]);
    }
    for pair in golden["refuse"].as_array().unwrap() {
        assert_eq!(rules.parse(&pair[0]).unwrap_err().code.name(), pair[1]);
    }
}

#[test]
fn generated_twice_is_the_same() {
    assert_eq!(crate::generated(), crate::generated());
}
