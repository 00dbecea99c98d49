//! PostgreSQL: every operator and function said in SQL, exactly as the evaluator computes it. Numbers are `numeric`,
//! blanks NULL; an argument that a form names more than once is computed once, behind a fence.

mod dates;
mod lists;
mod logic;
mod numbers;
mod texts;

use engine_expressions::{BinaryOperator, Type};
use engine_values::{ColumnType, Decimal, Value};

use super::emitter::{Condition, Emitter};
use super::fragment::{Fragment, joined, sql};
use super::sight::Leaf;
use super::tree::{Part, What};

/// SQL that gives a value.
#[derive(Debug, Clone)]
pub(crate) struct Sql {
    pub(crate) text: Fragment,
    pub(crate) kind: Type,
    /// It is never blank.
    pub(crate) never_null: bool,
    /// Short enough to be written twice.
    pub(crate) is_simple: bool,
    /// Most decimals of a number.
    pub(crate) scale: u32,
}

/// Numbers keep so many decimals.
pub(super) const DECIMALS: u32 = 12;

impl Sql {
    fn new(kind: Type, text: Fragment) -> Self {
        Self { text, kind, never_null: false, is_simple: false, scale: DECIMALS }
    }

    fn number(text: Fragment) -> Self {
        Self::new(Type::Number, text)
    }

    fn text(text: Fragment) -> Self {
        Self::new(Type::Text, text)
    }

    fn sure(self) -> Self {
        Self { never_null: true, ..self }
    }
}

/// How a function is said.
type Form = fn(&mut Emitter<'_, '_>, &[Part]) -> Sql;

/// Every function that has a form, by family. What is not here is refused as `not_in_sql`, on both databases.
const FORMS: &[&[(&str, Form)]] = &[logic::FORMS, texts::FORMS, numbers::FORMS, dates::FORMS, lists::FORMS];

fn form(name: &str) -> Option<Form> {
    FORMS.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, form)| *form)
}

/// Whether a function can be part of a statement.
pub(crate) fn has_form(name: &str) -> bool {
    form(name).is_some()
}

/// The names of all functions that can be part of a statement.
pub fn functions_in_sql() -> impl Iterator<Item = &'static str> {
    FORMS.iter().copied().flatten().map(|(name, _)| *name)
}

/// The type that PostgreSQL calls it.
fn native(kind: &Type) -> &'static str {
    match kind {
        Type::Number | Type::Duration => "numeric",
        Type::Boolean => "boolean",
        Type::Date => "date",
        Type::DateTime => "timestamptz",
        Type::Record => "uuid",
        _ => "text",
    }
}

impl Emitter<'_, '_> {
    /// Any part as a value.
    pub(crate) fn value(&mut self, part: &Part) -> Sql {
        if let Some(value) = self.constant(part) {
            return given(&value, &part.kind);
        }
        if part.kind == Type::Blank {
            // Made of blanks only, whatever the record.
            return given(&Value::Null, &part.kind);
        }
        match &part.what {
            What::Given => given(&Value::Null, &part.kind),
            What::Place(place) => {
                let Leaf::Column { column, .. } = &place.leaf else {
                    return given(&Value::Null, &part.kind);
                };
                let is_simple = place.hops.is_empty();
                let text = self.scalar(place);
                let (text, scale) = match column {
                    ColumnType::Int => (sql![text, "::numeric"], 0),
                    ColumnType::Decimal { scale, .. } => (text, u32::from(*scale)),
                    _ => (text, DECIMALS),
                };
                Sql { is_simple, scale, ..Sql::new(part.kind.clone(), text) }
            }
            What::Minus(inner) => {
                let inner = self.value_as(inner, &part.kind);
                Sql { text: sql!["(-", inner.text, ")"], is_simple: false, ..inner }
            }
            What::Binary(operator, left, right) => match operator {
                BinaryOperator::Add | BinaryOperator::Subtract => {
                    let of_days = |part: &Part| matches!(part.kind, Type::Date | Type::DateTime);
                    if of_days(left) || of_days(right) {
                        return self.moved(*operator, left, right, &part.kind);
                    }
                    Sql { kind: part.kind.clone(), ..self.sum(*operator, left, right) }
                }
                BinaryOperator::Multiply => Sql { kind: part.kind.clone(), ..self.product(left, right) },
                BinaryOperator::Divide => Sql { kind: part.kind.clone(), ..self.quotient(left, right) },
                BinaryOperator::Join => self.concatenated(&[left, right]),
                _ => self.truth(part),
            },
            What::Not(_) => self.truth(part),
            What::Call(name, parts) => match form(name) {
                Some(form) => form(self, parts),
                None => given(&Value::Null, &part.kind),
            },
        }
    }

    /// A part where a type is wanted: a blank gets it, and an instant becomes its day.
    pub(crate) fn value_as(&mut self, part: &Part, wanted: &Type) -> Sql {
        let found = self.value(part);
        match (&found.kind, wanted) {
            (Type::Blank, _) => given(&Value::Null, wanted),
            (Type::DateTime, Type::Date) => {
                let day = self.day(&found.text);
                Sql { text: day, kind: Type::Date, is_simple: false, ..found }
            }
            _ => found,
        }
    }

    /// TRUE or FALSE.
    fn truth(&mut self, part: &Part) -> Sql {
        Sql::new(Type::Boolean, self.condition(part).strict()).sure()
    }

    /// A comparison of computed values.
    pub(crate) fn compare_values(&mut self, operator: BinaryOperator, left: &Part, right: &Part) -> Condition {
        let kind = left.kind.common(&right.kind).unwrap_or(Type::Blank);
        let (one, two) = (self.value_as(left, &kind), self.value_as(right, &kind));
        let both = |sign: &str| sql!["(", &one.text, ")", sign, "(", &two.text, ")"];
        match operator {
            BinaryOperator::Equal if one.never_null && two.never_null => Condition::sure(both("=")),
            // Where only one side may be blank, a blank is not equal, which NULL says too.
            BinaryOperator::Equal if one.never_null || two.never_null => Condition::loose(both("=")),
            BinaryOperator::Equal => Condition::sure(both(" IS NOT DISTINCT FROM ")),
            BinaryOperator::NotEqual => Condition::sure(both(" IS DISTINCT FROM ")),
            // By code points, whatever the language of the server.
            other if kind == Type::Text => Condition::loose(both(&format!(" ~{}~ ", other.sign()))),
            other => Condition::loose(both(other.sign())),
        }
    }

    /// The day of an instant in the zone of the organisation.
    pub(super) fn day(&self, instant: &Fragment) -> Fragment {
        sql!["(", self.local(instant), ")::date"]
    }

    /// An instant as the clocks of the organisation show it.
    pub(super) fn local(&self, instant: &Fragment) -> Fragment {
        let offset = engine_expressions::default_zone().to_offset(self.moment.now).seconds();
        sql!["timezone(make_interval(secs => ", &offset.to_string(), "), ", instant, ")"]
    }

    /// The instant at which the clocks of the organisation show so.
    pub(super) fn instant(&self, local: &Fragment) -> Fragment {
        // From a time without a zone the same function makes an instant.
        self.local(local)
    }

    /// A form that names its arguments more than once. Long ones are computed once, in a sub-query that PostgreSQL does
    /// not take apart: otherwise nested forms would double with every level.
    pub(super) fn with(&mut self, arguments: Vec<Sql>, form: impl FnOnce(&[Fragment]) -> Fragment) -> Fragment {
        if arguments.iter().all(|argument| argument.is_simple) {
            let texts: Vec<Fragment> = arguments.into_iter().map(|argument| argument.text).collect();
            return form(&texts);
        }
        self.fenced(arguments, form)
    }

    /// The same, always in a sub-query: for forms that PostgreSQL must not compute while it plans, because with
    /// constants it would also compute the branch that is not taken.
    pub(super) fn fenced(&mut self, arguments: Vec<Sql>, form: impl FnOnce(&[Fragment]) -> Fragment) -> Fragment {
        let alias = self.conditions.alias();
        let names: Vec<Fragment> = (0..arguments.len()).map(|place| sql![&alias, ".a", &place.to_string()]).collect();
        let columns = arguments.into_iter().enumerate().map(|(place, argument)| {
            sql!["(", argument.text, ")::", native(&argument.kind), " AS a", &place.to_string()]
        });
        let columns = joined(columns, ",");
        sql!["(SELECT ", form(&names), " FROM (SELECT ", columns, " OFFSET 0) ", &alias, ")"]
    }

    /// A number as a count between two bounds, fractions cut off; beyond them it is the bound.
    pub(super) fn clamped(&mut self, part: &Part, low: i64, high: i64) -> Sql {
        if let Some(value) = self.constant(part) {
            let whole =
                value.as_decimal().map(|number| number.trunc().max(Decimal::from(low)).min(Decimal::from(high)));
            return match whole {
                Some(whole) => Sql { is_simple: true, ..Sql::number(sql![&whole.normalize().to_string()]).sure() },
                None => Sql { is_simple: true, ..Sql::number(sql!["NULL::int"]) },
            };
        }
        let number = self.value_as(part, &Type::Number);
        let (low, high) = (low.to_string(), high.to_string());
        Sql::number(self.with(vec![number], |names| match names {
            [x] => sql![
                "(CASE WHEN ",
                x,
                "<",
                &low,
                " THEN ",
                &low,
                " WHEN ",
                x,
                ">",
                &high,
                " THEN ",
                &high,
                " ELSE trunc(",
                x,
                ") END)::int"
            ],
            _ => sql![],
        }))
    }

    /// A number as a count between two bounds; NULL beyond them, where the evaluator has no result.
    pub(super) fn bounded(&mut self, part: &Part, low: i64, high: i64) -> Sql {
        let number = self.value_as(part, &Type::Number);
        let (low, high) = (low.to_string(), high.to_string());
        Sql::number(self.with(vec![number], |names| match names {
            [x] => sql!["(CASE WHEN trunc(", x, ") BETWEEN ", &low, " AND ", &high, " THEN trunc(", x, ") END)::int"],
            _ => sql![],
        }))
    }
}

/// A value that is known before the statement runs.
fn given(value: &Value, kind: &Type) -> Sql {
    let typed = |column, value: &Value| Fragment::bind(column, value.clone());
    let mut scale = DECIMALS;
    let text = match value {
        Value::Null => sql!["NULL::", native(kind)],
        Value::Bool(flag) => sql![if *flag { "TRUE" } else { "FALSE" }],
        Value::Decimal(number) => {
            let number = number.normalize();
            scale = number.scale();
            let digits = u8::try_from(scale).unwrap_or(u8::MAX);
            if number.mantissa().unsigned_abs() < 10_u128.pow(18) && digits <= 18 {
                typed(ColumnType::Decimal { precision: 18, scale: digits }, &Value::Decimal(number))
            } else {
                sql![Fragment::text(&number.to_string()), "::text::numeric"]
            }
        }
        Value::Text(text) => Fragment::text(text),
        Value::Date(_) => typed(ColumnType::Date, value),
        Value::Instant(_) => typed(ColumnType::Instant, value),
        Value::Id(_) => typed(ColumnType::Id, value),
        _ => sql!["NULL"],
    };
    Sql { is_simple: true, never_null: !value.is_null(), scale, ..Sql::new(kind.clone(), text) }
}
