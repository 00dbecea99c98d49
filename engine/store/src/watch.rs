//! Whether it is worth asking what other processes have changed.

use crate::sqlite::FileWatch;
use crate::{Store, StoreError};

/// Says when to look again. On SQLite it costs a microsecond or two; on PostgreSQL it always says yes.
pub struct ChangeWatch(Option<FileWatch>);

impl ChangeWatch {
    /// True when something may have changed since the last time.
    pub async fn has_changed(&mut self) -> Result<bool, StoreError> {
        match &mut self.0 {
            Some(watch) => watch.has_changed().await,
            None => Ok(true),
        }
    }
}

impl Store {
    /// Starts watching.
    pub fn change_watch(&self) -> Result<ChangeWatch, StoreError> {
        self.file().map(FileWatch::start).transpose().map(ChangeWatch)
    }
}
