//! A fresh database per test, of both kinds.

use engine_sql::{Dialect, SqlWriter, Statement};
use engine_store::{Db, Store, StoreConfig, StoreError};

/// One database of a test. Schemas of PostgreSQL stay behind: the test server is thrown away as a whole.
pub struct Database {
    pub store: Store,
    pub config: StoreConfig,
    _folder: Option<tempfile::TempDir>,
}

/// SQLite, and PostgreSQL when there is one.
pub async fn databases() -> Vec<Database> {
    let mut databases = vec![sqlite().await];
    if let Some(config) = postgres_config().await {
        let store = Store::open(config.clone(), &[]).await.unwrap();
        databases.push(Database { store, config, _folder: None });
    }
    databases
}

pub async fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let config = StoreConfig::Sqlite { folder: folder.path().join("data") };
    Database { store: Store::open(config.clone(), &[]).await.unwrap(), config, _folder: Some(folder) }
}

/// A new schema on the test server.
pub async fn postgres_config() -> Option<StoreConfig> {
    let Ok(url) = std::env::var("TENON_TEST_POSTGRES") else {
        println!("TENON_TEST_POSTGRES is not set: the PostgreSQL half of this test is skipped");
        return None;
    };
    let schema = format!("store_test_{}", uuid::Uuid::now_v7().simple());
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    let driver = tokio::spawn(connection);
    client.batch_execute(&format!("CREATE SCHEMA {schema}")).await.unwrap();
    drop(client);
    driver.await.unwrap().unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    Some(StoreConfig::Postgres { url: format!("{url}{separator}options=-csearch_path%3D{schema}"), max_connections: 8 })
}

/// A statement without binds.
pub fn plain(dialect: Dialect, text: &str) -> Statement {
    let mut writer = SqlWriter::new(dialect);
    writer.push(text);
    writer.finish()
}

/// Runs a statement without binds.
pub async fn run(db: &mut Db, text: &str) -> Result<usize, StoreError> {
    let statement = plain(db.dialect(), text);
    db.execute(&statement).await
}

/// The number that a statement without binds finds.
pub async fn number(store: &Store, text: &str) -> i64 {
    store
        .read(async |db: &mut Db| {
            let mut writer = SqlWriter::new(db.dialect());
            writer.push(text).column(engine_values::ColumnType::Int);
            Ok::<_, StoreError>(db.row(&writer.finish()).await?.unwrap()[0].as_int().unwrap())
        })
        .await
        .unwrap()
}

/// An instant on a day in November 2026.
pub fn at(second: i64) -> engine_values::Timestamp {
    engine_values::Timestamp::from_second(1_795_000_000 + second).unwrap()
}
