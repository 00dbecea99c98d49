//! `section`: blocks that belong together, once or for every row of a list.

use engine_definitions::BlockDocument;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::Scope;
use crate::block::{Block, BlockKind, Node, Parser};
use crate::layout::{Measure, Piece};
use crate::style::Style;
use crate::units::Um;

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Dotted path of a list; the blocks come once for every row and see it as `row`.
    #[serde(default)]
    repeat: Option<String>,
    /// Keep each time on one page when it fits on one.
    #[serde(default)]
    keep_together: bool,
    /// The blocks.
    blocks: Vec<BlockDocument>,
}

pub(crate) struct Section {
    repeat: Option<String>,
    keep_together: bool,
    nodes: Vec<Node>,
}

impl BlockKind for Section {
    const KIND: &'static str = "section";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        let nodes = parser.children(&options.blocks, "blocks");
        Self { repeat: options.repeat, keep_together: options.keep_together, nodes }
    }
}

impl Block for Section {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, _: &Style, width: Um) -> Vec<Piece> {
        let Some(path) = &self.repeat else {
            return self.once(measure, scope, width);
        };
        let mut pieces = Vec::new();
        for (index, row) in measure.binder.rows(path, scope).iter().enumerate() {
            pieces.extend(self.once(measure, &Scope { row: Some((row, index)), ..*scope }, width));
        }
        pieces
    }
}

impl Section {
    fn once<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, width: Um) -> Vec<Piece> {
        let mut pieces = measure.nodes(&self.nodes, scope, width);
        let height: i64 = pieces.iter().map(|piece| i64::from(piece.height + piece.before.max(piece.after))).sum();
        if self.keep_together && height <= i64::from(measure.body_height) {
            let count = pieces.len();
            for piece in pieces.iter_mut().take(count.saturating_sub(1)) {
                piece.keep_next = true;
            }
        }
        pieces
    }
}
