//! `print_template`: a paginated document filled from one record.
//! The body's blocks are described by `kind` plus `options`; their meaning is in `engine/prints/src/blocks`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Label, is_default, short_number};

/// A print template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintTemplateDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// The object it prints.
    pub object: String,
    /// Handlebars text for the file name, without extension.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file_name: String,
    /// Paper and margins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page: PageDocument,
    /// Named text styles; `default` is the base of all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub styles: BTreeMap<String, TextStyleDocument>,
    /// Blocks at the top of every page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub header: Vec<BlockDocument>,
    /// Blocks at the bottom of every page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub footer: Vec<BlockDocument>,
    /// The content.
    pub body: Vec<BlockDocument>,
}

/// Paper and margins in millimetres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PageDocument {
    /// Paper.
    pub size: PageSize,
    /// Wider than high.
    #[serde(skip_serializing_if = "is_default")]
    pub landscape: bool,
    /// Top, right, bottom, left; the bands lie inside the top and bottom margins.
    #[serde(serialize_with = "short_number::four")]
    pub margin_mm: [f32; 4],
}

impl Default for PageDocument {
    fn default() -> Self {
        Self { size: PageSize::A4, landscape: false, margin_mm: [25.0, 22.0, 22.0, 22.0] }
    }
}

/// Paper sizes (ISO 216).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum PageSize {
    A3,
    #[default]
    A4,
    A5,
}

/// A text style. What is left out comes from the style `default`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TextStyleDocument {
    /// Type size in points.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short_number::one")]
    pub size_pt: Option<f32>,
    /// Bold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bold: Option<bool>,
    /// `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Where the lines stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<TextAlign>,
    /// Line height as a multiple of the type size.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short_number::one")]
    pub line_height: Option<f32>,
    /// Space above in millimetres.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short_number::one")]
    pub before_mm: Option<f32>,
    /// Space below in millimetres.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short_number::one")]
    pub after_mm: Option<f32>,
    /// First-line indent in ems (2 is usual in Chinese).
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short_number::one")]
    pub indent_em: Option<f32>,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum TextAlign {
    #[default]
    Start,
    Center,
    End,
    Justify,
}

/// One block of a print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockDocument {
    /// The block kind, a key of the registry in `engine/prints`.
    pub kind: String,
    /// Named style.
    #[serde(default, skip_serializing_if = "is_default")]
    pub style: String,
    /// Drawn only when this boolean expression over `record` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Settings of the kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Map<String, Value>,
}
