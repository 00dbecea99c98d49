//! `department`: a department of the company.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation, operator};

/// `department` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `department`.
pub(crate) struct Department;

impl FieldType for Department {
    const KIND: &'static str = "department";
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
        operator::IDENTITY
    }

    fn record_schema(&self) -> Json {
        identity::schema("a department")
    }

    fn relation(&self) -> Option<Relation> {
        Some(Relation::Department)
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("01939f8e-0000-7000-8000-000000000002"))
    }
}
