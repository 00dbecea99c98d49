//! The seam: what a field type has to say about itself.

use std::sync::Arc;

use engine_definitions::OptionDocument;
use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::{Companion, Computation, NumberPattern, Operator, Relation, Stage};

/// One option of a select, as documents have it.
pub type Choice = OptionDocument;

/// Finds what options name.
pub trait OptionSets {
    /// The options, or none when there is no such set.
    fn options(&self, name: &str) -> Option<Vec<Choice>>;

    /// The identity of an object, or none when there is no such object. Where no documents are at hand, a name stands
    /// for itself.
    fn object_uid(&self, name: &str) -> Option<String> {
        Some(name.to_owned())
    }
}

/// A field type. The implementing type is one field's compiled rules; `Options` is what a document may set.
pub trait FieldType: Sized + Send + Sync + 'static {
    /// The word in documents, in `kinds.json` and in the web app's registry.
    const KIND: &'static str;
    /// Settings; unknown keys are refused.
    type Options: DeserializeOwned + JsonSchema;

    /// Checks the options and makes the rules.
    ///
    /// # Errors
    /// Problems with paths relative to the field's `options`.
    fn compile(options: Self::Options, sets: &dyn OptionSets) -> Result<Self, Problems>;

    /// How the value is stored; none when it is not in the record's own row.
    fn column(&self) -> Option<ColumnType>;

    /// Reads a value from a request; never called with null.
    ///
    /// # Errors
    /// One problem with an empty path; the caller knows the place.
    fn parse(&self, json: &Json) -> Result<Value, Problem>;

    /// Reads a value that a filter compares with; the same as [`FieldType::parse`], unless filters may say more.
    ///
    /// # Errors
    /// One problem with an empty path.
    fn parse_operand(&self, json: &Json) -> Result<Value, Problem> {
        FieldType::parse(self, json)
    }

    /// The smallest and the largest value that count as part of one, for types that answer [`Operator::Within`].
    ///
    /// # Errors
    /// One problem with an empty path.
    fn range_within(&self, _json: &Json) -> Result<(Value, Value), Problem> {
        Err(Problem::new(Code::OperatorUnknown))
    }

    /// Filter operators, the usual one first.
    fn operators(&self) -> &'static [Operator];

    /// How the API writes a stored value, where that is not the value itself.
    fn answer(&self) -> Option<fn(&Value) -> Json> {
        None
    }

    /// JSON Schema of the value in a record.
    fn record_schema(&self) -> Json;

    /// What it points to.
    fn relation(&self) -> Option<Relation> {
        None
    }

    /// The options of a select.
    fn choices(&self) -> &[Choice] {
        &[]
    }

    /// The numbering, when the system fills the field.
    fn number_pattern(&self) -> Option<&NumberPattern> {
        None
    }

    /// The stages of a way, in their order.
    fn stages(&self) -> &[Stage] {
        &[]
    }

    /// The value of a new record when the document names none.
    fn initial(&self) -> Option<Value> {
        None
    }

    /// The fields that come with a field of this `name`.
    fn companions(&self, _name: &str) -> Vec<Companion> {
        Vec::new()
    }

    /// May name a record in labels and be searched as text.
    fn is_text_like(&self) -> bool {
        false
    }

    /// What fills it from other records, when the platform does.
    fn computation(&self) -> Option<&Computation> {
        None
    }

    /// The rules of the value that a computation gives; all others ask these.
    fn result(&self) -> Option<&Arc<dyn AnyField>> {
        None
    }

    /// The same field giving values of another type, once the model knows which.
    fn with_result(&self, _result: Arc<dyn AnyField>) -> Option<Arc<dyn AnyField>> {
        None
    }

    /// The value is sealed before it is stored and shown to nobody: no filter, expression, history, message or print.
    fn is_secret(&self) -> bool {
        false
    }

    /// The type of the value in expressions; none when expressions may not read it.
    fn value_type(&self) -> Option<Type> {
        FieldType::column(self).and_then(value_type_of_column)
    }

    /// The sum of several values is a value of the same type.
    fn is_additive(&self) -> bool {
        matches!(FieldType::column(self), Some(ColumnType::Decimal { .. }))
    }

    /// Two values can be told equal by the database: the field may be unique, part of a key, or indexed.
    fn is_comparable(&self) -> bool {
        !matches!(FieldType::column(self), None | Some(ColumnType::Json))
    }

    /// Settings with their defaults filled in, where the input of the web app needs more than the document says.
    fn input_options(&self) -> Map<String, Json> {
        Map::new()
    }

    /// The value as people read it in the text of a message or print, where that is not the text of its JSON.
    fn display(&self, _value: &Value, _language: &str) -> Option<String> {
        None
    }

    /// Options and a value that fit each other, for contract tests and examples.
    fn sample() -> (Json, Json);
}

/// What most values of a column type are in expressions. Structured data is for no expression.
fn value_type_of_column(column: ColumnType) -> Option<Type> {
    Some(match column {
        ColumnType::Bool => Type::Boolean,
        ColumnType::Int | ColumnType::Decimal { .. } => Type::Number,
        ColumnType::Text => Type::Text,
        ColumnType::Date => Type::Date,
        ColumnType::Instant => Type::DateTime,
        ColumnType::Id => Type::Record,
        ColumnType::TextList => Type::list(Type::Text),
        ColumnType::Json | ColumnType::Bytes => return None,
    })
}

/// A field's compiled rules, whatever the type. Implemented for every [`FieldType`].
#[expect(missing_docs, reason = "the same words as in FieldType")]
pub trait AnyField: Send + Sync {
    fn kind(&self) -> &'static str;
    fn column(&self) -> Option<ColumnType>;
    /// # Errors
    /// See [`FieldType::parse`].
    fn parse(&self, json: &Json) -> Result<Value, Problem>;
    /// # Errors
    /// See [`FieldType::parse_operand`].
    fn parse_operand(&self, json: &Json) -> Result<Value, Problem>;
    /// # Errors
    /// See [`FieldType::range_within`].
    fn range_within(&self, json: &Json) -> Result<(Value, Value), Problem>;
    fn operators(&self) -> &'static [Operator];
    fn answer(&self) -> Option<fn(&Value) -> Json>;
    fn record_schema(&self) -> Json;
    fn relation(&self) -> Option<Relation>;
    fn choices(&self) -> &[Choice];
    fn number_pattern(&self) -> Option<&NumberPattern>;
    fn stages(&self) -> &[Stage];
    fn initial(&self) -> Option<Value>;
    fn companions(&self, name: &str) -> Vec<Companion>;
    fn is_text_like(&self) -> bool;
    fn computation(&self) -> Option<&Computation>;
    fn result(&self) -> Option<&Arc<dyn AnyField>>;
    fn with_result(&self, result: Arc<dyn AnyField>) -> Option<Arc<dyn AnyField>>;
    fn is_secret(&self) -> bool;
    fn value_type(&self) -> Option<Type>;
    fn is_additive(&self) -> bool;
    fn is_comparable(&self) -> bool;
    fn input_options(&self) -> Map<String, Json>;
    fn display(&self, value: &Value, language: &str) -> Option<String>;
}

impl<T: FieldType> AnyField for T {
    fn kind(&self) -> &'static str {
        T::KIND
    }
    fn column(&self) -> Option<ColumnType> {
        FieldType::column(self)
    }
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        FieldType::parse(self, json)
    }
    fn parse_operand(&self, json: &Json) -> Result<Value, Problem> {
        FieldType::parse_operand(self, json)
    }
    fn range_within(&self, json: &Json) -> Result<(Value, Value), Problem> {
        FieldType::range_within(self, json)
    }
    fn answer(&self) -> Option<fn(&Value) -> Json> {
        FieldType::answer(self)
    }
    fn operators(&self) -> &'static [Operator] {
        FieldType::operators(self)
    }
    fn record_schema(&self) -> Json {
        FieldType::record_schema(self)
    }
    fn relation(&self) -> Option<Relation> {
        FieldType::relation(self)
    }
    fn choices(&self) -> &[Choice] {
        FieldType::choices(self)
    }
    fn number_pattern(&self) -> Option<&NumberPattern> {
        FieldType::number_pattern(self)
    }
    fn stages(&self) -> &[Stage] {
        FieldType::stages(self)
    }
    fn initial(&self) -> Option<Value> {
        FieldType::initial(self)
    }
    fn companions(&self, name: &str) -> Vec<Companion> {
        FieldType::companions(self, name)
    }
    fn is_text_like(&self) -> bool {
        FieldType::is_text_like(self)
    }
    fn computation(&self) -> Option<&Computation> {
        FieldType::computation(self)
    }
    fn result(&self) -> Option<&Arc<dyn AnyField>> {
        FieldType::result(self)
    }
    fn with_result(&self, result: Arc<dyn AnyField>) -> Option<Arc<dyn AnyField>> {
        FieldType::with_result(self, result)
    }
    fn is_secret(&self) -> bool {
        FieldType::is_secret(self)
    }
    fn value_type(&self) -> Option<Type> {
        FieldType::value_type(self)
    }
    fn is_additive(&self) -> bool {
        FieldType::is_additive(self)
    }
    fn is_comparable(&self) -> bool {
        FieldType::is_comparable(self)
    }
    fn input_options(&self) -> Map<String, Json> {
        FieldType::input_options(self)
    }
    fn display(&self, value: &Value, language: &str) -> Option<String> {
        FieldType::display(self, value, language)
    }
}

impl std::fmt::Debug for dyn AnyField {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "field of type {}", self.kind())
    }
}

/// A registered field type.
#[derive(Clone, Copy)]
pub struct FieldEntry {
    /// The word.
    pub kind: &'static str,
    /// Makes the rules of one field from the document's options.
    #[expect(clippy::type_complexity, reason = "a function pointer reads best in full")]
    pub compile: fn(&Map<String, Json>, &dyn OptionSets) -> Result<Arc<dyn AnyField>, Problems>,
    /// JSON Schema of the options.
    pub options_schema: fn() -> Json,
    /// Options and a fitting value.
    pub sample: fn() -> (Json, Json),
}

impl FieldEntry {
    /// The entry of a type.
    #[must_use]
    pub const fn of<T: FieldType>() -> Self {
        Self {
            kind: T::KIND,
            compile: |options, sets| {
                let options = serde_json::from_value(Json::Object(options.clone()))
                    .map_err(|error| vec![Problem::new(Code::OptionsInvalid).with("detail", error.to_string())])?;
                Ok(Arc::new(T::compile(options, sets)?))
            },
            options_schema: || schemars::schema_for!(T::Options).to_value(),
            sample: T::sample,
        }
    }
}
