//! A result in the form that its field keeps.

use engine_errors::{Code, Problem};
use engine_model::Field;
use engine_values::{ColumnType, Decimal, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

/// A result as a value of the field: numbers rounded half away from zero to its scale. What a formula gives is within the
/// limits and options that hold for people too; what a roll-up or look-up gives was a value of a field before.
///
/// # Errors
/// A problem with an empty path when the result does not fit.
pub(crate) fn fit(field: &Field, value: Value) -> Result<Value, Problem> {
    let too_large = || Problem::new(Code::OutOfRange);
    let column = field.rules.column().ok_or_else(too_large)?;
    let is_number = matches!(value, Value::Decimal(_) | Value::Int(_));
    let value = match column {
        ColumnType::Decimal { precision, scale } if is_number => {
            let number = value.as_decimal().ok_or_else(too_large)?;
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            let mut rounded = number.round_dp_with_strategy(u32::from(scale), strategy);
            rounded.rescale(u32::from(scale));
            let digits = u32::from(precision.saturating_sub(scale));
            let limit = Decimal::from(10u64.checked_pow(digits).ok_or_else(too_large)?);
            if rounded.abs() >= limit {
                return Err(too_large());
            }
            Value::Decimal(rounded)
        }
        ColumnType::Int => match value {
            Value::Decimal(number) => {
                let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
                Value::Int(rounded.to_i64().ok_or_else(too_large)?)
            }
            value => value,
        },
        _ => value,
    };
    match value {
        value if value.is_blank() => Ok(Value::Null),
        value if field.rules.computation().is_some() => Ok(value),
        value => field.rules.parse(&value.to_json()),
    }
}
