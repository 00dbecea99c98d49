//! Defaults that a publication refuses because the field itself would refuse them: otherwise nobody could make a record
//! without saying something else. Constants are read with the documents; here is what takes the finished model. Only a
//! publication asks, so that a release of before keeps opening.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::{CheckedExpression, Path, Source, evaluate};
use engine_model::{DefaultValue, Field, Model, Target};
use engine_values::{Id, Timestamp, Value};

use crate::directory::Directory;
use crate::records::fit;

/// Every default that its field would refuse.
pub(super) fn problems(model: &Model, directory: &Directory) -> Problems {
    let mut problems = Vec::new();
    for object in model.objects() {
        let system = object.fields.iter().filter(|field| field.system.is_some()).count();
        for (index, field) in object.fields().filter(|(_, field)| field.system.is_none()) {
            let key = match &field.default {
                Some(DefaultValue::Expression(_)) => "default_expression",
                _ => "default",
            };
            if let Some(problem) = problem(directory, field) {
                let path = format!("/fields/{}/{key}", index.0.saturating_sub(system));
                problems.push(problem.below(&path).in_document(format!("object/{}", object.name)));
            }
        }
    }
    problems
}

fn problem(directory: &Directory, field: &Field) -> Option<Problem> {
    let value = match field.default.as_ref()? {
        DefaultValue::Constant(value) => Ok(value.clone()),
        DefaultValue::Expression(expression) if is_constant(expression) => match evaluate(expression, &Nothing) {
            Ok(value) => fit(field, value),
            Err(error) => Err(Problem::new(Code::OutOfRange).with("detail", error.code.name())),
        },
        DefaultValue::Expression(_) => return None,
    };
    match (value, &field.target) {
        (Err(problem), _) => Some(problem),
        (Ok(value), _) if field.required && value.is_blank() => {
            Some(Problem::new(Code::Required).with("field", field.name.as_str()))
        }
        (Ok(Value::List(_)), Some(Target::Files { .. })) => {
            Some(Problem::new(Code::OptionsInvalid).with("detail", "a file belongs to one record"))
        }
        (Ok(Value::Id(id)), Some(Target::User)) if directory.person(id).is_none() => {
            Some(Problem::new(Code::ReferenceNotFound))
        }
        (Ok(Value::Id(id)), Some(Target::Department)) if directory.department(id).is_none() => {
            Some(Problem::new(Code::ReferenceNotFound))
        }
        (Ok(Value::List(ids)), Some(Target::Users)) => {
            let is_unknown = |id: &&String| Id::try_parse(id).ok().and_then(|id| directory.person(id)).is_none();
            let place = ids.iter().position(|id| is_unknown(&id))?;
            Some(Problem::at(Code::ReferenceNotFound, format!("/{place}")))
        }
        _ => None,
    }
}

/// Whether it gives the same at any time and for anybody.
fn is_constant(expression: &CheckedExpression) -> bool {
    expression.dependencies.is_empty() && !expression.reads_clock && !expression.reads_user && !expression.reads_tables
}

/// No record, no reader: what a constant reads.
struct Nothing;

impl Source for Nothing {
    fn value(&self, _path: &Path) -> Value {
        Value::Null
    }

    fn row_count(&self, _path: &Path) -> usize {
        0
    }

    fn row_values(&self, _path: &Path) -> Vec<Value> {
        Vec::new()
    }

    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn user(&self) -> Option<Id> {
        None
    }
}
