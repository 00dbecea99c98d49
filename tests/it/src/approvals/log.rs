//! The stored log: sealed, and adding up to the stored state; and the version of the flow that it belongs to.

use engine_flows::{FORMAT, LogEntry, State, replay, verify};
use engine_store::{Db, StoreError, tables};
use engine_values::Id;
use serde_json::{Value as Json, json};

use crate::approvals::scene::{approve, look, reject, story, submitted, task_of, withdraw};
use crate::support::{App, id_of};

/// The instance row and its log, as stored.
fn stored(app: &App, instance: &Json) -> (tables::flow_instances::FlowInstance, Vec<LogEntry>) {
    let id = Id::try_parse(id_of(instance)).unwrap();
    let read = app.tenon.store().read(async |db: &mut Db| {
        let row = tables::flow_instances::get(db, id).await?.unwrap();
        Ok::<_, StoreError>((row, tables::flow_logs::list(db, id).await?))
    });
    let (row, log) = app.run(read).unwrap();
    let entries = log.into_iter().map(|entry| LogEntry {
        format: FORMAT,
        seq: u64::try_from(entry.seq).unwrap(),
        at: entry.logged_at,
        actor: entry.actor.unwrap(),
        command: serde_json::from_value(entry.command).unwrap(),
        events: serde_json::from_value(entry.events).unwrap(),
        prev_hash: entry.prev_hash,
        hash: entry.hash,
    });
    (row, entries.collect())
}

/// Seals, replay, and the projected rows against each other.
fn is_sound(app: &App, instance: &Json) -> Vec<LogEntry> {
    let (row, log) = stored(app, instance);
    let (state, faults) = verify(&row.version, &log).unwrap();
    assert_eq!(faults, [], "{log:#?}");
    let projected: State = serde_json::from_value(row.state_json).unwrap();
    assert_eq!(state, projected, "the log adds up to the stored state");
    assert_eq!(state.phase.name(), row.state);
    let id = row.id;
    let read = app.tenon.store().read(async |db: &mut Db| tables::flow_tasks::of_instance(db, id).await);
    let tasks = app.run(read).unwrap();
    assert_eq!(tasks.len(), state.tasks.len());
    for task in tasks {
        let seat = state.task(task.id).unwrap();
        assert_eq!(task.state == "open", seat.outcome.is_none());
        assert_eq!(task.outcome.as_deref(), seat.outcome.map(engine_flows::TaskOutcome::name));
        assert_eq!((task.assignee, task.closed_at), (seat.assignee, seat.closed_at));
    }
    log
}

on_both! {
    fn every_log_is_sealed_and_adds_up_to_the_stored_state(app) {
        let (_, approved) = submitted(app, "5000");
        is_sound(app, &approved);
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        approve(&app.by("bea"), &task_of(app, "bea")).expect(200);
        is_sound(app, &approved);
        approve(&app.by("boss"), &task_of(app, "boss")).expect(200);
        let log = is_sound(app, &approved);
        assert_eq!(log.len(), 4, "one entry per command");

        let (_, rejected) = submitted(app, "10");
        reject(&app.by("mia"), &task_of(app, "mia"), Some("理由 \"quoted\"")).expect(200);
        is_sound(app, &rejected);
        let (_, withdrawn) = submitted(app, "10");
        withdraw(&app.by("rita"), &withdrawn).expect(200);
        is_sound(app, &withdrawn);

        // Any beginning of the log is a state that once was.
        let (row, _) = stored(app, &approved);
        for end in 1..=log.len() {
            let state = replay(&row.version, &log[..end]).unwrap();
            assert_eq!(state.is_running(), end < log.len());
        }
    }

    fn a_changed_log_is_noticed(app) {
        let (_, instance) = submitted(app, "10");
        reject(&app.by("mia"), &task_of(app, "mia"), Some("no")).expect(200);
        let (row, log) = stored(app, &instance);
        assert!(verify(&row.version, &log).is_ok());
        let mut cut = log.clone();
        cut.remove(0);
        assert!(verify(&row.version, &cut).is_err(), "a missing entry");
        let mut other = log.clone();
        other[1].actor = app.ids["ada"];
        assert!(verify(&row.version, &other).is_err(), "another actor");
        let mut later = log.clone();
        later[1].at = log[0].at;
        assert!(verify(&row.version, &later).is_err(), "another instant");
        let mut events = log;
        events[1].events.pop();
        assert!(verify(&row.version, &events).is_err(), "a missing event");
    }

    fn a_running_approval_keeps_the_flow_it_began_with(app) {
        let (_, old) = submitted(app, "1000");
        let ada = app.by("ada");
        let mut flow = ada.get("/api/v1/meta/documents/flow/deal_approval").expect(200);
        let steps = flow["steps"].as_array_mut().unwrap();
        steps.truncate(2);
        app.publish(vec![flow]).expect(200);
        let (_, new) = submitted(app, "1000");
        let told = |instance: &Json| story(&look(&app.by("rita"), instance).expect(200)).join("; ");
        assert!(told(&old).contains("director") && !told(&new).contains("director"), "{} / {}", told(&old), told(&new));
        let tasks = crate::approvals::scene::open_tasks(&app.by("mia"));
        for task in &tasks {
            approve(&app.by("mia"), task).expect(200);
        }
        assert_eq!(look(&app.by("rita"), &new).expect(200)["state"], "approved");
        assert_eq!(look(&app.by("rita"), &old).expect(200)["state"], "running");
        approve(&app.by("dan"), &task_of(app, "dan")).expect(200);
        assert_eq!(look(&app.by("rita"), &old).expect(200)["state"], "approved");
        is_sound(app, &old);
        is_sound(app, &new);
    }

    fn a_new_field_does_not_disturb_a_running_approval(app) {
        let (deal, instance) = submitted(app, "10");
        let mut document = app.by("ada").get("/api/v1/meta/documents/object/deal").expect(200);
        document["fields"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": "late", "type": "text", "label": {"en": "late"}}));
        app.publish(vec![document]).expect(200);
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        assert_eq!(app.by("rita").read("deal", id_of(&deal))["approval_state"], "approved");
        is_sound(app, &instance);
    }
}
