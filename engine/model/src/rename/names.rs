//! What is called something else from now on, and where a written name leads in the model as it was.

use std::collections::HashMap;

use engine_definitions::{DocumentKey, Kind};

use crate::{Field, FieldIndex, Model, Object, ObjectIndex, Target};

/// A field of a model.
pub(crate) type Place = (ObjectIndex, FieldIndex);

/// New names of things of one model.
#[derive(Debug, Default)]
pub(crate) struct NewNames {
    pub(super) documents: HashMap<DocumentKey, String>,
    pub(super) fields: HashMap<Place, String>,
    /// By field, from the old value of an option to the new one.
    pub(super) options: HashMap<Place, HashMap<String, String>>,
}

impl NewNames {
    pub(crate) fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.fields.is_empty() && self.options.is_empty()
    }

    pub(super) fn document(&self, kind: Kind, name: &str) -> Option<&String> {
        self.documents.get(&DocumentKey { kind, name: name.to_owned() })
    }

    pub(super) fn field(&self, place: Place) -> Option<&String> {
        self.fields.get(&place)
    }

    pub(super) fn option(&self, place: Place, value: &str) -> Option<&String> {
        self.options.get(&place)?.get(value)
    }
}

/// The object whose records or rows a field leads to.
pub(super) fn leads_to(field: &Field) -> Option<ObjectIndex> {
    match field.target {
        Some(Target::Record { object, .. } | Target::Children { object, .. } | Target::Links { object, .. }) => {
            Some(object)
        }
        Some(Target::AnyRecord { .. } | Target::User | Target::Users | Target::Department | Target::Files { .. })
        | None => None,
    }
}

/// The fields that names lead to, one after the other, as far as they are known.
pub(super) fn along<'a>(model: &Model, from: &Object, names: impl Iterator<Item = &'a str>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut object = Some(from);
    for name in names {
        let Some((own, (index, field))) = object.and_then(|object| Some((object, object.field_named(name)?))) else {
            break;
        };
        places.push((own.index, index));
        object = leads_to(field).map(|next| model.object(next));
    }
    places
}

/// A dotted path with new names, when one of its names has changed.
pub(super) fn path(model: &Model, names: &NewNames, from: &Object, text: &str) -> Option<String> {
    let mut parts: Vec<&str> = text.split('.').collect();
    let places = along(model, from, text.split('.'));
    let mut is_changed = false;
    for (part, place) in parts.iter_mut().zip(places) {
        if let Some(name) = names.field(place) {
            *part = name;
            is_changed = true;
        }
    }
    is_changed.then(|| parts.join("."))
}
