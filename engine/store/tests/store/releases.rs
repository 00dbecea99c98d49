//! Documents, releases, the word that goes round, history, settings, files and kept answers.

use std::time::Duration;

use engine_sql::Dialect;
use engine_store::release::{current_release, notify_release};
use engine_store::tables::{documents, files, idempotency, record_history, releases, settings};
use engine_store::{Db, Store, StoreError};
use engine_values::new_id;
use serde_json::json;

use crate::support::{at, databases};

#[tokio::test]
async fn documents_belong_to_releases() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            assert_eq!(current_release(db).await?, 0);
            for number in 1..=3 {
                let release = releases::Release {
                    number,
                    published_at: at(number),
                    published_by: None,
                    note: String::new(),
                    documents: json!({"object/a": null}),
                };
                releases::insert(db, &release).await?;
                assert_eq!(releases::get(db, number).await?, Some(release));
            }
            assert_eq!(current_release(db).await?, 3);
            let page = releases::list(db, Some(3), 1).await?;
            assert_eq!((page.len(), page[0].number), (1, 2));
            assert_eq!(releases::list(db, None, 9).await?.len(), 3);

            let mut document = documents::Document {
                kind: "object".into(),
                name: "a".into(),
                body: json!({"z": 1, "a": "文"}),
                release_number: 1,
            };
            documents::put(db, &document).await?;
            document.body = json!({"b": [1.5]});
            document.release_number = 2;
            documents::put(db, &document).await?;
            assert_eq!(documents::list(db).await?, [document.clone()]);
            assert_eq!(documents::get(db, "object", "a").await?, Some(document));
            assert_eq!(documents::list_of_kind(db, "form").await?, []);
            assert!(documents::remove(db, "object", "a").await?);
            assert!(!documents::remove(db, "object", "a").await?);
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
    }
}

#[tokio::test]
async fn other_processes_hear_of_a_release() {
    for database in databases().await {
        let store = &database.store;
        let mut listener = store.release_listener().await.unwrap();
        if store.dialect() == Dialect::Sqlite {
            assert!(tokio::time::timeout(Duration::from_millis(20), listener.next()).await.is_err());
            continue;
        }
        let other = Store::open(database.config.clone(), &[]).await.unwrap();
        let undone = async |db: &mut Db| {
            notify_release(db, 6).await?;
            Err::<(), _>(StoreError::Busy)
        };
        other.write(undone).await.unwrap_err();
        other.write(async |db: &mut Db| notify_release(db, 7).await).await.unwrap();
        let heard = tokio::time::timeout(Duration::from_secs(5), listener.next()).await;
        assert_eq!(heard, Ok(Some(7)), "what was undone is not heard");
    }
}

#[tokio::test]
async fn history_is_read_from_new_to_old() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            let record = new_id();
            let entry = |second| record_history::HistoryEntry {
                id: new_id(),
                object: "o".into(),
                record,
                changed_at: at(second),
                changed_by: Some(new_id()),
                action: "update".into(),
                changes: json!([{"field": "a", "old": null, "new": "1"}]),
            };
            // Two of the same instant: the identity decides their order.
            let entries = [entry(1), entry(2), entry(2), entry(3)];
            record_history::append_all(db, &entries).await?;
            record_history::append(db, &record_history::HistoryEntry { record: new_id(), ..entry(9) }).await?;
            let first = record_history::list(db, "o", record, None, 2).await?;
            let last = first[1].clone();
            let second = record_history::list(db, "o", record, Some((last.changed_at, last.id)), 9).await?;
            let seen: Vec<_> = first.into_iter().chain(second).collect();
            let mut expected = entries.to_vec();
            expected.reverse();
            assert_eq!(seen, expected);
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
    }
}

#[tokio::test]
async fn files_settings_and_answers_are_kept() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            let file = files::FileRow {
                id: new_id(),
                name: "合同.pdf".into(),
                media_type: "application/pdf".into(),
                size: 3,
                sha256: "a".repeat(64),
                created_at: at(0),
                created_by: None,
                object: None,
                record: None,
                field: None,
            };
            files::insert(db, &file).await?;
            assert_eq!(files::loose(db, at(1), 9).await?.as_slice(), std::slice::from_ref(&file));
            let (record, other) = (new_id(), new_id());
            assert_eq!(files::attach(db, &[file.id], "o", record, "f").await?, 1);
            assert_eq!(files::attach(db, &[file.id], "o", other, "f").await?, 0, "another record cannot take it");
            assert_eq!(files::of_record(db, "o", record).await?[0].field.as_deref(), Some("f"));
            assert_eq!(files::loose(db, at(1), 9).await?, []);
            assert_eq!(files::by_ids(db, &[file.id]).await?.len(), 1);
            assert!(files::is_content_used(db, &file.sha256).await?);
            assert!(files::delete(db, file.id).await?);
            assert!(!files::is_content_used(db, &file.sha256).await?);
            assert_eq!(files::get(db, file.id).await?, None);

            settings::put(db, "a", &json!(1)).await?;
            settings::put(db, "a", &json!({"b": null})).await?;
            assert_eq!(settings::get(db, "a").await?, Some(json!({"b": null})));
            assert_eq!(settings::get(db, "b").await?, None);
            assert_eq!(settings::all(db).await?.len(), 1);

            let row = idempotency::IdempotencyRow {
                user_id: new_id(),
                key: "k".into(),
                request_hash: "h".into(),
                status: 201,
                body: "{}".into(),
                etag: Some("\"1\"".into()),
                created_at: at(0),
            };
            assert!(idempotency::insert(db, &row).await?);
            assert!(!idempotency::insert(db, &row).await?);
            assert_eq!(idempotency::get(db, row.user_id, "k").await?, Some(row.clone()));
            assert_eq!(idempotency::get(db, new_id(), "k").await?, None);
            assert_eq!(idempotency::purge(db, at(1)).await?, 1);
            Ok::<_, StoreError>(())
        };
        database.store.write(work).await.unwrap();
    }
}
