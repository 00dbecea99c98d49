//! Agreement of the evaluator with both databases: random well-typed expressions over records with blanks, large
//! amounts, rows and a chain of references give the same value in memory and in SQL.

mod builder;
mod memory;

use std::collections::HashMap;

use engine_expressions::{Ast, BinaryOperator, CheckedExpression, Expression, Node, Type, check, evaluate};
use engine_model::Model;
use engine_query::{Sight, SqlExpression, SqlLimits, SqlNames, matching, values_of};
use engine_store::{Db, StoreError};
use engine_values::{ColumnType, Id, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use self::builder::typed;
use self::memory::{At, Memory, make, start};
use crate::support::{App, Database};

/// How an expression fared.
enum Outcome {
    Agreed,
    /// In memory it has no value for some record, where nothing is promised.
    NoValue,
}

/// Compares one expression over all records; an error says where they differ.
fn compare(app: &App, model: &Model, memory: &Memory, ast: &Ast) -> Result<Outcome, String> {
    let object = model.object_named("node").unwrap();
    let sight = Sight::Everything(model);
    let names = SqlNames { sight, object };
    // As text a number shows every digit, wherever its column would round.
    let shown = |ast: &Ast, checked: &CheckedExpression| -> Result<CheckedExpression, String> {
        if !matches!(checked.result, Type::Number | Type::Duration) {
            return Ok(checked.clone());
        }
        let empty: Ast = Node::Text { value: String::new() }.into();
        let joined =
            Node::Binary { operator: BinaryOperator::Join, left: Box::new(ast.clone()), right: Box::new(empty) };
        check(&joined.into(), &names).map_err(|errors| format!("{errors:?}"))
    };
    let checked = check(ast, &names).map_err(|errors| format!("{ast}: {errors:?}"))?;
    let checked = shown(ast, &checked)?;
    let column = match checked.result {
        Type::Boolean => ColumnType::Bool,
        Type::Date => ColumnType::Date,
        Type::DateTime => ColumnType::Instant,
        Type::Record => ColumnType::Id,
        _ => ColumnType::Text,
    };
    let mut wanted: HashMap<Id, Value> = HashMap::new();
    for id in &memory.ids {
        match evaluate(&checked, &At(memory, *id)) {
            Ok(value) => wanted.insert(*id, value),
            Err(_) => return Ok(Outcome::NoValue),
        };
    }
    let prepared = SqlExpression::of(&checked, names, SqlLimits::DOCUMENT).map_err(|errors| format!("{errors:?}"))?;
    let dialect = app.tenon.store().dialect();
    let statement = values_of(dialect, sight, object, &prepared, &memory.moment, column, &memory.ids);
    let holding = matching(dialect, sight, object, &prepared, &memory.moment, &memory.ids);
    let is_condition = checked.result == Type::Boolean;
    let outcome = app.run(app.tenon.store().read(async |db: &mut Db| {
        let rows = db.rows(&statement).await?;
        let holds = if is_condition { db.rows(&holding).await? } else { Vec::new() };
        Ok::<_, StoreError>((rows, holds))
    }));
    let (rows, holds) = outcome.map_err(|error| format!("{ast}\n{error}\n{}", statement.display()))?;
    let found: HashMap<Id, Value> = rows.iter().map(|row| (row[0].as_id().unwrap(), row[1].clone())).collect();
    for (place, id) in memory.ids.iter().enumerate() {
        if found[id] != wanted[id] {
            let (wanted, found) = (&wanted[id], &found[id]);
            return Err(format!("{ast}\nrecord {place}: wanted {wanted:?}, found {found:?}\n{}", statement.display()));
        }
        let holds = holds.iter().any(|row| row[0] == Value::Id(*id));
        if is_condition && holds != (wanted[id] == Value::Bool(true)) {
            return Err(format!("{ast}\nrecord {place} as a condition\n{}", holding.display()));
        }
    }
    Ok(Outcome::Agreed)
}

/// Shapes with an emission of their own, which chance might miss.
const SHAPES: &[&str] = &[
    "money * 2 > up.money",
    "money * whole > rate",
    "money * whole - 1 > money * 3",
    "money * money = money * money",
    "money + whole > rate + 1",
    "whole + whole + whole + whole > 5",
    "money >= 0.105",
    "money < -12.495",
    "whole > 2.5",
    "SUM(rows.price) > 5",
    "SUM(rows.price, money, 3) / 3",
    "AVG(rows.whole)",
    "MAX(rows.day) > day",
    "COUNT(rows, tags, word)",
    "MIN(rows.moment) = moment",
    "ISBLANK(up.rows)",
    "up.up.up.up.word",
    "up.up.up.up.up.word = BLANK",
    "money / 3 * 3 = money",
    "rate * rate * rate",
    "1 / 3 + 1 / 3 + 1 / 3",
    "0.000005 / 10",
    "-0.0000005 / 1000000",
    "MOD(-7, whole)",
    "MOD(money, -3)",
    "ROUND(money / 7, 1)",
    "ROUNDUP(rate, whole)",
    "ROUNDDOWN(money, -2)",
    "ROUND(money, -1) & \"\"",
    "INT(rate) & \"|\" & -rate",
    "UPPER(word) & LOWER(word)",
    "TRIM(word & \" \")",
    "MID(word, whole, 2)",
    "RIGHT(word, 3)",
    "CONTAINS(rows.word, word)",
    "CONTAINS(word, \"中\")",
    "moment & \"\"",
    "day & flag & money",
    "YEAR(moment) * 10000 + MONTH(moment) * 100 + DAY(moment)",
    "ADDMONTHS(day, whole)",
    "ADDDAYS(moment, -3)",
    "DATE(2026, whole, 31)",
    "DATE(YEAR(day), 2, 29)",
    "DAYS(moment, day)",
    "SWITCH(word & \"\", \"abc\", 1, BLANK, 2, 3)",
    "IFS(flag, 1, whole > 0, 2)",
    "COALESCE(rate + BLANK, money / 2, 7)",
    "XOR(flag, whole > 0, money > 1)",
    "CHOOSE(whole, word, \"b\", choice)",
    "BLANKIF(word, \"abc\")",
    "ONEOF(whole, 3, BLANK)",
    "BETWEEN(money, -100, rate)",
    "BETWEEN(word, \"B\", \"abc\")",
    "SIGN(money) & TRUNC(rate)",
    "QUOTIENT(money, rate)",
    "SQRT(money) & \"|\" & SQRT(2) & \"|\" & SQRT(rate * rate)",
    "CLAMP(whole, 1, rate)",
    "SHARE(whole, money)",
    "ISEVEN(whole)",
    "ISODD(rate)",
    "ROUNDHALFEVEN(rate * 1.5, 1)",
    "ROUNDHALFEVEN(whole / 2)",
    "CEILING(money, 0.3)",
    "FLOOR(rate, -0.7)",
    "MROUND(money, 0.04)",
    "CEILING(rate)",
    "CLEAN(word & \"\t\")",
    "HALFWIDTH(FULLWIDTH(word))",
    "FULLWIDTH(word)",
    "STARTSWITH(word, \"a\")",
    "ENDSWITH(word, up.word)",
    "COUNTTEXT(word & word, \"b\")",
    "BEFORE(word, \" \") & AFTER(word, \" \")",
    "SUBSTITUTE(word, \"b\", choice)",
    "MASK(word, 1, whole)",
    "REPLACE(word, 2, whole, \"xy\")",
    "QUARTER(day) & WEEKDAY(day) & WEEKNUM(day) & WEEKYEAR(day) & DAYOFYEAR(day)",
    "HOUR(moment) & MINUTE(moment) & SECOND(moment)",
    "DAYSINMONTH(moment) & ISLEAPYEAR(day)",
    "STARTOFWEEK(day) & STARTOFMONTH(day) & STARTOFQUARTER(day) & STARTOFYEAR(day)",
    "ENDOFMONTH(day) & ENDOFQUARTER(day) & ENDOFYEAR(day)",
    "EDATE(day, 12) & EOMONTH(day, whole)",
    "TODATETIME(day)",
    "INHOURS(moment - created_at) + INDAYS(HOURS(whole)) + INMINUTES(SECONDS(rate))",
    "moment + MINUTES(rate)",
    "day - 3 + whole",
    "up.day - day",
    "moment - HOURS(whole) < created_at",
    "COUNTA(rows.word)",
    "COUNTUNIQUE(rows.word)",
    "ALL(flag, up.flag) OR ANY(flag, up.flag)",
    "SUM(HOURS(2), moment - created_at)",
    "HOURS(whole) * 2 / 3",
    "word < up.word",
    "word >= \"abc\"",
    "flag = up.flag",
    "keeper = ME() OR up = BLANK",
    "NOT(flag) AND NOT(money > 1)",
];

fn agree(app: &App) {
    let memory = make(app);
    let world = app.tenon.world();
    let model = world.model();
    for text in SHAPES {
        if let Err(difference) =
            compare(app, model, &memory, &Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
        {
            // A path may follow four references only.
            assert!(*text == "up.up.up.up.up.word = BLANK" && difference.contains("PathTooLong"), "{difference}");
        }
    }
    let without_value = std::cell::Cell::new(0_u32);
    let cases = 400;
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    // Two blanks have no type, which a tree made by chance may want of them.
    let names = SqlNames { sight: Sight::Everything(model), object: model.object_named("node").unwrap() };
    let is_sound = |ast: &Ast| check(ast, &names).is_ok();
    let outcome =
        runner.run(&typed().prop_filter("no type", is_sound), |ast| match compare(app, model, &memory, &ast) {
            Ok(Outcome::Agreed) => Ok(()),
            Ok(Outcome::NoValue) => {
                without_value.set(without_value.get() + 1);
                Ok(())
            }
            Err(difference) => Err(TestCaseError::fail(difference)),
        });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(other) => panic!("{other}"),
    }
    assert!(without_value.get() < cases / 4, "too many expressions have no value: {}", without_value.get());
}

#[test]
fn sqlite_computes_what_the_evaluator_computes() {
    agree(&start(Database::sqlite()));
}

#[test]
fn postgresql_computes_what_the_evaluator_computes() {
    if let Some(database) = Database::postgres() {
        agree(&start(database));
    }
}
