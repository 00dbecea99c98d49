//! Exact decimals as minor units: the one rule both databases share for what a decimal column can hold.

use engine_values::Decimal;

use crate::StoreError;

/// The value as a whole number of 10^-scale. Refuses a value that has more decimals than the column keeps
/// (PostgreSQL alone would round it silently) or more digits than `precision`.
pub(crate) fn to_minor_units(value: Decimal, precision: u8, scale: u8) -> Result<i64, StoreError> {
    let plain = value.normalize();
    let missing = u32::from(scale).checked_sub(plain.scale());
    let Some(missing) = missing else {
        return Err(StoreError::other("a decimal has more places than its column"));
    };
    let limit = 10_i128.pow(u32::from(precision.min(18)));
    plain
        .mantissa()
        .checked_mul(10_i128.checked_pow(missing).unwrap_or(i128::MAX))
        .filter(|minor| minor.unsigned_abs() < limit.unsigned_abs())
        .and_then(|minor| i64::try_from(minor).ok())
        .ok_or_else(|| StoreError::other("a decimal has more digits than its column"))
}

/// The decimal with exactly `scale` digits after the point.
pub(crate) fn from_minor_units(minor: i64, scale: u8) -> Decimal {
    Decimal::new(minor, u32::from(scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_does_not_fit_is_refused() {
        assert_eq!(to_minor_units("12.5".parse().unwrap(), 18, 2), Ok(1250));
        assert_eq!(to_minor_units("12.500".parse().unwrap(), 18, 2), Ok(1250));
        assert_eq!(to_minor_units("-0.01".parse().unwrap(), 18, 2), Ok(-1));
        assert!(to_minor_units("12.505".parse().unwrap(), 18, 2).is_err());
        assert_eq!(to_minor_units("999999999999999999".parse().unwrap(), 18, 0), Ok(999_999_999_999_999_999));
        assert!(to_minor_units("1000000000000000000".parse().unwrap(), 18, 0).is_err());
        assert!(to_minor_units("100".parse().unwrap(), 2, 0).is_err());
        assert!(to_minor_units(Decimal::MAX, 18, 18).is_err());
    }

    #[test]
    fn the_places_are_always_written() {
        assert_eq!(from_minor_units(1200, 2).to_string(), "12.00");
        assert_eq!(from_minor_units(-5, 4).to_string(), "-0.0005");
    }
}
