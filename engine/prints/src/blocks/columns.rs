//! `columns`: blocks beside each other, kept on one page.

use engine_definitions::BlockDocument;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Node, Parser};
use crate::layout::{Measure, Piece, stack};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// One to four columns from left to right.
    columns: Vec<ColumnOptions>,
    /// Space between the columns.
    #[serde(default = "usual_gap")]
    gap_mm: f32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ColumnOptions {
    /// Share of the width.
    #[serde(default = "one")]
    share: f32,
    /// The blocks of the column.
    blocks: Vec<BlockDocument>,
}

fn usual_gap() -> f32 {
    6.0
}

fn one() -> f32 {
    1.0
}

pub(crate) struct Columns {
    columns: Vec<(f32, Vec<Node>)>,
    gap: Um,
}

impl BlockKind for Columns {
    const KIND: &'static str = "columns";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        if !(1..=4).contains(&options.columns.len()) {
            parser.refuse("columns", "out_of_range");
        }
        parser.range("gap_mm", options.gap_mm, 0.0, 50.0);
        let mut columns = Vec::new();
        for (index, column) in options.columns.iter().take(4).enumerate() {
            parser.range(&format!("columns/{index}/share"), column.share, 0.1, 20.0);
            columns.push((column.share, parser.children(&column.blocks, &format!("columns/{index}/blocks"))));
        }
        Self { columns, gap: mm(options.gap_mm) }
    }
}

impl Block for Columns {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let shares: f32 = self.columns.iter().map(|(share, _)| share).sum();
        let room = width - self.gap * (self.columns.len().max(1) as Um - 1);
        let mut whole = Piece { before: style.before, after: style.after, ..Piece::default() };
        let mut x = 0;
        for (share, nodes) in &self.columns {
            let column = (f64::from(room) * f64::from(*share) / f64::from(shares)) as Um;
            let piece = stack(measure.nodes(nodes, scope, column)).shifted(x, 0);
            whole.height = whole.height.max(piece.height);
            whole.before = whole.before.max(piece.before);
            whole.after = whole.after.max(piece.after);
            whole.marks.extend(piece.marks);
            x += column + self.gap;
        }
        vec![whole]
    }
}
