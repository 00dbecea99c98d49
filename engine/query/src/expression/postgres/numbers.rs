//! Numbers: exact, with at most 12 decimals, rounded half away from zero.

use engine_expressions::{BinaryOperator, Type};

use super::{DECIMALS, Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::{Fragment, sql};
use crate::expression::tree::Part;

pub(super) const FORMS: &[(&str, Form)] = &[
    ("ROUND", |emitter, parts| rounded(emitter, parts, |x, n| sql!["round(", x, ",", n, ")"])),
    ("ROUNDDOWN", |emitter, parts| rounded(emitter, parts, |x, n| sql!["trunc(", x, ",", n, ")"])),
    ("ROUNDUP", |emitter, parts| {
        rounded(emitter, parts, |x, n| {
            sql![
                "(CASE WHEN trunc(",
                x,
                ",",
                n,
                ")=",
                x,
                " THEN ",
                x,
                " ELSE trunc(",
                x,
                ",",
                n,
                ")+sign(",
                x,
                ")*power(10::numeric,-(",
                n,
                ")) END)"
            ]
        })
    }),
    ("ABS", |emitter, parts| plain(emitter, parts, "abs(")),
    ("INT", |emitter, parts| plain(emitter, parts, "floor(")),
    ("MOD", modulo),
    ("SIGN", |emitter, parts| Sql { scale: 0, ..plain(emitter, parts, "sign(") }),
    ("TRUNC", |emitter, parts| Sql { scale: 0, ..plain(emitter, parts, "trunc(") }),
    ("QUOTIENT", |emitter, parts| {
        let (x, y) = (number(emitter, parts, 0), number(emitter, parts, 1));
        Sql { scale: 0, ..Sql::number(sql!["div(", x.text, ",NULLIF(", y.text, ",0))"]) }
    }),
    // The root with many more decimals than are kept, so that rounding it again is rounding the exact one.
    ("SQRT", |emitter, parts| {
        of(emitter, parts, |x| sql!["CASE WHEN ", x, ">=0 THEN round(sqrt(round(", x, ",40)),12) END"])
    }),
    ("CLAMP", |emitter, parts| {
        let numbers = (0..3).map(|index| number(emitter, parts, index)).collect();
        Sql::number(emitter.with(numbers, |names| match names {
            [x, low, high] => {
                sql![
                    "(CASE WHEN num_nulls(",
                    x,
                    ",",
                    low,
                    ",",
                    high,
                    ")=0 THEN LEAST(GREATEST(",
                    x,
                    ",",
                    low,
                    "),",
                    high,
                    ") END)"
                ]
            }
            _ => sql![],
        }))
    }),
    ("SHARE", |emitter, parts| {
        let (x, y) = (number(emitter, parts, 0), number(emitter, parts, 1));
        Sql::number(quotient(&sql!["(", x.text, ")*100"], &y.text))
    }),
    ("ISEVEN", |emitter, parts| parity(emitter, parts, "0")),
    ("ISODD", |emitter, parts| parity(emitter, parts, "1")),
    ("ROUNDHALFEVEN", |emitter, parts| {
        rounded(emitter, parts, |x, n| {
            // Exactly in the middle and rounded to an odd one: the one before.
            let unit = sql!["power(10::numeric,-(", n, "))"];
            sql![
                "(CASE WHEN abs(",
                x,
                "-trunc(",
                x,
                ",",
                n,
                "))*2=",
                &unit,
                " AND mod(div(trunc(",
                x,
                ",",
                n,
                "),",
                &unit,
                "),2)=0 THEN trunc(",
                x,
                ",",
                n,
                ") ELSE round(",
                x,
                ",",
                n,
                ") END)"
            ]
        })
    }),
    ("CEILING", |emitter, parts| multiple(emitter, parts, Multiple::Up)),
    ("FLOOR", |emitter, parts| multiple(emitter, parts, Multiple::Down)),
    ("MROUND", |emitter, parts| multiple(emitter, parts, Multiple::Nearest)),
];

/// A form that names its one number more than once.
fn of(emitter: &mut Emitter<'_, '_>, parts: &[Part], form: impl FnOnce(&Fragment) -> Fragment) -> Sql {
    let x = number(emitter, parts, 0);
    Sql::number(emitter.with(vec![x], |names| match names {
        [x] => sql!["(", form(x), ")"],
        _ => sql![],
    }))
}

fn parity(emitter: &mut Emitter<'_, '_>, parts: &[Part], wanted: &str) -> Sql {
    let x = number(emitter, parts, 0);
    let text = sql!["((abs(mod(trunc(", x.text, "),2))=", wanted, ") IS TRUE)"];
    Sql::new(Type::Boolean, text).sure()
}

/// Which multiple a number goes to.
#[derive(Clone, Copy)]
enum Multiple {
    Up,
    Down,
    Nearest,
}

/// A multiple of a number whose sign does not matter. `div` cuts off exactly, where a quotient would be rounded.
fn multiple(emitter: &mut Emitter<'_, '_>, parts: &[Part], to: Multiple) -> Sql {
    let x = number(emitter, parts, 0);
    let unit = match parts.get(1) {
        Some(part) => emitter.value_as(part, &Type::Number),
        None => Sql { is_simple: true, ..Sql::number(sql!["1::numeric"]).sure() },
    };
    Sql::number(emitter.with(vec![x, unit], |names| match names {
        [x, m] => {
            let unit = sql!["abs(NULLIF(", m, ",0))"];
            let whole = sql!["div(", x, ",", &unit, ")"];
            let rest = sql!["mod(", x, ",", &unit, ")"];
            let step = match to {
                Multiple::Up => sql!["CASE WHEN ", &rest, ">0 THEN 1 ELSE 0 END"],
                Multiple::Down => sql!["CASE WHEN ", &rest, "<0 THEN -1 ELSE 0 END"],
                Multiple::Nearest => sql!["CASE WHEN abs(", &rest, ")*2>=", &unit, " THEN sign(", x, ") ELSE 0 END"],
            };
            sql!["((", whole, "+", step, ")*", unit, ")"]
        }
        _ => sql![],
    }))
}

/// A number of an argument.
pub(super) fn number(emitter: &mut Emitter<'_, '_>, parts: &[Part], index: usize) -> Sql {
    match parts.get(index) {
        Some(part) => emitter.value_as(part, &Type::Number),
        None => Sql::number(sql!["NULL::numeric"]),
    }
}

fn plain(emitter: &mut Emitter<'_, '_>, parts: &[Part], function: &str) -> Sql {
    let x = number(emitter, parts, 0);
    Sql { text: sql![function, x.text, ")"], is_simple: false, ..x }
}

fn rounded(emitter: &mut Emitter<'_, '_>, parts: &[Part], form: impl FnOnce(&Fragment, &Fragment) -> Fragment) -> Sql {
    let x = number(emitter, parts, 0);
    let places = match parts.get(1) {
        Some(part) => emitter.clamped(part, -28, i64::from(DECIMALS)),
        None => Sql { is_simple: true, ..Sql::number(sql!["0"]).sure() },
    };
    let never_null = x.never_null && places.never_null;
    // The fence would give the places the type of a number.
    let text = emitter.with(vec![x, places], |names| match names {
        [x, n] => form(x, &sql!["(", n, ")::int"]),
        _ => sql![],
    });
    Sql { never_null, ..Sql::number(text) }
}

fn modulo(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let (x, y) = (number(emitter, parts, 0), number(emitter, parts, 1));
    Sql::number(emitter.with(vec![x, y], |names| match names {
        // The remainder with the sign of the divisor.
        [x, y] => sql!["mod(mod(", x, ",NULLIF(", y, ",0))+", y, ",NULLIF(", y, ",0))"],
        _ => sql![],
    }))
}

/// The quotient of two numbers, rounded to 12 decimals. Cut off after the 13th decimal it rounds as the exact one would.
pub(super) fn quotient(one: &Fragment, two: &Fragment) -> Fragment {
    sql!["round(div((", one, ")*10000000000000,NULLIF(", two, ",0))*0.0000000000001,12)"]
}

impl Emitter<'_, '_> {
    pub(super) fn product(&mut self, left: &Part, right: &Part) -> Sql {
        let (one, two) = (self.value_as(left, &Type::Number), self.value_as(right, &Type::Number));
        let scale = one.scale + two.scale;
        let never_null = one.never_null && two.never_null;
        let text = sql!["(", one.text, "*", two.text, ")"];
        let text = if scale > DECIMALS { sql!["round(", text, ",12)"] } else { text };
        Sql { never_null, scale: scale.min(DECIMALS), ..Sql::number(text) }
    }

    pub(super) fn quotient(&mut self, left: &Part, right: &Part) -> Sql {
        let (one, two) = (self.value_as(left, &Type::Number), self.value_as(right, &Type::Number));
        Sql::number(quotient(&one.text, &two.text))
    }

    /// A blank side counts as zero; two blanks are blank.
    pub(super) fn sum(&mut self, operator: BinaryOperator, left: &Part, right: &Part) -> Sql {
        let (one, two) = (self.value_as(left, &Type::Number), self.value_as(right, &Type::Number));
        let scale = one.scale.max(two.scale);
        let never_null = one.never_null || two.never_null;
        let (sign, alone) = if operator == BinaryOperator::Add { ("+", "") } else { ("-", "-") };
        let (x, y) = (&one.text, &two.text);
        let text = match (one.never_null, two.never_null) {
            (true, true) => sql!["(", x, sign, y, ")"],
            (true, false) => sql!["(", x, sign, "COALESCE(", y, ",0))"],
            (false, true) => sql!["(COALESCE(", x, ",0)", sign, y, ")"],
            (false, false) if one.is_simple && two.is_simple => {
                sql!["COALESCE(", x, sign, y, ",", x, ",", alone, "(", y, "))"]
            }
            // The sum of rows has the same rule for blanks, and names each side once.
            (false, false) => {
                let alias = self.conditions.alias();
                sql!["(SELECT sum(", &alias, ".v) FROM (VALUES (", x, "),(", alone, "(", y, "))) ", &alias, "(v))"]
            }
        };
        Sql { never_null, scale, ..Sql::number(text) }
    }
}
