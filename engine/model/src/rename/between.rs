//! What has another name in a later model: for stored expressions and paths that outlive the documents they came from.

use std::collections::HashMap;

use engine_definitions::{DocumentKey, Kind};
use engine_expressions::CheckedExpression;
use serde_json::Value as Json;

use super::expression::{self, About};
use super::names::{NewNames, Place, path};
use super::{renamed_values, walk};
use crate::{Model, Object};

/// Brings what was stored under the names of one model to the names of a later one. Things are the same when their
/// identities are.
#[derive(Debug)]
pub struct Follower<'a> {
    before: &'a Model,
    names: NewNames,
}

impl<'a> Follower<'a> {
    /// Compares two models. The later one may have problems.
    #[must_use]
    pub fn new(before: &'a Model, after: &Model) -> Self {
        let mut names = NewNames::default();
        let later: HashMap<(Kind, &str), &DocumentKey> =
            after.documents().iter().map(|(key, document)| ((key.kind, document.uid()), key)).collect();
        for (key, document) in before.documents() {
            if let Some(same) = later.get(&(key.kind, document.uid())).filter(|same| same.name != key.name) {
                names.documents.insert(key.clone(), same.name.clone());
            }
        }
        for object in before.objects() {
            let Some(later) = after.object_with_uid(&object.uid) else { continue };
            for (index, field) in object.fields() {
                let same = later.fields.iter().find(|other| other.uid == field.uid);
                if let Some(same) = same.filter(|other| other.name != field.name) {
                    names.fields.insert((object.index, index), same.name.clone());
                }
            }
        }
        for value in renamed_values(before, after) {
            names.options.entry((value.object, value.field)).or_default().insert(value.from, value.to);
        }
        Self { before, names }
    }

    /// The same new names for the things of another model, as far as it has them.
    #[must_use]
    pub fn over<'b>(&self, other: &'b Model) -> Follower<'b> {
        let place = |(object, field): &Place| -> Option<Place> {
            let own = self.before.object(*object);
            let same = other.object_with_uid(&own.uid)?;
            Some((same.index, same.field_with_uid(&own.field(*field).uid)?.0))
        };
        let called: HashMap<(Kind, &str), &DocumentKey> =
            other.documents().iter().map(|(key, document)| ((key.kind, document.uid()), key)).collect();
        let documents = self.names.documents.iter().filter_map(|(key, name)| {
            let document = self.before.documents().get(key)?;
            Some(((*called.get(&(key.kind, document.uid()))?).clone(), name.clone()))
        });
        let fields = self.names.fields.iter().filter_map(|(at, name)| Some((place(at)?, name.clone())));
        let options = self.names.options.iter().filter_map(|(at, keys)| Some((place(at)?, keys.clone())));
        let names = NewNames { documents: documents.collect(), fields: fields.collect(), options: options.collect() };
        Follower { before: other, names }
    }

    /// These names and those of another one over the same model, which count where both have one.
    #[must_use]
    pub fn with(mut self, other: &Follower<'a>) -> Self {
        self.names.documents.extend(other.names.documents.clone());
        self.names.fields.extend(other.names.fields.clone());
        for (place, keys) in &other.names.options {
            self.names.options.entry(*place).or_default().extend(keys.clone());
        }
        self
    }

    /// A document with later names wherever it names something; its own definitions are left as they are.
    #[must_use]
    pub fn references(&self, kind: Kind, document: &Json) -> Json {
        if self.is_idle() { document.clone() } else { walk::references(self.before, &self.names, kind, document) }
    }

    /// True when nothing has another name.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.names.is_empty()
    }

    /// The object of this name in the earlier model.
    #[must_use]
    pub fn object(&self, name: &str) -> Option<&'a Object> {
        self.before.object_named(name)
    }

    /// The later name of a document.
    #[must_use]
    pub fn document(&self, kind: Kind, name: &str) -> Option<&str> {
        self.names.document(kind, name).map(String::as_str)
    }

    /// The later form of a path of fields.
    #[must_use]
    pub fn path(&self, object: &Object, text: &str) -> Option<String> {
        path(self.before, &self.names, object, text)
    }

    /// The later key of an option of a field.
    #[must_use]
    pub fn option(&self, object: &Object, field: &str, value: &str) -> Option<&str> {
        let (index, _) = object.field_named(field)?;
        self.names.option((object.index, index), value).map(String::as_str)
    }

    /// A checked expression with later names. Its places in the text are left as they were.
    pub fn expression(&self, object: &Object, checked: &mut CheckedExpression) {
        let about = About { model: self.before, names: &self.names, object, result: None };
        expression::tree(about, &mut checked.ast);
        for path in checked.dependencies.iter_mut().chain(checked.rows.iter_mut().map(|rows| &mut rows.path)) {
            expression::path(about, path);
        }
        checked.dependencies.sort();
        checked.rows.sort();
    }
}
