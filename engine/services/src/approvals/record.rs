//! The record of an approval as the conditions of its flow see it.

use engine_access::{Actor, Reader, Scope};
use engine_errors::Code;
use engine_model::{FieldIndex, Object, Target};
use engine_query::full_row;
use engine_store::Db;
use engine_values::{Id, Timestamp, Value};

use crate::records::computed::{FactSource, Facts, fill_live, live_source};
use crate::records::{Row, RowFacts, children};
use crate::world::World;
use crate::{Answer, Failure};

/// A record with its rows and the records it refers to, whole: flow conditions see what their author may name.
pub(crate) struct FlowRecord {
    pub(crate) row: Row,
    id: Id,
    facts: Facts,
    referred: Vec<(FieldIndex, Row)>,
}

impl FlowRecord {
    /// Loads a record; `lock` keeps other writers away until the transaction ends.
    pub(crate) async fn load(
        db: &mut Db,
        world: &World,
        actor: &Actor,
        object: &Object,
        id: Id,
        lock: bool,
    ) -> Answer<Self> {
        let reader = world.reader(actor);
        let Some(mut row) = whole(db, reader, object, id, lock).await? else {
            return Err(Failure::new(Code::RecordNotFound).with("object", object.name.as_str()));
        };
        children::load(db, reader, object, &mut row, id).await?;
        let mut referred = Vec::new();
        let mut facts = Facts::default();
        facts.put(object, id, row.without_rows());
        for (field, _, child, back) in object.children() {
            let child = world.model().object(child);
            let mut ids = Vec::new();
            for line in row.rows_of(field) {
                if let Some(id) = line.id(child) {
                    facts.put(child, id, line.clone());
                    ids.push(id);
                }
            }
            facts.relate(child.index, back, id, ids);
        }
        for (index, field) in object.fields() {
            if let (Some(Target::Record { object: target, .. }), Value::Id(id)) = (&field.target, row.get(index)) {
                let target = world.model().object(*target);
                if let Some(other) = whole(db, reader, target, *id, false).await? {
                    facts.put(target, *id, other.clone());
                    fill_live(db, world, target, *id, &mut facts).await?;
                    referred.push((index, other));
                }
            }
        }
        fill_live(db, world, object, id, &mut facts).await?;
        Ok(Self { row, id, facts, referred })
    }

    /// The record as a source of values.
    pub(crate) fn source<'a>(
        &'a self,
        world: &'a World,
        object: &'a Object,
        actor: &'a Actor,
        now: Timestamp,
    ) -> FactSource<'a> {
        live_source(world, actor, now, &self.facts, object, self.id)
    }

    /// What names the record that a reference points to, when the reader may see it there or the reference tells
    /// everybody.
    pub(crate) fn referred_title(
        &self,
        reference: FieldIndex,
        target: &Object,
        scope: &Scope,
        is_disclosed: bool,
    ) -> Option<String> {
        let (_, row) = self.referred.iter().find(|(index, _)| *index == reference)?;
        let is_visible = RowFacts::of(target, row).is_within(scope.rows()) && scope.can_read(target.title);
        (is_visible || is_disclosed).then(|| row.get(target.title).as_text().map(str::to_owned))?
    }

    /// What names the record.
    pub(crate) fn title(&self, object: &Object) -> String {
        self.row.get(object.title).as_text().unwrap_or_default().to_owned()
    }
}

async fn whole(db: &mut Db, reader: Reader<'_>, object: &Object, id: Id, lock: bool) -> Answer<Option<Row>> {
    let scope = Scope::integrity(object);
    let statement = full_row(db.dialect(), reader, object, &scope, id, lock);
    Ok(db.row(&statement).await?.map(|columns| Row::from_columns(object, columns)))
}
