//! `tags`: free words on a record.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets};

/// Most tags of one record.
const MAX_TAGS: usize = 50;
/// Longest tag in characters.
const MAX_LENGTH: usize = 60;

/// `tags` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// Free words, in the order in which they were given.
pub(crate) struct Tags;

impl FieldType for Tags {
    const KIND: &'static str = "tags";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    /// Each trimmed; blank ones are left out and repeated ones count once.
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let Json::Array(items) = json else {
            return Err(mismatch("list"));
        };
        let mut tags: Vec<String> = Vec::with_capacity(items.len().min(MAX_TAGS));
        for (index, item) in items.iter().enumerate() {
            let place = format!("/{index}");
            let tag = item.as_str().ok_or_else(|| mismatch("text").below(&place))?.trim();
            let length = tag.chars().count();
            if length > MAX_LENGTH {
                return Err(Problem::at(Code::TooLong, place).with("max", MAX_LENGTH).with("length", length));
            }
            if tag.chars().any(char::is_control) {
                return Err(Problem::at(Code::FormatInvalid, place));
            }
            if !tag.is_empty() && !tags.iter().any(|other| other == tag) {
                tags.push(tag.to_owned());
            }
        }
        if tags.len() > MAX_TAGS {
            return Err(Problem::new(Code::TooLong).with("max", MAX_TAGS).with("length", tags.len()));
        }
        Ok(if tags.is_empty() { Value::Null } else { Value::List(tags) })
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::ContainsAny, Operator::ContainsAll, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": MAX_TAGS, "items": {"type": "string", "maxLength": MAX_LENGTH}})
    }

    fn display(&self, value: &Value, _language: &str) -> Option<String> {
        match value {
            Value::List(tags) => Some(tags.join("、")),
            _ => None,
        }
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!(["重点客户", "expo 2026"]))
    }
}
