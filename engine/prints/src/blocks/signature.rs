//! `signature`: where the parties sign, beside each other, never torn apart.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Cell, GridLook, HorizontalPlace, Mark, Measure, Piece, row, stack};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// One to three parties from left to right.
    parties: Vec<PartyOptions>,
    /// Width of the labels in millimetres.
    #[serde(default = "label_width")]
    label_width_mm: f32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartyOptions {
    /// For example 甲方（盖章）.
    title: RichOptions,
    /// Name of the party.
    #[serde(default)]
    name: RichOptions,
    /// What is below; a line to write on where the text is blank.
    #[serde(default)]
    lines: Vec<LineOptions>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LineOptions {
    label: RichOptions,
    #[serde(default)]
    text: RichOptions,
}

fn label_width() -> f32 {
    26.0
}

struct Party {
    title: RichText,
    name: RichText,
    lines: Vec<(RichText, RichText)>,
}

pub(crate) struct Signature {
    parties: Vec<Party>,
    label_width: Um,
}

impl BlockKind for Signature {
    const KIND: &'static str = "signature";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { indent_em: 0.0, line_height: 1.4, before: mm(6.0), ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        if !(1..=3).contains(&options.parties.len()) {
            parser.refuse("parties", "out_of_range");
        }
        parser.range("label_width_mm", options.label_width_mm, 5.0, 80.0);
        let mut parties = Vec::new();
        for (index, party) in options.parties.iter().enumerate() {
            let at = |key: &str| format!("parties/{index}/{key}");
            let mut lines = Vec::new();
            for (place, line) in party.lines.iter().enumerate() {
                let label = parser.rich(&line.label, &at(&format!("lines/{place}/label")));
                lines.push((label, parser.rich(&line.text, &at(&format!("lines/{place}/text")))));
            }
            let title = parser.rich(&party.title, &at("title"));
            parties.push(Party { title, name: parser.rich(&party.name, &at("name")), lines });
        }
        Self { parties, label_width: mm(options.label_width_mm) }
    }
}

impl Block for Signature {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let gap = mm(8.0);
        let count = self.parties.len().max(1) as Um;
        let column = (width - gap * (count - 1)) / count;
        let mut whole = Piece { before: style.before, after: style.after, ..Piece::default() };
        for (index, party) in (0..).zip(&self.parties) {
            let piece = self.party(party, measure, scope, style, column).shifted((column + gap) * index, 0);
            whole.height = whole.height.max(piece.height);
            whole.marks.extend(piece.marks);
        }
        vec![whole]
    }
}

impl Signature {
    fn party<'a>(
        &self,
        party: &Party,
        measure: &mut Measure<'a>,
        scope: &Scope<'a>,
        style: &Style,
        width: Um,
    ) -> Piece {
        let look = GridLook {
            edges: HorizontalPlace::None,
            stroke: 0,
            color: [0; 3],
            pad_x: 0,
            pad_y: mm(0.6),
            least_height: mm(8.5),
            at_top: false,
        };
        let bold = Style { bold: true, ..*style };
        let mut rows = Vec::new();
        for (text, style) in [(&party.title, style), (&party.name, &bold)] {
            let lines = measure.text(text, scope, style, width);
            if lines.iter().any(|line| !line.runs.is_empty()) {
                rows.push(row(vec![Cell { x: 0, width, lines, fill: None }], &look));
            }
        }
        for (label, text) in &party.lines {
            let label_width = self.label_width.min(width / 2);
            let label = measure.text(label, scope, style, label_width);
            let value = measure.text(text, scope, style, width - label_width);
            let blank = value.iter().all(|line| line.runs.is_empty());
            let cell = |x, width, lines| Cell { x, width, lines, fill: None };
            let mut piece =
                row(vec![cell(0, label_width, label), cell(label_width, width - label_width, value)], &look);
            if blank {
                let (y, height) = (piece.height - mm(1.6), mm(0.15));
                let (x, width, color) = (label_width, width - label_width, [70, 70, 70]);
                piece.marks.push(Mark::Fill { x, y, width, height, color });
            }
            rows.push(piece);
        }
        stack(rows)
    }
}
