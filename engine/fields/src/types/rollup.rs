//! `rollup`: one value of the many records that refer to this one, kept current by the platform.

use std::sync::Arc;

use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{decimal::DecimalField, integer::Integer};
use crate::{
    AnyField, Choice, Computation, FieldEntry, FieldType, Operator, OptionSets, Relation, RollupFunction,
    RollupRelation,
};

/// Options of `rollup`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Name of a `children` field of this object, or object and reference field of the records that point here.
    relation: RollupRelation,
    /// What is made of them.
    function: RollupFunction,
    /// Field of those records; not for a count.
    of: Option<String>,
    /// Only records for which this expression is true.
    filter: Option<String>,
    /// For first and last: by what; otherwise by the position of rows, or by the time of creation.
    order_by: Option<String>,
}

/// One value of many records.
pub(crate) struct Rollup {
    computation: Computation,
    result: Arc<dyn AnyField>,
}

impl FieldType for Rollup {
    const KIND: &'static str = "rollup";
    type Options = Options;

    fn compile(options: Options, sets: &dyn OptionSets) -> Result<Self, Problems> {
        let Options { relation, function, of, filter, order_by } = options;
        let mut problems = Vec::new();
        if of.is_some() == (function == RollupFunction::Count) {
            let detail = if of.is_some() { "a count counts records, not a field" } else { "a field is wanted" };
            problems.push(Problem::at(Code::OptionsInvalid, "/of").with("detail", detail));
        }
        if order_by.is_some() && !function.is_ordered() {
            problems.push(Problem::at(Code::OptionsInvalid, "/order_by").with("detail", "only for first and last"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // A number until the model knows the field that is rolled up.
        let entry = if function == RollupFunction::Count {
            FieldEntry::of::<Integer>()
        } else {
            FieldEntry::of::<DecimalField>()
        };
        let result = (entry.compile)(&Map::new(), sets)?;
        Ok(Self { computation: Computation::Rollup { relation, function, of, filter, order_by }, result })
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
        (json!({"relation": "lines", "function": "count"}), json!(3))
    }
}
