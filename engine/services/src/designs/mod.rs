//! Documents: reading, checking, publishing.

mod compile;
mod documents;
mod openapi;
mod publish;

pub use documents::{document, documents, releases};
pub use openapi::{Call, openapi};
pub use publish::{DocumentKeyBody, Publication, check, publish};

pub(crate) use compile::{check_view_filters, compile_flows, compile_prints};
pub(crate) use publish::publish_in;
