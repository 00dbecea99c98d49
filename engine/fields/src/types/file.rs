//! `file`: uploaded files of a record, in their order.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// Options of `file`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most files, 1 to 100.
    max_files: usize,
    /// Media types taken, for example `image/png`; empty means all.
    accept: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_files: 10, accept: Vec::new() }
    }
}

/// Uploaded files.
pub(crate) struct File(Options);

impl FieldType for File {
    const KIND: &'static str = "file";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=100).contains(&options.max_files) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_files").with("min", 1).with("max", 100)]);
        }
        Ok(Self(options))
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse_list(json, self.0.max_files, "files")
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": self.0.max_files, "items": identity::schema("a file")})
    }

    fn relation(&self) -> Option<Relation> {
        Some(Relation::Files { max_files: self.0.max_files, accept: self.0.accept.clone(), is_verified: false })
    }

    fn sample() -> (Json, Json) {
        (json!({"max_files": 3}), json!(["01939f8e-0000-7000-8000-000000000004"]))
    }
}
