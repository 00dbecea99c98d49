//! What becomes of references to a record of one of several objects when that record is deleted.

use engine_access::Scope;
use engine_errors::Code;
use engine_query::{any_clear, any_is_held, any_is_referred_to};
use engine_store::Db;
use engine_values::Id;

use super::write::Change;
use crate::{Answer, Failure};

/// Refuses the deletion where a field restricts it or a held record would change, and blanks the other references.
pub(crate) async fn release(db: &mut Db, change: Change<'_>, id: Id) -> Answer<()> {
    let Change { world, object, .. } = change;
    let model = world.model();
    for (other, reference) in &object.any_referenced_by {
        let other = model.object(*other);
        let scope = Scope::integrity(other);
        if let Some(statement) = any_is_referred_to(db.dialect(), &scope, other, *reference, object, id)
            && db.row(&statement).await?.is_some()
        {
            return Err(Failure::new(Code::RecordReferenced).with("object", other.name.as_str()));
        }
        let holder = other.parent.map_or(other, |link| model.object(link.object));
        let locks = |state: &&str| world.lock_of(&holder.name, Some(*state)).is_some();
        let states: Vec<&str> = ["running", "approved"].into_iter().filter(locks).collect();
        if let Some(statement) = any_is_held(db.dialect(), model, &scope, other, *reference, object, id, &states)
            && db.row(&statement).await?.is_some()
        {
            return Err(Failure::new(Code::PendingApproval));
        }
        if let Some(statement) = any_clear(db.dialect(), &scope, other, *reference, object, id) {
            db.execute(&statement).await?;
        }
    }
    Ok(())
}
