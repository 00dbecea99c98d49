//! One cell of a result row, borrowed from the row for as long as it is looked at.

use engine_values::{Date, Decimal, Timestamp, Uuid, Value};

use crate::StoreError;

/// A decoded cell. Text and JSON borrow a buffer of the reader and are valid until the next cell is read.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact decimal with as many places as its column.
    Decimal(Decimal),
    /// Text; also bytes, as lower-case hexadecimal digits.
    Text(&'a str),
    /// A calendar day.
    Date(Date),
    /// An instant, to the microsecond.
    Instant(Timestamp),
    /// An identity.
    Id(Uuid),
    /// A list of keys.
    List(Vec<String>),
    /// JSON text without spaces and with sorted keys, equal on both databases.
    Json(&'a str),
}

impl Cell<'_> {
    /// The cell as an owned value.
    pub fn to_value(&self) -> Result<Value, StoreError> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(*flag),
            Self::Int(number) => Value::Int(*number),
            Self::Decimal(number) => Value::Decimal(*number),
            Self::Text(text) => Value::Text((*text).to_owned()),
            Self::Date(date) => Value::Date(*date),
            Self::Instant(instant) => Value::Instant(*instant),
            Self::Id(id) => Value::Id(*id),
            Self::List(items) => Value::List(items.clone()),
            Self::Json(text) => Value::Json(
                serde_json::from_str(text).map_err(|error| StoreError::Other(format!("a JSON column: {error}")))?,
            ),
        })
    }
}

/// Reads the cells of one row, in the order and with the types of the statement's columns.
pub trait RowReader {
    /// How many cells there are.
    fn len(&self) -> usize;

    /// True for a row without cells.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Decodes the cell at `index`; asking beyond the declared columns is an error.
    fn cell(&mut self, index: usize) -> Result<Cell<'_>, StoreError>;
}

/// Writes bytes as lower-case hexadecimal digits into `text`.
pub(crate) fn push_hexadecimal(text: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Reads hexadecimal digits of either case.
pub(crate) fn bytes_from_hexadecimal(text: &str) -> Result<Vec<u8>, StoreError> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    match digits {
        Some(digits) if digits.len() % 2 == 0 => {
            Ok(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
        }
        _ => Err(StoreError::other("bytes are written as pairs of hexadecimal digits")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_there_and_back() {
        let mut text = String::new();
        push_hexadecimal(&mut text, &[0, 15, 16, 255]);
        assert_eq!(text, "000f10ff");
        assert_eq!(bytes_from_hexadecimal("000F10ff"), Ok(vec![0, 15, 16, 255]));
        assert!(bytes_from_hexadecimal("0").is_err());
        assert!(bytes_from_hexadecimal("0g").is_err());
    }
}
