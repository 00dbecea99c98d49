//! Back-fills as an administrator sees, stops and resumes them.

use std::collections::BTreeSet;

use engine_access::Actor;
use engine_errors::Code;
use engine_model::Model;
use engine_store::{Db, tables};
use engine_values::{Id, instant_to_text};
use serde_json::{Value as Json, json};

use super::job::{self, JOB, Payload, payload_of};
use crate::{Answer, Failure, Tenon, designs};

/// The back-fills that are not done and the type changes that run, with how many records are done of how many.
///
/// # Errors
/// `forbidden` without the system right `metadata`.
pub async fn jobs(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    designs::admit(actor)?;
    let world = tenon.world();
    let open = tenon.store.read(async |db: &mut Db| job::open(db).await).await?;
    let mut data: Vec<Json> = open.iter().map(|(job, payload)| shown(world.model(), job, payload)).collect();
    data.extend(designs::running(tenon, &world).await?);
    Ok(json!({"data": data}))
}

/// Stops a back-fill where it is, until it is resumed or a release takes its work over. What is computed by then stays;
/// the fields go on being marked. Cancelling twice is once.
///
/// # Errors
/// `forbidden`; `job_not_found` when there is none with that identity, or it is done.
pub async fn cancel_job(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Json> {
    control(tenon, actor, id, false).await
}

/// Lets a back-fill that was cancelled or given up go on where it stopped. Resuming one that waits or runs changes nothing.
///
/// # Errors
/// `forbidden`; `job_not_found` when there is none with that identity, or it is done.
pub async fn resume_job(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Json> {
    control(tenon, actor, id, true).await
}

async fn control(tenon: &Tenon, actor: &Actor, id: Id, resumes: bool) -> Answer<Json> {
    designs::admit(actor)?;
    let world = tenon.world();
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Json> {
            let known = tables::jobs::get(db, id).await?;
            if known.as_ref().and_then(payload_of).is_some() {
                match resumes {
                    true => tables::jobs::resume(db, id, JOB).await?,
                    false => tables::jobs::cancel(db, id).await?,
                };
            }
            let known = tables::jobs::get(db, id).await?.filter(|job| job.state != "done");
            let found = known.and_then(|job| payload_of(&job).map(|payload| (job, payload)));
            let (job, payload) = found.ok_or_else(|| Failure::new(Code::JobNotFound).with("id", id.to_string()))?;
            Ok(shown(world.model(), &job, &payload))
        })
        .await
}

fn shown(model: &Model, job: &tables::jobs::Job, payload: &Payload) -> Json {
    let named = || payload.rest().filter_map(|pass| model.object_with_uid(&pass.object).map(|object| (object, pass)));
    let objects: BTreeSet<&str> = named().map(|(object, _)| object.name.as_str()).collect();
    let fields: BTreeSet<String> = named()
        .flat_map(|(object, pass)| {
            let is_meant = |field: &&engine_model::Field| pass.fields.contains(&field.uid);
            object.fields.iter().filter(is_meant).map(|field| format!("{}.{}", object.name, field.name))
        })
        .collect();
    json!({
        "id": job.id,
        "name": job.name,
        "state": job.state,
        "release": payload.release,
        "done": job.progress,
        "total": payload.total,
        "objects": objects,
        "fields": fields,
        "error": job.error,
        "created_at": instant_to_text(job.created_at),
    })
}
