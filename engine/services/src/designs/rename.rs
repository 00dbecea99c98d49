//! Renaming something in the running release, published at once.

use std::sync::Arc;
use std::time::Duration;

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey, Kind};
use engine_errors::{Code, Problem};
use engine_model::{Model, Rename, Renamed, Subject};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::documents::admit;
use super::publication::{DocumentKeyBody, Publication};
use super::publish::publish_in;
use crate::{Answer, Failure, Tenon, former};

/// How often a rename is worked out again because somebody published in between.
const TRIES: usize = 3;

/// What is to be renamed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenameBody {
    /// Kind of the document.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// A field of it, when it is an object.
    #[serde(default)]
    pub field: Option<String>,
    /// The key of an option of that field, or of the option set.
    #[serde(default)]
    pub option: Option<String>,
    /// The new name or key.
    pub to: String,
    /// What the release is about.
    #[serde(default)]
    pub note: String,
}

/// Renames, with every reference following; answers `{"release", "documents"}`.
///
/// # Errors
/// `forbidden`, `kind_unknown`, `document_not_found`, `release_stale`, what is wrong with the name.
pub async fn rename(tenon: &Arc<Tenon>, actor: &Actor, body: &RenameBody) -> Answer<Json> {
    admit(actor)?;
    let mut tries = 0;
    loop {
        let world = tenon.world();
        let renamed = renamed(tenon, world.model(), body)?;
        let changed: Vec<String> = renamed.documents.iter().map(|document| document.key().to_string()).collect();
        let publication = publication(renamed, &body.note, world.model().release);
        match publish_in(tenon, Some(actor.user), publication).await {
            Ok(release) => return Ok(json!({"release": release, "documents": changed})),
            Err(failure) if failure.code == Code::ReleaseStale && tries < TRIES => {
                tries += 1;
                tenon.reload().await?;
            }
            Err(failure) => return Err(failure),
        }
    }
}

fn publication(renamed: Renamed, note: &str, base: i64) -> Publication {
    let remove = renamed.removed.map(|key| DocumentKeyBody { kind: key.kind.word().to_owned(), name: key.name });
    Publication {
        documents: renamed.documents.iter().map(Document::to_json).collect(),
        remove: remove.into_iter().collect(),
        note: note.to_owned(),
        base_release: Some(base),
        values: renamed.values,
        ..Publication::default()
    }
}

fn renamed(tenon: &Tenon, model: &Model, body: &RenameBody) -> Answer<Renamed> {
    let kind = Kind::from_word(&body.kind);
    let kind = kind.ok_or_else(|| Failure::new(Code::KindUnknown).with("kind", body.kind.as_str()))?;
    let missing = || Failure::new(Code::DocumentNotFound).with("kind", kind.word()).with("name", body.name.as_str());
    let document = model.document(kind, &body.name).ok_or_else(missing)?;
    let stray = |path: &str| Failure::from(Problem::at(Code::ParameterInvalid, path).with("name", path));
    let name = || body.name.clone();
    let subject = match (kind, body.field.clone(), body.option.clone()) {
        (Kind::Object, Some(field), None) => Subject::Field { object: name(), field },
        (Kind::Object, Some(field), Some(option)) => Subject::OptionOfField { object: name(), field, option },
        (Kind::OptionSet, None, Some(option)) => Subject::OptionOfSet { set: name(), option },
        (_, None, None) => Subject::Document(DocumentKey { kind, name: name() }),
        (_, Some(_), _) => return Err(stray("/field")),
        (_, None, Some(_)) => return Err(stray("/option")),
    };
    let days = match document {
        Document::Object(object) => u64::from(object.deprecation_days),
        _ => 0,
    };
    let last = former::day(tenon.clock.now()).saturating_add(Duration::from_hours(24 * days));
    let until = (days > 0).then(|| last.to_string());
    engine_model::rename(model, &Rename { subject, to: body.to.clone(), until }).map_err(Failure::problems)
}
