//! Decodes the cells of a SQLite row.

use diesel::connection::{DefaultLoadingMode, LoadConnection};
use diesel::row::{Field, Row};
use diesel::sqlite::SqliteConnection;
use engine_values::{ColumnType, Timestamp, Uuid, date_from_text};

use crate::cell::push_hexadecimal;
use crate::decimal::from_minor_units;
use crate::{Cell, RowReader, StoreError};

/// The row of diesel's cursor.
pub(super) type SqliteRow<'connection, 'query> =
    <SqliteConnection as LoadConnection<DefaultLoadingMode>>::Row<'connection, 'query>;

/// A row with the types of its columns and the buffer that text is lent from.
pub(super) struct SqliteCells<'a, 'connection: 'a, 'query: 'a> {
    pub(super) row: &'a SqliteRow<'connection, 'query>,
    pub(super) columns: &'a [ColumnType],
    pub(super) buffer: &'a mut String,
}

impl RowReader for SqliteCells<'_, '_, '_> {
    fn len(&self) -> usize {
        self.columns.len()
    }

    fn cell(&mut self, index: usize) -> Result<Cell<'_>, StoreError> {
        let column = *self.columns.get(index).ok_or_else(|| StoreError::other("a column was not declared"))?;
        let field = self.row.get(index).ok_or_else(|| StoreError::other("a declared column is not in the row"))?;
        let Some(mut value) = field.value() else {
            return Ok(Cell::Null);
        };
        self.buffer.clear();
        Ok(match column {
            ColumnType::Bool => Cell::Bool(value.read_long() != 0),
            ColumnType::Int => Cell::Int(value.read_long()),
            ColumnType::Decimal { scale, .. } => Cell::Decimal(from_minor_units(value.read_long(), scale)),
            ColumnType::Text => {
                self.buffer.push_str(value.read_text());
                Cell::Text(self.buffer)
            }
            ColumnType::Json => {
                self.buffer.push_str(value.read_text());
                Cell::Json(self.buffer)
            }
            ColumnType::Date => Cell::Date(date(value.read_text())?),
            ColumnType::Instant => Cell::Instant(
                Timestamp::from_microsecond(value.read_long()).map_err(|error| StoreError::Other(error.to_string()))?,
            ),
            ColumnType::Id => Cell::Id(
                Uuid::from_slice(value.read_blob()).map_err(|_| StoreError::other("an identity is not 16 bytes"))?,
            ),
            ColumnType::TextList => Cell::List(
                serde_json::from_str(value.read_text()).map_err(|error| StoreError::Other(error.to_string()))?,
            ),
            ColumnType::Bytes => {
                push_hexadecimal(self.buffer, value.read_blob());
                Cell::Text(self.buffer)
            }
        })
    }
}

fn date(text: &str) -> Result<engine_values::Date, StoreError> {
    date_from_text(text)
        .or_else(|| text.parse().ok())
        .ok_or_else(|| StoreError::other("a date column holds another text"))
}
