//! Steps that carry rows over.

use engine_sql::Dialect;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, new_id};
use serde_json::json;

use crate::support::{at, databases, run};

fn file(object: Option<&str>, field: Option<&str>) -> tables::files::FileRow {
    tables::files::FileRow {
        id: new_id(),
        name: "f".into(),
        media_type: "text/plain".into(),
        size: 1,
        sha256: "00".into(),
        created_at: at(1),
        created_by: None,
        object: object.map(Into::into),
        record: object.map(|_| Id::nil()),
        field: field.map(Into::into),
    }
}

#[tokio::test]
async fn files_that_knew_their_field_by_name_know_it_by_identity() {
    let files = [
        (file(Some("deal_1"), Some("paper")), Some("paper_aa")),
        (file(Some("deal_1"), Some("proof")), Some("proof_bb")),
        // Of another object whose field has the same name.
        (file(Some("line_2"), Some("proof")), Some("proof_cc")),
        // Fields that are gone, and files of nobody.
        (file(Some("deal_1"), Some("gone")), Some("gone")),
        (file(None, None), None),
    ];
    for database in databases().await {
        let rows: Vec<_> = files.iter().map(|(file, _)| file.clone()).collect();
        let found = database
            .store
            .write(async move |db: &mut Db| -> Result<_, StoreError> {
                for (name, uid, fields) in [
                    (
                        "deal",
                        "deal_1",
                        json!([{"name": "paper", "uid": "paper_aa"}, {"name": "proof", "uid": "proof_bb"}]),
                    ),
                    ("line", "line_2", json!([{"name": "proof", "uid": "proof_cc"}])),
                ] {
                    let body = json!({"kind": "object", "name": name, "uid": uid, "fields": fields});
                    let document = tables::documents::Document {
                        kind: "object".into(),
                        name: name.into(),
                        body,
                        release_number: 1,
                    };
                    tables::documents::put(db, &document).await?;
                }
                for row in &rows {
                    tables::files::insert(db, row).await?;
                }
                let step = match db.dialect() {
                    Dialect::Sqlite => include_str!("../../src/migrations/sqlite/0003_files_by_field_identity.sql"),
                    Dialect::Postgres => include_str!("../../src/migrations/postgres/0003_files_by_field_identity.sql"),
                };
                run(db, step).await?;
                let mut found = Vec::new();
                for row in &rows {
                    found.push(tables::files::get(db, row.id).await?.and_then(|file| file.field));
                }
                Ok(found)
            })
            .await
            .unwrap();
        let wanted: Vec<_> = files.iter().map(|(_, field)| field.map(str::to_owned)).collect();
        assert_eq!(found, wanted);
    }
}
