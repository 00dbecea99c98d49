//! Files: uploaded loose by a person, put on a record by a write, read by whoever may read that field of that record.

use engine_access::Actor;
use engine_definitions::RowScope;
use engine_errors::{Code, Problem};
use engine_model::Target;
use engine_query::existing_ids;
use engine_store::{Db, tables};
use engine_values::{Id, new_id};
use serde_json::{Value as Json, json};

use crate::{Answer, Failure, Tenon};

/// Longest file name in characters.
const MAX_NAME: usize = 200;

/// An upload: what the client says of it, and the bytes.
#[derive(Debug)]
pub struct Upload {
    /// Object that it is meant for.
    pub object: String,
    /// Its `file` field.
    pub field: String,
    /// Name for people; never part of a path.
    pub name: String,
    /// Media type as the client says.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A file's content.
#[derive(Debug)]
pub struct Download {
    /// Name for people.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Stores an upload for a field that the person may write.
///
/// # Errors
/// `object_not_found`, `forbidden`, `field_unknown`, `file_type_refused`.
pub async fn upload(tenon: &Tenon, actor: &Actor, upload: Upload) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, &upload.object)?;
    let scope = world.reader(actor).reading(object);
    let grants = actor.grants.object_ref(object.index);
    if !grants.is_some_and(|grants| grants.create || grants.update != RowScope::None) {
        return Err(Failure::new(Code::Forbidden));
    }
    let unknown = || Failure::new(Code::FieldUnknown).with("field", upload.field.as_str());
    let (index, field) = object.field_named(&upload.field).ok_or_else(unknown)?;
    let Some(Target::Files { accept, is_verified }) = &field.target else { return Err(unknown()) };
    if !scope.can_write(index) || !field.is_writable() {
        return Err(unknown());
    }
    let is_accepted = accept.is_empty() || accept.contains(&upload.media_type);
    if !is_accepted || (*is_verified && !is_picture(&upload.media_type, &upload.bytes)) {
        let problem = Problem::at(Code::FileTypeRefused, "").with("type", upload.media_type.as_str());
        return Err(Failure::problems(vec![problem]));
    }
    let name: String = upload.name.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect();
    let row = tables::files::FileRow {
        id: new_id(),
        name: if name.trim().is_empty() { "file".to_owned() } else { name },
        media_type: upload.media_type,
        size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        sha256: tenon.files.put(&upload.bytes)?,
        created_at: tenon.clock.now(),
        created_by: Some(actor.user),
        object: None,
        record: None,
        field: None,
    };
    let answer = json!({"id": row.id, "name": row.name, "size": row.size, "type": row.media_type});
    tenon.store.write(async move |db: &mut Db| tables::files::insert(db, &row).await).await?;
    Ok(answer)
}

/// Whether the content begins as a picture of the type that the upload says it is.
fn is_picture(media_type: &str, bytes: &[u8]) -> bool {
    match media_type {
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "image/jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
        "image/gif" => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
        "image/webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()),
        _ => false,
    }
}

/// Reads a file: one's own loose one, or one on a record whose field one may read.
///
/// # Errors
/// `file_not_found` for every other case alike.
pub async fn download(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Download> {
    let world = tenon.world();
    let missing = || Failure::new(Code::FileNotFound);
    let found = tenon
        .store
        .read(async |db: &mut Db| -> Answer<Option<tables::files::FileRow>> {
            let Some(file) = tables::files::by_ids(db, &[id]).await?.into_iter().next() else { return Ok(None) };
            let (Some(object), Some(record), Some(field)) = (&file.object, file.record, &file.field) else {
                return Ok(Some(file).filter(|file| file.created_by == Some(actor.user)));
            };
            let Some(object) = world.model().object_with_uid(object) else { return Ok(None) };
            let reader = world.reader(actor);
            let scope = reader.reading(object);
            // By identity: a rename of the field leaves its files where they are.
            let is_readable = object.field_with_uid(field).is_some_and(|(index, _)| scope.can_read(index));
            if !is_readable || scope.is_empty() {
                return Ok(None);
            }
            let statement = existing_ids(db.dialect(), reader, object, &scope, &[record]);
            Ok(db.row(&statement).await?.map(|_| file))
        })
        .await?
        .ok_or_else(missing)?;
    let bytes = tenon.files.read(&found.sha256)?.ok_or_else(missing)?;
    Ok(Download { name: found.name, media_type: found.media_type, bytes })
}
