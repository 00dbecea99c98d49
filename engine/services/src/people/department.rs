//! Departments as an administrator with the system right `users` keeps them.

use engine_access::Actor;
use engine_errors::{Code, Problem, Problems};
use engine_store::{Db, tables};
use engine_values::{Id, new_id};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::person::{admit, given};
use crate::directory::mark_changed;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// What may be said of a department; what is left out stays as it is, or is blank for a new one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DepartmentBody {
    /// What people call it.
    pub name: Option<String>,
    /// The department above; null makes it a root.
    #[serde(deserialize_with = "given")]
    pub parent: Option<Option<Id>>,
    /// Who leads it; null takes that person away.
    #[serde(deserialize_with = "given")]
    pub head: Option<Option<Id>>,
}

/// Makes a department; answers `{"id"}`.
///
/// # Errors
/// `forbidden`, every problem of the body; nothing is stored then.
pub async fn create_department(tenon: &Tenon, actor: &Actor, body: DepartmentBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let mut problems = checked(&world, &body, None);
    let name = body.name.as_deref().unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let position = i64::try_from(world.directory.departments().count()).unwrap_or(i64::MAX);
    let row = tables::departments::Department {
        id: new_id(),
        name,
        parent: body.parent.flatten(),
        head: body.head.flatten(),
        position,
    };
    let id = row.id;
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            tables::departments::insert(db, &row).await?;
            mark_changed(db).await?;
            Ok(())
        })
        .await?;
    tenon.reload_directory().await?;
    Ok(json!({"id": id}))
}

/// Changes a department; answers `{"id"}`.
///
/// # Errors
/// `forbidden`, `department_not_found`, every problem of the body; nothing is changed then.
pub async fn update_department(tenon: &Tenon, actor: &Actor, id: Id, body: DepartmentBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    if world.directory.department(id).is_none() {
        return Err(Failure::new(Code::DepartmentNotFound));
    }
    let mut problems = checked(&world, &body, Some(id));
    if body.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            let before =
                tables::departments::get(db, id).await?.ok_or_else(|| Failure::new(Code::DepartmentNotFound))?;
            let body = body.clone();
            let after = tables::departments::Department {
                name: body.name.map_or(before.name, |name| name.trim().to_owned()),
                parent: body.parent.unwrap_or(before.parent),
                head: body.head.unwrap_or(before.head),
                ..before
            };
            tables::departments::update(db, &after).await?;
            mark_changed(db).await?;
            Ok(())
        })
        .await?;
    tenon.reload_directory().await?;
    Ok(json!({"id": id}))
}

/// Parent and head exist, and the tree stays a tree.
fn checked(world: &World, body: &DepartmentBody, own: Option<Id>) -> Problems {
    let mut problems = Vec::new();
    if let Some(parent) = body.parent.flatten() {
        let below = own.map(|own| world.directory.with_below(&[own])).unwrap_or_default();
        if world.directory.department(parent).is_none() || below.contains(&parent) {
            problems.push(Problem::at(Code::ReferenceNotFound, "/parent"));
        }
    }
    if body.head.flatten().is_some_and(|head| world.directory.person(head).is_none()) {
        problems.push(Problem::at(Code::ReferenceNotFound, "/head"));
    }
    problems
}
