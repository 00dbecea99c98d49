//! Decodes the cells of a PostgreSQL row from the binary protocol.

use diesel::row::{Field, Row};
use diesel_async::{AsyncConnectionCore, AsyncPgConnection};
use engine_values::{ColumnType, Date, Timestamp, Uuid};
use jiff::ToSpan;

use super::query::{EPOCH_DAY, EPOCH_MICROSECOND};
use super::{array, numeric};
use crate::cell::push_hexadecimal;
use crate::{Cell, RowReader, StoreError};

/// The row of the driver.
pub(super) type PgRow = <AsyncPgConnection as AsyncConnectionCore>::Row<'static, 'static>;

/// A row with the types of its columns and the buffer that text is lent from.
pub(super) struct PgCells<'a> {
    pub(super) row: &'a PgRow,
    pub(super) columns: &'a [ColumnType],
    pub(super) buffer: &'a mut String,
}

impl RowReader for PgCells<'_> {
    fn len(&self) -> usize {
        self.columns.len()
    }

    fn cell(&mut self, index: usize) -> Result<Cell<'_>, StoreError> {
        let column = *self.columns.get(index).ok_or_else(|| StoreError::other("a column was not declared"))?;
        let field = self.row.get(index).ok_or_else(|| StoreError::other("a declared column is not in the row"))?;
        let Some(value) = field.value() else {
            return Ok(Cell::Null);
        };
        decode(column, value.as_bytes(), self.buffer)
            .ok_or_else(|| StoreError::Other(format!("column {index} does not hold a value of type {column:?}")))
    }
}

/// Decodes one value; none when the bytes are not of that type.
fn decode<'b>(column: ColumnType, bytes: &[u8], buffer: &'b mut String) -> Option<Cell<'b>> {
    buffer.clear();
    Some(match column {
        ColumnType::Bool => Cell::Bool(bytes.first().filter(|_| bytes.len() == 1)? != &0),
        ColumnType::Int => Cell::Int(integer(bytes)?),
        ColumnType::Decimal { scale, .. } => Cell::Decimal(numeric::decode(bytes, scale)?),
        ColumnType::Text => {
            buffer.push_str(std::str::from_utf8(bytes).ok()?);
            Cell::Text(buffer)
        }
        ColumnType::Date => Cell::Date(date(bytes)?),
        ColumnType::Instant => {
            let microseconds = i64::from_be_bytes(bytes.try_into().ok()?);
            Cell::Instant(Timestamp::from_microsecond(microseconds.checked_add(EPOCH_MICROSECOND)?).ok()?)
        }
        ColumnType::Id => Cell::Id(Uuid::from_slice(bytes).ok()?),
        ColumnType::TextList => Cell::List(array::decode(bytes)?),
        ColumnType::Json => {
            // `jsonb` has an order and spacing of its own; SQLite keeps the text that we wrote. Written anew, both
            // are the same.
            let (1, text) = bytes.split_first().map(|(version, text)| (*version, text))? else { return None };
            let json: serde_json::Value = serde_json::from_slice(text).ok()?;
            buffer.push_str(&json.to_string());
            Cell::Json(buffer)
        }
        ColumnType::Bytes => {
            push_hexadecimal(buffer, bytes);
            Cell::Text(buffer)
        }
    })
}

/// An integer of any width: `count(*)` is wide, catalogue columns are not.
fn integer(bytes: &[u8]) -> Option<i64> {
    match bytes.len() {
        8 => Some(i64::from_be_bytes(bytes.try_into().ok()?)),
        4 => Some(i64::from(i32::from_be_bytes(bytes.try_into().ok()?))),
        2 => Some(i64::from(i16::from_be_bytes(bytes.try_into().ok()?))),
        _ => None,
    }
}

fn date(bytes: &[u8]) -> Option<Date> {
    let days = i32::from_be_bytes(bytes.try_into().ok()?);
    let span = 0.days().try_days(days.checked_add(EPOCH_DAY)?).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_reads_its_bytes() {
        let mut buffer = String::new();
        let mut read = |column, bytes: &[u8]| decode(column, bytes, &mut buffer).map(|cell| cell.to_value().unwrap());
        use engine_values::Value;
        assert_eq!(read(ColumnType::Bool, &[1]), Some(Value::Bool(true)));
        assert_eq!(read(ColumnType::Int, &[0, 0, 0, 7]), Some(Value::Int(7)));
        assert_eq!(read(ColumnType::Int, &[255; 8]), Some(Value::Int(-1)));
        assert_eq!(read(ColumnType::Date, &[0; 4]), Some(Value::Date(jiff::civil::date(2000, 1, 1))));
        assert_eq!(read(ColumnType::Instant, &[0; 8]), Some(Value::Instant("2000-01-01T00:00:00Z".parse().unwrap())));
        assert_eq!(
            read(ColumnType::Json, b"\x01{\"bb\": 1, \"a\": [2]}"),
            Some(Value::Json(serde_json::json!({"a": [2], "bb": 1})))
        );
        assert_eq!(read(ColumnType::Bytes, &[0xAB]), Some(Value::from("ab")));
    }

    #[test]
    fn infinity_and_wrong_lengths_are_refused() {
        let mut buffer = String::new();
        for (column, bytes) in [
            (ColumnType::Date, &i32::MAX.to_be_bytes()[..]),
            (ColumnType::Instant, &i64::MAX.to_be_bytes()[..]),
            (ColumnType::Instant, &i64::MIN.to_be_bytes()[..]),
            (ColumnType::Bool, &[][..]),
            (ColumnType::Id, &[1; 15][..]),
            (ColumnType::Text, &[0xFF][..]),
            (ColumnType::Json, b"\x02{}"),
        ] {
            assert_eq!(decode(column, bytes, &mut buffer), None, "{column:?}");
        }
    }
}
