//! Releases in detail, the history of one document, and restoring: a restore is a change set like any other, so that
//! plan and publication protect it.

use std::collections::BTreeMap;

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey, Kind};
use engine_errors::Code;
use engine_model::diff::diff;
use engine_store::tables::releases::{Release, Version};
use engine_store::{Db, tables};
use engine_values::{Id, instant_to_text};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::change_sets::begin;
use super::documents::admit;
use super::told;
use crate::text::sha256_hex;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// How many versions of a document are shown.
const VERSIONS: i64 = 100;

fn not_found(number: i64) -> Failure {
    Failure::new(Code::ReleaseNotFound).with("release", number)
}

/// Hash of a document's canonical text; null when it is not there.
fn hash(body: Option<&Json>) -> Option<String> {
    body.map(|body| sha256_hex(engine_definitions::canonical_text(body).as_bytes()))
}

fn head(world: &World, release: &Release) -> Json {
    json!({
        "number": release.number,
        "at": instant_to_text(release.published_at),
        "by": release.published_by.map(|user| json!({"id": user, "label": world.person_label(user)})),
        "note": release.note,
    })
}

/// Documents that can be read; an older one may be none by today's rules, and then has no differences to show.
fn parsed<'a>(bodies: impl Iterator<Item = Option<&'a Json>>) -> BTreeMap<DocumentKey, Document> {
    let documents = bodies.flatten().filter_map(|body| Document::parse(body.clone()).ok());
    documents.map(|document| (document.key(), document)).collect()
}

fn differences(before: &[Option<Json>], after: &[Option<Json>], language: &str) -> Vec<Json> {
    let changes = diff(&parsed(before.iter().map(Option::as_ref)), &parsed(after.iter().map(Option::as_ref)));
    changes.iter().map(|change| told::change(change, language)).collect()
}

/// A release with the documents it changed, their hashes before and after, and the differences.
///
/// # Errors
/// `forbidden`, `release_not_found`.
pub async fn release(tenon: &Tenon, actor: &Actor, number: i64) -> Answer<Json> {
    admit(actor)?;
    let read = async |db: &mut Db| -> Answer<(Release, Vec<Version>)> {
        let release = tables::releases::get(db, number).await?.ok_or_else(|| not_found(number))?;
        let keys: Vec<String> = release.documents.as_object().into_iter().flat_map(Map::keys).cloned().collect();
        let before = tables::releases::versions_at(db, number - 1, Some(&keys)).await?;
        Ok((release, before))
    };
    let (release, versions) = tenon.store.read_snapshot(read).await?;
    let former = |key: &str| versions.iter().find(|version| version.key == key).and_then(|found| found.body.clone());
    let changed: Vec<(&String, Option<Json>, Option<Json>)> = release
        .documents
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, body)| (key, former(key), Some(body.clone()).filter(|body| !body.is_null())))
        .collect();
    let before: Vec<Option<Json>> = changed.iter().map(|(_, before, _)| before.clone()).collect();
    let after: Vec<Option<Json>> = changed.iter().map(|(_, _, after)| after.clone()).collect();
    let documents: Vec<Json> = changed
        .iter()
        .map(|(key, before, after)| json!({"document": key, "before": hash(before.as_ref()), "after": hash(after.as_ref())}))
        .collect();
    let mut shown = head(&tenon.world(), &release);
    if let Some(shown) = shown.as_object_mut() {
        shown.insert("documents".to_owned(), Json::from(documents));
        shown.insert("changes".to_owned(), Json::from(differences(&before, &after, &actor.language)));
    }
    Ok(shown)
}

/// The differences between two releases, whichever is older.
///
/// # Errors
/// `forbidden`, `release_not_found`.
pub async fn release_diff(tenon: &Tenon, actor: &Actor, from: i64, to: i64) -> Answer<Json> {
    admit(actor)?;
    let read = async |db: &mut Db| -> Answer<(Vec<Version>, Vec<Version>)> {
        for number in [from, to] {
            if number != 0 && tables::releases::get(db, number).await?.is_none() {
                return Err(not_found(number));
            }
        }
        let before = tables::releases::versions_at(db, from, None).await?;
        Ok((before, tables::releases::versions_at(db, to, None).await?))
    };
    let (before, after) = tenon.store.read_snapshot(read).await?;
    let bodies = |versions: Vec<Version>| versions.into_iter().map(|version| version.body).collect::<Vec<_>>();
    Ok(json!({"from": from, "to": to, "changes": differences(&bodies(before), &bodies(after), &actor.language)}))
}

/// The releases that touched a document, from new to old, each with what it changed in it.
///
/// # Errors
/// `forbidden`, `document_not_found`.
pub async fn document_history(tenon: &Tenon, actor: &Actor, kind: &str, name: &str) -> Answer<Json> {
    admit(actor)?;
    let key = format!("{kind}/{name}");
    let read = async |db: &mut Db| -> Answer<(Vec<Version>, Vec<Release>)> {
        let versions = tables::releases::versions_of(db, &key, VERSIONS).await?;
        let mut releases = Vec::with_capacity(versions.len());
        for version in &versions {
            releases.extend(tables::releases::get(db, version.number).await?);
        }
        Ok((versions, releases))
    };
    let (versions, releases) = tenon.store.read_snapshot(read).await?;
    if versions.is_empty() {
        return Err(Failure::new(Code::DocumentNotFound).with("kind", kind).with("name", name));
    }
    let world = tenon.world();
    let older = versions.iter().skip(1).map(Some).chain(std::iter::once(None));
    let data: Vec<Json> = versions
        .iter()
        .zip(older)
        .zip(&releases)
        .map(|((version, older), release)| {
            let mut shown = head(&world, release);
            let before = [older.and_then(|older| older.body.clone())];
            let changes = differences(&before, std::slice::from_ref(&version.body), &actor.language);
            if let Some(shown) = shown.as_object_mut() {
                shown.insert("hash".to_owned(), Json::from(hash(version.body.as_ref())));
                shown.insert("changes".to_owned(), Json::from(changes));
            }
            shown
        })
        .collect();
    Ok(json!({"data": data}))
}

/// Which documents of a release come back; all when left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RestoreBody {
    /// As `kind/name`.
    pub documents: Option<Vec<String>>,
}

/// Begins a change set that makes the documents, or some of them, what they were after a release.
///
/// # Errors
/// `forbidden`, `release_not_found`, `document_not_found`.
pub async fn restore_release(tenon: &Tenon, actor: &Actor, number: i64, body: RestoreBody) -> Answer<Id> {
    admit(actor)?;
    let wanted = body.documents;
    let read = async |db: &mut Db| -> Answer<Vec<Version>> {
        if tables::releases::get(db, number).await?.is_none() {
            return Err(not_found(number));
        }
        Ok(tables::releases::versions_at(db, number, wanted.as_deref()).await?)
    };
    let versions = tenon.store.read_snapshot(read).await?;
    if let Some(missing) = wanted.iter().flatten().find(|key| !versions.iter().any(|version| version.key == **key)) {
        let (kind, name) = missing.split_once('/').unwrap_or_default();
        return Err(Failure::new(Code::DocumentNotFound).with("kind", kind).with("name", name));
    }
    let world = tenon.world();
    let present: BTreeMap<String, Json> =
        world.model().documents().iter().map(|(key, document)| (key.to_string(), document.to_json())).collect();
    let mut documents: Vec<(String, Option<Json>)> = versions
        .iter()
        .filter(|version| present.get(&version.key) != version.body.as_ref())
        .map(|version| (version.key.clone(), version.body.clone()))
        .collect();
    if wanted.is_none() {
        // What came later was not there then.
        let later = present.keys().filter(|key| !versions.iter().any(|version| version.key == **key));
        documents.extend(later.map(|key| (key.clone(), None)));
    }
    let split = documents.into_iter().filter_map(|(key, body)| {
        let (kind, name) = key.split_once('/')?;
        Kind::from_word(kind).map(|_| (kind.to_owned(), name.to_owned(), body))
    });
    let mut params = Map::new();
    params.insert("release".to_owned(), Json::from(number));
    let title = crate::locales::message("change_set.restore", &params, &actor.language).unwrap_or_default();
    begin(tenon, actor, &title, "", split.collect()).await
}
