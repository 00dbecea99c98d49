//! `tenon release`: looking at releases, planning, publishing and going back, from a terminal.

use std::path::Path;
use std::sync::Arc;

use engine_services::{Answer, Publication, Tenon, operator, plan, publish, release, release_diff, releases};
use engine_services::{RestoreBody, documents_of, publication_of_restore};
use serde_json::Value as Json;

use crate::arguments::{PublishArguments, ReleaseVerb};
use crate::console::{language, say};
use crate::{release_set, templates};

/// Runs a verb over releases.
pub(crate) async fn run(tenon: &Arc<Tenon>, verb: ReleaseVerb) -> Answer<()> {
    let actor = operator(tenon, &language());
    match verb {
        ReleaseVerb::Set { verb } => release_set::run(tenon, verb).await?,
        ReleaseVerb::List => {
            let list = releases(tenon, &actor).await?;
            for one in list.get("data").and_then(Json::as_array).into_iter().flatten() {
                say(&head(one));
            }
        }
        ReleaseVerb::Show { number } => {
            let shown = release(tenon, &actor, number).await?;
            say(&head(&shown));
            texts(&shown, "changes");
        }
        ReleaseVerb::Diff { from, to } => texts(&release_diff(tenon, &actor, from, to).await?, "changes"),
        ReleaseVerb::Export { folder } => {
            let documents = documents_of(tenon);
            let count = documents.len();
            for (kind, name, text) in documents {
                templates::write(&Path::new(&folder).join(format!("{kind}s")), &format!("{name}.json"), &text)?;
            }
            say(&format!("{count} documents written to {folder}"));
        }
        ReleaseVerb::Plan { folder, exact } => {
            let publication = publication(tenon, &folder, exact, String::new())?;
            tell_plan(&plan(tenon, &actor, &publication).await?);
        }
        ReleaseVerb::Publish { folder, exact, publish } => {
            let publication = publication(tenon, &folder, exact, publish.note.clone())?;
            carry_out(tenon, publication, &publish).await?;
        }
        ReleaseVerb::Restore { number, documents, publish } => {
            let wanted = (!documents.is_empty()).then_some(documents);
            let body = RestoreBody { documents: wanted };
            let mut publication = publication_of_restore(tenon, &actor, number, body).await?;
            publication.note.clone_from(&publish.note);
            carry_out(tenon, publication, &publish).await?;
        }
    }
    Ok(())
}

/// The documents of a folder; with `exact`, the installation has no others afterwards.
fn publication(tenon: &Tenon, folder: &str, exact: bool, note: String) -> Answer<Publication> {
    let documents = templates::documents(folder)?;
    let mut publication = Publication { documents, note, ..Publication::default() };
    if exact {
        publication.remove_others(tenon);
    }
    Ok(publication)
}

/// Plans, shows the plan, and does exactly that.
async fn carry_out(tenon: &Arc<Tenon>, mut publication: Publication, arguments: &PublishArguments) -> Answer<()> {
    let actor = operator(tenon, &language());
    let planned = plan(tenon, &actor, &publication).await?;
    tell_plan(&planned);
    publication.plan_hash = planned.get("hash").and_then(Json::as_str).map(str::to_owned);
    publication.accept.clone_from(&arguments.accept);
    let number = publish(tenon, &actor, publication).await?;
    say(&format!("release {number}"));
    Ok(())
}

pub(crate) fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

fn head(one: &Json) -> String {
    let number = one.get("number").and_then(Json::as_i64).unwrap_or_default();
    let by = one.get("by").map(|by| text(by, "label")).unwrap_or_default();
    format!("{number}\t{}\t{by}\t{}", text(one, "at"), text(one, "note"))
}

pub(crate) fn texts(json: &Json, key: &str) {
    for one in json.get(key).and_then(Json::as_array).into_iter().flatten() {
        say(&format!("  {}", text(one, "text")));
    }
}

pub(crate) fn tell_plan(plan: &Json) {
    texts(plan, "changes");
    for step in plan.get("steps").and_then(Json::as_array).into_iter().flatten() {
        say(&format!("[{}] {}  ({})", text(step, "risk"), text(step, "text"), text(step, "key")));
    }
    for problem in plan.get("problems").and_then(Json::as_array).into_iter().flatten() {
        say(&format!("! {}{}: {}", text(problem, "document"), text(problem, "path"), text(problem, "message")));
    }
}
