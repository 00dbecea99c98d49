//! The table `session`: sign-ins that are still of use, or were revoked.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{all, by_key, changed, count, insert as insert_row, select};
use crate::{Db, StoreError};

table_row! {
    /// One sign-in on one device.
    Session in "session" {
        /// The identity.
        id: Id,
        /// Who signed in.
        user_id: Id,
        /// When.
        created_at: Timestamp,
        /// When a refresh token was last exchanged.
        last_used_at: Timestamp,
        /// When it was ended.
        revoked_at: Option<Timestamp>,
        /// What the browser calls itself.
        user_agent: Option<String>,
        /// Where it was last used from.
        address: Option<String>,
    }
}

/// Adds a session.
pub async fn insert(db: &mut Db, session: &Session) -> Result<(), StoreError> {
    insert_row(db, session).await
}

/// The session with that identity, also when revoked.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<Session>, StoreError> {
    by_key(db, "id", &id).await
}

/// Notes that the session was used, and from where.
pub async fn touch(db: &mut Db, id: Id, at: Timestamp, address: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE session SET last_used_at = ").bind(ColumnType::Instant, at);
    writer.push(", address = ").bind(ColumnType::Text, address);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}

/// Ends a session; false when it had already ended.
pub async fn revoke(db: &mut Db, id: Id, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE session SET revoked_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id).push(" AND revoked_at IS NULL");
    changed(db, writer).await
}

/// Ends every session of somebody and says how many there were.
pub async fn revoke_all_of(db: &mut Db, user: Id, at: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE session SET revoked_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user).push(" AND revoked_at IS NULL");
    count(db, writer).await
}

/// The sessions of somebody that have not ended, newest first.
pub async fn list_of(db: &mut Db, user: Id) -> Result<Vec<Session>, StoreError> {
    let mut writer = select::<Session>(db);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user);
    writer.push(" AND revoked_at IS NULL ORDER BY created_at DESC, id DESC");
    all(db, writer).await
}

/// The sessions that were ended since an instant.
pub async fn revoked_since(db: &mut Db, since: Timestamp) -> Result<Vec<Session>, StoreError> {
    let mut writer = select::<Session>(db);
    writer.push(" WHERE revoked_at >= ").bind(ColumnType::Instant, since);
    all(db, writer).await
}
