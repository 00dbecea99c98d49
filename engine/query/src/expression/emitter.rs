//! What both databases have in common: aliases, sub-queries along a place, constants, and conditions whose shape lets an
//! index be used.

use engine_expressions::{BinaryOperator, Type};
use engine_sql::Dialect;
use engine_values::{ColumnType, Decimal, Value};

use super::fragment::{Fragment, joined, sql};
use super::moment::Moment;
use super::sight::{Hop, Leaf, Place};
use super::tree::{Part, What};
use crate::predicate::Conditions;

/// Writes one expression for one place in a statement.
pub(crate) struct Emitter<'a, 'b> {
    pub(crate) dialect: Dialect,
    pub(crate) conditions: &'a mut Conditions<'b>,
    /// The alias of the record's table.
    pub(crate) alias: &'a str,
    pub(crate) moment: &'a Moment,
    /// Names that lead to rows, as the evaluator wants to be told.
    pub(crate) rows: &'a [engine_expressions::RowsPath],
}

/// A condition, and whether it may be NULL where it means false.
pub(crate) struct Condition {
    pub(crate) text: Fragment,
    pub(crate) never_null: bool,
}

impl Condition {
    pub(crate) fn sure(text: Fragment) -> Self {
        Self { text, never_null: true }
    }

    pub(crate) fn loose(text: Fragment) -> Self {
        Self { text, never_null: false }
    }

    pub(crate) fn flag(flag: bool) -> Self {
        Self::sure(sql![if flag { "1=1" } else { "1=0" }])
    }

    /// Never NULL.
    pub(crate) fn strict(self) -> Fragment {
        if self.never_null { sql!["(", self.text, ")"] } else { sql!["((", self.text, ") IS TRUE)"] }
    }
}

/// A sub-query over child rows.
pub(crate) struct RowsSql {
    /// ` FROM … WHERE …`
    pub(crate) from: Fragment,
    /// The value in each row; a text that is empty is NULL.
    pub(crate) leaf: Fragment,
    /// What puts the rows in their order.
    pub(crate) order: String,
}

impl Emitter<'_, '_> {
    /// The value of a part that depends on no record.
    pub(crate) fn constant(&self, part: &Part) -> Option<Value> {
        if part.is_constant { self.moment.constant(&part.ast, &part.kind) } else { None }
    }

    /// The tables along a way, and the alias of the last.
    fn way(&mut self, hops: &[Hop]) -> (Fragment, String, String) {
        let mut from = sql![" FROM "];
        let mut filter = Fragment::default();
        let (mut before, mut of_rows) = (self.alias.to_owned(), String::new());
        for (place, hop) in hops.iter().enumerate() {
            let object = self.conditions.model.object(hop.object);
            let alias = self.conditions.alias();
            // Behind rows, a blank reference still is a row with a blank.
            let word = if of_rows.is_empty() { " JOIN " } else { " LEFT JOIN " };
            let joins = if hop.to_children {
                of_rows.clone_from(&alias);
                sql![&alias, ".", &hop.column, "=", &before, ".id"]
            } else {
                sql![&alias, ".id=", &before, ".", &hop.column]
            };
            let seen = (hop.rows != engine_access::Rows::All)
                .then(|| Fragment::written(self.dialect, |sql| self.conditions.rows(sql, object, &alias, &hop.rows)));
            let condition = joined(std::iter::once(joins).chain(seen), " AND ");
            if place == 0 {
                from = sql![from, &object.table, " ", &alias];
                filter = condition;
            } else {
                from = sql![from, word, &object.table, " ", &alias, " ON ", condition];
            }
            before = alias;
        }
        (sql![from, " WHERE ", filter], before, of_rows)
    }

    /// A single value: a column, or a scalar sub-query. An empty text stays one.
    pub(crate) fn raw(&mut self, place: &Place) -> Fragment {
        let Leaf::Column { name, .. } = &place.leaf else { return sql!["NULL"] };
        if place.hops.is_empty() {
            return sql![self.alias, ".", name];
        }
        let (from, last, _) = self.way(&place.hops);
        sql!["(SELECT ", &last, ".", name, from, ")"]
    }

    /// A single value whose blank is NULL.
    pub(crate) fn scalar(&mut self, place: &Place) -> Fragment {
        let raw = self.raw(place);
        blanked(place, raw)
    }

    /// The values of child rows.
    pub(crate) fn many(&mut self, place: &Place) -> RowsSql {
        let (from, last, of_rows) = self.way(&place.hops);
        let leaf = match &place.leaf {
            Leaf::Rows => sql![&last, ".id"],
            Leaf::Column { name, .. } => blanked(place, sql![&last, ".", name]),
        };
        RowsSql { from, leaf, order: format!("{of_rows}.position,{of_rows}.id") }
    }

    /// A part as a condition; NULL means false.
    pub(crate) fn condition(&mut self, part: &Part) -> Condition {
        use BinaryOperator as B;
        match self.constant(part) {
            Some(value) => return Condition::flag(value == Value::Bool(true)),
            None if part.is_constant => return self.other(part),
            None => {}
        }
        match &part.what {
            What::Binary(B::And, left, right) => self.both(&[left, right], " AND "),
            What::Binary(B::Or, left, right) => self.both(&[left, right], " OR "),
            What::Call("AND", parts) => self.both(&parts.iter().collect::<Vec<_>>(), " AND "),
            What::Call("OR", parts) => self.both(&parts.iter().collect::<Vec<_>>(), " OR "),
            What::Not(inner) => {
                let inner = self.condition(inner);
                Condition::sure(sql!["(", inner.text, ") IS NOT TRUE"])
            }
            What::Binary(operator, left, right) if operator.is_comparison() => {
                self.compare(*operator, left, right, part)
            }
            What::Call("ISBLANK", parts) => match parts.first() {
                Some(inner) => self.is_blank(inner).unwrap_or_else(|| self.other(part)),
                None => Condition::flag(true),
            },
            What::Place(place) if part.kind == Type::Boolean => Condition::loose(self.raw(place)),
            _ => self.other(part),
        }
    }

    fn both(&mut self, parts: &[&Part], word: &str) -> Condition {
        let parts: Vec<Condition> = parts.iter().map(|part| self.condition(part)).collect();
        let never_null = parts.iter().all(|part| part.never_null);
        let text = joined(parts.into_iter().map(|part| part.text), word);
        Condition { text: sql!["(", text, ")"], never_null }
    }

    /// What only one of the databases knows how to say.
    fn other(&mut self, part: &Part) -> Condition {
        match self.dialect {
            Dialect::Postgres => Condition::loose(self.value_as(part, &Type::Boolean).text),
            Dialect::Sqlite => Condition::sure(self.handed_over(part, super::program::Form::Condition)),
        }
    }

    /// Whether a part is blank, where that can be said without computing it.
    fn is_blank(&mut self, part: &Part) -> Option<Condition> {
        let What::Place(place) = &part.what else { return None };
        if place.is_many {
            let rows = self.many(place);
            let filled = if place.leaf == Leaf::Rows { sql![] } else { sql![" AND ", rows.leaf, " IS NOT NULL"] };
            return Some(Condition::sure(sql!["NOT EXISTS (SELECT 1", rows.from, filled, ")"]));
        }
        let Leaf::Column { column, .. } = &place.leaf else { return None };
        let empty = match column {
            ColumnType::TextList => Some(Fragment::bind(ColumnType::TextList, Value::List(Vec::new()))),
            ColumnType::Text if place.hops.is_empty() => Some(Fragment::text("")),
            _ => None,
        };
        Some(Condition::sure(match empty {
            Some(empty) => {
                let raw = self.raw(place);
                sql!["(", &raw, " IS NULL OR ", &raw, "=", empty, ")"]
            }
            None => sql![self.scalar(place), " IS NULL"],
        }))
    }

    fn compare(&mut self, operator: BinaryOperator, left: &Part, right: &Part, whole: &Part) -> Condition {
        use BinaryOperator as B;
        let (one, two) = (self.constant(left), self.constant(right));
        let (towards, part, value) = match (one, two) {
            (_, Some(value)) => (operator, left, value),
            (Some(value), _) => (flipped(operator), right, value),
            (None, None) => return self.compare_two(operator, left, right, whole),
        };
        if value.is_blank() {
            let blank = self.is_blank(part);
            return match (towards, blank) {
                (B::Equal, Some(blank)) => blank,
                (B::NotEqual, Some(blank)) => Condition::sure(sql!["NOT (", blank.text, ")"]),
                (B::Equal | B::NotEqual, None) => self.compare_two(operator, left, right, whole),
                _ => Condition::flag(false),
            };
        }
        match &part.what {
            What::Place(place) if !place.is_many => match &place.leaf {
                Leaf::Column { column, .. } if *column != ColumnType::TextList => {
                    self.against(towards, place, *column, &value)
                }
                _ => self.compare_two(operator, left, right, whole),
            },
            _ => self.compare_two(operator, left, right, whole),
        }
    }

    /// A column against a value that is not blank, in the column's own form, so that an index serves.
    fn against(&mut self, operator: BinaryOperator, place: &Place, column: ColumnType, value: &Value) -> Condition {
        use BinaryOperator as B;
        let brought = match column {
            ColumnType::Int => brought(operator, value, 0, ColumnType::Int),
            ColumnType::Decimal { scale, .. } => {
                brought(operator, value, scale, ColumnType::Decimal { precision: 18, scale })
            }
            _ => Brought::Bind(operator, Fragment::bind(column, value.clone())),
        };
        let (operator, bind) = match brought {
            Brought::Bind(operator, bind) => (operator, bind),
            Brought::Never => return Condition::flag(operator == B::NotEqual),
            Brought::AnyFilled => return Condition::sure(sql![self.raw(place), " IS NOT NULL"]),
        };
        // An empty text is blank, and smaller than nothing.
        let is_text = column == ColumnType::Text && matches!(operator, B::Less | B::LessOrEqual);
        let shaped = |name: Fragment| if is_text { blanked(place, name) } else { name };
        if operator == B::NotEqual {
            let unlike = match self.dialect {
                Dialect::Sqlite => " IS NOT ",
                Dialect::Postgres => " IS DISTINCT FROM ",
            };
            return Condition::sure(sql![self.raw(place), unlike, bind]);
        }
        if place.hops.is_empty() {
            let name = shaped(self.raw(place));
            return Condition::loose(sql![name, operator.sign(), bind]);
        }
        // The record that is referred to and has the value: the database may begin there.
        let Leaf::Column { name, .. } = &place.leaf else { return Condition::flag(false) };
        let (from, last, _) = self.way(&place.hops);
        let name = shaped(sql![&last, ".", name]);
        Condition::sure(sql!["EXISTS (SELECT 1", from, " AND ", name, operator.sign(), bind, ")"])
    }

    /// Two parts that both depend on the record, or on more than a column.
    fn compare_two(&mut self, operator: BinaryOperator, left: &Part, right: &Part, whole: &Part) -> Condition {
        match self.dialect {
            Dialect::Postgres => self.compare_values(operator, left, right),
            Dialect::Sqlite => self.compare_natively(operator, left, right, whole).unwrap_or_else(|| self.other(whole)),
        }
    }
}

/// An empty text as NULL; every other value as it is.
fn blanked(place: &Place, raw: Fragment) -> Fragment {
    match &place.leaf {
        Leaf::Column { column: ColumnType::Text, .. } => sql!["NULLIF(", raw, ",", Fragment::text(""), ")"],
        _ => raw,
    }
}

fn flipped(operator: BinaryOperator) -> BinaryOperator {
    use BinaryOperator as B;
    match operator {
        B::Less => B::Greater,
        B::LessOrEqual => B::GreaterOrEqual,
        B::Greater => B::Less,
        B::GreaterOrEqual => B::LessOrEqual,
        other => other,
    }
}

/// A number brought to the scale of the column that it is compared with.
enum Brought {
    Bind(BinaryOperator, Fragment),
    /// No number of the column is equal.
    Never,
    /// Every number of the column is.
    AnyFilled,
}

/// A constant between two numbers of the column compares like one of them.
fn brought(operator: BinaryOperator, value: &Value, scale: u8, column: ColumnType) -> Brought {
    use BinaryOperator as B;
    let Some(number) = value.as_decimal() else { return Brought::Never };
    let number = number.normalize();
    let extra = number.scale().saturating_sub(u32::from(scale));
    let unit = 10_i128.pow(extra);
    let (below, rest) = (number.mantissa().div_euclid(unit), number.mantissa().rem_euclid(unit));
    let missing = u32::from(scale).saturating_sub(number.scale());
    let (operator, minor) = match operator {
        // x > 1.5 and x >= 1.5 both begin at 2, and x < 1.5 and x <= 1.5 both end at 1.
        B::Greater | B::GreaterOrEqual if rest != 0 => (B::GreaterOrEqual, Some(below + 1)),
        B::Less | B::LessOrEqual if rest != 0 => (B::LessOrEqual, Some(below)),
        _ if rest != 0 => return Brought::Never,
        same => (same, 10_i128.checked_pow(missing).and_then(|unit| below.checked_mul(unit))),
    };
    let limit = if column == ColumnType::Int { i128::from(i64::MAX) } else { 10_i128.pow(18) - 1 };
    match minor.filter(|minor| minor.abs() <= limit).and_then(|minor| i64::try_from(minor).ok()) {
        Some(minor) => {
            let value = match column {
                ColumnType::Int => Value::Int(minor),
                _ => Value::Decimal(Decimal::new(minor, u32::from(scale))),
            };
            Brought::Bind(operator, Fragment::bind(column, value))
        }
        // Larger than any number of the column.
        None => match (operator, number.is_sign_negative()) {
            (B::Less | B::LessOrEqual, false) | (B::Greater | B::GreaterOrEqual, true) => Brought::AnyFilled,
            _ => Brought::Never,
        },
    }
}
