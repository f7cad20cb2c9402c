//! The store in memory.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::record::AnyRecord;
use super::writes::{Added, Writes};
use super::{Entry, Index, Place, Record, Records};

#[derive(Default)]
pub(super) struct Memory(RwLock<Tables>);

/// A look into memory, for which changes wait.
pub(super) type Reading<'s> = RwLockReadGuard<'s, Tables>;

impl Memory {
    /// A thread that panicked has left whole tables: what it would have written is made before.
    pub(super) fn read(&self) -> Reading<'_> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self, writes: Writes, keep: u64) {
        let mut tables = self.0.write().unwrap_or_else(PoisonError::into_inner);
        tables.write(writes, usize::try_from(keep).unwrap_or(usize::MAX));
    }
}

#[derive(Default)]
pub(super) struct Tables {
    records: HashMap<Records, Table>,
    indices: HashMap<Index, HashMap<String, String>>,
    outbox: BTreeMap<Place, Entry>,
    count: u64,
}

/// The records of a kind.
#[derive(Default)]
struct Table {
    by_key: HashMap<String, Arc<dyn AnyRecord>>,
    /// The keys in the order of their creation.
    order: VecDeque<String>,
}

impl Tables {
    pub(super) fn record<T: Record>(&self, key: &str) -> Option<T> {
        let record = self.records.get(&T::TABLE)?.by_key.get(key)?;
        record.as_any().downcast_ref().cloned()
    }

    pub(super) fn indexed(&self, index: Index, key: &str) -> Option<String> {
        self.indices.get(&index)?.get(key).cloned()
    }

    /// The records of a kind, the newest first.
    pub(super) fn newest<T: Record>(&self) -> impl Iterator<Item = T> {
        let table = self.records.get(&T::TABLE);
        let keys = table.into_iter().flat_map(|table| table.order.iter().rev());
        keys.filter_map(|key| self.record(key))
    }

    pub(super) fn due(&self, now: i64) -> impl Iterator<Item = (Place, Entry)> {
        let due = self.outbox.range(..=(now, u64::MAX));
        due.map(|(place, entry)| (*place, entry.clone()))
    }

    pub(super) fn next_due(&self) -> Option<i64> {
        self.outbox.keys().next().map(|(due, _)| *due)
    }

    pub(super) fn posted(&self, place: Place) -> Option<Entry> {
        self.outbox.get(&place).cloned()
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    fn write(&mut self, writes: Writes, keep: usize) {
        for (table, records) in writes.records {
            let table = self.records.entry(table).or_default();
            for (key, record) in records {
                set(&mut table.by_key, key, record);
            }
        }
        for (index, entries) in writes.indices {
            let index = self.indices.entry(index).or_default();
            for (text, value) in entries {
                set(index, text, value);
            }
        }
        for Added { table, key, .. } in writes.added {
            self.records.entry(table).or_default().order.push_back(key);
            self.forget(table, keep);
        }
        for (place, entry) in writes.outbox {
            match entry {
                Some(entry) => self.outbox.insert(place, entry),
                None => self.outbox.remove(&place),
            };
        }
        while self.outbox.len() > keep {
            self.outbox.pop_first();
        }
        self.count = writes.count.unwrap_or(self.count);
    }

    /// Forgets the oldest records of a kind, so that no more than so many are left.
    fn forget(&mut self, table: Records, keep: usize) {
        let Some(Table { by_key, order }) = self.records.get_mut(&table) else {
            return;
        };
        while by_key.len() > keep
            && let Some(oldest) = order.pop_front()
        {
            let record = by_key.remove(&oldest);
            for (index, text) in record.iter().flat_map(|record| record.indices()) {
                if let Some(entries) = self.indices.get_mut(&index) {
                    entries.remove(&text);
                }
            }
        }
    }
}

/// Sets an entry of a map, or removes it.
fn set<V>(map: &mut HashMap<String, V>, key: String, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}
