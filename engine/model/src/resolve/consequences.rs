//! Which problems only follow from others: an author is told what is wrong, not what that makes wrong elsewhere.

use std::collections::{BTreeMap, HashMap, HashSet};

use engine_definitions::{Document, DocumentKey};
use engine_errors::{Code, Problem};
use serde_json::Value as Json;

/// What is known to be wrong while later stages go on.
#[derive(Debug, Default)]
pub struct Unsound {
    /// Documents that could not be read at all, as `kind/name`.
    broken: HashSet<String>,
    /// Names of objects of which something could not be resolved.
    objects: HashSet<String>,
    /// The names of the fields that the objects write down, resolved or not.
    declared: HashMap<String, HashSet<String>>,
    /// The objects that a document looks at.
    near: HashMap<String, Vec<String>>,
}

impl Unsound {
    /// Knows the documents; `broken` are those beside them that could not be read.
    pub(super) fn new(documents: &BTreeMap<DocumentKey, Document>, broken: &[String]) -> Self {
        let mut unsound = Self { broken: broken.iter().cloned().collect(), ..Self::default() };
        unsound.objects = broken.iter().filter_map(|name| name.strip_prefix("object/")).map(str::to_owned).collect();
        for (key, document) in documents {
            let near = match document {
                Document::Object(body) => {
                    let names = body.fields.iter().map(|field| field.name.clone()).collect();
                    unsound.declared.insert(body.name.clone(), names);
                    vec![body.name.clone()]
                }
                Document::Form(body) => vec![body.object.clone()],
                Document::View(body) => vec![body.object.clone()],
                Document::Flow(body) => vec![body.object.clone()],
                Document::PrintTemplate(body) => vec![body.object.clone()],
                Document::Role(body) => body.objects.keys().cloned().collect(),
                Document::OptionSet(_) | Document::App(_) => Vec::new(),
            };
            unsound.near.insert(key.to_string(), near);
        }
        for near in unsound.near.values_mut() {
            let further = near.iter().flat_map(|object| neighbours(documents, object)).collect::<Vec<_>>();
            near.extend(further);
        }
        unsound
    }

    /// Notes the objects that problems are about.
    pub(super) fn note(&mut self, problems: &[Problem]) {
        let objects = problems.iter().filter_map(|problem| problem.document.as_deref()?.strip_prefix("object/"));
        self.objects.extend(objects.map(str::to_owned));
    }

    /// Whether a name that nothing answers to is only missing because its document could not be read.
    pub(super) fn follows_from_broken(&self, problem: &Problem) -> bool {
        let text = |key: &str| problem.params.get(key).and_then(Json::as_str).unwrap_or_default();
        match (problem.code, text("kind")) {
            (Code::ReferenceDangling, "field") => {
                let object = text("name").split('.').next().unwrap_or_default();
                self.broken.contains(&format!("object/{object}"))
            }
            (Code::ReferenceDangling, kind) => self.broken.contains(&format!("{kind}/{}", text("name"))),
            _ => false,
        }
    }

    /// Whether a problem that a later stage found may only follow from what is wrong already.
    #[must_use]
    pub fn is_consequence(&self, problem: &Problem) -> bool {
        if self.follows_from_broken(problem) {
            return true;
        }
        let name = problem.params.get("name").and_then(Json::as_str).unwrap_or_default();
        let document = problem.document.as_deref().unwrap_or_default();
        // The columns of rows in a form: without the target of their field, nobody knows whose columns they are.
        let is_of_rows = document.starts_with("form/") && problem.path.contains("/columns/");
        let is_name = problem.code == Code::ReferenceDangling && !is_of_rows;
        if is_name && let Some((object, field)) = name.split_once('.') {
            // A field that is written down and wrong is told there; one that nobody wrote is missing indeed.
            let is_declared = self.declared.get(object).is_some_and(|names| names.contains(field));
            return self.objects.contains(object) && is_declared;
        }
        if is_name {
            return false;
        }
        let near = self.near.get(document);
        near.is_some_and(|objects| objects.iter().any(|object| self.objects.contains(object)))
    }
}

/// The objects that fields of an object point to.
fn neighbours(documents: &BTreeMap<DocumentKey, Document>, name: &str) -> Vec<String> {
    let key = DocumentKey { kind: engine_definitions::Kind::Object, name: name.to_owned() };
    let Some(Document::Object(body)) = documents.get(&key) else { return Vec::new() };
    let targets = body.fields.iter().filter_map(|field| field.options.get("object").and_then(Json::as_str));
    targets.map(str::to_owned).collect()
}
