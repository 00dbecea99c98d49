//! From spans of text to lines of placed glyphs.

mod breaks;
mod candidates;
mod class;
mod font;
mod lines;
mod shape;

pub use candidates::{FontCandidate, system_font_candidates};
pub(crate) use font::Face;
pub use font::{FontFace, Fonts};
pub(crate) use lines::{GlyphRun, Line, LineRules, PlacedGlyph};
pub(crate) use shape::{GlyphText, Typesetter};
