//! The table `department`: the tree of the organisation.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id};

use super::row::table_row;
use super::statements::{all, by_key, changed, insert as insert_row, select, update_by_key};
use crate::{Db, StoreError};

table_row! {
    /// A department.
    Department in "department" {
        /// Its identity.
        id: Id,
        /// Its name.
        name: String,
        /// The department above it.
        parent: Option<Id>,
        /// The person who leads it.
        head: Option<Id>,
        /// Its place among those with the same parent.
        position: i64,
    }
}

/// Adds a department.
pub async fn insert(db: &mut Db, department: &Department) -> Result<(), StoreError> {
    insert_row(db, department).await
}

/// Writes a department; false when there is none with that identity.
pub async fn update(db: &mut Db, department: &Department) -> Result<bool, StoreError> {
    update_by_key(db, department, &[]).await
}

/// The department with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<Department>, StoreError> {
    by_key(db, "id", &id).await
}

/// Every department, siblings in their order.
pub async fn list(db: &mut Db) -> Result<Vec<Department>, StoreError> {
    let mut writer = select::<Department>(db);
    writer.push(" ORDER BY position, name, id");
    all(db, writer).await
}

/// Removes a department; a foreign key refuses it while people or departments belong to it.
pub async fn delete(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM department WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}
