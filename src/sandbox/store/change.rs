//! A transaction that changes the store.

use std::cell::Cell;

use redb::{ReadableTable, ReadableTableMetadata, TableHandle, WriteTransaction};

use super::outbox::{self, Entry, Place};
use super::{COUNT, Index, Lookup, META, ORDER, Record};
use crate::sandbox::error::Cause;
use crate::sandbox::id::{self, Kind};

/// A transaction that changes the store. Nothing of it is kept unless it is [committed](Change::commit).
pub(in crate::sandbox) struct Change {
    transaction: WriteTransaction,
    seed: u64,
    keep: u64,
    /// The last number that was given out; `None` until one is needed.
    count: Cell<Option<u64>>,
}

impl Change {
    pub(super) fn new(transaction: WriteTransaction, seed: u64, keep: u64) -> Self {
        Change {
            transaction,
            seed,
            keep,
            count: Cell::new(None),
        }
    }

    /// Makes the change last: it is on the disk when this returns.
    pub(in crate::sandbox) fn commit(self) -> Result<(), Cause> {
        if let Some(count) = self.count.get() {
            self.transaction.open_table(META)?.insert(COUNT, count)?;
        }
        Ok(self.transaction.commit()?)
    }

    /// A number that the store has not given out before.
    fn next(&self) -> Result<u64, Cause> {
        let last = if let Some(last) = self.count.get() {
            last
        } else {
            let meta = self.transaction.open_table(META)?;
            meta.get(COUNT)?.map_or(0, |count| count.value())
        };
        self.count.set(Some(last + 1));
        Ok(last + 1)
    }

    /// An id that the store has not given out before.
    pub(in crate::sandbox) fn new_id(&self, kind: Kind) -> Result<String, Cause> {
        Ok(id::numbered(kind, self.seed, self.next()?))
    }

    /// Adds a record, and forgets the oldest ones of its kind if there are too many.
    pub(in crate::sandbox) fn add<T: Record>(&self, record: &T) -> Result<(), Cause> {
        self.put(record)?;
        let number = self.next()?;
        let name = T::TABLE.name().to_owned();
        self.transaction
            .open_table(ORDER)?
            .insert((name.as_str(), number), record.key())?;
        while self.transaction.open_table(T::TABLE)?.len()? > self.keep {
            self.forget_oldest::<T>(&name)?;
        }
        Ok(())
    }

    /// Writes a record, new or not, and its indices.
    pub(in crate::sandbox) fn put<T: Record>(&self, record: &T) -> Result<(), Cause> {
        let json = serde_json::to_vec(record)?;
        let mut table = self.transaction.open_table(T::TABLE)?;
        table.insert(record.key(), json.as_slice())?;
        for (index, text) in record.indices() {
            self.set_index(index, &text, record.key())?;
        }
        Ok(())
    }

    /// Removes a record and its indices. Its place in the order stays, and is skipped.
    pub(in crate::sandbox) fn remove<T: Record>(&self, record: &T) -> Result<(), Cause> {
        for (index, text) in record.indices() {
            self.transaction.open_table(index)?.remove(text.as_str())?;
        }
        self.transaction
            .open_table(T::TABLE)?
            .remove(record.key())?;
        Ok(())
    }

    pub(in crate::sandbox) fn set_index(
        &self,
        index: Index,
        key: &str,
        value: &str,
    ) -> Result<(), Cause> {
        self.transaction.open_table(index)?.insert(key, value)?;
        Ok(())
    }

    fn forget_oldest<T: Record>(&self, name: &str) -> Result<(), Cause> {
        let mut order = self.transaction.open_table(ORDER)?;
        let oldest = order
            .range((name, 0)..=(name, u64::MAX))?
            .next()
            .transpose()?;
        let Some((number, key)) = oldest.map(|(at, key)| (at.value().1, key.value().to_owned()))
        else {
            return Ok(());
        };
        order.remove((name, number))?;
        let record: Option<T> = self.record(&key)?;
        for (index, text) in record.iter().flat_map(Record::indices) {
            self.transaction.open_table(index)?.remove(text.as_str())?;
        }
        self.transaction
            .open_table(T::TABLE)?
            .remove(key.as_str())?;
        Ok(())
    }

    /// Adds a notification to be sent at a time, and forgets the first one due if there are too many.
    pub(in crate::sandbox) fn post(&self, due: i64, entry: &Entry) -> Result<(), Cause> {
        let number = self.next()?;
        let mut table = self.transaction.open_table(outbox::TABLE)?;
        table.insert((due, number), serde_json::to_vec(entry)?.as_slice())?;
        while table.len()? > self.keep {
            table.pop_first()?;
        }
        Ok(())
    }

    /// Takes a notification out of the outbox. `None` if it is not there.
    pub(in crate::sandbox) fn take_posted(&self, place: Place) -> Result<Option<Entry>, Cause> {
        let mut table = self.transaction.open_table(outbox::TABLE)?;
        let taken = table.remove(place)?;
        let entry = taken.map(|entry| serde_json::from_slice(entry.value()));
        Ok(entry.transpose()?)
    }
}

impl Lookup for Change {
    fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause> {
        let table = self.transaction.open_table(T::TABLE)?;
        let found = table.get(key)?;
        let record = found.map(|json| serde_json::from_slice(json.value()));
        Ok(record.transpose()?)
    }

    fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause> {
        let table = self.transaction.open_table(index)?;
        let found = table.get(key)?;
        Ok(found.map(|found| found.value().to_owned()))
    }
}
