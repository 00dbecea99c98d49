//! Prints: a checked template, the data of one record and fonts become a PDF. No I/O, no clock: the same input
//! gives the same bytes. The only package that knows printpdf and Handlebars.

#![cfg_attr(test, allow(clippy::expect_used, reason = "a test may panic"))]

mod bind;
mod block;
mod blocks;
mod layout;
mod pdf;
mod registry;
mod render;
mod style;
mod template;
mod text;
mod units;

pub use layout::Conditions;
pub use pdf::{Caches, ImageSource};
pub use registry::{KindEntry, block_kinds};
pub use render::{PrintInput, Rendered, render};
pub use template::Template;
pub use text::{FontCandidate, FontFace, Fonts, system_font_candidates};
