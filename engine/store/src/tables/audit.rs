//! The tables `audit_entry` and `audit_head`: what happened around sign-in, chained by hashes. Entries are only ever
//! added; the database itself refuses anything else.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{all, count, insert, one, push_limit, push_returning, select};
use crate::{Db, StoreError};

table_row! {
    /// One thing that happened.
    AuditEntry in "audit_entry" {
        /// Its place, from 1.
        seq: i64,
        /// When.
        logged_at: Timestamp,
        /// What.
        event: String,
        /// Who did it; none for somebody who is not signed in and for the system.
        actor: Option<Id>,
        /// To whom it happened.
        person: Option<Id>,
        /// From where.
        address: Option<String>,
        /// More about it: JSON, kept as the text that was sealed.
        detail: String,
        /// The hash of the entry before it; empty for the first.
        prev_hash: String,
        /// The hash over this entry and `prev_hash`.
        hash: String,
    }
}

table_row! {
    /// The newest entry.
    AuditHead in "audit_head" {
        /// Always 1.
        id: i64,
        /// Its place; 0 when there is none.
        seq: i64,
        /// Its hash.
        hash: String,
    }
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct AuditList {
    /// Of this event.
    pub event: Option<String>,
    /// That this person did or that happened to this person.
    pub person: Option<Id>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// With a smaller place than this.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

/// Takes the next place; nobody else gets one until this transaction ends. The hash is that of the entry before.
pub async fn next(db: &mut Db) -> Result<AuditHead, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE audit_head SET seq = seq + 1 WHERE id = 1");
    push_returning::<AuditHead>(&mut writer);
    one(db, writer).await?.ok_or_else(|| StoreError::other("the head of the audit trail is gone"))
}

/// Adds the entry of a place that was taken.
pub async fn append(db: &mut Db, entry: &AuditEntry) -> Result<(), StoreError> {
    insert(db, entry).await?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE audit_head SET hash = ").bind(ColumnType::Text, entry.hash.as_str()).push(" WHERE id = 1");
    count(db, writer).await.map(|_| ())
}

/// The newest entry's place and hash; none when somebody has removed the row.
pub async fn head(db: &mut Db) -> Result<Option<AuditHead>, StoreError> {
    let mut writer = select::<AuditHead>(db);
    writer.push(" WHERE id = 1");
    one(db, writer).await
}

/// Entries after a place, the oldest first.
pub async fn after(db: &mut Db, seq: i64, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let mut writer = select::<AuditEntry>(db);
    writer.push(" WHERE seq > ").bind(ColumnType::Int, seq).push(" ORDER BY seq");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// Entries, the newest first.
pub async fn list(db: &mut Db, list: &AuditList) -> Result<Vec<AuditEntry>, StoreError> {
    let mut writer = select::<AuditEntry>(db);
    writer.push(" WHERE seq < ").bind(ColumnType::Int, list.before.unwrap_or(i64::MAX));
    if let Some(event) = &list.event {
        writer.push(" AND event = ").bind(ColumnType::Text, event.as_str());
    }
    if let Some(person) = list.person {
        writer.push(" AND (person = ").bind(ColumnType::Id, person);
        writer.push(" OR actor = ").bind(ColumnType::Id, person).push(")");
    }
    if let Some(from) = list.from {
        writer.push(" AND logged_at >= ").bind(ColumnType::Instant, from);
    }
    if let Some(to) = list.to {
        writer.push(" AND logged_at < ").bind(ColumnType::Instant, to);
    }
    writer.push(" ORDER BY seq DESC");
    push_limit(&mut writer, list.limit);
    all(db, writer).await
}
