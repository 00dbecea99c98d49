//! SQLite: statements on a blocking connection, and the lanes that own the connections.

mod connect;
mod function;
mod job;
mod query;
mod readers;
mod row;
mod scan_lane;
mod watch;
mod write_lane;

use diesel::connection::{Connection, DefaultLoadingMode, LoadConnection, SimpleConnection};
use diesel::sqlite::SqliteConnection;
use engine_sql::Statement;

pub(crate) use connect::{SqliteFile, open_file};
pub(crate) use readers::Readers;
pub(crate) use scan_lane::ScanLane;
pub(crate) use watch::FileWatch;
pub(crate) use write_lane::WriteLane;

use crate::{RowReader, StoreError};
use query::SqliteQuery;
use row::SqliteCells;

/// Runs a statement without looking at rows.
pub(crate) fn execute(connection: &mut SqliteConnection, statement: &Statement) -> Result<usize, StoreError> {
    Ok(connection.execute_returning_count(&SqliteQuery::new(statement)?)?)
}

/// Shows each row to `each` while the cursor stands on it.
pub(crate) fn visit(
    connection: &mut SqliteConnection,
    statement: &Statement,
    each: &mut dyn FnMut(&mut dyn RowReader) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut buffer = String::new();
    let rows = LoadConnection::<DefaultLoadingMode>::load(connection, SqliteQuery::new(statement)?)?;
    for row in rows {
        let row = row?;
        each(&mut SqliteCells { row: &row, columns: statement.columns(), buffer: &mut buffer })?;
    }
    Ok(())
}

/// Runs text of ours as it is.
pub(crate) fn batch(connection: &mut SqliteConnection, text: &str) -> Result<(), StoreError> {
    Ok(connection.batch_execute(text)?)
}
