//! The tables `change_set` and `change_set_document`: drafts of releases.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{
    all, by_key, changed, count, insert as insert_row, insertion, push_limit, select, update_by_key,
};
use crate::{Db, StoreError};

table_row! {
    /// A named draft of a release.
    ChangeSet in "change_set" {
        /// The identity.
        id: Id,
        /// What it is about.
        title: String,
        /// What the release will say about it.
        note: String,
        /// `open`, `published` or `discarded`.
        state: String,
        /// The release that its documents were written against.
        base_release: i64,
        /// Who began it.
        author: Option<Id>,
        /// When it was begun.
        created_at: Timestamp,
        /// When it was last changed.
        updated_at: Timestamp,
        /// The release that it became.
        release_number: Option<i64>,
    }
}

table_row! {
    /// A document of a change set.
    DraftDocument in "change_set_document" {
        /// The change set.
        change_set: Id,
        /// Its kind.
        kind: String,
        /// Its name.
        name: String,
        /// The document as it shall be; none when it shall go.
        body: Option<Json>,
        /// When it was last written.
        updated_at: Timestamp,
        /// By whom.
        updated_by: Option<Id>,
    }
}

/// Adds a change set.
pub async fn insert(db: &mut Db, set: &ChangeSet) -> Result<(), StoreError> {
    insert_row(db, set).await
}

/// The change set with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<ChangeSet>, StoreError> {
    by_key(db, "id", &id).await
}

/// The same, locked until the transaction ends, so that two requests on one change set come one after the other.
pub async fn get_locked(db: &mut Db, id: Id) -> Result<Option<ChangeSet>, StoreError> {
    let dialect = db.dialect();
    let mut writer = select::<ChangeSet>(db);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id);
    if dialect == engine_sql::Dialect::Postgres {
        writer.push(" FOR UPDATE");
    }
    super::statements::one(db, writer).await
}

/// Writes everything but who began it and when.
pub async fn update(db: &mut Db, set: &ChangeSet) -> Result<bool, StoreError> {
    update_by_key(db, set, &["author", "created_at"]).await
}

/// Change sets in a state, or all, the last changed first.
pub async fn list(db: &mut Db, state: Option<&str>, limit: i64) -> Result<Vec<ChangeSet>, StoreError> {
    let mut writer = select::<ChangeSet>(db);
    if let Some(state) = state {
        writer.push(" WHERE state = ").bind(ColumnType::Text, state);
    }
    writer.push(" ORDER BY updated_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// The documents of a change set, by kind and name.
pub async fn documents(db: &mut Db, set: Id) -> Result<Vec<DraftDocument>, StoreError> {
    let mut writer = select::<DraftDocument>(db);
    writer.push(" WHERE change_set = ").bind(ColumnType::Id, set).push(" ORDER BY kind, name");
    all(db, writer).await
}

/// Adds or replaces a document of a change set.
pub async fn put_document(db: &mut Db, document: &DraftDocument) -> Result<(), StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(document));
    writer.push(
        " ON CONFLICT (change_set, kind, name) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
    );
    count(db, writer).await.map(|_| ())
}

/// Takes a document out of a change set; false when it is not in it.
pub async fn remove_document(db: &mut Db, set: Id, kind: &str, name: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM change_set_document WHERE change_set = ").bind(ColumnType::Id, set);
    writer.push(" AND kind = ").bind(ColumnType::Text, kind).push(" AND name = ").bind(ColumnType::Text, name);
    changed(db, writer).await
}
