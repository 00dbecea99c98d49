//! Where something is used; for people with the system right `metadata`.

use engine_access::Actor;
use engine_definitions::Kind;
use engine_errors::Code;
use engine_model::uses::where_used;
use serde_json::{Value as Json, json};

use super::documents::admit;
use super::told;
use crate::{Answer, Failure, Tenon};

/// Every place that names a document, or a field of an object: `{"data": [{"kind", "name", "path", "used"}]}`.
///
/// # Errors
/// `forbidden`; `document_not_found`; `field_unknown`.
pub fn uses(tenon: &Tenon, actor: &Actor, kind: &str, name: &str, field: Option<&str>) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let unknown = || Failure::new(Code::DocumentNotFound).with("kind", kind).with("name", name);
    let known = Kind::from_word(kind).filter(|kind| world.document(*kind, name).is_some()).ok_or_else(unknown)?;
    if let Some(field) = field
        && world.model().object_named(name).is_none_or(|object| object.field_named(field).is_none())
    {
        return Err(Failure::new(Code::FieldUnknown).with("field", field));
    }
    let found = where_used(world.model(), &told::thing_of(known, name, field));
    Ok(json!({"data": found.iter().map(told::place).collect::<Vec<_>>()}))
}
