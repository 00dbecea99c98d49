//! Documents as files: canonical form, schemas, places of problems, identities. One binary, a module per subject.

mod canonical;
mod identities;
mod problems;
mod schemas;
mod support;
