//! An installation that a bench has for itself: a data folder, and on PostgreSQL a database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine_access::Actor;
use engine_services::{NewPerson, Tenon, TenonOptions, add_person};
use engine_store::{Store, StoreConfig};
use serde_json::Value as Json;
use tokio_postgres::Client;

use crate::demo::path;
use crate::process::Server;
use crate::{Options, Outcome};

/// The person with every right.
pub(crate) const BOSS: &str = "boss";
/// The password of that person; the installation lives as long as the bench.
pub(crate) const PASSWORD: &str = "bench-Pass-7391";

/// The installation; its folder is removed with this value.
pub(crate) struct Place {
    folder: PathBuf,
    server: Option<Database>,
}

/// A database on a server.
struct Database {
    name: String,
    url: String,
    /// To the database that the options name, for making and dropping ours.
    admin: Client,
}

impl Place {
    /// The servers that are measured: none for SQLite, and the URL of PostgreSQL.
    pub(crate) fn wanted(options: &Options) -> Vec<Option<&str>> {
        let all = std::iter::once(None).chain(options.postgres.as_deref().map(Some));
        let is_wanted =
            |url: &Option<&str>| options.on.as_ref().is_none_or(|on| name(*url).to_lowercase().contains(on));
        all.filter(is_wanted).collect()
    }

    /// An empty one; `section` keeps it apart from those of other sections.
    pub(crate) async fn make(section: &str, url: Option<&str>) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("tenon-bench-{section}-{}", std::process::id()));
        tokio::fs::create_dir_all(&folder).await?;
        let server = match url {
            None => None,
            Some(url) => {
                let admin = connect(url).await?;
                let name = format!("tenon_bench_{section}");
                admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
                admin.batch_execute(&format!("CREATE DATABASE {name}")).await?;
                let base = url.rsplit_once('/').map_or(url, |(base, _)| base);
                Some(Database { url: format!("{base}/{name}"), name, admin })
            }
        };
        Ok(Self { folder, server })
    }

    /// As tables call it.
    pub(crate) fn name(&self) -> &'static str {
        name(self.server.as_ref().map(|server| server.url.as_str()))
    }

    /// The file of the embedded database.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join("tenon.db")
    }

    /// A connection to the database on the server, when there is one.
    pub(crate) async fn client(&self) -> Outcome<Option<Client>> {
        match &self.server {
            Some(server) => Ok(Some(connect(&server.url).await?)),
            None => Ok(None),
        }
    }

    /// Has PostgreSQL work on one statement with one process: helpers end before anybody can read what they used.
    pub(crate) async fn without_helpers(&self) -> Outcome<()> {
        if let Some(server) = &self.server {
            let setting = format!("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0", server.name);
            server.admin.batch_execute(&setting).await?;
        }
        Ok(())
    }

    /// Opens the installation in this process.
    pub(crate) async fn open(&self) -> Outcome<Arc<Tenon>> {
        let config = match &self.server {
            Some(server) => StoreConfig::Postgres { url: server.url.clone(), max_connections: 4 },
            None => StoreConfig::Sqlite { folder: self.folder.clone() },
        };
        let store = Store::open(config, engine_services::SQL_FUNCTIONS).await?;
        Tenon::open(TenonOptions::new(store, self.folder.clone())).await.map_err(told)
    }

    /// Opens it, publishes documents with the role `boss` among them, and adds the person who has it.
    pub(crate) async fn open_with(&self, documents: Vec<Json>) -> Outcome<(Arc<Tenon>, Arc<Actor>)> {
        let tenon = self.open().await?;
        engine_services::install_documents(&tenon, documents, "bench").await.map_err(told)?;
        let actor = add_boss(&tenon).await?;
        Ok((tenon, actor))
    }

    /// Serves it.
    pub(crate) fn serve(&self, program: &Path) -> Outcome<Server> {
        let mut arguments = vec!["--data", path(&self.folder)?, "--listen", "127.0.0.1:0"];
        if let Some(server) = &self.server {
            arguments.extend(["--database", server.url.as_str()]);
        }
        arguments.push("serve");
        Server::start(program, &arguments)
    }

    /// Processes that work for the bench: this one, and those of the database.
    pub(crate) async fn workers(&self) -> Outcome<Vec<u32>> {
        let mut pids = vec![std::process::id()];
        if let Some(server) = &self.server {
            let sql = "SELECT pid FROM pg_stat_activity WHERE datname = $1";
            for row in server.admin.query(sql, &[&server.name]).await? {
                pids.push(u32::try_from(row.get::<_, i32>(0))?);
            }
        }
        Ok(pids)
    }

    /// Ends it; whoever still has it open loses the connection.
    pub(crate) async fn close(self) -> Outcome<()> {
        if let Some(server) = &self.server {
            server.admin.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", server.name)).await?;
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn name(url: Option<&str>) -> &'static str {
    if url.is_some() { "PostgreSQL" } else { "SQLite" }
}

/// Adds the person with the role `boss`.
pub(crate) async fn add_boss(tenon: &Arc<Tenon>) -> Outcome<Arc<Actor>> {
    let person = NewPerson {
        login: BOSS.to_owned(),
        name: "Boss".to_owned(),
        email: None,
        phone: None,
        password: PASSWORD.to_owned(),
        language: None,
        department: None,
        roles: vec!["boss".to_owned()],
    };
    let id = add_person(tenon, person).await.map_err(told)?;
    Ok(tenon.world().actor(id).cloned().ok_or("no actor")?)
}

/// A refusal as text.
pub(crate) fn told(failure: engine_services::Failure) -> Box<dyn std::error::Error> {
    format!("{} {:?} {:?}", failure.code, failure.problems, failure.cause).into()
}

async fn connect(url: &str) -> Outcome<Client> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
