//! What must hold before a flow may be published: all problems at once, each at its place.

use std::collections::HashSet;

use engine_definitions::{FlowDocument, Label, StepDocument, WhoDocument};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::{CheckedExpression, Environment, Type, compile};

use crate::canonical;
use crate::flow::{Flow, Settings, Step};
use crate::registry::{StepKind, Who};

/// Deepest nesting of switches.
const MAX_NESTING: usize = 6;
/// Most steps of a flow.
const MAX_STEPS: usize = 200;
/// Longest identity of a step or branch.
const MAX_ID: usize = 48;

/// Knows which names exist.
pub trait Lookup {
    /// The names a condition may use over records of an object; nothing when there is no such object.
    fn environment(&self, object: &str) -> Option<&dyn Environment>;
    /// There is a person with the login.
    fn user_exists(&self, login: &str) -> bool;
    /// There is such a role.
    fn role_exists(&self, role: &str) -> bool;
    /// The name, possibly over references (`customer.owner`), leads to a person.
    fn person_field(&self, object: &str, path: &str) -> bool;
    /// An effect may set the field.
    fn settable_field(&self, object: &str, field: &str) -> bool;
    /// The organisation has admins who step in for flows that name none.
    fn has_default_admins(&self) -> bool {
        false
    }
}

/// Collects the problems while the parts of a flow are built.
pub(crate) struct Checker<'a> {
    pub(crate) lookup: &'a dyn Lookup,
    pub(crate) object: &'a str,
    environment: Option<&'a dyn Environment>,
    problems: Problems,
    ids: HashSet<String>,
    steps: usize,
    nesting: usize,
}

/// Builds the flow, or tells everything that is wrong with it.
pub(crate) fn check(document: &FlowDocument, lookup: &dyn Lookup) -> Result<Flow, Problems> {
    let environment = lookup.environment(&document.object);
    let mut checker = Checker {
        lookup,
        object: &document.object,
        environment,
        problems: Vec::new(),
        ids: HashSet::new(),
        steps: 0,
        nesting: 0,
    };
    if environment.is_none() {
        checker.dangling("/object", "object", &document.object);
    }
    let submit_when = document.submit.when.as_deref().and_then(|when| checker.condition(when, "/submit/when"));
    let settings = &document.settings;
    if settings.admins.is_empty() && !lookup.has_default_admins() {
        checker.unsound("/settings/admins", "admins_missing");
    }
    let admins = checker.people(&settings.admins, "/settings/admins");
    if !matches!(document.steps.first(), Some(StepDocument::Start { .. })) {
        checker.unsound("/steps", "start_missing");
    }
    let steps = checker.sequence(&document.steps, "/steps");
    checker.effects(document);
    if !checker.problems.is_empty() {
        return Err(checker.problems);
    }
    Ok(Flow {
        format: crate::FORMAT,
        name: document.name.clone(),
        label: document.label.clone(),
        object: document.object.clone(),
        version: canonical::hash(&[&canonical::text(&canonical::json(document))]),
        submit_when,
        settings: Settings {
            admins,
            self_approval: settings.self_approval,
            dedupe: settings.dedupe,
            withdraw: settings.withdraw,
            reject_comment_required: settings.reject_comment_required,
        },
        steps,
        effects: document.effects.clone(),
    })
}

impl Checker<'_> {
    /// Notes that the flow is not sound at a place.
    pub(crate) fn unsound(&mut self, pointer: &str, reason: &str) {
        self.problems.push(Problem::at(Code::FlowInvalid, pointer).with("reason", reason));
    }

    /// Notes a name that does not exist.
    pub(crate) fn dangling(&mut self, pointer: &str, kind: &str, name: &str) {
        self.problems.push(Problem::at(Code::ReferenceDangling, pointer).with("kind", kind).with("name", name));
    }

    /// A condition over the record.
    pub(crate) fn condition(&mut self, text: &str, pointer: &str) -> Option<CheckedExpression> {
        // Without its object no name in it can be judged; that is one problem already.
        let environment = self.environment?;
        match compile(text, environment, Some(&Type::Boolean)) {
            Ok(checked) => Some(checked),
            Err(errors) => {
                self.problems.extend(errors.iter().map(|error| error.problem(pointer)));
                None
            }
        }
    }

    /// Sources of people.
    pub(crate) fn people(&mut self, documents: &[WhoDocument], pointer: &str) -> Vec<Who> {
        let each = documents.iter().enumerate();
        each.filter_map(|(index, who)| Who::check(who, self, &format!("{pointer}/{index}"))).collect()
    }

    /// Sources of people of a step, where there must be some.
    pub(crate) fn people_of_step(&mut self, documents: &[WhoDocument], pointer: &str) -> Vec<Who> {
        let pointer = format!("{pointer}/who");
        if documents.is_empty() {
            self.unsound(&pointer, "who_missing");
        }
        self.people(documents, &pointer)
    }

    /// The steps of a branch.
    pub(crate) fn branch(&mut self, documents: &[StepDocument], pointer: &str) -> Vec<Step> {
        self.nesting += 1;
        let steps = if self.nesting > MAX_NESTING {
            self.unsound(pointer, "nesting_too_deep");
            Vec::new()
        } else {
            self.sequence(documents, pointer)
        };
        self.nesting -= 1;
        steps
    }

    /// An identity of a step or branch.
    pub(crate) fn identity(&mut self, id: &str, pointer: &str) {
        let pointer = format!("{pointer}/id");
        let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let sound = id.starts_with(|first: char| first.is_ascii_lowercase()) && id.chars().all(letters);
        if !sound || id.len() > MAX_ID {
            self.unsound(&pointer, "id_invalid");
        } else if !self.ids.insert(id.to_owned()) {
            self.unsound(&pointer, "id_duplicate");
        }
    }

    fn sequence(&mut self, documents: &[StepDocument], pointer: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            self.steps += 1;
            if self.steps > MAX_STEPS {
                if self.steps == MAX_STEPS + 1 {
                    self.unsound(&pointer, "steps_too_many");
                }
                return steps;
            }
            self.identity(document.id(), &pointer);
            let first = self.nesting == 0 && index == 0;
            if !first && matches!(document, StepDocument::Start { .. }) {
                self.unsound(&pointer, "start_not_first");
            }
            if let Some(kind) = StepKind::check(document, self, &pointer) {
                steps.push(Step { id: document.id().to_owned(), label: label(document), kind });
            }
        }
        steps
    }

    fn effects(&mut self, document: &FlowDocument) {
        if self.environment.is_none() {
            return;
        }
        let effects = &document.effects;
        let maps = [
            ("submitted", &effects.submitted),
            ("approved", &effects.approved),
            ("rejected", &effects.rejected),
            ("withdrawn", &effects.withdrawn),
        ];
        for (outcome, fields) in maps {
            for field in fields.keys() {
                if !self.lookup.settable_field(self.object, field) {
                    self.dangling(&format!("/effects/{outcome}/{field}"), "field", field);
                }
            }
        }
    }
}

fn label(document: &StepDocument) -> Label {
    match document {
        StepDocument::Start { .. } => Label::default(),
        StepDocument::Approve { label, .. } | StepDocument::Switch { label, .. } | StepDocument::Cc { label, .. } => {
            label.clone()
        }
    }
}
