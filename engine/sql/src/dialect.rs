//! The two databases.

/// Which SQL to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The embedded default.
    Sqlite,
    /// PostgreSQL 13 or newer.
    Postgres,
}
