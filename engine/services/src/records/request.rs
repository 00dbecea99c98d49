//! A list request as it comes in, and its resolution against the model and the reader's scope.

use engine_access::{Reader, Scope};
use engine_definitions::{Direction, SortDocument, ViewDocument};
use engine_errors::{Code, Problem, Problems};
use engine_fields::SystemField;
use engine_model::{FieldIndex, Model, Object, Target};
use engine_query::{Filter, ListRequest, Sort, filter_from_json, sort_from_text};
use engine_values::Timestamp;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::world::World;
use crate::{Answer, Failure};

/// Most records of one page.
const MAX_LIMIT: usize = 200;
/// Records of a page when nothing is said.
const USUAL_LIMIT: usize = 50;

/// The parameters of a list, from the query string or from the body of `/query`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListQuery {
    /// Names of the fields wanted; the view's columns or all when left out.
    pub fields: Option<Vec<String>>,
    /// References to be answered with their whole record.
    pub expand: Vec<String>,
    /// Which records.
    pub filter: Option<Json>,
    /// Order.
    pub sort: Option<SortInput>,
    /// Most records, 1 to 200.
    pub limit: Option<usize>,
    /// Cursor of the page before.
    pub after: Option<String>,
    /// `exact` counts every record that the request finds.
    pub count: Option<CountInput>,
    /// Text looked for in the search fields.
    pub search: Option<String>,
    /// A view whose columns, filter and order are taken where the request says nothing.
    pub view: Option<String>,
    /// Fields that were asked for by a former name: the present one, and what the answer calls it.
    #[serde(skip)]
    pub shown_as: Vec<(String, String)>,
}

/// An order: `"-created_at,name"` or a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum SortInput {
    /// As text.
    Text(String),
    /// As a list.
    List(Vec<SortDocument>),
}

/// Whether to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountInput {
    /// Every record.
    Exact,
    /// Not at all.
    None,
}

/// A request with everything resolved but the cursor.
pub(crate) struct Resolved {
    pub(crate) request: ListRequest,
    pub(crate) count: bool,
    /// Fields that are computed for the answer.
    pub(crate) live: Vec<FieldIndex>,
}

/// Looks up every name; collects every problem.
pub(crate) fn resolve(
    world: &World,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    query: &ListQuery,
    now: Timestamp,
) -> Answer<Resolved> {
    let mut problems: Problems = Vec::new();
    let view = match &query.view {
        Some(name) => {
            let view = world.model().views().find(|view| view.name == *name && view.object == object.name);
            let view = view.filter(|view| is_view_open(reader, object, scope, view));
            if view.is_none() {
                problems.push(Problem::at(Code::ParameterInvalid, "view").with("value", name.as_str()));
            }
            view
        }
        None => None,
    };
    let names: Option<Vec<&str>> = match (&query.fields, view) {
        (Some(names), _) => Some(names.iter().map(String::as_str).collect()),
        (None, Some(view)) => Some(view.columns.iter().map(|column| column.field.as_str()).collect()),
        (None, None) => None,
    };
    let mut fields = fields(object, scope, names.as_deref(), query.fields.is_some(), &mut problems);
    let live = live(object, scope, names.as_deref());
    let id = object.system(SystemField::Id).unwrap_or(FieldIndex(0));
    if !fields.contains(&id) {
        fields.insert(0, id);
    }
    let expand = expand(object, scope, &query.expand, &mut problems);
    for field in &expand {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    let own = query.filter.as_ref().filter(|json| !json.is_null()).map(|json| (json, "filter"));
    let from_view = view.and_then(|view| view.filter.as_ref()).map(|json| (json, "view"));
    let mut filters = Vec::new();
    for (json, place) in own.into_iter().chain(from_view) {
        match filter_from_json(reader, object, scope, json) {
            Ok(filter) => filters.push(filter),
            Err(found) => problems.extend(found.into_iter().map(|problem| problem.below(place))),
        }
    }
    let filter = if filters.len() > 1 { Some(Filter::And(filters)) } else { filters.pop() };
    let sort = sort(world.model(), object, scope, query, view.map(|view| view.sort.as_slice()), &mut problems);
    let limit = query.limit.unwrap_or(USUAL_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        problems.push(Problem::at(Code::ParameterInvalid, "limit").with("value", limit).with("max", MAX_LIMIT));
    }
    if query.search.as_ref().is_some_and(|text| text.chars().count() > 200 || text.contains('\0')) {
        problems.push(Problem::at(Code::TooLong, "search").with("max", 200));
    }
    if !problems.is_empty() {
        // Nothing was sent to be saved, so the message is that of the expression.
        let only_expressions = problems.iter().all(|problem| problem.code == Code::ExpressionInvalid);
        let code = only_expressions.then_some(Code::ExpressionInvalid);
        let params = match problems.as_slice() {
            [only] => only.params.clone(),
            _ => serde_json::Map::new(),
        };
        let failure = Failure::problems(problems);
        return Err(match code {
            Some(code) => Failure { code, params, ..failure },
            None => failure,
        });
    }
    let request = ListRequest { fields, expand, filter, search: query.search.clone(), sort, after: None, limit, now };
    Ok(Resolved { request, live, count: query.count == Some(CountInput::Exact) })
}

/// Whether a view exists for the reader: one that chooses by fields that he may not see does not.
pub(crate) fn is_view_open(reader: Reader<'_>, object: &Object, scope: &Scope, view: &ViewDocument) -> bool {
    view.filter.as_ref().is_none_or(|filter| filter_from_json(reader, object, scope, filter).is_ok())
}

fn fields(
    object: &Object,
    scope: &Scope,
    names: Option<&[&str]>,
    is_explicit: bool,
    problems: &mut Problems,
) -> Vec<FieldIndex> {
    let Some(names) = names else {
        return object.columns().map(|(index, _)| index).filter(|index| scope.can_read(*index)).collect();
    };
    let mut fields = Vec::with_capacity(names.len());
    for name in names {
        match object.field_named(name).filter(|(index, _)| scope.can_read(*index)) {
            Some((index, field)) if (field.column.is_some() || field.has_links()) && !fields.contains(&index) => {
                fields.push(index);
            }
            // Rows have no column, and a field is answered once.
            Some(_) => {}
            // A view may name fields that this reader may not see; then they are simply not there.
            None if is_explicit => problems.push(Problem::at(Code::FieldUnknown, "fields").with("field", *name)),
            None => {}
        }
    }
    fields
}

/// The live fields among those wanted.
fn live(object: &Object, scope: &Scope, names: Option<&[&str]>) -> Vec<FieldIndex> {
    let is_wanted = |name: &str| names.is_none_or(|names| names.contains(&name));
    object
        .fields()
        .filter(|(index, field)| field.is_live() && scope.can_read(*index) && is_wanted(&field.name))
        .map(|(index, _)| index)
        .collect()
}

fn expand(object: &Object, scope: &Scope, names: &[String], problems: &mut Problems) -> Vec<FieldIndex> {
    let mut expand = Vec::new();
    for name in names {
        match object.field_named(name) {
            Some((index, field)) if scope.can_read(index) && matches!(field.target, Some(Target::Record { .. })) => {
                expand.push(index);
            }
            _ => problems.push(Problem::at(Code::FieldUnknown, "expand").with("field", name.as_str())),
        }
    }
    expand
}

fn sort(
    model: &Model,
    object: &Object,
    scope: &Scope,
    query: &ListQuery,
    of_view: Option<&[SortDocument]>,
    problems: &mut Problems,
) -> Vec<Sort> {
    let to_text = |sorts: &[SortDocument], only_readable: bool| {
        let readable = |sort: &&SortDocument| {
            !only_readable || object.field_named(&sort.field).is_some_and(|(index, _)| scope.can_read(index))
        };
        let sign = |sort: &SortDocument| if sort.direction == Direction::Desc { "-" } else { "" };
        let parts: Vec<String> =
            sorts.iter().filter(readable).map(|sort| format!("{}{}", sign(sort), sort.field)).collect();
        parts.join(",")
    };
    let text = match (&query.sort, of_view) {
        (Some(SortInput::Text(text)), _) => text.clone(),
        (Some(SortInput::List(sorts)), _) => to_text(sorts, false),
        (None, Some(sorts)) if !sorts.is_empty() => to_text(sorts, true),
        _ => "-created_at".to_owned(),
    };
    match sort_from_text(model, object, scope, &text) {
        Ok(sorts) => sorts,
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    }
}
