//! `users`: several people of the company.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// Options of `users`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most people, 1 to 200.
    max_users: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_users: 50 }
    }
}

/// Several people.
pub(crate) struct Users {
    max_users: usize,
}

impl FieldType for Users {
    const KIND: &'static str = "users";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=200).contains(&options.max_users) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_users").with("min", 1).with("max", 200)]);
        }
        Ok(Self { max_users: options.max_users })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse_list(json, self.max_users, "people")
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::ContainsAny, Operator::ContainsAll, Operator::Me, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": self.max_users, "items": identity::schema("a person")})
    }

    fn relation(&self) -> Option<Relation> {
        Some(Relation::Users)
    }

    fn input_options(&self) -> Map<String, Json> {
        Map::from_iter([("max_users".to_owned(), json!(self.max_users))])
    }

    fn sample() -> (Json, Json) {
        (json!({"max_users": 3}), json!(["01939f8e-0000-7000-8000-000000000001"]))
    }
}
