//! Documents against physical tables, in the words of the documents.

use engine_model::Object;
use engine_store::schema_sync::{self, Difference, Drift};
use engine_store::{Db, StoreError};
use serde_json::Value as Json;

use super::{Finding, Weight};
use crate::{Answer, Tenon, World};

/// Every difference.
pub(super) async fn examine(tenon: &Tenon, world: &World) -> Answer<Vec<Finding>> {
    let layouts = &world.generation.layouts;
    let differences = tenon.store.read_snapshot(async |db: &mut Db| schema_sync::inspect(db, layouts).await).await?;
    Ok(differences.iter().map(|difference| finding(world, difference)).collect())
}

/// Adds what is missing, while nobody publishes.
pub(super) async fn mend(tenon: &Tenon, world: &World) -> Answer<()> {
    let layouts = world.generation.layouts.clone();
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            schema_sync::lock_publishing(db).await?;
            schema_sync::mend(db, &layouts).await
        })
        .await?;
    Ok(())
}

fn finding(world: &World, difference: &Difference) -> Finding {
    let (code, weight) = match difference.what {
        Drift::Table => ("table_missing", Weight::Fault),
        Drift::Column => ("column_missing", Weight::Fault),
        Drift::Type => ("column_type", Weight::Fault),
        Drift::Index => ("index_missing", Weight::Fault),
        Drift::Unique => ("unique_missing", Weight::Fault),
        Drift::Duplicates => ("duplicates", Weight::Fault),
        Drift::ForeignKey => ("foreign_key_missing", Weight::Fault),
        Drift::Orphans => ("orphans", Weight::Fault),
        Drift::SpareColumn => ("spare_column", Weight::Note),
        Drift::SpareTable => ("spare_table", Weight::Note),
    };
    let object = world.model().objects().iter().find(|object| object.table == difference.table);
    let fields: Vec<String> = difference.columns.iter().map(|column| field_of(object, column)).collect();
    Finding::new(code, weight, difference.mendable)
        .with("object", object.map_or(Json::Null, |object| Json::from(object.name.as_str())))
        .with("table", difference.table.as_str())
        .with("fields", fields.join(", "))
}

fn field_of(object: Option<&Object>, column: &str) -> String {
    let is_own = |field: &&engine_model::Field| field.column.as_ref().is_some_and(|(name, _)| name == column);
    let field = object.and_then(|object| object.fields.iter().find(is_own));
    field.map_or_else(|| column.to_owned(), |field| field.name.clone())
}
