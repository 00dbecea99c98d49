//! The table `file`: what is known about uploaded files. Their content is in [`crate::FileStore`].

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp, Value};

use super::row::table_row;
use super::statements::{
    all, by_ids as rows_by_ids, by_key, changed, count, insert as insert_row, push_limit, select, single,
};
use crate::{Db, StoreError};

table_row! {
    /// An uploaded file.
    FileRow in "file" {
        /// The identity.
        id: Id,
        /// The name it was uploaded with.
        name: String,
        /// Its media type.
        media_type: String,
        /// How many bytes.
        size: i64,
        /// The hash of its content, which is also where the content lies.
        sha256: String,
        /// When it was uploaded.
        created_at: Timestamp,
        /// By whom.
        created_by: Option<Id>,
        /// The uid of the object it belongs to.
        object: Option<String>,
        /// The record it belongs to; none until a record with it is saved.
        record: Option<Id>,
        /// The uid of the field.
        field: Option<String>,
    }
}

/// Adds a file.
pub async fn insert(db: &mut Db, file: &FileRow) -> Result<(), StoreError> {
    insert_row(db, file).await
}

/// The file with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<FileRow>, StoreError> {
    by_key(db, "id", &id).await
}

/// The files with these identities, in no order.
pub async fn by_ids(db: &mut Db, ids: &[Id]) -> Result<Vec<FileRow>, StoreError> {
    rows_by_ids(db, ids).await
}

/// Binds files to the field of a record. Those that belong to another record are left as they are and not counted.
pub async fn attach(db: &mut Db, ids: &[Id], object: &str, record: Id, field: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE file SET object = ").bind(ColumnType::Text, object);
    writer.push(", record = ").bind(ColumnType::Id, record).push(", field = ").bind(ColumnType::Text, field);
    writer.push(" WHERE id").in_list(ColumnType::Id, ids.iter().copied().map(Value::Id));
    writer.push(" AND (record IS NULL OR record = ").bind(ColumnType::Id, record).push(")");
    count(db, writer).await
}

/// Binds the files of a field that was known by its name to its identity.
pub async fn follow_field(db: &mut Db, object: &str, name: &str, uid: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE file SET field = ").bind(ColumnType::Text, uid);
    writer.push(" WHERE object = ").bind(ColumnType::Text, object).push(" AND field = ").bind(ColumnType::Text, name);
    count(db, writer).await
}

/// Files in the order of their identities, after one of them.
pub async fn page(db: &mut Db, after: Option<Id>, limit: i64) -> Result<Vec<FileRow>, StoreError> {
    let mut writer = select::<FileRow>(db);
    if let Some(after) = after {
        writer.push(" WHERE id > ").bind(ColumnType::Id, after);
    }
    writer.push(" ORDER BY id");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// The files of a record.
pub async fn of_record(db: &mut Db, object: &str, record: Id) -> Result<Vec<FileRow>, StoreError> {
    let mut writer = select::<FileRow>(db);
    writer.push(" WHERE object = ").bind(ColumnType::Text, object).push(" AND record = ").bind(ColumnType::Id, record);
    writer.push(" ORDER BY created_at, id");
    all(db, writer).await
}

/// Removes a file; its content stays until nobody uses it.
pub async fn delete(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM file WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}

/// True while any file has this content.
pub async fn is_content_used(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT EXISTS (SELECT 1 FROM file WHERE sha256 = ").bind(ColumnType::Text, sha256).push(")");
    single(db, writer).await
}

/// Files uploaded before an instant that no record took, oldest first.
pub async fn loose(db: &mut Db, before: Timestamp, limit: i64) -> Result<Vec<FileRow>, StoreError> {
    let mut writer = select::<FileRow>(db);
    writer.push(" WHERE record IS NULL AND created_at < ").bind(ColumnType::Instant, before);
    writer.push(" ORDER BY created_at, id");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// Removes the files of an object, or of one field of it; answers the hashes of the contents that nobody has any more.
pub async fn forget(db: &mut Db, object: &str, field: Option<&str>) -> Result<Vec<String>, StoreError> {
    let own = |writer: &mut SqlWriter| {
        writer.push("object = ").bind(ColumnType::Text, object);
        if let Some(field) = field {
            writer.push(" AND field = ").bind(ColumnType::Text, field);
        }
    };
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT DISTINCT sha256").column(ColumnType::Text).push(" FROM file WHERE ");
    own(&mut writer);
    let found = db.rows(&writer.finish()).await?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM file WHERE ");
    own(&mut writer);
    count(db, writer).await?;
    let mut contents = Vec::new();
    for hash in found.iter().filter_map(|row| row.first()?.as_text()) {
        if !is_content_used(db, hash).await? {
            contents.push(hash.to_owned());
        }
    }
    Ok(contents)
}
