//! Documents as files: canonical form, schemas, places of problems, identities. One binary, a module per subject.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod canonical;
mod identities;
mod problems;
mod schemas;
mod support;
