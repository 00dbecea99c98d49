//! `user`: a person of the company.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// `user` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `user`.
pub(crate) struct User;

impl FieldType for User {
    const KIND: &'static str = "user";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Id)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse(json)
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::Me, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        identity::schema("a person")
    }

    fn relation(&self) -> Option<Relation> {
        Some(Relation::User)
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("01939f8e-0000-7000-8000-000000000001"))
    }
}
