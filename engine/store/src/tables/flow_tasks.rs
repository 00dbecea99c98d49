//! The table `flow_task`: what an approval asks of people.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp, Value};

use super::row::table_row;
use super::statements::{all, by_key, changed, insert_all as insert_rows, push_before, push_limit, select, single};
use crate::{Db, StoreError};

table_row! {
    /// One question to one person.
    FlowTask in "flow_task" {
        /// The identity.
        id: Id,
        /// The approval.
        instance: Id,
        /// The step of the flow.
        step: String,
        /// Who is asked.
        assignee: Id,
        /// What is asked, for example `approve`.
        kind: String,
        /// `open` until it is closed.
        state: String,
        /// How it was decided.
        outcome: Option<String>,
        /// What was said about it.
        comment: Option<String>,
        /// When it was asked.
        opened_at: Timestamp,
        /// When it was closed.
        closed_at: Option<Timestamp>,
        /// Who closed it; none for the system itself.
        acted_by: Option<Id>,
    }
}

/// How a task ends.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskClose {
    /// The task.
    pub id: Id,
    /// The state it gets.
    pub state: String,
    /// How it was decided.
    pub outcome: Option<String>,
    /// What was said about it.
    pub comment: Option<String>,
    /// When.
    pub closed_at: Timestamp,
    /// By whom; none for the system itself.
    pub acted_by: Option<Id>,
}

/// Adds tasks.
pub async fn insert_all(db: &mut Db, tasks: &[FlowTask]) -> Result<(), StoreError> {
    insert_rows(db, tasks).await
}

/// The task with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<FlowTask>, StoreError> {
    by_key(db, "id", &id).await
}

/// Closes a task; false when it is not open any more.
pub async fn close(db: &mut Db, close: &TaskClose) -> Result<bool, StoreError> {
    let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE flow_task SET state = ").bind(ColumnType::Text, close.state.as_str());
    writer.push(", outcome = ").bind(ColumnType::Text, text(&close.outcome));
    writer.push(", comment = ").bind(ColumnType::Text, text(&close.comment));
    writer.push(", closed_at = ").bind(ColumnType::Instant, close.closed_at);
    writer.push(", acted_by = ").bind(ColumnType::Id, close.acted_by.map_or(Value::Null, Value::Id));
    writer.push(" WHERE id = ").bind(ColumnType::Id, close.id).push(" AND state = 'open'");
    changed(db, writer).await
}

/// The tasks of an approval in the order they were opened.
pub async fn of_instance(db: &mut Db, instance: Id) -> Result<Vec<FlowTask>, StoreError> {
    let mut writer = select::<FlowTask>(db);
    writer.push(" WHERE instance = ").bind(ColumnType::Id, instance).push(" ORDER BY opened_at, id");
    all(db, writer).await
}

/// The tasks of somebody in a state from new to old, after the time of opening and identity of the last one seen.
pub async fn page(
    db: &mut Db,
    assignee: Id,
    state: &str,
    after: Option<(Timestamp, Id)>,
    limit: i64,
) -> Result<Vec<FlowTask>, StoreError> {
    let mut writer = select::<FlowTask>(db);
    writer
        .push(" WHERE assignee = ")
        .bind(ColumnType::Id, assignee)
        .push(" AND state = ")
        .bind(ColumnType::Text, state);
    push_before(&mut writer, "opened_at", after);
    writer.push(" ORDER BY opened_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// How many tasks of somebody are in a state.
pub async fn count(db: &mut Db, assignee: Id, state: &str) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM flow_task WHERE assignee = ").bind(ColumnType::Id, assignee);
    writer.push(" AND state = ").bind(ColumnType::Text, state);
    single(db, writer).await
}
