//! Sessions that ended before their access tokens do: held in memory, read from the database at start and whenever
//! another process may have ended some.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp};

use super::token;
use crate::Tenon;

/// Seconds by which the clocks of two processes may differ.
const SKEW: i64 = 120;

/// Sessions that ended not long ago, with when they did.
#[derive(Debug, Default)]
pub(crate) struct Ended(RwLock<HashMap<Id, i64>>);

impl Ended {
    /// These sessions' access tokens are refused from now on.
    pub(crate) fn add(&self, sessions: impl IntoIterator<Item = Id>, now: Timestamp) {
        let mut ended = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Older ones have no access token left that is good.
        ended.retain(|_, at| *at > now.as_second() - token::LIFETIME - SKEW);
        ended.extend(sessions.into_iter().map(|session| (session, now.as_second())));
    }

    /// Whether a session has ended.
    pub(crate) fn has(&self, session: Id) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(&session)
    }
}

impl Tenon {
    /// Learns of the sessions that ended lately, here or in other processes.
    pub(crate) async fn load_ended(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let since = Timestamp::from_second(now.as_second() - token::LIFETIME - SKEW).unwrap_or(now);
        let ended = self.store.read(async |db: &mut Db| tables::sessions::revoked_since(db, since).await).await?;
        let fresh: Vec<Id> = ended.iter().map(|session| session.id).filter(|id| !self.ended.has(*id)).collect();
        if !fresh.is_empty() {
            self.ended.add(fresh, now);
        }
        Ok(())
    }
}
