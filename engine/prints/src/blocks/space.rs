//! `space`: blank height.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Measure, Piece};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Height in millimetres.
    mm: f32,
}

pub(crate) struct Space(Um);

impl BlockKind for Space {
    const KIND: &'static str = "space";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        parser.range("mm", options.mm, 0.0, 400.0);
        Self(mm(options.mm))
    }
}

impl Block for Space {
    fn measure<'a>(&self, measure: &mut Measure<'a>, _: &Scope<'a>, _: &Style, _: Um) -> Vec<Piece> {
        vec![Piece { height: self.0.min(measure.body_height), ..Piece::default() }]
    }
}
