//! How a value lies in a database column.

/// The storage class of a column. Both databases hold the same information; only the native type differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// `boolean` / INTEGER 0-1.
    Bool,
    /// `bigint` / INTEGER.
    Int,
    /// `numeric(precision, scale)` / INTEGER of minor units (10^-scale), exact and sortable. `precision` <= 18.
    Decimal {
        /// All digits.
        precision: u8,
        /// Digits after the point.
        scale: u8,
    },
    /// `text` / TEXT.
    Text,
    /// `date` / TEXT `YYYY-MM-DD`.
    Date,
    /// `timestamptz` / INTEGER microseconds since 1970-01-01 UTC.
    Instant,
    /// `uuid` / 16-byte BLOB.
    Id,
    /// `text[]` / TEXT holding a JSON array of strings.
    TextList,
    /// `jsonb` / TEXT holding JSON.
    Json,
    /// `bytea` / BLOB, only for system tables; carried as a lower-case hexadecimal text value.
    Bytes,
}
