//! What a block is given to measure itself: text setting, images, conditions, and a place for problems.

use std::rc::Rc;

use engine_definitions::TextAlign;
use engine_errors::{Code, Problem, Problems};
use serde_json::Value;

use super::piece::{Mark, Piece};
use crate::bind::{Binder, RichText, Scope};
use crate::block::Node;
use crate::pdf::UsedImages;
use crate::style::Style;
use crate::text::{Line, LineRules, Typesetter};
use crate::units::Um;

/// The highest single text: 200 metres, some 800 pages. More is an accident or an attack.
const HIGHEST_TEXT: i64 = 200_000_000;

/// Decides the conditions of a template: the expression's text and the data it sees.
pub type Conditions<'a> = &'a dyn Fn(&str, &Value) -> Result<bool, String>;

/// The means of one render.
pub(crate) struct Measure<'a> {
    pub binder: &'a Binder<'a>,
    pub typesetter: Typesetter<'a>,
    pub images: UsedImages<'a>,
    pub conditions: Conditions<'a>,
    pub language: &'a str,
    /// How high the body of a page is; a block that keeps together must be lower.
    pub body_height: Um,
    pub problems: Problems,
}

impl<'a> Measure<'a> {
    /// Binds and sets a text.
    pub fn text(&mut self, text: &RichText, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Line> {
        let spans = text.spans(self.binder, scope, style, &mut self.problems);
        let lines = self.typesetter.lines(&spans, LineRules::from(style), width);
        self.report_missing(text.pointer());
        let height: i64 = lines.iter().map(|line| i64::from(line.height)).sum();
        if height > HIGHEST_TEXT {
            self.problems
                .push(Problem::at(Code::TooLong, text.pointer()).with("maximum_metres", HIGHEST_TEXT / 1_000_000));
            return Vec::new();
        }
        lines
    }

    /// Sets plain text that comes from the block itself.
    pub fn words(&mut self, words: &str, style: &Style, width: Um, pointer: &str) -> Vec<Line> {
        let span = crate::bind::Span { text: words.to_owned(), size: style.size, bold: style.bold, color: style.color };
        let lines = self.typesetter.lines(std::slice::from_ref(&span), LineRules::from(style), width);
        self.report_missing(pointer);
        lines
    }

    fn report_missing(&mut self, pointer: &str) {
        for character in self.typesetter.take_missing() {
            let problem = Problem::at(Code::GlyphMissing, pointer)
                .with("character", character.to_string())
                .with("codepoint", format!("U+{:04X}", u32::from(character)));
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }

    /// Measures blocks below each other, leaving out those whose condition does not hold.
    pub fn nodes(&mut self, nodes: &[Node], scope: &Scope<'a>, width: Um) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for node in nodes {
            if self.holds(node, scope) {
                pieces.extend(node.block.measure(self, scope, &node.style, width));
            }
        }
        pieces
    }

    fn holds(&mut self, node: &Node, scope: &Scope<'a>) -> bool {
        let Some(expression) = &node.when else { return true };
        match (self.conditions)(expression, &self.binder.condition_scope(scope)) {
            Ok(holds) => holds,
            Err(detail) => {
                self.problems.push(
                    Problem::at(Code::ExpressionInvalid, format!("{}/when", node.pointer)).with("detail", detail),
                );
                false
            }
        }
    }
}

/// The lines of a paragraph as pieces: no single first or last line stays alone on a page.
pub(crate) fn paragraph(lines: Vec<Line>, style: &Style) -> Vec<Piece> {
    let count = lines.len();
    let mut pieces: Vec<Piece> = lines
        .into_iter()
        .map(|line| {
            let keep_next = line.first && !line.last;
            Piece {
                height: line.height,
                keep_next,
                marks: vec![Mark::Text { x: 0, y: 0, line: Rc::new(line) }],
                ..Piece::default()
            }
        })
        .collect();
    for index in 0..count {
        let ends_next = |piece: &Piece| matches!(&piece.marks[0], Mark::Text { line, .. } if line.last && !line.first);
        if pieces.get(index + 1).is_some_and(ends_next) {
            pieces[index].keep_next = true;
        }
    }
    if let Some(first) = pieces.first_mut() {
        first.before = style.before;
    }
    if let Some(last) = pieces.last_mut() {
        last.after = style.after;
    }
    pieces
}

/// The left edge of something `inner` wide in `outer`.
pub(crate) fn aligned(align: TextAlign, outer: Um, inner: Um) -> Um {
    match align {
        TextAlign::Start | TextAlign::Justify => 0,
        TextAlign::Center => (outer - inner) / 2,
        TextAlign::End => outer - inner,
    }
}
