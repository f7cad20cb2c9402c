//! Entries of captures through as many workers as there are processors, in and out in order.
//!
//! One thread cuts captures into entries, workers make [`Pieces`] of them, and the main thread
//! writes. What is read from an input at once goes to a worker at once: a batch is never held back
//! while waiting for input, so a slow pipe shows each message as it comes. Batches go around the
//! workers in turn and are taken from them in turn, which keeps their order; the channels between
//! hold few, which bounds memory.

use std::io::{self, Read};
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use paywire::capture::{self, Config, Entry, Reader};
use paywire::{Error, Result};

use crate::input::Input;
use crate::interrupt;
use crate::pieces::Pieces;

/// How many batches wait before and behind each worker.
const WAITING: usize = 2;
/// A batch of more bytes than this goes to a worker although its input could still be read.
const HEAVY: usize = 256 << 10;
/// How often the main thread looks up from waiting.
const GLANCE: Duration = Duration::from_millis(100);

/// An entry that waits in a batch.
struct Waiting {
    /// The file that it is from, unless the one before is from it too. Threads that count the owners of one thing wait for
    /// each other, so not every entry holds it.
    file: Option<Arc<str>>,
    is_body: bool,
    entry: Result<Entry>,
}

/// An entry and where it is from.
pub(crate) struct Job {
    pub(crate) file: Arc<str>,
    /// Whether the file is a body and nothing else, so that entries need no number.
    pub(crate) is_body: bool,
    pub(crate) entry: Result<Entry>,
}

impl Waiting {
    fn weight(&self) -> usize {
        self.entry.as_ref().map_or(0, Entry::weight)
    }
}

/// What goes on while the work does.
pub(crate) trait Watch {
    /// Takes what came of a batch.
    fn pieces(&mut self, pieces: Pieces) -> io::Result<()>;
    /// Is called now and then, with the bytes that were read so far.
    fn glance(&mut self, read: u64);
}

/// Does the work. Gives the status to end with if it was interrupted.
pub(crate) fn run(
    inputs: Vec<Input>,
    config: Config,
    work: impl Fn(Job, &mut Pieces) + Send + Sync + 'static,
    watch: &mut impl Watch,
) -> io::Result<Option<u8>> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let work = Arc::new(work);
    let mut to_workers = Vec::new();
    let mut from_workers = Vec::new();
    for _ in 0..workers {
        let (to_worker, jobs) = sync_channel(WAITING);
        let (results, from_worker) = sync_channel(WAITING);
        let work = Arc::clone(&work);
        thread::spawn(move || worker(&jobs, &results, &*work));
        to_workers.push(to_worker);
        from_workers.push(from_worker);
    }
    let read = Arc::new(AtomicU64::new(0));
    let cutter = Cutter {
        config,
        batcher: Arc::new(Mutex::new(Batcher::new(to_workers))),
        read: Arc::clone(&read),
    };
    // Nobody waits for these threads: one of them may be reading from a pipe that never ends.
    thread::spawn(move || cutter.cut(inputs));
    collect(&from_workers, &read, watch)
}

fn worker(
    jobs: &Receiver<Vec<Waiting>>,
    results: &SyncSender<Option<Pieces>>,
    work: &impl Fn(Job, &mut Pieces),
) {
    // Of how much the last batch was, and what came of it: the next one gives as much, or less if it is smaller.
    let (mut last, mut written) = (1, 0_usize);
    let mut file: Arc<str> = Arc::from("");
    for batch in jobs {
        let weight = batch.iter().map(Waiting::weight).sum::<usize>().max(1);
        let expected = written.min(written.saturating_mul(weight) / last);
        let mut pieces = Pieces::with_room(expected + expected / 8);
        last = weight;
        for waiting in batch {
            if let Some(shared) = waiting.file {
                // A copy that no other thread owns.
                file = Arc::from(&*shared);
            }
            let job = Job {
                file: Arc::clone(&file),
                is_body: waiting.is_body,
                entry: waiting.entry,
            };
            work(job, &mut pieces);
        }
        written = pieces.written();
        // The main thread has ended.
        if results.send(Some(pieces)).is_err() {
            return;
        }
    }
    // Without this it was not the end of its work that ended it.
    let _ = results.send(None);
}

fn collect(
    from_workers: &[Receiver<Option<Pieces>>],
    read: &AtomicU64,
    watch: &mut impl Watch,
) -> io::Result<Option<u8>> {
    let mut turns = from_workers.iter().cycle();
    let mut turn = turns.next();
    while let Some(worker) = turn {
        if let Some(status) = interrupt::happened() {
            return Ok(Some(status));
        }
        match worker.recv_timeout(GLANCE) {
            Ok(Some(pieces)) => {
                watch.pieces(pieces)?;
                turn = turns.next();
            }
            // Whose turn it is has ended, so there was no batch for it nor for those behind it.
            Ok(None) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(io::Error::other(
                    "the program failed, which is a fault of its own",
                ));
            }
        }
        watch.glance(read.load(Ordering::Relaxed));
    }
    Ok(None)
}

/// Cuts captures into entries.
struct Cutter {
    config: Config,
    batcher: Arc<Mutex<Batcher>>,
    read: Arc<AtomicU64>,
}

impl Cutter {
    fn cut(self, inputs: Vec<Input>) {
        for input in inputs {
            let file: Arc<str> = input.name.as_str().into();
            let capture = input.open().map_err(Error::from).and_then(|bytes| {
                let counted = Counted {
                    bytes,
                    read: Arc::clone(&self.read),
                    batcher: Arc::clone(&self.batcher),
                };
                capture::open(counted, &self.config)
            });
            let going = match capture {
                Ok(capture) => self.entries(&file, capture),
                Err(error) => self.push(&file, true, Err(error)),
            };
            if !going {
                return;
            }
        }
        locked(&self.batcher).send();
    }

    /// `false` if nobody wants more.
    fn entries(&self, file: &Arc<str>, mut capture: capture::Capture) -> bool {
        let is_body = capture.kind() == capture::Kind::Body;
        while let Some(entry) = capture.next_entry() {
            if !self.push(file, is_body, entry) {
                return false;
            }
        }
        true
    }

    fn push(&self, file: &Arc<str>, is_body: bool, entry: Result<Entry>) -> bool {
        locked(&self.batcher).push(file, is_body, entry)
    }
}

fn locked(batcher: &Mutex<Batcher>) -> std::sync::MutexGuard<'_, Batcher> {
    batcher.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends batches to the workers in turn.
struct Batcher {
    to_workers: Vec<SyncSender<Vec<Waiting>>>,
    turn: usize,
    batch: Vec<Waiting>,
    /// Which file the last entry of the batch is from.
    file: Option<Arc<str>>,
    weight: usize,
    closed: bool,
}

impl Batcher {
    fn new(to_workers: Vec<SyncSender<Vec<Waiting>>>) -> Self {
        Batcher {
            to_workers,
            turn: 0,
            batch: Vec::new(),
            file: None,
            weight: 0,
            closed: false,
        }
    }

    fn push(&mut self, file: &Arc<str>, is_body: bool, entry: Result<Entry>) -> bool {
        let is_same = |last: &Arc<str>| Arc::ptr_eq(last, file);
        let is_new = !self.file.as_ref().is_some_and(is_same);
        if is_new {
            self.file = Some(Arc::clone(file));
        }
        let waiting = Waiting {
            file: is_new.then(|| Arc::clone(file)),
            is_body,
            entry,
        };
        self.weight += waiting.weight();
        self.batch.push(waiting);
        if self.weight >= HEAVY {
            self.send();
        }
        !self.closed
    }

    fn send(&mut self) {
        if self.batch.is_empty() || self.closed {
            return;
        }
        let batch = mem::take(&mut self.batch);
        self.file = None;
        self.weight = 0;
        self.closed = self.to_workers[self.turn].send(batch).is_err();
        self.turn = (self.turn + 1) % self.to_workers.len();
    }
}

/// An input that sends the batch on before it waits for more.
struct Counted {
    bytes: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
    batcher: Arc<Mutex<Batcher>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        locked(&self.batcher).send();
        let read = self.bytes.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
