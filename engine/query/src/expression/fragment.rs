//! Parts of a statement that are put together in any order before they are written. As in a statement, text is ours and
//! values are binds.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Value};

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Bind(ColumnType, Value),
}

/// Text with binds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fragment {
    pieces: Vec<Piece>,
}

impl Fragment {
    pub(crate) fn bind(column: ColumnType, value: impl Into<Value>) -> Self {
        Self { pieces: vec![Piece::Bind(column, value.into())] }
    }

    /// A constant text: binds too, so that no quote is ever in a statement.
    pub(crate) fn text(text: &str) -> Self {
        Self::bind(ColumnType::Text, text)
    }

    /// What `write` writes.
    pub(crate) fn written(dialect: Dialect, write: impl FnOnce(&mut SqlWriter)) -> Self {
        let mut sql = SqlWriter::new(dialect);
        write(&mut sql);
        let mut fragment = Self::default();
        for (text, bind) in sql.finish().pieces() {
            fragment.push(text);
            if let Some(bind) = bind {
                fragment.pieces.push(Piece::Bind(bind.column, bind.value.clone()));
            }
        }
        fragment
    }

    pub(crate) fn push(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    pub(crate) fn write(&self, sql: &mut SqlWriter) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => sql.push(text),
                Piece::Bind(column, value) => sql.bind(*column, value.clone()),
            };
        }
    }
}

/// What can be a part of a fragment.
pub(crate) trait Append {
    fn append(self, to: &mut Fragment);
}

impl Append for &str {
    fn append(self, to: &mut Fragment) {
        to.push(self);
    }
}

impl Append for &String {
    fn append(self, to: &mut Fragment) {
        to.push(self);
    }
}

impl Append for &Fragment {
    fn append(self, to: &mut Fragment) {
        self.clone().append(to);
    }
}

impl Append for Fragment {
    fn append(self, to: &mut Fragment) {
        for piece in self.pieces {
            match piece {
                Piece::Text(text) => to.push(&text),
                bind @ Piece::Bind(..) => to.pieces.push(bind),
            }
        }
    }
}

/// A fragment from texts and fragments, in order.
macro_rules! sql {
    ($($part:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "a fragment may have no part")]
        let mut fragment = $crate::expression::fragment::Fragment::default();
        $( $crate::expression::fragment::Append::append($part, &mut fragment); )*
        fragment
    }};
}

pub(crate) use sql;

/// Fragments with a text between them.
pub(crate) fn joined(parts: impl IntoIterator<Item = Fragment>, between: &str) -> Fragment {
    let mut whole = Fragment::default();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            whole.push(between);
        }
        part.append(&mut whole);
    }
    whole
}
