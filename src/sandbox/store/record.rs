//! Records, and what finds them.

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::sandbox::error::Cause;

/// The name of a table of records.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::sandbox) struct Records(pub(super) &'static str);

impl Records {
    pub(in crate::sandbox) const fn new(name: &'static str) -> Self {
        Records(name)
    }
}

/// The name of a table that finds the key of a record, or another short text, by a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::sandbox) struct Index(pub(super) &'static str);

impl Index {
    pub(in crate::sandbox) const fn new(name: &'static str) -> Self {
        Index(name)
    }
}

/// A record of the store, which is found by its key and by its indices.
pub(in crate::sandbox) trait Record:
    Serialize + DeserializeOwned + Clone + Send + Sync + 'static
{
    /// The table of these records.
    const TABLE: Records;

    fn key(&self) -> &str;

    /// The entries of indices that lead to this record now.
    fn indices(&self) -> Vec<(Index, String)> {
        Vec::new()
    }
}

/// A record of any type.
pub(super) trait AnyRecord: Send + Sync {
    fn json(&self) -> Result<Vec<u8>, Cause>;

    fn indices(&self) -> Vec<(Index, String)>;

    /// The indices of another record of the same type.
    fn indices_of(&self, json: &[u8]) -> Result<Vec<(Index, String)>, Cause>;

    fn as_any(&self) -> &dyn Any;
}

impl<T: Record> AnyRecord for T {
    fn json(&self) -> Result<Vec<u8>, Cause> {
        Ok(serde_json::to_vec(self)?)
    }

    fn indices(&self) -> Vec<(Index, String)> {
        Record::indices(self)
    }

    fn indices_of(&self, json: &[u8]) -> Result<Vec<(Index, String)>, Cause> {
        let other: T = serde_json::from_slice(json)?;
        Ok(Record::indices(&other))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
