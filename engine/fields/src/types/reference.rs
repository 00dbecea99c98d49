//! `reference`: one record of another object.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, OnDelete, Operator, OptionSets, Relation, operator};

/// Options of `reference`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// API name of the object referred to.
    object: String,
    /// What happens when the record referred to is deleted.
    #[serde(default)]
    on_delete: OnDelete,
    /// Shows the label even to those who may not see the record.
    #[serde(default)]
    disclose_label: bool,
}

/// One record of another object.
pub(crate) struct Reference(Options);

impl FieldType for Reference {
    const KIND: &'static str = "reference";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self(options))
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
        identity::schema(&self.0.object)
    }

    fn relation(&self) -> Option<Relation> {
        Some(Relation::Record {
            object: self.0.object.clone(),
            on_delete: self.0.on_delete,
            disclose_label: self.0.disclose_label,
        })
    }

    fn sample() -> (Json, Json) {
        (json!({"object": "customer"}), json!("01939f8e-0000-7000-8000-000000000003"))
    }
}
