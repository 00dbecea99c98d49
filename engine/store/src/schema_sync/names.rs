//! Names of indexes and constraints: short, and the same on every run, because they are hashes of what they cover.

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::cell::push_hexadecimal;

const DIGITS: usize = 20;

/// The index of a group of columns.
pub(super) fn index_name(table: &str, columns: &[String]) -> String {
    name('i', table, columns)
}

/// The unique index of a group of columns.
pub(super) fn unique_name(table: &str, columns: &[String]) -> String {
    name('u', table, columns)
}

/// The foreign key of a column.
pub(super) fn foreign_key_name(table: &str, column: &str) -> String {
    name('r', table, &[column.to_owned()])
}

/// True for an index that this module has made.
pub(super) fn is_our_index(name: &str) -> bool {
    let rest = name.strip_prefix("i_").or_else(|| name.strip_prefix("u_"));
    rest.is_some_and(|rest| rest.len() == DIGITS && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// True for a table that holds the links of a field.
pub fn is_link_table(name: &str) -> bool {
    name.starts_with("m_")
}

/// Refuses whatever could be anything but a physical name of ours.
pub(super) fn check_name(name: &str) -> Result<(), StoreError> {
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
    let rest = bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if first && rest && name.len() <= 63 { Ok(()) } else { Err(StoreError::other("not a physical name")) }
}

fn name(kind: char, table: &str, columns: &[String]) -> String {
    let hash = Sha256::digest(format!("{table}({})", columns.join(",")));
    let mut name = format!("{kind}_");
    push_hexadecimal(&mut name, hash.get(..DIGITS / 2).unwrap_or_default());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stable_and_told_apart() {
        let columns = ["f_a".to_owned(), "f_b".to_owned()];
        assert_eq!(index_name("o_x", &columns), index_name("o_x", &columns));
        assert_ne!(index_name("o_x", &columns), index_name("o_y", &columns));
        assert!(is_our_index(&unique_name("o_x", &columns)));
        assert!(!is_our_index("i_by_hand"));
        assert!(!is_our_index("app_user_login"));
    }

    #[test]
    fn only_physical_names_pass() {
        assert!(check_name("o_contract_k3f9").is_ok());
        for wrong in ["", "O_x", "1a", "a b", "a;b", "a\"", "合", &"a".repeat(64)] {
            assert!(check_name(wrong).is_err(), "{wrong}");
        }
    }
}
