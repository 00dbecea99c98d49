//! The secrets of one installation: made at the first start, kept in the `keys` folder, never shown.

use std::path::Path;

use jsonwebtoken::{DecodingKey, EncodingKey};

use crate::text::random_bytes;
use crate::{Answer, Failure};
use engine_errors::Code;

/// Signing and sealing keys.
pub struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
    cursor: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys(***)")
    }
}

impl Keys {
    /// Reads the keys of a folder, or makes them.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn open(folder: &Path) -> Answer<Self> {
        let token = read_or_make(&folder.join("token.key"))?;
        let cursor = read_or_make(&folder.join("cursor.key"))?;
        Ok(Self { encoding: EncodingKey::from_secret(&token), decoding: DecodingKey::from_secret(&token), cursor })
    }

    /// Keys that live as long as the process.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn temporary() -> Answer<Self> {
        let no_random = || Failure::internal("no random bytes");
        let token = random_bytes::<32>().ok_or_else(no_random)?;
        let cursor = random_bytes().ok_or_else(no_random)?;
        Ok(Self { encoding: EncodingKey::from_secret(&token), decoding: DecodingKey::from_secret(&token), cursor })
    }

    pub(crate) fn encoding(&self) -> &EncodingKey {
        &self.encoding
    }

    pub(crate) fn decoding(&self) -> &DecodingKey {
        &self.decoding
    }

    pub(crate) fn cursor(&self) -> &[u8; 32] {
        &self.cursor
    }
}

#[expect(clippy::disallowed_methods, reason = "the keys folder belongs to this file alone")]
fn read_or_make(path: &Path) -> Answer<[u8; 32]> {
    let not_writable = |error: std::io::Error| Failure {
        cause: Some(format!("{}: {error}", path.display())),
        ..Failure::new(Code::DataFolderNotWritable)
    };
    if let Ok(bytes) = std::fs::read(path) {
        return bytes.try_into().map_err(|_| Failure::internal(format!("{} is not a key", path.display())));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(not_writable)?;
    }
    let key = random_bytes::<32>().ok_or_else(|| Failure::internal("no random bytes"))?;
    write_private(path, &key).map_err(not_writable)?;
    Ok(key)
}

/// Only the owner of the process may read it.
#[expect(clippy::disallowed_methods, reason = "the keys folder belongs to this file alone")]
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
