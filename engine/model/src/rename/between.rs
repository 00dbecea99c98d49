//! What has another name in a later model: for stored expressions and paths that outlive the documents they came from.

use engine_definitions::{DocumentKey, Kind};
use engine_expressions::CheckedExpression;

use super::expression::{self, About};
use super::names::{NewNames, path};
use crate::{Model, Object};

/// Brings what was stored under the names of one model to the names of a later one. Things are the same when their
/// identities are.
#[derive(Debug)]
pub struct Follower<'a> {
    before: &'a Model,
    names: NewNames,
}

impl<'a> Follower<'a> {
    /// Compares two models.
    #[must_use]
    pub fn new(before: &'a Model, after: &Model) -> Self {
        let mut names = NewNames::default();
        for object in before.objects() {
            let Some(later) = after.object_with_uid(&object.uid) else { continue };
            if later.name != object.name {
                let key = DocumentKey { kind: Kind::Object, name: object.name.clone() };
                names.documents.insert(key, later.name.clone());
            }
            for (index, field) in object.fields() {
                let same = later.fields.iter().find(|other| other.uid == field.uid);
                if let Some(same) = same.filter(|other| other.name != field.name) {
                    names.fields.insert((object.index, index), same.name.clone());
                }
            }
        }
        for role in before.roles() {
            let same = after.roles().find(|other| other.uid == role.uid && other.name != role.name);
            if let Some(same) = same {
                let key = DocumentKey { kind: Kind::Role, name: role.name.clone() };
                names.documents.insert(key, same.name.clone());
            }
        }
        Self { before, names }
    }

    /// Options that are called otherwise as well.
    pub fn add_options(&mut self, values: &[super::RenamedValue]) {
        for value in values {
            let options = self.names.options.entry((value.object, value.field)).or_default();
            options.insert(value.from.clone(), value.to.clone());
        }
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
