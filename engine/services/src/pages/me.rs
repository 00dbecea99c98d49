//! The person at the door: name, language, menu, rights, and what waits.

use std::sync::Arc;

use engine_access::Actor;
use engine_definitions::{AppDocument, RowScope};
use engine_errors::{Code, Problem};
use engine_store::{Db, tables};
use serde_json::{Value as Json, json};

use crate::directory::mark_changed;
use crate::locales::LANGUAGES;
use crate::records::is_view_open;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Who is signed in, and the menu of what the person may see.
///
/// # Errors
/// Whatever the database says.
pub async fn me(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    let world = tenon.world();
    let person = world.directory.person(actor.user).ok_or_else(|| Failure::new(Code::SessionExpired))?;
    let user = actor.user;
    let (tasks, notices) = tenon
        .store
        .read(async |db: &mut Db| -> Answer<(i64, i64)> {
            let tasks = tables::flow_tasks::count(db, user, "open").await?;
            Ok((tasks, tables::notices::count_unread(db, user).await?))
        })
        .await?;
    let language = actor.language.as_str();
    let department = person.department.and_then(|id| world.directory.department(id));
    let roles: Vec<Json> = world
        .model()
        .roles()
        .filter(|role| person.roles.iter().any(|own| Some(own) == role.uid.as_ref()))
        .map(|role| json!({"name": role.name, "label": role.label.text(language)}))
        .collect();
    let apps: Vec<Json> = world.model().apps().into_iter().filter_map(|app| menu(&world, actor, app)).collect();
    let system: Vec<Json> = actor.grants.system_rights().map(|right| json!(right)).collect();
    Ok(json!({
        "user": {
            "id": actor.user,
            "login": person.login,
            "name": person.name,
            "language": language,
            "department": department.map(|department| json!({"id": department.id, "label": department.name})),
            "superior": person.superior.map(|id| json!({"id": id, "label": world.person_label(id)})),
        },
        "roles": roles,
        "apps": apps,
        "system": system,
        "release": world.model().release,
        "open_tasks": tasks,
        "unread_notices": notices,
    }))
}

/// An app with the entries that the actor may open; none when nothing is left.
fn menu(world: &World, actor: &Actor, app: &AppDocument) -> Option<Json> {
    let language = actor.language.as_str();
    let mut groups = Vec::new();
    for group in &app.menu {
        let mut items = Vec::new();
        for item in &group.items {
            let Some(view) = world.model().views().find(|view| view.name == item.view) else { continue };
            let Some(object) = world.model().object_named(&view.object) else { continue };
            if actor.grants.object_ref(object.index).is_none_or(|grants| grants.read == RowScope::None) {
                continue;
            }
            let reader = world.reader(actor);
            if !is_view_open(reader, object, &reader.reading(object), view) {
                continue;
            }
            let label = item.label.text(language).or_else(|| view.label.text(language)).unwrap_or(&view.name);
            let icon = if item.icon.is_empty() { &object.icon } else { &item.icon };
            items.push(json!({"view": view.name, "object": object.name, "label": label, "icon": icon}));
        }
        if !items.is_empty() {
            groups.push(json!({"label": group.label.text(language), "items": items}));
        }
    }
    (!groups.is_empty())
        .then(|| json!({"name": app.name, "label": app.label.text(language), "icon": app.icon, "menu": groups}))
}

/// Sets the language of the signed-in person.
///
/// # Errors
/// A problem for a language without texts.
pub async fn set_language(tenon: &Tenon, actor: &Arc<Actor>, language: &str) -> Answer<()> {
    if !LANGUAGES.contains(&language) {
        return Err(Failure::problems(vec![Problem::at(Code::OptionUnknown, "/language").with("value", language)]));
    }
    let (user, language) = (actor.user, language.to_owned());
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            tables::users::set_language(db, user, &language).await?;
            mark_changed(db).await?;
            Ok(())
        })
        .await?;
    tenon.reload_directory().await
}
