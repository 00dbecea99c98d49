//! What the publisher wants done with values that do not convert.

use std::collections::{BTreeMap, HashMap};

use engine_errors::Problems;
use engine_fields::AnyField;
use engine_values::Value;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What becomes of values that do not convert, of one field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TypeChangeChoice {
    /// What becomes of those that are not in the map.
    failing: Failing,
    /// The value that they get when `failing` is `value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    /// New values by old ones, as the plan shows them; null makes blank.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    map: BTreeMap<String, Json>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Failing {
    /// The publication is refused.
    #[default]
    Refuse,
    /// They become blank.
    Blank,
    /// They get one value.
    Value,
}

/// A choice whose values are those of the new field.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    map: HashMap<String, Value>,
    rest: Option<Value>,
}

impl TypeChangeChoice {
    /// Reads the values by the rules of the new field.
    ///
    /// # Errors
    /// Every value that the new field does not take, with its place within the choice.
    pub(super) fn parse(&self, to: &dyn AnyField) -> Result<Choice, Problems> {
        let mut problems = Vec::new();
        let mut read = |json: &Json, path: &str| -> Value {
            if json.is_null() {
                return Value::Null;
            }
            to.parse(json).unwrap_or_else(|problem| {
                problems.push(problem.below(path));
                Value::Null
            })
        };
        let escaped = |text: &str| text.replace('~', "~0").replace('/', "~1");
        let map =
            self.map.iter().map(|(old, new)| (old.clone(), read(new, &format!("/map/{}", escaped(old))))).collect();
        let rest = match self.failing {
            Failing::Refuse => None,
            Failing::Blank => Some(Value::Null),
            Failing::Value => Some(read(self.value.as_ref().unwrap_or(&Json::Null), "/value")),
        };
        if problems.is_empty() { Ok(Choice { map, rest }) } else { Err(problems) }
    }
}

impl Choice {
    /// What becomes of a value that does not convert; none when that is refused.
    pub(super) fn of(&self, value: &Value) -> Option<&Value> {
        self.map.get(&shown(value)).or(self.rest.as_ref())
    }
}

/// A value as the plan shows it and the map names it.
pub(super) fn shown(value: &Value) -> String {
    match value.to_json() {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use engine_fields::{OptionSets, entry};
    use serde_json::{Map, json};

    use super::*;

    struct NoSets;

    impl OptionSets for NoSets {
        fn options(&self, _name: &str) -> Option<Vec<engine_fields::Choice>> {
            None
        }
    }

    fn parsed(choice: Json) -> Result<Choice, Vec<String>> {
        let to = (entry("integer").unwrap().compile)(&Map::new(), &NoSets).unwrap();
        let choice: TypeChangeChoice = serde_json::from_value(choice).unwrap();
        choice.parse(to.as_ref()).map_err(|problems| problems.into_iter().map(|problem| problem.path).collect())
    }

    #[test]
    fn the_map_comes_before_the_rest() {
        let choice = parsed(json!({"failing": "value", "value": 7, "map": {"n/a": null, "a dozen": 12}})).unwrap();
        let of = |text: &str| choice.of(&Value::from(text)).cloned();
        assert_eq!(of("n/a"), Some(Value::Null));
        assert_eq!(of("a dozen"), Some(Value::Int(12)));
        assert_eq!(of("else"), Some(Value::Int(7)));
        assert_eq!(parsed(json!({})).unwrap().of(&Value::from("else")), None);
        assert_eq!(parsed(json!({"failing": "blank"})).unwrap().of(&Value::from("else")), Some(&Value::Null));
    }

    #[test]
    fn values_that_the_new_field_refuses_are_told_with_their_place() {
        let choice = json!({"failing": "value", "value": "x", "map": {"n/a": "y", "b": 1}});
        assert_eq!(parsed(choice).err(), Some(vec!["/map/n~1a".to_owned(), "/value".to_owned()]));
        assert!(serde_json::from_value::<TypeChangeChoice>(json!({"otherwise": 1})).is_err());
    }
}
