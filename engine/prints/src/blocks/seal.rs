//! `seal`: a company seal printed over the text above it, the way ink lies on paper.

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Mark, Measure, Piece, aligned};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Name of the image.
    image: String,
    /// Width in millimetres; 40 to 42 is usual for a company seal.
    #[serde(default = "usual_width")]
    width_mm: f32,
    /// Where it stands.
    #[serde(default)]
    align: TextAlign,
    /// Moves it to the right.
    #[serde(default)]
    x_mm: f32,
    /// Moves it down; left out, three quarters of the seal lie over the text above.
    #[serde(default)]
    y_mm: Option<f32>,
    /// Takes its height like a picture instead of lying over the text.
    #[serde(default)]
    take_space: bool,
    /// Leave it out silently when the image does not exist.
    #[serde(default)]
    optional: bool,
}

fn usual_width() -> f32 {
    42.0
}

pub(crate) struct Seal {
    options: Options,
    pointer: String,
}

impl BlockKind for Seal {
    const KIND: &'static str = "seal";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        parser.range("width_mm", options.width_mm, 5.0, 100.0);
        parser.range("x_mm", options.x_mm, -400.0, 400.0);
        parser.range("y_mm", options.y_mm.unwrap_or(0.0), -400.0, 400.0);
        Self { options, pointer: format!("{}/image", parser.pointer) }
    }
}

impl Block for Seal {
    fn measure<'a>(&self, measure: &mut Measure<'a>, _: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let Options { image, optional, .. } = &self.options;
        let Some(image) = measure.images.find(image, *optional, &self.pointer, &mut measure.problems) else {
            return Vec::new();
        };
        let wide = mm(self.options.width_mm);
        let high = image.height_for(wide);
        let lift = if self.options.take_space { 0 } else { -(high / 4 * 3) };
        let mark = Mark::Image {
            x: aligned(self.options.align, width, wide) + mm(self.options.x_mm),
            y: self.options.y_mm.map_or(lift, mm),
            width: wide,
            height: high,
            image: image.place,
            multiply: true,
        };
        if !self.options.take_space {
            return vec![Piece { marks: vec![mark], ..Piece::default() }];
        }
        vec![Piece { height: high, before: style.before, after: style.after, marks: vec![mark], ..Piece::default() }]
    }
}
