//! The kinds of blocks. A new kind is a file in `blocks/` and a line here.

use schemars::Schema;
use serde_json::{Map, Value};

use crate::block::{Block, BlockKind, Parser, parse_kind};
use crate::blocks::*;
use crate::style::Style;

type Parse = fn(&Map<String, Value>, &str, &str, &mut Parser<'_>) -> Option<(Box<dyn Block>, Style)>;

/// One line of the registry.
pub struct KindEntry {
    /// The word in the document.
    pub kind: &'static str,
    /// JSON Schema of its options.
    pub schema: fn() -> Schema,
    pub(crate) parse: Parse,
}

const fn entry<K: BlockKind>() -> KindEntry {
    KindEntry { kind: K::KIND, schema: schema_for::<K>, parse: parse_kind::<K> }
}

fn schema_for<K: BlockKind>() -> Schema {
    schemars::schema_for!(K::Options)
}

const KINDS: &[KindEntry] = &[
    entry::<paragraph::Paragraph>(),
    entry::<heading::Heading>(),
    entry::<fields::Fields>(),
    entry::<table::Table>(),
    entry::<image::Image>(),
    entry::<seal::Seal>(),
    entry::<signature::Signature>(),
    entry::<approvals::Approvals>(),
    entry::<space::Space>(),
    entry::<line::Rule>(),
    entry::<page_break::PageBreak>(),
    entry::<columns::Columns>(),
    entry::<section::Section>(),
    entry::<band::Band>(),
];

/// Every kind of block, for schemas, settings panels and contract tests.
#[must_use]
pub fn block_kinds() -> &'static [KindEntry] {
    KINDS
}

pub(crate) fn find(kind: &str) -> Option<&'static KindEntry> {
    KINDS.iter().find(|entry| entry.kind == kind)
}
