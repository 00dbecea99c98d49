//! The table `refresh_token`: each token may be exchanged once; used ones are kept so that a second use is noticed.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{by_key, changed, count, insert as insert_row};
use crate::{Db, StoreError};

table_row! {
    /// A refresh token, known only by its hash.
    RefreshToken in "refresh_token" {
        /// The hash of the token.
        hash: String,
        /// The session it belongs to.
        session: Id,
        /// When it was given out.
        created_at: Timestamp,
        /// When it ends.
        expires_at: Timestamp,
        /// When it was exchanged.
        used_at: Option<Timestamp>,
    }
}

/// Adds a token.
pub async fn insert(db: &mut Db, token: &RefreshToken) -> Result<(), StoreError> {
    insert_row(db, token).await
}

/// The token with that hash, also when used or expired.
pub async fn get(db: &mut Db, hash: &str) -> Result<Option<RefreshToken>, StoreError> {
    by_key(db, "hash", &hash.to_owned()).await
}

/// Marks the token as used. False when it already was: of two who present the same token only one gets true.
pub async fn use_once(db: &mut Db, hash: &str, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE refresh_token SET used_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE hash = ").bind(ColumnType::Text, hash).push(" AND used_at IS NULL");
    changed(db, writer).await
}

/// Removes tokens that ended before an instant.
pub async fn purge_expired(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM refresh_token WHERE expires_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}
