//! After a restart everything is as it was; a publication that was cut off never was.

use std::sync::Arc;
use std::time::Duration;

use engine_services::install_documents;
use engine_store::{Db, StoreError, tables};
use serde_json::{Value as Json, json};

use crate::support::{App, COMPANY, Database, Setup, company_documents, field, id_of, object_document};

/// Runs a test that needs the database itself on both kinds.
macro_rules! on_both_databases {
    ($(fn $name:ident($database:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn body($database: Database) $body

            #[test]
            fn sqlite() {
                body(Database::sqlite());
            }

            #[test]
            fn postgres() {
                if let Some(database) = Database::postgres() {
                    body(database);
                }
            }
        }
    )*};
}

fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: company_documents(), people: COMPANY })
}

/// Stops and starts again; people keep their identities.
fn restarted(app: App) -> App {
    let ids = app.ids.clone();
    let mut app = App::reopen(app.stop()).unwrap_or_else(|failure| panic!("{failure:?}"));
    app.ids = ids;
    app
}

fn documents(app: &App) -> Json {
    let list = app.by("ada").get("/api/v1/meta/documents").expect(200);
    let each = list["data"].as_array().unwrap().iter();
    each.map(|entry| {
        let (kind, name) = (entry["kind"].as_str().unwrap(), entry["name"].as_str().unwrap());
        app.by("ada").get(&format!("/api/v1/meta/documents/{kind}/{name}")).expect(200)
    })
    .collect()
}

fn big_release() -> Vec<Json> {
    (0..12)
        .map(|index| {
            object_document(
                &format!("big_{index}"),
                vec![field("name", "text", json!({})), field("n", "integer", json!({"indexed": true}))],
            )
        })
        .collect()
}

on_both_databases! {
    fn a_restart_finds_the_same_model_and_records(database) {
        let app = start(database);
        app.publish(vec![object_document("fresh", vec![field("name", "text", json!({}))])]).expect(200);
        let made = app.by("ada").create("fresh", json!({"name": "kept"}));
        let cursor = app.by("ada").list("deal", &[("limit", "1")]).expect(200);
        let (before, meta) = (documents(&app), app.by("rita").get("/api/v1/meta/objects/deal").expect(200));
        let app = restarted(app);
        assert_eq!(documents(&app), before);
        assert_eq!(app.by("rita").get("/api/v1/meta/objects/deal").expect(200), meta);
        assert_eq!(app.by("ada").read("fresh", id_of(&made)), made);
        assert!(cursor["next"].is_null());
        app.by("ada").create("fresh", json!({"name": "more"}));
        assert_eq!(app.by("rita").create("deal", json!({"name": "n"}))["number"], "D2026-0001");
    }

    fn a_document_of_a_newer_version_stops_the_start(database) {
        let app = start(database);
        let write = app.tenon.store().write(async |db: &mut Db| -> Result<(), StoreError> {
            let mut row = tables::documents::get(db, "object", "dossier").await?.unwrap();
            row.body["format"] = json!(2);
            tables::documents::put(db, &row).await
        });
        app.run(write).unwrap();
        let failure = App::reopen(app.stop()).err().expect("it starts with what it cannot read");
        assert_eq!(failure.code.name(), "model_too_new");
    }

    fn a_publication_that_is_cut_off_leaves_the_old_model(database) {
        let mut app = start(database);
        let release = app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
        let (mut published, mut cut) = (0, 0);
        for delay in [0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96] {
            let tenon = Arc::clone(&app.tenon);
            let work = install_documents(&tenon, big_release(), "cut");
            let outcome = app.run(async { tokio::time::timeout(Duration::from_millis(delay), work).await });
            app = restarted(app);
            let ada = app.by("ada");
            let now = ada.get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
            let has_objects = ada.list("big_0", &[]).status == 200;
            assert!(now == release + published || now == release + published + 1, "{now} after {release}");
            match outcome {
                Ok(_) => assert_eq!(now, release + published + 1, "an answered publication is there"),
                Err(_) => cut += 1,
            }
            assert_eq!(has_objects, now > release, "old or new, nothing between");
            for index in 0..12 {
                assert_eq!(ada.list(&format!("big_{index}"), &[]).status == 200, has_objects);
            }
            published = now - release;
            if has_objects {
                ada.create("big_11", json!({"name": "works", "n": 1}));
            }
        }
        assert!(cut > 0, "none was cut off");
        app.publish(big_release()).expect(200);
        app.by("ada").create("big_3", json!({"name": "works", "n": 1}));
    }

    fn a_refused_publication_leaves_no_table(database) {
        let app = start(database);
        let mut documents = big_release();
        documents.push(object_document("last", vec![field("name", "colour", json!({}))]));
        let before = app.dump();
        assert_eq!(app.publish(documents).status, 422);
        assert_eq!(app.dump(), before);
        let app = restarted(app);
        app.by("ada").list("big_0", &[]).refused(404, "object_not_found");
    }
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    std::fs::write(&file, b"a file where the folder should be").unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let config = engine_store::StoreConfig::Sqlite { folder: file };
    let error =
        runtime.block_on(engine_store::Store::open(config, engine_services::SQL_FUNCTIONS)).err().expect("it opens");
    assert_eq!(engine_services::Failure::from(error).code.name(), "data_folder_not_writable");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let app = App::start(Database::sqlite());
    let settings = runtime_config::HttpSettings {
        listen: app.address,
        workers: 1,
        secure_cookies: false,
        trusted_proxies: Vec::new(),
    };
    let tenon = Arc::clone(&app.tenon);
    let outcome = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move { runtime_http::serve(tenon, &settings).err() })
    });
    assert_eq!(outcome.join().unwrap().expect("two servers on one port").code.name(), "port_in_use");
}
