//! `text[]` in the binary form of PostgreSQL.

use crate::StoreError;

const TEXT_OID: i32 = 25;

/// Writes a list of texts.
pub(super) fn encode(items: &[String]) -> Result<Vec<u8>, StoreError> {
    let size = |length: usize| i32::try_from(length).map_err(|_| StoreError::other("a list is too long"));
    let mut bytes = Vec::with_capacity(20 + items.iter().map(|item| item.len() + 4).sum::<usize>());
    let dimensions = i32::from(!items.is_empty());
    for word in [dimensions, 0, TEXT_OID] {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
    if !items.is_empty() {
        bytes.extend_from_slice(&size(items.len())?.to_be_bytes());
        bytes.extend_from_slice(&1_i32.to_be_bytes());
    }
    for item in items {
        bytes.extend_from_slice(&size(item.len())?.to_be_bytes());
        bytes.extend_from_slice(item.as_bytes());
    }
    Ok(bytes)
}

/// Reads a list of texts; a null among them, which we never write, is refused.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rest = bytes;
    let dimensions = word(&mut rest)?;
    let (_nulls, _type) = (word(&mut rest)?, word(&mut rest)?);
    if dimensions == 0 {
        return Some(Vec::new());
    }
    let length = usize::try_from(word(&mut rest)?).ok()?;
    let _lower_bound = word(&mut rest)?;
    if dimensions != 1 {
        return None;
    }
    let mut items = Vec::with_capacity(length.min(rest.len()));
    for _ in 0..length {
        let size = usize::try_from(word(&mut rest)?).ok()?;
        let (item, after) = rest.split_at_checked(size)?;
        items.push(std::str::from_utf8(item).ok()?.to_owned());
        rest = after;
    }
    rest.is_empty().then_some(items)
}

fn word(rest: &mut &[u8]) -> Option<i32> {
    let (word, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(i32::from_be_bytes(*word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_there_and_back() {
        for items in [vec![], vec![String::new()], vec!["甲".to_owned(), "b\"c,{}".to_owned()]] {
            assert_eq!(decode(&encode(&items).unwrap()), Some(items));
        }
    }

    #[test]
    fn broken_bytes_are_refused() {
        let good = encode(&["abc".to_owned()]).unwrap();
        for end in 0..good.len() {
            assert_eq!(decode(&good[..end]), None, "cut at {end}");
        }
    }
}
