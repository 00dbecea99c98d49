//! What a request works on: one model and one organisation, compiled together and replaced whole.

use std::collections::HashMap;
use std::sync::Arc;

use engine_access::{Actor, Grants, Reader};
use engine_definitions::{Document, FlowDocument, Kind};
use engine_errors::{Code, Problems};
use engine_flows::Flow;
use engine_model::{Attempt, Model, layouts};
use engine_prints::Template;
use engine_sql::TableLayout;
use engine_values::Id;

use crate::directory::Directory;
use crate::records::Plans;
use crate::records::computed::Ground;
use crate::secrets::Secrets;
use crate::{Answer, Failure, designs};

/// The compiled documents of one release.
#[derive(Default)]
pub struct Generation {
    /// The resolved documents.
    pub model: Arc<Model>,
    /// What the tables look like; tells which fields a violated key has.
    pub layouts: Vec<TableLayout>,
    /// Checked flows by name.
    pub flows: HashMap<String, Arc<Flow>>,
    /// Checked print templates by name.
    pub prints: HashMap<String, Arc<Template>>,
}

impl Generation {
    /// Compiles documents.
    ///
    /// # Errors
    /// Every problem of every document.
    pub fn compile(documents: Vec<Document>, release: i64, directory: &Directory) -> Result<Self, Problems> {
        let (generation, problems) = Self::attempt(documents, release, directory, &[]);
        if problems.is_empty() { Ok(generation) } else { Err(problems) }
    }

    /// Compiles as far as possible and tells every problem; with any, the generation is fit for looking at only.
    /// `broken` names documents beside these that could not be read, as `kind/name`.
    pub(crate) fn attempt(
        documents: Vec<Document>,
        release: i64,
        directory: &Directory,
        broken: &[String],
    ) -> (Self, Problems) {
        let Attempt { model, mut problems, unsound } = Model::attempt(documents, release, broken);
        let mut further = Vec::new();
        let flows = designs::compile_flows(&model, directory, &mut further);
        let prints = designs::compile_prints(&model, &mut further);
        designs::check_view_filters(&model, &mut further);
        further.retain(|problem| !unsound.is_consequence(problem));
        problems.extend(further);
        (Self { layouts: layouts(&model), model: Arc::new(model), flows, prints }, problems)
    }
}

/// Model and organisation at one moment.
pub struct World {
    /// The compiled documents.
    pub generation: Arc<Generation>,
    /// The organisation.
    pub directory: Arc<Directory>,
    actors: HashMap<Id, Arc<Actor>>,
    pub(crate) plans: Plans,
    pub(crate) secrets: Arc<Secrets>,
}

/// The language of messages for a person who has not chosen one.
pub const DEFAULT_LANGUAGE: &str = "zh-CN";

impl World {
    /// Nothing but the keys: the world before anything is read.
    pub(crate) fn empty(secrets: &Arc<Secrets>) -> Self {
        Self::new(Arc::default(), Arc::default(), secrets)
    }

    /// Puts the two together: every active person's grants are added up here, once, not per request.
    #[must_use]
    pub(crate) fn new(generation: Arc<Generation>, directory: Arc<Directory>, secrets: &Arc<Secrets>) -> Self {
        let mut by_roles: HashMap<Vec<String>, Arc<Grants>> = HashMap::new();
        let mut actors = HashMap::new();
        for person in directory.people().filter(|person| person.is_active) {
            let mut roles = person.roles.clone();
            roles.sort();
            let grants = by_roles
                .entry(roles.clone())
                .or_insert_with(|| Arc::new(Grants::of_roles(&generation.model, roles.iter().map(String::as_str))));
            let own: Vec<Id> = person.department.iter().chain(&person.further).copied().collect();
            let below = directory.with_below(&own);
            let actor = Actor {
                user: person.id,
                name: person.name.clone(),
                language: person.language.clone().unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned()),
                department: person.department,
                departments: own.into(),
                departments_below: below.into(),
                grants: Arc::clone(grants),
            };
            actors.insert(person.id, Arc::new(actor));
        }
        Self { generation, directory, actors, plans: Plans::default(), secrets: Arc::clone(secrets) }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.generation.model
    }

    /// An active person as an actor.
    #[must_use]
    pub fn actor(&self, user: Id) -> Option<&Arc<Actor>> {
        self.actors.get(&user)
    }

    /// What computed fields stand on.
    pub(crate) fn ground(&self) -> Ground<'_> {
        Ground { model: self.model(), directory: &self.directory }
    }

    /// An actor over the model.
    #[must_use]
    pub fn reader<'a>(&'a self, actor: &'a Actor) -> Reader<'a> {
        Reader { model: self.model(), actor }
    }

    /// The object with this name if it exists for the actor: unreadable is as unknown as misspelt.
    ///
    /// # Errors
    /// `object_not_found`.
    pub fn object(&self, actor: &Actor, name: &str) -> Answer<&engine_model::Object> {
        let object = self.model().object_named(name).ok_or_else(|| not_found(name))?;
        let grants = actor.grants.object_ref(object.index);
        let exists = grants.is_some_and(|grants| grants.create || grants.read != engine_definitions::RowScope::None);
        if exists { Ok(object) } else { Err(not_found(name)) }
    }

    /// The flow documents of an object.
    pub fn flows_of<'a>(&'a self, object: &'a str) -> impl Iterator<Item = &'a FlowDocument> {
        self.model().flows().filter(move |flow| flow.object == object)
    }

    /// Why a record in this approval state may not be changed, if it may not: an approval runs, or one has ended well
    /// and its flow keeps what was approved.
    #[must_use]
    pub fn lock_of(&self, object: &str, approval_state: Option<&str>) -> Option<Code> {
        match approval_state {
            Some("running") => Some(Code::RecordLocked),
            Some("approved") if self.flows_of(object).any(|flow| flow.settings.lock_when_approved) => {
                Some(Code::RecordApproved)
            }
            _ => None,
        }
    }

    /// A person as references show one.
    #[must_use]
    pub fn person_label(&self, id: Id) -> &str {
        self.directory.person(id).map_or("", |person| person.name.as_str())
    }

    /// The document of a kind and name, when there is one.
    #[must_use]
    pub fn document(&self, kind: Kind, name: &str) -> Option<&Document> {
        self.model().document(kind, name)
    }
}

/// The refusal of an object that there is not, or not for this person.
pub(crate) fn not_found(name: &str) -> Failure {
    Failure::new(Code::ObjectNotFound).with("object", name)
}
