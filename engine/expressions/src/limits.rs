//! What bounds the size and cost of an expression.

/// The limits of the language. They hold for everybody, so that a document is valid everywhere or nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Limits;

impl Limits {
    /// Longest source text in characters.
    pub const SOURCE_CHARS: usize = 10_000;
    /// Most nodes of a tree.
    pub const NODES: usize = 2_000;
    /// Deepest nesting, counted in nodes from the root; a chain `a + b + c` nests too.
    pub const DEPTH: usize = 64;
    /// Most references a path may follow, as in `customer.owner.name`.
    pub const HOPS: usize = 4;
    /// Steps one evaluation may take: one per node and per row of a list, and one per 16 bytes of text made.
    pub const FUEL: u32 = 1_000_000;
    /// Most warnings that one evaluation notes.
    pub const WARNINGS: usize = 10;
    /// Longest text an evaluation may make, in bytes.
    pub const TEXT_BYTES: usize = 100_000;
}
