//! One-time codes that change every thirty seconds (RFC 6238, with SHA-1 and six digits, as every app does them).

use aws_lc_rs::hmac;
use engine_values::Timestamp;

/// Seconds of a step.
const STEP: i64 = 30;
/// Bytes of a secret: as many as the hash has.
pub(crate) const SECRET_LENGTH: usize = 20;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of an instant.
fn step_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP)
}

/// The code of a step.
fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let start = bytes.last().map_or(0, |last| usize::from(last & 0x0f));
    let four = bytes.get(start..start + 4).unwrap_or_default();
    let number = four.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step whose code was given: the present one or a neighbour, since clocks differ, and none that is used up.
pub(crate) fn matching_step(secret: &[u8], given: &str, now: Timestamp, last_step: i64) -> Option<i64> {
    let present = step_of(now);
    [present, present - 1, present + 1].into_iter().find(|step| *step > last_step && code(secret, *step) == given)
}

/// The code that an app shows for a secret, written as in its address, at an instant.
#[must_use]
pub fn totp_code(secret: &str, now: Timestamp) -> Option<String> {
    Some(code(&from_base32(secret)?, step_of(now)))
}

/// A secret as apps read it.
pub(crate) fn to_base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = ((held << 8) | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let place = (held >> bits) & 31;
            text.extend(ALPHABET.get(place as usize).map(|letter| char::from(*letter)));
        }
    }
    if bits > 0 {
        let place = (held << (5 - bits)) & 31;
        text.extend(ALPHABET.get(place as usize).map(|letter| char::from(*letter)));
    }
    text
}

/// Reads what [`to_base32`] writes.
fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let place = ALPHABET.iter().position(|known| *known == letter)?;
        held = ((held << 5) | u32::try_from(place).ok()?) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238, the last six of eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, wanted) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(totp_code(&to_base32(secret), now).as_deref(), Some(wanted), "{second}");
        }
        assert_eq!(to_base32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(to_base32(b"ab"), "MFRA");
        assert_eq!(totp_code("not base32!", Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn neighbours_are_accepted_and_used_ones_are_not() {
        let (secret, now) = (b"12345678901234567890", Timestamp::from_second(1_000_000_010).unwrap());
        let present = step_of(now);
        for (step, last, found) in [
            (present, 0, true),
            (present - 1, 0, true),
            (present + 1, 0, true),
            (present - 2, 0, false),
            (present + 2, 0, false),
            (present, present, false),
            (present - 1, present, false),
            (present + 1, present, true),
        ] {
            let matched = matching_step(secret, &code(secret, step), now, last);
            assert_eq!(matched, found.then_some(step), "{} after {last}", step - present);
        }
        assert_eq!(matching_step(secret, "", now, 0), None);
    }
}
