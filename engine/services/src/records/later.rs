//! Values of an answer that can be written only when its rows are known: they are noted while the rows are written, looked
//! up together, and put in their places.

use std::collections::HashMap;

use engine_access::Reader;
use engine_fields::{Operator, SystemField, any_key, split_any_key};
use engine_model::{FieldIndex, Object, ObjectIndex};
use engine_query::{Comparison, FieldPath, Filter, ListRequest, links_of, list};
use engine_store::Db;
use engine_values::{Id, Value};
use serde_json::{Value as Json, json};

use crate::Answer;

/// A value to come.
#[derive(Debug)]
pub(crate) struct Later {
    /// Where it belongs in the text.
    pub(crate) at: usize,
    /// What it is.
    pub(crate) what: What,
}

/// What a value to come is.
#[derive(Debug)]
pub(crate) enum What {
    /// The record of one of several objects that a stored key names.
    AnyRecord(String),
    /// The records that a record is linked to.
    Links {
        /// The record's object.
        object: ObjectIndex,
        /// The field.
        field: FieldIndex,
        /// The record.
        record: Id,
    },
}

/// Looks everything up and puts it in its place. Answers the place and length of each text that was put in.
pub(crate) async fn fill(
    db: &mut Db,
    reader: Reader<'_>,
    body: &mut Vec<u8>,
    later: Vec<Later>,
) -> Answer<Vec<(usize, usize)>> {
    if later.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<&str> = later
        .iter()
        .filter_map(|later| match &later.what {
            What::AnyRecord(key) => Some(key.as_str()),
            What::Links { .. } => None,
        })
        .collect();
    let known = records(db, reader, &keys).await?;
    let mut wanted: Vec<((ObjectIndex, FieldIndex), Vec<Id>)> = Vec::new();
    for later in &later {
        let What::Links { object, field, record } = &later.what else { continue };
        match wanted.iter_mut().find(|(place, _)| *place == (*object, *field)) {
            Some((_, records)) => records.push(*record),
            None => wanted.push(((*object, *field), vec![*record])),
        }
    }
    let mut linked = HashMap::new();
    for ((object, field), records) in wanted {
        let found = links(db, reader, reader.model.object(object), field, &records).await?;
        linked.extend(found.into_iter().map(|(record, links)| ((object, field, record), links)));
    }
    let mut filled = Vec::with_capacity(body.len() + later.len() * 64);
    let mut inserted = Vec::with_capacity(later.len());
    let mut from = 0;
    for Later { at, what } in &later {
        filled.extend_from_slice(body.get(from..*at).unwrap_or_default());
        let text = match what {
            What::AnyRecord(key) => known.get(key).unwrap_or(&Json::Null).to_string(),
            What::Links { object, field, record } => {
                let links = linked.get(&(*object, *field, *record)).map(Vec::as_slice).unwrap_or_default();
                let links = links.iter().map(|(id, label)| json!({"id": id, "label": label}));
                Json::Array(links.collect()).to_string()
            }
        };
        filled.extend_from_slice(text.as_bytes());
        inserted.push((*at, text.len()));
        from = *at;
    }
    filled.extend_from_slice(body.get(from..).unwrap_or_default());
    *body = filled;
    Ok(inserted)
}

/// The linked records of each record that has some, as far as the reader may see them, in their order.
pub(crate) async fn links(
    db: &mut Db,
    reader: Reader<'_>,
    object: &Object,
    field: FieldIndex,
    records: &[Id],
) -> Answer<HashMap<Id, Vec<(Id, Json)>>> {
    let mut linked: HashMap<Id, Vec<(Id, Json)>> = HashMap::new();
    for lot in records.chunks(engine_query::MAX_LIST_VALUES) {
        let Some(statement) = links_of(db.dialect(), reader, object, field, lot) else { continue };
        for row in db.rows(&statement).await? {
            if let (Some(Value::Id(record)), Some(Value::Id(other))) = (row.first(), row.get(1)) {
                let label = row.get(2).map_or(Json::Null, Value::to_json);
                linked.entry(*record).or_default().push((*other, label));
            }
        }
    }
    Ok(linked)
}

/// `{"object", "id", "label"}` of the records that keys name, as far as the reader may see them; by key.
pub(crate) async fn records(db: &mut Db, reader: Reader<'_>, keys: &[&str]) -> Answer<HashMap<String, Json>> {
    let mut by_object: Vec<(ObjectIndex, Vec<Id>)> = Vec::new();
    for key in keys {
        let Some((uid, id)) = split_any_key(key) else { continue };
        let Some(object) = reader.model.object_with_uid(uid) else { continue };
        match by_object.iter_mut().find(|(index, _)| *index == object.index) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => by_object.push((object.index, vec![id])),
        }
    }
    let mut known = HashMap::new();
    for (index, ids) in by_object {
        let object = reader.model.object(index);
        for (id, label) in labels(db, reader, object, ids).await? {
            known.insert(any_key(&object.uid, id), json!({"object": object.name, "id": id, "label": label}));
        }
    }
    Ok(known)
}

/// Those of the records that the reader may see, each with what names it if he may see that too.
async fn labels(db: &mut Db, reader: Reader<'_>, object: &Object, ids: Vec<Id>) -> Answer<Vec<(Id, Json)>> {
    let scope = reader.reading(object);
    let Some(key) = object.system(SystemField::Id).filter(|_| !scope.is_empty()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for lot in ids.chunks(engine_query::MAX_LIST_VALUES) {
        let values = lot.iter().copied().map(Value::Id).collect();
        let path = FieldPath { through: None, field: key };
        let mut fields = vec![key];
        fields.extend(Some(object.title).filter(|title| scope.can_read(*title)));
        let request = ListRequest {
            fields,
            filter: Some(Filter::Compare(Comparison { path, operator: Operator::In, values })),
            limit: lot.len(),
            ..ListRequest::default()
        };
        let plan = list(db.dialect(), reader, object, &scope, &request)?;
        for row in db.rows(&plan.statement).await? {
            if let Some(Value::Id(id)) = row.first() {
                let title = plan.columns.get(1).and_then(|column| row.get(column.place));
                found.push((*id, title.map_or(Json::Null, Value::to_json)));
            }
        }
    }
    Ok(found)
}
