//! Approvals, their tasks, log and grants, and notices.

use engine_store::tables::{flow_grants, flow_instances, flow_logs, flow_tasks, flow_versions, notices, users};
use engine_store::{Db, StoreError};
use engine_values::{Id, new_id};
use serde_json::json;

use crate::support::{at, databases};

fn instance(record: Id, second: i64) -> flow_instances::FlowInstance {
    flow_instances::FlowInstance {
        id: new_id(),
        flow: "f1".into(),
        version: "v1".into(),
        object: "o".into(),
        record,
        initiator: new_id(),
        state: "running".into(),
        revision: 1,
        previous: None,
        started_at: at(second),
        ended_at: None,
        state_json: json!({"step": "a"}),
    }
}

async fn version(db: &mut Db) -> Result<bool, StoreError> {
    let version =
        flow_versions::FlowVersion { hash: "v1".into(), flow: "f1".into(), document: json!({"kind": "flow"}) };
    flow_versions::put(db, &version).await
}

#[tokio::test]
async fn a_record_has_one_running_approval_per_flow() {
    for database in databases().await {
        let record = new_id();
        let work = async move |db: &mut Db| {
            assert!(version(db).await?);
            assert!(!version(db).await?);
            assert_eq!(flow_versions::get(db, "v1").await?.unwrap().document, json!({"kind": "flow"}));
            let mut first = instance(record, 1);
            flow_instances::insert(db, &first).await?;
            assert_eq!(flow_instances::lock(db, first.id).await?, Some(first.clone()));
            first.revision = 2;
            first.state = "withdrawn".into();
            first.ended_at = Some(at(2));
            assert!(!flow_instances::update(db, &first, 7).await?, "the revision has moved on");
            assert!(flow_instances::update(db, &first, 1).await?);
            assert_eq!(flow_instances::get(db, first.id).await?, Some(first.clone()));
            assert_eq!(flow_instances::running_of(db, "o", record).await?, []);
            let second = flow_instances::FlowInstance { previous: Some(first.id), ..instance(record, 3) };
            flow_instances::insert(db, &second).await?;
            let other = instance(new_id(), 4);
            flow_instances::insert(db, &other).await?;
            assert_eq!(flow_instances::running_of(db, "o", record).await?.as_slice(), std::slice::from_ref(&second));
            assert_eq!(flow_instances::list_of(db, "o", record).await?, [second.clone(), first]);
            assert_eq!(flow_instances::latest_of(db, "o", record).await?, Some(second.clone()));
            let latest = flow_instances::latest_of_records(db, "o", &[record, other.record, new_id()]).await?;
            assert_eq!(latest.len(), 2);
            assert!(latest.contains(&second) && latest.contains(&other));
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
        let again =
            database.store.write(async move |db: &mut Db| flow_instances::insert(db, &instance(record, 5)).await).await;
        assert!(matches!(again, Err(StoreError::UniqueViolation { .. })), "{again:?}");
    }
}

#[tokio::test]
async fn tasks_are_paged_and_closed_once() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            version(db).await?;
            let approval = instance(new_id(), 1);
            flow_instances::insert(db, &approval).await?;
            let me = new_id();
            let tasks: Vec<_> = [1, 2, 2, 3]
                .map(|second| flow_tasks::FlowTask {
                    id: new_id(),
                    instance: approval.id,
                    step: "manager".into(),
                    assignee: me,
                    kind: "approve".into(),
                    state: "open".into(),
                    outcome: None,
                    comment: None,
                    opened_at: at(second),
                    closed_at: None,
                    acted_by: None,
                })
                .into();
            flow_tasks::insert_all(db, &tasks).await?;
            assert_eq!(flow_tasks::of_instance(db, approval.id).await?, tasks);
            let first = flow_tasks::page(db, me, "open", None, 3).await?;
            let second = flow_tasks::page(db, me, "open", Some((first[2].opened_at, first[2].id)), 3).await?;
            let seen: Vec<Id> = first.iter().chain(&second).map(|task| task.id).collect();
            assert_eq!(seen, tasks.iter().rev().map(|task| task.id).collect::<Vec<_>>());
            let close = flow_tasks::TaskClose {
                id: tasks[0].id,
                state: "done".into(),
                outcome: Some("approved".into()),
                comment: None,
                closed_at: at(9),
                acted_by: Some(me),
            };
            assert!(flow_tasks::close(db, &close).await?);
            assert!(!flow_tasks::close(db, &close).await?);
            assert_eq!(flow_tasks::get(db, close.id).await?.unwrap().outcome.as_deref(), Some("approved"));
            assert_eq!((flow_tasks::count(db, me, "open").await?, flow_tasks::count(db, me, "done").await?), (3, 1));

            for seq in 1..=2 {
                let entry = flow_logs::FlowLogEntry {
                    instance: approval.id,
                    seq,
                    logged_at: at(seq),
                    actor: Some(me),
                    command: json!({"approve": seq}),
                    events: json!([]),
                    prev_hash: "p".into(),
                    hash: "h".into(),
                };
                flow_logs::append(db, &entry).await?;
                assert_eq!(flow_logs::last(db, approval.id).await?, Some(entry));
            }
            assert_eq!(flow_logs::list(db, approval.id).await?.len(), 2);

            let grant = flow_grants::FlowGrant {
                object: "o".into(),
                record: approval.record,
                user_id: me,
                instance: approval.id,
            };
            assert!(flow_grants::add(db, &grant).await?);
            assert!(!flow_grants::add(db, &grant).await?);
            assert!(flow_grants::is_granted(db, me, "o", approval.record).await?);
            assert!(!flow_grants::is_granted(db, me, "p", approval.record).await?);
            assert_eq!(flow_grants::remove_of_instance(db, approval.id).await?, 1);
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
    }
}

#[tokio::test]
async fn a_notice_is_sent_once_and_read_once() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            let me = users::User {
                id: new_id(),
                login: "me".into(),
                name: "Me".into(),
                email: None,
                phone: None,
                password_hash: None,
                language: None,
                department: None,
                superior: None,
                active: true,
                created_at: at(0),
            };
            users::insert(db, &me).await?;
            let notice = |key: &str, second| notices::Notice {
                id: new_id(),
                user_id: me.id,
                created_at: at(second),
                key: key.into(),
                template: "task_opened".into(),
                params: json!({"title": "合同"}),
                object: Some("o".into()),
                record: Some(new_id()),
                read_at: None,
            };
            let (a, b) = (notice("a", 1), notice("b", 2));
            assert!(notices::insert(db, &a).await? && notices::insert(db, &b).await?);
            assert!(!notices::insert(db, &notice("a", 3)).await?);
            assert_eq!(notices::list(db, me.id, None, 9).await?, [b.clone(), a.clone()]);
            assert_eq!(
                notices::list(db, me.id, Some((b.created_at, b.id)), 9).await?.as_slice(),
                std::slice::from_ref(&a)
            );
            assert_eq!(notices::count_unread(db, me.id).await?, 2);
            assert!(!notices::mark_read(db, new_id(), a.id, at(5)).await?, "not somebody else's");
            assert!(notices::mark_read(db, me.id, a.id, at(5)).await?);
            assert!(!notices::mark_read(db, me.id, a.id, at(6)).await?);
            assert_eq!(notices::mark_all_read(db, me.id, at(7)).await?, 1);
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
    }
}
