//! Sealing of secret fields: what reaches the database is unreadable without the key in the `keys` folder.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine_model::{FieldIndex, Model, Object, Target};
use engine_values::Value;

use crate::records::Draft;
use crate::text::random_bytes;
use crate::{Answer, Failure};

/// The key that new values are sealed with.
pub(crate) struct Secrets {
    /// Number of the key, the first byte of what it sealed.
    version: u8,
    key: [u8; 32],
    /// Keys of before, with which older values open.
    older: Vec<(u8, [u8; 32])>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Secrets(key {})", self.version)
    }
}

impl Secrets {
    pub(crate) fn new(version: u8, key: [u8; 32]) -> Self {
        Self { version, key, older: Vec::new() }
    }

    /// With keys of before.
    pub(crate) fn with_older(mut self, older: Vec<(u8, [u8; 32])>) -> Self {
        self.older = older;
        self
    }

    /// Opens what was sealed for a place, with the key that sealed it.
    pub(crate) fn open(&self, place: &str, sealed: &str) -> Option<String> {
        let mut bytes = STANDARD.decode(sealed).ok()?;
        if bytes.len() <= NONCE_LEN {
            return None;
        }
        let mut rest = bytes.split_off(1);
        let mut text = rest.split_off(NONCE_LEN);
        let version = bytes.first()?;
        let own = (self.version, self.key);
        let (_, key) = std::iter::once(&own).chain(&self.older).find(|(known, _)| known == version)?;
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
        let nonce = Nonce::try_assume_unique_for_key(&rest).ok()?;
        let plain = key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut text).ok()?;
        String::from_utf8(plain.to_vec()).ok()
    }

    /// Seals every secret of a draft, of its rows too. Until then the values are plain; nothing has looked at them yet.
    pub(crate) fn seal_draft(&self, model: &Model, object: &Object, draft: &mut Draft) -> Answer<()> {
        self.seal_values(object, &mut draft.values)?;
        for (field, rows) in &mut draft.children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            for row in rows {
                self.seal_values(model.object(child), &mut row.values)?;
            }
        }
        Ok(())
    }

    fn seal_values(&self, object: &Object, values: &mut [(FieldIndex, Value)]) -> Answer<()> {
        for (index, value) in values {
            let field = object.field(*index);
            if let (true, Value::Text(plain)) = (field.rules.is_secret(), &*value) {
                let sealed = self.seal(&place(&object.uid, &field.uid), plain);
                *value = Value::Text(sealed.ok_or_else(|| Failure::internal("a secret cannot be sealed"))?);
            }
        }
        Ok(())
    }

    /// Number of the key, nonce, and the sealed text, as Base64. It opens only at the place that it was sealed for.
    pub(crate) fn seal(&self, place: &str, plain: &str) -> Option<String> {
        let nonce = random_bytes::<NONCE_LEN>()?;
        let mut bytes = plain.as_bytes().to_vec();
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.key).ok()?);
        let aad = Aad::from(place.as_bytes());
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes).ok()?;
        let mut sealed = vec![self.version];
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&bytes);
        Some(STANDARD.encode(sealed))
    }
}

/// Where a secret belongs: moved to another field by hand, it does not open there.
fn place(object: &str, field: &str) -> String {
    format!("{object}/{field}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(version: u8, key: [u8; 32], place: &str, sealed: &str) -> Option<String> {
        Secrets::new(version, key).open(place, sealed)
    }

    #[test]
    fn a_secret_opens_with_its_key_at_its_place_only() {
        let secrets = Secrets::new(3, [7; 32]);
        let sealed = secrets.seal("o/f", "电池 horse").unwrap();
        assert_eq!(open(3, [7; 32], "o/f", &sealed).as_deref(), Some("电池 horse"));
        assert_eq!(open(3, [8; 32], "o/f", &sealed), None);
        assert_eq!(open(3, [7; 32], "o/g", &sealed), None);
        assert_eq!(open(2, [7; 32], "o/f", &sealed), None);
        assert_ne!(secrets.seal("o/f", "电池 horse").unwrap(), sealed, "equal secrets do not look equal");
        assert_eq!(format!("{secrets:?}"), "Secrets(key 3)");
        let newer = Secrets::new(4, [9; 32]).with_older(vec![(3, [7; 32])]);
        assert_eq!(
            newer.open("o/f", &sealed).as_deref(),
            Some("电池 horse"),
            "a new key leaves the old values readable"
        );
        for broken in ["", "AAAA", "not base64!"] {
            assert_eq!(newer.open("o/f", broken), None);
        }
    }
}
