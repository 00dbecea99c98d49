//! What a block kind is: typed options, checked once, measured for every document.

use engine_definitions::BlockDocument;
use engine_errors::{Code, Problem, Problems};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::bind::{RichOptions, RichText, Scope};
use crate::layout::{Measure, Piece};
use crate::registry;
use crate::style::{Style, Styles, pointer_part};
use crate::units::Um;

/// Blocks inside blocks.
const MAX_DEPTH: usize = 8;

/// A checked block, ready to be measured with data.
pub(crate) trait Block: Send + Sync {
    /// The pieces of the block at this width. Problems go to `measure`.
    fn measure<'a>(&self, measure: &mut Measure<'a>, scope: &Scope<'a>, style: &Style, width: Um) -> Vec<Piece>;
}

/// A kind of block: one file in `blocks/`, one line in the registry.
pub(crate) trait BlockKind: Block + Sized + 'static {
    /// The word in the document.
    const KIND: &'static str;
    /// The settings.
    type Options: DeserializeOwned + JsonSchema;

    /// The kind's own look; a named style still wins.
    fn style(base: Style, _options: &Self::Options) -> Style {
        base
    }

    /// Checks the settings beyond their shape and compiles their texts.
    fn parse(options: Self::Options, parser: &mut Parser<'_>) -> Self;
}

/// A block in its place in the template.
pub(crate) struct Node {
    pub block: Box<dyn Block>,
    pub style: Style,
    pub when: Option<String>,
    pub pointer: String,
}

/// Reads blocks and collects everything that is wrong with them.
pub(crate) struct Parser<'a> {
    pub styles: &'a Styles,
    pub problems: &'a mut Problems,
    /// JSON pointer of the options being read.
    pub pointer: String,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub fn new(styles: &'a Styles, problems: &'a mut Problems) -> Self {
        Self { styles, problems, pointer: String::new(), depth: 0 }
    }

    /// Compiles the text of an option.
    pub fn rich(&mut self, options: &RichOptions, key: &str) -> RichText {
        RichText::parse(options, &format!("{}/{key}", self.pointer), self.problems)
    }

    /// Reports a wrong option.
    pub fn refuse(&mut self, key: &str, reason: &str) {
        let problem = Problem::at(Code::PrintTemplateInvalid, format!("{}/{key}", self.pointer));
        self.problems.push(problem.with("reason", reason));
    }

    /// Reports a number outside its range.
    pub fn range(&mut self, key: &str, value: f32, low: f32, high: f32) {
        if !(low..=high).contains(&value) {
            let problem = Problem::at(Code::PrintTemplateInvalid, format!("{}/{key}", self.pointer));
            self.problems.push(
                problem.with("reason", "out_of_range").with("minimum", f64::from(low)).with("maximum", f64::from(high)),
            );
        }
    }

    /// Reads the blocks of an option.
    pub fn children(&mut self, documents: &[BlockDocument], key: &str) -> Vec<Node> {
        let pointer = format!("{}/{key}", self.pointer);
        self.nodes(documents, &pointer)
    }

    /// Reads a list of blocks that stands at `pointer`.
    pub fn nodes(&mut self, documents: &[BlockDocument], pointer: &str) -> Vec<Node> {
        if self.depth >= MAX_DEPTH {
            let problem = Problem::at(Code::PrintTemplateInvalid, pointer);
            self.problems.push(problem.with("reason", "blocks_too_deep").with("maximum", MAX_DEPTH));
            return Vec::new();
        }
        let outer = std::mem::take(&mut self.pointer);
        self.depth += 1;
        let mut nodes = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            nodes.extend(self.node(document, format!("{pointer}/{index}")));
        }
        self.depth -= 1;
        self.pointer = outer;
        nodes
    }

    fn node(&mut self, document: &BlockDocument, pointer: String) -> Option<Node> {
        let Some(read) = registry::find(&document.kind) else {
            let problem = Problem::at(Code::KindUnknown, format!("{pointer}/kind"));
            self.problems.push(problem.with("kind", document.kind.as_str()));
            return None;
        };
        self.pointer = format!("{pointer}/options");
        let (block, style) = (read.parse)(&document.options, &document.style, &pointer, self)?;
        Some(Node { block, style, when: document.when.clone().filter(|when| !when.trim().is_empty()), pointer })
    }
}

/// Reads options of kind `K`; the path of a wrong one is given to the letter.
pub(crate) fn parse_kind<K: BlockKind>(
    options: &Map<String, Value>,
    style_name: &str,
    pointer: &str,
    parser: &mut Parser<'_>,
) -> Option<(Box<dyn Block>, Style)> {
    let options: K::Options = match serde_path_to_error::deserialize(Value::Object(options.clone())) {
        Ok(options) => options,
        Err(error) => {
            let path = format!("{}{}", parser.pointer, pointer_of(error.path()));
            let detail = error.into_inner().to_string();
            let problem = Problem::at(Code::PrintTemplateInvalid, path);
            parser.problems.push(problem.with("reason", "options").with("detail", detail));
            return None;
        }
    };
    let style = parser.styles.of_block(style_name, |base| K::style(base, &options));
    if style.is_none() {
        let problem = Problem::at(Code::ReferenceDangling, format!("{pointer}/style"));
        parser.problems.push(problem.with("name", style_name));
    }
    let block = K::parse(options, parser);
    Some((Box::new(block), style.unwrap_or(parser.styles.base())))
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", pointer_part(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}
