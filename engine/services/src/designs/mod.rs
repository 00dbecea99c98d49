//! Documents: reading, checking, publishing.

mod compile;
mod documents;
mod follow;
mod openapi;
mod publish;
mod rename;

pub use documents::{document, documents, releases};
pub use openapi::{Call, openapi};
pub use publish::{DocumentKeyBody, Publication, check, publish};
pub use rename::{RenameBody, rename};

pub(crate) use compile::{check_view_filters, compile_flows, compile_prints};
pub(crate) use publish::publish_in;
