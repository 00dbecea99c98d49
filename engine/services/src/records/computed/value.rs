//! A result in the form that its field keeps.

use engine_model::Field;
use engine_values::{ColumnType, Decimal, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

/// Numbers rounded half away from zero to the field's scale. Nothing when the number is too large for the field.
pub(crate) fn fit(field: &Field, value: Value) -> Option<Value> {
    match (field.rules.column()?, &value) {
        (ColumnType::Decimal { precision, scale }, Value::Decimal(_) | Value::Int(_)) => {
            let number = value.as_decimal()?;
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            let mut rounded = number.round_dp_with_strategy(u32::from(scale), strategy);
            rounded.rescale(u32::from(scale));
            let limit = Decimal::from(10u64.checked_pow(u32::from(precision.saturating_sub(scale)))?);
            (rounded.abs() < limit).then_some(Value::Decimal(rounded))
        }
        (ColumnType::Int, Value::Decimal(number)) => {
            let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            rounded.to_i64().map(Value::Int)
        }
        _ => Some(value),
    }
}
