//! A text of several runs, each with its own weight, size and color.

use engine_errors::{Code, Problem, Problems};
use schemars::JsonSchema;
use serde::Deserialize;

use super::scope::{Binder, Scope};
use super::text::TextTemplate;
use crate::style::{Color, Style, parse_color};
use crate::units::{Um, points};

/// A run as written in the template.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunOptions {
    /// Handlebars text.
    pub text: String,
    /// Bold; the style's when left out.
    #[serde(default)]
    pub bold: Option<bool>,
    /// Type size in points.
    #[serde(default)]
    pub size_pt: Option<f32>,
    /// `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
}

/// Text in a template: one string, or runs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RichOptions {
    /// One run in the style of the block.
    Text(String),
    /// Several runs.
    Runs(Vec<RunOptions>),
}

impl Default for RichOptions {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

#[derive(Debug, Clone)]
struct Run {
    text: TextTemplate,
    bold: Option<bool>,
    size: Option<Um>,
    color: Option<Color>,
}

/// Compiled text of one place in the template.
#[derive(Debug, Clone)]
pub(crate) struct RichText {
    runs: Vec<Run>,
    pointer: String,
}

/// A stretch of bound text in one look.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub text: String,
    pub size: Um,
    pub bold: bool,
    pub color: Color,
}

impl RichText {
    /// Compiles the text at `pointer`.
    pub fn parse(options: &RichOptions, pointer: &str, problems: &mut Problems) -> Self {
        let runs = match options {
            RichOptions::Text(text) => {
                vec![Run { text: TextTemplate::parse(text, pointer, problems), bold: None, size: None, color: None }]
            }
            RichOptions::Runs(runs) => runs
                .iter()
                .enumerate()
                .map(|(index, run)| parse_run(run, &format!("{pointer}/{index}"), problems))
                .collect(),
        };
        Self { runs, pointer: pointer.to_owned() }
    }

    /// The text for a scope in a style. A run that fails is left out and its problem kept.
    pub fn spans(&self, binder: &Binder<'_>, scope: &Scope<'_>, style: &Style, problems: &mut Problems) -> Vec<Span> {
        let mut spans = Vec::with_capacity(self.runs.len());
        for run in &self.runs {
            match run.text.write(binder, scope, &self.pointer) {
                Ok(text) => spans.push(Span {
                    text,
                    size: run.size.unwrap_or(style.size),
                    bold: run.bold.unwrap_or(style.bold),
                    color: run.color.unwrap_or(style.color),
                }),
                Err(problem) => problems.push(problem),
            }
        }
        spans
    }

    /// Where it stands in the template.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

fn parse_run(run: &RunOptions, pointer: &str, problems: &mut Problems) -> Run {
    let color = run.color.as_deref().and_then(|color| {
        let parsed = parse_color(color);
        if parsed.is_none() {
            problems.push(
                Problem::at(Code::PrintTemplateInvalid, format!("{pointer}/color")).with("reason", "color_invalid"),
            );
        }
        parsed
    });
    if run.size_pt.is_some_and(|size| !(4.0..=96.0).contains(&size)) {
        problems
            .push(Problem::at(Code::PrintTemplateInvalid, format!("{pointer}/size_pt")).with("reason", "out_of_range"));
    }
    Run {
        text: TextTemplate::parse(&run.text, &format!("{pointer}/text"), problems),
        bold: run.bold,
        size: run.size_pt.map(points),
        color,
    }
}
