//! What the operator does at the terminal: the shell needs no role.

use std::sync::Arc;

use engine_access::{Actor, Grants};
use engine_definitions::Document;
use engine_errors::{Code, Problems};
use engine_model::Model;
use engine_values::{Clock as _, Id, SystemClock};
use serde_json::Value as Json;

use super::publication::{DocumentKeyBody, Publication, merge};
use super::publish::compile;
use crate::directory::Directory;
use crate::{Answer, Failure, Tenon, former};

/// Whoever may start the program on the data may do everything with it; no person stands behind.
#[must_use]
pub fn operator(tenon: &Tenon, language: &str) -> Actor {
    Actor {
        user: Id::nil(),
        name: String::new(),
        language: language.to_owned(),
        department: None,
        departments: Arc::from([]),
        departments_below: Arc::from([]),
        grants: Arc::new(Grants::everything(tenon.world().model())),
    }
}

/// A change set by what the terminal calls it.
///
/// # Errors
/// `change_set_not_found`.
pub fn change_set_id(text: &str) -> Answer<Id> {
    Id::try_parse(text).map_err(|_| Failure::new(Code::ChangeSetNotFound).with("id", text))
}

/// Every problem of documents by themselves, as if nothing else were installed.
#[must_use]
pub fn check_documents(documents: Vec<Json>) -> Problems {
    let publication = Publication { documents, ..Publication::default() };
    let merged = merge(&std::collections::BTreeMap::new(), &publication, &[], 1);
    let today = former::day(SystemClock.now());
    compile(&Model::default(), merged, 1, &Directory::default(), today).1
}

/// The documents of the running release: kind, name, canonical text.
#[must_use]
pub fn documents_of(tenon: &Tenon) -> Vec<(&'static str, String, String)> {
    let world = tenon.world();
    let documents = world.model().documents().iter();
    documents.map(|(key, document)| (key.kind.word(), key.name.clone(), Document::canonical(document))).collect()
}

impl Publication {
    /// Takes out every document of the running release that is not among those given.
    pub fn remove_others(&mut self, tenon: &Tenon) {
        let is_given = |kind: &str, name: &str| {
            let word = |json: &Json, key: &str, wanted: &str| json.get(key).and_then(Json::as_str) == Some(wanted);
            self.documents.iter().any(|json| word(json, "kind", kind) && word(json, "name", name))
        };
        let world = tenon.world();
        let others = world.model().documents().keys().filter(|key| !is_given(key.kind.word(), &key.name));
        self.remove =
            others.map(|key| DocumentKeyBody { kind: key.kind.word().to_owned(), name: key.name.clone() }).collect();
    }
}
