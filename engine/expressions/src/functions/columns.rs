//! Two or more columns of the same child rows.

use engine_values::{Decimal, Value};

use super::condense::{mean, total};
use super::{Answer, Arguments};
use crate::EvaluateCode;
use crate::evaluate::{number, same};
use crate::exact::{add, multiply};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const PICKED: Signature = Signature::fixed(&[Want::ColumnCompared, Want::Compared, Want::ColumnNumbers], Gives::Number);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager(
        "SUMPRODUCT",
        "column, …",
        Signature::fixed(&[], Gives::Number).repeated(&[Want::ColumnNumbers]),
        sum_product,
    )
    .help(
        "各行中几列相乘再求和；有空的行不计。",
        "The sum over rows of the product of columns; a row with a blank counts nothing.",
    )
    .examples(&[("SUMPRODUCT(lines.quantity, lines.amount)", "41")]),
    Function::eager("SUMIF", "column, wanted, numbers", PICKED, |arguments| {
        Ok(Value::Decimal(total(picked(arguments)?.into_iter())?.0))
    })
    .help(
        "某列等于某值的那些行，另一列之和。",
        "The sum of a column over the rows in which another column equals a value.",
    )
    .examples(&[("SUMIF(lines.kind, \"A\", lines.quantity)", "7")]),
    Function::eager("AVGIF", "column, wanted, numbers", PICKED, |arguments| {
        mean(total(picked(arguments)?.into_iter())?)
    })
    .help("某列等于某值的那些行，另一列的平均；没有则为空。", "The mean of a column over such rows; blank of nothing.")
    .examples(&[("AVGIF(lines.kind, \"A\", lines.quantity)", "3.5")]),
    Function::eager(
        "LOOKUP",
        "column, wanted, results",
        Signature::fixed(&[Want::ColumnCompared, Want::Compared, Want::ColumnCommon], Gives::Common),
        |arguments| Ok(picked(arguments)?.first().map(|value| (*value).clone()).unwrap_or_default()),
    )
    .help(
        "某列等于某值的第一行，另一列的值；没有则为空。",
        "The value of a column in the first row in which another column equals a value; blank without one.",
    )
    .examples(&[("LOOKUP(lines.kind, \"B\", lines.due)", "2026-01-31")]),
];

/// The values in the column of the third argument, from the rows in which the first equals the second.
fn picked<'a>(arguments: &Arguments<'a, '_>) -> Result<Vec<&'a Value>, EvaluateCode> {
    let (column, wanted, results) = (arguments.list(0), arguments.value(1)?, arguments.list(2));
    if column.len() != results.len() {
        return Err(EvaluateCode::ValueUnexpected);
    }
    Ok(column.iter().zip(results).filter(|(value, _)| same(value, wanted)).map(|(_, result)| result).collect())
}

fn sum_product(arguments: &mut Arguments<'_, '_>) -> Answer {
    let columns: Vec<&[Value]> = (0..arguments.count()).map(|index| arguments.list(index)).collect();
    let rows = columns.first().map_or(0, |column| column.len());
    if columns.iter().any(|column| column.len() != rows) {
        return Err(EvaluateCode::ValueUnexpected);
    }
    let mut sum = Decimal::ZERO;
    for row in 0..rows {
        let mut product = Some(Decimal::ONE);
        for value in columns.iter().filter_map(|column| column.get(row)) {
            product = match (product, number(value)?) {
                (Some(product), Some(number)) => Some(multiply(product, number).ok_or(EvaluateCode::Overflow)?),
                _ => None,
            };
        }
        sum = add(sum, product.unwrap_or_default()).ok_or(EvaluateCode::Overflow)?;
    }
    Ok(Value::Decimal(sum))
}
