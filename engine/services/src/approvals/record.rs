//! The record of an approval as the conditions of its flow see it.

use engine_access::{Actor, Reader, Scope};
use engine_errors::Code;
use engine_model::{FieldIndex, Model, Object};
use engine_query::full_row;
use engine_store::Db;
use engine_values::{Id, Timestamp};

use crate::records::computed::fill_live;
use crate::records::{Moment, Referred, Row, RowFacts, RowSource, children};
use crate::world::World;
use crate::{Answer, Failure};

/// A record with its rows and the records it refers to, whole: flow conditions see what their author may name.
pub(crate) struct FlowRecord {
    pub(crate) row: Row,
    referred: Referred,
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
        now: Timestamp,
    ) -> Answer<Self> {
        let reader = world.reader(actor);
        let Some(mut row) = whole(db, reader, object, id, lock).await? else {
            return Err(Failure::new(Code::RecordNotFound).with("object", object.name.as_str()));
        };
        children::load(db, reader, object, &mut row, id).await?;
        let references: Vec<FieldIndex> = object.fields().map(|(index, _)| index).collect();
        let rows = std::iter::once((object, references.as_slice(), &row));
        let mut referred = Referred::load(db, reader, rows).await?;
        referred.fill_live(db, world, actor, now).await?;
        fill_live(db, world, actor, now, object, &mut row).await?;
        Ok(Self { row, referred })
    }

    /// The record as a source of values.
    pub(crate) fn source<'a>(
        &'a self,
        model: &'a Model,
        object: &'a Object,
        actor: &'a Actor,
        now: Timestamp,
    ) -> RowSource<'a> {
        let moment = Moment { now, user: Some(actor.user), user_name: &actor.name, department: actor.department };
        RowSource::new(model, object, &self.row, moment).referring(&self.referred)
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
        let row = self.referred.get(target.index, self.row.get(reference).as_id()?)?;
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
