//! Transactions: groups, savepoints, panics, dropped futures, errors and opening.

use std::time::Duration;

use engine_sql::SqlWriter;
use engine_store::{Db, Store, StoreConfig, StoreError};
use engine_values::{ColumnType, Value};

use crate::support::{Database, databases, number, run, sqlite};

async fn prepared() -> Vec<Database> {
    let databases = databases().await;
    for database in &databases {
        database
            .store
            .write(async |db: &mut Db| {
                run(db, "CREATE TABLE parent (id bigint PRIMARY KEY)").await?;
                run(db, "CREATE TABLE item (id bigint PRIMARY KEY, parent bigint REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
                    .await
            })
            .await
            .unwrap();
    }
    databases
}

async fn insert(db: &mut Db, id: i64, parent: Option<i64>) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO item (id, parent) VALUES (").bind(ColumnType::Int, id).push(", ");
    writer.bind(ColumnType::Int, parent.map_or(Value::Null, Value::Int)).push(")");
    db.execute(&writer.finish()).await
}

const COUNT: &str = "SELECT count(*) FROM item";

#[tokio::test]
async fn two_hundred_writers_at_once() {
    for database in prepared().await {
        let writes = (0..200).map(|id| {
            let store = database.store.clone();
            async move { store.write(async move |db: &mut Db| insert(db, id, None).await).await }
        });
        let results = futures_util::future::join_all(writes).await;
        assert!(results.iter().all(|result| *result == Ok(1)), "{results:?}");
        assert_eq!(number(&database.store, COUNT).await, 200);
    }
}

#[tokio::test]
async fn a_failure_undoes_only_its_own_work() {
    for database in prepared().await {
        let writes = (0..60).map(|id| {
            let store = database.store.clone();
            async move {
                store
                    .write(async move |db: &mut Db| {
                        insert(db, id, None).await?;
                        match id % 6 {
                            1 => Err(StoreError::Other("refused".into())),
                            // The same key again, and the failure swallowed: the transaction must fail all the same.
                            2 => {
                                let _ = insert(db, id, None).await;
                                Ok(())
                            }
                            // Breaks a foreign key, which is found at the end only.
                            3 => insert(db, id + 1000, Some(7)).await.map(|_| ()),
                            4 if db.dialect() == engine_sql::Dialect::Sqlite => panic!("in a job"),
                            4 => Err(StoreError::Other("refused".into())),
                            _ => Ok(()),
                        }
                    })
                    .await
            }
        });
        let results = futures_util::future::join_all(writes).await;
        for (id, result) in results.iter().enumerate() {
            match id % 6 {
                1 | 4 => assert!(matches!(result, Err(StoreError::Other(_))), "{id} {result:?}"),
                2 => assert!(matches!(result, Err(StoreError::UniqueViolation { .. })), "{id} {result:?}"),
                3 => assert!(matches!(result, Err(StoreError::ForeignKeyViolation { .. })), "{id} {result:?}"),
                _ => assert_eq!(*result, Ok(()), "{id}"),
            }
        }
        assert_eq!(number(&database.store, COUNT).await, 20);
        // The lane still works.
        assert_eq!(database.store.write(async |db: &mut Db| insert(db, 5000, None).await).await, Ok(1));
    }
}

#[tokio::test]
async fn violations_name_their_constraint() {
    for database in prepared().await {
        let twice = database
            .store
            .write(async |db: &mut Db| {
                insert(db, 1, None).await?;
                insert(db, 1, None).await
            })
            .await;
        let Err(StoreError::UniqueViolation { constraint }) = twice else { panic!("{twice:?}") };
        assert!(constraint == "item.id" || constraint == "item_pkey", "{constraint}");
        let alone = database.store.write(async |db: &mut Db| insert(db, 1, Some(9)).await).await;
        assert!(matches!(alone, Err(StoreError::ForeignKeyViolation { .. })), "{alone:?}");
        assert_eq!(number(&database.store, COUNT).await, 0);
    }
}

#[tokio::test]
async fn a_dropped_future_leaves_nothing() {
    for database in prepared().await {
        let store = database.store.clone();
        if matches!(database.config, StoreConfig::Postgres { .. }) {
            // The writer tells which connection it is on, once its row is written; then its future is dropped.
            let (tell, told) = tokio::sync::oneshot::channel();
            let tell = std::sync::Arc::new(std::sync::Mutex::new(Some(tell)));
            let write = store.write(async move |db: &mut Db| {
                insert(db, 1, None).await?;
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("SELECT pg_backend_pid()::bigint").column(ColumnType::Int);
                let row = db.row(&writer.finish()).await?;
                let pid = row.and_then(|row| row.first().and_then(Value::as_int)).unwrap();
                tell.lock().unwrap().take().unwrap().send(pid).unwrap();
                std::future::pending::<Result<(), StoreError>>().await
            });
            let pid = tokio::select! {
                never = write => panic!("{never:?}"),
                pid = told => pid.unwrap(),
            };
            // The server hears of it a little later, how much so depends on what else the machine does.
            let open = format!(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = {pid} AND state LIKE 'idle in transaction%'"
            );
            let deadline = std::time::Instant::now() + Duration::from_secs(60);
            while number(&store, &open).await != 0 {
                assert!(std::time::Instant::now() < deadline, "the transaction is still open");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        } else {
            // On SQLite a transaction that waits for something else is refused.
            let result = store
                .write(async |db: &mut Db| {
                    insert(db, 1, None).await?;
                    tokio::task::yield_now().await;
                    Ok::<_, StoreError>(())
                })
                .await;
            assert!(matches!(result, Err(StoreError::Other(_))));
            // A read transaction dropped in the middle takes its connection with it.
            let read = store.read_snapshot(async |db: &mut Db| {
                run(db, "SELECT count(*) FROM item").await?;
                std::future::pending::<Result<(), StoreError>>().await
            });
            assert!(tokio::time::timeout(Duration::from_millis(50), read).await.is_err());
        }
        assert_eq!(number(&store, COUNT).await, 0);
        assert_eq!(store.write(async |db: &mut Db| insert(db, 1, None).await).await, Ok(1));
        assert_eq!(number(&store, COUNT).await, 1);
    }
}

#[tokio::test]
async fn a_snapshot_does_not_see_later_writes() {
    for database in prepared().await {
        let store = &database.store;
        let (before, after) = store
            .read_snapshot(async |db: &mut Db| {
                let before = counted(db).await?;
                store.write(async |db: &mut Db| insert(db, 1, None).await).await?;
                Ok::<_, StoreError>((before, counted(db).await?))
            })
            .await
            .unwrap();
        assert_eq!((before, after), (0, 0));
        assert_eq!(number(store, COUNT).await, 1);
        assert_eq!(store.scan(async |db: &mut Db| counted(db).await).await, Ok(1));
    }
}

async fn counted(db: &mut Db) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push(COUNT).column(ColumnType::Int);
    Ok(db.row(&writer.finish()).await?.and_then(|row| row[0].as_int()).unwrap_or(-1))
}

#[tokio::test]
async fn readers_cannot_write() {
    let database = sqlite().await;
    let result = database.store.read(async |db: &mut Db| run(db, "DELETE FROM setting").await).await;
    assert!(matches!(result, Err(StoreError::Other(_))), "{result:?}");
}

#[tokio::test]
async fn more_readers_than_connections_wait_their_turn() {
    for database in prepared().await {
        let reads = (0..100).map(|_| number(&database.store, COUNT));
        assert_eq!(futures_util::future::join_all(reads).await.len(), 100);
    }
}

#[tokio::test]
async fn a_newer_version_is_refused_and_an_equal_one_opened() {
    for database in databases().await {
        Store::open(database.config.clone(), &[]).await.unwrap();
        let newer =
            async |db: &mut Db| run(db, "UPDATE tenon_meta SET value = '999' WHERE key = 'schema_version'").await;
        assert_eq!(database.store.write(newer).await, Ok(1));
        let result = Store::open(database.config.clone(), &[]).await.map(|_| ());
        assert_eq!(result, Err(StoreError::TooNew { found: 999 }));
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"x").unwrap();
    let result = Store::open(StoreConfig::Sqlite { folder: file.join("data") }, &[]).await.map(|_| ());
    assert_eq!(result, Err(StoreError::FolderNotWritable));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let config = StoreConfig::Postgres { url: "postgres://x@127.0.0.1:1/x".into(), max_connections: 1 };
    assert_eq!(Store::open(config, &[]).await.map(|_| ()), Err(StoreError::Unavailable));
}

async fn touch(db: &mut Db, id: i64) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE parent SET id = id WHERE id = ").bind(ColumnType::Int, id);
    db.execute(&writer.finish()).await
}

#[tokio::test]
async fn transactions_that_meet_are_run_again() {
    for database in prepared().await {
        let store = &database.store;
        store.write(async |db: &mut Db| run(db, "INSERT INTO parent VALUES (1), (2)").await).await.unwrap();
        let tries = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let both = [(1, 2), (2, 1)].map(|(first, second)| {
            let tries = tries.clone();
            store.write(async move |db: &mut Db| {
                tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                touch(db, first).await?;
                if db.dialect() == engine_sql::Dialect::Postgres {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                touch(db, second).await
            })
        });
        assert_eq!(futures_util::future::join_all(both).await, [Ok(1), Ok(1)]);
        let expected = if store.dialect() == engine_sql::Dialect::Postgres { 3 } else { 2 };
        assert_eq!(tries.load(std::sync::atomic::Ordering::Relaxed), expected);
    }
}

#[tokio::test]
async fn a_connection_ended_by_the_server_is_replaced() {
    for database in prepared().await {
        let store = &database.store;
        if store.dialect() == engine_sql::Dialect::Sqlite {
            continue;
        }
        let tries = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = tries.clone();
        let result = store
            .write(async move |db: &mut Db| {
                insert(db, 1, None).await?;
                if counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 {
                    run(db, "SELECT pg_terminate_backend(pg_backend_pid())").await?;
                }
                Ok::<_, StoreError>(())
            })
            .await;
        assert_eq!((result, tries.load(std::sync::atomic::Ordering::Relaxed)), (Ok(()), 2));
        assert_eq!(number(store, COUNT).await, 1);
    }
}

#[tokio::test]
async fn a_queue_that_is_full_says_busy() {
    let database = sqlite().await;
    let slow = database.store.write(async |_: &mut Db| {
        std::thread::sleep(Duration::from_millis(300));
        Ok::<_, StoreError>(())
    });
    let many = (0..1500).map(|_| database.store.write(async |_: &mut Db| Ok::<_, StoreError>(())));
    let (slow, many) = futures_util::future::join(slow, futures_util::future::join_all(many)).await;
    assert_eq!(slow, Ok(()));
    let busy = many.iter().filter(|result| **result == Err(StoreError::Busy)).count();
    assert!((400..=480).contains(&busy), "{busy}");
    assert_eq!(many.iter().filter(|result| result.is_ok()).count() + busy, 1500);
}

#[tokio::test]
async fn work_whose_caller_went_away_before_it_began_is_not_done() {
    let database = prepared().await.swap_remove(0);
    let store = database.store.clone();
    let blocker = tokio::spawn(async move {
        store
            .write(async |_: &mut Db| {
                std::thread::sleep(Duration::from_millis(200));
                Ok::<_, StoreError>(())
            })
            .await
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let write = database.store.write(async |db: &mut Db| insert(db, 1, None).await);
    assert!(tokio::time::timeout(Duration::from_millis(20), write).await.is_err());
    blocker.await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(number(&database.store, COUNT).await, 0);
}
