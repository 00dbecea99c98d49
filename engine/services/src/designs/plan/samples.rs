//! What records of a sample are called: the title for whoever may read it, else the identity alone.

use engine_access::Actor;
use engine_query::full_row;
use engine_store::Db;
use engine_values::{Id, Value};
use serde_json::{Value as Json, json};

use crate::Answer;
use crate::world::World;

/// `[{"id", "label"}]`; the label is null where the person may not read the record or its title.
pub(super) async fn labels(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    object_uid: &str,
    ids: &[Id],
) -> Answer<Vec<Json>> {
    let object = world.model().object_with_uid(object_uid);
    let mut shown = Vec::new();
    for id in ids {
        let mut label = Json::Null;
        if let Some(object) = object {
            let reader = world.reader(actor);
            let scope = reader.reading(object);
            if !scope.is_empty() && scope.can_read(object.title) {
                let row = db.row(&full_row(db.dialect(), reader, object, &scope, *id, false)).await?;
                let place = object.columns().position(|(index, _)| index == object.title);
                let title = row.zip(place).and_then(|(row, place)| row.into_iter().nth(place));
                label = title.as_ref().and_then(Value::as_text).map_or(Json::Null, Json::from);
            }
        }
        shown.push(json!({"id": id, "label": label}));
    }
    Ok(shown)
}
