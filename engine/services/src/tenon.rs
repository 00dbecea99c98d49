//! The running application: everything that lives as long as the process.

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use engine_definitions::Document;
use engine_errors::Code;
use engine_sql::Dialect;
use engine_store::{Db, FileStore, Store, StoreError, release, tables};
use engine_values::{Clock, SystemClock};

use crate::auth::Throttle;
use crate::designs::PublishHook;
use crate::directory::{Directory, REVISION};
use crate::keys::Keys;
use crate::prints::PrintShop;
use crate::world::{Generation, World};
use crate::{Answer, Failure};

/// What the application is made of at start.
pub struct TenonOptions {
    /// The database.
    pub store: Store,
    /// The data folder: `files`, `keys`, `fonts`.
    pub folder: PathBuf,
    /// The clock; the machine's outside tests.
    pub clock: Arc<dyn Clock>,
    /// Font files read before those that the system and the data folder have.
    pub fonts: Vec<PathBuf>,
    /// Hears of the steps of publications; for tests that stop the process at each.
    pub publish_hook: Option<PublishHook>,
}

impl TenonOptions {
    /// The usual options over a store and a data folder.
    #[must_use]
    pub fn new(store: Store, folder: PathBuf) -> Self {
        Self { store, folder, clock: Arc::new(SystemClock), fonts: Vec::new(), publish_hook: None }
    }
}

/// The running application.
pub struct Tenon {
    pub(crate) store: Store,
    pub(crate) files: FileStore,
    pub(crate) keys: Keys,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) throttle: Throttle,
    pub(crate) print_shop: PrintShop,
    pub(crate) publish_hook: Option<PublishHook>,
    world: ArcSwap<World>,
    /// Held from reading the organisation to putting it in place, so that an older one never replaces a newer one.
    reloading: tokio::sync::Mutex<()>,
}

impl Tenon {
    /// Opens the application: keys, files, and the model of the last release.
    ///
    /// # Errors
    /// When the data folder cannot be written, the database does not answer, or the stored documents were written by a
    /// newer version.
    pub async fn open(options: TenonOptions) -> Answer<Arc<Self>> {
        let TenonOptions { store, folder, clock, fonts, publish_hook } = options;
        let tenon = Self {
            files: FileStore::open(&folder)?,
            keys: Keys::open(&folder.join("keys"))?,
            print_shop: PrintShop::new(&folder, fonts),
            publish_hook,
            store,
            clock,
            throttle: Throttle::default(),
            world: ArcSwap::default(),
            reloading: tokio::sync::Mutex::new(()),
        };
        tenon.reload().await?;
        Ok(Arc::new(tenon))
    }

    /// The model and organisation of this moment. A request asks once and keeps what it got.
    #[must_use]
    pub fn world(&self) -> Arc<World> {
        self.world.load_full()
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Reads documents and organisation again and replaces the world whole.
    ///
    /// # Errors
    /// `model_too_new` when a document has a newer format; whatever the database says.
    pub async fn reload(&self) -> Answer<()> {
        let _turn = self.reloading.lock().await;
        let (release, documents, directory) = self.store.read_snapshot(async |db: &mut Db| load(db).await).await?;
        let directory = Arc::new(directory);
        let present = self.world();
        let generation = if present.model().release == release && release > 0 {
            Arc::clone(&present.generation)
        } else {
            let mut parsed = Vec::with_capacity(documents.len());
            for body in documents {
                parsed.push(Document::parse(body).map_err(unreadable)?);
            }
            Arc::new(Generation::compile(parsed, release, &directory).map_err(unreadable)?)
        };
        self.world.rcu(|present| World::new(newer(present, &generation), Arc::clone(&directory)));
        Ok(())
    }

    /// Puts a freshly published generation in place, unless a newer one is there already.
    pub(crate) fn replace_generation(&self, generation: &Arc<Generation>) {
        self.world.rcu(|present| World::new(newer(present, generation), Arc::clone(&present.directory)));
    }

    /// Reads the organisation again.
    pub(crate) async fn reload_directory(&self) -> Answer<()> {
        let _turn = self.reloading.lock().await;
        let directory = Arc::new(self.store.read(async |db: &mut Db| Directory::load(db).await).await?);
        self.world.rcu(|present| World::new(Arc::clone(&present.generation), Arc::clone(&directory)));
        Ok(())
    }

    /// Follows releases that other processes publish; ends never. Call it once, in the background.
    pub async fn follow_releases(self: Arc<Self>) {
        loop {
            let listener = self.store.release_listener().await;
            if let Ok(mut listener) = listener {
                while let Some(number) = listener.next().await {
                    if number != self.world().model().release
                        && let Err(failure) = self.reload().await
                    {
                        tracing::error!(code = %failure.code, cause = ?failure.cause, "cannot follow release {number}");
                    }
                }
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            if let Err(failure) = self.reload().await {
                tracing::warn!(code = %failure.code, "cannot read the model again");
            }
        }
    }

    /// Follows changes of the organisation that other processes make, within a second; ends never. Call it once, in the
    /// background. The embedded database has no other processes.
    pub async fn follow_directory(self: Arc<Self>) {
        let mut seen = None;
        while self.store.dialect() == Dialect::Postgres {
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            let revision = self.store.read(async |db: &mut Db| tables::settings::get(db, REVISION).await).await;
            match revision {
                Ok(revision) if revision != seen => {
                    if self.reload_directory().await.is_ok() {
                        seen = revision;
                    }
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "cannot follow the organisation"),
            }
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `database_unavailable`.
    pub async fn is_ready(&self) -> Answer<()> {
        self.store.read(async |db: &mut Db| release::current_release(db).await).await?;
        Ok(())
    }
}

/// The one of two generations that was published later.
fn newer(present: &World, other: &Arc<Generation>) -> Arc<Generation> {
    let is_newer = present.generation.model.release > other.model.release;
    Arc::clone(if is_newer { &present.generation } else { other })
}

async fn load(db: &mut Db) -> Result<(i64, Vec<serde_json::Value>, Directory), StoreError> {
    let release = release::current_release(db).await?;
    let documents = tables::documents::list(db).await?.into_iter().map(|document| document.body).collect();
    Ok((release, documents, Directory::load(db).await?))
}

fn unreadable(problems: Vec<engine_errors::Problem>) -> Failure {
    let code = if problems.iter().any(|problem| problem.code == Code::FormatTooNew) {
        Code::ModelTooNew
    } else {
        Code::Internal
    };
    Failure { cause: Some(format!("{problems:?}")), ..Failure::new(code) }
}
