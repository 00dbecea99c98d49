//! Expressions as filters and as values: what becomes plain SQL with an index, what is computed, what is handed over.

use engine_query::{Moment, Sight, SqlExpression, SqlLimits, SqlNames, matching, values_of};
use engine_sql::Statement;
use engine_values::{ColumnType, Timestamp};
use serde_json::json;

use crate::golden::{Case, case};
use crate::world::{EAST, ME, RECORD, SALES, object, person};

/// Name, role, expression.
const FILTERS: &[(&str, &str, &str)] = &[
    // Against a constant at the column's own scale: an index serves.
    ("amount_constant", "all", "amount >= 1000"),
    ("amount_constant_first", "all", "1000 < amount"),
    ("amount_between_cents", "all", "amount > 10.005 AND amount <= 10.005 AND amount = 10.005 AND amount <> 10.005"),
    ("amount_beyond_all", "all", "amount < 1000000000000000000000 OR amount > 99999999999999999999"),
    ("computed_constant", "all", "amount > (2 + 3) * 100 / 7"),
    ("text_constant", "all", "name = \"A\" OR name < \"B\""),
    ("not_equal", "all", "level <> \"a\""),
    ("days", "all", "signed_on >= ADDDAYS(TODAY(), -7) AND sent_at < NOW()"),
    ("mine", "all", "owner = ME() OR department = user.department"),
    ("flag", "all", "is_urgent AND NOT is_urgent AND is_urgent = FALSE"),
    ("blanks", "all", "ISBLANK(name) OR ISBLANK(tags) OR signed_on <> BLANK OR note = \"\""),
    // Over references and rows, under the scopes of the reader.
    ("reference_all", "all", "customer.level = \"a\" AND customer.name <> \"x\""),
    ("reference_own", "own", "customer.level = \"a\" AND customer <> BLANK"),
    ("reference_disclosed", "own", "partner = BLANK OR ISBLANK(partner.name)"),
    ("rows_sum", "own", "SUM(lines.price) > 100 AND COUNT(lines) >= 2"),
    ("rows_blank", "all", "ISBLANK(lines) OR MAX(lines.price) = BLANK"),
    // Computed in whole numbers on SQLite.
    ("arithmetic", "all", "amount * 2 > quantity"),
    ("arithmetic_guarded", "all", "amount * quantity - 1 > amount * 3"),
    ("two_columns", "all", "amount = quantity"),
    // Handed over to the evaluator on SQLite.
    ("division", "all", "amount / quantity > 1.5"),
    ("rounding", "all", "ROUND(amount / 3, 1) = ROUNDUP(amount, 1)"),
    ("sums_of_blanks", "all", "(amount * 0.5 + quantity) / 2 + (amount / 2 - quantity / 3) > 1"),
    ("texts", "own", "LEN(UPPER(name) & number) > 3 AND CONTAINS(tags, \"a\") AND LEFT(name, quantity) = \"x\""),
    ("choices", "all", "IF(amount > 1, level, \"b\") = SWITCH(quantity, 1, \"a\", 2, \"b\", \"c\")"),
    (
        "calendar",
        "all",
        "YEAR(signed_on) = 2026 AND DATE(2026, quantity, 30) < signed_on AND DAYS(sent_at, signed_on) > 3",
    ),
    ("text_of_values", "all", "amount & \"/\" & signed_on & \"/\" & is_urgent & \"/\" & sent_at <> \"\""),
];

fn moment() -> Moment {
    Moment {
        now: Timestamp::from_second(1_795_219_200).unwrap(),
        user: Some(ME),
        department: Some(SALES),
        user_name: "Me".to_owned(),
    }
}

fn prepared(sight: Sight<'_>, text: &str) -> SqlExpression {
    let names = SqlNames { sight, object: object("contract") };
    SqlExpression::compile(text, names, None, SqlLimits::DOCUMENT).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

pub(crate) fn cases() -> Vec<Case> {
    let contract = object("contract");
    let filter = |(name, role, text): &(&str, &'static str, &'static str)| {
        case(&format!("expression_{name}"), |dialect| person(role).filtered(dialect, &json!({"expression": text})))
    };
    let value = |name: &str, text: &'static str, column: ColumnType| {
        case(&format!("expression_value_{name}"), |dialect| -> Statement {
            let person = person("all");
            let sight = Sight::Everything(person.reader().model);
            values_of(dialect, sight, contract, &prepared(sight, text), &moment(), column, &[RECORD, EAST])
        })
    };
    let money = ColumnType::Decimal { precision: 18, scale: 2 };
    let mut cases: Vec<Case> = FILTERS.iter().map(filter).collect();
    cases.push(value("rows", "SUM(lines.price)", money));
    cases.push(value("quotient", "amount / quantity", money));
    cases.push(value("text", "name & \"!\"", ColumnType::Text));
    cases.push(case("expression_within_not", |dialect| {
        person("own").filtered(dialect, &json!({"not": {"expression": "amount > quantity"}}))
    }));
    cases.push(case("expression_matching", |dialect| {
        let person = person("own");
        let sight = Sight::Reader(person.reader());
        matching(dialect, sight, contract, &prepared(sight, "quantity > 1"), &moment(), &[RECORD])
    }));
    cases
}

/// What a filter refuses, with the reason and the place in the text.
#[test]
fn what_cannot_be_a_filter_is_refused_with_its_place() {
    let person = person("blind");
    let contract = object("contract");
    let scope = person.reader().reading(contract);
    let refused = |text: &str| {
        let json = json!({"and": [{"expression": text}]});
        let problems = engine_query::filter_from_json(person.reader(), contract, &scope, &json).unwrap_err();
        let problem = &problems[0];
        let start = problem.params.get("start").and_then(serde_json::Value::as_u64);
        (problem.code.name(), problem.path.clone(), problem.params["reason"].as_str().unwrap().to_owned(), start)
    };
    let at =
        |reason: &str, start| ("expression_invalid", "/and/0/expression".to_owned(), reason.to_owned(), Some(start));
    assert_eq!(refused("quantity > amount"), at("name_unknown", 11), "hidden from this reader");
    assert_eq!(refused("quantity > amuont"), at("name_unknown", 11), "misspelt");
    assert_eq!(refused("customer.name = \"x\""), at("name_unknown", 0), "the object is closed to this reader");
    assert_eq!(refused("quantity"), at("result_type", 0));
    assert_eq!(refused("quantity > "), at("end_unexpected", 11));
    assert_eq!(refused("RMBCAPITAL(quantity) = \"x\""), at("not_in_sql", 0));
    let long = ["quantity = 1"; 60].join(" OR ");
    assert!(matches!(refused(&long).2.as_str(), "sql_too_large" | "too_deep"));
    let pairs: Vec<String> = (0..100).map(|number| format!("quantity = {number}")).collect();
    assert_eq!(refused(&format!("OR({})", pairs.join(", "))), at("sql_too_large", 0));
    let many = ["ISBLANK(lines)"; 9].join(", ");
    assert_eq!(refused(&format!("AND({many})")), at("sql_too_large", 0));
}

/// A function that the language gains is decided upon: it gets a form, or its name stands here.
#[test]
fn functions_without_a_form_in_sql_are_known() {
    let known: std::collections::BTreeSet<&str> = engine_query::functions_in_sql().collect();
    let missing: Vec<&str> =
        engine_expressions::functions().map(|function| function.name).filter(|name| !known.contains(name)).collect();
    assert_eq!(missing.join(" "), WITHOUT_FORM);
    assert!(
        known.iter().all(|name| engine_expressions::function(name).is_some_and(|known| known.memory_only.is_none()))
    );
}

/// Functions that only the evaluator computes.
const WITHOUT_FORM: &str = "PROPER REPT REVERSE FIND SPLIT PADLEFT PADRIGHT DIGITS TEXT VALUE ISEMAIL ISMOBILE ISURL ISNUMBER ISDIGITS ISIDCARD IDBIRTHDAY ISCREDITCODE POWER RMBCAPITAL CHINESENUMBER CONVERT RATE DATETIME TODATE DATEADD DATEDIF ISWORKDAY WORKDAY NETWORKDAYS DURATION COUNTBLANK MEDIAN LARGE SMALL COUNTIF FIRST LAST NTH INDEXOF JOIN UNIQUE SORT CONTAINSANY CONTAINSALL SUMPRODUCT SUMIF AVGIF LOOKUP HASROLE INDEPARTMENT";
