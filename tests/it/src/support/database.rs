//! A fresh database with its data folder: SQLite in a folder of its own, PostgreSQL in a schema of its own.

use std::path::PathBuf;

use engine_store::StoreConfig;
use tempfile::TempDir;

/// Where one test keeps its data. What it made is removed with it.
pub struct Database {
    pub config: StoreConfig,
    folder: TempDir,
    schema: Option<Schema>,
}

struct Schema {
    url: String,
    name: String,
}

/// Variable with the address of a PostgreSQL server that tests may use.
const VARIABLE: &str = "TENON_TEST_POSTGRES";

impl Database {
    /// The embedded database.
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        Self { config: StoreConfig::Sqlite { folder: folder.path().join("data") }, folder, schema: None }
    }

    /// A schema on the test server. Without a server the test says that it is skipped; where `CI` is set it fails.
    pub fn postgres() -> Option<Self> {
        let Ok(url) = std::env::var(VARIABLE) else {
            let is_ci = matches!(std::env::var("CI").as_deref(), Ok("true" | "1"));
            assert!(!is_ci, "{VARIABLE} must be set where CI is");
            println!("SKIPPED on PostgreSQL: {VARIABLE} is not set");
            return None;
        };
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
        let name = format!("it_{}_{number}_{at}", std::process::id());
        execute(&url, &format!("CREATE SCHEMA {name}"));
        let config = StoreConfig::Postgres { url: within(&url, &name), max_connections: 6 };
        Some(Self { config, folder: TempDir::new().unwrap(), schema: Some(Schema { url, name }) })
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The address of the server and the name of the schema, on PostgreSQL.
    pub fn schema(&self) -> Option<(&str, &str)> {
        self.schema.as_ref().map(|schema| (schema.url.as_str(), schema.name.as_str()))
    }

    /// Goes to the same schema over another address of the server.
    pub fn go_through(&mut self, port: u16) {
        let schema = self.schema.as_ref().unwrap();
        let (before, after) = schema.url.rsplit_once(':').unwrap();
        let rest = after.find('/').map_or("", |place| &after[place..]);
        let url = within(&format!("{before}:{port}{rest}"), &schema.name);
        self.config = StoreConfig::Postgres { url, max_connections: 6 };
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(schema) = &self.schema {
            execute(&schema.url, &format!("DROP SCHEMA {} CASCADE", schema.name));
        }
    }
}

/// The address with the schema; connections can be told by the same name.
fn within(url: &str, schema: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}options=-csearch_path%3D{schema}&application_name={schema}")
}

/// Runs statements on the server itself.
pub fn execute(url: &str, statements: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        let driver = tokio::spawn(connection);
        client.batch_execute(statements).await.unwrap();
        drop(client);
        driver.await.unwrap().unwrap();
    });
}
