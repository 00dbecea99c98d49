//! Our statement as a query of diesel for PostgreSQL.

use std::io::Write;

use diesel::data_types::PgNumeric;
use diesel::expression::expression_types::Untyped;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::{IsNull, Output, Result as SerializeResult, ToSql};
use diesel::sql_types;
use engine_sql::{Bind, Statement};
use engine_values::{ColumnType, Value};

use super::array;
use super::numeric;
use crate::StoreError;
use crate::cell::bytes_from_hexadecimal;
use crate::decimal::to_minor_units;

/// Days from 1970-01-01, where dates of ours start, to 2000-01-01, where those of PostgreSQL do.
pub(super) const EPOCH_DAY: i32 = 10_957;
/// The same in microseconds.
pub(super) const EPOCH_MICROSECOND: i64 = EPOCH_DAY as i64 * 86_400_000_000;

/// Bytes already in the binary form of their type.
#[derive(Debug)]
struct Encoded(Vec<u8>);

macro_rules! encoded {
    ($($sql_type:ty),*) => {$(
        impl ToSql<$sql_type, Pg> for Encoded {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> SerializeResult {
                out.write_all(&self.0)?;
                Ok(IsNull::No)
            }
        }
    )*};
}

encoded!(
    sql_types::Date,
    sql_types::Timestamptz,
    sql_types::Uuid,
    sql_types::Array<sql_types::Text>,
    sql_types::Jsonb,
    sql_types::Binary
);

/// A bind value in the form of its type.
enum Stored<'a> {
    Bool(Option<bool>),
    Int(Option<i64>),
    Decimal(Option<PgNumeric>),
    Text(Option<&'a str>),
    Date(Option<Encoded>),
    Instant(Option<Encoded>),
    Id(Option<Encoded>),
    List(Option<Encoded>),
    Json(Option<Encoded>),
    Bytes(Option<Encoded>),
}

/// A statement with its binds in stored form.
pub(super) struct PgQuery<'a> {
    statement: &'a Statement,
    binds: Vec<Stored<'a>>,
}

impl<'a> PgQuery<'a> {
    /// Converts the binds; a value that does not fit its column is refused here.
    pub(super) fn new(statement: &'a Statement) -> Result<Self, StoreError> {
        let binds = statement.binds().iter().map(stored).collect::<Result<_, _>>()?;
        Ok(Self { statement, binds })
    }
}

fn stored(bind: &Bind) -> Result<Stored<'_>, StoreError> {
    use ColumnType as Column;
    Ok(match (bind.column, &bind.value) {
        (Column::Bool, Value::Null) => Stored::Bool(None),
        (Column::Bool, Value::Bool(flag)) => Stored::Bool(Some(*flag)),
        (Column::Int, Value::Null) => Stored::Int(None),
        (Column::Int, Value::Int(number)) => Stored::Int(Some(*number)),
        (Column::Decimal { .. }, Value::Null) => Stored::Decimal(None),
        (Column::Decimal { precision, scale }, value @ (Value::Decimal(_) | Value::Int(_))) => {
            let decimal = value.as_decimal().unwrap_or_default();
            Stored::Decimal(Some(numeric::encode(to_minor_units(decimal, precision, scale)?, scale)))
        }
        (Column::Text, Value::Null) => Stored::Text(None),
        (Column::Text, Value::Text(text)) => Stored::Text(Some(text)),
        (Column::Date, Value::Null) => Stored::Date(None),
        (Column::Date, Value::Date(date)) => {
            let days = date
                .since((jiff::Unit::Day, jiff::civil::date(2000, 1, 1)))
                .map_err(|error| StoreError::Other(error.to_string()))?
                .get_days();
            Stored::Date(Some(Encoded(days.to_be_bytes().to_vec())))
        }
        (Column::Instant, Value::Null) => Stored::Instant(None),
        (Column::Instant, Value::Instant(instant)) => {
            let microseconds = instant.as_microsecond() - EPOCH_MICROSECOND;
            Stored::Instant(Some(Encoded(microseconds.to_be_bytes().to_vec())))
        }
        (Column::Id, Value::Null) => Stored::Id(None),
        (Column::Id, Value::Id(id)) => Stored::Id(Some(Encoded(id.as_bytes().to_vec()))),
        (Column::TextList, Value::Null) => Stored::List(None),
        (Column::TextList, Value::List(items)) => Stored::List(Some(Encoded(array::encode(items)?))),
        (Column::Json, Value::Null) => Stored::Json(None),
        (Column::Json, Value::Json(json)) => {
            // The first byte of the binary form is its version.
            let mut bytes = vec![1];
            serde_json::to_writer(&mut bytes, json).map_err(|error| StoreError::Other(error.to_string()))?;
            Stored::Json(Some(Encoded(bytes)))
        }
        (Column::Bytes, Value::Null) => Stored::Bytes(None),
        (Column::Bytes, Value::Text(text)) => Stored::Bytes(Some(Encoded(bytes_from_hexadecimal(text)?))),
        (column, value) => return Err(crate::db::wrong_bind(column, value)),
    })
}

impl QueryFragment<Pg> for PgQuery<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        use sql_types::Nullable;
        let mut binds = self.binds.iter();
        for (text, _) in self.statement.pieces() {
            out.push_sql(text);
            match binds.next() {
                Some(Stored::Bool(flag)) => out.push_bind_param::<Nullable<sql_types::Bool>, _>(flag)?,
                Some(Stored::Int(number)) => out.push_bind_param::<Nullable<sql_types::BigInt>, _>(number)?,
                Some(Stored::Decimal(number)) => out.push_bind_param::<Nullable<sql_types::Numeric>, _>(number)?,
                Some(Stored::Text(text)) => out.push_bind_param::<Nullable<sql_types::Text>, _>(text)?,
                Some(Stored::Date(bytes)) => out.push_bind_param::<Nullable<sql_types::Date>, _>(bytes)?,
                Some(Stored::Instant(bytes)) => out.push_bind_param::<Nullable<sql_types::Timestamptz>, _>(bytes)?,
                Some(Stored::Id(bytes)) => out.push_bind_param::<Nullable<sql_types::Uuid>, _>(bytes)?,
                Some(Stored::List(bytes)) => {
                    out.push_bind_param::<Nullable<sql_types::Array<sql_types::Text>>, _>(bytes)?;
                }
                Some(Stored::Json(bytes)) => out.push_bind_param::<Nullable<sql_types::Jsonb>, _>(bytes)?,
                Some(Stored::Bytes(bytes)) => out.push_bind_param::<Nullable<sql_types::Binary>, _>(bytes)?,
                None => {}
            }
        }
        Ok(())
    }
}

impl QueryId for PgQuery<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for PgQuery<'_> {
    type SqlType = Untyped;
}
