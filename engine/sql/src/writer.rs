//! Writes a statement piece by piece.

use std::sync::Arc;

use engine_values::{ColumnType, Value};

use crate::{Bind, Dialect, Statement};

/// Collects text and binds. Text comes only from string literals and from physical names that we made.
#[derive(Debug)]
pub struct SqlWriter {
    dialect: Dialect,
    /// Only binds are collected: the text is known already.
    is_silent: bool,
    text: String,
    places: Vec<usize>,
    columns: Vec<ColumnType>,
    binds: Vec<Bind>,
}

impl SqlWriter {
    /// An empty statement.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        let text = String::with_capacity(512);
        Self { dialect, is_silent: false, text, places: Vec::new(), columns: Vec::new(), binds: Vec::new() }
    }

    /// A writer that collects binds for a statement whose text was written before; see [`Statement::with_binds`].
    #[must_use]
    pub fn silent(dialect: Dialect) -> Self {
        Self {
            dialect,
            is_silent: true,
            text: String::new(),
            places: Vec::new(),
            columns: Vec::new(),
            binds: Vec::new(),
        }
    }

    /// The database it is for.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Appends text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        if !self.is_silent {
            self.text.push_str(text);
        }
        self
    }

    /// Appends a bind value.
    pub fn bind(&mut self, column: ColumnType, value: impl Into<Value>) -> &mut Self {
        if !self.is_silent {
            self.places.push(self.text.len());
        }
        self.binds.push(Bind { column, value: value.into() });
        self
    }

    /// Appends ` IN (…)`. The list is padded to the next power of two with its last value, so that few shapes exist
    /// in the statement caches; an empty list matches nothing.
    pub fn in_list(&mut self, column: ColumnType, values: impl IntoIterator<Item = Value>) -> &mut Self {
        let values: Vec<Value> = values.into_iter().collect();
        let Some(last) = values.last().cloned() else {
            return self.push(" IN (NULL)");
        };
        let size = values.len().next_power_of_two();
        self.push(" IN (");
        for (index, value) in values.into_iter().chain(std::iter::repeat(last)).take(size).enumerate() {
            if index > 0 {
                self.push(",");
            }
            self.bind(column, value);
        }
        self.push(")")
    }

    /// Declares the type of the next result column, in the order of the select list.
    pub fn column(&mut self, column: ColumnType) -> &mut Self {
        self.columns.push(column);
        self
    }

    /// Declares several result columns.
    pub fn columns(&mut self, columns: &[ColumnType]) -> &mut Self {
        self.columns.extend_from_slice(columns);
        self
    }

    /// The binds alone.
    #[must_use]
    pub fn into_binds(self) -> Vec<Bind> {
        self.binds
    }

    /// The finished statement.
    #[must_use]
    pub fn finish(self) -> Statement {
        Statement::new(Arc::from(self.text), Arc::from(self.places), Arc::from(self.columns), self.binds)
    }
}
