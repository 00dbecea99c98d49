//! A publication worked out against the database: the models before and after, and what differs.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine_definitions::Document;
use engine_errors::Code;
use engine_model::diff::{Change, diff};
use engine_model::{ColumnGenerations, Model, RenamedValue, renamed_values};
use engine_store::tables::recycled::Recycled;
use engine_store::{Db, StoreError, release, tables};
use engine_values::Date;

use super::publication::{Publication, merge};
use super::publish::{Compiled, compile, retired_uids};
use super::type_change::{Turning, TypeChange, TypeChangeChoice, turnings};
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
    /// Fields that get another column.
    pub(super) type_changes: Vec<TypeChange>,
    /// How their values turn, where they are not computed anew.
    pub(super) turnings: Vec<Turning>,
    /// What the publisher chose for values that do not convert.
    pub(super) choices: BTreeMap<String, TypeChangeChoice>,
}

/// Key of the setting that says where columns lie.
const GENERATIONS: &str = "column_generations";

/// Where the columns of fields lie.
pub(crate) async fn generations(db: &mut Db) -> Result<ColumnGenerations, StoreError> {
    let stored = tables::settings::get(db, GENERATIONS).await?;
    let read = stored.map(serde_json::from_value).transpose();
    read.map(Option::unwrap_or_default).map_err(|error| StoreError::Other(error.to_string()))
}

/// Writes where the columns of fields lie.
pub(super) async fn store_generations(db: &mut Db, generations: &ColumnGenerations) -> Answer<()> {
    let json = serde_json::to_value(generations).map_err(|error| Failure::internal(error.to_string()))?;
    tables::settings::put(db, GENERATIONS, &json).await?;
    Ok(())
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
    let Compiled { generation: after, type_changes, mut problems } =
        compile(&before, merged, number, &directory, today, &recycled);
    let (turnings, found) = turnings(&before, &after.model, &type_changes, publication, &recycled);
    problems.extend(found);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let changes = diff(before.documents(), after.model.documents());
    let values = renamed_values(&before, &after.model);
    let choices = publication.type_changes.clone();
    Ok(Draft { present, before, after, changes, values, retired, recycled, type_changes, turnings, choices })
}

/// The model of the newest release, from its documents in the database.
async fn stored(db: &mut Db, present: i64) -> Answer<Model> {
    let rows = tables::documents::list(db).await?;
    let documents = rows.into_iter().map(|row| Document::parse(row.body)).collect::<Result<_, _>>()?;
    let mut model = Model::resolve(documents, present)?;
    model.place_columns(generations(db).await?);
    Ok(model)
}
