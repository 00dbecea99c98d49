//! The table `sign_in_brake`: how often something was guessed wrong, and when last.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Timestamp};

use super::row::table_row;
use super::statements::{count, insertion, one, push_returning};
use crate::{Db, StoreError};

table_row! {
    /// What is guessed at: an account, an address, or both together.
    Brake in "sign_in_brake" {
        /// What it is, told by a hash.
        key: String,
        /// Failures in a row.
        failures: i64,
        /// When the last one was.
        last_at: Timestamp,
    }
}

/// The state of a key, which nobody else can change until this transaction ends; without failures when it is new.
pub async fn lock(db: &mut Db, key: &str, now: Timestamp) -> Result<Brake, StoreError> {
    let fresh = Brake { key: key.to_owned(), failures: 0, last_at: now };
    let mut writer = insertion(db, std::slice::from_ref(&fresh));
    writer.push(" ON CONFLICT (key) DO UPDATE SET failures = sign_in_brake.failures");
    push_returning::<Brake>(&mut writer);
    one(db, writer).await.map(|found| found.unwrap_or(fresh))
}

/// Writes the state of a key.
pub async fn put(db: &mut Db, brake: &Brake) -> Result<(), StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(brake));
    writer.push(" ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at");
    count(db, writer).await.map(|_| ())
}

/// Takes back one failure that was counted in advance at `counted_at` and was none. When no other came since, the last
/// one is the one before it again.
pub async fn give_back(db: &mut Db, key: &str, counted_at: Timestamp, before: Timestamp) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE sign_in_brake SET failures = failures - 1, last_at = CASE WHEN last_at = ");
    writer.bind(ColumnType::Instant, counted_at).push(" THEN ").bind(ColumnType::Instant, before);
    writer.push(" ELSE last_at END WHERE key = ").bind(ColumnType::Text, key).push(" AND failures > 0");
    count(db, writer).await.map(|_| ())
}

/// Forgets a key.
pub async fn clear(db: &mut Db, key: &str) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM sign_in_brake WHERE key = ").bind(ColumnType::Text, key);
    count(db, writer).await.map(|_| ())
}

/// Removes what was last guessed at before an instant.
pub async fn purge(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM sign_in_brake WHERE last_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}
