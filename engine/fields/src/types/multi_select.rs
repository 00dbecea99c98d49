//! `multi_select`: several of several options.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use serde_json::{Value as Json, json};

use super::{choice, short_text::mismatch};
use crate::{Choice, FieldType, Operator, OptionSets};

/// Several of several options.
pub(crate) struct MultiSelect(Vec<Choice>);

impl FieldType for MultiSelect {
    const KIND: &'static str = "multi_select";
    type Options = choice::Options;

    fn compile(options: choice::Options, sets: &dyn OptionSets) -> Result<Self, Problems> {
        options.choices(sets).map(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    /// Repeated keys count once; the order is that of the options, so that equal choices are equal values.
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let Json::Array(items) = json else {
            return Err(mismatch("options"));
        };
        let mut keys = Vec::with_capacity(items.len());
        for item in items {
            let Json::String(key) = item else {
                return Err(mismatch("option"));
            };
            keys.push(choice::known(&self.0, key)?);
        }
        let ordered: Vec<String> = self
            .0
            .iter()
            .filter(|choice| keys.contains(&choice.value.as_str()))
            .map(|choice| choice.value.clone())
            .collect();
        Ok(if ordered.is_empty() { Value::Null } else { Value::List(ordered) })
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::ContainsAny, Operator::ContainsAll, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "uniqueItems": true, "items": choice::schema(&self.0)})
    }

    fn choices(&self) -> &[Choice] {
        &self.0
    }

    fn display(&self, value: &Value, language: &str) -> Option<String> {
        let Value::List(keys) = value else { return None };
        let labels: Vec<&str> = keys.iter().map(|key| choice::label(&self.0, key, language)).collect();
        Some(labels.join("、"))
    }

    fn sample() -> (Json, Json) {
        (
            json!({"options": [{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]}),
            json!(["a", "b"]),
        )
    }
}
