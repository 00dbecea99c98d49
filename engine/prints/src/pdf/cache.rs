//! What is worth keeping between documents: font subsets by their glyphs, images by their bytes.

use std::sync::{Arc, Mutex, PoisonError};

use super::images::PreparedImage;
use super::subset::Subset;

const SUBSETS: usize = 64;
const IMAGES: usize = 64;

/// Identity of a subset: the face and exactly the glyphs.
pub(super) type SubsetKey = (u64, Vec<u16>);

/// Caches shared by all renders of a process. They change the speed, never the bytes.
#[derive(Default)]
pub struct Caches {
    subsets: Mutex<Recent<SubsetKey, Subset>>,
    images: Mutex<Recent<[u8; 32], PreparedImage>>,
}

impl Caches {
    /// Empty caches.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn subset<E>(
        &self,
        key: SubsetKey,
        make: impl FnOnce(&SubsetKey) -> Result<Subset, E>,
    ) -> Result<Arc<Subset>, E> {
        kept(&self.subsets, SUBSETS, key, make)
    }

    pub(super) fn image<E>(
        &self,
        key: [u8; 32],
        make: impl FnOnce(&[u8; 32]) -> Result<PreparedImage, E>,
    ) -> Result<Arc<PreparedImage>, E> {
        kept(&self.images, IMAGES, key, make)
    }
}

/// The most recently used entries, the newest at the end.
struct Recent<K, V>(Vec<(K, Arc<V>)>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// The entry, made outside the lock when it is missing: two renders may make the same one, which is harmless.
fn kept<K: PartialEq, V, E>(
    recent: &Mutex<Recent<K, V>>,
    most: usize,
    key: K,
    make: impl FnOnce(&K) -> Result<V, E>,
) -> Result<Arc<V>, E> {
    let lock = || recent.lock().unwrap_or_else(PoisonError::into_inner);
    {
        let mut recent = lock();
        if let Some(place) = recent.0.iter().position(|(known, _)| *known == key) {
            let entry = recent.0.remove(place);
            let value = Arc::clone(&entry.1);
            recent.0.push(entry);
            return Ok(value);
        }
    }
    let value = Arc::new(make(&key)?);
    let mut recent = lock();
    if recent.0.len() >= most {
        recent.0.remove(0);
    }
    recent.0.push((key, Arc::clone(&value)));
    Ok(value)
}
