//! What a physical table has to look like. Names are made by us (`o_contract_k3f9`, `f_amount_7ad2`): lower-case ASCII,
//! at most 63 bytes, never a word of SQL, never text of a user.

use engine_values::ColumnType;

/// A table of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLayout {
    /// Physical name.
    pub name: String,
    /// Columns; the first is the primary key `id`.
    pub columns: Vec<ColumnLayout>,
    /// Groups of columns with unique values together (records where any of them is null do not count).
    pub unique: Vec<Vec<String>>,
    /// Groups of columns that have an index together, beyond those marked in the columns.
    pub indexes: Vec<Vec<String>>,
    /// Its rows go with the rows that they refer to: a table of links.
    pub cascades: bool,
}

/// A column. Every column but the key is nullable: rules are enforced before the database (storage.md §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLayout {
    /// Physical name.
    pub name: String,
    /// How values lie in it.
    pub column: ColumnType,
    /// The physical table whose `id` it refers to, as a real foreign key.
    pub references: Option<String>,
    /// Has an index.
    pub indexed: bool,
}
