//! `approvals`: the history of decisions as a table.

use std::rc::Rc;

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Cell, GridLook, HorizontalPlace, Measure, Piece, row};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Dotted path of the list.
    #[serde(default = "usual_path")]
    rows: String,
}

fn usual_path() -> String {
    "approvals".to_owned()
}

struct Column {
    chinese: &'static str,
    english: &'static str,
    text: RichText,
    /// Part of the width in hundredths.
    share: Um,
    align: TextAlign,
}

pub(crate) struct Approvals {
    rows: String,
    columns: Vec<Column>,
    pointer: String,
}

/// Outcomes as people read them, in both languages.
const OUTCOMES: &[(&str, &str, &str)] = &[
    ("approved", "同意", "Approved"),
    ("rejected", "驳回", "Rejected"),
    ("auto_approved", "自动通过", "Approved automatically"),
    ("cancelled", "已取消", "Cancelled"),
    ("submitted", "提交", "Submitted"),
    ("withdrawn", "撤回", "Withdrawn"),
];

impl BlockKind for Approvals {
    const KIND: &'static str = "approvals";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { indent_em: 0.0, line_height: 1.35, after: mm(3.0), ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        let mut column = |chinese, english, text: &str, share, align| Column {
            chinese,
            english,
            text: parser.rich(&RichOptions::Text(text.to_owned()), "rows"),
            share,
            align,
        };
        let columns = vec![
            column("审批环节", "Step", "{{label row.step}}", 20, TextAlign::Start),
            column("审批人", "Person", "{{label row.person}}", 14, TextAlign::Center),
            column("结果", "Outcome", "", 14, TextAlign::Center),
            column("意见", "Comment", "{{row.comment}}", 30, TextAlign::Start),
            column("时间", "Time", "{{date row.at 'yyyy-MM-dd HH:mm'}}", 22, TextAlign::Center),
        ];
        Self { rows: options.rows, columns, pointer: parser.pointer.clone() }
    }
}

impl Block for Approvals {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let rows = measure.binder.rows(&self.rows, scope);
        if rows.is_empty() {
            return Vec::new();
        }
        let look = GridLook {
            edges: HorizontalPlace::Grid,
            stroke: mm(0.15),
            color: [70, 70, 70],
            pad_x: mm(1.3),
            pad_y: mm(0.9),
            least_height: mm(6.0),
            at_top: false,
        };
        let chinese = measure.language.starts_with("zh");
        let bold = Style { bold: true, align: TextAlign::Center, ..*style };
        let mut cells = Vec::new();
        for (column, x, wide) in self.places(width) {
            let label = if chinese { column.chinese } else { column.english };
            let lines = measure.words(label, &bold, wide - 2 * look.pad_x, &self.pointer);
            cells.push(Cell { x, width: wide, lines, fill: Some([240, 240, 240]) });
        }
        let header = row(cells, &look);
        let repeated = Rc::new(header.clone());
        let mut pieces = vec![Piece { keep_next: true, before: style.before, ..header }];
        for (index, value) in rows.iter().enumerate() {
            let scope = Scope { row: Some((value, index)), ..*scope };
            let mut cells = Vec::new();
            for (column, x, wide) in self.places(width) {
                let style = Style { align: column.align, ..*style };
                let room = wide - 2 * look.pad_x;
                let lines = if column.english == "Outcome" {
                    measure.words(outcome(value, chinese), &style, room, &self.pointer)
                } else {
                    measure.text(&column.text, &scope, &style, room)
                };
                cells.push(Cell { x, width: wide, lines, fill: None });
            }
            pieces.push(Piece { header: Some(Rc::clone(&repeated)), ..row(cells, &look) });
        }
        if let Some(last) = pieces.last_mut() {
            last.after = style.after;
        }
        pieces
    }
}

impl Approvals {
    fn places(&self, width: Um) -> impl Iterator<Item = (&Column, Um, Um)> {
        let mut start = 0;
        self.columns.iter().map(move |column| {
            let left = width / 100 * start;
            start += column.share;
            (column, left, width / 100 * start - left)
        })
    }
}

fn outcome(row: &Value, chinese: bool) -> &str {
    let word = row.get("outcome").and_then(Value::as_str).unwrap_or_default();
    OUTCOMES.iter().find(|(key, ..)| *key == word).map_or(word, |(_, zh, en)| if chinese { zh } else { en })
}
