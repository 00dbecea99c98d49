//! Names and options in expressions: in the tree, and in the text at the same places.

use engine_expressions::{Ast, BinaryOperator, Expression, Gives, Node, Path, Root, Span, Want, function};
use engine_expressions::{quoted_like, replaced, words};
use engine_values::ColumnType;

use super::names::{NewNames, Place, along};
use crate::{Model, Object, Target};

/// The records that an expression is about.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) model: &'a Model,
    pub(super) names: &'a NewNames,
    pub(super) object: &'a Object,
    /// The field that takes the result.
    pub(super) result: Option<Place>,
}

/// A change of the text.
enum Change {
    /// The name at this place of a path, counted from its end.
    Name { path: Span, from_end: usize, to: String },
    /// A constant.
    Constant { place: Span, to: String },
}

/// The text with new names, when it names something that has one. Text that cannot be read stays as it is.
pub(super) fn text(about: About<'_>, text: &str) -> Option<String> {
    let mut ast = Expression::parse(text).ok()?;
    let mut changes = Vec::new();
    rename(about, &mut ast, about.result.is_some(), &mut changes);
    if changes.is_empty() {
        return None;
    }
    let places = changes.into_iter().filter_map(|change| match change {
        Change::Constant { place, to } => Some((place, quoted_like(text, place, &to))),
        Change::Name { path, from_end, to } => {
            let words = words(text, path);
            let at = words.len().checked_sub(from_end)?;
            // A bare name that means something to the language is a field's only behind the root.
            let written = if at == 0 { Path::record(&[&to]).to_string() } else { to };
            Some((*words.get(at)?, written))
        }
    });
    Some(replaced(text, places.collect()))
}

/// Gives a checked tree new names.
pub(super) fn tree(about: About<'_>, ast: &mut Ast) {
    rename(about, ast, about.result.is_some(), &mut Vec::new());
}

/// Gives a path new names; answers which, counted from its end.
pub(super) fn path(about: About<'_>, path: &mut Path) -> Vec<(usize, String)> {
    match path.root {
        Root::Record | Root::Old => {}
        Root::User => return Vec::new(),
    }
    let places = along(about.model, about.object, path.names.iter().map(String::as_str));
    let count = path.names.len();
    let mut changed = Vec::new();
    for (index, (name, place)) in path.names.iter_mut().zip(places).enumerate() {
        if let Some(to) = about.names.field(place) {
            name.clone_from(to);
            changed.push((count - index, to.clone()));
        }
    }
    changed
}

/// `is_result`: what this part gives becomes the value of the field that takes the result.
fn rename(about: About<'_>, ast: &mut Ast, is_result: bool, changes: &mut Vec<Change>) {
    let span = ast.span;
    match &mut ast.node {
        Node::Path(names) => {
            let found = path(about, names).into_iter();
            changes.extend(found.map(|(from_end, to)| Change::Name { path: span, from_end, to }));
        }
        Node::Text { value } => {
            if let Some(place) = about.result.filter(|_| is_result) {
                constant(about, place, value, span, changes);
            }
        }
        Node::Binary { operator, left, right } => {
            if matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual) {
                let places = [place_of(about, left), place_of(about, right)];
                compared(about, &places, [&mut **left, &mut **right], changes);
            }
            rename(about, left, false, changes);
            rename(about, right, false, changes);
        }
        Node::Unary { operand, .. } => rename(about, operand, false, changes),
        Node::Call { function: name, arguments } => {
            let known = function(name);
            let wants = known.and_then(|known| known.signature.wants(arguments.len())).unwrap_or_default();
            let is_among = wants.first() == Some(&Want::TextOrTexts)
                && arguments.first().is_some_and(|first| is_list(about, first));
            let is_compared =
                |index: usize| (is_among && index < 2) || wants.get(index).is_some_and(|want| want.is_compared());
            let places: Vec<Option<Place>> = arguments
                .iter()
                .enumerate()
                .map(|(index, argument)| place_of(about, argument).filter(|_| is_compared(index)))
                .collect();
            let compared_arguments = arguments.iter_mut().enumerate().filter(|(index, _)| is_compared(*index));
            compared(about, &places, compared_arguments.map(|(_, argument)| argument), changes);
            let gives_one = known.is_some_and(|known| known.signature.gives == Gives::Common);
            for (index, argument) in arguments.iter_mut().enumerate() {
                let is_given = gives_one && wants.get(index) == Some(&Want::Common);
                rename(about, argument, is_result && is_given, changes);
            }
        }
        Node::Number { .. } | Node::Boolean { .. } | Node::Blank => {}
    }
}

/// The field that a part reads, when it is a path.
fn place_of(about: About<'_>, ast: &Ast) -> Option<Place> {
    let Node::Path(Path { root: Root::Record | Root::Old, names }) = &ast.node else { return None };
    let places = along(about.model, about.object, names.iter().map(String::as_str));
    if places.len() == names.len() { places.last().copied() } else { None }
}

/// Whether a part gives a list of options: then a constant is one of them, not a piece of a text.
fn is_list(about: About<'_>, ast: &Ast) -> bool {
    let Node::Path(Path { root: Root::Record | Root::Old, names }) = &ast.node else { return false };
    let places = along(about.model, about.object, names.iter().map(String::as_str));
    let field = |place: &Place| about.model.object(place.0).field(place.1);
    let is_of_rows = places.iter().any(|place| matches!(field(place).target, Some(Target::Children { .. })));
    let is_several = places.last().is_some_and(|place| matches!(&field(place).column, Some((_, ColumnType::TextList))));
    places.len() == names.len() && (is_of_rows || is_several)
}

/// Constants among parts that are compared with a field of options.
fn compared<'a>(
    about: About<'_>,
    places: &[Option<Place>],
    parts: impl IntoIterator<Item = &'a mut Ast>,
    changes: &mut Vec<Change>,
) {
    let Some(place) = places.iter().flatten().find(|place| about.names.options.contains_key(place)) else { return };
    for part in parts {
        let span = part.span;
        if let Node::Text { value } = &mut part.node {
            constant(about, *place, value, span, changes);
        }
    }
}

fn constant(about: About<'_>, place: Place, value: &mut String, span: Span, changes: &mut Vec<Change>) {
    if let Some(to) = about.names.option(place, value) {
        changes.push(Change::Constant { place: span, to: to.clone() });
        value.clone_from(to);
    }
}
