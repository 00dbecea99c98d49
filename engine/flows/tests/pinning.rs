//! An instance stays on the version it began with (C34), and a log belongs to one version.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod world;

use engine_definitions::FlowDocument;
use engine_flows::{Command, Flow, FlowError, LogEntry, ReplayError, replay, step, verify};
use serde_json::{Value, json};
use world::{Company, Ids, Person, within};

fn flow(company: &Company, approver: &str) -> Flow {
    let document: Value = json!({
        "name": "f", "label": {"en": "Flow"}, "object": "contract", "settings": {"admins": [{"user": "li"}]},
        "steps": [{"kind": "start", "id": "start"},
                  {"kind": "approve", "id": "a", "label": {"en": "A"}, "who": [{"user": approver}]}],
    });
    let document: FlowDocument = serde_json::from_value(document).expect("a document");
    Flow::check(&document, company).expect("sound")
}

#[test]
fn another_version_never_touches_a_running_instance() {
    let mut company = Company::default();
    for login in ["li", "wang", "zhao"] {
        company.people.insert(login.to_owned(), Person::default());
    }
    let (old, new) = (flow(&company, "wang"), flow(&company, "zhao"));
    assert_ne!(old.version, new.version);
    let mut ids = Ids::default();
    let submit = Command::Submit { initiator: company.id("li"), comment: None, previous: None };
    let first = within(&company, 0, &mut ids, |context| step(&old, None, &submit, context)).expect("submitted");
    let log = [LogEntry::new(None, &submit, &first, world::instant(0))];

    let approve = Command::Approve { task: first.state.tasks[0].id, actor: company.id("wang"), comment: None };
    let wrong = within(&company, 1, &mut ids, |context| step(&new, Some(&first.state), &approve, context));
    assert_eq!(wrong, Err(FlowError::VersionDiffers));
    assert_eq!(replay(&new.version, &log), Err(ReplayError::VersionDiffers));
    assert!(verify(&new.version, &log).is_err());

    // The stored flow needs no model: what was checked once runs for ever.
    let stored: Flow = serde_json::from_str(&serde_json::to_string(&old).expect("json")).expect("loaded");
    let done = within(&company, 2, &mut ids, |context| step(&stored, Some(&first.state), &approve, context));
    assert!(!done.expect("approved").state.is_running());
}

#[test]
fn a_log_of_a_newer_program_or_with_a_gap_is_refused() {
    let mut company = Company::default();
    company.people.insert("li".to_owned(), Person::default());
    company.people.insert("wang".to_owned(), Person::default());
    let flow = flow(&company, "wang");
    let mut ids = Ids::default();
    let submit = Command::Submit { initiator: company.id("li"), comment: None, previous: None };
    let first = within(&company, 0, &mut ids, |context| step(&flow, None, &submit, context)).expect("submitted");
    let entry = LogEntry::new(None, &submit, &first, world::instant(0));
    assert_eq!(replay(&flow.version, &[]), Err(ReplayError::Empty));
    let newer = LogEntry { format: engine_flows::FORMAT + 1, ..entry.clone() };
    assert_eq!(replay(&flow.version, &[newer]), Err(ReplayError::FormatTooNew { seq: 1 }));
    let later = LogEntry { seq: 2, ..entry.clone() };
    assert_eq!(replay(&flow.version, &[later]), Err(ReplayError::OutOfOrder { seq: 2 }));
    let headless = LogEntry { events: entry.events[1..].to_vec(), ..entry };
    assert_eq!(replay(&flow.version, &[headless]), Err(ReplayError::NotStarted));
}
