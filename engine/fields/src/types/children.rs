//! `children`: rows edited and saved with their parent. The rows are records of another object.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, Relation};

/// Options of `children`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// API name of the object of the rows.
    object: String,
    /// Its reference field that points to the parent.
    field: String,
    /// Most rows of one record, 1 to 5000.
    #[serde(default = "usual_rows")]
    max_rows: usize,
}

fn usual_rows() -> usize {
    500
}

/// Rows of a record.
pub(crate) struct Children(Options);

impl FieldType for Children {
    const KIND: &'static str = "children";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=5000).contains(&options.max_rows) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_rows").with("min", 1).with("max", 5000)]);
        }
        Ok(Self(options))
    }

    fn column(&self) -> Option<ColumnType> {
        None
    }

    /// Only the outer shape: the rows are read by the rules of their own object.
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::Array(rows) if rows.len() > self.0.max_rows => {
                Err(Problem::new(Code::TooLong).with("max", self.0.max_rows).with("length", rows.len()))
            }
            Json::Array(_) => Ok(Value::Json(json.clone())),
            _ => Err(mismatch("rows")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        &[]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": self.0.max_rows, "items": {"$ref": format!("#/components/schemas/{}", self.0.object)}})
    }

    fn relation(&self) -> Option<Relation> {
        let Options { object, field, max_rows } = &self.0;
        Some(Relation::Children { object: object.clone(), field: field.clone(), max_rows: *max_rows })
    }

    fn sample() -> (Json, Json) {
        (json!({"object": "contract_line", "field": "contract"}), json!([]))
    }
}
