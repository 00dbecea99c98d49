//! The records that a record refers to, as far as conditions over it look at them.

use std::collections::{BTreeMap, HashMap};

use engine_access::{Actor, Reader, Scope};
use engine_model::{Field, FieldIndex, Object, ObjectIndex, Target};
use engine_query::full_rows;
use engine_store::Db;
use engine_values::{Id, Timestamp, Value};

use super::Row;
use super::computed::set_live;
use crate::Answer;
use crate::world::World;

/// Records read in one statement; more are read in several.
const LOT: usize = 500;

/// Records by object and identity, whole: conditions see what their author may name, whatever the writer may see.
#[derive(Debug, Default)]
pub(crate) struct Referred(HashMap<(ObjectIndex, Id), Row>);

impl Referred {
    /// Loads what the given fields of these rows refer to; one statement per object.
    pub(crate) async fn load<'a>(
        db: &mut Db,
        reader: Reader<'_>,
        rows: impl Iterator<Item = (&'a Object, &'a [FieldIndex], &'a Row)>,
    ) -> Answer<Self> {
        let mut wanted: BTreeMap<ObjectIndex, Vec<Id>> = BTreeMap::new();
        for (object, fields, row) in rows {
            for index in fields {
                if let (Some(Target::Record { object, .. }), Value::Id(id)) =
                    (&object.field(*index).target, row.get(*index))
                {
                    wanted.entry(*object).or_default().push(*id);
                }
            }
        }
        let mut referred = Self::default();
        for (index, mut ids) in wanted {
            ids.sort_unstable();
            ids.dedup();
            let target = reader.model.object(index);
            for lot in ids.chunks(LOT) {
                let statement = full_rows(db.dialect(), reader, target, &Scope::integrity(target), lot);
                for columns in db.rows(&statement).await? {
                    let row = Row::from_columns(target, columns);
                    if let Some(id) = row.id(target) {
                        referred.0.insert((index, id), row);
                    }
                }
            }
        }
        Ok(referred)
    }

    /// Sets the live fields of the records, as this person sees them now.
    pub(crate) async fn fill_live(&mut self, db: &mut Db, world: &World, actor: &Actor, now: Timestamp) -> Answer<()> {
        for object in world.model().objects().iter().filter(|object| object.fields.iter().any(Field::is_live)) {
            let rows = self.0.iter_mut().filter(|((index, _), _)| *index == object.index).map(|(_, row)| row);
            set_live(db, world, actor, now, object, rows).await?;
        }
        Ok(())
    }

    /// A record that is being written stands for what is stored of it.
    pub(crate) fn insert(&mut self, object: &Object, row: &Row) {
        if let Some(id) = row.id(object) {
            self.0.insert((object.index, id), row.alone());
        }
    }

    /// The record, when it was loaded.
    pub(crate) fn get(&self, object: ObjectIndex, id: Id) -> Option<&Row> {
        self.0.get(&(object, id))
    }
}
