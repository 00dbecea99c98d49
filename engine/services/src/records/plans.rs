//! Plans of single records, kept for as long as the model and the grants that they were made for: writing the text of
//! thirty columns and their joins costs more than the database needs to find the row.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use engine_access::{Grants, Reader, Scope};
use engine_model::{Object, ObjectIndex};
use engine_query::{ListPlan, one, one_again};
use engine_sql::{Dialect, Statement};
use engine_values::Id;

/// More plans than this are thrown away together; then they are made again as needed.
const MOST: usize = 4096;

/// Everything that the text of a plan depends on, within one world.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    object: ObjectIndex,
    /// Address of the grants, which the entry keeps alive.
    grants: usize,
    departments: usize,
    departments_below: usize,
}

type Kept = (Arc<Grants>, Arc<ListPlan>);

/// The plans of one world.
#[derive(Default)]
pub(crate) struct Plans(RwLock<HashMap<Key, Kept>>);

impl Plans {
    /// The plan of one record without expansions, and its statement for this reader and record.
    pub(crate) fn one(
        &self,
        dialect: Dialect,
        reader: Reader<'_>,
        object: &Object,
        scope: &Scope,
        id: Id,
    ) -> (Arc<ListPlan>, Statement) {
        let actor = reader.actor;
        let key = Key {
            object: object.index,
            grants: Arc::as_ptr(&actor.grants).addr(),
            departments: actor.departments.len(),
            departments_below: actor.departments_below.len(),
        };
        let known = {
            let plans = self.0.read().unwrap_or_else(PoisonError::into_inner);
            plans.get(&key).map(|(_, plan)| Arc::clone(plan))
        };
        if let Some(plan) = known {
            let statement = one_again(&plan, dialect, reader, object, scope, id);
            return (plan, statement);
        }
        let plan = Arc::new(one(dialect, reader, object, scope, id, &[]));
        let mut plans = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if plans.len() >= MOST {
            plans.clear();
        }
        plans.insert(key, (Arc::clone(&actor.grants), Arc::clone(&plan)));
        let statement = plan.statement.clone();
        (plan, statement)
    }
}
