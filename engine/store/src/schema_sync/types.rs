//! The native type of each column type.

use engine_sql::Dialect;
use engine_values::ColumnType;

/// A type as it is declared, and as the catalogue gives it back.
pub(super) struct TypeName {
    pub(super) declared: String,
    pub(super) stored: String,
}

/// The type of a column. SQLite is told precision and scale too (its affinity stays INTEGER), so that a decimal whose
/// minor units have another meaning is noticed.
pub(super) fn type_name(dialect: Dialect, column: ColumnType) -> TypeName {
    let same = |text: &str| TypeName { declared: text.to_owned(), stored: text.to_owned() };
    match (dialect, column) {
        (Dialect::Sqlite, ColumnType::Bool | ColumnType::Int | ColumnType::Instant) => same("INTEGER"),
        (Dialect::Sqlite, ColumnType::Decimal { precision, scale }) => same(&format!("INTEGER({precision},{scale})")),
        (Dialect::Sqlite, ColumnType::Text | ColumnType::Date | ColumnType::TextList | ColumnType::Json) => {
            same("TEXT")
        }
        (Dialect::Sqlite, ColumnType::Id | ColumnType::Bytes) => same("BLOB"),
        (Dialect::Postgres, ColumnType::Bool) => same("boolean"),
        (Dialect::Postgres, ColumnType::Int) => same("bigint"),
        (Dialect::Postgres, ColumnType::Decimal { precision, scale }) => same(&format!("numeric({precision},{scale})")),
        // Ordered by bytes as on SQLite, whatever the language of the server.
        (Dialect::Postgres, ColumnType::Text) => {
            TypeName { declared: "text COLLATE \"C\"".to_owned(), stored: "text".to_owned() }
        }
        (Dialect::Postgres, ColumnType::Date) => same("date"),
        (Dialect::Postgres, ColumnType::Instant) => same("timestamp with time zone"),
        (Dialect::Postgres, ColumnType::Id) => same("uuid"),
        (Dialect::Postgres, ColumnType::TextList) => same("text[]"),
        (Dialect::Postgres, ColumnType::Json) => same("jsonb"),
        (Dialect::Postgres, ColumnType::Bytes) => same("bytea"),
    }
}
