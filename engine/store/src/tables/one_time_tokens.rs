//! The table `one_time_token`: permissions that are good once and for a short time, known only by their hash.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{by_key, changed, count, insert as insert_row};
use crate::{Db, StoreError};

table_row! {
    /// One permission.
    OneTimeToken in "one_time_token" {
        /// The hash of the token.
        hash: String,
        /// What it permits.
        purpose: String,
        /// To whom; none where nobody is known yet.
        user_id: Option<Id>,
        /// When it was made.
        created_at: Timestamp,
        /// When it ends.
        expires_at: Timestamp,
        /// When it was used.
        used_at: Option<Timestamp>,
    }
}

/// Adds a token.
pub async fn insert(db: &mut Db, token: &OneTimeToken) -> Result<(), StoreError> {
    insert_row(db, token).await
}

/// The token with that hash, also when used or ended.
pub async fn get(db: &mut Db, hash: &str) -> Result<Option<OneTimeToken>, StoreError> {
    by_key(db, "hash", &hash.to_owned()).await
}

/// Marks the token as used. False when it already was: of two who present the same token only one gets true.
pub async fn use_once(db: &mut Db, hash: &str, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE one_time_token SET used_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE hash = ").bind(ColumnType::Text, hash).push(" AND used_at IS NULL");
    changed(db, writer).await
}

/// Removes every token of a purpose; with a person, theirs only.
pub async fn remove(db: &mut Db, purpose: &str, user: Option<Id>) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM one_time_token WHERE purpose = ").bind(ColumnType::Text, purpose);
    if let Some(user) = user {
        writer.push(" AND user_id = ").bind(ColumnType::Id, user);
    }
    count(db, writer).await
}

/// Removes tokens that ended before an instant.
pub async fn purge_expired(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM one_time_token WHERE expires_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}
