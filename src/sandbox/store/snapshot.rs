//! A consistent view of the store.

use redb::{Key, ReadOnlyTable, ReadTransaction, TableDefinition, TableError, Value};

use super::outbox::{self, Entry, Place};
use super::{Index, Lookup, Record};
use crate::sandbox::error::Cause;

/// The store as it was when the snapshot was taken.
pub(in crate::sandbox) struct Snapshot(ReadTransaction);

impl Snapshot {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Snapshot(transaction)
    }

    /// Opens a table. `None` if nothing was ever written to it.
    fn table<K: Key + 'static, V: Value + 'static>(
        &self,
        table: TableDefinition<'static, K, V>,
    ) -> Result<Option<ReadOnlyTable<K, V>>, Cause> {
        match self.0.open_table(table) {
            Ok(table) => Ok(Some(table)),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The notifications that are due, the first due first, at most so many.
    pub(in crate::sandbox) fn due(
        &self,
        now: i64,
        most: usize,
    ) -> Result<Vec<(Place, Entry)>, Cause> {
        let Some(table) = self.table(outbox::TABLE)? else {
            return Ok(Vec::new());
        };
        table
            .range(..=(now, u64::MAX))?
            .take(most)
            .map(|row| {
                let (place, entry) = row?;
                Ok((place.value(), serde_json::from_slice(entry.value())?))
            })
            .collect()
    }

    /// When the next notification is due.
    pub(in crate::sandbox) fn next_due(&self) -> Result<Option<i64>, Cause> {
        let Some(table) = self.table(outbox::TABLE)? else {
            return Ok(None);
        };
        let first = table.range::<Place>(..)?.next().transpose()?;
        Ok(first.map(|(place, _)| place.value().0))
    }
}

impl Lookup for Snapshot {
    fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause> {
        let Some(table) = self.table(T::TABLE)? else {
            return Ok(None);
        };
        let found = table.get(key)?;
        let record = found.map(|json| serde_json::from_slice(json.value()));
        Ok(record.transpose()?)
    }

    fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause> {
        let Some(table) = self.table(index)? else {
            return Ok(None);
        };
        Ok(table.get(key)?.map(|found| found.value().to_owned()))
    }
}
