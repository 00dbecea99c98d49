//! Our statement as a query of diesel for SQLite.

use diesel::expression::expression_types::Untyped;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use diesel::sqlite::Sqlite;
use engine_sql::{Bind, Statement};
use engine_values::{ColumnType, Value};

use crate::StoreError;
use crate::cell::bytes_from_hexadecimal;
use crate::decimal::to_minor_units;

/// A bind value in its stored form; see `ColumnType` for the rules.
enum Stored<'a> {
    Integer(Option<i64>),
    Text(Option<&'a str>),
    Made(String),
    Blob(Option<&'a [u8]>),
    Bytes(Vec<u8>),
}

/// A statement with its binds in stored form.
pub(super) struct SqliteQuery<'a> {
    statement: &'a Statement,
    binds: Vec<Stored<'a>>,
}

impl<'a> SqliteQuery<'a> {
    /// Converts the binds; a value that does not fit its column is refused here.
    pub(super) fn new(statement: &'a Statement) -> Result<Self, StoreError> {
        let binds = statement.binds().iter().map(stored).collect::<Result<_, _>>()?;
        Ok(Self { statement, binds })
    }
}

fn stored(bind: &Bind) -> Result<Stored<'_>, StoreError> {
    use ColumnType as Column;
    Ok(match (bind.column, &bind.value) {
        (Column::Bool | Column::Int | Column::Decimal { .. } | Column::Instant, Value::Null) => Stored::Integer(None),
        (Column::Text | Column::Date | Column::TextList | Column::Json, Value::Null) => Stored::Text(None),
        (Column::Id | Column::Bytes, Value::Null) => Stored::Blob(None),
        (Column::Bool, Value::Bool(flag)) => Stored::Integer(Some(i64::from(*flag))),
        (Column::Int, Value::Int(number)) => Stored::Integer(Some(*number)),
        (Column::Decimal { precision, scale }, value @ (Value::Decimal(_) | Value::Int(_))) => {
            let decimal = value.as_decimal().unwrap_or_default();
            Stored::Integer(Some(to_minor_units(decimal, precision, scale)?))
        }
        (Column::Text, Value::Text(text)) => Stored::Text(Some(text)),
        (Column::Date, Value::Date(date)) => Stored::Made(date.to_string()),
        (Column::Instant, Value::Instant(instant)) => Stored::Integer(Some(instant.as_microsecond())),
        (Column::Id, Value::Id(id)) => Stored::Blob(Some(id.as_bytes())),
        (Column::TextList, Value::List(items)) => Stored::Made(serde_json::Value::from(items.clone()).to_string()),
        (Column::Json, Value::Json(json)) => Stored::Made(json.to_string()),
        (Column::Bytes, Value::Text(text)) => Stored::Bytes(bytes_from_hexadecimal(text)?),
        (column, value) => return Err(crate::db::wrong_bind(column, value)),
    })
}

impl QueryFragment<Sqlite> for SqliteQuery<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let mut binds = self.binds.iter();
        for (text, _) in self.statement.pieces() {
            out.push_sql(text);
            match binds.next() {
                Some(Stored::Integer(number)) => out.push_bind_param::<Nullable<BigInt>, _>(number)?,
                Some(Stored::Text(text)) => out.push_bind_param::<Nullable<Text>, _>(text)?,
                Some(Stored::Made(text)) => out.push_bind_param::<Text, _>(text)?,
                Some(Stored::Blob(bytes)) => out.push_bind_param::<Nullable<Binary>, _>(bytes)?,
                Some(Stored::Bytes(bytes)) => out.push_bind_param::<Binary, _>(bytes)?,
                None => {}
            }
        }
        Ok(())
    }
}

impl QueryId for SqliteQuery<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for SqliteQuery<'_> {
    type SqlType = Untyped;
}
