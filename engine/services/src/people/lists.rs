//! People and departments for pickers.

use engine_access::Actor;
use serde_json::{Value as Json, json};

use crate::{Answer, Tenon};

/// People of one answer.
const MAX_LIMIT: usize = 50;

/// Active people for pickers, by part of name or login.
///
/// # Errors
/// Never; a search without matches is an empty list.
pub fn users(tenon: &Tenon, _actor: &Actor, search: Option<&str>, limit: Option<usize>) -> Answer<Json> {
    let world = tenon.world();
    let wanted = search.unwrap_or_default().trim().to_lowercase();
    let mut people: Vec<_> = world
        .directory
        .people()
        .filter(|person| person.is_active)
        .filter(|person| person.name.to_lowercase().contains(&wanted) || person.login.contains(&wanted))
        .collect();
    people.sort_by(|one, other| one.login.cmp(&other.login));
    let data: Vec<Json> = people
        .into_iter()
        .take(limit.unwrap_or(MAX_LIMIT).min(MAX_LIMIT))
        .map(|person| {
            let department = person.department.and_then(|id| world.directory.department(id));
            let department = department.map(|department| json!({"id": department.id, "label": department.name}));
            json!({"id": person.id, "label": person.name, "login": person.login, "department": department})
        })
        .collect();
    Ok(json!({"data": data}))
}

/// Every department.
///
/// # Errors
/// Never.
pub fn departments(tenon: &Tenon, _actor: &Actor) -> Answer<Json> {
    let world = tenon.world();
    let data: Vec<Json> = world
        .directory
        .departments()
        .map(|department| json!({"id": department.id, "label": department.name, "parent": department.parent}))
        .collect();
    Ok(json!({"data": data}))
}
