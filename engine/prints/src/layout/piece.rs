//! The piece: what is never broken over pages unless it is taller than one.

use std::rc::Rc;

use crate::style::Color;
use crate::text::Line;
use crate::units::Um;

/// Something to draw, its place counted from the top left of its piece.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// A set line of text.
    Text { x: Um, y: Um, line: Rc<Line> },
    /// A filled rectangle: backgrounds and rules.
    Fill { x: Um, y: Um, width: Um, height: Um, color: Color },
    /// The outline of a rectangle.
    Frame { x: Um, y: Um, width: Um, height: Um, stroke: Um, color: Color },
    /// An image by its place in the list of used images.
    Image { x: Um, y: Um, width: Um, height: Um, image: usize, multiply: bool },
}

/// A stretch of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    pub height: Um,
    /// Wanted space above and below; neighbours share the larger one, page edges swallow it.
    pub before: Um,
    pub after: Um,
    /// Stays on the page of the piece after it.
    pub keep_next: bool,
    /// Begins a page.
    pub break_before: bool,
    /// Repeated on top of a page that begins with this piece.
    pub header: Option<Rc<Piece>>,
    pub marks: Vec<Mark>,
}

impl Mark {
    /// The mark moved.
    pub fn moved(mut self, dx: Um, dy: Um) -> Self {
        match &mut self {
            Self::Text { x, y, .. } | Self::Fill { x, y, .. } | Self::Frame { x, y, .. } | Self::Image { x, y, .. } => {
                *x = x.saturating_add(dx);
                *y = y.saturating_add(dy);
            }
        }
        self
    }

    /// Top and bottom.
    pub fn extent(&self) -> (Um, Um) {
        match self {
            Self::Text { y, line, .. } => (*y, y.saturating_add(line.height)),
            Self::Fill { y, height, .. } | Self::Frame { y, height, .. } | Self::Image { y, height, .. } => {
                (*y, y.saturating_add(*height))
            }
        }
    }
}

impl Piece {
    /// Takes no height and is drawn over what lies there.
    pub fn is_overlay(&self) -> bool {
        self.height == 0 && !self.marks.is_empty()
    }

    /// Moves all marks.
    pub fn shifted(mut self, dx: Um, dy: Um) -> Self {
        self.marks = self.marks.into_iter().map(|mark| mark.moved(dx, dy)).collect();
        self
    }
}

/// The space between two neighbours.
pub(super) fn gap(after: Um, before: Um) -> Um {
    after.max(before)
}

/// Pieces laid below each other as one piece that stays together; page breaks inside are ignored.
pub(crate) fn stack(pieces: Vec<Piece>) -> Piece {
    let mut whole = Piece::default();
    let mut previous_after: Option<Um> = None;
    for piece in pieces {
        let overlay = piece.is_overlay();
        let y = match previous_after {
            Some(after) if !overlay => whole.height.saturating_add(gap(after, piece.before)),
            Some(_) => whole.height,
            None => {
                whole.before = piece.before;
                0
            }
        };
        whole.marks.extend(piece.marks.into_iter().map(|mark| mark.moved(0, y)));
        if !overlay {
            whole.height = y.saturating_add(piece.height);
            whole.after = piece.after;
            previous_after = Some(piece.after);
        }
    }
    whole
}
