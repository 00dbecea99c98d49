//! `tenon release set`: change sets from a terminal.

use std::sync::Arc;

use engine_errors::Code;
use engine_services::{
    Answer, ChangeSetBody, Failure, PublishBody, RebaseBody, RenameBody, Tenon, change_set, change_set_conflicts,
    change_set_id, change_sets, create_change_set, discard_change_set, operator, plan_change_set, publish_change_set,
    put_draft, rebase_change_set, rename_in_change_set,
};
use serde_json::{Value as Json, json};

use crate::arguments::SetVerb;
use crate::console::{language, say};
use crate::release::{tell_plan, text, texts};
use crate::templates;

/// Runs a verb over change sets.
pub(crate) async fn run(tenon: &Arc<Tenon>, verb: SetVerb) -> Answer<()> {
    let actor = &operator(tenon, &language());
    match verb {
        SetVerb::List => {
            for set in items(&change_sets(tenon, actor, Some("open")).await?, "data") {
                say(&head(set));
            }
        }
        SetVerb::Begin { folder, title } => {
            let body = ChangeSetBody { title: Some(title), note: None };
            // Read first: without documents there is nothing to begin.
            let documents = templates::documents(&folder)?;
            let id = create_change_set(tenon, actor, body).await?;
            for document in documents {
                put_draft(tenon, actor, id, &word(&document, "kind"), &word(&document, "name"), document.clone())
                    .await?;
            }
            say(&id.to_string());
        }
        SetVerb::Put { id, folder } => {
            let id = change_set_id(&id)?;
            for document in templates::documents(&folder)? {
                put_draft(tenon, actor, id, &word(&document, "kind"), &word(&document, "name"), document.clone())
                    .await?;
            }
        }
        SetVerb::Show { id } => {
            let shown = change_set(tenon, actor, change_set_id(&id)?).await?;
            say(&head(&shown));
            for one in items(&shown, "documents") {
                say(&format!("{}\t{}/{}", text(one, "state"), text(one, "kind"), text(one, "name")));
            }
            texts(&shown, "changes");
        }
        SetVerb::Rename { id, document, field, option, to } => {
            let (kind, name) = document.split_once('/').unwrap_or((&document, ""));
            let (kind, name) = (kind.to_owned(), name.to_owned());
            let body = RenameBody { kind, name, field, option, to, note: String::new() };
            let answer = rename_in_change_set(tenon, actor, change_set_id(&id)?, &body).await?;
            for document in items(&answer, "documents") {
                say(document.as_str().unwrap_or_default());
            }
        }
        SetVerb::Conflicts { id } => {
            for one in items(&change_set_conflicts(tenon, actor, change_set_id(&id)?).await?, "data") {
                let side = |name: &str| one.get(name).cloned().unwrap_or_default();
                say(&format!("{}#{}", text(one, "document"), text(one, "path")));
                say(&format!("  base {}\n  mine {}\n  theirs {}", side("base"), side("mine"), side("theirs")));
            }
        }
        SetVerb::Rebase { id, take } => {
            rebase_change_set(tenon, actor, change_set_id(&id)?, decisions(&take)?).await?;
        }
        SetVerb::Plan { id } => tell_plan(&plan_change_set(tenon, actor, change_set_id(&id)?).await?),
        SetVerb::Publish { id, accept } => {
            let id = change_set_id(&id)?;
            let plan = plan_change_set(tenon, actor, id).await?;
            tell_plan(&plan);
            let body = PublishBody { plan_hash: text(&plan, "hash").to_owned(), accept };
            let number = publish_change_set(tenon, actor, id, body).await?;
            say(&format!("release {number}"));
        }
        SetVerb::Discard { id } => discard_change_set(tenon, actor, change_set_id(&id)?).await?,
    }
    Ok(())
}

/// `kind/name#path=mine` and so on, as the API has them.
fn decisions(take: &[String]) -> Answer<RebaseBody> {
    let pairs = take.iter().map(|one| one.rsplit_once('=').unwrap_or((one, "")));
    let pairs: serde_json::Map<String, Json> =
        pairs.map(|(place, side)| (place.to_owned(), Json::from(side))).collect();
    serde_json::from_value(json!({"take": pairs})).map_err(|error| Failure {
        cause: Some(error.to_string()),
        ..Failure::new(Code::ParameterInvalid).with("name", "take")
    })
}

fn items<'a>(json: &'a Json, key: &str) -> impl Iterator<Item = &'a Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

fn word(document: &Json, key: &str) -> String {
    text(document, key).to_owned()
}

fn head(set: &Json) -> String {
    let author = set.get("author").map(|author| text(author, "label")).unwrap_or_default();
    let base = set.get("base_release").and_then(Json::as_i64).unwrap_or_default();
    format!("{}\t{}\t{base}\t{author}\t{}", text(set, "id"), text(set, "state"), text(set, "title"))
}
