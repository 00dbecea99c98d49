//! The table `flow_version`: each flow document that an approval was started with, kept under its hash.

use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{by_key, insert_new};
use crate::{Db, StoreError};

table_row! {
    /// A flow document as it was when approvals were started with it.
    FlowVersion in "flow_version" {
        /// The hash of the document.
        hash: String,
        /// The uid of the flow.
        flow: String,
        /// The document.
        document: Json,
    }
}

/// Keeps a version; false when it was kept already.
pub async fn put(db: &mut Db, version: &FlowVersion) -> Result<bool, StoreError> {
    insert_new(db, version, "hash").await
}

/// The version with that hash.
pub async fn get(db: &mut Db, hash: &str) -> Result<Option<FlowVersion>, StoreError> {
    by_key(db, "hash", &hash.to_owned()).await
}
