//! `break`: what follows begins a page.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Measure, Piece};
use crate::style::Style;
use crate::units::Um;

/// No settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

pub(crate) struct PageBreak;

impl BlockKind for PageBreak {
    const KIND: &'static str = "break";
    type Options = Options;

    fn parse(_: Options, _: &mut Parser<'_>) -> Self {
        Self
    }
}

impl Block for PageBreak {
    fn measure<'a>(&self, _: &mut Measure<'a>, _: &Scope<'a>, _: &Style, _: Um) -> Vec<Piece> {
        vec![Piece { break_before: true, ..Piece::default() }]
    }
}
