//! The store of a sandbox: records and indices in memory, or in a database in a file.
//!
//! A request that changes something is one [`Change`], which is written at once when it is committed: to a file before
//! its answer is returned. Other requests read a [`Snapshot`].

mod change;
mod database;
mod file;
mod memory;
mod outbox;
mod record;
mod snapshot;
mod writes;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(super) use change::Change;
pub(super) use outbox::{Entry, Place, Post};
pub(super) use record::{Index, Record, Records};
pub(super) use snapshot::{Lookup, Snapshot};

use super::error::Cause;
use database::Database;
use memory::Memory;
use writes::Writes;

/// What keeps the records.
enum Engine {
    Memory(Memory),
    File(Database),
}

pub(super) struct Store {
    engine: Engine,
    /// Held by the change that is under way.
    writer: Mutex<()>,
    seed: u64,
    /// How many records of a kind are kept; the oldest are forgotten.
    keep: u64,
}

impl Store {
    pub(super) fn in_memory(seed: u64, keep: u64) -> Self {
        Store::new(Engine::Memory(Memory::default()), seed, keep)
    }

    /// Opens the store in a file, which is created if it does not exist. A store that exists keeps its seed.
    pub(super) fn open(path: &Path, seed: u64, keep: u64) -> Result<Self, Cause> {
        let (database, seed) = Database::open(path, seed)?;
        Ok(Store::new(Engine::File(database), seed, keep))
    }

    fn new(engine: Engine, seed: u64, keep: u64) -> Self {
        Store {
            engine,
            writer: Mutex::default(),
            seed,
            keep,
        }
    }

    /// The number that ids and signatures are made of.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The store as it is now. A thread must let go of it before it takes another one, or begins a change.
    pub(super) fn snapshot(&self) -> Result<Snapshot<'_>, Cause> {
        Ok(match &self.engine {
            Engine::Memory(memory) => Snapshot::of_memory(memory.read()),
            Engine::File(database) => Snapshot::of_file(database.read()?),
        })
    }

    /// Begins a change, once the one before it has ended.
    pub(super) fn change(&self) -> Result<Change<'_>, Cause> {
        // A thread that panicked has written nothing.
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Change::new(self, writer, self.snapshot()?))
    }

    fn write(&self, writes: Writes) -> Result<(), Cause> {
        match &self.engine {
            Engine::Memory(memory) => {
                memory.write(writes, self.keep);
                Ok(())
            }
            Engine::File(database) => database.write(&writes, self.keep),
        }
    }
}
