//! Options made from the values that a field has, for a field that becomes a choice.

use std::collections::BTreeSet;

use engine_values::Value;
use serde_json::{Map, Value as Json, json};

/// Most options that are made; more different values are no list to choose from.
pub(super) const MOST: usize = 1000;

/// The different texts of a field, in parts where the new field takes several.
#[derive(Default)]
pub(super) struct Distinct {
    texts: BTreeSet<String>,
    /// There are more than can be options.
    pub(super) is_full: bool,
}

impl Distinct {
    /// Adds a value.
    pub(super) fn add(&mut self, value: &Value, is_list: bool) {
        let separators: &[char] = if is_list { &[',', '，', '、', ';', '；'] } else { &[] };
        let texts: Vec<&str> = match value {
            Value::Text(text) => text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect(),
            Value::List(items) => items.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        for text in texts {
            if self.texts.len() >= MOST && !self.texts.contains(text) {
                self.is_full = true;
            } else {
                self.texts.insert(text.to_owned());
            }
        }
    }

    /// The options that there are, and one for each text that is not the key or a label of one of them.
    pub(super) fn options(self, present: &[Json], language: &str) -> Vec<Json> {
        let mut options = present.to_vec();
        let mut keys: BTreeSet<String> =
            present.iter().filter_map(|option| option.get("value")?.as_str().map(str::to_owned)).collect();
        let labels: BTreeSet<&str> = present
            .iter()
            .filter_map(|option| option.get("label")?.as_object())
            .flat_map(Map::values)
            .filter_map(Json::as_str)
            .collect();
        for text in self.texts.iter().filter(|text| !labels.contains(text.as_str())) {
            if keys.contains(text) {
                continue;
            }
            let is_sound = text.len() <= 64 && !text.contains([',', '\0', '"']);
            let mut number = options.len() + 1;
            let mut key = if is_sound { text.clone() } else { format!("option_{number}") };
            while !keys.insert(key.clone()) {
                number += 1;
                key = format!("option_{number}");
            }
            options.push(json!({"value": key, "label": {language: text}}));
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_gets_an_option_once() {
        let mut distinct = Distinct::default();
        for text in ["甲级", "new", "a, b", "new"] {
            distinct.add(&Value::from(text), false);
        }
        let present = [json!({"value": "a", "label": {"zh-CN": "甲级"}}), json!({"value": "option_3", "label": {}})];
        let options = distinct.options(&present, "en");
        let keys: Vec<&str> = options.iter().filter_map(|option| option["value"].as_str()).collect();
        assert_eq!(keys, ["a", "option_3", "option_4", "new"]);
        assert_eq!(options[2]["label"], json!({"en": "a, b"}));
        let mut parts = Distinct::default();
        parts.add(&Value::from("x，y; x"), true);
        assert_eq!(parts.options(&[], "en").len(), 2);
    }
}
