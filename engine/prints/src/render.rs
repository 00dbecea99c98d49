//! A render: bind and measure, paginate, set the bands, write the file. A pure function of its arguments.

use engine_errors::{Code, Problem, Problems};
use engine_values::Timestamp;
use serde_json::Value;

use crate::bind::{Binder, Scope};
use crate::block::Node;
use crate::layout::{Conditions, Measure, Page, Piece, paginate, stack};
use crate::pdf::{Caches, ImageSource, Info, Sheet, UsedImages, write};
use crate::template::{Paper, Template};
use crate::text::{Fonts, Typesetter};
use crate::units::{Um, mm};

/// Space between a band and the body.
const BAND_GAP: Um = 4_000;
/// Space between a band and the edge of the paper.
const EDGE: Um = 6_000;
/// How near a seal may come to the edge of the paper.
const SEAL_EDGE: Um = 3_000;
/// The most pages of one document.
const MAX_PAGES: usize = 20_000;

/// What a document is made from.
pub struct PrintInput<'a> {
    /// `record`, `company`, `user`, `now`, `approvals` and whatever else the template names.
    pub data: Value,
    /// Language of dates and of the words that blocks bring along, for example `zh-CN`.
    pub language: &'a str,
    /// Zone in which instants are written; 480 is China.
    pub utc_offset_minutes: i16,
    /// The date of the file.
    pub created_at: Timestamp,
    /// Images by name.
    pub images: &'a dyn ImageSource,
    /// Decides the `when` conditions.
    pub conditions: Conditions<'a>,
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Its name without extension, safe for any file system; blank when the template gives none.
    pub file_name: String,
}

/// Renders a document.
///
/// # Errors
/// Every problem found: characters in no font, broken or missing images, conditions that cannot be decided.
pub fn render(
    template: &Template,
    input: &PrintInput<'_>,
    fonts: &Fonts,
    caches: &Caches,
) -> Result<Rendered, Problems> {
    let binder = Binder::new(&input.data, input.language, input.utc_offset_minutes).map_err(|problem| vec![problem])?;
    let mut measure = Measure {
        binder: &binder,
        typesetter: Typesetter::new(fonts, input.language),
        images: UsedImages::new(input.images, caches),
        conditions: input.conditions,
        language: input.language,
        body_height: 0,
        problems: Vec::new(),
    };
    let paper = template.paper;
    let width = paper.width - paper.left - paper.right;

    // The bands are measured once to know their height and set again for every page, with its number.
    let sample = Scope { page: Some((1, 1)), ..Scope::default() };
    let header = band(&mut measure, &template.header, &sample, width);
    let footer = band(&mut measure, &template.footer, &sample, width);
    let top = if header.height > 0 { paper.top.max(EDGE + header.height + BAND_GAP) } else { paper.top };
    let bottom = if footer.height > 0 { paper.bottom.max(EDGE + footer.height + BAND_GAP) } else { paper.bottom };
    measure.body_height = (paper.height - top - bottom).max(mm(20.0));

    let pieces = measure.nodes(&template.body, &Scope::default(), width);
    let pages = paginate(pieces, measure.body_height);
    if pages.len() > MAX_PAGES {
        measure.problems.push(Problem::new(Code::TooLong).with("maximum", MAX_PAGES));
    }
    if !measure.problems.is_empty() {
        return Err(measure.problems);
    }
    let sheets = sheets(&mut measure, template, pages, (top, bottom));
    let title = template.file_name.write(&binder, &Scope::default(), "/file_name").map_err(|problem| vec![problem])?;
    if !measure.problems.is_empty() {
        return Err(measure.problems);
    }
    let info = Info {
        title: if title.trim().is_empty() {
            template.label.text(input.language).unwrap_or(&template.name)
        } else {
            title.trim()
        },
        language: input.language,
        created_at: input.created_at,
        paper: (paper.width, paper.height),
    };
    let pdf = write(&sheets, &info, &measure.images, fonts, caches).map_err(|problem| vec![problem])?;
    Ok(Rendered { pdf, pages: sheets.len(), file_name: safe_name(&title) })
}

fn band<'a>(measure: &mut Measure<'a>, nodes: &[Node], scope: &Scope<'a>, width: Um) -> Piece {
    stack(measure.nodes(nodes, scope, width))
}

fn sheets(measure: &mut Measure<'_>, template: &Template, pages: Vec<Page>, (top, bottom): (Um, Um)) -> Vec<Sheet> {
    let Paper { width, height, left, right, .. } = template.paper;
    let count = pages.len();
    let mut sheets = Vec::with_capacity(count);
    for (index, page) in pages.into_iter().enumerate() {
        let scope = Scope { page: Some((index + 1, count)), ..Scope::default() };
        let mut sheet = Sheet::default();
        let header = band(measure, &template.header, &scope, width - left - right);
        let header_top = (top - BAND_GAP - header.height).max(0);
        sheet.marks.extend(header.marks.into_iter().map(|mark| (left, header_top, mark)));
        for (y, piece) in page.pieces {
            let piece_top = if piece.is_overlay() { on_paper(&piece, top + y, height) } else { top + y };
            sheet.marks.extend(piece.marks.into_iter().map(|mark| (left, piece_top, mark)));
        }
        let footer = band(measure, &template.footer, &scope, width - left - right);
        sheet.marks.extend(footer.marks.into_iter().map(|mark| (left, height - bottom + BAND_GAP, mark)));
        sheets.push(sheet);
    }
    sheets
}

/// The top of a seal, moved so far that all of it is on the paper.
fn on_paper(piece: &Piece, top: Um, height: Um) -> Um {
    let first = piece.marks.iter().map(|mark| mark.extent().0).min().unwrap_or(0);
    let last = piece.marks.iter().map(|mark| mark.extent().1).max().unwrap_or(0);
    top.min(height - SEAL_EDGE - last).max(SEAL_EDGE - first)
}

/// Characters that no common file system takes become `_`; at most 120 characters.
fn safe_name(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .take(120)
        .collect::<String>()
        .trim_matches(['.', ' '])
        .to_owned()
}
