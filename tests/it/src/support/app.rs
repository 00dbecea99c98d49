//! A running application: server on a free port, a clock that can be turned, people with tokens.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use engine_services::{Answer as ServiceAnswer, Tenon, TenonOptions, install_documents};
use engine_store::{Db, Store, StoreConfig, StoreError, tables};
use engine_values::{Clock, Id};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use runtime_config::HttpSettings;
use serde_json::{Value as Json, json};
use tokio::runtime::Runtime;

use super::{COMPANY, Client, Database, Person, TestClock, company_documents, people};

/// What an application is started with.
pub struct Setup {
    pub documents: Vec<Json>,
    pub people: &'static [Person],
}

/// The application of one test.
pub struct App {
    pub tenon: Arc<Tenon>,
    pub clock: Arc<TestClock>,
    pub address: SocketAddr,
    pub ids: HashMap<String, Id>,
    data: PathBuf,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    runtime: Runtime,
    // Last, so that the data outlives everything that uses it.
    database: Option<Database>,
}

struct Opened {
    tenon: Arc<Tenon>,
    address: SocketAddr,
    handle: ServerHandle,
}

impl App {
    /// The company of the tests, its documents, its people.
    pub fn start(database: Database) -> Self {
        Self::start_with(database, Setup { documents: company_documents(), people: COMPANY })
    }

    /// With other documents and people.
    pub fn start_with(database: Database, setup: Setup) -> Self {
        let mut app = Self::reopen(database).unwrap();
        let (tenon, documents) = (Arc::clone(&app.tenon), setup.documents);
        let installed = app.run(async { install_documents(&tenon, documents, "start").await });
        installed.unwrap_or_else(|failure| panic!("{} {:#?}", failure.code, failure.problems));
        app.ids = app.run(people::store(&tenon, setup.people));
        app
    }

    /// Opens what the database holds.
    pub fn reopen(database: Database) -> ServiceAnswer<Self> {
        let mut app = Self::open(database.config.clone(), database.data(), false)?;
        app.database = Some(database);
        Ok(app)
    }

    /// Another process over the same database and folder, as far as a test can tell: it follows what others do.
    pub fn beside(&self) -> Self {
        let (config, folder) = (self.database().config.clone(), self.database().data());
        let mut app = Self::open(config, folder, true).unwrap_or_else(|failure| panic!("{failure:?}"));
        app.ids = self.ids.clone();
        app
    }

    fn open(config: StoreConfig, folder: PathBuf, follows: bool) -> ServiceAnswer<Self> {
        let clock = Arc::new(TestClock::default());
        let (dyn_clock, data) = (Arc::clone(&clock), folder.clone());
        let (send, receive) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                match open(config, folder, dyn_clock).await {
                    Ok((opened, server)) => {
                        if follows {
                            actix_web::rt::spawn(Arc::clone(&opened.tenon).follow_releases());
                            actix_web::rt::spawn(Arc::clone(&opened.tenon).follow_changes());
                        }
                        send.send(Ok(opened)).unwrap();
                        server.run().await.unwrap();
                    }
                    Err(failure) => send.send(Err(failure)).unwrap(),
                }
            });
        });
        let Opened { tenon, address, handle } = receive.recv().unwrap()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (thread, database) = (Some(thread), None);
        Ok(Self { tenon, clock, address, ids: HashMap::new(), data, handle, thread, runtime, database })
    }

    /// Stops the application; what it stored stays.
    pub fn stop(mut self) -> Database {
        self.shut_down();
        self.database.take().unwrap()
    }

    /// Where the data is.
    pub fn database(&self) -> &Database {
        self.database.as_ref().unwrap()
    }

    /// Runs a future on the test's own runtime.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Somebody without a token.
    pub fn stranger(&self) -> Client {
        Client { address: self.address, token: None, language: "en" }
    }

    /// A person with a token that outlives every test.
    pub fn by(&self, login: &str) -> Client {
        Client { token: Some(self.token(login, 1_000_000_000)), ..self.stranger() }
    }

    /// The identity of a person or department.
    pub fn id(&self, name: &str) -> String {
        self.ids[name].to_string()
    }

    /// An access token as the server would give it, for so many seconds.
    pub fn token(&self, login: &str, seconds: i64) -> String {
        let now = self.clock.now().as_second();
        let claims = json!({
            "iss": "tenon", "sub": self.ids[login], "sid": engine_values::new_id(), "iat": now, "exp": now + seconds,
        });
        let key = std::fs::read(self.data.join("keys/token.key")).unwrap();
        encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(&key)).unwrap()
    }

    /// Changes a person in the database and lets the application see it.
    pub fn change_person(&self, login: &str, change: impl Fn(&mut tables::users::User) + Send + Sync + 'static) {
        let id = self.ids[login];
        let write = self.tenon.store().write(async move |db: &mut Db| -> Result<(), StoreError> {
            let mut user = tables::users::get(db, id).await?.unwrap();
            change(&mut user);
            tables::users::update(db, &user).await?;
            Ok(())
        });
        self.run(write).unwrap();
        self.run(self.tenon.reload()).unwrap();
    }

    /// Gives a person a role, or takes it away.
    pub fn set_role(&self, login: &str, role: &str, has: bool) {
        let world = self.tenon.world();
        let uid = world.model().roles().find(|known| known.name == role).unwrap().uid.clone().unwrap();
        let user = self.ids[login];
        let write = self.tenon.store().write(async move |db: &mut Db| -> Result<(), StoreError> {
            if has {
                tables::role_members::add(db, &uid, user).await?;
            } else {
                tables::role_members::remove(db, &uid, user).await?;
            }
            Ok(())
        });
        self.run(write).unwrap();
        self.run(self.tenon.reload()).unwrap();
    }

    /// Publishes documents as the administrator.
    pub fn publish(&self, documents: Vec<Json>) -> super::Answer {
        self.by("ada").post("/api/v1/meta/publish", json!({"documents": documents, "note": "test"}))
    }

    fn shut_down(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.runtime.block_on(self.handle.stop(false));
            thread.join().unwrap();
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.shut_down();
    }
}

async fn open(
    config: StoreConfig,
    folder: std::path::PathBuf,
    clock: Arc<TestClock>,
) -> ServiceAnswer<(Opened, runtime_http::Server)> {
    let store = Store::open(config, engine_services::SQL_FUNCTIONS).await?;
    let options = TenonOptions { clock, ..TenonOptions::new(store, folder) };
    let tenon = Tenon::open(options).await?;
    let settings = HttpSettings {
        listen: "127.0.0.1:0".parse().unwrap(),
        workers: 2,
        secure_cookies: false,
        trusted_proxies: Vec::new(),
    };
    let server = runtime_http::serve(Arc::clone(&tenon), &settings)?;
    let opened = Opened { tenon, address: server.address, handle: server.handle.clone() };
    Ok((opened, server))
}
