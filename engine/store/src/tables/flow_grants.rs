//! The table `flow_grant`: records that somebody may read because an approval asked them.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id};

use super::row::table_row;
use super::statements::{count, insert_new, single};
use crate::{Db, StoreError};

table_row! {
    /// The right of one person to read one record, given by one approval.
    FlowGrant in "flow_grant" {
        /// The uid of the object.
        object: String,
        /// The record.
        record: Id,
        /// The person.
        user_id: Id,
        /// The approval.
        instance: Id,
    }
}

/// Gives the right; false when it was already given.
pub async fn add(db: &mut Db, grant: &FlowGrant) -> Result<bool, StoreError> {
    insert_new(db, grant, "object, record, user_id, instance").await
}

/// Takes back everything that an approval gave.
pub async fn remove_of_instance(db: &mut Db, instance: Id) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM flow_grant WHERE instance = ").bind(ColumnType::Id, instance);
    count(db, writer).await
}

/// Takes back every right to records of an object.
pub async fn forget_object(db: &mut Db, object: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM flow_grant WHERE object = ").bind(ColumnType::Text, object);
    count(db, writer).await
}

/// True when any approval gave somebody the record.
pub async fn is_granted(db: &mut Db, user: Id, object: &str, record: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT EXISTS (SELECT 1 FROM flow_grant WHERE user_id = ").bind(ColumnType::Id, user);
    writer.push(" AND object = ").bind(ColumnType::Text, object);
    writer.push(" AND record = ").bind(ColumnType::Id, record).push(")");
    single(db, writer).await
}
