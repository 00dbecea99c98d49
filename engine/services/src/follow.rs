//! Following other processes over the same database: their releases, their changes of the organisation, and the
//! sessions that they end.

use std::sync::Arc;
use std::time::Duration;

use engine_store::{Db, StoreError, release, tables};
use serde_json::Value as Json;

use crate::Tenon;
use crate::directory::REVISION;

/// How often a process looks what others have changed; together with loading it stays below a second.
const PAUSE: Duration = Duration::from_millis(400);

impl Tenon {
    /// Hears of releases that other processes publish, where the database can tell; ends never. Call it once, in the
    /// background.
    pub async fn follow_releases(self: Arc<Self>) {
        loop {
            if let Ok(mut listener) = self.store.release_listener().await {
                while let Some(number) = listener.next().await {
                    if number != self.world().model().release {
                        self.follow(number).await;
                    }
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Looks for releases that were not heard of, for changes of the organisation and for sessions that ended; ends never. Call it once, in the
    /// background.
    pub async fn follow_changes(self: Arc<Self>) {
        let mut watch = None;
        let mut seen = None;
        loop {
            tokio::time::sleep(PAUSE).await;
            if watch.is_none() {
                watch = self.store.change_watch().ok();
            }
            let has_changed = match &mut watch {
                Some(watch) => watch.has_changed().await,
                None => continue,
            };
            let found = match has_changed {
                Ok(false) => continue,
                Ok(true) => match self.load_ended().await {
                    Ok(()) => self.store.read(async |db: &mut Db| marks(db).await).await,
                    Err(error) => Err(error),
                },
                Err(error) => Err(error),
            };
            match found {
                Ok((release, _)) if release != self.world().model().release || self.is_current().is_err() => {
                    self.follow(release).await;
                    if self.is_current().is_err() {
                        // Looked at again even when nobody writes.
                        watch = None;
                    }
                }
                Ok((_, revision)) if revision != seen => {
                    if self.reload_directory().await.is_ok() {
                        seen = revision;
                    } else {
                        watch = None;
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot see what other processes have changed");
                    watch = None;
                }
            }
        }
    }

    async fn follow(&self, release: i64) {
        let was_current = self.is_current().is_ok();
        match self.reload().await {
            Ok(()) if !was_current => tracing::info!(release, "the model can be served again"),
            Ok(()) => {}
            // Told once, not twice a second.
            Err(failure) if was_current => {
                tracing::error!(code = %failure.code, cause = ?failure.cause, "cannot follow release {release}");
            }
            Err(_) => {}
        }
    }
}

/// The newest release, and what changes with every change of the organisation.
async fn marks(db: &mut Db) -> Result<(i64, Option<Json>), StoreError> {
    Ok((release::current_release(db).await?, tables::settings::get(db, REVISION).await?))
}
