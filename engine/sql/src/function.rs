//! A function that SQLite is taught when a connection is opened: what it computes is handed in as data, because the
//! store knows neither expressions nor fields.

/// A value as SQLite holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Native {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A function of ours for SQL text on SQLite. The same arguments always give the same answer.
#[derive(Debug, Clone, Copy)]
pub struct SqlFunction {
    /// How it is called in SQL.
    pub name: &'static str,
    /// Most arguments; it is known for every count from one to this.
    pub most: usize,
    /// What it computes. An error ends the statement, which is then told as
    /// `StoreError::OutOfRange`: it has no result, which is better than a wrong one.
    pub call: fn(&[Native]) -> Result<Native, String>,
}

impl SqlFunction {
    /// The largest `most`.
    pub const ARGUMENTS: usize = 48;
}
