//! Pieces onto pages: nothing lost, order kept, headers repeated, kept-together pieces moved together.

use std::collections::VecDeque;

use super::piece::{Piece, gap};
use super::split::split;
use crate::units::Um;

/// A page: pieces with their distance from the top of the body.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub pieces: Vec<(Um, Piece)>,
}

struct Filler {
    height: Um,
    done: Vec<Page>,
    page: Page,
    y: Um,
    after: Um,
    /// Something other than a repeated header lies on the page.
    filled: bool,
}

/// Lays pieces on pages whose body is `height` high; there is always at least one page.
pub(crate) fn paginate(pieces: Vec<Piece>, height: Um) -> Vec<Page> {
    let mut filler = Filler { height, done: Vec::new(), page: Page::default(), y: 0, after: 0, filled: false };
    let mut queue: VecDeque<Piece> = pieces.into();
    let mut in_group = false;
    while let Some(piece) = queue.pop_front() {
        let starts_group = !in_group;
        in_group = piece.keep_next;
        if piece.is_overlay() {
            let y = filler.y;
            filler.page.pieces.push((y, piece));
            continue;
        }
        if !filler.filled && !filler.done.is_empty() && piece.marks.is_empty() && !piece.break_before {
            continue; // Blank space at the top of a page serves nothing.
        }
        if piece.break_before && filler.filled {
            filler.turn();
        }
        if piece.break_before && piece.height == 0 {
            continue; // It was only the break.
        }
        if starts_group && filler.filled && !filler.group_fits(&piece, &queue) {
            filler.turn();
        }
        if !filler.filled {
            filler.repeat_header(&piece);
        }
        if filler.fits(&piece) {
            filler.put(piece);
        } else if filler.filled {
            filler.turn();
            in_group = !starts_group;
            queue.push_front(piece);
        } else {
            match split(piece, filler.height - filler.y) {
                Ok((upper, lower)) => {
                    filler.put(upper);
                    filler.turn();
                    in_group = false;
                    queue.push_front(lower);
                }
                // A single line or image higher than the page: it runs over the edge rather than vanish.
                Err(piece) => filler.put(piece),
            }
        }
    }
    filler.finish()
}

impl Filler {
    fn gap_before(&self, piece: &Piece) -> Um {
        if self.filled { gap(self.after, piece.before) } else { 0 }
    }

    fn fits(&self, piece: &Piece) -> bool {
        self.y + self.gap_before(piece) + piece.height <= self.height
    }

    fn put(&mut self, piece: Piece) {
        let y = self.y + self.gap_before(&piece);
        self.y = y + piece.height;
        self.after = piece.after;
        self.filled = true;
        self.page.pieces.push((y, piece));
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.y = 0;
        self.after = 0;
        self.filled = false;
    }

    fn repeat_header(&mut self, piece: &Piece) {
        let Some(header) = piece.header.as_ref().filter(|header| header.height * 2 < self.height) else { return };
        if self.page.pieces.is_empty() {
            self.page.pieces.push((0, header.as_ref().clone()));
            self.y = header.height;
        }
    }

    /// True when the chain that begins with `first` fits here, or would not fit on a fresh page either.
    fn group_fits(&self, first: &Piece, rest: &VecDeque<Piece>) -> bool {
        if !first.keep_next {
            return true;
        }
        let mut here = self.y + self.gap_before(first) + first.height;
        let mut fresh = first.height + first.header.as_ref().map_or(0, |header| header.height);
        let (mut after, mut chained) = (first.after, true);
        let mut pair = None;
        for piece in rest.iter().filter(|piece| !piece.is_overlay()) {
            if !chained || piece.break_before {
                break;
            }
            let step = gap(after, piece.before) + piece.height;
            here += step;
            fresh += step;
            pair.get_or_insert(here);
            (after, chained) = (piece.after, piece.keep_next);
            if fresh > self.height {
                // Too long to keep: at least the first two stay together.
                return pair.is_some_and(|pair| pair <= self.height);
            }
        }
        here <= self.height
    }

    fn finish(mut self) -> Vec<Page> {
        if !self.page.pieces.is_empty() || self.done.is_empty() {
            self.done.push(self.page);
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;
    use crate::layout::Mark;

    const BODY: Um = 1000;
    const HEADER: Um = -1;

    /// A piece that can be told by the `x` of its only mark.
    fn piece(id: Um, height: Um) -> Piece {
        let mark = Mark::Image { x: id, y: 0, width: 1, height, image: 0, multiply: false };
        Piece { height, marks: vec![mark], ..Piece::default() }
    }

    fn id(piece: &Piece) -> Um {
        match &piece.marks[0] {
            Mark::Image { x, .. } => *x,
            _ => Um::MIN,
        }
    }

    fn ids(pages: &[Page]) -> Vec<Vec<Um>> {
        pages.iter().map(|page| page.pieces.iter().map(|(_, piece)| id(piece)).collect()).collect()
    }

    #[test]
    fn a_title_goes_with_what_follows() {
        let pieces = vec![piece(0, 900), Piece { keep_next: true, ..piece(1, 50) }, piece(2, 100)];
        assert_eq!(ids(&paginate(pieces, BODY)), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn a_chain_longer_than_a_page_flows_but_its_head_stays_whole() {
        let mut pieces = vec![piece(0, 950)];
        pieces.extend((1..40).map(|n| Piece { keep_next: true, ..piece(n, 40) }));
        let pages = ids(&paginate(pieces, BODY));
        assert_eq!(pages[0], [0]);
        assert_eq!(pages[1].len(), 25);
        assert_eq!(pages.concat(), (0..40).collect::<Vec<_>>());
    }

    #[test]
    fn space_between_neighbours_is_the_larger_one_and_none_at_the_edges() {
        let first = Piece { before: 70, after: 30, ..piece(0, 100) };
        let second = Piece { before: 50, ..piece(1, 100) };
        let pages = paginate(vec![first, second], BODY);
        assert_eq!(pages[0].pieces.iter().map(|(y, _)| *y).collect::<Vec<_>>(), [0, 150]);
    }

    #[test]
    fn a_break_begins_a_page_and_a_seal_stays_with_the_text_before_it() {
        let seal = Piece { height: 0, ..piece(1, 300) };
        let turn = Piece { break_before: true, ..Piece::default() };
        let pages = paginate(vec![piece(0, 950), seal, turn, piece(2, 10)], BODY);
        assert_eq!(ids(&pages), [vec![0, 1], vec![2]]);
    }

    proptest! {
        /// Nothing lost, nothing doubled, order kept, nothing over the edge, and every page that begins with a
        /// table row begins with the table's header.
        #[test]
        fn pages_hold_everything_once(
            rows in proptest::collection::vec((1..400_i32, any::<bool>(), 0..60_i32, any::<bool>()), 0..120)
        ) {
            let header = Rc::new(piece(HEADER, 40));
            let pieces: Vec<Piece> = (0..).zip(&rows).map(|(n, (height, keep_next, space, in_table))| Piece {
                keep_next: *keep_next,
                before: *space,
                after: space / 2,
                header: in_table.then(|| Rc::clone(&header)),
                ..piece(n, *height)
            }).collect();
            let pages = paginate(pieces, BODY);
            let seen: Vec<Um> = ids(&pages).concat().into_iter().filter(|id| *id != HEADER).collect();
            prop_assert_eq!(seen, (0..rows.len() as Um).collect::<Vec<_>>());
            for (number, page) in pages.iter().enumerate() {
                let mut bottom = 0;
                for (y, piece) in &page.pieces {
                    prop_assert!(*y >= bottom, "pieces overlap");
                    bottom = y + piece.height;
                }
                prop_assert!(bottom <= BODY);
                let first = page.pieces.iter().find(|(_, piece)| id(piece) != HEADER);
                let headed = first.is_some_and(|(_, piece)| piece.header.is_some());
                prop_assert_eq!(number == 0 && rows.is_empty(), page.pieces.is_empty());
                if headed {
                    prop_assert_eq!(id(&page.pieces[0].1), HEADER);
                }
                prop_assert_eq!(page.pieces.iter().filter(|(_, piece)| id(piece) == HEADER).count(), usize::from(headed));
            }
        }
    }
}
