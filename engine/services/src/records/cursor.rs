//! Cursors: the sort values and key of the last record of a page, sealed so that they tell nothing and cannot be made
//! up (security.md D3), and bound to the query they belong to.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use engine_errors::{Code, Problem};
use engine_store::{Cell, RowReader, StoreError};
use engine_values::{ColumnType, Value, date_from_text, instant_from_text};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::keys::Keys;

/// A sealed cursor for the row that `row` stands on. `query` is any text that tells this query from others.
pub(crate) fn seal(
    keys: &Keys,
    query: &str,
    places: &[(usize, ColumnType)],
    row: &mut dyn RowReader,
) -> Result<Option<String>, StoreError> {
    let mut values = Vec::with_capacity(places.len());
    for (place, _) in places {
        values.push(match row.cell(*place)? {
            Cell::Null => Json::Null,
            cell => cell.to_value()?.to_json(),
        });
    }
    let Ok(mut bytes) = serde_json::to_vec(&values) else { return Ok(None) };
    let mut nonce = [0u8; NONCE_LEN];
    if aws_lc_rs::rand::fill(&mut nonce).is_err() {
        return Ok(None);
    }
    let Some(key) = key(keys) else { return Ok(None) };
    let sealed = key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound(query)), &mut bytes);
    if sealed.is_err() {
        return Ok(None);
    }
    let mut whole = nonce.to_vec();
    whole.append(&mut bytes);
    Ok(Some(crate::text::to_base64(&whole)))
}

/// The values of a sealed cursor.
pub(crate) fn open(keys: &Keys, query: &str, columns: &[ColumnType], text: &str) -> Result<Vec<Value>, Problem> {
    unseal(keys, query, columns, text).ok_or_else(|| Problem::at(Code::CursorInvalid, "after"))
}

fn unseal(keys: &Keys, query: &str, columns: &[ColumnType], text: &str) -> Option<Vec<Value>> {
    let whole = crate::text::from_base64(text)?;
    let (nonce, sealed) = whole.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut bytes = sealed.to_vec();
    let opened = key(keys)?.open_in_place(nonce, Aad::from(bound(query)), &mut bytes).ok()?;
    let values: Vec<Json> = serde_json::from_slice(opened).ok()?;
    if values.len() != columns.len() {
        return None;
    }
    values.iter().zip(columns).map(|(json, column)| typed(*column, json)).collect()
}

fn typed(column: ColumnType, json: &Json) -> Option<Value> {
    let text = json.as_str();
    Some(match (column, json) {
        (_, Json::Null) => Value::Null,
        (ColumnType::Bool, Json::Bool(flag)) => Value::Bool(*flag),
        (ColumnType::Int, json) => Value::Int(json.as_i64()?),
        (ColumnType::Decimal { .. }, _) => Value::Decimal(engine_values::Decimal::from_str_exact(text?).ok()?),
        (ColumnType::Text, _) => Value::Text(text?.to_owned()),
        (ColumnType::Date, _) => Value::Date(date_from_text(text?)?),
        (ColumnType::Instant, _) => Value::Instant(instant_from_text(text?)?),
        (ColumnType::Id, _) => Value::Id(engine_values::Uuid::try_parse(text?).ok()?),
        _ => return None,
    })
}

fn key(keys: &Keys) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, keys.cursor()).ok().map(LessSafeKey::new)
}

fn bound(query: &str) -> [u8; 32] {
    Sha256::digest(query.as_bytes()).into()
}
