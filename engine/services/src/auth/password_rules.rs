//! What a password must be: long enough, and nothing that is tried first. No mixture of kinds of characters is asked
//! for, and none is forbidden (ASVS 5.0, 6.2).

use std::collections::HashSet;
use std::sync::LazyLock;

use engine_errors::{Code, Problem};
use engine_store::{Db, tables};
use serde_json::Value as Json;

use crate::prints::COMPANY;
use crate::{Answer, Failure, Tenon};

/// Fewest characters.
pub(crate) const MIN_LENGTH: usize = 12;
/// Most characters; argon2 takes any number, a request body should not.
pub(crate) const MAX_LENGTH: usize = 256;
/// Up to so many well-known parts in a row are one guess.
const FEW_PARTS: usize = 3;
/// What must be left of a password without the names of person, company and product.
const LEFT_LENGTH: usize = 8;
/// What the product is called.
const PRODUCT: &[&str] = &["tenon", "榫卯"];
/// Rows of keyboards, alphabet and digits, for walks in either direction.
const WALKS: &[&str] = &[
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "qweasdzxcrtyfghvbn",
];

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../../seeds/passwords/common.txt");
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
});

/// Checks a password against the rules; `own` are names of the person, which it may not consist of.
///
/// # Errors
/// `password_length` or `password_guessable` at the place in the body.
pub(crate) async fn check(tenon: &Tenon, password: &str, own: &[&str], path: &str) -> Answer<()> {
    let length = password.chars().count();
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
        let problem = Problem::at(Code::PasswordLength, path).with("min", MIN_LENGTH).with("max", MAX_LENGTH);
        return Err(Failure::problems(vec![problem]));
    }
    let company = tenon.store.read(async |db: &mut Db| tables::settings::get(db, COMPANY).await).await?;
    let mut names: Vec<String> = own.iter().map(|name| (*name).to_owned()).collect();
    names_in(company.as_ref().and_then(|company| company.get("name")), &mut names);
    names.extend(PRODUCT.iter().map(|name| (*name).to_owned()));
    if is_guessable(password, &names) {
        return Err(Failure::problems(vec![Problem::at(Code::PasswordGuessable, path)]));
    }
    Ok(())
}

fn names_in(json: Option<&Json>, names: &mut Vec<String>) {
    match json {
        Some(Json::String(text)) => names.push(text.clone()),
        Some(Json::Object(texts)) => texts.values().for_each(|text| names_in(Some(text), names)),
        _ => {}
    }
}

/// Whether a password is among what is tried first.
pub(crate) fn is_guessable(password: &str, names: &[String]) -> bool {
    let plain = password.to_lowercase();
    let mut parts: Vec<String> = names
        .iter()
        .flat_map(|name| {
            let name = name.to_lowercase();
            let words = name.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned);
            words.chain([name.clone()]).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() >= if word.is_ascii() { 3 } else { 2 })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let is_name = readings(&plain).iter().any(|text| {
        let without = parts.iter().fold(text.clone(), |text, part| text.replace(part.as_str(), ""));
        without != *text && without.chars().count() < LEFT_LENGTH
    });
    is_name || is_repeated(&plain) || has_few_parts(&plain)
}

/// A text as it stands, and as it reads when its digits and signs are letters.
fn readings(text: &str) -> [String; 3] {
    [text.to_owned(), unmasked(text, 'i'), unmasked(text, 'l')]
}

/// Letters that are written as digits and signs, as letters.
fn unmasked(text: &str, one: char) -> String {
    let letter = |character| match character {
        '0' => 'o',
        '1' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// The same again and again.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).any(|length| {
        let (unit, _) = letters.split_at(length);
        letters.chunks(length).all(|chunk| unit.starts_with(chunk))
    })
}

/// Whether a few well-known words, walks, short numbers and dates make up the whole, with any signs between them.
fn has_few_parts(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let many = usize::MAX / 2;
    // How few parts reach each place.
    let mut fewest = vec![many; letters.len() + 1];
    if let Some(first) = fewest.first_mut() {
        *first = 0;
    }
    for start in 0..letters.len() {
        let here = fewest.get(start).copied().unwrap_or(many);
        if here >= FEW_PARTS && letters.get(start).is_some_and(|letter| letter.is_alphanumeric()) {
            continue;
        }
        for end in start + 1..=letters.len() {
            let part: String = letters.get(start..end).unwrap_or_default().iter().collect();
            // A long number is no row of short ones.
            let is_digit =
                |place: Option<usize>| place.and_then(|place| letters.get(place)).is_some_and(char::is_ascii_digit);
            let is_cut = (is_digit(start.checked_sub(1)) && is_digit(Some(start)))
                || (is_digit(end.checked_sub(1)) && is_digit(Some(end)));
            let cost = if part.chars().all(|letter| !letter.is_alphanumeric()) { 0 } else { 1 };
            if (cost == 0 || (!is_cut && is_known(&part)))
                && let Some(there) = fewest.get_mut(end)
            {
                *there = (*there).min(here.saturating_add(cost));
            }
        }
    }
    fewest.last().is_some_and(|parts| *parts <= FEW_PARTS)
}

/// A word of the list, a walk over the keyboard, a short number, or a date.
fn is_known(part: &str) -> bool {
    if readings(part).iter().any(|text| COMMON.contains(text.as_str())) {
        return true;
    }
    let length = part.chars().count();
    if part.bytes().all(|byte| byte.is_ascii_digit()) {
        let between = |place: std::ops::Range<usize>, most: u32| {
            part.get(place).and_then(|text| text.parse::<u32>().ok()).is_some_and(|number| (1..=most).contains(&number))
        };
        let is_year = part.starts_with("19") || part.starts_with("20");
        let is_date = length == 8 && is_year && between(4..6, 12) && between(6..8, 31);
        if length <= 4 || is_date || is_repeated(part) {
            return true;
        }
    }
    let backwards: String = part.chars().rev().collect();
    length >= 3 && WALKS.iter().any(|walk| walk.contains(part) || walk.contains(backwards.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessable(password: &str) -> bool {
        is_guessable(password, &["rita.meyer".to_owned(), "Rita Meyer".to_owned(), "明珠仪器有限公司".to_owned()])
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for password in [
            "password1234",
            "P@ssw0rd2026!",
            "Password123456789",
            "qwertyuiop12",
            "1qaz2wsx3edc4rfv",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "iloveyou1314520",
            "Welcome2026!",
            "adminadmin123",
            "woaini5201314",
            "zhangwei19900101",
            "Shanghai2026!!",
            "!!letmein!!2026",
            "tenonTenon2026",
            "榫卯2026榫卯2026",
            "RitaMeyer2026",
            "rita.meyer!99",
            "明珠仪器有限公司2026",
            "CompanyLogin1",
            "letmeinletmein",
        ] {
            assert!(guessable(password), "{password}");
        }
    }

    #[test]
    fn what_nobody_tries_first_is_accepted_whatever_it_is_made_of() {
        for password in [
            "correct horse 电池",
            "kxqzvbtrwplm",
            "84719305562718",
            "我家门前有三棵老槐树和一口井",
            "river lamp under 9 boats",
            "Tq8#vLp2!xZw",
            "rita likes 40 grey herons",
            "meyer-hat-tangle-orbit",
            "           orbit herons",
        ] {
            assert!(!guessable(password), "{password}");
        }
    }

    #[test]
    fn the_list_is_in_order_and_has_no_double() {
        let text = include_str!("../../../../seeds/passwords/common.txt");
        let words: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(words.len() > 2_500 && words.is_sorted_by(|one, other| one < other));
        assert!(words.iter().all(|word| *word == word.to_lowercase() && word.len() >= 3));
    }
}
