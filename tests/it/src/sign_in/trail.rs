//! What happens around sign-in is written down, can be found, and cannot be changed unseen.

use engine_services::{AuditFault, verify_audit};
use engine_sql::{Dialect, SqlWriter};
use engine_store::{Db, StoreError};

use super::*;

fn events(app: &App, query: &str) -> Vec<String> {
    let answer = app.by("ada").get(&format!("/api/v1/audit?{query}")).expect(200);
    answer["data"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect()
}

/// Statements as somebody with the database's password would run them.
fn by_hand(app: &App, statements: &[&str]) -> Result<(), StoreError> {
    let statements: Vec<String> = statements.iter().map(|text| (*text).to_owned()).collect();
    app.run(app.tenon.store().write(async move |db: &mut Db| {
        for text in &statements {
            let mut writer = SqlWriter::new(db.dialect());
            writer.push(text);
            db.execute(&writer.finish()).await?;
        }
        Ok(())
    }))
}

fn unlocked(app: &App, statement: &str) {
    let unlock: &[&str] = match app.tenon.store().dialect() {
        Dialect::Sqlite => &[
            "DROP TRIGGER IF EXISTS audit_entry_is_never_changed",
            "DROP TRIGGER IF EXISTS audit_entry_is_never_removed",
        ],
        Dialect::Postgres => &["DROP TRIGGER IF EXISTS audit_entry_is_never_changed ON audit_entry"],
    };
    by_hand(app, &[unlock, &[statement]].concat()).unwrap();
}

fn fault(app: &App) -> Option<(i64, AuditFault)> {
    app.run(verify_audit(&app.tenon)).unwrap().fault
}

/// A few entries.
fn live(app: &App) {
    sign_in(app, "rita", "guess");
    let answer = sign_in(app, "rita", PASSWORD);
    with_token(app, &answer).post("/api/v1/me/sessions/end-others", json!({})).expect(200);
    let headers = [("X-Tenon", "1"), ("Cookie", &answer.cookie())];
    app.stranger().send("POST", "/api/v1/auth/logout", &headers, None);
    sign_in(app, "nobody", "guess");
}

on_both! {
    fn what_happened_can_be_found(app) {
        live(app);
        assert_eq!(events(app, ""), ["sign_in_failed", "sign_out", "sessions_ended", "sign_in", "sign_in_failed"]);
        assert_eq!(events(app, "event=sign_out"), ["sign_out"]);
        assert_eq!(events(app, &format!("person={}", app.id("ray"))), [""; 0]);
        assert_eq!(events(app, &format!("person={}", app.id("rita"))).len(), 4);
        assert_eq!(events(app, "before=3&limit=1"), ["sign_in"]);
        assert_eq!(events(app, "from=2100-01-01T00:00:00Z"), [""; 0]);
        let page = app.by("ada").get("/api/v1/audit?limit=2").expect(200);
        assert_eq!(page["next"], 4);
        let entry = &app.by("ada").get("/api/v1/audit?event=sign_in").expect(200)["data"][0];
        assert_eq!((&entry["by"]["label"], &entry["address"]), (&json!("rita of east"), &json!("127.0.0.1")));
        app.by("ada").get("/api/v1/audit?person=x").refused(400, "parameter_invalid");
        app.by("ada").get("/api/v1/audit?from=yesterday").refused(400, "parameter_invalid");
        assert!(!app.dump()["audit_entry"].contains("nobody"), "what is typed as a login may be a password");
    }

    fn the_database_refuses_to_change_the_trail(app) {
        live(app);
        assert_eq!(fault(app), None);
        assert!(by_hand(app, &["UPDATE audit_entry SET event = 'sign_out' WHERE seq = 1"]).is_err());
        assert!(by_hand(app, &["DELETE FROM audit_entry WHERE seq = 1"]).is_err());
        assert_eq!(fault(app), None);
    }

    fn any_change_of_an_entry_is_found(app) {
        live(app);
        let id = match app.tenon.store().dialect() {
            Dialect::Sqlite => "x'00112233445566778899aabbccddeeff'",
            Dialect::Postgres => "'00112233-4455-6677-8899-aabbccddeeff'",
        };
        let later = match app.tenon.store().dialect() {
            Dialect::Sqlite => "logged_at + 1",
            Dialect::Postgres => "logged_at + interval '1 microsecond'",
        };
        for (column, value) in [
            ("event", "'sign_out'"), ("detail", "detail || ' '"), ("address", "'::1'"), ("address", "NULL"), ("actor", id),
            ("person", id), ("logged_at", later), ("hash", "prev_hash"), ("prev_hash", "hash"),
        ] {
            let before = app.rows_of("audit_entry");
            unlocked(app, "CREATE TABLE spare AS SELECT * FROM audit_entry");
            unlocked(app, &format!("UPDATE audit_entry SET {column} = {value} WHERE seq = 2"));
            assert_eq!(fault(app), Some((2, AuditFault::Changed)), "{column} = {value}");
            by_hand(app, &["DELETE FROM audit_entry", "INSERT INTO audit_entry SELECT * FROM spare", "DROP TABLE spare"]).unwrap();
            assert_eq!((fault(app), app.rows_of("audit_entry")), (None, before));
        }
    }

    fn missing_entries_are_found(app) {
        live(app);
        unlocked(app, "DELETE FROM audit_entry WHERE seq = 5");
        assert_eq!(fault(app), Some((5, AuditFault::End)));
        unlocked(app, "DELETE FROM audit_entry WHERE seq = 2");
        assert_eq!(fault(app), Some((2, AuditFault::Missing)));
    }
}
