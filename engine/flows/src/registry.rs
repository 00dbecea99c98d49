//! The tables of step kinds and approver sources: one file and one line each.

use engine_definitions::{StepDocument, WhoDocument};
use serde::{Deserialize, Serialize};

use crate::assignees::{self, Strategy};
use crate::check::Checker;
use crate::nodes::{self, Node};

macro_rules! node_kinds {
    ($($variant:ident $name:ident;)*) => {
        /// What a step does.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum StepKind { $(#[doc = concat!("The kind `", stringify!($name), "`.")] $variant(nodes::$name::$variant),)* }

        /// The words of the step kinds.
        pub const NODE_KINDS: &[&str] = &[$(stringify!($name),)*];

        impl StepKind {
            /// The word of the kind.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => stringify!($name),)* }
            }

            pub(crate) fn node(&self) -> &dyn Node {
                match self { $(Self::$variant(node) => node,)* }
            }

            pub(crate) fn check(document: &StepDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
                match document {
                    $(StepDocument::$variant { .. } =>
                        nodes::$name::$variant::check(document, checker, pointer).map(Self::$variant),)*
                }
            }
        }
    };
}

macro_rules! who_kinds {
    ($($variant:ident $name:ident;)*) => {
        /// Where people come from.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Who { $(#[doc = concat!("The source `", stringify!($name), "`.")] $variant(assignees::$name::$variant),)* }

        /// The words of the sources.
        pub const WHO_KINDS: &[&str] = &[$(stringify!($name),)*];

        impl Who {
            /// The word of the source.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => stringify!($name),)* }
            }

            pub(crate) fn strategy(&self) -> &dyn Strategy {
                match self { $(Self::$variant(strategy) => strategy,)* }
            }

            pub(crate) fn check(document: &WhoDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
                match document {
                    $(WhoDocument::$variant(value) =>
                        assignees::$name::$variant::check(value, checker, pointer).map(Self::$variant),)*
                }
            }
        }
    };
}

node_kinds! {
    Start start;
    Approve approve;
    Switch switch;
    Cc cc;
}

who_kinds! {
    User user;
    Role role;
    Superior superior;
    DepartmentHead department_head;
    Field field;
    Initiator initiator;
}
