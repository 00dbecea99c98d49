//! `lookup`: a field of the record that references lead to, kept current by the platform.

use std::sync::Arc;

use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::text::Text;
use crate::{AnyField, Choice, Computation, FieldEntry, FieldType, Operator, OptionSets, Relation};

/// Most references of a look-up, as many as a path in an expression may follow.
const MAX_HOPS: usize = 4;

/// Options of `lookup`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Reference field of this object, or several joined by points: `contract.customer`.
    reference: String,
    /// Field of the record at the end.
    field: String,
}

/// A field seen through references.
pub(crate) struct Lookup {
    computation: Computation,
    result: Arc<dyn AnyField>,
}

impl FieldType for Lookup {
    const KIND: &'static str = "lookup";
    type Options = Options;

    fn compile(options: Options, sets: &dyn OptionSets) -> Result<Self, Problems> {
        let references: Vec<String> = options.reference.split('.').map(str::to_owned).collect();
        if references.len() > MAX_HOPS {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/reference").with("max", MAX_HOPS)]);
        }
        // A text until the model knows the field at the end.
        let result = (FieldEntry::of::<Text>().compile)(&Map::new(), sets)?;
        Ok(Self { computation: Computation::Lookup { references, field: options.field }, result })
    }

    fn column(&self) -> Option<ColumnType> {
        self.result.column()
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        self.result.parse(json)
    }

    fn parse_operand(&self, json: &Json) -> Result<Value, Problem> {
        self.result.parse_operand(json)
    }

    fn range_within(&self, json: &Json) -> Result<(Value, Value), Problem> {
        self.result.range_within(json)
    }

    fn operators(&self) -> &'static [Operator] {
        self.result.operators()
    }

    fn record_schema(&self) -> Json {
        self.result.record_schema()
    }

    fn relation(&self) -> Option<Relation> {
        self.result.relation()
    }

    fn choices(&self) -> &[Choice] {
        self.result.choices()
    }

    fn is_text_like(&self) -> bool {
        self.result.is_text_like()
    }

    fn value_type(&self) -> Option<Type> {
        self.result.value_type()
    }

    fn is_additive(&self) -> bool {
        self.result.is_additive()
    }

    fn is_comparable(&self) -> bool {
        self.result.is_comparable()
    }

    fn input_options(&self) -> Map<String, Json> {
        self.result.input_options()
    }

    fn display(&self, value: &Value, language: &str) -> Option<String> {
        self.result.display(value, language)
    }

    fn answer(&self) -> Option<fn(&Value) -> Json> {
        self.result.answer()
    }

    fn computation(&self) -> Option<&Computation> {
        Some(&self.computation)
    }

    fn result(&self) -> Option<&Arc<dyn AnyField>> {
        Some(&self.result)
    }

    fn with_result(&self, result: Arc<dyn AnyField>) -> Option<Arc<dyn AnyField>> {
        Some(Arc::new(Self { computation: self.computation.clone(), result }))
    }

    fn sample() -> (Json, Json) {
        (json!({"reference": "contract.customer", "field": "name"}), json!("榫卯科技"))
    }
}
