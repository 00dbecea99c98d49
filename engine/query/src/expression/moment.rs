//! What an expression reads besides the record, and the value of parts that need no record.

use engine_expressions::{Ast, CheckedExpression, Path, Root, Source, Type, evaluate};
use engine_values::{Id, Timestamp, Value};

/// When, and for whom.
#[derive(Debug, Clone, Default)]
pub struct Moment {
    /// The instant that NOW and TODAY go by.
    pub now: Timestamp,
    /// Who asks, if somebody does.
    pub user: Option<Id>,
    /// His department.
    pub department: Option<Id>,
    /// His name.
    pub user_name: String,
}

impl Moment {
    /// The value of a `user.` path.
    pub(crate) fn value(&self, path: &Path) -> Value {
        match (path.root, path.names.first().map(String::as_str)) {
            (Root::User, Some("id")) => self.user.map(Value::Id).unwrap_or_default(),
            (Root::User, Some("department")) => self.department.map(Value::Id).unwrap_or_default(),
            (Root::User, Some("name")) => Value::from(self.user_name.as_str()),
            _ => Value::Null,
        }
    }

    /// The value of a part that depends on no record; nothing when it has none, such as an overflow.
    pub(crate) fn constant(&self, ast: &Ast, result: &Type) -> Option<Value> {
        evaluate(&alone(ast, result), self).ok()
    }
}

/// A part as an expression of its own.
pub(crate) fn alone(ast: &Ast, result: &Type) -> CheckedExpression {
    CheckedExpression {
        ast: ast.clone(),
        result: result.clone(),
        dependencies: Vec::new(),
        rows: Vec::new(),
        reads_clock: false,
        reads_user: false,
        reads_tables: false,
    }
}

impl Source for Moment {
    fn value(&self, path: &Path) -> Value {
        self.value(path)
    }

    fn row_count(&self, _: &Path) -> usize {
        0
    }

    fn row_values(&self, _: &Path) -> Vec<Value> {
        Vec::new()
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn user(&self) -> Option<Id> {
        self.user
    }
}
