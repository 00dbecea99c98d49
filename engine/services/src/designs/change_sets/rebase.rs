//! Putting a change set on the running release: what only one side changed is kept, names follow the renames of both, and
//! what both changed in different ways waits for a decision.

use std::collections::{BTreeMap, BTreeSet};

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey, Kind};
use engine_errors::{Code, Problem};
use engine_model::merge::{Conflict, Merged, Side as Counted, merge as bring_together};
use engine_model::{Follower, Model};
use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, release, tables};
use engine_values::Id;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::edit::draft;
use super::{key_of, not_found, open_set, publication};
use crate::designs::documents::admit;
use crate::designs::publication::merge;
use crate::{Answer, Failure, Tenon};

/// Whose version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// That of the change set.
    Mine,
    /// That of the running release.
    Theirs,
}

/// Decisions about what both sides changed: by `kind/name#path` for one place, by `kind/name` for every place of a
/// document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RebaseBody {
    /// The decisions.
    pub take: BTreeMap<String, Side>,
}

impl RebaseBody {
    fn choose(&self, key: &str, path: &str) -> Option<Counted> {
        let side = self.take.get(&format!("{key}#{path}")).or_else(|| self.take.get(key))?;
        Some(match side {
            Side::Mine => Counted::Mine,
            Side::Theirs => Counted::Theirs,
        })
    }
}

/// A document of a release.
struct Version {
    document: Document,
    json: Json,
    release: i64,
}

/// The documents of one release.
type Versions = BTreeMap<DocumentKey, Version>;

/// A change set as it would be on the running release.
struct Rebased {
    /// By kind and name: the document, or none for one that goes.
    documents: BTreeMap<(String, String), Option<Json>>,
    /// What needs a decision: `kind/name` in the set, the release that changed it, the place.
    conflicts: Vec<(String, i64, Conflict)>,
}

/// The places that both the change set and somebody else have changed since it was begun:
/// `{"data": [{"document", "path", "release", "base", "mine", "theirs"}]}`. Everything else comes together by itself.
///
/// # Errors
/// `forbidden`, `change_set_not_found`.
pub async fn change_set_conflicts(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Json> {
    admit(actor)?;
    let read = async |db: &mut Db| -> Answer<Rebased> {
        let set = tables::change_sets::get(db, id).await?.ok_or_else(|| not_found(id))?;
        let documents = tables::change_sets::documents(db, id).await?;
        let present = release::current_release(db).await?;
        rebased(db, &set, &documents, present, &RebaseBody::default()).await
    };
    let found = tenon.store.read_snapshot(read).await?.conflicts;
    let each = found.into_iter().map(|(document, release, conflict)| {
        json!({
            "document": document,
            "path": conflict.path,
            "release": release,
            "base": conflict.base,
            "mine": conflict.mine,
            "theirs": conflict.theirs,
        })
    });
    Ok(json!({"data": each.collect::<Vec<_>>()}))
}

/// Puts a change set on the running release. What both sides changed is decided by `take`.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`; `change_set_conflict` with the places nobody decided on.
pub async fn rebase_change_set(tenon: &Tenon, actor: &Actor, id: Id, body: RebaseBody) -> Answer<()> {
    admit(actor)?;
    let (now, by) = (tenon.clock.now(), actor.user);
    let work = async move |db: &mut Db| -> Answer<()> {
        let set = open_set(db, id).await?;
        let documents = tables::change_sets::documents(db, id).await?;
        let present = release::current_release(db).await?;
        let rebased = rebased(db, &set, &documents, present, &body).await?;
        if !rebased.conflicts.is_empty() {
            return Err(undecided(&rebased.conflicts));
        }
        for old in &documents {
            if !rebased.documents.contains_key(&(old.kind.clone(), old.name.clone())) {
                tables::change_sets::remove_document(db, id, &old.kind, &old.name).await?;
            }
        }
        for ((kind, name), body) in &rebased.documents {
            let is_same = |old: &&DraftDocument| old.kind == *kind && old.name == *name && old.body == *body;
            if !documents.iter().any(|old| is_same(&old)) {
                tables::change_sets::put_document(db, &draft(id, kind, name, body.clone(), now, by)).await?;
            }
        }
        tables::change_sets::update(db, &ChangeSet { base_release: present, updated_at: now, ..set }).await?;
        Ok(())
    };
    tenon.store.write(work).await
}

fn undecided(conflicts: &[(String, i64, Conflict)]) -> Failure {
    let each = conflicts.iter().map(|(document, release, conflict)| {
        let problem = Problem::at(Code::ChangeSetConflict, conflict.path.as_str()).with("release", *release);
        problem.with("document", document.as_str()).in_document(document.clone())
    });
    let failure = Failure::problems(each.collect());
    let names: BTreeSet<&str> = conflicts.iter().map(|(document, ..)| document.as_str()).collect();
    failure.with("document", names.into_iter().collect::<Vec<_>>().join(", "))
}

/// Works out what the set would be on release `present`.
async fn rebased(
    db: &mut Db,
    set: &ChangeSet,
    documents: &[DraftDocument],
    present: i64,
    body: &RebaseBody,
) -> Answer<Rebased> {
    let kept = || documents.iter().map(|draft| ((draft.kind.clone(), draft.name.clone()), draft.body.clone()));
    if set.base_release == present || documents.is_empty() {
        return Ok(Rebased { documents: kept().collect(), conflicts: Vec::new() });
    }
    let (base, now) = (versions(db, set.base_release).await?, versions(db, present).await?);
    let parsed = |versions: &Versions| -> BTreeMap<DocumentKey, Document> {
        versions.iter().map(|(key, version)| (key.clone(), version.document.clone())).collect()
    };
    // As the author meant it: over the release it was begun on.
    let own = merge(&parsed(&base), &publication(set, documents), &[], present + 1).documents;
    let model = |documents: BTreeMap<DocumentKey, Document>, release: i64| {
        Model::attempt(documents.into_values().collect(), release, &[]).model
    };
    let before = model(parsed(&base), set.base_release);
    let later = model(parsed(&now), present);
    let mine = Follower::new(&before, &model(own.clone(), present + 1));
    let theirs = Follower::new(&before, &later);
    let work = Work {
        over: mine.over(&later),
        both: Follower::new(&before, &later).with(&mine),
        theirs,
        base: &base,
        now: &now,
        own: &own,
        body,
    };
    Ok(work.all(documents))
}

async fn versions(db: &mut Db, number: i64) -> Answer<Versions> {
    let mut found = Versions::new();
    for version in tables::releases::versions_at(db, number, None).await? {
        // An older one may be none by today's rules, and then there is nothing to bring together.
        if let Some(Ok(document)) = version.body.map(Document::parse) {
            let json = document.to_json();
            found.insert(document.key(), Version { document, json, release: version.number });
        }
    }
    Ok(found)
}

/// Everything that the drafts are compared with.
struct Work<'a> {
    /// From the base to the names of the running release.
    theirs: Follower<'a>,
    /// From the base to the names of both sides; mine count.
    both: Follower<'a>,
    /// From the running release to my names.
    over: Follower<'a>,
    base: &'a Versions,
    now: &'a Versions,
    own: &'a BTreeMap<DocumentKey, Document>,
    body: &'a RebaseBody,
}

impl Work<'_> {
    fn all(&self, drafts: &[DraftDocument]) -> Rebased {
        let mut rebased = Rebased { documents: BTreeMap::new(), conflicts: Vec::new() };
        let mut seen: BTreeSet<DocumentKey> = BTreeSet::new();
        for draft in drafts {
            let key = key_of(draft);
            let Some(kind) = Kind::from_word(&draft.kind) else {
                rebased.documents.insert((draft.kind.clone(), draft.name.clone()), draft.body.clone());
                continue;
            };
            let own = DocumentKey { kind, name: draft.name.clone() };
            let (base, now) = match &draft.body {
                Some(_) => self.former(&own),
                None => self.removed(&own),
            };
            if draft.body.is_none() && base.is_some_and(|base| self.is_renamed(kind, &base.document)) {
                // The document goes on under another name, and comes with that one.
                continue;
            }
            let mine = draft.body.as_ref().map(|body| {
                let written = self.own.get(&own).map_or_else(|| body.clone(), Document::to_json);
                self.theirs.references(kind, &written)
            });
            let before = base.map(|base| self.both.references(kind, &base.json));
            let after = now.map(|now| self.over.references(kind, &now.json));
            let choose = |path: &str| self.body.choose(&key, path);
            let Merged { document, conflicts } =
                bring_together(before.as_ref(), mine.as_ref(), after.as_ref(), &choose);
            let release = now.or(base).map_or(0, |version| version.release);
            rebased.conflicts.extend(conflicts.into_iter().map(|conflict| (key.clone(), release, conflict)));
            let at = now.map(|now| now.document.key());
            seen.extend(at.clone());
            self.put(&mut rebased, kind, document, at);
        }
        for (key, version) in self.now.iter().filter(|(key, _)| !seen.contains(key)) {
            let followed = self.over.references(key.kind, &version.json);
            if followed != version.json {
                self.put(&mut rebased, key.kind, Some(followed), Some(key.clone()));
            }
        }
        rebased
    }

    /// Puts a document into the set, unless the release has it just so; `at` is where the release has it.
    fn put(&self, rebased: &mut Rebased, kind: Kind, document: Option<Json>, at: Option<DocumentKey>) {
        // What is left of a list may be nothing at all, which canonical documents leave out.
        let document = document.map(|json| Document::parse(json.clone()).map_or(json, |document| document.to_json()));
        let name = document.as_ref().and_then(|json| json.get("name")).and_then(Json::as_str).map(str::to_owned);
        let place = |name: &str| (kind.word().to_owned(), name.to_owned());
        if let Some(at) = &at
            && name.as_ref() != Some(&at.name)
        {
            rebased.documents.entry(place(&at.name)).or_insert(None);
        }
        let is_there = at.as_ref().and_then(|at| self.now.get(at)).map(|version| &version.json) == document.as_ref();
        if let (Some(name), false) = (name, is_there) {
            rebased.documents.insert(place(&name), document);
        }
    }

    /// What a draft was made from, and what became of that: by identity, else by name.
    fn former(&self, own: &DocumentKey) -> (Option<&Version>, Option<&Version>) {
        let uid = self.own.get(own).map(Document::uid);
        let with_uid = |versions: &'_ Versions| uid.and_then(|uid| by_identity(versions, own.kind, uid));
        let base = with_uid(self.base).or_else(|| self.base.get_key_value(own).map(|(key, _)| key.clone()));
        let now = with_uid(self.now).or_else(|| self.now.get_key_value(own).map(|(key, _)| key.clone()));
        (base.and_then(|key| self.base.get(&key)), now.and_then(|key| self.now.get(&key)))
    }

    /// What a draft takes out, and what became of that.
    fn removed(&self, own: &DocumentKey) -> (Option<&Version>, Option<&Version>) {
        let Some(base) = self.base.get(own) else { return (None, self.now.get(own)) };
        let now = by_identity(self.now, own.kind, base.document.uid());
        (Some(base), now.and_then(|key| self.now.get(&key)))
    }

    fn is_renamed(&self, kind: Kind, document: &Document) -> bool {
        self.own.iter().any(|(key, own)| key.kind == kind && own.uid() == document.uid())
    }
}

fn by_identity(versions: &Versions, kind: Kind, uid: &str) -> Option<DocumentKey> {
    let found = versions.iter().find(|(key, version)| key.kind == kind && version.document.uid() == uid);
    found.map(|(key, _)| key.clone())
}
