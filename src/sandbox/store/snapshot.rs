//! A consistent view of the store.

use super::database::View;
use super::memory::Reading;
use super::{Entry, Index, Place, Record};
use crate::sandbox::error::Cause;

/// Finds records.
pub(in crate::sandbox) trait Lookup {
    fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause>;

    /// The text that an index has for a text.
    fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause>;

    /// The record that an index leads to.
    fn record_by<T: Record>(&self, index: Index, key: &str) -> Result<Option<T>, Cause> {
        match self.indexed(index, key)? {
            Some(key) => self.record(&key),
            None => Ok(None),
        }
    }
}

/// The store as it was when the snapshot was taken.
pub(in crate::sandbox) struct Snapshot<'s>(Kept<'s>);

/// Where the store is.
enum Kept<'s> {
    Memory(Reading<'s>),
    File(View),
}

impl<'s> Snapshot<'s> {
    pub(super) fn of_memory(reading: Reading<'s>) -> Self {
        Snapshot(Kept::Memory(reading))
    }

    pub(super) fn of_file(view: View) -> Self {
        Snapshot(Kept::File(view))
    }
}

impl Snapshot<'_> {
    /// The newest records of a kind that are wanted, at most so many.
    pub(in crate::sandbox) fn newest<T: Record>(
        &self,
        most: usize,
        is_wanted: impl FnMut(&T) -> bool,
    ) -> Result<Vec<T>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.newest().filter(is_wanted).take(most).collect()),
            Kept::File(view) => view.newest(most, is_wanted),
        }
    }

    /// The notifications that are due, the first due first, at most so many.
    pub(in crate::sandbox) fn due(
        &self,
        now: i64,
        most: usize,
    ) -> Result<Vec<(Place, Entry)>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.due(now).take(most).collect()),
            Kept::File(view) => view.due(now, most),
        }
    }

    /// When the next notification is due.
    pub(in crate::sandbox) fn next_due(&self) -> Result<Option<i64>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.next_due()),
            Kept::File(view) => view.next_due(),
        }
    }

    /// A notification that is still to be sent.
    pub(super) fn posted(&self, place: Place) -> Result<Option<Entry>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.posted(place)),
            Kept::File(view) => view.posted(place),
        }
    }

    /// The last number that was given out.
    pub(super) fn count(&self) -> Result<u64, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.count()),
            Kept::File(view) => view.count(),
        }
    }
}

impl Lookup for Snapshot<'_> {
    fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.record(key)),
            Kept::File(view) => view.record(key),
        }
    }

    fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause> {
        match &self.0 {
            Kept::Memory(tables) => Ok(tables.indexed(index, key)),
            Kept::File(view) => view.indexed(index, key),
        }
    }
}
