//! A change of the store.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, MutexGuard};

use super::writes::{Added, Writes};
use super::{Entry, Index, Lookup, Place, Record, Snapshot, Store};
use crate::sandbox::error::Cause;
use crate::sandbox::id::{self, Kind};

/// A change of the store, which finds what it has written. Nothing of it is kept unless it is
/// [committed](Change::commit).
pub(in crate::sandbox) struct Change<'s> {
    store: &'s Store,
    /// Only one change is under way.
    writer: MutexGuard<'s, ()>,
    before: Snapshot<'s>,
    writes: RefCell<Writes>,
    /// The last number that was given out; `None` until one is needed.
    count: Cell<Option<u64>>,
}

impl<'s> Change<'s> {
    pub(super) fn new(store: &'s Store, writer: MutexGuard<'s, ()>, before: Snapshot<'s>) -> Self {
        Change {
            store,
            writer,
            before,
            writes: RefCell::default(),
            count: Cell::new(None),
        }
    }

    /// Makes the change last: it is on the disk when this returns, if the store is in a file.
    pub(in crate::sandbox) fn commit(self) -> Result<(), Cause> {
        let writes = Writes {
            count: self.count.get(),
            ..self.writes.into_inner()
        };
        drop(self.before);
        let written = self.store.write(writes);
        drop(self.writer);
        written
    }

    /// A number that the store has not given out before.
    fn next(&self) -> Result<u64, Cause> {
        let last = match self.count.get() {
            Some(last) => last,
            None => self.before.count()?,
        };
        self.count.set(Some(last + 1));
        Ok(last + 1)
    }

    /// An id that the store has not given out before.
    pub(in crate::sandbox) fn new_id(&self, kind: Kind) -> Result<String, Cause> {
        Ok(id::numbered(kind, self.store.seed(), self.next()?))
    }

    /// Adds a record. The oldest ones of its kind are forgotten if there are too many.
    pub(in crate::sandbox) fn add<T: Record>(&self, record: &T) -> Result<(), Cause> {
        self.put(record);
        let added = Added {
            table: T::TABLE,
            number: self.next()?,
            key: record.key().to_owned(),
        };
        self.writes.borrow_mut().added.push(added);
        Ok(())
    }

    /// Writes a record, new or not, and its indices.
    pub(in crate::sandbox) fn put<T: Record>(&self, record: &T) {
        for (index, text) in record.indices() {
            self.set_index(index, &text, record.key());
        }
        let mut writes = self.writes.borrow_mut();
        let table = writes.records.entry(T::TABLE).or_default();
        table.insert(record.key().to_owned(), Some(Arc::new(record.clone())));
    }

    /// Removes a record and its indices. Its place in the order stays, and is skipped.
    pub(in crate::sandbox) fn remove<T: Record>(&self, record: &T) {
        let mut writes = self.writes.borrow_mut();
        for (index, text) in record.indices() {
            writes.indices.entry(index).or_default().insert(text, None);
        }
        let table = writes.records.entry(T::TABLE).or_default();
        table.insert(record.key().to_owned(), None);
    }

    pub(in crate::sandbox) fn set_index(&self, index: Index, key: &str, value: &str) {
        let mut writes = self.writes.borrow_mut();
        let table = writes.indices.entry(index).or_default();
        table.insert(key.to_owned(), Some(value.to_owned()));
    }

    /// Adds a notification to be sent at a time. The first one due is forgotten if there are too many.
    pub(in crate::sandbox) fn post(&self, due: i64, entry: Entry) -> Result<(), Cause> {
        let place = (due, self.next()?);
        self.writes.borrow_mut().outbox.insert(place, Some(entry));
        Ok(())
    }

    /// Takes a notification out of the outbox. `None` if it is not there.
    pub(in crate::sandbox) fn take_posted(&self, place: Place) -> Result<Option<Entry>, Cause> {
        let mut writes = self.writes.borrow_mut();
        match writes.outbox.insert(place, None) {
            Some(written) => Ok(written),
            None => self.before.posted(place),
        }
    }
}

impl Lookup for Change<'_> {
    fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause> {
        let writes = self.writes.borrow();
        let written = writes
            .records
            .get(&T::TABLE)
            .and_then(|table| table.get(key));
        match written {
            Some(record) => Ok(record
                .as_ref()
                .and_then(|record| record.as_any().downcast_ref().cloned())),
            None => self.before.record(key),
        }
    }

    fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause> {
        let writes = self.writes.borrow();
        let table = writes.indices.get(&index);
        match table.and_then(|table| table.get(key)) {
            Some(value) => Ok(value.clone()),
            None => self.before.indexed(index, key),
        }
    }
}
