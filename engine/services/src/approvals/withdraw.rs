//! Take a submission back.

use std::sync::Arc;

use engine_access::Actor;
use engine_errors::Code;
use engine_flows::Command;
use engine_store::{Db, tables};
use engine_values::Id;

use super::instance::{is_party, view_in};
use super::run::command_in;
use crate::once::{Once, Reply};
use crate::{Answer, Failure, Tenon};

/// Withdraws an instance; answers it.
///
/// # Errors
/// `instance_not_found` for strangers, `forbidden` for everybody but the initiator, `withdraw_closed`.
pub async fn withdraw(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    instance: Id,
    comment: Option<String>,
    once: Option<Once>,
) -> Answer<Reply> {
    let world = tenon.world();
    let now = tenon.clock.now();
    let asker = Arc::clone(actor);
    tenon
        .write_once(actor, once, async move |db: &mut Db| -> Answer<Reply> {
            let row = tables::flow_instances::get(db, instance).await?;
            let row = row.ok_or_else(|| Failure::new(Code::InstanceNotFound))?;
            if !is_party(db, &world, &asker, &row).await? {
                return Err(Failure::new(Code::InstanceNotFound));
            }
            let command = Command::Withdraw { actor: asker.user, comment: comment.clone() };
            command_in(db, &world, &asker, instance, &command, now).await?;
            let view = view_in(db, &world, &asker, instance, now).await?;
            Ok(Reply { status: 200, body: view.to_string().into_bytes(), revision: None })
        })
        .await
}
