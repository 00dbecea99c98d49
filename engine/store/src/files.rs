//! The content of files, each kept once under the hash of its bytes. Names, types and rights are in the table `file`.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::cell::push_hexadecimal;

/// The folder `files` of a data folder.
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// Makes `<folder>/files` if needed.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let folder = folder.join("files");
        fs::create_dir_all(&folder).map_err(|error| {
            tracing::error!(%error, folder = %folder.display(), "the folder of files cannot be written");
            StoreError::FolderNotWritable
        })?;
        Ok(Self { folder })
    }

    /// Keeps the bytes and answers their SHA-256 as lower-case hexadecimal digits. When it returns, they are on disk.
    pub fn put(&self, content: &[u8]) -> Result<String, StoreError> {
        let mut hash = String::with_capacity(64);
        push_hexadecimal(&mut hash, &Sha256::digest(content));
        let path = self.path(&hash)?;
        // Equal content is kept once; a file under its final name is always whole.
        if !path.exists() {
            self.write(&path, content).map_err(|error| failed(&error))?;
        }
        Ok(hash)
    }

    /// Opens the content with that hash; none when it is not there.
    pub fn open_content(&self, hash: &str) -> Result<Option<File>, StoreError> {
        match File::open(self.path(hash)?) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// The whole content with that hash; none when it is not there.
    pub fn read(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(mut file) = self.open_content(hash)? else { return Ok(None) };
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(|error| failed(&error))?;
        Ok(Some(content))
    }

    /// Removes the content with that hash; nothing happens when it is not there.
    pub fn remove(&self, hash: &str) -> Result<(), StoreError> {
        match fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&error)),
            _ => Ok(()),
        }
    }

    /// The path is made from the hash alone, so that no name from outside ever reaches the file system.
    fn path(&self, hash: &str) -> Result<PathBuf, StoreError> {
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match hash.get(..2) {
            Some(start) if is_hash => Ok(self.folder.join(start).join(hash)),
            _ => Err(StoreError::other("not a SHA-256")),
        }
    }

    fn write(&self, path: &Path, content: &[u8]) -> std::io::Result<()> {
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        let temporary = parent.join(format!(".{}", uuid::Uuid::now_v7().simple()));
        let result = File::create_new(&temporary).and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&temporary, path)?;
            // The new name itself is safe only when its folder is.
            File::open(parent)?.sync_all()
        });
        if result.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        result
    }
}

fn failed(error: &std::io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull => {
            tracing::error!(%error, "a file cannot be written");
            StoreError::FolderNotWritable
        }
        _ => StoreError::Other(format!("a file: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_found_under_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path()).unwrap();
        let hash = files.put(b"abc").unwrap();
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(files.put(b"abc"), Ok(hash.clone()));
        assert!(folder.path().join("files/ba").join(&hash).is_file());
        assert_eq!(fs::read_dir(folder.path().join("files/ba")).unwrap().count(), 1, "no temporary file is left");
        assert_eq!(files.read(&hash), Ok(Some(b"abc".to_vec())));
        files.remove(&hash).unwrap();
        files.remove(&hash).unwrap();
        assert_eq!(files.read(&hash), Ok(None));
    }

    #[test]
    fn nothing_but_a_hash_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path()).unwrap();
        for wrong in ["", "../../etc/passwd", &"g".repeat(64), &"A".repeat(64), &"é".repeat(32)] {
            assert!(files.read(wrong).is_err(), "{wrong}");
        }
    }
}
