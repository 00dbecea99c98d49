//! Checks of form. They tell whether a text could be one, not whether it exists.

use engine_values::{Date, Value};

use super::format::number_in;
use super::{Answer, Arguments};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const TELLS: Signature = Signature::fixed(&[Want::Text], Gives::Boolean);
const SUMS: &str = "a sum over characters with weights is nothing SQL writes in one expression";

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ISEMAIL", "text", TELLS, |arguments| tells(arguments, is_email))
        .help(
            "是否像电子邮箱：有一个 @，其后有点号，没有空格。",
            "Whether it looks like an e-mail address: one @, a point after it, no spaces.",
        )
        .examples(&[("ISEMAIL(\"li@example.com\")", "TRUE"), ("ISEMAIL(\"li@example\")", "FALSE")]),
    Function::eager("ISMOBILE", "text", TELLS, |arguments| tells(arguments, is_mobile))
        .help(
            "是否像大陆手机号：1 开头、第二位 3–9 的 11 位数字。",
            "Whether it looks like a mobile number of mainland China: 11 digits from 13 to 19 on.",
        )
        .examples(&[("ISMOBILE(\"13812345678\")", "TRUE"), ("ISMOBILE(\"02168881234\")", "FALSE")]),
    Function::eager("ISURL", "text", TELLS, |arguments| tells(arguments, is_url))
        .help(
            "是否像网址：以 http:// 或 https:// 开头并有主机名。",
            "Whether it looks like a web address: http:// or https:// and a host.",
        )
        .examples(&[("ISURL(\"https://example.com/a\")", "TRUE"), ("ISURL(\"example.com\")", "FALSE")]),
    Function::eager("ISNUMBER", "text", TELLS, |arguments| tells(arguments, |text| number_in(text).is_some()))
        .help("文本能否读成数字。", "Whether VALUE finds a number in the text.")
        .examples(&[("ISNUMBER(\"1,234.5\")", "TRUE"), ("ISNUMBER(\"12a\")", "FALSE")]),
    Function::eager("ISDIGITS", "text", TELLS, |arguments| {
        tells(arguments, |text| text.chars().all(|letter| letter.is_ascii_digit()))
    })
    .help("是否只有数字 0–9。", "Whether it has only the digits 0–9.")
    .examples(&[("ISDIGITS(\"0012\")", "TRUE"), ("ISDIGITS(\"1.2\")", "FALSE")]),
    Function::eager("ISIDCARD", "text", TELLS, |arguments| tells(arguments, |text| identity(text).is_some()))
        .help(
            "是否为有效的 18 位居民身份证号（日期与校验位）。",
            "Whether it is an 18-place identity number of a resident of China, by its date and check digit.",
        )
        .examples(&[("ISIDCARD(\"11010519491231002X\")", "TRUE"), ("ISIDCARD(\"110105194912310021\")", "FALSE")])
        .memory_only(SUMS),
    Function::eager("IDBIRTHDAY", "text", Signature::fixed(&[Want::Text], Gives::Date), |arguments| {
        Ok(Value::from(arguments.text(0)?.and_then(identity).map(Value::Date)))
    })
    .help(
        "身份证号中的出生日期；号码无效则为空。",
        "The day of birth in an identity number; blank when it is not valid.",
    )
    .examples(&[("IDBIRTHDAY(\"11010519491231002X\")", "1949-12-31")])
    .memory_only(SUMS),
    Function::eager("ISCREDITCODE", "text", TELLS, |arguments| tells(arguments, is_credit_code))
        .help(
            "是否为有效的 18 位统一社会信用代码（校验位）。",
            "Whether it is an 18-place Unified Social Credit Code, by its check digit.",
        )
        .examples(&[
            ("ISCREDITCODE(\"91350100M000100Y43\")", "TRUE"),
            ("ISCREDITCODE(\"91350100M000100Y44\")", "FALSE"),
        ])
        .memory_only(SUMS),
];

fn tells(arguments: &mut Arguments<'_, '_>, test: fn(&str) -> bool) -> Answer {
    Ok(Value::Bool(arguments.text(0)?.is_some_and(test)))
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain =
        |letter: char| letter.is_ascii_graphic() && !matches!(letter, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')');
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty() && name.chars().all(plain) && host.chars().all(plain) && dotted
}

fn is_mobile(text: &str) -> bool {
    let digits: Vec<char> = text.chars().collect();
    digits.len() == 11 && digits.iter().all(char::is_ascii_digit) && matches!(digits.as_slice(), ['1', '3'..='9', ..])
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !text.contains(char::is_whitespace)
}

/// GB 11643: region, day of birth, order, check digit by ISO 7064 MOD 11-2. Gives the day.
fn identity(text: &str) -> Option<Date> {
    let places: Vec<char> = text.chars().collect();
    let (check, digits) = places.split_last()?;
    let digits: Vec<u32> = digits.iter().map(|digit| digit.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != 17 {
        return None;
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let expected = "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)?;
    if check.to_ascii_uppercase() != expected {
        return None;
    }
    let number =
        |from: usize, to: usize| digits.get(from..to).map(|part| part.iter().fold(0, |all, digit| all * 10 + digit));
    let (year, month, day) = (number(6, 10)?, number(10, 12)?, number(12, 14)?);
    let day = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (day.year() >= 1800).then_some(day)
}

/// GB 32100: seventeen signs and a check sign, MOD 31.
fn is_credit_code(text: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = text.chars().map(|sign| SIGNS.find(sign.to_ascii_uppercase())).collect();
    let Some([signs @ .., check]) = values.as_deref() else { return false };
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: usize = signs.iter().zip(weights).map(|(sign, weight)| sign * weight).sum();
    signs.len() == 17 && (31 - sum % 31) % 31 == *check
}
