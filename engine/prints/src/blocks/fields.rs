//! `fields`: a grid of label and value pairs.

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Cell, GridLook, HorizontalPlace, Measure, Piece, row};
use crate::style::Style;
use crate::units::{Um, mm, part};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Pairs beside each other, 1 to 3.
    #[serde(default = "two")]
    columns: u8,
    /// Lines around the cells and a tinted label.
    #[serde(default)]
    bordered: bool,
    /// Width of the labels in millimetres.
    #[serde(default = "label_width")]
    label_width_mm: f32,
    /// The pairs, row by row.
    items: Vec<Item>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Item {
    /// Left.
    label: RichOptions,
    /// Right.
    text: RichOptions,
    /// Takes the whole rest of its row.
    #[serde(default)]
    wide: bool,
}

fn two() -> u8 {
    2
}

fn label_width() -> f32 {
    24.0
}

struct Pair {
    label: RichText,
    text: RichText,
    wide: bool,
}

pub(crate) struct Fields {
    columns: usize,
    bordered: bool,
    label_width: Um,
    items: Vec<Pair>,
}

impl BlockKind for Fields {
    const KIND: &'static str = "fields";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { indent_em: 0.0, line_height: 1.4, ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        if !(1..=3).contains(&options.columns) {
            parser.refuse("columns", "out_of_range");
        }
        parser.range("label_width_mm", options.label_width_mm, 5.0, 100.0);
        let items = options.items.iter().enumerate().map(|(index, item)| Pair {
            label: parser.rich(&item.label, &format!("items/{index}/label")),
            text: parser.rich(&item.text, &format!("items/{index}/text")),
            wide: item.wide,
        });
        Self {
            items: items.collect(),
            columns: usize::from(options.columns.clamp(1, 3)),
            bordered: options.bordered,
            label_width: mm(options.label_width_mm),
        }
    }
}

impl Block for Fields {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let look = GridLook {
            edges: if self.bordered { HorizontalPlace::Grid } else { HorizontalPlace::None },
            stroke: mm(0.15),
            color: [70, 70, 70],
            pad_x: if self.bordered { mm(1.8) } else { 0 },
            pad_y: if self.bordered { mm(1.0) } else { mm(0.35) },
            least_height: part(style.size, style.line_height),
            at_top: !self.bordered,
        };
        let mut pieces = Vec::new();
        let mut items = self.items.as_slice();
        while !items.is_empty() {
            let count = self.row_length(items);
            let (pairs, rest) = items.split_at(count);
            pieces.push(self.row(pairs, &look, measure, scope, style, width));
            items = rest;
        }
        let total = pieces.len();
        for (index, piece) in pieces.iter_mut().enumerate() {
            // The head of the grid and its last two rows stay together.
            piece.keep_next = index + 1 < total && (index == 0 || index + 2 == total);
        }
        if let Some(first) = pieces.first_mut() {
            first.before = style.before;
        }
        if let Some(last) = pieces.last_mut() {
            last.after = style.after;
        }
        pieces
    }
}

impl Fields {
    fn row_length(&self, items: &[Pair]) -> usize {
        let wide = items.iter().position(|pair| pair.wide).map_or(items.len(), |index| index + 1);
        wide.min(self.columns).min(items.len())
    }

    fn row<'a>(
        &self,
        pairs: &[Pair],
        look: &GridLook,
        measure: &mut Measure<'a>,
        scope: &Scope<'a>,
        style: &Style,
        width: Um,
    ) -> Piece {
        let columns = self.columns as Um;
        let label_width = self.label_width.min(width / columns / 2);
        let label_style = Style { align: TextAlign::Start, ..*style };
        let mut cells = Vec::with_capacity(pairs.len() * 2);
        for (index, pair) in (0..).zip(pairs) {
            let left = width * index / columns;
            let to_the_end = pair.wide || (index as usize + 1 == pairs.len() && self.bordered);
            let right = if to_the_end { width } else { width * (index + 1) / columns };
            // Without lines the columns need some air between them.
            let air = if self.bordered || to_the_end { 0 } else { mm(4.0) };
            let inner = |width: Um| (width - 2 * look.pad_x).max(mm(2.0));
            let value_width = right - left - label_width - air;
            let label = measure.text(&pair.label, scope, &label_style, inner(label_width));
            let value = measure.text(&pair.text, scope, style, inner(value_width));
            let fill = self.bordered.then_some([245, 245, 245]);
            cells.push(Cell { x: left, width: label_width, lines: label, fill });
            cells.push(Cell { x: left + label_width, width: value_width, lines: value, fill: None });
        }
        row(cells, look)
    }
}
