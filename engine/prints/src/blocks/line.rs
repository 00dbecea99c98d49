//! `line`: a horizontal rule.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Mark, Measure, Piece};
use crate::style::{Color, Style, parse_color};
use crate::units::{Um, mm, points};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Thickness in points.
    #[serde(default = "hairline")]
    thickness_pt: f32,
    /// `#rrggbb`.
    #[serde(default)]
    color: Option<String>,
}

fn hairline() -> f32 {
    0.5
}

pub(crate) struct Rule {
    thickness: Um,
    color: Color,
}

impl BlockKind for Rule {
    const KIND: &'static str = "line";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { before: mm(1.0), after: mm(1.0), ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        parser.range("thickness_pt", options.thickness_pt, 0.1, 20.0);
        let color = options.color.as_deref().map_or(Some([70, 70, 70]), parse_color);
        if color.is_none() {
            parser.refuse("color", "color_invalid");
        }
        Self { thickness: points(options.thickness_pt).max(1), color: color.unwrap_or_default() }
    }
}

impl Block for Rule {
    fn measure<'a>(&self, _: &mut Measure<'a>, _: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let mark = Mark::Fill { x: 0, y: 0, width, height: self.thickness, color: self.color };
        vec![Piece {
            height: self.thickness,
            before: style.before,
            after: style.after,
            marks: vec![mark],
            ..Piece::default()
        }]
    }
}
