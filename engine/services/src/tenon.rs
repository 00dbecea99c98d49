//! The running application: everything that lives as long as the process.

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};
use engine_definitions::Document;
use engine_errors::Code;
use engine_store::{Db, FileStore, Store, StoreError, release, tables};
use engine_values::{Clock, SystemClock};

use crate::auth::Ended;
use crate::designs::PublishHook;
use crate::directory::Directory;
use crate::former::FormerUses;
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
    pub(crate) ended: Ended,
    pub(crate) print_shop: PrintShop,
    pub(crate) publish_hook: Option<PublishHook>,
    pub(crate) former_uses: FormerUses,
    world: ArcSwap<World>,
    /// Why the newest release cannot be loaded, while it cannot: then this process refuses rather than guess.
    behind: ArcSwapOption<Failure>,
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
        let keys = Keys::open(&folder.join("keys"))?;
        let tenon = Self {
            files: FileStore::open(&folder)?,
            world: ArcSwap::from_pointee(World::empty(keys.secrets())),
            keys,
            print_shop: PrintShop::new(&folder, fonts),
            publish_hook,
            store,
            clock,
            ended: Ended::default(),
            former_uses: FormerUses::default(),
            behind: ArcSwapOption::empty(),
            reloading: tokio::sync::Mutex::new(()),
        };
        tenon.reload().await?;
        tenon.load_ended().await?;
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

    /// Reads documents and organisation again and replaces the world whole. What cannot be loaded is remembered: until it
    /// can, or is gone, every request is refused.
    ///
    /// # Errors
    /// `model_too_new` when the documents are not ones that this version can load; whatever the database says.
    pub async fn reload(&self) -> Answer<()> {
        let _turn = self.reloading.lock().await;
        let (release, documents, directory) = self.store.read_snapshot(async |db: &mut Db| load(db).await).await?;
        let directory = Arc::new(directory);
        let present = self.world();
        let generation = if present.model().release == release && release > 0 {
            Arc::clone(&present.generation)
        } else {
            match compiled(documents, release, &directory) {
                Ok(generation) => Arc::new(generation),
                Err(failure) => {
                    self.behind.store(Some(Arc::new(failure.clone())));
                    return Err(failure);
                }
            }
        };
        self.behind.store(None);
        self.world.rcu(|present| World::new(newer(present, &generation), Arc::clone(&directory), self.keys.secrets()));
        Ok(())
    }

    /// Whether this process works by the newest release.
    ///
    /// # Errors
    /// `model_too_new` while it cannot be loaded.
    pub fn is_current(&self) -> Answer<()> {
        self.behind.load().as_ref().map_or(Ok(()), |failure| Err(Failure::clone(failure)))
    }

    /// Puts a freshly published generation in place, unless a newer one is there already.
    pub(crate) fn replace_generation(&self, generation: &Arc<Generation>) {
        self.world
            .rcu(|present| World::new(newer(present, generation), Arc::clone(&present.directory), self.keys.secrets()));
    }

    /// Reads the organisation again.
    pub(crate) async fn reload_directory(&self) -> Answer<()> {
        let _turn = self.reloading.lock().await;
        let directory = Arc::new(self.store.read(async |db: &mut Db| Directory::load(db).await).await?);
        self.world
            .rcu(|present| World::new(Arc::clone(&present.generation), Arc::clone(&directory), self.keys.secrets()));
        Ok(())
    }

    /// Whether the database answers and its model can be served.
    ///
    /// # Errors
    /// `database_unavailable`, `model_too_new`.
    pub async fn is_ready(&self) -> Answer<()> {
        self.is_current()?;
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

/// Whoever publishes compiles first, so documents that do not compile here were written by another version.
fn unreadable(problems: Vec<engine_errors::Problem>) -> Failure {
    Failure { cause: Some(format!("{problems:?}")), ..Failure::new(Code::ModelTooNew) }
}

fn compiled(documents: Vec<serde_json::Value>, release: i64, directory: &Directory) -> Answer<Generation> {
    let mut parsed = Vec::with_capacity(documents.len());
    for body in documents {
        parsed.push(Document::parse(body).map_err(unreadable)?);
    }
    Generation::compile(parsed, release, directory).map_err(unreadable)
}
