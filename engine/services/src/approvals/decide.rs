//! Approve or reject a task.

use std::sync::Arc;

use engine_access::Actor;
use engine_errors::Code;
use engine_flows::Command;
use engine_store::{Db, tables};
use engine_values::Id;

use super::instance::view_in;
use super::run::command_in;
use crate::once::{Once, Reply};
use crate::{Answer, Failure, Tenon};

/// What somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Agree.
    Approve,
    /// Refuse.
    Reject,
}

/// Decides a task; answers the instance.
///
/// # Errors
/// `task_not_found` for tasks of others, `task_closed`, `comment_required`, `no_approver` when the next step has nobody.
pub async fn decide(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    task: Id,
    decision: Decision,
    comment: Option<String>,
    once: Option<Once>,
) -> Answer<Reply> {
    let world = tenon.world();
    let now = tenon.clock.now();
    let asker = Arc::clone(actor);
    tenon
        .write_once(actor, once, async move |db: &mut Db| -> Answer<Reply> {
            let row = tables::flow_tasks::get(db, task).await?.filter(|row| row.assignee == asker.user);
            let row = row.ok_or_else(|| Failure::new(Code::TaskNotFound))?;
            let (actor, comment) = (asker.user, comment.clone());
            let command = match decision {
                Decision::Approve => Command::Approve { task, actor, comment },
                Decision::Reject => Command::Reject { task, actor, comment },
            };
            command_in(db, &world, &asker, row.instance, &command, now).await?;
            let view = view_in(db, &world, &asker, row.instance, now).await?;
            Ok(Reply { status: 200, body: view.to_string().into_bytes(), revision: None })
        })
        .await
}
