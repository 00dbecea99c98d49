//! `json`: structured data of another program, checked by a schema of the field.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use jsonschema::{PatternOptions, Validator};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::{FieldType, Operator, OptionSets};

/// Most bytes of a value and of a schema, as JSON without spaces.
const MAX_BYTES: usize = 64 * 1024;

/// Options of `json`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// JSON Schema (2020-12) that every value fulfils. It can refer to its own parts only.
    schema: Option<Json>,
}

/// Structured data.
pub(crate) struct JsonField {
    schema: Option<(Json, Validator)>,
}

impl FieldType for JsonField {
    const KIND: &'static str = "json";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        let refuse = |detail: String| vec![Problem::at(Code::OptionsInvalid, "/schema").with("detail", detail)];
        let Some(schema) = options.schema else {
            return Ok(Self { schema: None });
        };
        if schema.to_string().len() > MAX_BYTES {
            return Err(refuse(format!("more than {MAX_BYTES} bytes")));
        }
        // Built without network and files (see the features in Cargo.toml), so a `$ref` to elsewhere is refused here.
        // The plain regular expressions take a time that grows with the text, never more.
        let validator = jsonschema::draft202012::options()
            .with_pattern_options(PatternOptions::regex())
            .build(&schema)
            .map_err(|error| refuse(error.to_string()))?;
        Ok(Self { schema: Some((schema, validator)) })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let length = json.to_string().len();
        if length > MAX_BYTES {
            return Err(Problem::new(Code::TooLong).with("max", MAX_BYTES).with("length", length));
        }
        if has_nul(json) {
            return Err(Problem::new(Code::FormatInvalid));
        }
        if let Some((_, validator)) = &self.schema
            && let Err(error) = validator.validate(json)
        {
            // The sentence quotes the value, which may be long.
            let detail: String = error.to_string().chars().take(200).collect();
            return Err(Problem::at(Code::FormatInvalid, error.instance_path().to_string()).with("detail", detail));
        }
        Ok(Value::Json(json.clone()))
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        match &self.schema {
            // A part that refers to another would lead elsewhere from within a larger document.
            Some((schema @ Json::Object(_), _)) if !refers(schema) => schema.clone(),
            _ => json!({}),
        }
    }

    fn sample() -> (Json, Json) {
        let schema = json!({
            "type": "object",
            "required": ["sku"],
            "properties": {"sku": {"type": "string"}},
            "additionalProperties": false,
        });
        (json!({"schema": schema}), json!({"sku": "A-1"}))
    }
}

/// Whether any part of a schema names another.
fn refers(schema: &Json) -> bool {
    match schema {
        Json::Array(items) => items.iter().any(refers),
        Json::Object(members) => {
            members.iter().any(|(key, value)| matches!(key.as_str(), "$ref" | "$dynamicRef") || refers(value))
        }
        _ => false,
    }
}

/// PostgreSQL cannot store a NUL, in texts as little as in keys.
fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(members) => members.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}
