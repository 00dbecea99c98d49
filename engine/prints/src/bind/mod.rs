//! From template text and data to plain text. Handlebars runs inside one run of text and nowhere else.

mod check;
mod dates;
mod helpers;
mod numbers;
mod rich;
mod rmb;
mod scope;
mod text;

pub(crate) use rich::{RichOptions, RichText, RunOptions, Span};
pub(crate) use rmb::rmb_capital;
pub(crate) use scope::{Binder, Scope};
pub(crate) use text::TextTemplate;
