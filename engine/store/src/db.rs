//! One connection in use: runs statements and hands out rows, the same way for both databases.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::sqlite::SqliteConnection;
use engine_sql::{Dialect, Statement};
use engine_values::{ColumnType, Value};

use crate::postgres::PgLink;
use crate::{RowReader, StoreError, sqlite};

/// How many statements this process has run.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// How many statements this process has run, apart from transaction control: what a write costs can be told by it.
#[must_use]
pub fn statements_run() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

/// A connection that the holder has for itself, in or outside a transaction.
pub struct Db {
    link: Link,
    /// The first failure since the connection was handed out. After a failure PostgreSQL throws away the whole
    /// transaction, so a closure that swallows one must not be told that its work was kept.
    failure: Option<StoreError>,
}

// The PostgreSQL side is boxed because it is several times as large.
enum Link {
    Sqlite(SqliteConnection),
    Postgres(Box<PgLink>),
}

impl Db {
    pub(crate) fn sqlite(connection: SqliteConnection) -> Self {
        Self { link: Link::Sqlite(connection), failure: None }
    }

    pub(crate) fn postgres(connection: PgLink) -> Self {
        Self { link: Link::Postgres(Box::new(connection)), failure: None }
    }

    /// Which SQL this connection understands.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Every row of the result.
    pub async fn rows(&mut self, statement: &Statement) -> Result<Vec<Vec<Value>>, StoreError> {
        let mut rows = Vec::new();
        self.visit(statement, &mut |reader| {
            rows.push(values(reader)?);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// The first row of the result, if there is one.
    pub async fn row(&mut self, statement: &Statement) -> Result<Option<Vec<Value>>, StoreError> {
        let mut first = None;
        self.visit(statement, &mut |reader| {
            if first.is_none() {
                first = Some(values(reader)?);
            }
            Ok(())
        })
        .await?;
        Ok(first)
    }

    /// Runs a statement that changes rows and says how many.
    pub async fn execute(&mut self, statement: &Statement) -> Result<usize, StoreError> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        let result = match &mut self.link {
            Link::Sqlite(connection) => sqlite::execute(connection, statement),
            Link::Postgres(link) => link.execute(statement).await,
        };
        self.note(result)
    }

    /// Shows each row of the result to `each`, without building values. An error of `each` ends the walk.
    pub async fn visit(
        &mut self,
        statement: &Statement,
        each: &mut dyn FnMut(&mut dyn RowReader) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        let result = match &mut self.link {
            Link::Sqlite(connection) => sqlite::visit(connection, statement, each),
            Link::Postgres(link) => link.visit(statement, each).await,
        };
        self.note(result)
    }

    /// Runs text without binds or results: transaction control and changes of tables.
    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        let result = match &mut self.link {
            Link::Sqlite(connection) => sqlite::batch(connection, text),
            Link::Postgres(link) => link.batch(text).await,
        };
        self.note(result)
    }

    /// Forgets failures: a new transaction begins.
    pub(crate) fn begin_noting(&mut self) {
        self.failure = None;
    }

    /// The first failure since the transaction began.
    pub(crate) fn failure(&self) -> Option<&StoreError> {
        self.failure.as_ref()
    }

    /// True while the connection can be given to somebody else.
    pub(crate) fn is_usable(&self) -> bool {
        match &self.link {
            Link::Sqlite(_) => true,
            Link::Postgres(link) => !link.is_closed() && !matches!(self.failure, Some(StoreError::Unavailable)),
        }
    }

    fn note<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.failure.get_or_insert_with(|| error.clone());
        }
        result
    }
}

fn values(reader: &mut dyn RowReader) -> Result<Vec<Value>, StoreError> {
    (0..reader.len()).map(|index| reader.cell(index)?.to_value()).collect()
}

/// The error for a value that cannot lie in a column of that type. The value itself is not shown: it may be secret.
pub(crate) fn wrong_bind(column: ColumnType, value: &Value) -> StoreError {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Int(_) => "integer",
        Value::Decimal(_) => "decimal",
        Value::Text(_) => "text",
        Value::Date(_) => "date",
        Value::Instant(_) => "instant",
        Value::Id(_) => "identity",
        Value::List(_) => "list",
        Value::Json(_) => "JSON",
    };
    StoreError::Other(format!("a bind of type {column:?} was given a value of type {kind}"))
}
