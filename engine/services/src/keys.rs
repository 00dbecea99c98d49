//! The secrets of one installation: made at the first start, kept in the `keys` folder, never shown.

use std::path::Path;
use std::sync::Arc;

use jsonwebtoken::{DecodingKey, EncodingKey};

use crate::audit::Trail;
use crate::secrets::Secrets;
use crate::text::random_bytes;
use crate::{Answer, Failure};
use engine_errors::Code;

/// Signing and sealing keys.
pub struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
    cursor: [u8; 32],
    secrets: Arc<Secrets>,
    trail: Trail,
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
        let trail = Trail::new(&read_or_make(&folder.join("audit.key"))?);
        let secrets = Arc::new(newest_secret_key(folder)?);
        let (encoding, decoding) = (EncodingKey::from_secret(&token), DecodingKey::from_secret(&token));
        Ok(Self { encoding, decoding, cursor, secrets, trail })
    }

    /// Keys that live as long as the process.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn temporary() -> Answer<Self> {
        let no_random = || Failure::internal("no random bytes");
        let token = random_bytes::<32>().ok_or_else(no_random)?;
        let cursor = random_bytes().ok_or_else(no_random)?;
        let trail = Trail::new(&random_bytes().ok_or_else(no_random)?);
        let secrets = Arc::new(Secrets::new(1, random_bytes().ok_or_else(no_random)?));
        let (encoding, decoding) = (EncodingKey::from_secret(&token), DecodingKey::from_secret(&token));
        Ok(Self { encoding, decoding, cursor, secrets, trail })
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

    pub(crate) fn trail(&self) -> &Trail {
        &self.trail
    }

    pub(crate) fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }
}

/// The key that seals secret fields: of `secret.1.key`, `secret.2.key` … the one with the largest number. A sealed value
/// begins with the number of its key, so an older key must stay in the folder while values of it are stored.
#[expect(clippy::disallowed_methods, reason = "the keys folder belongs to this file alone")]
fn newest_secret_key(folder: &Path) -> Answer<Secrets> {
    let number = |name: &str| name.strip_prefix("secret.")?.strip_suffix(".key")?.parse::<u8>().ok();
    let names =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut versions: Vec<u8> = names.filter_map(|name| number(&name)).collect();
    versions.sort_unstable();
    let version = versions.pop().unwrap_or(1);
    let read = |version: u8| read_or_make(&folder.join(format!("secret.{version}.key")));
    let older: Answer<Vec<(u8, [u8; 32])>> = versions.into_iter().map(|older| Ok((older, read(older)?))).collect();
    Ok(Secrets::new(version, read(version)?).with_older(older?))
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
