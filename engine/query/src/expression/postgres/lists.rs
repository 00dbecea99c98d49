//! Several values to one: single values, lists and columns of child rows alike.

use engine_expressions::Type;
use engine_values::ColumnType;

use super::logic::common;
use super::numbers::quotient;
use super::{Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::{Fragment, joined, sql};
use crate::expression::sight::Leaf;
use crate::expression::tree::{Part, What};

pub(super) const FORMS: &[(&str, Form)] = &[
    ("SUM", |emitter, parts| {
        let gathered = gather(emitter, parts, &Type::Number);
        let kind = quantity(parts);
        Sql { kind, ..Sql::number(gathered.asked(|v| sql!["COALESCE(sum(", v, "),0)"])).sure() }
    }),
    ("COUNT", |emitter, parts| count(emitter, parts, "count(")),
    ("COUNTA", |emitter, parts| count(emitter, parts, "count(")),
    ("COUNTUNIQUE", |emitter, parts| {
        let kind = parts.first().map_or(Type::Text, |part| part.kind.item().clone());
        let gathered = gather(emitter, parts, &kind);
        Sql { scale: 0, ..Sql::number(gathered.asked(|v| sql!["count(DISTINCT ", v, ")::numeric"])).sure() }
    }),
    ("ALL", |emitter, parts| {
        let gathered = gather(emitter, parts, &Type::Boolean);
        Sql::new(Type::Boolean, gathered.asked(|v| sql!["COALESCE(bool_and(COALESCE(", v, ",FALSE)),TRUE)"])).sure()
    }),
    ("ANY", |emitter, parts| {
        let gathered = gather(emitter, parts, &Type::Boolean);
        Sql::new(Type::Boolean, gathered.asked(|v| sql!["COALESCE(bool_or(", v, "),FALSE)"])).sure()
    }),
    ("MIN", |emitter, parts| extreme(emitter, parts, "min(")),
    ("MAX", |emitter, parts| extreme(emitter, parts, "max(")),
    ("AVG", |emitter, parts| {
        let gathered = gather(emitter, parts, &Type::Number);
        let kind = quantity(parts);
        let mean = gathered.asked(|v| quotient(&sql!["sum(", v, ")"], &sql!["count(", v, ")::numeric"]));
        Sql { kind, ..Sql::number(mean) }
    }),
];

/// A length of time when the arguments are, otherwise a number.
fn quantity(parts: &[Part]) -> Type {
    if parts.iter().any(|part| *part.kind.item() == Type::Duration) { Type::Duration } else { Type::Number }
}

/// Values of all arguments as the rows of a sub-query.
pub(super) struct Gathered {
    value: Fragment,
    from: Fragment,
}

impl Gathered {
    /// The answer of an aggregate over the values.
    pub(super) fn asked(&self, aggregate: impl FnOnce(&Fragment) -> Fragment) -> Fragment {
        sql!["(SELECT ", aggregate(&self.value), &self.from, ")"]
    }
}

/// The values of all arguments, lists opened.
pub(super) fn gather(emitter: &mut Emitter<'_, '_>, parts: &[Part], kind: &Type) -> Gathered {
    if let [Part { what: What::Place(place), .. }] = parts
        && place.is_many
    {
        let rows = emitter.many(place);
        return Gathered { value: typed(place_column(parts), rows.leaf), from: rows.from };
    }
    let alias = emitter.conditions.alias();
    let sources: Vec<Fragment> = parts
        .iter()
        .map(|part| match &part.what {
            What::Place(place) if place.is_many => {
                let rows = emitter.many(place);
                sql!["SELECT ", typed(place_column(std::slice::from_ref(part)), rows.leaf), rows.from]
            }
            What::Place(place) if matches!(part.kind, Type::List(_)) => sql!["SELECT unnest(", emitter.raw(place), ")"],
            _ => sql!["SELECT ", emitter.value_as(part, kind).text],
        })
        .collect();
    let from = sql![" FROM (", joined(sources, " UNION ALL "), ") ", &alias, "(v)"];
    Gathered { value: sql![&alias, ".v"], from }
}

fn place_column(parts: &[Part]) -> Option<ColumnType> {
    match parts {
        [Part { what: What::Place(place), .. }] => match &place.leaf {
            Leaf::Column { column, .. } => Some(*column),
            Leaf::Rows => None,
        },
        _ => None,
    }
}

/// Whole numbers become numbers that cannot overflow.
fn typed(column: Option<ColumnType>, leaf: Fragment) -> Fragment {
    if column == Some(ColumnType::Int) { sql![leaf, "::numeric"] } else { leaf }
}

/// How many values are not blank; their types may differ, so each argument is counted by itself.
fn count(emitter: &mut Emitter<'_, '_>, parts: &[Part], function: &str) -> Sql {
    let counts = parts.iter().map(|part| match &part.what {
        What::Place(place) if place.is_many => {
            let rows = emitter.many(place);
            sql!["(SELECT ", function, rows.leaf, ")", rows.from, ")"]
        }
        What::Place(place) if matches!(part.kind, Type::List(_)) => {
            sql!["COALESCE(cardinality(", emitter.raw(place), "),0)"]
        }
        _ => sql!["num_nonnulls(", emitter.value(part).text, ")"],
    });
    let counts: Vec<Fragment> = counts.collect();
    Sql { scale: 0, ..Sql::number(sql!["(", joined(counts, "+"), ")::numeric"]).sure() }
}

fn extreme(emitter: &mut Emitter<'_, '_>, parts: &[Part], function: &str) -> Sql {
    let kind = parts.iter().fold(Type::Blank, |found, part| match &part.kind {
        Type::List(item) => found.common(item).unwrap_or(found),
        one => found.common(one).unwrap_or(found),
    });
    debug_assert!(kind != Type::Blank || common(parts) == Type::Blank, "arguments have one type");
    let gathered = gather(emitter, parts, &kind);
    Sql::new(kind, gathered.asked(|v| sql![function, v, ")"]))
}
