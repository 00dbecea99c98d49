//! Documents: reading, checking, planning, publishing; change sets, releases, and the recycle area.

mod apply;
mod change_sets;
mod compile;
mod defaults;
mod documents;
mod draft;
mod expressions;
mod follow;
mod openapi;
mod operator;
mod plan;
mod publication;
mod publish;
mod recycle;
mod releases;
mod rename;
mod told;
mod type_change;
mod uses;

pub use change_sets::{
    ChangeSetBody, PublishBody, RebaseBody, change_set, change_set_conflicts, change_sets, check_change_set,
    create_change_set, discard_change_set, drop_draft, plan_change_set, publish_change_set, put_draft,
    rebase_change_set, rename_in_change_set, update_change_set,
};
pub use documents::{document, documents, releases};
pub use expressions::{ExpressionBody, expression_functions, inspect_expression};
pub use openapi::{Call, openapi, records_schema};
pub use operator::{change_set_id, check_documents, documents_of, operator};
pub use publication::{DocumentKeyBody, Publication};
pub use publish::{Checked, PublishHook, PublishStep, check, plan, publish};
pub use recycle::{recycled, remove_recycled, restore_recycled};
pub use releases::{RestoreBody, document_history, publication_of_restore, release, release_diff, restore_release};
pub use rename::{RenameBody, rename};
pub use type_change::{NewType, TypeChangeBody, preview_type_change};
pub use uses::uses;

pub(crate) use compile::{check_view_filters, compile_flows, compile_prints};
pub(crate) use documents::admit;
pub(crate) use publish::publish_in;
pub(crate) use recycle::remove_expired;
