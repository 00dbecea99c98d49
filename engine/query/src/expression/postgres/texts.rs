//! Text. Positions and lengths count characters.

use engine_expressions::Type;
use engine_values::ColumnType;

use super::{Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::{Fragment, joined, sql};
use crate::expression::sight::Leaf;
use crate::expression::tree::{Part, What};

/// What TRIM takes away.
const SPACES: &str = " \t\n\r\u{a0}\u{3000}";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// The longest text that an evaluation may make, and more.
pub(super) const LONGEST: i64 = 1_000_000;

pub(super) const FORMS: &[(&str, Form)] = &[
    ("LEN", |emitter, parts| {
        let x = text(emitter, parts, 0);
        Sql { scale: 0, ..Sql::number(sql!["COALESCE(char_length(", x.text, "),0)::numeric"]).sure() }
    }),
    ("UPPER", |emitter, parts| translated(emitter, parts, LOWER, UPPER)),
    ("LOWER", |emitter, parts| translated(emitter, parts, UPPER, LOWER)),
    ("TRIM", |emitter, parts| {
        let x = text(emitter, parts, 0);
        made(sql!["btrim(", x.text, ",", Fragment::text(SPACES), ")"])
    }),
    ("LEFT", |emitter, parts| cut(emitter, parts, "left(")),
    ("RIGHT", |emitter, parts| cut(emitter, parts, "right(")),
    ("MID", |emitter, parts| {
        let x = text(emitter, parts, 0);
        let (first, number) = (count(emitter, parts, 1, 1), count(emitter, parts, 2, 0));
        made(sql!["substr(", x.text, ",", first.text, ",", number.text, ")"])
    }),
    ("CONTAINS", contains),
    ("CONCAT", |emitter, parts| emitter.concatenated(&parts.iter().collect::<Vec<_>>())),
    ("CLEAN", |emitter, parts| {
        let controls: String = (1_u8..32).chain([127]).map(char::from).collect();
        translated(emitter, parts, &controls, "")
    }),
    ("HALFWIDTH", |emitter, parts| translated(emitter, parts, &wide(), &narrow())),
    ("FULLWIDTH", |emitter, parts| translated(emitter, parts, &narrow(), &wide())),
    ("STARTSWITH", |emitter, parts| {
        two(emitter, parts, |x, part| sql!["left(", x, ",char_length(", part, "))=", part])
    }),
    ("ENDSWITH", |emitter, parts| two(emitter, parts, |x, part| sql!["right(", x, ",char_length(", part, "))=", part])),
    ("COUNTTEXT", |emitter, parts| {
        let (x, part) = (text(emitter, parts, 0), text(emitter, parts, 1));
        let empty = Fragment::text("");
        let found = emitter.with(vec![x, part], |names| match names {
            [x, part] => {
                let rest = sql!["replace(", x, ",", part, ",", &empty, ")"];
                sql![
                    "(CASE WHEN ",
                    part,
                    " IS NULL THEN NULL WHEN ",
                    x,
                    " IS NULL THEN 0 ELSE (char_length(",
                    x,
                    ")-char_length(",
                    rest,
                    "))/char_length(",
                    part,
                    ") END)"
                ]
            }
            _ => sql![],
        });
        Sql { scale: 0, ..Sql::number(sql![found, "::numeric"]) }
    }),
    ("BEFORE", |emitter, parts| parted(emitter, parts, |x, mark| sql!["left(", x, ",strpos(", x, ",", mark, ")-1)"])),
    ("AFTER", |emitter, parts| {
        parted(emitter, parts, |x, mark| sql!["substr(", x, ",strpos(", x, ",", mark, ")+char_length(", mark, "))"])
    }),
    ("SUBSTITUTE", |emitter, parts| {
        let (x, part, other) = (text(emitter, parts, 0), text(emitter, parts, 1), text(emitter, parts, 2));
        let empty = Fragment::text("");
        let changed = emitter.with(vec![x, part], |names| match names {
            [x, part] => {
                let other = sql!["COALESCE(", other.text, ",", empty, ")"];
                sql!["(CASE WHEN ", part, " IS NULL THEN ", x, " ELSE replace(", x, ",", part, ",", other, ") END)"]
            }
            _ => sql![],
        });
        made(changed)
    }),
    ("MASK", |emitter, parts| {
        let x = text(emitter, parts, 0);
        let (first, last) = (count(emitter, parts, 1, 0), count(emitter, parts, 2, 0));
        let star = Fragment::text("*");
        let masked = emitter.with(vec![x, first, last], |names| match names {
            [x, first, last] => {
                let hidden = sql!["GREATEST(char_length(", x, ")-", first, "-", last, ",0)::int"];
                sql![
                    "(CASE WHEN num_nulls(",
                    x,
                    ",",
                    first,
                    ",",
                    last,
                    ")=0 THEN left(",
                    x,
                    ",(",
                    first,
                    ")::int)||repeat(",
                    &star,
                    ",",
                    hidden,
                    ")||right(",
                    x,
                    ",LEAST(",
                    last,
                    ",GREATEST(char_length(",
                    x,
                    ")-",
                    first,
                    ",0))::int) END)"
                ]
            }
            _ => sql![],
        });
        made(masked)
    }),
    ("REPLACE", |emitter, parts| {
        let x = text(emitter, parts, 0);
        let (first, number) = (count(emitter, parts, 1, 1), count(emitter, parts, 2, 0));
        let other = text(emitter, parts, 3);
        let empty = Fragment::text("");
        let changed = emitter.with(vec![x, first, number], |names| match names {
            [x, first, number] => {
                sql![
                    "(left(",
                    x,
                    ",(",
                    first,
                    ")::int-1)||COALESCE(",
                    other.text,
                    ",",
                    empty,
                    ")||substr(",
                    x,
                    ",(",
                    first,
                    "+",
                    number,
                    ")::int))"
                ]
            }
            _ => sql![],
        });
        made(changed)
    }),
];

fn narrow() -> String {
    (' '..='~').collect()
}

/// The full-width sign of each of [`narrow`].
fn wide() -> String {
    std::iter::once('\u{3000}').chain('\u{ff01}'..='\u{ff5e}').collect()
}

/// A condition over two texts; false when one is blank.
fn two(emitter: &mut Emitter<'_, '_>, parts: &[Part], form: impl FnOnce(&Fragment, &Fragment) -> Fragment) -> Sql {
    let (x, part) = (text(emitter, parts, 0), text(emitter, parts, 1));
    let found = emitter.with(vec![x, part], |names| match names {
        [x, part] => sql!["((", form(x, part), ") IS TRUE)"],
        _ => sql!["FALSE"],
    });
    Sql::new(Type::Boolean, found).sure()
}

/// A part of a text before or after a mark; blank where the mark is not.
fn parted(emitter: &mut Emitter<'_, '_>, parts: &[Part], form: impl FnOnce(&Fragment, &Fragment) -> Fragment) -> Sql {
    let (x, mark) = (text(emitter, parts, 0), text(emitter, parts, 1));
    let found = emitter.with(vec![x, mark], |names| match names {
        [x, mark] => sql!["(CASE WHEN strpos(", x, ",", mark, ")>0 THEN ", form(x, mark), " END)"],
        _ => sql![],
    });
    made(found)
}

/// A text of an argument.
pub(super) fn text(emitter: &mut Emitter<'_, '_>, parts: &[Part], index: usize) -> Sql {
    match parts.get(index) {
        Some(part) => emitter.value_as(part, &Type::Text),
        None => Sql::text(sql!["NULL::text"]),
    }
}

/// A count of characters.
pub(super) fn count(emitter: &mut Emitter<'_, '_>, parts: &[Part], index: usize, low: i64) -> Sql {
    match parts.get(index) {
        Some(part) => emitter.clamped(part, low, LONGEST),
        None => Sql::number(sql!["NULL::int"]),
    }
}

/// A text that may have become empty.
pub(super) fn made(text: Fragment) -> Sql {
    Sql::text(sql!["NULLIF(", text, ",", Fragment::text(""), ")"])
}

/// Each of the letters by the one in its place; those without a place are taken out.
fn translated(emitter: &mut Emitter<'_, '_>, parts: &[Part], from: &str, to: &str) -> Sql {
    let x = text(emitter, parts, 0);
    made(sql!["translate(", x.text, ",", Fragment::text(from), ",", Fragment::text(to), ")"])
}

fn cut(emitter: &mut Emitter<'_, '_>, parts: &[Part], function: &str) -> Sql {
    let x = text(emitter, parts, 0);
    let number = count(emitter, parts, 1, 0);
    made(sql![function, x.text, ",", number.text, ")"])
}

/// A text within a text, or one of a list.
fn contains(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let part = text(emitter, parts, 1);
    let found = match parts.first() {
        Some(Part { what: What::Place(place), .. }) if place.is_many => {
            let rows = emitter.many(place);
            sql!["EXISTS (SELECT 1", rows.from, " AND ", rows.leaf, "=", part.text, ")"]
        }
        Some(Part { what: What::Place(place), .. })
            if matches!(&place.leaf, Leaf::Column { column: ColumnType::TextList, .. }) =>
        {
            sql!["((", part.text, ")=ANY(", emitter.raw(place), ")) IS TRUE"]
        }
        Some(whole) => {
            let whole = emitter.value_as(whole, &Type::Text);
            sql!["(strpos(", whole.text, ",", part.text, ")>0) IS TRUE"]
        }
        None => sql!["FALSE"],
    };
    Sql::new(Type::Boolean, sql!["(", found, ")"]).sure()
}

impl Emitter<'_, '_> {
    /// The text forms one after the other; a blank joins as nothing.
    pub(super) fn concatenated(&mut self, parts: &[&Part]) -> Sql {
        let texts: Vec<Fragment> = parts
            .iter()
            .map(|part| {
                let value = self.value(part);
                let never_null = value.never_null;
                let text = self.text_of(value);
                if never_null { text } else { sql!["COALESCE(", text, ",", Fragment::text(""), ")"] }
            })
            .collect();
        made(joined(texts, "||"))
    }

    /// The text form of a value.
    pub(super) fn text_of(&mut self, value: Sql) -> Fragment {
        match value.kind {
            Type::Text | Type::Blank => value.text,
            Type::Number | Type::Duration => sql!["trim_scale(", value.text, ")::text"],
            Type::Boolean => {
                sql![
                    "(CASE ",
                    value.text,
                    " WHEN TRUE THEN ",
                    Fragment::text("TRUE"),
                    " WHEN FALSE THEN ",
                    Fragment::text("FALSE"),
                    " END)"
                ]
            }
            Type::Date => sql!["to_char(", value.text, ",", Fragment::text("YYYY-MM-DD"), ")"],
            Type::DateTime => {
                let whole = Fragment::text("YYYY-MM-DD\"T\"HH24:MI:SS");
                let part = Fragment::text(".US");
                let zeros = Fragment::text("0");
                let point = Fragment::text(".");
                let end = Fragment::text("Z");
                self.with(vec![value], |names| match names {
                    [x] => {
                        let utc = sql!["timezone(make_interval(secs => 0), ", x, ")"];
                        sql![
                            "(to_char(",
                            &utc,
                            ",",
                            whole,
                            ")||rtrim(rtrim(to_char(",
                            &utc,
                            ",",
                            part,
                            "),",
                            zeros,
                            "),",
                            point,
                            ")||",
                            end,
                            ")"
                        ]
                    }
                    _ => sql![],
                })
            }
            Type::Record | Type::List(_) => sql!["NULL::text"],
        }
    }
}
