//! The template, the demo and the texts fit each other and the formats they are written in.
#![expect(clippy::disallowed_methods, reason = "a test reads the template where it lies")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod approvals;
mod counts;
mod files;
mod locales;
mod records;
mod scale;
mod template;
mod wiring;
