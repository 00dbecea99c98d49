//! The table `role_member`: who has which role. Roles themselves are documents, named by the uid of the document.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Value};

use super::row::table_row;
use super::statements::{all as all_rows, changed, insert_new, select, singles};
use crate::{Db, StoreError};

table_row! {
    /// One person in one role.
    RoleMember in "role_member" {
        /// The uid of the role document.
        role: String,
        /// The person.
        user_id: Id,
    }
}

/// Gives somebody a role; false when it was already so.
pub async fn add(db: &mut Db, role: &str, user: Id) -> Result<bool, StoreError> {
    insert_new(db, &RoleMember { role: role.to_owned(), user_id: user }, "role, user_id").await
}

/// Takes a role from somebody.
pub async fn remove(db: &mut Db, role: &str, user: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM role_member WHERE role = ").bind(ColumnType::Text, role);
    writer.push(" AND user_id = ").bind(ColumnType::Id, user);
    changed(db, writer).await
}

/// The roles of somebody.
pub async fn roles_of(db: &mut Db, user: Id) -> Result<Vec<String>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT role FROM role_member WHERE user_id = ").bind(ColumnType::Id, user).push(" ORDER BY role");
    singles(db, writer).await
}

/// The people in a role.
pub async fn members_of(db: &mut Db, role: &str) -> Result<Vec<Id>, StoreError> {
    members_of_any(db, &[role.to_owned()]).await
}

/// The people in at least one of these roles, each once.
pub async fn members_of_any(db: &mut Db, roles: &[String]) -> Result<Vec<Id>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT DISTINCT user_id FROM role_member WHERE role");
    writer.in_list(ColumnType::Text, roles.iter().cloned().map(Value::Text)).push(" ORDER BY user_id");
    singles(db, writer).await
}

/// Every membership.
pub async fn all(db: &mut Db) -> Result<Vec<RoleMember>, StoreError> {
    let mut writer = select::<RoleMember>(db);
    writer.push(" ORDER BY role, user_id");
    all_rows(db, writer).await
}
