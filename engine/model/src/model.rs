//! The whole.

use std::collections::{BTreeMap, HashMap};

use engine_definitions::{
    AppDocument, Document, DocumentKey, FlowDocument, FormDocument, Kind, PrintTemplateDocument, RoleDocument,
    ViewDocument,
};
use engine_errors::Problems;

use crate::resolve::Attempt;
use crate::{ColumnGenerations, Field, Graph, Object, ObjectIndex, resolve};

/// All documents of one release, resolved.
#[derive(Debug, Default)]
pub struct Model {
    /// Number of the release it was made from; 0 before the first.
    pub release: i64,
    pub(crate) documents: BTreeMap<DocumentKey, Document>,
    pub(crate) objects: Vec<Object>,
    pub(crate) object_names: HashMap<String, ObjectIndex>,
    pub(crate) graph: Graph,
    pub(crate) generations: ColumnGenerations,
}

impl Model {
    /// Resolves documents into a model.
    ///
    /// # Errors
    /// Every problem, each with its document and path.
    pub fn resolve(documents: Vec<Document>, release: i64) -> Result<Self, Problems> {
        resolve::resolve(documents, release)
    }

    /// Resolves as far as possible, for finding every problem at once. `broken` names documents beside these that could
    /// not be read, as `kind/name`: what names them is not told as wrong.
    #[must_use]
    pub fn attempt(documents: Vec<Document>, release: i64, broken: &[String]) -> Attempt {
        resolve::attempt(documents, release, broken)
    }

    /// The documents by kind and name.
    #[must_use]
    pub fn documents(&self) -> &BTreeMap<DocumentKey, Document> {
        &self.documents
    }

    /// Every object.
    #[must_use]
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The object with this API name.
    #[must_use]
    pub fn object_named(&self, name: &str) -> Option<&Object> {
        self.object_names.get(name).map(|index| self.object(*index))
    }

    /// The object with this identity.
    #[must_use]
    pub fn object_with_uid(&self, uid: &str) -> Option<&Object> {
        self.objects.iter().find(|object| object.uid == uid)
    }

    /// The object with this handle. Handles come from the same model, so it exists.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a handle is made only by resolving this model")]
    pub fn object(&self, index: ObjectIndex) -> &Object {
        &self.objects[index.0]
    }

    /// The computed fields of all objects.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The document of a kind and name.
    #[must_use]
    pub fn document(&self, kind: Kind, name: &str) -> Option<&Document> {
        self.documents.get(&DocumentKey { kind, name: name.to_owned() })
    }

    /// Whether the document of a field sets limits to its values beyond those of its type.
    #[must_use]
    pub fn limits_values(&self, object: &Object, field: &Field) -> bool {
        let Some(Document::Object(body)) = self.document(Kind::Object, &object.name) else { return false };
        let written = body.fields.iter().find(|written| written.name == field.name);
        let is_limit = |key: &&str| written.is_some_and(|written| written.options.contains_key(*key));
        ["min", "max", "max_length", "pattern"].iter().any(is_limit)
    }

    /// All forms.
    pub fn forms(&self) -> impl Iterator<Item = &FormDocument> {
        self.documents.values().filter_map(|document| match document {
            Document::Form(form) => Some(form.as_ref()),
            _ => None,
        })
    }

    /// All views.
    pub fn views(&self) -> impl Iterator<Item = &ViewDocument> {
        self.documents.values().filter_map(|document| match document {
            Document::View(view) => Some(view.as_ref()),
            _ => None,
        })
    }

    /// All flows.
    pub fn flows(&self) -> impl Iterator<Item = &FlowDocument> {
        self.documents.values().filter_map(|document| match document {
            Document::Flow(flow) => Some(flow.as_ref()),
            _ => None,
        })
    }

    /// All print templates.
    pub fn print_templates(&self) -> impl Iterator<Item = &PrintTemplateDocument> {
        self.documents.values().filter_map(|document| match document {
            Document::PrintTemplate(template) => Some(template.as_ref()),
            _ => None,
        })
    }

    /// All roles.
    pub fn roles(&self) -> impl Iterator<Item = &RoleDocument> {
        self.documents.values().filter_map(|document| match document {
            Document::Role(role) => Some(role.as_ref()),
            _ => None,
        })
    }

    /// All apps, in the order of the menu.
    #[must_use]
    pub fn apps(&self) -> Vec<&AppDocument> {
        let mut apps: Vec<&AppDocument> = self
            .documents
            .values()
            .filter_map(|document| match document {
                Document::App(app) => Some(app.as_ref()),
                _ => None,
            })
            .collect();
        apps.sort_by_key(|app| app.order);
        apps
    }
}
