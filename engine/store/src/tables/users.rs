//! The tables `app_user` and `user_department`: people and the departments they belong to.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp, Value};

use super::row::table_row;
use super::statements::{
    all, by_ids as rows_by_ids, by_key, changed, count as count_changed, insert as insert_row, push_limit, select,
    single, singles, update_by_key,
};
use crate::{Db, StoreError};

table_row! {
    /// A person who may sign in.
    User in "app_user" {
        /// The identity.
        id: Id,
        /// The name to sign in with, in lower case.
        login: String,
        /// The name to show.
        name: String,
        /// Where mails go.
        email: Option<String>,
        /// A telephone number.
        phone: Option<String>,
        /// The hash of the password; none for somebody who cannot sign in with one.
        password_hash: Option<String>,
        /// The chosen language.
        language: Option<String>,
        /// The main department.
        department: Option<Id>,
        /// The direct superior.
        superior: Option<Id>,
        /// False for somebody who has left.
        active: bool,
        /// When the row was made.
        created_at: Timestamp,
    }
}

/// Which people to list.
#[derive(Debug, Clone, Default)]
pub struct UserList {
    /// Part of the name or login; upper and lower case of ASCII letters are the same.
    pub search: Option<String>,
    /// Leaves out those who have left.
    pub active_only: bool,
    /// Continues after this name and identity.
    pub after: Option<(String, Id)>,
    /// At most so many.
    pub limit: i64,
}

/// Adds a person.
pub async fn insert(db: &mut Db, user: &User) -> Result<(), StoreError> {
    insert_row(db, user).await
}

/// Writes everything but the time of creation; false when there is nobody with that identity.
pub async fn update(db: &mut Db, user: &User) -> Result<bool, StoreError> {
    update_by_key(db, user, &["created_at"]).await
}

/// Writes the hash of the password.
pub async fn set_password(db: &mut Db, id: Id, hash: &str) -> Result<bool, StoreError> {
    set(db, id, "password_hash", hash).await
}

/// Writes the chosen language.
pub async fn set_language(db: &mut Db, id: Id, language: &str) -> Result<bool, StoreError> {
    set(db, id, "language", language).await
}

async fn set(db: &mut Db, id: Id, column: &str, text: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE app_user SET ").push(column).push(" = ").bind(ColumnType::Text, text);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}

/// The person with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<User>, StoreError> {
    by_key(db, "id", &id).await
}

/// The person with that login, which must be in lower case.
pub async fn by_login(db: &mut Db, login: &str) -> Result<Option<User>, StoreError> {
    by_key(db, "login", &login.to_owned()).await
}

/// The people with these identities, in no order.
pub async fn by_ids(db: &mut Db, ids: &[Id]) -> Result<Vec<User>, StoreError> {
    rows_by_ids(db, ids).await
}

/// People by name.
pub async fn list(db: &mut Db, list: &UserList) -> Result<Vec<User>, StoreError> {
    let mut writer = select::<User>(db);
    writer.push(" WHERE active IN (").bind(ColumnType::Bool, true).push(", ");
    writer.bind(ColumnType::Bool, list.active_only).push(")");
    if let Some(search) = &list.search {
        // Looks for a part without the meaning that LIKE gives to some characters.
        let find = match db.dialect() {
            Dialect::Sqlite => "instr(",
            Dialect::Postgres => "strpos(",
        };
        let part = search.to_ascii_lowercase();
        writer.push(" AND (").push(find).push("lower(name), ").bind(ColumnType::Text, part.as_str()).push(") > 0 OR ");
        writer.push(find).push("login, ").bind(ColumnType::Text, part).push(") > 0)");
    }
    if let Some((name, id)) = &list.after {
        writer.push(" AND (name, id) > (").bind(ColumnType::Text, name.as_str()).push(", ");
        writer.bind(ColumnType::Id, *id).push(")");
    }
    writer.push(" ORDER BY name, id");
    push_limit(&mut writer, list.limit);
    all(db, writer).await
}

/// How many people there are, also those who have left.
pub async fn count(db: &mut Db) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM app_user");
    single(db, writer).await
}

/// The people whose main or extra department is one of these, by name.
pub async fn in_departments(db: &mut Db, departments: &[Id]) -> Result<Vec<User>, StoreError> {
    let ids = || departments.iter().copied().map(Value::Id);
    let mut writer = select::<User>(db);
    writer.push(" WHERE (department").in_list(ColumnType::Id, ids());
    writer.push(" OR id IN (SELECT user_id FROM user_department WHERE department").in_list(ColumnType::Id, ids());
    writer.push(")) ORDER BY name, id");
    all(db, writer).await
}

/// The departments that somebody belongs to beside the main one.
pub async fn extra_departments(db: &mut Db, user: Id) -> Result<Vec<Id>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT department FROM user_department WHERE user_id = ").bind(ColumnType::Id, user);
    writer.push(" ORDER BY department");
    singles(db, writer).await
}

/// Replaces the departments that somebody belongs to beside the main one.
pub async fn set_extra_departments(db: &mut Db, user: Id, departments: &[Id]) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM user_department WHERE user_id = ").bind(ColumnType::Id, user);
    count_changed(db, writer).await?;
    for department in departments {
        let mut writer = SqlWriter::new(db.dialect());
        writer.push("INSERT INTO user_department (user_id, department) VALUES (").bind(ColumnType::Id, user);
        writer.push(", ").bind(ColumnType::Id, *department).push(") ON CONFLICT DO NOTHING");
        count_changed(db, writer).await?;
    }
    Ok(())
}
