//! A publication worked out against the database: the models before and after, and what differs.

use std::sync::Arc;

use engine_definitions::Document;
use engine_errors::Code;
use engine_model::diff::{Change, diff};
use engine_model::{Model, RenamedValue, renamed_values};
use engine_store::tables::recycled::Recycled;
use engine_store::{Db, release, tables};
use engine_values::Date;

use super::publication::{Publication, merge};
use super::publish::{compile, retired_uids};
use crate::directory::Directory;
use crate::world::Generation;
use crate::{Answer, Failure};

/// A sound publication before it is made.
pub(super) struct Draft {
    /// The release it is worked out against.
    pub(super) present: i64,
    /// The model of that release.
    pub(super) before: Arc<Model>,
    /// What would run.
    pub(super) after: Generation,
    /// Every difference.
    pub(super) changes: Vec<Change>,
    /// Keys of options that change in the records as well.
    pub(super) values: Vec<RenamedValue>,
    /// Identities that are never given again.
    pub(super) retired: Vec<String>,
    /// What lies in the recycle area.
    pub(super) recycled: Vec<Recycled>,
}

/// Works a publication out from what the database says now. `running` is the model of this process: documents of a
/// release never change, so while its release is the newest nothing has to be read.
///
/// # Errors
/// `release_stale`; every problem of the documents.
pub(super) async fn draft(db: &mut Db, publication: &Publication, running: &Arc<Model>, today: Date) -> Answer<Draft> {
    let present = release::current_release(db).await?;
    if publication.base_release.is_some_and(|base| base != present) {
        return Err(Failure::new(Code::ReleaseStale).with("release", present));
    }
    let before = if running.release == present { Arc::clone(running) } else { Arc::new(stored(db, present).await?) };
    let retired = retired_uids(db).await?;
    let recycled = tables::recycled::list(db).await?;
    let directory = Directory::load(db).await?;
    let number = present + 1;
    let merged = merge(before.documents(), publication, &retired, number);
    let (after, problems) = compile(&before, merged, number, &directory, today);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let changes = diff(before.documents(), after.model.documents());
    let values = renamed_values(&before, &after.model);
    Ok(Draft { present, before, after, changes, values, retired, recycled })
}

/// The model of the newest release, from its documents in the database.
async fn stored(db: &mut Db, present: i64) -> Answer<Model> {
    let rows = tables::documents::list(db).await?;
    let documents = rows.into_iter().map(|row| Document::parse(row.body)).collect::<Result<_, _>>()?;
    Ok(Model::resolve(documents, present)?)
}
