//! A connection to PostgreSQL, with the mark that says whether it still lives.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use engine_sql::Statement;
use futures_util::StreamExt;

use super::query::PgQuery;
use super::row::PgCells;
use crate::{RowReader, StoreError};

/// One connection to PostgreSQL.
pub(crate) struct PgLink {
    connection: AsyncPgConnection,
    closed: Arc<AtomicBool>,
}

impl PgLink {
    pub(super) fn new(connection: AsyncPgConnection, closed: Arc<AtomicBool>) -> Self {
        Self { connection, closed }
    }

    /// True when the server or the runtime has ended the connection.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Runs a statement without looking at rows.
    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<usize, StoreError> {
        let query = PgQuery::new(statement)?;
        Ok(self.connection.execute_returning_count(query).await?)
    }

    /// Shows each row to `each` as it arrives.
    pub(crate) async fn visit(
        &mut self,
        statement: &Statement,
        each: &mut dyn FnMut(&mut dyn RowReader) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut buffer = String::new();
        let query = PgQuery::new(statement)?;
        let mut rows = self.connection.load(query).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            each(&mut PgCells { row: &row, columns: statement.columns(), buffer: &mut buffer })?;
        }
        Ok(())
    }

    /// Runs text of ours as it is.
    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        Ok(self.connection.batch_execute(text).await?)
    }
}
