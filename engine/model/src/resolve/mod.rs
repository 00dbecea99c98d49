//! From documents to the model, in stages. A stage goes on after a problem wherever it can, and so does the next one, so
//! that an author sees everything at once; problems that only follow from others are left out.

mod companions;
mod consequences;
mod fields;
mod former;
mod formulas;
mod graph;
mod identities;
mod labels;
mod layouts_of_pages;
mod leads_to;
mod objects;
mod relations;
mod results;
mod roles;
mod rules;
mod stages;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use engine_definitions::{Document, DocumentKey, Kind, OptionDocument};
use engine_errors::{Code, Problem, Problems};
use engine_fields::{OptionSets, key_problems};

use crate::Model;
pub use consequences::Unsound;

/// How far documents could be resolved.
#[derive(Debug)]
pub struct Attempt {
    /// The model; with problems it is fit only for looking for further ones.
    pub model: Model,
    /// What is wrong, without what only follows from it.
    pub problems: Problems,
    /// Tells consequences among the problems that further stages find.
    pub unsound: Unsound,
}

/// What the options of fields may name among the documents: option sets, and objects with their identities.
pub(crate) struct Sets<'a> {
    options: HashMap<&'a str, &'a [OptionDocument]>,
    objects: HashMap<&'a str, &'a str>,
}

impl OptionSets for Sets<'_> {
    fn options(&self, name: &str) -> Option<Vec<OptionDocument>> {
        self.options.get(name).map(|options| options.to_vec())
    }

    fn object_uid(&self, name: &str) -> Option<String> {
        self.objects.get(name).map(|uid| (*uid).to_owned())
    }
}

/// Resolves everything.
pub(crate) fn resolve(documents: Vec<Document>, release: i64) -> Result<Model, Problems> {
    let attempt = attempt(documents, release, &[]);
    if attempt.problems.is_empty() { Ok(attempt.model) } else { Err(attempt.problems) }
}

/// Resolves as far as possible. `broken` names the documents that could not even be read, as `kind/name`.
pub(crate) fn attempt(documents: Vec<Document>, release: i64, broken: &[String]) -> Attempt {
    let mut problems = Vec::new();
    let documents = by_key(documents, &mut problems);
    identities::check(&documents, &mut problems);
    for document in documents.values() {
        labels::check(document, &mut problems);
        if let Document::OptionSet(set) = document {
            let name = document.key().to_string();
            problems.extend(key_problems(&set.options).into_iter().map(|problem| problem.in_document(name.clone())));
        }
    }
    let mut model = Model { release, documents, ..Model::default() };
    let told = problems.len();
    let mut objects = {
        let sets = option_sets(&model.documents);
        objects::resolve(&model.documents, &sets, &mut problems)
    };
    relations::resolve(&mut objects, &mut problems);
    let mut unsound = Unsound::default();
    if !problems.is_empty() || !broken.is_empty() {
        unsound = Unsound::new(&model.documents, broken);
        unsound.note(problems.get(told..).unwrap_or_default());
        problems.retain(|problem| !unsound.follows_from_broken(problem));
    }
    model.object_names = objects.iter().map(|object| (object.name.clone(), object.index)).collect();
    model.objects = objects;
    let mut further = Vec::new();
    results::resolve(&mut model, &mut further);
    formulas::resolve(&mut model, &mut further);
    graph::resolve(&mut model, &mut further);
    stages::resolve(&mut model, &mut further);
    rules::resolve(&mut model, &mut further);
    layouts_of_pages::check(&model, &mut further);
    roles::check(&model, &mut further);
    further.retain(|problem| !unsound.is_consequence(problem));
    problems.extend(further);
    Attempt { model, problems, unsound }
}

fn by_key(documents: Vec<Document>, problems: &mut Problems) -> BTreeMap<DocumentKey, Document> {
    let mut map = BTreeMap::new();
    for document in documents {
        match map.entry(document.key()) {
            Entry::Vacant(place) => {
                place.insert(document);
            }
            Entry::Occupied(place) => {
                let key = place.key();
                let duplicate = Problem::at(Code::NameDuplicate, "/name").with("name", key.name.as_str());
                problems.push(duplicate.in_document(key.to_string()));
            }
        }
    }
    map
}

fn option_sets(documents: &BTreeMap<DocumentKey, Document>) -> Sets<'_> {
    let mut sets = Sets { options: HashMap::new(), objects: HashMap::new() };
    for document in documents.values() {
        match document {
            Document::OptionSet(set) => {
                sets.options.insert(&set.name, &set.options);
            }
            Document::Object(object) => {
                sets.objects.insert(&object.name, object.uid.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
    sets
}

/// A name that nothing answers to.
pub(crate) fn dangling(path: impl Into<String>, kind: Kind, name: &str, document: &str) -> Problem {
    Problem::at(Code::ReferenceDangling, path).with("kind", kind.word()).with("name", name).in_document(document)
}

/// A field name that the object does not have.
pub(crate) fn dangling_field(path: impl Into<String>, object: &str, name: &str, document: &str) -> Problem {
    Problem::at(Code::ReferenceDangling, path)
        .with("kind", "field")
        .with("name", format!("{object}.{name}"))
        .in_document(document)
}
