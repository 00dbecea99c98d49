//! The computed fields of one record and its rows while it is being written: everything that follows from what the
//! request gives and from the records that it refers to.

use engine_errors::{Code, Problem, Problems};
use engine_model::{FieldIndex, Needs, Object, ObjectIndex, Target};
use engine_query::Lock;
use engine_store::Db;
use engine_values::{Id, new_id};

use super::super::Row;
use super::rollup::{of_rows, rollup_of};
use super::{FactSource, Facts, Moment, fit};
use crate::Answer;
use crate::world::World;

/// What is being written.
#[derive(Clone, Copy)]
pub(crate) struct Writing<'a> {
    pub(crate) world: &'a World,
    pub(crate) object: &'a Object,
    pub(crate) moment: Moment<'a>,
    /// Nothing refers to the record yet but its own rows.
    pub(crate) is_new: bool,
    /// The transaction will store it.
    pub(crate) is_stored: bool,
}

/// A record or row in memory.
struct Member {
    object: ObjectIndex,
    id: Id,
    is_new: bool,
    /// Where its problems are told.
    path: String,
}

/// Fills every computed field of the record and its rows. Values that do not fit their field become problems.
///
/// Roll-ups over records that are not rows of this one keep their stored value: it is current, and changes of it come
/// through the graph.
pub(crate) async fn fill(db: &mut Db, writing: Writing<'_>, row: &mut Row, problems: &mut Problems) -> Answer<()> {
    let Writing { world, object, .. } = writing;
    let model = world.model();
    let objects = std::iter::once(object.index).chain(object.children().map(|(_, _, child, _)| child));
    let places = model.graph().of_objects(objects);
    if places.is_empty() {
        return Ok(());
    }
    let mut facts = if writing.is_stored { Facts::locking() } else { Facts::default() };
    let members = gather(writing, row, &mut facts);
    for needs in needs_of(writing, &places, &facts, &members) {
        let (object, ids, needs) = needs;
        facts.load(db, model, object, &ids, &needs, Lock::None).await?;
    }
    for place in places {
        let node = model.graph().node(place);
        let owner = model.object(node.object);
        let field = owner.field(node.field);
        let Some(computed) = &field.computed else { continue };
        for member in members.iter().filter(|member| member.object == node.object) {
            let source = FactSource {
                model,
                directory: &world.directory,
                facts: &facts,
                object: member.object,
                id: member.id,
                moment: writing.moment,
            };
            let result = match rollup_of(Some(computed)) {
                Some(rollup) => match facts.rows_of(rollup.object, rollup.reference, member.id) {
                    Some(rows) => of_rows(rollup, &source, rows),
                    None if member.is_new => of_rows(rollup, &source, &[]),
                    None => continue,
                },
                None => source.computed(computed).map(Some),
            };
            let path = || format!("{}/{}", member.path, field.name);
            let value = match result {
                Ok(Some(value)) => fit(field, value),
                Ok(None) => Err(Problem::new(Code::OutOfRange)),
                Err(error) => Err(Problem::new(Code::OutOfRange).with("detail", error.code.name())),
            };
            let value = match value {
                Ok(value) => value,
                Err(problem) => {
                    problems.push(problem.below(&path()));
                    continue;
                }
            };
            if let Some(row) = facts.row_mut(member.object, member.id) {
                row.set(node.field, value);
            }
        }
    }
    give_back(writing, &facts, &members, row);
    Ok(())
}

/// Puts the record and its rows among the facts; the record is the first member, then the rows in their order.
fn gather(writing: Writing<'_>, row: &Row, facts: &mut Facts) -> Vec<Member> {
    let Writing { world, object, is_new, .. } = writing;
    let id = row.id(object).unwrap_or_else(new_id);
    let mut members = vec![Member { object: object.index, id, is_new, path: String::new() }];
    facts.put(object, id, row.alone());
    for (field, resolved, child, back) in object.children() {
        let is_known = row.children.iter().any(|(known, _)| *known == field);
        if !is_known && !is_new {
            continue;
        }
        let child = world.model().object(child);
        let mut ids = Vec::new();
        for (position, line) in row.rows_of(field).iter().enumerate() {
            let known = line.id(child);
            let line_id = known.unwrap_or_else(new_id);
            let mut line = line.clone();
            line.set(back, engine_values::Value::Id(id));
            facts.put(child, line_id, line);
            let path = format!("/{}/{position}", resolved.name);
            members.push(Member { object: child.index, id: line_id, is_new: known.is_none(), path });
            ids.push(line_id);
        }
        facts.relate(child.index, back, id, ids);
    }
    members
}

/// What the computed fields of each object need, with the records in memory that need it.
fn needs_of(
    writing: Writing<'_>,
    places: &[usize],
    facts: &Facts,
    members: &[Member],
) -> Vec<(ObjectIndex, Vec<Id>, Needs)> {
    let model = writing.world.model();
    let mut all: Vec<(ObjectIndex, Vec<Id>, Needs)> = Vec::new();
    for place in places {
        let node = model.graph().node(*place);
        let ids: Vec<Id> =
            members.iter().filter(|member| member.object == node.object).map(|member| member.id).collect();
        let Some(first) = ids.first() else { continue };
        let index = all.iter().position(|(object, ..)| *object == node.object).unwrap_or(all.len());
        if index == all.len() {
            all.push((node.object, ids.clone(), Needs::default()));
        }
        let Some((_, _, needs)) = all.get_mut(index) else { continue };
        match rollup_of(model.object(node.object).field(node.field).computed.as_ref()) {
            None => needs.merge(&node.needs),
            Some(rollup) if facts.rows_of(rollup.object, rollup.reference, *first).is_some() => {
                needs.rows.entry((rollup.object, rollup.reference)).or_default().merge(&node.needs);
            }
            Some(_) => {}
        }
    }
    all
}

/// The computed values back into the record.
fn give_back(writing: Writing<'_>, facts: &Facts, members: &[Member], row: &mut Row) {
    let model = writing.world.model();
    let copy = |member: &Member, row: &mut Row| {
        for place in model.graph().of_object(member.object) {
            let field: FieldIndex = model.graph().node(*place).field;
            row.set(field, facts.get(member.object, member.id, field).clone());
        }
    };
    let mut members = members.iter();
    if let Some(own) = members.next() {
        copy(own, row);
    }
    for (field, _, _, _) in writing.object.children() {
        let Some((_, rows)) = row.children.iter_mut().find(|(known, _)| *known == field) else { continue };
        debug_assert!(matches!(writing.object.field(field).target, Some(Target::Children { .. })), "rows of a field");
        for line in rows {
            if let Some(member) = members.next() {
                copy(member, line);
            }
        }
    }
}
