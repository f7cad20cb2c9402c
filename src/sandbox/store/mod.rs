//! The store of a sandbox: records and indices in a database, in memory or in a file.
//!
//! A request that changes something is one [`Change`]: a transaction that is on the disk before its answer is
//! returned. Other requests read a [`Snapshot`].

mod change;
mod file;
mod outbox;
mod snapshot;

use std::path::Path;

use redb::backends::InMemoryBackend;
use redb::{Builder, Database, ReadableTable, TableDefinition};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) use change::Change;
pub(super) use outbox::{Entry, Place};
pub(super) use snapshot::Snapshot;

use super::error::Cause;

/// A table of records, as JSON.
pub(super) type Records = TableDefinition<'static, &'static str, &'static [u8]>;

/// A table that finds the key of a record, or another short text, by a text.
pub(super) type Index = TableDefinition<'static, &'static str, &'static str>;

/// Numbers of the store itself.
const META: TableDefinition<'static, &str, u64> = TableDefinition::new("meta");
const VERSION: (&str, u64) = ("version", 1);
const SEED: &str = "seed";
const COUNT: &str = "count";

/// The keys of records in the order of their creation, by table and number.
const ORDER: TableDefinition<'static, (&str, u64), &str> = TableDefinition::new("order");

/// What the database keeps of its pages beside the backend, which in memory has all of them already.
const CACHE_IN_MEMORY: usize = 4 << 20;
const CACHE_OF_FILE: usize = 64 << 20;

/// A record of the store, which is found by its key and by its indices.
pub(super) trait Record: Serialize + DeserializeOwned {
    /// The table of these records.
    const TABLE: Records;

    fn key(&self) -> &str;

    /// The entries of indices that lead to this record now.
    fn indices(&self) -> Vec<(Index, String)> {
        Vec::new()
    }
}

/// Finds records.
pub(super) trait Lookup {
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

pub(super) struct Store {
    database: Database,
    seed: u64,
    /// How many records of a kind are kept; the oldest are forgotten.
    keep: u64,
}

impl Store {
    pub(super) fn in_memory(seed: u64, keep: u64) -> Result<Self, Cause> {
        let builder = builder(CACHE_IN_MEMORY);
        let database = builder.create_with_backend(InMemoryBackend::new())?;
        Store::new(database, seed, keep)
    }

    /// Opens the store in a file, which is created if it does not exist. A store that exists keeps its seed.
    pub(super) fn open(path: &Path, seed: u64, keep: u64) -> Result<Self, Cause> {
        let database = file::open(&mut builder(CACHE_OF_FILE), path)?;
        Store::new(database, seed, keep)
    }

    fn new(database: Database, seed: u64, keep: u64) -> Result<Self, Cause> {
        let transaction = database.begin_write()?;
        let seed = {
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
            meta.get(SEED)?.map_or(seed, |seed| seed.value())
        };
        transaction.commit()?;
        Ok(Store {
            database,
            seed,
            keep,
        })
    }

    /// The number that ids and signatures are made of.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn snapshot(&self) -> Result<Snapshot, Cause> {
        Ok(Snapshot::new(self.database.begin_read()?))
    }

    /// Begins a change, once the one before it has ended.
    pub(super) fn change(&self) -> Result<Change, Cause> {
        Ok(Change::new(
            self.database.begin_write()?,
            self.seed,
            self.keep,
        ))
    }
}

fn builder(cache: usize) -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(cache);
    // What later versions of the database read as well.
    builder.create_with_file_format_v3(true);
    builder
}
