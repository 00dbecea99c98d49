//! `heading`: a title that stays with what follows.

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Measure, Piece, paragraph};
use crate::style::Style;
use crate::units::{Um, mm, points};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// 1 is the title of the document, 2 and 3 are headings.
    #[serde(default = "first")]
    level: u8,
    /// The text.
    text: RichOptions,
}

fn first() -> u8 {
    1
}

pub(crate) struct Heading {
    text: RichText,
}

impl BlockKind for Heading {
    const KIND: &'static str = "heading";
    type Options = Options;

    fn style(base: Style, options: &Options) -> Style {
        let style = Style { bold: true, indent_em: 0.0, line_height: 1.4, ..base };
        match options.level {
            1 => Style { size: points(20.0), align: TextAlign::Center, after: mm(4.0), ..style },
            2 => Style { size: points(12.0), align: TextAlign::Start, before: mm(4.0), after: mm(1.5), ..style },
            _ => Style { size: base.size, align: TextAlign::Start, before: mm(2.5), after: mm(1.0), ..style },
        }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        if !(1..=3).contains(&options.level) {
            parser.refuse("level", "out_of_range");
        }
        Self { text: parser.rich(&options.text, "text") }
    }
}

impl Block for Heading {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let mut pieces = paragraph(measure.text(&self.text, scope, style, width), style);
        for piece in &mut pieces {
            piece.keep_next = true;
        }
        pieces
    }
}
