//! Rows of system tables as structs: one declaration gives the fields, the columns and their types.

use std::vec::IntoIter;

use engine_values::{ColumnType, Date, Decimal, Id, Timestamp, Value};
use serde_json::Value as Json;

use crate::StoreError;

/// A Rust type that lies in one column.
pub(super) trait Field: Sized {
    /// How it lies there.
    const COLUMN: ColumnType;
    /// The value to bind.
    fn to_value(&self) -> Value;
    /// Reads it back; none when the value is of another kind.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! fields {
    ($($rust:ty, $column:ident, $value:ident;)*) => {$(
        impl Field for $rust {
            const COLUMN: ColumnType = ColumnType::$column;
            fn to_value(&self) -> Value {
                Value::$value(self.clone())
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$value(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    )*};
}

fields! {
    bool, Bool, Bool;
    i64, Int, Int;
    String, Text, Text;
    Id, Id, Id;
    Timestamp, Instant, Instant;
    Date, Date, Date;
    Json, Json, Json;
}

/// The decimals of system tables are rates, and lie there as those of records do.
impl Field for Decimal {
    const COLUMN: ColumnType = ColumnType::Decimal { precision: 18, scale: 8 };

    fn to_value(&self) -> Value {
        Value::Decimal(*self)
    }

    fn from_value(value: Value) -> Option<Self> {
        value.as_decimal()
    }
}

impl<T: Field> Field for Option<T> {
    const COLUMN: ColumnType = T::COLUMN;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// A struct that is a row of one table.
pub(super) trait Row: Sized {
    /// The table.
    const TABLE: &'static str;
    /// Its columns in the order of [`Row::values`].
    const COLUMNS: &'static [(&'static str, ColumnType)];
    /// The values to bind, in the order of the columns.
    fn values(&self) -> Vec<Value>;
    /// Reads the values of a row in the order of the columns.
    fn read(values: &mut IntoIter<Value>) -> Result<Self, StoreError>;
}

/// Takes the next value of a row as a field.
pub(super) fn take<T: Field>(values: &mut IntoIter<Value>, name: &str) -> Result<T, StoreError> {
    values
        .next()
        .and_then(T::from_value)
        .ok_or_else(|| StoreError::Other(format!("the column {name} of a system table holds something else")))
}

/// Declares a struct and the table it is a row of.
macro_rules! table_row {
    ($(#[$meta:meta])* $name:ident in $table:literal { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl crate::tables::row::Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [(&'static str, engine_values::ColumnType)] =
                &[$((stringify!($field), <$type as crate::tables::row::Field>::COLUMN),)*];

            fn values(&self) -> Vec<engine_values::Value> {
                vec![$(crate::tables::row::Field::to_value(&self.$field),)*]
            }

            fn read(values: &mut std::vec::IntoIter<engine_values::Value>) -> Result<Self, crate::StoreError> {
                Ok(Self { $($field: crate::tables::row::take(values, stringify!($field))?,)* })
            }
        }
    };
}

pub(super) use table_row;
