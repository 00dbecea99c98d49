//! `band`: one line with a left, a middle and a right part, for headers and footers.

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Cell, GridLook, HorizontalPlace, Measure, Piece, row};
use crate::style::Style;
use crate::units::{Um, mm, points};

/// Settings. In header and footer the texts also see `page` and `pages`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    #[serde(default)]
    left: RichOptions,
    #[serde(default)]
    center: RichOptions,
    #[serde(default)]
    right: RichOptions,
}

pub(crate) struct Band([RichText; 3]);

impl BlockKind for Band {
    const KIND: &'static str = "band";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { size: points(8.5), color: [90, 90, 90], line_height: 1.3, indent_em: 0.0, before: 0, after: 0, ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        Self([
            parser.rich(&options.left, "left"),
            parser.rich(&options.center, "center"),
            parser.rich(&options.right, "right"),
        ])
    }
}

impl Block for Band {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let look = GridLook {
            edges: HorizontalPlace::None,
            stroke: 0,
            color: [0; 3],
            pad_x: 0,
            pad_y: mm(0.3),
            least_height: 0,
            at_top: false,
        };
        let aligns = [TextAlign::Start, TextAlign::Center, TextAlign::End];
        let spans = |measure: &mut Measure<'a>, text: &RichText, align, width| {
            measure.text(text, scope, &Style { align, ..*style }, width)
        };
        // A part may use the room of a neighbour that is blank.
        let blank: Vec<bool> = self
            .0
            .iter()
            .map(|text| spans(measure, text, TextAlign::Start, width).iter().all(|line| line.runs.is_empty()))
            .collect();
        let (first, last) = match blank.as_slice() {
            [_, true, _] => (width / 2, width / 2),
            [true, _, true] => (0, 0),
            _ => (width / 3, width / 3),
        };
        let places = [(0, first), (first, width - first - last), (width - last, last)];
        let cells = self.0.iter().zip(aligns).zip(places).zip(&blank).filter(|(_, blank)| !**blank).map(
            |(((text, align), (x, width)), _)| Cell { x, width, lines: spans(measure, text, align, width), fill: None },
        );
        let cells = cells.collect();
        vec![Piece { before: style.before, after: style.after, ..row(cells, &look) }]
    }
}
