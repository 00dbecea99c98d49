//! Renaming something in the running release, published at once.

use std::sync::Arc;
use std::time::Duration;

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey, FieldDocument, Kind};
use engine_errors::{Code, Problem};
use engine_model::{Model, Rename, Renamed, Subject};
use engine_values::Date;
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
        let model = world.model();
        let wanted = wanted(model, model, body, former::day(tenon.clock.now()))?;
        let renamed = engine_model::rename(model, &wanted).map_err(Failure::problems)?;
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
        ..Publication::default()
    }
}

/// What a request asks for, checked against the model that it is about. `published` says which names people know: only
/// those are kept as former ones.
pub(super) fn wanted(published: &Model, model: &Model, body: &RenameBody, today: Date) -> Answer<Rename> {
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
    let until =
        if is_published(published, model, document, &subject) { until(model, document, &subject, today) } else { None };
    Ok(Rename { subject, to: body.to.clone(), until })
}

/// Whether the release knows the thing, and by the name that it is about to lose.
fn is_published(published: &Model, model: &Model, document: &Document, subject: &Subject) -> bool {
    let same =
        published.documents().values().find(|other| other.kind() == document.kind() && other.uid() == document.uid());
    let Some(same) = same else { return false };
    let field_of = |object: &str, field: &str| {
        let (_, own) = model.object_named(object)?.field_named(field)?;
        published.object_with_uid(same.uid())?.field_with_uid(&own.uid).map(|(_, field)| field)
    };
    match (subject, same) {
        (Subject::Document(key), same) => same.name() == key.name,
        (Subject::Field { object, field }, _) => field_of(object, field).is_some_and(|same| same.name == *field),
        (Subject::OptionOfField { object, field, option }, _) => {
            field_of(object, field).is_some_and(|same| same.rules.choices().iter().any(|one| one.value == *option))
        }
        (Subject::OptionOfSet { option, .. }, Document::OptionSet(same)) => {
            same.options.iter().any(|one| one.value == *option)
        }
        _ => false,
    }
}

/// The last day on which the old name is understood: what the object says, for a shared set the most patient of the
/// objects that use it.
fn until(model: &Model, document: &Document, subject: &Subject, today: Date) -> Option<String> {
    let days = match (document, subject) {
        (Document::Object(object), _) => u64::from(object.deprecation_days),
        (Document::OptionSet(_), Subject::OptionOfSet { set, .. }) => {
            let uses = |field: &FieldDocument| field.options.get("option_set").and_then(Json::as_str) == Some(set);
            let objects = model.documents().values().filter_map(|other| match other {
                Document::Object(object) if object.fields.iter().any(uses) => Some(u64::from(object.deprecation_days)),
                _ => None,
            });
            objects.max().unwrap_or_default()
        }
        _ => 0,
    };
    let is_option = matches!(subject, Subject::OptionOfField { .. } | Subject::OptionOfSet { .. });
    let day = Duration::from_hours(24);
    match days {
        // Records find their new key by the old one, so it is remembered even if nobody may use it any more.
        0 => is_option.then(|| today.saturating_sub(day).to_string()),
        _ => Some(today.saturating_add(day.saturating_mul(u32::try_from(days).unwrap_or(u32::MAX))).to_string()),
    }
}
