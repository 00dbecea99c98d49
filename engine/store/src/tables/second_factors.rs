//! The tables `second_factor` and `recovery_code`: what proves a person beside the password.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{by_key, changed, count, insert, insertion, single};
use crate::{Db, StoreError};

table_row! {
    /// The app of a person that shows one-time codes.
    SecondFactor in "second_factor" {
        /// The person.
        user_id: Id,
        /// What the codes are made from, sealed.
        secret: String,
        /// When it was made.
        created_at: Timestamp,
        /// When the first code was right; until then it asks nobody for a code.
        confirmed_at: Option<Timestamp>,
        /// The step of the last code that was used: it and those before are used up.
        last_step: i64,
    }
}

table_row! {
    /// A code that works once in place of the app.
    RecoveryCode in "recovery_code" {
        /// The hash of the code.
        hash: String,
        /// The person.
        user_id: Id,
        /// When it was used.
        used_at: Option<Timestamp>,
    }
}

/// The second factor of a person, also when it is not confirmed.
pub async fn get(db: &mut Db, user: Id) -> Result<Option<SecondFactor>, StoreError> {
    by_key(db, "user_id", &user).await
}

/// Writes the second factor of a person, in place of one that is not confirmed; false when there is one that is.
pub async fn put(db: &mut Db, factor: &SecondFactor) -> Result<bool, StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(factor));
    writer.push(" ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, ");
    writer.push("last_step = excluded.last_step WHERE second_factor.confirmed_at IS NULL");
    changed(db, writer).await
}

/// Confirms the second factor; false when it already was.
pub async fn confirm(db: &mut Db, user: Id, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE second_factor SET confirmed_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user).push(" AND confirmed_at IS NULL");
    changed(db, writer).await
}

/// Uses up the code of a step. False when it or a later one was used: of two with the same code only one gets true.
pub async fn use_step(db: &mut Db, user: Id, step: i64) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE second_factor SET last_step = ").bind(ColumnType::Int, step);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user);
    writer.push(" AND last_step < ").bind(ColumnType::Int, step);
    changed(db, writer).await
}

/// Takes the second factor and the recovery codes away; false when there was none.
pub async fn remove(db: &mut Db, user: Id) -> Result<bool, StoreError> {
    put_codes(db, user, &[]).await?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM second_factor WHERE user_id = ").bind(ColumnType::Id, user);
    changed(db, writer).await
}

/// Replaces the recovery codes of a person.
pub async fn put_codes(db: &mut Db, user: Id, hashes: &[String]) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM recovery_code WHERE user_id = ").bind(ColumnType::Id, user);
    count(db, writer).await?;
    for hash in hashes {
        insert(db, &RecoveryCode { hash: hash.clone(), user_id: user, used_at: None }).await?;
    }
    Ok(())
}

/// Uses up a recovery code. False when it is not the person's or was used: of two only one gets true.
pub async fn use_code(db: &mut Db, user: Id, hash: &str, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE recovery_code SET used_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE hash = ").bind(ColumnType::Text, hash);
    writer.push(" AND user_id = ").bind(ColumnType::Id, user).push(" AND used_at IS NULL");
    changed(db, writer).await
}

/// Whether a person has this recovery code and it is not used.
pub async fn has_code(db: &mut Db, user: Id, hash: &str) -> Result<bool, StoreError> {
    let found: Option<RecoveryCode> = by_key(db, "hash", &hash.to_owned()).await?;
    Ok(found.is_some_and(|code| code.user_id == user && code.used_at.is_none()))
}

/// How many recovery codes are left.
pub async fn codes_left(db: &mut Db, user: Id) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM recovery_code WHERE used_at IS NULL AND user_id = ");
    writer.bind(ColumnType::Id, user);
    single(db, writer).await
}
