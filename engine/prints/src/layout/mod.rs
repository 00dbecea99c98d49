//! Measure, then paginate: blocks become pieces, pieces come to lie on pages. Nothing here writes PDF.

mod grid;
mod measure;
mod paginate;
mod piece;
mod split;

pub(crate) use grid::{Cell, GridLook, HorizontalPlace, row};
pub use measure::Conditions;
pub(crate) use measure::{Measure, aligned, paragraph};
pub(crate) use paginate::{Page, paginate};
pub(crate) use piece::{Mark, Piece, stack};
