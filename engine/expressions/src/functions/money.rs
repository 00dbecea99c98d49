//! Money in other currencies, and amounts in words.

use engine_values::{Date, Decimal, Value};

use super::{Answer, Arguments, exactly, numerals, renminbi};
use crate::EvaluateCode;
use crate::exact::{self, multiply};
use crate::registry::{Function, Reads};
use crate::signature::{Gives, Signature, Want};

const RATES: &str = "the rates are looked up outside";

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("RMBCAPITAL", "amount", Signature::fixed(&[Want::Number], Gives::Text), capital)
        .help("人民币大写金额，四舍五入到分。", "The amount in Chinese capitals, rounded to the cent.")
        .examples(&[("RMBCAPITAL(amount)", "\"壹万贰仟叁佰肆拾伍元陆角整\""), ("RMBCAPITAL(-0.05)", "\"负伍分\"")])
        .memory_only("databases have no function for it"),
    Function::eager("CHINESENUMBER", "number", Signature::fixed(&[Want::Number], Gives::Text), numeral)
        .help("中文小写数字，如一百零二点五。", "The number in everyday Chinese numerals.")
        .examples(&[
            ("CHINESENUMBER(102.5)", "\"一百零二点五\""),
            ("CHINESENUMBER(20000)", "\"二万\""),
            ("CHINESENUMBER(12)", "\"十二\""),
        ])
        .memory_only("databases have no function for it"),
    Function::eager(
        "CONVERT",
        "amount, from, to, [date]",
        Signature::fixed(&[Want::Number, Want::Text, Want::Text], Gives::Number).optional(&[Want::Date]),
        convert,
    )
    .help(
        "按某日（默认今天）的汇率换成另一币种，不另行舍入；没有汇率则为空。",
        "The amount in another currency at the rate of a day, by default today; blank without a rate.",
    )
    .examples(&[
        ("CONVERT(100, \"USD\", \"CNY\", signed_on)", "712.5"),
        ("CONVERT(5, \"CNY\", \"CNY\")", "5"),
        ("CONVERT(5, \"USD\", \"JPY\")", "BLANK"),
    ])
    .reads(Reads::Tables)
    .memory_only(RATES),
    Function::eager(
        "RATE",
        "from, to, [date]",
        Signature::fixed(&[Want::Text, Want::Text], Gives::Number).optional(&[Want::Date]),
        |arguments| match rate(arguments, 0)? {
            Some(rate) => Ok(Value::Decimal(rate)),
            None => Ok(Value::Null),
        },
    )
    .help(
        "某日（默认今天）的汇率：一单位原币合多少目标币；没有则为空。",
        "The rate of a day, by default today: what one unit is worth in the other currency; blank without one.",
    )
    .examples(&[("RATE(\"USD\", \"CNY\", signed_on)", "7.125")])
    .reads(Reads::Tables)
    .memory_only(RATES),
];

fn capital(arguments: &mut Arguments<'_, '_>) -> Answer {
    match arguments.number(0)? {
        Some(amount) => arguments.made(renminbi::capital(amount).ok_or(EvaluateCode::Overflow)?),
        None => Ok(Value::Null),
    }
}

fn numeral(arguments: &mut Arguments<'_, '_>) -> Answer {
    match arguments.number(0)? {
        Some(number) => arguments.made(numerals::written(number).ok_or(EvaluateCode::Overflow)?),
        None => Ok(Value::Null),
    }
}

fn convert(arguments: &mut Arguments<'_, '_>) -> Answer {
    match (arguments.number(0)?, rate(arguments, 1)?) {
        (Some(amount), Some(rate)) => exactly(multiply(amount, rate)),
        _ => Ok(Value::Null),
    }
}

/// The rate between the currencies in two arguments on the day in the third.
fn rate(arguments: &Arguments<'_, '_>, first: usize) -> Result<Option<Decimal>, EvaluateCode> {
    let (Some(from), Some(to)) = (arguments.text(first)?, arguments.text(first + 1)?) else { return Ok(None) };
    let day = if first + 2 < arguments.count() { arguments.date(first + 2)? } else { Some(today(arguments)) };
    let Some(day) = day else { return Ok(None) };
    if from == to {
        return Ok(Some(Decimal::ONE));
    }
    let rate = arguments.source().rate(from, to, day);
    rate.map(|rate| exact::admitted(rate).ok_or(EvaluateCode::Overflow)).transpose()
}

/// The day that it is.
pub(super) fn today(arguments: &Arguments<'_, '_>) -> Date {
    let source = arguments.source();
    source.now().to_zoned(source.zone()).date()
}
