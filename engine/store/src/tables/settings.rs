//! The table `setting`: settings that are kept with the data.

use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all as all_rows, by_key, count, insert_new, insertion, select};
use crate::{Db, StoreError};

table_row! {
    /// One setting.
    Setting in "setting" {
        /// Its key.
        key: String,
        /// Its value.
        value: Json,
    }
}

/// The value of a setting.
pub async fn get(db: &mut Db, key: &str) -> Result<Option<Json>, StoreError> {
    let row: Option<Setting> = by_key(db, "key", &key.to_owned()).await?;
    Ok(row.map(|row| row.value))
}

/// Writes a setting.
pub async fn put(db: &mut Db, key: &str, value: &Json) -> Result<(), StoreError> {
    let row = Setting { key: key.to_owned(), value: value.clone() };
    let mut writer = insertion(db, &[row]);
    writer.push(" ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    count(db, writer).await.map(|_| ())
}

/// Writes a setting that there is not; false when there is. Of two at once only one gets true.
pub async fn put_new(db: &mut Db, key: &str, value: &Json) -> Result<bool, StoreError> {
    insert_new(db, &Setting { key: key.to_owned(), value: value.clone() }, "key").await
}

/// Every setting.
pub async fn all(db: &mut Db) -> Result<Vec<Setting>, StoreError> {
    let mut writer = select::<Setting>(db);
    writer.push(" ORDER BY key");
    all_rows(db, writer).await
}
