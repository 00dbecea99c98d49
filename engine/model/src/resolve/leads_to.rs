//! What the records that an expression gives are records of: a person is no customer, though both are identities.

use engine_errors::{Code, Problem};
use engine_expressions::{Ast, CheckedExpression, Node, Root, Type, function};

use crate::{Field, Model, Object, Target};

/// What a record in an expression is a record of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Of<'a> {
    Object(&'a str),
    User,
    Department,
}

impl Of<'_> {
    fn word(&self) -> &str {
        match self {
            Self::Object(name) => name,
            Self::User => "user",
            Self::Department => "department",
        }
    }
}

/// Refuses a result that cannot be a value of the field, for example a person in a field for customers.
pub(super) fn check(
    model: &Model,
    object: &Object,
    field: &Field,
    expression: &CheckedExpression,
    path: &str,
) -> Option<Problem> {
    if expression.result != Type::Record {
        return None;
    }
    let wanted = of_target(model, field.target.as_ref()?)?;
    let mut found = Vec::new();
    collect(model, object, &expression.ast, &mut found);
    let (other, ast) = found.into_iter().find(|(of, _)| *of != wanted)?;
    Some(
        Problem::at(Code::ExpressionInvalid, path)
            .with("reason", "result_type")
            .with("start", ast.span.start)
            .with("end", ast.span.end)
            .with("expected", wanted.word())
            .with("found", other.word()),
    )
}

fn of_target<'a>(model: &'a Model, target: &Target) -> Option<Of<'a>> {
    match target {
        Target::Record { object, .. } => Some(Of::Object(&model.object(*object).name)),
        Target::User => Some(Of::User),
        Target::Department => Some(Of::Department),
        Target::AnyRecord { .. }
        | Target::Links { .. }
        | Target::Children { .. }
        | Target::Files { .. }
        | Target::Users => None,
    }
}

/// Every record that may become the result, as far as its kind is known: through the branches of IF and its like, not
/// through what they compare.
fn collect<'a, 'b>(model: &'a Model, object: &'a Object, ast: &'b Ast, found: &mut Vec<(Of<'a>, &'b Ast)>) {
    match &ast.node {
        Node::Path(path) => {
            let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
            let of = match (path.root, names.as_slice()) {
                (Root::User, ["id"]) => Some(Of::User),
                (Root::User, ["department"]) => Some(Of::Department),
                (Root::Record, names) => of_path(model, object, names),
                _ => None,
            };
            found.extend(of.map(|of| (of, ast)));
        }
        Node::Call { function: name, arguments } if name == "ME" && arguments.is_empty() => found.push((Of::User, ast)),
        Node::Call { function: name, arguments } => {
            let wants = function(name).and_then(|function| function.signature.wants(arguments.len()));
            for (want, argument) in wants.unwrap_or_default().iter().zip(arguments) {
                if !want.is_compared() {
                    collect(model, object, argument, found);
                }
            }
        }
        _ => {}
    }
}

/// What the last of some names is, following references and rows.
fn of_path<'a>(model: &'a Model, object: &'a Object, names: &[&str]) -> Option<Of<'a>> {
    let (name, rest) = names.split_first()?;
    let (_, field) = object.field_named(name)?;
    if rest.is_empty() {
        return match &field.target {
            Some(target) => of_target(model, target),
            None => (field.system == Some(engine_fields::SystemField::Id)).then_some(Of::Object(&object.name)),
        };
    }
    match field.target {
        Some(Target::Record { object, .. } | Target::Children { object, .. }) => {
            of_path(model, model.object(object), rest)
        }
        _ => None,
    }
}
