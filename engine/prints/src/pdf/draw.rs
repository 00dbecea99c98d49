//! Marks to page operations. The vertical axis turns here: layout counts from the top, PDF from the bottom.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{
    Codepoint, Color as PdfColor, DictItem, ExtendedGraphicsStateId, FontId, Op, PaintMode, PdfFontHandle, Pt, Rect,
    Rgb, TextItem, TextMatrix, TextRenderingMode, WindingOrder, XObjectId, XObjectTransform,
};

use super::document::Sheet;
use super::subset::Subset;
use super::unicode::{Meanings, Spelled, spelled, utf16};
use crate::layout::Mark;
use crate::style::Color;
use crate::text::{GlyphRun, Line, PlacedGlyph};
use crate::units::{Um, part, to_points};

/// The smallest deviation, in thousandths of an em, that is worth a correction in the text.
const TOLERANCE: i64 = 2;

/// Draws one page; remembers what is set to keep the content short.
pub(super) struct Pen<'a> {
    subsets: &'a [Option<Arc<Subset>>],
    meanings: &'a [Meanings],
    height: Um,
    ops: Vec<Op>,
    fill: Option<Color>,
    stroke: Option<(Color, Um)>,
    font: Option<(usize, Um)>,
    thick: bool,
}

impl<'a> Pen<'a> {
    pub fn new(subsets: &'a [Option<Arc<Subset>>], meanings: &'a [Meanings], height: Um) -> Self {
        Self { subsets, meanings, height, ops: Vec::new(), fill: None, stroke: None, font: None, thick: false }
    }

    /// The operations of a page: seals last, over everything.
    pub fn sheet(mut self, sheet: &Sheet) -> Vec<Op> {
        let over = |mark: &&(Um, Um, Mark)| matches!(mark.2, Mark::Image { multiply: true, .. });
        for (x, y, mark) in sheet.marks.iter().filter(|mark| !over(mark)).chain(sheet.marks.iter().filter(over)) {
            self.mark(*x, *y, mark);
        }
        self.ops
    }

    fn mark(&mut self, left: Um, top: Um, mark: &Mark) {
        match mark {
            Mark::Text { x, y, line } => self.line(left + x, top + y, line),
            Mark::Fill { x, y, width, height, color } => {
                self.fill(*color);
                self.rectangle([left + x, top + y, *width, *height], PaintMode::Fill);
            }
            Mark::Frame { x, y, width, height, stroke, color } => {
                self.stroke(*color, *stroke);
                self.rectangle([left + x, top + y, *width, *height], PaintMode::Stroke);
            }
            Mark::Image { x, y, width, height, image, multiply } => {
                self.image([left + x, top + y, *width, *height], *image, *multiply);
            }
        }
    }

    fn fill(&mut self, color: Color) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            self.ops.push(Op::SetFillColor { col: pdf_color(color) });
        }
    }

    fn stroke(&mut self, color: Color, width: Um) {
        if self.stroke != Some((color, width)) {
            self.stroke = Some((color, width));
            self.ops.push(Op::SetOutlineColor { col: pdf_color(color) });
            self.ops.push(Op::SetOutlineThickness { pt: Pt(to_points(width)) });
        }
    }

    fn rectangle(&mut self, [x, y, width, height]: [Um; 4], mode: PaintMode) {
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(to_points(x)),
                y: Pt(to_points(self.height - y - height)),
                width: Pt(to_points(width)),
                height: Pt(to_points(height)),
                mode: Some(mode),
                winding_order: Some(WindingOrder::NonZero),
            },
        });
    }

    fn image(&mut self, [x, y, width, height]: [Um; 4], image: usize, multiply: bool) {
        if multiply {
            self.ops.push(Op::SaveGraphicsState);
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId("Multiply".to_owned()) });
        }
        self.ops.push(Op::UseXobject {
            id: XObjectId(format!("I{image}")),
            transform: XObjectTransform {
                translate_x: Some(Pt(to_points(x))),
                translate_y: Some(Pt(to_points(self.height - y - height))),
                scale_x: Some(to_points(width)),
                scale_y: Some(to_points(height)),
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        });
        if multiply {
            self.ops.push(Op::RestoreGraphicsState);
        }
    }

    fn line(&mut self, left: Um, top: Um, line: &Line) {
        if line.runs.is_empty() {
            return;
        }
        self.ops.push(Op::StartTextSection);
        let spelled = spelled(line, self.meanings);
        let mut spans = spelled.as_slice();
        let mut count = 0;
        for run in &line.runs {
            self.prepare(run);
            let mut glyphs = run.glyphs.as_slice();
            while !glyphs.is_empty() {
                let next =
                    spans.first().map_or(usize::MAX, |span| if span.start > count { span.start } else { span.end });
                let (now, rest) = glyphs.split_at(glyphs.len().min(next - count));
                if let Some(span) = spans.first().filter(|span| span.start == count) {
                    self.begin_spelled(span);
                }
                self.glyphs(left, self.height - top - line.baseline, run, now);
                count += now.len();
                if spans.first().is_some_and(|span| span.end == count) {
                    self.ops.push(Op::EndMarkedContent);
                    spans = &spans[1..];
                }
                glyphs = rest;
            }
        }
        self.ops.push(Op::EndTextSection);
    }

    fn begin_spelled(&mut self, span: &Spelled) {
        let map = BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(utf16(&span.text)))]);
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
    }

    /// Sets color, weight and font of a run.
    fn prepare(&mut self, run: &GlyphRun) {
        self.fill(run.color);
        if run.thicken {
            self.stroke(run.color, part(run.size, 0.028).max(1));
        }
        if self.thick != run.thicken {
            self.thick = run.thicken;
            let mode = if run.thicken { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
            self.ops.push(Op::SetTextRenderingMode { mode });
        }
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            let font = PdfFontHandle::External(FontId(font_name(run.face)));
            self.ops.push(Op::SetFont { font, size: Pt(to_points(run.size)) });
        }
    }

    fn glyphs(&mut self, left: Um, baseline: Um, run: &GlyphRun, mut glyphs: &[PlacedGlyph]) {
        let Some(Some(subset)) = self.subsets.get(run.face) else { return };
        while let Some(first) = glyphs.first() {
            let level = glyphs.iter().take_while(|glyph| glyph.dy == first.dy).count();
            let (now, rest) = glyphs.split_at(level);
            let matrix = [1.0, 0.0, 0.0, 1.0, to_points(left + first.x), to_points(baseline + first.dy)];
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) });
            let mut points = Vec::with_capacity(now.len());
            // Where the reader's pen is after the glyph, in thousandths of an em from the first one.
            let mut pen = 0_i64;
            for (index, glyph) in now.iter().enumerate() {
                let code = subset.codes.get(&glyph.id).copied().unwrap_or(0);
                pen += i64::from(subset.widths.get(usize::from(code)).copied().unwrap_or(0));
                let mut offset = 0;
                if let Some(next) = now.get(index + 1) {
                    let wanted = i64::from(next.x - first.x) * 1000 / i64::from(run.size.max(1));
                    if (pen - wanted).abs() >= TOLERANCE {
                        offset = pen - wanted;
                        pen = wanted;
                    }
                }
                points.push(Codepoint::new(code, offset as f32));
            }
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(points)] });
            glyphs = rest;
        }
    }
}

/// The resource name of a face.
pub(super) fn font_name(face: usize) -> String {
    format!("T{face}")
}

fn pdf_color([red, green, blue]: Color) -> PdfColor {
    let channel = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    PdfColor::Rgb(Rgb { r: channel(red), g: channel(green), b: channel(blue), icc_profile: None })
}
