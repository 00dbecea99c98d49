//! The last resort for a piece taller than a page: cut between lines of text.

use super::piece::{Mark, Piece};
use crate::units::Um;

/// Space left between the last line and the closing edge of the upper part.
const EDGE: Um = 700;

/// Splits at most `limit` off the top; gives the piece back when not even the first line fits.
/// Text and images are never cut; frames and fills are closed on both sides.
pub(super) fn split(piece: Piece, limit: Um) -> Result<(Piece, Piece), Piece> {
    let is_atom = |mark: &&Mark| matches!(mark, Mark::Text { .. } | Mark::Image { .. });
    let fits = |mark: &Mark| mark.extent().1 + EDGE <= limit;
    let rest_top = piece.marks.iter().filter(is_atom).filter(|mark| !fits(mark)).map(|mark| mark.extent().0).min();
    let upper_bottom = piece.marks.iter().filter(is_atom).filter(|mark| fits(mark)).map(|mark| mark.extent().1).max();
    let Some(upper_bottom) = upper_bottom else { return Err(piece) };
    let rest_top = rest_top.unwrap_or(limit).max(0);
    let upper_height = (upper_bottom + EDGE).min(limit);
    let cut = rest_top.min(upper_height);
    let lower_shift = (rest_top - EDGE).max(0);
    if lower_shift == 0 {
        return Err(piece);
    }

    let header = piece.header.clone();
    let mut upper = Piece { height: upper_height, before: piece.before, header: header.clone(), ..Piece::default() };
    let mut lower = Piece {
        height: (piece.height - lower_shift).max(1),
        after: piece.after,
        keep_next: piece.keep_next,
        header,
        ..Piece::default()
    };
    for mark in piece.marks {
        match &mark {
            Mark::Text { .. } | Mark::Image { .. } if fits(&mark) => upper.marks.push(mark),
            Mark::Text { .. } | Mark::Image { .. } => lower.marks.push(mark.moved(0, -lower_shift)),
            Mark::Fill { .. } | Mark::Frame { .. } => {
                let (top, bottom) = mark.extent();
                if top < cut {
                    upper.marks.push(with_extent(&mark, top, bottom.min(upper_height)));
                }
                if bottom > lower_shift {
                    let lower_top = (top - lower_shift).max(0);
                    lower.marks.push(with_extent(&mark, lower_top, bottom - lower_shift));
                }
            }
        }
    }
    Ok((upper, lower))
}

fn with_extent(mark: &Mark, top: Um, bottom: Um) -> Mark {
    let mut mark = mark.clone();
    if let Mark::Fill { y, height, .. } | Mark::Frame { y, height, .. } = &mut mark {
        *y = top;
        *height = bottom - top;
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(x: Um, y: Um) -> Mark {
        Mark::Image { x, y, width: 1, height: 1000, image: 0, multiply: false }
    }

    #[test]
    fn lines_are_never_cut_and_frames_close_on_both_sides() {
        let frame = Mark::Frame { x: 0, y: 0, width: 10, height: 12_000, stroke: 1, color: [0; 3] };
        let mut marks = vec![frame];
        marks.extend((0..10).map(|n| image(n, 1000 + n * 1000)));
        let piece = Piece { height: 12_000, after: 7, marks, ..Piece::default() };
        let Ok((upper, lower)) = split(piece, 5900) else { panic!("it can be split") };
        assert_eq!(upper.marks.len() + lower.marks.len(), 12);
        assert!(upper.height <= 5900);
        assert_eq!((upper.after, lower.after), (0, 7));
        for part in [&upper, &lower] {
            let Mark::Frame { y, height, .. } = part.marks[0] else { panic!("the frame comes first") };
            assert_eq!((y, height), (0, part.height));
            assert!(part.marks.iter().all(|mark| mark.extent().0 >= 0 && mark.extent().1 <= part.height));
        }
    }

    #[test]
    fn what_cannot_be_split_comes_back() {
        let piece = Piece { height: 5000, marks: vec![image(0, 0)], ..Piece::default() };
        assert!(split(piece, 800).is_err());
    }
}
