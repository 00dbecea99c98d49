//! Documents: reading, checking, publishing.

mod compile;
mod documents;
mod follow;
mod openapi;
mod publication;
mod publish;
mod rename;
mod told;
mod uses;

pub use documents::{document, documents, releases};
pub use openapi::{Call, openapi, records_schema};
pub use publication::{DocumentKeyBody, Publication};
pub use publish::{Checked, check, publish};
pub use rename::{RenameBody, rename};
pub use uses::uses;

pub(crate) use compile::{check_view_filters, compile_flows, compile_prints};
pub(crate) use publish::publish_in;
