//! The audit trail of sign-in: every entry is sealed together with the one before it, with a key that is not in the
//! database. Whoever changes, removes or adds an entry by hand is found out.

use std::fmt;

use aws_lc_rs::hmac;
use engine_access::Actor;
use engine_definitions::SystemRight;
use engine_errors::{Code, Problem};
use engine_store::tables::audit::{AuditEntry, AuditList};
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, instant_to_text};
use serde_json::{Value as Json, json};

use crate::{Answer, Failure, Tenon};

/// Entries of one answer.
const MAX_LIMIT: i64 = 200;
/// Entries that are checked in one go.
const LOT: i64 = 1_000;

/// Seals entries.
#[derive(Clone)]
pub(crate) struct Trail(hmac::Key);

impl fmt::Debug for Trail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Trail(***)")
    }
}

/// Something worth an entry.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    name: &'static str,
    actor: Option<Id>,
    person: Option<Id>,
    address: Option<String>,
    detail: Json,
}

impl Event {
    /// Something that nobody in particular did.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, actor: None, person: None, address: None, detail: json!({}) }
    }

    /// Who did it.
    pub(crate) fn by(mut self, actor: Id) -> Self {
        self.actor = Some(actor);
        self
    }

    /// To whom it happened.
    pub(crate) fn to(mut self, person: Id) -> Self {
        self.person = Some(person);
        self
    }

    /// From where.
    pub(crate) fn from(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned()).filter(|address| !address.is_empty());
        self
    }

    /// More about it; never a secret.
    pub(crate) fn with(mut self, detail: Json) -> Self {
        self.detail = detail;
        self
    }
}

impl Trail {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// Adds an entry in the caller's transaction. It is the last thing that the transaction does: until it ends, nobody
    /// else can add one.
    pub(crate) async fn note(&self, db: &mut Db, now: Timestamp, event: &Event) -> Result<(), StoreError> {
        let head = tables::audit::next(db).await?;
        let mut entry = AuditEntry {
            seq: head.seq,
            logged_at: now,
            event: event.name.to_owned(),
            actor: event.actor,
            person: event.person,
            address: event.address.clone(),
            detail: event.detail.to_string(),
            prev_hash: head.hash,
            hash: String::new(),
        };
        entry.hash = self.seal(&entry);
        tables::audit::append(db, &entry).await
    }

    /// What seals an entry: everything in it, and the seal of the one before.
    fn seal(&self, entry: &AuditEntry) -> String {
        let content = json!([
            entry.seq,
            entry.logged_at.as_microsecond(),
            entry.event,
            entry.actor,
            entry.person,
            entry.address,
            entry.detail,
            entry.prev_hash,
        ]);
        let tag = hmac::sign(&self.0, content.to_string().as_bytes());
        tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What is wrong with the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFault {
    /// An entry is missing before this place.
    Missing,
    /// The entry at this place is not what was sealed.
    Changed,
    /// The newest entries are gone, or some were added by hand.
    End,
}

/// What a check of the trail found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    /// Sound entries from the first on.
    pub entries: i64,
    /// The seal of the last sound entry; noted elsewhere, it proves later that nothing before was changed.
    pub seal: String,
    /// The first fault and its place.
    pub fault: Option<(i64, AuditFault)>,
}

/// Checks every entry of the trail against its seal and its neighbours.
///
/// # Errors
/// Whatever the database says; a fault is not an error.
pub async fn verify_audit(tenon: &Tenon) -> Answer<AuditCheck> {
    let trail = tenon.keys.trail().clone();
    let check = async move |db: &mut Db| -> Result<AuditCheck, StoreError> {
        let mut check = AuditCheck { entries: 0, seal: String::new(), fault: None };
        loop {
            let lot = tables::audit::after(db, check.entries, LOT).await?;
            if lot.is_empty() {
                break;
            }
            for entry in lot {
                let place = check.entries + 1;
                let fault = if entry.seq != place {
                    Some(AuditFault::Missing)
                } else if entry.prev_hash != check.seal || trail.seal(&entry) != entry.hash {
                    Some(AuditFault::Changed)
                } else {
                    None
                };
                if let Some(fault) = fault {
                    check.fault = Some((place, fault));
                    return Ok(check);
                }
                check.entries = place;
                check.seal = entry.hash;
            }
        }
        let head = tables::audit::head(db).await?;
        if head.is_none_or(|head| head.seq != check.entries || head.hash != check.seal) {
            check.fault = Some((check.entries + 1, AuditFault::End));
        }
        Ok(check)
    };
    Ok(tenon.store.read_snapshot(check).await?)
}

/// Which entries somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery<'a> {
    /// Of this event.
    pub event: Option<&'a str>,
    /// That this person did, or that happened to this person.
    pub person: Option<&'a str>,
    /// Not before this instant.
    pub from: Option<&'a str>,
    /// Before this instant.
    pub to: Option<&'a str>,
    /// With a smaller number than this: the next page.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: Option<i64>,
}

/// Entries of the trail, the newest first, for people who keep people.
///
/// # Errors
/// `forbidden`; `parameter_invalid` for what is no identity and no instant.
pub async fn audit(tenon: &Tenon, actor: &Actor, query: &AuditQuery<'_>) -> Answer<Json> {
    if !actor.has_system_right(SystemRight::Users) {
        return Err(Failure::new(Code::Forbidden));
    }
    let invalid = |name: &str, text: &str| Failure::from(Problem::at(Code::ParameterInvalid, name).with("value", text));
    let instant = |name: &str, text: Option<&str>| -> Answer<Option<Timestamp>> {
        text.map(|text| text.parse().map_err(|_| invalid(name, text))).transpose()
    };
    let person = query.person.map(|text| Id::try_parse(text).map_err(|_| invalid("person", text))).transpose()?;
    let limit = query.limit.unwrap_or(50).clamp(1, MAX_LIMIT);
    let list = AuditList {
        event: query.event.filter(|event| !event.contains('\0')).map(str::to_owned),
        person,
        from: instant("from", query.from)?,
        to: instant("to", query.to)?,
        before: query.before,
        limit,
    };
    let entries = tenon.store.read(async |db: &mut Db| tables::audit::list(db, &list).await).await?;
    let world = tenon.world();
    let named = |id: Option<Id>| id.map(|id| json!({"id": id, "label": world.person_label(id)}));
    let is_full = i64::try_from(entries.len()).is_ok_and(|count| count == limit);
    let next = entries.last().filter(|_| is_full).map(|entry| entry.seq);
    let data: Vec<Json> = entries
        .iter()
        .map(|entry| {
            json!({
                "number": entry.seq,
                "at": instant_to_text(entry.logged_at),
                "event": entry.event,
                "by": named(entry.actor),
                "person": named(entry.person),
                "address": entry.address,
                "detail": serde_json::from_str::<Json>(&entry.detail).unwrap_or_default(),
            })
        })
        .collect();
    Ok(json!({"data": data, "next": next}))
}
