//! Damage done to a database by hand is told in words, and mended where nothing can be lost.

use engine_services::{Finding, doctor};
use engine_sql::{Dialect, SqlWriter};
use engine_store::{Db, StoreError, tables};
use serde_json::json;

use crate::support::{App, id_of};

fn look(app: &App, repair: bool) -> Vec<Finding> {
    app.run(doctor(&app.tenon, repair, &|_| {})).unwrap()
}

/// Codes of what is wrong.
fn open(findings: &[Finding]) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        findings.iter().filter(|finding| finding.is_open()).map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn mended(findings: &[Finding]) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        findings.iter().filter(|finding| finding.is_mended).map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Runs a statement past all services.
fn damage(app: &App, text: &str) {
    let text = text.to_owned();
    let write = app.tenon.store().write(async move |db: &mut Db| -> Result<(), StoreError> {
        let mut writer = SqlWriter::new(db.dialect());
        writer.push(&text);
        db.execute(&writer.finish()).await.map(|_| ())
    });
    app.run(write).unwrap();
}

fn table(app: &App, object: &str) -> String {
    app.tenon.world().model().object_named(object).unwrap().table.clone()
}

fn column(app: &App, object: &str, field: &str) -> String {
    let world = app.tenon.world();
    let (_, field) = world.model().object_named(object).unwrap().field_named(field).unwrap();
    field.column.as_ref().unwrap().0.clone()
}

/// Our indexes of a table that cover exactly one column, by asking the layout's neighbours: dropped one by one.
fn drop_indexes(app: &App, object: &str) {
    let table = table(app, object);
    let question = match app.tenon.store().dialect() {
        Dialect::Sqlite => format!(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND name NOT LIKE 'sqlite_%'"
        ),
        Dialect::Postgres => format!(
            "SELECT indexname::text FROM pg_indexes WHERE tablename = '{table}' AND schemaname = current_schema() AND indexname NOT LIKE '%pkey'"
        ),
    };
    let names = app.run(app.tenon.store().read(async |db: &mut Db| {
        let mut writer = SqlWriter::new(db.dialect());
        writer.push(&question).column(engine_values::ColumnType::Text);
        db.rows(&writer.finish()).await
    }));
    for row in names.unwrap() {
        damage(app, &format!("DROP INDEX {}", row[0].as_text().unwrap()));
    }
}

on_both! {
    fn a_sound_database_is_told_to_be_sound(app) {
        app.by("rita").create("deal", json!({"name": "d", "lines": [{"product": "p", "price": "5"}]}));
        assert_eq!(look(app, false), []);
        app.unchanged(|| assert_eq!(look(app, true), []));
    }

    fn missing_parts_of_tables_are_told_and_added(app) {
        let ada = app.by("ada");
        let kept = ada.create("company", json!({"name": "kept", "code": "k"}));
        drop_indexes(app, "company");
        damage(app, &format!("ALTER TABLE {} DROP COLUMN {}", table(app, "company"), column(app, "company", "secret")));
        damage(app, &format!("DROP TABLE {}", table(app, "thing")));
        let told = look(app, false);
        assert_eq!(open(&told), ["column_missing", "index_missing", "table_missing", "unique_missing"]);
        let words: Vec<String> = told.iter().map(|finding| finding.text("en")).collect();
        assert!(words.iter().any(|text| text.contains("company") && text.contains("secret")), "{words:?}");
        assert!(told.iter().all(|finding| !finding.text("zh-CN").starts_with(finding.code)));
        let after = look(app, true);
        assert_eq!(open(&after), [""; 0], "{after:?}");
        assert_eq!(mended(&after), ["column_missing", "index_missing", "table_missing", "unique_missing"]);
        assert_eq!(look(app, false), []);
        assert_eq!(ada.read("company", id_of(&kept))["secret"], json!(null));
        ada.try_create("company", json!({"name": "x", "code": "k"})).refused(409, "not_unique");
        ada.create("thing", json!({"text": "t"}));
    }

    fn values_that_are_in_the_way_are_told_and_left(app) {
        let ada = app.by("ada");
        drop_indexes(app, "company");
        for _ in 0..2 {
            ada.create("company", json!({"name": "same", "code": "same"}));
        }
        let before = look(app, true);
        assert!(open(&before).contains(&"duplicates"), "{before:?}");
        assert_eq!(mended(&before), [""; 0]);
        assert_eq!(ada.list("company", &[("count", "exact")]).expect(200)["count"], 2, "nothing was removed");
        damage(app, &format!("ALTER TABLE {} ADD COLUMN by_hand integer", table(app, "thing")));
        let spare = look(app, false);
        assert!(spare.iter().any(|finding| finding.code == "spare_column" && !finding.is_open()), "{spare:?}");
    }

    fn a_counter_that_is_behind_is_raised(app) {
        let rita = app.by("rita");
        for name in ["a", "b", "c"] {
            rita.create("deal", json!({"name": name}));
        }
        damage(app, "UPDATE counter SET value = 1");
        rita.try_create("deal", json!({"name": "d"})).refused(409, "not_unique");
        let told = look(app, false);
        assert_eq!(open(&told), ["counter_behind"]);
        assert!(told[0].text("en").contains('3'), "{}", told[0].text("en"));
        assert_eq!(open(&look(app, true)), [""; 0]);
        assert_eq!(rita.create("deal", json!({"name": "d"}))["number"], "D2026-0004");
        assert_eq!(look(app, false), []);
    }

    fn a_computed_value_that_somebody_wrote_is_told_and_computed_again(app) {
        let rita = app.by("rita");
        let deal = rita.create("deal", json!({"name": "d", "lines": [{"product": "p", "price": "5", "quantity": 3}]}));
        let (id, total) = (id_of(&deal).to_owned(), deal["amount"].clone());
        assert_eq!(look(app, false), []);
        damage(app, &format!("UPDATE {} SET {} = 7", table(app, "deal"), column(app, "deal", "amount")));
        let told = look(app, false);
        assert_eq!(open(&told), ["computed_wrong"]);
        let wrong = told.iter().find(|finding| finding.params["field"] == "amount").unwrap();
        assert_eq!((&wrong.params["object"], &wrong.params["count"], &wrong.params["compared"]), (&json!("deal"), &json!(1), &json!(1)));
        assert!(wrong.mendable && wrong.text("en").contains(&id) && wrong.text("zh-CN").contains("deal.amount"), "{wrong:?}");
        assert_ne!(rita.read("deal", &id)["amount"], total, "looking changes nothing");
        let heard = std::sync::Mutex::new(Vec::new());
        let hear = |at: engine_services::Progress<'_>| heard.lock().unwrap().push((at.object.to_owned(), at.done, at.total));
        let after = app.run(doctor(&app.tenon, true, &hear)).unwrap();
        assert_eq!((open(&after), mended(&after)), (vec![""; 0], vec!["computed_wrong"]));
        assert!(heard.into_inner().unwrap().contains(&("deal".to_owned(), 1, 1)));
        let mended = rita.read("deal", &id);
        assert_eq!((&mended["amount"], &mended["revision"]), (&total, &json!(1)), "nobody changed the record");
        assert_eq!(look(app, false), []);
        // A column that is missing comes back with its values.
        let lost = (table(app, "deal"), column(app, "deal", "amount"));
        damage(app, &format!("ALTER TABLE {} DROP COLUMN {}", lost.0, lost.1));
        assert_eq!(open(&look(app, true)), [""; 0]);
        assert_eq!(rita.read("deal", &id)["amount"], total);
    }

    fn lost_files_and_work_that_was_given_up_are_told(app) {
        let rita = app.by("rita");
        let upload =
            rita.send("POST", "/api/v1/files?object=deal&field=paper", &[("Content-Type", "text/plain")], Some(b"words"));
        upload.expect(201);
        let folder = app.database().data().join("files");
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        let write = app.tenon.store().write(async |db: &mut Db| -> Result<(), StoreError> {
            let item = tables::outbox::NewOutboxItem { key: "k".to_owned(), kind: "notice".to_owned(), payload: json!({}) };
            tables::outbox::enqueue(db, &item).await?;
            for item in tables::outbox::claim(db, 10, std::time::Duration::from_secs(1)).await? {
                tables::outbox::failed(db, item.id, "nobody there", None).await?;
            }
            Ok(())
        });
        app.run(write).unwrap();
        let told = look(app, true);
        assert_eq!(open(&told), ["effect_failed", "file_missing"]);
        assert!(told.iter().any(|finding| finding.text("en").contains("nobody there")));
    }
}

/// A foreign key that is gone is added again; rows that refer to nothing are in its way and stay.
#[test]
fn foreign_keys_and_orphans_on_postgres() {
    let Some(database) = crate::support::Database::postgres() else { return };
    let app = App::start(database);
    let deal = table(&app, "dossier");
    let constraints = app.run(app.tenon.store().read(async |db: &mut Db| {
        let mut writer = SqlWriter::new(db.dialect());
        writer.push("SELECT conname::text FROM pg_constraint WHERE contype = 'f' AND conrelid = '").push(&deal);
        writer.push("'::regclass").column(engine_values::ColumnType::Text);
        db.rows(&writer.finish()).await
    }));
    for row in constraints.unwrap() {
        damage(&app, &format!("ALTER TABLE {deal} DROP CONSTRAINT {}", row[0].as_text().unwrap()));
    }
    assert_eq!(open(&look(&app, false)), ["foreign_key_missing"]);
    assert_eq!(open(&look(&app, true)), [""; 0]);
    for row in app
        .run(app.tenon.store().read(async |db: &mut Db| {
            let mut writer = SqlWriter::new(db.dialect());
            writer.push("SELECT conname::text FROM pg_constraint WHERE contype = 'f' AND conrelid = '").push(&deal);
            writer.push("'::regclass").column(engine_values::ColumnType::Text);
            db.rows(&writer.finish()).await
        }))
        .unwrap()
    {
        damage(&app, &format!("ALTER TABLE {deal} DROP CONSTRAINT {}", row[0].as_text().unwrap()));
    }
    let made = app.by("ada").create("dossier", json!({"name": "lonely"}));
    let column = column(&app, "dossier", "company");
    damage(&app, &format!("UPDATE {deal} SET {column} = gen_random_uuid() WHERE id = '{}'", id_of(&made)));
    assert_eq!(open(&look(&app, true)), ["foreign_key_missing", "orphans"]);
}
