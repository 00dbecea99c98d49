//! Exact numbers: at most 28 digits, at most 12 of them after the point. Every operation gives the exact result, or
//! the exact result rounded once, half away from zero, to 12 decimals; what has more digits is an overflow. Nothing
//! here depends on a library's habits, so that every back end can do the same.

use std::cmp::Ordering;

use engine_values::Decimal;

/// Digits after the point that a number keeps.
pub(crate) const DECIMALS: u32 = 12;
/// A number without its point is below this: 28 digits.
const LIMIT: u128 = 10_u128.pow(28);

/// How a number between two multiples of a unit goes to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the nearer; from the middle away from zero.
    HalfAway,
    /// To the nearer; from the middle to the even multiple.
    HalfEven,
    /// Away from zero.
    Away,
    /// Towards zero.
    Zero,
    /// To the larger.
    Up,
    /// To the smaller.
    Down,
}

fn ten(power: u32) -> u128 {
    10_u128.pow(power)
}

/// The number with these digits and this scale, when it can be kept.
fn kept(negative: bool, mut digits: u128, mut scale: u32) -> Option<Decimal> {
    while (digits >= LIMIT || scale > DECIMALS) && scale > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        scale -= 1;
    }
    if digits >= LIMIT || scale > DECIMALS {
        return None;
    }
    let digits = i128::try_from(digits).ok()?;
    // There is one zero: a negative one would show its sign.
    Decimal::try_from_i128_with_scale(if negative { -digits } else { digits }, scale).ok()
}

/// `digits` without their last `count` digits, half away from zero.
fn shortened(digits: u128, count: u32) -> u128 {
    if count == 0 {
        return digits;
    }
    let unit = ten(count);
    digits / unit + u128::from(digits % unit >= unit / 2)
}

/// A number from outside: rounded to 12 decimals when it has more.
pub(crate) fn admitted(number: Decimal) -> Option<Decimal> {
    let digits = number.mantissa().unsigned_abs();
    if number.scale() <= DECIMALS && digits < LIMIT {
        return Some(if digits == 0 { Decimal::ZERO } else { number });
    }
    let extra = number.scale().saturating_sub(DECIMALS);
    kept(number.is_sign_negative(), shortened(digits, extra), number.scale() - extra)
}

pub(crate) fn negated(number: Decimal) -> Decimal {
    if number.is_zero() { Decimal::ZERO } else { -number }
}

pub(crate) fn add(one: Decimal, two: Decimal) -> Option<Decimal> {
    sum(one, two).or_else(|| sum(one.normalize(), two.normalize()))
}

fn sum(one: Decimal, two: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(two.scale());
    let digits = |number: Decimal| number.mantissa().checked_mul(10_i128.pow(scale - number.scale()));
    let sum = digits(one)?.checked_add(digits(two)?)?;
    kept(sum < 0, sum.unsigned_abs(), scale)
}

pub(crate) fn subtract(one: Decimal, two: Decimal) -> Option<Decimal> {
    add(one, -two)
}

pub(crate) fn multiply(one: Decimal, two: Decimal) -> Option<Decimal> {
    let negative = one.is_sign_negative() != two.is_sign_negative();
    let (left, right) = (one.mantissa().unsigned_abs(), two.mantissa().unsigned_abs());
    let mut scale = one.scale() + two.scale();
    if let Some(digits) = left.checked_mul(right) {
        let extra = scale.saturating_sub(DECIMALS);
        return kept(negative, shortened(digits, extra), scale - extra);
    }
    let mut product = Wide::product(left, right);
    if scale > DECIMALS {
        product = product.shortened(scale - DECIMALS);
        scale = DECIMALS;
    }
    while scale > 0 && product.narrow().is_none_or(|digits| digits >= LIMIT) {
        let (shorter, rest) = product.divided(10);
        if rest != 0 {
            return None;
        }
        product = shorter;
        scale -= 1;
    }
    kept(negative, product.narrow()?, scale)
}

/// The quotient, rounded to 12 decimals; the divisor is not zero.
pub(crate) fn divide(one: Decimal, two: Decimal) -> Option<Decimal> {
    let negative = one.is_sign_negative() != two.is_sign_negative();
    let (left, right) = (one.mantissa().unsigned_abs(), two.mantissa().unsigned_abs());
    // The quotient of the digits has to be moved by the difference of the scales.
    let places = DECIMALS + two.scale() - one.scale().min(DECIMALS);
    if let Some(left) = left.checked_mul(ten(places)) {
        let (digits, rest) = (left.checked_div(right)?, left.checked_rem(right)?);
        return kept(negative, digits + u128::from(rest >= right - rest), DECIMALS);
    }
    // As on paper: digit after digit, until nothing is left or enough digits are there.
    let (mut digits, mut rest) = (left.checked_div(right)?, left.checked_rem(right)?);
    let mut missing = places;
    while missing > 0 && rest > 0 {
        rest *= 10;
        digits = digits.checked_mul(10)?.checked_add(rest / right)?;
        rest %= right;
        missing -= 1;
    }
    if rest > 0 {
        digits += u128::from(rest >= right - rest);
    }
    match DECIMALS.checked_sub(missing) {
        Some(scale) => kept(negative, digits, scale),
        None => kept(negative, digits.checked_mul(ten(missing - DECIMALS))?, 0),
    }
}

/// The remainder with the sign of the first; the divisor is not zero.
pub(crate) fn remainder(one: Decimal, two: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(two.scale());
    let digits = |number: Decimal| number.mantissa().unsigned_abs().checked_mul(ten(scale - number.scale()));
    // A divisor so large that its digits do not fit is larger than the number.
    match (digits(one), digits(two)) {
        (Some(left), Some(right)) => kept(one.is_sign_negative(), left.checked_rem(right)?, scale),
        (Some(_), None) => Some(one),
        (None, Some(_)) | (None, None) => {
            let (one, two) = (one.normalize(), two.normalize());
            if one.scale().max(two.scale()) < scale { remainder(one, two) } else { one.checked_rem(two) }
        }
    }
}

/// The multiple of `unit` that `number` goes to; the unit is larger than zero.
pub(crate) fn rounded_to(number: Decimal, unit: Decimal, rounding: Rounding) -> Option<Decimal> {
    let (number, unit) = (number.normalize(), unit.normalize());
    let scale = number.scale().max(unit.scale());
    let digits = |number: Decimal| number.mantissa().unsigned_abs().checked_mul(ten(scale - number.scale()));
    let negative = number.is_sign_negative();
    let whole = digits(number)?;
    // A unit whose digits do not fit is more than twice the number.
    let (count, rest, middle) = match digits(unit) {
        Some(unit) => (whole / unit, whole % unit, (whole % unit).cmp(&(unit - whole % unit))),
        None => (0, whole, Ordering::Less),
    };
    let next = rest > 0
        && match rounding {
            Rounding::HalfAway => middle != Ordering::Less,
            Rounding::HalfEven => {
                middle == Ordering::Greater || (middle == Ordering::Equal && !count.is_multiple_of(2))
            }
            Rounding::Away => true,
            Rounding::Zero => false,
            Rounding::Up => !negative,
            Rounding::Down => negative,
        };
    let count = count + u128::from(next);
    if count == 0 {
        return Some(Decimal::ZERO);
    }
    let count = kept(negative, count, 0)?;
    multiply(count, unit)
}

/// Rounded to a number of decimals; below zero to tens, hundreds and so on.
pub(crate) fn rounded(number: Decimal, decimals: i64, rounding: Rounding) -> Option<Decimal> {
    let decimals = decimals.clamp(-28, i64::from(DECIMALS));
    if decimals >= i64::from(number.scale()) {
        return Some(number);
    }
    let places = u32::try_from(decimals.unsigned_abs()).ok()?;
    if decimals >= 0 {
        return rounded_to(number, Decimal::try_new(1, places).ok()?, rounding);
    }
    let unit = i128::try_from(ten(places)).ok()?;
    rounded_to(number, Decimal::try_from_i128_with_scale(unit, 0).ok()?, rounding)
}

/// The product of so many of it, rounded after every factor; below zero one over that. Nothing for one over zero.
pub(crate) fn power(base: Decimal, exponent: i32) -> Option<Option<Decimal>> {
    let mut product = Decimal::ONE;
    for _ in 0..exponent.unsigned_abs() {
        product = multiply(product, base)?;
    }
    match (exponent < 0, product.is_zero()) {
        (false, _) => Some(Some(product)),
        (true, true) => Some(None),
        (true, false) => divide(Decimal::ONE, product).map(Some),
    }
}

/// The root, rounded to 12 decimals; the number is not negative.
pub(crate) fn square_root(number: Decimal) -> Option<Decimal> {
    let wanted = Wide::product(number.mantissa().unsigned_abs(), ten(2 * DECIMALS - number.scale()));
    let (mut low, mut high) = (0_u128, ten(2 * DECIMALS + 3));
    while high - low > 1 {
        let middle = low.midpoint(high);
        if Wide::product(middle, middle) <= wanted { low = middle } else { high = middle }
    }
    // Past the middle between two whole numbers, which a whole number's root never hits.
    let nearer = Wide::product(low, low + 1) < wanted;
    kept(false, low + u128::from(nearer), DECIMALS)
}

/// A whole number of 256 bits, for products that are rounded afterwards. The highest part comes first, so that the
/// derived order is that of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wide([u64; 4]);

impl Wide {
    #[expect(clippy::cast_possible_truncation, reason = "numbers are taken apart into their halves")]
    fn product(one: u128, two: u128) -> Self {
        let (a, b) = ((one >> 64) as u64, one as u64);
        let (c, d) = ((two >> 64) as u64, two as u64);
        let low = u128::from(b) * u128::from(d);
        let cross = u128::from(a) * u128::from(d) + (low >> 64);
        let other = u128::from(b) * u128::from(c) + u128::from(cross as u64);
        let high = u128::from(a) * u128::from(c) + (cross >> 64) + (other >> 64);
        Self([(high >> 64) as u64, high as u64, other as u64, low as u64])
    }

    /// Quotient and remainder.
    #[expect(clippy::cast_possible_truncation, reason = "each quotient of a part is smaller than 2^64")]
    fn divided(self, by: u64) -> (Self, u64) {
        let mut rest = 0_u128;
        let parts = self.0.map(|part| {
            let value = rest << 64 | u128::from(part);
            rest = value % u128::from(by);
            (value / u128::from(by)) as u64
        });
        (Self(parts), rest as u64)
    }

    /// Without its last digits, at most 18, half away from zero.
    fn shortened(self, count: u32) -> Self {
        let unit = 10_u64.pow(count.min(18));
        let (Self([a, b, c, d]), rest) = self.divided(unit);
        let (low, carry) = d.overflowing_add(u64::from(rest >= unit / 2));
        let (middle, carry) = c.overflowing_add(u64::from(carry));
        let (high, carry) = b.overflowing_add(u64::from(carry));
        Self([a + u64::from(carry), high, middle, low])
    }

    fn narrow(self) -> Option<u128> {
        match self.0 {
            [0, 0, high, low] => Some(u128::from(high) << 64 | u128::from(low)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("number")
    }

    fn shown(number: Option<Decimal>) -> String {
        number.map_or("overflow".to_owned(), |number| number.normalize().to_string())
    }

    const LARGEST: &str = "9999999999999999999999999999";

    #[test]
    fn sums_are_exact_or_overflow() {
        let sum = |one: &str, two: &str| shown(add(number(one), number(two)));
        assert_eq!(sum("0.1", "0.2"), "0.3");
        assert_eq!(sum(LARGEST, "1"), "overflow");
        assert_eq!(sum(LARGEST, "0.1"), "overflow");
        assert_eq!(sum(LARGEST, "-0.000000000000"), LARGEST);
        assert_eq!(sum("9999999999999999.999999999999", "0.000000000001"), "10000000000000000");
        assert_eq!(sum("5", "-5.0"), "0");
    }

    #[test]
    fn products_are_rounded_once_to_twelve_decimals() {
        let product = |one: &str, two: &str| shown(multiply(number(one), number(two)));
        assert_eq!(product("0.000001", "0.0000005"), "0.000000000001");
        assert_eq!(product("0.000001", "-0.0000005"), "-0.000000000001");
        assert_eq!(product("0.000001", "0.00000049"), "0");
        assert_eq!(product("1234567890123456.789012345678", "1.000000000001"), "1234567890124691.356902469135");
        assert_eq!(product("302231454903657.293676544", "302231454903657.293676544"), "overflow");
        // 2^90 and 5^12 with six decimals each: the digits do not fit, the number does.
        assert_eq!(product("1237940039285380274899.124224", "244.140625"), "302231454903657293676544");
        assert_eq!(product("100000000000000", "100000000000000"), "overflow");
        assert_eq!(product("-3", "0"), "0");
    }

    #[test]
    fn quotients_are_rounded_once_to_twelve_decimals() {
        let quotient = |one: &str, two: &str| shown(divide(number(one), number(two)));
        assert_eq!(quotient("1", "3"), "0.333333333333");
        assert_eq!(quotient("2", "3"), "0.666666666667");
        assert_eq!(quotient("-2", "3"), "-0.666666666667");
        assert_eq!(quotient("0.000000000001", "2"), "0.000000000001");
        assert_eq!(quotient("0.000000000001", "2.000000000001"), "0");
        assert_eq!(quotient("1000000000000000000000000000", "1"), "1000000000000000000000000000");
        assert_eq!(quotient("1000000000000000000000000000", "0.1"), "overflow");
        assert_eq!(quotient(LARGEST, LARGEST), "1");
        assert_eq!(quotient("1", "0.000000000003"), "333333333333.333333333333");
        assert_eq!(quotient("9999999999999999.999999999999", "3"), "3333333333333333.333333333333");
    }

    #[test]
    fn powers_and_roots() {
        assert_eq!(shown(power(number("1.05"), 3).flatten()), "1.157625");
        assert_eq!(shown(power(number("2"), -2).flatten()), "0.25");
        assert_eq!(power(Decimal::ZERO, -1), Some(None));
        assert_eq!(shown(square_root(number("2"))), "1.414213562373");
        assert_eq!(shown(square_root(number("1.44"))), "1.2");
        assert_eq!(shown(square_root(number("0.000000000001"))), "0.000001");
        assert_eq!(shown(square_root(number(LARGEST))), "100000000000000");
        assert_eq!(shown(square_root(number("3"))), "1.732050807569");
    }

    #[test]
    fn rounding_goes_to_the_multiple_it_names() {
        let all = |text: &str, unit: &str| {
            use Rounding as R;
            let to = |rounding| shown(rounded_to(number(text), number(unit), rounding));
            [R::HalfAway, R::HalfEven, R::Away, R::Zero, R::Up, R::Down].map(to).join(" ")
        };
        assert_eq!(all("2.5", "1"), "3 2 3 2 3 2");
        assert_eq!(all("-2.5", "1"), "-3 -2 -3 -2 -2 -3");
        assert_eq!(all("3.5", "1"), "4 4 4 3 4 3");
        assert_eq!(all("0.4", "1"), "0 0 1 0 1 0");
        assert_eq!(all("7", "2.5"), "7.5 7.5 7.5 5 7.5 5");
        assert_eq!(all("1250", "100"), "1300 1200 1300 1200 1300 1200");
        assert_eq!(
            all(LARGEST, "10"),
            "overflow overflow overflow 9999999999999999999999999990 overflow 9999999999999999999999999990"
        );
        assert_eq!(shown(rounded(number("1.005"), 2, Rounding::HalfAway)), "1.01");
        assert_eq!(shown(rounded(number("-1250"), -2, Rounding::HalfAway)), "-1300");
        assert_eq!(shown(rounded(number("5.5"), 40, Rounding::HalfAway)), "5.5");
        assert_eq!(shown(rounded(number("5.123456789012"), -40, Rounding::HalfAway)), "0");
    }

    #[test]
    fn what_comes_from_outside_is_brought_into_range() {
        assert_eq!(shown(admitted(number("0.0000000000005"))), "0.000000000001");
        assert_eq!(shown(admitted(number("-0.00"))), "0");
        assert_eq!(shown(admitted(Decimal::MAX)), "overflow");
        assert_eq!(shown(remainder(number("-7.5"), number("2"))), "-1.5");
        assert_eq!(shown(remainder(number(LARGEST), number("0.7"))), shown(number(LARGEST).checked_rem(number("0.7"))));
    }
}
