//! What can go wrong between us and the database, in words that callers can act on.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// A failure of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The database does not answer, or the connection was lost.
    Unavailable,
    /// The queue or the pool is full, or the work waited too long; try again shortly.
    Busy,
    /// A statement of the scan lane ran past its deadline.
    Timeout,
    /// Two rows would have the same value.
    UniqueViolation {
        /// PostgreSQL: the name of the constraint or index. SQLite: `table.column, table.column`.
        constraint: String,
    },
    /// A row refers to one that is not there, or is still referred to.
    ForeignKeyViolation {
        /// PostgreSQL: the name of the constraint. SQLite does not say which, so it is empty there.
        constraint: String,
    },
    /// The data folder cannot be created or written.
    FolderNotWritable,
    /// The tables were written by a newer version.
    TooNew {
        /// The version found.
        found: i64,
    },
    /// Transactions met each other; running the whole transaction again may succeed.
    Serialization,
    /// A number or date that a statement computes leaves what can be kept exactly, so the statement has no result.
    OutOfRange,
    /// A fault of ours, with the words of the database for the log.
    Other(String),
}

impl StoreError {
    /// A fault of ours.
    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self::Other(message.into())
    }

    /// True when the whole transaction may be run again with a chance.
    pub(crate) fn is_retryable(&self) -> bool {
        matches!(self, Self::Serialization)
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unavailable => formatter.write_str("the database does not answer"),
            Self::Busy => formatter.write_str("the database is busy"),
            Self::Timeout => formatter.write_str("the statement ran too long"),
            Self::UniqueViolation { constraint } => write!(formatter, "not unique: {constraint}"),
            Self::ForeignKeyViolation { constraint } => write!(formatter, "foreign key violated: {constraint}"),
            Self::FolderNotWritable => formatter.write_str("the data folder cannot be written"),
            Self::TooNew { found } => write!(formatter, "the tables have version {found}, newer than this program"),
            Self::Serialization => formatter.write_str("transactions met each other"),
            Self::OutOfRange => formatter.write_str("a computed value is out of range"),
            Self::Other(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(kind, information) => {
                let constraint = || match information.constraint_name() {
                    Some(name) => name.to_owned(),
                    None => constraint_of_sqlite(information.message()),
                };
                match kind {
                    DatabaseErrorKind::UniqueViolation => Self::UniqueViolation { constraint: constraint() },
                    DatabaseErrorKind::ForeignKeyViolation | DatabaseErrorKind::RestrictViolation => {
                        Self::ForeignKeyViolation { constraint: constraint() }
                    }
                    DatabaseErrorKind::SerializationFailure => Self::Serialization,
                    DatabaseErrorKind::UnableToSendCommand if is_lost_connection(information.message()) => {
                        Self::Unavailable
                    }
                    DatabaseErrorKind::ClosedConnection => Self::Unavailable,
                    _ => from_message(information.message()),
                }
            }
            other => Self::Other(other.to_string()),
        }
    }
}

/// SQLite says `UNIQUE constraint failed: t.a, t.b` or `… failed: index 'name'`, and nothing for foreign keys.
fn constraint_of_sqlite(message: &str) -> String {
    let place = message.split_once("constraint failed: ").map_or("", |(_, place)| place);
    place.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')).unwrap_or(place).to_owned()
}

/// The client of PostgreSQL reports a fault in our binds through the same kind as a lost connection.
fn is_lost_connection(message: &str) -> bool {
    !message.starts_with("error serializing parameter") && !message.starts_with("error deserializing")
}

/// What the functions that SQLite is taught begin their errors with.
pub(crate) const OUT_OF_RANGE: &str = "tenon: out of range";

/// The drivers hand on no SQLSTATE beyond the constraint classes, so the rest is told by its (English) text;
/// connections therefore ask for `lc_messages = 'C'`.
fn from_message(message: &str) -> StoreError {
    const RETRY: [&str; 3] =
        ["deadlock detected", "could not serialize access", "canceling statement due to lock timeout"];
    const RANGE: [&str; 6] = [
        OUT_OF_RANGE,
        "integer overflow",
        "out of range",
        "value overflows numeric format",
        "numeric field overflow",
        "division by zero",
    ];
    const GONE: [&str; 7] = [
        "terminating connection",
        "the database system is",
        "database or disk is full",
        "disk I/O error",
        "unable to open database file",
        "could not extend file",
        "too many clients",
    ];
    if RETRY.iter().any(|text| message.contains(text)) {
        StoreError::Serialization
    } else if GONE.iter().any(|text| message.contains(text)) || message.contains("remaining connection slots") {
        tracing::error!(message, "the database cannot work now");
        StoreError::Unavailable
    } else if message.contains("database is locked") || message.contains("database table is locked") {
        StoreError::Busy
    } else if message.contains("canceling statement due to statement timeout") {
        StoreError::Timeout
    } else if RANGE.iter().any(|text| message.contains(text)) {
        StoreError::OutOfRange
    } else {
        StoreError::Other(message.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_names_columns_or_the_index() {
        assert_eq!(constraint_of_sqlite("UNIQUE constraint failed: app_user.login"), "app_user.login");
        assert_eq!(constraint_of_sqlite("UNIQUE constraint failed: index 'u_1'"), "u_1");
        assert_eq!(constraint_of_sqlite("FOREIGN KEY constraint failed"), "");
    }

    #[test]
    fn texts_without_a_code_are_sorted() {
        assert_eq!(from_message("deadlock detected"), StoreError::Serialization);
        assert_eq!(from_message("database is locked"), StoreError::Busy);
        assert_eq!(from_message("canceling statement due to statement timeout"), StoreError::Timeout);
        assert_eq!(from_message("bigint out of range"), StoreError::OutOfRange);
        assert_eq!(from_message("no such table: x"), StoreError::Other("no such table: x".to_owned()));
    }
}
