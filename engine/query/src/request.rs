//! What a list is asked for.

use engine_access::Scope;
use engine_definitions::Direction;
use engine_errors::{Code, Problem};
use engine_fields::SystemField;
use engine_model::{FieldIndex, Model, Object, Target};
use engine_values::{ColumnType, Timestamp, Value};

use crate::filter_json::readable_column;
use crate::{Filter, live};

/// A list of records of one object.
#[derive(Debug, Clone, Default)]
pub struct ListRequest {
    /// The fields wanted, in the order of the answer; each readable.
    pub fields: Vec<FieldIndex>,
    /// References to be answered with their whole record.
    pub expand: Vec<FieldIndex>,
    /// Which records.
    pub filter: Option<Filter>,
    /// Text looked for in the search fields.
    pub search: Option<String>,
    /// Order; the key is always added at the end.
    pub sort: Vec<Sort>,
    /// Values of the sort fields and the key of the last record of the page before.
    pub after: Option<Vec<Value>>,
    /// Most records.
    pub limit: usize,
    /// The instant that NOW and TODAY go by in expressions.
    pub now: Timestamp,
}

/// One level of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: FieldIndex,
    /// The direction.
    pub direction: Direction,
}

/// Reads `-created_at,name`.
///
/// # Errors
/// An unknown or unreadable field, or one that has no order of its own.
pub fn sort_from_text(model: &Model, object: &Object, scope: &Scope, text: &str) -> Result<Vec<Sort>, Problem> {
    let mut sorts = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, direction) = match part.strip_prefix('-') {
            Some(name) => (name, Direction::Desc),
            None => (part, Direction::Asc),
        };
        sorts.push(sort(model, object, scope, name, direction)?);
    }
    // Behind the key nothing decides any more, and pages end with it.
    if let Some(place) = sorts.iter().position(|sort| object.system(SystemField::Id) == Some(sort.field)) {
        sorts.truncate(place + 1);
    }
    if sorts.len() > 4 {
        return Err(Problem::at(Code::SortInvalid, "sort").with("detail", "at most 4 fields"));
    }
    Ok(sorts)
}

/// One level of an order by field name.
pub(crate) fn sort(
    model: &Model,
    object: &Object,
    scope: &Scope,
    name: &str,
    direction: Direction,
) -> Result<Sort, Problem> {
    if let Some((field, _)) =
        object.field_named(name).filter(|(index, field)| field.is_live() && scope.can_read(*index))
    {
        let answered = live::is_answered(model, object, field);
        let refused = || Problem::at(Code::LiveField, "sort").with("field", name);
        return answered.then_some(Sort { field, direction }).ok_or_else(refused);
    }
    let Some((field, resolved)) = readable_column(object, scope, name) else {
        return Err(Problem::at(Code::FieldUnknown, "sort").with("field", name));
    };
    let is_list = matches!(resolved.column, Some((_, ColumnType::TextList | ColumnType::Json)));
    if is_list
        || !resolved.rules.is_comparable()
        || matches!(resolved.target, Some(Target::Record { .. } | Target::AnyRecord { .. }))
    {
        return Err(Problem::at(Code::SortInvalid, "sort").with("field", name));
    }
    Ok(Sort { field, direction })
}
