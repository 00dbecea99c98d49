//! One statement ready to run.

use std::sync::Arc;

use engine_values::{ColumnType, Value};

/// A typed bind value. The type is kept beside the value because a null has one too.
#[derive(Debug, Clone, PartialEq)]
pub struct Bind {
    /// How the value lies in the database.
    pub column: ColumnType,
    /// The value.
    pub value: Value,
}

/// SQL text with places for binds, the binds, and the types of the result columns.
/// The text is shared, so that a cached plan costs no copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    text: Arc<str>,
    places: Arc<[usize]>,
    columns: Arc<[ColumnType]>,
    binds: Vec<Bind>,
}

impl Statement {
    /// A statement from its parts. `places` are byte offsets into `text`, ascending, one per bind.
    #[must_use]
    pub fn new(text: Arc<str>, places: Arc<[usize]>, columns: Arc<[ColumnType]>, binds: Vec<Bind>) -> Self {
        debug_assert_eq!(places.len(), binds.len(), "one place per bind");
        Self { text, places, columns, binds }
    }

    /// The same text with other binds, one for each place. The text is not copied.
    #[must_use]
    pub fn with_binds(&self, binds: Vec<Bind>) -> Self {
        let (text, places, columns) = (&self.text, &self.places, &self.columns);
        Self::new(Arc::clone(text), Arc::clone(places), Arc::clone(columns), binds)
    }

    /// The text without placeholders.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The binds in order.
    #[must_use]
    pub fn binds(&self) -> &[Bind] {
        &self.binds
    }

    /// The types of the result columns.
    #[must_use]
    pub fn columns(&self) -> &Arc<[ColumnType]> {
        &self.columns
    }

    /// The pieces of text around the binds: `(text before, bind)` for each bind, then the rest.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Option<&Bind>)> {
        let starts = std::iter::once(0).chain(self.places.iter().copied());
        let ends = self.places.iter().copied().chain(std::iter::once(self.text.len()));
        let binds = self.binds.iter().map(Some).chain(std::iter::once(None));
        starts.zip(ends).zip(binds).map(|((start, end), bind)| (self.text.get(start..end).unwrap_or_default(), bind))
    }

    /// The text with `?` for each bind, for snapshots and logs; values are never shown.
    #[must_use]
    pub fn display(&self) -> String {
        let mut shown = String::with_capacity(self.text.len() + self.places.len());
        for (text, bind) in self.pieces() {
            shown.push_str(text);
            if bind.is_some() {
                shown.push('?');
            }
        }
        shown
    }
}
