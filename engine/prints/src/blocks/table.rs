//! `table`: one row for every item of a list, with a repeated header and total rows.

use std::rc::Rc;

use engine_definitions::TextAlign;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bind::{RichOptions, RichText, Scope};
use crate::block::{Block, BlockKind, Parser};
use crate::layout::{Cell, GridLook, HorizontalPlace, Measure, Piece, row};
use crate::style::Style;
use crate::units::{Um, mm};

/// Settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Dotted path of the list, for example `record.lines`.
    rows: String,
    /// The columns from left to right.
    columns: Vec<ColumnOptions>,
    /// Rows below the last one, for sums.
    #[serde(default)]
    totals: Vec<Vec<TotalOptions>>,
    /// Which lines are drawn.
    #[serde(default)]
    lines: Lines,
    /// Tints every second row.
    #[serde(default)]
    zebra: bool,
    /// What stands there when the list is empty.
    #[serde(default)]
    empty: Option<RichOptions>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Lines {
    /// Around every cell.
    #[default]
    Grid,
    /// Between rows.
    Rows,
    /// None.
    None,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ColumnOptions {
    /// In the header.
    label: RichOptions,
    /// In every row; sees `row`, `index` and all the rest.
    text: RichOptions,
    /// `18mm` or a share of the rest such as `1fr`.
    #[serde(default = "one_share")]
    width: String,
    /// Where the text of the rows stands.
    #[serde(default)]
    align: TextAlign,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TotalOptions {
    text: RichOptions,
    /// How many columns the cell covers.
    #[serde(default = "one")]
    span: usize,
    #[serde(default)]
    align: TextAlign,
}

fn one_share() -> String {
    "1fr".to_owned()
}

fn one() -> usize {
    1
}

#[derive(Clone, Copy)]
enum Width {
    Fixed(Um),
    Share(f32),
}

struct Column {
    label: RichText,
    text: RichText,
    width: Width,
    align: TextAlign,
}

struct Total {
    text: RichText,
    span: usize,
    align: TextAlign,
}

pub(crate) struct Table {
    rows: String,
    columns: Vec<Column>,
    totals: Vec<Vec<Total>>,
    lines: Lines,
    zebra: bool,
    empty: Option<RichText>,
}

impl BlockKind for Table {
    const KIND: &'static str = "table";
    type Options = Options;

    fn style(base: Style, _: &Options) -> Style {
        Style { indent_em: 0.0, line_height: 1.35, after: mm(3.0), ..base }
    }

    fn parse(options: Options, parser: &mut Parser<'_>) -> Self {
        if options.columns.is_empty() || options.columns.len() > 30 {
            parser.refuse("columns", "out_of_range");
        }
        let count = options.columns.len();
        let columns = options.columns.iter().enumerate().map(|(index, column)| Column {
            label: parser.rich(&column.label, &format!("columns/{index}/label")),
            text: parser.rich(&column.text, &format!("columns/{index}/text")),
            width: parse_width(&column.width).unwrap_or_else(|| {
                parser.refuse(&format!("columns/{index}/width"), "width_invalid");
                Width::Share(1.0)
            }),
            align: column.align,
        });
        let columns = columns.collect();
        let mut totals = Vec::new();
        for (index, cells) in options.totals.iter().enumerate() {
            let covered = cells.iter().fold(0_usize, |sum, cell| sum.saturating_add(cell.span));
            if covered != count || cells.iter().any(|cell| cell.span == 0) {
                parser.refuse(&format!("totals/{index}"), "spans_do_not_cover_columns");
                continue;
            }
            let row = cells.iter().enumerate().map(|(place, cell)| Total {
                text: parser.rich(&cell.text, &format!("totals/{index}/{place}/text")),
                span: cell.span,
                align: cell.align,
            });
            totals.push(row.collect());
        }
        let empty = options.empty.as_ref().map(|text| parser.rich(text, "empty"));
        Self { rows: options.rows, columns, totals, lines: options.lines, zebra: options.zebra, empty }
    }
}

fn parse_width(text: &str) -> Option<Width> {
    let number = |digits: &str| digits.trim().parse::<f32>().ok().filter(|number| *number > 0.0 && *number < 1000.0);
    if let Some(digits) = text.strip_suffix("mm") {
        return number(digits).map(|width| Width::Fixed(mm(width)));
    }
    number(text.strip_suffix("fr")?).map(Width::Share)
}

impl Block for Table {
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece> {
        let edges = self.column_edges(width);
        let look = self.look();
        let header = self.header(measure, scope, style, &edges);
        let repeated = Rc::new(header.clone());
        let mut pieces = vec![Piece { keep_next: true, before: style.before, ..header }];
        let rows = measure.binder.rows(&self.rows, scope);
        for (index, value) in rows.iter().enumerate() {
            let scope = Scope { row: Some((value, index)), ..*scope };
            let fill = (self.zebra && index % 2 == 1).then_some([247, 248, 250]);
            let cells = self.columns.iter().zip(edges.windows(2)).map(|(column, edge)| {
                let style = Style { align: column.align, ..*style };
                let lines = measure.text(&column.text, &scope, &style, edge[1] - edge[0] - 2 * look.pad_x);
                Cell { x: edge[0], width: edge[1] - edge[0], lines, fill }
            });
            let mut piece = row(cells.collect(), &look);
            piece.header = Some(Rc::clone(&repeated));
            // The last row goes over with the sums, so that they never stand alone.
            piece.keep_next = index + 1 == rows.len() && !self.totals.is_empty();
            pieces.push(piece);
        }
        if let Some(empty) = self.empty.as_ref().filter(|_| rows.is_empty()) {
            let style = Style { align: TextAlign::Center, color: [110, 110, 110], ..*style };
            let lines = measure.text(empty, scope, &style, width - 2 * look.pad_x);
            pieces.push(row(vec![Cell { x: 0, width, lines, fill: None }], &look));
        }
        for (index, total) in self.totals.iter().enumerate() {
            let mut piece = self.total(total, measure, scope, style, &edges);
            piece.header = Some(Rc::clone(&repeated));
            piece.keep_next = index + 1 < self.totals.len();
            pieces.push(piece);
        }
        if let Some(last) = pieces.last_mut() {
            last.after = style.after;
        }
        pieces
    }
}

impl Table {
    fn look(&self) -> GridLook {
        GridLook {
            edges: match self.lines {
                Lines::Grid => HorizontalPlace::Grid,
                Lines::Rows => HorizontalPlace::Below,
                Lines::None => HorizontalPlace::None,
            },
            stroke: mm(0.15),
            color: [70, 70, 70],
            pad_x: mm(1.3),
            pad_y: mm(0.9),
            least_height: mm(6.0),
            at_top: false,
        }
    }

    /// Left edge of every column and the right edge of the last one; fixed widths shrink when there is no room.
    fn column_edges(&self, width: Um) -> Vec<Um> {
        let fixed: f64 =
            self.columns.iter().map(|c| if let Width::Fixed(w) = c.width { f64::from(w) } else { 0.0 }).sum();
        let shares: f64 =
            self.columns.iter().map(|c| if let Width::Share(s) = c.width { f64::from(s) } else { 0.0 }).sum();
        let least_share = if shares > 0.0 { 0.1 } else { 0.0 };
        let scale = if fixed > 0.0 { (f64::from(width) * (1.0 - least_share) / fixed).min(1.0) } else { 1.0 };
        let rest = f64::from(width) - fixed * scale;
        let mut edges = vec![0];
        let mut x = 0.0;
        for column in &self.columns {
            x += match column.width {
                Width::Fixed(fixed) => f64::from(fixed) * scale,
                Width::Share(share) => rest * f64::from(share) / shares,
            };
            edges.push(x.round() as Um);
        }
        edges
    }

    fn header<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, edges: &[Um]) -> Piece {
        let look = GridLook {
            edges: if self.lines == Lines::Rows { HorizontalPlace::Both } else { self.look().edges },
            ..self.look()
        };
        let style = Style { bold: true, align: TextAlign::Center, ..*style };
        let cells = self.columns.iter().zip(edges.windows(2)).map(|(column, edge)| {
            let align = if self.lines == Lines::Grid { TextAlign::Center } else { column.align };
            let lines =
                measure.text(&column.label, scope, &Style { align, ..style }, edge[1] - edge[0] - 2 * look.pad_x);
            Cell { x: edge[0], width: edge[1] - edge[0], lines, fill: Some([240, 240, 240]) }
        });
        row(cells.collect(), &look)
    }

    fn total<'a>(
        &self,
        total: &[Total],
        measure: &mut Measure<'a>,
        scope: &Scope<'a>,
        style: &Style,
        edges: &[Um],
    ) -> Piece {
        let look = self.look();
        let mut start = 0;
        let mut cells = Vec::with_capacity(total.len());
        for cell in total {
            let (left, right) = (edges[start], edges[start + cell.span]);
            let style = Style { bold: true, align: cell.align, ..*style };
            let lines = measure.text(&cell.text, scope, &style, right - left - 2 * look.pad_x);
            cells.push(Cell { x: left, width: right - left, lines, fill: None });
            start += cell.span;
        }
        row(cells, &look)
    }
}
