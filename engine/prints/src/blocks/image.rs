//! `image`: a picture in the flow.

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
    /// Name of the image; which names exist is the platform's matter.
    image: String,
    /// Width in millimetres; the height follows.
    width_mm: f32,
    /// Where it stands.
    #[serde(default)]
    align: TextAlign,
    /// Leave it out silently when it does not exist.
    #[serde(default)]
    optional: bool,
}

pub(crate) struct Image {
    image: String,
    width: Um,
    align: TextAlign,
    optional: bool,
    pointer: String,
}

impl BlockKind for Image {
    const KIND: &'static str = "image";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        parser.range("width_mm", options.width_mm, 1.0, 400.0);
        Self {
            image: options.image,
            width: mm(options.width_mm),
            align: options.align,
            optional: options.optional,
            pointer: format!("{}/image", parser.pointer),
        }
    }
}

impl Block for Image {
    fn measure<'a>(&self, measure: &mut Measure<'a>, _: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let Some(image) = measure.images.find(&self.image, self.optional, &self.pointer, &mut measure.problems) else {
            return Vec::new();
        };
        let mut size = (self.width.min(width), image.height_for(self.width.min(width)));
        if size.1 > measure.body_height {
            size =
                ((i64::from(size.0) * i64::from(measure.body_height) / i64::from(size.1)) as Um, measure.body_height);
        }
        let mark = Mark::Image {
            x: aligned(self.align, width, size.0),
            y: 0,
            width: size.0,
            height: size.1,
            image: image.place,
            multiply: false,
        };
        vec![Piece { height: size.1, before: style.before, after: style.after, marks: vec![mark], ..Piece::default() }]
    }
}
