//! `numeric` in the binary form of PostgreSQL: groups of four decimal digits.

use diesel::pg::data_types::PgNumeric;
use engine_values::Decimal;
use rust_decimal::RoundingStrategy;

/// A whole number of 10^-scale as PostgreSQL writes it.
pub(super) fn encode(minor: i64, scale: u8) -> PgNumeric {
    // The digits are cut into groups of four at the point, so the number is first widened to whole groups after it.
    let groups_after = scale.div_ceil(4);
    let widening = 10_u128.pow(u32::from(groups_after * 4 - scale));
    let mut rest = u128::from(minor.unsigned_abs()) * widening;
    let mut digits: Vec<i16> = Vec::with_capacity(7);
    while rest > 0 {
        digits.push(i16::try_from(rest % 10_000).unwrap_or_default());
        rest /= 10_000;
    }
    let groups = i16::try_from(digits.len()).unwrap_or_default();
    let weight = groups - i16::from(groups_after) - 1;
    digits.reverse();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    let weight = if digits.is_empty() { 0 } else { weight };
    let scale = u16::from(scale);
    if minor < 0 {
        PgNumeric::Negative { weight, scale, digits }
    } else {
        PgNumeric::Positive { weight, scale, digits }
    }
}

/// Reads a number and gives it exactly `scale` digits after the point. A column has that scale by itself; an average
/// may have more digits, which are rounded half away from zero as PostgreSQL's own `round` does.
pub(super) fn decode(bytes: &[u8], scale: u8) -> Option<Decimal> {
    let (count, rest) = bytes.split_first_chunk::<2>()?;
    let (weight, rest) = rest.split_first_chunk::<2>()?;
    let (sign, rest) = rest.split_first_chunk::<2>()?;
    let (_shown, mut rest) = rest.split_first_chunk::<2>()?;
    let count = i32::from(u16::from_be_bytes(*count));
    let weight = i32::from(i16::from_be_bytes(*weight));
    let negative = match u16::from_be_bytes(*sign) {
        0 => false,
        0x4000 => true,
        _ => return None,
    };
    // One digit after the kept ones decides the rounding, so no further group is read: an average of large numbers
    // has more digits than a decimal can hold.
    let groups_after = (count - weight - 1).clamp(0, i32::from(scale / 4) + 1);
    let mut mantissa: i128 = 0;
    for index in 0..=(weight + groups_after) {
        let group = if index < count {
            let (group, after) = rest.split_first_chunk::<2>()?;
            rest = after;
            i128::from(i16::from_be_bytes(*group))
        } else {
            0
        };
        mantissa = mantissa.checked_mul(10_000)?.checked_add(group)?;
    }
    let places = u32::try_from(groups_after * 4).ok()?;
    let signed = if negative { -mantissa } else { mantissa };
    let number = Decimal::try_from_i128_with_scale(signed, places).ok()?;
    let mut number = number.round_dp_with_strategy(u32::from(scale), RoundingStrategy::MidpointAwayFromZero);
    number.rescale(u32::from(scale));
    (number.scale() == u32::from(scale)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(number: &PgNumeric) -> Vec<u8> {
        let (sign, weight, scale, digits) = match number {
            PgNumeric::Positive { weight, scale, digits } => (0_u16, *weight, *scale, digits),
            PgNumeric::Negative { weight, scale, digits } => (0x4000, *weight, *scale, digits),
            PgNumeric::NaN => panic!("not a number"),
        };
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&u16::try_from(digits.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(&weight.to_be_bytes());
        bytes.extend_from_slice(&sign.to_be_bytes());
        bytes.extend_from_slice(&scale.to_be_bytes());
        for digit in digits {
            bytes.extend_from_slice(&digit.to_be_bytes());
        }
        bytes
    }

    proptest! {
        #[test]
        fn numbers_there_and_back(minor in -999_999_999_999_999_999_i64..=999_999_999_999_999_999, scale in 0_u8..=18) {
            let expected = Decimal::new(minor, u32::from(scale));
            let read = decode(&bytes(&encode(minor, scale)), scale);
            prop_assert_eq!(read.map(|number| number.to_string()), Some(expected.to_string()));
        }
    }

    #[test]
    fn not_a_number_is_refused() {
        assert_eq!(decode(&[0, 0, 0, 0, 0xC0, 0, 0, 0], 2), None);
        assert_eq!(decode(&[0, 1], 2), None);
    }

    #[test]
    fn more_places_are_rounded() {
        // 0.66666666 and -2.5
        assert_eq!(decode(&[0, 2, 255, 255, 0, 0, 0, 8, 26, 10, 26, 10], 2).unwrap().to_string(), "0.67");
        assert_eq!(decode(&[0, 2, 0, 0, 0x40, 0, 0, 1, 0, 2, 19, 136], 0).unwrap().to_string(), "-3");
    }
}
