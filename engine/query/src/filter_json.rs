//! The filter tree of a request, read into a [`Filter`].

use engine_access::{Reader, Scope};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_fields::Operator;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_values::Value;
use serde_json::Value as Json;

use crate::expression::{Sight, SqlExpression, SqlLimits, SqlNames};
use crate::{Comparison, FieldPath, Filter, live};

/// Most values of one `in`.
pub const MAX_LIST_VALUES: usize = 1000;
/// Deepest nesting of `and`, `or`, `not`.
const MAX_DEPTH: usize = 12;
/// Most comparisons of one filter.
const MAX_COMPARISONS: usize = 100;

/// Most expressions of one filter.
const MAX_EXPRESSIONS: usize = 4;

/// Reads `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"field", "op", "value"}` and `{"expression": "…"}`. A field that
/// the reader may not see is as unknown as a misspelt one.
///
/// # Errors
/// Every problem, with its place in the filter.
pub fn filter_from_json(reader: Reader<'_>, object: &Object, scope: &Scope, json: &Json) -> Result<Filter, Problems> {
    let mut parser = Parser { reader, object, scope, problems: Vec::new(), comparisons: 0, expressions: 0 };
    let filter = parser.node(json, "", 0);
    match filter {
        Some(filter) if parser.problems.is_empty() => Ok(filter),
        _ => Err(parser.problems),
    }
}

struct Parser<'a> {
    reader: Reader<'a>,
    object: &'a Object,
    scope: &'a Scope,
    problems: Problems,
    comparisons: usize,
    expressions: usize,
}

impl Parser<'_> {
    fn refuse<T>(&mut self, problem: Problem) -> Option<T> {
        self.problems.push(problem);
        None
    }

    fn node(&mut self, json: &Json, path: &str, depth: usize) -> Option<Filter> {
        if depth > MAX_DEPTH {
            return self
                .refuse(Problem::at(Code::FilterInvalid, path).with("detail", format!("deeper than {MAX_DEPTH}")));
        }
        let Some(node) = json.as_object() else {
            return self.refuse(Problem::at(Code::FilterInvalid, path).with("detail", "an object is wanted"));
        };
        if node.contains_key("field") {
            return self.comparison(node, path);
        }
        let mut entries = node.iter();
        let (Some((word, inner)), None) = (entries.next(), entries.next()) else {
            return self.refuse(
                Problem::at(Code::FilterInvalid, path).with("detail", "one of and, or, not, field, expression"),
            );
        };
        let path = format!("{path}/{word}");
        match (word.as_str(), inner) {
            ("and", Json::Array(items)) => self.nodes(items, &path, depth).map(Filter::And),
            ("or", Json::Array(items)) => self.nodes(items, &path, depth).map(Filter::Or),
            ("not", inner) => self.node(inner, &path, depth + 1).map(|inner| Filter::Not(Box::new(inner))),
            ("expression", Json::String(text)) => self.expression(text, &path),
            _ => self.refuse(
                Problem::at(Code::FilterInvalid, path).with("detail", "one of and, or, not, field, expression"),
            ),
        }
    }

    fn expression(&mut self, text: &str, path: &str) -> Option<Filter> {
        self.expressions += 1;
        if self.expressions > MAX_EXPRESSIONS {
            let problem = Problem::at(Code::FilterInvalid, path);
            return self.refuse(problem.with("detail", format!("more than {MAX_EXPRESSIONS} expressions")));
        }
        let names = SqlNames { sight: Sight::Reader(self.reader), object: self.object };
        match SqlExpression::compile(text, names, Some(&Type::Boolean), SqlLimits::REQUEST) {
            Ok(expression) => Some(Filter::Expression(Box::new(expression))),
            Err(errors) => {
                self.problems.extend(errors.iter().map(|error| error.problem(path)));
                None
            }
        }
    }

    fn nodes(&mut self, items: &[Json], path: &str, depth: usize) -> Option<Vec<Filter>> {
        let nodes: Vec<Option<Filter>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.node(item, &format!("{path}/{index}"), depth + 1))
            .collect();
        nodes.into_iter().collect()
    }

    fn comparison(&mut self, node: &serde_json::Map<String, Json>, path: &str) -> Option<Filter> {
        self.comparisons += 1;
        if self.comparisons > MAX_COMPARISONS {
            let problem = Problem::at(Code::FilterInvalid, path);
            return self.refuse(problem.with("detail", format!("more than {MAX_COMPARISONS} comparisons")));
        }
        if let Some(stray) = node.keys().find(|key| !matches!(key.as_str(), "field" | "op" | "value")) {
            return self
                .refuse(Problem::at(Code::FilterInvalid, format!("{path}/{stray}")).with("detail", "unknown key"));
        }
        let name = node.get("field").and_then(Json::as_str).unwrap_or_default();
        if self.is_live(name) && !self.is_answered(name) {
            return self.refuse(Problem::at(Code::LiveField, format!("{path}/field")).with("field", name));
        }
        let Some((field_path, field)) = self.field(name) else {
            return self.refuse(Problem::at(Code::FieldUnknown, format!("{path}/field")).with("field", name));
        };
        let word = node.get("op").and_then(Json::as_str).unwrap_or("eq");
        let operator = Operator::from_word(word).filter(|operator| field.rules.operators().contains(operator));
        let Some(operator) = operator else {
            let problem = Problem::at(Code::OperatorUnknown, format!("{path}/op"));
            return self.refuse(problem.with("operator", word).with("field", name));
        };
        let given = node.get("value").unwrap_or(&Json::Null);
        match values(field, operator, given) {
            Ok(values) => Some(Filter::Compare(Comparison { path: field_path, operator, values })),
            Err(problem) => self.refuse(problem.below(&format!("{path}/value"))),
        }
    }

    /// Whether the name is that of a readable field without stored values.
    fn is_live(&self, name: &str) -> bool {
        let (object, name) = match name.split_once('.') {
            None => (self.object, name),
            Some((first, second)) => match self.object.field_named(first) {
                Some((index, field)) if self.scope.can_read(index) => match field.target {
                    Some(Target::Record { object, .. }) => (self.reader.model.object(object), second),
                    _ => return false,
                },
                _ => return false,
            },
        };
        let can_read = |index| {
            if object.index == self.object.index {
                return self.scope.can_read(index);
            }
            let scope = self.reader.reading(object);
            !scope.is_empty() && scope.can_read(index)
        };
        object.field_named(name).is_some_and(|(index, field)| field.is_live() && can_read(index))
    }

    /// Whether the name is that of a live field of the record itself that the database works out. Each costs as much as an
    /// expression.
    fn is_answered(&mut self, name: &str) -> bool {
        let found = self.object.field_named(name);
        let is_answered = found.is_some_and(|(index, _)| live::is_answered(self.reader.model, self.object, index));
        self.expressions += usize::from(is_answered);
        is_answered && self.expressions <= MAX_EXPRESSIONS
    }

    /// `amount`, or `customer.level` over one reference.
    fn field(&self, name: &str) -> Option<(FieldPath, &Field)> {
        let (first, second) = match name.split_once('.') {
            Some((first, second)) => (first, Some(second)),
            None => (name, None),
        };
        let (index, field) = self.object.field_named(first)?;
        if !self.scope.can_read(index) || (field.sql_column().is_none() && !field.has_links()) {
            return None;
        }
        let Some(second) = second else {
            return Some((FieldPath { through: None, field: index }, field));
        };
        let Some(Target::Record { object, .. }) = field.target else {
            return None;
        };
        let target = self.reader.model.object(object);
        let scope = self.reader.reading(target);
        let (inner, field) = target.field_named(second)?;
        let is_visible = !scope.is_empty() && scope.can_read(inner) && field.column.is_some();
        is_visible.then_some((FieldPath { through: Some(index), field: inner }, field))
    }
}

fn values(field: &Field, operator: Operator, given: &Json) -> Result<Vec<Value>, Problem> {
    let one = |json: &Json| match json {
        Json::Null => Err(Problem::new(Code::Required)),
        json => lenient(field, operator, json),
    };
    match operator {
        Operator::Empty | Operator::NotEmpty | Operator::Me => Ok(Vec::new()),
        Operator::In | Operator::NotIn | Operator::ContainsAny | Operator::ContainsAll => {
            let Json::Array(items) = given else {
                return Err(Problem::new(Code::TypeMismatch).with("expected", "list"));
            };
            if items.len() > MAX_LIST_VALUES {
                return Err(Problem::new(Code::TooLong).with("max", MAX_LIST_VALUES).with("length", items.len()));
            }
            let parse = |(index, item): (usize, &Json)| {
                let is_list = matches!(operator, Operator::ContainsAny | Operator::ContainsAll);
                let wrapped = if is_list { Json::Array(vec![item.clone()]) } else { item.clone() };
                one(&wrapped).map_err(|problem| problem.below(&format!("/{index}")))
            };
            items.iter().enumerate().map(parse).collect()
        }
        Operator::Between => match given.as_array().map(Vec::as_slice) {
            Some([low, high]) => Ok(vec![one(low)?, one(high)?]),
            _ => Err(Problem::new(Code::TypeMismatch).with("expected", "two values")),
        },
        Operator::Within if given.is_null() => Err(Problem::new(Code::Required)),
        Operator::Within => field.rules.range_within(given).map(|(low, high)| vec![low, high]),
        _ => Ok(vec![one(given)?]),
    }
}

/// A part of a text need not be a whole value of the type: half an e-mail address is a fine thing to look for.
fn lenient(field: &Field, operator: Operator, json: &Json) -> Result<Value, Problem> {
    if matches!(operator, Operator::Contains | Operator::StartsWith)
        || (field.rules.is_text_like() && matches!(operator, Operator::Eq | Operator::Ne | Operator::In))
    {
        return match json {
            Json::String(text) if text.chars().count() <= 200 && !text.contains('\0') => Ok(Value::Text(text.clone())),
            Json::String(_) => Err(Problem::new(Code::TooLong).with("max", 200)),
            _ => Err(Problem::new(Code::TypeMismatch).with("expected", "text")),
        };
    }
    field.rules.parse_operand(json)
}

/// The handle of a field that the reader may see and that has a column.
pub(crate) fn readable_column<'a>(object: &'a Object, scope: &Scope, name: &str) -> Option<(FieldIndex, &'a Field)> {
    object.field_named(name).filter(|(index, field)| scope.can_read(*index) && field.column.is_some())
}
