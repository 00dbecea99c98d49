//! Notices: what happened that a person should know.

use engine_access::Actor;
use engine_definitions::Label;
use engine_errors::Code;
use engine_store::{Db, tables};
use engine_values::{Id, instant_to_text};
use serde_json::{Map, Value as Json, json};

use crate::locales::message;
use crate::{Answer, Failure, Tenon};

/// Notices of one answer.
const LIMIT: i64 = 50;

/// The newest notices of the actor, in the actor's language.
///
/// # Errors
/// Whatever the database says.
pub async fn notices(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    let world = tenon.world();
    let user = actor.user;
    let rows = tenon.store.read(async |db: &mut Db| tables::notices::list(db, user, None, LIMIT).await).await?;
    let data: Vec<Json> = rows
        .into_iter()
        .map(|notice| {
            let object = notice.object.as_deref().and_then(|uid| world.model().object_with_uid(uid));
            json!({
                "id": notice.id,
                "at": instant_to_text(notice.created_at),
                "text": text(&notice.template, &notice.params, &actor.language),
                "object": object.map(|object| object.name.as_str()),
                "record": notice.record,
                "read": notice.read_at.is_some(),
            })
        })
        .collect();
    Ok(json!({"data": data, "next": Json::Null}))
}

/// The text of a notice; labels among the parameters are taken in the reader's language.
fn text(template: &str, params: &Json, language: &str) -> String {
    let params: Map<String, Json> = params
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            let label = value.is_object().then(|| serde_json::from_value::<Label>(value.clone()).ok()).flatten();
            let value = match label.as_ref().and_then(|label| label.text(language)) {
                Some(text) => json!(text),
                None => value.clone(),
            };
            (key.clone(), value)
        })
        .collect();
    message(&format!("notice.{template}"), &params, language).unwrap_or_else(|| template.to_owned())
}

/// Marks one notice as read.
///
/// # Errors
/// `document_not_found` when it is not the actor's.
pub async fn mark_notice_read(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<()> {
    let (user, now) = (actor.user, tenon.clock.now());
    let marked =
        tenon.store.write(async move |db: &mut Db| tables::notices::mark_read(db, user, id, now).await).await?;
    if marked { Ok(()) } else { Err(Failure::new(Code::NoticeNotFound)) }
}

/// Marks every notice of the actor as read.
///
/// # Errors
/// Whatever the database says.
pub async fn mark_all_notices_read(tenon: &Tenon, actor: &Actor) -> Answer<()> {
    let (user, now) = (actor.user, tenon.clock.now());
    tenon.store.write(async move |db: &mut Db| tables::notices::mark_all_read(db, user, now).await).await?;
    Ok(())
}
