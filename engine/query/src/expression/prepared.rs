//! An expression that is ready to become a part of statements.

use engine_expressions::{CheckedExpression, ExpressionError, RowsPath, Type, compile};
use engine_sql::{Dialect, SqlWriter};
use engine_values::ColumnType;

use super::emitter::Emitter;
use super::fragment::{Fragment, sql};
use super::moment::Moment;
use super::program::Form;
use super::sight::SqlNames;
use super::sqlite::exact_in;
use super::tree::{Part, SqlLimits, build};
use crate::predicate::Conditions;

/// An expression over records of one object with every name resolved to its place.
#[derive(Debug, Clone, PartialEq)]
pub struct SqlExpression {
    root: Part,
    rows: Vec<RowsPath>,
}

/// Where in a statement an expression is written.
pub(crate) struct At<'a, 'b> {
    pub(crate) conditions: &'a mut Conditions<'b>,
    pub(crate) alias: &'a str,
    pub(crate) moment: &'a Moment,
}

impl SqlExpression {
    /// Reads a text and checks it against the names that SQL knows.
    ///
    /// # Errors
    /// Whatever is wrong with the text, its types, or its size.
    pub fn compile(
        text: &str,
        names: SqlNames<'_>,
        result: Option<&Type>,
        limits: SqlLimits,
    ) -> Result<Self, Vec<ExpressionError>> {
        let checked = compile(text, &names, result)?;
        Self::of(&checked, names, limits)
    }

    /// The same from an expression that was checked before, against these names or fewer.
    ///
    /// # Errors
    /// Names that are not seen, functions without a form in SQL, and what is beyond the limits.
    pub fn of(
        expression: &CheckedExpression,
        names: SqlNames<'_>,
        limits: SqlLimits,
    ) -> Result<Self, Vec<ExpressionError>> {
        let built = build(names, expression, limits)?;
        Ok(Self { root: built.root, rows: built.rows })
    }

    /// The type of the result.
    #[must_use]
    pub fn result(&self) -> &Type {
        &self.root.kind
    }

    /// The condition; NULL means that it does not hold.
    pub(crate) fn condition(&self, sql: &mut SqlWriter, at: At<'_, '_>) {
        let mut emitter = self.emitter(sql.dialect(), at);
        let condition = emitter.condition(&self.root);
        sql!["(", condition.text, ")"].write(sql);
    }

    /// The value, as a column of this type.
    pub(crate) fn value(&self, sql: &mut SqlWriter, at: At<'_, '_>, column: ColumnType) {
        let dialect = sql.dialect();
        let mut emitter = self.emitter(dialect, at);
        let text = match dialect {
            Dialect::Postgres => in_column(emitter.value(&self.root).text, column),
            Dialect::Sqlite => match emitter.whole(&self.root, None) {
                Some(whole) if exact_in(&whole, column) => whole.text,
                _ => emitter.handed_over(&self.root, Form::of(column)),
            },
        };
        text.write(sql);
    }

    fn emitter<'a, 'b>(&'a self, dialect: Dialect, at: At<'a, 'b>) -> Emitter<'a, 'b> {
        Emitter { dialect, conditions: at.conditions, alias: at.alias, moment: at.moment, rows: &self.rows }
    }
}

/// A number rounded half away from zero to the scale of its column.
fn in_column(value: Fragment, column: ColumnType) -> Fragment {
    match column {
        ColumnType::Decimal { scale, .. } => sql!["round(", value, ",", &scale.to_string(), ")"],
        ColumnType::Int => sql!["round(", value, ")::bigint"],
        _ => value,
    }
}
