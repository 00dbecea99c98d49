//! Text styles: the named ones of a template resolved against `default`.

use std::collections::BTreeMap;

use engine_definitions::{TextAlign, TextStyleDocument};
use engine_errors::{Code, Problem, Problems};

use crate::units::{Um, mm, points};

/// Red, green, blue.
pub(crate) type Color = [u8; 3];

/// The look of a paragraph, nothing left open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Type size.
    pub size: Um,
    pub bold: bool,
    pub color: Color,
    pub align: TextAlign,
    /// Line height as a multiple of the type size.
    pub line_height: f32,
    pub before: Um,
    pub after: Um,
    pub indent_em: f32,
}

/// The named styles of one template.
pub(crate) struct Styles {
    base: Style,
    named: BTreeMap<String, TextStyleDocument>,
}

impl Styles {
    /// Reads the styles of a template; wrong values become problems and are left out.
    pub fn parse(documents: &BTreeMap<String, TextStyleDocument>, problems: &mut Problems) -> Self {
        let mut base = Style {
            size: points(10.5),
            bold: false,
            color: [0, 0, 0],
            align: TextAlign::Start,
            line_height: 1.6,
            before: 0,
            after: mm(1.5),
            indent_em: 0.0,
        };
        for (name, document) in documents {
            check(name, document, problems);
        }
        if let Some(document) = documents.get("default") {
            base = merged(base, document);
        }
        Self { base, named: documents.clone() }
    }

    /// The base style.
    pub fn base(&self) -> Style {
        self.base
    }

    /// A block's style: base, then the block kind's own look, then the named style (which wins).
    pub fn of_block(&self, name: &str, own: impl FnOnce(Style) -> Style) -> Option<Style> {
        let style = own(self.base);
        if name.is_empty() {
            return Some(style);
        }
        self.named.get(name).map(|document| merged(style, document))
    }
}

fn merged(mut style: Style, document: &TextStyleDocument) -> Style {
    if let Some(size) = document.size_pt {
        style.size = points(size);
    }
    if let Some(bold) = document.bold {
        style.bold = bold;
    }
    if let Some(color) = document.color.as_deref().and_then(parse_color) {
        style.color = color;
    }
    if let Some(align) = document.align {
        style.align = align;
    }
    if let Some(line_height) = document.line_height {
        style.line_height = line_height;
    }
    if let Some(before) = document.before_mm {
        style.before = mm(before);
    }
    if let Some(after) = document.after_mm {
        style.after = mm(after);
    }
    if let Some(indent) = document.indent_em {
        style.indent_em = indent;
    }
    style
}

fn check(name: &str, document: &TextStyleDocument, problems: &mut Problems) {
    let mut range = |key: &str, value: Option<f32>, low: f32, high: f32| {
        if value.is_some_and(|value| !(low..=high).contains(&value)) {
            let path = format!("/styles/{}/{key}", pointer_part(name));
            problems.push(
                Problem::at(Code::PrintTemplateInvalid, path)
                    .with("reason", "out_of_range")
                    .with("minimum", f64::from(low))
                    .with("maximum", f64::from(high)),
            );
        }
    };
    range("size_pt", document.size_pt, 4.0, 96.0);
    range("line_height", document.line_height, 0.8, 5.0);
    range("before_mm", document.before_mm, 0.0, 100.0);
    range("after_mm", document.after_mm, 0.0, 100.0);
    range("indent_em", document.indent_em, 0.0, 20.0);
    if document.color.as_deref().is_some_and(|color| parse_color(color).is_none()) {
        let path = format!("/styles/{}/color", pointer_part(name));
        problems.push(Problem::at(Code::PrintTemplateInvalid, path).with("reason", "color_invalid"));
    }
}

/// Escapes a key for a JSON pointer.
pub(crate) fn pointer_part(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Reads `#rrggbb`.
pub(crate) fn parse_color(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_have_six_digits() {
        assert_eq!(parse_color("#c00010"), Some([0xc0, 0, 0x10]));
        assert_eq!(parse_color("#c0001"), None);
        assert_eq!(parse_color("red"), None);
        assert_eq!(parse_color("#红红"), None);
    }

    #[test]
    fn a_named_style_wins_over_the_kind_and_the_kind_over_the_base() {
        let mut documents = BTreeMap::new();
        documents.insert("default".to_owned(), TextStyleDocument { size_pt: Some(12.0), ..Default::default() });
        documents.insert("small".to_owned(), TextStyleDocument { size_pt: Some(9.0), ..Default::default() });
        let mut problems = Vec::new();
        let styles = Styles::parse(&documents, &mut problems);
        assert!(problems.is_empty());
        let heading = |base: Style| Style { bold: true, size: points(16.0), ..base };
        assert_eq!(styles.of_block("", heading).map(|style| style.size), Some(points(16.0)));
        let small = styles.of_block("small", heading).expect("known");
        assert_eq!((small.size, small.bold), (points(9.0), true));
        assert!(styles.of_block("missing", heading).is_none());
    }
}
