//! The store in a file.

use std::path::Path;

use redb::{
    Key, ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata, TableDefinition,
    TableError, Value, WriteTransaction,
};

use super::writes::{Added, Writes};
use super::{Entry, Index, Place, Record, Records, file};
use crate::sandbox::error::Cause;

/// Numbers of the store itself.
const META: TableDefinition<'static, &str, u64> = TableDefinition::new("meta");
const VERSION: (&str, u64) = ("version", 1);
const SEED: &str = "seed";
const COUNT: &str = "count";

/// The keys of records in the order of their creation, by table and number.
const ORDER: TableDefinition<'static, (&str, u64), &str> = TableDefinition::new("order");

const OUTBOX: TableDefinition<'static, Place, &[u8]> = TableDefinition::new("outbox");

/// What the database keeps of its pages in memory.
const CACHE: usize = 64 << 20;

impl Records {
    /// Records are kept as JSON.
    const fn table(self) -> TableDefinition<'static, &'static str, &'static [u8]> {
        TableDefinition::new(self.0)
    }
}

impl Index {
    const fn table(self) -> TableDefinition<'static, &'static str, &'static str> {
        TableDefinition::new(self.0)
    }
}

pub(super) struct Database(redb::Database);

impl Database {
    /// Opens a database, or creates it with this seed. Returns the seed that it has.
    pub(super) fn open(path: &Path, seed: u64) -> Result<(Self, u64), Cause> {
        let mut builder = redb::Database::builder();
        builder.set_cache_size(CACHE);
        // What later versions of the database read as well.
        builder.create_with_file_format_v3(true);
        let database = file::open(&mut builder, path)?;
        let transaction = database.begin_write()?;
        let seed = check(&transaction, seed)?;
        transaction.commit()?;
        Ok((Database(database), seed))
    }

    pub(super) fn read(&self) -> Result<View, Cause> {
        Ok(View(self.0.begin_read()?))
    }

    /// Writes all at once: it is on the disk when this returns.
    pub(super) fn write(&self, writes: &Writes, keep: u64) -> Result<(), Cause> {
        let transaction = self.0.begin_write()?;
        for (records, all) in &writes.records {
            let mut table = transaction.open_table(records.table())?;
            for (key, record) in all {
                match record {
                    Some(record) => table.insert(key.as_str(), record.json()?.as_slice())?,
                    None => table.remove(key.as_str())?,
                };
            }
        }
        for (index, all) in &writes.indices {
            let mut table = transaction.open_table(index.table())?;
            for (key, value) in all {
                match value {
                    Some(value) => table.insert(key.as_str(), value.as_str())?,
                    None => table.remove(key.as_str())?,
                };
            }
        }
        for added in &writes.added {
            append(&transaction, added)?;
            forget(&transaction, writes, added, keep)?;
        }
        if !writes.outbox.is_empty() {
            write_outbox(&transaction, writes, keep)?;
        }
        if let Some(count) = writes.count {
            transaction.open_table(META)?.insert(COUNT, count)?;
        }
        Ok(transaction.commit()?)
    }
}

/// Checks the version, and returns the seed.
fn check(transaction: &WriteTransaction, seed: u64) -> Result<u64, Cause> {
    let mut meta = transaction.open_table(META)?;
    let found = meta.get(VERSION.0)?.map(|version| version.value());
    match found {
        Some(version) if version != VERSION.1 => return Err(Cause::Version(version)),
        Some(_) => {}
        None => {
            meta.insert(VERSION.0, VERSION.1)?;
            meta.insert(SEED, seed)?;
        }
    }
    let own = meta.get(SEED)?.map_or(seed, |seed| seed.value());
    Ok(own)
}

fn append(transaction: &WriteTransaction, added: &Added) -> Result<(), Cause> {
    let mut order = transaction.open_table(ORDER)?;
    order.insert((added.table.0, added.number), added.key.as_str())?;
    Ok(())
}

/// Forgets the oldest records of the kind that was added to, so that no more than so many are left.
fn forget(
    transaction: &WriteTransaction,
    writes: &Writes,
    added: &Added,
    keep: u64,
) -> Result<(), Cause> {
    let mut records = transaction.open_table(added.table.table())?;
    let own = writes.records.get(&added.table);
    let own = own.and_then(|all| all.get(&added.key)?.as_ref());
    while records.len()? > keep {
        let Some(oldest) = take_oldest(transaction, added.table)? else {
            return Ok(());
        };
        let removed = records.remove(oldest.as_str())?;
        let (Some(json), Some(own)) = (removed, own) else {
            continue;
        };
        for (index, text) in own.indices_of(json.value())? {
            transaction
                .open_table(index.table())?
                .remove(text.as_str())?;
        }
    }
    Ok(())
}

/// The key of the oldest record of a kind, which is no longer listed then.
fn take_oldest(transaction: &WriteTransaction, table: Records) -> Result<Option<String>, Cause> {
    let mut order = transaction.open_table(ORDER)?;
    let oldest = order
        .range((table.0, 0)..=(table.0, u64::MAX))?
        .next()
        .transpose()?;
    let oldest = oldest.map(|(at, key)| (at.value().1, key.value().to_owned()));
    let Some((number, key)) = oldest else {
        return Ok(None);
    };
    order.remove((table.0, number))?;
    Ok(Some(key))
}

fn write_outbox(transaction: &WriteTransaction, writes: &Writes, keep: u64) -> Result<(), Cause> {
    let mut table = transaction.open_table(OUTBOX)?;
    for (place, entry) in &writes.outbox {
        match entry {
            Some(entry) => table.insert(*place, serde_json::to_vec(entry)?.as_slice())?,
            None => table.remove(*place)?,
        };
    }
    while table.len()? > keep {
        table.pop_first()?;
    }
    Ok(())
}

/// The database as it was when reading began.
pub(super) struct View(ReadTransaction);

impl View {
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

    pub(super) fn record<T: Record>(&self, key: &str) -> Result<Option<T>, Cause> {
        let Some(table) = self.table(T::TABLE.table())? else {
            return Ok(None);
        };
        let found = table.get(key)?;
        let record = found.map(|json| serde_json::from_slice(json.value()));
        Ok(record.transpose()?)
    }

    pub(super) fn indexed(&self, index: Index, key: &str) -> Result<Option<String>, Cause> {
        let Some(table) = self.table(index.table())? else {
            return Ok(None);
        };
        Ok(table.get(key)?.map(|found| found.value().to_owned()))
    }

    /// The newest records of a kind that are wanted, at most so many.
    pub(super) fn newest<T: Record>(
        &self,
        most: usize,
        mut is_wanted: impl FnMut(&T) -> bool,
    ) -> Result<Vec<T>, Cause> {
        let mut found = Vec::new();
        let Some(order) = self.table(ORDER)? else {
            return Ok(found);
        };
        let name = T::TABLE.0;
        for entry in order.range((name, 0)..=(name, u64::MAX))?.rev() {
            if found.len() >= most {
                break;
            }
            let record: Option<T> = self.record(entry?.1.value())?;
            found.extend(record.filter(&mut is_wanted));
        }
        Ok(found)
    }

    pub(super) fn due(&self, now: i64, most: usize) -> Result<Vec<(Place, Entry)>, Cause> {
        let Some(table) = self.table(OUTBOX)? else {
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

    pub(super) fn next_due(&self) -> Result<Option<i64>, Cause> {
        let Some(table) = self.table(OUTBOX)? else {
            return Ok(None);
        };
        let first = table.range::<Place>(..)?.next().transpose()?;
        Ok(first.map(|(place, _)| place.value().0))
    }

    pub(super) fn posted(&self, place: Place) -> Result<Option<Entry>, Cause> {
        let Some(table) = self.table(OUTBOX)? else {
            return Ok(None);
        };
        let found = table.get(place)?;
        let entry = found.map(|entry| serde_json::from_slice(entry.value()));
        Ok(entry.transpose()?)
    }

    pub(super) fn count(&self) -> Result<u64, Cause> {
        let Some(table) = self.table(META)? else {
            return Ok(0);
        };
        Ok(table.get(COUNT)?.map_or(0, |count| count.value()))
    }
}
