//! Live fields in answers: their places are marked while rows are written, and their values put in afterwards, with one
//! reading for all records of an object.

use std::cell::RefCell;
use std::collections::HashMap;

use engine_access::{Actor, Reader};
use engine_model::{FieldIndex, Object, ObjectIndex, Target};
use engine_store::Db;
use engine_values::{Id, Timestamp, Value};
use serde_json::json;

use super::computed::live_values;
use super::json::write_text;
use crate::Answer;
use crate::world::World;

/// The live fields wanted of one object.
struct Group {
    object: ObjectIndex,
    is_nested: bool,
    fields: Vec<FieldIndex>,
}

/// Where the values of a record belong: behind its other values.
struct Mark {
    group: usize,
    id: Id,
    at: usize,
}

/// The live fields of an answer.
pub(crate) struct LiveFields {
    groups: Vec<Group>,
    marks: RefCell<Vec<Mark>>,
}

impl LiveFields {
    /// The given live fields of the records, and every readable one of records that are answered within them.
    pub(crate) fn new(reader: Reader<'_>, object: &Object, fields: Vec<FieldIndex>, expand: &[FieldIndex]) -> Self {
        let mut groups = vec![Group { object: object.index, is_nested: false, fields }];
        for field in expand {
            let Some(Target::Record { object, .. }) = object.field(*field).target else { continue };
            let fields = readable(reader, reader.model.object(object));
            if !groups.iter().any(|group| group.is_nested && group.object == object) {
                groups.push(Group { object, is_nested: true, fields });
            }
        }
        groups.retain(|group| !group.fields.is_empty());
        Self { groups, marks: RefCell::default() }
    }

    /// Notes where the values of a record of the answer itself go.
    pub(crate) fn mark(&self, id: Option<Id>, at: usize) {
        self.note(|group| !group.is_nested, id, at);
    }

    /// Notes where the values of a record within one go.
    pub(crate) fn mark_nested(&self, object: ObjectIndex, id: Id, at: usize) {
        self.note(|group| group.is_nested && group.object == object, Some(id), at);
    }

    fn note(&self, is_meant: impl Fn(&Group) -> bool, id: Option<Id>, at: usize) {
        if let (Some(group), Some(id)) = (self.groups.iter().position(is_meant), id) {
            self.marks.borrow_mut().push(Mark { group, id, at });
        }
    }

    /// Follows texts that were put into the answer: their place before, and their length.
    pub(crate) fn shift(&self, inserted: &[(usize, usize)]) {
        for mark in self.marks.borrow_mut().iter_mut() {
            mark.at += inserted.iter().filter(|(at, _)| *at <= mark.at).map(|(_, length)| length).sum::<usize>();
        }
    }

    /// The answer with the values in it.
    pub(crate) async fn complete(
        self,
        db: &mut Db,
        world: &World,
        actor: &Actor,
        now: Timestamp,
        body: Vec<u8>,
    ) -> Answer<Vec<u8>> {
        let mut marks = self.marks.into_inner();
        if marks.is_empty() {
            return Ok(body);
        }
        let mut found: Vec<HashMap<Id, Vec<Value>>> = Vec::with_capacity(self.groups.len());
        for (place, group) in self.groups.iter().enumerate() {
            let mut ids: Vec<Id> = marks.iter().filter(|mark| mark.group == place).map(|mark| mark.id).collect();
            ids.sort_unstable();
            ids.dedup();
            let object = world.model().object(group.object);
            found.push(live_values(db, world, actor, now, object, &ids, &group.fields).await?);
        }
        marks.sort_by_key(|mark| mark.at);
        let mut whole = Vec::with_capacity(body.len() + marks.len() * 32);
        let mut done = 0;
        for mark in &marks {
            whole.extend_from_slice(body.get(done..mark.at).unwrap_or_default());
            done = mark.at;
            let Some(group) = self.groups.get(mark.group) else { continue };
            let object = world.model().object(group.object);
            let values = found.get(mark.group).and_then(|values| values.get(&mark.id));
            for (field, value) in group.fields.iter().zip(values.into_iter().flatten()) {
                if whole.last() != Some(&b'{') {
                    whole.push(b',');
                }
                let field = object.field(*field);
                write_text(&mut whole, &field.name);
                whole.push(b':');
                let json = match (&field.target, value) {
                    (Some(Target::User), Value::Id(id)) => json!({"id": id, "label": world.person_label(*id)}),
                    (Some(Target::Department), Value::Id(id)) => {
                        let department = world.directory.department(*id);
                        json!({"id": id, "label": department.map(|department| department.name.as_str())})
                    }
                    _ => value.to_json(),
                };
                whole.extend_from_slice(json.to_string().as_bytes());
            }
        }
        whole.extend_from_slice(body.get(done..).unwrap_or_default());
        Ok(whole)
    }
}

/// The live fields of an object that a reader may see.
pub(crate) fn readable(reader: Reader<'_>, object: &Object) -> Vec<FieldIndex> {
    if object.fields.iter().all(|field| !field.is_live()) {
        return Vec::new();
    }
    let scope = reader.reading(object);
    object.fields().filter(|(index, field)| field.is_live() && scope.can_read(*index)).map(|(index, _)| index).collect()
}
