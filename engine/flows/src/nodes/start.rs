//! `start` 发起: the submission itself.

use engine_definitions::StepDocument;
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Entered, Node};
use crate::FlowError;
use crate::check::Checker;
use crate::machine::Run;

/// A start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {}

impl Start {
    pub(crate) fn check(_: &StepDocument, _: &mut Checker<'_>, _: &str) -> Option<Self> {
        Some(Self {})
    }
}

impl Node for Start {
    fn enter<'a>(&'a self, _: &mut Run<'_, '_>, _: &str, _: Id) -> Result<Entered<'a>, FlowError> {
        Ok(Entered::Passes)
    }
}
