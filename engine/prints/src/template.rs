//! A print template, checked once and rendered many times.

use engine_definitions::{Label, PageDocument, PageSize, PrintTemplateDocument};
use engine_errors::{Code, Problem, Problems};

use crate::bind::TextTemplate;
use crate::block::{Node, Parser};
use crate::style::Styles;
use crate::units::{Um, mm};

/// The least room for content, both ways.
const LEAST_BODY: Um = 30_000;

/// Paper and margins in micrometres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper {
    pub width: Um,
    pub height: Um,
    pub top: Um,
    pub right: Um,
    pub bottom: Um,
    pub left: Um,
}

/// A checked template.
pub struct Template {
    pub(crate) name: String,
    pub(crate) label: Label,
    pub(crate) file_name: TextTemplate,
    pub(crate) paper: Paper,
    pub(crate) header: Vec<Node>,
    pub(crate) footer: Vec<Node>,
    pub(crate) body: Vec<Node>,
}

impl Template {
    /// Checks a template document.
    ///
    /// # Errors
    /// Every problem found, each with the JSON pointer of its place in the document.
    pub fn parse(document: &PrintTemplateDocument) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let paper = paper_of(&document.page, &mut problems);
        let styles = Styles::parse(&document.styles, &mut problems);
        let file_name = TextTemplate::parse(&document.file_name, "/file_name", &mut problems);
        let mut parser = Parser::new(&styles, &mut problems);
        let header = parser.nodes(&document.header, "/header");
        let footer = parser.nodes(&document.footer, "/footer");
        let body = parser.nodes(&document.body, "/body");
        if !problems.is_empty() {
            return Err(problems);
        }
        let (name, label) = (document.name.clone(), document.label.clone());
        Ok(Self { name, label, file_name, paper, header, footer, body })
    }
}

fn paper_of(page: &PageDocument, problems: &mut Problems) -> Paper {
    let (short, long) = match page.size {
        PageSize::A3 => (297_000, 420_000),
        PageSize::A4 => (210_000, 297_000),
        PageSize::A5 => (148_000, 210_000),
    };
    let (width, height) = if page.landscape { (long, short) } else { (short, long) };
    let margins = page.margin_mm;
    for (index, margin) in margins.iter().enumerate() {
        if !(0.0..=200.0).contains(margin) {
            let problem = Problem::at(Code::PrintTemplateInvalid, format!("/page/margin_mm/{index}"));
            problems.push(problem.with("reason", "out_of_range").with("minimum", 0).with("maximum", 200));
        }
    }
    let [top, right, bottom, left] = margins.map(mm);
    if width - left - right < LEAST_BODY || height - top - bottom < LEAST_BODY {
        let problem = Problem::at(Code::PrintTemplateInvalid, "/page/margin_mm");
        problems.push(problem.with("reason", "no_room"));
    }
    Paper { width, height, top, right, bottom, left }
}
