//! `image`: uploaded pictures of a record, in their order.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// Pictures that every browser shows. SVG is none of them: it is a document that can hold scripts.
pub(crate) const TYPES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// Options of `image`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most pictures, 1 to 100.
    max_files: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_files: 10 }
    }
}

/// Uploaded pictures.
pub(crate) struct Image {
    max_files: usize,
}

impl FieldType for Image {
    const KIND: &'static str = "image";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=100).contains(&options.max_files) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_files").with("min", 1).with("max", 100)]);
        }
        Ok(Self { max_files: options.max_files })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse_list(json, self.max_files, "files")
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": self.max_files, "items": identity::schema("a picture")})
    }

    fn relation(&self) -> Option<Relation> {
        let accept = TYPES.map(str::to_owned).to_vec();
        Some(Relation::Files { max_files: self.max_files, accept, is_verified: true })
    }

    fn sample() -> (Json, Json) {
        (json!({"max_files": 2}), json!(["01939f8e-0000-7000-8000-000000000004"]))
    }
}
