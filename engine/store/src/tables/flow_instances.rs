//! The table `flow_instance`: approvals, running and ended. A revision guards against two changes at once.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp, Value};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, by_key, changed, count, insert as insert_row, one, select, singles, update_but_key};
use crate::{Db, StoreError};

table_row! {
    /// One approval of one record.
    FlowInstance in "flow_instance" {
        /// The identity.
        id: Id,
        /// The uid of the flow.
        flow: String,
        /// The hash of the flow version it runs by.
        version: String,
        /// The uid of the object.
        object: String,
        /// The record.
        record: Id,
        /// Who submitted it.
        initiator: Id,
        /// `running`, or how it ended.
        state: String,
        /// Counts the changes.
        revision: i64,
        /// The approval that this one submits anew.
        previous: Option<Id>,
        /// When it was submitted.
        started_at: Timestamp,
        /// When it ended.
        ended_at: Option<Timestamp>,
        /// The state of the machine.
        state_json: Json,
    }
}

/// Adds an approval; a unique violation tells that one of the same flow is running for the record.
pub async fn insert(db: &mut Db, instance: &FlowInstance) -> Result<(), StoreError> {
    insert_row(db, instance).await
}

/// The approval with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<FlowInstance>, StoreError> {
    by_key(db, "id", &id).await
}

/// The same, and nobody else may change it until the transaction ends.
pub async fn lock(db: &mut Db, id: Id) -> Result<Option<FlowInstance>, StoreError> {
    let mut writer = select::<FlowInstance>(db);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id);
    if db.dialect() == Dialect::Postgres {
        writer.push(" FOR UPDATE");
    }
    one(db, writer).await
}

/// Writes the approval if its stored revision is still `expected`; the revision of `instance` becomes the new one.
pub async fn update(db: &mut Db, instance: &FlowInstance, expected: i64) -> Result<bool, StoreError> {
    let (mut writer, _) = update_but_key(db, instance, &[]);
    writer.push(" WHERE id = ").bind(ColumnType::Id, instance.id);
    writer.push(" AND revision = ").bind(ColumnType::Int, expected);
    changed(db, writer).await
}

/// The flow versions that running approvals have.
pub async fn running_versions(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT DISTINCT version FROM flow_instance WHERE state = 'running' ORDER BY version");
    singles(db, writer).await
}

/// Lets running approvals go on with another version.
pub async fn change_version(db: &mut Db, from: &str, to: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE flow_instance SET version = ").bind(ColumnType::Text, to);
    writer.push(" WHERE state = 'running' AND version = ").bind(ColumnType::Text, from);
    count(db, writer).await
}

fn of_record(writer: &mut SqlWriter, object: &str, record: Id) {
    writer.push(" WHERE object = ").bind(ColumnType::Text, object).push(" AND record = ").bind(ColumnType::Id, record);
}

/// The running approvals of a record.
pub async fn running_of(db: &mut Db, object: &str, record: Id) -> Result<Vec<FlowInstance>, StoreError> {
    let mut writer = select::<FlowInstance>(db);
    of_record(&mut writer, object, record);
    writer.push(" AND state = 'running' ORDER BY started_at, id");
    all(db, writer).await
}

/// Every approval of a record, newest first.
pub async fn list_of(db: &mut Db, object: &str, record: Id) -> Result<Vec<FlowInstance>, StoreError> {
    let mut writer = select::<FlowInstance>(db);
    of_record(&mut writer, object, record);
    writer.push(" ORDER BY started_at DESC, id DESC");
    all(db, writer).await
}

/// The newest approval of a record.
pub async fn latest_of(db: &mut Db, object: &str, record: Id) -> Result<Option<FlowInstance>, StoreError> {
    let mut writer = select::<FlowInstance>(db);
    of_record(&mut writer, object, record);
    writer.push(" ORDER BY started_at DESC, id DESC LIMIT 1");
    one(db, writer).await
}

/// The newest approval of each of these records.
pub async fn latest_of_records(db: &mut Db, object: &str, records: &[Id]) -> Result<Vec<FlowInstance>, StoreError> {
    let mut writer = select::<FlowInstance>(db);
    writer.push(" WHERE object = ").bind(ColumnType::Text, object).push(" AND record");
    writer.in_list(ColumnType::Id, records.iter().copied().map(Value::Id));
    writer.push(" AND NOT EXISTS (SELECT 1 FROM flow_instance newer WHERE newer.object = flow_instance.object");
    writer.push(" AND newer.record = flow_instance.record");
    writer.push(" AND (newer.started_at, newer.id) > (flow_instance.started_at, flow_instance.id)) ORDER BY record");
    all(db, writer).await
}
