//! Lists and counts.

use std::sync::Arc;

use engine_access::{Reader, Rows, Scope};
use engine_errors::{Code, Problem};
use engine_fields::SystemField;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Value};

use crate::predicate::{Conditions, like, physical};
use crate::{ListRequest, Output, OutputColumn, keyset, live, merge};

/// A list ready to run.
#[derive(Debug)]
pub struct ListPlan {
    /// Asks for one record more than the limit, which tells whether another page follows.
    pub statement: Statement,
    /// The values of the answer.
    pub columns: Vec<OutputColumn>,
    /// Places of the sort values and of the key, for the cursor.
    pub cursor: Vec<(usize, ColumnType)>,
}

/// Collects the select list and the joins of a statement.
pub(crate) struct Selection<'a> {
    reader: Reader<'a>,
    /// SQL of the columns with their types.
    pub(crate) columns: Vec<(String, ColumnType)>,
    joins: Vec<Join>,
}

struct Join {
    alias: String,
    object: engine_model::ObjectIndex,
    reference: FieldIndex,
    rows: Rows,
}

impl<'a> Selection<'a> {
    pub(crate) fn new(reader: Reader<'a>) -> Self {
        Self { reader, columns: Vec::new(), joins: Vec::new() }
    }

    fn add(&mut self, alias: &str, name: &str, column: ColumnType) -> usize {
        let is_same = |known: &str| known.strip_prefix(alias).and_then(|rest| rest.strip_prefix('.')) == Some(name);
        if let Some(place) = self.columns.iter().position(|(known, _)| is_same(known)) {
            return place;
        }
        self.columns.push((format!("{alias}.{name}"), column));
        self.columns.len() - 1
    }

    /// Adds a system field of the main table.
    pub(crate) fn system(&mut self, object: &Object, field: SystemField) -> Option<(usize, ColumnType)> {
        let (name, column) = object.field(object.system(field)?).column.clone()?;
        Some((self.add("t", &name, column), column))
    }

    /// Adds a field of the main table; with `expand`, the record it refers to as well.
    pub(crate) fn field(&mut self, object: &Object, index: FieldIndex, expand: bool) -> Option<OutputColumn> {
        let field = object.field(index);
        if field.has_links() {
            let place = self.add("t", SystemField::Id.name(), ColumnType::Id);
            let name = Arc::from(field.name.as_str());
            let output = Output::Links { object: object.index };
            return Some(OutputColumn { name, field: index, place, column: ColumnType::Id, output });
        }
        let (name, column) = field.column.as_ref()?;
        let (place, output) = match &field.target {
            Some(Target::Record { object: target, disclose_label, .. }) => {
                let target = self.reader.model.object(*target);
                let scope = self.reader.reading(target);
                // A disclosing field shows the label of rows the reader may not see, never the whole record.
                let rows = rows_of_reference(&scope, *disclose_label && !expand);
                let alias = format!("r{}", self.joins.len());
                let title = target.field(target.title);
                let label = match title.column.as_ref() {
                    Some((label, label_type)) if scope.can_read(target.title) || *disclose_label => {
                        Some((label.clone(), *label_type))
                    }
                    _ => None,
                };
                // The id is the joined row's: null where the reader may not see it.
                let place = self.add(&alias, "id", ColumnType::Id);
                let label = match label {
                    Some((label, label_type)) => self.add(&alias, &label, label_type),
                    None => place,
                };
                let record = if expand { self.record(target, &scope, &alias) } else { Vec::new() };
                self.joins.push(Join { alias, object: target.index, reference: index, rows });
                (place, Output::Record { object: target.index, label, record })
            }
            Some(Target::User) => (self.add("t", name, *column), Output::User),
            Some(Target::Users) => (self.add("t", name, *column), Output::Users),
            Some(Target::AnyRecord { .. }) => (self.add("t", name, *column), Output::AnyRecord),
            Some(Target::Department) => (self.add("t", name, *column), Output::Department),
            Some(Target::Files { .. }) => (self.add("t", name, *column), Output::Files),
            Some(Target::Children { .. } | Target::Links { .. }) => return None,
            None => (self.add("t", name, *column), plain(field)),
        };
        Some(OutputColumn { name: Arc::from(field.name.as_str()), field: index, place, column: *column, output })
    }

    /// The readable fields of a joined record that are not references themselves: one level, as the API says.
    fn record(&mut self, target: &Object, scope: &Scope, alias: &str) -> Vec<OutputColumn> {
        if scope.is_empty() {
            return Vec::new();
        }
        let mut columns = Vec::new();
        for (index, field) in target.columns().filter(|(index, _)| scope.can_read(*index)) {
            let Some((name, column)) = field.column.as_ref() else { continue };
            let output = match field.target {
                None => plain(field),
                Some(Target::User) => Output::User,
                Some(Target::Users) => Output::Users,
                Some(Target::Department) => Output::Department,
                _ => continue,
            };
            let place = self.add(alias, name, *column);
            let name = Arc::from(field.name.as_str());
            columns.push(OutputColumn { name, field: index, place, column: *column, output });
        }
        columns
    }

    /// `SELECT … FROM … LEFT JOIN …`, up to before `WHERE`.
    /// `live` are live fields that get a column.
    pub(crate) fn write(
        &self,
        sql: &mut SqlWriter,
        conditions: &mut Conditions<'_>,
        object: &Object,
        live: &[FieldIndex],
    ) {
        let model = self.reader.model;
        sql.push("/* g").push(&model.release.to_string()).push(" */ SELECT ");
        for (index, (text, column)) in self.columns.iter().enumerate() {
            sql.push(if index > 0 { "," } else { "" }).push(text).column(*column);
        }
        sql.push(" FROM ");
        live::table(sql, conditions, self.reader, object, live);
        for join in &self.joins {
            let target = model.object(join.object);
            sql.push(" LEFT JOIN ").push(&target.table).push(" ").push(&join.alias).push(" ON ").push(&join.alias);
            sql.push(".id=t.").push(physical(object, join.reference));
            if join.rows != Rows::All {
                sql.push(" AND ");
                conditions.rows(sql, target, &join.alias, &join.rows);
            }
        }
    }
}

/// What becomes of a value that points to nothing.
fn plain(field: &Field) -> Output {
    field.rules.answer().map_or(Output::Plain, Output::Answered)
}

/// The rows whose label a reference shows.
pub(crate) fn rows_of_reference(scope: &Scope, discloses: bool) -> Rows {
    if discloses { Rows::All } else { scope.rows().clone() }
}

/// The list that a request asks for.
///
/// # Errors
/// A cursor that does not fit the order.
pub fn list(
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    request: &ListRequest,
) -> Result<ListPlan, Problem> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut selection = Selection::new(reader);
    let mut columns = Vec::with_capacity(request.fields.len());
    for field in &request.fields {
        columns.extend(selection.field(object, *field, request.expand.contains(field)));
    }
    let id = object.system(SystemField::Id).unwrap_or(FieldIndex(0));
    let mut cursor = Vec::new();
    for field in request.sort.iter().map(|sort| sort.field).chain(std::iter::once(id)) {
        let (name, column) = object.field(field).sql_column().cloned().unwrap_or(("id".to_owned(), ColumnType::Id));
        cursor.push((selection.add("t", &name, column), column));
    }
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::at(reader.model, request.now);
    let live = live::asked(object, request);
    selection.write(&mut sql, &mut conditions, object, &live);
    if request.after.as_ref().is_some_and(|after| after.len() != request.sort.len() + 1) {
        return Err(Problem::at(Code::CursorInvalid, "after"));
    }
    let limit = i64::try_from(request.limit.saturating_add(1)).unwrap_or(i64::MAX);
    sql.push(" WHERE ");
    // The branches of a scope walk indexes, and what is worked out has none.
    if !live.is_empty() || !merge::page(&mut sql, &mut conditions, reader, object, scope, request, limit) {
        conditions.rows(&mut sql, object, "t", scope.rows());
        push_conditions(&mut sql, &mut conditions, reader, object, scope, request, "t");
        if let Some(after) = &request.after {
            sql.push(" AND ");
            keyset::after(&mut sql, object, "t", &request.sort, after);
        }
    }
    keyset::order_by(&mut sql, object, "t", &request.sort);
    sql.push(" LIMIT ").bind(ColumnType::Int, Value::Int(limit));
    Ok(ListPlan { statement: sql.finish(), columns, cursor })
}

/// How many records a request finds, whatever the page.
#[must_use]
pub fn count(dialect: Dialect, reader: Reader<'_>, object: &Object, scope: &Scope, request: &ListRequest) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::at(reader.model, request.now);
    sql.push("/* g").push(&reader.model.release.to_string()).push(" */ SELECT count(*) FROM ");
    sql.column(ColumnType::Int);
    live::table(&mut sql, &mut conditions, reader, object, &live::asked(object, request));
    sql.push(" WHERE ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    push_conditions(&mut sql, &mut conditions, reader, object, scope, request, "t");
    sql.finish()
}

/// ` AND …` for what the request itself asks: filter and search.
pub(crate) fn push_conditions(
    sql: &mut SqlWriter,
    conditions: &mut Conditions<'_>,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    request: &ListRequest,
    alias: &str,
) {
    if let Some(filter) = &request.filter {
        sql.push(" AND ");
        conditions.filter(sql, reader, object, alias, filter);
    }
    let Some(text) = request.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return };
    sql.push(" AND (1=0");
    for field in object.search.iter().filter(|field| scope.can_read(**field)) {
        sql.push(" OR ");
        like(sql, &format!("{alias}.{}", physical(object, *field)), "%", text);
    }
    sql.push(")");
}
