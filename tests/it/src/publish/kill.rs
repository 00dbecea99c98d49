//! A publication that is killed at any step leaves the old model or the new one, with tables to match.
//!
//! A real process does it: this test program starts itself again, publishes with a hook that stops at one step, and is
//! killed there with SIGKILL.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;

use engine_services::{PublishStep, Tenon, TenonOptions, install_documents};
use engine_store::{Store, StoreConfig};
use serde_json::{Value as Json, json};

use crate::support::{App, COMPANY, Database, Setup, company_documents, document, field, id_of, object_document};

/// Every step, in its order.
const STEPS: &[PublishStep] = &[
    PublishStep::Preparing,
    PublishStep::Filling,
    PublishStep::Locked,
    PublishStep::Recycling,
    PublishStep::Tables,
    PublishStep::Switching,
    PublishStep::Restoring,
    PublishStep::Documents,
    PublishStep::Bookkeeping,
    PublishStep::Committing,
    PublishStep::Committed,
];
const PLACE: &str = "TENON_KILL_PLACE";
const FOLDER: &str = "TENON_KILL_FOLDER";
const STEP: &str = "TENON_KILL_STEP";
const STOPPED: &str = "stopped at the step";

/// A release that does everything: tables, columns, indexes, a key, a field that goes and one that becomes another type.
fn release() -> Vec<Json> {
    let mut documents = company_documents();
    for document in &mut documents {
        if document["name"] == "company" {
            document["search_fields"] = json!(["name"]);
            let fields = document["fields"].as_array_mut().unwrap();
            fields.retain(|field| field["name"] != "code");
            fields.push(field("town", "text", json!({"indexed": true, "unique": true})));
            let secret = fields.iter_mut().find(|field| field["name"] == "secret").unwrap();
            secret["type"] = json!("decimal");
            secret["indexed"] = json!(true);
        }
    }
    let link = field("company", "reference", json!({"options": {"object": "company"}}));
    documents.push(object_document("fresh", vec![field("name", "text", json!({})), link]));
    documents
}

/// The child: publishes and stops at the step, when one of the tests below starts it as a process of its own; it does
/// nothing when the runner of tests does.
#[test]
fn child() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let folder = std::path::PathBuf::from(std::env::var(FOLDER).unwrap());
    let step = std::env::var(STEP).unwrap();
    let config = match place.as_str() {
        "" => StoreConfig::Sqlite { folder: folder.clone() },
        url => StoreConfig::Postgres { url: url.to_owned(), max_connections: 4 },
    };
    let hook = move |reached: PublishStep| {
        if format!("{reached:?}") == step {
            println!("{STOPPED}");
            loop {
                std::thread::park();
            }
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(config, engine_services::SQL_FUNCTIONS).await.unwrap();
        let options = TenonOptions { publish_hook: Some(Arc::new(hook)), ..TenonOptions::new(store, folder) };
        let tenon = Tenon::open(options).await.unwrap();
        install_documents(&tenon, release(), "killed").await.unwrap();
    });
}

/// Starts the child on a database and kills it when it has stopped; false when it never came to that step.
fn kill_at(database: &Database, step: PublishStep) -> bool {
    let place = match &database.config {
        StoreConfig::Sqlite { .. } => String::new(),
        StoreConfig::Postgres { url, .. } => url.clone(),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "publish::kill::child", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env(FOLDER, database.data())
        .env(STEP, format!("{step:?}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let has_stopped = lines.map_while(Result::ok).any(|line| line.contains(STOPPED));
    // SIGKILL: no destructor, no rollback, no farewell to the database.
    child.kill().unwrap();
    child.wait().unwrap();
    has_stopped
}

/// Tables and columns as the application itself finds them: C7 of security.md, documents = physical tables.
fn is_whole(app: &App, is_new: bool, old: &Json) {
    let ada = app.by("ada");
    assert_eq!(ada.list("fresh", &[]).status == 200, is_new);
    let seen = ada.read("company", id_of(old));
    assert_eq!(seen.get("town").is_some(), is_new, "{seen}");
    assert_eq!(seen.get("code") == Some(&json!("kept")), !is_new, "{seen}");
    let recycled = ada.get("/api/v1/meta/recycle").expect(200)["data"].as_array().unwrap().len();
    assert_eq!(recycled, 2 * usize::from(is_new), "the recycle area belongs to the release");
    let wanted = if is_new { json!("12.50") } else { json!("12.5") };
    assert_eq!(seen["secret"], wanted, "the value lies in the column of the release");
    let findings = app.run(engine_services::doctor(&app.tenon, false, &|_| {})).unwrap();
    let open: Vec<String> = findings.iter().filter(|one| one.is_open()).map(|one| one.text("en")).collect();
    assert!(open.is_empty(), "documents and tables differ: {open:#?}");
    for object in app.tenon.world().model().objects() {
        ada.list(&object.name, &[("limit", "1")]).expect(200);
    }
    // What the release allows is taken, what it forbids is refused, by the tables too.
    if is_new {
        let company = ada.create("company", json!({"name": "n", "town": "one"}));
        ada.create("fresh", json!({"name": "n", "company": id_of(&company)}));
        ada.try_create("company", json!({"name": "n", "town": "one"})).refused(409, "not_unique");
    } else {
        ada.try_create("company", json!({"name": "n", "code": "kept"})).refused(409, "not_unique");
    }
}

/// One database, one kill: old or new, and it goes on. False when the publication has no such step.
fn survives(database: Database, step: PublishStep) -> bool {
    let app = App::start_with(database, Setup { documents: company_documents(), people: COMPANY });
    let old = app.by("ada").create("company", json!({"name": "c", "code": "kept", "secret": "12.5"}));
    let before = app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
    let ids = app.ids.clone();
    let database = app.stop();
    if !kill_at(&database, step) {
        return false;
    }
    let mut app = App::reopen(database).unwrap_or_else(|failure| panic!("{step:?}: {failure:?}"));
    app.ids = ids;
    let release = app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
    let is_new = release == before + 1;
    assert!(is_new || release == before, "{step:?}: {release} after {before}");
    assert_eq!(is_new, step == PublishStep::Committed, "{step:?}: only what was committed is there");
    is_whole(&app, is_new, &old);
    // And it goes on: the same release can be published now, whatever was cut off.
    app.publish(release_again(is_new)).expect(200);
    app.by("ada").create("last", json!({"name": "x"}));
    // What the killed one had made is gone, or is what the release uses.
    let findings = app.run(engine_services::doctor(&app.tenon, false, &|_| {})).unwrap();
    assert!(!findings.iter().any(|one| one.code == "type_change_left"), "{findings:#?}");
    let spare = findings.iter().filter(|one| one.code == "spare_column").count();
    assert_eq!(spare, 2, "the columns of the recycle area, and no others: {findings:#?}");
    true
}

fn body(make: impl Fn() -> Option<Database>) {
    for step in STEPS {
        let Some(database) = make() else { return };
        assert!(survives(database, *step), "the child ended before {step:?}");
    }
}

/// Every statement that changes tables and indexes, until the publication has no more of them.
fn statements(make: impl Fn() -> Option<Database>) {
    for number in 0.. {
        let Some(database) = make() else { return };
        if !survives(database, PublishStep::Statement(number)) {
            assert!(number >= 6, "a table, a column and their indexes are more than {number} statements");
            return;
        }
    }
}

fn release_again(is_new: bool) -> Vec<Json> {
    let mut documents = if is_new { Vec::new() } else { release() };
    documents.push(object_document("last", vec![field("name", "text", json!({}))]));
    documents.push(document("view", "last_all", json!({"object": "last", "columns": [{"field": "name"}]})));
    documents
}

#[test]
fn a_killed_publication_leaves_old_or_new_on_sqlite() {
    body(|| Some(Database::sqlite()));
}

#[test]
fn a_killed_publication_leaves_old_or_new_on_postgres() {
    body(Database::postgres);
}

#[test]
fn a_publication_killed_at_any_statement_leaves_the_old_on_sqlite() {
    statements(|| Some(Database::sqlite()));
}

#[test]
fn a_publication_killed_at_any_statement_leaves_the_old_on_postgres() {
    statements(Database::postgres);
}
