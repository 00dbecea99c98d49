//! `paragraph`: running text.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, RunOptions, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Measure, Piece, paragraph};
use crate::style::Style;
use crate::units::Um;

/// Settings: `text`, or `runs` with their own looks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// The text in one look.
    #[serde(default)]
    text: Option<String>,
    /// Runs with weight, size and color of their own.
    #[serde(default)]
    runs: Option<Vec<RunOptions>>,
    /// Keep on the page of the block after it.
    #[serde(default)]
    keep_with_next: bool,
    /// Leave the paragraph out when its text is blank.
    #[serde(default)]
    skip_blank: bool,
}

pub(crate) struct Paragraph {
    text: RichText,
    keep_with_next: bool,
    skip_blank: bool,
}

impl BlockKind for Paragraph {
    const KIND: &'static str = "paragraph";
    type Options = Options;

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        let text = match (options.text, options.runs) {
            (Some(_), Some(_)) => {
                parser.refuse("runs", "text_and_runs");
                parser.rich(&RichOptions::default(), "text")
            }
            (None, None) => {
                parser.refuse("text", "text_missing");
                parser.rich(&RichOptions::default(), "text")
            }
            (Some(text), None) => parser.rich(&RichOptions::Text(text), "text"),
            (None, Some(runs)) => parser.rich(&RichOptions::Runs(runs), "runs"),
        };
        Self { text, keep_with_next: options.keep_with_next, skip_blank: options.skip_blank }
    }
}

impl Block for Paragraph {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let lines = measure.text(&self.text, scope, style, width);
        if self.skip_blank && lines.iter().all(|line| line.runs.is_empty()) {
            return Vec::new();
        }
        let mut pieces = paragraph(lines, style);
        if let Some(last) = pieces.last_mut().filter(|_| self.keep_with_next) {
            last.keep_next = true;
        }
        pieces
    }
}
