//! Numbers as whole numbers of their scale, with a bound that proves them exact. SQLite quietly turns a sum or product
//! beyond 64 bits into a float, so nothing is computed in it that might get there unnoticed.

use engine_expressions::{BinaryOperator, Type};
use engine_values::ColumnType;

use super::emitter::Emitter;
use super::fragment::{Fragment, sql};
use super::sight::Leaf;
use super::sqlite::whole_bind;
use super::tree::{Part, What};

/// Above the largest whole number of 64 bits.
const LIMIT: u128 = 1 << 63;
/// Rows of a table.
const ROWS: u128 = 10_u128.pow(15);
/// A text that names so many columns and constants is short enough to be written twice.
const LIGHT: u32 = 48;
/// Numbers keep so many decimals; beyond, products are rounded, which is the evaluator's work.
const DECIMALS: u32 = 12;

/// SQL that gives a whole number of 10^-scale.
#[derive(Debug, Clone)]
pub(crate) struct Whole {
    pub(crate) text: Fragment,
    pub(crate) scale: u32,
    /// Its absolute value is at most this.
    pub(crate) bound: u128,
    never_null: bool,
    /// How many columns and constants its text names; none where it must not be written twice.
    weight: Option<u32>,
    /// Every step on the way is exact; the last one is, too, as far as `bound` says.
    steps_are_exact: bool,
    /// The columns that it is computed from, where those are all it is computed from.
    columns: Option<Vec<Fragment>>,
    /// What it is, where that is known.
    value: Option<i64>,
}

impl Whole {
    pub(crate) fn is_exact(&self) -> bool {
        self.steps_are_exact && self.bound < LIMIT
    }

    fn constant(number: i64, scale: u32) -> Self {
        let bound = u128::from(number.unsigned_abs());
        let text = whole_bind(number);
        Self {
            text,
            scale,
            bound,
            never_null: true,
            weight: Some(1),
            steps_are_exact: true,
            columns: Some(Vec::new()),
            value: Some(number),
        }
    }

    /// The same number at a larger scale.
    fn at(self, scale: u32) -> Option<Self> {
        let missing = scale.checked_sub(self.scale)?;
        if missing == 0 {
            return Some(self);
        }
        let unit = 10_u128.checked_pow(missing)?;
        if let Some(value) = self.value {
            return Some(Self::constant(value.checked_mul(i64::try_from(unit).ok()?)?, scale));
        }
        let steps_are_exact = self.is_exact();
        let text = sql!["(", self.text, "*", &unit.to_string(), ")"];
        let bound = self.bound.checked_mul(unit)?;
        (unit < LIMIT).then_some(Self { text, scale, bound, steps_are_exact, ..self })
    }

    /// The columns to be looked at before two numbers may be compared in whole numbers.
    pub(crate) fn guarded(&self, other: &Self) -> Option<Vec<Fragment>> {
        let mut columns: Vec<Fragment> = Vec::new();
        for column in self.columns.iter().chain(&other.columns).flatten() {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        (self.columns.is_some() && other.columns.is_some()).then_some(columns)
    }

    fn columns_of(one: &Self, two: &Self) -> Option<Vec<Fragment>> {
        Some([one.columns.clone()?, two.columns.clone()?].concat())
    }
}

/// Two numbers at one scale.
pub(crate) struct Side;

impl Side {
    /// The texts to compare, when the comparison is right for every row: both exact, or one exact and the other left
    /// the whole numbers in its last step only, after which it is a float beyond every whole number.
    pub(crate) fn comparable(one: &Whole, two: &Whole) -> Option<(Fragment, Fragment)> {
        let scale = one.scale.max(two.scale);
        let (one, two) = (one.clone().at(scale)?, two.clone().at(scale)?);
        let is_fine = one.steps_are_exact && two.steps_are_exact && (one.is_exact() || two.is_exact());
        is_fine.then_some((one.text, two.text))
    }
}

impl Emitter<'_, '_> {
    /// A number that SQLite computes in whole numbers; with `digits`, as it is while every column has at most so many.
    pub(crate) fn whole(&mut self, part: &Part, digits: Option<u32>) -> Option<Whole> {
        if part.kind != Type::Number {
            return None;
        }
        if part.is_constant {
            let number = self.constant(part)?.as_decimal()?.normalize();
            return Some(Whole::constant(i64::try_from(number.mantissa()).ok()?, number.scale()));
        }
        match &part.what {
            What::Place(place) if !place.is_many => {
                let Leaf::Column { column, .. } = &place.leaf else { return None };
                let (bound, scale) = bound_of(*column)?;
                let text = self.raw(place);
                let is_column = place.hops.is_empty();
                let bound = digits.filter(|_| is_column).map_or(bound, |digits| bound.min(10_u128.pow(digits)));
                let columns = is_column.then(|| vec![text.clone()]);
                Some(Whole {
                    text,
                    scale,
                    bound,
                    never_null: false,
                    weight: is_column.then_some(1),
                    steps_are_exact: true,
                    columns,
                    value: None,
                })
            }
            What::Minus(inner) => {
                let inner = self.whole(inner, digits)?;
                let steps_are_exact = inner.is_exact();
                Some(Whole { text: sql!["(-", inner.text, ")"], steps_are_exact, value: None, ..inner })
            }
            What::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), left, right) => {
                sum(*operator, self.whole(left, digits)?, self.whole(right, digits)?)
            }
            What::Binary(BinaryOperator::Multiply, left, right) => {
                product(&self.whole(left, digits)?, &self.whole(right, digits)?)
            }
            What::Call(name, parts) => self.aggregate(name, parts),
            _ => None,
        }
    }

    fn aggregate(&mut self, name: &str, parts: &[Part]) -> Option<Whole> {
        let [Part { what: What::Place(place), .. }] = parts else { return None };
        if !place.is_many {
            return None;
        }
        let made = |text, scale, bound, never_null| {
            Some(Whole {
                text,
                scale,
                bound,
                never_null,
                weight: None,
                steps_are_exact: true,
                columns: None,
                value: None,
            })
        };
        let of = match &place.leaf {
            Leaf::Column { column, .. } => bound_of(*column),
            Leaf::Rows => None,
        };
        let rows = self.many(place);
        let selected = |word: &str| sql!["(SELECT ", word, "(", &rows.leaf, ")", &rows.from, ")"];
        match (name, of) {
            ("COUNT", _) => made(selected("count"), 0, ROWS, true),
            // A sum beyond 64 bits ends the statement.
            ("SUM", Some((_, scale))) => made(sql!["coalesce(", selected("sum"), ",0)"], scale, LIMIT - 1, true),
            ("MIN", Some((bound, scale))) => made(selected("min"), scale, bound, false),
            ("MAX", Some((bound, scale))) => made(selected("max"), scale, bound, false),
            _ => None,
        }
    }
}

/// The largest absolute value of a column, in minor units, and its scale.
fn bound_of(column: ColumnType) -> Option<(u128, u32)> {
    match column {
        ColumnType::Decimal { precision, scale } => Some((10_u128.pow(u32::from(precision)) - 1, u32::from(scale))),
        ColumnType::Int => Some((LIMIT - 1, 0)),
        _ => None,
    }
}

/// A blank side of a sum counts as zero; two blanks are blank.
fn sum(operator: BinaryOperator, one: Whole, two: Whole) -> Option<Whole> {
    let scale = one.scale.max(two.scale);
    let (one, two) = (one.at(scale)?, two.at(scale)?);
    let weight = one.weight.zip(two.weight).map(|(one, two)| one + two);
    let (sign, alone) = if operator == BinaryOperator::Add { ("+", "") } else { ("-", "-") };
    let text = match (one.never_null, two.never_null) {
        (true, true) => sql!["(", &one.text, sign, &two.text, ")"],
        (true, false) => sql!["(", &one.text, sign, "coalesce(", &two.text, ",0))"],
        (false, true) => sql!["(coalesce(", &one.text, ",0)", sign, &two.text, ")"],
        (false, false) if weight.is_some_and(|weight| weight <= LIGHT) => {
            sql!["coalesce(", &one.text, sign, &two.text, ",", &one.text, ",", alone, &two.text, ")"]
        }
        _ => return None,
    };
    Some(Whole {
        text,
        scale,
        bound: one.bound.checked_add(two.bound)?,
        never_null: one.never_null || two.never_null,
        // The text of two sides that may both be blank names each of them twice.
        weight: weight.map(|weight| 2 * weight),
        steps_are_exact: one.is_exact() && two.is_exact(),
        columns: Whole::columns_of(&one, &two),
        value: None,
    })
}

fn product(one: &Whole, two: &Whole) -> Option<Whole> {
    let scale = one.scale + two.scale;
    (scale <= DECIMALS).then_some(())?;
    Some(Whole {
        text: sql!["(", &one.text, "*", &two.text, ")"],
        scale,
        bound: one.bound.checked_mul(two.bound)?,
        never_null: one.never_null && two.never_null,
        weight: one.weight.zip(two.weight).map(|(one, two)| one + two),
        steps_are_exact: one.is_exact() && two.is_exact(),
        columns: Whole::columns_of(one, two),
        value: None,
    })
}
