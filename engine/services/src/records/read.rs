//! Read one record.

use std::collections::HashMap;
use std::sync::Arc;

use engine_access::{Action, Actor, Reader, Rows, Scope};
use engine_errors::Code;
use engine_fields::SystemField;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_query::{Sort, full_rows_of_parent, list as plan_list, one};
use engine_store::{Cell, Db, RowReader, tables};
use engine_values::{Date, Id, Timestamp, Value};
use serde_json::Value as Json;

use super::json::{Labels, write_columns};
use super::later;
use super::list::key;
use super::live_json::{self, LiveFields};
use crate::world::World;
use crate::{Answer, Failure, Tenon, approvals, former};

/// A record as its reader may see it.
#[derive(Debug)]
pub struct Record {
    /// JSON text.
    pub body: Vec<u8>,
    /// For `ETag`.
    pub revision: i64,
}

/// When a record is read, and by whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// What live fields go by.
    pub(crate) now: Timestamp,
    /// Former names that end later are answered too.
    today: Date,
}

impl Seen {
    /// By somebody outside, who may still know former names.
    pub(crate) fn outside(now: Timestamp) -> Self {
        Self { now, today: former::day(now) }
    }
}

/// Reads a record with its rows, the reader's rights over it and its approval.
///
/// # Errors
/// `object_not_found`, `record_not_found`; `field_unknown` for an unknown expansion.
pub async fn read(tenon: &Tenon, actor: &Actor, object: &str, id: Id, expand: &[String]) -> Answer<Record> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    let scope = world.reader(actor).reading(object);
    let mut fields = Vec::new();
    for name in expand {
        // Unreadable is as unknown as misspelt.
        let is_record = |field: &Field| matches!(field.target, Some(Target::Record { .. }));
        let field = object.field_named(name).filter(|(index, field)| scope.can_read(*index) && is_record(field));
        let (index, _) = field.ok_or_else(|| Failure::new(Code::FieldUnknown).with("field", name.as_str()))?;
        fields.push(index);
    }
    let seen = Seen::outside(tenon.clock.now());
    tenon.store.read(async |db: &mut Db| read_row_json(db, &world, actor, seen, object, id, &fields).await).await
}

/// The record as JSON text, from an open transaction too.
pub(crate) async fn read_row_json(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    seen: Seen,
    object: &Object,
    id: Id,
    expand: &[FieldIndex],
) -> Answer<Record> {
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    let not_found = || Failure::new(Code::RecordNotFound).with("object", object.name.as_str());
    if scope.is_empty() {
        return Err(not_found());
    }
    let has_files = object.fields.iter().any(|field| matches!(field.target, Some(Target::Files { .. })));
    let files: HashMap<Id, tables::files::FileRow> = if has_files {
        let rows = tables::files::of_record(db, &object.uid, id).await?;
        rows.into_iter().map(|file| (file.id, file)).collect()
    } else {
        HashMap::new()
    };
    let live = LiveFields::new(reader, object, live_json::readable(reader, object), expand);
    let labels = Labels::new(&world.directory, &files, &live);
    let (plan, statement) = if expand.is_empty() {
        world.plans.one(db.dialect(), reader, object, &scope, id)
    } else {
        let plan = one(db.dialect(), reader, object, &scope, id, expand);
        let statement = plan.statement.clone();
        (Arc::new(plan), statement)
    };
    let with_former = former::with_former(world.model(), object, &plan.columns, seen.today);
    let columns = with_former.as_deref().unwrap_or(&plan.columns);
    let mut body = Vec::with_capacity(1024);
    let mut facts = None;
    db.visit(&statement, &mut |row: &mut dyn RowReader| {
        body.push(b'{');
        write_columns(&mut body, row, columns, &labels)?;
        live.mark(Some(id), body.len());
        let mut facts_of_row = RowFacts::default();
        for (place, fact) in plan.cursor.iter().map(|(place, _)| *place).zip(RowFacts::FIELDS) {
            facts_of_row.take(*fact, row.cell(place)?);
        }
        facts = Some(facts_of_row);
        Ok(())
    })
    .await?;
    let Some(facts) = facts else {
        return Err(not_found());
    };
    live.shift(&later::fill(db, reader, &mut body, labels.take_later()).await?);
    let mut body = live.complete(db, world, actor, seen.now, body).await?;
    let whole = Whole { world, reader, object, scope: &scope, id, seen };
    write_children(db, whole, &mut body).await?;
    write_rights(&mut body, world, reader, object, &facts);
    if object.has_flow {
        let approval = approvals::approval_of(db, world, actor, object, id, &facts).await?;
        body.extend_from_slice(b",\"approval\":");
        body.extend_from_slice(approval.to_string().as_bytes());
    }
    body.push(b'}');
    Ok(Record { body, revision: facts.revision })
}

/// The same as a JSON tree, for services that go on with it (prints, stale answers).
pub(crate) async fn read_tree(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    now: Timestamp,
    object: &Object,
    id: Id,
    expand: &[FieldIndex],
) -> Answer<Json> {
    // Nobody outside reads it, so former names have no use in it.
    let seen = Seen { now, today: Date::MAX };
    let record = read_row_json(db, world, actor, seen, object, id, expand).await?;
    serde_json::from_slice(&record.body).map_err(|error| Failure::internal(error.to_string()))
}

/// What rights depend on, whatever the reader may see of it.
#[derive(Debug, Default)]
pub(crate) struct RowFacts {
    pub(crate) revision: i64,
    pub(crate) owner: Option<Id>,
    pub(crate) department: Option<Id>,
    pub(crate) approval_state: Option<String>,
}

impl RowFacts {
    /// In the order in which `engine_query::one` adds them behind the columns of the answer.
    const FIELDS: &'static [SystemField] = engine_query::FACTS;

    fn take(&mut self, field: SystemField, cell: Cell<'_>) {
        match (field, cell) {
            (SystemField::Revision, Cell::Int(number)) => self.revision = number,
            (SystemField::Owner, Cell::Id(id)) => self.owner = Some(id),
            (SystemField::Department, Cell::Id(id)) => self.department = Some(id),
            (SystemField::ApprovalState, Cell::Text(text)) => self.approval_state = Some(text.to_owned()),
            _ => {}
        }
    }

    /// The facts of a row in memory.
    pub(crate) fn of(object: &Object, row: &super::Row) -> Self {
        Self {
            revision: row.revision(object),
            owner: row.system(object, SystemField::Owner).as_id(),
            department: row.system(object, SystemField::Department).as_id(),
            approval_state: row.approval_state(object),
        }
    }

    /// Whether a row with these facts is among the rows of a scope. Rows of parents and of approvals are not decided
    /// here: the first are written through their parent, the second give no right to change.
    pub(crate) fn is_within(&self, rows: &Rows) -> bool {
        match rows {
            Rows::All => true,
            Rows::None | Rows::OfParent { .. } => false,
            Rows::Of { owner, departments, .. } => {
                self.owner == Some(*owner) || self.department.is_some_and(|own| departments.contains(&own))
            }
        }
    }
}

fn write_rights(body: &mut Vec<u8>, world: &World, reader: Reader<'_>, object: &Object, facts: &RowFacts) {
    let may = |action| object.parent.is_none() && facts.is_within(reader.scope(object, action).rows());
    let is_locked = world.lock_of(&object.name, facts.approval_state.as_deref()).is_some();
    let update = may(Action::Update) && !is_locked;
    let delete = may(Action::Delete) && !is_locked;
    let print = !reader.scope(object, Action::Print).is_empty();
    let text = format!(",\"rights\":{{\"update\":{update},\"delete\":{delete},\"print\":{print}}}");
    body.extend_from_slice(text.as_bytes());
}

/// The files of every row of a record, by identity; nothing is asked of objects without files.
async fn files_of_rows(
    db: &mut Db,
    reader: Reader<'_>,
    child: &Object,
    scope: &Scope,
    back: FieldIndex,
    parent: Id,
) -> Answer<HashMap<Id, tables::files::FileRow>> {
    let mut files = HashMap::new();
    if !child.fields.iter().any(|field| matches!(field.target, Some(Target::Files { .. }))) {
        return Ok(files);
    }
    let statement = full_rows_of_parent(db.dialect(), reader, child, scope, back, parent);
    let mut ids = Vec::new();
    for columns in db.rows(&statement).await? {
        for ((index, field), value) in child.columns().zip(&columns) {
            if let (Some(Target::Files { .. }), Value::List(list), true) = (&field.target, value, scope.can_read(index))
            {
                ids.extend(list.iter().filter_map(|id| Id::try_parse(id).ok()));
            }
        }
    }
    // In lots: SQLite takes a limited number of binds.
    for lot in ids.chunks(1000) {
        let rows = tables::files::by_ids(db, lot).await?;
        files.extend(rows.into_iter().map(|file| (file.id, file)));
    }
    Ok(files)
}

/// The record whose rows are read.
#[derive(Clone, Copy)]
struct Whole<'a> {
    world: &'a World,
    reader: Reader<'a>,
    object: &'a Object,
    scope: &'a Scope,
    id: Id,
    seen: Seen,
}

/// The rows of every readable `children` field.
async fn write_children(db: &mut Db, whole: Whole<'_>, body: &mut Vec<u8>) -> Answer<()> {
    let Whole { world, reader, object, scope, id, seen } = whole;
    for (index, field, child, back) in object.children() {
        if !scope.can_read(index) {
            continue;
        }
        let child = world.model().object(child);
        let child_scope = reader.reading(child);
        let files = files_of_rows(db, reader, child, &child_scope, back, id).await?;
        let position = child.system(SystemField::Position);
        let request = engine_query::ListRequest {
            fields: child.columns().map(|(index, _)| index).filter(|index| child_scope.can_read(*index)).collect(),
            filter: Some(engine_query::Filter::Compare(engine_query::Comparison {
                path: engine_query::FieldPath { through: None, field: back },
                operator: engine_fields::Operator::Eq,
                values: vec![Value::Id(id)],
            })),
            sort: position
                .map(|field| Sort { field, direction: engine_definitions::Direction::Asc })
                .into_iter()
                .collect(),
            limit: 5000,
            ..engine_query::ListRequest::default()
        };
        let plan = plan_list(db.dialect(), reader, child, &child_scope, &request)?;
        let with_former = former::with_former(world.model(), child, &plan.columns, seen.today);
        let columns = with_former.as_deref().unwrap_or(&plan.columns);
        body.extend_from_slice(b",\"");
        body.extend_from_slice(field.name.as_bytes());
        body.extend_from_slice(b"\":");
        let start = body.len();
        body.push(b'[');
        let live = LiveFields::new(reader, child, live_json::readable(reader, child), &[]);
        let labels = Labels::new(&world.directory, &files, &live);
        let mut rows = Vec::new();
        db.visit(&plan.statement, &mut |row: &mut dyn RowReader| {
            rows.extend_from_slice(if rows.is_empty() { b"{" } else { b",{" });
            write_columns(&mut rows, row, columns, &labels)?;
            live.mark(key(row, &plan)?, rows.len());
            rows.push(b'}');
            Ok(())
        })
        .await?;
        live.shift(&later::fill(db, reader, &mut rows, labels.take_later()).await?);
        body.extend(live.complete(db, world, reader.actor, seen.now, rows).await?);
        body.push(b']');
        let rows = body.len();
        for name in former::living(&field.former_names, seen.today) {
            body.extend_from_slice(format!(",\"{}\":", name.name).as_bytes());
            body.extend_from_within(start..rows);
        }
    }
    Ok(())
}
