//! `cc` 抄送: people are told and may read the record; nobody is waited for.

use engine_definitions::StepDocument;
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Entered, Node};
use crate::assignees::told;
use crate::check::Checker;
use crate::machine::Run;
use crate::{Event, FlowError, Template, Who};

/// A copy to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cc {
    /// Who is told.
    pub who: Vec<Who>,
}

impl Cc {
    pub(crate) fn check(document: &StepDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        let StepDocument::Cc { who, .. } = document else { return None };
        Some(Self { who: checker.people_of_step(who, pointer) })
    }
}

impl Node for Cc {
    fn enter<'a>(&'a self, machine: &mut Run<'_, '_>, step: &str, run: Id) -> Result<Entered<'a>, FlowError> {
        let (people, trace) = told(&machine.scene(), &self.who);
        machine.emit(Event::Resolved { run, trace });
        machine.emit(Event::CcSent { run, step: step.to_owned(), people: people.clone() });
        for person in people {
            machine.grant(person);
            machine.notify(person, Template::Cc, Some(step), None);
        }
        Ok(Entered::Passes)
    }
}
