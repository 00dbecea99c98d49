//! Writes that a client may repeat: with an idempotency key, the second request gets the first one's answer.

use std::sync::Arc;

use engine_access::Actor;
use engine_errors::Code;
use engine_store::{Db, tables};

use crate::text::sha256_hex;
use crate::{Answer, Failure, Tenon};

/// A client's key with the fingerprint of its request.
#[derive(Debug, Clone)]
pub struct Once {
    /// The `Idempotency-Key` header, at most 200 characters.
    pub key: String,
    /// Hash over method, address and body.
    pub request_hash: String,
}

impl Once {
    /// The fingerprint of a request.
    #[must_use]
    pub fn new(key: String, method: &str, address: &str, body: &[u8]) -> Self {
        let mut whole = format!("{method} {address}\n").into_bytes();
        whole.extend_from_slice(body);
        Self { key, request_hash: sha256_hex(&whole) }
    }
}

/// The answer of a write, ready to be sent and to be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON text; empty for 204.
    pub body: Vec<u8>,
    /// Revision of the record, for `ETag`.
    pub revision: Option<i64>,
}

impl Tenon {
    /// Runs a write in one transaction, at most once per key.
    pub(crate) async fn write_once<F>(&self, actor: &Arc<Actor>, once: Option<Once>, work: F) -> Answer<Reply>
    where
        F: AsyncFn(&mut Db) -> Answer<Reply> + Send + Sync + 'static,
    {
        let Some(once) = once else {
            return self.store.write(work).await;
        };
        let user = actor.user;
        let now = self.clock.now();
        let work = Arc::new(work);
        let attempt = {
            let once = once.clone();
            self.store
                .write(async move |db: &mut Db| -> Answer<Reply> {
                    if let Some(reply) = remembered(db, user, &once).await? {
                        return Ok(reply);
                    }
                    let reply = work(db).await?;
                    let row = tables::idempotency::IdempotencyRow {
                        user_id: user,
                        key: once.key.clone(),
                        request_hash: once.request_hash.clone(),
                        status: i64::from(reply.status),
                        body: String::from_utf8(reply.body.clone()).unwrap_or_default(),
                        etag: reply.revision.map(|revision| revision.to_string()),
                        created_at: now,
                    };
                    // The same key at the same instant on another connection: whoever is second undoes its work and
                    // sees the first.
                    if tables::idempotency::insert(db, &row).await? { Ok(reply) } else { Err(Failure::new(Code::Busy)) }
                })
                .await
        };
        match attempt {
            Err(failure) if failure.code == Code::Busy => {
                let found = self.store.read(async |db: &mut Db| remembered(db, user, &once).await).await?;
                found.ok_or(failure)
            }
            other => other,
        }
    }
}

async fn remembered(db: &mut Db, user: engine_values::Id, once: &Once) -> Answer<Option<Reply>> {
    let Some(row) = tables::idempotency::get(db, user, &once.key).await? else {
        return Ok(None);
    };
    if row.request_hash != once.request_hash {
        return Err(Failure::new(Code::IdempotencyKeyReused));
    }
    Ok(Some(Reply {
        status: u16::try_from(row.status).unwrap_or(200),
        body: row.body.into_bytes(),
        revision: row.etag.and_then(|text| text.parse().ok()),
    }))
}
