//! Rows of cells: what tables, field grids and approval histories are made of.

use std::rc::Rc;

use super::piece::{Mark, Piece};
use crate::style::Color;
use crate::text::Line;
use crate::units::Um;

/// A cell with its text already set.
pub(crate) struct Cell {
    pub x: Um,
    pub width: Um,
    pub lines: Vec<Line>,
    /// Background.
    pub fill: Option<Color>,
}

/// Which edges of a row are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HorizontalPlace {
    /// Around every cell.
    Grid,
    /// A rule below the row.
    Below,
    /// A rule above and below.
    Both,
    /// Nothing.
    None,
}

/// The look of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GridLook {
    pub edges: HorizontalPlace,
    pub stroke: Um,
    pub color: Color,
    /// Blank between an edge and the text; `pad_x` was already taken off the width the lines were set to.
    pub pad_x: Um,
    pub pad_y: Um,
    pub least_height: Um,
    /// Text stands at the top of its cell, not in the middle of its height.
    pub at_top: bool,
}

/// One row as one piece.
pub(crate) fn row(cells: Vec<Cell>, look: &GridLook) -> Piece {
    let text_height = |cell: &Cell| cell.lines.iter().map(|line| line.height).sum::<Um>();
    let height = cells.iter().map(text_height).max().unwrap_or(0) + 2 * look.pad_y;
    let height = height.max(look.least_height);
    let left = cells.iter().map(|cell| cell.x).min().unwrap_or(0);
    let right = cells.iter().map(|cell| cell.x + cell.width).max().unwrap_or(0);
    let mut piece = Piece { height, ..Piece::default() };
    for cell in &cells {
        if let Some(color) = cell.fill {
            piece.marks.push(Mark::Fill { x: cell.x, y: 0, width: cell.width, height, color });
        }
    }
    for cell in &cells {
        if look.edges == HorizontalPlace::Grid {
            let (stroke, color) = (look.stroke, look.color);
            piece.marks.push(Mark::Frame { x: cell.x, y: 0, width: cell.width, height, stroke, color });
        }
    }
    let mut rule = |y: Um| {
        let (width, color) = (right - left, look.color);
        piece.marks.push(Mark::Fill { x: left, y, width, height: look.stroke, color });
    };
    if look.edges == HorizontalPlace::Both {
        rule(0);
    }
    if matches!(look.edges, HorizontalPlace::Both | HorizontalPlace::Below) {
        rule(height - look.stroke);
    }
    for cell in cells {
        let mut y = if look.at_top { look.pad_y } else { (height - text_height(&cell)) / 2 };
        for line in cell.lines {
            let line_height = line.height;
            piece.marks.push(Mark::Text { x: cell.x + look.pad_x, y, line: Rc::new(line) });
            y += line_height;
        }
    }
    piece
}
