//! What a write refers to exists, and the writer may see it.

use engine_access::{Reader, Rows, Scope};
use engine_errors::{Code, Problem, Problems};
use engine_fields::split_any_key;
use engine_model::{FieldIndex, Object, ObjectIndex, Target};
use engine_query::{existing_ids, full_row};
use engine_store::{Db, tables};
use engine_values::{Id, Value};

use super::Row;
use crate::Answer;
use crate::world::World;

/// A given reference and its place in the request.
pub(crate) struct Given<'a> {
    pub(crate) object: &'a Object,
    pub(crate) field: FieldIndex,
    pub(crate) value: &'a Value,
    pub(crate) path: String,
    /// The record being written, when it exists already.
    pub(crate) record: Option<Id>,
}

/// Checks everything given; one statement per object referred to.
pub(crate) async fn check(
    db: &mut Db,
    world: &World,
    reader: Reader<'_>,
    given: &[Given<'_>],
    problems: &mut Problems,
) -> Answer<()> {
    let mut by_object: Vec<(ObjectIndex, Vec<(Id, &str)>)> = Vec::new();
    let mut linked: Vec<(ObjectIndex, Id, String)> = Vec::new();
    for item in given {
        let missing = || Problem::at(Code::ReferenceNotFound, item.path.clone());
        match (&item.object.field(item.field).target, item.value) {
            (Some(Target::Record { object, .. }), Value::Id(id)) => {
                match by_object.iter_mut().find(|(known, _)| known == object) {
                    Some((_, ids)) => ids.push((*id, item.path.as_str())),
                    None => by_object.push((*object, vec![(*id, item.path.as_str())])),
                }
            }
            (Some(Target::User), Value::Id(id))
                if !world.directory.person(*id).is_some_and(|person| person.is_active) =>
            {
                problems.push(missing());
            }
            (Some(Target::Links { object, .. }), Value::List(ids)) => {
                linked.extend(ids.iter().enumerate().filter_map(|(position, id)| {
                    Some((*object, Id::try_parse(id).ok()?, format!("{}/{position}", item.path)))
                }));
            }
            (Some(Target::AnyRecord { .. }), Value::Text(key)) => {
                let named =
                    split_any_key(key).and_then(|(uid, id)| Some((world.model().object_with_uid(uid)?.index, id)));
                match named {
                    Some((object, id)) => match by_object.iter_mut().find(|(known, _)| *known == object) {
                        Some((_, ids)) => ids.push((id, item.path.as_str())),
                        None => by_object.push((object, vec![(id, item.path.as_str())])),
                    },
                    None => problems.push(missing()),
                }
            }
            (Some(Target::Users), Value::List(ids)) => people(db, world, reader, item, ids, problems).await?,
            (Some(Target::Department), Value::Id(id)) if world.directory.department(*id).is_none() => {
                problems.push(missing());
            }
            (Some(Target::Files { accept, .. }), Value::List(ids)) => {
                files(db, reader, item, accept, ids, problems).await?;
            }
            _ => {}
        }
    }
    for (object, id, path) in &linked {
        match by_object.iter_mut().find(|(known, _)| known == object) {
            Some((_, ids)) => ids.push((*id, path.as_str())),
            None => by_object.push((*object, vec![(*id, path.as_str())])),
        }
    }
    for (object, wanted) in by_object {
        let target = world.model().object(object);
        let scope = reader.reading(target);
        let mut ids: Vec<Id> = wanted.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let found: Vec<Id> = if matches!(scope.rows(), Rows::None) {
            Vec::new()
        } else {
            let statement = existing_ids(db.dialect(), reader, target, &scope, &ids);
            db.rows(&statement).await?.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect()
        };
        for (id, path) in wanted {
            if !found.contains(&id) {
                problems.push(Problem::at(Code::ReferenceNotFound, path));
            }
        }
    }
    Ok(())
}

/// Active people may be named; one who has left may stay where he is, so that the others can still be changed.
async fn people(
    db: &mut Db,
    world: &World,
    reader: Reader<'_>,
    item: &Given<'_>,
    ids: &[String],
    problems: &mut Problems,
) -> Answer<()> {
    let is_active = |id: &String| {
        let person = Id::try_parse(id).ok().and_then(|id| world.directory.person(id));
        person.is_some_and(|person| person.is_active)
    };
    if ids.iter().all(is_active) {
        return Ok(());
    }
    let mut stored = Value::Null;
    if let Some(record) = item.record {
        let scope = Scope::integrity(item.object);
        let statement = full_row(db.dialect(), reader, item.object, &scope, record, false);
        if let Some(columns) = db.row(&statement).await? {
            stored = Row::from_columns(item.object, columns).get(item.field).clone();
        }
    }
    let stays = |id: &String| matches!(&stored, Value::List(stored) if stored.contains(id));
    for (position, _) in ids.iter().enumerate().filter(|(_, id)| !is_active(id) && !stays(id)) {
        problems.push(Problem::at(Code::ReferenceNotFound, format!("{}/{position}", item.path)));
    }
    Ok(())
}

/// A file may be put on a record by whoever uploaded it, or stay where it is (security.md §1 class 13).
async fn files(
    db: &mut Db,
    reader: Reader<'_>,
    item: &Given<'_>,
    accept: &[String],
    ids: &[String],
    problems: &mut Problems,
) -> Answer<()> {
    let ids: Vec<Id> = ids.iter().filter_map(|id| Id::try_parse(id).ok()).collect();
    let known = tables::files::by_ids(db, &ids).await?;
    let field = &item.object.field(item.field).uid;
    for (position, id) in ids.iter().enumerate() {
        let path = || format!("{}/{position}", item.path);
        let Some(file) = known.iter().find(|file| file.id == *id) else {
            problems.push(Problem::at(Code::ReferenceNotFound, path()));
            continue;
        };
        let is_here = file.record.is_some()
            && file.record == item.record
            && file.object.as_deref() == Some(item.object.uid.as_str())
            && file.field.as_deref() == Some(field.as_str());
        let is_own_loose = file.record.is_none() && file.created_by == Some(reader.actor.user);
        if !is_here && !is_own_loose {
            problems.push(Problem::at(Code::ReferenceNotFound, path()));
        } else if !accept.is_empty() && !accept.contains(&file.media_type) {
            problems.push(Problem::at(Code::FileTypeRefused, path()).with("type", file.media_type.as_str()));
        }
    }
    Ok(())
}
